"""The layers of a relationship chart: gaps, curves with bands, turning points, due days, bars.

Each function turns values into Vega-Lite 5 layers with their rows inside; `charts` puts them
together. Times are days in UTC, so that no reader's time zone shifts them.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from ..model import LedgerEntry, Period, Relationship, TurningPoint
from . import words

PALETTE = {
    "forward": "#1b5e9e",
    "reverse": "#a8590a",
    "copies": "#a9c3dd",
    "due": "#b3261e",
    "ink": "#22272e",
    "soft": "#5b6470",
    "grid": "#e4e7eb",
    "zero": "#8b95a1",
    "gap": "#eef0f2",
    "paper": "#ffffff",
}
"""Every colour of a chart by its part; a dark page maps them one by one."""

WIDTH = 760
HEIGHT = 300
Spec = dict[str, Any]


def gaps(relation: Relationship, domain: list[str]) -> list[Spec]:
    """Shade the periods that no source covered, so that a flat curve there is not misread."""
    rows = [
        {
            "date": period.start.isoformat(),
            "until": (period.end + dt.timedelta(days=1)).isoformat(),
            "time": words.days(period.start, period.end),
            "shown": "no source covers this time",
        }
        for period in relation.periods
        if not period.covered
    ]
    axis = {"grid": False, "labels": False, "ticks": False, "domain": False}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rect", "color": PALETTE["gap"]},
            "encoding": {
                "x": _x(domain, axis),
                "x2": {"field": "until"},
                "tooltip": [{"field": "time"}, {"field": "shown", "title": "note"}],
            },
        }
    ]


def levels(relation: Relationship, title: str) -> list[Spec]:
    """Rows of one curve, placed at the middle of each period."""
    rows = []
    for period in relation.periods:
        end = last_day(relation, period)
        middle = period.start + (end - period.start) / 2
        rows.append(
            {
                "date": middle.isoformat(),
                "direction": title,
                "level": round(period.level, 3),
                "low": round(period.low, 3),
                "high": round(period.high, 3),
                "time": words.days(period.start, end),
                "shown": f"{words.number(period.level)} {words.band(period.low, period.high)}",
                "incidents": words.amount(period.incidents),
                "told": words.reports(period.reports, period.independent)
                if period.reports
                else "none",
            }
        )
    return rows


def curves(rows: list[Spec], titles: list[str]) -> list[Spec]:
    """The zero line, and for both directions the bands and the lines over them."""
    color = {
        "field": "direction",
        "type": "nominal",
        "title": None,
        "scale": {"domain": titles, "range": [PALETTE["forward"], PALETTE["reverse"]]},
        "legend": {
            "orient": "top",
            "direction": "horizontal",
            "symbolType": "stroke",
            "symbolOpacity": 1,
            "symbolSize": 260,
            "columnPadding": 24,
        },
    }
    # Dashes as well as colour: two equal curves stay visible, and so do two to the colour-blind.
    dash = {
        "field": "direction",
        "type": "nominal",
        "scale": {"domain": titles, "range": [[1, 0], [7, 3]]},
        "legend": None,
    }
    shared = {"x": _x([]), "color": color}
    level_axis = {
        "title": "hostile  \u2190  level  \u2192  cooperative",
        "values": [-10, -5, 0, 5, 10],
        "minExtent": 44,
        "maxExtent": 44,
        "labelExpr": "datum.value < 0 ? '\u2212' + (-datum.value) : datum.value > 0 ? '+' "
        "+ datum.value : '0'",
    }
    y = {"type": "quantitative", "scale": {"domain": [-10, 10]}, "axis": level_axis}
    tooltip = [
        {"field": "direction", "title": "direction"},
        {"field": "time", "title": "time"},
        {"field": "shown", "title": "level, 90\u00a0% range"},
        {"field": "incidents", "title": "incidents"},
        {"field": "told", "title": "reports"},
    ]
    few = len(rows) <= 160
    dot = {"filled": True, "size": 16, "opacity": 1} if few else False
    data = {"values": rows}
    return [
        {
            "data": {"values": [{"level": 0}]},
            "mark": {"type": "rule", "color": PALETTE["zero"], "strokeWidth": 1.2},
            "encoding": {"y": {**y, "field": "level"}},
        },
        {
            "data": data,
            "mark": {"type": "area", "opacity": 0.16, "line": False, "aria": False},
            "encoding": {
                **shared,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
            },
        },
        {
            "data": data,
            "mark": {"type": "line", "strokeWidth": 2, "point": dot},
            "encoding": {
                **shared,
                "strokeDash": dash,
                "y": {**y, "field": "level"},
                "tooltip": tooltip,
            },
        },
    ]


def marks(
    points: Sequence[TurningPoint], domain: list[str], *, links: bool, lettered: bool
) -> list[Spec]:
    """Rows for turning points; close neighbours are put on another lane of labels."""
    ordered = sorted(points, key=lambda item: (item.date, item.latest))
    rows: list[Spec] = []
    for index, point in enumerate(ordered, start=1):
        label = _letters(index) if lettered else str(index)
        row = {
            "date": point.date.isoformat(),
            "label": label,
            "which": 1 if lettered else 0,
            "lane": _lane(rows, point.date, domain),
            "time": words.day(point.date),
            "range": words.days(point.earliest, point.latest),
            "shown": f"{point.direction}, by {words.number(abs(point.size), sign=False)}",
            "probability": words.percent(point.probability),
        }
        if links:
            row["href"] = f"#turn-{index}"
        rows.append(row)
    return rows


def points(marks: list[Spec], titles: list[str]) -> list[Spec]:
    """Rules and labelled discs at turning points, from rows of `marks`."""
    layers = []
    tooltip = [
        {"field": "title", "title": "turning point"},
        {"field": "time", "title": "day"},
        {"field": "range", "title": "range"},
        {"field": "shown", "title": "for the"},
        {"field": "probability", "title": "probability"},
    ]
    for which, name in enumerate(("forward", "reverse")):
        rows = [{**row, "title": titles[which]} for row in marks if row["which"] == which]
        color = PALETTE[name]
        edge = "top" if which == 0 else "bottom"
        for lane in sorted({row["lane"] for row in rows}):
            inset = 11 + 20 * lane
            y = {"value": inset} if edge == "top" else {"value": HEIGHT - inset}
            here = {"values": [row for row in rows if row["lane"] == lane]}
            x = {"x": _x([])}
            link = {"href": {"field": "href"}} if any("href" in row for row in rows) else {}
            layers += [
                {
                    "data": here,
                    "mark": {
                        "type": "rule",
                        "strokeDash": [5, 4] if which == 0 else [2, 4],
                        "color": color,
                        "opacity": 0.9,
                    },
                    "encoding": {**x, "tooltip": tooltip},
                },
                {
                    "data": here,
                    "mark": {
                        "type": "point",
                        "shape": "circle",
                        "filled": True,
                        "size": 300,
                        "color": color,
                        "opacity": 1,
                    },
                    "encoding": {**x, "y": y, "tooltip": tooltip, **link},
                },
                {
                    "data": here,
                    "mark": {
                        "type": "text",
                        "color": PALETTE["paper"],
                        "fontWeight": "bold",
                        "fontSize": 11,
                        "baseline": "middle",
                    },
                    "encoding": {
                        **x,
                        "y": y,
                        "text": {"field": "label"},
                        "tooltip": tooltip,
                        **link,
                    },
                },
            ]
    return layers


def dues(ledger: Sequence[LedgerEntry], domain: list[str], *, links: bool) -> list[Spec]:
    """Thin rules at due days inside the picture; those of one day share a rule."""
    by_day: dict[str, list[LedgerEntry]] = {}
    for entry in ledger:
        day = words.latest_day(entry.commitment.due)
        if day is not None and domain and domain[0] <= day.isoformat() <= domain[1]:
            by_day.setdefault(day.isoformat(), []).append(entry)
    rows: list[Spec] = []
    free = dt.date.min
    span = _span(domain)
    for date in sorted(by_day):
        entries = by_day[date]
        what = "; ".join(words.clean(entry.text) for entry in entries)
        day = dt.date.fromisoformat(date)
        crowded = day < free
        row = {
            "date": date,
            "label": "" if crowded else words.shorten(f"due: {what}", 30),
            "what": words.shorten(what, 160),
            "who": words.names([name for entry in entries for name in entry.holder_names][:3]),
            "time": words.day(day),
            "state": "; ".join(words.COMMITMENT_STATUSES[entry.status] for entry in entries),
        }
        if links:
            row["href"] = f"#c-{words.anchor(entries[0].id)}"
        if not crowded:
            free = day + dt.timedelta(days=math.ceil(span * 0.025))
        rows.append(row)
    tooltip = [
        {"field": "time", "title": "due"},
        {"field": "who", "title": "who"},
        {"field": "what", "title": "what"},
        {"field": "state", "title": "status"},
    ]
    link = {"href": {"field": "href"}} if links else {}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "color": PALETTE["due"], "strokeWidth": 1},
            "encoding": {"x": _x([]), "tooltip": tooltip, **link},
        },
        {
            "data": {"values": rows},
            "mark": {
                "type": "text",
                "angle": 270,
                "align": "left",
                "baseline": "bottom",
                "dx": 6,
                "dy": -3,
                "fontSize": 11,
                "color": PALETTE["due"],
            },
            "encoding": {
                "x": _x([]),
                "y": {"value": HEIGHT - 4},
                "text": {"field": "label"},
                "tooltip": tooltip,
                **link,
            },
        },
    ]


def bars(relation: Relationship, title: str, domain: list[str]) -> Spec:
    """Reports in each period: independent ones dark, copies of them light on top."""
    rows = _stacks(relation)
    top = max((int(row["high"]) for row in rows), default=1)
    return {
        "width": WIDTH,
        "height": 76,
        "data": {"values": rows},
        "mark": {"type": "rect", "stroke": PALETTE["paper"], "strokeWidth": 0.6},
        "encoding": {
            "x": _x(domain, _time_axis(domain)),
            "x2": {"field": "until"},
            "y": {
                "field": "low",
                "type": "quantitative",
                "title": "reports",
                "scale": {"domain": [0, top], "nice": True},
                "axis": {
                    "tickCount": 3,
                    "tickMinStep": 1,
                    "format": "d",
                    "minExtent": 44,
                    "maxExtent": 44,
                },
            },
            "y2": {"field": "high"},
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {
                    "domain": ["independent", "copies"],
                    "range": [PALETTE["forward"], PALETTE["copies"]],
                },
                "legend": {
                    "orient": "bottom",
                    "direction": "horizontal",
                    "title": f"reports of {title}",
                    "titleOrient": "left",
                    "symbolType": "square",
                },
            },
            "tooltip": [
                {"field": "time", "title": "time"},
                {"field": "told", "title": "reports"},
                {"field": "incidents", "title": "incidents"},
            ],
        },
    }


def _stacks(relation: Relationship) -> list[Spec]:
    """Rows of the bars: from `low` to `high` reports, over the days of each period."""
    rows: list[Spec] = []
    for period in relation.periods:
        last = last_day(relation, period)
        shared = {
            "date": period.start.isoformat(),
            "until": (last + dt.timedelta(days=1)).isoformat(),
            "time": words.days(period.start, last),
            "told": words.reports(period.reports, period.independent),
            "incidents": words.amount(period.incidents),
        }
        stack = {"independent": (0, period.independent)}
        stack["copies"] = (period.independent, period.reports)
        rows += [
            {**shared, "kind": kind, "low": low, "high": high}
            for kind, (low, high) in stack.items()
            if high > low
        ]
    return rows


def last_day(relation: Relationship, period: Period) -> dt.date:
    """The last day of a period that the relationship speaks of."""
    end = period.end
    if relation.as_of is not None and period.start <= relation.as_of:
        end = min(end, relation.as_of)
    return end


def _x(domain: list[str], axis: Spec | None = None) -> Spec:
    """The time axis; days are read and shown in UTC, so that no reader's zone shifts them."""
    # An expression: given a plain list, Vega-Lite 5 makes a union of it where there is an x2,
    # which Vega then warns about.
    days = [dt.date.fromisoformat(end) for end in domain]
    ends = ", ".join(f"utc({d.year}, {d.month - 1}, {d.day})" for d in days)
    scale = {"type": "utc"} | ({"domain": {"expr": f"[{ends}]"}} if days else {})
    shown = {"axis": axis} if axis is not None else {}
    return {"field": "date", "type": "temporal", "title": None, "scale": scale} | shown


