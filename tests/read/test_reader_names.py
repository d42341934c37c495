"""Who is named where: states, people by name and office, bodies of a state, pronouns, strangers."""

from __future__ import annotations

import pytest
from reader_samples import label, read

from detente.model import Actor


def named(text: str, published: str | None = "2031-05-14") -> list[tuple[str, list[str]]]:
    """Actors in order of first mention, each with the words that mention it."""
    return [
        (label(actor), [text[one.start : one.end] for one in actor.mentions])
        for actor in read(text, published).actors
    ]


def one(text: str, name: str) -> Actor:
    return next(actor for actor in read(text).actors if label(actor) == name)


MENTIONS = [
    ("Kenya met Uganda.", [("KEN", ["Kenya"]), ("UGA", ["Uganda"])]),
    ("The Kenyan roads are long.", [("KEN", ["Kenyan"])]),
    ("Kenya’s roads are long.", [("KEN", ["Kenya"])]),
    ("Nairobi accused Kampala of lying.", [("KEN", ["Nairobi"]), ("UGA", ["Kampala"])]),
    ("The rain fell on Kenya. Kenya flooded.", [("KEN", ["Kenya", "Kenya"])]),
    ("William Ruto slept.", [("William Ruto", ["William Ruto"])]),
    ("William Ruto slept. Ruto woke.", [("William Ruto", ["William Ruto", "Ruto"])]),
    ("President William Ruto slept.", [("William Ruto", ["William Ruto"])]),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_mentions(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert named(text) == expected


def test_a_town_where_something_happens_is_no_mention_of_its_state() -> None:
    assert named("Uganda met Tanzania in Nairobi.") == [("UGA", ["Uganda"]), ("TZA", ["Tanzania"])]


KINDS = [
    ("Kenya waited.", "KEN", "state", "name"),
    ("Nairobi waited for Uganda’s answer.", "KEN", "state", "metonym"),
    ("William Ruto waited.", "William Ruto", "person", "name"),
    ("The United Nations waited.", "United Nations", "organisation", "name"),
]


@pytest.mark.parametrize(("text", "name", "kind", "by"), KINDS)
def test_kind_and_manner(text: str, name: str, kind: str, by: str) -> None:
    actor = one(text, name)
    assert actor.kind == kind
    assert actor.mentions[0].by == by


def test_a_body_of_a_state_is_an_actor_of_that_state() -> None:
    for text in (
        "Kenyan troops waited.",
        "Kenya’s parliament waited.",
        "The Kenyan foreign ministry waited.",
        "The government of Kenya waited.",
        "Kenya’s armed forces waited.",
    ):
        (actor,) = read(text).actors
        assert actor.country == "KEN"
        assert actor.kind in ("government", "organisation", "group")
        assert actor.id != "KEN"


def test_two_forms_of_one_body_are_one_actor() -> None:
    (actor,) = read("Kenya’s foreign ministry waited. The Kenyan foreign ministry waited.").actors
    assert len(actor.mentions) == 2


def test_an_office_is_its_holder_on_the_day() -> None:
    text = "The president of the United States waited."
    assert one_name(text, "2016-05-14") == ["Barack Obama"]
    assert one_name(text, "2018-05-14") == ["Donald Trump"]
    assert one_name(text, "2022-05-14") == ["Joe Biden"]


def test_an_office_by_demonym_and_by_possessive() -> None:
    for text in ("The American president waited.", "America’s president waited."):
        assert one_name(text, "2022-05-14") == ["Joe Biden"]


def one_name(text: str, published: str) -> list[str]:
    return [label(actor) for actor in read(text, published).actors]


def test_an_office_without_a_known_holder_is_described() -> None:
    (actor,) = read("The Kenyan minister waited.").actors
    assert (actor.kind, actor.country) == ("generic", "KEN")


def test_a_former_holder_is_not_the_holder() -> None:
    assert one_name("The former American president waited.", "2022-05-14") != ["Joe Biden"]


STRANGERS = [
    "President Ada Brook waited.",
    "Ada Brook, the minister, waited.",
    "“We wait,” said Ada Brook.",
    "Ada Brook said she would wait.",
    "Ada Brook, 52, waited.",
]


@pytest.mark.parametrize("text", STRANGERS)
def test_an_unknown_person_is_still_an_actor(text: str) -> None:
    actor = one(text, "Ada Brook")
    assert actor.kind == "person"


def test_an_unknown_person_is_found_again_by_last_name() -> None:
    actor = one("Minister Ada Brook waited. The rain fell. Brook slept.", "Ada Brook")
    assert len(actor.mentions) == 2


def test_an_unknown_person_has_an_id_of_that_article() -> None:
    first = one("Minister Ada Brook waited.", "Ada Brook")
    other = one("Minister Ada Brook slept.", "Ada Brook")
    assert first.id != other.id
    assert first.id == one("Minister Ada Brook waited.", "Ada Brook").id


NOBODY = [
    "The Baker Street office opened on Monday in May.",
    "On Friday the Winter Fair opens.",
    "Rain fell all day. Nobody came.",
    "THE FAIR OPENS ON MONDAY",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(text: str) -> None:
    assert named(text) == []


PRONOUNS = [
    ("William Ruto slept. He woke.", "William Ruto", "He"),
    ("Sanna Marin slept. She woke.", "Sanna Marin", "She"),
    ("Kenya closed the road. It opened it again.", "KEN", "It"),
]


@pytest.mark.parametrize(("text", "name", "pronoun"), PRONOUNS)
def test_a_pronoun_with_one_candidate(text: str, name: str, pronoun: str) -> None:
    actor = one(text, name)
    by = {text[m.start : m.end]: m.by for m in actor.mentions}
    assert by[pronoun] == "pronoun"


def test_a_pronoun_abstains_between_two() -> None:
    text = "In the hall stood William Ruto and Yoweri Museveni. He slept."
    for actor in read(text).actors:
        assert not [m for m in actor.mentions if m.by == "pronoun"]


def test_a_pronoun_keeps_to_the_gender_of_the_name() -> None:
    text = "Sanna Marin met William Ruto. He slept. She woke."
    reading = read(text)
    who = {
        text[m.start : m.end]: label(actor)
        for actor in reading.actors
        for m in actor.mentions
        if m.by == "pronoun"
    }
    assert who == {"He": "William Ruto", "She": "Sanna Marin"}


def test_its_troops_are_a_body_of_the_state() -> None:
    text = "Kenya waited. Its troops slept."
    assert [actor.country for actor in read(text).actors] == ["KEN", "KEN"]


MASKED = [
    "Kenya massed troops.",
    "Kenya shared intelligence.",
    "Kenya recalled troops.",
    "Kenya waited for artillery.",
]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            text,
        )
        for text in MASKED
    ],
)
def test_a_state_and_a_verb_are_no_name_of_a_body(text: str) -> None:
    assert ("KEN", ["Kenya"]) in named(text)


def test_actors_stand_in_the_order_of_first_mention() -> None:
    text = "Uganda waited. Kenya slept. Uganda woke. Jordan left."
    assert [name for name, _ in named(text)] == ["UGA", "KEN", "JOR"]


def test_codes_and_roles_come_from_the_actor_data() -> None:
    actor = one("William Ruto waited.", "William Ruto")
    assert any(role.of == "KEN" for role in actor.roles)
    assert one("Kenya waited.", "KEN").country == "KEN"
