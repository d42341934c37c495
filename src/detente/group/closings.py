"""What became of a commitment, from the records alone.

A commitment is `open` until there is evidence for something else:

* `kept`: the act was done, after the day the commitment became known and no later than its due
  interval ends, by a holder toward an addressee (of a demand: by its addressee toward the holder).
  A threat that was carried out is kept, too;
* `superseded`: the same holder set the same addressee another date for the same act, while the
  first still ran and was not yet kept;
* `broken`: the holder did, inside the due interval, what cannot go with a plain promise
  (`CONTRADICTS`), by the report's own account and not by somebody's word;
* `no evidence found`: the due interval lies before `as_of` and none of the above. Silence never
  makes a commitment broken, nor do acts that point both ways.

Whether an act is a pledge to refrain ("promised not to attack") is not in the record. So a
promise is closed as kept by cooperative acts only, and a threat by conflictual ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..model import (
    Article,
    Commitment,
    CommitmentStatus,
    Event,
    EventType,
    Interval,
)
from .incidents import overlap

UNDATED = dt.timedelta(days=365)
"""How long after an undated commitment an act still counts as keeping it."""
COOPERATIVE: frozenset[EventType] = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
)
CONTRADICTS: dict[tuple[EventType, str | None], tuple[EventType, str | None]] = {
    ("RETREAT", "ceasefire"): ("ASSAULT", None),
    ("CONSULT", None): ("REJECT", "meet"),
    ("AGREE", None): ("REJECT", "meet"),
}
"""Promised (type, mode) -> what cannot go with it; a mode of None stands for any.

Kept short on purpose: an assault does not break a promise to free prisoners on that day.
"""


def family(commitment: Commitment) -> Literal["promise", "threat", "demand"]:
    """Return what a commitment comes to: kinds that its reports may waver between are one.

    An ultimatum or a deadline is a demand if its act is a cooperative one ("withdraw by Friday"),
    which is the addressee's to do, and else the threat that comes with it.
    """
    if commitment.kind in ("promise", "offer"):
        return "promise"
    if commitment.kind in ("ultimatum", "deadline") and commitment.act.type in COOPERATIVE:
        return "demand"
    return "demand" if commitment.kind == "demand" else "threat"


@dataclass(slots=True)
class Draft:
    """An entry while it is put together; `due` is what the due intervals of its reports share.

    `members` come earliest known first.
    """

    due: Interval | None
    members: list[tuple[Commitment, Article]] = field(default_factory=list)

    @property
    def first(self) -> Commitment:
        """The earliest report."""
        return self.members[0][0]

    @property
    def made(self) -> dt.date | None:
        """The day on which the commitment became known."""
        return self.first.known


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with what closed it."""

    status: CommitmentStatus
    closed_by: tuple[str, ...] = ()
    superseded_by: str | None = None


class Evidence:
    """The acts done, by type, and the mode of each act that somebody bound himself to.

    A commitment's act and the event that tells its content share their words; the event has a
    mode ("ceasefire", "withdraw") where the commitment has only a type.
    """

    def __init__(
        self,
        commitments: Sequence[tuple[Commitment, Article]],
        events: Sequence[tuple[Event, Article]],
    ) -> None:
        self.done: dict[EventType, list[Event]] = {}
        self.modes: dict[str, str | None] = {}
        told: dict[tuple[str, EventType | None], list[Event]] = {}
        for event, article in sorted(events, key=lambda pair: pair[0].id):
            if event.counts:
                self.done.setdefault(event.type, []).append(event)
            elif event.mode is not None:
                told.setdefault((article.id, event.type), []).append(event)
        for commitment, article in commitments:
            act = commitment.act
            modes = {
                event.mode
                for event in told.get((article.id, act.type), ())
                if act.start <= event.trigger.start and event.trigger.end <= act.end
            }
            self.modes[commitment.id] = modes.pop() if len(modes) == 1 else None

    def promised(self, draft: Draft) -> set[str]:
        """The modes that the reports of a commitment give for its act."""
        modes = {self.modes[commitment.id] for commitment, _ in draft.members}
        return {mode for mode in modes if mode is not None}


def due_days(due: Interval | None) -> Interval | None:
    """Return the interval in which the deadline lies; "by Friday" without a start is that Friday.

    None where there is no deadline to speak of: no interval, or one without an end.
    """
    if due is None or due.latest is None:
        return None
    return Interval(due.earliest or due.latest, due.latest, due.granularity)


