"""Reading and keeping: each article once, whole batches, the same archive whatever the order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk_corpus import REPORTS, TODAY, exported, ingest, line, write_corpus, write_files

from detente import desk
from detente.archive.delta import DeltaArchive
from detente.errors import ArchiveBusy, InputMissing
from detente.intake import IntakeOptions
from detente.model import Reading, Rejected, to_json


def test_each_article_is_kept_once(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    first = ingest(tmp_path / "archive", corpus)
    assert (first.added, first.known, first.rejected) == (len(REPORTS), 0, [])
    before = exported(tmp_path / "archive")
    again = ingest(tmp_path / "archive", corpus, corpus)
    assert (again.added, again.known) == (0, 2 * len(REPORTS))
    assert exported(tmp_path / "archive") == before


def test_twice_in_one_run_is_still_once(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    report = ingest(tmp_path / "archive", corpus, corpus)
    assert (report.added, report.known) == (len(REPORTS), len(REPORTS))


def test_neither_order_nor_workers_nor_batches_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight = write_corpus(tmp_path)
    ingest(tmp_path / "one", straight)
    turned = write_corpus(tmp_path, name="turned.jsonl", reverse=True)
    monkeypatch.setattr(desk, "BATCH", 2)
    ingest(tmp_path / "two", turned, workers=2)
    # what an article is called within its file is no part of its reading
    assert exported(tmp_path / "one") == exported(tmp_path / "two")
    assert DeltaArchive(tmp_path / "two").check() == []


def test_an_interrupted_run_keeps_whole_batches_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "BATCH", 2)
    corpus = write_corpus(tmp_path)
    archive = DeltaArchive(tmp_path / "archive")

    interrupts = iter([KeyboardInterrupt])

    def stop(report: desk.IngestReport) -> None:
        if report.added >= 4:
            for interrupt in interrupts:
                raise interrupt

    report = desk.ingest(archive, [str(corpus)], IntakeOptions(), today=TODAY, progress=stop)
    assert report.interrupted
    assert report.added == 4
    assert len(archive.known_ids()) == 4
    assert archive.check() == []
    rest = ingest(tmp_path / "archive", corpus)
    assert (rest.added, rest.known, rest.interrupted) == (len(REPORTS) - 4, 4, False)
    ingest(tmp_path / "whole", corpus)
    assert exported(tmp_path / "archive") == exported(tmp_path / "whole")


def test_an_interrupted_reader_leaves_the_archive_writable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.read.rules import RulesReader

    corpus = write_corpus(tmp_path)
    real, count = RulesReader.read, iter(range(100))

    def slow(self: RulesReader, article: object) -> Reading:
        if next(count) == 3:
            raise KeyboardInterrupt
        return real(self, article)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(RulesReader, "read", slow)
        assert ingest(tmp_path / "archive", corpus).interrupted
    assert ingest(tmp_path / "archive", corpus).known <= 3
    assert len(DeltaArchive(tmp_path / "archive").known_ids()) == len(REPORTS)


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "BATCH", 3)
    told: list[int] = []
    desk.ingest(
        DeltaArchive(tmp_path / "archive"),
        [str(write_corpus(tmp_path))],
        IntakeOptions(),
        today=TODAY,
        progress=lambda report: told.append(report.seen),
    )
    assert told[-1] == len(REPORTS)
    assert told == sorted(told)
    assert len(told) >= 3


def test_what_is_dated_after_the_day_of_ingest_is_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "future.jsonl"
    day = TODAY + dt.timedelta(days=1)
    lines = [line("tomorrow", day.isoformat(), "Kenya met Uganda."), line(*REPORTS[0])]
    path.write_text("\n".join(lines))
    report = ingest(tmp_path / "archive", path)
    assert report.added == 1
    (rejected,) = report.rejected
    assert rejected.given_id == "tomorrow"
    assert str(day) in rejected.reason
    assert str(TODAY) in rejected.reason
    kept = DeltaArchive(tmp_path / "archive").rejected()
    assert [one.given_id for one in kept] == ["tomorrow"]


def test_the_day_of_ingest_itself_is_no_future(tmp_path: Path) -> None:
    path = tmp_path / "today.jsonl"
    path.write_text(line("today", TODAY.isoformat(), "Kenya met Uganda."))
    assert ingest(tmp_path / "archive", path).added == 1


def test_unusable_items_are_kept_in_the_quarantine_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(line(*REPORTS[0]) + "\n{broken\n" + line(*REPORTS[1]) + "\n")
    report = ingest(tmp_path / "archive", path)
    assert report.added == 2
    (rejected,) = report.rejected
    assert (rejected.line, rejected.source) == (2, str(path))
    assert str(rejected).startswith(f"{path}, line 2: ")
    assert [one.line for one in DeltaArchive(tmp_path / "archive").rejected()] == [2]


def test_a_missing_only_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nothing\.txt"):
        ingest(tmp_path / "archive", tmp_path / "nothing.txt")


def test_a_missing_only_input_makes_no_archive(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nothing\.txt"):
        ingest(tmp_path / "archive", tmp_path / "nothing.txt")
    assert not DeltaArchive(tmp_path / "archive").exists


def test_two_writers_at_once_are_refused(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    with DeltaArchive(tmp_path / "archive").writing(), pytest.raises(ArchiveBusy):
        ingest(tmp_path / "archive", corpus)
    assert ingest(tmp_path / "archive", corpus).added == len(REPORTS)


def test_files_of_a_folder(tmp_path: Path) -> None:
    report = ingest(tmp_path / "archive", write_files(tmp_path / "texts", 5))
    assert report.added == 5


# -- read_sources ------------------------------------------------------------------------------


def _items(*sources: Path, workers: int = 1) -> list[Reading | Rejected]:
    names = [str(source) for source in sources]
    return list(desk.read_sources(names, IntakeOptions(), workers=workers))


def test_readings_come_in_the_order_of_the_input(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    for workers in (1, 2):
        given = [
            one.article.given_id
            for one in _items(corpus, workers=workers)
            if isinstance(one, Reading)
        ]
        assert given == [name for name, _, _ in REPORTS]


def test_workers_do_not_show(tmp_path: Path) -> None:
    files = write_files(tmp_path / "texts", 20)
    assert [to_json(one) for one in _items(files)] == [
        to_json(one) for one in _items(files, workers=2)
    ]


def test_rejected_items_come_between_the_readings(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(line(*REPORTS[0]) + "\n{broken\n" + line(*REPORTS[1]) + "\n[]\n")
    found = _items(path)
    assert sum(isinstance(one, Rejected) for one in found) == 2
    assert sum(isinstance(one, Reading) for one in found) == 2


# -- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["yesterday", "2031-13-01", "2031-02-30", "", "31/05/2031"])
def test_a_wrong_date_says_how_to_write_it(wrong: str) -> None:
    from detente.errors import UsageError

    with pytest.raises(UsageError, match="YYYY-MM-DD") as told:
        desk.day(wrong, what="date for --as-of")
    assert "date for --as-of" in str(told.value)


def test_dates_and_nothing_pass_through() -> None:
    assert desk.day(None) is None
    assert desk.day(TODAY) is TODAY
    assert desk.day(" 2031-06-30 ") == TODAY
