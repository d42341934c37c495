"""Who stands where around a verb: subject, object and prepositional partners, by local rules.

All functions look at chunks only. Parties come back as tuples of numbers into `Doc.parties`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .document import Name
from .syntax import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    MODALS,
    NOT,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    Chunk,
    Clause,
    Verb,
    adverb,
)

Parties = tuple[int, ...]
REACH = 40
"""How many chunks a rule looks left or right at most."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: chunks `[first, last)`, its words, and the parties that head it.

    `owners` are named by possessive or adjective inside it ("Russia's invasion": head noun
    "invasion", owner Russia). `head` is the chunk of the last plain noun, or -1; `places` are the
    states whose towns it names.
    """

    first: int
    last: int
    words: tuple[str, ...]
    parties: Parties
    owners: Parties
    head: int
    places: Parties = ()

    @property
    def who(self) -> Parties:
        """The parties that the phrase is or belongs to."""
        return self.parties or self.owners


def _parties(names: list[Name]) -> Parties:
    return tuple(dict.fromkeys(party for name in names for party in name.parties))


def phrase_right(clause: Clause, at: int, *, limit: int | None = None) -> Phrase:
    """The noun phrase that starts at chunk `at`, coordinated names included."""
    chunks = clause.chunks
    stop = min(len(chunks), at + REACH, limit if limit is not None else len(chunks))
    names: list[Name] = []
    owners: list[Name] = []
    places: list[Name] = []
    words: list[str] = []
    head = -1
    here = at
    while here < stop:
        chunk = chunks[here]
        if chunk.name is not None:
            owner = chunk.name.possessive or chunk.name.adjective
            if names and not _joined(chunks, here, at):
                break
            (places if chunk.name.place else owners if owner else names).append(chunk.name)
        elif chunk.word in CONJUNCTIONS or chunk.word == ",":
            if not _continues(chunks, here, stop):
                break
        elif _breaks(chunk) and not _measures(chunks, here, at, head):
            break
        elif names and not owners and chunk.word not in QUOTES:
            break  # the phrase ended with its name
        elif chunk.word.isalpha() or chunk.word in ("-", "'s", "'") or chunk.word in QUOTES:
            plain = chunk.word.isalpha() and chunk.time < 0
            if plain and chunk.word not in DETERMINERS and not adverb(chunk.word):
                head = here
                words.append(chunk.word)
        elif not chunk.word[0].isalnum() and chunk.word not in ("$", "£", "€", "%"):
            break
        here += 1
    if head >= 0 and names and not owners and head > _last_named(chunks, at, here):
        head = -1
    return Phrase(at, here, tuple(words), _parties(names), _parties(owners), head, _parties(places))


def _measures(chunks: list[Chunk], here: int, first: int, head: int) -> bool:
    """Whether a time expression is part of the phrase: "a three-day ceasefire"."""
    return (
        chunks[here].time >= 0
        and head < 0
        and here > first
        and (chunks[here - 1].word in DETERMINERS or chunks[here - 1].time == chunks[here].time)
    )


def _last_named(chunks: list[Chunk], first: int, last: int) -> int:
    return max((at for at in range(first, last) if chunks[at].name is not None), default=-1)


def _joined(chunks: list[Chunk], at: int, first: int) -> bool:
    """Whether the name at `at` is coordinated with what stands before it."""
    left = at - 1
    while left > first and chunks[left].word in DETERMINERS:
        left -= 1
    return chunks[left].word in ("and", "or", ",", "-", "–")


def _continues(chunks: list[Chunk], at: int, stop: int) -> bool:
    """Whether a comma or conjunction at `at` joins another name to the phrase before it."""
    here = at + 1
    while here < stop and (chunks[here].word in ("and", "or") or chunks[here].word in DETERMINERS):
        here += 1
    if here >= stop or chunks[here].name is None:
        return False
    after = here + 1
    if chunks[at].word == ",":
        # a list goes on to "and"; otherwise the name opens a new clause or an apposition
        return any(
            chunks[step].word in ("and", "or")
            and step + 1 < stop
            and (chunks[step + 1].name is not None or chunks[step + 1].word in DETERMINERS)
            for step in range(at + 1, min(stop, after + 6))
        )
    # "and Russia said": a new clause when a verb group follows the name
    follower = chunks[after].word if after < len(chunks) else ""
    return not (follower in BE | HAVE | MODALS or follower.endswith("ed"))


def _breaks(chunk: Chunk) -> bool:
    word = chunk.word
    return (
        word in PREPOSITIONS
        or word in STOPS
        or word in SUBORDINATORS - {"that"}
        or word in BE - {"'s"}
        or word in HAVE
        or word in MODALS
        or word in NOT
        or chunk.time >= 0
    )


def region(clause: Clause, verb: Verb) -> int:
    """The chunk where what belongs to the verb ends: next finite clause, or a strong mark."""
    chunks = clause.chunks
    stop = min(len(chunks), verb.end + REACH)
    following = [other for other in clause.verbs if other.at > verb.at]
    for other in following:
        if other.finite and other.begin < stop:
            stop = min(stop, _clause_start(chunks, verb.end, other.begin))
        elif other.infinitive and other.begin < stop:
            stop = min(stop, other.begin)
    for here in range(verb.end, stop):
        word = chunks[here].word
        if word in STOPS or (word in SUBORDINATORS and here > verb.end and chunks[here].time < 0):
            if word in ("after", "before", "since", "until") and _nominal_after(clause, here):
                return here
            return here
    return stop


def _nominal_after(clause: Clause, at: int) -> bool:
    return at + 1 < len(clause.chunks) and clause.chunks[at + 1].name is None


def _clause_start(chunks: list[Chunk], low: int, begin: int) -> int:
    """Where the clause of a finite verb at `begin` starts: left of its subject."""
    here = begin
    while here > low:
        word = chunks[here - 1].word
        if word in CONJUNCTIONS or word in SUBORDINATORS or word in STOPS or word == ",":
            return here - 1
        here -= 1
    # no marker: the nearest name left of the verb is its subject
    here = begin - 1
    while here > low and chunks[here].name is None:
        here -= 1
    return max(low, here)


def direct_object(clause: Clause, verb: Verb) -> Phrase:
    """The noun phrase right after the verb; empty where a preposition or mark follows."""
    if any(other.begin == verb.end for other in clause.verbs):
        return Phrase(verb.end, verb.end, (), (), (), -1)  # "denied attacking B"
    return phrase_right(clause, verb.end, limit=region(clause, verb))


def partner(
    clause: Clause, verb: Verb, prepositions: tuple[str, ...], *, start: int | None = None
) -> Phrase | None:
    """The first phrase with parties after one of the prepositions, in order of preference."""
    stop = region(clause, verb)
    begin = verb.end if start is None else start
    # "barred B from entering C": C is no partner of "bar"
    gerunds = {other.begin for other in clause.verbs if other.gerund}
    for wanted in prepositions:
        for here in range(begin, stop - 1):
            if here + 1 in gerunds:
                continue
            if clause.chunks[here].word == wanted and clause.chunks[here].time < 0:
                phrase = phrase_right(clause, here + 1, limit=stop)
                if phrase.who or phrase.places:
                    return phrase
    return None


def agent(clause: Clause, verb: Verb) -> Parties:
    """The by-phrase of a passive."""
    phrase = partner(clause, verb, ("by",))
    return phrase.who if phrase is not None else ()


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject found left of a verb: its parties, its phrase's chunks, its plain head noun."""

    parties: Parties = ()
    owners: Parties = ()
    first: int = -1
    last: int = -1
    head: int = -1
    pronoun: str | None = None


