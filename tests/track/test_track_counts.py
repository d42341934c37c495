from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from track_samples import AB, MONDAY, D, incident

from detente.model import Dyad, Interval
from detente.track.counts import days, dyad_members, grid, lay_out, period_end, period_start, share

LONG_AGO = D(1, 1, 1)


@pytest.mark.parametrize(
    ("step", "day", "start", "end"),
    [
        ("day", D(2024, 2, 29), D(2024, 2, 29), D(2024, 2, 29)),
        ("week", D(2024, 3, 3), D(2024, 2, 26), D(2024, 3, 3)),
        ("week", D(2024, 1, 1), D(2024, 1, 1), D(2024, 1, 7)),
        ("month", D(2024, 2, 11), D(2024, 2, 1), D(2024, 2, 29)),
        ("month", D(2023, 12, 31), D(2023, 12, 1), D(2023, 12, 31)),
        ("week", LONG_AGO, LONG_AGO, D(1, 1, 7)),
    ],
)
def test_periods_follow_the_calendar(step, day: D, start: D, end: D) -> None:
    assert period_start(day, step) == start
    assert period_end(start, step) == end


@given(
    st.dates(D(1990, 1, 1), D(2030, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["day", "week", "month"]),
)
def test_a_grid_has_no_gaps_and_holds_both_ends(first: D, more: int, step) -> None:
    last = first + dt.timedelta(days=more)
    cells = grid(first, last, step)
    assert cells[0].start <= first <= cells[0].end
    assert cells[-1].start <= last <= cells[-1].end
    for one, other in pairwise(cells):
        assert other.start == one.end + dt.timedelta(days=1)


def spread(one, step="week"):
    """The amounts of an incident by period, over the first quarter of 2024."""
    when = days(one, step)
    cells = grid(MONDAY, D(2024, 3, 31), step)
    if when is not None:
        lay_out([(one, 1.0, when)], cells, step)
    return {cell.start: round(cell.amount, 6) for cell in cells if cell.parts}


def test_an_interval_up_to_a_step_is_spread_evenly_by_day() -> None:
    across = incident("i", Interval(D(2024, 1, 6), D(2024, 1, 9), "span"))
    assert spread(across) == {MONDAY: 0.5, D(2024, 1, 8): 0.5}
    assert spread(across, "month") == {MONDAY: 1.0}
    assert spread(across, "day") == {}
    week = incident("i", Interval(D(2024, 1, 3), D(2024, 1, 9), "week"))
    assert spread(week) == {MONDAY: round(5 / 7, 6), D(2024, 1, 8): round(2 / 7, 6)}


@pytest.mark.parametrize(
    "when",
    [
        None,
        Interval(MONDAY, D(2024, 1, 8), "span"),
        Interval(MONDAY, D(2024, 12, 31), "year"),
        Interval(MONDAY, None, "day"),
        Interval(None, MONDAY, "day"),
        Interval(D(2024, 1, 9), MONDAY, "day"),
    ],
)
def test_long_open_and_unknown_times_are_context(when: Interval | None) -> None:
    assert spread(incident("i", when)) == {}


@pytest.mark.parametrize("status", ["planned", "threatened", "negated", "asked", "hypothetical"])
def test_only_what_was_done_counts(status) -> None:
    assert spread(incident("i", MONDAY, status=status)) == {}


def test_what_goes_on_counts_once_at_its_onset() -> None:
    def going(when: Interval | None):
        return incident("i", when, status="ongoing")

    assert spread(going(Interval(D(2024, 2, 5), D(2024, 3, 9), "day"))) == {D(2024, 2, 5): 1.0}
    assert spread(going(Interval(D(2024, 2, 6), None, "day"))) == {D(2024, 2, 5): 1.0}
    assert spread(going(Interval(D(2024, 2, 1), None, "month"))) == {}
    assert spread(going(Interval(D(2024, 2, 1), None, "month")), "month") == {D(2024, 2, 1): 1.0}
    assert spread(going(Interval(None, D(2024, 2, 1), "day"))) == {}


def test_a_deed_is_not_done_after_it_was_reported() -> None:
    week = Interval(MONDAY, D(2024, 1, 7), "week")
    assert spread(incident("i", week, known=D(2024, 1, 2)), "day") == {}
    days_left = incident("i", Interval(MONDAY, D(2024, 1, 31), "month"), known=D(2024, 1, 4))
    assert spread(days_left) == {MONDAY: 1.0}
    zones = incident("i", D(2024, 1, 8), known=D(2024, 1, 7))
    assert spread(zones) == {D(2024, 1, 8): 1.0}


def test_what_lies_outside_the_periods_is_left_out() -> None:
    across = incident("i", Interval(D(2023, 12, 30), D(2024, 1, 2), "span"))
    assert spread(across) == {MONDAY: 0.5}


def parts(one, dyad: Dyad) -> float:
    return round(share(one, *dyad_members(dyad)), 6)


def test_the_share_of_a_dyad_in_an_act_of_many() -> None:
    wide = incident("i", MONDAY, source=("A", "C"), target=("B", "D"), weight=0.25)
    assert parts(wide, AB) == parts(wide, Dyad("C", "D")) == 0.25
    assert parts(wide, Dyad("B", "A")) == parts(wide, Dyad("A", "C")) == 0
    talks = incident("i", MONDAY, source=("A", "B"), target=("C",), symmetric=True, weight=1 / 3)
    assert parts(talks, AB) == parts(talks, Dyad("B", "A")) == parts(talks, Dyad("C", "A"))
    assert parts(talks, AB) == round(1 / 3, 6)
    assert parts(incident("i", MONDAY, source=("A", "B"), target=("B",)), Dyad("B", "B")) == 0


def test_sides_of_several_members_share_an_act_as_one() -> None:
    def side(*ids: str):
        return lambda actor, day: actor in ids and day == MONDAY

    both = incident("i", MONDAY, source=("A1", "A2"), target=("B",), weight=0.5)
    assert share(both, side("A1", "A2"), side("B")) == 1.0
    assert share(both, side("A1"), side("B")) == 0.5
    assert share(incident("i", None, known=MONDAY), side("A"), side("B")) == 1.0
    open_start = Interval(None, MONDAY, "day")
    assert share(incident("i", open_start), side("A"), side("B")) == 1.0
