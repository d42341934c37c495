"""Rules for calendar units, seasons, months and weekdays told from now or from the narrative."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from .time_context import Context
from .time_counted import anchored_length, base_day, blurred
from .time_grammar import Hit, Rule
from .time_parts import edge, month_of, stretch, unit_of
from .time_values import Value, add, day, of_day, of_month, of_season, shift, shift_months

STEP = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this": 0, "current": 0,
    "present": 0, "same": 0, "that": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip

_NARRATIVE = frozenset("previous prior preceding following same that".split())


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


def relative_unit(hit: Hit, ctx: Context) -> Value | None:
    """Last week, this year, next month, the following day, the same year, that week."""
    rel, unit = hit.word("rel"), unit_of(hit, ctx)
    step = STEP[rel]
    surface = hit.tokens.words[hit.match.end("unit") - 1]
    if surface[0].isupper() and not surface.isupper():
        return None  # the name of a programme
    definite = hit.has("the")
    if unit in ("TS", "TM", "TH", "K") or (definite and rel in ("that", "this")):
        return None
    if (unit, rel) in (("N", "this"), ("D", "last")):
        return None
    if rel == "past" and not definite and unit != "Y":
        return None  # "past week" wants its article
    if definite and rel in ("past", "last", "coming"):
        return anchored_length(hit, ctx)
    narrative = rel in _NARRATIVE or (rel == "next" and (definite or unit in ("D", "N")))
    base, told = base_day(ctx, narrative, unit)
    if narrative and not told and (unit in ("D", "N") or rel in ("that", "same")):
        base = None
    value = stretch(unit, add(base, step, "D" if unit == "N" else unit))
    value = replace(
        value, anchor="context" if narrative and base is not None and told else "document"
    )
    value = blurred(ctx, value, unit, step) if step else value
    return edge(value, hit.words("edge"), ctx.published)


def the_unit(hit: Hit, ctx: Context) -> Value | None:
    """The end of the month, early in the week, by year's end: the current unit."""
    unit = unit_of(hit, ctx)
    if unit in ("TS", "TM", "TH", "N", "F", "K"):
        return None
    told = ctx.last is not None and ctx.last_sentence >= ctx.sentence and not ctx.last.deictic
    base, narrative = base_day(ctx, told)
    value = replace(stretch(unit, base), anchor="context" if narrative else "document")
    if "turn" in hit.words("edge") and unit in ("C", "E") and value.earliest is not None:
        around = (shift_months(value.earliest, -60), shift_months(value.earliest, 60))
        return replace(value, earliest=around[0], latest=around[1], granularity="span")
    return edge(value, hit.words("edge"), ctx.published)


def relative_season(hit: Hit, ctx: Context) -> Value | None:
    """Last summer, this winter, next spring, the summer, in the fall."""
    if hit.after() in ("of", "in", "for", "from", "to", "below", "short", "off", "back", "behind"):
        ambiguous = hit.word("s") in ("fall", "spring")
        if ambiguous and not (hit.after() == "in" and hit.word("rel") in STEP):
            return None
    surface = hit.tokens.words[hit.match.start("s")]
    if surface[0].isupper() and not surface.isupper() and hit.code_before() == "C":
        return None
    season = ctx.lexicon.value("SEASON", hit.word("s"))
    pub, rel = ctx.published, hit.word("rel")
    if rel in ("", "the") and hit.code_after() in ("w", "C") and not hit.has("edge"):
        return None
    if rel in _NARRATIVE:
        base, told = base_day(ctx, True)
        if not told or base is None:
            return Value("DATE", f"XXXX-{season}", granularity="season")
        value = replace(of_season(base.year + STEP[rel], season), anchor="context")
    elif rel not in STEP and (year := ctx.told_year(hit.tokens, hit.first, hit.last)) is not None:
        value = replace(of_season(year, season), anchor="context")
    elif pub is None:
        return Value("DATE", f"XXXX-{season}", granularity="season")
    elif rel not in STEP:
        ahead = ctx.tense(hit.tokens, hit.first, hit.last) == "future"
        value = _season_near(pub, season, 1 if ahead else -1, strict=False)
    elif STEP[rel] == 0:
        value = _season_this(pub, season)
    else:
        value = _season_near(pub, season, STEP[rel], strict=True)
    return edge(value, hit.words("edge"), pub)


def _season(year: int, season: str) -> Value:
    """A season of one winter or summer; the winter of `year` begins in December of the year."""
    value = of_season(year, season)
    if season == "WI":
        return replace(value, earliest=day(year, 12, 1), latest=day(year + 1, 3, 20))
    return value


