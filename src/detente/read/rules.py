"""The first reader: rules and data only, no trained model. Each step is replaceable on its own.

    segment → names → pronouns → times → clauses → speech → events → commitments → records

Deterministic; knows no clock and no network; never raises on any text.
"""

from __future__ import annotations

import bisect
import hashlib
from collections import Counter
from functools import cached_property

from ..knowledge import actors as actor_data
from ..knowledge.lexicon import Lexicon, lexicon
from ..model import (
    Actor,
    Article,
    Conditional,
    Event,
    Mention,
    Reading,
    Span,
    Statement,
    content_id,
)
from ..ports import Ontology
from . import commitments, conditionals, details, names, speech, times
from .dating import Dater
from .document import Doc, Name
from .events import HARM, Events, Found
from .segment import segment
from .syntax import Clause, Verb, parse

VERSION = "1"


class RulesReader:
    """Reads by rules. `book`, `words` and `ontology` default to the packaged data."""

    def __init__(
        self,
        *,
        book: actor_data.ActorBook | None = None,
        words: Lexicon | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        from ..knowledge.ontology import plover

        self.book = book if book is not None else actor_data.load()
        self.words = words if words is not None else lexicon()
        self.ontology = ontology if ontology is not None else plover

    @cached_property
    def name(self) -> str:
        """`rules-` with the version and a hash of the data it reads with."""
        digest = hashlib.sha256((self.book.digest() + self.words.digest()).encode()).hexdigest()
        return f"rules-{VERSION}-{digest[:8]}"

    def read(self, article: Article) -> Reading:
        """Return all that the article says; the reading carries the article with its text."""
        doc = Doc(article.content, article.published, article.id)
        segment(doc, article.body)
        names.find_names(doc, self.book, self.words.verb_forms)
        names.link_pronouns(doc, self.book)
        spans = [(sentence.start, sentence.end) for sentence in doc.sentences]
        doc.times = times.find_times(doc.text, spans, doc.published)
        return _Assembly(self, article, doc).reading()


class _Assembly:
    """Builds the records of one article from what the steps found."""

    def __init__(self, reader: RulesReader, article: Article, doc: Doc) -> None:
        self.reader, self.article, self.doc = reader, article, doc
        self.clauses: list[Clause] = [
            parse(doc, sentence, reader.words) for sentence in doc.sentences
        ]
        self.hypotheses = {
            number: found
            for number, clause in enumerate(self.clauses)
            if clause.sentence.body and (found := conditionals.find(clause)) is not None
        }
        self.said = speech.Speech(self.clauses, reader.book, reader.words).find()
        self.dater = Dater(doc)

    def reading(self) -> Reading:
        statements = self._statements()
        self.statement_ids = [statement.id for statement in statements]
        self.context = commitments.Context(
            self.reader.words,
            self.clauses,
            self.hypotheses,
            self.said,
            [statement.when for statement in statements],
            self._said_by_sentence(),
            self.statement_ids,
        )
        found = self._found()
        return Reading(
            article=self.article,
            sentences=tuple(Span(s.start, s.end) for s in self.doc.sentences),
            actors=self._actors(found),
            times=tuple(self.doc.times),
            events=self._events(found),
            statements=tuple(statements),
            commitments=tuple(commitments.find(self.doc, self.article.id, found, self.context)),
            conditionals=self._conditionals(),
        )

    def _said_by_sentence(self) -> dict[int, list[int]]:
        """First token of a sentence -> the statements whose content reaches into it."""
        found: dict[int, list[int]] = {}
        starts = [sentence.start for sentence in self.doc.sentences]
        for number, said in enumerate(self.said):
            for span in said.content:
                low = max(0, bisect.bisect_right(starts, span.start) - 1)
                for at in range(low, bisect.bisect_left(starts, span.end)):
                    held = found.setdefault(self.doc.sentences[at].first, [])
                    if number not in held[-1:]:
                        held.append(number)
        return found

    def _statements(self) -> list[Statement]:
        statements: list[Statement] = []
        for number, said in enumerate(self.said):
            clause = self.clauses[said.sentence]
            verb = next(
                (
                    verb
                    for verb in clause.verbs
                    if said.cue and _start(clause, verb.begin) == said.cue[0].start
                ),
                None,
            )
            when = (
                self.dater.date(clause, verb, "occurred", said.sentence)
                if verb is not None
                else self.dater.undated("occurred", said.sentence, clause.sentence.paragraph)
            )
            statements.append(speech.statement(said, self.doc, self.article.id, number, when))
        return statements

    def _found(self) -> list[Found]:
        events = Events(self.reader.words, Dater(self.doc))
        for number, clause in enumerate(self.clauses):
            if clause.sentence.body and not clause.sentence.heading:
                events.sentence(number, clause, self.hypotheses.get(number))
        return self._own_threats(events.found)

    def _own_threats(self, found: list[Found]) -> list[Found]:
        """ "A said it would strike B unless ...": a threat, told by what A says of its own acts."""
        acts: list[Found] = []
        for event in found:
            number = commitments.enclosing(self.context, event.clause, event.at)
            hypothesis = self.hypotheses.get(event.sentence)
            if number is None or hypothesis is None or event.content_of is not None:
                continue
            said = self.said[number]
            supposed = hypothesis.antecedent[0] <= event.at < hypothesis.antecedent[1]
            own = said.speaker is not None and commitments.same_side(
                self.doc, said.speaker, event.source
            )
            cue = self._cue_verb(said)
            if (
                event.type not in HARM
                or event.status not in ("hypothetical", "planned")
                or hypothesis.counterfactual
                or supposed
                or not own
                or said.speaker is None
                or cue is None
                or said.sentence != event.sentence
            ):
                continue
            when = self.dater.date(event.clause, cue, "occurred", event.sentence)
            act = Found(
                event.clause, event.sentence, cue.at, cue.end, "THREATEN", (said.speaker,),
                event.target, "occurred", when=when, verb=cue, region=cue.end,
            )  # fmt: skip
            event.content_of, event.status = act, "threatened"
            acts.append(act)
        return sorted([*found, *acts], key=lambda event: (event.sentence, event.at))

    def _cue_verb(self, said: speech.Said) -> Verb | None:
        clause = self.clauses[said.sentence]
        return next(
            (
                verb
                for verb in clause.verbs
                if said.cue and _start(clause, verb.begin) == said.cue[0].start
            ),
            None,
        )

    def _events(self, found: list[Found]) -> tuple[Event, ...]:
        seen: Counter[Span] = Counter()
        ids: dict[int, str] = {}
        positions: dict[int, list[int]] = {}
        for event in found:
            trigger = self._trigger(event)
            ids[id(event)] = content_id(
                self.article.id, "event", trigger.start, trigger.end, seen[trigger]
            )
            seen[trigger] += 1
            positions.setdefault(id(event.clause), []).append(event.at)
        return tuple(self._event(event, ids, positions[id(event.clause)]) for event in found)

    def _trigger(self, event: Found) -> Span:
        clause = event.clause
        return Span(_start(clause, event.at), _end(clause, max(event.end, event.at + 1) - 1))

    def _event(self, event: Found, ids: dict[int, str], beside: list[int]) -> Event:
        clause, doc = event.clause, self.doc
        last = max(event.region, event.end)
        told = min((at for at in beside if at > event.at), default=len(clause.chunks))
        key = ids[id(event)]
        return Event(
            id=key,
            type=event.type,
            mode=event.mode,
            cameo=event.cameo,
            historical=self.dater.historical(event.when),
            source=self._ids(event.source),
            target=self._ids(event.target),
            symmetric=event.symmetric,
            status=event.status,
            when=event.when,
            known=doc.published,
            where=details.place(clause, 0, last),
            numbers=details.numbers(clause, event.at, max(last, told)),
            intensity=self.reader.ontology.intensity(event.type, event.mode),
            intensity_scale=self.reader.ontology.scale,
            said_by=commitments.said_by(self.context, clause, event.at),
            content_of=ids.get(id(event.content_of)) if event.content_of is not None else None,
            incident=key,
            confidence=event.confidence,
            trigger=self._trigger(event),
            evidence=(Span(clause.sentence.start, clause.sentence.end),),
        )

    def _ids(self, parties: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.doc.parties[party].id for party in parties))

    def _conditionals(self) -> tuple[Conditional, ...]:
        found: list[Conditional] = []
        for number in sorted(self.hypotheses):
            clause, hypothesis = self.clauses[number], self.hypotheses[number]
            antecedent, consequent = conditionals.spans(clause, hypothesis)
            consequent = self._told(clause, antecedent, consequent)
            found.append(
                Conditional(
                    id=content_id(self.article.id, "conditional", antecedent.start, antecedent.end),
                    kind="counterfactual" if hypothesis.counterfactual else "open",
                    antecedent=antecedent,
                    consequent=consequent,
                    said_by=commitments.said_by(self.context, clause, hypothesis.consequent[0]),
                    evidence=(Span(clause.sentence.start, clause.sentence.end),),
                )
            )
        return tuple(found)

    def _told(self, clause: Clause, antecedent: Span, consequent: Span) -> Span:
        """A consequent inside what somebody says starts there, not at "X said"."""
        near = [self.said[n] for n in self.context.by_sentence.get(clause.sentence.first, ())]
        starts = [
            span.start
            for said in near
            for span in said.content
            if span.start < consequent.end
            and span.end >= max(antecedent.end, consequent.end)
            and span.start > consequent.start
        ]
        start = max(starts, default=consequent.start)
        ends = [
            span.end
            for said in near
            for span in said.content
            if span.start <= start < span.end < consequent.end and span.end > antecedent.start
        ]
        return Span(start, min(ends, default=consequent.end))

    def _actors(self, found: list[Found]) -> tuple[Actor, ...]:
        """All parties that are mentioned or take part in a record, in order of first mention."""
        taking = {party for event in found for party in (*event.source, *event.target)}
        mentions: dict[int, list[Mention]] = {}
        for name in self.doc.names:
            if name.place and name.parties[0] not in taking:
                continue
            for meant in name.parties:
                mentions.setdefault(meant, []).append(self._mention(name))
        for said in self.said:
            if said.speaker is not None and said.speaker not in mentions and said.source:
                span = said.source[0]
                mentions[said.speaker] = [Mention(span.start, span.end, "description")]
        ordered = sorted(mentions, key=lambda key: (mentions[key][0].start, key))
        merged: dict[str, Actor] = {}
        for number in ordered:
            party = self.doc.parties[number]
            named = tuple(mentions[number])
            if party.id in merged:
                known = merged[party.id]
                named = tuple(sorted({*known.mentions, *named}, key=lambda m: (m.start, m.end)))
            entry = self.reader.book.entries.get(party.id)
            merged[party.id] = Actor(
                id=party.id,
                name=party.name,
                kind=party.kind,
                country=party.country,
                codes=dict(party.codes),
                roles=entry.roles if entry is not None else (),
                mentions=named,
            )
        return tuple(merged.values())

    def _mention(self, name: Name) -> Mention:
        tokens = self.doc.tokens
        return Mention(tokens[name.core].start, tokens[name.last - 1].end, name.by)


def _start(clause: Clause, chunk: int) -> int:
    return clause.doc.tokens[clause.chunks[chunk].first].start


def _end(clause: Clause, chunk: int) -> int:
    return clause.doc.tokens[clause.chunks[min(chunk, len(clause.chunks) - 1)].last - 1].end
