import datetime as dt

import pytest

from detente.intake.blocks import split_blocks
from detente.intake.frontmatter import front_matter, split_people
from detente.intake.header import Header, is_publisher, read_header

PROSE = "\n\nThe two ministers met in the capital on Friday and agreed to meet again in autumn.\n"


def header(lines: str, url: str | None = None) -> Header:
    return read_header(split_blocks(lines + PROSE), url=url)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("By JANE DOE, Reuters", ["JANE DOE"]),
        ("Jane Doe, Reuters", ["Jane Doe"]),
        ("By Ludwig van der Berg in Amsterdam", ["Ludwig van der Berg"]),
        ("Von Anna Müller", ["Anna Müller"]),
        ("By Jane Doe, Diplomatic Correspondent", ["Jane Doe"]),
        ("By Jane Doe | May 3, 2019", ["Jane Doe"]),
        ("Автор: Иван Иванов", ["Иван Иванов"]),
    ],
)
def test_bylines(line: str, names: list[str]) -> None:
    found = header("Ministers meet in the capital\n" + line)
    assert found.bylines[: len(names)] == names
    assert 1 in found.lines


@pytest.mark.parametrize(
    "line",
    ["By Friday the talks had ended", "By sea and by land", "Jane Doe, Minister", "By 2019",
     "Paris, Friday", "Source: minister to resign over talks"],
)  # fmt: skip
def test_what_is_no_byline(line: str) -> None:
    found = header("Ministers meet in the capital\n" + line)
    assert found.bylines == []
    assert found.publisher is None
    assert found.lines == set()


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("Published: Fri, 3 May 2019 10:15 EDT", 3),
        ("May 3, 2019 10:15 p.m. ET", 3),
        ("Updated May 5, 2019\nPublished May 3, 2019", 3),
        ("Published May 3, 2019 Updated May 5, 2019", 3),
        ("Last updated: 5 May 2019", 5),
        ("MAY 3, 2019 / 10:15 AM / UPDATED 2 YEARS AGO", 3),
        ("Date: 2019-05-03", 3),
        ("PARIS, 3 May 2019", 3),
        ("By Jane Doe, 3 May 2019, 5 min read", 3),
    ],
)
def test_dates(lines: str, day: int) -> None:
    found = header("Ministers meet in the capital\n" + lines)
    assert found.published == dt.date(2019, 5, day)
    assert found.lines


@pytest.mark.parametrize(
    "line", ["Treaty of 3 May 2019 falls apart", "Since 3 May 2019 nothing has moved"]
)
def test_a_date_in_a_sentence_is_not_the_articles(line: str) -> None:
    assert header(line).published is None


def test_agency_and_date_of_the_dateline() -> None:
    text = "WASHINGTON, May 3 (Reuters) - The minister left for home on Friday after the talks."
    plain = read_header(split_blocks(text))
    assert (plain.publisher, plain.published) == ("Reuters", None)
    with_year = read_header(split_blocks(text), url="https://e.org/2019/world/x")
    assert with_year.published == dt.date(2019, 5, 3)
    whole = read_header(split_blocks(text.replace("May 3", "May 3, 2019")))
    assert whole.published == dt.date(2019, 5, 3)
    assert whole.lines == set()


@pytest.mark.parametrize(
    ("opening", "publisher"),
    [
        ("PARIS (AP) — The", "AP"),
        ("Moscow. /TASS/. The", "TASS"),
        ("NAIROBI, Kenya (AP) _ The", "AP"),
        ("BEIJING, May 3 (Xinhua) -- The", "Xinhua"),
        ("The minister (left) - a", None),
        ("PARIS — The", None),
    ],
)
def test_publisher_of_a_dateline(opening: str, publisher: str | None) -> None:
    text = opening + " minister left for home on Friday after the talks had ended."
    assert read_header(split_blocks(text)).publisher == publisher


def test_byline_of_an_agency_is_its_publisher() -> None:
    found = header("Ministers meet\nBy Reuters Staff")
    assert (found.bylines, found.publisher) == ([], "Reuters")
    assert header("Ministers meet\nBy Staff Writer").bylines == []


