import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.intake import Known, article_from_text
from detente.intake.blocks import split_blocks
from detente.intake.plain import article_of
from detente.model import content_id

A = "The minister met the envoy in the capital on Friday to talk about the pipeline."
B = "A second round of talks is planned for the autumn, officials of both sides said."


def body_of(text: str, **options: object) -> list[str]:
    article = article_of(text, Known(), **options)  # type: ignore[arg-type]
    return [text[start:end] for start, end in article.body]


def test_text_is_never_changed() -> None:
    text = f"\ufeffHeadline\r\n\r\n{A}\r\nAdvertisement\r\n{B}\x00\r"
    article = article_from_text(text)
    assert article.text == text
    assert article.length == len(text)
    assert article.repairs == 0


def test_lone_surrogates_are_repaired_and_counted() -> None:
    article = article_from_text("a\ud800b\udc00")
    assert (article.text, article.repairs, article.length) == ("a\ufffdb\ufffd", 2, 4)


def test_ids_and_hashes() -> None:
    known = Known(given_id="7", publisher="The Paper")
    article = article_of(A, replace(known, published=dt.date(2019, 5, 3)))
    digest = hashlib.sha256(A.encode()).hexdigest()
    assert article.sha256 == digest
    assert article.id == content_id("The Paper", "7", "2019-05-03", digest)
    assert article.given_id == "7"
    with_url = article_of(A, Known(given_id="7", url="https://e.org/a"))
    assert with_url.id == content_id(None, "https://e.org/a", None, digest)


def test_empty_text_is_an_article() -> None:
    for text in ("", " \n\t"):
        article = article_from_text(text)
        assert (article.length, article.body, article.language) == (len(text), (), "und")


@pytest.mark.parametrize(
    ("known", "text", "published", "published_from"),
    [
        (Known(published=dt.date(2001, 1, 1)), "---\ndate: 2002-02-02\n---\n", 2001, "given"),
        (Known(), "---\ndate: 2002-02-02\n---\nPublished: 3 March 2003\n", 2002, "metadata"),
        (Known(url="https://e.org/2004/04/04/x"), "Published: 3 March 2003\n", 2003, "header"),
        (Known(url="https://e.org/2004/04/04/x"), "", 2004, "url"),
        (Known(), "https://e.org/2005/05/05/x\n", 2005, "url"),
        (Known(), "", None, "none"),
    ],
)
def test_which_date_counts(
    known: Known, text: str, published: int | None, published_from: str
) -> None:
    article = article_of(f"{text}\n{A}\n", known)
    assert (article.published.year if article.published else None) == published
    assert article.published_from == published_from


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Talks end\n\n{A}\n", "Talks end"),
        (f"Will the talks go on?\n\n{A}\n", "Will the talks go on?"),
        (f"Talks end\n{A} {B}\n", "Talks end"),
        (f"Talks end\nBy Jane Doe\n{A}\n", "Talks end"),
        (
            f"Home\nWorld\nSport\nNews\nTalks end in the capital\n\n{A}\n",
            "Talks end in the capital",
        ),
        (f"Talks end.\n\n{A}\n", None),
        (
            f"Talks end in the capital\nA second line\nA third one\n{A}\n{B}",
            "Talks end in the capital",
        ),
        (f"PARIS (AP) --\n\n{A}\n\n{B}\n", None),
        (f"1X\nTalks end in the capital\n{A}\n{B}", "Talks end in the capital"),
        (f"{A}\n\n{B}\n", None),
        ("Talks end", None),
        ("", None),
        (f"PARIS (AP) - {A}\n\n{B}", None),
        (f"---\ntitle: Given here\n---\nTalks end\n\n{A}\n", "Given here"),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert article_from_text(text).title == title


def test_a_known_title_wins() -> None:
    assert article_of(f"Talks end\n\n{A}", Known(title="T")).title == "T"


def test_what_is_given_for_a_text_wins() -> None:
    article = article_from_text(
        f"Talks end\n\nBy Jane Doe, Reuters\n3 May 2019\n\n{A}",
        published=dt.date(2020, 1, 1),
        title="T",
        url="https://e.org/a",
        publisher="P",
    )
    assert (article.title, article.url, article.publisher) == ("T", "https://e.org/a", "P")
    assert (article.published, article.published_from) == (dt.date(2020, 1, 1), "given")
    assert article.bylines == ("Jane Doe",)


def test_markdown() -> None:
    text = (
        f"Intro\n\n## **Talks** end ##\n\n{A}\n\n- [Home](/)\n- [World](/w)\n\nNext\n----\n\n{B}\n"
    )
    article = article_of(text, Known(), markdown=True)
    assert article.title == "Talks end"
    assert "[Home]" not in "".join(body_of(text, markdown=True))
    setext = article_of(f"Talks end\n===\n\n{A}\n", Known(), markdown=True)
    assert setext.title == "Talks end"


def test_front_matter_is_furniture() -> None:
    text = f"---\ntitle: T\nauthor: Jane Doe\n---\n{A}\n"
    assert body_of(text, markdown=True) == [A]
    assert article_from_text(text).bylines == ("Jane Doe",)


def test_publisher_from_the_copyright_line() -> None:
    text = f"Talks end\n\n{A}\n\n© 2019 The Daily Paper. All rights reserved.\n"
    assert article_from_text(text).publisher == "The Daily Paper"
    assert article_from_text(f"{A}\n\n© 2019\n").publisher is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n", "\r\n\r\n"])
def test_shapes_of_the_same_article(newline: str) -> None:
    parts = ["Ministers meet in the capital", "By Jane Doe", A, "Advertisement", B, "Share"]
    text = newline.join(parts)
    article = article_from_text(text)
    assert [" ".join(span.split()) for span in body_of(text)] == [parts[0], A, B]
    assert (article.title, article.bylines) == (parts[0], ("Jane Doe",))


PIECES = st.sampled_from(
    [A, B, "Share", "Home", "World | Sport | News", "By Jane Doe", "3 May 2019", "Related", "***",
     "© 2019 X", "[a](b)", "# H", "---", "date: 2019-01-01", "Read more: x", "\ufeff", "'", "“"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=14).flatmap(
        lambda parts: st.sampled_from(["\n", "\r\n", "\n\n", " "]).map(lambda s: s.join(parts))
    ),
)


@given(TEXTS, st.booleans())
def test_body_spans_lie_in_the_text_sorted_and_disjoint(text: str, markdown: bool) -> None:
    article = article_of(text, Known(), markdown=markdown)
    end = 0
    for start, stop in article.body:
        assert end <= start < stop <= article.length
        end = stop
    assert article.length == len(text)
    assert article == article_of(text, Known(), markdown=markdown)


@given(TEXTS)
def test_a_text_with_words_has_a_body(text: str) -> None:
    article = article_from_text(text)
    words = [b for b in split_blocks(article.content) if any(map(str.isalpha, b.text))]
    assert bool(article.body) or not words or text.lstrip("\ufeff").startswith(("---", "+++"))


def test_ten_thousand_quote_marks_and_five_megabytes_are_quick() -> None:
    import time

    start = time.perf_counter()
    article_from_text('"' * 10_000 + "\n" + "'\"“” " * 10_000)
    article_from_text((A + "\n") * 60_000)
    article_from_text(("a, " * 60 + "\n") * 25_000)
    assert time.perf_counter() - start < 10  # a second or two; more only when it runs away
