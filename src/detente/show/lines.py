"""Events, statements and commitments as lines: date, plain words, footing, sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..model import BriefEvent, BriefStatement, LedgerEntry, Source
from . import acts, words

Tone = Literal["good", "bad", "plain"]
SOON = 14
"""Days ahead within which a due commitment is shown first: the ledger's "due within two weeks"."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, what, on what footing, and the sentences it rests on.

    `badge` is a word in capitals (who spoke, or the status); `note` says how it was reported;
    `more` holds further facts in plain words; `sources[0]` is the sentence shown under the line;
    `closing` are the sentences that closed a commitment.
    """

    id: str
    when: str
    when_short: str
    words: str
    note: str
    badge: str | None = None
    more: str | None = None
    tone: Tone = "plain"
    sources: tuple[Source, ...] = ()
    closing: tuple[Source, ...] = ()
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; `number` is the mark of a turning point on the chart."""

    title: str
    lines: tuple[Line, ...]
    number: int | None = None
    tone: Tone = "plain"
    empty: str | None = None


def event_line(item: BriefEvent, home: int | None) -> Line:
    """Return something done as a line."""
    claimed = words.witness(item.said_by)
    publisher = item.evidence[0].publisher if item.evidence else None
    more = None
    if claimed is not None:
        per = f", per {words.clean(publisher)}" if publisher else ""
        more = f"{claimed} said so{per}; not told as a fact"
    if item.status == "ongoing":
        more = f"{more}; still going on" if more else "still going on"
    return Line(
        id=item.incident,
        when=words.interval(item.when),
        when_short=words.interval(item.when, short=True, home=home),
        words=acts.act(item.type, item.mode, item.source_names, item.target_names),
        note=words.reports(item.reports, item.independent),
        badge="CLAIMED" if claimed is not None else None,
        more=more,
        tone=_tone(item.intensity),
        sources=item.evidence,
        day=words.latest_day(item.when),
    )


def not_done_line(item: BriefEvent, home: int | None) -> Line:
    """Return something threatened, planned, denied or imagined as a line."""
    claimed = words.witness(item.said_by)
    status = words.STATUSES[item.status]
    if item.status == "negated":
        status = "denied" if claimed else "not done"
    return Line(
        id=item.incident,
        when=words.interval(item.when),
        when_short=words.interval(item.when, short=True, home=home),
        words=acts.deed(item.type, item.mode, item.source_names, item.target_names),
        note=words.reports(item.reports, item.independent),
        badge=status.upper(),
        more=f"according to {claimed}" if claimed else None,
        sources=item.evidence,
        day=words.latest_day(item.when),
    )


def statement_line(item: BriefStatement, home: int | None) -> Line:
    """Return something said as a line."""
    speaker = words.clean(item.speaker) if item.speaker else "Somebody not named"
    said = words.shorten(words.clean(item.words), 90)
    said = f"\u201c{said}\u201d" if item.mode == "direct" else said
    publisher = item.evidence[0].publisher if item.evidence else None
    note = ["on record" if item.named else "not by name", words.MODES[item.mode]]
    if publisher:
        note.append(f"per {words.clean(publisher)}")
    told_apart = item.capacity in {"official", "former", "expert", "witness"}
    return Line(
        id=item.record,
        when=words.interval(item.when),
        when_short=words.interval(item.when, short=True, home=home),
        words=f"{speaker}: {said}",
        note=", ".join(note),
        badge=words.BADGES[item.source_type],
        more=words.CAPACITIES[item.capacity] if told_apart else None,
        tone=_tone(item.stance),
        sources=item.evidence,
        day=words.latest_day(item.when),
    )


def ledger_groups(entries: Sequence[LedgerEntry], as_of: dt.date | None) -> tuple[Group, ...]:
    """Sort commitments under the headings of the ledger; headings without any are left out."""
    home = as_of.year if as_of else None
    titles = {
        "soon": "Due within two weeks",
        "overdue": "Overdue, and no evidence found of what became of it",
        "open": "Open",
        "vague": "Open, with no date or condition by which it could be judged",
        "closed": "Closed",
    }
    found: dict[str, list[Line]] = {key: [] for key in titles}
    for entry in entries:
        found[_heading(entry, as_of)].append(ledger_line(entry, as_of, home))
    return tuple(
        Group(
            titles[key], tuple(sorted(lines, key=lambda line: (line.day or dt.date.max, line.id)))
        )
        for key, lines in found.items()
        if lines
    )


def _heading(entry: LedgerEntry, as_of: dt.date | None) -> str:
    last = entry.commitment.due.latest if entry.commitment.due else None
    if entry.status == "no evidence found":
        return "overdue"
    if entry.status != "open":
        return "closed"
    if last is not None and as_of is not None:
        ahead = (last - as_of).days
        return "overdue" if ahead < 0 else "soon" if ahead <= SOON else "open"
    dated = entry.commitment.due is not None or entry.commitment.condition is not None
    return "open" if dated else "vague"


def _condition(text: str) -> str:
    """A condition with its own opener ("if", "unless", "had"), else with "if" before it."""
    opener = text.split(" ", 1)[0].lower()
    return text if opener in ("if", "unless", "had", "should", "were", "provided") else f"if {text}"


def ledger_line(entry: LedgerEntry, as_of: dt.date | None, home: int | None) -> Line:
    """Return one commitment as a line: who owes whom what, on what condition, when, what became."""
    owed = entry.commitment
    to = f" to {words.names(entry.to_names)}" if entry.to_names else ""
    holder = words.names(entry.holder_names) or "Somebody"
    condition = f", {_condition(words.clean(entry.condition_text))}" if entry.condition_text else ""
    what = words.shorten(words.clean(entry.text), 160)
    more = [f"a {owed.kind}" if owed.kind[0] not in "aeiou" else f"an {owed.kind}"]
    if owed.due_anchor and owed.due is not None and owed.due_anchor != "absolute":
        more.append(counted_from(owed.due_anchor))
    if owed.condition_status is not None:
        unknown = owed.condition_status == "unknown"
        more.append(f"condition {'not known to be met' if unknown else owed.condition_status}")
    if entry.second_hand:
        more.append("told by somebody else than its holder")
    if entry.superseded_by:
        more.append("replaced by a later commitment")
    away = words.distance(owed.due, as_of) if entry.status == "open" else None
    state = words.COMMITMENT_STATUSES[entry.status]
    return Line(
        id=entry.id,
        when=words.interval(owed.due) if owed.due else "no date given",
        when_short=words.interval(owed.due, short=True, home=home),
        words=f"{holder}{to}: {what}{condition}",
        note=f"{state}, {away}" if away else state,
        badge="SECOND-HAND" if entry.second_hand else None,
        more="; ".join(more),
        tone="bad" if entry.status in {"broken", "no evidence found"} else "plain",
        sources=entry.reports,
        closing=entry.closed_by,
        day=words.latest_day(owed.due),
    )


def counted_from(anchor: str) -> str:
    """Return what a due date rests on: a day it was counted from, or the words of the text.

    >>> counted_from("2031-05-25"), counted_from("within two weeks")
    ('counted from 25 May 2031', 'told as “within two weeks”')
    """
    known = {"document": "the date of the report", "context": "another date in the text"}
    if anchor in known:
        return f"counted from {known[anchor]}"
    try:
        return f"counted from {words.day(dt.date.fromisoformat(anchor))}"
    except ValueError:
        return f"told as \u201c{words.shorten(words.clean(anchor), 60)}\u201d"


def _tone(value: float | None) -> Tone:
    return "plain" if not value else "good" if value > 0 else "bad"
