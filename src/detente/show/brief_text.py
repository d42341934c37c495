"""The brief on a terminal: fixed width, plain words, every line with its sentence under it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from ..model import Brief, Relationship, Source
from . import words
from .layout import TONES, Page, badge, right
from .lines import Group, Line
from .view import LEGEND, Head, View, months, of_brief

_GUTTER = 9
_NOTE = 36
_MOST = 12
"""Lines shown under one heading; the HTML form shows all."""


def render_brief(brief: Brief, *, width: int, color: bool) -> str:
    """Return the brief as text for a terminal of `width` cells (at least 40).

    The first line is the answer; then why, what is owed, what was not done, what was said, the
    other direction, and what the answer is unsure of. No line is wider than `width`. With
    `color` false there is no escape sequence in it.
    """
    view = of_brief(brief)
    page = Page(width=width, color=color)
    _head(page, view, brief)
    if view.empty:
        page.blank()
        page.paragraph(view.empty)
    for turn in view.turns:
        _group(page, view, "why", turn, turn.title)
    if view.deeds.lines:
        _group(page, view, "also" if view.turns else "done", view.deeds, None)
    for index, group in enumerate(view.owed):
        _group(page, view, "owed" if index == 0 else "", group, group.title)
    _group(page, view, "not done", view.not_done, None)
    _group(page, view, "said", view.said, None)
    page.blank()
    _labelled(page, "reverse", Text(f"{view.reverse.title}  ") + _trend(view.reverse))
    if view.unsure:
        page.blank()
    for index, item in enumerate(view.unsure):
        _labelled(page, "unsure" if index == 0 else "", Text(item))
    _foot(page, view)
    return page.render()


def _head(page: Page, view: View, brief: Brief) -> None:
    title = Text(view.head.title, style="bold") + Text("  ")
    page.paragraph(title + _trend(view.head), hang=2)
    page.paragraph(Text(f"{view.head.counts}; {view.facts}", style="dim"))
    curve = months(brief.forward, max(6, min(36, page.width - 44)))
    if len(curve) > 1 and any(period.incidents for period in brief.forward.periods):
        page.paragraph(_sparkline(brief.forward, len(curve)))
    page.blank()
    for text in LEGEND:
        page.paragraph(Text(text, style="dim"))


def _trend(head: Head) -> Text:
    return Text(head.sentence, style=TONES[head.tone])


def _sparkline(relation: Relationship, length: int) -> Text:
    curve = months(relation, length)
    levels = [level for _, level in curve if level is not None]
    first, last = curve[0][0], curve[-1][0]
    line = Text("level by month, ")
    line += Text(f"{words.month(first, short=True, year=first.year != last.year)} ")
    line += Text(words.sparkline([level for _, level in curve]), style="bold")
    line += Text(f" {words.month(last, short=True)}")
    if levels:
        line += Text(f" ({words.number(min(levels))} to {words.number(max(levels))})", style="dim")
    if len(levels) < len(curve):
        line += Text("; \u00b7 not covered", style="dim")
    return line


def _labelled(page: Page, label: str, text: Text) -> None:
    body = page.width - _GUTTER - 1
    page.row([(right(Text(label, style="bold"), _GUTTER), _GUTTER), (text, body)])


def _group(page: Page, view: View, label: str, group: Group, title: str | None) -> None:
    if not group.lines and not title:
        return
    page.blank()
    if title:
        mark = f"({group.number}) " if group.number else ""
        _labelled(page, label, Text(mark + title, style=TONES[group.tone] or "underline"))
        label = ""
    shown = group.lines[:_MOST]
    for line in shown:
        _line(page, view, label, line)
        label = ""
    if not shown and group.empty:
        _labelled(page, "", Text(group.empty, style="dim"))
    left = len(group.lines) - len(shown)
    if left:
        _labelled(page, "", Text(f"and {left} more: the HTML form lists them all", style="dim"))


def _line(page: Page, view: View, label: str, line: Line) -> None:
    column = 12 if page.width >= 72 else 8
    gutter = (right(Text(label, style="bold"), _GUTTER), _GUTTER)
    when = (Text(line.when_short), column)
    short = view.short.get(line.id, line.id)
    main = badge(line.badge) if line.badge else Text()
    main += Text(line.words, style=TONES[line.tone])
    rest = page.width - _GUTTER - column - 3
    note = Text(line.note, style="dim")
    wide = cell_len(line.note) + cell_len(short) + 2 <= _NOTE and page.width >= 96
    if wide:
        tail = note + Text("  ") + Text(short, style="bold")
        size = cell_len(tail.plain)
        page.row([gutter, when, (main, rest - size - 1), (right(tail, size + 1), size + 1)])
    else:
        tail_width = cell_len(short)
        page.row([gutter, when, (main, rest - tail_width), (Text(short, style="bold"), tail_width)])
    extra = ([] if wide else [line.note]) + ([line.more] if line.more else [])
    indent = _GUTTER + column + 2
    if extra:
        page.paragraph(Text("; ".join(extra), style="dim"), indent=indent)
    for source in line.sources[:1]:
        page.quote(sentence(source), indent=indent)
    others = _others(line.sources)
    if others:
        page.paragraph(Text(others, style="dim"), indent=indent)
    for source in line.closing[:2]:
        page.quote(Text("closed by: ", style="bold") + sentence(source), indent=indent)


def sentence(source: Source) -> Text:
    """Return a sentence with its publisher and date."""
    said = words.shorten(words.clean(source.text), 700)
    return Text(said, style="italic") + Text(f" \u2014 {words.outlet(source)}", style="dim")


def _others(sources: Sequence[Source]) -> str | None:
    """Name the further articles that tell the same, each once."""
    seen = {source.article for source in sources[:1]}
    outlets = []
    for source in sources[1:]:
        if source.article not in seen:
            seen.add(source.article)
            outlets.append(words.outlet(source))
    if not outlets:
        return None
    named = "; ".join(outlets[:2])
    left = len(outlets) - 2
    return f"also in: {named}" + (f"; and {left} more" if left > 0 else "")


def _foot(page: Page, view: View) -> None:
    page.blank()
    page.rule()
    rows = "; ".join(f"{label}: {value}" for label, value in view.method)
    page.paragraph(Text(rows, style="dim"))
    page.paragraph(Text("Again: ", style="dim") + Text(view.command), hang=2)
    page.paragraph(
        Text("Any line: detente why ID, with the four or more characters at its end.", style="dim"),
        hang=2,
    )