def subject(clause: Clause, verb: Verb, *, depth: int = 0) -> Subject:
    """The grammatical subject of a verb group, by what stands to its left."""
    chunks = clause.chunks
    inside = _inside_group(clause, verb)
    if inside is not None:
        return inside
    here = _skip_left(chunks, verb.begin - 1)
    if here < 0 or depth > 4:
        return Subject()
    word = chunks[here].word
    if verb.gerund and word == "for" and depth == 0:
        return _blamed(clause, verb, here)
    joins = CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS | {","}
    if verb.gerund and word in joins:
        return _shared(clause, verb, depth)
    if word in RELATIVES:
        return _antecedent(clause, here)
    if word in CONJUNCTIONS or (word == "," and (verb.gerund or verb.reduced or not verb.finite)):
        if verb.reduced and word == "," and here > 0 and chunks[here - 1].name is not None:
            return _phrase_left(clause, here - 1)
        return _shared(clause, verb, depth)
    if word == ",":
        opened = _parenthesis(clause, here)
        if opened is not None:
            return _apposed(clause, opened)
        return _shared(clause, verb, depth)
    if word in STOPS or word in SUBORDINATORS or word in PREPOSITIONS:
        return Subject()
    return _phrase_left(clause, here)


def _inside_group(clause: Clause, verb: Verb) -> Subject | None:
    """The subject between auxiliary and verb of an inverted question ("Will Turkey recall")."""
    for here in range(verb.at - 1, verb.begin, -1):
        if clause.chunks[here].name is not None:
            return _phrase_left(clause, here)
    return None


