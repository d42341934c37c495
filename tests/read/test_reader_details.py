"""Where and how many: places, and counts as intervals."""

from __future__ import annotations

import pytest
from reader_samples import event, read

COUNTS = [
    ("Benin killed 12 people in Niger.", ("killed", 12, 12)),
    ("Benin bombed Niger, killing at least 12 people.", ("killed", 12, None)),
    ("Benin bombed Niger, killing more than 12 people.", ("killed", 13, None)),
    ("Benin bombed Niger, killing over 1,200 people.", ("killed", 1201, None)),
    ("Benin bombed Niger, killing up to 40 people.", ("killed", None, 40)),
    ("Benin bombed Niger, killing as many as 40 people.", ("killed", None, 40)),
    ("Benin bombed Niger, killing fewer than 40 people.", ("killed", None, 39)),
    ("Benin bombed Niger, killing about 100 people.", ("killed", 90, 110)),
    ("Benin bombed Niger, killing twelve people.", ("killed", 12, 12)),
    ("Benin bombed Niger, killing two dozen people.", ("killed", 24, 24)),
    ("Benin bombed Niger, killing a dozen people.", ("killed", 12, 12)),
    ("Benin bombed Niger, killing more than a dozen people.", ("killed", 13, None)),
    ("Benin bombed Niger, killing dozens of people.", ("killed", 24, None)),
    ("Benin bombed Niger, killing two thousand civilians.", ("killed", 2000, 2000)),
    ("Benin bombed Niger, wounding several people.", ("injured", 3, None)),
    ("Benin arrested 30 protesters from Niger.", ("arrested", 30, 30)),
    ("Benin sent 2,000 troops to invade Niger.", ("troops", 2000, 2000)),
    ("Benin bombed Niger, displacing 500 residents.", ("displaced", 500, 500)),
    ("Benin sent aid worth $5 million to Niger.", ("money", 5e6, 5e6)),
    ("Benin sent aid worth €1.5 billion to Niger.", ("money", 1.5e9, 1.5e9)),
    ("Benin sent aid worth $300,000 to Niger.", ("money", 3e5, 3e5)),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts_are_intervals(text: str, expected: tuple[str, float | None, float | None]) -> None:
    found = {
        (number.of, number.low, number.high) for one in read(text).events for number in one.numbers
    }
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "Benin bombed Niger in 2019.",
        "Benin bombed Niger on the 12th day of the fair.",
        "Benin, a country of 12 million people, met Niger.",
        "Benin met Niger for the third time.",
    ],
)
def test_other_numbers_count_nobody(text: str) -> None:
    assert [number for one in read(text).events for number in one.numbers] == []


PLACES = [
    ("William Ruto met Samia Suluhu Hassan in Nairobi.", "CONSULT", "Nairobi", "KEN"),
    ("Kenya met Tanzania in Paris on Monday.", "CONSULT", "Paris", "FRA"),
    ("Kenya met Tanzania in Uganda.", "CONSULT", "Uganda", "UGA"),
]


@pytest.mark.parametrize(("text", "type_", "place", "country"), PLACES)
def test_where(text: str, type_: str, place: str, country: str) -> None:
    where = event(text, type_).where
    assert where is not None
    assert (where.text, where.country) == (place, country)
    assert text[where.start : where.end] == place


def test_no_place_where_none_is_told() -> None:
    assert event("Kenya met Tanzania on Monday.", "CONSULT").where is None


def test_a_town_where_something_happens_is_no_actor_in_it() -> None:
    found = event("Kenya met Tanzania in Paris.", "CONSULT")
    assert "FRA" not in (*found.source, *found.target)
