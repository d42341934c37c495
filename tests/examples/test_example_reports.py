"""The example reports keep to the public record: its days, its numbers, its few quoted words.

What follows is a check of the texts alone, made without the reader that they are read by.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "src" / "detente" / "examples"
SOURCE = "2025-03-18-agency-energy-halt"
NEAR = ("2025-03-18-portal-energy-halt-copy", "2025-03-19-regional-energy-halt-copy")
SPUN = "2025-03-18-spun-energy-halt"

QUOTABLE = {
    "new best friend",
    "Vladimir, STOP!",
    "absolutely CRAZY",
    "emotional overload",
    "tapping us along",
}
RECORD = """
2013-06-18 2017-04-06 2017-04-07 2018-07-16 2019-12-18 2020-02-05 2022-02-24
2025-01-20 2025-02-12 2025-02-18 2025-02-28 2025-03-03 2025-03-05 2025-03-11 2025-03-13
2025-03-18 2025-03-30 2025-04-01 2025-04-18 2025-04-19 2025-04-20 2025-04-24 2025-04-26
2025-04-30 2025-05-08 2025-05-10 2025-05-11 2025-05-12 2025-05-16 2025-05-19 2025-05-25
2025-05-26 2025-05-28 2025-06-01 2025-06-02 2025-07-14 2025-07-28 2025-07-29 2025-08-06
2025-08-08 2025-08-15 2025-08-18 2025-08-27 2025-10-22
"""
DAYS = {dt.date.fromisoformat(day) for day in RECORD.split()}
MONTH_YEARS = {(day.month, day.year) for day in DAYS} | {(7, 2019), (9, 2019), (6, 2025), (9, 2025)}
# Counts of the record: days of a truce or term, hours, killed, prisoners, senators, per cent.
NUMBERS = {"10", "12", "25", "30", "50", "80", "100", "1,000"}

MONTHS = "January February March April May June July August September October November December"
MONTH = {name: at for at, name in enumerate(MONTHS.split(), 1)}
MONTH |= {name[:3]: at for name, at in MONTH.items()}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_M = "(?P<month>" + "|".join(sorted(MONTH, key=len, reverse=True)) + r")\b\.?"
_D = r"(?P<days>\d{1,2}(?:(?:,| and| to|/) \d{1,2})*)\b"
_Y = r"(?:,? (?P<year>\d{4}))?"
DATE = (re.compile(rf"\b{_D} {_M}{_Y}"), re.compile(rf"\b{_M} {_D}{_Y}"))
ISO = re.compile(r"\b(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<days>\d\d)")


@dataclass(frozen=True)
class Report:
    """A file of the folder; `text` is what a reader sees of it, `published` its latest date."""

    path: Path
    raw: str
    text: str
    published: dt.date

    @property
    def name(self) -> str:
        return self.path.stem


def visible(path: Path, raw: str) -> str:
    if path.suffix == ".html":
        raw = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", raw, flags=re.S)
        return html.unescape(raw)
    if path.suffix == ".md":
        return re.sub(r"\A---\n.*?\n---\n", "", raw, flags=re.S)
    if path.suffix == ".jsonl":
        return "\n\n".join(json.loads(line)["text"] for line in raw.splitlines())
    return raw


def load() -> list[Report]:
    found = []
    for path in sorted(EXAMPLES.glob("20*")):
        raw = path.read_bytes().decode("utf-8")
        found.append(Report(path, raw, visible(path, raw), dt.date.fromisoformat(path.name[:10])))
    return found


REPORTS = load()
BY_NAME = {report.name: report for report in REPORTS}
each = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)


def dates(text: str) -> list[tuple[int | None, int, int]]:
    """Return every explicit date as (year or None, month, day)."""
    found = []
    for pattern in (*DATE, ISO):
        for match in pattern.finditer(text):
            year = int(match["year"]) if match["year"] else None
            month = MONTH.get(match["month"]) or int(match["month"])
            found += [(year, month, int(day)) for day in re.findall(r"\d+", match["days"])]
    return found


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def overlap(one: str, other: str) -> tuple[float, float]:
    """Overlap of word 5-grams: as a share of all (Jaccard) and of the first text's own."""
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b), len(a & b) / len(a)


def test_the_folder_holds_what_its_readme_lists() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| (20\S+)", readme, flags=re.M)) == [r.path.name for r in REPORTS]
    assert len(REPORTS) >= 14
    assert {report.path.suffix for report in REPORTS} == {".txt", ".md", ".html", ".jsonl"}
    assert sum(len(report.path.read_bytes()) for report in REPORTS) < 80_000


@each
def test_length(report: Report) -> None:
    assert 200 <= len(report.text.split()) <= 600


@each
def test_the_date_stands_in_the_file_as_its_name_says(report: Report) -> None:
    if report.path.suffix == ".jsonl":
        items = [json.loads(line) for line in report.raw.splitlines()]
        assert max(item["published"] for item in items) == report.published.isoformat()
        assert len({item["id"] for item in items}) == len(items) == 3
        for item in items:
            day = dt.date.fromisoformat(item["published"])
            assert (None, day.month, day.day) in dates(item["text"].split("(Veltrane)")[0])
        return
    head = "\n".join(report.raw.splitlines()[:12])
    day = report.published
    assert (day.year, day.month, day.day) in dates(head)


