"""The level: how warm one side treats the other, with a band, from the intensities of its acts.

A local-level model (Durbin & Koopman 2012, ch. 2). A latent level x drifts as a random walk, and
the mean intensity y of a period's incidents is a noisy look at it:

    x[1] ~ N(0, P0)      x[t] = x[t-1] + N(0, q)      y[t] = x[t] + N(0, s2 * d(n) / n)

n is the weighted number of incidents of the period and d(n) = 1 + rho * max(n - 1, 0) the design
effect of a clustered sample (Kish 1965): acts of one week belong to one story, so that ten of them
tell less than ten weeks with one each, and the variance never falls below rho * s2. A period
without incidents adds drift and no look, so the band widens.

The two variances are not plugged in: the recursion runs on a grid of them at once, each node
weighted by its prior times the likelihood of the pair's own history, and the band is that of the
mixture. A short history thus gets the prior's variances, with their uncertainty, and a long one
its own. Filtered results use at each period only what came before and in it, variances included.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model import Step
from .counts import STEP_DAYS

Array = NDArray[np.float64]

PRIOR_VARIANCE = 16.0
"""P0: a stranger is treated neutrally, give or take 4."""
OBSERVATION_PRIOR = (2.0, 12.0)
"""s2 ~ inverse gamma: shape, and the mode of log s2. Acts of one pair scatter by 3.5 or so."""
DRIFT_PRIOR = (1.0, 0.03)
"""q a week ~ inverse gamma: shape, and the mode of log q. A level moves by 1.25 or so in a year."""
CLUSTERING = 0.1
"""rho: the correlation of the incidents of one period, given the level."""
LEAST = 1e-6
"""A smaller weighted number of incidents is none: one pair's share in an act of thousands."""
Z90 = 1.6448536269514722
"""Half the width of a 90 % band, in standard deviations."""
LIMIT = 10.0
"""The scale shown is [-10, 10]: latent values outside are shown at its end."""
_STEPS = 9
_OBSERVATION_SPREAD = 12.0
_DRIFT_SPREAD = 60.0


@dataclass(frozen=True, slots=True)
class Looks:
    """What was seen, by period: mean intensity `y` and weighted number `n`, both of shape (T,)."""

    y: Array
    n: Array

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Whether a period has incidents to speak of."""
        return self.n >= LEAST

    def noise(self) -> Array:
        """The variance of each y for s2 = 1: d(n) / n; infinite where nothing was seen."""
        effect = 1 + CLUSTERING * np.maximum(self.n - 1, 0)
        return np.divide(effect, self.n, out=np.full_like(self.n, np.inf), where=self.seen)


@dataclass(frozen=True, slots=True)
class States:
    """Normal distributions of the level, by period and node: `mean`, `variance`, shape (T, K).

    `evidence` is the running log likelihood of what was seen up to and in each period.
    """

    mean: Array
    variance: Array
    evidence: Array


@dataclass(frozen=True, slots=True)
class Level:
    """The level by period with its standard deviation, and the variances that fit the history.

    `observation` and `drift` are posterior geometric means of s2 and q (q per step).
    """

    mean: Array
    sd: Array
    observation: float
    drift: float

    def shown(self) -> tuple[Array, Array, Array]:
        """Level, low and high end of the 90 % band, each cut to [-10, 10]."""
        half = Z90 * self.sd
        return _cut(self.mean), _cut(self.mean - half), _cut(self.mean + half)


def _cut(values: Array) -> Array:
    return np.clip(values, -LIMIT, LIMIT)


def kalman(looks: Looks, s2: Array, q: Array, *, prior: float = PRIOR_VARIANCE) -> States:
    """Run the Kalman filter for each pair of variances in `s2` and `q` (shape (K,)) at once.

    Returns the filtered states: at period t given what was seen up to and in t.
    """
    periods, nodes = len(looks.y), len(s2)
    noise, seen = looks.noise(), looks.seen
    means, variances = np.zeros((periods, nodes)), np.zeros((periods, nodes))
    evidence = np.zeros((periods, nodes))
    mean, variance, total = np.zeros(nodes), np.full(nodes, prior), np.zeros(nodes)
    for t in range(periods):
        if t:
            variance = variance + q
        if seen[t]:
            spread = variance + s2 * noise[t]
            surprise = looks.y[t] - mean
            gain = variance / spread
            total = total - 0.5 * (np.log(2 * math.pi * spread) + surprise**2 / spread)
            mean = mean + gain * surprise
            variance = (1 - gain) * variance
        means[t], variances[t], evidence[t] = mean, variance, total
    return States(means, variances, evidence)


def smooth(states: States, q: Array) -> States:
    """Run the fixed-interval smoother (Rauch, Tung & Striebel 1965) over filtered states.

    The evidence of every period becomes that of the whole history.
    """
    mean, variance = states.mean.copy(), states.variance.copy()
    for t in range(len(mean) - 2, -1, -1):
        ahead = states.variance[t] + q
        back = states.variance[t] / ahead
        mean[t] += back * (mean[t + 1] - states.mean[t])
        variance[t] += back**2 * (variance[t + 1] - ahead)
    return States(mean, variance, np.broadcast_to(states.evidence[-1:], mean.shape))


def nodes(step: Step) -> tuple[Array, Array, Array]:
    """Return the grid of variances and the log prior of its nodes: s2, q (per step), log weight.

    The nodes are even in log s2 and log q. The log density of an inverse gamma of shape a and
    log mode m is there, up to a constant, -a * (log v + m / v).
    """
    shape_s, mode_s = OBSERVATION_PRIOR
    shape_q, mode_q = DRIFT_PRIOR
    mode_q *= STEP_DAYS[step] / 7
    ladder = np.linspace(-1, 1, _STEPS)
    s2, q = (
        grid.ravel()
        for grid in np.meshgrid(
            mode_s * _OBSERVATION_SPREAD**ladder, mode_q * _DRIFT_SPREAD**ladder, indexing="ij"
        )
    )
    prior = -shape_s * (np.log(s2) + mode_s / s2) - shape_q * (np.log(q) + mode_q / q)
    return s2, q, prior


def level(looks: Looks, step: Step, *, smoothed: bool = False) -> Level:
    """Return the level of each period; filtered unless `smoothed`.

    With no period at all the result is empty and the variances are the prior's.
    """
    s2, q, prior = nodes(step)
    states = kalman(looks, s2, q)
    if smoothed and len(looks.y):
        states = smooth(states, q)
    weights = _normalised(states.evidence + prior)
    mean = (weights * states.mean).sum(axis=1)
    square = (weights * (states.variance + states.mean**2)).sum(axis=1)
    last = weights[-1] if len(weights) else _normalised(prior[None])[0]
    return Level(
        mean=mean,
        sd=np.sqrt(np.maximum(square - mean**2, 0.0)),
        observation=float(np.exp(last @ np.log(s2))),
        drift=float(np.exp(last @ np.log(q))),
    )


def _normalised(logs: Array) -> Array:
    """Weights that sum to 1 along the last axis, from their logarithms."""
    raw = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(raw / raw.sum(axis=-1, keepdims=True))


def looks(y: Sequence[float], n: Sequence[float]) -> Looks:
    """Make `Looks` of plain numbers."""
    return Looks(np.asarray(y, dtype=np.float64), np.asarray(n, dtype=np.float64))
