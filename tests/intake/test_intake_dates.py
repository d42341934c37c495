import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.intake.dates import day_in_year, find_dates, make_day, url_date, url_year

DAY = dt.date(2019, 5, 3)


@pytest.mark.parametrize(
    "line",
    [
        "2019-05-03",
        "2019-05-03T10:15:00+02:00",
        "2019/05/03",
        "3 May 2019",
        "3rd of May, 2019",
        "03-May-2019",
        "May 3, 2019",
        "MAY 3RD 2019 / 10:15 AM",
        "Fri, 03 May 2019 10:15:00 GMT",
        "03.05.2019",
        "3 de mayo de 2019",
        "le 3 mai 2019",
        "3. Mai 2019",
        "3 мая 2019 г.",
        "3 maja 2019",
        "2019年5月3日",
    ],
)
def test_forms_of_a_date(line: str) -> None:
    assert [found.day for found in find_dates(line)] == [DAY]


@pytest.mark.parametrize(
    "line",
    ["03/05/2019", "May 2019", "May 3", "31 February 2019", "1234567890", "2019-05-033",
     "v2.0.1999", "Mayor 3, 2019", "room 2019"],
)  # fmt: skip
def test_what_is_no_whole_or_no_certain_date(line: str) -> None:
    assert find_dates(line) == []


def test_numeric_dates_count_where_only_one_reading_is_possible() -> None:
    assert [f.day for f in find_dates("25/05/2019")] == [dt.date(2019, 5, 25)]
    assert [f.day for f in find_dates("05/25/2019")] == [dt.date(2019, 5, 25)]
    assert [f.day for f in find_dates("05/05/2019")] == [dt.date(2019, 5, 5)]
    assert find_dates("25/25/2019") == []


def test_several_dates_in_order() -> None:
    found = find_dates("Published May 3, 2019, updated 2019-05-04")
    assert [f.day.day for f in found] == [3, 4]


@given(st.dates(dt.date(1800, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_found_again(day: dt.date) -> None:
    name = ("January February March April May June July August September October November "
            "December").split()[day.month - 1]  # fmt: skip
    for line in (
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"on {name[:3]}. {day.day}, {day.year}",
    ):
        assert [found.day for found in find_dates(line)] == [day]
    assert url_date(f"https://e.org/a/{day.year}/{day.month:02}/{day.day:02}/b") == day
    assert url_date(f"https://e.org/a-{day.isoformat()}.html") == day


@given(st.text(max_size=80))
def test_any_line_gives_sorted_disjoint_places(line: str) -> None:
    end = 0
    for found in find_dates(line):
        assert end <= found.start < found.end <= len(line)
        end = found.end


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://e.org/world/2019/5/3/talks", DAY),
        ("https://e.org/2019/may/03/talks", DAY),
        ("https://e.org/20190503-talks", DAY),
        ("https://e.org/talks?date=2019-05-03", None),
        ("https://e.org/article/12345678", None),
        ("https://e.org/2019/13/45/x", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_url_date(url: str | None, day: dt.date | None) -> None:
    assert url_date(url) == day


def test_url_year() -> None:
    assert url_year("https://e.org/2019/world/talks") == 2019
    assert url_year("https://e.org/world/a2019b") is None


def test_day_in_year() -> None:
    assert day_in_year("WASHINGTON, May 3 (Reuters) -", 2019) == DAY
    assert day_in_year("PARIS, 3 mai", 2019) == DAY
    assert day_in_year("WASHINGTON (Reuters) -", 2019) is None
    assert day_in_year("Feb 29", 2019) is None


def test_years_out_of_range_are_no_days() -> None:
    assert make_day(1700, 1, 1) is None
    assert make_day(2019, 5, 3) == DAY
