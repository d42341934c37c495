"""Rules for expressions that are told from the document date or from the narrative's last date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from .time_context import Context
from .time_dates import edge, month_of
from .time_grammar import Hit, Rule
from .time_numbers import Quantity, modifier, quantity
from .time_values import (
    GRANULARITY,
    UNIT_DAYS,
    VAGUE,
    Day,
    Value,
    add,
    day,
    duration,
    of_century,
    of_day,
    of_decade,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_week,
    of_weekend,
    of_year,
    shift,
    shift_months,
)

MACROS = {
    "REL": "last|past|previous|this|current|present|next|coming|upcoming|following|same|that"
    "|prior|preceding",
    "OVER": "over|during|at|for|through|of",
    "INSIDE": "for|in|during|over",
    "ENDED": "ended|ending|to|that",
    "LENGTH": "QUANT HY? ADJ? ADJ? (UNIT|UNITS) | ART ADJ? UNIT",
}

_STEP = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this": 0, "current": 0,
    "present": 0, "same": 0, "that": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip
_NARRATIVE = frozenset("previous prior preceding following same that".split())


def stretch(unit: str, date: Day) -> Value:
    """The calendar unit that holds `date`; a placeholder where `date` is None."""
    if date is None:
        return Value("DATE", _UNKNOWN[unit], granularity=GRANULARITY[unit])
    makers = {
        "D": lambda: of_day(date),
        "W": lambda: of_week(date),
        "F": lambda: of_week(date),
        "WE": lambda: of_weekend(date),
        "M": lambda: of_month(date.year, date.month),
        "Q": lambda: of_quarter(date.year, (date.month + 2) // 3),
        "Y": lambda: of_year(date.year),
        "E": lambda: of_decade(date.year // 10 * 10),
        "C": lambda: of_century(date.year // 100 + 1),
        "N": lambda: replace(of_day(date), type="TIME", value=f"{date.isoformat()}TNI"),
    }
    if unit in makers:
        return makers[unit]()
    if unit in ("TH", "TM", "TS"):
        return Value("TIME", f"{date.isoformat()}TXX", date, date, "hour")
    return Value("DATE", "XXXX", granularity="span")


_UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "E": "XXX", "C": "XX", "WE": "XXXX-WXX-WE", "N": "XXXX-XX-XXTNI", "K": "X",
    "TH": "XXXX-XX-XXTXX", "TM": "XXXX-XX-XXTXX", "TS": "XXXX-XX-XXTXX",
}  # fmt: skip


def unit_of(hit: Hit, ctx: Context, name: str = "unit") -> str:
    """The TIMEX3 letter of the unit in a group."""
    words = hit.words(name)
    word = words[-1]
    table = ctx.lexicon.classes
    return table["UNIT"].get(word) or table["UNITS"][word]


def deictic_day(hit: Hit, ctx: Context) -> Value | None:
    """Today, yesterday, tomorrow, the day before yesterday."""
    word = hit.words("x")
    if word[0] == "today" and hit.tokens.words[hit.first][0] == "T" and hit.code_before() == "C":
        return None  # part of a name (a newspaper, a programme)
    step = {"today": 0, "yesterday": -1, "tomorrow": 1}[word[-1]]
    if word[0] == "the":
        step *= 2
    value = of_day(shift(ctx.published, step))
    return edge(value, hit.words("edge"), None)


def deictic_night(hit: Hit, ctx: Context) -> Value | None:
    """Tonight, last night, overnight."""
    word = hit.word("x")
    pub = ctx.published
    if word == "overnight":
        first = shift(pub, -1)
        if first is None:
            return Value("TIME", "XXXX-XX-XXTNI", granularity="day")
        return Value("TIME", f"{first.isoformat()}TNI", first, pub, "span")
    step = -1 if word == "last" else 0
    return stretch("N", shift(pub, step))


def _base(ctx: Context, narrative: bool, unit: str = "Y") -> tuple[Day, bool]:
    """The day to count from, and whether the narrative gave it; days want a day to start from."""
    if narrative and unit in ("D", "N"):
        near = ctx.last_day is not None and ctx.last is not None
        return (ctx.last_day.earliest, True) if near and ctx.last_day else (ctx.published, False)
    if narrative and ctx.last is not None and ctx.last.earliest is not None:
        return ctx.last.earliest, True
    return ctx.published, False


def relative_unit(hit: Hit, ctx: Context) -> Value | None:
    """Last week, this year, next month, the following day, the same year, that week."""
    rel, unit = hit.word("rel"), unit_of(hit, ctx)
    step = _STEP[rel]
    surface = hit.tokens.words[hit.match.end("unit") - 1]
    if surface[0].isupper() and not surface.isupper():
        return None  # the name of a programme
    definite = "the" in hit.words("the")
    if rel in ("that", "this") and hit.has("the"):
        return None
    if unit in ("TS", "TM", "TH", "K") or (rel == "past" and not definite and unit != "Y"):
        return None
    if unit == "N" and rel == "this":
        return None
    narrative = rel in _NARRATIVE or (rel == "next" and (definite or unit in ("D", "N")))
    if rel == "last" and unit in ("D",):
        return None
    if definite and rel in ("past", "last", "coming", "next", "current") and not narrative:
        return anchored_length(hit, ctx)
    if rel in ("past",) and definite:
        return anchored_length(hit, ctx)
    base, told = _base(ctx, narrative, unit)
    if narrative and not told and unit in ("D", "N"):
        base = None
    value = stretch(unit, add(base, step, "D" if unit == "N" else unit))
    value = replace(value, anchor="context" if narrative and base is not None and told else "document")
    return edge(value, hit.words("edge"), ctx.published)


def the_unit(hit: Hit, ctx: Context) -> Value | None:
    """The end of the month, early in the week, by year's end: the current unit."""
    unit = unit_of(hit, ctx)
    if unit in ("TS", "TM", "TH", "N", "F", "K", "WE") and unit != "WE":
        return None
    told = ctx.last is not None and ctx.last_sentence >= ctx.sentence and not ctx.last.deictic
    base, narrative = _base(ctx, told)
    value = replace(stretch(unit, base), anchor="context" if narrative else "document")
    return edge(value, hit.words("edge"), ctx.published)


