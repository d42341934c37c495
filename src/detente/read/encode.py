"""Sentences through the language model: batches in, arrays out, the same whatever the batch.

A sentence is padded to a length of a fixed ladder, never to its neighbours' length, and all
products run on integers with ranges fixed in training. So each sentence's numbers are its own:
they do not depend on what else is in the batch, on its order or on its size.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import zipfile
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError
from . import shapes
from .wordpiece import Placeholder, WordPiece

LENGTHS = (8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 192, 256)
"""The ladder of lengths, in pieces with the two marks of the model."""

MAX_PIECES = LENGTHS[-1] - 2
"""Word pieces of the longest sentence that is read in one go."""

_BUDGET = 1024
"""Pieces in a batch at most: about 20 MB a thread. More takes more and gains no speed."""

_MOST_THREADS = 8
"""Threads unless more are asked for: bounds memory on large machines."""

_ATTENTION = 3_000_000
"""Numbers in one layer's attention at most: bounds memory for long sentences."""

_HEADS = 12

_FORMAT = 1
"""Of the weights file; see `training/language/export.py`."""

_PARTS = ("manifest.json", "vocabulary.txt", "encoder.onnx", "relations.onnx")

Word = str | Placeholder


@dataclass(frozen=True, slots=True)
class Raw:
    """What the model says of a batch of sentences, B of them, of at most W words.

    `rows` are their places in the input. `arcs` (B, W, W + 1), `dependent` (B, W, R) and `head`
    (B, W + 1, R) are scores and vectors for the tree; `names` (B, W, labels) are scores; `upos`
    and `feats` (B, W) are label numbers, `lemmas` (B, W, 4) those of the best four rules, best
    first; `meaning` (B, 384) is not normalised.
    """

    rows: list[int]
    sizes: NDArray[np.int64]
    upos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemmas: NDArray[np.int64]
    arcs: NDArray[np.float32]
    dependent: NDArray[np.float32]
    head: NDArray[np.float32]
    names: NDArray[np.float32]
    meaning: NDArray[np.float32]


_OUTPUTS = ("upos", "feats", "lemmas", "arcs", "dependent", "head", "names", "meaning")


