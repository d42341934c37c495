"""Chunks and verb groups of one sentence, by local rules.

A sentence becomes a row of chunks: each mention of a party is one chunk, each other token one.
Verb groups are found around words that the lexicons know as verbs, with their auxiliaries; what
they know of tense, voice, negation and modality is read off the group itself.

This is the part that a trained parser replaces; what it offers to later steps is `Clause`.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from ..knowledge.lexicon import Lexicon
from .document import Doc, Name, Sentence

_NEVER = frozenset("never neither nor hardly scarcely".split())
BE = frozenset("be am is are was were been being 's 're 'm".split())
HAVE = frozenset("have has had having 've".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would shall should can could may might must ca wo 'll 'd".split())
NOT = frozenset("not n't never neither nor hardly scarcely cannot".split())
DETERMINERS = frozenset(
    """the a an this that these those its his her their our my your some any no every each all
    both several many few more most another such other what which whose""".split()
)
PREPOSITIONS = frozenset(
    """of in on at by for from with to into onto over under about against between among through
    during after before since until despite toward towards upon within without across around
    amid along near like as via per behind beyond beside besides inside outside off out
    regarding concerning including following throughout""".split()
)
PRONOUNS = frozenset("i we you he she they it who him her them us me".split())
CONJUNCTIONS = frozenset("and or but nor".split())
SUBORDINATORS = frozenset(
    """that which who whom whose because although though while whereas if unless when whenever
    where wherever whether after before until since once so lest provided""".split()
)
RELATIVES = frozenset("who which that".split())
STOPS = frozenset([";", ":", "—", "–", "--", "(", ")", "?", "!", "."])
QUOTES = frozenset(("``", "''", *"\"“”„«»'‘’"))
_ADVERBS = frozenset(
    """also again already always ever even just still now then soon yesterday today later earlier
    once twice often yet almost too instead meanwhile thus so back ahead away together far long
    first last twice perhaps maybe indeed rather quite very""".split()
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `[first, last)`: a mention of parties, or one other token (`word`, lower case)."""

    first: int
    last: int
    word: str
    name: Name | None = None
    time: int = -1
    quote: int = -1


@dataclass(slots=True)
class Verb:
    """A verb group: chunks `[begin, end)` with the head word at `at`.

    `readings` are (lemma, feature) pairs of the head; `finite` is False for infinitives, gerunds
    and bare participles. `governor` is set by `frames`.
    """

    at: int
    begin: int
    end: int
    readings: tuple[tuple[str, str], ...]
    finite: bool = True
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    past: bool = False
    modal: str | None = None
    negated: bool = False
    infinitive: bool = False
    gerund: bool = False
    reduced: bool = False
    lemmas: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Clause:
    """One sentence, ready for rules: its chunks and verb groups in order."""

    doc: Doc
    sentence: Sentence
    chunks: list[Chunk]
    verbs: list[Verb]

    def text(self, first: int, last: int) -> str:
        """The article text of chunks `[first, last)`."""
        tokens = self.doc.tokens
        return self.doc.text[
            tokens[self.chunks[first].first].start : tokens[self.chunks[last - 1].last - 1].end
        ]

    @property
    def question(self) -> bool:
        """Whether the sentence ends as a question."""
        tail = [chunk.word for chunk in self.chunks[-3:]]
        return "?" in tail


def parse(doc: Doc, sentence: Sentence, lexicon: Lexicon) -> Clause:
    """Chunk a sentence and find its verb groups."""
    chunks = _chunks(doc, sentence)
    clause = Clause(doc, sentence, chunks, [])
    for at, chunk in enumerate(chunks):
        if chunk.name is None and chunk.word in lexicon.verb_forms:
            verb = _verb(chunks, at, lexicon)
            if verb is not None:
                clause.verbs.append(verb)
    return clause


def _chunks(doc: Doc, sentence: Sentence) -> list[Chunk]:
    low = bisect.bisect_left(doc.names, sentence.first, key=lambda name: name.first)
    names = iter(doc.names[low:])
    name = next(names, None)
    timed = _positions(doc, sentence, doc.time_spans)
    quoted = _positions(doc, sentence, doc.quote_spans)
    chunks: list[Chunk] = []
    at = sentence.first
    while at < sentence.last:
        while name is not None and name.first < at:
            name = next(names, None)
        here = name if name is not None and name.first == at else None
        stop = here.last if here is not None else at + 1
        word = "" if here is not None else doc.tokens[at].lower
        chunks.append(Chunk(at, stop, word, here, timed.get(at, -1), quoted.get(at, -1)))
        at = stop
    return chunks


