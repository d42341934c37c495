"""How well the model's sentence vectors rank likeness, against those of the published model.

Pairs of held sentences: each with its nearest neighbours by the published model, some from the
middle, and random ones, so that the ranking is asked about where it matters and not only among
strangers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def pairs(vectors: Vectors, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the two sides of the pairs: 3 nearest, 2 of the next 50, 3 random for each."""
    draw = np.random.default_rng(seed)
    left, right = [], []
    for at in range(len(vectors)):
        order = np.argsort(-(vectors @ vectors[at]), kind="stable")
        order = order[order != at]
        chosen = [*order[:3], *draw.choice(order[3:53], 2, replace=False), *draw.choice(order, 3)]
        left.extend([at] * len(chosen))
        right.extend(chosen)
    return np.array(left), np.array(right)


def spearman(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Rank correlation (ties are as good as absent among cosines)."""
    ranks = [np.argsort(np.argsort(x, kind="stable")).astype(float) for x in (a, b)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def agreement(original: Vectors, ours: Vectors, seed: int = 5) -> dict[str, float]:
    """Spearman over all pairs, and over random pairs alone; share of nearest neighbours kept."""
    left, right = pairs(original, seed)
    there = np.einsum("ij,ij->i", original[left], original[right])
    here = np.einsum("ij,ij->i", ours[left], ours[right])
    chance = np.tile(np.arange(8) >= 5, len(original))
    nearest = np.argmax(ours @ ours.T - 2 * np.eye(len(ours)), axis=1)
    wanted = np.argmax(original @ original.T - 2 * np.eye(len(original)), axis=1)
    return {
        "spearman": spearman(there, here),
        "spearman random pairs": spearman(there[chance], here[chance]),
        "same nearest": float((nearest == wanted).mean()),
    }
