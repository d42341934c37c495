"""Symmetric by construction: with two names swapped, the reading is the same with them swapped."""

from __future__ import annotations

from typing import Any

import pytest
from mirror_samples import Canon, Names, fill, swapped

from detente import desk
from detente.model import Reading
from detente.testing import check_reading

PUBLISHED = "2024-05-15"


def state(side: str, words: tuple[str, ...]) -> Names:
    """The state's name, adjective, people and capital in that side's slots."""
    return {f"{side}{slot}": word for slot, word in zip(("", "j", "p", "c"), words, strict=True)}


STATES = {
    pair: tuple(tuple(side.split()) for side in sides.split("|"))
    for pair, sides in {
        "NOR-SWE": "Norway Norwegian Norwegians Oslo|Sweden Swedish Swedes Stockholm",
        "KEN-UGA": "Kenya Kenyan Kenyans Nairobi|Uganda Ugandan Ugandans Kampala",
        "RUS-UKR": "Russia Russian Russians Moscow|Ukraine Ukrainian Ukrainians Kyiv",
        "IND-PAK": "India Indian Indians Delhi|Pakistan Pakistani Pakistanis Islamabad",
        "IRN-ISR": "Iran Iranian Iranians Tehran|Israel Israeli Israelis Jerusalem",
        "FRA-DEU": "France French Frenchmen Paris|Germany German Germans Berlin",
        "USA-RUS": "America American Americans Washington|Russia Russian Russians Moscow",
        "CHN-JPN": "China Chinese Chinese Beijing|Japan Japanese Japanese Tokyo",
    }.items()
}

SENTENCES = [
    "{A} attacked {B} on Monday.",
    "{A} and {B} met in Geneva last week.",
    "{Aj} troops attacked {B}, killing 12 people.",
    "The {Aj} government threatened to impose tariffs on {Bj} goods unless {B} leaves by Friday.",
    "{A}’s foreign ministry accused {B} of bombing Jordan.",
    "{A} denied that its troops had attacked {Bj} ships.",
    "{Ac} said it would recall its ambassador from {Bc}.",
    "“We shall not talk to {B},” the {Aj} foreign ministry said in a statement.",
    "If {B} refuses, {A} would cut aid to {B}.",
    "Had {A} attacked {B}, the {Bj} army would have attacked {A}.",
    "Will {A} recall its envoy from {B}?",
    "{A} agreed to meet {B} next week, {Ac} said.",
    "{A}’s invasion of {B} in 2019 drew anger. {A} then withdrew its troops from {B}.",
    "Talks between {A} and {B} drew crowds in {Bc}.",
    "{B} was attacked by {A}, and {Bj} officials said {A} would pay.",
    "{A}, which borders {B}, signed a treaty with {B} and Jordan.",
    "{A} gave {B} two weeks to reopen the border.",
    "Two {Aj} diplomats said that {B} had expelled the {Aj} ambassador.",
    "{Ap} marched against {B}. {Bp} marched too.",
    "The {Aj}-{Bj} talks drew crowds. {Aj} and {Bj} officials met in {Ac}.",
    "A spokesman for {A}’s army said {B} was considering sanctions on {A}.",
    "According to {Ac}, {Bj} warships attacked {A}’s port.",
    "The {Aj} army condemned {B}. It asked {B} to withdraw its forces from {A}.",
    "{A} never attacked {B}, {B} never attacked {A}, and nobody apologised.",
    "{Ac} (AP) — {A} and {B} clashed near the border, the {Bj} defence ministry said on Tuesday.",
    "{A}, {B} and Jordan condemned Nepal. Nepal met {B}, {A} and Jordan.",
    "{A}'s allies urged {B} to release {Aj} prisoners; {B} refused to meet {A}.",
]


FAULTS = {
    (
        "The {Aj} government threatened to impose tariffs on {Bj} goods unless {B} leaves by "
        "Friday.",
        "CHN-JPN",
    ): "“the Chinese government” is a name of the data, “the Japanese government” is not",
    (
        "The {Aj}-{Bj} talks drew crowds. {Aj} and {Bj} officials met in {Ac}.",
        "NOR-SWE",
    ): "“Norwegian and” reads as the people, “Swedish and” as an adjective",
    (
        "{Ac} (AP) — {A} and {B} clashed near the border, the {Bj} defence ministry said on "
        "Tuesday.",
        "USA-RUS",
    ): "“Washington” in a dateline is its state, “Moscow” a place",
}


