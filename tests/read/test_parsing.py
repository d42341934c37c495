"""Parses as values and as CoNLL-U: whole, in step with the text, readable by others."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.model import Parse, ParsedSentence, to_json
from detente.read.agreement import agreed
from detente.read.language import Language
from detente.read.parsing import CHUNK
from detente.show.conllu import conllu

TEXT = "The envoy didn't say why. Oslo's offer stands — for now.\n\nNo deal"


@pytest.fixture(scope="module")
def parsed() -> Parse:
    return detente.parse(TEXT)


def conllu_of(parsed: Parse) -> str:
    return "".join(conllu([(parsed.article, parsed.sentences)]))


def rows(text: str) -> list[list[list[str]]]:
    """The sentences of CoNLL-U as lists of columns; comments and checks of form on the way."""
    assert not text or text.endswith("\n\n")
    sentences: list[list[list[str]]] = []
    lines: list[list[str]] = []
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            lines.append(line.split("\t"))
            assert len(lines[-1]) == 10
            assert all(column and column == column.strip() for column in lines[-1])
        elif not line and lines:
            sentences.append(lines)
            lines = []
    assert not lines, "the last sentence ends with an empty line"
    return sentences


def test_words_are_the_text(parsed: Parse) -> None:
    assert len(parsed.sentences) == 3
    for sentence in parsed.sentences:
        for word in sentence.words:
            assert TEXT[word.start : word.end] == word.form
        assert sentence.words[0].start == sentence.start
        assert sentence.words[-1].end == sentence.end
    assert parsed.article.content == TEXT
    assert parsed.model == Language.shared().version


def test_parts_of_one_word_are_joined(parsed: Parse) -> None:
    joined = [word.form for sentence in parsed.sentences for word in sentence.words if word.joined]
    assert joined == ["n't", "'s"]


def test_conllu_has_ranges_spaces_and_offsets(parsed: Parse) -> None:
    first, second, third = rows(conllu_of(parsed))
    assert [row[:2] for row in first if "-" in row[0]] == [["3-4", "didn't"]]
    assert [row[:2] for row in second if "-" in row[0]] == [["1-2", "Oslo's"]]
    plain = [row for row in first if "-" not in row[0]]
    assert [row[0] for row in plain] == [str(n) for n in range(1, len(plain) + 1)]
    assert "SpaceAfter=No" in plain[-2][9]
    assert "TokenRange=0:3" in plain[0][9]
    assert [row[1] for row in third] == ["No", "deal"]


def spelt(lines: list[list[str]]) -> str:
    """The text that the rows of a sentence spell, with one blank where they say there is space."""
    text, skip = "", 0
    for row in lines:
        if "-" in row[0]:
            low, high = map(int, row[0].split("-"))
            skip = high - low + 1
        elif skip:
            skip -= 1
            continue
        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    return text


def test_conllu_puts_the_text_together_again(parsed: Parse) -> None:
    for sentence, lines in zip(parsed.sentences, rows(conllu_of(parsed)), strict=True):
        assert spelt(lines).strip() == TEXT[sentence.start : sentence.end]


@pytest.mark.parametrize(
    "text",
    [
        "He left.She stayed.",
        "Oslo agreed — but Bergen didn't.(Nobody asked.)",
        " ".join(["word"] * 397) + " didn't shouldn't've go on",
        " ".join(["word"] * 399) + " don't stop",
        "'s" * 1000,
    ],
)
def test_conllu_spells_the_whole_text(text: str) -> None:
    written = rows(conllu_of(detente.parse(text)))
    assert "".join(map(spelt, written)).split() == text.split()


def test_a_forced_end_does_not_cut_a_written_word() -> None:
    for before in range(394, 402):
        parsed = detente.parse(" ".join(["word"] * before) + " didn't shouldn't've go on")
        assert len(parsed.sentences) == 2
        assert not parsed.sentences[1].words[0].joined


def test_nothing_that_a_terminal_obeys_is_written() -> None:
    lines = conllu_of(detente.parse("The \x1b[31mred\x1b[0m line, \x9bmore\x7f."))
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in lines)
    assert "\ufffd" in lines


def test_an_article_without_words_has_no_rows() -> None:
    assert conllu_of(detente.parse("")) == conllu_of(detente.parse(" \n\n ")) == ""


def test_no_name_reaches_over_an_address() -> None:
    (sentence,) = detente.parse("See https://t.co/Putin Putin met Modi.").sentences
    assert [forms_in(sentence, name.start, name.end) for name in sentence.names] == [
        ["Putin"],
        ["Modi"],
    ]


def forms_in(sentence: ParsedSentence, start: int, end: int) -> list[str]:
    return [word.form for word in sentence.words if start <= word.start and word.end <= end]


def test_the_article_keeps_what_is_given() -> None:
    article = detente.parse("Oslo agreed.", published="2031-05-02", publisher="Post").article
    assert str(article.published) == "2031-05-02"
    assert article.publisher == "Post"


def test_json_goes_there_and_back(parsed: Parse) -> None:
    import msgspec

    assert msgspec.json.decode(to_json(parsed), type=Parse) == parsed
    assert json.loads(to_json(parsed))["schema"] == "detente/1"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gives_trees_in_step_with_it(text: str) -> None:
    parsed = detente.parse(text)
    content = parsed.article.content
    covered = 0
    for sentence, lines in zip(parsed.sentences, rows(conllu_of(parsed)), strict=True):
        words = [row for row in lines if "-" not in row[0]]
        assert len(words) == len(sentence.words)
        assert [int(row[6]) for row in words].count(0) == 1
        for word in sentence.words:
            assert content[covered : word.start].strip() == ""
            covered = word.end
            assert 0 <= word.head <= len(sentence.words)
        for name in sentence.names:
            assert sentence.start <= name.start < name.end <= sentence.end
    assert content[covered:].strip() == ""


def test_a_text_longer_than_a_chunk_is_read_as_one() -> None:
    lines = [f"General Juan Condo{n % 7} met Ana. Condo{n % 5} left Oslo." for n in range(CHUNK)]
    parsed = detente.parse(" ".join(lines)).sentences
    words = [[word.form for word in sentence.words] for sentence in parsed]
    assert len(words) == 2 * CHUNK
    whole = agreed(words, [one.names for one in Language.shared().analyse(words, one_text=True)])
    for sentence, names in zip(parsed, whole, strict=True):
        spans = [(sentence.words[a].start, sentence.words[b - 1].end, kind) for a, b, kind in names]
        assert [(name.start, name.end, name.type) for name in sentence.names] == spans
