"""Tokens, sentences, paragraphs and quotations, with exact offsets."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.read.document import Doc
from detente.read.segment import MAX_SENTENCE, segment, tokenise, words


def cut(text: str, body: tuple[tuple[int, int], ...] | None = None) -> Doc:
    doc = Doc(text, dt.date(2031, 5, 14))
    segment(doc, ((0, len(text)),) if body is None else body)
    return doc


def sentences(text: str) -> list[str]:
    doc = cut(text)
    return [text[one.start : one.end] for one in doc.sentences]


def quotes(text: str) -> list[str]:
    doc = cut(text)
    return [text[one.start : one.end] for one in doc.quotes]


TOKENS = [
    ("Ada’s U.S.-based aides", ["Ada", "’s", "U.S.", "-", "based", "aides"]),
    ("She didn't.", ["She", "did", "n't", "."]),
    ("She can’t, won’t", ["She", "ca", "n’t", ",", "wo", "n’t"]),
    ("1,000 or 3.5", ["1,000", "or", "3.5"]),
    ("at 14:30 on the 3rd", ["at", "14:30", "on", "the", "3rd"]),
    ("the 1990s…", ["the", "1990s", "…"]),
    ("AT&T -- or not", ["AT&T", "--", "or", "not"]),
    ("``yes''", ["``", "yes", "''"]),
    ("café naïve", ["café", "naïve"]),
    ("Mr. Brook", ["Mr.", "Brook"]),
    ("J. Brook", ["J.", "Brook"]),
    ("wait... what", ["wait", "...", "what"]),
    ("5 p.m. today", ["5", "p.m.", "today"]),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens
    assert [text[one.start : one.end] for one in tokenise(text)] == tokens


def test_lower_case_straightens_the_apostrophe() -> None:
    assert [one.lower for one in tokenise("Ada’s")] == ["ada", "'s"]


def test_part_of_a_text_keeps_its_offsets() -> None:
    text = "one two three"
    assert [(one.start, one.text) for one in tokenise(text, 4, 7)] == [(4, "two")]


SENTENCES = [
    ("It rained. It snowed.", ["It rained.", "It snowed."]),
    ("Did it rain? It did!", ["Did it rain?", "It did!"]),
    ("Mr. Brook met Dr. Vale. They spoke.", ["Mr. Brook met Dr. Vale.", "They spoke."]),
    ("J. R. Brook met Ada. They spoke.", ["J. R. Brook met Ada.", "They spoke."]),
    ("The U.S. envoy left. He flew.", ["The U.S. envoy left.", "He flew."]),
    ("He went to the U.S. The envoy stayed.", ["He went to the U.S.", "The envoy stayed."]),
    ("It cost 3.5 coins. It was dear.", ["It cost 3.5 coins.", "It was dear."]),
    ("“It rained.” She left.", ["“It rained.”", "She left."]),
    ("“Did it rain?” she asked.", ["“Did it rain?” she asked."]),
    ("It rained (a lot). It snowed.", ["It rained (a lot).", "It snowed."]),
    ("It rained… It snowed.", ["It rained…", "It snowed."]),
    ("It rained… and snowed.", ["It rained… and snowed."]),
    ("See detente.example.org for more.", ["See detente.example.org for more."]),
    ("At 5 p.m. Monday it rained.", ["At 5 p.m. Monday it rained."]),
    ("It was no. 5 on the list.", ["It was no. 5 on the list."]),
    ("The answer is no. She left.", ["The answer is no.", "She left."]),
    ("One line\n\nAnother line", ["One line", "Another line"]),
    ("It rained\r\n\r\nIt snowed", ["It rained", "It snowed"]),
    ("", []),
    (" \n\t ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ferry that left the harbour at noon was late again on Friday and\n"
        "nobody at the office by the pier could say when it would come back to\n"
        "the town."
    )
    assert len(sentences(text)) == 1


def test_short_lines_are_paragraphs_of_their_own() -> None:
    assert sentences("Ferry late\nNobody knows why\nIt is Friday") == [
        "Ferry late",
        "Nobody knows why",
        "It is Friday",
    ]


def test_paragraphs_are_counted() -> None:
    doc = cut("It rained. It snowed.\n\nIt froze.\n\n\n\nIt thawed.")
    assert [one.paragraph for one in doc.sentences[:2]] == [0, 0]
    assert len({one.paragraph for one in doc.sentences}) == 3


def test_headings() -> None:
    doc = cut("Ferry late again\n\nThe ferry was late.")
    assert [one.heading for one in doc.sentences] == [True, False]


def test_furniture_is_kept_but_is_no_body() -> None:
    text = "Menu and more\n\nThe ferry was late.\n\nAll rights reserved"
    start = text.index("The ferry")
    doc = cut(text, ((start, start + len("The ferry was late.")),))
    assert [one.body for one in doc.sentences] == [False, True, False]


def test_without_a_body_all_is_furniture() -> None:
    assert [one.body for one in cut("The ferry was late.", ()).sentences] == [False]


def test_a_sentence_without_an_end_is_closed_in_time() -> None:
    doc = cut("word " * (3 * MAX_SENTENCE))
    assert len(doc.sentences) == 3
    assert all(one.last - one.first <= MAX_SENTENCE + 1 for one in doc.sentences)


QUOTED = [
    ("She said “it rains” today.", ["it rains"]),
    ('She said "it rains" today.', ["it rains"]),
    ("She said «it rains» today.", ["it rains"]),
    ("She said ``it rains'' today.", ["it rains"]),
    ("“One,” she said. “Two.”", ["One,", "Two."]),
    ('"One," she said. "Two."', ["One,", "Two."]),
    ("She said “” today.", []),
    ("She said it rains.", []),
    ("The 6' 2\" man left.", []),
    ("“It rains all day", ["It rains all day"]),
    ("“It rains\n\n“and rains.”", ["It rains", "and rains."]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_an_opening_mark_that_nothing_closes_quotes_no_long_paragraph() -> None:
    text = "“It rains. " + "The ferry was late again on Friday. " * 30 + "\n\nIt snowed."
    assert quotes(text) == []


def test_whether_a_quotation_was_closed_is_known() -> None:
    assert [one.closed for one in cut("“One.” “Two").quotes] == [True, False]
