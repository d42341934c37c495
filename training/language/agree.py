"""Rough name labels brought to the main convention.

The treebanks are ten times the sets that mark names well, but their name labels are noisy or of
another convention. Once the model has learned the convention, it labels the treebanks itself;
where it is sure and the rough label does not speak against it, its label is taken as gold, and
elsewhere the word is left open. (Self-training, Yarowsky 1995, held in check by the second view.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from detente.read.labels import NAME_LABELS, Chain

from .batches import Coded, batched, tensors
from .data import ANY, OUT, Example
from .net import Net

_MAIN = sum(1 << n for n, label in enumerate(NAME_LABELS) if label[2:] in ("PER", "PLACE", "ORG"))


def agreed(rough: int, label: int, probability: float, sure: float) -> int:
    """Return the labels that a word may have, as a bit mask.

    `rough` is what its set allows, `label` what the model says, with its `probability`.
    """
    bit = 1 << label
    if probability < sure:
        return ANY
    if rough & bit or not rough:
        return bit
    if rough == OUT and not bit & _MAIN:
        return bit  # the rough sets mark no peoples and no other names
    same = NAME_LABELS[label][2:]
    kinds = {text[2:] for n, text in enumerate(NAME_LABELS) if rough >> n & 1}
    # one kind, another boundary: leave the boundary open
    return ANY if same not in kinds else rough | bit


@torch.no_grad()
def relabel(net: Net, rows: Sequence[Coded], sure: float) -> dict[int, Example]:
    """Return, by the id of each example, the example with agreed labels."""
    net.eval()
    chain = Chain(net.names.steps.numpy(), net.names.start.numpy())
    out: dict[int, Example] = {}
    for group in batched(list(rows), 4096, None):
        batch = tensors(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = net(batch)["names"]
        sizes = batch.words.sum(1).numpy()
        scores = net.names.scores(hidden.float())
        best = chain.best(scores.numpy(), sizes)
        shares = net.names.marginals(scores, batch.words)
        for at, row in enumerate(group):
            example = row.example
            rough = example.names or [0] * len(row.first)
            masks = [
                agreed(mask, int(best[at, w]), float(shares[at, w, best[at, w]]), sure)
                for w, mask in enumerate(rough)
            ]
            out[id(example)] = replace(example, names=masks, rough=False)
    return out
