"""Landmark events and holidays: the tables, and the dates they give."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.errors import DataError
from detente.read import time_holidays, time_landmarks, time_words
from detente.read.times import find_times


def values(text: str, published: dt.date | None = dt.date(2025, 5, 21)) -> list[str]:
    return [t.timex3.value for t in find_times(text, [(0, len(text))], published)]


def test_landmarks_date_what_happened_around_them() -> None:
    assert values("It has held since 9/11.") == ["2001-09-11"]
    assert values("It held during the Cold War.") == ["1947-03-12/1991-12-26"]
    assert values("It was signed after the 2018 Helsinki summit.") == ["2018-07-16"]
    assert values("It was signed after the Helsinki summit of 1990.") == ["1990-09-09"]


def test_a_landmark_as_a_topic_is_no_time() -> None:
    assert values("The Cold War is a book; he praised the Abraham Accords.") == []


def test_a_name_shared_by_events_needs_its_year() -> None:
    assert values("It was signed after the Helsinki summit.") == []
    assert "2018-07-16" not in values("It was signed after the 2017 Helsinki summit.")


def test_every_landmark_of_the_package_is_found_by_each_of_its_names() -> None:
    table = time_landmarks.landmarks()
    for name, events in table.by_name.items():
        year = f"{events[0].earliest.year} " if len(events) > 1 else ""
        assert len(values(f"It changed after the {year}{name}, they said.", None)) == 1, name


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("key,names\n", 1),
        ("key,names,earliest,latest\na,A,2001-01-01\n", 2),
        ("key,names,earliest,latest\na,A,2001-01-01,soon\n", 2),
        ("key,names,earliest,latest\na,A,2001-01-02,2001-01-01\n", 2),
        ("key,names,earliest,latest\na,A,2001-01-01,2001-01-01\na,B,2001-01-01,2001-01-01\n", 3),
        ("key,names,earliest,latest\na,A|,2001-01-01,2001-01-01\n", 2),
    ],
)
def test_a_faulty_table_names_its_line(table: str, line: int) -> None:
    with pytest.raises(DataError) as caught:
        time_landmarks.parse(table, file="mine.csv")
    assert (caught.value.file, caught.value.line) == ("mine.csv", line)


def test_a_faulty_word_list_names_its_line() -> None:
    with pytest.raises(DataError, match=r"words\.tsv, line 2"):
        time_words.parse("MONTH\t5\tmay\nMONTH 6 june\n", file="words.tsv")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met at Christmas.", "2024-12-25"),
        ("They will meet at Christmas.", "2025-12-25"),
        ("They met at Christmas 2019.", "2019-12-25"),
        ("They met on New Year's Eve.", "2024-12-31"),
        ("They met on Good Friday.", "2025-04-18"),
        ("They met last Easter.", "2025-04-20"),
        ("They meet next Easter.", "2026-04-05"),
        ("They met on Easter Monday 2024.", "2024-04-01"),
        ("They met during Ramadan.", "2025-02-28/2025-03-31"),
        ("They met on Yom Kippur.", "2024-10-12"),
        ("They met at Thanksgiving.", "2024-11-28"),
    ],
)
def test_holidays(text: str, value: str) -> None:
    assert values(text) == [value]


def test_holidays_as_ordinary_words() -> None:
    assert values("An easter egg and a christmas tree.") == []


@pytest.mark.parametrize(
    ("function", "year", "date"),
    [
        (time_holidays.easter, 2000, "2000-04-23"),
        (time_holidays.easter, 2038, "2038-04-25"),
        (time_holidays.orthodox_easter, 2024, "2024-05-05"),
        (time_holidays.orthodox_easter, 2025, "2025-04-20"),
        (time_holidays.rosh_hashanah, 2020, "2020-09-19"),
        (time_holidays.rosh_hashanah, 2023, "2023-09-16"),
        (time_holidays.passover, 2024, "2024-04-23"),
        (time_holidays.fourth_thursday, 2025, "2025-11-27"),
    ],
)
def test_moving_feasts(function: object, year: int, date: str) -> None:
    assert str(function(year)) == date  # type: ignore[operator]


def test_the_tabular_islamic_calendar_is_within_a_day_of_the_sighted_moon() -> None:
    announced = {(1444, 9): "2023-03-23", (1445, 9): "2024-03-11", (1446, 9): "2025-03-01"}
    for (year, month), date in announced.items():
        found = time_holidays.islamic(year, month, 1)
        assert found is not None
        assert abs((found - dt.date.fromisoformat(date)).days) <= 1
