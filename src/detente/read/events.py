"""Who did what to whom: events from verbs and event nouns, with their roles and status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..knowledge.lexicon import Controller, Lexicon, Sense
from ..model import EventType, Interval, Status
from .conditionals import Hypothesis
from .dating import Dater, interval
from .frames import (
    Parties,
    Phrase,
    Subject,
    agent,
    direct_object,
    partner,
    phrase_right,
    region,
    subject,
)
from .status import Governor, Statuses, content_status
from .syntax import DETERMINERS, QUOTES, Clause, Verb

_VERBAL_CONFLICT = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST"})
_WORDS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "AGREE", "CONSULT"})
HARM = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
_MEASURES = frozenset(
    """round rounds series set number wave package batch string host hours hour days day pair couple
    dozens hundreds thousands millions billions worth lot lots""".split()
)
_SUMS = frozenset("$ € £ million millions billion billions dollars euros pounds worth".split())
_DEADLY = frozenset("kill murder assassinate shoot stab poison behead torture rape bomb".split())
_WEAPONS = frozenset(
    """knife gun rifle pistol bomb bombs missile missiles drone drones grenade fist fists egg
    axe hammer bullet bullets car hospital wounded injured killed dead blood""".split()
)
_ON_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID"})


@dataclass(slots=True)
class Found:
    """An event in the making: positions are chunks of `clause`; parties are numbers."""

    clause: Clause
    sentence: int
    at: int
    end: int
    type: EventType
    source: Parties
    target: Parties
    status: Status
    mode: str | None = None
    cameo: str | None = None
    symmetric: bool = False
    when: Interval | None = None
    content_of: Found | None = None
    confidence: float = 0.6
    verb: Verb | None = None
    nominal: bool = False
    governor: Governor | None = None
    region: int = 0
    first_person: bool = False
    used: set[int] = field(default_factory=set)


class Events:
    """Finds the events of one article, sentence by sentence."""

    def __init__(self, lexicon: Lexicon, dater: Dater) -> None:
        self.lexicon, self.dater = lexicon, dater
        self.found: list[Found] = []

    def sentence(self, number: int, clause: Clause, hypothesis: Hypothesis | None) -> None:
        """Add the events of one sentence."""
        statuses = Statuses(clause, self.lexicon, hypothesis)
        here: dict[int, Found] = {}
        for verb in clause.verbs:
            event = self._verbal(number, clause, verb, statuses)
            if event is not None:
                here[verb.at] = event
        self._acts(number, clause, statuses, here)
        self._noun_contents(number, clause, statuses, here)
        for event in list(here.values()):
            self._threatened(clause, event, here)
        self._nominals(number, clause, statuses, here)
        for event in sorted(here.values(), key=lambda event: event.at):
            if not self._twin(event):
                self.found.append(event)

    def _twin(self, event: Found) -> bool:
        """Whether the same sentence already gave this event: a noun beside its verb, or a
        participle that adds a consequence ("..., killing twelve")."""
        loose = event.verb is not None and event.verb.gerund and not event.target
        for other in reversed(self.found):
            if other.sentence != event.sentence:
                return False
            if other.type != event.type or other.source != event.source:
                continue
            same = other.target == event.target and other.status == event.status
            if loose or (same and (other.nominal or event.nominal)):
                return True
        return False

    # -- verbs ---------------------------------------------------------------------------------

    def _verbal(self, number: int, clause: Clause, verb: Verb, statuses: Statuses) -> Found | None:
        for lemma in verb.lemmas:
            for sense in self.lexicon.verbs.get(lemma, ()):
                event = self._try(number, clause, verb, sense, statuses)
                if event is not None:
                    return event
        return None

    def _try(
        self, number: int, clause: Clause, verb: Verb, sense: Sense, statuses: Statuses
    ) -> Found | None:
        end = self._particle(clause, verb, sense)
        if end is None:
            return None
        governor = statuses.governor(verb)
        acting = self._acting(clause, verb, governor)
        thing = direct_object(clause, _moved(verb, end))
        if sense.objects and not self._has_object(clause, verb, sense, thing, acting):
            return None
        source, target = self._roles(clause, verb, sense, acting, thing, end)
        if sense.subject_target:
            source, target = target, source
        symmetric = sense.symmetric
        if symmetric:
            parties = tuple(dict.fromkeys((*source, *target)))
            if len(parties) < 2:
                return None
            if not target:  # "A, B and C met": the first named stands first
                source, target = parties[:1], parties[1:]
        target = tuple(party for party in target if party not in source)
        if sense.type not in ("COERCE", "ASSAULT"):
            target = _not_own(clause, source, target)
        if not self._enough(verb, sense, source, target):
            return None
        status = statuses.status(verb)
        type_, mode = self._figurative(clause, sense, source, target, verb)
        return Found(
            clause,
            number,
            verb.at,
            end,
            type_,
            source,
            target,
            status,
            mode,
            sense.cameo if type_ == sense.type else None,
            symmetric,
            self.dater.date(clause, verb, status, number),
            confidence=_confidence(sense, source, target, verb),
            verb=verb,
            governor=governor,
            region=region(clause, verb),
        )

    def _figurative(
        self, clause: Clause, sense: Sense, source: Parties, target: Parties, verb: Verb | None
    ) -> tuple[EventType, str | None]:
        """A person who "attacks", "hits" or "beats" a person or party in politics uses words.

        Force between two named civilians takes a weapon, a blow's object or a casualty in the
        clause; without one the verb is read as rebuke.
        """
        if sense.type != "ASSAULT" or sense.objects or not source or not target:
            return sense.type, sense.mode
        parties = clause.doc.parties
        civil = all(parties[party].kind == "person" for party in source) and all(
            parties[party].kind in ("person", "organisation") for party in target
        )
        if not civil or (verb is not None and verb.lemmas[0] in _DEADLY):
            return sense.type, sense.mode
        armed = any(chunk.word in _WEAPONS for chunk in clause.chunks)
        return (sense.type, sense.mode) if armed else ("ACCUSE", "disapprove")

    def _particle(self, clause: Clause, verb: Verb, sense: Sense) -> int | None:
        """Chunk after the verb and its particle; None where a required particle is missing."""
        if not sense.particle:
            return verb.end
        wanted = sense.particle.split()
        words = [chunk.word for chunk in clause.chunks[verb.end : verb.end + 12]]
        if words[: len(wanted)] == wanted:
            return verb.end + len(wanted)
        if sense.separable:
            thing = phrase_right(clause, verb.end)
            after = thing.last - verb.end
            if 0 < after <= 8 and words[after : after + len(wanted)] == wanted:
                return verb.end
        return None

    def _acting(self, clause: Clause, verb: Verb, governor: Governor | None) -> Subject:
        """The subject of the verb, through what governs it ("asked B to withdraw": B)."""
        if governor is not None and not verb.finite:
            entry = governor.controller
            if entry.subject == "object" and governor.verb is not None and governor.verb.passive:
                return subject(clause, governor.verb)
            if entry.subject == "object" and governor.object is not None:
                phrase = governor.object
                return Subject(
                    phrase.parties, phrase.owners, phrase.first, phrase.last, phrase.head
                )
            if governor.verb is not None:
                upper = self._upper(clause, governor)
                return subject(clause, governor.verb) if upper is None else upper
            owner = phrase_owner(clause, governor.at)
            if owner:
                return Subject(owner, (), governor.at, governor.at + 1)
        return subject(clause, verb)

    def _upper(self, clause: Clause, governor: Governor) -> Subject | None:
        """The subject of a governing infinitive or gerund is that of the verb before it."""
        verb = governor.verb
        if verb is None or verb.finite:
            return None
        before = [other for other in clause.verbs if other.at < verb.begin and other.finite]
        return subject(clause, before[-1]) if before else None

    def _has_object(
        self, clause: Clause, verb: Verb, sense: Sense, thing: Phrase, acting: Subject
    ) -> bool:
        low, high = (acting.first, acting.last) if verb.passive else (thing.first, thing.last)
        if verb.passive and verb.reduced and low < 0:
            return False
        if low >= high:
            return False
        # by tokens: the noun may be part of a party's mention ("its envoy", "Russian troops")
        high = self._past_partitive(clause, low, high)
        tokens = clause.doc.tokens[clause.chunks[max(low, 0)].first : clause.chunks[high - 1].last]
        words = [token.lower for token in tokens]
        for at in range(len(words)):
            noun = self.lexicon.noun_at(words, at)
            if noun is not None and noun[0] in sense.objects:
                return True
        return False

    def _past_partitive(self, clause: Clause, low: int, high: int) -> int:
        """The end of "a second round of talks": what a measure word counts belongs to it."""
        chunks = clause.chunks
        inside = {chunk.word for chunk in chunks[max(low, 0) : high]}
        if high < len(chunks) and (
            (chunks[high].word == "of" and inside & _MEASURES)
            or (chunks[high].word in ("in", "worth") and inside & _SUMS)
        ):
            return phrase_right(clause, high + 1).last
        return high

    def _roles(
        self, clause: Clause, verb: Verb, sense: Sense, acting: Subject, thing: Phrase, end: int
    ) -> tuple[Parties, Parties]:
        prepositions = tuple(word for word in sense.target if word != "obj")
        if verb.passive and not sense.subject_target:
            source = agent(clause, verb)
            target: Parties = ()
            if "obj" in sense.target and not sense.objects:
                target = acting.parties or acting.owners
            elif prepositions:
                target = self._partner(clause, verb, prepositions, end, sense.type)
            return source, target
        source = acting.parties
        if sense.subject_target:
            if verb.passive:
                return acting.parties, agent(clause, verb)
            return source, self._partner(
                clause, verb, prepositions or ("by", "from"), end, sense.type
            )
        for place in sense.target:
            if place == "obj":
                target = self._object_parties(clause, sense, thing)
            else:
                target = self._partner(clause, verb, (place,), end, sense.type)
            if target:
                return source, target
        if sense.objects:
            # "expelled the Qatari ambassador": the thing acted on is the other side's own
            own = {clause.doc.parties[party].country for party in source}
            return source, tuple(
                party for party in thing.who if clause.doc.parties[party].country not in own
            )
        return source, ()

    def _partner(
        self,
        clause: Clause,
        verb: Verb,
        prepositions: tuple[str, ...],
        end: int,
        type_: EventType,
    ) -> Parties:
        """Who stands after the preposition; a town counts for its state where deeds reach it."""
        phrase = partner(clause, verb, prepositions, start=end)
        if phrase is None:
            return ()
        if phrase.who:
            return phrase.who
        located = clause.chunks[phrase.first - 1].word in ("in", "at")
        return phrase.places if type_ in _ON_GROUND or not located else ()

    def _object_parties(self, clause: Clause, sense: Sense, thing: Phrase) -> Parties:
        """Who the object is, or whose it is, or by whom: not who stands nearest."""
        if sense.type == "CONSULT":
            return thing.parties or thing.places  # one meets people, not their papers
        if thing.parties and (thing.head < 0 or not thing.owners):
            return thing.parties
        if thing.owners:
            return thing.owners
        if thing.last <= thing.first:
            return ()
        if thing.places and thing.head < 0:
            return thing.places
        head = clause.chunks[thing.head].word if thing.head >= 0 else ""
        deed = (
            head in self.lexicon.noun_forms
            and self.lexicon.noun_forms[head][0] in self.lexicon.nouns
        )
        links = ("by",) if deed and sense.type in _WORDS else ("of", "in", "from", "by")
        here = thing.last
        if here < len(clause.chunks) and clause.chunks[here].word in links:
            phrase = phrase_right(clause, here + 1)
            return phrase.who or (phrase.places if sense.type in _ON_GROUND else ())
        return ()

    def _enough(self, verb: Verb, sense: Sense, source: Parties, target: Parties) -> bool:
        if sense.symmetric:
            return True
        if sense.weak:
            return bool(source and target)
        if sense.need == "actor":
            return bool(target) and (bool(source) or verb.passive)
        return bool(source) or (verb.passive and bool(target))

    # -- speech acts and their contents --------------------------------------------------------

    def _acts(
        self, number: int, clause: Clause, statuses: Statuses, here: dict[int, Found]
    ) -> None:
        """Link contents to the acts that carry them; add acts that only the controller tells."""
        for at in sorted(here):
            content = here[at]
            governor = content.governor
            if governor is None or governor.controller.act is None or governor.verb is None:
                continue
            act = here.get(governor.verb.at)
            if act is None:
                act = self._act(number, clause, governor, content, statuses)
                if act is None:
                    continue
                here[governor.verb.at] = act
            elif not act.target and (act.type != "REJECT" or governor.controller.frame == "inf"):
                act.target = tuple(p for p in content.target if p not in act.source)
            content.content_of = act

    def _act(
        self, number: int, clause: Clause, governor: Governor, content: Found, statuses: Statuses
    ) -> Found | None:
        entry, verb = governor.controller, governor.verb
        assert verb is not None
        assert entry.act is not None
        acting = self._acting(clause, verb, statuses.governor(verb))
        source = agent(clause, verb) if verb.passive else acting.parties
        others: Parties = ()
        if governor.object is not None:
            others = governor.object.who
        elif verb.passive:
            others = acting.parties
        elif entry.frame == "inf" and entry.act != "ACCUSE":
            others = content.target
        others = tuple(party for party in others if party not in source)
        if not source:
            return None
        status = statuses.status(verb)
        type_ = entry.act
        if type_ == "AGREE" and content.type in HARM:
            # a vow to do harm is a threat, whatever the verb
            type_, content.status = "THREATEN", "threatened"
        together = type_ == "AGREE" and len(source) > 1 and not others
        if together:
            source, others = source[:1], source[1:]
        return Found(
            clause,
            number,
            verb.at,
            verb.end,
            type_,
            source,
            others,
            status,
            symmetric=together,
            when=self.dater.date(clause, verb, status, number),
            confidence=0.65,
            verb=verb,
            governor=statuses.governor(verb),
            region=region(clause, verb),
        )

    def _threatened(self, clause: Clause, event: Found, here: dict[int, Found]) -> None:
        """ "gave B ten days and threatened tariffs": an addressee shared by two verbs of one
        subject."""
        if event.type != "THREATEN" or event.target or event.verb is None:
            return
        before = [verb for verb in clause.verbs if verb.finite and verb.at < event.at]
        if not before or clause.chunks[event.verb.begin - 1].word not in ("and", ","):
            return
        thing = direct_object(clause, before[-1]).parties
        if len(thing) == 1 and subject(clause, before[-1]).parties == event.source:
            event.target = _not_own(clause, event.source, thing)
            for content in here.values():
                if content.content_of is event and not content.target:
                    content.target = event.target

    def _noun_contents(
        self, number: int, clause: Clause, statuses: Statuses, here: dict[int, Found]
    ) -> None:
        """ "threatened sanctions on B", "called for the withdrawal of troops", "denied the attack":
        what a noun after a controller names is content too."""
        words = statuses.words
        for verb in clause.verbs:
            entries, length = self.lexicon.controllers_at(words, verb.at)
            for entry in entries:
                if entry.frame == "np":
                    begin = verb.at + length
                elif entry.frame.startswith("prep:"):
                    begin = self._after_preposition(clause, verb, verb.at + length, entry.frame[5:])
                else:
                    continue
                if begin <= 0 or begin >= len(words):
                    continue
                noun = self._event_noun(clause, begin)
                if noun is None or noun[0] in here:
                    self._bare_act(number, clause, statuses, here, (verb, entry))
                    continue
                self._noun_content(number, clause, statuses, here, (verb, entry, noun))
                break

    def _bare_act(
        self,
        number: int,
        clause: Clause,
        statuses: Statuses,
        here: dict[int, Found],
        match: tuple[Verb, Controller],
    ) -> None:
        """ "asked B for help": an act whose content is no coded event, with its addressee named."""
        verb, entry = match
        addressee = direct_object(clause, verb)
        if entry.act is None or entry.subject != "object" or verb.at in here:
            return
        if not addressee.parties or not entry.frame.startswith("prep:"):
            return
        governor = Governor(entry, verb.at, verb, addressee)
        content = Found(clause, number, verb.at, verb.end, entry.act, (), (), "proposed")
        act = self._act(number, clause, governor, content, statuses)
        if act is not None and act.target:
            here[verb.at] = act

    def _after_preposition(self, clause: Clause, verb: Verb, start: int, word: str) -> int:
        stop = region(clause, verb)
        for at in range(start, min(stop, start + 8)):
            if clause.chunks[at].word == word:
                return at + 1
        return 0

    def _event_noun(self, clause: Clause, begin: int) -> tuple[int, Sense, Phrase] | None:
        """The event noun that heads the phrase starting at `begin`."""
        phrase = phrase_right(clause, begin)
        words = [chunk.word for chunk in clause.chunks]
        if phrase.head < 0:
            return None
        noun = self.lexicon.noun_at(words, phrase.head)
        if noun is None or noun[0] not in self.lexicon.nouns:
            return None
        sense = next((s for s in self.lexicon.nouns[noun[0]] if not s.objects), None)
        return (phrase.head, sense, phrase) if sense is not None else None

    def _noun_content(
        self,
        number: int,
        clause: Clause,
        statuses: Statuses,
        here: dict[int, Found],
        match: tuple[Verb, Controller, tuple[int, Sense, Phrase]],
    ) -> None:
        verb, entry, (head, sense, phrase) = match
        told = here.get(verb.at)
        status = content_status(entry)
        if status == "occurred" or sense.type in _VERBAL_CONFLICT:
            return
        if told is not None and told.type == sense.type:
            return
        acting = self._acting(clause, verb, statuses.governor(verb)).parties
        owners = phrase.owners
        target = self._noun_target(clause, head, sense)
        thing = direct_object(clause, verb).parties
        if not target and entry.subject == "self":
            target = told.target if told is not None else thing
        source = owners or (acting if entry.subject == "self" else thing)
        if entry.act == "REQUEST":
            if thing:  # "warned B against strikes on C": B is not to strike C
                source = owners or thing
            else:  # "demanded the withdrawal of B's troops"
                source, target = owners or target, (acting if sense.target else ())
        target = tuple(party for party in target if party not in source)
        complete = len({*source, *target}) > 1 if sense.symmetric else bool(source and target)
        if not complete and (entry.act is None or not source):
            return
        content = Found(
            clause,
            number,
            head,
            head + 1,
            sense.type,
            source,
            target,
            status,
            sense.mode,
            sense.cameo,
            sense.symmetric,
            self.dater.undated(status, number, clause.sentence.paragraph),
            confidence=0.55,
            verb=verb,
            nominal=True,
            region=region(clause, verb),
        )
        governor = Governor(entry, verb.at, verb)
        if entry.act is not None:
            act = told or self._act(number, clause, governor, content, statuses)
            if act is not None:
                here[verb.at] = act
                if not act.target and act.type != "REJECT":
                    act.target = tuple(p for p in (*target, *source) if p not in act.source)
                content.content_of = act
        here[head] = content

    # -- event nouns ---------------------------------------------------------------------------

    def _nominals(
        self, number: int, clause: Clause, statuses: Statuses, here: dict[int, Found]
    ) -> None:
        """ "Russia's invasion of Ukraine", "the bombing of X by Y", "US-Russian talks"."""
        words = statuses.words
        spoken = {event.at for event in here.values()} | self._object_heads(clause, here)
        for at, chunk in enumerate(clause.chunks):
            if chunk.name is not None or at in spoken or at in statuses.heads:
                continue
            noun = self.lexicon.noun_at(words, at)
            if noun is None or noun[0] not in self.lexicon.nouns:
                continue
            event = self._nominal(
                number, clause, statuses, (at, noun[2]), self.lexicon.nouns[noun[0]]
            )
            if event is not None:
                here[at] = event

    def _object_heads(self, clause: Clause, here: dict[int, Found]) -> set[int]:
        """Nouns that already stand inside a verb's own phrase ("held talks with")."""
        taken: set[int] = set()
        for event in here.values():
            if event.verb is not None and not event.nominal:
                phrase = direct_object(clause, event.verb)
                taken.update(range(phrase.first, phrase.last))
                if event.verb.passive:
                    acting = subject(clause, event.verb)
                    taken.update(range(max(acting.first, 0), max(acting.last, 0)))
        return taken

    def _nominal(
        self,
        number: int,
        clause: Clause,
        statuses: Statuses,
        span: tuple[int, int],
        senses: Iterable[Sense],
    ) -> Found | None:
        at, first = span
        sense = next((s for s in senses if not s.objects and not s.particle), None)
        if sense is None:
            return None
        source = phrase_owner(clause, first) or self._by(clause, at)
        target = self._noun_target(clause, at, sense)
        parties = tuple(dict.fromkeys((*source, *target)))
        if len(parties) < 2:
            return None
        if sense.symmetric:
            source, target = (source, target) if source and target else (parties[:1], parties[1:])
        target = tuple(party for party in target if party not in source)
        if not sense.symmetric and not (source and target):
            return None
        status = self._noun_status(clause, first, statuses)
        type_, mode = self._figurative(clause, sense, source, target, None)
        return Found(
            clause,
            number,
            at,
            at + 1,
            type_,
            source,
            target,
            status,
            mode,
            sense.cameo if type_ == sense.type else None,
            sense.symmetric,
            self._noun_date(clause, at, status, number),
            confidence=0.5 if sense.weak else 0.55,
            nominal=True,
            region=min(len(clause.chunks), at + 12),
        )

    def _by(self, clause: Clause, at: int) -> Parties:
        for here in range(at + 1, min(len(clause.chunks) - 1, at + 10)):
            word = clause.chunks[here].word
            if word == "by":
                phrase = phrase_right(clause, here + 1)
                return phrase.who
            if word in (",", ".", ";") or here in {verb.at for verb in clause.verbs if verb.finite}:
                break
        return ()

    def _noun_target(self, clause: Clause, at: int, sense: Sense) -> Parties:
        chunks = clause.chunks
        heads = {verb.at for verb in clause.verbs if verb.finite}
        for here in range(at + 1, min(len(chunks) - 1, at + 9)):
            if here in heads:
                break
            word = chunks[here].word
            if word in sense.target and word != "by":
                phrase = phrase_right(clause, here + 1)
                if phrase.who or phrase.places:
                    return phrase.who or phrase.places
            if word in (",", ".", ";", "that", "which", "who") or chunks[here].name is not None:
                break
        return ()

    def _noun_date(self, clause: Clause, at: int, status: Status, number: int) -> Interval | None:
        doc = clause.doc
        chunks = clause.chunks
        near = [chunk.time for chunk in chunks[max(0, at - 4) : at + 8] if chunk.time >= 0]
        for time in dict.fromkeys(near):
            found = interval(doc.times[time])
            if found is not None and doc.times[time].timex3.type in ("DATE", "TIME"):
                return found
        if status in ("occurred", "ongoing"):
            published = doc.published
            return None if published is None else Interval(None, published, "span")
        return self.dater.undated(status, number, clause.sentence.paragraph)

    def _noun_status(self, clause: Clause, first: int, statuses: Statuses) -> Status:
        """What stands before sets the status: "a possible", "no", "threat of"."""
        words = statuses.words
        here = first - 1
        while here >= 0 and first - here <= 7:
            word = words[here]
            if word in _NOUN_STATUS:
                return _NOUN_STATUS[word]
            entries, length = self.lexicon.controllers_at(words, here)
            for entry in entries:
                if length and entry.frame in ("np", "prep:of", "prep:for", "prep:to", "prep:about"):
                    if entry.pos == "v" and here not in statuses.heads:
                        continue
                    if content_status(entry) != "occurred":
                        return content_status(entry)
            if word in (",", ";", "that", "and") or here in statuses.heads:
                break
            here -= 1
        hypothesis = statuses.hypothesis
        if hypothesis is not None and hypothesis.antecedent[0] <= first < hypothesis.antecedent[1]:
            return "counterfactual" if hypothesis.counterfactual else "hypothetical"
        if clause.question:
            return "asked"
        governing = [verb for verb in clause.verbs if verb.end <= first and verb.finite]
        if governing and governing[-1].modal is not None and first - governing[-1].at <= 6:
            return statuses.status(governing[-1])
        return "occurred"


