"""The contract's table of speech acts and their contents, row by row, with several pairs."""

from __future__ import annotations

import pytest
from reader_samples import event, events, label, read, speaker, words

from detente.model import Reading

PAIRS = [("Kenya", "KEN", "Uganda", "UGA"), ("Peru", "PER", "Chile", "CHL")]
PAIRS += [("Norway", "NOR", "Sweden", "SWE")]

# A and B are the two states of the pair, C is Jordan.
ROWS = [
    pytest.param(
        "{A} threatened to impose tariffs on {B}.",
        ["THREATEN A>B occurred", "SANCTION A>B threatened"],
        id="threatened to impose tariffs",
    ),
    pytest.param(
        "{A} threatened {B} with sanctions.",
        ["THREATEN A>B occurred", "SANCTION A>B threatened"],
        id="threatened with sanctions",
    ),
    pytest.param(
        "{A} threatened to invade {B}.",
        ["THREATEN A>B occurred", "ASSAULT A>B threatened"],
        id="threatened to invade",
    ),
    pytest.param(
        "{A} vowed to bomb {B}.",
        ["THREATEN A>B occurred", "ASSAULT A>B threatened"],
        id="a vow to do harm is a threat",
    ),
    pytest.param(
        "{A} asked {B} to withdraw.",
        ["REQUEST A>B occurred", "RETREAT B>A proposed"],
        id="asked to withdraw",
        marks=pytest.mark.xfail(strict=True, reason="RETREAT loses its target, the asker"),
    ),
    pytest.param(
        "{A} urged {B} to lift the blockade of Jordan.",
        ["REQUEST A>B occurred", "RETREAT B>C proposed"],
        id="urged to lift",
    ),
    pytest.param(
        "{A} called on {B} to condemn Jordan.",
        ["REQUEST A>B occurred", "ACCUSE B>C proposed"],
        id="called on to condemn",
    ),
    pytest.param(
        "{A} ordered {B} to attack Jordan.",
        ["REQUEST A>B occurred", "ASSAULT B>C proposed"],
        id="ordered to attack",
    ),
    pytest.param(
        "{A} denied that its troops attacked {B}.",
        ["REJECT A> occurred", "ASSAULT own>B negated"],
        id="denied that",
    ),
    pytest.param(
        "{A} denied attacking {B}.",
        ["REJECT A> occurred", "ASSAULT A>B negated"],
        id="denied attacking",
    ),
    pytest.param(
        "{A} accused {B} of bombing Jordan.",
        ["ACCUSE A>B occurred", "ASSAULT B>C occurred"],
        id="accused of bombing",
    ),
    pytest.param(
        "{A} blamed {B} for attacking Jordan.",
        ["ACCUSE A>B occurred", "ASSAULT B>C occurred"],
        id="blamed for attacking",
    ),
    pytest.param(
        "{A} agreed to meet {B} next week.",
        ["AGREE A>B occurred", "CONSULT A=B planned"],
        id="agreed to meet",
    ),
    pytest.param(
        "{A} promised to send aid to {B}.",
        ["AGREE A>B occurred", "AID A>B planned"],
        id="promised to send aid",
    ),
    pytest.param(
        "{A} offered to withdraw its troops from {B}.",
        ["AGREE A>B occurred", "RETREAT A>B proposed"],
        id="offered to withdraw",
    ),
    pytest.param(
        "{A} is considering sanctions on {B}.",
        ["SANCTION A>B considered"],
        id="is considering sanctions",
    ),
    pytest.param(
        "{A} is considering imposing sanctions on {B}.",
        ["SANCTION A>B considered"],
        id="is considering imposing",
    ),
    pytest.param(
        "If Jordan leaves, {A} would cut aid to {B}.",
        ["SANCTION A>B hypothetical"],
        id="would cut aid if",
    ),
    pytest.param(
        "If {A} had attacked {B}, Jordan would have condemned {A}.",
        ["ASSAULT A>B counterfactual", "ACCUSE C>A counterfactual"],
        id="had it, it would have",
    ),
    pytest.param(
        "Had {A} attacked {B}, Jordan would have condemned {A}.",
        ["ASSAULT A>B counterfactual", "ACCUSE C>A counterfactual"],
        id="inverted had",
    ),
    pytest.param(
        "{A} has not signed an agreement with {B}.",
        ["SUPPORT A=B negated"],
        id="has not signed",
    ),
    pytest.param(
        "{A} refused to sign the treaty with {B}.",
        ["REJECT A>B occurred", "SUPPORT A=B negated"],
        id="refused to sign",
    ),
    pytest.param(
        "Will {A} recall its envoy from {B}?",
        ["SANCTION A>B asked"],
        id="will it recall",
    ),
    pytest.param(
        "Did {A} attack {B}?",
        ["ASSAULT A>B asked"],
        id="did it attack",
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[1]}-{pair[3]}")
@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_act_and_content_are_two_records(
    text: str, expected: list[str], pair: tuple[str, str, str, str]
) -> None:
    a, a_key, b, b_key = pair
    found = events(text.format(A=a, B=b))
    keys = {"A": a_key, "B": b_key, "C": "JOR"}
    wanted = [_filled(one, keys) for one in expected]
    # "its troops" may be the state or its military: both are its side
    side = [_own_side(one, read(text.format(A=a, B=b)), a_key) for one in found]
    assert side == [one.replace("own", a_key) for one in wanted]


def _filled(form: str, keys: dict[str, str]) -> str:
    type_, parties, status = form.split()
    for letter, key in keys.items():
        parties = parties.replace(letter, key.lower())
    return f"{type_} {parties.upper().replace('OWN', 'own')} {status}"


def _own_side(form: str, reading: Reading, key: str) -> str:
    for actor in reading.actors:
        if actor.country == key and label(actor) != key:
            form = form.replace(actor.name, key)
    return form


LINKED = [
    ("Kenya threatened to invade Uganda.", "THREATEN", "ASSAULT"),
    ("Peru urged Chile to condemn Jordan.", "REQUEST", "ACCUSE"),
    ("Sweden accused Norway of bombing Jordan.", "ACCUSE", "ASSAULT"),
    ("Nepal agreed to meet Bhutan on Friday.", "AGREE", "CONSULT"),
    ("Benin denied bombing Togo.", "REJECT", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "act", "content"), LINKED)
def test_the_content_points_at_its_act_and_never_counts(text: str, act: str, content: str) -> None:
    done, told = event(text, act), event(text, content)
    assert told.content_of == done.id
    assert done.content_of is None
    assert done.counts
    assert not told.counts


def test_a_possibility_weighed_has_no_act() -> None:
    only = event("Chile is considering sanctions on Peru.", "SANCTION")
    assert only.content_of is None
    assert not only.counts


SAID_BY = [
    pytest.param(
        "Nigeria denied that its troops attacked Ghana.", "ASSAULT", "NGA", id="denied that"
    ),
    pytest.param("Togo said that Benin had bombed Niger.", "ASSAULT", "TGO", id="said that"),
    pytest.param("According to Togo, Benin bombed Niger.", "ASSAULT", "TGO", id="according to"),
    pytest.param("Benin bombed Niger, Togo said.", "ASSAULT", "TGO", id="cue at the end"),
    pytest.param("“Benin bombed Niger,” said Togo.", "ASSAULT", "TGO", id="quoted"),
    pytest.param(
        "Cuba accused Haiti of bombing Jamaica.",
        "ASSAULT",
        "CUB",
        id="accused of",
    ),
]


@pytest.mark.parametrize(("text", "type_", "who"), SAID_BY)
def test_what_only_a_party_claims_is_said_by_it(text: str, type_: str, who: str) -> None:
    reading, claimed = read(text), event(text, type_)
    statements = {one.id: one for one in reading.statements}
    assert claimed.said_by in statements
    said = statements[claimed.said_by or ""]
    assert speaker(reading, said) == who
    inside = [span for span in said.content if span.start <= claimed.trigger.start < span.end]
    assert inside, [words(reading, span) for span in said.content]


def test_what_the_article_itself_tells_is_said_by_nobody() -> None:
    assert event("Benin bombed Niger on Monday.", "ASSAULT").said_by is None


def test_a_rejected_accusation_is_not_a_deed() -> None:
    found = event("Mali rejected accusations that it had bombed Niger.", "ASSAULT")
    assert found.status == "negated"


def test_a_denied_deed_is_no_deed_whoever_denies_it() -> None:
    for text in (
        "Mali denied bombing Niger.",
        "Mali denied that it had bombed Niger.",
        "Mali denied the bombing of Niger.",
    ):
        assert not any(
            one.startswith("ASSAULT") and one.endswith("occurred") for one in events(text)
        )


def test_an_act_that_was_itself_only_threatened_has_no_deed_in_it() -> None:
    found = events("If Togo leaves, Benin would accuse Togo of bombing Niger.")
    assert not any(one.endswith(("occurred", "ongoing")) for one in found), found
