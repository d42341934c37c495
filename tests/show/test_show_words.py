from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from show_samples import source

from detente.model import EventType, Interval, SourceType, Status
from detente.show import acts, words

D = dt.date


def spell(first: dt.date | None, last: dt.date | None) -> Interval:
    return Interval(first, last, "span")


@pytest.mark.parametrize(
    ("first", "last", "long", "short"),
    [
        (D(2031, 5, 12), D(2031, 5, 12), "12 May 2031", "12 May"),
        (D(2031, 5, 11), D(2031, 5, 13), "11–13 May 2031", "11–13 May"),
        (D(2031, 2, 1), D(2031, 2, 28), "February 2031", "Feb"),
        (D(2032, 2, 1), D(2032, 2, 28), "1–28 February 2032", "1–28 Feb 2032"),
        (D(2031, 5, 25), D(2031, 6, 8), "25 May – 8 June 2031", "25 May–8 Jun"),
        (D(2030, 12, 30), D(2031, 1, 2), "30 December 2030 – 2 January 2031",
         "30 Dec 2030–2 Jan 2031"),
        (D(2030, 1, 1), D(2030, 12, 31), "2030", "2030"),
        (D(2029, 1, 1), D(2030, 12, 31), "2029–2030", "2029–2030"),
        (None, D(2031, 6, 8), "by 8 June 2031", "by 8 Jun"),
        (D(2030, 6, 8), None, "on or after 8 June 2030", "from 8 Jun 2030"),
        (None, None, "date unknown", "no date"),
    ],
)  # fmt: skip
def test_an_interval_says_exactly_the_days_it_holds(first, last, long, short):
    assert words.interval(spell(first, last)) == long
    assert words.interval(spell(first, last), short=True, home=2031) == short


def test_no_interval_at_all_is_said_so():
    assert words.interval(None) == "date unknown"
    assert words.latest_day(None) is None
    assert words.latest_day(spell(D(2031, 5, 1), None)) == D(2031, 5, 1)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (D(2031, 6, 8), D(2031, 6, 8), "in 8 days"),
        (D(2031, 6, 1), D(2031, 6, 1), "in 1 day"),
        (D(2031, 6, 8), D(2031, 6, 10), "in 8–10 days"),
        (D(2031, 5, 31), D(2031, 5, 31), "today"),
        (D(2031, 5, 30), D(2031, 6, 2), "now, until 2 June"),
        (D(2031, 5, 1), D(2031, 5, 28), "3 days ago"),
        (None, D(2031, 6, 8), "in 8 days"),
        (D(2031, 6, 8), None, None),
    ],
)
def test_a_due_day_is_told_as_a_distance(first, last, shown):
    assert words.distance(spell(first, last), D(2031, 5, 31)) == shown


def test_no_distance_without_two_ends():
    assert words.distance(None, D(2031, 5, 31)) is None
    assert words.distance(spell(D(2031, 6, 8), D(2031, 6, 8)), None) is None


@given(st.text())
def test_cleaned_text_holds_no_character_that_hides_or_turns_other_text(text):
    shown = words.clean(text)
    assert words.clean(shown) == shown
    shown.encode("utf-8")
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in shown)
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )
    assert "\n" not in shown


def test_joiners_that_scripts_need_stay():
    assert words.clean("👩‍👩‍👧 می‌خواهم") == "👩‍👩‍👧 می‌خواهم"


@given(st.text(min_size=1), st.integers(min_value=2, max_value=60))
def test_a_shortened_text_fits(text, limit):
    shown = words.shorten(text, limit)
    assert len(shown) <= limit
    assert shown == text or shown.endswith("…")


@given(st.floats(min_value=-10, max_value=10))
def test_a_level_never_shows_a_hyphen_or_a_negative_zero(value):
    shown = words.number(value)
    assert "-" not in shown
    assert shown != "−0.0"
    assert (shown[0] == "+") == (round(value, 1) > 0)


@given(st.floats(min_value=0, max_value=1))
def test_certainty_is_claimed_only_where_it_is_given(share):
    shown = words.percent(share)
    assert (shown == "100\u00a0%") == (share == 1)
    assert (shown == "0\u00a0%") == (share == 0)


@given(st.sets(st.text(alphabet="0123456789abcdef", min_size=24, max_size=24), min_size=1))
def test_short_ids_are_unique_beginnings(ids):
    short = words.short_ids(ids)
    assert set(short) == ids
    for full, begin in short.items():
        assert full.startswith(begin)
        assert len(begin) >= 4
        assert [other for other in ids if other.startswith(begin)] == [full]


def test_an_id_that_begins_another_still_has_a_name():
    assert words.short_ids(["abcd", "abcdef"]) == {"abcd": "abcd", "abcdef": "abcde"}


@given(st.lists(st.none() | st.floats(min_value=-10, max_value=10)))
def test_a_sparkline_has_a_mark_for_each_value_and_keeps_order(values):
    known = [value for value in values if value is not None]
    marks = words.sparkline(values)
    assert len(marks) == (len(values) if known else 0)
    shown = [(value, mark) for value, mark in zip(values, marks, strict=False) if mark != "·"]
    for value, mark in shown:
        for other, higher in shown:
            if value < other:
                assert mark <= higher


def test_every_type_and_status_has_words():
    for type_ in EventType.__args__:
        for target in ([], ["Bland"]):
            done = acts.act(type_, None, ["Aland"], target)
            undone = acts.deed(type_, None, ["Aland"], target)
            assert done.startswith("Aland ")
            assert undone.endswith(", by Aland")
            assert ("Bland" in done) == ("Bland" in undone) == bool(target)
    assert set(words.STATUSES) == set(Status.__args__)
    assert set(words.BADGES) == set(SourceType.__args__)


def test_every_mode_of_the_ontology_reads_as_a_sentence():
    from detente.knowledge.ontology import plover

    for type_ in EventType.__args__:
        for mode in plover.modes(type_):
            assert "Bland" in acts.act(type_, mode, ["Aland"], ["Bland"])
            assert "_" not in acts.deed(type_, mode, [], ["Bland"])


def test_an_unknown_doer_is_somebody():
    assert acts.act("AID", "food", [], []) == "Somebody gave aid (food)"


def test_swapped_names_give_the_mirrored_sentence():
    for type_ in EventType.__args__:
        one = acts.act(type_, None, ["Aland"], ["Bland"])
        other = acts.act(type_, None, ["Bland"], ["Aland"])
        assert one.replace("Aland", "#").replace("Bland", "Aland").replace("#", "Bland") == other


def test_a_witness_by_record_id_is_not_shown_as_a_name():
    assert words.witness("0123456789abcdef01234567") == "one of the parties"
    assert words.witness("Ana Orl") == "Ana Orl"
    assert words.witness(None) is None


def test_reports_tell_copies_from_witnesses():
    assert words.reports(3, 3) == "3 independent reports"
    assert words.reports(3, 1) == "1 independent of 3 reports"


def test_an_outlet_without_publisher_falls_back_on_host_title_or_nothing():
    told = source("x", "t", None, None)
    assert words.outlet(told) == "herald.example, undated"
    filed = replace(told, url="reports/x.txt")
    assert words.outlet(filed) == "\u201cReport x\u201d, undated"
    assert words.outlet(replace(filed, title=None)) == "publisher unknown, undated"


def test_parameters_read_as_words():
    assert words.value({"a_b": -0.000123456, "c": [1, "x"]}) == "a b −0.0001235, c 1 x"
    assert words.value(True) == "True"
