"""Sentences with two exchangeable actors, and readings brought to a form in which they compare.

A sentence holds `{A}`-like slots. It is filled twice, the second time with the two sides swapped;
every offset of the readings then becomes (piece of the sentence, place in that piece), and every
id the position of what it names, so that two mirrored readings are equal.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import Any

import msgspec

from detente.model import Reading

SLOT = re.compile(r"\{(\w+)\}")
Names = dict[str, str]


@dataclass(frozen=True)
class Filled:
    """A sentence with its slots filled; `edges` are where its pieces start."""

    text: str
    edges: list[int] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """(piece, place in it); inside a slot any place but its start is 1: lengths differ."""
        piece = bisect.bisect_right(self.edges, offset) - 1
        inside = offset - self.edges[piece]
        return piece, inside if self.fixed[piece] else min(inside, 1)


def fill(template: str, names: Names) -> Filled:
    text, edges, fixed = "", [], []
    for number, piece in enumerate(SLOT.split(template)):
        words = names[piece] if number % 2 else piece
        if words:
            edges.append(len(text))
            fixed.append(number % 2 == 0)
            text += words
    return Filled(text, [*edges, len(text)], [*fixed, True])


def swapped(names: Names) -> Names:
    """The same slots with the two sides exchanged: `A…` for `B…`."""
    other = {"A": "B", "B": "A"}
    return {slot: names[other[slot[0]] + slot[1:]] for slot in names}


_DROPPED = {
    "id",
    "name",
    "codes",
    "roles",
    "article",
    "speaker_text",
    "text",
    "lat",
    "lon",
    "schema",
}
_REFERENCES = {"said_by", "content_of", "incident", "closed_by"}
_ACTORS = {"source", "target", "speaker", "addressees", "holder", "to", "actor"}


class Canon:
    """One reading in comparable form; `countries` renames the two sides' country codes."""

    def __init__(self, reading: Reading, filled: Filled, countries: Names) -> None:
        self.filled, self.countries = filled, countries
        self.actors = {actor.id: number for number, actor in enumerate(reading.actors)}
        self.records = {one.id: number for number, one in enumerate(reading.records())}
        self.reading = reading

    def value(self) -> Any:
        whole = msgspec.to_builtins(self.reading)
        return {
            name: [self._plain(item, name) for item in whole[name]]
            for name in whole
            if name not in ("article", "schema")
        }

    def _plain(self, value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {
                key: self._plain(part, key) for key, part in value.items() if key not in _DROPPED
            }
        if isinstance(value, (list, tuple)):
            return [self._plain(part, name) for part in value]
        if name in ("start", "end"):
            return self.filled.place(value)
        if name in _ACTORS and isinstance(value, str):
            return self.actors.get(value, value)
        if name in _REFERENCES and isinstance(value, str):
            return self.records[value]
        if name == "country":
            return self.countries.get(value, value)
        return value
