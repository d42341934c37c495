"""Delta tables on disk: appended in application transactions, seen through snapshots.

Everything that knows delta-rs is here. Errors of the libraries become ArchiveError and
ArchiveDamaged, which say what the caller must do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from deltalake import (
    ColumnProperties,
    CommitProperties,
    DeltaTable,
    Field,
    Schema,
    Transaction,
    WriterProperties,
    write_deltalake,
)
from deltalake.exceptions import DeltaError
from deltalake.schema import ArrayType, PrimitiveType

from ..errors import ArchiveDamaged, ArchiveError
from .tables import ALL, ARTICLES, READINGS, RECORDS, Table

MERGE_EVERY = 64
"""Every so many commits to a table, its small files are merged."""

SMALL_BYTES = 16 << 20
"""A file of this size is left alone by that merge, so that no row is rewritten over and over."""

LARGE_BYTES = 128 << 20

_PRIMITIVE = {
    pl.String: "string",
    pl.Date: "date",
    pl.Int64: "long",
    pl.Float64: "double",
    pl.Boolean: "boolean",
}

# Readings are streamed in the order of their articles: sorted files let a stretch of them be
# read without touching the rest.
_SORTED = {ARTICLES.name: "id", READINGS.name: "article", RECORDS.name: "article"}

_RESTORE = "run `detente check`, then restore the archive from a backup or ingest again"


def make(root: Path, table: Table) -> None:
    """Make an empty table where there is none."""
    uri = str(root / table.name)
    if DeltaTable.is_deltatable(uri):
        return
    fields = [Field(name, _delta_type(kind)) for name, kind in table.columns.items()]
    configuration = {"delta.dataSkippingStatsColumns": ",".join(table.keyed)}
    try:
        DeltaTable.create(uri, schema=Schema(fields), configuration=configuration)
    except (DeltaError, OSError) as error:
        raise _unwritten(root, table, error) from error


def _delta_type(kind: pl.DataType | type[pl.DataType]) -> PrimitiveType | ArrayType:
    if isinstance(kind, pl.List):
        return ArrayType(PrimitiveType("string"), contains_null=True)
    return PrimitiveType(_PRIMITIVE[kind])  # type: ignore[index]


def _unwritten(root: Path, table: Table, error: Exception) -> ArchiveError:
    return ArchiveError(
        f"cannot write the table {table.name} of the archive at {root}: {_reason(error)}",
        hint="check free space and permissions; what was acknowledged before is kept",
    )


def _reason(error: Exception) -> str:
    # What follows the first line is a stack of the library's own.
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _properties(table: Table) -> WriterProperties:
    plain = ColumnProperties(dictionary_enabled=False, statistics_enabled="NONE")
    return WriterProperties(
        compression="ZSTD",
        compression_level=3,
        column_properties=dict.fromkeys(table.bulky, plain) or None,
    )


def open_table(root: Path, table: Table) -> DeltaTable:
    """Open the newest version of a table; raises ArchiveDamaged where its log is unreadable."""
    try:
        return DeltaTable(str(root / table.name))
    except (DeltaError, OSError) as error:
        raise ArchiveDamaged(
            f"the table {table.name} of the archive at {root} cannot be opened: {_reason(error)}",
            hint=_RESTORE,
        ) from error


def files(root: Path, opened: DeltaTable, table: Table) -> list[tuple[Path, int]]:
    """Return the data files of a table's version, with the size in bytes that the log gives."""
    actions = pl.DataFrame(opened.get_add_actions())
    listed = zip(actions["path"], actions["size_bytes"], strict=True)
    # `file_uris` would percent-encode the folder's own name, which no reader of files decodes.
    return sorted((root / table.name / path, size) for path, size in listed)


def collect(frame: pl.LazyFrame, root: Path) -> pl.DataFrame:
    """Run a query; raises ArchiveDamaged where a data file is gone or unreadable."""
    try:
        return frame.collect()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ArchiveDamaged(
            f"a data file of the archive at {root} cannot be read: {_reason(error)}", hint=_RESTORE
        ) from error