def _time_axis(domain: list[str]) -> Spec:
    """Ticks at weeks, months or years, as the stretch asks; a year is written where it begins."""
    span = _span(domain)
    if span <= 75:
        unit, label, year = "week", "%-d %b", "%-d %b %Y"
    elif span <= 1000:
        unit, label, year = "month", "%b", "%b %Y"
    else:
        unit, label, year = "year", "%Y", "%Y"
    first = "datum.index == 0" if unit == "week" else "utcmonth(datum.value) == 0"
    return {
        "tickCount": unit,
        "labelExpr": f"utcFormat(datum.value, {first} ? '{year}' : '{label}')",
        "labelFlush": False,
        "labelOverlap": True,
        "labelSeparation": 8,
    }


def _letters(index: int) -> str:
    """Return a, b, … z, aa, ab … for 1, 2, …"""
    out = ""
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(97 + rest) + out
    return out


def _lane(rows: list[Spec], date: dt.date, domain: list[str]) -> int:
    if not rows or not domain:
        return 0
    span = (dt.date.fromisoformat(domain[1]) - dt.date.fromisoformat(domain[0])).days
    near = (date - dt.date.fromisoformat(rows[-1]["date"])).days < math.ceil(span * 0.03)
    return int((rows[-1]["lane"] + 1) % 3) if near else 0


def _span(domain: list[str]) -> int:
    if not domain:
        return 0
    return (dt.date.fromisoformat(domain[1]) - dt.date.fromisoformat(domain[0])).days
