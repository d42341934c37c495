"""Words to pieces: against a slow reading of the same definition, and for any word at all."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language_samples import ODD_WORDS, PLACEHOLDERS, WORDS, parts

from detente.read import wordpiece
from detente.read.wordpiece import MAX_LETTERS, SLOTS, Placeholder, WordPiece

SMALL = [
    "[PAD]",
    *[f"[unused{n}]" for n in range(48)],
    *"[UNK] [CLS] [SEP] [MASK] un deny ##ied den ##s ##es the a ##a ab ##ab abc b ##b ##c".split(),
    *"c . , - ' ’ “ [ ] # ## ##k ##im kim kiev 漢 字 1 ##2 12 ² 🙂 é ᄀ ##ᅡ ##ᆨ ##ᄀ".split(),
]  # fmt: skip
VOCABULARY = parts()["vocabulary.txt"].decode().split("\n")
SHIPPED = WordPiece(VOCABULARY)


def reference(word: str, vocabulary: list[str]) -> list[str]:
    """The definition, one step after the other: lower case, decomposed, without marks above and
    without what does not print; a blank about each punctuation mark, ASCII symbol and ideograph;
    then the longest piece that fits, again and again."""
    if len(word) > 100:
        return ["[UNK]"]
    plain = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(char)
        ideograph = unicodedata.name(char, "").startswith("CJK UNIFIED") and ord(char) < 0x2FA20
        ascii_mark = char in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
        if kind[0] == "P" or ascii_mark or ideograph:
            plain += f" {char} "
        elif kind[0] == "Z":
            plain += " "
        elif kind[0] != "C" and kind != "Mn":
            plain += char
    found: list[str] = []
    for part in plain.split(" "):
        cut: list[str] = []
        rest = part
        while rest:
            fitting = [p for p in vocabulary if rest.startswith(p if not cut else p[2:])]
            fitting = [p for p in fitting if not cut or p[:2] == "##"]
            fitting = [p for p in fitting if len(p) > (2 if cut else 0)]
            if not fitting:
                cut = ["[UNK]"]
                break
            best = max(fitting, key=len)
            cut.append(best)
            rest = rest[len(best) - (2 if len(cut) > 1 else 0) :]
        found += cut
    return found if 0 < len(found) <= 100 else ["[UNK]"]


def readable(vocabulary: list[str], word: str) -> list[str]:
    return [vocabulary[number] for number in WordPiece(vocabulary).pieces(word)]


@settings(max_examples=400)
@given(st.one_of(WORDS, st.text("abcdenisuk’'-.[]# 漢字12²éÉ각🙂", max_size=14)))
def test_pieces_are_those_of_the_definition(word: str) -> None:
    assert readable(SMALL, word) == reference(word, SMALL)


@settings(max_examples=40)
@given(st.text("aeinrstkmEé-'.20", min_size=1, max_size=12))
def test_pieces_are_those_of_the_definition_in_the_shipped_vocabulary(word: str) -> None:
    assert readable(VOCABULARY, word) == reference(word, VOCABULARY)


@pytest.mark.parametrize("word", ODD_WORDS)
def test_odd_words_have_the_pieces_of_the_definition(word: str) -> None:
    assert readable(SMALL, word) == reference(word, SMALL)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Denied", ["den", "##ied"]),
        ("denies", ["[UNK]"]),  # no way through: not a part of it
        ("unkim", ["un", "##k", "##im"]),
        ("ab", ["ab"]),
        ("abab", ["ab", "##ab"]),
        ("ÁB", ["ab"]),
        ("a-b", ["a", "-", "b"]),
        ("漢字12", ["漢", "字", "12"]),
        ("[UNK]", ["[", "un", "##k", "]"]),
        ("##s", ["#", "#", "[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_pieces_of_known_words(word: str, pieces: list[str]) -> None:
    assert readable(SMALL, word) == pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("minister", "minister"),
        ("Putin", "putin"),
        ("Zaporizhzhia", "za ##por ##iz ##h ##zhi ##a"),
        ("don’t", "don ’ t"),
        ("Erdoğan", "er ##dog ##an"),
        ("$", "$"),
    ],
)
def test_ordinary_words_in_the_shipped_vocabulary(word: str, pieces: str) -> None:
    assert readable(VOCABULARY, word) == pieces.split()


@given(st.one_of(WORDS, PLACEHOLDERS))
def test_any_word_has_some_pieces_and_never_a_mark_of_the_model(word: str | Placeholder) -> None:
    found = SHIPPED.pieces(word)
    assert 1 <= len(found) <= MAX_LETTERS
    assert not {0, SHIPPED.first, SHIPPED.last, SHIPPED.mask} & set(found)
    assert all(0 <= number < len(VOCABULARY) for number in found)
    unused = any(VOCABULARY[number].startswith("[unused") for number in found)
    assert unused == isinstance(word, Placeholder)


@given(st.lists(WORDS, max_size=20))
def test_a_word_has_the_same_pieces_whatever_was_asked_before(words: list[str]) -> None:
    alphabet = WordPiece(SMALL)
    assert [alphabet.pieces(word) for word in words + words] == [
        WordPiece(SMALL).pieces(word) for word in words + words
    ]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpiece, "_CACHE", 8)
    alphabet = WordPiece(SMALL)
    for number in range(100):
        alphabet.pieces(f"ab{number}")
        alphabet.pieces("x" * (1000 + number))
    kept = alphabet._cache
    assert len(kept) <= 8
    assert sum(sys.getsizeof(word) for word in kept) < 1000
    assert alphabet.pieces("ab1") == WordPiece(SMALL).pieces("ab1")


def test_a_placeholder_is_one_piece_of_its_kind_and_slot() -> None:
    alphabet = SHIPPED
    known = {alphabet.pieces(Placeholder(kind, slot)) for kind in range(3) for slot in range(SLOTS)}
    assert len(known) == 3 * SLOTS
    assert all(len(pieces) == 1 for pieces in known)
    assert {VOCABULARY[number] for (number,) in known} == {f"[unused{n}]" for n in range(3 * SLOTS)}
    assert alphabet.pieces(Placeholder(1, SLOTS + 2)) == alphabet.pieces(Placeholder(1, 2))


@pytest.mark.parametrize("kind", [-1, 3, 99])
def test_a_placeholder_of_no_kind_is_an_error(kind: int) -> None:
    with pytest.raises(ValueError, match="kind of placeholder"):
        SHIPPED.pieces(Placeholder(kind, 0))


def test_a_vocabulary_without_the_marks_of_the_model_is_an_error() -> None:
    with pytest.raises(KeyError):
        WordPiece(["a", "b"])
