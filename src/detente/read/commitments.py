"""Who owes what by when: promises, threats, offers, demands and deadlines, from events and words.

A commitment rests on an act of commitment (a threat made, a promise, a demand) with its content,
or on what a holder says it will itself do. Forecasts by others and history are none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..knowledge.lexicon import Lexicon
from ..model import Act, Commitment, CommitmentKind, Interval, Span, Time, content_id
from .conditionals import Hypothesis
from .conditionals import spans as hypothesis_spans
from .dating import verb_time
from .document import Doc
from .events import Found
from .frames import Parties, phrase_right, region, subject
from .speech import Said
from .syntax import QUOTES, Clause, Verb
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

    lexicon: Lexicon
    clauses: list[Clause]
    hypotheses: dict[int, Hypothesis]
    said: list[Said]
    said_when: list[Interval | None]
    by_sentence: dict[int, list[int]]
    statement_ids: list[str]


def find(doc: Doc, article: str, events: list[Found], context: Context) -> list[Commitment]:
    """The commitments of one article, in the order of the text."""
    found: list[Commitment] = []
    for event in events:
        commitment = _from_event(doc, article, event, context)
        if commitment is not None:
            found.append(commitment)
    known = {(c.act.start, c.act.end) for c in found}
    beside: dict[int, list[Found]] = {}
    for event in events:
        beside.setdefault(id(event.clause), []).append(event)
    for number, clause in enumerate(context.clauses):
        if not clause.sentence.body or clause.question:
            continue
        events = beside.get(id(clause), [])
        found.extend(
            c
            for c in (
                *_bare_vows(doc, article, number, events, context),
                *_self_set(doc, article, clause, context),
            )
            if (c.act.start, c.act.end) not in known
        )
        deadline = _deadline(doc, article, clause, events, context)
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
    if speaker is None or not same_side(doc, speaker, event.source):
        return None, (), ()
    if event.status == "hypothetical" and event.sentence not in context.hypotheses:
        return None, (), ()
    return ("threat" if event.type in _CONFLICT else "promise"), event.source, event.target


def same_side(doc: Doc, speaker: int, source: Parties) -> bool:
    """Whether the speaker speaks of what it, or its state, will do."""
    if speaker in source:
        return True
    country = doc.parties[speaker].country
    return country is not None and any(doc.parties[party].country == country for party in source)


def _speaker(context: Context, clause: Clause, at: int) -> int | None:
    said = enclosing(context, clause, at)
    return context.said[said].speaker if said is not None else None


def said_by(context: Context, clause: Clause, at: int) -> str | None:
    """The id of the narrowest statement whose content holds the chunk."""
    said = enclosing(context, clause, at)
    return context.statement_ids[said] if said is not None else None


def enclosing(context: Context, clause: Clause, at: int) -> int | None:
    """The narrowest statement whose content holds the chunk."""
    start = clause.doc.tokens[clause.chunks[at].first].start
    best: tuple[int, int] | None = None
    for number in context.by_sentence.get(clause.sentence.first, ()):
        for span in context.said[number].content:
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
    """The due interval from a time expression beside the act, and what it was counted from."""
    made = event.content_of.when if event.content_of is not None else None
    return _due_between(doc, event.clause, (event.at, max(event.region, event.end)), made)


def _due_between(
    doc: Doc, clause: Clause, bounds: tuple[int, int], made: Interval | None
) -> tuple[Interval | None, str | None]:
    for number in dict.fromkeys(
        chunk.time for chunk in clause.chunks[bounds[0] : bounds[1]] if chunk.time >= 0
    ):
        time = doc.times[number]
        if time.timex3.type == "SET":
            continue
        first = next(at for at, chunk in enumerate(clause.chunks) if chunk.time == number)
        lead = clause.chunks[first - 1].word if first else ""
        text = doc.text[time.start : time.end]
        if (
            time.timex3.type == "DURATION"
            and lead not in ("within", "in")
            and not text.lower().startswith(("within", "in"))
        ):
            continue
        spoken = _spoken(made, doc.published)
        due = due_interval(doc.text, time, spoken)
        if due is not None and _ahead(due, doc.published):
            return due, _counted_from(time, spoken)
    return None, None


def _spoken(made: Interval | None, published: dt.date | None) -> Interval | None:
    """When the words were spoken that a term is counted from: the act's days, else publication."""
    if made is not None and made.earliest is not None and made.latest is not None:
        return made
    return _day(published)


