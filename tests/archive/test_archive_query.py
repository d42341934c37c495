"""Queries give the records asked for, in a fixed order; decisions leave out what was rejected."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from archive_samples import CODES, FIRST_DAY, reading, readings
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from detente.archive import Query
from detente.archive.delta import DeltaArchive
from detente.errors import UsageError
from detente.model import Commitment, Decision, Event, Reading, Record, Statement


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> DeltaArchive:
    made = DeltaArchive(tmp_path_factory.mktemp("queried"))
    made.add(readings(7))
    made.add([*readings(9, first=7), reading(30, publisher="Tribune"), reading(31, undated=True)])
    return made


def _days(first: int, last: int) -> tuple[dt.date, dt.date]:
    return FIRST_DAY + dt.timedelta(days=first), FIRST_DAY + dt.timedelta(days=last)


def test_no_query_gives_every_record_in_order(store: DeltaArchive) -> None:
    found = store.records()
    assert found.height == 18 * 4
    assert found.columns[:6] == ["id", "article", "position", "kind", "type", "status"]
    assert not {"payload", "batch"} & set(found.columns)
    keys = [
        (known or dt.date.max, article, position)
        for known, article, position in found.select("known", "article", "position").iter_rows()
    ]
    assert keys == sorted(keys)
    assert found["known"].null_count() == 4


def test_records_decode_to_what_was_read(store: DeltaArchive) -> None:
    made = [*readings(16), reading(30, publisher="Tribune"), reading(31, undated=True)]
    expected = {record.id: record for one in made for record in one.records()}
    found: list[Record] = [
        *store.events(),
        *store.statements(),
        *store.commitments(),
        *store.conditionals(),
    ]
    assert {record.id: record for record in found} == expected
    assert len(found) == len(expected)


def test_a_pair_is_directed_and_a_symmetric_event_answers_both_ways(store: DeltaArchive) -> None:
    forward = store.events(Query(source=("ALAND",), target=("BLAND",)))
    assert {(one.source, one.target, one.symmetric) for one in forward} == {
        (("ALAND",), ("BLAND",), False)
    }
    assert store.events(Query(source=("BLAND",), target=("ALAND",))) == []
    # Articles with odd numbers tell of a meeting, from BLAND to CLAND or from DLAND to ALAND.
    straight = store.events(Query(source=("BLAND",), target=("CLAND",)))
    crossed = store.events(Query(source=("CLAND",), target=("BLAND",)))
    assert straight == crossed
    assert all(one.symmetric for one in straight)
    assert len(straight) == 4


def test_the_source_of_a_statement_is_its_speaker(store: DeltaArchive) -> None:
    query = Query(source=("ALAND",), target=("CLAND",), kinds=("statement",))
    assert {one.speaker for one in store.statements(query)} == {"ALAND"}
    assert store.events(query) == []


def test_the_source_of_a_commitment_is_its_holder(store: DeltaArchive) -> None:
    found = store.commitments(Query(source=("CLAND",), target=("DLAND",)))
    assert {(one.holder, one.to) for one in found} == {(("CLAND",), ("DLAND",))}


def test_the_range_is_of_when_it_happened_and_keeps_open_ends(store: DeltaArchive) -> None:
    first, last = _days(3, 5)
    found = store.records(Query(earliest=first, latest=last))
    events = found.filter(found["kind"] == "event")
    assert events["earliest"].to_list() == [first, first + dt.timedelta(days=1), last]
    # The commitments are due by a day that the text does not bound below.
    due = found.filter(found["kind"] == "commitment")
    assert due["latest"].min() == FIRST_DAY + dt.timedelta(days=14)
    assert due.height == 17
    assert "conditional" not in found["kind"]
    assert store.events(Query(earliest=FIRST_DAY + dt.timedelta(days=30))) == store.events(
        Query(publisher="Tribune")
    )


def test_as_of_goes_by_what_was_known(store: DeltaArchive) -> None:
    found = store.records(Query(as_of=_days(0, 2)[1]))
    assert found.height == 3 * 4
    # A conditional has no date of its own: it became known with its article.
    assert sorted(found["kind"].unique()) == ["commitment", "conditional", "event", "statement"]


def test_lists_of_values_are_alternatives(store: DeltaArchive) -> None:
    types = store.records(Query(types=("SANCTION", "threat")))
    assert set(types["kind"]) == {"event", "commitment"}
    assert set(store.records(Query(statuses=("planned", "open")))["status"]) == {"planned", "open"}
    counted = store.records(Query(only_counted=True))
    assert set(counted["status"]) == {"occurred"}
    one = store.events()[0]
    assert store.events(Query(ids=(one.id,))) == [one]
    article = reading(3).article.id
    assert store.records(Query(articles=(article,))).height == 4


def _sides(record: Record) -> tuple[set[str], set[str]]:
    if isinstance(record, Event):
        return set(record.source), set(record.target)
    if isinstance(record, Statement):
        speaker = {record.speaker} if record.speaker else set()
        return speaker, {*record.addressees, *(one.actor for one in record.about)}
    if isinstance(record, Commitment):
        return set(record.holder), set(record.to)
    return set(), set()


codes = st.lists(st.sampled_from(CODES), max_size=2, unique=True).map(tuple)


@settings(max_examples=25, deadline=None)
@given(source=codes, target=codes, actors=codes)
def test_sides_agree_with_a_plain_filter(store, source, target, actors) -> None:
    def fits(record: Record) -> bool:
        one, other = _sides(record)
        pairs = [(one, other)]
        if isinstance(record, Event) and record.symmetric:
            pairs.append((other, one))
        return any(
            (not source or bool(a & set(source))) and (not target or bool(b & set(target)))
            for a, b in pairs
        ) and (not actors or bool((one | other) & set(actors)))

    expected = {r.id for one in store.readings() for r in one.records() if fits(r)}
    found = store.records(Query(source=source, target=target, actors=actors))
    assert set(found["id"]) == expected


def test_located_gives_each_record_its_article(store: DeltaArchive) -> None:
    query = Query(publisher="Tribune")
    found = store.located(query)
    assert [one.record.id for one in found] == store.records(query)["id"].to_list()
    assert {one.article for one in found} == {store.reading(found[0].article.id).article}
    assert store.located(Query(publisher="Gazette")) == []


def test_a_record_is_found_by_the_start_of_its_id(store: DeltaArchive) -> None:
    event = store.events()[4]
    record, article = store.find_record(event.id)
    assert record == event
    assert event in store.reading(article.id).events
    assert store.find_record(f" {event.id[:12].upper()} ").record == event
    with pytest.raises(UsageError, match="too short"):
        store.find_record(event.id[:3])
    with pytest.raises(UsageError, match="no record whose id starts with 'ffffffffff'"):
        store.find_record("ffffffffff")


def test_an_ambiguous_start_lists_the_candidates(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    alike = replace(reading(0).events[0], id="abcd1")
    events = tuple(replace(alike, id=f"abcd{n}") for n in range(12))
    store.add([Reading(article=reading(0).article, events=events)])
    with pytest.raises(
        UsageError, match=r"abcd0, abcd1, abcd10, abcd11.* and 4 more; give more"
    ) as caught:
        store.find_record("abcD")[0]
    assert caught.value.exit_code == 2


def test_a_whole_id_wins_over_being_a_start(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    event = reading(0).events[0]
    events = (replace(event, id="abcd1"), replace(event, id="abcd12"))
    store.add([Reading(article=reading(0).article, events=events)])
    assert store.find_record("abcd1").record.id == "abcd1"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"source": "ALAND"}, "source takes a tuple"),
        ({"kinds": ("rumour",)}, "no kind of record is called 'rumour'"),
        ({"earliest": dt.date(2031, 2, 1), "latest": dt.date(2031, 1, 1)}, "before it starts"),
    ],
)
def test_a_wrong_query_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Query(**options)  # type: ignore[arg-type]


# Decisions


def _decision(record: str, verdict: str, day: int, *, key: str | None = None) -> Decision:
    on = FIRST_DAY + dt.timedelta(days=day)
    return Decision(
        id=key or f"{record}-{verdict}-{day}", record=record, verdict=verdict, who="ann", on=on
    )


def test_a_rejected_record_is_left_out_until_accepted_again(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    store.add(readings(3))
    gone, kept = (one.id for one in store.events()[:2])
    assert store.decide(_decision(gone, "reject", 40))
    assert not store.decide(_decision(gone, "reject", 40))
    assert store.decide(_decision(kept, "accept", 40))
    assert gone not in {one.id for one in store.events()}
    assert store.records().height == 11
    assert gone in {one.id for one in store.events(Query(rejected=True))}
    assert store.find_record(gone).record.id == gone
    assert gone in {one.id for reading in store.readings() for one in reading.events}
    assert store.decide(_decision(gone, "accept", 41))
    assert store.records().height == 12
    assert store.check() == []


def test_decisions_count_from_the_day_they_were_made(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    store.add(readings(3))
    record = store.events()[0].id
    store.decide(_decision(record, "reject", 40))
    early, late = (FIRST_DAY + dt.timedelta(days=day) for day in (39, 40))
    assert store.records(Query(as_of=early)).height == 12
    assert store.records(Query(as_of=late)).height == 11
    assert store.records(Query(as_of=early, decisions="all")).height == 11
    assert store.decisions(early) == []
    assert [one.verdict for one in store.decisions(late)] == ["reject"]


def test_of_decisions_on_one_day_the_one_made_last_counts(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    store.add(readings(1))
    record = store.events()[0].id
    for number, verdict in enumerate(("reject", "accept", "reject", "accept", "reject")):
        store.decide(_decision(record, verdict, 5, key=f"{9 - number}"))
        assert bool(store.events()) == (verdict == "accept")
    # One dated earlier but made later does not undo it.
    store.decide(_decision(record, "accept", 4))
    assert store.events() == []
    assert [one.id for one in store.decisions()] == [f"{record}-accept-4", *"98765"]


def test_a_decision_about_nothing_is_refused(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    store.add(readings(1))
    with pytest.raises(UsageError, match="no record abcdef"):
        store.decide(_decision("abcdef", "reject", 1))
    assert store.decisions() == []


def test_a_query_is_made_without_loading_the_store() -> None:
    script = (
        "import sys, detente.archive; sys.exit(bool({'polars', 'deltalake'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
