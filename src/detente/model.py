"""The values that flow through detente: frozen, typed, and the JSON of the contract.

Everything a stage hands to the next is one of these structs. They import nothing heavy and hold
no behaviour beyond what their own fields imply. `detente schema` is generated from them.

Text positions are `[start, end)` in Unicode code points of the article text as received.
Dates are days; a point in time is an `Interval`, both days included, either end `None` where the
text leaves it open.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

SCHEMA = "detente/1"

PublishedFrom = Literal["given", "header", "metadata", "url", "none"]
Granularity = Literal[
    "hour",
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "season",
    "half-year",
    "year",
    "decade",
    "century",
    "span",
]
ActorKind = Literal["person", "state", "government", "organisation", "group", "people", "generic"]
MentionBy = Literal["name", "title", "pronoun", "metonym", "description"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Status = Literal[
    "occurred",
    "ongoing",
    "planned",
    "proposed",
    "threatened",
    "considered",
    "hypothetical",
    "counterfactual",
    "negated",
    "asked",
]
SourceType = Literal[
    "named", "spokesperson", "anonymous", "institution", "document", "unattributed"
]
Capacity = Literal[
    "principal",
    "spokesperson",
    "official",
    "former",
    "expert",
    "institution",
    "document",
    "witness",
    "unknown",
]
CommitmentKind = Literal["promise", "threat", "ultimatum", "offer", "demand", "deadline"]
CommitmentStatus = Literal[
    "open",
    "kept",
    "broken",
    "condition not met",
    "withdrawn",
    "superseded",
    "disputed",
    "no evidence found",
]
Step = Literal["day", "week", "month"]

COUNTED: tuple[Status, ...] = ("occurred", "ongoing")
"""The statuses that count as deeds or words done; all others are kept and never counted."""

Probability = Annotated[float, Meta(ge=0, le=1)]
Stance = Annotated[float, Meta(ge=-1, le=1)]
Offset = Annotated[int, Meta(ge=0)]


def content_id(*parts: object) -> str:
    """Return the id of a value made of `parts`: 24 hexadecimal digits of their SHA-256.

    The parts are joined with an unambiguous separator, so ("ab", "c") and ("a", "bc") differ.

    >>> content_id("a", None, 3) == content_id("a", None, 3)
    True
    """
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]


class Span(Struct, frozen=True, order=True):
    """A stretch of the article text, `[start, end)` in code points."""

    start: Offset
    end: Offset


class Interval(Struct, frozen=True):
    """A point in time as far as the text tells it: it lies in [earliest, latest]."""

    earliest: dt.date | None
    latest: dt.date | None
    granularity: Granularity


class Restored(Struct, frozen=True):
    """A name that a machine had swapped for synonyms, put back."""

    start: Offset
    end: Offset
    text: str
    restored: str


class Article(Struct, frozen=True, kw_only=True):
    """One text as received, with what is known about its origin.

    `text` is never rewritten; `body` marks the article proper, all else is page furniture.
    `length` is in code points; `sha256` is the hash of the original bytes; `repairs` counts the
    undecodable bytes and lone surrogates that became U+FFFD.
    """

    id: str
    given_id: str | None = None
    title: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom = "none"
    url: str | None = None
    publisher: str | None = None
    bylines: tuple[str, ...] = ()
    language: str = "en"
    sha256: str
    length: int
    repairs: int = 0
    text: str | UnsetType = UNSET
    body: tuple[tuple[Offset, Offset], ...] = ()
    spun: Probability = 0.0
    restored: tuple[Restored, ...] = ()

    @property
    def content(self) -> str:
        """The text itself; raises ValueError on an article that travels without it."""
        if self.text is UNSET:
            raise ValueError(f"article {self.id} was loaded without its text")
        return self.text


class Role(Struct, frozen=True):
    """An office held: title, of what (actor key), from when to when (both days included)."""

    title: str
    of: str | None
    earliest: dt.date | None = None
    latest: dt.date | None = None


class Mention(Struct, frozen=True):
    """One place where an actor is named or meant."""

    start: Offset
    end: Offset
    by: MentionBy


class Actor(Struct, frozen=True, kw_only=True):
    """Somebody who acts or speaks. `id` is the key in the actor data where there is one."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    codes: dict[str, str] = {}
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Timex3(Struct, frozen=True):
    """The TIMEX3 attributes of a time expression."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None


class Time(Struct, frozen=True, kw_only=True):
    """A time expression and the interval it stands for (both ends None for a duration)."""

    start: Offset
    end: Offset
    timex3: Timex3
    earliest: dt.date | None
    latest: dt.date | None
    granularity: Granularity
    anchor: Literal["document", "context", "absolute"]


class Place(Struct, frozen=True, kw_only=True):
    """Where something happened, as the text has it. Latitude and longitude are in degrees."""

    text: str
    start: Offset
    end: Offset
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class Number(Struct, frozen=True):
    """A count that the text gives, as an interval ("more than a dozen": low 13, high None)."""

    of: str
    low: float | None
    high: float | None


class Event(Struct, frozen=True, kw_only=True):
    """Who did what to whom, by the PLOVER ontology. `intensity` is on `intensity_scale`."""

    id: str
    type: EventType
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    historical: bool = False
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    symmetric: bool = False
    status: Status
    when: Interval | None = None
    known: dt.date | None = None
    where: Place | None = None
    numbers: tuple[Number, ...] = ()
    intensity: float
    intensity_scale: str
    said_by: str | None = None
    content_of: str | None = None
    incident: str | None = None
    confidence: Probability
    trigger: Span
    evidence: tuple[Span, ...]

    @property
    def counts(self) -> bool:
        """Whether this record may enter a count: done or going on, and no speech act's content."""
        return self.status in COUNTED and self.content_of is None