def _counted_from(time: Time, spoken: Interval | None) -> str:
    """What a due date was counted from: a day, or how the time expression itself is anchored."""
    if time.timex3.type == "DURATION" and spoken is not None and spoken.earliest is not None:
        return spoken.earliest.isoformat()
    return time.anchor


def _day(date: dt.date | None) -> Interval | None:
    return Interval(date, date, "day") if date is not None else None


def _ahead(due: Interval, published: dt.date | None) -> bool:
    if published is None:
        return True
    return due.latest is None or due.latest >= published


def _deadline(
    doc: Doc, article: str, clause: Clause, events: list[Found], context: Context
) -> Commitment | None:
    """ "gave B 50 days to ...": a deadline set by the subject for the object.

    The act is what B is to do, where the sentence tells it. In a retelling the term is counted
    from the day on which the deadline was set, and only from the text where that is told.
    """
    for verb in clause.verbs:
        if "give" not in verb.lemmas or not verb.finite or verb.negated or verb.modal:
            continue
        phrase = phrase_right(clause, verb.end)
        holder = subject(clause, verb).parties
        after = [chunk for chunk in clause.chunks[phrase.last : phrase.last + 6] if chunk.time >= 0]
        if not holder or not phrase.parties or not after:
            continue
        time = doc.times[after[0].time]
        spoken = _spoken(verb_time(clause, verb, past=True), doc.published)
        due = due_interval(doc.text, time, spoken)
        if due is None or time.timex3.type == "SET":
            continue
        asked = next(
            (
                e
                for e in events
                if e.clause is clause and e.at > verb.at and e.verb and e.verb.infinitive
            ),
            None,
        )
        act = _act_span(asked) if asked is not None else _complement(clause, verb, time)
        return _commitment(
            doc,
            article,
            clause,
            context,
            kind="deadline",
            holder=holder,
            to=phrase.parties,
            act=act,
            due=due,
            anchor=_counted_from(time, spoken),
            at=verb.at,
        )
    return None


def _bare_vows(
    doc: Doc, article: str, number: int, events: list[Found], context: Context
) -> list[Commitment]:
    """ "vowed to respond within two weeks": a vow whose content is no coded event."""
    clause, hypothesis = context.clauses[number], context.hypotheses.get(number)
    words = [chunk.word for chunk in clause.chunks]
    coded = {e.content_of.at for e in events if e.clause is clause and e.content_of is not None}
    found: list[Commitment] = []
    for verb in clause.verbs:
        if not verb.finite or verb.negated or verb.modal or verb.at in coded or verb.passive:
            continue
        if (
            hypothesis is not None
            and hypothesis.antecedent[0] <= verb.at < hypothesis.antecedent[1]
        ):
            continue  # "if B agreed to talk": nobody has promised anything
        entries, length = context.lexicon.controllers_at(words, verb.at)
        after = verb.at + length
        entry = next(
            (
                e
                for e in entries
                if e.frame == "inf" and e.subject == "self" and e.act in ("AGREE", "THREATEN")
            ),
            None,
        )
        holder = subject(clause, verb).parties
        if entry is None or not holder or after >= len(words) - 1 or words[after] != "to":
            continue
        stop = region(clause, verb) if region(clause, verb) > after + 1 else len(words)
        while stop > after + 2 and words[stop - 1] in (".", ",", ";", *QUOTES):
            stop -= 1
        due, anchor = _due_between(doc, clause, (after, stop), None)
        act = Act(_at(clause, after), _end_of(clause, stop - 1), None)
        kind: CommitmentKind = "threat" if entry.act == "THREATEN" else "promise"
        found.append(
            _commitment(
                doc,
                article,
                clause,
                context,
                kind=kind,
                holder=holder,
                to=(),
                act=act,
                due=due,
                anchor=anchor,
                at=verb.at,
            )
        )
    return found


