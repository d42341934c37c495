"""Simulated truth: does the band of the level hold it, and how often is a quiet pair alarmed?

Prints a table by world. In every world a pair has a latent weekly level, and incidents whose
intensities scatter around it; what differs is said below. Nothing here is fitted to any data.

    python bench/bench_level.py            # about two minutes
    python bench/bench_level.py --pairs 400 --seed 2
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass

import numpy as np

from detente.model import Dyad, Incident, Interval, TurningPoint
from detente.track import turning
from detente.track.relationship import TrackOptions, relate

WEEKS = 104
FIRST = dt.date(2024, 1, 1)
END = FIRST + dt.timedelta(days=7 * WEEKS - 1)
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class World:
    name: str
    rate: float = 3.0  # incidents a week
    drift: float = 0.05  # variance a week
    scatter: float = 3.5  # standard deviation of an incident around the level
    shared: float = 0.1  # part of the scatter that a week's incidents have in common
    burst: float = 0.0  # variance of the rate (gamma), as a share of its square
    gaps: float = 0.0  # share of months nobody covered
    trend: float = 1.0  # the rate's factor at the end
    bimodal: bool = False  # incidents are friendly or hostile, hardly ever in between
    step: float = 0.0  # a step of this size in mid-history


QUIET = (
    World("as assumed"),
    World("one a month", rate=0.25),
    World("one a week", rate=1.0),
    World("ten a week", rate=10.0),
    World("no drift", drift=0.0),
    World("twice the drift", drift=0.1),
    World("little scatter", scatter=2.0),
    World("much scatter", scatter=5.0),
    World("acts independent", shared=0.0, rate=6.0),
    World("stories: half shared", shared=0.5),
    World("bursty", burst=2.0, shared=0.3),
    World("gaps, growing coverage", gaps=0.3, rate=1.5, trend=5.0),
    World("friendly or hostile", bimodal=True),
)
LIVELY = (
    World("ten times the drift", drift=0.5),
    World("step of 3", step=3.0),
    World("step of 5", step=5.0),
    World("step of 5, one a week", step=5.0, rate=1.0),
    World("step of 8", step=8.0),
)


def simulate(world: World, rng: np.random.Generator) -> tuple[np.ndarray, list[Incident]]:
    """A weekly level and the incidents of a pair."""
    level = rng.normal(0, 2.5) + np.cumsum(rng.normal(0, np.sqrt(world.drift), WEEKS))
    level[WEEKS // 2 :] += world.step * rng.choice((-1.0, 1.0))
    covered = np.repeat(rng.random(WEEKS // 4 + 1) >= world.gaps, 4)[:WEEKS]
    rate = world.rate * np.linspace(1, world.trend, WEEKS) * covered
    if world.burst:
        rate = rate * rng.gamma(1 / world.burst, world.burst, WEEKS)
    incidents = []
    for week, n in enumerate(rng.poisson(rate)):
        common = rng.normal(0, world.scatter * np.sqrt(world.shared))
        for _ in range(n):
            value = level[week] + common
            value += rng.normal(0, world.scatter * np.sqrt(1 - world.shared))
            if world.bimodal:
                hostile = rng.random() < np.clip((3.5 - level[week]) / 8, 0, 1)
                value = np.clip(rng.normal(-4.5 if hostile else 3.5, 1.0), -10, 10)
            incidents.append(incident(len(incidents), week, float(value), rng))
    if world.bimodal:
        level = 3.5 - 8 * np.clip((3.5 - level) / 8, 0, 1)
    return level, incidents


def incident(number: int, week: int, value: float, rng: np.random.Generator) -> Incident:
    day = FIRST + dt.timedelta(days=7 * week + int(rng.integers(7)))
    name = f"{number:05}"
    return Incident(
        id=name,
        type="CONSULT" if value > 0 else "ACCUSE",
        quad="verbal_cooperation" if value > 0 else "verbal_conflict",
        source=("A",),
        target=("B",),
        status="occurred",
        when=Interval(day, day, "day"),
        known=day,
        intensity=value,
        members=(name,),
        articles=(name,),
        reports=1,
        independent=1,
    )


def coverage(world: World, pairs: int, seed: int) -> tuple[float, float, float]:
    """Share of weeks whose level lies in the band, filtered and smoothed, and the mean width."""
    rng = np.random.default_rng(seed)
    inside: dict[bool, list[float]] = {False: [], True: []}
    widths = []
    for _ in range(pairs):
        truth, incidents = simulate(world, rng)
        for smoothed in (False, True):
            options = TrackOptions(start=FIRST, end=END, smoothed=smoothed)
            periods = relate(incidents, Dyad("A", "B"), options).periods
            low, high = (np.array([getattr(p, end) for p in periods]) for end in ("low", "high"))
            shown = np.clip(truth, -10, 10)
            inside[smoothed].append(float(np.mean((low <= shown) & (shown <= high))))
            if not smoothed:
                widths.append(float(np.mean(high - low)))
    return float(np.mean(inside[False])), float(np.mean(inside[True])), float(np.mean(widths))


def alarms(world: World, pairs: int, seed: int) -> dict[float, list[tuple[int, str]]]:
    """By threshold: the turning points found, as (days from mid-history, direction)."""
    found: dict[float, list[tuple[int, str]]] = {tau: [] for tau in THRESHOLDS}
    middle = FIRST + dt.timedelta(weeks=WEEKS // 2)
    for tau in THRESHOLDS:
        rng = np.random.default_rng(seed)
        for _ in range(pairs):
            truth, incidents = simulate(world, rng)
            step = "better" if truth[WEEKS // 2] > truth[WEEKS // 2 - 1] else "worse"
            for point in points(incidents, tau):
                right = "right" if point.direction == step else "wrong"
                found[tau].append(((point.date - middle).days, right))
    return found


def points(incidents: list[Incident], threshold: float) -> tuple[TurningPoint, ...]:
    options = TrackOptions(start=FIRST, end=END, threshold=threshold)
    return relate(incidents, Dyad("A", "B"), options).turning_points


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    years = options.pairs * WEEKS / 52.18
    print(f"{options.pairs} pairs a world, {WEEKS} weeks each, seed {options.seed}")
    print(f"\n{'band of 90 %':26}{'filtered':>10}{'smoothed':>10}{'width':>8}")
    for world in (*QUIET, *LIVELY):
        filtered, smoothed, width = coverage(world, options.pairs, options.seed)
        print(f"{world.name:26}{100 * filtered:9.1f}%{100 * smoothed:9.1f}%{width:8.1f}")
    print(f"\n{'false alarms a pair-year':26}" + "".join(f"{tau:>8}" for tau in THRESHOLDS))
    worst: Counter[float] = Counter()
    for world in QUIET:
        found = alarms(world, options.pairs, options.seed)
        rates = {tau: len(found[tau]) / years for tau in THRESHOLDS}
        worst |= Counter(rates)
        print(f"{world.name:26}" + "".join(f"{rates[tau]:8.2f}" for tau in THRESHOLDS))
    print(f"{'worst':26}" + "".join(f"{worst[tau]:8.2f}" for tau in THRESHOLDS))
    print(f"\n{'steps found within 3 weeks':26}" + "".join(f"{tau:>8}" for tau in THRESHOLDS))
    for world in LIVELY:
        found = alarms(world, options.pairs, options.seed)
        hits = {t: sum(abs(d) <= 21 and r == "right" for d, r in found[t]) for t in THRESHOLDS}
        shares = "".join(f"{hits[tau] / options.pairs:8.2f}" for tau in THRESHOLDS)
        print(f"{world.name:26}{shares}")
        late = [d for d, r in found[turning.THRESHOLD] if abs(d) <= 21 and r == "right"]
        wrong = sum(abs(d) <= 21 and r == "wrong" for d, r in found[turning.THRESHOLD])
        other = (len(found[turning.THRESHOLD]) - len(late) - wrong) / years
        if world.step:
            delay = float(np.median(late)) if late else float("nan")
            print(f"{'':26}  median delay {delay:.0f} d, wrong {wrong}, others {other:.2f} a year")
    print(f"\nlevel and turning points in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