def _skip_left(chunks: list[Chunk], here: int) -> int:
    while here >= 0 and (
        adverb(chunks[here].word)
        or chunks[here].word in NOT
        or chunks[here].word in QUOTES
        or chunks[here].time >= 0
        or (chunks[here].word in ("on", "had") and _timed(chunks, here))
    ):
        here -= 1
    return here


def _timed(chunks: list[Chunk], here: int) -> bool:
    return here + 1 < len(chunks) and chunks[here + 1].time >= 0


def _shared(clause: Clause, verb: Verb, depth: int) -> Subject:
    """The subject of the verb group before this one: "met and signed", "left, saying"."""
    before = [other for other in clause.verbs if other.at < verb.begin]
    for other in reversed(before):
        # "gave B ten days to pay and threatened": the finite verb shares with a finite one
        if other.finite or (other.infinitive and not verb.finite):
            found = subject(clause, other, depth=depth + 1)
            if found.parties or found.first >= 0:
                return found
    return Subject()


def _blamed(clause: Clause, verb: Verb, preposition: int) -> Subject:
    """ "criticised B for shooting C": what follows "for" is told of the object before it."""
    before = [other for other in clause.verbs if other.end <= preposition]
    if not before:
        return Subject()
    if before[-1].passive:
        return subject(clause, before[-1], depth=1)
    thing = phrase_right(clause, before[-1].end, limit=preposition)
    return Subject(thing.parties, thing.owners, thing.first, thing.last, thing.head)


def _antecedent(clause: Clause, relative: int) -> Subject:
    here = relative - 1
    while here >= 0 and clause.chunks[here].word == ",":
        here -= 1
    if here < 0 or clause.chunks[here].word in STOPS | SUBORDINATORS | PREPOSITIONS:
        return Subject()
    return _phrase_left(clause, here)


def _parenthesis(clause: Clause, comma: int) -> int | None:
    """The chunk before the comma that opens a parenthesis closing at `comma`, if a name is there.

    "Lavrov, the foreign minister, said": the name before the first comma. A parenthesis that
    itself holds names ("France, Germany and Italy, ...") is only jumped when what stands between
    is a description or a relative clause.
    """
    chunks = clause.chunks
    for here in range(comma - 1, max(-1, comma - REACH), -1):
        if chunks[here].word in (";", ":", "."):
            return None
        if chunks[here].word == "," and here > 0:
            left = chunks[here - 1]
            titled = left.name is None or left.name.by in ("title", "description")
            if here + 2 == comma and titled and _personal(clause, here + 1):
                # "Putin's spokesman, Dmitry Peskov, said": the name inside is the fuller one
                return here + 1
            if left.name is not None and not left.name.adjective:
                return here - 1
            if left.word.isalpha() and chunks[here + 1].word in RELATIVES | {"whose", "whom"}:
                return here - 1
    return None


def _apposed(clause: Clause, at: int) -> Subject:
    """The phrase that ends at `at`; a name after a comma stands for the title before it.

    "X and his counterpart, Y, met": X and Y.
    """
    chunks = clause.chunks
    if at > 1 and chunks[at - 1].word == "," and chunks[at].name is not None:
        before = _phrase_left(clause, at - 2)
        name = chunks[at].name
        assert name is not None
        if not before.parties and before.first > 1 and chunks[before.first - 1].word == "and":
            before = _phrase_left(clause, before.first - 2)
            return Subject((*before.parties, *name.parties), (), before.first, at + 1)
        if len(before.parties) > 1:
            return Subject((*before.parties[:-1], *name.parties), (), before.first, at + 1)
        return Subject(name.parties, (), at, at + 1)
    return _phrase_left(clause, at)


