"""Where and how many: the place and the counts told beside an event."""

from __future__ import annotations

import bisect
import re

from ..model import Number, Place
from .document import Doc, Name
from .syntax import Clause

_IN = frozenset(("in", "inside", "across", "throughout", "near", "at"))
_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a": 1,
    "an": 1,
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# Vague quantities as intervals; None is open.
_VAGUE: dict[str, tuple[float, float | None]] = {
    "dozens": (24.0, None),
    "scores": (40.0, None),
    "hundreds": (200.0, None),
    "thousands": (2000.0, None),
    "several": (3.0, None),
    "dozen": (12.0, 12.0),
}
_OF = (
    ("killed", re.compile(r"\b(?:kill(?:s|ed|ing)?|dead|died|deaths?|lost their lives)\b")),
    ("injured", re.compile(r"\b(?:injur(?:es|ed|ing|ies)|wound(?:s|ed|ing))\b")),
    ("arrested", re.compile(r"\b(?:arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?)\b")),
    ("displaced", re.compile(r"\b(?:displac(?:es|ed|ing)|fled their homes|evacuated)\b")),
    ("troops", re.compile(r"\b(?:troops|soldiers|fighters|personnel)\b")),
)
_NUMBER_WORDS = "|".join(sorted((*_UNITS, *_VAGUE), key=len, reverse=True))
_QUANTITY = re.compile(
    r"(?P<mod>at least|more than|over|as many as|up to|about|around|some|nearly|almost|fewer than|"
    r"less than)?\s*(?P<number>(?<![\d,.])\d[\d,]{0,20}(?:\.\d{1,9})?|"
    + _NUMBER_WORDS
    + r")(?:\s+(?P<scale>hundred|thousand|million|"
    r"billion|dozen))?\s+(?:[a-z]+\s+){0,2}?"
    r"(?:people|civilians|soldiers|troops|officers|police|fighters|militants|protesters|others|"
    r"children|women|men|persons|residents|prisoners|personnel|diplomats)\b"
)
_MONEY = re.compile(
    r"[$€£]\s?(?P<number>\d[\d,]{0,20}(?:\.\d{1,9})?)\s*(?P<scale>million|billion|trillion)?"
)


def place(clause: Clause, first: int, last: int) -> Place | None:
    """The place of a dateline right before the sentence, else the first named between two chunks.

    A place is a town, or a state after "in".
    """
    doc = clause.doc
    dateline = doc.datelines.get(clause.sentence.first)
    if dateline is not None:  # it names the place first, as it does in the text
        low = bisect.bisect_left(doc.names, dateline.first, key=lambda name: name.first)
        for placed in doc.names[low : low + dateline.last - dateline.first]:
            if placed.last <= dateline.last and placed.place:
                return _named(doc, placed)
    for at in range(first, min(last, len(clause.chunks))):
        name = clause.chunks[at].name
        if name is None or name.adjective or name.by == "pronoun":
            continue
        party = doc.parties[name.parties[0]]
        located = at > 0 and clause.chunks[at - 1].word in _IN
        if name.place or (located and party.kind == "state"):
            return _named(doc, name)
    return None


def _named(doc: Doc, name: Name) -> Place:
    start, end = doc.tokens[name.first].start, doc.tokens[name.last - 1].end
    country = doc.parties[name.parties[0]].country
    return Place(text=doc.text[start:end], start=start, end=end, country=country)


def numbers(clause: Clause, first: int, last: int) -> tuple[Number, ...]:
    """Counts of people and sums of money told between two chunks, as intervals."""
    if first >= last:
        return ()
    text = clause.text(first, min(last, len(clause.chunks))).lower()
    found: list[Number] = []
    for match in _QUANTITY.finditer(text):
        bounds = _bounds(match["mod"], match["number"], match["scale"])
        if bounds is None:
            continue
        of = _what(text, match.start(), match.end())
        if of is not None:
            found.append(Number(of, *bounds))
    for match in _MONEY.finditer(text):
        scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}.get(match["scale"] or "", 1.0)
        value = float(match["number"].replace(",", "")) * scale
        found.append(Number("money", value, value))
    return tuple(dict.fromkeys(found))


def _what(text: str, start: int, end: int) -> str | None:
    """What the quantity counts: the nearest count word around it."""
    around = text[max(0, start - 40) : end + 40]
    for of, pattern in _OF:
        if pattern.search(around):
            return of
    return None


def _bounds(
    modifier: str | None, number: str, scale: str | None
) -> tuple[float | None, float | None] | None:
    value = _value(number, scale)
    if value is None:
        return None
    low, high = value
    if modifier in ("at least",):
        return low, None
    if modifier in ("more than", "over"):
        return low + 1, None
    if modifier in ("up to", "as many as"):
        return None, high
    if modifier in ("fewer than", "less than"):
        return None, None if high is None else high - 1
    if modifier in ("about", "around", "some", "nearly", "almost") and high is not None:
        return float(round(low * 0.9)), float(round(high * 1.1))
    return low, high


def _value(number: str, scale: str | None) -> tuple[float, float | None] | None:
    if number in _VAGUE:
        return _VAGUE[number]
    if number[0].isdigit():
        value = float(number.replace(",", ""))
    elif number in _UNITS:
        value = float(_UNITS[number])
    else:
        return None
    if scale == "dozen":
        value *= 12
    elif scale is not None:
        value *= _SCALES[scale]
    elif number in ("a", "an"):
        return None
    return value, value
