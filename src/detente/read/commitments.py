"""Who owes what by when: promises, threats, offers, demands and deadlines, from events and words.

A commitment rests on an act of commitment (a threat made, a promise, a demand) with its content,
or on what a holder says it will itself do. Forecasts by others and history are none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..model import Act, Commitment, CommitmentKind, Interval, Span, content_id
from .conditionals import Hypothesis
from .conditionals import spans as hypothesis_spans
from .document import Doc
from .events import Found
from .frames import Parties, phrase_right, subject
from .speech import Said
from .syntax import Clause
from .times import due_interval

_CONFLICT = frozenset(
    {
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)
_OWN_PLAN = frozenset({"planned", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need besides the events: the sentence's conditional and who is speaking."""

    clauses: list[Clause]
    hypotheses: dict[int, Hypothesis]
    said: list[Said]
    statement_ids: list[str]


def find(doc: Doc, article: str, events: list[Found], context: Context) -> list[Commitment]:
    """The commitments of one article, in the order of the text."""
    found: list[Commitment] = []
    for event in events:
        commitment = _from_event(doc, article, event, context)
        if commitment is not None:
            found.append(commitment)
    for clause in context.clauses:
        deadline = _deadline(doc, article, clause, context)
        if deadline is not None:
            found.append(deadline)
    return sorted(_once(found), key=lambda c: (c.act.start, c.id))


def _once(found: list[Commitment]) -> list[Commitment]:
    return list({commitment.id: commitment for commitment in found}.values())


def _from_event(doc: Doc, article: str, event: Found, context: Context) -> Commitment | None:
    kind, holder, to = _kind(doc, event, context)
    if kind is None or not holder:
        return None
    clause = event.clause
    condition = None
    hypothesis = context.hypotheses.get(event.sentence)
    if hypothesis is not None and not hypothesis.counterfactual:
        inside = hypothesis.antecedent[0] <= event.at < hypothesis.antecedent[1]
        condition = None if inside else hypothesis_spans(clause, hypothesis)[0]
    due, anchor = _due(doc, event)
    if kind == "demand" and (due is not None or condition is not None):
        kind = "ultimatum" if due is not None else kind
    act = _act_span(event)
    return Commitment(
        id=content_id(article, "commitment", act.start, act.end, kind),
        holder=_ids(doc, holder),
        to=_ids(doc, to),
        kind=kind,
        act=act,
        condition=condition,
        condition_status="unknown" if condition is not None else None,
        due=due,
        due_anchor=anchor,
        known=doc.published,
        said_by=said_by(context, clause, event.at),
        evidence=(Span(clause.sentence.start, clause.sentence.end),),
    )


def _kind(
    doc: Doc, event: Found, context: Context
) -> tuple[CommitmentKind | None, Parties, Parties]:
    """What kind of commitment an event's content is, who holds it and to whom."""
    act = event.content_of
    if act is not None:
        if act.status not in ("occurred", "ongoing"):
            return None, (), ()
        if act.type == "THREATEN" and event.status == "threatened":
            return (
                "threat",
                act.source,
                tuple(p for p in event.target or act.target if p not in act.source),
            )
        if act.type == "AGREE" and event.status in ("planned", "proposed"):
            offer = event.status == "proposed"
            return (
                ("offer" if offer else "promise"),
                act.source,
                tuple(p for p in event.target or act.target if p not in act.source),
            )
        if act.type == "REQUEST" and event.status == "proposed" and event.source:
            return "demand", act.source, tuple(p for p in event.source if p not in act.source)
        return None, (), ()
    if event.status not in _OWN_PLAN or event.nominal:
        return None, (), ()
    speaker = _speaker(context, event.clause, event.at)
    if speaker is None or not _same_side(doc, speaker, event.source):
        return None, (), ()
    if event.status == "hypothetical" and event.sentence not in context.hypotheses:
        return None, (), ()
    return ("threat" if event.type in _CONFLICT else "promise"), event.source, event.target


def _same_side(doc: Doc, speaker: int, source: Parties) -> bool:
    """Whether the speaker speaks of what it, or its state, will do."""
    if speaker in source:
        return True
    country = doc.parties[speaker].country
    return country is not None and any(doc.parties[party].country == country for party in source)


