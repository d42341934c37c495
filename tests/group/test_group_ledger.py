from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from group_samples import pledge, report
from hypothesis import given
from hypothesis import strategies as st

from detente.group.closings import family
from detente.group.ledger import Entry, entries
from detente.model import Span

D = dt.date
MADE = D(2025, 7, 14)
DUE = D(2025, 9, 2)
LATER = D(2025, 12, 1)


def ledger(commitments: Any, events: Any = (), as_of: D | None = LATER) -> list[Entry]:
    return entries(commitments, events, as_of=as_of)


def only(commitments: Any, events: Any = (), as_of: D | None = LATER) -> Entry:
    (entry,) = ledger(commitments, events, as_of)
    return entry


def test_a_commitment_is_open_until_its_day_is_over_and_then_without_evidence() -> None:
    made = pledge("c", DUE, known=MADE)
    assert only([made], as_of=DUE).status == "open"
    assert only([made], as_of=None).status == "open"
    assert only([made], as_of=DUE + dt.timedelta(days=1)).status == "no evidence found"
    assert only([pledge("c", known=MADE)]).status == "open"


def test_reports_of_one_commitment_are_one_entry() -> None:
    reports = [
        pledge("c3", DUE, known=D(2025, 7, 16)),
        pledge("c1", (D(2025, 9, 1), D(2025, 9, 3)), known=MADE, kind="offer"),
        pledge("c4", known=D(2025, 7, 30)),
        pledge("c2", (D(2025, 8, 28), DUE), known=D(2025, 7, 15)),
    ]
    entry = only(reports)
    assert (entry.id, entry.members) == ("c1", ("c1", "c2", "c3", "c4"))
    assert entry.commitment.id == "c3"


@pytest.mark.parametrize(
    "other",
    [
        {"holder": ("C",)},
        {"to": ("C",)},
        {"kind": "threat"},
        {"kind": "demand"},
        {"type": "CONSULT"},
        {"type": None},
        {"due": D(2025, 9, 20)},
        {"due": (D(2025, 7, 1), D(2025, 12, 31))},
    ],
)
def test_what_differs_is_another_commitment(other: dict[str, Any]) -> None:
    fields = {"due": DUE, "known": MADE} | other
    assert len(ledger([pledge("c1", DUE, known=MADE), pledge("c2", **fields)])) == 2


def test_without_a_type_only_the_same_day_speaks_for_one_commitment() -> None:
    assert (
        len(ledger([pledge("a", type=None, known=MADE), pledge("b", type=None, known=MADE)])) == 2
    )
    dated = [pledge("a", DUE, type=None, known=MADE), pledge("b", DUE, type=None, known=MADE)]
    assert len(ledger(dated)) == 1


def test_undated_reports_far_apart_are_two_commitments() -> None:
    months = [pledge(f"c{m}", known=D(2025, m, 1)) for m in (1, 2, 6)]
    assert [entry.members for entry in ledger(months)] == [("c1", "c2"), ("c6",)]
    assert [e.members for e in ledger([pledge("a"), pledge("b"), pledge("c", DUE)])] == [
        ("a", "b"),
        ("c",),
    ]


def test_an_undated_report_joins_the_commitment_reported_last() -> None:
    first = pledge("c1", DUE, known=MADE)
    second = pledge("c2", D(2025, 10, 8), known=D(2025, 7, 28))
    between = pledge("c3", known=D(2025, 7, 20))
    after = pledge("c4", known=D(2025, 7, 29))
    found = {entry.id: entry.members for entry in ledger([after, between, second, first])}
    assert found == {"c1": ("c1", "c3"), "c2": ("c2", "c4")}


def test_an_act_after_the_promise_and_in_time_keeps_it() -> None:
    made = [pledge("c", DUE, known=MADE)]
    done = report("e", D(2025, 8, 1), type="AID", known=D(2025, 8, 2))
    entry = only(made, [done])
    assert (entry.status, entry.closed_by) == ("kept", ("e",))
    assert only(made, [done], as_of=D(2025, 8, 1)).status == "open"


@pytest.mark.parametrize(
    "changed",
    [
        {"when": MADE},
        {"when": D(2025, 9, 3)},
        {"when": (D(2025, 9, 1), D(2025, 9, 9))},
        {"when": (D(2025, 8, 1), None)},
        {"when": None},
        {"type": "SUPPORT"},
        {"source": ("C",)},
        {"target": ("C",)},
        {"source": ("B",), "target": ("A",)},
        {"status": "planned"},
        {"content_of": "speech"},
    ],
)
def test_what_is_not_surely_the_promised_act_keeps_nothing(changed: dict[str, Any]) -> None:
    fields = {"when": D(2025, 8, 1), "type": "AID"} | changed
    entry = only([pledge("c", DUE, known=MADE)], [report("e", **fields)])
    assert (entry.status, entry.closed_by) == ("no evidence found", ())


