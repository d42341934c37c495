"""Holy days and holidays whose date a rule gives; nothing that differs between states by law.

Easter is computed (Gregorian and Julian computus, Meeus' form); the Hebrew calendar by the usual
arithmetic of the molad (Reingold and Dershowitz, *Calendrical Calculations*); Islamic dates by the
tabular calendar, whose days may be off by one from the sighted moon: their interval has one day of
slack on both sides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_parts import choose_year, full_year
from .time_values import Day, Value, day, of_day, shift

Span = tuple[Day, Day]
_HEBREW_EPOCH = -1373427  # day number of 1 Tishri AM 1, counted so that 0001-01-01 is day 1
_ISLAMIC_EPOCH = 227015  # 16 July 622 (Julian), the same count


def easter(year: int) -> Day:
    """Easter Sunday of the western churches.

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return day(year, month, number + 1)


def orthodox_easter(year: int) -> Day:
    """Easter Sunday of the eastern churches, as a Gregorian date."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    return shift(day(year, month, number + 1), year // 100 - year // 400 - 2)


def _hebrew_new_year(year: int) -> int:
    """Ordinal of 1 Tishri of a Hebrew year."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    if 3 * (days + 1) % 7 < 3:
        days += 1
    return days


def _hebrew_start(year: int) -> int:
    before, this, after = (_hebrew_new_year(year + step) for step in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + delay


def rosh_hashanah(year: int) -> Day:
    """The first day of the Hebrew year that begins in `year`.

    >>> rosh_hashanah(2024)
    datetime.date(2024, 10, 3)
    """
    return _from_ordinal(_hebrew_start(year + 3761))


def passover(year: int) -> Day:
    """The first day of Passover (15 Nisan), 163 days before the next Hebrew year."""
    return shift(rosh_hashanah(year), -163)


def _from_ordinal(number: int) -> Day:
    return dt.date.fromordinal(number) if 1 <= number <= dt.date.max.toordinal() else None


def islamic(year: int, month: int, number: int) -> Day:
    """A date of the tabular Islamic calendar."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return _from_ordinal(_ISLAMIC_EPOCH + before + number - 1)


def _islamic_spans(year: int, month: int, first: int, length: int) -> list[Span]:
    """Where it falls in a Gregorian year: once, seldom twice or never."""
    spans: list[Span] = []
    guess = (year - 622) * 33 // 32
    for candidate in range(guess - 1, guess + 4):
        start = islamic(candidate, month, first) if candidate > 0 else None
        if start is not None and start.year == year:
            spans.append((shift(start, -1), shift(start, length)))
    return spans


def _fixed(month: int, number: int) -> Callable[[int], list[Span]]:
    def dates(year: int) -> list[Span]:
        date = day(year, month, number)
        return [(date, date)]

    return dates


def _around(anchor: Callable[[int], Day], first: int, last: int) -> Callable[[int], list[Span]]:
    def dates(year: int) -> list[Span]:
        date = anchor(year)
        return [(shift(date, first), shift(date, last))]

    return dates


def _moon(month: int, number: int, length: int) -> Callable[[int], list[Span]]:
    def dates(year: int) -> list[Span]:
        return _islamic_spans(year, month, number, length)

    return dates


HOLIDAYS: tuple[tuple[str, Callable[[int], list[Span]]], ...] = (
    ("christmas eve", _fixed(12, 24)),
    ("christmas day", _fixed(12, 25)),
    ("christmas", _fixed(12, 25)),
    ("orthodox christmas (day)?", _fixed(1, 7)),
    ("boxing day", _fixed(12, 26)),
    ("new year 's eve", _fixed(12, 31)),
    ("new year 's (day)?", _fixed(1, 1)),
    ("epiphany", _fixed(1, 6)),
    ("valentine 's day", _fixed(2, 14)),
    ("(saint|st) patrick 's day", _fixed(3, 17)),
    ("international women 's day", _fixed(3, 8)),
    ("may day", _fixed(5, 1)),
    ("bastille day", _fixed(7, 14)),
    ("halloween", _fixed(10, 31)),
    ("armistice day", _fixed(11, 11)),
    ("orthodox easter (sunday)?", _around(orthodox_easter, 0, 0)),
    ("easter weekend", _around(easter, -2, 1)),
    ("easter monday", _around(easter, 1, 1)),
    ("easter (sunday)?", _around(easter, 0, 0)),
    ("good friday", _around(easter, -2, -2)),
    ("maundy thursday", _around(easter, -3, -3)),
    ("holy week", _around(easter, -7, -1)),
    ("palm sunday", _around(easter, -7, -7)),
    ("ash wednesday", _around(easter, -46, -46)),
    ("pentecost", _around(easter, 49, 49)),
    ("rosh hashanah|rosh hashana", _around(rosh_hashanah, 0, 1)),
    ("yom kippur", _around(rosh_hashanah, 9, 9)),
    ("passover", _around(passover, 0, 7)),
    ("ramadan", _moon(9, 1, 30)),
    ("eid al HY fitr|eid HY al HY fitr", _moon(10, 1, 3)),
    ("eid al HY adha|eid HY al HY adha", _moon(12, 10, 4)),
    ("ashura", _moon(1, 10, 1)),
)


def _builder(dates: Callable[[int], list[Span]]) -> Callable[[Hit, Context], Value | None]:
    def build(hit: Hit, ctx: Context) -> Value | None:
        return _holiday(hit, ctx, dates)

    return build


def _holiday(hit: Hit, ctx: Context, dates: Callable[[int], list[Span]]) -> Value | None:
    """A holiday with its year, with last or next, or by tense."""
    surface = hit.tokens.words[hit.match.start("h")]
    if not surface[0].isupper() or hit.after() in ("war", "accord", "agreement"):
        return None
    year = full_year(hit)
    if year is not None:
        return _value(dates(year), absolute=True)
    pub = ctx.published
    if pub is None:
        told = ctx.told_year(hit.tokens, hit.first, hit.last)
        return _value(dates(told), absolute=False) if told else Value("DATE", "XXXX-XX-XX")
    near = [s for step in (-1, 0, 1) for s in dates(pub.year + step) if s[0] and s[1]]
    rel = hit.word("rel")
    if rel in ("last", "past"):
        near = [s for s in near if s[1] and s[1] < pub]
        return _value(near[-1:], absolute=False)
    if rel in ("next", "coming"):
        near = [s for s in near if s[0] and s[0] > pub]
        return _value(near[:1], absolute=False)
    first = dates(pub.year)
    start = first[0][0] if first else None
    if start is None:
        return None
    chosen, _ = choose_year(ctx, hit, start.month, start.day)
    return _value(dates(chosen) if chosen else [], absolute=False)


def _value(spans: list[Span], *, absolute: bool) -> Value | None:
    """The first of the spans as a value: one day, or several."""
    if not spans or spans[0][0] is None or spans[0][1] is None:
        return None
    first, last = spans[0]
    value = of_day(first)
    if first != last:
        value = replace(value, value=f"{first}/{last}", latest=last, granularity="span")
    anchor = "absolute" if absolute else "document"
    return replace(value, anchor="absolute" if anchor == "absolute" else "document",
                   deictic=not absolute)  # fmt: skip


def fourth_thursday(year: int) -> Day:
    """Thanksgiving of the fourth Thursday of November."""
    start = day(year, 11, 1)
    return shift(start, (4 - start.isoweekday()) % 7 + 21) if start else None


def thanksgiving(year: int) -> list[Span]:
    """Of the two customs of that name (second Monday of October, fourth Thursday of November) the
    one that news in English means without more ado."""
    date = fourth_thursday(year)
    return [(date, date)]


_NAMES = (*HOLIDAYS, ("thanksgiving (day)?", thanksgiving))
RULES: tuple[Rule, ...] = tuple(
    Rule(
        "{rel:last|this|next|past|coming}? {h:" + names + "} ((COMMA|of|in)? {y:YEARNO})?",
        _builder(dates),
    )
    for names, dates in _NAMES
)