def relative_season(hit: Hit, ctx: Context) -> Value | None:
    """Last summer, this winter, next spring, the summer, in the fall."""
    if hit.after() in ("of", "in", "for", "from", "to", "below", "short", "off", "back", "behind"):
        ambiguous = hit.words("s")[-1:] in (["fall"], ["spring"])
        if ambiguous and not (hit.after() == "in" and hit.has("rel")):
            return None
    surface = hit.tokens.words[hit.match.start("s")]
    if surface[0].isupper() and not surface.isupper() and hit.code_before() == "C":
        return None
    season = ctx.lexicon.value("SEASON", hit.word("s"))
    pub = ctx.published
    if pub is None:
        return Value("DATE", f"XXXX-{season}", granularity="season")
    rel = hit.word("rel")
    if rel in ("", "the") and hit.code_after() in ("w", "C") and not hit.has("edge"):
        return None
    direction = _STEP.get(rel)
    if direction is None:
        direction = {"past": -1, "future": 1, "none": -1}[
            ctx.tense(hit.tokens, hit.first, hit.last)
        ]
        return edge(_season_near(pub, season, direction, strict=False), hit.words("edge"), pub)
    if direction == 0:
        return edge(_season_this(pub, season), hit.words("edge"), pub)
    return edge(_season_near(pub, season, direction, strict=True), hit.words("edge"), pub)


def _season(year: int, season: str) -> Value:
    """A season of one winter or summer; the winter of `year` begins in December of the year."""
    value = of_season(year, season)
    if season == "WI":
        return replace(value, earliest=day(year, 12, 1), latest=day(year + 1, 3, 20))
    return value


def _season_near(pub: dt.date, season: str, direction: int, *, strict: bool) -> Value:
    """The last such season that ended (strict) or began before `pub`, or the next one."""
    years = range(pub.year - 2, pub.year + 3)
    options = [value for year in years if (value := _season(year, season)).latest is not None]
    if direction < 0:
        old = [v for v in options if v.earliest and (v.latest if strict else v.earliest) < pub]  # type: ignore[operator]
        return old[-1] if old else options[0]
    new = [v for v in options if v.latest and (v.earliest if strict else v.latest) > pub]  # type: ignore[operator]
    return new[0] if new else options[-1]


