"""Lemma rules: what is learned from one pair is exact on it and carries over to others."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from language_samples import ANY_TEXT, ODD_WORDS, WORDS, manifest

from detente.read import lemmas
from detente.read.lemmas import KEEP, Lemmatiser, apply, cut, derive

LETTERS = st.text("abcABC|=0İß", max_size=7)


@settings(max_examples=500)
@given(st.one_of(LETTERS, ANY_TEXT), st.one_of(LETTERS, ANY_TEXT))
@example("|a", "||a")
@example("a|b", "a|c")
@example("İ", "i")
@example("A", "=A")
@example("", "")
@example("", "x")
@example("x", "")
@example("X", "l|0|0||")
def test_a_rule_is_exact_on_the_pair_it_comes_from(form: str, lemma: str) -> None:
    assert apply(derive(form, lemma), form) == lemma


@pytest.mark.parametrize("word", [word for word in ODD_WORDS if len(word) < 200])
def test_a_rule_is_exact_on_odd_words(word: str) -> None:
    for lemma in (word, word.lower(), word[1:], word[:-1], f"{word}e", f"|{word}"):
        assert apply(derive(word, lemma), word) == lemma


RULES = st.one_of(
    st.builds(derive, st.one_of(LETTERS, WORDS.filter(lambda w: len(w) < 200)), LETTERS),
    st.sampled_from(manifest()["labels"]["lemmas"]),
)


@given(RULES, WORDS)
def test_a_rule_that_does_not_fit_never_raises(rule: str, form: str) -> None:
    found = apply(rule, form)
    assert isinstance(found, str)
    assert apply(rule, form) == found


@given(st.integers(0, 9), st.integers(0, 9), st.text("abcXYZ", max_size=6))
def test_a_rule_that_cuts_too_much_does_the_case_only(left: int, right: int, form: str) -> None:
    short = left + right >= len(form)
    assert apply(f"l|{left}|{right}||", form) == (
        form.lower() if short else form.lower()[left : len(form) - right]
    )
    assert apply(f"k|{left}|{right}||", form) == (form if short else form[left : len(form) - right])


@pytest.mark.parametrize(
    ("rule", "form", "expected"),
    [
        ("l|0|3||y", "Be", "be"),
        ("l|0|3||y", "ied", "y"),
        ("l|2|0|go|", "A", "a"),
        ("k|1|1|x|y", "A", "A"),
        ("k|1|1|x|y", "AB", "xy"),
        ("l|0|1||", "S", "s"),
    ],
)
def test_a_rule_never_cuts_more_than_there_is(rule: str, form: str, expected: str) -> None:
    assert apply(rule, form) == expected


@pytest.mark.parametrize(
    ("form", "lemma", "other", "expected"),
    [
        ("denied", "deny", "Defied", "defy"),
        ("talks", "talk", "Threats", "threat"),
        ("Putin", "Putin", "Modi", "Modi"),
        ("The", "the", "And", "and"),
        ("met", "meet", "Met", "meet"),
        ("NATO", "NATO", "EU", "EU"),
        ("Russians", "Russian", "Kenyans", "Kenyan"),
        ("went", "go", "went", "go"),
        ("is", "be", "'s", "be"),
        ("making", "make", "Taking", "take"),
    ],
)
def test_a_rule_carries_over(form: str, lemma: str, other: str, expected: str) -> None:
    assert apply(derive(form, lemma), other) == expected


def test_a_lemma_unlike_its_form_is_a_rule_by_itself() -> None:
    assert derive("was", "be") == "=be"
    assert derive("spoke", "speak") == "=speak"
    assert derive("Met", "meet") == "l|0|1||et"  # half is enough


def test_the_rule_of_most_words_only_lower_cases() -> None:
    assert derive("the", "the") == derive("The", "the") == KEEP
    assert apply(KEEP, "ÀB") == "àb"


@pytest.mark.parametrize("rule", ["", "l", "l|0|0", "l|x|0||", "no rule", "l|0|y|a|b"])
def test_what_is_no_rule_is_an_error(rule: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        apply(rule, "word")


@given(st.one_of(LETTERS, ANY_TEXT), st.one_of(LETTERS, ANY_TEXT))
def test_what_a_rule_takes_away_is_the_ends_of_the_form(form: str, lemma: str) -> None:
    rule = derive(form, lemma)
    taken = cut(rule, form)
    if rule[0] == "=":
        assert taken == form.lower()
    else:
        _, left, right = rule.split("|")[:3]
        lowered = form.lower()
        assert taken == f"{lowered[: int(left)]}|{lowered[len(lowered) - int(right) :]}"


@pytest.mark.parametrize(
    ("rule", "form", "taken"),
    [
        ("l|0|3||y", "Denied", "|ied"),
        ("l|0|0||", "The", "|"),
        ("k|1|2|x|y", "ABCDE", "a|de"),
        ("=be", "Was", "was"),
    ],
)
def test_what_known_rules_take_away(rule: str, form: str, taken: str) -> None:
    assert cut(rule, form) == taken


# --- the lemmatiser ---

PAIRS = [
    ("denied", "deny", "VERB"),
    ("talks", "talk", "NOUN"),
    ("met", "meet", "VERB"),
    ("was", "be", "AUX"),
    ("the", "the", "DET"),
    ("Oslo", "Oslo", "PROPN"),
    ("making", "make", "VERB"),
]
RULE_LIST = [derive(form, lemma) for form, lemma, _ in PAIRS]
NUMBER = {rule: number for number, rule in enumerate(RULE_LIST)}
CUTS = [{cut(rule, form)} for rule, (form, _, _) in zip(RULE_LIST, PAIRS, strict=True)]
LEMMATISER = Lemmatiser(RULE_LIST, CUTS, {("leaves", "VERB"): NUMBER[derive("leaves", "leave")]})


def test_a_word_known_by_heart_has_its_lemma_as_that_part_of_speech_alone() -> None:
    keep = [NUMBER[KEEP]]
    assert LEMMATISER.lemma("Leaves", "VERB", keep) == "leave"
    assert LEMMATISER.lemma("Leaves", "NOUN", keep) == "leaves"


def test_a_rule_that_never_took_this_away_is_passed_over() -> None:
    ranked = [NUMBER[derive("denied", "deny")], NUMBER[derive("talks", "talk")], NUMBER[KEEP]]
    assert LEMMATISER.lemma("Defied", "VERB", ranked) == "defy"
    assert LEMMATISER.lemma("threats", "NOUN", ranked) == "threat"
    assert LEMMATISER.lemma("Sheep", "NOUN", ranked) == "sheep"


def test_a_whole_lemma_is_for_its_own_forms() -> None:
    ranked = [NUMBER["=be"], NUMBER[KEEP]]
    assert LEMMATISER.lemma("Was", "AUX", ranked) == "be"
    assert LEMMATISER.lemma("has", "AUX", ranked) == "has"


def test_without_a_rule_that_fits_a_name_is_kept_and_all_else_lower_cased() -> None:
    ranked = [NUMBER["=be"]]
    assert LEMMATISER.lemma("NATO", "PROPN", ranked) == "NATO"
    assert LEMMATISER.lemma("Peace", "NOUN", ranked) == "peace"
    assert LEMMATISER.lemma("Peace", "NOUN", []) == "peace"


@settings(max_examples=50)
@given(st.lists(st.tuples(WORDS, LETTERS), min_size=1, max_size=6))
def test_what_was_learned_is_given_back(pairs: list[tuple[str, str]]) -> None:
    rules = [derive(form, lemma) for form, lemma in pairs]
    cuts = [{cut(rule, form)} for rule, (form, _) in zip(rules, pairs, strict=True)]
    found = Lemmatiser(rules, cuts, {})
    by_heart = Lemmatiser(rules, cuts, {(f.lower(), "X"): n for n, (f, _) in enumerate(pairs)})
    for number, (form, lemma) in enumerate(pairs):
        assert found.lemma(form, "X", [number]) == lemma
        assert isinstance(by_heart.lemma(form, "X", []), str)


@given(WORDS, st.lists(st.integers(0, len(RULE_LIST) - 1), max_size=4), st.booleans())
def test_any_word_has_a_lemma(form: str, ranked: list[int], name: bool) -> None:
    found = LEMMATISER.lemma(form, "PROPN" if name else "VERB", ranked)
    candidates = {apply(RULE_LIST[number], form) for number in ranked}
    assert found in candidates | {form if name else form.lower()}


@pytest.mark.parametrize(
    ("rules", "cuts", "known"),
    [
        (["no rule"], [["|"]], {}),
        ([KEEP], [], {}),
        ([KEEP], [["|"], ["|s"]], {}),
        ([KEEP], [["|"]], {("a", "X"): 1}),
        ([KEEP], [["|"]], {("a", "X"): -1}),
    ],
)
def test_tables_that_do_not_fit_together_are_an_error(
    rules: list[str], cuts: list[list[str]], known: dict[tuple[str, str], int]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        Lemmatiser(rules, cuts, known)


def test_examples_in_the_module_hold() -> None:
    assert doctest.testmod(lemmas).failed == 0
