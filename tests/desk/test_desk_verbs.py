"""The verbs that look at an archive: track, brief, ledger, why, decide; and from which day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk_corpus import ingest, write_corpus

from detente.archive.delta import DeltaArchive
from detente.desk import Desk, View, open_archive
from detente.errors import ArchiveMissing, UnknownActor, UsageError
from detente.model import Brief, Event


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    ingest(folder / "archive", write_corpus(folder))
    return folder / "archive"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An archive of the test's own, for those that decide."""
    ingest(tmp_path / "archive", write_corpus(tmp_path))
    return tmp_path / "archive"


def look(path: Path, as_of: str | None = None, *, every: bool = False) -> Desk:
    day = dt.date.fromisoformat(as_of) if as_of else None
    return Desk(DeltaArchive(path), View(as_of=day, all_decisions=every))


def deeds(brief: Brief) -> list[tuple[str, str]]:
    return sorted((one.type, one.status) for one in brief.deeds)


def test_without_an_archive_there_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="detente ingest"):
        Desk(open_archive(tmp_path / "none"))


def test_actors_are_found_by_name_code_and_key(kept: Path) -> None:
    table = look(kept)
    assert {table.find(name) for name in ("Kenya", "kenya", "KEN", "KE")} == {"KEN"}
    assert table.name("KEN") == "Kenya"


def test_an_actor_whom_only_the_archive_knows_is_found(kept: Path) -> None:
    table = look(kept)
    key = table.find("ada brook")
    assert table.find(key) == key
    assert table.name(key) == "Ada Brook"
    assert table.name("no such id") == "no such id"


def test_an_unknown_actor_is_an_error_that_suggests(kept: Path) -> None:
    with pytest.raises(UnknownActor, match="Kenia"):
        look(kept).find("Kenia")


def test_the_brief_tells_deeds_from_words_from_what_was_not_done(kept: Path) -> None:
    brief = look(kept).brief("Kenya", "Uganda")
    assert (brief.source_name, brief.target_name) == ("Kenya", "Uganda")
    assert ("SANCTION", "occurred") in deeds(brief)
    assert ("ASSAULT", "occurred") in deeds(brief)
    assert all(one.status in ("occurred", "ongoing") for one in brief.deeds)
    not_done = {(one.type, one.status) for one in brief.not_done}
    assert ("SANCTION", "threatened") in not_done
    assert ("ASSAULT", "negated") in not_done
    assert not {status for _, status in not_done} & {"occurred", "ongoing"}


def test_every_line_of_the_brief_has_its_sentence(kept: Path) -> None:
    brief = look(kept).brief("Kenya", "Uganda")
    lines = (*brief.deeds, *brief.not_done, *brief.statements)
    assert lines
    texts = DeltaArchive(kept).texts([one.id for one in _articles(kept)])
    for one in lines:
        assert one.evidence
        for source in one.evidence:
            assert source.text == texts[source.article][source.start : source.end]
            assert source.publisher == "Lake Herald"
    for entry in brief.ledger:
        assert entry.reports[0].text


def _articles(path: Path) -> list[object]:
    return [reading.article for reading in DeltaArchive(path).readings()]


def test_the_direction_matters(kept: Path) -> None:
    table = look(kept)
    assert ("ASSAULT", "occurred") not in deeds(table.brief("Uganda", "Kenya"))
    forward, back = table.track("Kenya", "Uganda"), table.track("Uganda", "Kenya")
    assert forward.dyad.source == back.dyad.target == "KEN"
    assert sum(one.incidents for one in forward.periods) > sum(
        one.incidents for one in back.periods
    )


def test_the_statement_is_on_its_footing(kept: Path) -> None:
    brief = look(kept).brief("Kenya", "Uganda")
    found = [(one.words, one.source_type) for one in brief.statements if "too far" in one.words]
    assert found == [("Uganda has gone too far,", "institution")]


def test_the_brief_says_what_it_is_unsure_of(kept: Path) -> None:
    brief = look(kept).brief("Kenya", "Uganda")
    assert brief.undated == 1
    assert brief.articles == 7
    assert brief.unsure[0].startswith("1 of 7 articles")


def test_as_of_hides_what_was_not_known_yet(kept: Path) -> None:
    then = look(kept, "2031-05-15").brief("Kenya", "Uganda")
    assert then.as_of == dt.date(2031, 5, 15)
    assert deeds(then)
    assert ("ASSAULT", "occurred") not in deeds(then)
    assert ("ASSAULT", "occurred") in deeds(look(kept, "2031-05-21").brief("Kenya", "Uganda"))
    # undated articles count only without an explicit day
    assert then.articles == 2
    assert then.undated == 0


def test_by_default_the_newest_date_is_the_day(kept: Path) -> None:
    table = look(kept)
    assert table.as_of == dt.date(2031, 6, 18)
    assert table.days[dt.date(2031, 5, 5)] == 1


