"""The sockets: what can be swapped, each a protocol of one or two methods that matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from .model import Article, EventType, Quad, Reading, Rejected


@runtime_checkable
class Reader(Protocol):
    """Turns an article into a reading: deterministic, no clock, no network."""

    @property
    def name(self) -> str:
        """A name and version that changes whenever a reading could change."""
        ...

    def read(self, article: Article) -> Reading:
        """Return all that the article says; never raises on any text."""
        ...


@runtime_checkable
class Ontology(Protocol):
    """Types of events, their quad class, and the published intensity of each."""

    @property
    def scale(self) -> str:
        """The name of the intensity scale, printed with every record."""
        ...

    def quad(self, type_: EventType) -> Quad:
        """Return the quad class of a type."""
        ...

    def intensity(self, type_: EventType, mode: str | None) -> float:
        """Return the published intensity, in [-10, 10]."""
        ...


@runtime_checkable
class Store(Protocol):
    """Keeps readings; a batch is either wholly there or not at all."""

    def add(self, batch: Sequence[Reading]) -> int:
        """Keep a batch; articles that are there already are skipped. Returns how many were new."""
        ...

    def readings(self, *, as_of: dt.date | None = None) -> Iterator[Reading]:
        """Yield all acknowledged readings known by `as_of` (all when None), ordered by id."""
        ...


@runtime_checkable
class Engine(Protocol):
    """Runs a reader over articles: in this process, a pool, or a cluster."""

    def map(self, articles: Iterable[Article]) -> Iterator[Reading | Rejected]:
        """Yield one reading for each article (or why there is none), in the order given."""
        ...


Options = Mapping[str, Any]