def _personal(clause: Clause, at: int) -> bool:
    """Whether the chunk names a person."""
    name = clause.chunks[at].name
    if name is None or name.by != "name":
        return False
    return clause.doc.parties[name.parties[0]].kind == "person"


def _phrase_left(clause: Clause, end: int) -> Subject:
    """The noun phrase that ends at chunk `end`, coordination and of-phrases included."""
    chunks = clause.chunks
    last = chunks[end]
    if last.name is not None and not last.name.possessive and not last.name.adjective:
        return (
            Subject() if last.name.place and _bare_place(clause, end) else _named_left(clause, end)
        )
    if last.word in ("he", "she", "they", "it", "we", "i", "you"):
        return Subject(first=end, last=end + 1, pronoun=last.word)
    # a plain noun: walk to the start of its phrase, gathering owners
    here = end
    owners: list[Name] = []
    while here >= 0 and end - here < 12:
        chunk = chunks[here]
        if chunk.name is not None:
            if not (chunk.name.possessive or chunk.name.adjective):
                break
            owners.append(chunk.name)
        elif chunk.word in PREPOSITIONS:
            # "officials in Kyiv", "the leaders of Russia": go on to the head before it
            if here > 0 and (chunks[here - 1].word.isalpha() or chunks[here - 1].name is not None):
                return _phrase_left(clause, here - 1)
            break
        elif (
            _breaks(chunk)
            or chunk.word in CONJUNCTIONS
            or not (chunk.word.isalnum() or chunk.word in ("-", "'s", "'") or chunk.word in QUOTES)
        ):
            break
        here -= 1
    return Subject((), _parties(owners[::-1]), here + 1, end + 1, end)


def _bare_place(clause: Clause, end: int) -> bool:
    """Whether a town stands alone, not in a phrase of somebody ("officials in Kyiv")."""
    return end == 0 or clause.chunks[end - 1].word not in PREPOSITIONS


def _named_left(clause: Clause, end: int) -> Subject:
    chunks = clause.chunks
    names = [chunks[end].name]
    here = end - 1
    while here >= 1:
        at = here
        while at >= 0 and chunks[at].word in DETERMINERS:
            at -= 1
        if at < 1 or chunks[at].word not in ("and", "or", ",", "-"):
            break
        before = at - 1
        while before >= 0 and chunks[before].word in (",", "and"):
            before -= 1
        if before < 0:
            break
        previous = chunks[before].name
        if previous is None or previous.possessive or previous.adjective or previous.place:
            break
        lead = before - 1
        while lead >= 0 and chunks[lead].word in DETERMINERS:
            lead -= 1
        if chunks[at].word == "and" and any(v.end == lead + 1 and v.finite for v in clause.verbs):
            break  # "condemned A and B attacked": A is the object of another verb
        if chunks[at].word == "," and not any(
            chunks[step].word in ("and", "or") for step in range(at, end)
        ):
            break  # an apposition, not a list
        names.append(previous)
        here = before - 1
    start = here + 1
    at = here
    while at >= 0 and chunks[at].word in DETERMINERS:
        at -= 1
    if at > 0 and chunks[at].word == "by" and chunks[at - 1].word in _HEADED:
        # "delegations led by X and Y met": those who lead stand for the rest
        return Subject(_parties([n for n in reversed(names) if n is not None]), (), start, end + 1)
    if at > 0 and chunks[at].word in PREPOSITIONS and chunks[at].word not in ("as", "like"):
        outer = _outer(clause, at)
        if outer is not None:
            return outer
    parties = _parties([name for name in reversed(names) if name is not None])
    return Subject(parties, (), start, end + 1)


_HEADED = frozenset(("led", "headed", "chaired", "represented"))


def _outer(clause: Clause, preposition: int) -> Subject | None:
    """The phrase that a prepositional phrase hangs on: "talks with Russia", "officials in Kyiv"."""
    chunks = clause.chunks
    here = preposition - 1
    if here < 0:
        return Subject()
    chunk = chunks[here]
    if chunk.name is not None and not chunk.name.possessive and not chunk.name.adjective:
        return _phrase_left(clause, here)
    if chunk.word == ",":
        return Subject()
    if (
        chunk.word.isalpha()
        and not adverb(chunk.word)
        and chunk.word not in (CONJUNCTIONS | SUBORDINATORS | BE | HAVE | MODALS)
    ):
        return _phrase_left(clause, here)
    return None
