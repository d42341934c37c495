"""Charts as Vega-Lite 5 specifications: plain dictionaries with their data inside.

One specification serves the HTML brief, a notebook and a picture file. Colours are fixed
strings, so that a style sheet can replace them (`PALETTE`); nothing refers to the network.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..model import LedgerEntry, Relationship
from . import chart_layers as layers
from . import words
from .chart_layers import HEIGHT, PALETTE, WIDTH, Spec

VL_VERSION = "5.21"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_BASE = "https://vega.github.io/vega-datasets/#"
"""What the renderer puts before a link to a place in the same page, unasked."""


def relationship_spec(
    forward: Relationship,
    reverse: Relationship,
    ledger: Sequence[LedgerEntry],
    *,
    names: tuple[str, str] | None = None,
    links: bool = False,
) -> Spec:
    """Return both directions' levels with their bands, and below them reports per period.

    `names` are shown instead of the actor ids of `forward.dyad`. Turning points are numbered
    dashed rules (the first direction) and lettered ones (the other); commitments with a due
    day are thin rules with their words; times that no source covered are shaded. With `links`
    a number leads to `#turn-N` and a due rule to `#c-ID` of the page around it.
    """
    pair = names or (forward.dyad.source, forward.dyad.target)
    titles = [f"{words.clean(pair[0])} \u2192 {words.clean(pair[1])}"]
    titles.append(f"{words.clean(pair[1])} \u2192 {words.clean(pair[0])}")
    titles = [words.shorten(title, 60) for title in titles]
    if titles[0] == titles[1]:
        titles[1] += " (reverse)"
    domain = _domain(forward, reverse)
    marks = layers.marks(forward.turning_points, domain, links=links, lettered=False)
    marks += layers.marks(reverse.turning_points, domain, links=False, lettered=True)
    return {
        "$schema": SCHEMA,
        "description": _description(forward, titles[0]),
        "background": "transparent",
        "padding": 4,
        "spacing": 12,
        "vconcat": [
            {
                "width": WIDTH,
                "height": HEIGHT,
                "layer": [
                    *layers.gaps(forward, domain),
                    *layers.curves(
                        layers.levels(forward, titles[0]) + layers.levels(reverse, titles[1]),
                        titles,
                    ),
                    *layers.points(marks, titles),
                    *layers.dues(ledger, domain, links=links),
                ],
            },
            layers.bars(forward, titles[0], domain),
        ],
        "resolve": {"scale": {"color": "independent"}, "legend": {"color": "independent"}},
        "config": _config(),
    }


def svg(spec: Spec) -> str:
    """Render a specification as SVG text, identical for the same specification.

    Raises ValueError where the specification is not valid Vega-Lite.
    """
    import vl_convert

    text: str = vl_convert.vegalite_to_svg(spec, vl_version=VL_VERSION, allowed_base_urls=[])
    return _renumber(text.replace(_BASE, "#"))


def compiled(spec: Spec) -> Spec:
    """Return a specification of ours as a Vega one, whose top-level `width` sets the width.

    The schema's version is left out: the newer Vega of the browser bundle reads it all the same,
    but would remark upon the difference on every page view.
    """
    import vl_convert

    vega: Spec = vl_convert.vegalite_to_vega(spec, vl_version=VL_VERSION)
    vega.pop("$schema", None)
    return vega


def png(spec: Spec, scale: float = 2.0) -> bytes:
    """Render a specification as a PNG picture on white; `scale` 2 suits dense screens."""
    import vl_convert

    picture: bytes = vl_convert.vegalite_to_png(
        spec | {"background": PALETTE["paper"]},
        vl_version=VL_VERSION,
        scale=scale,
        allowed_base_urls=[],
    )
    return picture


def _renumber(text: str) -> str:
    """Count element ids from 0: the engine numbers them on over all charts of a process."""
    found: dict[str, str] = {}
    for name in re.findall(r'\bid="((?:clip|gradient_|pattern_)\d+)"', text):
        found.setdefault(name, f"part{len(found)}")
    if not found:
        return text
    known = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
    return re.sub(rf"\b(?:{known})\b", lambda match: found[match.group()], text)


def _domain(forward: Relationship, reverse: Relationship) -> list[str]:
    """First and last day of the picture: all periods, and a margin ahead for what falls due."""
    periods = [*forward.periods, *reverse.periods]
    if not periods:
        return []
    first = min(period.start for period in periods)
    last = max(layers.last_day(forward, period) for period in periods)
    ahead = max(10, min(92, round((last - first).days * 0.12)))
    return [first.isoformat(), (last + dt.timedelta(days=ahead)).isoformat()]


def _description(relation: Relationship, title: str) -> str:
    if not relation.periods:
        return f"Level of {title}: nothing to draw."
    first, last = relation.periods[0], relation.periods[-1]
    until = words.day(layers.last_day(relation, last))
    return (
        f"Level of {title} from {words.day(first.start)} to {until}: "
        f"first {words.number(first.level)}, last {words.number(last.level)}; "
        f"{words.plural(len(relation.turning_points), 'turning point')}."
    )


def _config() -> Spec:
    axis = {
        "domainColor": PALETTE["zero"],
        "tickColor": PALETTE["zero"],
        "gridColor": PALETTE["grid"],
        "labelColor": PALETTE["soft"],
        "titleColor": PALETTE["soft"],
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    }
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"grid": False},
        "legend": {
            "labelColor": PALETTE["ink"],
            "titleColor": PALETTE["soft"],
            "labelFontSize": 13,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "symbolStrokeWidth": 3,
            "labelLimit": 360,
            "titleLimit": 420,
        },
        "concat": {"spacing": 12},
    }