class About(Struct, frozen=True):
    """What a statement says of an actor: -1 wholly hostile, 1 wholly favourable."""

    actor: str
    stance: Stance


class Statement(Struct, frozen=True, kw_only=True):
    """Who said what, and on what footing."""

    id: str
    speaker: str | None = None
    speaker_text: str | None = None
    source_type: SourceType
    named: bool
    capacity: Capacity = "unknown"
    knowledge: Literal["first-hand", "relayed", "unknown"] = "unknown"
    via: str | None = None
    mode: Literal["direct", "mixed", "indirect"]
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    venue: str | None = None
    when: Interval | None = None
    known: dt.date | None = None
    addressees: tuple[str, ...] = ()
    about: tuple[About, ...] = ()
    evidence: tuple[Span, ...]


class Act(Struct, frozen=True):
    """What a commitment binds its holder to do: the words, and the PLOVER type where known."""

    start: Offset
    end: Offset
    type: EventType | None = None


class Commitment(Struct, frozen=True, kw_only=True):
    """Who owes what to whom by when, and what became of it."""

    id: str
    holder: tuple[str, ...]
    to: tuple[str, ...] = ()
    kind: CommitmentKind
    act: Act
    condition: Span | None = None
    condition_status: Literal["met", "not met", "unknown"] | None = None
    due: Interval | None = None
    due_anchor: str | None = None
    status: CommitmentStatus = "open"
    closed_by: tuple[str, ...] = ()
    known: dt.date | None = None
    said_by: str | None = None
    evidence: tuple[Span, ...]


class Conditional(Struct, frozen=True, kw_only=True):
    """What would follow from what."""

    id: str
    kind: Literal["open", "counterfactual"]
    antecedent: Span
    consequent: Span
    said_by: str | None = None
    evidence: tuple[Span, ...]


Record = Event | Statement | Commitment | Conditional


class Reading(Struct, frozen=True, kw_only=True):
    """All that detente finds in one article."""

    schema_: Literal["detente/1"] = field(name="schema", default="detente/1")
    article: Article
    sentences: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    conditionals: tuple[Conditional, ...] = ()

    def records(self) -> tuple[Record, ...]:
        """All records in the order events, statements, commitments, conditionals."""
        return (*self.events, *self.statements, *self.commitments, *self.conditionals)

    def actor(self, key: str) -> Actor:
        """The actor with the id `key`; raises KeyError where the reading has none."""
        for candidate in self.actors:
            if candidate.id == key:
                return candidate
        raise KeyError(key)


class Word(Struct, frozen=True, kw_only=True):
    """One word of a parsed sentence, with the labels of Universal Dependencies.

    `head` counts the sentence's words from 1; the root's head is 0. `joined` says that the word is
    written together with the one before it as one word (the n't of don't).
    """

    start: int
    end: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    relation: str
    joined: bool = False


NameType = Literal["PER", "PLACE", "ORG", "GRP", "OTHER"]


class Named(Struct, frozen=True, kw_only=True):
    """A name in a parsed sentence: characters `[start, end)` of the article, and its type."""

    start: int
    end: int
    type: NameType


class ParsedSentence(Struct, frozen=True, kw_only=True):
    """One sentence as the language model parses it."""

    start: int
    end: int
    words: tuple[Word, ...] = ()
    names: tuple[Named, ...] = ()


class Parse(Struct, frozen=True, kw_only=True):
    """An article's sentences with parts of speech, forms, lemmas, trees and names."""

    schema_: Literal["detente/1"] = field(name="schema", default="detente/1")
    article: Article
    model: str
    sentences: tuple[ParsedSentence, ...] = ()


class Rejected(Struct, frozen=True, kw_only=True):
    """An item that could not be used: where it came from, why, and the bytes' hash if known."""

    source: str
    line: int | None = None
    reason: str
    given_id: str | None = None
    sha256: str | None = None

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.reason}"


class Decision(Struct, frozen=True, kw_only=True):
    """What a person decided about a record; appended, never changed."""

    id: str
    record: str
    verdict: Literal["accept", "reject"]
    who: str
    on: dt.date
    why: str | None = None


