"""For any text: no fault, sorted, not overlapping, offsets in the text, ends in order."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Interval
from detente.read.times import due_interval, find_times, grammar, ranges

_WORDS = [
    *sorted(grammar().alphabet.codes),
    *"May March Sat. 2019 1998 31 3rd 1990s '98 14:30 5pm 2025-05-03 3/4/2025 talks 99,999 Easter"
    " Ramadan Monday Friday $ ( ) Q3 H1 9/11 since after , . - – 's ½ ٣ \ud800 said will".split(),
    "the Cold War",
    "half a dozen",
    "more than",
]
_TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join)
)
_DAYS = st.one_of(
    st.none(), st.dates(), st.sampled_from([dt.date.min, dt.date.max, dt.date(2024, 2, 29)])
)


@st.composite
def _spoken(draw: st.DrawFn) -> Interval | None:
    first, last = draw(_DAYS), draw(_DAYS)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return draw(st.sampled_from([None, Interval(first, last, "span")]))


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, published=_DAYS, spoken=_spoken(), cut=st.integers(0, 200))
def test_any_text(text: str, published: dt.date | None, spoken: Interval | None, cut: int) -> None:
    cut = min(cut, len(text))
    times = find_times(text, [(0, cut), (cut, len(text))], published)
    end = 0
    for found in times:
        assert end <= found.start < found.end <= len(text)
        end = found.end
        if found.earliest is not None and found.latest is not None:
            assert found.earliest <= found.latest
        due = due_interval(text, found, spoken)
        if due is not None and due.earliest is not None and due.latest is not None:
            assert due.earliest <= due.latest
    for left, right, interval in ranges(text, times):
        assert right == left + 1
        assert interval.earliest <= interval.latest
    assert times == find_times(text, [(0, cut), (cut, len(text))], published)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "may ", "May", "1,000,", "two and ", "-", "1:00", "a."]
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        best = float("inf")
        for _ in range(2):
            began = time.perf_counter()
            find_times(text, [(0, len(text))], dt.date(2025, 5, 21))
            best = min(best, time.perf_counter() - began)
        return best

    short, long = seconds(40_000), seconds(160_000)
    assert long < 16 * max(short, 0.005)
