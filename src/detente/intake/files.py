"""Sources in, articles out: the entrance of detente.

Every source gives articles or a `Rejected` that says what is wrong with it; nothing is dropped in
silence and one bad item stops nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from ..errors import InputMissing, ItemError, UsageError
from ..model import Article, Rejected
from .assemble import Origin, sha256_of
from .decode import Decoded, check_encoding, declared_encoding, decode, looks_like_page
from .lines import is_record, read_lines
from .options import (
    LINES_SUFFIXES,
    MARKDOWN_SUFFIXES,
    PAGE_SUFFIXES,
    Fetched,
    IntakeOptions,
    Known,
)
from .plain import plain_article
from .sources import File, exists, expand, is_url, shown

Item = Article | Rejected

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_LINES_TYPES = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")
_UNSURE_TYPES = ("", "text/plain", "text/markdown", "application/octet-stream")


def load(sources: Sequence[str], options: IntakeOptions | None = None) -> Iterator[Item]:
    """Yield an Article or a Rejected for every text in `sources`, in their order.

    A source is a file (.txt .text .md .markdown .html .htm .xhtml .jsonl .ndjson, or no suffix:
    then the content decides), a folder (all of these below it, hidden ones left out), a pattern
    with * ? [ ] or **, "-" for standard input, or an http(s) URL.

    Raises UsageError for an unknown encoding, InputMissing where the only source is not there.
    """
    settings = options or IntakeOptions()
    check_encoding(settings.encoding)
    if len(sources) == 1:
        _check_only(sources[0])
    return _load(sources, settings)


def _check_only(source: str) -> None:
    if source == "-" or is_url(source) or exists(source):
        return
    first = next(expand(source), None)
    if isinstance(first, Rejected):
        raise InputMissing(f"{first.source}: {first.reason}", hint="check the path")


def _load(sources: Sequence[str], options: IntakeOptions) -> Iterator[Item]:
    for source in sources:
        if source == "-":
            yield from _load_stdin(options)
        elif is_url(source):
            yield from _load_url(source, options)
        else:
            yield from _load_path(source, options, only=len(sources) == 1)


def _load_path(source: str, options: IntakeOptions, *, only: bool) -> Iterator[Item]:
    empty = True
    for file in expand(source):
        empty = False
        if isinstance(file, Rejected):
            yield file
        else:
            yield from _load_file(file, options)
    if empty and only:
        raise InputMissing(f"{shown(source)}: the folder holds no file", hint="check the path")
    if empty:
        yield Rejected(source=shown(source), reason="the folder holds no file")


def _load_file(file: File, options: IntakeOptions) -> Iterator[Item]:
    try:
        with open(file.path, "rb") as stream:
            if file.suffix in LINES_SUFFIXES:
                yield from read_lines(stream, options, source=file.shown)
            elif not file.suffix:
                yield from _load_unnamed(stream, options, file.shown)
            else:
                data = _read_all(stream, options.max_bytes, file.shown)
                yield _guard(data, file.shown, lambda: _by_suffix(data, file, options))
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        yield Rejected(source=file.shown, reason=reason)
    except ItemError as error:
        yield _rejected(error)


def _load_stdin(options: IntakeOptions) -> Iterator[Item]:
    if options.stdin is None:
        raise UsageError("'-' means standard input, but none was given")
    try:
        yield from _load_unnamed(options.stdin, options, "-")
    except ItemError as error:
        yield _rejected(error)


def _load_unnamed(stream: BinaryIO, options: IntakeOptions, source: str) -> Iterator[Item]:
    """Read a stream without a suffix: its first line tells JSON lines, its start a page."""
    head = b""
    limit = min(options.max_line, options.max_bytes)
    line = b""
    while not line.strip(b"\xef\xbb\xbf \t\r\n") and len(head) <= limit:
        line = stream.readline(limit + 1)
        head += line
        if not line:
            break
    if is_record(line):
        yield from read_lines(_Joined(head, stream), options, source=source)  # type: ignore[arg-type]
        return
    data = head + _read_all(stream, options.max_bytes - len(head), source)
    yield _guard(data, source, lambda: _text_or_page(data, options, _Came(source)))


class _Joined(io.RawIOBase):
    """Bytes already taken from a stream, followed by the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_all(stream: BinaryIO, limit: int, source: str) -> bytes:
    data = stream.read(max(0, limit) + 1)
    if len(data) > limit:
        raise ItemError("larger than the limit for one article", source=source)
    return data


def _load_url(url: str, options: IntakeOptions) -> Iterator[Item]:
    if options.fetch is None:
        reason = "URLs are not fetched here; save the page and give the file"
        yield Rejected(source=shown(url), reason=reason)
        return
    try:
        fetched = options.fetch(url)
    except ItemError as error:
        yield _rejected(error)
        return
    if fetched.media_type in _LINES_TYPES:
        yield from read_lines(io.BytesIO(fetched.content), options, source=url)
        return
    yield _guard(fetched.content, url, lambda: _from_fetched(fetched, options, url))


def _from_fetched(fetched: Fetched, options: IntakeOptions, source: str) -> Item:
    came = _Came(source, fetched.charset, fetched.url)
    if fetched.media_type in _PAGE_TYPES:
        return _page(fetched.content, options, came)
    if fetched.media_type not in _UNSURE_TYPES:
        raise ItemError(f"unknown content type {fetched.media_type!r}", source=source)
    return _text_or_page(fetched.content, options, came)


@dataclass(frozen=True, slots=True)
class _Came:
    """Where bytes came from: for messages, and for pages the server's charset and address."""

    source: str
    charset: str | None = None
    address: str | None = None


def _by_suffix(data: bytes, file: File, options: IntakeOptions) -> Item:
    came = _Came(file.shown)
    if file.suffix in PAGE_SUFFIXES:
        return _page(data, options, came)
    decoded = decode(data, source=file.shown, encoding=options.encoding)
    return _plain(decoded, data, options, came, markdown=file.suffix in MARKDOWN_SUFFIXES)


def _text_or_page(data: bytes, options: IntakeOptions, came: _Came) -> Item:
    decoded = decode(data, source=came.source, encoding=options.encoding, declared=came.charset)
    if looks_like_page(decoded.text):
        return _page(data, options, came)
    return _plain(decoded, data, options, came)


def _plain(
    decoded: Decoded, data: bytes, options: IntakeOptions, came: _Came, *, markdown: bool = False
) -> Item:
    known = Known(published=options.published, publisher=options.publisher, url=came.address)
    origin = Origin(sha256=sha256_of(data), repairs=decoded.repairs)
    return plain_article(decoded.text, known, origin, markdown=markdown)


def _page(data: bytes, options: IntakeOptions, came: _Came) -> Item:
    from .pages import page_article

    declared = came.charset or declared_encoding(data)
    decoded = decode(data, source=came.source, encoding=options.encoding, declared=declared)
    known = Known(published=options.published, publisher=options.publisher)
    origin = Origin(sha256=sha256_of(data), repairs=decoded.repairs)
    return page_article(decoded.text, known, origin, source=came.source, address=came.address)


def _guard(data: bytes, source: str, make: Callable[[], Item]) -> Item:
    """Make an item; what is wrong with it becomes a Rejected with the hash of its bytes."""
    try:
        return make()
    except ItemError as error:
        return _rejected(error, sha256_of(data))
    except RecursionError:
        return Rejected(source=source, reason="nested too deeply", sha256=sha256_of(data))


def _rejected(error: ItemError, sha256: str | None = None) -> Rejected:
    return Rejected(source=shown(error.source), line=error.line, reason=str(error), sha256=sha256)
