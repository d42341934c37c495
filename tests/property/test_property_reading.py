"""Any text becomes a reading: no exception, no runaway, every offset inside the text."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from property_texts import SETTINGS, days, texts

from detente import desk
from detente.model import Reading, Span, to_json
from detente.read.document import Doc
from detente.read.rules import RulesReader
from detente.read.segment import segment, tokenise
from detente.testing import article, check_reading, spans

READER = RulesReader()


@SETTINGS
@given(texts())
def test_tokens_do_not_overlap_and_cover_all_but_white_space(text: str) -> None:
    tokens = tokenise(text)
    for left, right in pairwise(tokens):
        assert left.end <= right.start
    covered = set()
    for one in tokens:
        assert one.start < one.end
        assert text[one.start : one.end] == one.text
        covered.update(range(one.start, one.end))
    bare = {at for at, char in enumerate(text) if not char.isspace()}
    assert bare <= covered


@SETTINGS
@given(texts())
def test_sentences_partition_the_tokens(text: str) -> None:
    doc = Doc(text, None)
    segment(doc, ((0, len(text)),))
    at = 0
    for one in doc.sentences:
        assert one.first == at < one.last
        assert (one.start, one.end) == (doc.tokens[one.first].start, doc.tokens[one.last - 1].end)
        at = one.last
    assert at == len(doc.tokens)
    for quote in doc.quotes:
        assert 0 <= quote.start < quote.end <= len(text)


@SETTINGS
@given(texts(), days())
def test_any_text_is_read(text: str, day: dt.date | None) -> None:
    # the reader sees what intake lets through: lone surrogates are U+FFFD by then
    one = article(text.encode("utf-8", "replace").decode("utf-8"), published=day)
    _holds(READER.read(one), one.content)
    check_reading(READER.read(one), one)


@SETTINGS
@given(texts(), days())
def test_any_text_goes_through_the_public_read(text: str, day: dt.date | None) -> None:
    reading = desk.read(text, published=day)
    content = reading.article.content
    _holds(reading, content)
    check_reading(reading, reading.article)
    assert len(content) == len(text)
    assert not any("\ud800" <= char <= "\udfff" for char in content)
    lone = sum("\ud800" <= char <= "\udfff" for char in text)
    assert reading.article.repairs == lone


def _holds(reading: Reading, text: str) -> None:
    for start, end in spans(reading):
        assert 0 <= start <= end <= len(text)
    for event in reading.events:
        assert any(_within(event.trigger, span) for span in event.evidence)
    for one in reading.statements:
        assert all(span.start < span.end for span in one.content)
    for owed in reading.commitments:
        assert owed.act.start < owed.act.end
    for supposed in reading.conditionals:
        assert supposed.antecedent.start < supposed.antecedent.end
        assert supposed.consequent.start < supposed.consequent.end
    decoded = msgspec.json.decode(to_json(reading), type=Reading)
    assert decoded == reading


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


@SETTINGS
@given(texts(), days())
def test_the_same_text_gives_the_same_bytes(text: str, day: dt.date | None) -> None:
    first = to_json(desk.read(text, published=day))
    assert to_json(desk.read(text, published=day)) == first


# -- degenerate texts: more text takes more time in proportion -------------------------------------

DEGENERATE = {
    "quote marks": lambda n: '"' * n,
    "curly marks": lambda n: "“" * n + "”" * n,
    "no spaces": lambda n: "a" * (20 * n),
    "no spaces, capitals": lambda n: "Aa" * (10 * n),
    "one character a line": lambda n: "A\n" * n,
    "brackets": lambda n: "(" * n + ")" * n,
    "commas and names": lambda n: "Norway, Sweden, " * (n // 10),
    "ifs": lambda n: "if had would not " * (n // 10),
    "points": lambda n: "." * n,
    "spaced points": lambda n: ". " * n,
    "digits": lambda n: "1,000." * (n // 2),
    "apostrophes": lambda n: "n't's" * (n // 2),
    "blank lines": lambda n: "\n \n" * n,
    "zero bytes": lambda n: "\x00" * n,
    "surrogates": lambda n: "\ud800" * n,
    "capitals": lambda n: "Ada Brook " * (n // 10),
    "numbers in words": lambda n: "two hundred and " * (n // 10),
    "hyphens": lambda n: "Norway-Sweden-" * (n // 10),
    "months": lambda n: "June 1 2031 " * (n // 10),
    "quoted sentences": lambda n: "“It rains all day,” said Ada Brook. " * (n // 20),
    "deeds": lambda n: "Norway bombed Sweden on Monday. " * (n // 20),
}  # fmt: skip
SIZE = 2500


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        reading = desk.read(text, published="2031-05-14")
        best = min(best, time.process_time() - started)
    assert reading.article.length == len(text)
    return best


@pytest.mark.parametrize("name", sorted(DEGENERATE))
def test_degenerate_text_takes_time_in_proportion(name: str) -> None:
    make = DEGENERATE[name]
    _seconds("It rained.")  # loads the data
    small, large = _seconds(make(SIZE)), _seconds(make(4 * SIZE))
    # in proportion it is 4, if each looked at all others 16; a tenth of a second is noise
    assert large < 12 * small + 0.1, f"{small:.3f} s, then {large:.3f} s for four times the text"


PROSE = {
    "deeds": "Norway bombed Sweden on Monday. ",
    "speech": "“It rains all day long,” said Ada Brook. ",
    "strangers' speech": "A senior officer said the road was open. ",
    "loose quotations": "“It rains all day long in the town.” The hall fell silent.\n\n",
    "pairs and pronouns": "Norway met Sweden and Denmark. It slept.\n\n",
    "dates": "It rained on Monday 3 May 2031 and in June. ",
    "vows": "Norway vowed to respond within two weeks. ",
    "ifs": "If Norway leaves, Sweden would bomb Denmark. ",
}


@pytest.mark.parametrize("name", sorted(PROSE))
def test_a_long_article_takes_time_in_proportion(name: str) -> None:
    piece = PROSE[name]
    _seconds("It rained.")
    short, long = (_seconds(piece * (size // len(piece))) for size in (10_000, 50_000))
    # in proportion it is 5, if each looked at all others 25
    assert long < 12 * short + 0.1, f"{short:.3f} s, then {long:.3f} s for five times the text"


def test_ten_thousand_marks_and_two_hundred_kilobytes_without_a_space() -> None:
    for text in ('"' * 10_000, "x" * 200_000, "Xx" * 100_000, "A\n" * 10_000):
        reading = desk.read(text)
        assert reading.article.length == len(text)
        assert reading.events == ()
