"""The language backbone: words in; parts of speech, forms, lemmas, trees, names and meaning out.

>>> from detente.read.language import Language
>>> sentence = Language.shared().analyse([["Putin", "met", "Modi", "."]])[0]
>>> sentence.upos, sentence.heads
(('PROPN', 'VERB', 'PROPN', 'PUNCT'), (2, 0, 2, 2))
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .encode import MAX_PIECES, Encoder, Raw, Word, damaged
from .labels import NAME_LABELS, Chain, Name, spans
from .lemmas import Lemmatiser
from .sentences import is_link
from .trees import decode

WEIGHTS = Path(__file__).with_name("language.zip")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of one sentence; all tuples have one item a word.

    `heads` count words from 1; the root's head is 0. `feats` is the Universal Dependencies
    notation ("Number=Sing|Person=3", or "_"). `names` are (first word, end, type), the words
    counted from 0, with the types of `labels.NAME_TYPES`. `meaning` is a unit vector, close for
    sentences of like meaning (cosine), or None where it was not asked for; it takes no part in
    comparing two analyses.
    """

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    names: tuple[Name, ...]
    meaning: NDArray[np.float32] | None = field(default=None, compare=False)


EMPTY = Analysis((), (), (), (), (), ())


class Language:
    """A language model in memory; costs about 0.3 s to load and 200 MB in use.

    Safe to share between threads. Not to be carried over a fork: start other processes with
    `spawn` or `forkserver`, each of which loads its own.
    """

    def __init__(self, path: Path = WEIGHTS, *, threads: int = 0) -> None:
        """Load the weights; `threads` is the number of cores to use (0: all there are, up to
        eight, or one in a worker process of `multiprocessing`); each takes about 20 MB.

        Raises DataError where the file is missing, damaged or of another format. The number of
        threads changes the time taken and nothing else.
        """
        self._encoder = Encoder(path, threads=threads)
        try:
            self._read(self._encoder.manifest)
        except (AttributeError, KeyError, TypeError, ValueError) as broken:
            raise damaged(path, broken) from broken

    def _read(self, manifest: dict[str, Any]) -> None:
        self._version = str(manifest["version"])
        labels = manifest["labels"]
        self._upos: list[str] = labels["upos"]
        self._feats: list[str] = labels["feats"]
        self._lemmatiser = Lemmatiser(
            labels["lemmas"],
            manifest["lemma_cuts"],
            {
                (form, upos): rule
                for upos, forms in manifest["lemmas_known"].items()
                for form, rule in forms.items()
            },
        )
        self._relations: list[str] = labels["relations"]
        self._root = self._relations.index("root")
        if tuple(labels["names"]) != NAME_LABELS:
            raise ValueError("its name labels are others")
        self._names = Chain(
            np.array(manifest["names_steps"], dtype=np.float32),
            np.array(manifest["names_start"], dtype=np.float32),
        )

    @staticmethod
    def shared() -> Language:
        """Return the one model of this process, loaded at the first call."""
        with _loading:
            return _shared()

    @property
    def version(self) -> str:
        """The version of the weights, part of what makes a reading reproducible."""
        return self._version

    def figures(self, name: str) -> dict[str, dict[str, float]]:
        """Return figures that were measured when the weights were made ("meaning", "int8")."""
        found: dict[str, dict[str, float]] = self._encoder.manifest["trained"][name]
        return found

    def analyse(
        self, sentences: Sequence[Sequence[Word]], *, meaning: bool = False, one_text: bool = False
    ) -> list[Analysis]:
        """Return one analysis a sentence, in order; the same for a sentence whatever is beside it.

        With `one_text` the sentences follow each other in a text, and names are read twice: in the
        sentence alone, and in the sentence after the one before it, the scores averaged. What is
        in a name is often said a sentence earlier. It takes two to three times as long.

        A sentence of more than 254 word pieces is read in windows, and the root of each window
        but the first hangs on the root of the one before it.
        """
        parts: list[Sequence[Word]] = []
        places: list[list[int]] = []
        for words in sentences:
            if isinstance(words, str):
                raise TypeError(
                    f"a sentence is a list of words, not the text {words[:40]!r}; "
                    "`detente.parse` splits texts"
                )
            cut = self._windows(words)
            places.append(list(range(len(parts), len(parts) + len(cut))))
            parts.extend(cut)
        done: list[Analysis] = [EMPTY] * len(parts)
        scores: dict[int, NDArray[np.float32]] = {}
        for raw in self._encoder.run(parts):
            self._decode(raw, parts, done, meaning)
            if one_text:
                sizes = raw.sizes.tolist()
                scores.update(
                    (row, raw.names[at, : sizes[at]].copy()) for at, row in enumerate(raw.rows)
                )
        if one_text:
            self._names_again(sentences, parts, places, scores, done)
        return [_joined([done[at] for at in place]) for place in places]

    def _names_again(
        self,
        sentences: Sequence[Sequence[Word]],
        parts: Sequence[Sequence[Word]],
        places: Sequence[Sequence[int]],
        scores: Mapping[int, NDArray[np.float32]],
        done: list[Analysis],
    ) -> None:
        """Read the names of each sentence once more, after the end of the sentence before.

        A sentence that is read in windows, or leaves no room beside it, is not read again.
        """
        rows: list[Sequence[Word]] = []
        of: list[tuple[int, int]] = []
        for before, place in zip(sentences, places[1:], strict=False):
            if len(place) != 1 or not before:
                continue
            words = parts[place[0]]
            tail = self._tail(before, MAX_PIECES - self._encoder.count(words))
            if tail:
                rows.append([*tail, *words])
                of.append((place[0], len(tail)))
        for raw in self._encoder.run(rows):
            sizes = np.array([len(scores[of[row][0]]) for row in raw.rows], dtype=np.int64)
            both = np.zeros((len(sizes), int(sizes.max()), len(NAME_LABELS)), dtype=np.float32)
            for at, row in enumerate(raw.rows):
                part, start = of[row]
                size = int(sizes[at])
                both[at, :size] = scores[part] + raw.names[at, start : start + size]
            best = self._names.best(both * np.float32(0.5), sizes).tolist()
            for at, row in enumerate(raw.rows):
                part = of[row][0]
                names = tuple(spans(best[at][: int(sizes[at])]))
                done[part] = replace(done[part], names=names)

    def _tail(self, words: Sequence[Word], room: int) -> Sequence[Word]:
        """The last words of a sentence, as many as fit into `room` word pieces."""
        at = len(words)
        while at and len(words) - at < _CONTEXT:
            room -= len(self._encoder.pieces.pieces(words[at - 1]))
            if room < 0:
                break
            at -= 1
        return words[at:]

    def _windows(self, words: Sequence[Word]) -> list[Sequence[Word]]:
        """Cut a sentence so that each part fits, at a mark of punctuation if one is near."""
        sizes = [len(ids) for ids in map(self._encoder.pieces.pieces, words)]
        if sum(sizes) <= MAX_PIECES:
            return [words] if words else []
        cut: list[Sequence[Word]] = []
        start = 0
        while start < len(words):
            end, used = start, 0
            while end < len(words) and used + sizes[end] <= MAX_PIECES:
                used += sizes[end]
                end += 1
            if end < len(words):
                near = range(end, max(start + 1, end - 60), -1)
                end = next((at for at in near if words[at - 1] in _BREAKS), end)
            cut.append(words[start:end])
            start = end
        return cut

    def _decode(
        self, raw: Raw, parts: list[Sequence[Word]], done: list[Analysis], meaning: bool
    ) -> None:
        heads = decode(raw.arcs, raw.sizes)
        scores = self._encoder.relations(raw, heads)
        # "root" is for the root alone
        scores[..., self._root] = np.where(heads == 0, np.float32(1e9), np.float32(-1e9))
        relations = scores.argmax(axis=2).tolist()
        for at, row in enumerate(raw.rows):
            for place, word in enumerate(parts[row]):
                if isinstance(word, str) and len(word) > 8 and is_link(word):
                    raw.names[at, place, 1:] = -1e4  # no name reaches over an address of the web
        names = self._names.best(raw.names, raw.sizes).tolist()
        upos, feats, rules = raw.upos.tolist(), raw.feats.tolist(), raw.lemmas.tolist()
        trees = heads.tolist()
        lemma = self._lemmatiser.lemma
        vectors = _unit(raw.meaning) if meaning else None
        for at, (row, size) in enumerate(zip(raw.rows, raw.sizes.tolist(), strict=True)):
            tags = tuple([self._upos[n] for n in upos[at][:size]])
            done[row] = Analysis(
                tags,
                tuple([self._feats[n] for n in feats[at][:size]]),
                tuple(
                    [
                        lemma(word, tag, ranked) if isinstance(word, str) else ""
                        for word, tag, ranked in zip(
                            parts[row], tags, rules[at][:size], strict=True
                        )
                    ]
                ),
                tuple(trees[at][:size]),
                tuple([self._relations[n] for n in relations[at][:size]]),
                tuple(spans(names[at][:size])),
                None if vectors is None else vectors[at].copy(),  # not a view of the batch
            )


