"""Words and numbers that are a time only sometimes: no false hits, and no true ones lost."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.read.times import find_times

PUBLISHED = dt.date(2025, 5, 21)


def found(text: str) -> list[str]:
    return [text[t.start : t.end] for t in find_times(text, [(0, len(text))], PUBLISHED)]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said the two sides may talk.",
        "A speech by Mrs May, of the party of Theresa May, was read to May by aides.",
        "May he rest in peace.",
        "THE DEAL MAY COLLAPSE",
        "The army will march on the capital; the march was long.",
        "The Senate march drew crowds to the March on the capital.",
        "Women's March organisers spoke.",
        "April Glaspie told June Carter that August Wilson had called.",
        "An august body sat down; he sat and she sat.",
        "The second round; a second term; second, they lied; every second house.",
        "The sun shone, the Sun reported, and Sun Yat-sen wept.",
        "The mar on the record; Mar Saba; Jan Egeland; Dec was first.",
        "He wed her; Mon is a people; the Fri gang; Tue is a name.",
        "Prices fall in winds that spring from fear.",
        "Spring water; the Arab Spring; Silver Spring is a town; the coiled spring broke.",
        "The fall of the city and the fall in prices hurt.",
        "During the fall in prices they hurt.",
        "Lawrence Summers and John Winter spoke.",
        "The minutes of the meeting; a quarter of the seats; three quarters of voters.",
        "He read USA Today, the Sunday Times, the Daily Mail and the Weekly Standard.",
        "The programme This Week aired; Black Friday sales; Bloody Sunday.",
        "2,000 troops, 1984 seats, the 2000 dead, an army of 2000 soldiers, 1999 people.",
        "In 2000 villages across the land; a 1500-strong force; $2000; 2000%; 1948 km.",
        "Flight 1984, Resolution 1701 and page 1999.",
        "A 25-year-old, a man 30 years old, a woman aged 60.",
        "In 44 BC; three times in as many months; now that he knows; high noon.",
        "Some day and one day they will learn; the score was 3-5.",
    ],
)
def test_no_time_here(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met in May.", "May"),
        ("They met in May, Mrs May said.", "May"),
        ("Theresa May met them on May 3.", "May 3"),
        ("They will decide by May.", "May"),
        ("They met between April and May.", "May"),
        ("They met last March.", "last March"),
        ("The March meeting failed.", "March"),
        ("MAY 3 TALKS OFF", "MAY 3"),
        ("Prime Minister May spoke in June.", "June"),
        ("A June meeting failed.", "June"),
        ("The August summit failed.", "August"),
        ("They spoke in Sept. and left.", "Sept."),
        ("They spoke on Sat. night.", "Sat. night"),
        ("They spoke Sun., May 18.", "Sun., May 18"),
        ("They spoke in the fall of 2018.", "the fall of 2018"),
        ("They spoke this spring.", "this spring"),
        ("It took 30 seconds.", "30 seconds"),
        ("A 10-second clip.", "10-second"),
        ("In 1998 exports fell by half.", "1998"),
        ("His failed 1996 campaign cost much.", "1996"),
        ("The 1994 elections were free.", "1994"),
        ("The law (1998) was read.", "1998"),
        ("They spoke about 1998's war.", "1998"),
        ("Seoul, 1988, was a success.", "1988"),
        ("It will be ready by 2030.", "2030"),
    ],
)
def test_a_time_here(text: str, words: str) -> None:
    assert words in found(text)
