"""Which records are asked for: the filters of the contract as one value, and as Polars terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import reduce
from typing import TYPE_CHECKING, Literal, get_args

from ..errors import UsageError

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["event", "statement", "commitment", "conditional"]


@dataclass(frozen=True, kw_only=True)
class Query:
    """A filter over records; an empty field does not filter, several fields must all hold.

    `source` and `target` are actor ids, any of which suffices; a symmetric event (met, clashed)
    also answers with its sides exchanged. The source of a statement is its speaker, of a
    commitment its holder; their targets are those spoken to or of, and those it is owed to.
    `actors` must stand on either side. `types` are the PLOVER type of an event, the kind of a
    commitment or conditional, the source type of a statement.

    `earliest` and `latest` (both days included) keep what may have happened in between, by the
    record's interval (of a commitment: the day it is due); open ends reach any day, records
    without an interval are left out. `as_of` keeps what was known by that day; what became known
    on no trusted day is left out then. Records that the latest decision rejects are left out
    unless `rejected`; decisions made after `as_of` count only with `decisions="all"`.

    >>> Query(source=("USA",), target=("RUS",), only_counted=True).kinds
    ()
    """

    ids: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    publisher: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    as_of: dt.date | None = None
    only_counted: bool = False
    rejected: bool = False
    decisions: Literal["as_of", "all"] = "as_of"

    def __post_init__(self) -> None:
        for field in fields(self):
            # A string is a sequence of strings, too, and would quietly match nothing.
            if field.default == () and isinstance(getattr(self, field.name), str):
                raise UsageError(f"{field.name} takes a tuple of texts, not one text")
        unknown = sorted(set(self.kinds) - set(get_args(Kind)))
        if unknown:
            known = ", ".join(get_args(Kind))
            raise UsageError(f"no kind of record is called {unknown[0]!r}", hint=f"use {known}")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise UsageError(f"the range ends ({self.latest}) before it starts ({self.earliest})")


def terms(query: Query) -> list[pl.Expr]:
    """Return the terms over the records table that must all hold, decisions aside."""
    import polars as pl  # here, so that whoever only makes a Query need not load it

    found: list[pl.Expr] = []
    for name, values in (
        ("id", query.ids),
        ("kind", query.kinds),
        ("type", query.types),
        ("status", query.statuses),
        ("article", query.articles),
    ):
        if values:
            found.append(pl.col(name).is_in(list(values)))
    found += _sides(query)
    if query.publisher is not None:
        found.append(pl.col("publisher") == query.publisher)
    found += _span(query)
    if query.as_of is not None:
        found.append(pl.col("known") <= query.as_of)
    if query.only_counted:
        found.append(pl.col("counts"))
    return found


def _sides(query: Query) -> list[pl.Expr]:
    import polars as pl

    def either(first: str, second: str) -> pl.Expr | None:
        parts = []
        if query.source:
            parts.append(_any(first, query.source))
        if query.target:
            parts.append(_any(second, query.target))
        return reduce(lambda a, b: a & b, parts) if parts else None

    found: list[pl.Expr] = []
    straight, crossed = either("source", "target"), either("target", "source")
    if straight is not None and crossed is not None:
        found.append(straight | (pl.col("symmetric") & crossed))
    if query.actors:
        found.append(_any("source", query.actors) | _any("target", query.actors))
    return found


def _any(column: str, values: Iterable[str]) -> pl.Expr:
    import polars as pl

    # one pass over the elements, however many values: a state answers to hundreds of ids
    wanted = sorted(set(values))
    return pl.col(column).list.eval(pl.element().is_in(wanted)).list.any().fill_null(False)


def _span(query: Query) -> list[pl.Expr]:
    import polars as pl

    if query.earliest is None and query.latest is None:
        return []
    earliest, latest = pl.col("earliest"), pl.col("latest")
    found = [earliest.is_not_null() | latest.is_not_null()]
    if query.earliest is not None:
        found.append(latest.is_null() | (latest >= query.earliest))
    if query.latest is not None:
        found.append(earliest.is_null() | (earliest <= query.latest))
    return found
