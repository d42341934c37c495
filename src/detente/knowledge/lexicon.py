"""The lexicons: predicates (what counts as an event), controllers of status, reporting cues.

Three tab-separated files in `data/`, explained in `data/lexicon_README.md`; `lexicon()` reads them
once. Words handed to the look-ups are lower-case tokens, split the way the reader splits text
("won't" is "wo", "n't"; "cease-fire" is "cease", "-", "fire").
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Generic, TypeVar

from .inflect import Feature, noun_forms, noun_table, verb_forms, verb_table
from .lexicon_rows import (
    PREPOSITIONS,
    Controller,
    Cue,
    Sense,
    read_controllers,
    read_cues,
    read_senses,
)
from .written import surfaces

__all__ = ["Controller", "Cue", "Lexicon", "Sense", "lexicon"]

PREDICATES, CONTROLLERS, CUES = "predicates.tsv", "controllers.tsv", "speech_verbs.tsv"

Entry = TypeVar("Entry", Controller, Cue)


class _Phrases(Generic[Entry]):
    """Finds the longest listed phrase at a position; one dictionary look-up where there is none."""

    def __init__(self, entries: Iterable[Entry], forms: Callable[[Entry], Iterable[str]]) -> None:
        table: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            for form in forms(entry):
                table.setdefault(tuple(form.split()), []).append(entry)
        self._table: dict[tuple[str, ...], tuple[Entry, ...]] = {
            words: tuple(found) for words, found in table.items()
        }
        lengths: dict[str, set[int]] = {}
        for words in table:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def at(self, words: Sequence[str], at: int) -> tuple[tuple[Entry, ...], int]:
        for size in self._lengths.get(words[at], ()):
            phrase = tuple(words[at : at + size])
            if len(phrase) == size and phrase in self._table:
                return self._table[phrase], size
        return (), 0


class Lexicon:
    """The three lexicons, indexed by surface form."""

    def __init__(
        self, senses: Sequence[Sense], controllers: Sequence[Controller], cues: Sequence[Cue]
    ) -> None:
        self.verbs: Mapping[str, tuple[Sense, ...]] = _by_lemma(senses, "v")
        self.nouns: Mapping[str, tuple[Sense, ...]] = _by_lemma(senses, "n")
        self.controllers = tuple(controllers)
        self.cues = tuple(cues)
        listed = (
            *((c.form.split()[0]) for c in controllers if c.pos == "v"),
            *((c.lemma.split()[0]) for c in cues if c.pos == "v"),
        )
        verbs = dict.fromkeys((*self.verbs, *listed))
        self.verb_forms: Mapping[str, tuple[tuple[str, Feature], ...]] = MappingProxyType(
            verb_table(verbs)
        )
        objects = sorted({noun for sense in senses for noun in sense.objects})
        self.noun_forms: Mapping[str, tuple[str, bool]] = MappingProxyType(
            noun_table((*self.nouns, *objects))
        )
        self._controllers = _Phrases(controllers, lambda entry: _surfaces(entry.form, entry.pos))
        self._cues = _Phrases(cues, lambda entry: _surfaces(entry.lemma, entry.pos))
        self._senses = tuple(senses)

    @classmethod
    def from_text(
        cls, predicates: str, controllers: str, cues: str, *, files: Sequence[str] | None = None
    ) -> Lexicon:
        """Read a lexicon from the texts of its three files; `files` are their names in errors.

        Raises DataError, naming file and line, on whatever cannot be understood.
        """
        names = files or (PREDICATES, CONTROLLERS, CUES)
        return cls(
            list(read_senses(predicates, names[0])),
            list(read_controllers(controllers, names[1])),
            list(read_cues(cues, names[2])),
        )

    def analyse(self, word: str) -> tuple[tuple[str, Feature], ...]:
        """Return the (lemma, feature) readings of a surface form as a listed verb.

        >>> lexicon().analyse("Withdrew")
        (('withdraw', 'past'),)
        """
        return self.verb_forms.get(word.lower(), ())

    def verb_at(
        self, words: Sequence[str], at: int
    ) -> tuple[tuple[tuple[str, Feature], ...], int] | None:
        """Return ((lemma, feature) readings, index of first word) of the verb that ends at `at`.

        >>> lexicon().verb_at(["co", "-", "operated"], 2)
        ((('cooperate', 'past'), ('cooperate', 'participle')), 0)
        """
        for first, surface in _endings(words, at):
            if surface in self.verb_forms:
                return self.verb_forms[surface], first
        return None

    def noun_at(self, words: Sequence[str], at: int) -> tuple[str, bool, int] | None:
        """Return (lemma, plural, index of first word) of the listed noun that ends at `at`.

        Sees compounds written in several tokens as one word.

        >>> lexicon().noun_at(["a", "cease", "-", "fire"], 3)
        ('ceasefire', False, 1)
        """
        for first, surface in _endings(words, at):
            if surface in self.noun_forms:
                return (*self.noun_forms[surface], first)
        return None

    def controllers_at(self, words: Sequence[str], at: int) -> tuple[tuple[Controller, ...], int]:
        """Return all controllers of the longest phrase at `at`, and its length (() and 0: none)."""
        return self._controllers.at(words, at)

    def controller(self, words: Sequence[str], at: int) -> tuple[Controller, int] | None:
        """Return the controller at `at` whose frame suits the next words best, and its length.

        >>> found = lexicon().controller(["threatened", "to", "attack"], 0)
        >>> found and (found[0].status, found[0].act, found[1])
        ('threatened', 'THREATEN', 1)
        """
        found, size = self._controllers.at(words, at)
        if not found:
            return None
        return min(found, key=lambda entry: (_misfit(entry, words, at + size), entry.line)), size

    def cues_at(self, words: Sequence[str], at: int) -> tuple[tuple[Cue, ...], int]:
        """Return all cues of the longest phrase at `at`, and its length (() and 0: none)."""
        return self._cues.at(words, at)

    def cue(self, words: Sequence[str], at: int) -> tuple[Cue, int] | None:
        """Return the first listed cue of the longest phrase at `at`, and its length."""
        found, size = self._cues.at(words, at)
        return (found[0], size) if found else None

    def digest(self) -> str:
        """Return 24 hexadecimal digits that change whenever an entry does."""
        rows = (*map(_stable, self._senses), *self.controllers, *self.cues)
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:24]


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon (read once)."""
    folder = files(__package__) / "data"
    texts = [
        (folder / name).read_text(encoding="utf-8") for name in (PREDICATES, CONTROLLERS, CUES)
    ]
    return Lexicon.from_text(*texts)