def _speaker(context: Context, clause: Clause, at: int) -> int | None:
    said = _enclosing(context, clause, at)
    return context.said[said].speaker if said is not None else None


def said_by(context: Context, clause: Clause, at: int) -> str | None:
    """The id of the narrowest statement whose content holds the chunk."""
    said = _enclosing(context, clause, at)
    return context.statement_ids[said] if said is not None else None


def _enclosing(context: Context, clause: Clause, at: int) -> int | None:
    """The narrowest statement whose content holds the chunk."""
    start = clause.doc.tokens[clause.chunks[at].first].start
    best: tuple[int, int] | None = None
    for number, said in enumerate(context.said):
        for span in said.content:
            if span.start <= start < span.end and (best is None or span.end - span.start < best[0]):
                best = (span.end - span.start, number)
    return best[1] if best is not None else None


def _act_span(event: Found) -> Act:
    clause = event.clause
    first = event.verb.begin if event.verb is not None and not event.nominal else event.at
    last = max(event.at + 1, min(event.region, len(clause.chunks)))
    while last > event.at + 1 and clause.chunks[last - 1].word in (".", ",", ";", '"', "”"):
        last -= 1
    tokens = clause.doc.tokens
    return Act(
        tokens[clause.chunks[first].first].start,
        tokens[clause.chunks[last - 1].last - 1].end,
        event.type,
    )


def _due(doc: Doc, event: Found) -> tuple[Interval | None, str | None]:
    """The due interval from a time expression beside the act, and the words it came from."""
    clause = event.clause
    stop = max(event.region, event.end)
    for number in dict.fromkeys(
        chunk.time for chunk in clause.chunks[event.at : stop] if chunk.time >= 0
    ):
        time = doc.times[number]
        if time.timex3.type == "SET":
            continue
        first = next(at for at, chunk in enumerate(clause.chunks) if chunk.time == number)
        lead = clause.chunks[first - 1].word if first else ""
        text = doc.text[time.start : time.end]
        if (
            time.timex3.type == "DURATION"
            and lead not in ("within", "in", "for")
            and not text.lower().startswith(("within", "in"))
        ):
            continue
        due = due_interval(
            doc.text,
            time,
            event.when if event.when and event.when.earliest else _day(doc.published),
        )
        if due is not None and _ahead(due, doc.published):
            return due, text
    return None, None


def _day(date: dt.date | None) -> Interval | None:
    return Interval(date, date, "day") if date is not None else None


def _ahead(due: Interval, published: dt.date | None) -> bool:
    if published is None:
        return True
    return due.latest is None or due.latest >= published


def _deadline(doc: Doc, article: str, clause: Clause, context: Context) -> Commitment | None:
    """ "gave B 50 days to ...": a deadline set by the subject for the object."""
    for verb in clause.verbs:
        if "give" not in verb.lemmas or not verb.finite or verb.negated or verb.modal:
            continue
        phrase = phrase_right(clause, verb.end)
        holder = subject(clause, verb).parties
        after = [chunk for chunk in clause.chunks[phrase.last : phrase.last + 6] if chunk.time >= 0]
        if not holder or not phrase.parties or not after:
            continue
        time = doc.times[after[0].time]
        due = due_interval(doc.text, time, _day(doc.published))
        if due is None:
            continue
        tokens = doc.tokens
        start = tokens[clause.chunks[verb.begin].first].start
        end = max(time.end, tokens[clause.chunks[verb.at].first].end)
        return Commitment(
            id=content_id(article, "commitment", start, end, "deadline"),
            holder=_ids(doc, holder),
            to=_ids(doc, phrase.parties),
            kind="deadline",
            act=Act(start, end, None),
            due=due,
            due_anchor=doc.text[time.start : time.end],
            known=doc.published,
            said_by=said_by(context, clause, verb.at),
            evidence=(Span(clause.sentence.start, clause.sentence.end),),
        )
    return None


def _ids(doc: Doc, parties: Parties) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doc.parties[party].id for party in parties))