def _cases() -> list[Any]:
    cases = []
    for template in SENTENCES:
        for pair in sorted(STATES):
            reason = FAULTS.get((template, pair)) or FAULTS.get((template, ""))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            cases.append(pytest.param(template, pair, marks=marks))
    return cases


def sides(pair: str) -> Names:
    first, second = STATES[pair]
    return state("A", first) | state("B", second)


def read(text: str) -> Reading:
    return desk.read(text, published=PUBLISHED)


def assert_mirrored(template: str, names: Names, pair: str) -> None:
    one, other = pair.split("-")
    filled, turned = fill(template, names), fill(template, swapped(names))
    left, right = read(filled.text), read(turned.text)
    assert left.actors, filled.text
    for reading in (left, right):
        check_reading(reading, reading.article)
    straight = Canon(left, filled, {}).value()
    mirrored = Canon(right, turned, {one: other, other: one}).value()
    assert mirrored == straight
    keys = {one: other, other: one}
    for actor, twin in zip(left.actors, right.actors, strict=True):
        if actor.id in keys:
            assert twin.id == keys[actor.id]


@pytest.mark.parametrize(("template", "pair"), _cases())
def test_two_states(template: str, pair: str) -> None:
    assert_mirrored(template, sides(pair), pair)


def person(side: str, full: str, country: tuple[str, str]) -> Names:
    return {
        f"{side}f": full,
        f"{side}l": full.rsplit(maxsplit=1)[-1],
        side: country[0],
        f"{side}j": country[1],
    }


LEADERS = {
    # presidents in office on the day
    "KEN-RWA": (
        person("A", "William Ruto", ("Kenya", "Kenyan")),
        person("B", "Paul Kagame", ("Rwanda", "Rwandan")),
    ),
    "RUS-UKR": (
        person("A", "Vladimir Putin", ("Russia", "Russian")),
        person("B", "Volodymyr Zelensky", ("Ukraine", "Ukrainian")),
    ),
}

ABOUT_LEADERS = [
    "{Af} met {Bf} in Geneva on Monday.",
    "{Af} accused {Bf} of lying. {Bl} denied it.",
    "“We shall not talk to {Bl},” said {Af}. “He has gone too far.”",
    "{Aj} President {Af} threatened to impose tariffs on {B}.",
    "The {Aj} president, {Af}, said that {Bl} would withdraw his troops within two weeks.",
    "{Af}, the president of {A}, and {Bf}, the president of {B}, signed a treaty.",
    "{Al} asked {Bl} to release the prisoners.",
    "{Al}’s spokesman said {A} would not meet {B}.",
    "If {Bl} refuses, {Al} said, {A} will recall its ambassador from {B}.",
    "President {Al} slept. He then attacked {B}, {Bl} said.",
    "The {Aj} president met the {Bj} president.",
    "The {Aj} president condemned {B}. He asked {B} to withdraw its forces from {A}.",
]


@pytest.mark.parametrize("pair", sorted(LEADERS))
@pytest.mark.parametrize("template", ABOUT_LEADERS)
def test_two_leaders_of_like_office(template: str, pair: str) -> None:
    first, second = LEADERS[pair]
    assert_mirrored(template, first | second, pair)


def test_the_comparison_can_fail() -> None:
    names = sides("NOR-SWE")
    filled = fill("{A} attacked {B}.", names)
    turned = fill("{B} attacked {A}.", names)
    straight = Canon(read(filled.text), filled, {}).value()
    assert Canon(read(turned.text), turned, {}).value() != straight


def test_strangers_mirror_too() -> None:
    names = {"A": "Ada Brook", "B": "Eve Stone", "Al": "Brook", "Bl": "Stone"}
    for template in (
        "Minister {A} met Minister {B}. {Bl} condemned {Al}.",
        "“I shall not wait for {Bl},” said {A}. {B} said nothing of it.",
    ):
        filled, turned = fill(template, names), fill(template, swapped(names))
        assert (
            Canon(read(filled.text), filled, {}).value()
            == Canon(read(turned.text), turned, {}).value()
        )
