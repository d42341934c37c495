"""Trees from arc scores: the best there is, by trying all; and a tree whatever the scores."""

from __future__ import annotations

import doctest
import itertools
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.read import trees
from detente.read.trees import best_tree, decode
from tree_checks import is_tree

NEVER = -np.inf


@lru_cache
def all_trees(size: int) -> list[tuple[int, ...]]:
    return [
        heads for heads in itertools.product(range(size + 1), repeat=size) if is_tree(list(heads))
    ]


def worth(scores: NDArray[np.float32], heads: tuple[int, ...]) -> tuple[int, float]:
    """Fewer arcs that should not be, then a higher sum."""
    arcs = [float(scores[at, head]) for at, head in enumerate(heads)]
    return -arcs.count(NEVER), sum(arc for arc in arcs if arc != NEVER)


def matrices(values: st.SearchStrategy[float], largest: int) -> st.SearchStrategy[object]:
    return st.integers(1, largest).flatmap(
        lambda n: st.lists(values, min_size=n * (n + 1), max_size=n * (n + 1)).map(
            lambda flat: np.array(flat, dtype=np.float32).reshape(n, n + 1)
        )
    )


WHOLE = st.integers(-3, 3).map(float)
REAL = st.floats(-50, 50, width=32)


@settings(max_examples=300)
@given(
    matrices(st.one_of(WHOLE, REAL), 5)
    | matrices(st.sampled_from([0.0, 1.0]), 5)  # many ties
    | matrices(st.sampled_from([NEVER, 0.0, 1.0, 5.0]), 5)
    | matrices(st.just(NEVER), 5)
)
def test_the_tree_is_the_best_of_all(scores: NDArray[np.float32]) -> None:
    size = len(scores)
    found = best_tree(scores).tolist()
    assert is_tree(found)
    best = max(worth(scores, heads) for heads in all_trees(size))
    faults, total = worth(scores, tuple(found))
    assert faults == best[0]
    assert total == pytest.approx(best[1], abs=1e-4)
    (again,) = decode(scores[None], np.array([size]))
    assert is_tree(again.tolist())
    assert worth(scores, tuple(again.tolist())) == pytest.approx(worth(scores, tuple(found)))


def test_there_are_as_many_trees_as_cayley_says() -> None:
    assert [len(all_trees(n)) for n in range(1, 6)] == [n ** (n - 1) for n in range(1, 6)]


@pytest.mark.parametrize("size", [1, 2, 3, 10, 100, 254, 300])
@pytest.mark.parametrize("kind", ["noise", "equal", "ring", "pairs", "roots", "never", "nested"])
def test_any_size_and_kind_gives_one_root_and_no_cycle(size: int, kind: str) -> None:
    draw = np.random.default_rng(size)
    scores = draw.normal(size=(size, size + 1)).astype(np.float32)
    words = np.arange(size)
    if kind == "equal":
        scores[:] = 1
    elif kind == "ring":
        scores[words, np.roll(words, 1) + 1] += 100
    elif kind == "pairs":
        scores[words, (words ^ 1) % size + 1] += 100
    elif kind == "roots":
        scores[:, 0] += 100
    elif kind == "never":
        scores[draw.random(scores.shape) < 0.9] = NEVER
    elif kind == "nested":  # cycles within cycles, to the depth of the sentence
        scores = -np.abs(np.arange(size + 1) - (words[:, None] + 1)).astype(np.float32)
        scores[:, 0] = -1000
    assert is_tree(best_tree(scores).tolist())
    (heads,) = decode(scores[None], np.array([size]))
    assert is_tree(heads.tolist())
    if kind != "equal":
        assert worth(scores, tuple(heads)) == pytest.approx(
            worth(scores, tuple(best_tree(scores))), rel=1e-5
        )


def test_two_good_roots_are_made_one() -> None:
    scores = np.array([[9, 0, 1], [8, 1, 0]], dtype=np.float32)
    assert best_tree(scores).tolist() == [0, 1]
    assert decode(scores[None], np.array([2])).tolist() == [[0, 1]]


def test_a_second_root_is_worse_than_an_arc_that_should_not_be() -> None:
    scores = np.array([[5, 0, NEVER], [4, NEVER, 0]], dtype=np.float32)
    assert best_tree(scores).tolist() == [0, 1]


@given(st.data(), st.integers(1, 6), st.integers(0, 4))
def test_neighbours_and_padding_do_not_matter(data: st.DataObject, count: int, more: int) -> None:
    sizes = data.draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    width = max(sizes) + more
    draw = np.random.default_rng(data.draw(st.integers(0, 999)))
    alone = [draw.integers(-2, 3, size=(n, n + 1)).astype(np.float32) for n in sizes]
    batch = draw.normal(size=(count, width, width + 1)).astype(np.float32) * 1000
    batch[draw.random(batch.shape) < 0.1] = np.nan
    for at, scores in enumerate(alone):
        batch[at, : sizes[at], : sizes[at] + 1] = scores
    kept = batch.copy()
    heads = decode(batch, np.array(sizes))
    assert heads.shape == (count, width)
    assert np.array_equal(batch, kept, equal_nan=True)  # what is given is not changed
    for at, size in enumerate(sizes):
        (expected,) = decode(alone[at][None], np.array([size]))
        assert heads[at, :size].tolist() == expected.tolist()
        assert not heads[at, size:].any()


def test_nothing_has_no_heads() -> None:
    assert decode(np.zeros((3, 0, 1), dtype=np.float32), np.zeros(3, dtype=np.int64)).shape == (
        3,
        0,
    )
    assert decode(np.zeros((0, 4, 5), dtype=np.float32), np.zeros(0, dtype=np.int64)).shape == (
        0,
        4,
    )
    assert best_tree(np.zeros((0, 1), dtype=np.float32)).shape == (0,)


def test_examples_in_the_module_hold() -> None:
    assert doctest.testmod(trees).failed == 0