def last_day(due: Interval | None) -> dt.date:
    """Return the last day of a due interval; the end of time where there is none."""
    return due.latest if due is not None and due.latest is not None else dt.date.max


def judge(
    draft: Draft, drafts: Sequence[Draft], evidence: Evidence, as_of: dt.date | None
) -> Verdict:
    """Return what became of `draft`; `drafts` are all commitments of the same key."""
    later = _successor(draft, drafts)
    kept, breach = _keeping(draft, evidence), _breach(draft, evidence)
    if later is not None and later.made is not None:
        until = later.made
        kept = tuple(event for event in kept if last_day(event.when) <= until)
    if kept and not breach:
        return Verdict("kept", tuple(event.id for event in kept))
    if later is not None:
        reports = tuple(commitment.id for commitment, _ in later.members)
        return Verdict("superseded", reports, later.first.id)
    if breach and not kept:
        return Verdict("broken", tuple(event.id for event in breach))
    if as_of is not None and last_day(draft.due) < as_of:
        return Verdict("no evidence found")
    return Verdict("open")


def _successor(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The first later commitment that set another date while this one still ran."""
    made = draft.made
    if draft.due is None or made is None or draft.first.act.type is None or not draft.first.holder:
        return None
    later = [
        (other.made, other.first.id, index)
        for index, other in enumerate(drafts)
        if other.due is not None
        and other.made is not None
        and made < other.made <= last_day(draft.due)
        and overlap(draft.due, other.due) == 0
    ]
    return drafts[min(later)[2]] if later else None


def _window(draft: Draft) -> Interval | None:
    """The days on which an act would keep the commitment; None where nothing can be said."""
    if draft.made is None:
        return None
    # what comes years later is no answer to an undated word
    end = draft.made + UNDATED if draft.due is None else last_day(draft.due)
    return Interval(draft.made + dt.timedelta(days=1), end, "span")


def _inside(event: Event, window: Interval | None) -> bool:
    """Whether an act surely lies in a window of days."""
    when = event.when
    if window is None or when is None or when.earliest is None or window.earliest is None:
        return False
    if when.earliest < window.earliest:
        return False
    return window.latest is None or (when.latest is not None and when.latest <= window.latest)


def _between(event: Event, doers: Iterable[str], receivers: Iterable[str]) -> bool:
    """Whether one of `doers` did it to one of `receivers`."""
    if event.symmetric:
        parties = {*event.source, *event.target}
        return any(d in parties and r in parties and d != r for d in doers for r in receivers)
    return bool(set(doers) & set(event.source)) and bool(set(receivers) & set(event.target))


def _keeping(draft: Draft, evidence: Evidence) -> tuple[Event, ...]:
    """The reports of the earliest act that keeps a commitment."""
    first = draft.first
    if first.act.type is None:
        return ()
    what = family(first)
    if what != "demand" and (what == "promise") != (first.act.type in COOPERATIVE):
        return ()
    parties = (first.to, first.holder) if what == "demand" else (first.holder, first.to)
    modes, window = evidence.promised(draft), _window(draft)
    found = [
        event
        for event in evidence.done.get(first.act.type, ())
        if _between(event, *parties)
        and _inside(event, window)
        and (event.mode is None or not modes or event.mode in modes)
    ]
    return _earliest(found)


def _breach(draft: Draft, evidence: Evidence) -> tuple[Event, ...]:
    """What the holder of a plain, dated promise did that cannot go with it."""
    first, window = draft.first, _window(draft)
    plain = all(c.kind == "promise" and c.condition is None for c, _ in draft.members)
    if not plain or draft.due is None:
        return ()
    modes = evidence.promised(draft)
    wanted = [
        act
        for (type_, mode), act in CONTRADICTS.items()
        if type_ == first.act.type and (mode is None or mode in modes)
    ]
    found = [
        event
        for type_, mode in wanted
        for event in evidence.done.get(type_, ())
        if (mode is None or event.mode == mode)
        and event.said_by is None
        and not event.historical
        and not event.symmetric
        and _between(event, first.holder, first.to)
        and _inside(event, draft.due)
        and _inside(event, window)
    ]
    return _earliest(found)


def _earliest(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that share the earliest interval: reports of one act."""
    first = min((_span(event) for event in events), default=None)
    return tuple(event for event in events if _span(event) == first)


def _span(event: Event) -> tuple[dt.date, dt.date]:
    start = event.when.earliest if event.when is not None else None
    return (last_day(event.when), start or dt.date.min)