def _stable(sense: Sense) -> tuple[object, ...]:
    """The sense without what depends on hash order or on the place in the file."""
    return (
        sense.lemma, sense.pos, sense.particle, sorted(sense.objects), sense.target, sense.need,
        sense.type, sense.mode, sense.cameo, sense.symmetric, sense.speech, sense.weak,
        sense.subject_target,
    )  # fmt: skip


def _by_lemma(senses: Iterable[Sense], pos: str) -> Mapping[str, tuple[Sense, ...]]:
    table: dict[str, list[Sense]] = {}
    for sense in senses:
        if sense.pos == pos:
            table.setdefault(sense.lemma, []).append(sense)
    return MappingProxyType(
        {lemma: tuple(sorted(found, key=lambda s: s.rank)) for lemma, found in table.items()}
    )


def _surfaces(form: str, pos: str) -> Iterator[str]:
    """All surface forms as tokens: the first word of a verb is inflected, the last of a noun."""
    if pos == "v":
        first, _, rest = form.partition(" ")
        found = [f"{word} {rest}".strip() for word, _ in verb_forms(first)]
    elif pos == "n":
        found = [word for word, _ in noun_forms(form)]
    else:
        found = [form]
    yield from dict.fromkeys(" ".join(surfaces(word, following="x")) for word in found)


def _endings(words: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """The words ending at `at` as one compound, longest first, with the index of the first."""
    if at >= 2 and words[at - 1] == "-":
        yield at - 2, f"{words[at - 2]}-{words[at]}"
    if at >= 1:
        yield at - 1, f"{words[at - 1]} {words[at]}"
    yield at, words[at]


_ASKING = frozenset({"whether", "if", "how", "when", "what", "why"})


def _misfit(entry: Controller, words: Sequence[str], after: int) -> int:
    """How badly the words from `after` on suit the entry's frame: 0 at once, 1 later, 2 not."""
    window = words[after : after + 12]
    following = next(iter(window), "")
    frame, _, preposition = entry.frame.partition(":")
    if frame == "inf":
        near = following == "to" or list(window[:2]) == ["not", "to"]
        if entry.subject == "self":
            return 0 if near else 2
        return 1 if "to" in window else 2
    if frame == "prep":
        return 0 if following == preposition else 1 if preposition in window else 2
    if frame == "np":
        return 2 if following in PREPOSITIONS or following in ("", "that") else 1
    fits = {
        "that": following == "that",
        "ing": following.endswith("ing"),
        "wh": following in _ASKING,
    }
    return 1 if frame not in fits else 0 if fits[frame] else 2
