from __future__ import annotations

import msgspec
from show_samples import D, deed, make_brief, owed, point, rid, source, statement

from detente.model import Interval
from detente.show import words
from detente.show.lines import counted_from, ledger_groups
from detente.show.view import months, of_brief, point_day

replace = msgspec.structs.replace


def test_lines_stand_under_the_turning_point_that_rests_on_them():
    view = of_brief(make_brief())
    assert [group.number for group in view.turns] == [2, 1]
    assert [line.id for line in view.turns[0].lines] == [
        rid("geneva"),
        rid("partner"),
        rid("tariff"),
    ]
    assert [line.id for line in view.turns[1].lines] == [rid("rebuke")]
    assert [line.id for line in view.deeds.lines] == [rid("raid"), rid("aid")]
    assert {line.id for line in view.said.lines} == {rid("anon"), rid("min")}


def test_a_turning_point_finds_a_deed_by_any_of_its_reports():
    brief = make_brief()
    forward = replace(
        brief.forward, turning_points=(point(D(2031, 5, 12), "worse", -4.0, rid("geneva b")),)
    )
    view = of_brief(replace(brief, forward=forward))
    assert [line.id for line in view.turns[0].lines] == [rid("geneva")]


def test_no_line_stands_twice():
    brief = make_brief()
    same = (point(D(2031, 2, 3), "worse", -1.0, rid("geneva")),
            point(D(2031, 5, 12), "better", 0.0, rid("geneva"), "unknown"))  # fmt: skip
    view = of_brief(replace(brief, forward=replace(brief.forward, turning_points=same)))
    assert [len(group.lines) for group in view.turns] == [1, 0]
    assert view.turns[1].empty
    assert "by 0" not in view.turns[0].title
    assert view.head.trend.startswith("warming since 12 May 2031")


def test_the_newest_deed_comes_first_and_undated_ones_last():
    deeds = (
        deed("a", when=None),
        deed("b", when=Interval(D(2031, 1, 1), D(2031, 1, 31), "month")),
        deed("c"),
    )
    brief = make_brief(deeds=deeds)
    view = of_brief(replace(brief, forward=replace(brief.forward, turning_points=())))
    assert [line.id for line in view.deeds.lines] == [rid("c"), rid("b"), rid("a")]
    assert view.deeds.title == "What was done"
    assert view.head.trend == "no turning point found"


def test_commitments_are_sorted_under_the_headings_of_the_ledger():
    entries = (
        owed("soon"),
        owed("last", due=Interval(D(2031, 6, 14), D(2031, 6, 14), "day")),
        owed("after", due=Interval(D(2031, 6, 15), D(2031, 6, 15), "day")),
        owed("past", due=Interval(D(2031, 5, 30), D(2031, 5, 30), "day")),
        owed("silent", status="no evidence found"),
        owed("vague", due=None),
        owed("broken", status="broken", superseded_by=rid("soon"), condition_status="met"),
    )
    groups = {group.title: [line.id for line in group.lines]
              for group in ledger_groups(entries, D(2031, 5, 31))}  # fmt: skip
    assert groups == {
        "Due within two weeks": [rid("soon"), rid("last")],
        "Overdue, and no evidence found of what became of it": [rid("past"), rid("silent")],
        "Open": [rid("after")],
        "Open, with no date or condition by which it could be judged": [rid("vague")],
        "Closed": [rid("broken")],
    }


def test_without_a_day_nothing_is_due_or_overdue():
    titles = [group.title for group in ledger_groups((owed("soon"), owed("vague", due=None)), None)]
    assert titles == ["Open", "Open, with no date or condition by which it could be judged"]


def test_what_a_due_date_rests_on_is_said_in_words():
    assert counted_from("document") == "counted from the date of the report"
    assert counted_from("2031-02-30") == "told as “2031-02-30”"


def test_a_statement_says_who_and_per_whom():
    lines = of_brief(make_brief(statements=(
        statement("x", speaker=None, source_type="unattributed", named=False, capacity="unknown",
                  mode="mixed", words="it is over", stance=0.5,
                  evidence=(source("x", "It is over.", None),)),
    ))).said.lines  # fmt: skip
    assert lines[0].words == "Somebody not named: it is over"
    assert lines[0].badge == "UNATTRIBUTED"
    assert lines[0].note == "not by name, partly word for word"
    assert lines[0].more is None
    assert lines[0].tone == "good"


def test_months_take_the_last_level_of_each_and_keep_gaps():
    relation = make_brief().forward
    shown = months(relation, 99)
    assert [words.month(date) for date, _ in shown] == [
        "December 2030", "January 2031", "February 2031", "March 2031", "April 2031", "May 2031",
    ]  # fmt: skip
    assert shown[-1] == (D(2031, 5, 31), -5.8)
    bare = replace(
        relation,
        as_of=None,
        periods=tuple(replace(period, covered=False) for period in relation.periods),
    )
    assert {level for _, level in months(bare, 2)} == {None}
    assert len(months(bare, 2)) == 2


def test_a_turning_point_of_one_day_shows_no_range():
    single = replace(
        point(D(2031, 5, 12), "worse", 1.0), earliest=D(2031, 5, 12), latest=D(2031, 5, 12)
    )
    assert point_day(single) == "12 May 2031"
    assert point_day(point(D(2031, 1, 1), "worse", 1.0)) == (
        "1 January 2031 (31 December 2030 – 2 January 2031)"
    )


def test_the_command_survives_a_shell():
    import shlex

    brief = make_brief(source_name="A'; rm -rf /", target_name="B $(x)")
    assert shlex.split(of_brief(brief).command) == [
        "detente", "brief", "A'; rm -rf /", "B $(x)", "--as-of", "2031-05-31",
    ]  # fmt: skip


def test_both_methods_are_named_once():
    brief = make_brief()
    rows = of_brief(replace(brief, method=replace(brief.method, name="brief"))).method
    labels = [label for label, _ in rows]
    assert labels.count("Method") == 1
    assert labels.count("Level by") == 1
    assert labels.count("step") == 1
