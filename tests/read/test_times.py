"""What each kind of time expression means. The document date is Wednesday, 21 May 2025."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.model import Time
from detente.read.document import Doc
from detente.read.segment import segment
from detente.read.times import find_times, ranges

PUBLISHED = dt.date(2025, 5, 21)


def read(text: str, published: dt.date | None = PUBLISHED) -> list[Time]:
    doc = Doc(text, published)
    segment(doc, [(0, len(text))])
    return find_times(text, [(s.start, s.end) for s in doc.sentences], published)


def one(text: str, words: str, published: dt.date | None = PUBLISHED) -> Time:
    """The expression that reads exactly `words`."""
    found = read(text, published)
    matching = [time for time in found if text[time.start : time.end] == words]
    assert matching, f"{words!r} not among {[text[t.start : t.end] for t in found]}"
    return matching[-1]


def check(text: str, words: str, value: str, days: str | None) -> Time:
    time = one(text, words)
    assert time.timex3.value == value
    if days is not None:
        first, _, last = days.partition("..")
        assert (str(time.earliest), str(time.latest)) == (first, last or first)
    return time


@pytest.mark.parametrize(
    ("text", "words", "value", "days"),
    [
        ("They met on 3 May 2019.", "3 May 2019", "2019-05-03", "2019-05-03"),
        ("They met on May 3rd, 2021.", "May 3rd, 2021", "2021-05-03", "2021-05-03"),
        ("He left on the 3rd of May.", "the 3rd of May", "2025-05-03", "2025-05-03"),
        ("He left on the Fourth of July.", "the Fourth of July", "2024-07-04", "2024-07-04"),
        ("It fell on Sept. 11.", "Sept. 11", "2024-09-11", "2024-09-11"),
        ("It fell on Friday, May 2.", "Friday, May 2", "2025-05-02", "2025-05-02"),
        ("Signed on 2025-05-03.", "2025-05-03", "2025-05-03", "2025-05-03"),
        ("Sent 2025-05-03T14:30Z.", "2025-05-03T14:30Z", "2025-05-03T14:30", "2025-05-03"),
        ("Dated 25/03/2025.", "25/03/2025", "2025-03-25", "2025-03-25"),
        ("Dated 3/25/25.", "3/25/25", "2025-03-25", "2025-03-25"),
        ("Dated 3.4.2025.", "3.4.2025", "2025-04-03", "2025-04-03"),
        ("Dated 03/04/2025.", "03/04/2025", "2025-XX-XX", "2025-03-04..2025-04-03"),
        ("It began in May 2019.", "May 2019", "2019-05", "2019-05-01..2019-05-31"),
        ("It began in March.", "March", "2025-03", "2025-03-01..2025-03-31"),
        ("It began in late April.", "late April", "2025-04", "2025-04-21..2025-04-30"),
        ("Talks resume by mid-June.", "mid-June", "2025-06", "2025-06-11..2025-06-20"),
        ("It began in 1984.", "1984", "1984", "1984-01-01..1984-12-31"),
        ("It began in mid-2019.", "mid-2019", "2019", "2019-05-01..2019-08-31"),
        ("Under the 1994 accord, he paid.", "1994", "1994", "1994-01-01..1994-12-31"),
        ("He won the 2000 election.", "2000", "2000", "2000-01-01..2000-12-31"),
        ("In nineteen ninety-six it fell.", "nineteen ninety-six", "1996", None),
        ("Since the 1990s they spoke.", "the 1990s", "199", "1990-01-01..1999-12-31"),
        ("In the early 1990s they spoke.", "the early 1990s", "199", "1990-01-01..1993-12-31"),
        ("In the '80s they spoke.", "the '80s", "198", "1980-01-01..1989-12-31"),
        ("In the nineties they spoke.", "the nineties", "199", None),
        ("In the 1800s they fought.", "the 1800s", "18", "1800-01-01..1899-12-31"),
        ("In the 19th century they fought.", "the 19th century", "18", "1800-01-01..1899-12-31"),
        ("It fell in the summer of 2018.", "the summer of 2018", "2018-SU", None),
        ("It fell in winter 2018-19.", "winter 2018-19", "2018-WI", "2018-12-01..2019-03-20"),
        ("In the third quarter of 2024 it fell.", "the third quarter of 2024", "2024-Q3", None),
        ("In Q3 2019 it fell.", "Q3 2019", "2019-Q3", "2019-07-01..2019-09-30"),
        ("In the first half of 2023 it fell.", "the first half of 2023", "2023-H1", None),
        ("It fell in fiscal 2019.", "fiscal 2019", "2019", "2018-01-01..2019-12-31"),
        ("They meet on May 3-5.", "May 3-5", "2025-05-03/2025-05-05", "2025-05-03..2025-05-05"),
        ("They met 3–5 May 2019.", "3–5 May 2019", "2019-05-03/2019-05-05", None),
        ("From December 30-January 2, 2019.", "December 30-January 2, 2019", None, None),
        ("In May-June 2019 it fell.", "May-June 2019", "2019-05/2019-06", "2019-05-01..2019-06-30"),
        ("The 1914-1918 war.", "1914-1918", "1914/1918", "1914-01-01..1918-12-31"),
        ("In the 2021-22 budget.", "2021-22", "2021/2022", "2021-01-01..2022-12-31"),
        ("He left in January this year.", "January this year", "2025-01", None),
        ("He left on 3 June last year.", "3 June last year", "2024-06-03", "2024-06-03"),
    ],
)
def test_dates_that_name_themselves(text: str, words: str, value: str, days: str | None) -> None:
    time = one(text, words)
    if value is not None:
        check(text, words, value, days)
    else:
        assert (str(time.earliest), str(time.latest)) == ("2018-12-30", "2019-01-02")


@pytest.mark.parametrize(
    ("text", "words", "value", "days"),
    [
        ("He said so today.", "today", "2025-05-21", "2025-05-21"),
        ("He said so yesterday.", "yesterday", "2025-05-20", "2025-05-20"),
        ("He left the day before yesterday.", "the day before yesterday", "2025-05-19", None),
        ("He goes the day after tomorrow.", "the day after tomorrow", "2025-05-23", None),
        ("He spoke last week.", "last week", "2025-W20", "2025-05-12..2025-05-18"),
        ("He goes next month.", "next month", "2025-06", "2025-06-01..2025-06-30"),
        ("He spoke earlier this month.", "earlier this month", "2025-05", "2025-05-01..2025-05-21"),
        ("He goes later this year.", "later this year", "2025", "2025-05-21..2025-12-31"),
        ("He spoke late last month.", "late last month", "2025-04", "2025-04-21..2025-04-30"),
        ("By the end of the month he goes.", "the end of the month", "2025-05", None),
        ("He goes by year's end.", "year's end", "2025", None),
        ("He spoke last summer.", "last summer", "2024-SU", "2024-06-01..2024-09-22"),
        ("They meet next spring.", "next spring", "2026-SP", "2026-03-01..2026-06-20"),
        ("They fought this winter.", "this winter", "2024-WI", "2024-12-01..2025-03-20"),
        ("They spoke in the fall.", "the fall", "2024-FA", "2024-09-01..2024-12-21"),
        ("They will speak in the autumn.", "the autumn", "2025-FA", "2025-09-01..2025-12-21"),
        ("They spoke last June.", "last June", "2024-06", "2024-06-01..2024-06-30"),
        ("They speak next March.", "next March", "2026-03", "2026-03-01..2026-03-31"),
        ("He left three days ago.", "three days ago", "2025-05-18", "2025-05-18"),
        ("He left two weeks ago.", "two weeks ago", "2025-W19", "2025-05-03..2025-05-11"),
        ("He left a year and a half ago.", "a year and a half ago", "2023", None),
        ("He left several weeks ago.", "several weeks ago", "PAST_REF", "2025-03-26..2025-05-07"),
        ("He left years ago.", "years ago", "PAST_REF", "2015-05-24..2023-05-22"),
        ("He returns two weeks from now.", "two weeks from now", "2025-W23", None),
        ("He returns in three years' time.", "three years' time", "2028", None),
        ("In recent weeks they spoke.", "recent weeks", "PAST_REF", "2025-03-26..2025-05-21"),
        ("In the coming weeks.", "the coming weeks", "FUTURE_REF", "2025-05-21..2025-07-16"),
        ("Over the past 24 hours.", "the past 24 hours", "PT24H", "2025-05-20..2025-05-21"),
        ("In the next three days.", "the next three days", "P3D", "2025-05-21..2025-05-24"),
        ("Over the past few days.", "the past few days", "PXD", "2025-05-07..2025-05-21"),
        ("The third quarter was bad.", "The third quarter", "2024-Q3", None),
        ("They met over the weekend.", "the weekend", "2025-W20-WE", "2025-05-17..2025-05-18"),
        ("He is now in Rome.", "now", "PRESENT_REF", "2025-05-21"),
        ("He spoke recently.", "recently", "PAST_REF", "2025-03-26..2025-05-21"),
        ("In the past they spoke.", "the past", "PAST_REF", "None..2025-05-21"),
        ("In the near future.", "the near future", "FUTURE_REF", "2025-05-21..None"),
        ("At the turn of the century.", "the turn of the century", "20", "1995-01-01..2005-01-01"),
    ],
)
def test_told_from_the_document_date(text: str, words: str, value: str, days: str | None) -> None:
    assert check(text, words, value, days).anchor == "document"


@pytest.mark.parametrize(
    ("words", "days", "mod"),
    [
        ("more than a decade ago", "2005-05-21..2015-05-21", "BEFORE"),
        ("more than 20 years ago", "1995-05-21..2005-05-21", "BEFORE"),
        ("nearly two years ago", "2023-05-21..2023-11-20", "AFTER"),
        ("less than a year ago", "2024-05-21..2024-11-19", "AFTER"),
        ("at least ten days ago", "2025-05-06..2025-05-11", "ON_OR_BEFORE"),
        ("about ten days ago", "2025-05-08..2025-05-14", "APPROX"),
    ],
)
def test_approximate_distances_widen_to_their_side(words: str, days: str, mod: str) -> None:
    time = one(f"They met {words}.", words)
    first, last = days.split("..")
    assert time.timex3.mod == mod
    assert abs((time.earliest - dt.date.fromisoformat(first)).days) <= 2
    assert abs((time.latest - dt.date.fromisoformat(last)).days) <= 2


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("The ministers met Friday in Geneva.", "Friday", "2025-05-16"),
        ("The ministers met Wednesday in Geneva.", "Wednesday", "2025-05-21"),
        ("The ministers will meet Friday in Geneva.", "Friday", "2025-05-23"),
        ("On Friday, the ministers will meet in Geneva.", "Friday", "2025-05-23"),
        ("They will meet Friday, the ministry said Monday.", "Monday", "2025-05-19"),
        ("They agreed to meet on Friday.", "Friday", "2025-05-23"),
        ("They refused to speak on Friday.", "Friday", "2025-05-16"),
        ("They must leave by Friday.", "Friday", "2025-05-23"),
        ("The truce expires on Saturday.", "Saturday", "2025-05-24"),
        ("The talks, scheduled for Thursday, were off.", "Thursday", "2025-05-22"),
        ("Until Friday they had not answered.", "Friday", "2025-05-16"),
        ("They had until Friday to answer.", "Friday", "2025-05-23"),
        ("Friday's vote was close.", "Friday", "2025-05-16"),
        ("Fees to be paid on Friday are small.", "Friday", "2025-05-23"),
        ("Fees will be paid on Friday.", "Friday", "2025-05-23"),
        ("A summit set for Rome on Friday was off.", "Friday", "2025-05-23"),
        ("The truce was extended to Friday.", "Friday", "2025-05-23"),
        ("Talks run between now and Friday.", "Friday", "2025-05-23"),
        ("They would have met on Friday.", "Friday", "2025-05-16"),
        ("They'll meet on Friday.", "Friday", "2025-05-23"),
        ("They are meeting on Friday.", "Friday", "2025-05-23"),
        ("They had left by Friday.", "Friday", "2025-05-16"),
        ("The reduced force met on Friday.", "Friday", "2025-05-16"),
        ("They met to talk; Friday will be hard.", "Friday", "2025-05-23"),
        ("They spoke last Friday.", "last Friday", "2025-05-16"),
        ("They spoke last Wednesday.", "last Wednesday", "2025-05-14"),
        ("They speak next Monday.", "next Monday", "2025-05-26"),
        ("They speak this coming Sunday.", "this coming Sunday", "2025-05-25"),
    ],
)
def test_weekdays_follow_the_tense_of_their_clause(text: str, words: str, date: str) -> None:
    time = one(text, words)
    assert (str(time.earliest), str(time.latest), time.granularity) == (date, date, "day")


def test_next_friday_covers_both_readings() -> None:
    time = check("They speak next Friday.", "next Friday", "2025-05-30", "2025-05-23..2025-05-30")
    assert time.timex3.type == "DATE"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They spoke on Tuesday night.", "Tuesday night", "2025-05-20TNI"),
        ("They spoke yesterday morning.", "yesterday morning", "2025-05-20TMO"),
        ("They spoke this morning.", "this morning", "2025-05-21TMO"),
        ("They speak tonight.", "tonight", "2025-05-21TNI"),
        ("They spoke last night.", "last night", "2025-05-20TNI"),
        ("They spoke on the night of May 3.", "the night of May 3", "2025-05-03TNI"),
        ("They spoke at 3 p.m. on Friday.", "3 p.m. on Friday", "2025-05-16T15:00"),
        ("They spoke Friday at 3:30 p.m.", "Friday at 3:30 p.m.", "2025-05-16T15:30"),
        ("They will speak at noon Saturday.", "noon Saturday", "2025-05-24T12:00"),
        ("They spoke at 14:30 GMT.", "14:30 GMT", "2025-05-21T14:30"),
        ("They spoke at 1400 GMT.", "1400 GMT", "2025-05-21T14:00"),
        ("They spoke at ten o'clock.", "ten o'clock", "2025-05-21T10:00"),
        ("They spoke at midnight.", "midnight", "2025-05-21T24:00"),
        ("They spoke at 12 a.m. EST.", "12 a.m. EST", "2025-05-21T00:00"),
        ("On Friday shots were heard at 5pm.", "5pm", "2025-05-16T17:00"),
    ],
)
def test_times_of_day(text: str, words: str, value: str) -> None:
    time = one(text, words)
    assert (time.timex3.type, time.timex3.value) == ("TIME", value)
    assert time.earliest == time.latest == dt.date.fromisoformat(value[:10])


@pytest.mark.parametrize(
    ("text", "words", "value", "mod"),
    [
        ("It took two weeks.", "two weeks", "P2W", None),
        ("A 30-day truce held.", "30-day", "P30D", None),
        ("The three-year deal held.", "three-year", "P3Y", None),
        ("It took more than two hours.", "more than two hours", "PT2H", "MORE_THAN"),
        ("It took less than a week.", "less than a week", "P1W", "LESS_THAN"),
        ("It took up to six months.", "up to six months", "P6M", "EQUAL_OR_LESS"),
        ("It took no more than six months.", "no more than six months", "P6M", "EQUAL_OR_LESS"),
        ("It took about three days.", "about three days", "P3D", "APPROX"),
        ("It took half an hour.", "half an hour", "PT30M", None),
        ("It took two and a half years.", "two and a half years", "P2Y6M", None),
        ("It took 2 1/2 hours.", "2 1/2 hours", "PT2H30M", None),
        ("It took a year and a half.", "a year and a half", "P1Y6M", None),
        ("It took two years and three months.", "two years and three months", "P2Y3M", None),
        ("It took two hours and ten minutes.", "two hours and ten minutes", "PT2H10M", None),
        ("It took several months.", "several months", "PXM", None),
        ("It took a couple of weeks.", "a couple of weeks", "P2W", None),
        ("It took half a dozen years.", "half a dozen years", "P6Y", None),
        ("It took twenty-five years.", "twenty-five years", "P25Y", None),
        ("It took a hundred and one days.", "a hundred and one days", "P101D", None),
        ("It took 1,000 days.", "1,000 days", "P1000D", None),
        ("It took two decades.", "two decades", "P20Y", None),
        ("It lasted for centuries.", "centuries", "PXC", None),
        ("A month-long siege.", "month-long", "P1M", None),
        ("They spoke all day.", "all day", "P1D", None),
        ("They must answer within days.", "days", "PXD", None),
        ("They spoke over several years.", "several years", "PXY", None),
    ],
)
def test_durations_have_no_days(text: str, words: str, value: str, mod: str | None) -> None:
    time = one(text, words)
    assert (time.timex3.type, time.timex3.value, time.timex3.mod) == ("DURATION", value, mod)
    assert time.earliest is None
    assert time.latest is None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5"),
        ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("They meet every summer.", "every summer", "XXXX-SU"),
        ("They meet every Friday morning.", "every Friday morning", "XXXX-WXX-5TMO"),
        ("They meet each May.", "each May", "XXXX-05"),
        ("They meet weekly.", "weekly", "P1W"),
        ("They meet annually.", "annually", "P1Y"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("They meet every other month.", "every other month", "P2M"),
        ("They meet twice a week.", "twice a week", "P1W"),
    ],
)
def test_sets(text: str, words: str, value: str) -> None:
    time = one(text, words)
    assert (time.timex3.type, time.timex3.value) == ("SET", value)


def values(text: str, published: dt.date | None = PUBLISHED) -> list[str]:
    return [time.timex3.value for time in read(text, published)]


def test_narrative_carries_its_dates_on() -> None:
    text = (
        "On 12 June 2018 the leaders met. The following day they signed. Two days later he left. "
        "The same day she spoke. That night shots fell. A year later they quarrelled."
    )
    assert values(text, None) == values(text)
    assert values(text)[:5] == [
        "2018-06-12", "2018-06-13", "2018-06-15", "2018-06-15", "2018-06-15TNI",
    ]  # fmt: skip
    last = read(text)[-1]
    assert last.anchor == "context"
    assert last.earliest <= dt.date(2019, 6, 15) <= last.latest


def test_a_date_without_a_year_belongs_to_the_year_just_told() -> None:
    assert values("In June 2018 they met. On 12 July the talks stalled.")[1] == "2018-07-12"
    assert values("In June 2018 they met. They will meet again on 12 July.")[1] == "2025-07-12"
    assert values("The June 2018 deal failed. On 12 April the talks stalled.")[1] == "2025-04-12"


def test_counting_from_a_blurred_date_stays_blurred() -> None:
    time = one("In June 2018 they met. A week later they quarrelled.", "A week later")
    assert (str(time.earliest), str(time.latest)) == ("2018-06-08", "2018-07-07")


def test_without_anything_to_count_from_nothing_is_guessed() -> None:
    time = one("The following day they signed.", "The following day")
    assert (time.timex3.value, time.earliest, time.latest) == ("XXXX-XX-XX", None, None)
    assert one("He left that year.", "that year").timex3.value == "XXXX"
    assert one("A week later they signed.", "A week later").earliest is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yesterday", "XXXX-XX-XX"), ("last year", "XXXX"), ("Friday", "XXXX-WXX-5"),
        ("May 3", "XXXX-05-03"), ("last week", "XXXX-WXX"), ("last summer", "XXXX-SU"),
        ("two months ago", "XXXX-XX"), ("tonight", "XXXX-XX-XXTNI"), ("next decade", "XXX"),
        ("last March", "XXXX-03"), ("three hours ago", "XXXX-XX-XXTXX"), ("May 3-5", None),
        ("the third quarter", "XXXX-Q3"), ("Christmas", "XXXX-XX-XX"), ("the weekend", None),
        ("recent weeks", "PAST_REF"), ("overnight", "XXXX-XX-XXTNI"), ("May-June", None),
    ],
)  # fmt: skip
def test_without_a_document_date_ends_stay_open(words: str, value: str | None) -> None:
    time = one(f"It fell during {words}.", words, None)
    assert time.earliest is None
    assert time.latest is None
    assert value is None or time.timex3.value == value


def test_absolute_dates_need_no_document_date() -> None:
    assert values("In 1984, on 3 May 2019, in the 1990s.", None) == ["1984", "2019-05-03", "199"]


def test_ranges_join_their_ends() -> None:
    text = "It ran from 2014 to 2016, between June 2017 and August 2017, in 2018 and 2020."
    found = [(str(i.earliest), str(i.latest)) for _, _, i in ranges(text, read(text))]
    assert found == [("2014-01-01", "2016-12-31"), ("2017-06-01", "2017-08-31")]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("31 February 2020, 0000-00-00, 99/99/9999, 25:99, year 99999.", PUBLISHED),
        ("Last year, two centuries ago, ten thousand years ago.", dt.date(1, 1, 1)),
        ("Next year, in three years' time, next century, next winter.", dt.date(9999, 12, 31)),
        ("999999999 years ago and 999999999 centuries from now.", PUBLISHED),
    ],
)
def test_dates_beyond_the_calendar_leave_ends_open(text: str, published: dt.date) -> None:
    for time in read(text, published):
        if time.earliest is not None and time.latest is not None:
            assert time.earliest <= time.latest


def test_value_of_what_lies_before_the_calendar_is_open_to_the_left() -> None:
    time = one("They met two centuries ago.", "two centuries ago", dt.date(100, 1, 1))
    assert time.earliest is None
