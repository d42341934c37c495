"""Rules for times of day: clock times with zones, parts of a day, parts that want a date beside."""

from __future__ import annotations

import re
from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_values import Anchor, Day, Value, add, of_day

MACROS = {
    "ZONE": "gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|eet|eest|msk|ist|jst|kst|et|pt"
    "|local time|moscow time|(eastern|central|pacific|mountain) (standard|daylight)? time",
    "HIGH": "high",
    "DATED": "WEEKDAY|WEEKDAYABBR|MONTH|DAYNUM|ORDDAY|YEAR4|yesterday|tomorrow|early|late",
}


def clock(hit: Hit, ctx: Context) -> Value | None:
    """3 p.m., 14:30, 1400 GMT, noon, ten o'clock: on the narrative's day, else on publication's."""
    time = clock_text(hit, ctx)
    if time is None:
        return None
    last = ctx.last_day
    near = last is not None and last is ctx.last and ctx.last_sentence >= ctx.sentence - 1
    base = last.earliest if near and last is not None else ctx.published
    anchor: Anchor = "context" if near else "document"
    value = of_day(base)
    text = f"{value.value}T{time}"
    return replace(value, type="TIME", value=text, granularity="hour", anchor=anchor)


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
    """This morning, in the evening, that night, the next morning."""
    part = ctx.lexicon.value("PART", hit.word("part"))
    rel = hit.words("rel")[-1] if hit.has("rel") else ""
    told = rel not in ("this", "") and ctx.last_day is not None
    base: Day = ctx.published
    if rel not in ("this", ""):
        step = {"next": 1, "following": 1, "previous": -1}.get(rel, 0)
        base = add(ctx.last_day.earliest, step, "D") if ctx.last_day is not None else None
    value = of_day(base)
    anchor: Anchor = "context" if told else "document"
    text = f"{value.value}T{part}"
    return replace(value, type="TIME", value=text, granularity="day", anchor=anchor)


def loose_part(hit: Hit, ctx: Context) -> Value | None:
    """Night, the morning of, mid-afternoon: a time only together with a date beside it."""
    part = ctx.lexicon.value("PART", hit.word("part"))
    return Value("TIME", f"XXXX-XX-XXT{part}", granularity="day", loose=True)


RULES: tuple[Rule, ...] = (
    Rule("{c:CLOCK} {zone:ZONE}?", clock),
    Rule("{c:DIGITS} hours? {zone:ZONE}", clock),
    Rule("{c:DAYNUM|CARD} {ap:a.m.|p.m.|am|pm} {zone:ZONE}?", clock),
    Rule("{c:DAYNUM|CARD} o'clock", clock),
    Rule("<!HIGH {about:around|about}? {c:noon|midnight|midday}", clock),
    Rule("<=DATED {edge:early|late|mid}? HY? {part:PART}", loose_part),
    Rule("{edge:early|late|mid} HY? {part:PART}", loose_part),
    Rule("the {part:PART} of", loose_part),
    Rule(
        "(early|late|later|earlier)? {rel:this|that|same|the? (next|following|previous)}"
        " {part:PART}",
        part_of_day,
    ),
    Rule("in the {part:morning|afternoon|evening}", part_of_day),
)
