"""`check` finds every way in which an archive can contradict itself, and says where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from archive_samples import ingest, reading, readings
from deltalake import DeltaTable, write_deltalake
from msgspec.structs import replace

from detente.archive import check, tables
from detente.archive.delta import DeltaArchive
from detente.errors import ArchiveDamaged, ArchiveError
from detente.model import Decision, Span


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    ingest(folder, 12, 4)
    return folder


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> DeltaArchive:
    shutil.copytree(whole, tmp_path / "a")
    return DeltaArchive(tmp_path / "a")


def _faults(archive: DeltaArchive) -> list[check.Finding]:
    return [one for one in archive.check() if one.severity == "fault"]


def _change(archive: DeltaArchive, table: tables.Table, **expressions: pl.Expr) -> None:
    """Rewrite columns of one article's rows, as a faulty program would."""
    uri = str(archive.path / table.name)
    key = "id" if table is tables.ARTICLES else "article"
    rows = pl.read_delta(uri).sort(key)
    first = pl.col(key) == pl.col(key).first()
    changed = rows.with_columns(
        pl.when(first).then(expression).otherwise(pl.col(name)).alias(name)
        for name, expression in expressions.items()
    )
    write_deltalake(uri, changed, mode="overwrite")


def _append(archive: DeltaArchive, table: tables.Table, rows: pl.DataFrame) -> None:
    write_deltalake(str(archive.path / table.name), rows, mode="append")


def test_a_whole_archive_has_no_finding(archive: DeltaArchive) -> None:
    assert archive.check() == []


@pytest.mark.parametrize(
    ("table", "column", "expression", "message"),
    [
        (tables.ARTICLES, "text", pl.col("text").str.replace("B", "Z"), "text has changed"),
        (tables.ARTICLES, "text", pl.col("text") + "!", "code points, 7[78] were read"),
        (tables.ARTICLES, "published", pl.lit(None), "published differs"),
        (tables.ARTICLES, "publisher", pl.lit("Gazette"), "publisher differs"),
        (tables.ARTICLES, "payload", pl.lit("{}"), "payload differs"),
        (tables.READINGS, "payload", pl.lit("{"), "cannot be decoded"),
        (tables.READINGS, "payload", pl.col("payload").str.replace("-5", "-4"), "not those of"),
        (tables.READINGS, "batch", pl.lit("another"), "has no reading"),
        (tables.RECORDS, "batch", pl.lit("another"), "not those of its reading"),
        (tables.RECORDS, "status", pl.lit("occurred"), "not those of its reading"),
        (tables.RECORDS, "id", pl.col("id").str.reverse(), "not those of its reading"),
        (tables.RECORDS, "position", pl.lit(0), "not those of its reading"),
        (tables.RECORDS, "source", pl.col("source").list.reverse().list.head(0), "not those of"),
        (tables.RECORDS, "article", pl.lit("nowhere"), "belongs to no article"),
        (tables.READINGS, "article", pl.lit("nowhere"), "belongs to no article"),
    ],
)
def test_a_changed_column_is_a_fault(
    archive: DeltaArchive, table: tables.Table, column: str, expression: pl.Expr, message: str
) -> None:
    _change(archive, table, **{column: expression})
    assert any(pl.Series([one.message]).str.contains(message)[0] for one in _faults(archive))


@pytest.mark.parametrize("table", [tables.ARTICLES, tables.READINGS, tables.RECORDS])
def test_double_rows_are_a_fault(archive: DeltaArchive, table: tables.Table) -> None:
    rows = pl.read_delta(str(archive.path / table.name))
    _append(archive, table, rows.head(2))
    found = _faults(archive)
    assert {one.table for one in found} == {table.name}
    assert any("more than one" in one.message or "more than once" in one.message for one in found)


def test_many_faults_of_one_sort_are_counted(archive: DeltaArchive) -> None:
    rows = pl.read_delta(str(archive.path / "records"))
    _append(archive, tables.RECORDS, rows)
    double = [one for one in _faults(archive) if "more than once" in one.message]
    assert len(double) == check.SHOWN + 1
    assert "43 more" in {one.subject for one in double}


