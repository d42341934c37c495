"""Incidents: records of one act, however often and by however many it was reported.

Two records may be one act if source, target (unordered where symmetric), type, and standing
agree; standing is the status, with `occurred` and `ongoing` taken together, and whether the
record is only the content of a speech act. Their modes must agree unless one is unknown, and
their times must meet:

* intervals of at most 31 days meet if they overlap;
* longer ones ("in 2018") meet only if they are equal;
* open or unknown ones meet only within one cluster of copies.

Overlap is not transitive: "on Monday", "this week", "over the past fortnight" could chain a month
of acts into one. So intervals are taken from the narrowest to the widest, and each must meet the
*intersection* of those already in the incident. Records that agree in interval and mode are one
step of this, so that further reports of an act leave all incidents as they were.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ..model import (
    COUNTED,
    Article,
    Commitment,
    Event,
    EventType,
    Granularity,
    Incident,
    Interval,
    Status,
)
from ..ports import Ontology

WIDEST = 31
"""The longest interval, in days, that is joined by overlap."""

Kept = TypeVar("Kept", Event, Commitment)
Report = tuple[Event, Article]
Block = tuple[tuple[str, ...], tuple[str, ...], bool, EventType, str]


@dataclass(frozen=True, slots=True)
class _Node:
    """The records of a block that agree in interval and mode (and cluster, where undated)."""

    when: Interval | None
    mode: str | None
    cluster: str
    reports: tuple[Report, ...]

    @property
    def days(self) -> float:
        """The length of the interval; infinite where an end is open."""
        return length(self.when)


@dataclass(slots=True)
class _Group:
    """An incident while it grows: the nodes in it and what they have in common."""

    when: Interval | None
    mode: str | None
    nodes: list[_Node] = field(default_factory=list)

    def take(self, node: _Node) -> None:
        """Add a node and narrow the intersection."""
        self.nodes.append(node)
        self.mode = self.mode or node.mode
        self.when = intersection(self.when, node.when)


def length(when: Interval | None) -> float:
    """Return the number of days in an interval, both ends included; infinity where one is open."""
    if when is None or when.earliest is None or when.latest is None:
        return math.inf
    return (when.latest - when.earliest).days + 1


def overlap(one: Interval | None, other: Interval | None) -> float:
    """Return the number of days two intervals share: 0 if none, infinity if open or unknown."""
    return max(0.0, length(_shared(one, other)))


def intersection(one: Interval | None, other: Interval | None) -> Interval | None:
    """Return what two overlapping intervals share; an unknown one restricts nothing."""
    if one is None or other is None:
        return one or other
    narrow, wide = sorted((one, other), key=lambda when: (length(when), when.granularity))
    shared = _shared(narrow, wide)
    assert shared is not None
    ends = (shared.earliest, shared.latest)
    if ends == (narrow.earliest, narrow.latest):
        return narrow
    return wide if ends == (wide.earliest, wide.latest) else shared


def _shared(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return None
    starts = [day for day in (one.earliest, other.earliest) if day is not None]
    ends = [day for day in (one.latest, other.latest) if day is not None]
    granularity: Granularity = "span"
    return Interval(max(starts, default=None), min(ends, default=None), granularity)


def distinct(reports: Iterable[tuple[Kept, Article]]) -> list[tuple[Kept, Article]]:
    """Return each record once; of differing ones under an id, the same whatever their order."""
    held: dict[str, tuple[Kept, Article]] = {}
    for report in reports:
        other = held.get(report[0].id)
        if other is None or (other != report and repr(report) < repr(other)):
            held[report[0].id] = report
    return list(held.values())


def incidents(
    events: Iterable[Report], copies: Mapping[str, str], *, ontology: Ontology
) -> list[Incident]:
    """Group records by the act they tell of; the order of `events` plays no part.

    `copies` maps article id to cluster of copies (`group.copies.clusters`); an article that it
    lacks is its own cluster. A record needs two different sides to enter: what an actor does at
    home, or to nobody named, is left out. Records of every status are grouped, each apart; the
    counting of them is the caller's. An incident that is known only as the content of a speech
    act ("A accused B of bombing C") has weight 0, since it never counts.

    Returns incidents by (first day, id), undated last. `id` is that of the earliest member (known,
    id), and so are the parties in their order; `when` is the intersection of the members'
    intervals; `reports` counts articles, `independent` clusters of copies among them.
    """
    blocks: dict[Block, list[Report]] = {}
    for report in sorted(distinct(events), key=_age):
        if pairs(report[0].source, report[0].target, symmetric=report[0].symmetric):
            blocks.setdefault(_block(report[0]), []).append(report)
    found = [
        _incident(group, copies, ontology)
        for block in blocks.values()
        for group in _groups(_nodes(block, copies))
    ]
    return sorted(found, key=_place)


def pairs(source: Sequence[str], target: Sequence[str], *, symmetric: bool) -> int:
    """Return the number of cross-side pairs of an act; 0 if it lacks two different sides.

    >>> pairs(("A",), ("B", "C"), symmetric=False), pairs(("A", "B"), ("C",), symmetric=True)
    (2, 3)
    """
    if symmetric:
        parties = len({*source, *target})
        return parties * (parties - 1) // 2
    one, other = set(source), set(target)
    return len(one) * len(other) - len(one & other)


def _age(report: Report) -> tuple[dt.date, str]:
    """Earliest known first; what has no date of publication last."""
    return (report[0].known or dt.date.max, report[0].id)


def _place(incident: Incident) -> tuple[dt.date, dt.date, str]:
    when = incident.when
    start = when.earliest if when is not None else None
    end = when.latest if when is not None else None
    return (start or end or dt.date.max, end or dt.date.max, incident.id)


def _block(event: Event) -> Block:
    """What records of one act must agree in."""
    source, target = tuple(sorted(set(event.source))), tuple(sorted(set(event.target)))
    if event.symmetric:
        source, target = tuple(sorted({*source, *target})), ()
    standing: str = "done" if event.status in COUNTED else event.status
    if event.content_of is not None:
        standing = f"{standing}, as content"
    return (source, target, event.symmetric, event.type, standing)


def _nodes(block: Sequence[Report], copies: Mapping[str, str]) -> list[_Node]:
    """The block's reports by (interval, mode), from the narrowest interval to the widest.

    Undated ones are told apart by cluster of copies. No key depends on how often something was
    reported or on when it became known.
    """
    piles: dict[tuple[str, str, str], list[Report]] = {}
    for event, article in block:
        dated = length(event.when) < math.inf
        cluster = "" if dated else copies.get(article.id, article.id)
        when = event.when
        ends = "" if when is None else f"{when.earliest}/{when.latest}"
        piles.setdefault((ends, event.mode or "", cluster), []).append((event, article))
    nodes = [
        # granularity may differ within a pile; the coarsest name would depend on the order
        _Node(min((e.when for e, _ in pile), key=_grain), mode or None, cluster, tuple(pile))
        for (_, mode, cluster), pile in piles.items()
    ]
    # a mode known first: a record without one then joins the best of several
    return sorted(nodes, key=lambda n: (n.days, _ends(n.when), n.mode is None, n.mode, n.cluster))


def _grain(when: Interval | None) -> str:
    return "" if when is None else when.granularity


def _ends(when: Interval | None) -> tuple[dt.date, dt.date]:
    if when is None:
        return (dt.date.max, dt.date.max)
    return (when.earliest or dt.date.min, when.latest or dt.date.max)


def _groups(nodes: Iterable[_Node]) -> list[_Group]:
    """Join nodes, which come narrowest first, to the incident they fit best."""
    groups: list[_Group] = []
    places: dict[object, list[_Group]] = {}
    for node in nodes:
        keys = _keys(node)
        near = {id(group): group for key in keys for group in places.get(key, ())}
        fitting = [group for group in near.values() if _fits(group, node)]
        if fitting:
            group = min(fitting, key=lambda candidate: _rank(candidate, node))
        else:
            group = _Group(node.when, node.mode)
            groups.append(group)
            for key in keys:
                places.setdefault(key, []).append(group)
        group.take(node)
    return groups


def _keys(node: _Node) -> list[object]:
    """Where to look for, and to file, the incidents a node can meet: by day, else by what is equal.

    An incident stays filed under the days of its first node, the narrowest; its intersection
    only shrinks, so that nothing is missed.
    """
    when = node.when
    if when is None or when.earliest is None or when.latest is None:
        return [node.cluster]
    if node.days > WIDEST:
        return [(when.earliest, when.latest)]
    return [when.earliest + dt.timedelta(days=day) for day in range(max(1, int(node.days)))]


def _fits(group: _Group, node: _Node) -> bool:
    modes = {group.mode, node.mode} - {None}
    if len(modes) > 1:
        return False
    if node.when is None or group.when is None:
        return True
    shared = _shared(group.when, node.when)
    return shared is None or length(shared) > 0


def _rank(group: _Group, node: _Node) -> tuple[bool, float, tuple[dt.date, dt.date], bool, str]:
    """The best first: the same mode, the longest overlap, the earliest."""
    shared = overlap(group.when, node.when)
    mode = group.mode or ""
    return (group.mode != node.mode, -shared, _ends(group.when), group.mode is None, mode)


def _incident(group: _Group, copies: Mapping[str, str], ontology: Ontology) -> Incident:
    reports = sorted((report for node in group.nodes for report in node.reports), key=_age)
    first = reports[0][0]
    articles = tuple(sorted({article.id for _, article in reports}))
    # distinct values, so that being reported often gives a reading no say in the intensity
    exact = {event.intensity for event, _ in reports if event.mode == group.mode}
    counted = 0 if first.content_of is not None and first.status in COUNTED else 1
    return Incident(
        id=first.id,
        type=first.type,
        quad=ontology.quad(first.type),
        source=first.source,
        target=first.target,
        symmetric=first.symmetric,
        status=_status(reports),
        when=group.when,
        known=first.known,
        intensity=math.fsum(sorted(exact)) / len(exact),
        weight=counted / pairs(first.source, first.target, symmetric=first.symmetric),
        members=tuple(event.id for event, _ in reports),
        articles=articles,
        reports=len(articles),
        independent=len({copies.get(article, article) for article in articles}),
    )


def _status(reports: Sequence[Report]) -> Status:
    return "occurred" if any(e.status == "occurred" for e, _ in reports) else reports[0][0].status
