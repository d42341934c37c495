from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from show_samples import NASTY, empty_brief, make_brief, nasty_brief

from detente.show.brief_markdown import brief_markdown, escape


def test_the_sections_and_sentences_are_there():
    text = brief_markdown(make_brief())
    for words in ("# Aland → Bland\n", "## Why\n", "### (2) 12 May 2031", "## Owed\n",
                  "## Not done\n", "## Also said\n", "## The other direction\n", "## Unsure\n",
                  "> Aland called off the Geneva round on Monday, its foreign ministry said",
                  "[Herald, 13 May 2031](<https://herald.example/geneva>)",
                  "closed by: Aland paid out", "Also in: ",
                  "`detente brief Aland Bland --as-of 2031-05-31`"):  # fmt: skip
        assert words in text, words


def test_where_nothing_is_told_it_says_so():
    text = brief_markdown(empty_brief())
    assert "Nothing was found that Aland did to" in text
    assert "## Why" not in text


def test_hostile_strings_stay_text():
    text = brief_markdown(nasty_brief())
    bare = re.sub(r"\\.", "", text)
    # In the code spans and the addresses of links nothing else is acted upon.
    bare = re.sub(r"(`+) ?.*?\1", "", bare)
    bare = re.sub(r"\]\(<https?://[^<>\s]*>\)", "]", bare)
    assert "<" not in bare
    assert "javascript:" not in re.sub(r"\\", "", "".join(re.findall(r"\]\(<[^>]*>\)", text)))
    assert not re.search(r"https?://", bare)
    assert "{{" not in bare


@given(st.text() | st.sampled_from(NASTY))
def test_escaped_text_reads_back(text):
    from detente.show.words import clean

    shown = escape(text)
    assert re.sub(r"\\([\\`*_{}\[\]<>#|~&!$@^=:.])", r"\1", shown) == clean(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>&|]", shown)


def test_code_with_backticks_keeps_its_fence():
    text = brief_markdown(make_brief(source_name="a``b"))
    assert "``` detente brief 'a``b' Bland --as-of 2031-05-31 ```" in text
