"""Times told by an event whose date everybody knows: "since the Cold War", "after 9/11".

The table is `knowledge/data/landmarks.csv` (key, names, earliest, latest; one row an event). A
name counts only after a word of time (since, after, before, during, until, following …), so that
the event as a topic stays untouched. Events that share a name ("Helsinki summit") need their year.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..errors import DataError
from .time_merge import Found
from .time_tokens import Tokens
from .time_values import Value

DATA = "landmarks.csv"
COLUMNS = ["key", "names", "earliest", "latest"]
_LEAD = (
    r"\b(?P<lead>[Ss]ince|[Aa]fter|[Bb]efore|[Dd]uring|[Uu]ntil|[Tt]ill|[Ff]ollowing|[Uu]p to"
    r"|[Pp]rior to|[Pp]ost|[Pp]re|(?:end|start|height|beginning|outbreak|days|wake|aftermath|run-up"
    r"|time|eve) (?:of|to))[\s-]\s?"
)


@dataclass(frozen=True, slots=True)
class Landmark:
    """A dated event under its names."""

    key: str
    names: tuple[str, ...]
    earliest: dt.date
    latest: dt.date


@dataclass(frozen=True, slots=True)
class Landmarks:
    """A table of landmarks with the pattern that finds their names."""

    pattern: re.Pattern[str]
    by_name: dict[str, tuple[Landmark, ...]]

    def find(self, text: str, start: int, end: int, tokens: Tokens) -> list[Found]:
        """The landmarks that date something in `text[start:end]`."""
        found: list[Found] = []
        for match in self.pattern.finditer(text, start, end):
            value = self._value(match)
            if value is None:
                continue
            first = bisect_left(tokens.starts, match.start("whole"))
            last = bisect_left(tokens.starts, match.end("whole"))
            if first < last and tokens.starts[first] == match.start("whole"):
                found.append(Found(first, last, value))
        return found

    def _value(self, match: re.Match[str]) -> Value | None:
        events: Sequence[Landmark] = self.by_name[match["name"]]
        year = match["before"] or match["after"]
        if year:
            events = [e for e in events if e.earliest.year <= int(year) <= e.latest.year]
        if len(events) != 1:
            return None
        event = events[0]
        first, last = event.earliest, event.latest
        one = first == last
        text = first.isoformat() if one else f"{first.isoformat()}/{last.isoformat()}"
        return Value("DATE", text, first, last, "day" if one else "span", "absolute", deictic=False)


def parse(text: str, *, file: str = DATA) -> tuple[Landmark, ...]:
    """Read the table; raise DataError with the line where it is malformed.

    >>> parse("key,names,earliest,latest\\nx,A|B,2001-09-11,2001-09-11")[0].names
    ('A', 'B')
    """
    rows = csv.reader(io.StringIO(text))
    if next(rows, None) != COLUMNS:
        raise DataError(f"the header must be {','.join(COLUMNS)}", file=file, line=1)
    out: list[Landmark] = []
    keys: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            raise DataError(f"{len(COLUMNS)} cells expected", file=file, line=number)
        key, names, earliest, latest = row
        try:
            first, last = dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest)
        except ValueError as error:
            raise DataError(f"no date: {error}", file=file, line=number) from error
        if last < first or not key or key in keys or not all(names.split("|")):
            message = "the key must be new, names not empty, and latest not before earliest"
            raise DataError(message, file=file, line=number)
        keys.add(key)
        out.append(Landmark(key, tuple(names.split("|")), first, last))
    return tuple(out)


def index(landmarks: Sequence[Landmark]) -> Landmarks:
    """Prepare a table for search; longer names win."""
    by_name: dict[str, tuple[Landmark, ...]] = {}
    for landmark in landmarks:
        for name in landmark.names:
            by_name[name] = (*by_name.get(name, ()), landmark)
    names = "|".join(re.escape(name) for name in sorted(by_name, key=lambda n: (-len(n), n)))
    pattern = re.compile(
        rf"{_LEAD}(?P<whole>(?:(?:the|its|their) )?(?:(?P<before>[12]\d{{3}}) )?(?P<name>{names})"
        rf"(?: (?:of|in) (?P<after>[12]\d{{3}}))?)(?!\w)"
    )
    return Landmarks(pattern, by_name)


@lru_cache(maxsize=1)
def landmarks() -> Landmarks:
    """The table inside the package, read once."""
    text = (files("detente.knowledge") / "data" / DATA).read_text(encoding="utf-8")
    return index(parse(text))
