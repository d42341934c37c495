"""Time expressions: where they stand, their TIMEX3 attributes, and the days they cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from ..model import Interval, Time, Timex3
from . import (
    time_clock,
    time_counted,
    time_dates,
    time_due,
    time_holidays,
    time_lengths,
    time_numbers,
    time_parts,
    time_relative,
    time_years,
)
from .time_context import Context
from .time_grammar import Grammar, Hit, compile_grammar
from .time_landmarks import landmarks
from .time_lengths import BLOCK
from .time_merge import Found, merge
from .time_tokens import Homographs, Tokens, tokenise
from .time_values import Value
from .time_words import lexicon

_POINTED = (
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    " sec secs min mins hr hrs yr yrs"
).split()


_IDLE = (
    "the a an in of to and on at by for from or with as that this all is was were had will would"
    " may two one first second about over some more than up".split()
)
_PREPOSITIONS = frozenset("in on during late early".split())


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """All rules, compiled once."""
    ruled = (
        time_dates, time_years, time_holidays, time_relative, time_counted, time_lengths, time_clock,
    )  # fmt: skip
    macros = {**time_numbers.MACROS, **time_parts.MACROS}
    for module in (time_years, time_relative, time_counted, time_lengths, time_clock):
        macros.update(module.MACROS)
    rules = [rule for module in ruled for rule in module.RULES]
    return compile_grammar(rules, lexicon(), macros=macros, points=_POINTED, idle=_IDLE)


def find_times(
    text: str, spans: Sequence[tuple[int, int]], published: dt.date | None
) -> list[Time]:
    """Find the time expressions of an article."""
    return resolve(text, spans, Context(published))


def due_interval(text: str, time: Time, spoken: Interval | None) -> Interval | None:
    """The interval in which the day lies on which something falls due.

    `time` is an expression that `find_times` found in `text`; `spoken` is when it was said (None:
    unknown). Expressions that are told from the day of speaking are read again from both its ends,
    looking ahead. None where the words are no deadline; the table is in `time_due`.

    >>> text = "They must leave within two weeks."
    >>> said = Interval(dt.date(2025, 7, 28), dt.date(2025, 7, 30), "span")
    >>> due = due_interval(text, find_times(text, [(0, 33)], None)[0], said)
    >>> due.earliest.isoformat(), due.latest.isoformat()
    ('2025-08-11', '2025-08-13')
    """

    def again(day: dt.date) -> Time | None:
        start = _window(text, time.start)
        ahead = Context(day, force="future")
        for other in resolve(text[start : time.end], [(0, time.end - start)], ahead):
            if (other.start + start, other.end + start) == (time.start, time.end):
                return other
        return None

    return time_due.due(text, time, spoken, again)


def _window(text: str, start: int) -> int:
    """Where the few words before an expression begin, which its reading may turn on."""
    left = max(0, start - 24)
    gap = text.find(" ", left, start)
    return gap + 1 if left and gap >= 0 else start if left else 0


def resolve(text: str, spans: Sequence[tuple[int, int]], ctx: Context) -> list[Time]:
    """`find_times` against a prepared context."""
    rules = grammar()
    homographs = Homographs.of(text, rules.alphabet.codes)
    table = landmarks()
    times: list[Time] = []
    for number, (start, end) in enumerate(spans):
        marks = table.pattern.search(text, start, end) is not None
        if not marks and not rules.worth(text[start:end]):
            continue
        ctx.sentence = number
        tokens = tokenise(text, start, end, rules.alphabet, homographs)
        known = table.find(text, start, end, tokens) if marks else []
        found = merge(_sentence(rules, tokens, ctx, known), tokens)
        times.extend(_time(tokens, item) for item in found)
    return times


def _sentence(rules: Grammar, tokens: Tokens, ctx: Context, known: list[Found]) -> list[Found]:
    """The values of one sentence in order; what lies inside an accepted match is not asked.

    `known` are landmarks found beforehand; rules do not reach into them.
    """
    found: list[Found] = []
    waiting = known
    at = 0
    for hit in rules.hits(tokens):
        while waiting and waiting[0].first <= hit.first:
            at = max(at, waiting[0].last)
            ctx.note(waiting[0].value)
            found.append(waiting[0])
            waiting = waiting[1:]
        if hit.first < at or (waiting and waiting[0].first < hit.last):
            continue
        value = hit.rule.build(hit, ctx)
        if value is None:
            continue
        at = hit.last
        if value is BLOCK:
            continue
        ctx.note(value, adverbial=_adverbial(hit, value))
        found.append(Found(hit.first, hit.last, value))
    return [*found, *waiting]


def _adverbial(hit: Hit, value: Value) -> bool:
    """Whether it sets the scene: alone after its preposition, and a day, a month or up front."""
    alone = hit.before() in _PREPOSITIONS and hit.code_after() not in ("w", "C")
    return alone and (hit.first <= 2 or value.granularity in ("day", "month"))


def _time(tokens: Tokens, found: Found) -> Time:
    value = found.value
    return Time(
        start=tokens.starts[found.first + value.skip],
        end=tokens.ends[found.last - 1],
        timex3=Timex3(type=value.type, value=value.value, mod=value.mod),
        earliest=value.earliest,
        latest=value.latest,
        granularity=value.granularity,
        anchor=value.anchor,
    )
