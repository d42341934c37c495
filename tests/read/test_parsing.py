"""Parses as values and as CoNLL-U: whole, in step with the text, readable by others."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.model import Parse, to_json
from detente.read.language import Language
from detente.read.parsing import CHUNK, parse_words
from detente.show.conllu import conllu

TEXT = "The envoy didn't say why. Oslo's offer stands — for now.\n\nNo deal"


@pytest.fixture(scope="module")
def parsed() -> Parse:
    return detente.parse(TEXT)


def conllu_of(parsed: Parse) -> str:
    return "".join(conllu(parsed.article, parsed.sentences))


def rows(text: str) -> list[list[list[str]]]:
    """The sentences of CoNLL-U as lists of columns; comments and checks of form on the way."""
    assert text.endswith("\n\n") or text.endswith("\n")
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


def test_conllu_puts_the_text_together_again(parsed: Parse) -> None:
    for sentence, lines in zip(parsed.sentences, rows(conllu_of(parsed)), strict=True):
        text, skip = "", 0
        for row in lines:
            if "-" in row[0]:
                low, high = map(int, row[0].split("-"))
                skip = high - low + 1
            elif skip:
                skip -= 1
                continue
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        assert text.strip() == TEXT[sentence.start : sentence.end]


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


def test_given_words_are_kept_in_chunks() -> None:
    given_words = [["Yes", "."]] * (CHUNK + 1)
    found = list(parse_words(given_words, Language.shared()))
    assert len(found) == CHUNK + 1
    assert all(words == ["Yes", "."] for words, _ in found)
    assert found[0][1] == found[-1][1]
    assert list(parse_words([], Language.shared())) == []
