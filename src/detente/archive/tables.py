"""The tables of an archive: their columns, and how a reading becomes rows of them.

The columns are what queries filter by; the whole value stands beside them as JSON (`payload`),
so that nothing is lost and `check` can compute every column again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import polars as pl
from msgspec import UNSET

from ..errors import ItemError
from ..model import (
    Article,
    Commitment,
    Conditional,
    Event,
    Interval,
    Reading,
    Record,
    Statement,
    content_id,
)
from .query import Kind

TEXTS = pl.List(pl.String)

Columns = dict[str, pl.DataType | type[pl.DataType]]


@dataclass(frozen=True)
class Table:
    """A table: its columns; those with statistics in the log; those too long for statistics."""

    name: str
    columns: Columns
    keyed: tuple[str, ...]
    bulky: tuple[str, ...] = ()


ARTICLES = Table(
    "articles",
    {
        "id": pl.String,
        "given_id": pl.String,
        "publisher": pl.String,
        "url": pl.String,
        "title": pl.String,
        "published": pl.Date,
        "published_from": pl.String,
        "known": pl.Date,
        "language": pl.String,
        "sha256": pl.String,
        "text_sha256": pl.String,
        "length": pl.Int64,
        "spun": pl.Float64,
        "batch": pl.String,
        "reader": pl.String,
        "payload": pl.String,
        "text": pl.String,
    },
    keyed=("id", "batch", "known"),
    bulky=("payload", "text", "title", "url"),
)

READINGS = Table(
    "readings",
    {"article": pl.String, "batch": pl.String, "payload": pl.String},
    keyed=("article", "batch"),
    bulky=("payload",),
)

RECORDS = Table(
    "records",
    {
        "id": pl.String,
        "article": pl.String,
        "batch": pl.String,
        "position": pl.Int64,
        "kind": pl.String,
        "type": pl.String,
        "status": pl.String,
        "known": pl.Date,
        "earliest": pl.Date,
        "latest": pl.Date,
        "source": TEXTS,
        "target": TEXTS,
        "symmetric": pl.Boolean,
        "speaker": pl.String,
        "publisher": pl.String,
        "counts": pl.Boolean,
        "payload": pl.String,
    },
    keyed=("id", "article", "batch", "known", "earliest", "latest"),
    bulky=("payload",),
)

DECISIONS = Table(
    "decisions",
    {
        "id": pl.String,
        "record": pl.String,
        "verdict": pl.String,
        "who": pl.String,
        "on": pl.Date,
        "why": pl.String,
        "sequence": pl.Int64,
    },
    keyed=("id", "on"),
)

QUARANTINE = Table(
    "quarantine",
    {
        "id": pl.String,
        "source": pl.String,
        "line": pl.Int64,
        "reason": pl.String,
        "given_id": pl.String,
        "sha256": pl.String,
    },
    keyed=("id",),
)

ALL: tuple[Table, ...] = (RECORDS, READINGS, ARTICLES, DECISIONS, QUARANTINE)
"""In the order in which they are made; `articles` is written last within a batch."""

RECORD_TYPES: dict[str, type[Record]] = {
    "event": Event,
    "statement": Statement,
    "commitment": Commitment,
    "conditional": Conditional,
}

_ENCODER = msgspec.json.Encoder(order="deterministic")
_READING = msgspec.json.Decoder(Reading)


class Admitted(NamedTuple):
    """A reading that may be kept: without its text, its JSON, and the text."""

    reading: Reading
    payload: str
    text: str


class _Facts(NamedTuple):
    """What the columns of the records table say of a record, whatever its kind."""

    kind: Kind
    type: str
    status: str | None
    when: Interval | None
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    symmetric: bool = False
    speaker: str | None = None
    counts: bool = False


def known_on(article: Article) -> dt.date | None:
    """The day on which an article became known: its date, if that comes from anywhere at all."""
    return article.published if article.published_from != "none" else None


def dumps(value: Any) -> str:
    """Encode a value as the JSON that the payload columns hold."""
    return _ENCODER.encode(value).decode("utf-8")


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, which is not that of the bytes it was extracted from."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def admit(reading: Reading) -> Admitted:
    """Check that a reading can be kept and given back; raises ItemError naming the article.

    A reader is a plug-in: what it hands in must not be able to make the archive unreadable.
    """
    article = reading.article
    where = article.url or article.given_id or article.id
    if article.text is UNSET:
        raise ItemError(f"the reading of article {article.id} came without its text", source=where)
    ids = [record.id for record in reading.records()]
    if len(set(ids)) < len(ids):
        twice = next(one for place, one in enumerate(ids) if one in ids[:place])
        raise ItemError(
            f"the reading of article {article.id} has the record id {twice} twice", source=where
        )
    bare = msgspec.structs.replace(reading, article=msgspec.structs.replace(article, text=UNSET))
    try:
        payload = dumps(bare)
        _READING.decode(payload)
        article.text.encode("utf-8")
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError) as error:
        raise ItemError(
            f"the reading of article {article.id} cannot be kept: {error}", source=where
        ) from error
    return Admitted(bare, payload, article.text)


def batch_id(batch: Sequence[Admitted]) -> str:
    """The id of a batch: a hash of all it holds, so that equal ids mean equal rows.

    The article ids alone would not do: after a change of reader, the records that a broken-off
    batch left behind would pass for those of the new one.
    """
    return content_id("batch", *(f"{one.payload}\x1e{text_hash(one.text)}" for one in batch))


def article_frame(batch: Sequence[Admitted], batch_key: str, reader: str | None) -> pl.DataFrame:
    """Return the rows of `articles`."""
    rows = [
        (
            article.id,
            article.given_id,
            article.publisher,
            article.url,
            article.title,
            article.published,
            article.published_from,
            known_on(article),
            article.language,
            article.sha256,
            text_hash(text),
            article.length,
            article.spun,
            batch_key,
            reader,
            dumps(article),
            text,
        )
        for article, text in ((one.reading.article, one.text) for one in batch)
    ]
    return pl.DataFrame(rows, schema=ARTICLES.columns, orient="row")


def reading_frame(batch: Sequence[Admitted], batch_key: str) -> pl.DataFrame:
    """Return the rows of `readings`."""
    return pl.DataFrame(
        {
            "article": [one.reading.article.id for one in batch],
            "batch": [batch_key] * len(batch),
            "payload": [one.payload for one in batch],
        },
        schema=READINGS.columns,
    )


def record_frame(readings: Iterable[Reading], batch_key: str | None) -> pl.DataFrame:
    """Return the rows of `records`, in the order of the readings and of their records."""
    columns: dict[str, Any] = {name: [] for name in RECORDS.columns}
    add = [column.append for column in columns.values()]
    for reading in readings:
        article = reading.article
        for position, record in enumerate(reading.records()):
            row = _row(record, article, batch_key, position)
            for append, value in zip(add, row, strict=True):
                append(value)
    for name in ("source", "target"):
        # Polars builds a column of Python lists one list at a time; this is nine times as fast.
        listed = pl.Series(columns[name], dtype=pl.String)
        columns[name] = listed.str.json_decode(TEXTS)
    return pl.DataFrame(columns, schema=RECORDS.columns)


def _row(record: Record, article: Article, batch_key: str | None, position: int) -> tuple[Any, ...]:
    facts = _facts(record)
    known = None if isinstance(record, Conditional) else record.known
    when = facts.when
    return (
        record.id,
        article.id,
        batch_key,
        position,
        facts.kind,
        facts.type,
        facts.status,
        known or known_on(article),
        when.earliest if when else None,
        when.latest if when else None,
        dumps(facts.source),
        dumps(facts.target),
        facts.symmetric,
        facts.speaker,
        article.publisher,
        facts.counts,
        dumps(record),
    )


def _facts(record: Record) -> _Facts:
    match record:
        case Event():
            return _Facts(
                "event",
                record.type,
                record.status,
                record.when,
                record.source,
                record.target,
                symmetric=record.symmetric,
                counts=record.counts,
            )
        case Statement():
            speaker = (record.speaker,) if record.speaker is not None else ()
            # A dictionary keeps the order and drops who is both spoken to and spoken of.
            others = dict.fromkeys((*record.addressees, *(one.actor for one in record.about)))
            return _Facts(
                "statement",
                record.source_type,
                None,
                record.when,
                speaker,
                tuple(others),
                speaker=record.speaker,
            )
        case Commitment():
            return _Facts(
                "commitment", record.kind, record.status, record.due, record.holder, record.to
            )
        case Conditional():
            return _Facts("conditional", record.kind, None, None)


def load_reading(payload: str) -> Reading:
    """Decode the payload of a reading; raises msgspec.MsgspecError on damage."""
    return _READING.decode(payload)


def with_text(reading: Reading, text: str) -> Reading:
    """Put the text back into a reading."""
    return msgspec.structs.replace(
        reading, article=msgspec.structs.replace(reading.article, text=text)
    )