def _season_this(pub: dt.date, season: str) -> Value:
    """ "This summer": the one nearest to `pub`."""
    options = [_season(year, season) for year in range(pub.year - 1, pub.year + 2)]

    def gap(value: Value) -> int:
        if value.earliest is None or value.latest is None:
            return 10**6
        return max((value.earliest - pub).days, (pub - value.latest).days, 0)

    return min(options, key=gap)


def relative_month(hit: Hit, ctx: Context) -> Value | None:
    """Last May, this May, next May, every bit relative to publication."""
    month, pub = month_of(hit, ctx), ctx.published
    if pub is None:
        return Value("DATE", f"XXXX-{month:02d}", granularity="month")
    step = _STEP[hit.word("rel")]
    if step == 0:
        year = pub.year
    elif step < 0:
        year = pub.year - (month >= pub.month)
    else:
        year = pub.year + (month <= pub.month)
    if hit.word("rel") == "that" and ctx.last is not None and ctx.last.earliest is not None:
        return replace(of_month(ctx.last.earliest.year, month), anchor="context")
    return edge(of_month(year, month), hit.words("edge"), pub)


def weekday(hit: Hit, ctx: Context) -> Value | None:
    """Friday, last Friday, next Monday, late Friday: by the tense of the clause."""
    word = hit.word("w")
    table = ctx.lexicon.classes
    number = int(table["WEEKDAY"].get(word) or table["WEEKDAYABBR"][word])
    if hit.before() in _NICKNAMES or _is_title(hit):
        return None
    pub = ctx.published
    if pub is None:
        return Value("DATE", f"XXXX-WXX-{number}", granularity="day")
    rel = hit.word("rel")
    back = (pub.isoweekday() - number) % 7
    ahead = (number - pub.isoweekday()) % 7
    if rel in ("last", "past", "previous"):
        date = shift(pub, -(back or 7))
    elif rel in ("next",):
        return _next_weekday(pub, number)
    elif rel in ("this", "coming", "upcoming"):
        past = rel == "this" and ctx.tense(hit.tokens, hit.first, hit.last) == "past"
        date = shift(pub, -back if past else ahead)
    elif rel in ("that", "following") and ctx.last is not None and ctx.last.earliest is not None:
        base = ctx.last.earliest
        on = (number - base.isoweekday()) % 7
        date = shift(base, on or (7 if rel == "following" else 0))
        return replace(of_day(date), anchor="context")
    else:
        tense = ctx.tense(hit.tokens, hit.first, hit.last)
        if hit.after() == "'s" and hit.before() not in _AHEAD and ctx.force is None:
            tense = "past"
        date = shift(pub, ahead if tense == "future" else -back)
    return edge(of_day(date), hit.words("edge"), None)


def _next_weekday(pub: dt.date, number: int) -> Value:
    """ "Next Friday" is Friday of next week; where this week's is still to come, either may be
    meant: the value names the later, the interval covers both."""
    monday = shift(pub, 8 - pub.isoweekday())
    value = of_day(shift(monday, number - 1))
    if number > pub.isoweekday() and value.latest is not None:
        return replace(value, earliest=shift(value.latest, -7))
    return value


_AHEAD = frozenset("before of for until till by".split())
_NICKNAMES = frozenset(
    "black bloody super maundy ash palm good cyber fat shrove holy whit ruby giving".split()
)


def _is_title(hit: Hit) -> bool:
    """ "The Sunday Times": the, a weekday and a capital, side by side."""
    return (
        hit.before() in ("the", "'s")
        and hit.code_after() == "C"
        and hit.code_after(2) not in ("", ",")
        and hit.before(2) in ("of", "in", "by", "told", "with", "")
    )


def ago(hit: Hit, ctx: Context) -> Value | None:
    """Two weeks ago, more than a decade ago, several months ago: counted from publication."""
    return counted_from(hit, ctx, ctx.published, -1, "document")


def later(hit: Hit, ctx: Context) -> Value | None:
    """A week later, two days earlier, a year before: counted from the narrative's last date."""
    step = -1 if hit.word("dir") in ("earlier", "before", "previously", "prior") else 1
    unit = unit_of(hit, ctx) if hit.has("unit") else "D"
    base, told = _base(ctx, True, unit)
    if not told:
        base = None if unit not in ("Y", "Q", "M", "E") or step > 0 else base
    return counted_from(hit, ctx, base, step, "context" if told else "document")


