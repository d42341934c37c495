"""JSON lines: one article a line, each line read, judged and let go on its own."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from ..model import Article, Rejected
from .decode import REPAIR_ERRORS, bom_encoding, magic, repair
from .options import IntakeOptions, Known
from .plain import article_of

_SHOWN = 60
_TEXT_FIELDS = ("title", "url", "publisher")


class _BadRecordError(Exception):
    """A record that is no article; the message says which field is wrong and why."""


def read_lines(
    stream: BinaryIO, options: IntakeOptions, *, source: str
) -> Iterator[Article | Rejected]:
    """Yield an Article or a Rejected for each line that is not blank, in order.

    A line is `{"id","text","published"?,"title"?,"url"?,"publisher"?}`; other fields are ignored.
    What a record says of itself wins over `options`. Memory is bounded by the longest line.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    start = buffered.peek(16)[:16]
    kind = magic(start)
    if kind is not None:
        yield Rejected(source=source, reason=f"binary, not text: it is {kind}")
        return
    encoding = bom_encoding(start) or options.encoding or "utf-8"
    text = io.TextIOWrapper(buffered, encoding=encoding, errors=REPAIR_ERRORS, newline="\n")
    try:
        yield from _read_text_lines(text, options, source)
    finally:
        # The stream belongs to the caller; a collected wrapper would close it.
        text.detach()


def _read_text_lines(
    stream: io.TextIOWrapper, options: IntakeOptions, source: str
) -> Iterator[Article | Rejected]:
    number = 0
    while line := stream.readline(options.max_line + 1):
        number += 1
        if len(line) > options.max_line and not line.endswith("\n"):
            while (rest := stream.readline(65536)) and not rest.endswith("\n"):
                pass
            reason = f"a line longer than {options.max_line:,} characters"
            yield Rejected(source=source, line=number, reason=reason)
            continue
        line = line.lstrip("\ufeff") if number == 1 else line
        if line.strip():
            yield _read_record(line, options, source, number)


def _read_record(line: str, options: IntakeOptions, source: str, number: int) -> Article | Rejected:
    given_id: str | None = None
    try:
        record = _parse(line)
        given_id = _id_of(record)
        return _article(record, given_id, options)
    except _BadRecordError as error:
        return Rejected(source=source, line=number, reason=str(error), given_id=given_id)


def _parse(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _BadRecordError(f"not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise _BadRecordError(
            "not JSON that can be read: a number too long or nested too deeply"
        ) from error
    if not isinstance(record, dict):
        raise _BadRecordError(f"not a JSON object but {_type_name(record)}")
    return record


def _id_of(record: dict[str, object]) -> str | None:
    value = record.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _BadRecordError(f"id: expected a string or a number, got {_type_name(value)}")
    return repair(str(value))[0]


def _article(record: dict[str, object], given_id: str | None, options: IntakeOptions) -> Article:
    text = record.get("text")
    if not isinstance(text, str):
        said = "is missing" if "text" not in record else f"is {_type_name(text)}, not a string"
        raise _BadRecordError(f"text: {said}")
    strings = {name: _string(record, name) for name in _TEXT_FIELDS}
    known = Known(
        title=strings["title"],
        published=_published(record) or options.published,
        url=strings["url"],
        publisher=strings["publisher"] or options.publisher,
        given_id=given_id,
    )
    return article_of(text, known)


def _string(record: dict[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _BadRecordError(f"{name}: expected a string, got {_type_name(value)}")
    return repair(value)[0].strip() or None


def _published(record: dict[str, object]) -> dt.date | None:
    value = _string(record, "published")
    return None if value is None else parse_day(value)


def parse_day(value: str) -> dt.date:
    """Return the day of an ISO 8601 date or date and time; the day as written, no time zone.

    Raises _BadRecordError on anything else.
    """
    for parse in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            day = parse(value)
        except ValueError:
            continue
        return day.date() if isinstance(day, dt.datetime) else day
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    raise _BadRecordError(
        f"published: {json.dumps(shown, ensure_ascii=False)} is no date; write YYYY-MM-DD"
    )


def _type_name(value: object) -> str:
    names: dict[type, str] = {
        bool: "true or false", int: "a number", float: "a number", str: "a string",
        list: "a list", dict: "an object", type(None): "null",
    }  # fmt: skip
    return names.get(type(value), "something else")


def is_record(line: bytes) -> bool:
    """Tell whether a line of bytes is a JSON object with a text: the sign of a JSONL input."""
    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    if not bare.startswith(b"{") or b'"text"' not in bare:
        return False
    try:
        record = json.loads(bare.decode("utf-8", REPAIR_ERRORS))
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record
