"""The words of time expressions, by class, from `knowledge/data/time_words.tsv`.

A `Lexicon` answers two questions: which classes a word belongs to (for the grammar) and what it
is worth in a class (for the builders): `value("MONTH", "may") == "5"`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..knowledge.rows import rows

DATA = "time_words.tsv"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes: class name -> word -> value."""

    classes: Mapping[str, Mapping[str, str]]

    def value(self, name: str, word: str) -> str:
        """What `word` (lower case, no final point) is worth in class `name`; KeyError if absent."""
        return self.classes[name][word]

    def members(self, name: str) -> frozenset[str]:
        """The words of a class."""
        return frozenset(self.classes[name])


def parse(text: str, *, file: str = DATA) -> Lexicon:
    """Read the table `class <tab> value <tab> word|word`; raise DataError on a malformed line.

    >>> parse("MONTH\\t5\\tmay").value("MONTH", "may")
    '5'
    """
    classes: dict[str, dict[str, str]] = {}
    for _, (name, value, words) in rows(text, ("class", "value", "words"), file=file):
        for word in words.split("|"):
            classes.setdefault(name, {})[word] = value
    return Lexicon(classes)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon inside the package, read once."""
    text = (files("detente.knowledge") / "data" / DATA).read_text(encoding="utf-8")
    return parse(text)