def test_a_promise_of_unknown_day_cannot_be_shown_to_be_kept() -> None:
    assert only([pledge("c", DUE)], [report("e", D(2025, 8, 1), type="AID")]).closed_by == ()
    untyped = [pledge("c", DUE, known=MADE, type=None)]
    assert only(untyped, [report("e", D(2025, 8, 1), type="AID")]).closed_by == ()


def test_the_earliest_act_closes_with_all_its_reports() -> None:
    events = [
        report("e3", D(2025, 8, 20), type="AID"),
        report("e2", D(2025, 8, 1), type="AID"),
        report("e1", D(2025, 8, 1), type="AID"),
    ]
    assert only([pledge("c", known=MADE)], events).closed_by == ("e1", "e2")


def test_a_meeting_keeps_the_promise_of_either_side() -> None:
    met = report("e", D(2025, 8, 1), symmetric=True, source=("B",), target=("A",))
    assert only([pledge("c", DUE, type="CONSULT", known=MADE)], [met]).status == "kept"
    alone = report("e", D(2025, 8, 1), symmetric=True, source=("C",), target=("A",))
    assert only([pledge("c", DUE, type="CONSULT", known=MADE)], [alone]).closed_by == ()


def test_a_threat_carried_out_is_kept_and_a_pledge_to_refrain_is_not() -> None:
    struck = report("e", D(2025, 8, 1), type="SANCTION")
    assert only(
        [pledge("c", DUE, kind="threat", type="SANCTION", known=MADE)], [struck]
    ).status == ("kept")
    refrain = [pledge("c", DUE, kind="promise", type="SANCTION", known=MADE)]
    assert only(refrain, [struck]).status == "no evidence found"
    gone = report("e", D(2025, 8, 1), type="RETREAT")
    assert (
        only([pledge("c", DUE, kind="threat", type="RETREAT", known=MADE)], [gone]).closed_by == ()
    )


@pytest.mark.parametrize("kind", ["demand", "ultimatum", "deadline"])
def test_what_is_demanded_is_the_addressees_to_do(kind: str) -> None:
    demand = [pledge("c", DUE, kind=kind, type="RETREAT", known=MADE)]
    left = report("e", D(2025, 8, 1), type="RETREAT", source=("B",), target=("A",))
    assert only(demand, [left]).status == "kept"
    wrong = report("e", D(2025, 8, 1), type="RETREAT")
    assert only(demand, [wrong]).status == "no evidence found"


def test_families() -> None:
    assert family(pledge("c", kind="ultimatum", type="SANCTION")[0]) == "threat"
    assert family(pledge("c", kind="deadline", type=None)[0]) == "threat"
    assert family(pledge("c", kind="offer")[0]) == "promise"


def test_another_date_supersedes_and_the_story_goes_on() -> None:
    threats: list[Any] = [
        pledge("c1", DUE, kind="ultimatum", type="SANCTION", known=MADE),
        pledge(
            "c2",
            (D(2025, 8, 7), D(2025, 8, 9)),
            kind="threat",
            type="SANCTION",
            known=D(2025, 7, 28),
        ),
        pledge("c3", D(2025, 8, 8), kind="threat", type="SANCTION", known=D(2025, 7, 29)),
    ]
    first, second = ledger(threats)
    assert (first.status, first.superseded_by, first.closed_by) == (
        "superseded",
        "c2",
        ("c2", "c3"),
    )
    assert (second.status, second.commitment.id) == ("no evidence found", "c3")
    first, second = ledger(threats, [report("e", D(2025, 8, 6), type="SANCTION")])
    assert (first.status, second.status, second.closed_by) == ("superseded", "kept", ("e",))


def test_what_was_kept_or_had_run_out_is_not_superseded() -> None:
    first = pledge("c1", DUE, known=MADE)
    second = pledge("c2", D(2025, 10, 8), known=D(2025, 8, 20))
    kept = report("e", D(2025, 8, 1), type="AID")
    assert [e.status for e in ledger([first, second], [kept])] == ["kept", "no evidence found"]
    late = pledge("c2", D(2025, 10, 8), known=D(2025, 9, 3))
    assert [e.superseded_by for e in ledger([first, late])] == [None, None]
    same_day = pledge("c2", D(2025, 10, 8), known=MADE)
    assert [e.superseded_by for e in ledger([first, same_day])] == [None, None]
    undated = [pledge("c1", DUE), second]
    assert [e.superseded_by for e in ledger(undated)] == [None, None]


def truce(**fields: Any) -> list[Any]:
    return [pledge("c", (D(2025, 8, 8), D(2025, 8, 10)), type="RETREAT", known=MADE, **fields)]


def told(mode: str | None = "ceasefire", id_: str = "t") -> Any:
    """The event that tells the promised act, in the article of the promise."""
    span = Span(12, 18)
    return report(id_, of="art-c", type="RETREAT", mode=mode, status="planned", trigger=span)


STRUCK = D(2025, 8, 9)


