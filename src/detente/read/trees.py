"""From arc scores to trees: the best tree with one root.

The best head of each word is nearly always already a tree; where it is not, the maximum spanning
arborescence is found (Chu and Liu 1965; Edmonds 1967; for parsing McDonald et al. 2005). Where
that has several roots, it is sought again with a penalty on arcs from the root, larger than any
sum of scores can repair, which leaves one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def decode(scores: Scores, sizes: NDArray[np.int64]) -> Heads:
    """Return the heads of the words of a batch of sentences.

    `scores[b, i, h]` is how well word `h` (counted from 1; 0 is the root) governs word `i`
    (counted from 0) of sentence `b`, of which the first `sizes[b]` words count. Heads beyond a
    sentence's size are 0. Shapes: (B, W, W + 1) and (B,) give (B, W). Scores are finite, or
    -infinity for an arc to be used only where no tree can do without.
    """
    batch, width, _ = scores.shape
    if width == 0:
        return np.zeros((batch, 0), dtype=np.int64)
    words = np.arange(width)
    inside = words < sizes[:, None]
    open_arc = np.concatenate([np.ones((batch, 1), dtype=bool), inside], axis=1)
    allowed = np.where(open_arc[:, None, :], scores, np.float32(-np.inf))
    allowed[:, words, words + 1] = -np.inf
    heads = np.where(inside, allowed.argmax(axis=2), 0)
    for at in np.nonzero(~_are_trees(heads, inside))[0]:
        size = int(sizes[at])
        heads[at, :size] = best_tree(scores[at, :size, : size + 1])
    return heads


def _are_trees(heads: Heads, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows of `heads` have one root and no cycle: every word climbs to 0 in 2^k steps."""
    one_root = ((heads == 0) & inside).sum(axis=1) == np.minimum(inside.sum(axis=1), 1)
    climb = np.concatenate([np.zeros((len(heads), 1), dtype=np.int64), heads], axis=1)
    for _ in range(max(1, int(heads.shape[1]).bit_length())):
        climb = np.take_along_axis(climb, climb, axis=1)
    found: NDArray[np.bool_] = one_root & (climb == 0).all(axis=1)
    return found


def best_tree(scores: Scores) -> Heads:
    """Return the heads of the best tree with one root; `scores` is (n, n + 1) as in `decode`.

    >>> import numpy as np
    >>> best_tree(np.array([[9.0, 0.0, 1.0], [8.0, 1.0, 0.0]], dtype=np.float32)).tolist()
    [0, 1]
    """
    size = len(scores)
    weights = np.full((size + 1, size + 1), -np.inf)
    weights[1:, :] = scores
    finite = weights[np.isfinite(weights)]
    reach = float(finite.max() - finite.min()) if len(finite) else 0.0
    low = float(finite.min()) if len(finite) else 0.0
    # one arc that should not be costs more than all others can gain, yet is finite, so that some
    # tree is always found
    weights[1:][~np.isfinite(weights[1:])] = low - (reach + 1.0) * (size + 1)
    np.fill_diagonal(weights, -np.inf)
    weights[0, :] = -np.inf
    heads = _edmonds(weights)[1:]
    if np.count_nonzero(heads == 0) > 1:
        # a second root costs more than any number of arcs that should not be
        weights[1:, 0] -= (reach + 1.0) * (size + 1) * (size + 2)
        heads = _edmonds(weights)[1:]
    return heads


def _edmonds(weights: NDArray[np.float64]) -> Heads:
    """Heads of the maximum spanning arborescence from node 0; `weights[child, head]`.

    Cycles are contracted one after the other in a loop (not by recursion: a long sentence may
    nest hundreds) and opened again in reverse.
    """
    weights = weights.copy()
    count = len(weights)
    alive = np.ones(count, dtype=bool)
    levels: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Heads]] = []
    while True:
        heads: Heads = weights.argmax(axis=1)
        heads[0] = 0
        cycle = _cycle(heads.tolist(), np.nonzero(alive)[0].tolist())
        if cycle is None:
            break
        members = np.array(cycle)
        keep, rest = members[0], members[1:]
        alive[members] = False
        outside = np.nonzero(alive)[0]
        # entering the cycle at a member costs the arc that it replaces
        kept = weights[members, heads[members]]
        enter = weights[members[:, None], outside] - kept[:, None]
        leave = weights[outside[:, None], members]
        into = np.zeros(count, dtype=np.int64)
        out = np.zeros(count, dtype=np.int64)
        into[outside] = members[enter.argmax(axis=0)]
        out[outside] = members[leave.argmax(axis=1)]
        levels.append((members, into, out, heads))
        weights[keep, outside] = enter.max(axis=0)
        weights[outside, keep] = leave.max(axis=1)
        weights[rest, :] = -np.inf
        weights[:, rest] = -np.inf
        weights[keep, keep] = -np.inf
        alive[keep] = True
    for members, into, out, before in reversed(levels):
        head = heads[members[0]]
        children = heads == members[0]
        heads[children] = out[children]
        heads[members] = before[members]
        heads[into[head]] = head
    return heads


def _cycle(heads: list[int], alive: list[int]) -> list[int] | None:
    """Return the nodes of one cycle among the living, or None."""
    seen = [0] * len(heads)  # the start from which a node was first come to; 0 is the root
    for start in alive:
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
    return None
