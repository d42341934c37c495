"""What could not be used, kept with its reason, each item once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import polars as pl

from ..model import Rejected, content_id
from .storage import Snapshot, Writer
from .tables import QUARANTINE


def _key(item: Rejected) -> str:
    return content_id("rejected", *msgspec.structs.astuple(item))


def append(writer: Writer, snapshot: Snapshot, items: Sequence[Rejected]) -> int:
    """Keep rejected items; returns how many were not there yet."""
    there = set(snapshot.collect(snapshot.raw(QUARANTINE).select("id"))["id"])
    fresh = {key: item for item in items if (key := _key(item)) not in there}
    if not fresh:
        return 0
    rows = [{"id": key, **msgspec.structs.asdict(item)} for key, item in fresh.items()]
    frame = pl.DataFrame(rows, schema=QUARANTINE.columns)
    writer.append(QUARANTINE, frame, "rejected/" + content_id(*sorted(fresh)))
    return len(fresh)


def load(snapshot: Snapshot) -> list[Rejected]:
    """All rejected items, by source, line and reason."""
    rows = snapshot.raw(QUARANTINE).sort("source", "line", "reason", "id").drop("id")
    return [Rejected(**row) for row in snapshot.collect(rows).iter_rows(named=True)]
