"""One brief, put into words and order once, for every form in which it is shown.

`of_brief` turns a `model.Brief` into a `View`: sections of lines, each line with its sentences.
The three forms (terminal, HTML, Markdown) only lay it out. What is decided here is order and
grouping alone: which lines stand under which turning point, which commitments are due.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Brief, BriefEvent, Method, Relationship, TurningPoint
from . import words
from .lines import (
    Group,
    Line,
    Tone,
    event_line,
    ledger_groups,
    not_done_line,
    statement_line,
)

LEGEND = (
    "Level: from \u221210 (hostile) to +10 (cooperative), how one side treats the other. "
    "The range in brackets holds it with 90\u00a0% probability.",
    "Incidents are acts, not reports: an act that was reported many times counts once.",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The headline of one direction; `level` is None where there is no curve.

    `was` is the level before the newest turning point and its month.
    """

    title: str
    trend: str
    level: str | None
    band: str | None
    was: tuple[str, str] | None
    incidents: str
    reported: str
    tone: Tone

    @property
    def counts(self) -> str:
        """Incidents and how they were reported, in one phrase."""
        if self.incidents == "0":
            return "no incident"
        many = "incident" if self.incidents == "1" else "incidents"
        return f"{self.incidents} {many}, {self.reported}"

    @property
    def sentence(self) -> str:
        """Trend, level, band and former level in one phrase."""
        parts = [self.trend]
        if self.level is not None:
            parts.append(f"level {self.level} {self.band} (90\u00a0%)")
        if self.was is not None:
            parts.append(f"was {self.was[0]} in {self.was[1]}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class View:
    """A brief in words, in the order in which it is read."""

    head: Head
    reverse: Head
    facts: str
    empty: str | None
    turns: tuple[Group, ...]
    deeds: Group
    said: Group
    owed: tuple[Group, ...]
    not_done: Group
    unsure: tuple[str, ...]
    method: tuple[tuple[str, str], ...]
    command: str
    short: dict[str, str]


def of_brief(brief: Brief) -> View:
    """Put a brief into words; the same brief gives the same view."""
    pair = (words.clean(brief.source_name), words.clean(brief.target_name))
    home = brief.as_of.year if brief.as_of else None
    done = [event_line(item, home) for item in brief.deeds]
    said = [statement_line(item, home) for item in brief.statements]
    turns, used = _turns(brief.forward.turning_points, brief.deeds, [*done, *said])
    owed = ledger_groups(brief.ledger, brief.as_of)
    not_done = tuple(not_done_line(item, home) for item in brief.not_done)
    rest = _newest(line for line in done if line.id not in used)
    spoken = _newest(line for line in said if line.id not in used)
    return View(
        head=head(brief.forward, pair),
        reverse=head(brief.reverse, pair[::-1]),
        facts=_facts(brief),
        empty=_empty(brief, pair),
        turns=turns,
        deeds=Group("Also done" if turns else "What was done", rest),
        said=Group("Also said" if any(line.id in used for line in said) else "Said", spoken),
        owed=owed,
        not_done=Group("Not done", _newest(not_done)),
        unsure=tuple(words.clean(item) for item in brief.unsure),
        method=_methods(brief),
        command=command(brief),
        short=words.short_ids(_ids(brief)),
    )


def head(relation: Relationship, pair: tuple[str, str]) -> Head:
    """Return the headline of one direction of a pair of names."""
    title = f"{pair[0]} \u2192 {pair[1]}"
    periods = relation.periods
    incidents = sum(period.incidents for period in periods)
    told = sum(period.reports for period in periods)
    alone = sum(period.independent for period in periods)
    shown = words.amount(incidents)
    reported = "reported once"
    if told > 1:
        reported = f"reported {told} times ({alone} independently)"
    if not periods:
        return Head(title, "nothing to draw a curve from", None, None, None, "0", "", "plain")
    last = periods[-1]
    trend, was, tone = _trend(relation)
    if not incidents:
        trend, reported = "no incident in these reports", "no report"
    level, reach = words.number(last.level), words.band(last.low, last.high)
    return Head(title, trend, level, reach, was, shown, reported, tone)


def _trend(relation: Relationship) -> tuple[str, tuple[str, str] | None, Tone]:
    """Return the newest turn in words, the level before it, and its tone."""
    if not relation.turning_points:
        return "no turning point found", None, "plain"
    point = max(relation.turning_points, key=lambda item: (item.date, item.latest))
    course = "cooling" if point.direction == "worse" else "warming"
    before = [period for period in relation.periods if period.end < point.earliest]
    was = None
    if before:
        last, home = before[-1], relation.periods[-1].end.year
        was = (words.number(last.level), words.month(last.end, year=last.end.year != home))
    return f"{course} since {point_day(point)}", was, "bad" if course == "cooling" else "good"


def point_day(point: TurningPoint) -> str:
    """Return the day of a turning point with its range: `12 May 2031 (11–13 May)`."""
    if point.earliest == point.latest:
        return words.day(point.date)
    year = not (point.earliest.year == point.latest.year == point.date.year)
    return f"{words.day(point.date)} ({words.days(point.earliest, point.latest, year=year)})"


def _turns(
    points: Sequence[TurningPoint], deeds: Sequence[BriefEvent], lines: Sequence[Line]
) -> tuple[tuple[Group, ...], set[str]]:
    """Hang lines under the turning points that name them, newest point first."""
    owner = {line.id: line for line in lines}
    for line in lines:
        owner.update({source.record: line for source in line.sources})
    owner.update({item.incident: owner[item.incident] for item in deeds})
    ordered = sorted(points, key=lambda item: (item.date, item.latest))
    groups, used = [], set[str]()
    for number, point in reversed(list(enumerate(ordered, start=1))):
        found: dict[str, Line] = {}
        for item in point.evidence:
            hung = owner.get(item.record)
            if hung is not None and hung.id not in used:
                found[hung.id] = hung
        used.update(found)
        better = point.direction == "better"
        title = f"{point_day(point)}: a turn for the {point.direction}"
        size = f" by {words.number(abs(point.size), sign=False)}" if point.size else ""
        groups.append(
            Group(
                f"{title}{size} ({words.percent(point.probability)} probable)",
                tuple(sorted(found.values(), key=lambda line: (line.day or dt.date.max, line.id))),
                number=number,
                tone="good" if better else "bad",
                empty="Its records are shown under another heading or not part of this brief.",
            )
        )
    return tuple(groups), used


def _newest(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Newest first, undated last; lines of one day keep their order."""
    return tuple(
        sorted(lines, key=lambda line: (line.day or dt.date.min).toordinal(), reverse=True)
    )


def _facts(brief: Brief) -> str:
    undated = f", {brief.undated} of them undated" if brief.undated else ""
    as_of = f"as of {words.day(brief.as_of)}" if brief.as_of else "all dates"
    return f"from {words.plural(brief.articles, 'article')}{undated}; {as_of}"


def _empty(brief: Brief, pair: tuple[str, str]) -> str | None:
    shown = (brief.deeds, brief.not_done, brief.statements, brief.ledger)
    if any(shown):
        return None
    read = words.plural(brief.articles, "article")
    return (
        f"Nothing was found that {pair[0]} did to, said of or owes {pair[1]} in {read}. "
        "That is no sign of calm: it says only that these articles do not tell of it."
    )


def _ids(brief: Brief) -> list[str]:
    events = (*brief.deeds, *brief.not_done)
    found = [item.incident for item in events]
    found += [item.record for item in brief.statements] + [item.id for item in brief.ledger]
    sources = [source for item in events for source in item.evidence]
    sources += [source for item in brief.statements for source in item.evidence]
    sources += [source for item in brief.ledger for source in (*item.reports, *item.closed_by)]
    return found + [source.record for source in sources]


def _methods(brief: Brief) -> tuple[tuple[str, str], ...]:
    """The brief's own method and that of its curve, each fact once."""
    own = method_rows(brief.method)
    curve = method_rows(brief.forward.method)
    if brief.method.name != brief.forward.method.name:
        curve = (("Level by", curve[0][1]), *curve[1:])
    return tuple(dict.fromkeys((*own, *curve)))


def method_rows(method: Method) -> tuple[tuple[str, str], ...]:
    """Return a method as label and value, in the order name, parameters, hashes, notes."""
    rows = [("Method", f"{words.clean(method.name)}, detente {words.clean(method.version)}")]
    rows += [
        (words.clean(key).replace("_", " "), words.value(item))
        for key, item in sorted(method.parameters.items())
    ]
    rows += [
        (f"hash of {words.clean(key)}", words.clean(value)[:16])
        for key, value in sorted(method.hashes.items())
    ]
    rows += [("Note", words.clean(note)) for note in method.notes]
    return tuple(rows)


def command(brief: Brief) -> str:
    """Return the command that prints this brief again."""
    parts = ["detente", "brief", words.clean(brief.source_name), words.clean(brief.target_name)]
    if brief.as_of:
        parts += ["--as-of", brief.as_of.isoformat()]
    if brief.method.parameters.get("decisions") == "all":
        parts += ["--decisions", "all"]
    return shlex.join(parts)


def months(relation: Relationship, limit: int) -> list[tuple[dt.date, float | None]]:
    """Return the last level in each of the last `limit` months; None where nothing was covered."""
    last: dict[tuple[int, int], tuple[dt.date, float | None]] = {}
    for period in relation.periods:
        end = min(period.end, relation.as_of) if relation.as_of else period.end
        key = (end.year, end.month)
        before = last.get(key)
        level = period.level if period.covered else before[1] if before else None
        last[key] = (end, level)
    return [last[key] for key in sorted(last)][-limit:]
