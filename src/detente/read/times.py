"""Time expressions: where they stand, their TIMEX3 attributes, and the days they cover.

`find_times` reads an article sentence by sentence. A grammar over words (`time_grammar`) proposes
expressions, leftmost and longest first; each is resolved in the order of the text against the
document date, the dates that the narrative has reached, and the tense of its clause
(`time_context`). Nothing is guessed: what has nothing to stand on keeps `XXXX` in its value and
open ends. TIMEX3 as in ISO-TimeML: types DATE, TIME, DURATION, SET.

Interval semantics (`earliest` and `latest` are days, both included; P is the document date, N the
narrative's last date):

==============================  ===========================================================
words                           days
==============================  ===========================================================
3 May 2019; yesterday           that day
last week; this month; 2019     the calendar unit: ISO week (Monday to Sunday), month, year
early / mid / late April        1–10, 11–20, 21–end; of a year four months each; of a decade
                                years 0–3, 4–6, 7–9; of other stretches thirds by days
earlier / later this month      1st to P, P to the end
Friday                          by tense: the last one up to P; with a cue of the future the next
last / next Friday              before P; of next week (where this week's is still ahead, both)
3 May; May                      of a year just named in the narrative, else nearest to P, against
                                the tense only if many times as near (`time_parts.cost`)
two days ago; a day later       exact, from P; from N
two weeks / months / years ago  half a unit to both sides; the value names the calendar unit
more than 2 years ago           2 to 3 years back (1: to 2); nearly: 1½ to 2; less than: 1 to 2
several days / weeks … ago      2–14 days, 2–8 weeks, 2–12 months, 2–10 years (`VAGUE`)
recent / coming weeks           from P as far as the vague unit reaches
the past 24 hours, two weeks    from P back; "the next …" from P on
that day, the following week    the day or unit of N, or beside it
spring, summer, autumn, winter  1 Mar–20 Jun, 1 Jun–22 Sep, 1 Sep–21 Dec, 1 Dec–20 Mar; the
                                "winter of 2018" is either of the two
Q3 2019; fiscal 2019            the calendar quarter; January 2018 to December 2019
9/11; the Cold War              the landmark's own dates (`knowledge/data/landmarks.csv`)
two weeks; weekly               no days: a bare length, a set
==============================  ===========================================================

A time of day takes the day that stands beside it, else N's day in this sentence or the one before,
else P. Dates before year 1 or after 9999 leave that end open.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

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


# Words too common to say that a sentence may hold a time.
_IDLE = (
    "the a an in of to and on at by for from or with as that this all is was were had will would"
    " may two one first second about over some more than up".split()
)
# After these an expression sets the scene for what follows.
_PREPOSITIONS = frozenset("in on during late early".split())


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """All rules, compiled once."""
    ruled = (
        time_dates,
        time_years,
        time_holidays,
        time_relative,
        time_counted,
        time_lengths,
        time_clock,
    )
    macros = {**time_numbers.MACROS, **time_parts.MACROS}
    for module in (time_years, time_relative, time_counted, time_lengths, time_clock):
        macros.update(module.MACROS)
    rules = [rule for module in ruled for rule in module.RULES]
    return compile_grammar(rules, lexicon(), macros=macros, points=_POINTED, idle=_IDLE)


def find_times(
    text: str, spans: Sequence[tuple[int, int]], published: dt.date | None
) -> list[Time]:
    """Find the time expressions of an article.

    `spans` are its sentences, `[start, end)` in code points, in order; `published` is the document
    date. The result is sorted and does not overlap. With `published` None, what is told from it
    keeps open ends.

    >>> text = "The ministers will meet on Friday."
    >>> found = find_times(text, [(0, len(text))], dt.date(2025, 5, 21))
    >>> found[0].timex3.value, text[found[0].start : found[0].end]
    ('2025-05-23', 'Friday')
    """
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


def ranges(text: str, times: Sequence[Time]) -> list[tuple[int, int, Interval]]:
    """Pairs of expressions that bound one stretch: "from 2014 to 2016", "between May and July".

    Each is (index of the first, index of the second, the interval from start to end).

    >>> text = "It ran from 2014 to 2016."
    >>> ranges(text, find_times(text, [(0, len(text))], None))[0][2].latest
    datetime.date(2016, 12, 31)
    """
    found: list[tuple[int, int, Interval]] = []
    for at, (left, right) in enumerate(pairwise(times)):
        between = text[left.end : right.start].strip().lower()
        lead = _RANGE_LEAD.search(text, max(0, left.start - 16), left.start)
        opening = lead[1].lower() if lead else ""
        joined = between in _JOINS[opening] if opening in _JOINS else between in ("through", "–")
        if not joined or left.earliest is None or right.latest is None:
            continue
        if left.earliest <= right.latest:
            found.append((at, at + 1, Interval(left.earliest, right.latest, "span")))
    return found


_RANGE_LEAD = re.compile(r"\b(from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_JOINS = {"from": ("to", "until", "till", "through", "–", "-"), "between": ("and",)}


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
