"""One record as a card: who, did what, to whom, when, on what footing, and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import UNSET
from rich.text import Text

from ..model import (
    COUNTED,
    Commitment,
    Conditional,
    Event,
    Interval,
    Number,
    Reading,
    Record,
    Source,
    Span,
    Statement,
)
from . import acts, words
from .layout import Page, badge
from .lines import counted_from

Field = tuple[str, str]
_LABEL = 10


@dataclass(frozen=True, slots=True)
class Context:
    """What a card needs beside its record: names of actors, speakers by statement, the text.

    `piece` gives the text of a span, or None where it is not at hand.
    """

    names: Mapping[str, str]
    speakers: Mapping[str, str]
    piece: Callable[[int, int], str | None]


def of_reading(reading: Reading) -> Context:
    """A context from a whole reading; without pieces where it travels without its text."""
    names = {actor.id: actor.name for actor in reading.actors}
    speakers = {
        item.id: names.get(item.speaker or "") or item.speaker_text or "somebody not named"
        for item in reading.statements
    }
    text = reading.article.text

    def piece(start: int, end: int) -> str | None:
        return None if text is UNSET else text[start:end]

    return Context(names, speakers, piece)


def of_sources(sources: Sequence[Source], names: Mapping[str, str]) -> Context:
    """A context from the sentences of a record alone."""

    def piece(start: int, end: int) -> str | None:
        for source in sources:
            if source.start <= start and end <= source.start + len(source.text):
                return source.text[start - source.start : end - source.start]
        return None

    return Context(names, {}, piece)


def reading_sections(reading: Reading) -> list[tuple[str, tuple[Record, ...]]]:
    """Sort a reading's records under headings; headings without any are left out."""
    done = tuple(item for item in reading.events if item.counts)
    content = tuple(
        item for item in reading.events if item.status in COUNTED and item.content_of is not None
    )
    other = tuple(item for item in reading.events if item.status not in COUNTED)
    sections: list[tuple[str, tuple[Record, ...]]] = [
        ("Done", done),
        ("Said to have been done", content),
        ("Not done: threatened, planned, denied or imagined", other),
        ("Said", reading.statements),
        ("Owed", reading.commitments),
        ("What would follow from what", reading.conditionals),
    ]
    return [(heading, records) for heading, records in sections if records]


def card(page: Page, context: Context, record: Record, *, full: bool = False) -> None:
    """Add a record to a page; `full` adds ids and the fields that a reader rarely needs."""
    title, fields = _describe(context, record)
    shown = words.clean(record.id if full else record.id[:4])
    page.paragraph(title + Text(f"  {shown}", style="bold dim"), hang=4)
    known = getattr(record, "known", None)
    if full and known is not None:
        fields.append(("known", words.day(known)))
    for label, value in fields:
        page.row([("", 1), (Text(label, style="dim"), _LABEL), (value, page.width - _LABEL - 3)])
    for span in record.evidence:
        page.quote(marked(context, span, _triggers(record)), indent=_LABEL + 3)


def marked(context: Context, sentence: Span, spans: Sequence[Span]) -> Text:
    """Return a sentence with the given spans marked: bold, and in [square brackets].

    The brackets stay without colour, so that the mark survives a pipe.
    """
    whole = context.piece(sentence.start, sentence.end)
    if whole is None:
        return Text("(its text is not at hand)", style="dim")

    def cut(start: int, end: int) -> str:
        return whole[start - sentence.start : end - sentence.start]

    out = Text()
    place = sentence.start
    for span in sorted(spans):
        if span.start < place or span.end > sentence.end or span.end <= span.start:
            continue
        out += Text(_tidy(cut(place, span.start)), style="italic")
        inside = words.clean(cut(span.start, span.end))
        out += Text(f"[{inside}]", style="bold")
        place = span.end
    out += Text(_tidy(cut(place, sentence.end)), style="italic")
    out.truncate(2000, overflow="ellipsis")
    return out


def _tidy(text: str) -> str:
    """Clean a piece of a sentence, keeping a blank at either end where it had one."""
    shown = words.clean(text)
    if not shown:
        return " " if text else ""
    return " " * text[:1].isspace() + shown + " " * text[-1:].isspace()


def _triggers(record: Record) -> tuple[Span, ...]:
    match record:
        case Event():
            return (record.trigger,)
        case Statement():
            return record.cue
        case Commitment():
            return (Span(record.act.start, record.act.end),)
        case Conditional():
            return (record.antecedent, record.consequent)


def _describe(context: Context, record: Record) -> tuple[Text, list[Field]]:
    match record:
        case Event():
            return _event(context, record)
        case Statement():
            return _statement(context, record)
        case Commitment():
            return _commitment(context, record)
        case Conditional():
            return _conditional(context, record)


