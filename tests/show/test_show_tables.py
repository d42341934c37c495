from __future__ import annotations

import itertools
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from show_readings import SAID, TEXT, event, make_reading, sources, span
from show_samples import empty_brief, make_brief, nasty_brief

from detente.model import Span, content_id
from detente.show.annotate import marks, render_article
from detente.show.cards import marked, of_reading, of_sources
from detente.show.tables import render_ledger, render_reading, render_relationship, render_why

replace = msgspec.structs.replace


def widest(text: str) -> int:
    return max((cell_len(line) for line in text.splitlines()), default=0)


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def every_form(width: int, color: bool) -> list[str]:
    brief, nasty, reading = make_brief(), nasty_brief(), make_reading()
    shape = {"width": width, "color": color}
    off = reading.events[0]
    return [
        render_relationship(brief.forward, names=("Aland", "Bland"), **shape),
        render_relationship(brief.forward, names=(nasty.source_name, nasty.target_name), **shape),
        render_ledger(brief.ledger, brief.as_of, **shape),
        render_ledger(nasty.ledger, None, **shape),
        render_reading(reading, **shape),
        render_article(reading, **shape),
        render_why(off, reading.article, sources(reading, off.evidence), **shape),
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_form_is_wider_than_the_terminal(width):
    for text in every_form(width, color=False):
        assert widest(text) <= width
        assert "\x1b" not in text
    for text, plain in zip(
        every_form(width, color=True), every_form(width, color=False), strict=True
    ):
        assert re.sub(r"\x1b\[[0-9;]*m", "", text) == plain


def test_a_relationship_shows_periods_newest_first_and_its_turning_points():
    text = render_relationship(
        make_brief().forward, width=110, color=False, names=("Aland", "Bland"), limit=3
    )
    assert text.startswith("Aland → Bland  cooling since 12 May 2031")
    assert "12 May 2031 (11–13 May): worse by 4.2" in text
    assert text.index("26 May–1 Jun") < text.index("19–25 May") < text.index("12–18 May")
    assert "5–11 May" not in text
    assert "23 older periods not shown" in text
    (row,) = re.findall(r"19–25 May .*", text)
    assert row.split()[2:7] == ["1", "14", "7", "−4.9", "[−6.1,"]
    assert "●" in row


def test_all_periods_are_shown_on_request_and_gaps_are_marked():
    text = render_relationship(make_brief().forward, width=80, color=False, limit=0)
    assert "not shown" not in text
    assert "ALD → BLD" in text
    assert len(re.findall(r"^· ", text, re.MULTILINE)) == 2


def test_many_records_under_a_turning_point_are_counted():
    relation = make_brief().forward
    turn = relation.turning_points[0]
    many = tuple(type(turn.evidence[0])(content_id(i), 0.1) for i in range(9))
    wide = replace(relation, turning_points=(replace(turn, evidence=many, direction="better"),
                                             replace(turn, evidence=())))  # fmt: skip
    text = render_relationship(wide, width=120, color=False)
    assert "and 3 more" in text


def test_a_relationship_without_periods_says_so():
    text = render_relationship(empty_brief().forward, width=80, color=False)
    assert "nothing to draw a curve from" in text


def test_the_ledger_names_due_days_states_and_what_closed_them():
    brief = make_brief()
    text = flat(render_ledger(brief.ledger, brief.as_of, width=80, color=False))
    for words in ("6 commitments, as of 31 May 2031", "Due within two weeks", "in 8 days",
                  "counted from 25 May 2031", "Closed", "closed by: Aland paid out",
                  "SECOND-HAND", "condition not known to be met"):  # fmt: skip
        assert words in text, words


def test_several_reports_of_one_commitment_are_counted():
    entry = make_brief().ledger[0]
    text = render_ledger([replace(entry, reports=entry.reports * 3)], None, width=80, color=False)
    assert "and 2 further reports" in text


def test_an_empty_ledger_says_so():
    assert "No promise, threat" in render_ledger([], None, width=80, color=False)


def test_a_reading_shows_each_record_with_its_marked_sentence():
    text = flat(render_reading(make_reading(), width=100, color=False))
    for words in ("Aland ends talks", "13 May 2031 (from the page's metadata)", "by A. Reporter",
                  "looks machine-paraphrased", "2 unreadable characters", "Done (2)",
                  "Aland broke off dealings with Bland", "Aland [called off] the Geneva round",
                  "SANCTION discontinue, intensity −5.6 on plover-2021", "told as history",
                  "Not done: threatened, planned, denied or imagined (1)", "denied or not done",
                  "Said to have been done (1)", "12 killed", "3 or more injured",
                  "100–200 troops", "at most 5 arrested", "an unknown number displaced",
                  "NAMED Ana Orl: “We are done”", "on record; speaking in their own name",
                  "interview with Channel 4", "Bland, stance −0.5",
                  "OFFER Aland to Bland: pay", "told as “by June”", "Bland yields (unknown)",
                  "IF Aland will pay", "contrary to fact", "confidence 74"):  # fmt: skip
        assert words in text, words


def test_a_reading_without_its_text_still_lists_its_records():
    text = render_reading(make_reading(with_text=False), width=80, color=False)
    assert "(its text is not at hand)" in text
    assert "(its words are not at hand)" in text


def test_an_empty_reading_says_so():
    bare = replace(make_reading(), events=(), statements=(), commitments=(), conditionals=())
    bare = replace(bare, article=replace(bare.article, title=None, published=None, publisher=None,
                                         bylines=(), spun=0.0, repairs=0))  # fmt: skip
    text = render_reading(bare, width=80, color=False)
    assert "Nothing was found" in text
    assert "(no title)" in text
    assert "publisher unknown; undated" in text


def test_a_statement_by_nobody_is_said_so():
    nobody = replace(SAID, speaker=None, speaker_text=None, mode="mixed", named=False, via=None,
                     venue=None, addressees=(), about=())  # fmt: skip
    text = render_reading(replace(make_reading(), statements=(nobody,)), width=80, color=False)
    assert "Somebody not named: We are done" in text
    assert "partly word for word" in text


@pytest.mark.parametrize("kind", ["event", "statement", "commitment", "conditional"])
def test_why_goes_down_to_the_sentence(kind):
    reading = make_reading(with_text=False)
    record = {
        "event": reading.events[0],
        "statement": reading.statements[0],
        "commitment": reading.commitments[0],
        "conditional": reading.conditionals[0],
    }[kind]
    text = render_why(
        record, reading.article, sources(reading, record.evidence),
        names={"ALD": "Aland", "BLD": "Bland"}, width=90, color=False,
    )  # fmt: skip
    assert record.id in text
    assert "https://herald.example/1" in text
    assert "Aland ends talks" in text
    assert "not at hand" not in text or kind == "statement"
    marks = {"event": "[called off]", "statement": "[said]", "commitment": "[pay]",
             "conditional": "[Bland yields]"}  # fmt: skip
    assert marks[kind] in text


def test_why_takes_the_article_text_where_it_is_there():
    reading = make_reading()
    bare = replace(reading.article, url=None)
    text = render_why(reading.events[0], bare, (), width=90, color=False)
    assert "[called off]" in text
    assert "https" not in text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5)), max_size=6)
)
def test_marks_that_overlap_or_lie_outside_lose_no_word(pairs):
    context = of_reading(make_reading())
    line = Span(17, 90)
    spans = [Span(start, end) for start, end in pairs]
    shown = marked(context, line, spans).plain
    assert re.sub(r"[\[\]\s]", "", shown) == re.sub(r"\s", "", TEXT[17:90])


def test_a_piece_that_no_source_holds_is_not_guessed():
    context = of_sources((), {})
    assert context.piece(0, 3) is None


def test_the_article_is_marked_in_place_and_furniture_folded():
    text = flat(render_article(make_reading(), width=100, color=False))
    assert "(2 words of page furniture)" in text
    assert "(3 words of page furniture)" in text
    assert "Subscribe" not in text
    assert "Aland [called off] SANCTION the Geneva round on [Monday] 2031-05-12." in text
    assert "[bombed] ASSAULT denied or not done Bland" in text
    assert "President Ana Orl [said] NAMED." in text
    assert "will [pay] OFFER by June" in text


def test_marks_never_overlap():
    twice = (*make_reading().events, event("again", "called"), event("inner", "off the"))
    found = marks(replace(make_reading(), events=twice))
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert span("called").start in {mark.start for mark in found}


def test_an_article_without_text_or_body_is_shown_as_far_as_it_goes():
    assert "without its text" in render_article(
        make_reading(with_text=False), width=80, color=False
    )
    reading = make_reading()
    whole = replace(reading, article=replace(reading.article, body=()))
    assert "Subscribe now!" in render_article(whole, width=80, color=False)
