"""Rules that count from a date: two weeks ago, a day later, the past three months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_numbers import Quantity, modifier, quantity
from .time_parts import PLACEHOLDER, stretch, unit_of
from .time_values import (
    GRANULARITY,
    UNIT_DAYS,
    VAGUE,
    Anchor,
    Day,
    Value,
    add,
    duration,
    shift,
    shift_months,
)


def base_day(ctx: Context, narrative: bool, unit: str = "Y") -> tuple[Day, bool]:
    """The day to count from, and whether the narrative gave it.

    Days are counted from a day: the last one told, unless the narrative has since moved on.
    """
    if not narrative or ctx.last is None or ctx.last.earliest is None:
        return ctx.published, False
    if unit in ("D", "N"):
        day_told = ctx.last_day
        if day_told is None or ctx.last_sentence - ctx.day_sentence > 2:
            return None, False
        return day_told.earliest, True
    return ctx.last.earliest, True


def blurred(ctx: Context, value: Value, unit: str, step: float) -> Value:
    """Widen what is counted from a stretch that is longer than the unit: "a week later", told
    after "in June", lies in the five weeks from 8 June; its value names the month."""
    last = ctx.last
    if last is None or value.anchor != "context" or last.earliest is None or last.latest is None:
        return value
    length = (last.latest - last.earliest).days + 1
    if unit in ("D", "N") or length <= max(UNIT_DAYS[unit], 1) * 1.05:
        return value
    earliest, latest = add(last.earliest, step, unit), add(last.latest, step, unit)
    return replace(
        value, value=last.value, earliest=earliest, latest=latest, granularity="span", mod="APPROX"
    )


def ago(hit: Hit, ctx: Context) -> Value | None:
    """Two weeks ago, more than a decade ago, several months ago: counted from publication."""
    return counted_from(hit, ctx, ctx.published, -1, "document")


def later(hit: Hit, ctx: Context) -> Value | None:
    """A week later, two days earlier, a year before: counted from the narrative's last date."""
    step = -1 if hit.word("dir") in ("earlier", "before", "previously", "prior") else 1
    unit = unit_of(hit, ctx) if hit.has("unit") else "D"
    base, told = base_day(ctx, True, unit)
    if not told:
        base = None if unit not in ("Y", "Q", "M", "E") or step > 0 else base
    value = counted_from(hit, ctx, base, step, "context" if told else "document")
    if value is None or not hit.has("n"):
        return value
    low = quantity(hit.words("n"), ctx.lexicon).low
    return value if low is None else blurred(ctx, value, unit, step * low)


def hence(hit: Hit, ctx: Context) -> Value | None:
    """Two weeks from now, in three days' time."""
    return counted_from(hit, ctx, ctx.published, 1, "document")


def counted_from(hit: Hit, ctx: Context, base: Day, step: int, anchor: Anchor) -> Value | None:
    """The stretch `quantity` units from `base`; approximate words widen it (see `times`)."""
    unit = unit_of(hit, ctx)
    amount = quantity(hit.words("n"), ctx.lexicon) if hit.has("n") else Quantity(None, None)
    if hit.has("half"):
        amount = Quantity(1.5, 1.5)
    mod = modifier(hit.words("about"))
    reference = "PAST_REF" if step < 0 else "FUTURE_REF"
    if amount.low is None or amount.high is None:
        near, far = VAGUE[unit]
        earliest, latest = facing(shift(base, step * near), shift(base, step * far), step)
        return Value("DATE", reference, earliest, latest, "span", anchor)
    if base is None:
        return Value(
            "DATE", PLACEHOLDER[unit], granularity=GRANULARITY[unit], mod=point_mod(mod, step)
        )
    middle = add(base, step * amount.low, unit)
    named = _named(ctx, unit, middle, amount, step) if middle is not None else stretch(unit, None)
    earliest, latest = counted_interval(base, step, unit, amount, hit.words("about"))
    granularity = named.granularity if (earliest, latest) == (middle, middle) else "span"
    if mod is None and amount.low == amount.high and unit != "D":
        granularity = named.granularity
    return replace(
        named, earliest=earliest, latest=latest, granularity=granularity, anchor=anchor,
        mod=point_mod(mod, step), type="DATE" if not unit.startswith("T") else "TIME",
    )  # fmt: skip


def _named(ctx: Context, unit: str, middle: dt.date, amount: Quantity, step: int) -> Value:
    """The calendar unit that the value names; "a year earlier", said of a quarter, is a quarter."""
    quarter = ctx.quarter
    if unit == "Y" and amount.low == 1 and step < 0 and quarter is not None:
        moved = shift_months(quarter.earliest, -12)
        if moved is not None and abs(moved.year - middle.year) <= 1:
            return stretch("Q", moved)
    return stretch("D" if unit == "N" else unit, middle)