def _event(context: Context, event: Event) -> tuple[Text, list[Field]]:
    source, target = _names(context, event.source), _names(context, event.target)
    if event.status in COUNTED:
        title = Text(acts.act(event.type, event.mode, source, target), style="bold")
    else:
        title = Text(acts.deed(event.type, event.mode, source, target), style="bold")
    code = f"{event.type} {event.mode}" if event.mode else event.type
    intensity = words.number(event.intensity)
    fields: list[Field] = [
        (
            "type",
            f"{words.clean(code)}, intensity {intensity} on {words.clean(event.intensity_scale)}",
        ),
        ("status", words.STATUSES[event.status]),
        ("when", _when(event.when)),
    ]
    if event.where is not None:
        fields.append(("where", words.clean(event.where.text)))
    fields += [("number", _number(item)) for item in event.numbers]
    if event.historical:
        fields.append(("backstory", "told as history"))
    if event.said_by is not None:
        fields.append(("told by", _speaker(context, event.said_by)))
    if event.content_of is not None:
        fields.append(("belongs to", f"what was said in {words.clean(event.content_of)[:4]}"))
    fields.append(("confidence", words.percent(event.confidence)))
    return title, fields


def _statement(context: Context, said: Statement) -> tuple[Text, list[Field]]:
    # The actor's name first: the text may have only a pronoun here.
    speaker = context.names.get(said.speaker or "") or said.speaker_text
    name = words.clean(speaker) if speaker else "Somebody not named"
    content = " \u2026 ".join(_text(context, span) for span in said.content)
    shown = words.shorten(content, 240)
    quoted = f"\u201c{shown}\u201d" if said.mode == "direct" else shown
    title = badge(words.BADGES[said.source_type]) + Text(f"{name}: {quoted}", style="bold")
    footing = "on record" if said.named else "not by name"
    fields: list[Field] = [
        ("footing", f"{footing}; {words.CAPACITIES[said.capacity]}"),
        ("mode", words.MODES[said.mode]),
        ("when", _when(said.when)),
    ]
    if said.venue:
        fields.append(("where", words.clean(said.venue)))
    if said.via:
        fields.append(("told to", words.clean(said.via)))
    if said.addressees:
        fields.append(("to", words.names(_names(context, said.addressees))))
    for about in said.about:
        name = words.names(_names(context, (about.actor,)))
        fields.append(("about", f"{name}, stance {words.number(about.stance)}"))
    return title, fields


def _commitment(context: Context, owed: Commitment) -> tuple[Text, list[Field]]:
    holder = words.names(_names(context, owed.holder)) or "Somebody"
    to = f" to {words.names(_names(context, owed.to))}" if owed.to else ""
    what = _text(context, Span(owed.act.start, owed.act.end))
    title = badge(owed.kind.upper()) + Text(f"{holder}{to}: {what}", style="bold")
    fields: list[Field] = [("status", words.COMMITMENT_STATUSES[owed.status])]
    fields.append(("due", _when(owed.due) if owed.due else "no date given"))
    if owed.due_anchor:
        fields.append(("", counted_from(owed.due_anchor)))
    if owed.condition is not None:
        state = f" ({owed.condition_status})" if owed.condition_status else ""
        fields.append(("if", _text(context, owed.condition) + state))
    if owed.said_by is not None:
        fields.append(("told by", _speaker(context, owed.said_by)))
    return title, fields


def _conditional(context: Context, item: Conditional) -> tuple[Text, list[Field]]:
    kind = "IF" if item.kind == "open" else "HAD"
    title = badge(kind) + Text(_text(context, item.consequent), style="bold")
    fields: list[Field] = [("if", _text(context, item.antecedent))]
    if item.kind == "counterfactual":
        fields.append(("note", "contrary to fact"))
    if item.said_by is not None:
        fields.append(("told by", _speaker(context, item.said_by)))
    return title, fields


def _when(when: Interval | None) -> str:
    return words.interval(when)


def _number(item: Number) -> str:
    low = None if item.low is None else words.amount(item.low)
    high = None if item.high is None else words.amount(item.high)
    what = words.clean(item.of)
    if low is not None and high is not None:
        return f"{low} {what}" if low == high else f"{low}\u2013{high} {what}"
    if low is not None:
        return f"{low} or more {what}"
    return f"at most {high} {what}" if high is not None else f"an unknown number {what}"


def _names(context: Context, keys: Sequence[str]) -> list[str]:
    return [context.names.get(key, key) for key in keys]


def _speaker(context: Context, statement: str) -> str:
    """Name who made a statement."""
    return words.clean(context.speakers.get(statement, "one of the parties"))


def _text(context: Context, span: Span) -> str:
    text = context.piece(span.start, span.end)
    return "(its words are not at hand)" if text is None else words.clean(text)
