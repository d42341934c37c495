"""The store keeps readings once, gives them back as they were, and shows one state at a time."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest
from archive_samples import FIRST_DAY, ingest, reading, readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from detente import plugins, testing
from detente.archive import storage
from detente.archive.delta import DeltaArchive
from detente.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ItemError,
    UsageError,
)
from detente.model import Reading, Rejected, Span, to_json


def test_satisfies_what_any_store_must(tmp_path: Path) -> None:
    numbers = itertools.count()
    testing.check_store(lambda: DeltaArchive(tmp_path / str(next(numbers))))


def test_is_the_installed_plug_in() -> None:
    assert plugins.load("archives", "delta") is DeltaArchive


def test_nothing_is_made_before_the_first_write(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path / "a" / "b")
    assert not store.exists
    for call in (store.articles, store.records, store.known_ids, store.check, store.rejected):
        with pytest.raises(ArchiveMissing, match="does not exist"):
            call()
    with pytest.raises(ArchiveMissing):
        next(store.readings())
    with pytest.raises(ArchiveMissing):
        store.compact()
    assert store.add([]) == 0
    assert not (tmp_path / "a").exists()
    assert store.add([reading(0)]) == 1
    assert store.exists


def test_text_and_metadata_come_back_unchanged(tmp_path: Path) -> None:
    text = "\ufeffCaf\u0065\u0301 \U0001f680 “odd\r\n\x00 \u05e9\u2028end"
    article = replace(
        testing.article(text, published=FIRST_DAY),
        title="A “title”",
        url="https://news.example/a?b=c",
        bylines=("A. Writer", "B. Writer"),
        body=((0, 4), (5, 9)),
        spun=0.25,
    )
    given = Reading(article=article)
    store = DeltaArchive(tmp_path / "with space & ünï")
    store.add([given], reader="made/2")
    assert store.article(article.id) == article
    assert store.texts([article.id, "absent"]) == {article.id: text}
    assert store.reading(article.id, with_text=True) == given
    assert store.reading(article.id).article.text is UNSET
    row = store.articles().row(0, named=True)
    assert row["title"] == "A “title”"
    assert row["reader"] == "made/2"
    assert row["known"] == FIRST_DAY
    assert not {"text", "payload", "batch"} & set(row)
    assert store.check() == []


def test_unknown_articles_are_refused_by_name(tmp_path: Path) -> None:
    ingest(tmp_path, 2, 2)
    store = DeltaArchive(tmp_path)
    with pytest.raises(UsageError, match="no article nowhere"):
        store.article("nowhere")
    with pytest.raises(UsageError, match="no article nowhere"):
        store.reading("nowhere")


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(9)), cuts=st.sets(st.integers(1, 8)))
def test_exports_are_equal_whatever_batches_and_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int]
) -> None:
    made = readings(9)
    one = DeltaArchive(tmp_path_factory.mktemp("one"))
    one.add(made)
    other = DeltaArchive(tmp_path_factory.mktemp("other"))
    edges = [0, *sorted(cuts), 9]
    for first, last in itertools.pairwise(edges):
        # Each batch overlaps the one before it, as a repeated run does.
        other.add([made[index] for index in order[max(0, first - 1) : last]])
    assert list(one.export()) == list(other.export())
    assert list(one.export(with_text=True)) == list(other.export(with_text=True))
    assert one.records().equals(other.records())
    assert other.check() == []


def test_export_is_the_json_of_the_contract(tmp_path: Path) -> None:
    ingest(tmp_path, 3, 2)
    store = DeltaArchive(tmp_path)
    assert list(store.export()) == [to_json(one) for one in store.readings()]
    with_text = [json.loads(line) for line in store.export(with_text=True)]
    assert [one["article"]["id"] for one in with_text] == sorted(store.known_ids())
    assert all(len(one["article"]["text"]) == one["article"]["length"] for one in with_text)


def test_streaming_crosses_chunks_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.archive.delta.CHUNK", 3)
    monkeypatch.setattr("detente.archive.check.CHUNK", 3)
    ingest(tmp_path, 10, 4)
    store = DeltaArchive(tmp_path)
    ids = [one.article.id for one in store.readings()]
    assert ids == sorted(one.article.id for one in readings(10))
    assert store.check() == []


def test_as_of_keeps_what_was_known_and_drops_the_undated(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    guessed = replace(reading(9), article=replace(reading(9).article, published_from="none"))
    store.add([reading(0), reading(5), reading(7, undated=True), guessed])
    assert store.newest_known() == FIRST_DAY + dt.timedelta(days=5)
    day = FIRST_DAY + dt.timedelta(days=4)
    assert [one.article.given_id for one in store.readings(as_of=day)] == ["made-0"]
    assert store.articles(day)["given_id"].to_list() == ["made-0"]
    assert len(list(store.export(as_of=FIRST_DAY + dt.timedelta(days=99)))) == 2
    assert store.articles().height == 4


def test_newest_known_of_undated_articles_is_unknown(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    store.add([reading(0, undated=True)])
    assert store.newest_known() is None


def test_of_two_readings_of_an_article_the_first_is_kept(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    poorer = replace(reading(0), events=())
    assert store.add([reading(0), poorer]) == 1
    assert store.add([poorer]) == 0
    assert len(store.events()) == 1


def test_a_reading_without_records_is_kept(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    assert store.add([Reading(article=testing.article("Nothing."))]) == 1
    assert store.records().is_empty()
    assert store.check() == []


def _twice(one: Reading) -> Reading:
    return replace(one, events=(*one.events, *one.events))


def _without_text(one: Reading) -> Reading:
    return replace(one, article=replace(one.article, text=UNSET))


def _with_surrogate(one: Reading) -> Reading:
    return replace(one, article=replace(one.article, text="\ud800"))


def _of_bad_range(one: Reading) -> Reading:
    return replace(one, sentences=(Span(-3, 5),))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_twice, "record id .* twice"),
        (_without_text, "without its text"),
        (_with_surrogate, "cannot be kept"),
        (_of_bad_range, "cannot be kept"),
    ],
)
def test_a_reading_that_cannot_be_kept_stops_its_whole_batch(
    tmp_path: Path, spoil, message: str
) -> None:
    store = DeltaArchive(tmp_path)
    store.add([reading(0)])
    with pytest.raises(ItemError, match=message) as caught:
        store.add([reading(1), spoil(reading(2))])
    assert caught.value.source == "made-2"
    assert len(store.known_ids()) == 1
    assert store.add([reading(1), reading(2)]) == 2
    assert store.check() == []


def test_rejected_items_are_kept_once(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    first = Rejected(source="b.jsonl", line=12, reason="no text")
    second = Rejected(source="a.txt", reason="published 2999-01-01", sha256="ab")
    assert store.reject([]) == 0
    assert store.reject([first, second, first]) == 2
    assert store.reject([second, replace(first, line=3)]) == 1
    assert store.reject([second]) == 0
    assert store.rejected() == [second, replace(first, line=3), first]
    assert list(store.readings()) == []
    assert store.check() == []


def test_small_files_are_merged_as_batches_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "MERGE_EVERY", 5)
    ingest(tmp_path, 18, 1)
    table = storage.open_table(tmp_path, storage.ARTICLES)
    assert len(storage.files(tmp_path, table, storage.ARTICLES)) < 9
    store = DeltaArchive(tmp_path)
    assert store.add(readings(18)) == 0
    assert store.articles().height == 18
    assert store.check() == []


def test_compacting_changes_no_answer_and_drops_old_files(tmp_path: Path) -> None:
    ingest(tmp_path, 12, 3)
    store = DeltaArchive(tmp_path)
    streaming = store.readings()
    next(streaming)
    before = list(store.export(with_text=True)), store.records()
    store.compact()
    assert len(list(streaming)) == 11, "a reader of the old files must still find them"
    assert len(list((tmp_path / "readings").glob("*.parquet"))) == 5
    store.compact(keep_hours=0)
    assert len(list((tmp_path / "readings").glob("*.parquet"))) == 1
    assert list(store.export(with_text=True)) == before[0]
    assert store.records().equals(before[1])
    assert store.add(readings(14)) == 2
    assert store.check() == []


def test_failing_to_write_keeps_what_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DeltaArchive(tmp_path)
    store.add(readings(3))

    def full(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    with store.writing():
        with monkeypatch.context() as patch:
            patch.setattr(storage, "write_deltalake", full)
            with pytest.raises(ArchiveError, match=r"records .* No space left") as caught:
                store.add(readings(5))
        assert not isinstance(caught.value, ArchiveDamaged)
        assert store.add(readings(5)) == 2
    assert store.articles().height == 5
    assert store.check() == []


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    store = DeltaArchive(tmp_path)
    with pytest.raises(ArchiveMissing, match="holds no archive"):
        store.articles()
    with pytest.raises(UsageError, match=r"not empty: it holds thesis\.txt"):
        store.add([reading(0)])
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(ArchiveMissing, match="is not a folder"):
        DeltaArchive(tmp_path / "thesis.txt").articles()
    with pytest.raises(ArchiveError, match="cannot make an archive"):
        DeltaArchive(tmp_path / "thesis.txt").add([reading(0)])


@pytest.mark.parametrize("name", ["a%20b", "a[1]", "a\tb", "x^y", "p|q"])
def test_paths_that_the_tables_cannot_lie_under_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="which the tables cannot lie under"):
        DeltaArchive(tmp_path / name)


def test_opening_names_what_is_wrong(tmp_path: Path) -> None:
    ingest(tmp_path, 2, 2)
    store = DeltaArchive(tmp_path)
    assert repr(store) == f"DeltaArchive({str(tmp_path)!r})"
    manifest = tmp_path / "archive.json"
    written = json.loads(manifest.read_text())
    assert set(written) == {"format", "schema", "created_by"}

    manifest.write_text(json.dumps({**written, "schema": 99}))
    with pytest.raises(ArchiveDamaged, match=r"layout 99.* install a newer detente"):
        store.articles()
    with pytest.raises(ArchiveDamaged, match="layout 99"):
        store.add([reading(7)])
    manifest.write_text(json.dumps({**written, "format": "cookbook"}))
    with pytest.raises(ArchiveDamaged, match="names the format 'cookbook'"):
        store.articles()
    manifest.write_text("{")
    with pytest.raises(ArchiveDamaged, match="cannot be read"):
        store.articles()
    manifest.unlink()
    with pytest.raises(ArchiveDamaged, match=r"lost its archive\.json"):
        store.articles()
    with pytest.raises(ArchiveDamaged, match=r"lost its archive\.json"):
        store.add([reading(7)])
    assert not manifest.exists()
    manifest.mkdir()
    with pytest.raises(ArchiveError, match="cannot read"):
        store.articles()


def test_a_creation_that_was_broken_off_is_completed(tmp_path: Path) -> None:
    storage.make(tmp_path, storage.RECORDS)
    (tmp_path / "archive.json.new").write_text("{")
    store = DeltaArchive(tmp_path)
    assert not store.exists
    with pytest.raises(ArchiveMissing):
        store.articles()
    assert store.add([reading(0)]) == 1
    assert store.check() == []
