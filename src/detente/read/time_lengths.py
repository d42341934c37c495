"""Rules for durations, sets, references without a date (now, the future) and clock times."""

from __future__ import annotations

import re
from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_numbers import modifier, quantity
from .time_relative import unit_of
from .time_values import Value, add, duration, of_day, shift

MACROS = {
    "ZONE": "gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|eet|eest|msk|ist|jst|kst|et|pt"
    "|z|local time|moscow time|(eastern|central|pacific|mountain) (standard|daylight)? time",
    "OFTEN": "once|twice|thrice|(COUNT|several|many) times",
    "SEASONAL": "in|during|through|throughout|over|until|till|by|since|before|after|for",
    "STOP": "MARK|and|but|when|that",
    "NOUNISH": "LOWER|CAPITAL|DIGITS|CARD|UNIT|UNITS|few|several|of",
    "HIGH": "high",
    "DATED": "WEEKDAY|WEEKDAYABBR|MONTH|DAYNUM|ORDDAY|YEAR4|yesterday|tomorrow|early|late",
    "LASTAT": "for|within|in|over|after|of|lasting|took|take|takes|taken|spent|lasted|wait|waited|hours|through|throughout|inside",
}

BLOCK = Value("DATE", "", granularity="span")
"""What a builder returns for words that hide a time inside but are none (ages)."""


def length(hit: Hit, ctx: Context) -> Value | None:
    """Two weeks, a three-year deal, more than two hours, a year and a half."""
    words = hit.words("n")
    unit = unit_of(hit, ctx)
    singular = hit.words("unit")[-1] in ctx.lexicon.classes["UNIT"]
    hyphened = hit.has("hy")
    if words == ["one"] and unit == "D" and hit.before() not in _ASK and not hyphened:
        return None  # some day
    amount = quantity(words, ctx.lexicon)
    if singular and not hyphened and amount.low is not None and amount.low > 1 and words[0] != "one":
        return None
    if unit == "TS" and singular and not hyphened:
        return None
    if unit == "Q" and (words == ["three"] or singular and not hyphened):
        return None  # three quarters of something
    if unit == "N" and hyphened:
        return None
    if hyphened and singular and hit.code_after() == "-" and hit.after(2) in ("old", "olds"):
        return BLOCK
    value = _length(hit, ctx, duration(amount.low, unit))
    if hit.words("about") == ["over"] and hit.before() not in _BEFORE_OVER:
        value = replace(value, mod=None, skip=1)  # "over two years": in their course
    elif hyphened and hit.tokens.lowers[hit.first] == "the":
        value = replace(value, skip=1)
    return value


_BEFORE_OVER = frozenset("for of than after in with last lasted took just well by".split())


def _length(hit: Hit, ctx: Context, text: str) -> Value:
    mod = modifier(hit.words("about"))
    if hit.has("more"):
        mod = "APPROX" if "so" in hit.words("more") else "MORE_THAN"
    return Value("DURATION", text, granularity="span", mod=mod)


def compound_length(hit: Hit, ctx: Context) -> Value | None:
    """Two years and three months, an hour and twenty minutes, a year and a half."""
    first = duration(_low(hit, ctx, "n"), unit_of(hit, ctx))
    if hit.has("half"):
        amount = (_low(hit, ctx, "n") or 1) + 0.5
        return _length(hit, ctx, duration(amount, unit_of(hit, ctx)))
    second = duration(_low(hit, ctx, "k"), unit_of(hit, ctx, "u"))
    if second.startswith("PT") and first.startswith("PT"):
        return _length(hit, ctx, first + second[2:])
    return _length(hit, ctx, first + second[1:])


def _low(hit: Hit, ctx: Context, name: str) -> float | None:
    return quantity(hit.words(name), ctx.lexicon).low


def a_unit(hit: Hit, ctx: Context) -> Value | None:
    """A year, an hour: a length after words that ask for one, a set after an amount."""
    unit = unit_of(hit, ctx)
    if unit in ("TS", "N", "WE", "Q"):
        return None
    if hit.after() in ("of", "in", "when", "for", "that") and hit.before() in ("of", "is", "was"):
        return None
    asked = hit.has("about") or hit.before() in _ASK
    follows = hit.after() in ("or", "after", "before", "into")
    return _length(hit, ctx, duration(1, unit)) if asked or follows else None


_ASK = frozenset(
    """for within over after during in lasting took take takes than another last lasted spent spend
    through throughout inside wait waited every""".split()
)


def bare_units(hit: Hit, ctx: Context) -> Value | None:
    """For years, within days, months of talks: an unknown number of units."""
    unit = unit_of(hit, ctx)
    if unit in ("TS", "K", "F", "Q", "N", "WE"):
        return None
    if unit == "TM" and hit.after() == "of":
        return None  # minutes of a meeting
    return Value("DURATION", duration(None, unit), granularity="span")


