"""Records kept and queried: five Delta tables in one folder, one writer, readers never blocked.

`query` and `check` hold the values that callers hand in and get back; the store itself is
`detente.archive.delta.DeltaArchive`, in a module of its own because it loads Polars and
delta-rs, which a command that touches no archive should not pay for.
"""

from __future__ import annotations

from .query import Query

__all__ = ["Query"]
