"""What a dependency tree is, for the tests."""

from __future__ import annotations


def is_tree(heads: list[int]) -> bool:
    """One root, no cycle, every head a word of the sentence."""
    if heads.count(0) != 1 or not all(0 <= head <= len(heads) for head in heads):
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True
