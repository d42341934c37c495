"""What people decided about records: appended, never changed; the latest one counts."""

from __future__ import annotations

import datetime as dt

import msgspec
import polars as pl

from ..model import Decision
from .storage import Snapshot, Writer
from .tables import DECISIONS


def append(writer: Writer, snapshot: Snapshot, decision: Decision) -> bool:
    """Keep a decision; False where one with its id is there already.

    The sequence number tells the order of decisions made on one day.
    """
    last = snapshot.collect(snapshot.raw(DECISIONS).select(pl.col("sequence").max()))["sequence"]
    row = {**msgspec.structs.asdict(decision), "sequence": (last[0] or 0) + 1}
    frame = pl.DataFrame([row], schema=DECISIONS.columns)
    return writer.append(DECISIONS, frame, f"decision/{decision.id}")


def known(snapshot: Snapshot, as_of: dt.date | None) -> pl.DataFrame:
    """The decisions made by a day (all when None), in the order in which they were made."""
    rows = snapshot.raw(DECISIONS)
    if as_of is not None:
        rows = rows.filter(pl.col("on") <= as_of)
    return snapshot.collect(rows.sort("on", "sequence"))


def load(frame: pl.DataFrame) -> list[Decision]:
    """Turn rows into decisions."""
    return [Decision(**row) for row in frame.drop("sequence").iter_rows(named=True)]


def rejected(snapshot: Snapshot, as_of: dt.date | None) -> list[str]:
    """The ids of the records that the latest decision made by a day rejects, sorted."""
    latest = known(snapshot, as_of).unique("record", keep="last", maintain_order=True)
    return sorted(latest.filter(pl.col("verdict") == "reject")["record"])
