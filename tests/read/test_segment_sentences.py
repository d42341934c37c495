"""Where sentences end: one case a line, `|` where one ends."""

from __future__ import annotations

import pytest

from detente.read.document import Doc
from detente.read.segment import MAX_SENTENCE, segment


def cut(text: str) -> Doc:
    doc = Doc(text, None)
    segment(doc, [(0, len(text))])
    return doc


def sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for one in cut(text).sentences]


ABBREVIATIONS = [
    "He met Gov. Maj. Gen. A. B. Dale and Rep. Brook (D-Calif.) in St. Petersburg. |It rained.",
    "He left the U.S. |The envoy stayed. |The U.S. Senate voted.",
    "He is in the U.S. |Officials said so.",
    "U.S. Officials Meet Envoys In Oslo",
    "U.S. And Norway Agree On Herring",
    "He came at 5 p.m. Monday. |She came at 5 p.m. EST. |By 5 p.m. |Police had come.",
    "It opens at 5 p.m. Moscow time. |It shuts at 9 p.m. |Everyone leaves.",
    "He joined Brook Inc. |The rest stayed. |Brook Corp. President Dale left.",
    "It sells tea, etc. |Dale et al. |They agree.",
    "Vitamin C. |It helps. |World War I. |It began. |George W. Dale left.",
    "He finished No. 5. |He said no. |No one came.",
    "He lives on Wall St. |The Dow fell.",
    "He said so (i.e. Dale did), e.g. Monday.",
    'He left the U.S. |"We stay," she said.',
]
QUOTED = [
    "“It rained.” |She left. |“Did it?” she asked. |“No!” Ada Vale cried. |“No!” |She left.",
    '"They lied. |We know it." |She laughed.',
    "He said “it is so. |We know it”, and left.",
    'He wrote "Stop!", then left. |He left.',
    "“It rained…” he said. |“It rained… |It froze.”",
    "(It rained. |It froze.) |She left (early). |She left [again].",
    "‘We lied,’ he said. |‘We know.’ |She laughed.",
    "”Ja” sa han. |”Nej” sa hon.",
]
MARKS = [
    "Then... silence. |Then... |He left. |Then . . . |He left.",
    "He cut [...] and ran. |He ran [...] |She stayed.",
    "What?! |No!! |Yes.",
    "It was done.The envoy left. |See brook.com or v2.0 now.".replace("done.The", "done.|The"),
    "It rained.[1][2] |It froze. [citation needed] |It thawed.12 |Then it rained.",
    "It rained :) |Then it froze. 😀 |She left. :-( |He stayed",
    "It rained. it froze. |She left.".replace("rained. it", "rained. |it"),
    "He met al-Rashid. |al-Rashid left. |He met Dale. |von der Vale left. |eBay rose.",
    "Yahoo! said so. |Is it? |Yes.",
    "1. Save up. |2. Buy it. |iv. Sell it.",
    "He has two rules: 1. Save up.",
    "one • two • three".replace(" • ", " |• "),
    "他走了。|她说：“好！”|她来了。 |مرحبا؟ |نعم.",
    "He saw Viva Vale! (1965) twice.",
]
UNMARKED = [
    "OSLO, May 5 (AFP) — |Norway left the talks on Monday. |It rained.",
    "OSLO/BERGEN (AFP) - |Norway left the talks on Monday.",
    "OSLO — |Norway left the talks on Monday.",
    "(Brook) - |Norway left the talks on Monday.",
    "Bergen, Norway -- |The ferry left on Monday.",
    "Ada Vale (May 5, 1929 – June 4, 1999) was a linguist of Bergen.",
    "Norway - Sweden",
    "No -- I said it is not so today.",
    "Ferry late again |Friday, May 14, 2031 |Ada Vale left on Friday, May 14, 2031.",
    "Ferry late again |In the end it left.",
    "He went to the |The end".replace("|", ""),
    "The ferry |Image: Ada Vale.",
    "http://a.example/b |http://a.example/c |He left. |www.brook.example |See it.",
]


@pytest.mark.parametrize("marked", [*ABBREVIATIONS, *QUOTED, *MARKS, *UNMARKED])
def test_sentences(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    assert sentences(marked.replace("|", "")) == expected


def test_datelines_are_marked() -> None:
    doc = cut("OSLO (AFP) — Norway left the talks on Monday. It rained.")
    assert [one.dateline for one in doc.sentences] == [True, False, False]
    assert doc.datelines == {doc.sentences[0].last: doc.sentences[0]}


PARAGRAPHS = [
    ("It rained\nIt froze\n\nIt thawed", ["It rained", "It froze", "It thawed"]),
    ("It rained\r\nIt froze", ["It rained", "It froze"]),
    ("One.\u2029Two.\fThree.", ["One.", "Two.", "Three."]),
    (
        "The ferry that left the harbour at noon was late again\nand nobody knew why.",
        ["The ferry that left the harbour at noon was late again\nand nobody knew why."],
    ),
    ("- late ferries\n- old piers", ["- late ferries", "- old piers"]),
    (
        "Ferries are late again on Friday in Bergen\nNobody knows why the piers are old\n"
        "Mayor is asked by the papers of the town",
        [
            "Ferries are late again on Friday in Bergen",
            "Nobody knows why the piers are old",
            "Mayor is asked by the papers of the town",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_lines_and_paragraphs(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("tail", ["", ".", ")" * 30, " . . ." * 10])
def test_no_sentence_is_longer_than_the_bound(tail: str) -> None:
    for length in (MAX_SENTENCE - 2, MAX_SENTENCE, 3 * MAX_SENTENCE):
        doc = cut("word " * length + "." + tail)
        assert max(one.last - one.first for one in doc.sentences) <= MAX_SENTENCE
        assert doc.sentences[-1].last == len(doc.tokens)
