"""When something falls due, told from when it was said."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.model import Interval
from detente.read.times import due_interval, find_times

PUBLISHED = dt.date(2025, 7, 30)  # a Wednesday
SAID = Interval(dt.date(2025, 7, 28), dt.date(2025, 7, 30), "span")
SAID_ON = Interval(PUBLISHED, PUBLISHED, "day")


def due(text: str, spoken: Interval | None = SAID_ON, published: dt.date | None = PUBLISHED) -> str:
    times = find_times(text, [(0, len(text))], published)
    assert times, text
    found = due_interval(text, times[-1], spoken)
    return "none" if found is None else f"{found.earliest}..{found.latest}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They must leave within two weeks.", "2025-08-11..2025-08-13"),
        ("They must leave in 50 days.", "2025-09-16..2025-09-18"),
        ("They must leave within 48 hours.", "2025-07-30..2025-08-01"),
        ("They must leave in a year and a half.", "2027-01-28..2027-01-30"),
        ("They must leave within two to three weeks.", "2025-08-11..2025-08-20"),
        ("They must leave in less than two weeks.", "2025-08-04..2025-08-13"),
        ("They must leave in more than two weeks.", "2025-08-11..2025-08-20"),
        ("They must leave within days.", "2025-07-30..2025-08-13"),
        ("They gave him ten days.", "2025-08-07..2025-08-09"),
        ("They must leave in the coming weeks.", "2025-08-11..2025-09-24"),
        ("They must leave tomorrow.", "2025-07-29..2025-07-31"),
        ("They must leave next week.", "2025-08-04..2025-08-10"),
    ],
)
def test_counted_from_both_ends_of_the_interval_of_speaking(text: str, days: str) -> None:
    assert due(text, SAID) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They must leave by Friday.", "2025-08-01..2025-08-01"),
        ("They must leave before Friday.", "2025-07-31..2025-07-31"),
        ("They must leave by the end of the month.", "2025-07-31..2025-07-31"),
        ("They must leave by the end of the year.", "2025-12-31..2025-12-31"),
        ("They must leave by the end of next week.", "2025-08-08..2025-08-10"),
        ("They must leave by September.", "2025-09-01..2025-09-30"),
        ("They must leave before September.", "2025-08-31..2025-08-31"),
        ("They must leave ahead of 3 August.", "2025-08-02..2025-08-02"),
        ("They must leave before late August.", "2025-08-20..2025-08-30"),
        ("They must leave by 1 March 2026.", "2026-03-01..2026-03-01"),
        ("They must leave by 2030.", "2030-01-01..2030-12-31"),
        ("They must leave at noon on Saturday.", "2025-08-02..2025-08-02"),
        ("They must leave in the near future.", "2025-07-30..None"),
    ],
)
def test_named_deadlines(text: str, days: str) -> None:
    assert due(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "They must leave every Friday.",
        "They must stay for two weeks.",
        "They must leave now.",
        "They left recently.",
    ],
)
def test_no_deadline(text: str) -> None:
    assert due(text) == "none"


def test_the_day_of_speaking_counts_not_that_of_the_article() -> None:
    said = Interval(dt.date(2024, 3, 4), dt.date(2024, 3, 4), "day")
    assert due("They must leave by Friday.", said) == "2024-03-08..2024-03-08"
    assert due("They must leave by 3 May.", said) == "2024-05-03..2024-05-03"
    assert due("They must leave by Friday.", said, None) == "2024-03-08..2024-03-08"


def test_unknown_day_of_speaking() -> None:
    assert due("They must leave within two weeks.", None) == "none"
    assert due("They must leave in the coming weeks.", None) == "none"
    assert due("They must leave by Friday.", None) == "2025-08-01..2025-08-01"
    assert due("They must leave by Friday.", None, None) == "none"
    half = Interval(None, dt.date(2025, 7, 30), "span")
    assert due("They must leave within two weeks.", half) == "None..2025-08-13"
    assert due("They must leave tomorrow.", half) == "None..2025-07-31"


def test_deadlines_beyond_the_calendar() -> None:
    late = Interval(dt.date(9999, 12, 30), dt.date(9999, 12, 31), "span")
    assert due("They must leave within two weeks.", late) == "none"
