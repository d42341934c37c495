"""How written words are cut, and the table of abbreviations."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DataError
from detente.knowledge.abbreviations import KINDS, abbreviations, keeps_point, opens_sentence, parse
from detente.knowledge.shadow import shadow
from detente.knowledge.written import LONGEST_REMEMBERED, cut, remembered, surfaces

POINTS = [
    ("Gen", "said", "Dale", True),
    ("gen", "the", "pool", False),
    ("No", "at", "5", True),
    ("No", "", "She", False),
    ("Art", "See", "IV", True),
    ("Inc", "Brook", "on", True),
    ("Inc", "Brook", "The", False),
    ("Inc", "Brook", "“We", False),
    ("Inc", "Brook", "", False),
    ("Sat", "On", "5", True),
    ("Sat", "He", "Ada", False),
    ("Mass", "Boston,", "Police", True),
    ("Mass", "to", "Police", False),
    ("vs", "Dale", "Vale", True),
    ("etc", "tea", "and", True),
    ("etc", "tea", "Vale", False),
    ("J", "met", "Dale", True),
    ("I", "and", "Dale", False),
    ("J", "met", "A.", True),
    ("B", "Plan", "They", False),
    ("b", "Vale", "March", True),
    ("foo", "a", "b", False),
]


@pytest.mark.parametrize(("stem", "before", "following", "kept"), POINTS)
def test_points(stem: str, before: str, following: str, kept: bool) -> None:
    assert keeps_point(stem, before, following) is kept


@pytest.mark.parametrize(
    ("word", "opens"),
    [("The", True), ("the", False), ("Senate", False), ("I", True), ("A.", False), ("(AP)", False),
     ("“We", True), ("", True), ("5", False), ("It’s", True), ("—", False)],
)  # fmt: skip
def test_openings(word: str, opens: bool) -> None:
    assert opens_sentence(word) is opens


def test_the_table_has_every_kind_and_plain_forms() -> None:
    table = abbreviations()
    assert {kind for kinds in table.values() for kind in kinds} == KINDS
    assert all(form == form.lower() and not form.endswith(".") for form in table)
    assert all(kinds != {"word"} for kinds in table.values())


@pytest.mark.parametrize("row", ["title", "title\t", "rank\tgen", "title\tgen\tx"])
def test_a_faulty_row_is_named(row: str) -> None:
    with pytest.raises(DataError, match="kind"):
        parse(f"# a comment\n{row}\n")


def test_forms_are_cut_as_in_running_text() -> None:
    assert surfaces("Brook Inc.", following="on") == ("Brook", "Inc.")
    assert surfaces("Brook Inc.") == ("Brook", "Inc", ".")
    assert surfaces("") == ()


@given(st.text(max_size=2 * LONGEST_REMEMBERED).map(lambda text: "".join(text.split())))
def test_pieces_tile_the_written_word(written: str) -> None:
    if not written:
        return
    pieces, point = cut(written)
    assert (pieces, point) == remembered(written)
    assert "".join(piece[2] for piece in pieces) == written
    at = 0
    for low, high, surface, _, _ in pieces:
        assert low == at < high
        assert surface == written[low:high]
        at = high
    assert point == -1 or pieces[point][2] == "."


@given(st.text())
def test_a_shadow_has_the_length_of_its_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


def test_what_belongs_to_a_letter_is_a_letter_in_the_shadow() -> None:
    assert shadow("don’t") == "don't"
    assert shadow("re‑elect") == "re-elect"
    decomposed = unicodedata.normalize("NFD", "café")
    assert shadow(decomposed).isalpha()
    assert shadow("\u0301a") == "\u0301a"
