from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from show_samples import D, deed, empty_brief, make_brief, nasty_brief, owed, source, statement

from detente.show.brief_text import render_brief

replace = msgspec.structs.replace
MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("aé \u00adx-—\u202e\x1b\t\n👩\u200d🇺🇳👍🏽東京かﾊ한ش\u0301\ufe0f\ud800"),
        st.characters(),
    ),
    max_size=60,
)


def widest(text: str) -> int:
    return max(cell_len(line) for line in text.splitlines())


@pytest.mark.parametrize("width", [60, 72, 80, 96, 120, 160])
@pytest.mark.parametrize("make", [make_brief, nasty_brief, empty_brief])
def test_no_line_is_wider_than_the_terminal(width, make):
    text = render_brief(make(), width=width, color=False)
    assert widest(text) <= width
    assert "\x1b" not in text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=60, max_value=160), st.lists(MIXED, min_size=6, max_size=6))
def test_no_text_of_a_report_breaks_the_width(width, texts):
    a, b, c, d, e, f = texts
    brief = make_brief(
        source_name=a,
        target_name=b,
        deeds=(deed("x", source_names=(c,), mode=d, said_by=e, evidence=(source("x", f, e),)),),
        statements=(statement("y", speaker=b, words=c, evidence=(source("y", f, d),)),),
        ledger=(owed("z", text=e, condition_text=a, due_anchor=f, holder_names=(b,)),),
        unsure=(c, d),
    )
    text = render_brief(brief, width=width, color=False)
    text.encode("utf-8")
    assert widest(text) <= width
    assert not set(text) & set("\x1b\r\t\u202e\u00ad")


def test_the_first_line_is_the_answer():
    first = render_brief(make_brief(), width=160, color=False).splitlines()[0]
    assert first == (
        "Aland → Bland  cooling since 12 May 2031 (11–13 May), level −5.8 [−7.0, −4.6] (90 %), "
        "was +1.2 in May"
    ).replace("90 %", "90\u00a0%")


def test_every_section_and_its_sentences_are_there():
    text = render_brief(make_brief(), width=120, color=False)
    flat = " ".join(text.replace("│", " ").split())
    for word in ("why (2) 12 May 2031", "owed Due within two weeks", "not done", "said", "reverse",
                 "unsure", "in 8 days", "Overdue, and no evidence found", "level by month",
                 "NAMED President Ana Orl: “a partner in name only”",
                 "on record, word for word, per Herald",
                 "THREATENED", "DENIED", "CONSIDERED", "HYPOTHETICAL", "CLAIMED", "ANON",
                 "Bland’s envoy said so, per Gazette; not told as a fact",
                 "Aland called off the Geneva round on Monday", "Herald, 13 May 2031",
                 "3 independent of 4 reports", "closed by: Aland paid out",
                 "detente brief Aland Bland --as-of 2031-05-31", "hash of ontology"):  # fmt: skip
        assert word in flat, word
    assert text.index("(2) 12 May") < text.index("(1) 3 February")


def test_colour_adds_only_escape_sequences():
    plain = render_brief(make_brief(), width=80, color=False)
    coloured = render_brief(make_brief(), width=80, color=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_where_nothing_is_told_the_brief_says_so():
    text = render_brief(empty_brief(), width=80, color=False)
    assert "Nothing was found that Aland did to, said of or owes Bland in 3 articles" in text
    assert "That is no sign of calm" in " ".join(text.split())
    assert "level by month" not in text


def test_a_curve_without_incidents_claims_no_trend():
    brief = make_brief()
    still = tuple(replace(period, incidents=0.0, counts={}) for period in brief.forward.periods)
    quiet = replace(brief.forward, periods=still, turning_points=())
    text = render_brief(replace(brief, forward=quiet), width=100, color=False)
    assert text.splitlines()[0].startswith(
        "Aland → Bland  no incident in these reports, level −5.8"
    )


def test_long_lists_are_cut_with_a_count():
    many = tuple(deed(f"d{i}", when=None) for i in range(20))
    text = render_brief(make_brief(deeds=many), width=80, color=False)
    assert "and 8 more: the HTML form lists them all" in text


def test_many_reports_of_one_act_are_named_once_each():
    told = tuple(source("same", "It is off.", f"Paper {i}", D(2031, 5, 12)) for i in range(5))
    text = render_brief(
        make_brief(deeds=(deed("same", evidence=(*told, told[0])),)), width=120, color=False
    )
    assert "also in: Paper 1, 12 May 2031; Paper 2, 12 May 2031; and 2 more" in text


def test_a_line_without_sentences_still_stands():
    text = render_brief(make_brief(deeds=(deed("bare", evidence=()),)), width=80, color=False)
    assert "Aland broke off dealings with Bland" in text


def test_the_same_brief_gives_the_same_text():
    first = render_brief(make_brief(), width=80, color=True)
    assert first == render_brief(make_brief(), width=80, color=True)


def test_the_environment_does_not_matter(monkeypatch):
    first = render_brief(make_brief(), width=80, color=True)
    for name, value in (("NO_COLOR", "1"), ("COLUMNS", "20"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    assert render_brief(make_brief(), width=80, color=True) == first


def test_an_undated_as_of_leaves_distances_out():
    text = render_brief(make_brief(as_of=None), width=100, color=False)
    assert "in 8 days" not in text
    assert "all dates" in text
