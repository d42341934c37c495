"""Is the archive whole? Everything is computed again from the payloads and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import polars as pl

from ..errors import ArchiveDamaged
from ..model import Reading
from ..testing import spans
from . import manifest, storage, tables
from .tables import ARTICLES, DECISIONS, QUARANTINE, READINGS, RECORDS, Table

CHUNK = 1024
"""Articles that are held in memory at a time."""

SHOWN = 5
"""Findings of one sort that are listed one by one; the rest is counted."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something that `check` has to say: where, of what, and how bad it is.

    A `fault` makes answers wrong or impossible; a `note` does not.
    """

    severity: Literal["fault", "note"]
    table: str
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.table}: {self.subject}: {self.message}"


def run(root: Path) -> list[Finding]:
    """Check the archive at `root`; raises ArchiveMissing where there is none.

    Faults come first. Where the files themselves are faulty, nothing else is looked at.
    """
    try:
        manifest.verify(root)
    except ArchiveDamaged as error:
        return [Finding("fault", "archive", manifest.NAME, error.message)]
    findings = list(_files(root))
    if not any(one.severity == "fault" for one in findings):
        try:
            findings += _content(storage.Snapshot(root))
        except ArchiveDamaged as error:
            findings.append(Finding("fault", "archive", str(root), error.message))
    return sorted(findings)


def _files(root: Path) -> Iterator[Finding]:
    for table in tables.ALL:
        try:
            opened = storage.open_table(root, table)
        except ArchiveDamaged as error:
            yield Finding("fault", table.name, "_delta_log", error.message)
            continue
        for commit in sorted((root / table.name / "_delta_log").glob("*.json")):
            # A power cut may leave one; where it takes more than an unfinished batch with it,
            # the tables contradict each other and that is found as a fault.
            if commit.stat().st_size == 0:
                message = "the commit is empty, what it added is not there; ingest again"
                yield Finding("note", table.name, commit.name, message)
        for path, size in storage.files(root, opened, table):
            problem = _unreadable(path, size, table, root)
            if problem:
                yield Finding("fault", table.name, path.name, problem)


def _unreadable(path: Path, size: int, table: Table, root: Path) -> str | None:
    if not path.exists():
        return "the file is gone"
    if path.stat().st_size != size:
        return f"the file has {path.stat().st_size} bytes, {size} were written"
    try:
        schema = storage.collect(pl.scan_parquet(path, glob=False), root).schema
    except ArchiveDamaged as error:
        return error.message
    if schema != pl.Schema(table.columns):
        return "the file has other columns than its table"
    return None


def _content(snapshot: storage.Snapshot) -> Iterator[Finding]:
    yield from _unique(snapshot, ARTICLES, "id")
    yield from _unique(snapshot, RECORDS, "id")
    yield from _unique(snapshot, DECISIONS, "id")
    yield from _unique(snapshot, QUARANTINE, "id")
    articles = snapshot.rows(ARTICLES).select("id")
    for table in (READINGS, RECORDS):
        strays = snapshot.rows(table).join(articles, left_on="article", right_on="id", how="anti")
        stray = snapshot.collect(strays.select("article").unique().sort("article"))["article"]
        yield from _listed(table, stray.to_list(), "belongs to no article of the archive")
        orphans = snapshot.collect(snapshot.orphans(table).select(pl.len())).item()
        if orphans:
            message = "rows left by a batch that was broken off; they are in no answer"
            yield Finding("note", table.name, f"{orphans} rows", message)
    records = snapshot.rows(RECORDS).select("id")
    decided = snapshot.raw(DECISIONS).join(records, left_on="record", right_on="id", how="anti")
    for key in snapshot.collect(decided.select("id").sort("id"))["id"]:
        yield Finding("note", DECISIONS.name, key, "decides about a record that is not there")
    ids = snapshot.collect(articles.unique().sort("id"))["id"].to_list()
    for first in range(0, len(ids), CHUNK):
        yield from _chunk(snapshot, ids[first : first + CHUNK])


def _listed(table: Table, subjects: Sequence[str], message: str) -> Iterator[Finding]:
    for subject in subjects[:SHOWN]:
        yield Finding("fault", table.name, subject, message)
    if len(subjects) > SHOWN:
        yield Finding("fault", table.name, f"{len(subjects) - SHOWN} more", message)


def _unique(snapshot: storage.Snapshot, table: Table, key: str) -> Iterator[Finding]:
    rows = snapshot.rows(table) if "batch" in table.columns else snapshot.raw(table)
    double = rows.group_by(key).len().filter(pl.col("len") > 1).select(key).sort(key)
    yield from _listed(table, snapshot.collect(double)[key].to_list(), "is there more than once")


def _chunk(snapshot: storage.Snapshot, ids: Sequence[str]) -> Iterator[Finding]:
    articles = storage.stretch(snapshot, ARTICLES, ids, tuple(ARTICLES.columns))
    stored = storage.stretch(snapshot, READINGS, ids, tuple(READINGS.columns))
    times = Counter(stored["article"])
    yield from _listed(READINGS, [key for key in ids if key not in times], "has no reading")
    double = [key for key, count in sorted(times.items()) if count > 1]
    yield from _listed(READINGS, double, "has more than one reading")
    readings: dict[str, tuple[Reading, str]] = {}
    for key, payload in stored.select("article", "payload").iter_rows():
        try:
            readings[key] = tables.load_reading(payload), payload
        except msgspec.MsgspecError as error:
            yield Finding("fault", READINGS.name, key, f"cannot be decoded: {error}")
    yield from _articles(articles.unique("id", keep="first", maintain_order=True), readings)
    batches = dict(articles.select("id", "batch").iter_rows())
    expected = tables.record_frame((reading for reading, _ in readings.values()), None)
    expected = expected.with_columns(
        pl.col("article").replace_strict(batches, return_dtype=pl.String).alias("batch")
    )
    yield from _records(snapshot, sorted(readings), expected)


def _articles(stored: pl.DataFrame, readings: dict[str, tuple[Reading, str]]) -> Iterator[Finding]:
    stored = stored.filter(pl.col("id").is_in(list(readings)))
    admitted = [
        tables.Admitted(*readings[key], text)
        for key, text in stored.select("id", "text").iter_rows()
    ]
    # Who read it and in which batch does not follow from the reading.
    kept = stored.drop("batch", "reader")
    again = tables.article_frame(admitted, "", None).select(kept.columns)
    if not kept.equals(again):
        yield from _differences(kept, again)
    for one in admitted:
        yield from _text(one.reading, one.text)


def _differences(kept: pl.DataFrame, again: pl.DataFrame) -> Iterator[Finding]:
    for row, other in zip(kept.iter_rows(named=True), again.iter_rows(named=True), strict=True):
        for column, value in other.items():
            if row[column] != value:
                what = "the text has changed" if column == "text_sha256" else f"{column} differs"
                yield Finding("fault", ARTICLES.name, row["id"], f"{what} from what was read")


def _text(reading: Reading, text: str) -> Iterator[Finding]:
    key = reading.article.id
    length = reading.article.length
    if length != len(text):
        message = f"the text has {len(text)} code points, {length} were read"
        yield Finding("fault", ARTICLES.name, key, message)
    outside = [(start, end) for start, end in spans(reading) if not start <= end <= length]
    if outside:
        start, end = outside[0]
        message = f"the span {start}-{end} lies outside the text ({length} code points)"
        yield Finding("fault", READINGS.name, key, message)


def _records(
    snapshot: storage.Snapshot, ids: Sequence[str], expected: pl.DataFrame
) -> Iterator[Finding]:
    if not ids:
        return
    columns = tuple(RECORDS.columns)
    stored = storage.stretch(snapshot, RECORDS, ids, columns).select(columns)
    stored = stored.sort("article", "position", maintain_order=True)
    expected = expected.select(columns).sort("article", "position")
    if stored.equals(expected):
        return
    by_stored = stored.partition_by("article", as_dict=True)
    by_expected = expected.partition_by("article", as_dict=True)
    wrong = []
    for key in ids:
        there = by_stored.get((key,), stored.clear())
        if not there.equals(by_expected.get((key,), expected.clear())):
            wrong.append(key)
    yield from _listed(RECORDS, wrong, "its records are not those of its reading, each once")
