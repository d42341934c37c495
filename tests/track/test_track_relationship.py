from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from track_samples import AB, BA, MONDAY, D, incident, track, weekly

from detente.errors import UsageError
from detente.model import Dyad, Interval, to_json
from detente.track.relationship import TrackOptions, relate


def test_without_incidents_and_coverage_there_is_nothing_to_show() -> None:
    empty = track([])
    assert (empty.periods, empty.turning_points) == ((), ())
    assert relate([], AB).method == empty.method


def test_with_coverage_alone_the_level_is_the_prior() -> None:
    periods = track([], articles={MONDAY: 3, D(2024, 1, 16): 1, D(2024, 1, 30): 0}).periods
    assert [p.covered for p in periods] == [True, False, True]
    assert {(p.level, p.incidents, p.reports, p.independent) for p in periods} == {(0, 0, 0, 0)}
    assert periods[0].low == pytest.approx(-1.645 * 4, abs=0.01)
    assert all(p.counts == dict.fromkeys(p.counts, 0.0) and len(p.counts) == 4 for p in periods)


def test_one_incident_moves_the_level_its_way() -> None:
    (period,) = track([incident("i", D(2024, 1, 3), -9.0)]).periods
    assert (period.start, period.end) == (MONDAY, D(2024, 1, 7))
    assert (period.incidents, period.reports, period.independent) == (1.0, 1, 1)
    assert period.counts["verbal_conflict"] == 1.0
    assert -9 < period.level < -2
    assert -10 <= period.low < period.level < period.high < 4


def test_as_of_before_everything_shows_nothing() -> None:
    incidents = weekly([[3.0]] * 10)
    early = track(incidents, as_of=D(2023, 1, 1), articles={MONDAY: 1})
    assert (early.periods, early.as_of) == ((), D(2023, 1, 1))
    assert track(incidents, as_of=D(2023, 1, 1), start=MONDAY).periods == ()


def test_nothing_known_after_as_of_is_used() -> None:
    incidents = weekly([[3.0, 1.0]] * 8 + [[-8.0, -9.0, -9.5]] * 8)
    days = {one.known: 1 for one in incidents if one.known}
    as_of = MONDAY + dt.timedelta(days=7 * 10 + 3)
    known = [one for one in incidents if one.known and one.known <= as_of]
    options = {"as_of": as_of, "articles": days}
    assert track(incidents, **options) == track(known, **options)
    late = [replace(one, known=D(2025, 1, 1)) for one in incidents]
    assert all(p.incidents == 0 for p in track(late, **options).periods)


def test_the_past_shown_does_not_change_as_time_goes_on() -> None:
    incidents = weekly([[3.0, 1.0]] * 8 + [[-8.0, -9.0, -9.5]] * 8)
    whole = track(incidents, as_of=D(2024, 4, 21)).periods
    part = track(incidents, as_of=D(2024, 3, 3)).periods
    assert whole[: len(part)] == part
    assert len(part) == 9


def test_filtered_and_smoothed_are_named_and_differ() -> None:
    incidents = weekly([[3.0]] * 10 + [[-5.0]] * 10)
    filtered, smoothed = track(incidents), track(incidents, smoothed=True)
    assert (filtered.method.filtered, smoothed.method.filtered) == (True, False)
    assert filtered.periods[5].level != smoothed.periods[5].level
    assert filtered.periods[-1].level == pytest.approx(smoothed.periods[-1].level)
    assert filtered.turning_points == smoothed.turning_points


def test_start_and_end_cut_what_is_shown_but_the_level_knows_what_went_before() -> None:
    incidents = weekly([[3.0, 4.0]] * 20)
    whole = track(incidents)
    later = track(incidents, start=D(2024, 3, 4), end=D(2024, 4, 7)).periods
    assert [p.start for p in later] == [p.start for p in whole.periods[9:14]]
    assert later == whole.periods[9:14]
    with pytest.raises(UsageError, match="lies after"):
        track(incidents, start=D(2024, 3, 4), end=D(2024, 3, 3))