class Snapshot:
    """One state of an archive: the acknowledged batches, and the rows that belong to them.

    `articles` is opened first. A batch writes its other rows before its articles, so tables
    opened later hold all rows of the batches seen here, and rows of others are filtered out.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._frames: dict[str, pl.LazyFrame] = {}
        self._articles = self.raw(ARTICLES)

    def raw(self, table: Table) -> pl.LazyFrame:
        """All rows of a table, of whatever batch."""
        if table.name not in self._frames:
            opened = open_table(self.root, table)
            paths = [path for path, _ in files(self.root, opened, table)]
            self._frames[table.name] = (
                pl.scan_parquet(paths, glob=False) if paths else pl.LazyFrame(schema=table.columns)
            )
        return self._frames[table.name]

    def rows(self, table: Table) -> pl.LazyFrame:
        """The rows of the acknowledged batches."""
        if table is ARTICLES:
            return self._articles
        return self.raw(table).join(self._batches, on="batch", how="semi")

    def orphans(self, table: Table) -> pl.LazyFrame:
        """The rows that a broken-off batch has left: in no answer, and in nobody's way."""
        return self.raw(table).join(self._batches, on="batch", how="anti")

    @property
    def _batches(self) -> pl.LazyFrame:
        return self._articles.select("batch").unique()

    def collect(self, frame: pl.LazyFrame) -> pl.DataFrame:
        """Run a query over this snapshot."""
        return collect(frame, self.root)


def stretch(
    snapshot: Snapshot, table: Table, keys: Sequence[str], columns: Sequence[str]
) -> pl.DataFrame:
    """The rows of some articles, given in order of id, sorted by article.

    The range lets Polars skip the row groups that lie outside, once the files are sorted.
    """
    key = _SORTED[table.name]
    inside = pl.col(key).is_between(pl.lit(keys[0]), pl.lit(keys[-1]))
    rows = snapshot.rows(table).filter(inside, pl.col(key).is_in(list(keys)))
    return snapshot.collect(rows.select(key, *(c for c in columns if c != key)).sort(key))


class Writer:
    """Appends to the tables of one archive; whoever makes one holds the write lock."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open: dict[str, DeltaTable] = {}
        self._known: set[str] | None = None

    def known(self) -> set[str]:
        """The ids of the acknowledged articles; `acknowledged` keeps it up to date."""
        if self._known is None:
            snapshot = Snapshot(self._root)
            self._known = set(snapshot.collect(snapshot.rows(ARTICLES).select("id"))["id"])
        return self._known

    def acknowledged(self, ids: Iterable[str]) -> None:
        """Note articles whose commit has succeeded."""
        self.known().update(ids)

    def append(self, table: Table, frame: pl.DataFrame, key: str) -> bool:
        """Append rows as the application transaction `key`; False where it was done before.

        delta-rs accepts a repeated transaction and would add the rows again: look first.
        """
        opened = self._table(table)
        if opened.transaction_version(key) is not None:
            return False
        try:
            write_deltalake(
                opened,
                frame,
                mode="append",
                writer_properties=_properties(table),
                commit_properties=CommitProperties(app_transactions=[Transaction(key, 1)]),
            )
            if opened.version() % MERGE_EVERY == 0:
                opened.optimize.compact(
                    target_size=SMALL_BYTES, writer_properties=_properties(table)
                )
        except (DeltaError, OSError) as error:
            self._open.clear()  # the handle may no longer tell the table's state
            raise _unwritten(self._root, table, error) from error
        return True

    def rewrite(self, keep_hours: int) -> None:
        """Merge the files of all tables into large ones and drop the files long replaced."""
        for table in ALL:
            opened = self._table(table)
            try:
                if table.name in _SORTED:
                    opened.optimize.z_order(
                        [_SORTED[table.name]],
                        target_size=LARGE_BYTES,
                        writer_properties=_properties(table),
                    )
                else:
                    opened.optimize.compact(
                        target_size=LARGE_BYTES, writer_properties=_properties(table)
                    )
                opened.create_checkpoint()
                opened.vacuum(
                    keep_hours, dry_run=False, enforce_retention_duration=False, full=True
                )
            except (DeltaError, OSError) as error:
                self._open.clear()
                raise _unwritten(self._root, table, error) from error

    def _table(self, table: Table) -> DeltaTable:
        if table.name not in self._open:
            self._open[table.name] = open_table(self._root, table)
        return self._open[table.name]
