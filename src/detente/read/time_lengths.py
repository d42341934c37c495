"""Rules for durations, sets, references without a date (now, the future) and clock times."""

from __future__ import annotations

from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_numbers import modifier, quantity
from .time_parts import unit_of
from .time_values import UNIT_DAYS, Value, duration, shift

MACROS = {
    "OFTEN": "once|twice|thrice|(COUNT|several|many) times",
    "STOP": "MARK|and|but|when|that",
    "NOUNISH": "LOWER|CAPITAL|DIGITS|CARD|UNIT|UNITS|few|several|of",
    "LASTAT": "for|within|in|over|after|of|lasting|took|take|takes|taken|spent|lasted|wait|waited"
    "|hours|through|throughout|inside",
    "ORMORE": "or (so|more|two|UNITS)",
    "NOW": "now|currently|presently|nowadays|(at|for) (present|the moment|this moment)"
    "|these days|the present",
    "SOONER": "near|foreseeable|immediate|distant|not HY too? HY distant",
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
    if (
        singular
        and not hyphened
        and amount.low is not None
        and amount.low > 1
        and words[0] != "one"
    ):
        return None
    if singular and not hyphened and (unit == "TS" or amount.low is None):
        return None
    if words == ["many"] and hit.before() in ("as", "so", "how", "too"):
        return None
    if unit == "Q" and (words == ["three"] or (singular and not hyphened)):
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
    if UNIT_DAYS[unit_of(hit, ctx, "u")] >= UNIT_DAYS[unit_of(hit, ctx)]:
        return None  # two lengths side by side
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
    if unit == "TS" and not hit.has("n"):
        return None  # every second one, every second of it
    number = _low(hit, ctx, "n") if hit.has("n") else 1.0
    if hit.word("n") == "other":
        number = 2.0
    return Value("SET", duration(number, unit), granularity="span")


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
    if surface[0].isupper() and (hit.capital_after() or hit.code_before() == "C"):
        return None  # a newspaper
    if word != "daily" and hit.code_after() in ("w", "C", "-"):
        return None  # a property: quarterly results
    return Value("SET", ctx.lexicon.value("ADVSET", word), granularity="span")


def present(hit: Hit, ctx: Context) -> Value | None:
    """Now, currently, these days."""
    if hit.words("x")[-1] == "now" and hit.after() in ("that", "-"):
        return None
    skip = int(hit.tokens.lowers[hit.first] == "right")
    return Value("DATE", "PRESENT_REF", ctx.published, ctx.published, "day", skip=skip)


def past(hit: Hit, ctx: Context) -> Value | None:
    """Recently, lately, in the past."""
    latest = ctx.published
    words = hit.words("x")
    near = "past" not in words and "long" not in words and "not" not in words
    return Value("DATE", "PAST_REF", shift(latest, -56) if near else None, latest, "span")


def future(hit: Hit, ctx: Context) -> Value | None:
    """The future, the near future."""
    return Value("DATE", "FUTURE_REF", ctx.published, None, "span")


RULES: tuple[Rule, ...] = (
    Rule(
        "{about:ABOUT}? the? {n:QUANT} {hy:HY}? ADJ? ADJ? {unit:UNIT|UNITS} {more:ORMORE}?", length
    ),
    Rule(
        "{about:ABOUT}? {n:QUANT|ART} ADJ? {unit:UNIT|UNITS} (and|COMMA)? {k:COUNTS}"
        " {u:UNIT|UNITS}",
        compound_length,
    ),
    Rule("UNITHALF", compound_length),
    Rule("{about:ABOUT}? ART ADJ? {unit:UNIT} {more:ORMORE}?", a_unit),
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
    Rule("per {unit:day|week|month|year|hour}", adverb_set),
    Rule("right? {x:NOW}", present),
    Rule("{x:recently|lately|long ago|not (so|that|too)? long ago|some time ago}", past),
    Rule("{x:the recent? past} >!NOUNISH", past),
    Rule("{x:the SOONER? future} >!NOUNISH", future),
)
