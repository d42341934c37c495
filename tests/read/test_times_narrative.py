"""Expressions that lean on what the text has said: periods, neighbours, reports on quarters."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.read.document import Doc
from detente.read.segment import segment
from detente.read.times import find_times

PUBLISHED = dt.date(2025, 5, 21)


def values(text: str, published: dt.date | None = PUBLISHED) -> list[str]:
    doc = Doc(text, published)
    segment(doc, [(0, len(text))])
    spans = [(sentence.start, sentence.end) for sentence in doc.sentences]
    return [time.timex3.value for time in find_times(text, spans, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 12 June 2018 they met. The day before, he had left.", ["2018-06-12", "2018-06-11"]),
        ("On 12 June 2018 they met. The night after, he left.", ["2018-06-12", "2018-06-13TNI"]),
        ("On 12 June 2018 they met. Later that week he left.", ["2018-06-12", "2018-W24"]),
        ("On 12 June 2018 they met. The next morning he left.", ["2018-06-12", "2018-06-13TMO"]),
        ("On 12 June 2018 they met. The previous night he left.", ["2018-06-12", "2018-06-11TNI"]),
        ("On 12 June 2018 they met. The following Friday he left.", ["2018-06-12", "2018-06-15"]),
        ("On 12 June 2018 they met. That Tuesday he left.", ["2018-06-12", "2018-06-12"]),
        ("On 12 June 2018 they met. He left in the following month.", ["2018-06-12", "2018-07"]),
        ("In 2014 they met. By the end of the year he left.", ["2014", "2025"]),
        ("In 2014 they met, and by the end of the year he left.", ["2014", "2014"]),
        ("In 2014 they met. He left the same year.", ["2014", "2014"]),
        ("In 2014 they met, in the spring; that summer he left.", ["2014", "2014-SP", "2014-SU"]),
        ("In 2014 they met. He left the previous spring.", ["2014", "2013-SP"]),
        ("In 2014 they met. He left in May of that year.", ["2014", "2014-05"]),
        ("In 2014 they met. He left that June.", ["2014", "2014-06"]),
        ("On 12 June 2018 they met. Days later he left.", ["2018-06-12", "FUTURE_REF"]),
        ("On 12 June 2018 they met. Three weeks earlier he left.", ["2018-06-12", "2018-W21"]),
        ("On 12 June 2018 they met. Six hours later he left.", ["2018-06-12", "2018-06-12TXX"]),
        ("On 12 June 2018 they met. Two days before, he left.", ["2018-06-12", "2018-06-10"]),
        ("The day before the summit he left.", []),
        ("On 12 June 2018 they met. That very day he left.", ["2018-06-12", "2018-06-12"]),
        ("In 2014 sales fell. The latest period was worse.", ["2014", "2014"]),
        ("The latest period was bad.", []),
        ("The latest month was bad.", ["XXXX-XX"]),
        ("They met the very same day.", ["XXXX-XX-XX"]),
        ("The North Fall and the fall of prices; the Prague Spring.", []),
        ("Six weeks later he left.", ["XXXX-WXX"]),
        ("That evening he left.", ["XXXX-XX-XXTEV"]),
        ("He left that summer.", ["XXXX-SU"]),
        ("He left in May of that year.", ["XXXX-05"]),
    ],
)
def test_leaning_on_the_narrative(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the first quarter sales fell. A year earlier they rose.", ["2025-Q1", "2024-Q1"]),
        ("In the first quarter sales fell. The latest quarter was bad.", ["2025-Q1", "2025-Q1"]),
        ("In the first quarter sales fell from the year-earlier period.", ["2025-Q1", "2024-Q1"]),
        ("In the first quarter sales fell from the year-ago quarter.", ["2025-Q1", "2024-Q1"]),
        ("Sales fell from year-ago levels.", ["2024"]),
        ("Sales fell in the current quarter.", ["2025-Q2"]),
        ("Sales fell in the past quarter.", ["2025-Q1"]),
        ("Sales will rise in the coming quarter.", ["2025-Q3"]),
        ("It will report third-quarter results.", ["2025-Q3"]),
        ("It expects to report the first-quarter loss.", ["2025-Q1"]),
        ("Next year's first quarter will be better.", ["2026-Q1"]),
        ("The 2024 fourth quarter was bad.", ["2024-Q4"]),
        ("The second half of the year was bad.", ["2024-H2"]),
        ("Q3 was bad.", ["2025-Q3"]),
        ("The 2019 fiscal year was bad.", ["2019"]),
        ("In the year ended 30 June 2024 it fell.", ["P1Y", "2024-06-30"]),
        ("The second half of the match was bad; H1 is a virus.", []),
        ("They met over the weekend and will meet at the weekend.", ["2025-W20-WE", "2025-W21-WE"]),
        ("They spoke during the week.", ["2025-W21"]),
        ("The year 2000 and the year two thousand.", ["2000", "2000"]),
        ("In twenty twenty-four and nineteen oh five.", ["2024"]),
        ("In '98 they met.", ["1998"]),
        ("In the '20s they met; in her 30s she left.", ["192"]),
        ("In the 1850's they met, then in the 2000s.", ["185", "200"]),
        ("In the 40th century they meet.", []),
        ("In 1100 they met; in 1998 envoys spoke; in 2000 villages of it.", ["1100", "1998"]),
        ("Last decade, this century, next fortnight.", ["201", "20", "2025-W23"]),
        ("From 1990 to 2010 points; 500 to 1995 votes.", ["1990"]),
        ("The current year is bad; early in the week he left.", ["2025", "2025-W21"]),
        ("Overnight they fled; past week.", ["2025-05-20TNI"]),
        ("They met on the 21st of June.", ["2024-06-21"]),
        ("They met June eighth.", ["2024-06-08"]),
        ("Over March 30-April 2 they met; June-August was bad.",
         ["2025-03-30/2025-04-02", "2024-06/2024-08"]),
        ("They met 30 March-2 April 2024.", ["2024-03-30/2024-04-02"]),
        ("May 3 people died; May 40 is no day.", ["2025-05"]),
        ("He waited a day or two, within a year, for an hour.", ["P1D", "P1Y", "PT1H"]),
        ("It took decades-long talks and went on for weeks or months.", ["PXE", "PXW"]),
        ("It took an hour and a half; they meet every two hours.", ["PT1H30M", "PT2H"]),
        ("Long ago, not so long ago, for the moment.", ["PAST_REF", "PAST_REF", "PRESENT_REF"]),
        ("Ten minutes ago he left.", ["2025-05-21TXX"]),
        ("Three nights ago he left.", ["2025-05-18"]),
    ],
)  # fmt: skip
def test_periods(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday he left; next Friday he returns.", ["XXXX-WXX-5", "XXXX-WXX-5"]),
        ("The year-ago quarter was bad.", ["XXXX"]),
        ("At 3 p.m. he left.", ["XXXX-XX-XXT15:00"]),
        ("The past two weeks were bad.", ["P2W"]),
        ("Christmas was quiet. In 2019, Christmas was not.", ["XXXX-XX-XX", "2019", "2019-12-25"]),
        ("In the second half of the year he left.", ["XXXX-H2"]),
        ("On 12 June 2018 they met. That Friday he left.", ["2018-06-12", "2018-06-15"]),
        ("Over the weekend he left.", ["XXXX-WXX-WE"]),
    ],
)
def test_without_document_date(text: str, expected: list[str]) -> None:
    assert values(text, None) == expected
