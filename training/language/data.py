"""The one kind of example that all sets of the language model are read into.

What a set does not mark is left open instead of being read as "nothing here": every word carries
the set of name labels that its source allows (`names`, a bit mask), and the loss asks only that
the model's mass lie inside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.read.labels import NAME_LABELS, NAME_TYPES
from detente.read.wordpiece import Placeholder

OUT = 1
"""The bit of "O"."""

ANY = (1 << len(NAME_LABELS)) - 1
"""All labels: nothing is known of the word."""

TITLES = frozenset(
    """president premier minister secretary chancellor king queen prince princess pope sheikh shaikh
    ayatollah imam rabbi bishop archbishop cardinal senator sen. rep. representative governor gov.
    mayor ambassador general gen. colonel col. lt. lieutenant major maj. captain capt. sergeant sgt.
    admiral adm. marshal commander chief director chairman chairwoman chair speaker judge justice
    dr. dr mr. mr mrs. mrs ms. ms miss sir lord lady dame prof. professor rev. reverend father
    brother sister saint congressman congresswoman deputy vice prime foreign former acting emir
    sultan emperor empress crown hajj haji mullah maulana sayyid coach officer detective spokesman
    spokeswoman leader candidate nominee lawyer attorney""".split()
)


def begin(kind: str) -> int:
    """The bit of the label that opens a name."""
    return 1 << (1 + 2 * NAME_TYPES.index(kind))


def inside(kind: str) -> int:
    """The bit of the label that goes on with a name."""
    return 1 << (2 + 2 * NAME_TYPES.index(kind))


@dataclass(slots=True)
class Example:
    """One sentence. `heads` counts words from 1, 0 is the root; None where a set has no trees.

    `rough` says that its name labels are noisy, or derived from marks of another kind.
    """

    words: list[str | Placeholder]
    text: str
    source: str
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    names: list[int] | None = None
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    id: str = ""
    document: str = ""
    rough: bool = False


def capital(word: str) -> bool:
    """Whether a word is written as a name is, also the article of Arabic names."""
    return word[:1].isupper() or (word[:2].lower() == "al" and len(word) == 2)
