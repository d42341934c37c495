"""Examples to tensors: pieces and shapes in, gold labels out, batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from detente.read.encode import coded
from detente.read.wordpiece import WordPiece

from .data import Example
from .net import Batch, Labels

IGNORE = -100
MAX_PIECES = 250


@dataclass(slots=True)
class Coded:
    """One example as numbers."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    example: Example


def code(example: Example, pieces: WordPiece) -> Coded | None:
    """Return None where a sentence is too long to train on."""
    ids, kinds, first, last = coded(pieces, example.words)
    if len(ids) > MAX_PIECES:
        return None
    return Coded(ids, kinds, first, last, example)


@dataclass(slots=True)
class Gold:
    upos: Tensor
    feats: Tensor
    lemmas: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor  # (B, W) bit masks, 0 where unknown


class Coder:
    """Numbers of the labels; a label never seen is ignored."""

    def __init__(self, labels: Labels) -> None:
        self.upos = {label: n for n, label in enumerate(labels.upos)}
        self.feats = {label: n for n, label in enumerate(labels.feats)}
        self.lemmas = {label: n for n, label in enumerate(labels.lemmas)}
        self.relations = {label: n for n, label in enumerate(labels.relations)}

    def gold(self, rows: list[Coded]) -> Gold:
        width = max(len(row.first) for row in rows)

        def numbers(name: str, table: dict[str, int] | None) -> Tensor:
            out = torch.full((len(rows), width), IGNORE, dtype=torch.int64)
            for at, row in enumerate(rows):
                values = getattr(row.example, name)
                if values is not None:
                    coded = [v if table is None else table.get(v, IGNORE) for v in values]
                    out[at, : len(coded)] = torch.tensor(coded)
            return out

        names = numbers("names", None)
        names[names == IGNORE] = 0
        return Gold(
            numbers("upos", self.upos),
            numbers("feats", self.feats),
            numbers("lemmas", self.lemmas),
            numbers("heads", None),
            numbers("relations", self.relations),
            names,
        )


def tensors(rows: list[Coded]) -> Batch:
    length = max(len(row.pieces) for row in rows)
    width = max(len(row.first) for row in rows)

    def padded(values: list[list[int]], size: int) -> Tensor:
        return torch.tensor([row + [0] * (size - len(row)) for row in values], dtype=torch.int64)

    pieces = padded([row.pieces for row in rows], length)
    sizes = torch.tensor([len(row.pieces) for row in rows])
    counts = torch.tensor([len(row.first) for row in rows])
    return Batch(
        pieces=pieces,
        shapes=padded([row.shapes for row in rows], length),
        mask=torch.arange(length) < sizes[:, None],
        first=padded([row.first for row in rows], width),
        last=padded([row.last for row in rows], width),
        words=torch.arange(width) < counts[:, None],
    )


def batched(rows: list[Coded], budget: int, draw: random.Random | None) -> Iterator[list[Coded]]:
    """Yield lists of rows of like length, about `budget` pieces each, in random order."""
    order = list(range(len(rows)))
    if draw is None:
        order.sort(key=lambda at: len(rows[at].pieces))
    else:
        order.sort(key=lambda at: len(rows[at].pieces) + draw.random() * 4)
    groups: list[list[int]] = []
    group: list[int] = []
    for at in order:
        if group and len(rows[at].pieces) * (len(group) + 1) > budget:
            groups.append(group)
            group = []
        group.append(at)
    if group:
        groups.append(group)
    if draw is not None:
        draw.shuffle(groups)
    for group in groups:
        yield [rows[at] for at in group]