def test_a_deed_of_long_ago_does_not_open_a_century_of_weeks() -> None:
    old = incident("old", D(1850, 5, 4), -9.0)
    recent = incident("new", MONDAY, 3.0)
    assert track([old]).periods[0].start == D(1850, 4, 29)
    assert track([old, recent]).periods[0].start >= D(2013, 12, 1)
    assert len(track([old, recent], articles={MONDAY: 1}).periods) == 1
    assert track([old, recent], start=MONDAY) == track([recent], start=MONDAY)


def test_periods_say_how_the_incidents_were_reported() -> None:
    one = incident("i", MONDAY, articles=("a", "b", "c"), reports=3, independent=2)
    other = incident("j", MONDAY, articles=("c",), reports=1, independent=1)
    (period,) = track([one, other]).periods
    assert (period.reports, period.independent, period.covered) == (3, 3, True)
    (period,) = track([one, other], copies={"b": "a"}).periods
    assert (period.reports, period.independent) == (3, 2)


def test_only_the_dyads_own_counted_incidents_enter() -> None:
    incidents = [
        incident("a", MONDAY),
        incident("b", MONDAY, source=("B",), target=("A",)),
        incident("c", MONDAY, source=("C",)),
        incident("d", MONDAY, status="threatened"),
        incident("e", MONDAY, weight=0.0),
        incident("f", None),
        incident("g", MONDAY, source=("A", "C"), weight=0.5),
        incident("h", MONDAY, symmetric=True),
    ]
    assert track(incidents).periods[0].incidents == 2.5
    assert track(incidents, BA).periods[0].incidents == 2.0
    everybody = track(incidents, source_of=lambda actor, _: actor in ("A", "C")).periods[0]
    assert everybody.incidents == 4.0


def test_the_method_says_what_the_result_rests_on() -> None:
    method = track([incident("i", MONDAY)], hashes={"ontology": "abc"}, step="month").method
    assert method.hashes == {"ontology": "abc"}
    assert method.parameters["scale"] == "shown = min(10, max(-10, latent))"
    assert method.parameters["observation_variance"] > 0
    assert track([]).method.parameters["observation_variance"] is None
    assert '"filtered":true' in to_json(track([incident("i", MONDAY)]))


@st.composite
def histories(draw: st.DrawFn) -> list[Any]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = MONDAY + dt.timedelta(days=draw(st.integers(0, 80)))
        end = start + dt.timedelta(days=draw(st.sampled_from([0, 0, 3, 40])))
        made.append(
            incident(
                f"i{number}",
                draw(st.sampled_from([None, Interval(start, end, "span")])),
                draw(st.floats(-10, 10)),
                source=draw(st.sampled_from([("A",), ("B",), ("A", "C")])),
                target=draw(st.sampled_from([("B",), ("A",)])),
                symmetric=draw(st.booleans()),
                status=draw(st.sampled_from(["occurred", "ongoing", "planned"])),
                known=draw(st.none() | st.just(start)),
            )
        )
    return made


STEPS = st.sampled_from(["day", "week", "month"])


@settings(deadline=None, max_examples=50)
@given(histories(), STEPS, st.randoms(use_true_random=False))
def test_order_and_repetition_of_incidents_play_no_part(history: Any, step: Any, rng: Any) -> None:
    again = [*history, *history]
    rng.shuffle(again)
    assert track(again, step=step) == track(history, step=step)


@settings(deadline=None, max_examples=50)
@given(histories(), STEPS)
def test_swapped_names_mirror_the_result(history: Any, step: Any) -> None:
    swap = {"A": "B", "B": "A", "C": "C"}
    mirrored = [
        replace(
            one,
            source=tuple(swap[actor] for actor in one.source),
            target=tuple(swap[actor] for actor in one.target),
        )
        for one in history
    ]
    one, other = (
        track(history, Dyad("A", "B"), step=step),
        track(mirrored, Dyad("B", "A"), step=step),
    )
    assert replace(other, dyad=one.dyad) == one


