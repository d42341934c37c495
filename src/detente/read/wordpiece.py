"""Words to word pieces: the subword alphabet of the language model.

Greedy longest match over a fixed vocabulary (the WordPiece of Wu et al. 2016, uncased as in
Devlin et al. 2019). Words come in already split by `tokens`; a piece never crosses a word, so
that every piece, and every number computed from it, belongs to one word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

MAX_LETTERS = 100
"""Longer words are one unknown piece, and so are words of more pieces than this (decomposed
Korean may have three a letter): no word costs more."""

_CACHE = 65_536
KINDS = 3
SLOTS = 16


class Placeholder(NamedTuple):
    """Stands for an actor where the reader must not see who it is.

    `kind` is 0 for a name ("Xland"), 1 for its adjective ("Xlandish"), 2 for its people
    ("Xlanders"); `slot` counts the actors of a text in order of first mention.
    """

    kind: int
    slot: int


class WordPiece:
    """Pieces of words as ids of a vocabulary (one piece a line, `##` marks a continuation)."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._ids["[UNK]"]
        self.first = self._ids["[CLS]"]
        self.last = self._ids["[SEP]"]
        self.mask = self._ids["[MASK]"]
        self._placeholder = self._ids["[unused0]"]
        self._longest = max(map(len, vocabulary))
        self._cache: dict[str | Placeholder, tuple[int, ...]] = {}

    def pieces(self, word: str | Placeholder) -> tuple[int, ...]:
        """Return the ids of a word's pieces: 1 to `MAX_LETTERS` of them, whatever the word."""
        found = self._cache.get(word)
        return self._new(word) if found is None else found

    def _new(self, word: str | Placeholder) -> tuple[int, ...]:
        if isinstance(word, Placeholder):
            if not 0 <= word.kind < KINDS:
                raise ValueError(f"no such kind of placeholder: {word.kind}")
            return (self._placeholder + word.kind * SLOTS + word.slot % SLOTS,)
        if len(word) > MAX_LETTERS:  # not remembered: a few such could fill the memory
            return (self.unknown,)
        found = tuple(self._split(word)) or (self.unknown,)
        if len(self._cache) >= _CACHE:  # bounded: odd texts have no end of odd words
            self._cache.clear()
        self._cache[word] = found
        return found

    def _split(self, word: str) -> list[int]:
        ids: list[int] = []
        for part in _parts(word):
            ids.extend(self._longest_match(part))
        return ids if len(ids) <= MAX_LETTERS else [self.unknown]

    def _longest_match(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(min(len(part), start + self._longest), start, -1):
                number = self._ids.get(prefix + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            ids.append(number)
            start = end
        return ids


def _parts(word: str) -> list[str]:
    """Lower-case, without accents, cut at marks and at characters of scripts without blanks."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    parts: list[str] = []
    run = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or category[0] == "C":
            continue
        blank = category[0] == "Z"
        if not blank and not _is_mark(char, category) and not _is_ideograph(char):
            run += char
            continue
        if run:
            parts.append(run)
            run = ""
        if not blank:
            parts.append(char)
    if run:
        parts.append(run)
    return parts


def _is_mark(char: str, category: str) -> bool:
    return category[0] == "P" or (char.isascii() and not char.isalnum())


def _is_ideograph(char: str) -> bool:
    code = ord(char)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2FA1F
