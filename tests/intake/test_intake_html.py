import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ItemError
from detente.intake import Known, pages
from detente.intake.assemble import Origin
from detente.intake.pages import page_article
from detente.intake.visible import parse_page, visible_text
from detente.model import Article

PARAGRAPHS = [
    f"The {order} paragraph tells how the minister met the envoy in the capital on Friday and "
    "what the two of them <b>agreed</b> on &amp; what they left open for later talks."
    for order in ("first", "second", "third", "fourth", "fifth")
]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(story: str = STORY, head: str = "", top: str = "") -> str:
    return (
        f"<!doctype html><html lang='en-GB'><head><title>Talks end | The Paper</title>{head}"
        "<style>p{color:red}</style></head><body>"
        "<header><a href='/'>The Paper</a><nav><ul><li><a href='/w'>World</a><li>"
        "<a href='/s'>Sport</a></ul></nav></header>"
        f"<article><h1>Talks end in the capital</h1>{top}{story}</article>"
        "<aside><h3>Most read</h3><a href='/o'>Gas prices fall again</a></aside>"
        "<footer><p>Copyright 2019 The Paper. All rights reserved.</p></footer>"
        "<script>var x = '<p>not text</p>'</script></body></html>"
    )


def read(markup: str, *, known: Known | None = None, address: str | None = None) -> Article:
    return page_article(
        markup, known or Known(), Origin(sha256="0" * 64), source="p.html", address=address
    )


def body(article: Article) -> str:
    return "\n".join(article.content[start:end] for start, end in article.body)


def test_text_is_the_whole_visible_page_and_body_the_story() -> None:
    article = read(page())
    lines = article.content.splitlines()
    assert lines[:3] == ["The Paper", "World", "Sport"]
    assert "Gas prices fall again" in lines
    assert "not text" not in article.content
    assert "agreed on & what" in article.content
    story = body(article).splitlines()
    assert story[0] == "Talks end in the capital"
    assert len(story) == 1 + len(PARAGRAPHS)


def test_furniture_inside_the_story_is_marked() -> None:
    story = STORY.replace("</p>", "</p><p>Sign up for our newsletter to get more news.</p>", 1)
    article = read(page(story + "<div>Share this article</div>"))
    assert "newsletter" in article.content
    assert "newsletter" not in body(article)
    assert "Share this" not in body(article)


HEAD = (
    "<meta property='og:site_name' content='The Daily Paper'>"
    "<meta property='article:published_time' content='2019-05-03T23:30:00-04:00'>"
    "<meta property='article:modified_time' content='2019-06-01T10:00:00Z'>"
    "<meta name='author' content='Jane Doe'>"
    "<link rel='canonical' href='https://example.org/2019/05/04/talks'>"
)


def test_facts_of_the_markup() -> None:
    article = read(page(head=HEAD))
    assert (article.published, article.published_from) == (dt.date(2019, 5, 3), "metadata")
    assert article.publisher == "The Daily Paper"
    assert article.url == "https://example.org/2019/05/04/talks"
    assert article.bylines == ("Jane Doe",)
    assert article.title is not None
    assert article.title.startswith("Talks end")
    assert article.language == "en"


def test_json_ld_and_time_elements() -> None:
    data = (
        '<script type="application/ld+json">{"@context":"https://schema.org",'
        '"@type":"NewsArticle","headline":"Talks end",'
        '"datePublished":"2019-05-03T10:00:00Z","dateModified":"2019-05-09","author":'
        '{"@type":"Person","name":"Jane Doe"},"publisher":{"name":"The Daily Paper"}}</script>'
    )
    article = read(page(head=data))
    assert (article.published, article.published_from) == (dt.date(2019, 5, 3), "metadata")
    assert article.bylines == ("Jane Doe",)
    timed = read(page(top="<time datetime='2019-05-03T10:00'>on Friday</time>"))
    assert (timed.published, timed.published_from) == (dt.date(2019, 5, 3), "metadata")


