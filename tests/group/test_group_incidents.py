from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from group_samples import Scale, article, event, grouping, interval, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from detente.group.incidents import incidents, intersection, length, overlap, pairs
from detente.model import Interval

D = dt.date
DAY = D(2024, 3, 4)


def group(reports: Any, copies: dict[str, str] | None = None):
    return incidents(reports, copies or {}, ontology=Scale())


def test_forty_reports_of_an_act_are_one_incident() -> None:
    reports = [report(f"e{i:02}", DAY, known=DAY + dt.timedelta(days=i)) for i in range(40)]
    copies = {f"art-e{i:02}": "art-e00" for i in range(10)}
    (one,) = group(reports, copies)
    assert (one.id, one.known, one.when) == ("e00", DAY, interval(DAY))
    assert (one.reports, one.independent, one.weight) == (40, 31, 1.0)
    assert len(one.members) == len(one.articles) == 40
    assert one.quad == "verbal_cooperation"


def test_two_records_in_one_article_are_one_report() -> None:
    (one,) = group([report("e1", DAY, of="x"), report("e2", DAY, of="x")])
    assert (one.members, one.reports) == (("e1", "e2"), 1)


@pytest.mark.parametrize(
    "other",
    [
        {"type": "AGREE"},
        {"source": ("C",)},
        {"source": ("A", "C")},
        {"target": ("C",)},
        {"source": ("B",), "target": ("A",)},
        {"status": "planned"},
        {"status": "negated"},
        {"symmetric": True},
        {"content_of": "speech"},
        {"mode": "phone"},
        {"when": interval(D(2024, 3, 5))},
    ],
)
def test_what_differs_is_another_incident(other: dict[str, Any]) -> None:
    made = replace(event("e2", DAY, mode="visit"), **({"mode": "visit"} | other))
    assert len(group([report("e1", DAY, mode="visit"), (made, article("x"))])) == 2


def test_ongoing_and_occurred_are_one_and_threats_are_kept_apart() -> None:
    done = [report("e1", DAY, status="ongoing"), report("e2", DAY)]
    threats = [report("e3", DAY, status="threatened"), report("e4", DAY, status="threatened")]
    found = group([*done, *threats])
    assert {(i.status, i.members) for i in found} == {
        ("occurred", ("e1", "e2")),
        ("threatened", ("e3", "e4")),
    }
    assert group(done[:1])[0].status == "ongoing"


def test_what_is_only_said_of_an_act_never_weighs() -> None:
    found = group([report("e1", DAY), report("e2", DAY, content_of="speech")])
    assert {i.id: i.weight for i in found} == {"e1": 1.0, "e2": 0.0}
    (threat,) = group([report("e3", DAY, content_of="speech", status="threatened")])
    assert threat.weight == 1.0


def test_a_symmetric_act_is_the_same_from_either_side() -> None:
    one = report("e1", DAY, symmetric=True)
    other = report("e2", DAY, symmetric=True, source=("B",), target=("A",))
    (met,) = group([other, one])
    assert (met.source, met.target, met.members) == (("A",), ("B",), ("e1", "e2"))


@pytest.mark.parametrize(
    ("source", "target", "symmetric", "expected"),
    [
        (("A",), ("B",), False, 1),
        (("A", "B"), ("C", "D"), False, 4),
        (("A", "B"), ("B",), False, 1),
        (("A",), ("A",), False, 0),
        (("A",), (), False, 0),
        ((), ("A",), False, 0),
        (("A", "B", "C"), (), True, 3),
        (("A",), ("B", "C", "D"), True, 6),
        (("A",), ("A",), True, 0),
    ],
)
def test_weight_is_one_over_the_cross_side_pairs(
    source: tuple[str, ...], target: tuple[str, ...], symmetric: bool, expected: int
) -> None:
    assert pairs(source, target, symmetric=symmetric) == expected
    found = group([report("e", DAY, source=source, target=target, symmetric=symmetric)])
    assert [i.weight for i in found] == ([1 / expected] if expected else [])


def test_overlapping_times_meet_and_leave_their_intersection() -> None:
    week = (D(2024, 3, 4), D(2024, 3, 10))
    (one,) = group([report("e1", week), report("e2", (D(2024, 3, 9), D(2024, 3, 14)))])
    assert one.when == Interval(D(2024, 3, 9), D(2024, 3, 10), "span")
    month = Interval(D(2024, 3, 1), D(2024, 3, 31), "month")
    (one,) = group([(event("e1", month), article("x")), report("e2", DAY)])
    assert one.when == interval(DAY)


def test_wide_reports_do_not_chain_separate_days() -> None:
    days = [report(f"d{day}", D(2024, 3, day)) for day in (1, 8, 15, 22)]
    wide = [report(f"w{day}", (D(2024, 3, day), D(2024, 3, day + 8))) for day in (1, 7, 14)]
    found = group([*days, *wide])
    assert len(found) == 4
    assert {i.when for i in found} == {interval(D(2024, 3, day)) for day in (1, 8, 15, 22)}


