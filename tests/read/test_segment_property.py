"""Any string: tokens tile it, sentences tile the tokens, quotations do not overlap."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.read.document import Doc
from detente.read.segment import MAX_SENTENCE, segment

PIECES = [
    *"abAI1 .,'’‘“”\"()[]!?-–—:;…@#$&*_=/\n\t\u2029\u00a0\u0301\u00ad\u200b\ufeff\ud800\x00習。؟İß",
    *("U.S.", "Inc.", "No. ", "Mr. ", "a.m. ", "e.g.", "n't", "'s ", "''", "``", "...", "The "),
    *("In ", "Friday, May 14, 2031 ", "OSLO (AFP) — ", "Image: ", "http://a.example/", ":) "),
    *("a@b.example", "👨‍👩‍👧", "🇳🇴", "re-", "cannot ", "gonna ", "5m", "3-4", "713-555-0142"),
    *("\r\n", "\n\n", "said "),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_tokens_tile_the_text_and_sentences_the_tokens(text: str) -> None:
    doc = Doc(text, None)
    segment(doc, [(0, len(text))])
    at = 0
    for token in doc.tokens:
        assert token.start >= at
        assert not text[at : token.start].strip()
        assert token.text == text[token.start : token.end] != ""
        assert not any(map(str.isspace, token.text))
        assert token.lower == token.text.lower().replace("’", "'")
        assert not token.joined or token.start == at > 0
        at = token.end
    assert not text[at:].strip()
    at = 0
    for sentence in doc.sentences:
        assert sentence.first == at < sentence.last <= at + MAX_SENTENCE
        assert sentence.start == doc.tokens[sentence.first].start
        assert sentence.end == doc.tokens[sentence.last - 1].end
        at = sentence.last
    assert at == len(doc.tokens)
    assert [s.paragraph for s in doc.sentences] == sorted(s.paragraph for s in doc.sentences)
    at = 0
    for quote in doc.quotes:
        assert at <= quote.start < quote.end <= len(text)
        at = quote.end


DEGENERATE = {
    "letters": "a", "initials": "A.", "words with points": "ab.", "points": ".", "dotted": ". ",
    "single marks": "' ", "openings": "'a ", "possessives": "as' ", "double marks": '"a ',
    "notes": "a. [1 ", "mail": "a.b@", "links": "http://", "link list": "www.a.example ",
    "numbers": "1,", "dashes": "A - ", "hyphens": "re-", "clitics": "n't's", "accents": "a\u0301",
    "lines": "a\n", "ended lines": "a.\n", "returns": "\r", "emoji": "👨‍", "faces": ":) ",
    "abbreviations": "Inc. ", "datelines": "OSLO (AFP) — A b c d e f. ", "spaces": "   ",
    "date lines": "Friday, May 14, 2031 A ", "openers": "x The a ", "spaced marks": '. " ',
    "brackets": ". ) ", "stars": "* ", "sites": "a.com.",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(DEGENERATE))
def test_time_is_in_proportion_to_the_length(name: str) -> None:
    small, large = (_seconds(DEGENERATE[name] * times) for times in (1500, 12_000))
    # in proportion it is 8, if each looked at all others 64; the rest is noise (collections)
    assert large < 24 * small + 0.4, f"{small:.3f} s, then {large:.3f} s for eight times the text"


def _seconds(text: str) -> float:
    began = time.process_time()
    segment(Doc(text, None), [(0, len(text))])
    return time.process_time() - began