class Encoder:
    """The two graphs of a weights file, ready to run."""

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        """Load a weights file; raises DataError where it is missing or damaged."""
        if threads < 0:
            raise ValueError(f"{threads} threads")
        parts = _unpack(path)
        try:
            self.manifest: dict[str, Any] = json.loads(parts["manifest.json"])
            written = self.manifest["format"]
            self.pieces = WordPiece(parts["vocabulary.txt"].decode().split("\n"))
        except (KeyError, TypeError, ValueError) as broken:
            raise damaged(path, broken) from broken
        if written != _FORMAT:
            raise DataError(
                f"the language model has the format {written}, this version of detente reads"
                f" {_FORMAT}; install detente again",
                file=str(path),
            )
        self._threads = threads or _cores()
        self._model = _session(path, parts["encoder.onnx"])
        self._relations = _session(path, parts["relations.onnx"])

    def count(self, words: Sequence[Word]) -> int:
        """Return the number of word pieces of a sentence."""
        return sum(map(len, map(self.pieces.pieces, words)))

    def run(self, sentences: Sequence[Sequence[Word]]) -> Iterator[Raw]:
        """Yield batches of like length; raises ValueError for more than `MAX_PIECES` pieces."""
        by_length: dict[int, list[int]] = {}
        for row, words in enumerate(sentences):
            size = self.count(words)
            if size > MAX_PIECES:
                raise ValueError(f"a sentence of {size} word pieces: at most {MAX_PIECES} fit")
            by_length.setdefault(LENGTHS[bisect_left(LENGTHS, size + 2)], []).append(row)
        jobs = []
        for length, rows in sorted(by_length.items()):
            most = max(1, min(_BUDGET // length, _ATTENTION // (_HEADS * length * length)))
            jobs += [(rows[at : at + most], length) for at in range(0, len(rows), most)]
        if self._threads == 1 or len(jobs) == 1:
            for rows, length in jobs:
                yield self._batch(sentences, rows, length)
            return
        # Cores share the batches out, never the sums of one batch: how a product is cut into parts
        # decides the order in which it is added up, and so its last bits.
        flying: deque[Future[Raw]] = deque()
        with ThreadPoolExecutor(self._threads) as pool:
            try:
                for rows, length in jobs:
                    flying.append(pool.submit(self._batch, sentences, rows, length))
                    if len(flying) > self._threads + 1:
                        yield flying.popleft().result()
                while flying:
                    yield flying.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)

    def _batch(self, sentences: Sequence[Sequence[Word]], rows: list[int], length: int) -> Raw:
        width = length - 2
        pieces = np.zeros((len(rows), length), dtype=np.int32)
        kinds = np.zeros((len(rows), length), dtype=np.int32)
        # word 0 is the root, which stands on the model's first mark
        first = np.zeros((len(rows), width + 1), dtype=np.int64)
        last = np.zeros((len(rows), width + 1), dtype=np.int64)
        sizes = np.zeros(len(rows), dtype=np.int64)
        for at, row in enumerate(rows):
            words = sentences[row]
            ids, marks, starts, ends = coded(self.pieces, words)
            pieces[at, : len(ids)] = ids
            kinds[at, : len(ids)] = marks
            first[at, 1 : len(starts) + 1] = starts
            last[at, 1 : len(ends) + 1] = ends
            sizes[at] = len(words)
        out = self._model.run(
            _OUTPUTS, {"pieces": pieces, "shapes": kinds, "first": first, "last": last}
        )
        return Raw(rows, sizes, *out)

    def relations(self, raw: Raw, heads: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return scores (B, W, relations) of the relation of each word to its head."""
        (scores,) = self._relations.run(
            ("relations",), {"dependent": raw.dependent, "head": raw.head, "heads": heads}
        )
        found: NDArray[np.float32] = scores
        return found


def coded(
    alphabet: WordPiece, words: Sequence[Word]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return pieces, their shapes, and the first and last piece of each word.

    What the model is fed, in training as at run time: a difference between the two would be a fault
    that nobody sees.
    """
    new = list(map(alphabet.pieces, words))
    ends = list(accumulate(map(len, new)))  # the model's first mark is piece 0
    starts = [end + 1 - len(pieces) for end, pieces in zip(ends, new, strict=True)]
    marks = chain.from_iterable(map(repeat, _shapes(words), map(len, new)))
    return (
        [alphabet.first, *chain.from_iterable(new), alphabet.last],
        [shapes.SPECIAL, *marks, shapes.SPECIAL],
        starts,
        ends,
    )


def _shapes(words: Sequence[Word]) -> list[int]:
    """The shape of each word; placeholders are left out of what the others are seen among."""
    plain = [word for word in words if isinstance(word, str)]
    found = shapes.shapes(plain)
    if len(plain) == len(words):
        return found
    rest = iter(found)
    return [next(rest) if isinstance(word, str) else shapes.PLACEHOLDER for word in words]


def damaged(path: Path, fault: Exception) -> DataError:
    """Return the error for a weights file that cannot be used."""
    what = f"{type(fault).__name__}: {fault}"
    return DataError(
        f"the language model is damaged ({what}); install detente again", file=str(path)
    )


def _unpack(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in _PARTS}
    except FileNotFoundError as missing:
        raise DataError(
            "the language model is missing; install detente again, or build it with `make train`",
            file=str(path),
        ) from missing
    except OSError as barred:
        raise DataError(
            f"the language model cannot be read ({barred.strerror or barred});"
            " check the file and its permissions",
            file=str(path),
        ) from barred
    except Exception as broken:  # zipfile has no one error for what is no good archive
        raise damaged(path, broken) from broken


def _cores() -> int:
    """Processors for this process: those it may use (a container often allows fewer than there
    are), within reason; one for a worker of a pool, since its siblings use the others."""
    if multiprocessing.parent_process() is not None:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return min(_MOST_THREADS, len(os.sched_getaffinity(0)))
    return min(_MOST_THREADS, os.cpu_count() or 1)


def _session(path: Path, graph: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # lengths change from batch to batch
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as broken:  # its errors have no base of their own
        raise damaged(path, broken) from broken
