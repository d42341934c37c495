from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ET

import msgspec
import pytest
from show_samples import (
    FORWARD,
    REVERSE,
    D,
    empty_brief,
    make_brief,
    nasty_brief,
    owed,
    point,
    relationship,
    rid,
)

from detente.model import Interval
from detente.show import charts
from detente.show.chart_layers import PALETTE, marks

replace = msgspec.structs.replace


def spec_of(brief, **options):
    return charts.relationship_spec(brief.forward, brief.reverse, brief.ledger, **options)


def rows_with(spec, key):
    layers = [*spec["vconcat"][0]["layer"], spec["vconcat"][1]]
    return [row for layer in layers for row in layer["data"]["values"] if key in row]


def test_both_curves_are_there_value_for_value():
    rows = [row for row in rows_with(spec_of(make_brief(), names=("Aland", "Bland")), "low")
            if "direction" in row]  # fmt: skip
    for title, levels in (("Aland → Bland", FORWARD), ("Bland → Aland", REVERSE)):
        shown = {row["date"]: row["level"] for row in rows if row["direction"] == title}
        assert list(shown.values()) == list(levels)


def test_a_specification_is_plain_json_and_refers_to_nothing_outside():
    text = json.dumps(spec_of(make_brief(), links=True))
    assert "http" not in text.replace(charts.SCHEMA, "")
    assert '"url"' not in text


def test_ids_are_shown_where_no_names_are_given():
    assert "ALD → BLD" in json.dumps(spec_of(make_brief()), ensure_ascii=False)


def test_an_actor_and_itself_still_make_two_curves():
    titles = spec_of(make_brief(), names=("X", "X"))["vconcat"][0]["layer"][2]
    assert len(set(titles["encoding"]["color"]["scale"]["domain"])) == 2


def test_turning_points_are_numbered_in_order_and_close_ones_take_another_lane():
    points = tuple(point(D(2031, 5, day), "worse", -1.0) for day in (20, 10, 11, 12, 13))
    rows = marks(points, ["2030-12-02", "2031-06-22"], links=True, lettered=False)
    assert [row["label"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["lane"] for row in rows] == [0, 1, 2, 0, 0]
    assert rows[4]["href"] == "#turn-5"
    letters = marks(points * 6, ["2030-12-02", "2031-06-22"], links=False, lettered=True)
    assert [row["label"] for row in letters][24:28] == ["y", "z", "aa", "ab"]
    assert marks(points[:1] * 2, [], links=False, lettered=False)[1]["lane"] == 0


def test_due_days_of_one_day_share_a_rule_and_far_ones_are_left_out():
    brief = make_brief(ledger=(
        owed("a"), owed("b", text="recall the envoy"), owed("none", due=None),
        owed("next", due=Interval(D(2031, 6, 9), D(2031, 6, 9), "day")),
        owed("far", due=Interval(D(2050, 1, 1), D(2050, 1, 1), "day")),
    ))  # fmt: skip
    rows = rows_with(spec_of(brief, links=True), "state")
    by_day = {row["date"]: row for row in rows}
    assert set(by_day) == {"2031-06-08", "2031-06-09"}
    assert by_day["2031-06-08"]["what"] == "decide on tariffs; recall the envoy"
    assert by_day["2031-06-08"]["href"] == f"#c-{rid('a')}"
    assert by_day["2031-06-09"]["label"] == ""


def test_bars_tell_independent_reports_from_copies():
    rows = rows_with(spec_of(make_brief()), "kind")
    period = make_brief().forward.periods[0]
    first = [row for row in rows if row["date"] == period.start.isoformat()]
    assert [(row["kind"], row["low"], row["high"]) for row in first] == [
        ("independent", 0, period.independent),
        ("copies", period.independent, period.reports),
    ]


def test_the_svg_is_one_picture_the_same_each_time_and_without_inline_styles():
    spec = spec_of(make_brief(), names=("Aland", "Bland"), links=True)
    first = charts.svg(spec)
    assert charts.svg(spec) == first
    tree = ET.fromstring(first)
    assert tree.tag.endswith("svg")
    assert not any("style" in node.attrib for node in tree.iter())
    assert not any(node.tag.endswith(("script", "image", "foreignObject")) for node in tree.iter())
    texts = {node.text for node in tree.iter() if node.tag.endswith("text")}
    assert {"Aland → Bland", "Bland → Aland", "1", "2", "a", "due: decide on tariffs"} <= texts
    drawn = {value for node in tree.iter() for key, value in node.attrib.items()
             if key in {"fill", "stroke"}}  # fmt: skip
    assert drawn - {"none", "transparent"} <= set(PALETTE.values())


def test_hostile_names_stay_text_in_the_svg():
    brief = nasty_brief()
    tree = ET.fromstring(charts.svg(spec_of(brief, names=(brief.source_name, brief.target_name))))
    assert not any(node.tag.endswith("script") for node in tree.iter())


@pytest.mark.parametrize("weeks", [0, 1, 2, 8, 200])
def test_any_length_can_be_drawn(weeks):
    relation = relationship("ALD", "BLD", tuple(float(i % 9 - 4) for i in range(weeks)))
    spec = charts.relationship_spec(relation, replace(relation, periods=()), ())
    assert charts.svg(spec).startswith("<svg")
    assert spec["description"]


def test_a_period_after_the_last_day_seen_keeps_its_own_end():
    relation = replace(make_brief().forward, as_of=D(2020, 1, 1))
    assert rows_with(charts.relationship_spec(relation, relation, ()), "low")


def test_png_is_a_picture_of_the_asked_scale():
    spec = spec_of(make_brief())
    sizes = [struct.unpack(">II", charts.png(spec, scale)[16:24]) for scale in (1.0, 2.0)]
    assert charts.png(spec, 1.0)[:8] == b"\x89PNG\r\n\x1a\n"
    assert sizes[1][0] == pytest.approx(2 * sizes[0][0], abs=2)


def test_element_ids_are_counted_from_zero():
    shifted = '<g id="clip17"/><path clip-path="url(#clip17)"/><g id="gradient_3"/>'
    assert charts._renumber(shifted) == (
        '<g id="part0"/><path clip-path="url(#part0)"/><g id="part1"/>'
    )


def test_an_empty_pair_says_that_there_is_nothing_to_draw():
    assert "nothing to draw" in spec_of(empty_brief())["description"]
