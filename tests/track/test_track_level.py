from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.track.level import (
    CLUSTERING,
    PRIOR_VARIANCE,
    kalman,
    level,
    looks,
    nodes,
    smooth,
)

Y = [3.0, -1.0, 0.0, 4.0, -6.0, 0.0, 2.0]
N = [1.0, 3.0, 0.0, 0.5, 2.0, 0.0, 12.0]


def dense(y, n, s2: float, q: float, until: int):
    """The posterior of all levels given the looks before `until`, by plain linear algebra."""
    periods = np.arange(len(y))
    prior = PRIOR_VARIANCE + q * np.minimum.outer(periods, periods)
    seen = np.array([t for t in range(until) if n[t] > 0], dtype=int)
    if not len(seen):
        return np.zeros(len(y)), np.diag(prior), 0.0
    noise = np.array([s2 * (1 + CLUSTERING * max(n[t] - 1, 0)) / n[t] for t in seen])
    cover = prior[np.ix_(seen, seen)] + np.diag(noise)
    cross = prior[:, seen]
    values = np.array(y)[seen]
    mean = cross @ np.linalg.solve(cover, values)
    variance = np.diag(prior - cross @ np.linalg.solve(cover, cross.T))
    evidence = -0.5 * (
        values @ np.linalg.solve(cover, values)
        + np.linalg.slogdet(cover)[1]
        + len(seen) * np.log(2 * np.pi)
    )
    return mean, variance, evidence


@pytest.mark.parametrize(("s2", "q"), [(12.0, 0.03), (1.0, 4.0), (30.0, 1e-6)])
def test_filter_and_smoother_are_the_dense_gaussian_posterior(s2: float, q: float) -> None:
    states = kalman(looks(Y, N), np.array([s2, 5.0]), np.array([q, 0.1]))
    for t in range(len(Y)):
        mean, variance, evidence = dense(Y, N, s2, q, t + 1)
        np.testing.assert_allclose(states.mean[t, 0], mean[t], atol=1e-9)
        np.testing.assert_allclose(states.variance[t, 0], variance[t], atol=1e-9)
        np.testing.assert_allclose(states.evidence[t, 0], evidence, atol=1e-9)
    smoothed = smooth(states, np.array([q, 0.1]))
    mean, variance, evidence = dense(Y, N, s2, q, len(Y))
    np.testing.assert_allclose(smoothed.mean[:, 0], mean, atol=1e-8)
    np.testing.assert_allclose(smoothed.variance[:, 0], variance, atol=1e-8)
    np.testing.assert_allclose(smoothed.evidence[:, 0], evidence, atol=1e-9)


@pytest.mark.parametrize("smoothed", [False, True])
def test_the_level_is_the_mixture_over_the_variances(smoothed: bool) -> None:
    s2, q, prior = nodes("week")
    fitted = level(looks(Y, N), "week", smoothed=smoothed)
    for t in range(len(Y)):
        each = [
            dense(Y, N, a, b, len(Y) if smoothed else t + 1)
            for a, b in zip(s2.tolist(), q.tolist(), strict=True)
        ]
        weights = np.exp(np.array([e for _, _, e in each]) + prior)
        weights /= weights.sum()
        means = np.array([m[t] for m, _, _ in each])
        seconds = np.array([v[t] for _, v, _ in each]) + means**2
        assert fitted.mean[t] == pytest.approx(weights @ means, abs=1e-8)
        assert fitted.sd[t] ** 2 == pytest.approx(weights @ seconds - (weights @ means) ** 2)


def test_nothing_seen_is_the_prior_and_drifts_apart() -> None:
    fitted = level(looks([0.0] * 50, [0.0] * 50), "week")
    assert np.all(fitted.mean == 0)
    assert fitted.sd[0] == pytest.approx(np.sqrt(PRIOR_VARIANCE))
    assert np.all(np.diff(fitted.sd) > 0)
    empty = level(looks([], []), "week", smoothed=True)
    assert len(empty.mean) == 0
    assert empty.observation > 0


def test_a_gap_widens_the_band_and_smoothing_narrows_it() -> None:
    y, n = [3.0] * 20 + [0.0] * 20 + [3.0] * 20, [2.0] * 20 + [0.0] * 20 + [2.0] * 20
    filtered, smoothed = level(looks(y, n), "week"), level(looks(y, n), "week", smoothed=True)
    assert np.all(np.diff(filtered.sd[20:40]) > 0)
    assert np.all(smoothed.sd[:-1] <= filtered.sd[:-1])
    assert smoothed.sd[-1] == pytest.approx(filtered.sd[-1])


def test_a_burst_tells_less_than_as_many_weeks() -> None:
    burst = level(looks([-9.0], [1000.0]), "week")
    weeks = level(looks([-9.0] * 10, [1.0] * 10), "week")
    assert burst.sd[-1] > 0.5
    assert burst.sd[-1] > 0.7 * weeks.sd[-1]


def test_the_shown_level_stays_on_the_scale() -> None:
    value, low, high = level(looks([10.0] * 60, [5.0] * 60), "week").shown()
    for shown in (value, low, high):
        assert np.all((shown >= -10) & (shown <= 10))
    assert np.all((low <= value) & (value <= high))
    assert high[0] == 10


def test_a_noisier_history_has_a_larger_observation_variance_and_a_moving_one_more_drift() -> None:
    rng = np.random.default_rng(1)
    calm = level(looks(list(rng.normal(0, 1, 100)), [1.0] * 100), "week")
    noisy = level(looks(list(rng.normal(0, 6, 100)), [1.0] * 100), "week")
    moving = level(looks(list(np.cumsum(rng.normal(0, 1, 100))), [1.0] * 100), "week")
    assert calm.observation < 2 < 20 < noisy.observation
    assert moving.drift > 5 * calm.drift


HISTORY = st.lists(st.tuples(st.floats(-10, 10), st.floats(0, 20)), min_size=1, max_size=30)


@settings(deadline=None)
@given(HISTORY, st.integers(0, 5))
def test_filtered_levels_do_not_change_with_what_comes_later(history, cut: int) -> None:
    y, n = map(list, zip(*history, strict=True))
    first = max(1, len(y) - cut)
    whole, part = level(looks(y, n), "week"), level(looks(y[:first], n[:first]), "week")
    np.testing.assert_array_equal(whole.mean[:first], part.mean)
    np.testing.assert_array_equal(whole.sd[:first], part.sd)


@settings(deadline=None)
@given(HISTORY)
def test_the_opposite_history_has_the_opposite_level(history) -> None:
    y, n = map(list, zip(*history, strict=True))
    one, other = level(looks(y, n), "week"), level(looks([-v for v in y], n), "week")
    np.testing.assert_array_equal(one.mean, -other.mean)
    np.testing.assert_array_equal(one.sd, other.sd)


def test_the_band_holds_the_truth_nine_times_in_ten() -> None:
    rng = np.random.default_rng(7)
    inside = []
    for _ in range(150):
        s2, q = rng.uniform(6, 20), rng.uniform(0.01, 0.1)
        truth = rng.normal(0, 3) + np.cumsum(rng.normal(0, np.sqrt(q), 80))
        n = rng.poisson(2.0, 80).astype(float)
        noise = s2 * (1 + CLUSTERING * np.maximum(n - 1, 0)) / np.maximum(n, 1)
        fitted = level(looks(list(truth + rng.normal(0, np.sqrt(noise))), list(n)), "week")
        _, low, high = fitted.shown()
        shown = np.clip(truth, -10, 10)
        inside.append(np.mean((low <= shown) & (shown <= high)))
    assert 0.85 <= np.mean(inside) <= 0.95
