"""What counts, when, and how much: incidents of one dyad laid out over days, weeks or months.

* Only acts that were done or go on count; what is threatened, planned, denied or asked never does.
* An incident counts once, however often it was reported, with the share of its cross-side pairs
  that belong to the dyad.
* An act done on some day of an interval is spread evenly over these days if they are no more than
  a step; over a longer interval it is context and not counted, as is an undated one.
* What goes on counts once, at its onset.
* Nobody can report a deed before it is done: the days of an interval after the first report of the
  act are left out. (If all of them are after it, the first one stands: dates differ by time zone.)
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import COUNTED, Dyad, Granularity, Incident, Interval, Quad, Step

Member = Callable[[str, dt.date | None], bool]
"""Whether an actor id belongs to a side of the dyad on a day (None: at an unknown time)."""

STEP_DAYS: dict[Step, int] = {"day": 1, "week": 7, "month": 31}
"""The longest interval that a step still counts."""
QUADS: tuple[Quad, ...] = (
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
)
_ONSET_DAYS: dict[Granularity, int] = {
    "hour": 1,
    "day": 1,
    "span": 1,
    "weekend": 2,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "season": 92,
    "half-year": 184,
    "year": 366,
    "decade": 3660,
    "century": 36600,
}
"""How many days an onset may lie after the first day of an interval of some granularity."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an incident that falls into one period, as a weighted number of incidents."""

    incident: Incident
    amount: float


@dataclass(slots=True)
class Cell:
    """One period, both days included, with what counts in it, by incident id."""

    start: dt.date
    end: dt.date
    parts: list[Part] = field(default_factory=list)

    @property
    def amount(self) -> float:
        """The weighted number of incidents."""
        return sum(part.amount for part in self.parts)

    @property
    def intensity(self) -> float:
        """The weighted mean intensity of the incidents; 0 where there is none."""
        total = self.amount
        if total <= 0:
            return 0.0
        return sum(part.amount * part.incident.intensity for part in self.parts) / total

    def counts(self) -> dict[Quad, float]:
        """The weighted number of incidents by quad class, all four classes present."""
        found = dict.fromkeys(QUADS, 0.0)
        for part in self.parts:
            found[part.incident.quad] += part.amount
        return found


def period_start(day: dt.date, step: Step) -> dt.date:
    """Return the first day of the period that holds `day`; weeks begin on Monday (ISO 8601)."""
    if step == "week":
        return day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if step == "month" else day


def period_end(start: dt.date, step: Step) -> dt.date:
    """Return the last day of the period that begins on `start`."""
    if step == "month":
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start + dt.timedelta(days=STEP_DAYS[step] - 1)


def grid(first: dt.date, last: dt.date, step: Step) -> list[Cell]:
    """Return empty periods from the one that holds `first` to the one that holds `last`."""
    cells: list[Cell] = []
    start = period_start(first, step)
    while start <= last:
        end = period_end(start, step)
        cells.append(Cell(start, end))
        start = end + dt.timedelta(days=1)
    return cells


def share(incident: Incident, source: Member, target: Member) -> float:
    """Return the dyad's part of an incident: its weight times the cross-side pairs of the dyad.

    A symmetric act between a member of each side counts in both directions.
    """
    when = incident.when
    day = (when.earliest or when.latest) if when is not None else None
    day = day or incident.known
    if incident.symmetric:
        parties = sorted({*incident.source, *incident.target})
        one = {party for party in parties if source(party, day)}
        other = {party for party in parties if target(party, day)}
        found = {frozenset((a, b)) for a in one for b in other if a != b}
        return min(1.0, incident.weight * len(found))
    doers = {actor for actor in incident.source if source(actor, day)}
    receivers = {actor for actor in incident.target if target(actor, day)}
    pairs = len(doers) * len(receivers) - len(doers & receivers)
    return min(1.0, incident.weight * pairs)


def days(incident: Incident, step: Step) -> Interval | None:
    """Return the days over which an incident is spread, or None where it is not counted."""
    when = incident.when
    if incident.status not in COUNTED or when is None or when.earliest is None:
        return None
    if incident.status == "ongoing":
        ahead = min(_ONSET_DAYS[when.granularity] - 1, (dt.date.max - when.earliest).days)
        onset = when.earliest + dt.timedelta(days=ahead)
        if when.granularity == "month":
            onset = period_end(when.earliest.replace(day=1), "month")
        latest = onset if when.latest is None else min(onset, when.latest)
    elif when.latest is None:
        return None
    else:
        latest = when.latest
    if incident.known is not None:
        latest = min(latest, max(incident.known, when.earliest))
    if not 0 <= (latest - when.earliest).days < STEP_DAYS[step]:
        return None
    return Interval(when.earliest, latest, when.granularity)


def lay_out(
    parts: Iterable[tuple[Incident, float, Interval]], cells: Sequence[Cell], step: Step
) -> None:
    """Spread incidents, given with their share of the dyad and their days, over the periods.

    What lies outside the periods is left out. Periods are filled in the order of incident ids, so
    that sums do not depend on the order of the input.
    """
    index: Mapping[dt.date, Cell] = {cell.start: cell for cell in cells}
    for incident, weight, when in sorted(parts, key=lambda part: part[0].id):
        assert when.earliest is not None
        assert when.latest is not None
        total = (when.latest - when.earliest).days + 1
        day = when.earliest
        while day <= when.latest:
            start = period_start(day, step)
            end = min(period_end(start, step), when.latest)
            cell = index.get(start)
            if cell is not None:
                inside = (end - day).days + 1
                cell.parts.append(Part(incident, weight * inside / total))
            day = end + dt.timedelta(days=1)


def dyad_members(dyad: Dyad) -> tuple[Member, Member]:
    """Return the plain sides of a dyad: an actor belongs to a side if it has the side's id."""

    def source(actor: str, day: dt.date | None) -> bool:
        return actor == dyad.source

    def target(actor: str, day: dt.date | None) -> bool:
        return actor == dyad.target

    return source, target