def hence(hit: Hit, ctx: Context) -> Value | None:
    """Two weeks from now, in three days' time."""
    return counted_from(hit, ctx, ctx.published, 1, "document")


def counted_from(hit: Hit, ctx: Context, base: Day, step: int, anchor: str) -> Value | None:
    """The stretch `quantity` units from `base`; approximate words widen it (see `times`)."""
    unit = unit_of(hit, ctx)
    amount = quantity(hit.words("n"), ctx.lexicon) if hit.has("n") else Quantity(None, None)
    mod = modifier(hit.words("about"))
    reference = "PAST_REF" if step < 0 else "FUTURE_REF"
    at = "context" if anchor == "context" else "document"
    if amount.low is None or amount.high is None:
        near, far = VAGUE[unit]
        earliest, latest = sorted_days(shift(base, step * near), shift(base, step * far))
        return Value("DATE", reference, earliest, latest, "span", at)
    if base is None:
        return Value("DATE", _UNKNOWN[unit], granularity=GRANULARITY[unit], mod=point_mod(mod, step))
    middle = add(base, step * amount.low, unit)
    named = _named(ctx, unit, middle, amount, step) if middle is not None else stretch(unit, None)
    earliest, latest = counted_interval(base, step, unit, amount, mod)
    granularity = named.granularity if (earliest, latest) == (middle, middle) else "span"
    if mod is None and amount.low == amount.high and unit != "D":
        granularity = named.granularity
    return replace(
        named, earliest=earliest, latest=latest, granularity=granularity, anchor=at,
        mod=point_mod(mod, step), type="DATE" if not unit.startswith("T") else "TIME",
    )  # fmt: skip


def _named(ctx: Context, unit: str, middle: dt.date, amount: Quantity, step: int) -> Value:
    """The calendar unit that the value names; "a year earlier", said of a quarter, is a quarter."""
    last = ctx.last
    close = ctx.last_sentence >= ctx.sentence - 1
    if unit == "Y" and last is not None and close and last.granularity in ("quarter", "month"):
        if amount.low == 1 and last.earliest is not None:
            moved = add(last.earliest, step, "Y")
            if moved is not None:
                return stretch("Q" if last.granularity == "quarter" else "M", moved)
    return stretch("D" if unit == "N" else unit, middle)


def sorted_days(one: Day, two: Day) -> tuple[Day, Day]:
    """The two days in order; where one is unknown (overflow) it stays on its side."""
    if one is None or two is None:
        return one, two
    return min(one, two), max(one, two)