def facing(near: Day, far: Day, step: float) -> tuple[Day, Day]:
    """Earliest and latest of two days, of which `far` lies further in the direction of `step`."""
    return (far, near) if step < 0 else (near, far)


def counted_interval(
    base: dt.date, step: int, unit: str, amount: Quantity, about: list[str]
) -> tuple[Day, Day]:
    """The days that "n units ago" may mean. Exact for days; else half a unit to both sides."""
    low, high = amount.low or 0.0, amount.high or 0.0
    if unit.startswith("T"):
        near = low * UNIT_DAYS[unit] // 1
        far = -(-high * UNIT_DAYS[unit] // 1)
        return facing(shift(base, step * near), shift(base, step * far), step)
    mod = modifier(about)
    slack = 0.0 if unit in ("D", "N") else 0.5
    if mod == "MORE_THAN":
        high = high * 2 if high <= 1 else high * 1.5
    elif mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        low = low * (0.5 if _NEARLY.isdisjoint(about) else 0.75)
    elif mod == "EQUAL_OR_MORE":
        high = high * 1.5
    elif mod == "APPROX":
        low, high = low * 0.75 - slack, high * 1.25 + slack
    else:
        low, high = low - slack, high + slack
    return facing(_away(base, step * low, unit), _away(base, step * high, unit), step)


def _away(base: dt.date, number: float, unit: str) -> Day:
    """So many units away; parts of months and years by their mean length."""
    if float(number).is_integer():
        return add(base, number, unit)
    return shift(base, number * UNIT_DAYS[unit])


_NEARLY = frozenset("nearly almost close barely".split())


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
    if unit == "Q" and not hit.has("n"):
        step = 0 if rel == "current" else -1 if back else 1
        return stretch("Q", add(pub, step, "Q"))
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
    base, told = base_day(ctx, True, unit)
    step = -1 if hit.word("dir") in ("before", "earlier") else 1
    if not told:
        base = None
    value = stretch(unit, add(base, step, "D" if unit == "N" else unit))
    return replace(value, anchor="context" if told else "document")


def year_before(hit: Hit, ctx: Context) -> Value | None:
    """The year-earlier quarter, the year-ago period: a year before what is reported on."""
    word = hit.word("unit")
    base = ctx.quarter or ctx.last
    start = base.earliest if base is not None else ctx.published
    if start is None:
        return Value("DATE", "XXXX", granularity="year")
    named = {"quarter": "Q", "month": "M"}.get(word)
    unit = named or ("Q" if base is not None and base.granularity == "quarter" else "Y")
    value = stretch(unit, shift_months(start, -12))
    return replace(value, anchor="context" if base is not None else "document")


MACROS = {
    "AMOUNT": "{about:ABOUT}? {n:QUANT|ART} HY? ADJ? {unit:UNIT|UNITS}",
    "ORSO": "or (so|more|two)",
    "UNITHALF": "{about:ABOUT}? {n:ART|one} {unit:UNIT} and {half:a half}",
    "THEN": "{dir:earlier|later|previously|afterward|afterwards|thereafter}",
}
RULES: tuple[Rule, ...] = (
    Rule("AMOUNT ORSO? ago", ago),
    Rule("UNITHALF ago", ago),
    Rule("{unit:UNITS} ago", ago),
    Rule("UNITHALF THEN", later),
    Rule("{unit:UNITS} THEN", later),
    Rule("AMOUNT ORSO? THEN", later),
    Rule("AMOUNT {dir:before|after} >=STOP", later),
    Rule("{n:QUANT|ART} {unit:UNIT|UNITS} (APOS|'s) time", hence),
    Rule("AMOUNT (from (now|today)|hence)", hence),
    Rule(
        "(the|these)? {rel:last|past|previous|next|coming|following|preceding|first|final|opening"
        "|same} {about:ABOUT}? {n:QUANT} ADJ? {unit:UNIT|UNITS}",
        anchored_length,
    ),
    Rule("(the|these)? most? {rel:recent|past|last|coming|upcoming} {unit:UNITS}", vague_units),
    Rule("the {unit:UNITS} {rel:ahead}", vague_units),
    Rule("the {unit:UNITS} to {rel:come}", vague_units),
    Rule("the {unit:day|night|week|month|year} {dir:before|after|earlier}", neighbour_day),
    Rule("the year HY (earlier|ago) {unit:quarter|period|month|half}", year_before),
    Rule("year HY (earlier|ago) {unit:quarter|period|month|half}?", year_before),
)