def test_dates_elsewhere_on_the_page_are_not_the_articles() -> None:
    story = STORY + "<p>The accord of 7 March 1998 had been signed in the same hall, they said.</p>"
    markup = page(story).replace("</aside>", "<time datetime='2011-01-01'>old</time></aside>")
    assert read(markup).published is None


@pytest.mark.parametrize(
    "top",
    ["<p class=date>03/05/2019</p>", "<time>3 May</time>", "<time>2 days ago</time>",
     "<h1>Accord of 3 May 2019 falls</h1>", "<p class=date>May 2019</p>"],
)  # fmt: skip
def test_no_date_is_guessed(top: str) -> None:
    assert read(page(top=top).replace("<h1>Talks end in the capital</h1>", "")).published is None


def test_ambiguous_metadata_is_no_date_and_a_site_clock_neither() -> None:
    assert read(page(head="<meta name=date content='03/05/2019'>")).published is None
    clear = read(page(head="<meta name=date content='25/05/2019'>"))
    assert clear.published == dt.date(2019, 5, 25)
    clock = page().replace("<nav>", "<span class=date>Sunday, 5 January 2020</span><nav>")
    assert read(clock).published is None


def test_a_visible_date_element() -> None:
    article = read(page(top="<p class='published-on'>Friday, 3 May 2019</p>"))
    assert article.published == dt.date(2019, 5, 3)


def test_header_line_then_url_give_the_date() -> None:
    header = read(page(top="<p>Published: 3 May 2019</p><p>By Jane Doe</p>"))
    assert (header.published, header.published_from) == (dt.date(2019, 5, 3), "header")
    assert header.bylines == ("Jane Doe",)
    assert "Jane Doe" not in body(header)
    url = read(page(), address="https://example.org/2019/05/04/x")
    assert (url.published, url.published_from) == (dt.date(2019, 5, 4), "url")


def test_an_earlier_printed_publication_beats_metadata_of_a_revision() -> None:
    head = "<meta property='article:published_time' content='2019-06-09'>"
    article = read(page(head=head, top="<p>Published: 3 May 2019</p>"))
    assert (article.published, article.published_from) == (dt.date(2019, 5, 3), "header")
    later = read(page(head=head, top="<p>Published: 3 July 2019</p>"))
    assert (later.published, later.published_from) == (dt.date(2019, 6, 9), "metadata")


def test_what_is_known_wins() -> None:
    known = Known(title="T", publisher="P", published=dt.date(2001, 1, 1), url="https://e.org/k")
    article = read(page(head=HEAD), known=known)
    assert (article.title, article.publisher, article.url) == ("T", "P", "https://e.org/k")
    assert (article.published, article.published_from) == (dt.date(2001, 1, 1), "given")


def test_canonical_address_counts_only_on_the_host_that_sent_the_page() -> None:
    same = read(page(head=HEAD), address="https://www.example.org/x?utm=1")
    assert same.url == "https://example.org/2019/05/04/talks"
    other = read(page(head=HEAD), address="https://mirror.example.net/x")
    assert other.url == "https://mirror.example.net/x"
    broken = read(page(head=HEAD), address="http://[x")
    assert broken.url == "http://[x"


def test_hidden_elements_are_left_out() -> None:
    markup = (
        "<p>Seen one.</p><p hidden>no</p><p style='display: none'>no</p><template>no</template>"
        "<noscript>no</noscript><div style='VISIBILITY:hidden'><p>no</p></div><p>Seen two."
    )
    assert read(markup).content.splitlines() == ["Seen one.", "Seen two."]


def test_lines_of_the_visible_text() -> None:
    markup = (
        "<div>One <i>in</i>line<br>two<ul><li>three<li>four</ul><h2>five</h2>tail"
        "<table><tr><td>a<td>b</table><pre>six\nsix\n\nseven</pre></div>"
    )
    text, blocks = visible_text(parse_page(markup, source="x"))
    lines = ["One inline", "two", "three", "four", "five", "tail", "a b", "six six", "seven"]
    assert text.splitlines() == lines
    assert [block.text for block in blocks] == lines
    assert [block.level for block in blocks][4:6] == [2, 0]
    assert all(text[block.start : block.end] == block.text for block in blocks)


