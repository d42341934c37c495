from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace
from show_samples import NASTY, D, deed, empty_brief, make_brief, nasty_brief, owed, rid, source

from detente.show.brief_html import brief_html, bundle, embed_json, policy
from detente.show.words import host, link


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(brief_html(make_brief()))


@pytest.fixture(scope="module")
def hostile():
    return html.document_fromstring(brief_html(nasty_brief()))


def content_policy(tree):
    (meta,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']")
    return meta.get("content")


@pytest.mark.parametrize("tree", ["page", "hostile"])
def test_the_policy_names_every_inline_script_and_style_and_nothing_else(tree, request):
    tree = request.getfixturevalue(tree)
    rules = dict(part.strip().split(" ", 1) for part in content_policy(tree).split(";"))
    run = [node.text for node in tree.xpath("//script[not(@type)]")]
    hashes = {
        "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
        for text in run
    }
    assert len(run) == 2
    assert set(rules["script-src"].split()) == hashes
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in content_policy(tree)
    assert len(tree.xpath("//style")) == 1


@pytest.mark.parametrize("tree", ["page", "hostile"])
def test_nothing_in_the_page_asks_for_anything_or_runs_by_attribute(tree, request):
    tree = request.getfixturevalue(tree)
    assert not tree.xpath("//*[@src or @srcset or @style or @action or @background or @poster]")
    assert not tree.xpath("//link | //iframe | //object | //embed | //form | //base | //img")
    assert not [key for node in tree.iter() for key in node.attrib if key.startswith("on")]
    css = "".join(tree.xpath("//style/text()"))
    assert "url(" not in css
    assert "@import" not in css
    for address in tree.xpath("//a/@href"):
        assert address.startswith(("#", "http://", "https://")), address


def test_hostile_strings_are_shown_as_text(hostile):
    shown = hostile.text_content()
    for text in ("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}"):
        assert text in shown
    assert "⟨U+202E⟩" in shown
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x07")
    assert len(hostile.xpath("//script")) == 4


def test_only_web_addresses_become_links(hostile):
    links = hostile.xpath("//a[@href and not(starts-with(@href, '#'))]")
    outside = {a.get("href") for a in links}
    assert outside == {
        'https://herald.example/a?b=1&c="><script>alert(2)</script>',
        "http://ok.example/path",
        *(f"https://herald.example/s{i}" for i in range(len(NASTY))),
        *(f"https://herald.example/o{i}" for i in range(len(NASTY))),
        *(f"https://herald.example/t{i}" for i in range(1, 5)),
    }
    assert {a.get("rel") for a in links} == {"noopener noreferrer"}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x", True),
        ("HTTP://a.example", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https://a.example/\u202egnp", False),
        ("https://[", False),
        ("ftp://a.example", False),
        ("reports/a.txt", False),
        (None, False),
    ],
)
def test_which_addresses_are_links(url, kept):
    assert (link(url) is not None) == kept


def test_a_host_is_shown_and_never_markup():
    assert host("https://user:pw@a.example:8080/x") == "a.example"


def test_every_inner_link_has_its_place_and_places_are_unique(page, hostile):
    for tree in (page, hostile):
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for address in tree.xpath("//a/@href"):
            if address.startswith("#"):
                assert address[1:] in ids, address


def test_every_line_leads_to_its_sentence_with_publisher_and_date(page):
    lines = page.xpath("//li[contains(@class, 'line')]")
    assert len(lines) == 5 + 4 + 3 + 6
    for line in lines:
        (first, *_) = line.xpath(".//blockquote//a/@href")
        (entry,) = page.xpath(f"//li[@id='{first[1:]}']")
        quoted = entry.xpath("./blockquote")[0].text_content()
        assert quoted in line.text_content()
    entry = page.get_element_by_id(f"r-{rid('geneva')}")
    assert "Herald, 13 May 2031" in entry.text_content()
    assert "characters 10–" in entry.text_content()


