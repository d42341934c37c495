"""Relationship, ledger, reading and record as text for a terminal of a fixed width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import UnsetType
from rich.cells import cell_len
from rich.text import Text

from ..model import (
    Article,
    LedgerEntry,
    Period,
    Reading,
    Record,
    Relationship,
    Source,
)
from . import words
from .cards import Context, card, of_reading, of_sources, reading_sections
from .layout import TONES, Page, right
from .lines import Line, Tone, ledger_groups
from .view import LEGEND, head, method_rows, point_day

_BAR = 21


def render_relationship(
    rel: Relationship,
    *,
    width: int,
    color: bool,
    names: tuple[str, str] | None = None,
    limit: int = 60,
) -> str:
    """Return one direction of a pair as a table, newest period first, with turning points.

    `names` are shown instead of the actor ids; `limit` is the most periods shown (0: all).
    """
    pair = names or (rel.dyad.source, rel.dyad.target)
    top = head(rel, (words.clean(pair[0]), words.clean(pair[1])))
    page = Page(width=width, color=color)
    title = Text(top.title, style="bold") + Text("  ")
    page.paragraph(title + Text(top.sentence, style=TONES[top.tone]), hang=2)
    as_of = f"; as of {words.day(rel.as_of)}" if rel.as_of else ""
    page.paragraph(Text(f"{top.counts}{as_of}", style="dim"))
    for text in LEGEND:
        page.paragraph(Text(text, style="dim"))
    _turning_points(page, rel)
    if rel.periods:
        page.blank()
        _periods(page, rel, limit)
    page.blank()
    rows = "; ".join(f"{label}: {value}" for label, value in method_rows(rel.method))
    page.paragraph(Text(rows, style="dim"))
    return page.render()


def _turning_points(page: Page, rel: Relationship) -> None:
    if not rel.turning_points:
        return
    page.blank()
    page.paragraph(Text("Turning points", style="bold"))
    known = words.short_ids(item.record for point in rel.turning_points for item in point.evidence)
    for point in sorted(rel.turning_points, key=lambda item: item.date, reverse=True):
        size = words.number(abs(point.size), sign=False)
        tone: Tone = "bad" if point.direction == "worse" else "good"
        text = Text(f"{point_day(point)}: {point.direction} by {size}", style=TONES[tone])
        text += Text(f", {words.percent(point.probability)} probable")
        ids = ", ".join(words.clean(known[item.record]) for item in point.evidence[:6])
        if ids:
            more = len(point.evidence) - 6
            tail = f" and {more} more" if more > 0 else ""
            text += Text(f"; rests on {ids}{tail}", style="dim")
        page.paragraph(text, indent=2, hang=2)


def _periods(page: Page, rel: Relationship, limit: int) -> None:
    shown = rel.periods[-limit:] if limit else rel.periods
    bars = page.width >= 100
    home = shown[-1].end.year
    columns = [("time", 14 if page.width < 72 else 19), ("acts", 5), ("told", 5), ("alone", 6)]
    columns += [("level", 6), ("90 % range", 14)]
    cells: list[tuple[Text | str, int]] = [
        (name if index == 0 else right(name, size), size)
        for index, (name, size) in enumerate(columns)
    ]
    if bars:
        cells.append((Text("  \u221210       0       +10"), _BAR + 2))
    page.row([(Text(str(text), style="bold underline"), size) for text, size in cells])
    for period in reversed(shown):
        page.row(_cells(period, [size for _, size in columns], home, bars=bars))
    page.paragraph(
        Text("acts: incidents; told: reports; alone: independent reports. ", style="dim")
        + Text("A dot before the time: no source covers it.", style="dim")
    )
    left = len(rel.periods) - len(shown)
    if left:
        page.paragraph(Text(f"{words.plural(left, 'older period')} not shown", style="dim"))


def _cells(
    period: Period, sizes: list[int], home: int, *, bars: bool
) -> list[tuple[Text | str, int]]:
    year = not (period.start.year == period.end.year == home)
    time = words.days(period.start, period.end, short=True, year=year)
    tone = TONES["good" if period.level > 0 else "bad"]
    values = [
        words.amount(period.incidents),
        str(period.reports),
        str(period.independent),
        words.number(period.level),
        words.band(period.low, period.high),
    ]
    cells: list[tuple[Text | str, int]] = [
        (Text(time if period.covered else f"\u00b7 {time}"), sizes[0])
    ]
    for index, (value, size) in enumerate(zip(values, sizes[1:], strict=True)):
        cells.append((right(Text(value, style=tone if index == 3 else ""), size), size))
    if bars:
        cells.append((Text("  ") + _bar(period), _BAR + 2))
    return cells


def _bar(period: Period) -> Text:
    """A level on [-10, 10] as a dot, its band as a line, over the zero mark."""

    def place(value: float) -> int:
        return max(0, min(_BAR - 1, round((value + 10) / 20 * (_BAR - 1))))

    marks = [" "] * _BAR
    marks[_BAR // 2] = "\u2502"
    for index in range(place(period.low), place(period.high) + 1):
        marks[index] = "\u2500"
    marks[place(period.level)] = "\u25cf"
    return Text("".join(marks), style=TONES["good" if period.level > 0 else "bad"])


def render_ledger(
    entries: Sequence[LedgerEntry], as_of: dt.date | None, *, width: int, color: bool
) -> str:
    """Return commitments in groups: due soon, overdue without evidence, open, closed."""
    page = Page(width=width, color=color)
    groups = ledger_groups(entries, as_of)
    when = f", as of {words.day(as_of)}" if as_of else ""
    page.paragraph(Text(f"{words.plural(len(entries), 'commitment')}{when}", style="bold"))
    if not groups:
        page.paragraph("No promise, threat, offer, demand or deadline was found.")
    short = words.short_ids(entry.id for entry in entries)
    for group in groups:
        page.blank()
        page.paragraph(Text(group.title, style="bold underline"))
        for line in group.lines:
            _owed(page, line, short[line.id])
    return page.render()


def _owed(page: Page, line: Line, short: str) -> None:
    column = 12
    shown = words.clean(short)
    what = Text(f"{line.badge} ", style="bold") if line.badge else Text()
    what += Text(line.words, style=TONES[line.tone])
    rest = page.width - column - cell_len(shown) - 4
    cells: list[tuple[Text | str, int]] = [("", 1), (line.when_short, column), (what, rest)]
    page.row([*cells, (Text(shown, style="bold"), cell_len(shown))])
    indent = column + 3
    page.paragraph(Text(f"{line.note}; {line.more}", style="dim"), indent=indent)
    for source in line.sources[:1]:
        page.quote(_sentence(source), indent=indent)
    if len(line.sources) > 1:
        more = words.plural(len(line.sources) - 1, "further report")
        page.paragraph(Text(f"and {more}", style="dim"), indent=indent)
    for source in line.closing:
        page.quote(Text("closed by: ", style="bold") + _sentence(source), indent=indent)


def _sentence(source: Source) -> Text:
    said = words.shorten(words.clean(source.text), 700)
    return Text(said, style="italic") + Text(f" \u2014 {words.outlet(source)}", style="dim")


def render_reading(reading: Reading, *, width: int, color: bool) -> str:
    """Return what was found in one article as cards, each with its sentence.

    Deeds and words that count come first; then what was threatened, planned or denied;
    statements, commitments, conditionals and dates. The reading must carry its text for
    sentences to be shown.
    """
    page = Page(width=width, color=color)
    article = reading.article
    extent = [words.plural(len(reading.sentences), "sentence")]
    extent.append(words.plural(len(reading.actors), "actor"))
    title = words.clean(article.title) if article.title else "(no title)"
    page.paragraph(Text(title, style="bold"))
    page.paragraph(Text(_provenance(article, extent), style="dim"))
    sections = reading_sections(reading)
    context = of_reading(reading)
    if not sections:
        page.blank()
        page.paragraph("Nothing was found: no event, statement, commitment or conditional.")
    for heading, records in sections:
        page.blank()
        page.paragraph(Text(f"{heading} ({len(records)})", style="bold underline"))
        for record in records:
            card(page, context, record)
    return page.render()


def _provenance(article: Article, extent: Sequence[str] = ()) -> str:
    origins = {
        "given": "as given",
        "header": "from a header line",
        "metadata": "from the page's metadata",
        "url": "from the address",
        "none": "",
    }
    date = "undated"
    if article.published:
        date = f"{words.day(article.published)} ({origins[article.published_from]})"
    parts = [words.clean(article.publisher) if article.publisher else "publisher unknown", date]
    if article.bylines:
        parts.append(f"by {words.names(article.bylines)}")
    parts += extent
    if article.spun >= 0.5:
        parts.append(f"looks machine-paraphrased ({words.percent(article.spun)})")
    if article.repairs:
        parts.append(words.plural(article.repairs, "unreadable character"))
    parts.append(f"id {words.clean(article.id)[:8]}")
    return "; ".join(parts)


def render_why(
    record: Record,
    article: Article,
    sources: Sequence[Source],
    *,
    width: int,
    color: bool,
    names: Mapping[str, str] | None = None,
) -> str:
    """Return one record down to its sentences, with the words that gave rise to it marked.

    `sources` are the record's sentences, `names` the names of the actors in it.
    """
    page = Page(width=width, color=color)
    context = of_sources(sources, names or {})
    if not isinstance(article.text, UnsetType):
        whole = article.text
        context = Context(context.names, {}, lambda start, end: whole[start:end])
    card(page, context, record, full=True)
    page.blank()
    page.paragraph(Text(words.clean(article.title or "(no title)"), style="bold"))
    page.paragraph(Text(_provenance(article), style="dim"))
    if article.url:
        page.paragraph(Text(words.clean(article.url), style="dim"))
    return page.render()