def whole_unit(hit: Hit, ctx: Context) -> Value | None:
    """All day, the whole year, a month-long siege."""
    unit = unit_of(hit, ctx)
    if unit in ("TS", "K"):
        return None
    number = None if hit.words("unit")[-1] in ctx.lexicon.classes["UNITS"] else 1.0
    if hit.has("n"):
        number = _low(hit, ctx, "n")
    return Value("DURATION", duration(number, unit), granularity="span")


def age(hit: Hit, ctx: Context) -> Value | None:
    """25 years old, a 25-year-old, aged 30 years: no time."""
    return BLOCK


def every(hit: Hit, ctx: Context) -> Value | None:
    """Every day, each year, every two weeks, every other month."""
    unit = unit_of(hit, ctx)
    number = _low(hit, ctx, "n") if hit.has("n") else 1.0
    if hit.word("n") == "other":
        number = 2.0
    return Value("SET", duration(number, unit), granularity=_fine(unit))


def _fine(unit: str) -> str:
    return {"D": "day", "W": "week", "M": "month", "Y": "year"}.get(unit, "span")


def every_name(hit: Hit, ctx: Context) -> Value | None:
    """Every Friday, Fridays, each May, every summer, every morning."""
    word = hit.words("w")[-1]
    part = hit.word("part")
    classes = ctx.lexicon.classes
    for name, form in _SET_FORMS:
        if word in classes[name]:
            number = classes[name][word]
            text = form.format(int(number) if number.isdigit() else number)
            if part:
                text += "T" + (classes["PART"].get(part) or classes["PARTS"][part])
            return Value("SET", text, granularity="day")
    return None


_SET_FORMS = (
    ("WEEKDAY", "XXXX-WXX-{}"), ("WEEKDAYS", "XXXX-WXX-{}"), ("MONTH", "XXXX-{:02d}"),
    ("SEASON", "XXXX-{}"), ("SEASONS", "XXXX-{}"), ("PART", "XXXX-XX-XXT{}"),
    ("PARTS", "XXXX-XX-XXT{}"),
)  # fmt: skip


def adverb_set(hit: Hit, ctx: Context) -> Value | None:
    """Daily, weekly, annually, twice a week."""
    if hit.has("unit"):
        return Value("SET", duration(1, unit_of(hit, ctx)), granularity="span")
    word = hit.word("x")
    surface = hit.tokens.words[hit.first]
    if surface[0].isupper() and (hit.code_after() == "C" or hit.code_before() == "C"):
        return None  # a newspaper
    if word != "daily" and hit.code_after() in ("w", "C", "-"):
        return None  # a property: quarterly results
    return Value("SET", ctx.lexicon.value("ADVSET", word), granularity="span")


def present(hit: Hit, ctx: Context) -> Value | None:
    """Now, currently, these days."""
    if hit.words("x")[-1] == "now" and hit.after() in ("that", "-"):
        return None
    return Value("DATE", "PRESENT_REF", ctx.published, ctx.published, "day")


def past(hit: Hit, ctx: Context) -> Value | None:
    """Recently, lately, in the past."""
    latest = ctx.published
    words = hit.words("x")
    near = "past" not in words and "long" not in words and "not" not in words
    return Value("DATE", "PAST_REF", shift(latest, -56) if near else None, latest, "span")


def future(hit: Hit, ctx: Context) -> Value | None:
    """The future, the near future."""
    return Value("DATE", "FUTURE_REF", ctx.published, None, "span")


def clock(hit: Hit, ctx: Context) -> Value | None:
    """3 p.m., 14:30, 1400 GMT, noon, ten o'clock: on the narrative's day, else that of publication."""
    time = clock_text(hit, ctx)
    if time is None:
        return None
    last = ctx.last_day
    near = last is not None and last is ctx.last and ctx.last_sentence >= ctx.sentence - 1
    if near and last is not None and last.earliest == last.latest and last.earliest is not None:
        base, anchor = last.earliest, "context"
    else:
        base, anchor = ctx.published, "document"
    value = of_day(base)
    return replace(
        value, type="TIME", value=f"{value.value}T{time}", granularity="hour",
        anchor="context" if anchor == "context" else "document",
    )  # fmt: skip


def clock_text(hit: Hit, ctx: Context) -> str | None:
    """The clock part of a TIMEX3 value: `15:00`; None where the words name no time of day."""
    word = hit.word("c")
    if word in ("noon", "midday"):
        return "12:00"
    if word == "midnight":
        return "24:00"
    digits = re.findall(r"\d+", word)
    if not digits:
        cards = ctx.lexicon.classes["CARD"]
        if word not in cards:
            return None
        digits = [cards[word]]
    if hit.has("zone") and len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour = int(digits[0])
    minute = int(digits[1]) if len(digits) > 1 else 0
    if hour > 24 or minute > 59 or (len(digits) == 1 and hour == 0):
        return None
    marks = re.sub(r"[^apm]", "", word + hit.word("ap"))
    if marks in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if marks == "pm" else 0)
    return f"{hour:02d}:{minute:02d}"