def test_links_and_navigation_are_noted() -> None:
    _, blocks = visible_text(
        parse_page("<nav>a</nav><p><a href=x>link</a></p><p>no</p>", source="x")
    )
    assert [block.aside for block in blocks] == [True, False, False]
    assert [block.linked for block in blocks] == [0.0, 1.0, 0.0]


def test_header_of_the_article_is_no_navigation() -> None:
    _, blocks = visible_text(
        parse_page("<header>a</header><article><header>b</header></article>", source="x")
    )
    assert [block.aside for block in blocks] == [True, False]


@pytest.mark.parametrize("markup", ["", " \n", "<!-- only -->", "<html></html>", "\ufeff"])
def test_pages_without_text_are_empty_articles(markup: str) -> None:
    article = read(markup)
    assert (article.text, article.body) == ("", ())


def test_broken_markup_is_read() -> None:
    markup = "<html><body><div><p>Un<b>closed <i>tags</b> &nosuch; &#x1; <p <p>more <<<>"
    assert read(markup).content.startswith("Unclosed tags &nosuch;")


def test_xml_declaration_is_no_hindrance() -> None:
    assert "agreed" in read("<?xml version='1.0' encoding='koi8-r'?>" + page()).content


def test_too_deep_is_rejected_and_deep_is_read() -> None:
    with pytest.raises(ItemError, match="nested"):
        read("<div>" * 100_000 + "text")
    assert read("<div>" * 700 + "A text far down in the page." + "</div>" * 700).content


def test_without_extraction_the_line_classifier_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_ELEMENTS", 1)
    article = read(page())
    story = body(article)
    assert "first paragraph" in story
    assert "Gas prices fall again" not in story
    assert "Copyright" not in story
    assert story.startswith("Talks end in the capital")


def test_an_extraction_that_cannot_be_located_becomes_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "_main_text", lambda tree: "Something else altogether.\n\nAnd more.")
    article = read(page())
    assert article.text == "Something else altogether.\n\nAnd more."
    assert body(article) == article.text


def test_faults_of_the_extraction_are_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura
    import trafilatura.metadata

    def fail(*_: object, **__: object) -> None:
        raise IndexError("a fault of the library")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    monkeypatch.setattr(trafilatura.metadata, "extract_metadata", fail)
    article = read(page(head=HEAD), address="https://e.org/a")
    assert "first paragraph" in body(article)
    assert (article.published, article.url) == (dt.date(2019, 5, 3), "https://e.org/a")


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    read("<p>x")
    read("<html></html>")
    assert capfd.readouterr() == ("", "")


def test_odd_attributes_and_elements_are_no_fault() -> None:
    markup = page(
        head="<meta name='date' content='\x01bad'><meta name='x' content='&#1;'>",
        top="<o:p class='date'>3 May 2019</o:p><p class='author' \"odd=1>J&#2;</p>"
        + "<div class='date'>"
        + "x" * 400
        + "</div><nav><p class=date>1 May 1999</p></nav>",
    )
    assert "first paragraph" in body(read(markup))


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<nav>", "<a href=x>", "</a>", "<h1>", "<br>", "<b>",
     "<!--", "-->", "<table><tr><td>", "<pre>", "<script>", "</script>", "&#0;", "&#xD800;",
     "&#xfffe;", "&amp", "<time>", "<p class=date>", "<svg>", "<p hidden>", "<frameset>", "<li>",
     "\x01", "\ufffe", "\u2028", " text of a story. ", "3 May 2019"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=12)), max_size=25).map("".join))
def test_any_markup_gives_an_article_with_sound_spans(markup: str) -> None:
    article = read(markup)
    end = 0
    for start, stop in article.body:
        assert end <= start < stop <= article.length
        end = stop
    assert article.length == len(article.content)
    article.content.encode("utf-8")
    assert article == read(markup)