@settings(deadline=None, max_examples=50)
@given(histories(), STEPS)
def test_every_period_is_sound(history: Any, step: Any) -> None:
    found = track(history, step=step)
    for period in found.periods:
        assert -10 <= period.low <= period.level <= period.high <= 10
        assert sum(period.counts.values()) == pytest.approx(period.incidents)
        assert period.independent <= period.reports
        assert period.covered == (period.incidents > 0)


def steps_of(size: float, seed: int = 3) -> list[Any]:
    rng = np.random.default_rng(seed)
    means = [size / 2] * 30 + [-size / 2] * 30
    return weekly([list(rng.normal(mean, 2.5, rng.integers(1, 5))) for mean in means])


CHANGE = MONDAY + dt.timedelta(days=7 * 30)


def test_a_break_is_one_turning_point_with_its_evidence() -> None:
    incidents = steps_of(9.0)
    (point,) = track(incidents).turning_points
    assert point.direction == "worse"
    assert point.probability > 0.99
    assert abs((point.date - CHANGE).days) <= 7
    assert point.earliest <= point.date <= point.latest
    assert 5 < point.size < 12
    assert sum(share.weight for share in point.evidence) == pytest.approx(1)
    weights = [share.weight for share in point.evidence]
    assert weights == sorted(weights, reverse=True)
    held = {one.id: one for one in incidents}
    assert all(held[share.record].intensity < 4.5 for share in point.evidence)
    assert all(held[share.record].known >= point.earliest for share in point.evidence)


def test_the_opposite_history_turns_the_other_way() -> None:
    incidents = steps_of(9.0)
    mirrored = [replace(one, intensity=-one.intensity) for one in incidents]
    (point,), (other,) = track(incidents).turning_points, track(mirrored).turning_points
    assert (other.date, other.size, other.evidence) == (point.date, point.size, point.evidence)
    assert (point.direction, other.direction) == ("worse", "better")


def test_a_break_and_its_reversal_are_two() -> None:
    rng = np.random.default_rng(5)
    means = [4.0] * 20 + [-5.0] * 15 + [4.0] * 20
    values = [list(rng.normal(mean, 2.0, 3)) for mean in means]
    points = track(weekly(values)).turning_points
    assert [point.direction for point in points] == ["worse", "better"]


def test_a_break_is_not_seen_before_it_is_known() -> None:
    incidents = steps_of(9.0)
    assert track(incidents, as_of=CHANGE - dt.timedelta(days=1)).turning_points == ()
    soon = track(incidents, as_of=CHANGE + dt.timedelta(days=20)).turning_points
    assert [point.direction for point in soon] == ["worse"]
    assert track(incidents, start=CHANGE + dt.timedelta(days=30)).turning_points == ()


def test_a_break_after_a_gap_is_dated_where_the_gap_ends() -> None:
    values = [[4.0, 3.0, 5.0]] * 12 + [[]] * 4 + [[-6.0, -7.0, -5.0]] * 12
    (point,) = track(weekly(values)).turning_points
    assert 0 <= (point.date - MONDAY).days - 7 * 16 < 7
    assert point.earliest < point.date <= point.latest


def test_quiet_pairs_are_seldom_alarmed() -> None:
    rng = np.random.default_rng(11)
    alarms = 0
    for _ in range(30):
        level = rng.normal(0, 2) + np.cumsum(rng.normal(0, 0.2, 104))
        values = [list(rng.normal(mean, 3.5, rng.poisson(2))) for mean in level]
        alarms += len(track(weekly(values)).turning_points)
    assert alarms / 60 <= 0.5


@pytest.mark.parametrize("step", ["day", "month"])
def test_turning_points_by_day_and_month(step) -> None:
    rng = np.random.default_rng(2)
    values = [list(rng.normal(4 if week < 40 else -6, 1.5, 7)) for week in range(80)]
    points = track(weekly(values), step=step).turning_points
    near = [p for p in points if abs((p.date - MONDAY).days - 280) <= 31]
    assert [point.direction for point in near] == ["worse"]


def test_the_threshold_is_the_callers() -> None:
    incidents = steps_of(9.0)
    assert relate(incidents, AB, TrackOptions(threshold=1.01)).turning_points == ()
    assert len(relate(incidents, AB, TrackOptions(threshold=0.01)).turning_points) >= 1