def _positions(doc: Doc, sentence: Sentence, spans: list[tuple[int, int]]) -> dict[int, int]:
    """Token -> number of the span (sorted, disjoint) that covers it."""
    inside: dict[int, int] = {}
    at = max(0, bisect.bisect_right(spans, (sentence.start, sentence.start)) - 1)
    while at < len(spans) and spans[at][0] < sentence.end:
        start, end = spans[at]
        token = max(sentence.first, bisect.bisect_left(doc.starts, start))
        while token < sentence.last and doc.tokens[token].start < end:
            inside[token] = at
            token += 1
        at += 1
    return inside


def adverb(word: str) -> bool:
    """Whether a word may stand inside a verb group or between subject and verb."""
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4)


def _before(chunks: list[Chunk], at: int) -> int:
    """The nearest chunk left of `at` that is no adverb, negation or quotation mark; -1 if none."""
    at -= 1
    while at >= 0 and (
        adverb(chunks[at].word) or chunks[at].word in NOT or chunks[at].word in QUOTES
    ):
        at -= 1
    return at


def _verb(chunks: list[Chunk], at: int, lexicon: Lexicon) -> Verb | None:
    """The verb group headed at `at`, or None where the word is no verb here."""
    if at and chunks[at - 1].word == "-":
        return None  # "so-called", "Saudi-led"
    readings = lexicon.verb_forms[chunks[at].word]
    features: set[str] = {feature for _, feature in readings}
    group = _auxiliaries(chunks, at)
    if not group.any:
        group = _inverted(chunks, at) or group
    kept = _admit(chunks, at, features, group, noun=chunks[at].word in lexicon.noun_forms)
    if kept is None:
        return None
    verb = Verb(
        at,
        group.begin,
        at + 1,
        tuple(pair for pair in readings if pair[1] in kept),
        modal=group.modal,
        negated=group.negated,
        perfect=group.have,
        infinitive=group.to,
        past=group.past,
    )
    verb.lemmas = tuple(dict.fromkeys(lemma for lemma, _ in verb.readings))
    verb.passive = group.be and "participle" in kept and "gerund" not in kept
    verb.progressive = group.be and ("gerund" in kept or group.going_on)
    verb.gerund = not group.any and kept == {"gerund"}
    verb.reduced = not group.any and kept == {"participle"}
    verb.passive = verb.passive or verb.reduced
    verb.finite = not (verb.infinitive or verb.gerund or verb.reduced) and not group.nonfinite
    if not group.any and "past" in kept:
        verb.past = True
    return verb


@dataclass(slots=True)
class _Group:
    begin: int
    modal: str | None = None
    negated: bool = False
    never: bool = False
    going_on: bool = False
    have: bool = False
    be: bool = False
    do: bool = False
    to: bool = False
    past: bool = False
    nonfinite: bool = False

    @property
    def any(self) -> bool:
        return bool(self.modal or self.have or self.be or self.do or self.to)


def _auxiliaries(chunks: list[Chunk], at: int) -> _Group:
    """Collect auxiliaries leftwards; adverbs, negation and (in questions) nothing else between."""
    group = _Group(at)
    here = at - 1
    while here >= 0 and at - here <= 8:
        word = chunks[here].word
        if chunks[here].name is not None:
            break
        if word in NOT:
            group.negated = True
            group.never = group.never or word in _NEVER
        elif adverb(word):
            here -= 1
            continue
        elif word in MODALS:
            group.modal, group.past = word, group.past or word in ("would", "could", "might", "'d")
            group.begin = here
            break
        elif word in HAVE:
            group.have, group.past, group.begin = True, group.past or word == "had", here
            group.nonfinite = group.nonfinite or word == "having"
        elif word in BE and not (word == "'s" and _possessed(chunks, here)):
            group.be, group.begin = True, here
            group.going_on = group.going_on or word == "being"
            group.past = group.past or word in ("was", "were")
            group.nonfinite = group.nonfinite or (word == "being" and not _be_before(chunks, here))
        elif word in DO:
            group.do, group.past, group.begin = True, word == "did", here
            break
        elif word == "to" and not group.to:
            group.to, group.begin = True, here
            break
        elif word in QUOTES:
            pass
        else:
            break
        here -= 1
    if not group.any:
        group.negated = group.never
    elif group.negated:
        group.begin = min(group.begin, here + 1)
    return group


