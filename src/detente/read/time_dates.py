"""Rules for dates that name a day or a month."""

from __future__ import annotations

import re
from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_parts import COUNTED, choose_year, day_of, edge, full_year, month_of
from .time_values import Anchor, Value, day, of_day, of_month


def month_day(hit: Hit, ctx: Context) -> Value | None:
    """May 3, 3 May 2019, the 3rd of May, Friday, May 3."""
    month, number = month_of(hit, ctx), day_of(hit, ctx)
    if not 1 <= number <= 31 or hit.after() in COUNTED or hit.code_after() == "%":
        return None
    year = full_year(hit)
    anchor: Anchor = "absolute"
    if year is None:
        year, anchor = choose_year(ctx, hit, month, number)
    if year is None:
        value = Value("DATE", f"XXXX-{month:02d}-{number:02d}", granularity="day")
    else:
        date = day(year, month, number)
        if date is None:
            return None
        value = replace(of_day(date), anchor=anchor, deictic=not hit.has("y"))
    return edge(value, hit.words("edge"))


def day_range(hit: Hit, ctx: Context) -> Value | None:
    """May 3-5, 3–5 May 2019, May 30 - June 2: one span of days."""
    month = month_of(hit, ctx)
    until = month_of(hit, ctx, "m2") if hit.has("m2") else month
    left, right = day_of(hit, ctx), day_of(hit, ctx, "e")
    year = full_year(hit)
    anchor: Anchor = "absolute"
    if year is None:
        year, anchor = choose_year(ctx, hit, month, left)
    if year is None:
        text = f"XXXX-{month:02d}-{left:02d}/XXXX-{until:02d}-{right:02d}"
        return Value("DATE", text, granularity="span")
    if hit.has("y") and until < month:
        first, last = day(year - 1, month, left), day(year, until, right)
    else:
        first, last = day(year, month, left), day(year + (until < month), until, right)
    if first is None or last is None or last < first:
        return None
    text = f"{first.isoformat()}/{last.isoformat()}"
    return Value("DATE", text, first, last, "span", anchor, deictic=not hit.has("y"))


def month_year(hit: Hit, ctx: Context) -> Value | None:
    """May 2019, May of 2019, early May 2019."""
    year = full_year(hit)
    if year is None:
        return None
    value = replace(of_month(year, month_of(hit, ctx)), anchor="absolute", deictic=False)
    return edge(value, hit.words("edge"))


def month_alone(hit: Hit, ctx: Context) -> Value | None:
    """A month without a year, resolved like a date without a year."""
    word = hit.word("m")
    if hit.code_after() == "C" and not _leads_to_month(hit) and word in _FIRST_NAMES:
        return None
    month = month_of(hit, ctx)
    year, anchor = choose_year(ctx, hit, month, None)
    if year is None:
        value = Value("DATE", f"XXXX-{month:02d}", granularity="month")
    else:
        value = replace(of_month(year, month), anchor=anchor)
    return edge(value, hit.words("edge"), ctx.published)


_FIRST_NAMES = frozenset("april june august may jan".split())


def _leads_to_month(hit: Hit) -> bool:
    return hit.has("edge") or hit.before() in ("in", "since", "until", "last", "next", "this", "by")


def month_relative(hit: Hit, ctx: Context) -> Value | None:
    """January this year, 3 June last year, May of that year."""
    month = month_of(hit, ctx)
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(hit.word("rel"), 0)
    narrative = hit.word("rel") in ("previous", "following", "same", "that")
    anchor: Anchor = "document"
    year = ctx.published.year if ctx.published else None
    if narrative:
        told = ctx.last is not None and ctx.last.earliest is not None
        anchor = "context" if told else "document"
        year = ctx.last.earliest.year if told else None  # type: ignore[union-attr]
    number = day_of(hit, ctx) if hit.has("d") else None
    if year is None:
        tail = f"-{number:02d}" if number else ""
        return Value("DATE", f"XXXX-{month:02d}{tail}", granularity="day" if number else "month")
    if number is None:
        return edge(replace(of_month(year + step, month), anchor=anchor), hit.words("edge"))
    date = day(year + step, month, number)
    return None if date is None else replace(of_day(date), anchor=anchor)


