"""Surface forms of names: how they are tokenised, varied and looked up.

A form is looked up by its words, as the reader splits them. Spelling variants that are a matter
of typography (hyphens, accents, points after initials, a capital at the start of a sentence) are
made here, so that the data files hold each name once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from .written import surfaces

Words = tuple[str, ...]
T = TypeVar("T")

_ABBREVIATED = re.compile(r"[^\W\d_]{2,}\.")
_PARTICLES = frozenset(
    """al el bin ben ibn bint da das de del della der den di do dos du la le san ter van von zu
    Al El Bin Ben Ibn Da De Del Della Der Den Di Dos Du La Le Van Von""".split()
)
_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V"))
_INITIALS = re.compile(r"(?:[A-Z]\.)+")


def words(text: str) -> Words:
    """Return the surface words of a form, apostrophes straight.

    >>> words("the U.S.-led bloc's aides")
    ('the', 'U.S.', '-', 'led', 'bloc', "'s", 'aides')
    """
    return surfaces(text.replace("’", "'"), following="Xx")  # as before a name: "Lt. Gov. Dale"


def plain(text: str) -> str:
    """Return the text without accents (letters that only carry a mark lose it)."""
    if text.isascii():
        return text
    swapped = text.translate(_LETTERS)
    parts = unicodedata.normalize("NFKD", swapped)
    return "".join(char for char in parts if not unicodedata.combining(char))


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i", "ð": "d",
                          "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "Đ": "D"})  # fmt: skip


def variants(form: str, *, initials: bool = False) -> Iterator[Words]:
    """Yield a form's words and their typographic variants.

    `initials` also writes "J.D." as "J. D." and "JD", as papers do with people's names.
    """
    for text in dict.fromkeys((form, plain(form))):
        split = words(text)
        for spelling in _initials(split) if initials else (split,):
            yield from _capital(spelling)
            if "-" in text:
                open_spelling = " ".join(spelling).replace(" - ", " ").replace("-", " ")
                yield from _capital(tuple(open_spelling.split()))
            if any(map(_ABBREVIATED.fullmatch, spelling)):  # "Jr" before a full stop
                yield from _capital(tuple(map(_without_point, spelling)))
        if "-" in text:
            yield from _capital(tuple(text.split()))


def _without_point(word: str) -> str:
    return word[:-1] if _ABBREVIATED.fullmatch(word) else word


def _capital(spelling: Words) -> Iterator[Words]:
    """The words, and where they start low also with a capital, as at the start of a sentence."""
    yield spelling
    if spelling[0][0].islower():
        yield (spelling[0][0].upper() + spelling[0][1:], *spelling[1:])


def _initials(split: Words) -> tuple[Words, ...]:
    """The words, and where some are initials also the three ways of writing those."""
    if not any(_INITIALS.fullmatch(word) and len(word) > 2 for word in split):
        return (split,)
    apart: list[str] = []
    bare: list[str] = []
    for word in split:
        initials = bool(_INITIALS.fullmatch(word)) and len(word) > 2
        apart.extend((word[at : at + 2] for at in range(0, len(word), 2)) if initials else (word,))
        bare.append(word.replace(".", "") if initials else word)
    return split, tuple(apart), tuple(bare)


def surname(name: str) -> str | None:
    """Return the family name of a name whose last word it is, particles included.

    None for a single name.

    >>> surname("Ursula von der Leyen")
    'von der Leyen'
    """
    parts = name.split()
    while len(parts) > 1 and parts[-1].rstrip(",") in _SUFFIXES:
        parts.pop()
    if len(parts) < 2:
        return None
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in _PARTICLES:
        at -= 1
    return " ".join(parts[at:])


def without_article(name: str) -> str:
    """Return a family name without a hyphened Arabic article: "al-Assad" gives "Assad"."""
    head, hyphen, rest = name.partition("-")
    return rest if hyphen and head.lower() in _ARTICLES and rest[:1].isupper() else name


_ARTICLES = frozenset("al el ad an ar as ash at ath az".split())


class PhraseIndex(Generic[T]):
    """Values by the lower-cased words of a phrase; finds the longest match at a place."""

    __slots__ = ("_by_words", "_lengths")

    def __init__(self, phrases: Iterable[tuple[Words, T]]) -> None:
        self._by_words: dict[Words, T] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in phrases:
            folded = tuple(word.lower() for word in phrase)
            self._by_words.setdefault(folded, value)
            lengths.setdefault(folded[0], set()).add(len(folded))
        self._lengths = {
            first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()
        }

    def values(self) -> Iterator[T]:
        """Yield the value of each phrase."""
        return iter(self._by_words.values())

    def longest(self, text: Sequence[str], at: int) -> tuple[int, T] | None:
        """Return (length in words, value) of the longest phrase at `at`, or None."""
        for size in self._lengths.get(_fold(text[at]).lower(), ()):
            if at + size > len(text):
                continue
            value = self._by_words.get(tuple(_fold(w).lower() for w in text[at : at + size]))
            if value is not None:
                return size, value
        return None


class NameIndex(Generic[T]):
    """Values by the exact words of a name; a text in capitals matches names of 4 or more letters.

    Several values may share a form: all are returned, in the order in which they were added.
    """

    __slots__ = ("_forms", "_lengths")

    def __init__(self, names: Iterable[tuple[Words, T]]) -> None:
        # upper-cased words -> exact words -> values: one look-up serves both kinds of text
        self._forms: dict[Words, dict[Words, list[T]]] = {}
        lengths: dict[str, set[int]] = {}
        for name, value in names:
            upper = tuple([word.upper() for word in name])
            values = self._forms.setdefault(upper, {}).setdefault(name, [])
            if value not in values:
                values.append(value)
            lengths.setdefault(upper[0], set()).add(len(upper))
        self._lengths = {
            first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()
        }

    def longest(self, text: Sequence[str], at: int) -> tuple[int, list[T]] | None:
        """Return (length in words, values) of the longest name at `at`, or None."""
        for size in self._lengths.get(_fold(text[at]).upper(), ()):
            if at + size <= len(text):
                found = self.exact(tuple([_fold(word) for word in text[at : at + size]]))
                if found:
                    return size, found
        return None

    def exact(self, name: Words) -> list[T]:
        """Return the values of a name, case taken as in a text."""
        found: list[T] = []
        for form, values in self._forms.get(tuple([word.upper() for word in name]), {}).items():
            if form == name or _in_capitals(name, form):
                found.extend(value for value in values if value not in found)
        return found

    def forms(self) -> Iterator[Words]:
        """Yield the words of every name."""
        for spellings in self._forms.values():
            yield from spellings

    def any_case(self, name: Words) -> list[T]:
        """Return the values of a name whatever its case."""
        found: list[T] = []
        for values in self._forms.get(tuple([word.upper() for word in name]), {}).values():
            found.extend(value for value in values if value not in found)
        return found


def _fold(word: str) -> str:
    return word.replace("’", "'") if "’" in word else word


def _in_capitals(name: Words, form: Words) -> bool:
    """Whether each word of the text is the form's or the form's in capitals."""
    if sum(sum(map(str.isalpha, word)) for word in form) < 4:
        return False
    return all(
        said == meant or (said.isupper() and said == meant.upper())
        for said, meant in zip(name, form, strict=True)
    )