def test_an_assault_inside_a_promised_ceasefire_breaks_it() -> None:
    entry = only(truce(), [told(), report("e", STRUCK, type="ASSAULT")])
    assert (entry.status, entry.closed_by) == ("broken", ("e",))


@pytest.mark.parametrize(
    "changed",
    [
        {"said_by": "statement"},
        {"when": D(2025, 8, 7)},
        {"when": D(2025, 8, 11)},
        {"when": (D(2025, 8, 9), D(2025, 8, 11))},
        {"when": (D(2025, 8, 9), None)},
        {"when": None},
        {"historical": True},
        {"symmetric": True},
        {"source": ("B",), "target": ("A",)},
        {"source": ("C",)},
        {"status": "threatened"},
        {"content_of": "speech"},
        {"type": "ACCUSE"},
    ],
)
def test_no_other_evidence_breaks_a_promise(changed: dict[str, Any]) -> None:
    fields = {"when": STRUCK, "type": "ASSAULT"} | changed
    assert only(truce(), [told(), report("e", **fields)]).status == "no evidence found"


def test_only_a_plain_dated_promise_of_that_act_can_be_broken() -> None:
    struck = report("e", STRUCK, type="ASSAULT")
    assert only(truce(), [told("release"), struck]).status == "no evidence found"
    assert only(truce(), [struck]).status == "no evidence found"
    assert only(truce(), [told(), told("release", "u"), struck]).status == "no evidence found"
    assert only(truce(kind="offer"), [told(), struck]).status == "no evidence found"
    assert only(truce(condition=Span(0, 5)), [told(), struck]).status == "no evidence found"
    undated = [pledge("c", type="RETREAT", known=MADE)]
    assert only(undated, [told(), struck]).status == "open"


def test_acts_that_point_both_ways_decide_nothing() -> None:
    both = [
        told(),
        report("e", STRUCK, type="ASSAULT"),
        report("f", D(2025, 8, 8), type="RETREAT", mode="ceasefire"),
    ]
    assert only(truce(), both).status == "no evidence found"
    assert only(truce(), [told(), both[2]]).status == "kept"
    assert only(truce(), [told(), report("f", STRUCK, type="RETREAT", mode="release")]).status == (
        "no evidence found"
    )


def test_refusing_the_promised_meeting_breaks_the_promise() -> None:
    promise = [pledge("c", (D(2025, 8, 8), D(2025, 8, 10)), type="CONSULT", known=MADE)]
    assert only(promise, [report("e", STRUCK, type="REJECT", mode="meet")]).status == "broken"
    assert only(promise, [report("e", STRUCK, type="REJECT")]).status == "no evidence found"


def test_nothing_known_later_is_used() -> None:
    reports = [pledge("c1", DUE, known=MADE), pledge("c2", DUE, known=D(2025, 8, 1))]
    assert only(reports, as_of=MADE).members == ("c1",)
    assert ledger(reports, as_of=D(2025, 1, 1)) == []
    assert ledger([], [report("e", DUE)]) == []


def test_of_nobody_in_particular() -> None:
    vague = [pledge("c1", holder=(), known=MADE), pledge("c2", holder=(), known=MADE)]
    assert len(ledger(vague)) == 2


DATES = st.sampled_from([D(2025, 8, day) for day in range(1, 20)])


@given(st.data())
def test_the_order_of_the_records_plays_no_part(data: st.DataObject) -> None:
    commitments = [
        pledge(
            f"c{number}",
            data.draw(st.none() | DATES | st.tuples(DATES, st.just(D(2025, 8, 25)))),
            kind=data.draw(st.sampled_from(["promise", "threat", "deadline"])),
            type=data.draw(st.sampled_from([None, "AID", "SANCTION"])),
            known=data.draw(st.none() | DATES),
        )
        for number in range(data.draw(st.integers(0, 7)))
    ]
    events = [
        report(f"e{number}", data.draw(DATES), type=data.draw(st.sampled_from(["AID", "SANCTION"])))
        for number in range(data.draw(st.integers(0, 4)))
    ]
    found = ledger(commitments, events)
    one, other = data.draw(st.permutations(commitments)), data.draw(st.permutations(events))
    assert ledger(one, other) == found
    members = sorted(member for entry in found for member in entry.members)
    assert members == sorted(made.id for made, _ in commitments)
    ids = {entry.id for entry in found}
    assert all(entry.superseded_by in ids | {None} for entry in found)
    again = [pledge(f"{c.id}x", _ends(c.due), **_fields(c)) for c, _ in commitments]
    assert len(ledger([*commitments, *again], events)) == len(found) + sum(
        _lonely(c) for c, _ in again
    )


def _ends(due: Any) -> Any:
    return None if due is None else (due.earliest, due.latest)


def _fields(made: Any) -> dict[str, Any]:
    return {"kind": made.kind, "type": made.act.type, "known": made.known}


def _lonely(made: Any) -> bool:
    return made.act.type is None and made.due is None
