"""Turning points: days on which treatment changed, told from drift and from noise.

At each boundary between periods two accounts of the weeks around it are compared: the level only
drifts, or it also takes a step there, of a size drawn from N(0, D2). All is normal, so the ratio
of their likelihoods (the Bayes factor) has a closed form. With y what was seen in the window, C its
covariance under drift (local-level model of `level`), and h = 1 for periods after the boundary:

    A = h' C^-1 h     B = h' C^-1 y     log BF = B^2 / (2 (A + 1/D2)) - log(1 + D2 A) / 2

(the linear model with a normal prior, as in O'Hagan & Forster 2004, ch. 11; for steps in a
structural time series see Harvey & Koopman 1992). The step's posterior mean is B / (A + 1/D2).

The most probable step is kept and made part of the drift account, and the search goes on until
none reaches the threshold, so that one step is not found again next to itself. The probability of
a turning point is that of a step at any boundary near the best one; its interval holds 80 % of
where. The threshold is calibrated on simulated quiet pairs (bench/bench_level.py).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..model import Incident, Step, TurningPoint, Weighted
from .counts import STEP_DAYS, Cell
from .level import PRIOR_VARIANCE, Array, Level, Looks

STEP_VARIANCE = 16.0
"""D2: a turn changes treatment by 4 or so, of a scale of 20."""
ORDINARY_DRIFT = 0.05
"""The most variance a week that passes for drift: 1.6 a year. Fitted to a history with a step in
it, the drift grows until it accounts for the step."""
A_YEAR = 2.0
"""How many turns a pair takes a year, before looking."""
WINDOW: dict[Step, int] = {"day": 28, "week": 12, "month": 6}
"""Periods looked at on each side of a boundary."""
NEAR: dict[Step, int] = {"day": 14, "week": 4, "month": 2}
"""Boundaries this near to each other tell of one turn."""
PER_YEAR: dict[Step, float] = {"day": 365.25, "week": 52.18, "month": 12.0}
THRESHOLD = 0.5
"""The probability from which a turn is reported."""
BEFORE = 2
"""Periods with incidents that must lie in the window before a boundary."""
CERTAINTY = 0.8
"""The share of the probability of where the turn is that its interval holds."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step before period `at`: its log odds, posterior mean and the weight of each look in it."""

    at: int
    odds: float
    size: float
    seen: NDArray[np.intp]
    weights: Array


@dataclass(frozen=True, slots=True)
class _Place:
    """How probable a turn is, and the first and last boundary (periods) where it may lie."""

    probability: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Search:
    """A history to be searched: what was seen, the variance of each look, and of the drift."""

    looks: Looks
    noise: Array
    drift: float
    step: Step

    def assess(self, at: int, centre: int, found: Sequence[int]) -> _Step | None:
        """Compare a step before period `at` with drift, on the window around `centre`.

        `found` are steps that both accounts have. None where too little was seen.
        """
        reach = WINDOW[self.step]
        start, end = max(0, centre - reach), min(len(self.looks.y), centre + reach)
        seen = np.arange(start, end)[self.looks.seen[start:end]]
        if np.count_nonzero(seen < at) < BEFORE or not np.any(seen >= at):
            return None
        since = np.minimum.outer(seen, seen) - start
        cover = PRIOR_VARIANCE + self.drift * since + np.diag(self.noise[seen])
        for other in found:
            past = (seen >= other).astype(np.float64)
            cover += STEP_VARIANCE * np.outer(past, past)
        after = (seen >= at).astype(np.float64)
        row: Array = np.asarray(np.linalg.solve(cover, after), dtype=np.float64)
        precision = float(row @ after) + 1 / STEP_VARIANCE
        pull = float(row @ self.looks.y[seen])
        factor = pull**2 / (2 * precision) - 0.5 * math.log(STEP_VARIANCE * precision)
        prior = A_YEAR / PER_YEAR[self.step]
        return _Step(at, factor + math.log(prior), pull / precision, seen, row / precision)

    def scan(self, found: Sequence[int], stale: Sequence[int]) -> dict[int, _Step]:
        """Assess the boundaries in `stale`, each in its own window.

        Only those before a period with incidents: in a gap all boundaries tell the same, and the
        turn shows where the gap ends. (Its interval then reaches back into the gap.)
        """
        near = NEAR[self.step]
        steps: dict[int, _Step] = {}
        for at in stale:
            if self.looks.seen[at] and all(abs(at - other) >= near for other in found):
                step = self.assess(at, at, found)
                if step is not None:
                    steps[at] = step
        return steps