def test_more_than_a_month_joins_only_what_is_equal() -> None:
    year = (D(2018, 1, 1), D(2018, 12, 31))
    half = (D(2018, 1, 1), D(2018, 6, 30))
    found = group([report("e1", year), report("e2", year), report("e3", half), report("e4", DAY)])
    assert grouping(found) == {frozenset({"e1", "e2"}), frozenset({"e3"}), frozenset({"e4"})}
    day = report("e5", D(2018, 2, 3))
    assert len(group([day, report("e1", year)])) == 2


def test_undated_records_meet_only_within_a_cluster_of_copies() -> None:
    reports = [
        report("e1"),
        report("e2"),
        report("e3", (DAY, None)),
        report("e4", (None, DAY)),
        report("e5", (DAY, None)),
        report("e6", DAY),
    ]
    copies = {f"art-e{i}": "art-e1" for i in (1, 3, 4)}
    found = group(reports, copies)
    assert grouping(found) == {
        frozenset({"e1", "e3", "e4"}),
        frozenset({"e2"}),
        frozenset({"e5"}),
        frozenset({"e6"}),
    }
    late = report("e7", (DAY + dt.timedelta(days=3), None))
    assert len(group([reports[3], late], {"art-e4": "c", "art-e7": "c"})) == 2


def test_an_unknown_mode_joins_the_known_one_and_its_intensity() -> None:
    reports = [
        report("e1", DAY, mode=None, intensity=-9.0),
        report("e2", DAY, mode="drone", intensity=-9.5),
        report("e3", (DAY, DAY + dt.timedelta(days=2)), mode="beat", intensity=-7.5),
    ]
    found = {i.members: i for i in group(reports)}
    assert set(found) == {("e1", "e2"), ("e3",)}
    assert found["e1", "e2"].intensity == -9.5
    assert group(reports[:1])[0].intensity == -9.0


def test_incidents_come_by_day_and_undated_last() -> None:
    reports = [report("a"), report("b", D(2024, 5, 1)), report("c", D(2024, 4, 1))]
    assert [i.id for i in group(reports)] == ["c", "b", "a"]


def test_lengths_and_intersections() -> None:
    assert length(None) == length(interval((None, DAY))) == float("inf")
    assert length(interval(DAY)) == 1
    assert overlap(interval(DAY), interval(D(2024, 3, 5))) == 0
    assert overlap(interval(DAY), None) == float("inf")
    assert intersection(None, interval(DAY)) == interval(DAY)
    wide = Interval(None, D(2024, 3, 9), "week")
    assert intersection(interval((DAY, None)), wide) == Interval(DAY, D(2024, 3, 9), "span")


DAYS = st.integers(0, 50).map(lambda n: D(2024, 1, 1) + dt.timedelta(days=n))


@st.composite
def events(draw: st.DrawFn) -> list[Any]:
    made = []
    for number in range(draw(st.integers(0, 9))):
        start = draw(DAYS)
        wide = draw(st.sampled_from([0, 0, 2, 6, 30, 60]))
        when = draw(
            st.sampled_from([None, (start, None), start, (start, start + dt.timedelta(days=wide))])
        )
        made.append(
            report(
                f"e{number}",
                when,
                of=f"art{draw(st.integers(0, 3))}",
                mode=draw(st.sampled_from([None, "x", "y"])),
                status=draw(st.sampled_from(["occurred", "ongoing", "planned"])),
                symmetric=draw(st.booleans()),
                known=draw(st.none() | DAYS),
            )
        )
    return made


@given(events(), st.randoms(use_true_random=False))
def test_every_record_is_in_one_incident_whatever_the_order(reports: Any, rng: Any) -> None:
    copies = {"art1": "art0"}
    found = group(reports, copies)
    members = [member for incident in found for member in incident.members]
    assert sorted(members) == sorted(made.id for made, _ in reports)
    shuffled = list(reports)
    rng.shuffle(shuffled)
    assert group(shuffled, copies) == found


@given(events(), st.integers(1, 10))
def test_more_reports_of_the_same_change_nothing_but_their_number(reports: Any, times: int) -> None:
    # ten copies of each article: the same records again, in the same cluster of copies
    copies = {a.id: a.id for _, a in reports}
    again = list(reports)
    for number in range(times):
        for made, where in reports:
            copies[f"{where.id}-{number}"] = where.id
            again.append((replace(made, id=f"{made.id}-{number}"), article(f"{where.id}-{number}")))
    once = group(reports, copies)
    often = group(again, copies)
    same = {"members": (), "articles": (), "reports": 0}
    assert [replace(i, **same) for i in often] == [replace(i, **same) for i in once]


@given(events())
def test_independent_reports_of_dated_acts_add_no_incident(reports: Any) -> None:
    dated = [r for r in reports if length(r[0].when) < float("inf")]
    again = [(replace(made, id=f"z{made.id}"), article(f"z{where.id}")) for made, where in dated]
    once, often = group(dated), group([*dated, *again])
    same = {"members": (), "articles": (), "reports": 0, "independent": 0}
    assert [replace(i, **same) for i in often] == [replace(i, **same) for i in once]


def test_an_id_passed_twice_counts_once_whatever_the_order() -> None:
    one, other = report("e1", DAY), report("e1", DAY, mode="visit")
    assert group([one, other, one]) == group([other, one])
    assert len(group([one, other])) == 1