_CONTEXT = 60
"""Words of the sentence before that are read again, at most."""

_loading = threading.Lock()


@lru_cache(maxsize=1)
def _shared() -> Language:
    return Language()


_BREAKS = frozenset(". ! ? ; : … — – , 。 ！ ？".split())


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors (B, N) of length 1."""
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit


def _joined(parts: list[Analysis]) -> Analysis:
    """One analysis of the windows of a long sentence."""
    if len(parts) <= 1:
        return parts[0] if parts else EMPTY
    heads: list[int] = []
    relations: list[str] = []
    names: list[Name] = []
    root = 0
    for part in parts:
        shift = len(heads)
        own = part.heads.index(0)
        heads.extend(head + shift if head else root for head in part.heads)
        relations.extend(part.relations)
        if shift:
            relations[shift + own] = "parataxis"
        names.extend((first + shift, end + shift, kind) for first, end, kind in part.names)
        root = shift + own + 1
    vector = None
    vectors = [part.meaning for part in parts if part.meaning is not None]
    if vectors:
        vector = _unit(np.sum(vectors, axis=0, keepdims=True))[0]
    return Analysis(
        tuple(label for part in parts for label in part.upos),
        tuple(label for part in parts for label in part.feats),
        tuple(label for part in parts for label in part.lemmas),
        tuple(heads),
        tuple(relations),
        tuple(names),
        vector,
    )