_SETTLE = frozenset(
    "decide decides decided decision clear know announce answer respond act".split()
)


def _self_set(doc: Doc, article: str, clause: Clause, context: Context) -> list[Commitment]:
    """ "said he would decide within two weeks", "it will be clear by Friday whether": a deadline
    that a speaker sets for itself."""
    words = [chunk.word for chunk in clause.chunks]
    for at, word in enumerate(words):
        if word not in _SETTLE or not {"will", "would", "'ll", "'d"} & set(
            words[max(0, at - 4) : at]
        ):
            continue
        number = enclosing(context, clause, at)
        if number is None or context.said[number].speaker is None:
            continue
        stop = min(len(words), at + 14)
        while stop > at + 1 and words[stop - 1] in (".", ",", ";", *QUOTES):
            stop -= 1
        when = context.said_when[number]
        if when is None or when.earliest is None or when.latest is None:
            continue  # nobody can say from when the term runs
        due, anchor = _due_between(doc, clause, (at, stop), when)
        if due is None:
            continue
        speaker = context.said[number].speaker
        assert speaker is not None
        others = tuple(
            party
            for chunk in clause.chunks[at:]
            if chunk.name is not None and not chunk.name.place
            for party in chunk.name.parties
            if not same_side(doc, speaker, (party,))
        )
        act = Act(_at(clause, at), _end_of(clause, stop - 1), None)
        return [
            _commitment(
                doc,
                article,
                clause,
                context,
                kind="deadline",
                holder=(speaker,),
                to=others[:1],
                act=act,
                due=due,
                anchor=anchor,
                at=at,
            )
        ]
    return []


def _at(clause: Clause, chunk: int) -> int:
    return clause.doc.tokens[clause.chunks[chunk].first].start


def _end_of(clause: Clause, chunk: int) -> int:
    return clause.doc.tokens[clause.chunks[chunk].last - 1].end


def _commitment(
    doc: Doc,
    article: str,
    clause: Clause,
    context: Context,
    *,
    kind: CommitmentKind,
    holder: Parties,
    to: Parties,
    act: Act,
    due: Interval | None,
    anchor: str | None,
    at: int,
) -> Commitment:
    return Commitment(
        id=content_id(article, "commitment", act.start, act.end, kind),
        holder=_ids(doc, holder),
        to=_ids(doc, to),
        kind=kind,
        act=act,
        due=due,
        due_anchor=anchor,
        known=doc.published,
        said_by=said_by(context, clause, at),
        evidence=(Span(clause.sentence.start, clause.sentence.end),),
    )


def _complement(clause: Clause, verb: Verb, time: Time) -> Act:
    """What is to be done by the deadline: the words from "to" on, else the setting itself."""
    tokens = clause.doc.tokens
    chunks = clause.chunks
    for at in range(verb.end, len(chunks) - 1):
        if chunks[at].word == "to" and tokens[chunks[at].first].start >= time.end:
            stop = at + 1
            while stop < len(chunks) and chunks[stop].word not in (
                ",",
                ".",
                ";",
                "or",
                "and",
                "if",
            ):
                stop += 1
            return Act(tokens[chunks[at].first].start, tokens[chunks[stop - 1].last - 1].end, None)
    start = tokens[chunks[verb.begin].first].start
    return Act(start, max(time.end, tokens[chunks[verb.at].first].end), None)


def _ids(doc: Doc, parties: Parties) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doc.parties[party].id for party in parties))
