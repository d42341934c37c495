"""What the caller decides about intake, and what is known about a text from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

MAX_BYTES = 64 * 1024 * 1024
"""Largest file, page or standard input that is read as one article."""

MAX_LINE = 16 * 1024 * 1024
"""Longest line of a JSONL input, in characters."""

PLAIN_SUFFIXES = (".txt", ".text")
MARKDOWN_SUFFIXES = (".md", ".markdown")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
LINES_SUFFIXES = (".jsonl", ".ndjson")
KNOWN_SUFFIXES = PLAIN_SUFFIXES + MARKDOWN_SUFFIXES + PAGE_SUFFIXES + LINES_SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as a server sent it: `url` is the address after redirects, `content` the bytes.

    `media_type` is the bare type of the Content-Type header in lower case ("text/html", "" where
    none was sent) and `charset` its charset parameter.
    """

    url: str
    content: bytes
    media_type: str = ""
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """How sources are read.

    `published` and `publisher` hold for every article that does not bring its own (a JSONL record
    does); for files, pages and standard input they win over anything found in the text.
    `encoding` is used where no byte order mark decides. `stdin` serves the source "-". `fetch`
    gets the content of a URL; without it URLs are refused, so that nothing reaches the network
    unless the caller says so.
    """

    published: dt.date | None = None
    publisher: str | None = None
    encoding: str | None = None
    max_bytes: int = MAX_BYTES
    max_line: int = MAX_LINE
    stdin: BinaryIO | None = None
    fetch: Callable[[str], Fetched] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about one text before it is looked at; each of these wins over the text."""

    title: str | None = None
    published: dt.date | None = None
    url: str | None = None
    publisher: str | None = None
    given_id: str | None = None