@each
def test_every_explicit_day_is_of_the_record(report: Report) -> None:
    found = dates(report.text)
    assert found
    known = DAYS | {report.published}
    month_days = {(day.month, day.day) for day in known}
    for year, month, day in found:
        if year is None:
            assert (month, day) in month_days
        else:
            assert dt.date(year, month, day) in known


@each
def test_months_with_a_year_are_of_the_record(report: Report) -> None:
    for month, year in re.findall(rf"\b({'|'.join(MONTHS.split())}) (\d{{4}})\b", report.text):
        assert (MONTH[month], int(year)) in MONTH_YEARS | {
            (report.published.month, report.published.year)
        }


@each
def test_no_day_told_lies_after_publication_unless_announced(report: Report) -> None:
    announced = {(8, 8): dt.date(2025, 7, 29), (8, 27): dt.date(2025, 8, 6)}
    for year, month, day in dates(report.text):
        told = dt.date(year, month, day) if year else None
        if told is None:
            past = [d for d in DAYS | {report.published} if (d.month, d.day) == (month, day)]
            told = min(past)
        known = announced.get((month, day), dt.date.max)
        assert min(told, known) <= report.published


@each
def test_weekdays_named_with_a_date_fall_on_it(report: Report) -> None:
    weekday = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
    day_first, month_first = rf"{_D} {_M}{_Y}", rf"{_M} {_D}{_Y}"
    before = (rf"{weekday},? {day_first}", rf"{weekday},? {month_first}")
    for pattern in (*before, rf"{day_first}, a {weekday}"):
        for match in re.finditer(pattern, report.text):
            year = int(match["year"] or 2025)
            day = dt.date(year, MONTH[match["month"]], int(match["days"]))
            assert WEEKDAYS[day.weekday()] == match["weekday"], match[0]


@each
def test_numbers_are_of_the_record(report: Report) -> None:
    text = re.sub(r"https?://\S+|\b\d\d:\d\d\b|^\d+\. |©? ?2025 The \w+ \w+", " ", report.text)
    text = re.sub(r"© \d{4}|^\d+\. ", " ", text, flags=re.M)
    for pattern in (*DATE, ISO):
        text = pattern.sub(" ", text)
    years = {str(day.year) for day in DAYS}
    for number in re.findall(r"\d[\d,.]*(?<![,.])", text):
        assert number in NUMBERS | years, number


@each
def test_only_the_quotable_words_stand_in_quotation_marks(report: Report) -> None:
    for paragraph in report.text.splitlines():
        assert paragraph.count('"') % 2 == 0
        found = re.findall(r"\"([^\"]*)\"|“([^”]*)(?:”|$)", paragraph)
        for straight, curly in found:
            assert (straight or curly).strip().rstrip(",.") in QUOTABLE
        assert not re.search(r"[«»„‟]|(?<!\w)[‘'][A-Za-z]", paragraph)


def test_every_quotable_phrase_is_used() -> None:
    everything = " ".join(report.text for report in REPORTS)
    assert all(phrase in everything for phrase in QUOTABLE)


@pytest.mark.parametrize("name", NEAR)
def test_near_copies_share_most_of_their_text(name: str) -> None:
    source, copy = BY_NAME[SOURCE].text, BY_NAME[name].text
    assert 0.60 < overlap(source, copy)[0] < 0.95
    headline, _, *body = source.strip().split("\n\n")
    assert sum(part[-60:] in copy for part in body) == len(body) - 1  # one paragraph cut
    assert headline not in copy
    assert "Veltrane" in copy


def test_spun_copy_shares_little_text_but_all_figures() -> None:
    source, copy = BY_NAME[SOURCE].text, BY_NAME[SPUN].text
    assert max(overlap(source, copy)) < 0.20
    assert dates(copy) == dates(source)
    for name in ("Trump", "Putin", "Vance", "Zelensky", "Rubio", "Lavrov", "Jeddah", "Riyadh"):
        assert copy.count(name) == source.count(name)
    assert "Foreign Minister" in source
    assert "Foreign Minister" not in copy


def test_texture() -> None:
    roundup = BY_NAME["2025-05-01-wire-roundup"].raw
    assert roundup.count("\r\n") == roundup.count("\n") > 10
    assert roundup.count("“") == roundup.count("”") + 1
    truncated = BY_NAME["2025-08-08-agency-deadline-passes"].raw
    assert re.search(r"[a-z]\Z", truncated)
    page = BY_NAME["2025-04-02-globe-anger-and-bill"].raw
    for part in ("<nav>", "<aside>", "<footer>", "application/ld+json", "article:published_time"):
        assert part in page
    assert BY_NAME["2025-06-16-analysis-two-weeks-of-silence"].raw.startswith("---\n")
    address_only = BY_NAME["2025-06-03-regional-second-round"].raw.splitlines()
    assert address_only[0].startswith("https://")
    assert not any((2025, 6, 3) in dates(line) for line in address_only[1:])
    furnished = BY_NAME["2025-05-28-portal-tapping-us-along"].raw
    for furniture in ("cookies", "Share on", "newsletter", "Related", "©"):
        assert furniture in furnished
