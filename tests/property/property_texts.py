"""Texts for the property tests: any code points at all, and words thrown together at random."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

SETTINGS = settings(
    derandomize=True,  # the same examples every time: a fault is found here or not at all
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    database=None,
)

WORDS = """Oslo Stockholm president Norway Sweden Norwegian Swedish Nairobi Kenya's Uganda’s Ruto
William Ada Brook it he its they we I the a an of to by with from and or but if unless had would
will not never n't may should that which who whether attacked attack attacks bombed said says told
asked accused denied threatened agreed promised signed met talks sanctions troops ambassador
minister spokesman according on Monday in 2019 within two weeks yesterday last week by June 1
killed 12 people $5 million is being been was were are has have did do does considering called
for against between among U.S. Mr. no. 1,000 3.5""".split()
MARKS = "\" “ ” ' ’ ‘ « » ( ) , . ; : ? ! — – - … .. '' `` % @ & _ # *".split()
BREAKS = ["\n", "\n\n", "\t", "\r\n"]


def sentences() -> st.SearchStrategy[str]:
    """Rows of news words in any order, with any marks between them."""
    return st.lists(st.sampled_from([*WORDS, *MARKS, *BREAKS]), max_size=60).map(" ".join)


def anything() -> st.SearchStrategy[str]:
    """Any text: control characters, unpaired surrogates, all scripts."""
    return st.text(st.characters(), max_size=300)


def texts() -> st.SearchStrategy[str]:
    return st.one_of(sentences(), anything(), st.tuples(sentences(), anything()).map("\n".join))


def days() -> st.SearchStrategy[dt.date | None]:
    return st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)))
