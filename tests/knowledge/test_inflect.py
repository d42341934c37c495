from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.knowledge.inflect import (
    FEATURES,
    IRREGULAR,
    PLURAL_ONLY,
    analyse,
    noun_forms,
    noun_table,
    plurals,
    spellings,
    verb_forms,
    verb_table,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
lemmas = st.text(LETTERS, min_size=2, max_size=12)


def forms(lemma: str, feature: str) -> set[str]:
    return {form for form, found in verb_forms(lemma) if found == feature}


@pytest.mark.parametrize(
    ("lemma", "third", "past", "participle", "gerund"),
    [
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("impose", "imposes", "imposed", "imposed", "imposing"),
        ("veto", "vetoes", "vetoed", "vetoed", "vetoing"),
        ("ally", "allies", "allied", "allied", "allying"),
        ("deploy", "deploys", "deployed", "deployed", "deploying"),
        ("die", "dies", "died", "died", "dying"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("ban", "bans", "banned", "banned", "banning"),
        ("visit", "visits", "visited", "visited", "visiting"),
        ("expel", "expels", "expelled", "expelled", "expelling"),
        ("reject", "rejects", "rejected", "rejected", "rejecting"),
        ("equip", "equips", "equipped", "equipped", "equipping"),
        ("quiz", "quizzes", "quizzed", "quizzed", "quizzing"),
        ("push", "pushes", "pushed", "pushed", "pushing"),
        ("panic", "panics", "panicked", "panicked", "panicking"),
        ("quit", "quits", "quit", "quit", "quitting"),
        ("undercut", "undercuts", "undercut", "undercut", "undercutting"),
        ("broadcast", "broadcasts", "broadcast", "broadcast", "broadcasting"),
        ("storm", "storms", "stormed", "stormed", "storming"),
        ("raid", "raids", "raided", "raided", "raiding"),
        ("tow", "tows", "towed", "towed", "towing"),
        ("booby-trap", "booby-traps", "booby-trapped", "booby-trapped", "booby-trapping"),
        ("have", "has", "had", "had", "having"),
        ("be", "is", "was", "been", "being"),
        ("go", "goes", "went", "gone", "going"),
        ("airdrop", "airdrops", "airdropped", "airdropped", "airdropping"),
    ],
)
def test_the_forms_of_a_verb(
    lemma: str, third: str, past: str, participle: str, gerund: str
) -> None:
    assert third in forms(lemma, "third")
    assert past in forms(lemma, "past")
    assert participle in forms(lemma, "participle")
    assert gerund in forms(lemma, "gerund")


def test_american_and_british_forms_lead_to_one_lemma() -> None:
    assert {"canceled", "cancelled"} <= forms("cancel", "past")
    assert {"criticized", "criticised"} <= forms("criticize", "past")
    assert {"honoring", "honouring"} <= forms("honor", "gerund")
    assert "defence" in dict(noun_forms("defense"))
    assert ("air-strikes", True) in noun_forms("airstrike")
    assert spellings("seize") == ("seize",)
    assert "paralysed" in forms("paralyze", "past")
    assert "mobilisation" in spellings("mobilization")


def test_stress_decides_doubling() -> None:
    assert forms("offer", "past") == {"offered"}
    assert forms("refer", "past") == {"referred"}
    assert forms("harass", "past") == {"harassed"}
    assert forms("box", "past") == {"boxed"}


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("embargo", ("embargoes", "embargos")),
        ("spokeswoman", ("spokeswomen",)),
        ("crisis", ("crises",)),
        ("ally", ("allies",)),
        ("talks", ("talks",)),
        ("aircraft", ("aircraft",)),
        ("knife", ("knives",)),
        ("chief", ("chiefs",)),
        ("memorandum", ("memoranda", "memorandums")),
        ("prisoner swap", ("prisoner swaps",)),
        ("sit-in", ("sit-ins",)),
        ("human", ("humans",)),
        ("day", ("days",)),
    ],
)
def test_plurals(noun: str, expected: tuple[str, ...]) -> None:
    assert plurals(noun) == expected


def test_plural_only_words_are_plural_and_win() -> None:
    assert noun_forms("talks") == (("talks", True),)
    table = noun_table(["talk", "tie", "talks", "ties"])
    assert table["talks"] == ("talks", True)
    assert table["ties"] == ("ties", True)
    assert table["talk"] == ("talk", False)


def test_ambiguous_forms_keep_all_readings() -> None:
    assert verb_table(["find", "found"])["found"] == (
        ("find", "past"),
        ("find", "participle"),
        ("found", "base"),
    )
    assert {feature for _, feature in analyse("Cut", ["cut"])} == {"base", "past", "participle"}
    assert analyse("table", ["cut"]) == ()


def test_there_are_enough_irregular_verbs() -> None:
    assert len(IRREGULAR) >= 250
    for lemma, (pasts, participles) in IRREGULAR.items():
        assert lemma
        assert all(pasts), lemma
        assert all(participles), lemma


@given(lemmas)
def test_every_lemma_has_every_feature_and_is_found_again(lemma: str) -> None:
    pairs = verb_forms(lemma)
    assert {feature for _, feature in pairs} == set(FEATURES)
    table = verb_table([lemma])
    for form, feature in pairs:
        assert (lemma, feature) in table[form]
    assert any(form == lemma for form in forms(lemma, "base")) or lemma == "be"
    assert all(form.endswith("ing") for form in forms(lemma, "gerund"))


@given(lemmas.filter(lambda word: word not in IRREGULAR))
def test_regular_pasts_end_in_ed_and_share_the_stem(lemma: str) -> None:
    for form in forms(lemma, "past"):
        assert form.endswith("ed")
        assert form[: len(lemma) - 1] == lemma[:-1] or "-" in form or " " in form or "our" in form
    assert forms(lemma, "past") == forms(lemma, "participle")


@given(lemmas.filter(lambda word: word not in PLURAL_ONLY))
def test_every_noun_has_a_singular_and_a_plural(noun: str) -> None:
    table = noun_table([noun])
    assert table[noun] == (noun, False)
    assert all(table[form][0] == noun for form in plurals(noun))
