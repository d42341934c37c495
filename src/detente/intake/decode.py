"""Bytes to text, once: which encoding, what was repaired, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ..errors import ItemError, UsageError

REPAIR_ERRORS = "detente.repair"
"""Name of the codec error handler below; it may be given wherever Python asks for `errors`."""

_SENTINEL = "\udfff"
_SURROGATE = re.compile("[\ud800-\udfff]")

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "an ELF program"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS", "Ogg media"),
    (b"ID3\x03", "MP3 sound"),
    (b"ID3\x04", "MP3 sound"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)

_PAGE_START = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|section|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

# Too many repairs for the encoding to be right, rather than a text with some damage.
_HOPELESS_SHARE = 0.5
_HOPELESS_COUNT = 32
_CONTROL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, how many characters in it are repairs (U+FFFD), and the encoding used."""

    text: str
    repairs: int
    encoding: str


def _mark_repair(error: UnicodeError) -> tuple[str, int]:
    """Replace one undecodable stretch by a surrogate, which `repair` later counts."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _SENTINEL, error.end


codecs.register_error(REPAIR_ERRORS, _mark_repair)


def repair(text: str) -> tuple[str, int]:
    """Replace every lone surrogate by U+FFFD; return the text and how many there were.

    >>> repair("caf\\ud800")
    ('caf\ufffd', 1)
    """
    return _SURROGATE.subn("\ufffd", text)


def check_encoding(name: str | None) -> None:
    """Raise UsageError unless `name` is None or a text encoding that Python knows."""
    if name is None:
        return
    try:
        # Not empty: Python does not even look at the name then.
        b"abcd".decode(name, "replace")
    except (LookupError, UnicodeError, ValueError) as error:
        raise UsageError(
            f"unknown encoding {name!r}", hint="write for example utf-8, cp1252 or utf-16"
        ) from error


def bom_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark at the start of `data` tells, if any."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def magic(data: bytes) -> str | None:
    """Name the kind of file that the first bytes of `data` betray, if it is not text."""
    return next((kind for mark, kind in _MAGIC if data.startswith(mark)), None)


def declared_encoding(data: bytes) -> str | None:
    """Return the charset that an HTML page declares in its first 4 KiB, if Python knows it.

    As browsers do, Latin-1 and ASCII are taken for Windows-1252, which they nearly always are,
    and a UTF-16 declared in bytes that could be read as ASCII is taken for UTF-8.
    """
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    return _usable((found[1] or found[2]).decode("ascii"))


def _usable(name: str) -> str | None:
    try:
        canonical = codecs.lookup(name).name
        b"abcd".decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    if canonical in ("iso8859-1", "ascii"):
        return "cp1252"
    return "utf-8" if canonical.startswith(("utf-16", "utf-32", "utf-7")) else canonical


def decode(
    data: bytes, *, source: str, encoding: str | None = None, declared: str | None = None
) -> Decoded:
    """Decode `data`: a byte order mark decides, else `encoding`, else `declared`, else UTF-8.

    The byte order mark stays in the text as U+FEFF. Each undecodable stretch becomes one U+FFFD,
    as with `errors="replace"`.

    Raises ItemError for what is no text: known binary formats, NUL characters, more than a tenth
    control characters, or more repairs than text.
    """
    kind = magic(data)
    if kind is not None:
        raise ItemError(f"binary, not text: it is {kind}", source=source)
    chosen = bom_encoding(data) or encoding or (declared and _usable(declared)) or "utf-8"
    try:
        text, repairs = repair(data.decode(chosen, REPAIR_ERRORS))
    except UnicodeError as error:
        raise ItemError(f"cannot be decoded as {chosen}", source=source) from error
    _check_is_text(text, repairs, chosen, source)
    return Decoded(text, repairs, chosen)


def _check_is_text(text: str, repairs: int, encoding: str, source: str) -> None:
    if "\x00" in text:
        raise ItemError(
            "binary, not text: it holds NUL characters",
            source=source,
            hint="if it is UTF-16 without a byte order mark, name it with --encoding",
        )
    controls = len(_CONTROLS.findall(text))
    if controls > _CONTROL_SHARE * len(text):
        raise ItemError("binary, not text: it is full of control characters", source=source)
    if repairs >= _HOPELESS_COUNT and repairs > _HOPELESS_SHARE * len(text):
        raise ItemError(
            f"most of it cannot be decoded as {encoding}",
            source=source,
            hint="name its encoding with --encoding",
        )


def looks_like_page(text: str) -> bool:
    """Tell whether a text is HTML: it opens with a tag that only pages open with."""
    return _PAGE_START.match(text[:4000]) is not None
