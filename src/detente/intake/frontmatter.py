"""The facts that a plain text states about itself before it begins.

Front matter of Markdown files (between `---` lines, or `+++`) is read tolerantly by hand: keys,
quoted or bare values, lists in brackets or on lines of their own. What is nested is ignored.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from .dates import find_dates

_MAX_LINES = 120
_KEY = re.compile(r"""["']?([A-Za-z][\w .-]{0,40}?)["']?\s*[:=]\s?(.*)""")
_FIELDS = {
    "title": ("title", "headline"),
    "published": (
        "published", "date", "pubdate", "publishdate", "publisheddate", "publishedat",
        "datepublished", "publicationdate", "publishedon",
    ),
    "bylines": ("author", "authors", "byline", "by"),
    "url": ("url", "link", "canonical", "canonicalurl", "sourceurl", "originalurl"),
    "publisher": ("publisher", "source", "site", "sitename", "outlet", "publication"),
}  # fmt: skip
_FIELD_OF = {key: name for name, keys in _FIELDS.items() for key in keys}


@dataclass(slots=True)
class Stated:
    """Facts that a text states about itself; all may be missing."""

    title: str | None = None
    published: dt.date | None = None
    bylines: list[str] = field(default_factory=list)
    url: str | None = None
    publisher: str | None = None

    def take(self, name: str, value: str) -> None:
        """Keep `value` for the field `name` unless an earlier one stands."""
        if name == "published":
            days = find_dates(value[:100])
            self.published = self.published or (days[0].day if days else None)
        elif name == "bylines":
            self.bylines.extend(n for n in split_people(value) if n not in self.bylines)
        elif value.startswith(("http://", "https://")):
            self.url = self.url or value
        elif name == "title":
            self.title = self.title or value
        elif name == "publisher":
            self.publisher = self.publisher or value


def field_of(key: str) -> str | None:
    """Return the field of `Stated` that a key means ("Publish-Date" → "published"), if any."""
    return _FIELD_OF.get(re.sub(r"[\s_.-]", "", key).lower())


def split_people(value: str) -> list[str]:
    """Split a list of people: by commas, semicolons, ampersands and "and".

    >>> split_people("Jane Doe, John Smith and Ann Lee")
    ['Jane Doe', 'John Smith', 'Ann Lee']
    """
    bare = value.strip().strip("[]")
    parts = re.split(r"\s*[;,&|]\s*|\s+(?:and|und|y|et)\s+", bare)
    names = (re.sub(r"^[Bb][Yy]\s+", "", part.strip(" \t\"'")) for part in parts)
    return [name for name in names if name]


def front_matter(text: str) -> tuple[Stated, int]:
    """Return what the front matter states and where the text after it begins (0: none there)."""
    start = 1 if text.startswith("\ufeff") else 0
    fence = text[start : start + 3]
    if fence not in ("---", "+++"):
        return Stated(), 0
    lines = text[start : start + 20_000].splitlines(keepends=True)[:_MAX_LINES]
    if lines[0].strip() != fence:
        return Stated(), 0
    closing = ("---", "...") if fence == "---" else ("+++",)
    last = next((i for i, line in enumerate(lines) if i and line.rstrip() in closing), None)
    if last is None:
        return Stated(), 0
    inner = lines[1:last]
    keyed = sum(1 for line in inner if _KEY.match(line) or not line.strip() or line[0] in " -#\t")
    if not inner or keyed < len(inner) or not any(_KEY.match(line) for line in inner):
        return Stated(), 0
    return _read_fields(inner), start + sum(map(len, lines[: last + 1]))


def _read_fields(lines: list[str]) -> Stated:
    stated = Stated()
    current: str | None = None
    for line in lines:
        item = re.match(r"\s*-\s+(.+)", line)
        if item is not None and current is not None:
            stated.take(current, _unquote(item[1]))
            continue
        found = _KEY.match(line)
        if found is None:
            continue
        current = field_of(found[1])
        value = found[2].strip()
        if current is not None and value and value not in ("|", ">", "[]", "null", "~"):
            stated.take(current, _unquote(value))
    return stated


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return re.sub(r"\s+#.*$", "", value)