def _season_near(pub: dt.date, season: str, direction: int, *, strict: bool) -> Value:
    """The last such season that ended (strict) or began before `pub`, or the next one that begins
    (strict) or ends after it."""
    back = direction < 0
    for step in range(0, 3):
        value = _season(pub.year + 1 - step if back else pub.year - 1 + step, season)
        mark = value.latest if strict == back else value.earliest
        if mark is not None and (mark < pub if back else mark > pub):
            return value
    return _season(pub.year + direction, season)


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
    step = STEP[hit.word("rel")]
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
    pub, rel = ctx.published, hit.word("rel")
    if hit.before() == "a":
        # "on 18 February, a Tuesday": a description of a day just named, or of no day at all
        named = ctx.last_day.earliest if ctx.last_day is not None else None
        if named is not None and named.isoweekday() == number:
            return replace(of_day(named), anchor="context")
        return Value("DATE", f"XXXX-WXX-{number}", granularity="day")
    if rel in ("that", "following") and ctx.last is not None and ctx.last.earliest is not None:
        base = ctx.last.earliest
        on = (number - base.isoweekday()) % 7
        date = shift(base, on or (7 if rel == "following" else 0))
        return replace(of_day(date), anchor="context")
    if pub is None:
        return Value("DATE", f"XXXX-WXX-{number}", granularity="day")
    back = (pub.isoweekday() - number) % 7
    ahead = (number - pub.isoweekday()) % 7
    if rel in ("last", "past", "previous"):
        date = shift(pub, -(back or 7))
    elif rel == "next":
        return _next_weekday(pub, number)
    elif rel in ("this", "coming", "upcoming"):
        past = rel == "this" and ctx.tense(hit.tokens, hit.first, hit.last) == "past"
        date = shift(pub, -back if past else ahead)
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
    return hit.before() == "the" and hit.capital_after()


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
    if word in ("period", "quarter") and ctx.quarter is not None:
        return replace(ctx.quarter, anchor="context", mod=None, skip=0)
    if word in ("period", "half"):
        if ctx.last is None or ctx.last.granularity not in ("quarter", "half-year", "year"):
            return None
        return replace(ctx.last, anchor="context", mod=None)
    unit = unit_of(hit, ctx)
    if unit in ("TS", "TM", "TH", "K", "F"):
        return None
    base, told = base_day(ctx, True, unit)
    if not told:
        base = None
    return replace(stretch(unit, base), anchor="context" if told else "document")


MACROS = {
    "REL": "last|past|previous|this|current|present|next|coming|upcoming|following|same|that"
    "|prior|preceding",
    "RELDAY": "last|past|previous|this|next|coming|upcoming|that|following",
    "KIND": "calendar|fiscal|school|academic|business",
    "OVER": "over|during|at|for|through|of",
    "INSIDE": "for|in|during|over",
    "SEASONAL": "in|during|through|throughout|over|until|till|by|since|before|after|for",
    "ENDED": "ended|ending|to|that",
}
RULES: tuple[Rule, ...] = (
    Rule("({edge:early|late} on?)? {x:today|yesterday|tomorrow}", deictic_day),
    Rule("{x:the day (before|after) (yesterday|tomorrow)}", deictic_day),
    Rule("{x:tonight|overnight}", deictic_night),
    Rule("{x:last} night", deictic_night),
    Rule("{edge:EDGE}? {the:the}? {rel:REL} KIND? {unit:UNIT}", relative_unit),
    Rule("{edge:EDGE} the {unit:UNIT}", the_unit),
    Rule("the {edge:end|start|beginning|middle|close|rest|remainder} of the {unit:UNIT}", the_unit),
    Rule("the? {unit:UNIT} ('s|HY) {edge:end}", the_unit),
    Rule("{edge:EDGE}? (this|the)? {rel:RELDAY} {s:SEASON}", relative_season),
    Rule("{edge:EDGE} the? {s:SEASON}", relative_season),
    Rule("<=SEASONAL {rel:the} {s:SEASON}", relative_season),
    Rule("{edge:EDGE}? {rel:last|past|this|next|coming|that} {m:MON}", relative_month),
    Rule("({edge:early|late} on?)? {w:WDAY}", weekday),
    Rule("({edge:early|late} on?)? (this|the)? {rel:RELDAY} {w:WDAY}", weekday),
    Rule("<=OVER {the:the} {rel:this}? {unit:weekend|week}", past_unit),
    Rule("the (latest|most recent) {unit:quarter|period|month|week|year|half}", same_time),
    Rule("<=INSIDE the {unit:quarter}", same_time),
    Rule("the? {edge:EDGE}? the fiscal? {unit:year} >=ENDED", year_ended),
    Rule(
        "(that|(the|that) (very|same)) (very|same)?"
        " {unit:day|night|week|month|year|quarter|weekend}",
        same_time,
    ),
)