def test_the_chart_places_that_the_picture_links_to_exist(page):
    links = [value for node in page.iter() for key, value in node.attrib.items()
             if key.endswith("xlink:href")]  # fmt: skip
    assert links
    ids = set(page.xpath("//@id"))
    assert {link[1:] for link in links} <= ids


def test_the_page_is_in_order_for_a_screen_reader(page):
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1
    for region in ("header", "main", "footer"):
        assert page.xpath(f"//{region}")
    for section in page.xpath("//section"):
        (label,) = page.xpath(f"//*[@id='{section.get('aria-labelledby')}']")
        assert label.tag == "h2"
    levels = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.xpath("//table/caption")
    assert {node.get("scope") for node in page.xpath("//th")} == {"col", "row"}


def test_what_the_answer_says_is_at_the_top(page):
    (top,) = page.xpath("//header")
    text = " ".join(top.text_content().replace("\u00a0", " ").split())
    for words in ("Aland → Bland", "cooling since 12 May 2031 (11–13 May)", "−5.8",
                  "[−7.0, −4.6] 90 %", "as of 31 May 2031", "9 articles, 2 of them undated",
                  ):  # fmt: skip
        assert words in text


def test_the_same_brief_gives_the_same_bytes():
    assert brief_html(make_brief()) == brief_html(make_brief())


def test_a_brief_with_nothing_in_it_needs_no_script():
    tree = html.document_fromstring(brief_html(empty_brief()))
    assert not tree.xpath("//script")
    assert "script-src 'none'" in content_policy(tree)
    assert "Nothing was found that Aland did" in tree.text_content()
    assert not tree.xpath("//section[@id='chart'] | //section[@id='evidence']")


def test_a_record_with_two_sentences_keeps_both():
    told = (source("same", "One.", "Herald", D(2031, 5, 1)), source("same", "One more.", "Daily"))
    tree = html.document_fromstring(brief_html(make_brief(deeds=(deed("same", evidence=told),))))
    entry = tree.get_element_by_id(f"r-{rid('same')}")
    assert {node.text_content() for node in entry.xpath("./blockquote")} == {"One.", "One more."}


def test_many_reports_are_listed_up_to_a_point():
    told = tuple(source(f"s{i}", "It is off.", f"Paper {i}") for i in range(10))
    tree = html.document_fromstring(brief_html(make_brief(deeds=(deed("x", evidence=told),))))
    assert "and 3 more below" in tree.text_content()
    assert len(tree.xpath("//ol[@class='evidence']/li")) >= 10


def test_odd_record_ids_make_sound_places():
    entries = tuple(replace(owed("x"), id=odd) for odd in ('a"b <c>', "a b"))
    tree = html.document_fromstring(brief_html(make_brief(ledger=entries)))
    assert tree.xpath("//li[starts-with(@id, 'c-a_22_b')]")


@given(
    st.recursive(
        st.text() | st.none() | st.booleans(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_embedded_json_cannot_end_its_element_and_reads_back(value):
    text = embed_json(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_the_library_can_stand_in_a_script_element():
    text = bundle()
    assert not re.search(r"</script|<!--|\r", text, re.IGNORECASE)
    assert bundle() is text


def test_no_script_is_allowed_where_none_is_given():
    assert "script-src 'none'" in policy("", ())


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_every_text_colour_has_enough_contrast_in_light_dark_and_print(page):
    css = "".join(page.xpath("//style/text()"))
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", block))
              for block in re.findall(r":root \{([^}]*)\}", css)]  # fmt: skip
    assert len(themes) == 3
    for theme in themes:
        for ground in ("paper", "wash", "target"):
            for ink in ("ink", "soft", "good", "bad", "link", "due"):
                one, other = sorted((luminance(theme[ink]), luminance(theme[ground])), reverse=True)
                assert (one + 0.05) / (other + 0.05) >= 4.5, (ink, ground, theme[ink])