def part_of_day(hit: Hit, ctx: Context) -> Value | None:
    """This morning, in the evening, that night."""
    part = ctx.lexicon.value("PART", hit.word("part"))
    rel = hit.words("rel")[-1] if hit.has("rel") else ""
    last = ctx.last_day
    told = rel not in ("this", "") and last is not None and last.earliest is not None
    base = ctx.published
    if told and last is not None:
        base = last.earliest
    if rel in ("next", "following"):
        base = add(base, 1, "D") if told else None
    elif rel == "previous":
        base = add(base, -1, "D") if told else None
    elif rel in ("that", "same") and not told:
        base = None
    value = of_day(base)
    return replace(
        value, type="TIME", value=f"{value.value}T{part}", granularity="day",
        anchor="context" if told else "document",
    )  # fmt: skip


def loose_part(hit: Hit, ctx: Context) -> Value | None:
    """Night, the morning of, mid-afternoon: a time only together with a date beside it."""
    part = ctx.lexicon.value("PART", hit.word("part"))
    return Value("TIME", f"XXXX-XX-XXT{part}", granularity="day", loose=True)


RULES: tuple[Rule, ...] = (
    Rule("{about:ABOUT}? the? {n:QUANT} {hy:HY}? ADJ? ADJ? {unit:UNIT|UNITS} {more:or (so|more|two|UNITS)}?", length),
    Rule("{about:ABOUT}? {n:QUANT|ART} ADJ? {unit:UNIT|UNITS} (and|COMMA)? {k:COUNTS} {u:UNIT|UNITS}", compound_length),
    Rule("{about:ABOUT}? {n:a|one} {unit:UNIT} and {half:a half}", compound_length),
    Rule("{about:ABOUT}? ART ADJ? {unit:UNIT} {more:or (so|more|two|UNITS)}?", a_unit),
    Rule("<=LASTAT {unit:UNITS} (or UNITS)?", bare_units),
    Rule("{unit:UNITS} >=of", bare_units),
    Rule("(all|the (whole|entire|full)|an entire|a (whole|full)) {unit:UNIT}", whole_unit),
    Rule("{n:CARD|DIGITS}? HY? {unit:UNIT|UNITS} HY? long", whole_unit),
    Rule("QUANT HY? (UNIT|UNITS) HY? (old|olds|of age)", age),
    Rule("(aged|age) QUANT (UNIT|UNITS)?", age),
    Rule("(every|each) {n:other|QUANT}? {unit:UNIT|UNITS}", every),
    Rule("(every|each) {w:WEEKDAY|MONTH|SEASON|PART} {part:PART}?", every_name),
    Rule("{w:WEEKDAYS} {part:PARTS}?", every_name),
    Rule("{w:WEEKDAY} {part:PARTS}", every_name),
    Rule("{x:ADVSET}", adverb_set),
    Rule("OFTEN (a|an|per|each|every) {unit:UNIT}", adverb_set),
    Rule("per {unit:day|week|month|year|hour|annum}", adverb_set),
    Rule("right? {x:now|currently|presently|nowadays|(at|for) (present|the moment|this moment)|these days|the present}", present),
    Rule("{x:recently|lately|long ago|not (so|that|too)? long ago|some time ago}", past),
    Rule("{x:the recent? past} >!NOUNISH", past),
    Rule("{x:the (near|foreseeable|immediate|distant|not HY (too)? HY distant)? future} >!NOUNISH", future),
    Rule("{c:CLOCK} {zone:ZONE}?", clock),
    Rule("{c:DIGITS} (hours)? {zone:ZONE}", clock),
    Rule("{c:DAYNUM|CARD} {ap:a.m.|p.m.|am|pm} {zone:ZONE}?", clock),
    Rule("{c:DAYNUM|CARD} o'clock", clock),
    Rule("<!HIGH {about:around|about}? {c:noon|midnight|midday}", clock),
    Rule("<=DATED {edge:early|late|mid}? HY? {part:PART}", loose_part),
    Rule("{edge:early|late|mid} HY? {part:PART}", loose_part),
    Rule("the {part:PART} of", loose_part),
    Rule("(early|late|later|earlier)? {rel:this|that|same|the? (next|following|previous)} {part:PART}", part_of_day),
    Rule("in the {part:morning|afternoon|evening}", part_of_day),
)  # fmt: skip