def test_stated_lines() -> None:
    found = header(
        "Title: Talks end\nSource: The Daily Paper\nURL: https://e.org/a\nAuthor: A. Doe"
    )
    assert (found.title, found.publisher) == ("Talks end", "The Daily Paper")
    assert (found.url, found.bylines) == ("https://e.org/a", ["A. Doe"])
    assert found.lines == {0, 1, 2, 3}


def test_an_address_above_the_article_is_its_own() -> None:
    address = "https://e.org/2019/05/03/talks"
    assert header(address + "\nMinisters meet").url == address
    assert read_header(split_blocks("Ministers meet" + PROSE + address + "\n")).url is None


def test_names_beside_a_date_are_bylines_only_after_a_headline() -> None:
    lines = "Ministers meet in the capital\nMaria Lopez in Geneva and Tom Brown\n3 May 2019"
    found = header(lines)
    assert found.bylines == ["Maria Lopez", "Tom Brown"]
    assert found.lines == {1, 2}
    assert header("Talks Collapse\n3 May 2019").bylines == []


@pytest.mark.parametrize("line", ["Provided by The Northern Herald", "Distributed by Reuters"])
def test_who_provided_the_text(line: str) -> None:
    found = header("Ministers meet in the capital\n" + line)
    assert line.endswith(found.publisher or "?")
    assert found.lines == {1}


def test_a_labelled_date_counts_whatever_follows() -> None:
    found = header("Ministers meet in the capital\nPublished date 3 May 2019 Tags border, gas")
    assert found.published == dt.date(2019, 5, 3)


def test_places_after_a_name_are_no_names() -> None:
    assert header("Ministers meet\nVon Anna Berg, Genf").bylines == ["Anna Berg"]


def test_header_ends_with_the_second_paragraph() -> None:
    later = PROSE * 2 + "\nPublished: 3 May 2019\n"
    assert header(later).published is None


@pytest.mark.parametrize(
    ("name", "yes"),
    [("Reuters", True), ("The Daily Times", True), ("BBC News", True), ("France", False),
     ("left", False), ("Foreign Minister", False)],
)  # fmt: skip
def test_is_publisher(name: str, yes: bool) -> None:
    assert is_publisher(name) is yes


def test_front_matter() -> None:
    text = (
        "\ufeff---\n"
        'title: "Talks end: what now"\n'
        "Publish-Date: 2019-05-03T10:00:00Z\n"
        "authors:\n"
        "  - Jane Doe\n"
        "  - 'John Smith'\n"
        "tags: [a, b]\n"
        "empty:\n"
        "source: The Daily Paper # a comment\n"
        "link: https://e.org/a\n"
        "---\n"
        "Body.\n"
    )
    stated, begins = front_matter(text)
    assert stated.title == "Talks end: what now"
    assert stated.published == dt.date(2019, 5, 3)
    assert stated.bylines == ["Jane Doe", "John Smith"]
    assert stated.publisher == "The Daily Paper"
    assert stated.url == "https://e.org/a"
    assert text[begins:] == "Body.\n"


def test_toml_front_matter() -> None:
    stated, begins = front_matter('+++\ntitle = "Talks end"\ndate = 2019-05-03\n+++\nBody')
    assert (stated.title, stated.published) == ("Talks end", dt.date(2019, 5, 3))
    assert begins > 0


@pytest.mark.parametrize(
    "text",
    ["", "---", "--- not alone\na: b\n---\n", "---\nno keys here\n---\n", "---\na: b\nnever closed",
     "---\n---\ntext", "text\n---\na: b\n---\n"],
)  # fmt: skip
def test_what_is_no_front_matter(text: str) -> None:
    assert front_matter(text)[1] == 0


def test_split_people() -> None:
    assert split_people("[Jane Doe; by John Smith & Ann Lee]") == [
        "Jane Doe",
        "John Smith",
        "Ann Lee",
    ]
