"""Name labels: the best sequence that fits together, by trying all; and the names it spells."""

from __future__ import annotations

import doctest
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.read import labels
from detente.read.labels import FORBIDDEN, NAME_LABELS, NAME_TYPES, Chain, spans

COUNT = len(NAME_LABELS)
FREE = Chain(np.zeros((COUNT, COUNT), dtype=np.float32), np.zeros(COUNT, dtype=np.float32))


def fits(found: list[int]) -> bool:
    """An I stands behind a B or an I of its own type only."""
    before = "O"
    for name in (NAME_LABELS[number] for number in found):
        if name[0] == "I" and (before == "O" or before[2:] != name[2:]):
            return False
        before = name
    return True


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 4), st.booleans())
def test_the_labels_are_the_best_of_all_that_fit(seed: int, size: int, whole: bool) -> None:
    draw = np.random.default_rng(seed)
    scores, steps, start = (
        draw.integers(-2, 3, size=shape).astype(np.float32)
        if whole
        else draw.normal(size=shape).astype(np.float32)
        for shape in ((size, COUNT), (COUNT, COUNT), (COUNT,))
    )

    def worth(sequence: tuple[int, ...]) -> float:
        total = float(start[sequence[0]]) + sum(
            float(scores[at, n]) for at, n in enumerate(sequence)
        )
        return total + sum(float(steps[a, b]) for a, b in itertools.pairwise(sequence))

    # all sequences of four labels are too many: of each place the best eight, and O
    places = [sorted({0, *np.argsort(-scores[at])[:8].tolist()}) for at in range(size)]
    few = [place if size > 3 else range(COUNT) for place in places]
    best = max(worth(sequence) for sequence in itertools.product(*few) if fits(list(sequence)))
    (found,) = Chain(steps, start).best(scores[None], np.array([size])).tolist()
    assert fits(found)
    if size > 3:
        assert worth(tuple(found)) >= best - 1e-4
    else:
        assert worth(tuple(found)) == pytest.approx(best, abs=1e-4)


@given(st.data())
def test_neighbours_and_padding_do_not_matter(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 7), min_size=1, max_size=5))
    width = max(sizes) + data.draw(st.integers(0, 3))
    draw = np.random.default_rng(data.draw(st.integers(0, 999)))
    scores = draw.integers(-3, 4, size=(len(sizes), width, COUNT)).astype(np.float32)
    found = FREE.best(scores, np.array(sizes))
    assert found.shape == (len(sizes), width)
    for at, size in enumerate(sizes):
        (alone,) = FREE.best(scores[at : at + 1, :size], np.array([size])).tolist()
        assert found[at, :size].tolist() == alone
        assert not found[at, size:].any()
        assert fits(alone)


def test_no_sentences_have_no_labels() -> None:
    assert FREE.best(np.zeros((0, 5, COUNT), np.float32), np.zeros(0, np.int64)).shape == (0, 5)
    assert FREE.best(np.zeros((2, 0, COUNT), np.float32), np.zeros(2, np.int64)).shape == (2, 0)


NAMES = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(NAME_TYPES)))


@given(NAMES, st.integers(0, 2))
def test_spans_read_back_what_labels_spell(names: list[tuple[int, int, str]], rest: int) -> None:
    found: list[int] = []
    expected = []
    for gap, size, kind in names:
        found += [0] * gap
        expected.append((len(found), len(found) + size, kind))
        found += [NAME_LABELS.index(f"B-{kind}")] + [NAME_LABELS.index(f"I-{kind}")] * (size - 1)
    assert fits(found)
    assert spans(found + [0] * rest) == expected


@given(st.lists(st.integers(0, COUNT - 1), max_size=12))
def test_any_labels_give_spans_in_order_that_do_not_overlap(found: list[int]) -> None:
    end = 0
    for start, stop, kind in spans(found):
        assert end <= start < stop <= len(found)
        assert kind in NAME_TYPES
        assert 0 not in found[start:stop]
        end = stop
    covered = {at for start, stop, _ in spans(found) for at in range(start, stop)}
    assert covered == {at for at, number in enumerate(found) if number}


def test_what_may_not_follow_is_barred() -> None:
    label = NAME_LABELS.index
    assert FORBIDDEN[label("O"), label("I-PER")] < -1000
    assert FORBIDDEN[label("B-PER"), label("I-ORG")] < -1000
    assert FORBIDDEN[label("B-PER"), label("I-PER")] == 0
    assert FORBIDDEN[label("I-PER"), label("B-PER")] == 0
    assert FORBIDDEN[label("I-PER"), label("O")] == 0


def test_examples_in_the_module_hold() -> None:
    assert doctest.testmod(labels).failed == 0