def counted_interval(
    base: dt.date, step: int, unit: str, amount: Quantity, mod: str | None
) -> tuple[Day, Day]:
    """The days that "n units ago" may mean. Exact for days; else half a unit to both sides."""
    assert amount.low is not None
    assert amount.high is not None
    low, high = amount.low, amount.high
    slack = 0.0 if unit in ("D", "N") else 0.5
    if unit.startswith("T"):
        edge_one, edge_two = shift(base, step * -(-high * UNIT_DAYS[unit] // 1)), base
        if low * UNIT_DAYS[unit] > 1:
            edge_two = shift(base, step * (low * UNIT_DAYS[unit] // 1))
        return sorted_days(edge_one, edge_two)
    if mod == "MORE_THAN":
        high = high * 2 if high <= 1 else high * 1.5
    elif mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        low = low * 0.5
    elif mod == "EQUAL_OR_MORE":
        high = high * 1.5
    elif mod == "APPROX":
        low, high = low * 0.75 - slack, high * 1.25 + slack
    else:
        low, high = low - slack, high + slack
    days = [add(base, step * round(low * 2) / 2, unit), add(base, step * round(high * 2) / 2, unit)]
    if slack and unit in ("M", "Q", "Y", "E", "C", "K"):
        days = [shift(base, step * low * UNIT_DAYS[unit]), shift(base, step * high * UNIT_DAYS[unit])]
    return sorted_days(days[0], days[1])


def point_mod(mod: str | None, step: int) -> str | None:
    """The modifier of a point from that of its distance: more than a year ago is BEFORE."""
    table = {
        "MORE_THAN": ("BEFORE", "AFTER"), "LESS_THAN": ("AFTER", "BEFORE"),
        "EQUAL_OR_MORE": ("ON_OR_BEFORE", "ON_OR_AFTER"),
        "EQUAL_OR_LESS": ("ON_OR_AFTER", "ON_OR_BEFORE"), "APPROX": ("APPROX", "APPROX"),
    }  # fmt: skip
    return table[mod][0 if step < 0 else 1] if mod in table else None


def anchored_length(hit: Hit, ctx: Context) -> Value | None:
    """The past two weeks, the last 24 hours, the next three years: a length that touches now."""
    rel, unit = hit.word("rel"), unit_of(hit, ctx)
    amount = quantity(hit.words("n"), ctx.lexicon) if hit.has("n") else Quantity(1.0, 1.0)
    back = rel in ("last", "past", "previous", "preceding", "recent", "prior", "latest")
    text = duration(amount.low, unit)
    if rel in ("first", "final", "opening", "same", "second", "following", "preceding", "prior"):
        return Value("DURATION", text, granularity="span")
    pub = ctx.published
    if unit in ("W", "M", "Y", "D", "Q") and not hit.has("n") and unit == "Q":
        return relative_quarter(ctx, rel)
    if amount.high is None:
        far = shift(pub, VAGUE[unit][1] * (-1 if back else 1))
    else:
        far = add(pub, -amount.high if back else amount.high, unit)
        if unit.startswith("T") and pub is not None:
            days = -(-amount.high * UNIT_DAYS[unit] // 1)
            far = shift(pub, -days if back else days)
    earliest, latest = (far, pub) if back else (pub, far)
    if pub is None:
        earliest = latest = None
    mod = modifier(hit.words("about")) if hit.has("about") else None
    return Value("DURATION", text, earliest, latest, "span", "document", mod)


def relative_quarter(ctx: Context, rel: str) -> Value:
    """The current, past or next quarter."""
    return stretch("Q", add(ctx.published, _STEP.get(rel, 0), "Q"))


def vague_units(hit: Hit, ctx: Context) -> Value | None:
    """Recent weeks, the coming months, past years: PAST_REF and FUTURE_REF with a soft edge."""
    unit = unit_of(hit, ctx)
    back = hit.word("rel") in ("recent", "past", "last", "previous")
    pub = ctx.published
    far = shift(pub, VAGUE[unit][1] * (-1 if back else 1))
    earliest, latest = (far, pub) if back else (pub, far)
    value = "PAST_REF" if back else "FUTURE_REF"
    return Value("DATE", value, earliest, latest, "span", "document")


def neighbour_day(hit: Hit, ctx: Context) -> Value | None:
    """The day before, the day after, the night before: beside the narrative's last date."""
    unit = unit_of(hit, ctx)
    if hit.code_after() in ("w", "C") or hit.after() in ("the", "a", "his", "her", "their", "its"):
        return None  # "the day before the summit": the event carries the date
    base, told = _base(ctx, True, unit)
    step = -1 if hit.word("dir") in ("before", "earlier") else 1
    if not told:
        base = None
    value = stretch(unit, add(base, step, "D" if unit == "N" else unit))
    return replace(value, anchor="context" if told else "document")


def relative_half(hit: Hit, ctx: Context) -> Value | None:
    """The year-earlier quarter, the year-ago period: a year before the last date."""
    base, told = _base(ctx, True)
    if base is None:
        return Value("DATE", "XXXX", granularity="year")
    granularity = ctx.last.granularity if told and ctx.last is not None else "year"
    moved = shift_months(base, -12)
    unit = {"quarter": "Q", "month": "M", "week": "W", "half-year": "H"}.get(granularity, "Y")
    word = hit.word("unit")
    if word == "quarter":
        unit = "Q"
    elif word == "month":
        unit = "M"
    if unit == "H" and moved is not None:
        return replace(of_half(moved.year, 1 if moved.month < 7 else 2), anchor="context")
    return replace(stretch(unit, moved), anchor="context" if told else "document")


def past_unit(hit: Hit, ctx: Context) -> Value | None:
    """Over the weekend, during the week: the last or the next one, by tense."""
    unit = unit_of(hit, ctx)
    pub = ctx.published
    if pub is None:
        return stretch(unit, None)
    tense = ctx.tense(hit.tokens, hit.first, hit.last)
    if unit == "W":
        return stretch(unit, pub)
    if tense == "future" or pub.isoweekday() >= 6:
        return stretch(unit, pub)
    return stretch(unit, shift(pub, -7))


def year_ended(hit: Hit, ctx: Context) -> Value | None:
    """The year ended 30 June: a length; its end is an expression of its own."""
    return Value("DURATION", "P1Y", granularity="span")


def same_time(hit: Hit, ctx: Context) -> Value | None:
    """That day, the same day, that year: the narrative's last date at that grain."""
    word = hit.word("unit")
    if word in ("period", "half"):
        if ctx.last is None or ctx.last.granularity not in ("quarter", "half-year", "year"):
            return None
        return replace(ctx.last, anchor="context", mod=None)
    unit = unit_of(hit, ctx)
    if unit in ("TS", "TM", "TH", "K", "F"):
        return None
    base, told = _base(ctx, True, unit)
    if not told:
        base = None
    return replace(stretch(unit, base), anchor="context" if told else "document")


RULES: tuple[Rule, ...] = (
    Rule("({edge:early|late} (on)?)? {x:today|yesterday|tomorrow}", deictic_day),
    Rule("{x:the day (before|after) (yesterday|tomorrow)}", deictic_day),
    Rule("{x:tonight|overnight}", deictic_night),
    Rule("{x:last} night", deictic_night),
    Rule("{edge:EDGE}? {the:the}? {rel:REL} (calendar|fiscal|school|academic|business)? {unit:UNIT}", relative_unit),
    Rule("{edge:EDGE} the {unit:UNIT}", the_unit),
    Rule("the {edge:end|start|beginning|middle|close|rest|remainder} of the {unit:UNIT}", the_unit),
    Rule("the? {unit:UNIT} ('s|HY) {edge:end}", the_unit),
    Rule("{edge:EDGE}? (this|the)? {rel:last|past|previous|this|coming|upcoming|next} {s:SEASON}", relative_season),
    Rule("{edge:EDGE} the? {s:SEASON}", relative_season),
    Rule("<=SEASONAL {rel:the} {s:SEASON}", relative_season),
    Rule("{edge:EDGE}? {rel:last|past|this|next|coming|that} {m:MON}", relative_month),
    Rule("({edge:early|late} (on)?)? (this)? {rel:last|past|previous|this|next|coming|upcoming|that|following}? {w:WEEKDAY|WEEKDAYABBR}", weekday),
    Rule("{about:ABOUT}? {n:QUANT|ART} HY? ADJ? {unit:UNIT|UNITS} (or (so|more|two))? ago", ago),
    Rule("{unit:UNITS} ago", ago),
    Rule("{unit:UNITS} {dir:earlier|later|afterward|afterwards}", later),
    Rule("{about:ABOUT}? {n:QUANT|ART} ADJ? {unit:UNIT|UNITS} (or (so|more))? {dir:earlier|later|previously|afterward|afterwards|thereafter}", later),
    Rule("{about:ABOUT}? {n:QUANT|ART} ADJ? {unit:UNIT|UNITS} {dir:before|after} >=STOP", later),
    Rule("{about:ABOUT}? {n:QUANT|ART} ADJ? {unit:UNIT|UNITS} (from (now|today)|hence)", hence),
    Rule("(the|these)? {rel:last|past|previous|next|coming|following|preceding|first|final|opening|same} {about:ABOUT}? {n:QUANT} ADJ? {unit:UNIT|UNITS}", anchored_length),
    Rule("(the|these)? (most)? {rel:recent|past|last|coming|upcoming} {unit:UNITS}", vague_units),
    Rule("the {unit:UNITS} {rel:ahead}", vague_units),
    Rule("the {unit:UNITS} to {rel:come}", vague_units),
    Rule("the {unit:day|night|week|month|year} {dir:before|after|earlier}", neighbour_day),
    Rule("the? year HY (earlier|ago) {unit:quarter|period|month|half}?", relative_half),
    Rule("<=OVER {the:the} {rel:this}? {unit:weekend|week}", past_unit),
    Rule("the (latest|most recent) {unit:quarter|period|month|week|year|half}", same_time),
    Rule("<=INSIDE the {unit:quarter}", same_time),
    Rule("the? {edge:EDGE}? the fiscal? {unit:year} >=ENDED", year_ended),
    Rule("(that|(the|that) (very|same)) (very|same)? {unit:day|night|week|month|year|quarter|weekend}", same_time),
)  # fmt: skip