@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_track_in_steps(kept: Path, step: str) -> None:
    found = look(kept).track("Kenya", "Uganda", step=step)  # type: ignore[arg-type]
    assert found.step == step
    assert found.method.hashes.keys() == {"actors", "lexicon", "ontology"}
    for one in found.periods:
        assert -10 <= one.low <= one.level <= one.high <= 10


def test_smoothed_is_told_from_filtered(kept: Path) -> None:
    table = look(kept)
    assert table.track("Kenya", "Uganda").method.filtered is True
    assert table.track("Kenya", "Uganda", smoothed=True).method.filtered is False


def test_the_ledger_names_who_owes_whom_by_when(kept: Path) -> None:
    entries = look(kept).ledger()
    found = {(one.commitment.kind, one.holder_names, one.to_names) for one in entries}
    assert ("deadline", ("Kenya",), ("Uganda",)) in found
    assert ("threat", ("Kenya",), ("Uganda",)) in found
    assert ("promise", ("Kenya",), ("Uganda",)) in found
    deadline = next(one for one in entries if one.commitment.kind == "deadline")
    assert deadline.commitment.due is not None
    assert deadline.commitment.due.latest == dt.date(2031, 6, 20)
    threat = next(one for one in entries if one.commitment.kind == "threat")
    assert threat.condition_text == "unless the border is open within two weeks"


def test_the_ledgers_filters(kept: Path) -> None:
    table = look(kept)
    everything = table.ledger()
    assert {one.commitment.kind for one in table.ledger(kind="threat")} == {"threat"}
    assert table.ledger(holder="Uganda") == []
    assert table.ledger(holder="Kenya", to="Uganda") == everything
    assert table.ledger(actor="Uganda") == everything
    assert table.ledger(actor="Peru") == []
    for status in {one.status for one in everything}:
        assert {one.status for one in table.ledger(status=status)} == {status}
    with pytest.raises(UsageError, match="colour"):
        table.ledger(colour="blue")
    with pytest.raises(UnknownActor):
        table.ledger(holder="Kenia")


def _attack(path: Path) -> str:
    (found,) = [
        one.id
        for reading in DeltaArchive(path).readings()
        for one in reading.events
        if one.type == "ASSAULT" and one.status == "occurred"
    ]
    return found


def test_why_leads_from_the_beginning_of_an_id_to_the_sentence(kept: Path) -> None:
    key = _attack(kept)
    record, article, sources = look(kept).why(key[:10])
    assert isinstance(record, Event)
    assert record.id == key
    assert article.given_id == "r3"
    assert [one.text for one in sources] == [
        "Kenya attacked Uganda on Monday, killing 12 people at the border."
    ]


def test_why_of_nothing_is_an_error(kept: Path) -> None:
    for wrong in ("zzzz", ""):
        with pytest.raises(UsageError):
            look(kept).why(wrong)


def test_a_rejected_record_is_gone_and_an_accepted_one_is_back(own: Path) -> None:
    key = _attack(own)
    before = look(own).brief("Kenya", "Uganda")
    decided = look(own).decide(key[:12], "reject", who="ab", on=dt.date(2031, 6, 1), why="a rumour")
    assert (decided.record, decided.verdict) == (key, "reject")
    after = look(own).brief("Kenya", "Uganda")
    assert ("ASSAULT", "occurred") not in deeds(after)
    assert ("SANCTION", "occurred") in deeds(after)
    assert after.forward != before.forward
    look(own).decide(key, "accept", who="cd", on=dt.date(2031, 6, 2))
    again = look(own).brief("Kenya", "Uganda")
    assert deeds(again) == deeds(before)
    assert again.forward == before.forward


def test_decisions_count_from_their_day_on(own: Path) -> None:
    key = _attack(own)
    look(own).decide(key, "reject", who="ab", on=dt.date(2031, 6, 1))
    before, after = "2031-05-31", "2031-06-01"
    assert ("ASSAULT", "occurred") in deeds(look(own, before).brief("Kenya", "Uganda"))
    assert ("ASSAULT", "occurred") not in deeds(look(own, after).brief("Kenya", "Uganda"))
    every = look(own, before, every=True).brief("Kenya", "Uganda")
    assert ("ASSAULT", "occurred") not in deeds(every)


def test_the_side_of_a_state_holds_its_leaders_and_bodies(kept: Path) -> None:
    table = look(kept)
    member = table.side("KEN")
    day = dt.date(2031, 5, 5)
    assert member("KEN", day)
    assert not member("UGA", day)
    ruto = table.find("William Ruto")
    assert member(ruto, dt.date(2024, 1, 1))


def test_a_pair_without_anything_between_them_gives_an_empty_brief(kept: Path) -> None:
    brief = look(kept).brief("Nepal", "Bhutan")
    assert (brief.deeds, brief.not_done, brief.statements, brief.ledger) == ((), (), (), ())
