"""The store: Delta tables in a folder, one acknowledging commit a batch.

A batch writes its records, then its readings, then its articles; the last of these commits
acknowledges, and readers see only what is acknowledged. A process that dies in between leaves
rows that are in no answer; ingesting again completes the work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

import msgspec
import polars as pl

from ..errors import ArchiveDamaged, ArchiveMissing, UsageError
from ..model import (
    Article,
    Commitment,
    Conditional,
    Decision,
    Event,
    Reading,
    Record,
    Rejected,
    Statement,
)
from . import decisions, manifest, quarantine, storage, tables
from .check import Finding
from .check import run as run_check
from .lock import WriteLock
from .query import Kind, Query, terms
from .tables import ARTICLES, READINGS, RECORDS

T = TypeVar("T")

CHUNK = 1024
"""Articles whose readings are held in memory at a time while streaming."""

SHORTEST_PREFIX = 4

_HIDDEN = ("payload", "text", "text_sha256", "batch")


class Located(NamedTuple):
    """A record and the article it was found in (without its text)."""

    record: Record
    article: Article


class DeltaArchive:
    """An archive in the folder `path`; made by the first write, not by this call.

    Reading raises ArchiveMissing where there is no archive and ArchiveDamaged where it cannot be
    read; writing raises ArchiveBusy, at once, where another process or thread is writing. Each
    reading call sees one state: whole batches, whatever is being written meanwhile.

    >>> import tempfile
    >>> DeltaArchive(tempfile.mkdtemp() + "/new").add([])
    0
    """

    def __init__(self, path: Path | str) -> None:
        self.path = manifest.located(path)
        self._lock = WriteLock(self.path)
        self._writer: storage.Writer | None = None

    def __repr__(self) -> str:
        return f"DeltaArchive({str(self.path)!r})"

    @property
    def exists(self) -> bool:
        """Whether an archive stands here; raises ArchiveDamaged where one does but is faulty."""
        try:
            manifest.verify(self.path)
        except ArchiveMissing:
            return False
        return True

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock over several calls, as a run of many batches should.

        Makes the archive where there is none. May be nested; raises ArchiveBusy.
        """
        manifest.prepare(self.path)
        with self._lock:
            if self._writer is not None:
                yield
                return
            if not self.exists:
                for table in tables.ALL:
                    storage.make(self.path, table)
                manifest.create(self.path)
            self._writer = storage.Writer(self.path)
            try:
                yield
            finally:
                self._writer = None

    @property
    def _held(self) -> storage.Writer:
        assert self._writer is not None, "the write lock is held wherever this is called"
        return self._writer

    def add(self, batch: Sequence[Reading], *, reader: str | None = None) -> int:
        """Keep a batch of readings, wholly or not at all; returns how many were new.

        Each reading carries its article with the text. Articles that are there already, or twice
        in the batch, are skipped. `reader` names what made the readings. Nothing is written where
        a reading cannot be kept (ItemError, naming the article).
        """
        if not batch:
            return 0
        with self.writing():
            known = self._held.known()
            # Backwards, so that of two readings of one article the first is kept.
            fresh = {one.article.id: one for one in batch[::-1] if one.article.id not in known}
            if not fresh:
                return 0
            admitted = [tables.admit(fresh[key]) for key in sorted(fresh)]
            batch_key = tables.batch_id(admitted)
            records = tables.record_frame((one.reading for one in admitted), batch_key)
            transaction = f"batch/{batch_key}"
            if not records.is_empty():
                self._held.append(RECORDS, records, transaction)
            self._held.append(READINGS, tables.reading_frame(admitted, batch_key), transaction)
            articles = tables.article_frame(admitted, batch_key, reader)
            self._held.append(ARTICLES, articles, transaction)
            self._held.acknowledged(fresh)
        return len(fresh)

    def decide(self, decision: Decision) -> bool:
        """Keep a decision about a record; False where a decision with its id is there already.

        Raises UsageError where no such record is kept.
        """
        with self.writing():
            snapshot = self._snapshot()
            rows = snapshot.rows(RECORDS).filter(pl.col("id") == decision.record).select("id")
            if snapshot.collect(rows).is_empty():
                raise UsageError(
                    f"there is no record {decision.record} to decide about",
                    hint="give the whole id of a record of this archive",
                )
            return decisions.append(self._held, snapshot, decision)

    def reject(self, items: Sequence[Rejected]) -> int:
        """Keep items that could not be used; returns how many were not there yet."""
        if not items:
            return 0
        with self.writing():
            return quarantine.append(self._held, self._snapshot(), items)

    def compact(self, *, keep_hours: int = 168) -> None:
        """Merge the tables' files into few sorted ones; the content stays the same.

        Files that were replaced more than `keep_hours` ago are deleted: a reader that has been
        streaming for longer than that would lose them.
        """
        manifest.verify(self.path)
        with self.writing():
            self._held.rewrite(keep_hours)

    # Reading

    def _snapshot(self) -> storage.Snapshot:
        manifest.verify(self.path)
        return storage.Snapshot(self.path)

    def articles(self, as_of: dt.date | None = None) -> pl.DataFrame:
        """The articles known by a day (all when None), by id, without their texts.

        Columns: id, given_id, publisher, url, title, published, published_from, known (the date
        where it comes from anywhere), language, sha256, length (code points), spun, reader.
        """
        snapshot = self._snapshot()
        return snapshot.collect(_known(snapshot, as_of).drop(_HIDDEN).sort("id"))

    def article(self, key: str) -> Article:
        """The article with the id `key`, with its text; raises UsageError where there is none."""
        snapshot = self._snapshot()
        rows = snapshot.rows(ARTICLES).filter(pl.col("id") == key).select("payload", "text")
        found = snapshot.collect(rows)
        if found.is_empty():
            raise UsageError(f"there is no article {key} in the archive at {self.path}")
        article = self._decode(Article, found["payload"][0])
        return msgspec.structs.replace(article, text=found["text"][0])

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """The texts of many articles by id; ids that are not there are left out."""
        snapshot = self._snapshot()
        rows = snapshot.rows(ARTICLES).filter(pl.col("id").is_in(sorted(set(keys))))
        found = snapshot.collect(rows.select("id", "text").sort("id"))
        return dict(zip(found["id"], found["text"], strict=True))

    def known_ids(self) -> frozenset[str]:
        """The ids of all acknowledged articles."""
        snapshot = self._snapshot()
        return frozenset(snapshot.collect(snapshot.rows(ARTICLES).select("id"))["id"])

    def newest_known(self) -> dt.date | None:
        """The newest trusted date of an article: what `as of` means where no day is given."""
        snapshot = self._snapshot()
        newest = snapshot.collect(snapshot.rows(ARTICLES).select(pl.col("known").max()))
        return cast("dt.date | None", newest["known"][0])

    def readings(
        self,
        *,
        as_of: dt.date | None = None,
        with_text: bool = False,
        articles: Sequence[str] | None = None,
    ) -> Iterator[Reading]:
        """Yield the readings known by a day (all when None), by article id, as they were made.

        The articles come without their texts unless `with_text`; `articles` keeps those ids only.
        Undated articles are left out where a day is given. Decisions do not change a reading.
        """
        snapshot = self._snapshot()
        for _, payload, text in self._payloads(snapshot, as_of, with_text, articles):
            reading = self._decode(Reading, payload)
            yield reading if text is None else tables.with_text(reading, text)

    def reading(self, article: str, *, with_text: bool = False) -> Reading:
        """The reading of one article; raises UsageError where there is none."""
        for reading in self.readings(with_text=with_text, articles=(article,)):
            return reading
        raise UsageError(f"there is no article {article} in the archive at {self.path}")

    def export(self, *, as_of: dt.date | None = None, with_text: bool = False) -> Iterator[str]:
        """Yield the readings as lines of JSON (without line ends), by article id.

        Two archives with the same readings export the same lines, whatever the batches and the
        order in which they came.
        """
        for _, payload, text in self._payloads(self._snapshot(), as_of, with_text, None):
            if text is None:
                yield payload
            else:
                yield tables.dumps(tables.with_text(self._decode(Reading, payload), text))

    def records(self, query: Query | None = None) -> pl.DataFrame:
        """The records that a query asks for (all when None), by known date, article, position.

        Columns: id, article, position (within the reading), kind, type, status, known, earliest,
        latest, source, target, symmetric, speaker, publisher, counts; see Query for what source,
        target, type and the interval of each kind are.
        """
        snapshot = self._snapshot()
        found = _selected(snapshot, query or Query()).drop("payload", "batch")
        return snapshot.collect(found.sort(_ORDER, nulls_last=True))

    def events(self, query: Query | None = None) -> list[Event]:
        """The events that a query asks for, in the order of `records`."""
        return cast("list[Event]", self._decoded(query, "event"))

    def statements(self, query: Query | None = None) -> list[Statement]:
        """The statements that a query asks for, in the order of `records`."""
        return cast("list[Statement]", self._decoded(query, "statement"))

    def commitments(self, query: Query | None = None) -> list[Commitment]:
        """The commitments that a query asks for, in the order of `records`."""
        return cast("list[Commitment]", self._decoded(query, "commitment"))

    def conditionals(self, query: Query | None = None) -> list[Conditional]:
        """The conditionals that a query asks for, in the order of `records`."""
        return cast("list[Conditional]", self._decoded(query, "conditional"))

    def located(self, query: Query | None = None) -> list[Located]:
        """The records that a query asks for, each with its article, in the order of `records`."""
        snapshot = self._snapshot()
        columns = ("kind", "payload", *_ORDER)
        found = snapshot.collect(
            _selected(snapshot, query or Query()).select(columns).sort(_ORDER, nulls_last=True)
        )
        keys = sorted(found["article"].unique())
        rows = snapshot.rows(ARTICLES).filter(pl.col("id").is_in(keys)).select("id", "payload")
        articles = {
            key: self._decode(Article, payload)
            for key, payload in snapshot.collect(rows).iter_rows()
        }
        return [
            Located(self._decode(tables.RECORD_TYPES[kind], payload), articles[article])
            for kind, payload, article in found.select("kind", "payload", "article").iter_rows()
        ]

    def find_record(self, prefix: str) -> Located:
        """The record whose id is `prefix`, or the only one whose id starts with it.

        Records that were rejected or are undated are found, too. Raises UsageError where
        `prefix` is shorter than four characters, fits no record, or fits several (listed).
        """
        prefix = prefix.strip().lower()
        if len(prefix) < SHORTEST_PREFIX:
            raise UsageError(
                f"the record id {prefix!r} is too short",
                hint=f"give at least {SHORTEST_PREFIX} characters of it",
            )
        snapshot = self._snapshot()
        rows = snapshot.rows(RECORDS).filter(pl.col("id").str.starts_with(prefix))
        ids = snapshot.collect(rows.select("id").sort("id"))["id"].to_list()
        if len(ids) > 1 and prefix not in ids:
            shown = ", ".join(ids[:8]) + (f" and {len(ids) - 8} more" if len(ids) > 8 else "")
            raise UsageError(
                f"several records start with {prefix!r}: {shown}", hint="give more characters"
            )
        if not ids:
            raise UsageError(
                f"there is no record whose id starts with {prefix!r}",
                hint="ids of records stand in the lists that detente prints",
            )
        key = prefix if prefix in ids else ids[0]
        return self.located(Query(ids=(key,), rejected=True))[0]

    def decisions(self, as_of: dt.date | None = None) -> list[Decision]:
        """The decisions made by a day (all when None), in the order in which they were made."""
        return decisions.load(decisions.known(self._snapshot(), as_of))

    def rejected(self) -> list[Rejected]:
        """The items that could not be used, by source, line and reason."""
        return quarantine.load(self._snapshot())

    def check(self) -> list[Finding]:
        """Whether the archive is whole: what contradicts itself (faults), what is odd (notes)."""
        return run_check(self.path)

    # Helpers

    def _decoded(self, query: Query | None, kind: Kind) -> list[Record]:
        asked = query or Query()
        if asked.kinds and kind not in asked.kinds:
            return []
        snapshot = self._snapshot()
        rows = _selected(snapshot, asked).filter(pl.col("kind") == kind)
        found = snapshot.collect(rows.select("payload", *_ORDER).sort(_ORDER, nulls_last=True))
        of = tables.RECORD_TYPES[kind]
        return [self._decode(of, payload) for payload in found["payload"]]

    def _payloads(
        self,
        snapshot: storage.Snapshot,
        as_of: dt.date | None,
        with_text: bool,
        articles: Sequence[str] | None,
    ) -> Iterator[tuple[str, str, str | None]]:
        rows = _known(snapshot, as_of)
        if articles is not None:
            rows = rows.filter(pl.col("id").is_in(sorted(set(articles))))
        ids = snapshot.collect(rows.select("id").sort("id"))["id"].to_list()
        for first in range(0, len(ids), CHUNK):
            wanted = ids[first : first + CHUNK]
            found = storage.stretch(snapshot, READINGS, wanted, ("payload",))
            if found["article"].to_list() != wanted:
                odd = sorted(set(wanted).symmetric_difference(found["article"])) or wanted
                raise ArchiveDamaged(
                    f"the reading of article {odd[0]} is missing or double in {self.path}",
                    hint="run `detente check` for all faults",
                )
            texts: list[str | None] = [None] * len(wanted)
            if with_text:
                texts = storage.stretch(snapshot, ARTICLES, wanted, ("text",))["text"].to_list()
            yield from zip(wanted, found["payload"], texts, strict=True)

    def _decode(self, of: type[T], payload: str) -> T:
        try:
            return msgspec.json.decode(payload, type=of)
        except msgspec.MsgspecError as error:
            raise ArchiveDamaged(
                f"a {of.__name__.lower()} in the archive at {self.path} is unreadable: {error}",
                hint="run `detente check` for all faults",
            ) from error


_ORDER = ("known", "article", "position")


def _known(snapshot: storage.Snapshot, as_of: dt.date | None) -> pl.LazyFrame:
    rows = snapshot.rows(ARTICLES)
    return rows if as_of is None else rows.filter(pl.col("known") <= as_of)


def _selected(snapshot: storage.Snapshot, query: Query) -> pl.LazyFrame:
    rows = snapshot.rows(RECORDS).filter(*terms(query))
    if query.rejected:
        return rows
    until = None if query.decisions == "all" else query.as_of
    gone = decisions.rejected(snapshot, until)
    return rows.filter(~pl.col("id").is_in(gone)) if gone else rows
