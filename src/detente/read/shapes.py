"""How a word is written: the one thing an uncased model does not see.

A closed list of shapes, fed to the model beside the word pieces. Part of the trained model: a
change here needs a new training.
"""

from __future__ import annotations

from functools import lru_cache

SHAPES = (
    "special",  # sentence marks of the model
    "placeholder",
    "lower",
    "title",  # Paris
    "initial",  # a single capital
    "upper",  # NATO
    "mixed",  # McCain, iPhone
    "points",  # U.S.
    "number",
    "letters and digits",  # F-16, 20th
    "mark",
    "other",  # scripts without case
    "first title",  # Title case where every sentence has it
    "shout",  # upper case among upper case
)
_NUMBER = {shape: number for number, shape in enumerate(SHAPES)}
SPECIAL = _NUMBER["special"]
PLACEHOLDER = _NUMBER["placeholder"]
FIRST_TITLE = _NUMBER["first title"]
SHOUT = _NUMBER["shout"]


_REMEMBERED = 100
"""Letters of the longest word whose shape is kept: bounds the memory that odd texts can take."""


def shape(word: str) -> int:
    """Return the number of the shape of a word, seen alone."""
    return _remembered(word) if len(word) <= _REMEMBERED else _shape(word)


def _shape(word: str) -> int:
    letters = [char for char in word if char.isalpha()]
    digits = sum(map(str.isdigit, word))
    if not letters:
        return _NUMBER["number" if digits else "mark"]
    if digits:
        return _NUMBER["letters and digits"]
    ups = sum(map(str.isupper, letters))
    downs = sum(map(str.islower, letters))
    if not ups:
        return _NUMBER["lower" if downs else "other"]
    if not downs:
        if len(letters) == 1:
            return _NUMBER["initial"]
        return _NUMBER["points" if "." in word else "upper"]
    return _NUMBER["title" if ups == 1 and letters[0].isupper() else "mixed"]


_remembered = lru_cache(maxsize=65_536)(_shape)

_TITLE, _UPPER, _INITIAL = _NUMBER["title"], _NUMBER["upper"], _NUMBER["initial"]
_LOWER, _MIXED = _NUMBER["lower"], _NUMBER["mixed"]
_CASED = {_TITLE, _UPPER, _LOWER, _MIXED}


def shapes(words: list[str]) -> list[int]:
    """Return the shapes of a sentence's words, each seen among the others.

    The first word's capital says little, and capitals among capitals nothing.
    """
    found = [shape(word) for word in words]
    cased = [kind for kind in found if kind in _CASED]
    if cased.count(_UPPER) * 2 > len(cased) and len(cased) > 3:
        return [SHOUT if kind in (_UPPER, _INITIAL) else kind for kind in found]
    for at, kind in enumerate(found):
        if kind in _CASED or kind == _INITIAL:
            if kind == _TITLE:
                found[at] = FIRST_TITLE
            break
    return found
