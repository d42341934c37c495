"""Facts from several places joined into one Article: who wins, and the id."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Article, PublishedFrom, content_id
from . import language
from .options import Known

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The bytes a text came from: their hash, and how many repairs the decoding needed."""

    sha256: str
    repairs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a text or page told about itself; `dates` in the order of trust."""

    title: str | None = None
    dates: Sequence[tuple[PublishedFrom, dt.date | None]] = ()
    url: str | None = None
    publisher: str | None = None
    bylines: tuple[str, ...] = ()
    language: str | None = None


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def assemble(text: str, body: Spans, found: Found, known: Known, origin: Origin) -> Article:
    """Join what is known and what was found into an Article; what is known wins.

    The id is the hash of publisher, URL (else the given id), publication date, and the hash of
    the text. `found.language` is only asked where the text itself does not tell.
    """
    published_from, published = _publication(known, found)
    publisher = known.publisher or found.publisher
    url = known.url or found.url
    text_hash = sha256_of(text.encode("utf-8", "surrogatepass"))
    reference = url if url is not None else known.given_id
    day = published.isoformat() if published else None
    return Article(
        id=content_id(publisher, reference, day, text_hash),
        given_id=known.given_id,
        title=known.title or found.title,
        published=published,
        published_from=published_from,
        url=url,
        publisher=publisher,
        bylines=found.bylines,
        language=_language(text, body, found.language),
        sha256=origin.sha256,
        length=len(text),
        repairs=origin.repairs,
        text=text,
        body=body,
    )


def _publication(known: Known, found: Found) -> tuple[PublishedFrom, dt.date | None]:
    if known.published is not None:
        return "given", known.published
    for source, day in found.dates:
        if day is not None:
            return source, day
    return "none", None


def _language(text: str, body: Spans, hint: str | None) -> str:
    sample: list[str] = []
    size = 0
    for start, end in body:
        sample.append(text[start : min(end, start + 6000)])
        size += len(sample[-1])
        if size >= 6000:
            break
    told = language.detect("\n".join(sample))
    return hint if told == "und" and hint else told