def month_range(hit: Hit, ctx: Context) -> Value | None:
    """May-June 2019, June-August."""
    first, last = month_of(hit, ctx), month_of(hit, ctx, "m2")
    year = full_year(hit)
    anchor: Anchor = "absolute"
    if year is None:
        year, anchor = choose_year(ctx, hit, last, None)
    if year is None:
        return Value("DATE", f"XXXX-{first:02d}/XXXX-{last:02d}", granularity="span")
    begin = of_month(year - (first > last), first)
    end = of_month(year, last)
    text = f"{begin.value}/{end.value}"
    return Value("DATE", text, begin.earliest, end.latest, "span", anchor, deictic=not hit.has("y"))


def iso(hit: Hit, ctx: Context) -> Value | None:
    """2025-05-03 and 2025-05-03T14:00."""
    text = hit.tokens.words[hit.first]
    date = day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if date is None:
        return None
    value = replace(of_day(date), anchor="absolute", deictic=False)
    if len(text) > 10:
        clock = text[11:13] + ":" + text[13:].lstrip(":")[:2]
        return replace(value, type="TIME", value=f"{date}T{clock}", granularity="hour")
    return value


def slashed(hit: Hit, ctx: Context) -> Value | None:
    """3/25/2025, 25.3.2025, 2025/3/25. Where day and month may be either, both are covered."""
    text = hit.tokens.words[hit.first]
    numbers = [int(part) for part in re.split(r"[/.-]", text)]
    if numbers[0] > 1000:
        candidates = [day(numbers[0], numbers[1], numbers[2])]
    else:
        year = numbers[2]
        if year < 100:
            year += 2000 if year < 30 else 1900
        american, european = day(year, numbers[0], numbers[1]), day(year, numbers[1], numbers[0])
        candidates = [european] if "." in text else [american, european]
    dates = sorted({date for date in candidates if date is not None})
    if not dates:
        return None
    if len(dates) == 1:
        return replace(of_day(dates[0]), anchor="absolute", deictic=False)
    year_text = f"{dates[0].year:04d}-XX-XX"
    return Value("DATE", year_text, dates[0], dates[-1], "span", "absolute", deictic=False)


RULES: tuple[Rule, ...] = (
    Rule("{i:ISO}", iso),
    Rule("{i:SLASHED}", slashed),
    Rule(
        "({edge:early|late|earlier|later} on?)? (WDAY COMMA?)? {m:MON} the? {d:DAYNO} OFYEAR",
        month_day,
    ),
    Rule("({edge:early|late} on?)? (WDAY COMMA? the?)? {d:DAYNO} of? {m:MON} OFYEAR", month_day),
    Rule("(WDAY COMMA?)? the {d:DAYNO|ORD|CARD HY ORD} day? of {m:MON} OFYEAR", month_day),
    Rule("{m:MON} {d:ORD|CARD HY ORD} OFYEAR >!LOWER", month_day),
    Rule("{m:MON} {d:DAYNO} HY {m2:MON} {e:DAYNO} OFYEAR", day_range),
    Rule("{m:MON} {d:DAYNO} HY {e:DAYNO} OFYEAR", day_range),
    Rule("{d:DAYNO} HY {e:DAYNO} of? {m:MON} OFYEAR", day_range),
    Rule("{d:DAYNO} {m:MON} HY {e:DAYNO} {m2:MON} OFYEAR", day_range),
    Rule("{edge:EDGE}? {m:MON} (COMMA|of)? {y:YEARNO}", month_year),
    Rule("{edge:EDGE}? {m:MON}", month_alone),
    Rule("{m:MON} (HY|SLASH) {m2:MON} OFYEAR", month_range),
    Rule(
        "{edge:EDGE}? {m:MON} {d:DAYNO}? (COMMA|of)? (the|of)?"
        " {rel:this|last|next|previous|following|same|that} year",
        month_relative,
    ),
    Rule("{d:DAYNO} {m:MON} {rel:this|last|next} year", month_relative),
)