_NOUN_STATUS: dict[str, Status] = {
    "no": "negated",
    "possible": "hypothetical",
    "potential": "hypothetical",
    "future": "planned",
    "planned": "planned",
    "upcoming": "planned",
    "scheduled": "planned",
    "imminent": "planned",
    "looming": "planned",
    "proposed": "proposed",
    "threatened": "threatened",
    "hypothetical": "hypothetical",
    "any": "hypothetical",
    "failed": "occurred",
}


def _not_own(clause: Clause, source: Parties, target: Parties) -> Parties:
    """Targets without the bodies of the acting state itself ("offered its army ...")."""
    parties = clause.doc.parties
    own = {parties[party].id for party in source}
    return tuple(party for party in target if parties[party].id.partition(".")[0] not in own)


def phrase_owner(clause: Clause, first: int) -> Parties:
    """Who owns the noun at `first`: "Russia's recent attack", "the Russian-Turkish talks"."""
    chunks = clause.chunks
    heads = {verb.at for verb in clause.verbs}
    here = first - 1
    owners: list[int] = []
    while here >= 0 and first - here <= 6:
        chunk = chunks[here]
        if chunk.name is not None:
            if not (chunk.name.possessive or chunk.name.adjective or owners or here == first - 1):
                break
            owners[:0] = chunk.name.parties
            if (
                here > 1
                and chunks[here - 1].word in ("-", "–", "and")
                and chunks[here - 2].name is not None
            ):
                here -= 2
                continue
            break
        if not (
            chunk.word.isalnum()
            or chunk.time >= 0
            or chunk.word in ("'s", "'", "-")
            or chunk.word in QUOTES
        ):
            break
        if chunk.word in DETERMINERS or here in heads:
            break
        here -= 1
    return tuple(dict.fromkeys(owners))


def _moved(verb: Verb, end: int) -> Verb:
    """The verb group with its particle included."""
    if end == verb.end:
        return verb
    copy = Verb(verb.at, verb.begin, end, verb.readings)
    copy.finite, copy.infinitive = verb.finite, verb.infinitive
    return copy


def _confidence(sense: Sense, source: Parties, target: Parties, verb: Verb) -> float:
    """A first, uncalibrated estimate: more of the frame found, more trust."""
    value = (
        0.5 + 0.1 * bool(source) + 0.1 * bool(target) + 0.1 * bool(sense.objects or sense.particle)
    )
    value -= 0.15 * sense.weak + 0.05 * (not verb.finite)
    return round(min(max(value, 0.05), 0.95), 2)