def turning_points(
    cells: Sequence[Cell],
    looks: Looks,
    fitted: Level,
    step: Step,
    *,
    threshold: float = THRESHOLD,
) -> list[TurningPoint]:
    """Return the turning points of a history, earliest first.

    `cells` and `looks` are its periods, `fitted` gives the variances. `size` is how far the level
    moved, never negative; `evidence` are the incidents after the turn by their share in it.
    """
    drift = min(fitted.drift, ORDINARY_DRIFT * STEP_DAYS[step] / 7)
    search = _Search(looks, fitted.observation * looks.noise(), drift, step)
    found: list[int] = []
    points: list[TurningPoint] = []
    steps = search.scan(found, range(1, len(cells)))
    while steps:
        best = max(steps.values(), key=lambda candidate: (candidate.odds, -candidate.at))
        place = _place(search, best, found)
        if place.probability < threshold:
            break
        point = _point(cells, looks, best, place)
        if point is None:
            del steps[best.at]
            continue
        points.append(point)
        found.append(best.at)
        stale = [at for at in range(1, len(cells)) if abs(at - best.at) <= 2 * WINDOW[step]]
        for at in stale:
            steps.pop(at, None)
        steps |= search.scan(found, stale)
    return sorted(points, key=lambda p: p.date)


def _place(search: _Search, best: _Step, found: Sequence[int]) -> _Place:
    """How probable a step at or near the best boundary is, and between which it lies."""
    near = NEAR[search.step]
    odds: dict[int, float] = {}
    for at in range(max(1, best.at - near + 1), min(len(search.looks.y), best.at + near)):
        step = search.assess(at, best.at, found)
        if step is not None:
            odds[at] = step.odds
    top = max(odds.values())
    masses = {at: math.exp(value - top) for at, value in odds.items()}
    total = sum(masses.values())
    # total * exp(top) are the odds; written so that no large exponent overflows
    probability = total / (total + math.exp(-top)) if top > -700 else 0.0
    first = last = best.at
    while sum(masses.get(at, 0.0) for at in range(first, last + 1)) < CERTAINTY * total:
        below, above = masses.get(first - 1, -1.0), masses.get(last + 1, -1.0)
        if below < 0 and above < 0:
            break
        first, last = (first - 1, last) if below > above else (first, last + 1)
    return _Place(probability, first, last)


def _point(cells: Sequence[Cell], looks: Looks, best: _Step, place: _Place) -> TurningPoint | None:
    """Make the result of a step; None if no incident after it points the way of the change."""
    sign = 1.0 if best.size > 0 else -1.0
    early = best.seen[best.seen < best.at]
    before = float(np.average(looks.y[early], weights=1 / looks.noise()[early]))
    shares: dict[str, float] = {}
    days: dict[str, dt.date] = {}
    for period, weight in zip(best.seen.tolist(), best.weights.tolist(), strict=True):
        if period < best.at:
            continue
        for part in cells[period].parts:
            moved = sign * weight * part.amount / looks.n[period]
            moved *= part.incident.intensity - before
            if moved > 0:
                shares[part.incident.id] = shares.get(part.incident.id, 0.0) + float(moved)
                if period == best.at:
                    days[part.incident.id] = _day(part.incident, cells[period])
    if not shares:
        return None
    total = sum(shares.values())
    ranked = sorted(shares, key=lambda id_: (-shares[id_], id_))
    start = cells[best.at].start
    direction: Literal["better", "worse"] = "better" if sign > 0 else "worse"
    return TurningPoint(
        date=next((days[id_] for id_ in ranked if id_ in days), start),
        earliest=cells[place.first].start,
        latest=cells[place.last].end,
        direction=direction,
        size=abs(best.size),
        probability=place.probability,
        evidence=tuple(Weighted(id_, shares[id_] / total) for id_ in ranked),
    )


def _day(incident: Incident, cell: Cell) -> dt.date:
    """The first day of a period on which an incident may have happened."""
    when = incident.when
    if when is None or when.earliest is None:
        return cell.start
    return min(max(when.earliest, cell.start), cell.end)
