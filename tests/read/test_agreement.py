"""Names of one text agree: surnames with full names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.model import NameType
from detente.read.agreement import Name, agreed
from detente.read.labels import NAME_TYPES


def test_a_surname_is_the_person_named_in_full_wherever_that_stands() -> None:
    words = [["Belgrano", "marched", "."], ["General", "Manuel", "Belgrano", "won", "."]]
    names: list[list[Name]] = [[(0, 1, "PLACE")], [(1, 3, "PER")]]
    assert agreed(words, names) == [[(0, 1, "PER")], [(1, 3, "PER")]]


@pytest.mark.parametrize("state", ["Jordan", "Georgia", "Chad", "Niger"])
def test_what_the_actor_data_know_otherwise_stays(state: str) -> None:
    words = [["Denzel", state, "flew", "in", "."], [state, "objected", "."]]
    names: list[list[Name]] = [[(0, 2, "PER")], [(0, 1, "PLACE")]]
    assert agreed(words, names)[1] == [(0, 1, "PLACE")]


def test_peoples_are_no_surnames() -> None:
    words = [["Ana", "Kurd", "spoke"], ["a", "Kurd", "spoke"]]
    names: list[list[Name]] = [[(0, 2, "PER")], [(1, 2, "GRP")]]
    assert agreed(words, names)[1] == [(1, 2, "GRP")]


def test_a_name_may_be_of_two_types_in_one_text() -> None:
    words = [["Vostra", "said", "no"]] * 3
    names: list[list[Name]] = [[(0, 1, "ORG")], [(0, 1, "ORG")], [(0, 1, "PLACE")]]
    assert agreed(words, names) == names


FORMS = st.sampled_from(["Ano", "Bel", "Iran"])
TYPES: st.SearchStrategy[NameType] = st.sampled_from(NAME_TYPES)


@given(st.lists(st.lists(st.tuples(FORMS, TYPES)), max_size=5))
def test_spans_stay_and_the_order_of_sentences_changes_nothing(
    rows: list[list[tuple[str, NameType]]],
) -> None:
    words = [[word for word, _ in row] for row in rows]
    words.append(["Juan", "Bel"])
    names: list[list[Name]] = [[(n, n + 1, row[n][1]) for n in range(len(row))] for row in rows]
    names.append([(0, 2, "PER")])
    once = agreed(words, names)
    assert [[name[:2] for name in row] for row in once] == [
        [name[:2] for name in row] for row in names
    ]
    assert agreed(words[::-1], names[::-1]) == once[::-1]


def test_a_parsed_text_agrees() -> None:
    text = "Condo was calm. General Juan Condo left. Condo's men stayed, Condo said."
    found = detente.parse(text)
    kinds = {
        name.type
        for sentence in found.sentences
        for name in sentence.names
        if text[name.start : name.end] == "Condo"
    }
    assert kinds == {"PER"}
