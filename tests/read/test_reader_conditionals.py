"""If-clauses: where antecedent and consequent stand, open or counterfactual, and who says them."""

from __future__ import annotations

import pytest
from reader_samples import events, read, words

WHOLE = [
    # text, kind, antecedent, consequent
    (
        "If Peru leaves, Chile would close the port.",
        "open",
        "If Peru leaves",
        "Chile would close the port",
    ),
    (
        "Chile would close the port if Peru leaves.",
        "open",
        "if Peru leaves",
        "Chile would close the port",
    ),
    (
        "Unless Peru leaves, Chile will close the port.",
        "open",
        "Unless Peru leaves",
        "Chile will close the port",
    ),
    (
        "Chile will close the port unless Peru leaves.",
        "open",
        "unless Peru leaves",
        "Chile will close the port",
    ),
    (
        "Provided that Peru leaves, Chile will open the port.",
        "open",
        "Provided that Peru leaves",
        "Chile will open the port",
    ),
    (
        "Should Peru leave, Chile will close the port.",
        "open",
        "Should Peru leave",
        "Chile will close the port",
    ),
    (
        "Were Peru to leave, Chile would close the port.",
        "open",
        "Were Peru to leave",
        "Chile would close the port",
    ),
    (
        "If Peru had left, Chile would have closed the port.",
        "counterfactual",
        "If Peru had left",
        "Chile would have closed the port",
    ),
    (
        "Had Peru left, Chile would have closed the port.",
        "counterfactual",
        "Had Peru left",
        "Chile would have closed the port",
    ),
    (
        "Chile would have closed the port if Peru had left.",
        "counterfactual",
        "if Peru had left",
        "Chile would have closed the port",
    ),
    (
        "If, as many fear, Peru leaves, Chile would close the port.",
        "open",
        "If, as many fear, Peru leaves",
        "Chile would close the port",
    ),
    (
        "If Peru leaves then Chile would close the port.",
        "open",
        "If Peru leaves",
        "Chile would close the port",
    ),
]


@pytest.mark.parametrize(("text", "kind", "antecedent", "consequent"), WHOLE)
def test_spans_and_kind(text: str, kind: str, antecedent: str, consequent: str) -> None:
    reading = read(text)
    found = [
        (one.kind, words(reading, one.antecedent), words(reading, one.consequent))
        for one in reading.conditionals
    ]
    assert found == [(kind, antecedent, consequent)]


NONE = [
    "William Ruto asked if the road was open.",
    "It looked as if the port would close.",
    "Peru left and Chile closed the port.",
    "What if Peru leaves?",
    "Had Peru left the talks?",
]


@pytest.mark.parametrize("text", NONE)
def test_no_conditional(text: str) -> None:
    assert read(text).conditionals == ()


def test_what_somebody_says_starts_where_the_words_start() -> None:
    text = "Ada Brook said that if Peru left, Chile would close the port."
    reading = read(text)
    (found,) = reading.conditionals
    (statement,) = reading.statements
    assert found.said_by == statement.id
    assert words(reading, found.consequent) == "Chile would close the port"


def test_a_consequent_before_the_if_leaves_the_speaker_out() -> None:
    text = "Ada Brook said Chile would close the port if Peru left."
    reading = read(text)
    (found,) = reading.conditionals
    assert words(reading, found.consequent) == "Chile would close the port"
    assert words(reading, found.antecedent) == "if Peru left"


@pytest.mark.xfail(strict=True, reason="the consequent runs past the closing mark into the cue")
def test_a_quoted_conditional_ends_with_the_quotation() -> None:
    reading = read("“If Peru leaves, we will close the port,” said Ada Brook.")
    (found,) = reading.conditionals
    assert words(reading, found.consequent) == "we will close the port"


def test_neither_side_of_a_conditional_is_a_deed() -> None:
    for text in (
        "If Peru attacks Jordan, Chile will impose sanctions on Peru.",
        "Chile will impose sanctions on Peru if Peru attacks Jordan.",
        "Unless Peru attacks Jordan, Chile would not impose sanctions on Peru.",
        "Should Peru attack Jordan, Chile would impose sanctions on Peru.",
        "Had Peru attacked Jordan, Chile would have imposed sanctions on Peru.",
    ):
        assert not any(one.endswith(("occurred", "ongoing")) for one in events(text)), text


def test_both_sides_of_a_conditional_are_kept_as_events() -> None:
    found = events("If Peru attacks Jordan, Chile will impose sanctions on Peru.")
    assert found == ["ASSAULT PER>JOR hypothetical", "SANCTION CHL>PER hypothetical"]


@pytest.mark.xfail(strict=True, reason="an inverted “should” hides its verb")
def test_both_sides_of_an_inverted_conditional_are_kept_as_events() -> None:
    found = events("Should Peru attack Jordan, Chile will impose sanctions on Peru.")
    assert found == ["ASSAULT PER>JOR hypothetical", "SANCTION CHL>PER hypothetical"]


@pytest.mark.xfail(strict=True, reason="“it” goes to the subject, not to the one addressed")
def test_the_one_who_may_avert_a_threat_is_the_one_threatened() -> None:
    found = events("Chile threatened to cut aid to Peru if it attacks Jordan.")
    assert "ASSAULT PER>JOR hypothetical" in found
    assert not any(one.startswith("ASSAULT CHL") for one in found)


@pytest.mark.xfail(strict=True, reason="an intransitive deed in the antecedent is dropped")
def test_a_counterfactual_without_an_object() -> None:
    found = events("Had Peru struck, Chile would have yielded.")
    assert found == ["ASSAULT PER> counterfactual", "CONCEDE CHL> counterfactual"]
