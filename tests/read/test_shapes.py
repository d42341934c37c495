"""How words are written: the shapes that the model was trained with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from language_samples import WORDS

from detente.read.shapes import FIRST_TITLE, PLACEHOLDER, SHAPES, SHOUT, SPECIAL, shape, shapes


def named(text: str) -> list[str]:
    return [SHAPES[number] for number in shapes(text.split())]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("talks", "lower"),
        ("Paris", "title"),
        ("Al-hayat", "title"),
        ("I", "initial"),
        ("A.", "initial"),
        ("NATO", "upper"),
        ("U.S.", "points"),
        ("McCain", "mixed"),
        ("iPhone", "mixed"),
        ("Saint-Denis", "mixed"),
        ("o'Brien", "mixed"),
        ("1,000", "number"),
        ("٣٤", "number"),
        ("²", "number"),
        ("F-16", "letters and digits"),
        ("20th", "letters and digits"),
        ("--", "mark"),
        ("", "mark"),
        ("🙂", "mark"),
        ("\ud800", "mark"),
        ("القدس", "other"),
        ("漢字", "other"),
        ("Київ", "title"),
        ("ǅ", "other"),
        ("Åland", "title"),
    ],
)
def test_the_shape_of_a_word_alone(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_the_first_word_of_a_sentence_is_told_apart() -> None:
    assert named("Paris met Oslo") == ["first title", "lower", "title"]
    assert named("“ Paris met Oslo") == ["mark", "first title", "lower", "title"]
    assert named("12 Paris met") == ["number", "first title", "lower"]
    assert named("NATO met Oslo") == ["upper", "lower", "title"]
    assert named("met Oslo") == ["lower", "title"]
    assert named("I met Oslo") == ["initial", "lower", "title"]


def test_capitals_among_capitals_are_a_shout() -> None:
    assert named("TALKS END IN OSLO") == ["shout"] * 4
    assert named("TALKS END IN A HURRY , Oslo says") == [*["shout"] * 5, "mark", "title", "lower"]
    assert named("NATO AND EU") == ["upper"] * 3  # too few to tell
    assert named("NATO EU talk now") == ["upper", "upper", "lower", "lower"]  # half is not most


@given(st.lists(WORDS, max_size=12))
def test_any_words_have_a_shape_each(words: list[str]) -> None:
    found = shapes(words)
    assert len(found) == len(words)
    assert all(0 <= number < len(SHAPES) for number in found)
    assert not {SPECIAL, PLACEHOLDER} & set(found)
    for word, number in zip(words, found, strict=True):
        assert number in (shape(word), FIRST_TITLE, SHOUT)
    assert found.count(FIRST_TITLE) <= 1
    assert not (FIRST_TITLE in found and SHOUT in found)


def test_long_words_are_not_remembered() -> None:
    from detente.read import shapes as module

    before = module._remembered.cache_info().currsize
    for number in range(50):
        assert SHAPES[shape("A" + "b" * (5000 + number))] == "title"
    assert module._remembered.cache_info().currsize == before


def test_the_list_of_shapes_is_the_one_the_model_was_trained_with() -> None:
    assert len(SHAPES) == len(set(SHAPES)) == 14
    assert SHAPES[SPECIAL] == "special"
    assert SHAPES[PLACEHOLDER] == "placeholder"
