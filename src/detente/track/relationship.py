"""From incidents to a `Relationship`: what counts by period, the level, the turning points."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from ..errors import UsageError
from ..model import Dyad, Incident, Interval, Method, Period, Relationship, Step, TurningPoint
from . import level as levels
from . import turning
from .counts import Cell, Member, days, dyad_members, grid, lay_out, period_start, share

HISTORY_YEARS = 10
"""How far back of the first period shown incidents still inform the level."""

Counted = tuple[Incident, float, Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackOptions:
    """How a relationship is to be tracked.

    * `step`: day, week (from Monday) or month.
    * `as_of`: nothing that became known later is used; no period begins later.
    * `start`, `end`: the days shown first and last. Earlier incidents inform the level, later ones
      are not used. By default from the first day covered (else the first incident that counts) to
      `as_of` (else the last day covered, else the last incident).
    * `source_of`, `target_of`: whether an actor belongs to a side on a day; by default the ids of
      the dyad alone.
    * `articles`: how many articles of the archive appeared on each day; a period is covered if it
      has one. Without it a period is covered if an incident of the dyad falls into it.
    * `copies`: article id -> cluster of copies, for exact numbers of independent reports.
    * `smoothed`: use later periods for earlier levels.
    * `threshold`: the probability from which a turning point is reported.
    * `hashes`: of model, ontology and actor data, passed on to `method`.
    """

    step: Step = "week"
    as_of: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    source_of: Member | None = None
    target_of: Member | None = None
    articles: Mapping[dt.date, int] | None = None
    copies: Mapping[str, str] | None = None
    smoothed: bool = False
    threshold: float = turning.THRESHOLD
    hashes: Mapping[str, str] = field(default_factory=dict)


def relate(
    incidents: Sequence[Incident], dyad: Dyad, options: TrackOptions | None = None
) -> Relationship:
    """Return how the dyad's source treats its target, by period.

    `incidents` may come in any order and may hold more than the dyad's: what is not between the
    two sides, does not count, or became known after `as_of` is left out. `reports` and
    `independent` are of the incidents passed: group only records that were known by then.
    Raises UsageError if `start` lies after `end`.

    >>> relate([], Dyad("A", "B")).periods
    ()
    """
    options = options or TrackOptions()
    counted = _counted(incidents, dyad, options)
    bounds = _bounds(counted, options)
    if bounds is None:
        return _result(dyad, options, (), ())
    start, end = bounds
    counted = [part for part in counted if _years_before(start) <= _first(part) <= end]
    origin = min([start, *map(_first, counted)])
    cells = grid(origin, end, options.step)
    lay_out(counted, cells, options.step)
    looks = levels.looks([cell.intensity for cell in cells], [cell.amount for cell in cells])
    fitted = levels.level(looks, options.step)
    shown = fitted
    if options.smoothed:
        shown = levels.level(looks, options.step, smoothed=True)
    points = turning.turning_points(cells, looks, fitted, options.step, threshold=options.threshold)
    first = period_start(start, options.step)
    return _result(
        dyad,
        options,
        tuple(p for p in _periods(cells, shown, options) if p.start >= first),
        tuple(point for point in points if point.date >= start),
        fitted=fitted,
    )


def _counted(incidents: Sequence[Incident], dyad: Dyad, options: TrackOptions) -> list[Counted]:
    """The incidents that count for the dyad, with its share of each and the days it may lie on."""
    source, target = dyad_members(dyad)
    source, target = options.source_of or source, options.target_of or target
    found: dict[str, Counted] = {}
    for incident in incidents:
        late = options.as_of is not None and (incident.known or dt.date.min) > options.as_of
        when = None if late else days(incident, options.step)
        if when is None:
            continue
        weight = share(incident, source, target)
        if weight > 0:
            found[incident.id] = (incident, weight, when)
    return [found[id_] for id_ in sorted(found)]


def _first(part: Counted) -> dt.date:
    day = part[2].earliest
    assert day is not None
    return day


def _bounds(counted: Sequence[Counted], options: TrackOptions) -> tuple[dt.date, dt.date] | None:
    """The first and the last day shown; None where there is nothing to show."""
    if options.start and options.end and options.start > options.end:
        raise UsageError(
            f"the first day {options.start} lies after the last day {options.end}",
            hint="exchange the two",
        )
    limit = options.as_of or dt.date.max
    covered = [day for day, n in (options.articles or {}).items() if n > 0 and day <= limit]
    seen = [day for day in map(_first, counted) if day <= limit]
    end = options.end or options.as_of or max(covered, default=None) or max(seen, default=None)
    if end is None:
        return None
    end = min(end, limit)
    start = options.start or min(covered, default=None) or min(seen, default=None)
    if start is None or start > end:
        return None
    return (max(start, _years_before(end)) if options.start is None else start), end


def _years_before(day: dt.date) -> dt.date:
    return day.replace(year=max(1, day.year - HISTORY_YEARS), day=min(day.day, 28))


def _periods(cells: Sequence[Cell], shown: levels.Level, options: TrackOptions) -> list[Period]:
    value, low, high = shown.shown()
    covered: set[dt.date] | None = None
    if options.articles is not None:
        limit = options.as_of or dt.date.max
        dates = (day for day, n in options.articles.items() if n > 0 and day <= limit)
        covered = {period_start(day, options.step) for day in dates}
    return [
        Period(
            start=cell.start,
            end=cell.end,
            incidents=cell.amount,
            reports=len(_articles(cell)),
            independent=_independent(cell, options.copies),
            covered=bool(cell.parts) if covered is None else cell.start in covered,
            counts=cell.counts(),
            level=float(value[t]),
            low=float(low[t]),
            high=float(high[t]),
        )
        for t, cell in enumerate(cells)
    ]


def _articles(cell: Cell) -> set[str]:
    return {article for part in cell.parts for article in part.incident.articles}


def _independent(cell: Cell, copies: Mapping[str, str] | None) -> int:
    """How many clusters of copies a period's reports form.

    Without the clusters it lies between the largest number of one incident and the sum of all.
    The sum is given, which is exact unless one text tells of several incidents, but never more than
    the number of reports.
    """
    articles = _articles(cell)
    if copies is not None:
        return len({copies.get(article, article) for article in articles})
    return min(len(articles), sum(part.incident.independent for part in cell.parts))


@functools.cache
def _version() -> str:
    # not from the package itself, whose public names come from layers above this one
    return version("detente")


def _result(
    dyad: Dyad,
    options: TrackOptions,
    periods: tuple[Period, ...],
    points: tuple[TurningPoint, ...],
    *,
    fitted: levels.Level | None = None,
) -> Relationship:
    return Relationship(
        dyad=dyad,
        as_of=options.as_of,
        step=options.step,
        periods=periods,
        turning_points=points,
        method=Method(
            name="local level, variances on a grid",
            version=_version(),
            parameters=_parameters(options, fitted),
            hashes=dict(options.hashes),
            filtered=not options.smoothed,
        ),
    )


def _parameters(options: TrackOptions, fitted: levels.Level | None) -> dict[str, object]:
    """All that the result depends on besides the records."""
    drift_shape, drift_mode = levels.DRIFT_PRIOR
    shape, mode = levels.OBSERVATION_PRIOR
    return {
        "scale": "shown = min(10, max(-10, latent))",
        "band": 0.9,
        "prior_variance": levels.PRIOR_VARIANCE,
        "observation_prior": {"shape": shape, "mode": mode},
        "drift_prior_per_week": {"shape": drift_shape, "mode": drift_mode},
        "clustering": levels.CLUSTERING,
        "observation_variance": fitted.observation if fitted else None,
        "drift_variance_per_step": fitted.drift if fitted else None,
        "history_years": HISTORY_YEARS,
        "turning_points": {
            "threshold": options.threshold,
            "ordinary_drift_per_week": turning.ORDINARY_DRIFT,
            "step_variance": turning.STEP_VARIANCE,
            "turns_a_year": turning.A_YEAR,
            "window": turning.WINDOW[options.step],
            "near": turning.NEAR[options.step],
        },
    }
