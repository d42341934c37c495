"""Name labels: begin, inside and out, for five types; and the best labels that fit together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..model import NameType

NAME_TYPES: tuple[NameType, ...] = ("PER", "PLACE", "ORG", "GRP", "OTHER")
"""People; states and other places; organisations; peoples and adherents; other names."""

NAME_LABELS = ("O", *(f"{place}-{kind}" for kind in NAME_TYPES for place in "BI"))


Name = tuple[int, int, NameType]
"""A name in a sentence: its first word, the word after its last, its type."""


def _steps(labels: Sequence[str]) -> NDArray[np.float32]:
    """0 where the second label may follow the first, a large loss elsewhere."""
    steps = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for at, before in enumerate(labels):
        for to, after in enumerate(labels):
            if after[0] == "I" and before[2:] != after[2:]:
                steps[at, to] = -1e4
    return steps


FORBIDDEN = _steps(NAME_LABELS)
"""Added to the score of each step from one label to the next, (labels, labels)."""


class Chain:
    """The best label sequences, given how well labels follow each other (Viterbi 1967)."""

    def __init__(self, steps: NDArray[np.float32], start: NDArray[np.float32]) -> None:
        self._steps = (steps + FORBIDDEN).astype(np.float32)
        self._start = (start + FORBIDDEN[0]).astype(np.float32)

    def best(self, scores: NDArray[np.float32], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return label numbers (B, W) for `scores` (B, W, labels); 0 beyond a sentence's size."""
        batch, width, count = scores.shape
        best = np.zeros((batch, width), dtype=np.int64)
        longest = int(sizes.max(initial=0))
        if not longest:
            return best
        back = np.zeros((longest, batch, count), dtype=np.int64)
        total = scores[:, 0] + self._start
        for at in range(1, longest):
            paths = total[:, :, None] + self._steps
            back[at] = paths.argmax(axis=1)
            new = paths.max(axis=1) + scores[:, at]
            total = np.where((at < sizes)[:, None], new, total)
        rows = np.arange(batch)
        label = total.argmax(axis=1)
        for at in range(longest - 1, -1, -1):
            inside = at < sizes
            best[:, at] = np.where(inside, label, 0)
            label = np.where(inside, back[at, rows, label], label)
        return best


def spans(labels: Sequence[int]) -> list[Name]:
    """Return (first word, end, type) of each name in a sentence's label numbers.

    A name goes on over every I label and has the type of its first label, whatever they are; an
    I label after none begins one. (`Chain.best` gives neither.)

    >>> spans([1, 2, 0, 3])
    [(0, 2, 'PER'), (3, 4, 'PLACE')]
    """
    found: list[Name] = []
    start = -1
    for at, number in enumerate([*labels, 0]):
        if start >= 0 and (number == 0 or number % 2 == 1):
            found.append((start, at, NAME_TYPES[(labels[start] - 1) // 2]))
            start = -1
        if number and start < 0:
            start = at
    return found
