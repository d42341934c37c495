"""When a thing happened: the time expression that dates it, else tense and place in the text.

Rules, first that applies:

1. a time expression in the verb's own stretch of the sentence, else one that opens the sentence
   or, for what is past, stands in the dateline before it;
2. a verb that carries the narrative on ("then signed") within two sentences of one dated to the
   day, in the same paragraph, takes that day;
3. simple past or present perfect in the first sentences of a dated article: the week up to
   publication (`week`), since news reports what is new;
4. any other past: open at the start, closed by publication; plans and threats: open after it;
5. nothing known: None.
"""

from __future__ import annotations

import bisect
import datetime as dt

from ..model import Interval, Time
from .document import Doc
from .frames import region
from .syntax import Clause, Verb

FRESH_SENTENCES = 4
"""Sentences of the body in which an undated deed counts as this week's news."""
_BACK = 6
BACKSTORY_DAYS = 45
"""A deed that ended so many days before publication is backstory (`historical`)."""

UNREAL = frozenset({"planned", "proposed", "threatened", "considered", "hypothetical", "asked"})


def interval(time: Time) -> Interval | None:
    """The interval of a time expression; None for durations, sets and unresolved ones."""
    if time.earliest is None and time.latest is None:
        return None
    return Interval(time.earliest, time.latest, time.granularity)


def verb_time(clause: Clause, verb: Verb, *, past: bool) -> Interval | None:
    """Rule 1: the time expression nearest to the verb in its own stretch, else at the start."""
    doc = clause.doc
    stop = region(clause, verb)
    after = [number for number in _times(clause, verb.end, stop) if _usable(doc, number, past)]
    if after:
        return interval(doc.times[after[0]])
    earlier = max(
        (other.end for other in clause.verbs if other.at < verb.at and other.finite), default=0
    )
    before = [
        number for number in _times(clause, earlier, verb.begin) if _usable(doc, number, past)
    ]
    if before:
        return interval(doc.times[before[-1]])
    finite = [other for other in clause.verbs if other.finite]
    opening = [number for number in _times(clause, 0, 6) if _usable(doc, number, past)]
    if opening and (not finite or finite[0].at > 6 or finite[0] is verb or len(finite) <= 2):
        return interval(doc.times[opening[0]])
    if past and not (verb.perfect and verb.past):
        for number in _dateline_times(clause):
            if _usable(doc, number, past):
                return interval(doc.times[number])
    return None


def _times(clause: Clause, low: int, high: int) -> list[int]:
    seen = [chunk.time for chunk in clause.chunks[low:high] if chunk.time >= 0]
    return list(dict.fromkeys(seen))


def _dateline_times(clause: Clause) -> range:
    """The time expressions of the dateline right before the sentence."""
    dateline = clause.doc.datelines.get(clause.sentence.first)
    if dateline is None:
        return range(0)
    spans = clause.doc.time_spans
    return range(
        bisect.bisect_left(spans, (dateline.start, 0)), bisect.bisect_left(spans, (dateline.end, 0))
    )


def _usable(doc: Doc, number: int, past: bool) -> bool:
    """Not a duration or a set, and not in the future of a thing told as past."""
    time = doc.times[number]
    found = interval(time)
    if found is None or time.timex3.type == "SET":
        return False
    if past and doc.published is not None and found.earliest is not None:
        return found.earliest <= doc.published
    return True


class Dater:
    """Dates the events of one article in the order of the text; remembers the last dated one."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.paragraph = self.sentence = -1
        self.last: Interval | None = None
        body = [
            n
            for n, sentence in enumerate(doc.sentences)
            if sentence.body and not sentence.heading and not sentence.dateline
        ]
        self.fresh = set(body[:FRESH_SENTENCES])

    def date(self, clause: Clause, verb: Verb, status: str, sentence: int) -> Interval | None:
        """The interval in which the event at `verb` happened or is to happen."""
        past = status not in UNREAL
        found = verb_time(clause, verb, past=past)
        if found is not None:
            if past:
                found = self._told(found)
                self.sentence = sentence
                self.paragraph, self.last = clause.sentence.paragraph, found
            return found
        return self.undated(
            status, sentence, clause.sentence.paragraph, pluperfect=verb.perfect and verb.past
        )

    def _told(self, found: Interval) -> Interval:
        """What was done was done by the day it is told: "this year" ends there."""
        published = self.doc.published
        if published is None or found.latest is None or found.latest <= published:
            return found
        if found.earliest is None or found.earliest > published:
            return found
        return Interval(found.earliest, published, found.granularity)

    def undated(
        self, status: str, sentence: int, paragraph: int, *, pluperfect: bool = False
    ) -> Interval | None:
        """Rules 2 to 5, for what carries no time expression of its own."""
        published = self.doc.published
        if status in UNREAL:
            return None if published is None else Interval(published, None, "span")
        carried = self.last is not None and self.last.granularity in ("day", "hour", "weekend")
        near = self.paragraph == paragraph and 0 <= sentence - self.sentence <= 2
        if carried and near and not pluperfect:
            return self.last
        if published is None:
            return None
        if sentence in self.fresh and not pluperfect:
            earliest = max(published.toordinal() - _BACK, 1)
            return Interval(dt.date.fromordinal(earliest), published, "week")
        return Interval(None, published, "span")

    def historical(self, when: Interval | None) -> bool:
        """Whether an interval ended long before publication."""
        if when is None or when.latest is None or self.doc.published is None:
            return False
        return (self.doc.published - when.latest).days > BACKSTORY_DAYS