class Dyad(Struct, frozen=True, order=True):
    """A directed pair: how `source` treats `target` (actor ids)."""

    source: str
    target: str


class Incident(Struct, frozen=True, kw_only=True):
    """One act, however often it was reported.

    `members` are the record ids, `articles` the article ids; `reports` counts articles and
    `independent` counts clusters of copies among them. `weight` is 1 / number of cross-side pairs.
    """

    id: str
    type: EventType
    quad: Quad
    source: tuple[str, ...]
    target: tuple[str, ...]
    symmetric: bool = False
    status: Status
    when: Interval | None
    known: dt.date | None
    intensity: float
    weight: float = 1.0
    members: tuple[str, ...]
    articles: tuple[str, ...]
    reports: int
    independent: int


class Period(Struct, frozen=True, kw_only=True):
    """One step of a relationship curve. `counts` holds incidents by quad class."""

    start: dt.date
    end: dt.date
    incidents: float
    reports: int
    independent: int
    covered: bool
    counts: dict[Quad, float]
    level: float
    low: float
    high: float


class Weighted(Struct, frozen=True):
    """A record and the share of a result that rests on it."""

    record: str
    weight: float


class TurningPoint(Struct, frozen=True, kw_only=True):
    """A day on which treatment changed; `size` is in units of the level."""

    date: dt.date
    earliest: dt.date
    latest: dt.date
    direction: Literal["better", "worse"]
    size: float
    probability: Probability
    evidence: tuple[Weighted, ...]


class Method(Struct, frozen=True, kw_only=True):
    """How a result was obtained: name, parameters, version, and the hashes of what it used."""

    name: str
    version: str
    parameters: dict[str, Any] = {}
    hashes: dict[str, str] = {}
    filtered: bool | UnsetType = UNSET
    notes: tuple[str, ...] = ()


class Relationship(Struct, frozen=True, kw_only=True):
    """How one actor treats another over time; level in [-10, 10], band of 90 %."""

    schema_: Literal["detente/1"] = field(name="schema", default="detente/1")
    dyad: Dyad
    as_of: dt.date | None
    step: Step
    periods: tuple[Period, ...]
    turning_points: tuple[TurningPoint, ...]
    method: Method


class Source(Struct, frozen=True, kw_only=True):
    """A record with the sentence it rests on, and the article that sentence stands in."""

    record: str
    article: str
    publisher: str | None
    published: dt.date | None
    title: str | None
    url: str | None
    text: str
    start: Offset
    end: Offset


class LedgerEntry(Struct, frozen=True, kw_only=True):
    """One commitment over all reports of it, with names and what closed it."""

    id: str
    commitment: Commitment
    holder_names: tuple[str, ...]
    to_names: tuple[str, ...]
    status: CommitmentStatus
    closed_by: tuple[Source, ...] = ()
    superseded_by: str | None = None
    reports: tuple[Source, ...]
    second_hand: bool = False
    text: str
    condition_text: str | None = None


class BriefEvent(Struct, frozen=True, kw_only=True):
    """A line of the brief on something done, said to be coming, or denied."""

    incident: str
    type: EventType
    mode: str | None
    quad: Quad
    status: Status
    source_names: tuple[str, ...]
    target_names: tuple[str, ...]
    when: Interval | None
    intensity: float
    reports: int
    independent: int
    said_by: str | None
    evidence: tuple[Source, ...]


class BriefStatement(Struct, frozen=True, kw_only=True):
    """A line of the brief on something said: by whom, on what footing, of whom."""

    record: str
    speaker: str | None
    source_type: SourceType
    named: bool
    capacity: Capacity
    mode: Literal["direct", "mixed", "indirect"]
    when: Interval | None
    words: str
    stance: Stance | None
    evidence: tuple[Source, ...]


class Brief(Struct, frozen=True, kw_only=True):
    """The analyst's report on how `source` stands to `target`."""

    schema_: Literal["detente/1"] = field(name="schema", default="detente/1")
    dyad: Dyad
    source_name: str
    target_name: str
    as_of: dt.date | None
    forward: Relationship
    reverse: Relationship
    articles: int
    undated: int
    deeds: tuple[BriefEvent, ...]
    not_done: tuple[BriefEvent, ...]
    statements: tuple[BriefStatement, ...]
    ledger: tuple[LedgerEntry, ...]
    unsure: tuple[str, ...]
    method: Method


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Encode a value of this module as JSON: fields in declaration order, text unescaped."""
    raw = msgspec.json.encode(value, order="deterministic")
    if indent is not None:
        raw = msgspec.json.format(raw, indent=indent)
    return raw.decode("utf-8")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of all public results of the contract."""
    public = (Reading, Parse, Relationship, LedgerEntry, Incident, Brief, Rejected, Decision)
    _, components = msgspec.json.schema_components(public, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "detente-1.schema.json",
        "title": SCHEMA,
        "anyOf": [{"$ref": f"#/$defs/{struct.__name__}"} for struct in public],
        "$defs": components,
    }