def test_spans_outside_the_text_are_a_fault(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    store.add([replace(reading(0), sentences=(Span(0, 9999),)), reading(1)])
    found = _faults(store)
    assert [one.subject for one in found] == [reading(0).article.id]
    assert "0-9999 lies outside the text (77 code points)" in str(found[0])


def test_rows_of_a_broken_off_batch_are_a_note_and_in_no_answer(archive: DeltaArchive) -> None:
    before = list(archive.export()), archive.records()
    admitted = [tables.admit(one) for one in readings(3, first=50)]
    bare = [one.reading for one in admitted]
    _append(archive, tables.RECORDS, tables.record_frame(bare, "gone"))
    _append(archive, tables.READINGS, tables.reading_frame(admitted, "gone"))
    notes = archive.check()
    assert [(one.severity, one.table, one.subject) for one in notes] == [
        ("note", "readings", "3 rows"),
        ("note", "records", "12 rows"),
    ]
    assert list(archive.export()) == before[0]
    assert archive.records().equals(before[1])
    assert archive.add(readings(3, first=50)) == 3
    assert _faults(archive) == []


def test_a_decision_about_a_lost_record_is_a_note(archive: DeltaArchive) -> None:
    event = archive.events()[0].id
    day = reading(0).article.published
    assert day
    archive.decide(Decision(id="d1", record=event, verdict="accept", who="ann", on=day))
    uri = str(archive.path / "decisions")
    lost = pl.read_delta(uri).with_columns(record=pl.lit("gone"), id=pl.lit("d2"))
    _append(archive, tables.DECISIONS, lost)
    found = archive.check()
    assert [(one.severity, one.subject) for one in found] == [("note", "d2")]


# Damage to files


def _log(archive: DeltaArchive, table: str) -> list[Path]:
    return sorted((archive.path / table / "_delta_log").glob("*.json"))


def _data(archive: DeltaArchive, table: str) -> Path:
    return min((archive.path / table).glob("*.parquet"))


def _spoil(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at : at + 40] = bytes(255 - byte for byte in raw[at : at + 40])
    path.write_bytes(raw)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


DAMAGE: dict[str, Callable[[DeltaArchive], object]] = {
    "log gone": lambda a: shutil.rmtree(a.path / "articles" / "_delta_log"),
    "table gone": lambda a: shutil.rmtree(a.path / "articles"),
    "commit cut": lambda a: _cut(_log(a, "articles")[-1]),
    "commit garbage": lambda a: _log(a, "articles")[2].write_bytes(b"\x00\xff garbage"),
    "commit gone": lambda a: _log(a, "articles")[2].unlink(),
    "file gone": lambda a: _data(a, "articles").unlink(),
    "file cut": lambda a: _cut(_data(a, "articles")),
    "file empty": lambda a: _data(a, "articles").write_bytes(b""),
    "file spoilt at its end": lambda a: _spoil(_data(a, "articles"), -44),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_files_are_faults_and_no_answer_is_given(
    archive: DeltaArchive, damage: str
) -> None:
    DAMAGE[damage](archive)
    found = _faults(archive)
    assert found
    assert {one.table for one in found} == {"articles"}
    for call in (
        archive.records,
        lambda: list(archive.readings(with_text=True)),
        lambda: archive.add(readings(1, first=70)),
    ):
        with pytest.raises(ArchiveDamaged) as caught:
            call()
        assert "\n" not in str(caught.value)
        assert str(archive.path) in str(caught.value)


def test_a_file_spoilt_inside_is_a_fault(archive: DeltaArchive) -> None:
    _spoil(_data(archive, "records"), 0)
    found = _faults(archive)
    assert [one.subject for one in found] == [_data(archive, "records").name]


def test_a_file_of_another_table_is_a_fault(archive: DeltaArchive) -> None:
    uri = str(archive.path / "quarantine")
    write_deltalake(uri, pl.DataFrame({"cake": [1]}), mode="overwrite", schema_mode="overwrite")
    assert [one.message for one in _faults(archive)] == [
        "the file has other columns than its table"
    ]


def test_a_lost_manifest_is_a_fault(archive: DeltaArchive) -> None:
    (archive.path / "archive.json").unlink()
    assert [one.subject for one in _faults(archive)] == ["archive.json"]


def test_a_missing_reading_stops_the_stream(archive: DeltaArchive) -> None:
    _change(archive, tables.READINGS, batch=pl.lit("another"))
    with pytest.raises(ArchiveDamaged, match="missing or double"):
        list(archive.readings())


def test_an_unreadable_payload_stops_the_stream(archive: DeltaArchive) -> None:
    _change(archive, tables.READINGS, payload=pl.lit("{"))
    with pytest.raises(ArchiveDamaged, match=r"a reading in the archive .* is unreadable"):
        list(archive.readings())


def test_an_emptied_commit_is_a_note_where_ingesting_again_mends_it(
    archive: DeltaArchive,
) -> None:
    _log(archive, "articles")[-1].write_bytes(b"")
    assert archive.articles().height == 8
    assert {one.severity for one in archive.check()} == {"note"}
    assert archive.add(readings(12)) == 4
    assert archive.articles().height == 12
    assert _faults(archive) == []


def test_a_file_lost_while_checking_is_a_fault(
    archive: DeltaArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_files", lambda root: iter(()))
    _data(archive, "records").unlink()
    assert [one.table for one in _faults(archive)] == ["archive"]


def test_failing_to_make_or_compact_is_no_damage(
    tmp_path: Path, archive: DeltaArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(DeltaTable, "create", full)
        with pytest.raises(ArchiveError, match="cannot write the table records"):
            DeltaArchive(tmp_path / "new").add(readings(1))
    assert DeltaArchive(tmp_path / "new").add(readings(1)) == 1
    with monkeypatch.context() as patch:
        patch.setattr(DeltaTable, "vacuum", full)
        with pytest.raises(ArchiveError, match="No space left"):
            archive.compact()
    assert archive.check() == []