def _inverted(chunks: list[Chunk], at: int) -> _Group | None:
    """ "Will Turkey recall", "has it signed": an auxiliary, its subject, and the verb."""
    here = at - 1
    while (
        here > 0
        and at - here <= 6
        and (
            chunks[here].name is not None
            or (chunks[here].word in DETERMINERS | PRONOUNS or chunks[here].word.isalpha())
        )
    ):
        word = chunks[here - 1].word
        first = here == 1 or chunks[here - 2].word in QUOTES | _WH | {",", "and", "but"}
        if first and word in MODALS | HAVE | BE | DO and chunks[-1].word in ("?", *QUOTES):
            if word in MODALS:
                return _Group(here - 1, modal=word)
            if word in HAVE:
                return _Group(here - 1, have=True, past=word == "had")
            if word in BE:
                return _Group(here - 1, be=True, past=word in ("was", "were"))
            return _Group(here - 1, do=True, past=word == "did")
        here -= 1
    return None


_WH = frozenset("who what when where why how which".split())


def _be_before(chunks: list[Chunk], at: int) -> bool:
    return at > 0 and chunks[at - 1].word in BE


def _possessed(chunks: list[Chunk], at: int) -> bool:
    """Whether an 's after a name marks possession: a verb form in -ed or -ing would say "is"."""
    if at == 0 or at + 1 >= len(chunks):
        return True
    owner = chunks[at - 1].name
    if owner is None:
        return False
    if not chunks[at + 1].word.endswith("ing") or owner.by == "pronoun":
        return not chunks[at + 1].word.endswith("ing")
    # "Benin's bombing of Niger" is a noun; only "Benin's bombing Niger" says "is"
    after = chunks[at + 2] if at + 2 < len(chunks) else None
    return after is None or not (after.name is not None or after.word in DETERMINERS)


def _admit(
    chunks: list[Chunk], at: int, features: set[str], group: _Group, *, noun: bool
) -> set[str] | None:
    """The features of the head that fit its group and surroundings; None if it is no verb."""
    if (group.modal or group.do or group.to) and not group.have and not group.be:
        if "base" in features:
            return {"base"}
        return None
    if group.be:
        kept = features & {"participle", "gerund"}
        return kept or None
    if group.have:
        return {"participle"} if "participle" in features else None
    return _bare(chunks, at, features, noun=noun)


def _bare(chunks: list[Chunk], at: int, features: set[str], *, noun: bool) -> set[str] | None:
    """A head without auxiliaries: finite, participle, gerund, or no verb at all."""
    left = _before(chunks, at)
    before = chunks[left] if left >= 0 else None
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    word = before.word if before is not None else ""
    named = before is not None and before.name is not None
    owned = (
        named
        and before is not None
        and before.name is not None
        and (before.name.possessive or before.name.adjective)
    )
    if word in DETERMINERS - RELATIVES or owned or word in ("'s", "'"):
        return {"gerund"} if "gerund" in features and not noun and word == "" else None
    if "gerund" in features:
        return {"gerund"}
    if "past" in features or "participle" in features:
        if after is not None and after.word == "by" and "participle" in features:
            return {"participle"}
        if word in PREPOSITIONS and word not in SUBORDINATORS:
            return None
        if _plain_adjective(chunks, at, before) or "past" not in features:
            return {"participle"} if word == "," and "participle" in features else None
        return {"past"}
    return _present(chunks, at, features, before, noun=noun)


def _plain_adjective(chunks: list[Chunk], at: int, before: Chunk | None) -> bool:
    """ "the city's besieged airport", "newly imposed tariffs": a participle before a noun."""
    if before is None or at + 1 >= len(chunks):
        return False
    after = chunks[at + 1]
    return (
        before.word in PREPOSITIONS | CONJUNCTIONS | {","}
        and after.name is None
        and after.word.isalpha()
        and after.word not in DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS
        and before.word not in CONJUNCTIONS
    )


def _present(
    chunks: list[Chunk], at: int, features: set[str], before: Chunk | None, *, noun: bool
) -> set[str] | None:
    if before is None:
        return None
    named = before.name is not None
    word = before.word
    third = "third" in features
    if third:
        if named or word in ("he", "she", "it", "who", "which", "that"):
            return {"third"}
        return None if noun or word in PREPOSITIONS or not word.isalpha() else {"third"}
    if named:
        # "Russia, China back the plan", "the two leaders meet": a plural subject
        plural = before.name is not None and before.name.plural
        joined = at >= 2 and any(
            chunk.word == "and" and chunk.name is None for chunk in chunks[max(0, at - 4) : at]
        )
        return {"base"} if plural or joined else None
    if word in ("i", "we", "you", "they", "who"):
        return {"base"}
    return None
