"""Time expressions: where they stand, their TIMEX3 attributes, and the days they cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from ..model import Time, Timex3
from . import time_dates, time_lengths, time_numbers, time_relative
from .time_context import Context, Tense
from .time_grammar import Grammar, Hit, compile_grammar
from .time_lengths import BLOCK
from .time_merge import Found, merge
from .time_tokens import Homographs, Tokens, tokenise
from .time_words import lexicon

_POINTED = (
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    " sec secs min mins hr hrs yr yrs"
).split()


_IDLE = (
    "the a an in of to and on at by for from or with as that this all is was were had will would"
    " may two one first second about over some more than up".split()
)
_PREPOSITIONS = frozenset("in on since during by until from of late early".split())


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """All rules, compiled once."""
    macros: dict[str, str] = {}
    for module in (time_numbers, time_dates, time_relative, time_lengths):
        macros.update(module.MACROS)
    rules = (*time_dates.RULES, *time_relative.RULES, *time_lengths.RULES)
    return compile_grammar(rules, lexicon(), macros=macros, points=_POINTED, idle=_IDLE)


def find_times(
    text: str, spans: Sequence[tuple[int, int]], published: dt.date | None
) -> list[Time]:
    """Find the time expressions of an article."""
    return resolve(text, spans, Context(published))


def resolve(text: str, spans: Sequence[tuple[int, int]], ctx: Context) -> list[Time]:
    """`find_times` against a prepared context."""
    rules = grammar()
    homographs = Homographs.of(text, rules.alphabet.codes)
    times: list[Time] = []
    for number, (start, end) in enumerate(spans):
        if not rules.worth(text[start:end]):
            continue
        ctx.sentence = number
        tokens = tokenise(text, start, end, rules.alphabet, homographs)
        found = merge(_sentence(rules, tokens, ctx), tokens)
        times.extend(_time(tokens, item) for item in found)
    return times


def _sentence(rules: Grammar, tokens: Tokens, ctx: Context) -> list[Found]:
    """The values of one sentence in order; what lies inside an accepted match is not asked."""
    found: list[Found] = []
    at = 0
    for hit in rules.hits(tokens):
        if hit.first < at:
            continue
        value = hit.rule.build(hit, ctx)
        if value is None:
            continue
        at = hit.last
        if value is BLOCK:
            continue
        ctx.note(value, adverbial=_adverbial(hit))
        found.append(Found(hit.first, hit.last, value))
    return found


def _adverbial(hit: Hit) -> bool:
    """Whether the expression stands by itself rather than before a noun."""
    return hit.before() in _PREPOSITIONS and hit.code_after() not in ("w", "C")


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
