"""The brief as one HTML file: chart, lines, evidence; opens from disk and asks for nothing.

The page carries its style, its scripts and a still picture of the chart. A content security
policy in its head allows exactly these scripts and this style by their hashes and nothing else,
so no text of a report can run or load anything even if the escaping had a hole.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..model import Brief, Relationship, Source
from . import charts, words
from .chart_layers import PALETTE
from .view import LEGEND, View, of_brief

_LONGEST = 2000
"""Characters of one sentence shown; a text without full stops can be one sentence of megabytes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record's entry in the evidence section: `sources` differ in sentence or article."""

    anchor: str
    number: int
    short: str
    sources: tuple[Source, ...]


def brief_html(brief: Brief) -> str:
    """Return the brief as a self-contained HTML document, the same for the same brief.

    About 1 MB, nearly all of it the chart library. Scripts are optional: without them the still
    picture of the chart stays.
    """
    view = of_brief(brief)
    names = (brief.source_name, brief.target_name)
    spec = charts.relationship_spec(
        brief.forward, brief.reverse, brief.ledger, names=names, links=True
    )
    drawn = bool(brief.forward.periods or brief.reverse.periods)
    style, script = _asset("style.css"), _asset("chart.js")
    scripts = (bundle(), script) if drawn else ()
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            view=view,
            legend=LEGEND,
            evidence=_evidence(brief, view),
            tables=(
                _table(brief.forward, view.head.title),
                _table(brief.reverse, view.reverse.title),
            ),
            still=Markup(charts.svg(spec)) if drawn else None,
            spec=Markup(embed_json(charts.compiled(spec))) if drawn else None,
            palette=Markup(embed_json(PALETTE)),
            style=Markup(style),
            scripts=[Markup(item) for item in scripts],
            policy=policy(style, scripts),
            caption=_caption(brief, view, spec["description"]),
        )
    )


def _caption(brief: Brief, view: View, description: str) -> str:
    """The picture in words: what it shows, and the meaning of each mark that is in it."""
    parts = [description]
    if brief.forward.turning_points:
        parts.append(f"Numbered dashed lines are turning points of {view.head.title}.")
    if brief.reverse.turning_points:
        parts.append(f"Lettered dotted lines are turning points of {view.reverse.title}.")
    if any(entry.commitment.due for entry in brief.ledger):
        parts.append("Thin red lines are days on which something falls due.")
    if any(not period.covered for period in brief.forward.periods):
        parts.append("Shaded times are covered by no source.")
    return " ".join(parts)


def policy(style: str, scripts: tuple[str, ...]) -> str:
    """Return a content security policy that allows these inline texts by hash, and nothing else."""
    allowed = " ".join(_hash(item) for item in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def embed_json(value: Any) -> str:
    """Return JSON that can stand inside a script element: no "<", ">", "&" or line separators.

    >>> embed_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


@lru_cache(maxsize=1)
def bundle() -> str:
    """Return the chart library (Vega, Vega-Lite, Vega-Embed) as one script; made once a process.

    Takes about a second. The text is safe inside a script element.
    """
    import vl_convert

    text: str = vl_convert.javascript_bundle(vl_version=charts.VL_VERSION)  # type: ignore[call-arg]
    # (The stub says that `snippet` is required; it is not.)
    # A page's parser ends the element at "</script" and reads CR LF as LF, which would break
    # the hash; in JavaScript "<\/" means the same in strings, templates and patterns.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("</script", "<\\/script")


@cache
def _asset(name: str) -> str:
    return files("detente.show").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("detente.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        clean=words.clean,
        sentence=lambda text: words.shorten(words.clean(text), _LONGEST),
        anchor=words.anchor,
        link=words.link,
        host=words.host,
        outlet=words.outlet,
    )
    return made


def _evidence(brief: Brief, view: View) -> dict[str, Evidence]:
    """All sources by record, in the order of publication; numbered from 1."""
    lines = [*view.deeds.lines, *view.said.lines, *view.not_done.lines]
    for group in (*view.turns, *view.owed):
        lines += group.lines
    found: dict[str, dict[tuple[str, int, int], Source]] = {}
    for line in lines:
        for source in (*line.sources, *line.closing):
            key = (source.article, source.start, source.end)
            found.setdefault(source.record, {}).setdefault(key, source)
    groups = [
        (record, tuple(by_place[key] for key in sorted(by_place)))
        for record, by_place in found.items()
    ]
    groups.sort(key=lambda item: (_order(item[1]), item[0]))
    return {
        record: Evidence(words.anchor(record), number, view.short[record], sources)
        for number, (record, sources) in enumerate(groups, start=1)
    }


def _order(sources: tuple[Source, ...]) -> str:
    return min(source.published.isoformat() if source.published else "~" for source in sources)


def _table(relation: Relationship, title: str) -> dict[str, Any]:
    """The numbers behind a curve, for those who cannot see it."""
    quads = (
        ("friendly words", "verbal_cooperation"),
        ("friendly deeds", "material_cooperation"),
        ("hostile words", "verbal_conflict"),
        ("hostile deeds", "material_conflict"),
    )
    rows = [
        {
            "time": words.days(period.start, period.end, short=True),
            "covered": period.covered,
            "cells": [
                *(words.amount(dict(period.counts).get(key, 0.0)) for _, key in quads),  # type: ignore[call-overload]
                words.amount(period.incidents),
                str(period.reports),
                str(period.independent),
                words.number(period.level),
                words.band(period.low, period.high),
            ],
        }
        for period in reversed(relation.periods)
    ]
    columns = [name for name, _ in quads]
    columns += ["incidents", "reports", "independent", "level", "90\u00a0% range"]
    return {"title": title, "columns": columns, "rows": rows}
