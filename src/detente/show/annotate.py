"""An article's own text with its records marked in place, for a terminal.

The text is not changed: marks are brackets with a short label behind them, and page furniture
is folded to one line that says how much it hides.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import UNSET
from rich.text import Text

from ..model import COUNTED, Reading, Span
from . import words
from .layout import Page


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the article with the label and the style in which it is shown."""

    start: int
    end: int
    label: str
    style: str


def render_article(reading: Reading, *, width: int, color: bool) -> str:
    """Return the article with marks: events by type, quotations, commitments, dates.

    An event that was not done carries its status (`[recall] SANCTION considered`), and in
    colour it is underlined, struck through where the text denies it.
    """
    page = Page(width=width, color=color)
    article = reading.article
    if article.text is UNSET:
        page.paragraph("The article was loaded without its text.")
        return page.render()
    spans = marks(reading)
    place = 0
    for start, end in article.body or ((0, len(article.text)),):
        _folded(page, article.text[place:start])
        _body(page, article.text, Span(start, end), spans)
        place = end
    _folded(page, article.text[place:])
    return page.render()


def marks(reading: Reading) -> tuple[Mark, ...]:
    """Return what is marked, in order, without overlaps: the earlier and shorter span wins."""
    found = []
    for event in reading.events:
        done = event.status in COUNTED
        label = event.type if done else f"{event.type} {words.STATUSES[event.status]}"
        style = "bold" if done else "strike" if event.status == "negated" else "underline"
        found.append(Mark(event.trigger.start, event.trigger.end, label, style))
    for said in reading.statements:
        label = words.BADGES[said.source_type]
        found += [Mark(cue.start, cue.end, label, "cyan") for cue in said.cue]
    for owed in reading.commitments:
        label = owed.kind.upper()
        found.append(Mark(owed.act.start, owed.act.end, label, "magenta"))
    found += [
        Mark(time.start, time.end, _date(time.timex3.value), "green") for time in reading.times
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda item: (item.start, item.end, item.label)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return tuple(kept)


def _date(value: str) -> str:
    return words.shorten(words.clean(value), 12)


def _body(page: Page, text: str, body: Span, spans: tuple[Mark, ...]) -> None:
    place = body.start
    for paragraph in text[body.start : body.end].splitlines(keepends=True):
        end = place + len(paragraph)
        if paragraph.strip():
            page.blank()
            inside = [mark for mark in spans if place <= mark.start and mark.end <= end]
            page.paragraph(_marked(text, Span(place, end), inside))
        place = end


def _marked(text: str, paragraph: Span, spans: list[Mark]) -> Text:
    out = Text()
    place = paragraph.start
    for mark in spans:
        out += Text(_piece(text[place : mark.start]))
        out += Text(f"[{words.clean(text[mark.start : mark.end])}]", style=mark.style)
        out += Text(f" {mark.label}", style="dim")
        place = mark.end
    out += Text(_piece(text[place : paragraph.end]))
    out.rstrip()
    return out


def _piece(text: str) -> str:
    shown = words.clean(text)
    if not shown:
        return " " if text else ""
    return " " * text[:1].isspace() + shown + " " * text[-1:].isspace()


def _folded(page: Page, text: str) -> None:
    hidden = len(text.split())
    if hidden:
        page.blank()
        page.paragraph(Text(f"({words.plural(hidden, 'word')} of page furniture)", style="dim"))
