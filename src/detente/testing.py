"""What any plug-in must satisfy: call these from the tests of a reader, an ontology or a store.

Each check raises AssertionError with a sentence that says what is wrong; none needs a test
framework. ::

    from detente.testing import check_reader

    def test_my_reader() -> None:
        check_reader(MyReader())
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, get_args

import msgspec
from msgspec import UNSET, Struct

from .model import (
    Actor,
    Article,
    Commitment,
    Conditional,
    Event,
    EventType,
    Interval,
    Quad,
    Reading,
    Span,
    Statement,
    content_id,
    to_json,
)
from .ports import Ontology, Reader, Store


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Yield every stretch of text that a value of the model points at, at whatever depth.

    >>> list(spans((Span(3, 5), None)))
    [(3, 5)]
    """
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            waiting += [item for item in found if isinstance(item, (Struct, tuple))]
            continue
        names = found.__struct_fields__
        if "start" in names and "end" in names:
            yield found.start, found.end
        for name in names:
            part = getattr(found, name)
            if name == "body":
                yield from part
            elif isinstance(part, (Struct, tuple)):
                waiting.append(part)


def article(text: str, *, published: dt.date | None = None, given_id: str = "") -> Article:
    """Make an article of a text, with the ids and hashes that intake would give it.

    >>> article("Talks ended.").length
    12
    """
    sha = content_id(text)
    return Article(
        id=content_id("test", given_id, published, sha),
        given_id=given_id or None,
        published=published,
        published_from="none" if published is None else "given",
        publisher="Test Desk",
        sha256=sha,
        length=len(text),
        text=text,
        body=((0, len(text)),) if text else (),
    )


# Readers

AWKWARD: tuple[str, ...] = (
    "",
    " \t\r\n\r\n ",
    ".",
    "\ufeffThe envoys met.\r\nNothing was signed.\r\n",
    "NO LOWER CASE HERE AND NO FULL STOP",
    "no capitals, no full stop, no end",
    "“An opening mark without its partner, said the minister. ‘And another",
    '"' * 400,
    "(((((" * 60 + "\x00\x01\x7f\ufffd",
    "Caf\u0065\u0301 \U0001f469\u200d\U0001f680 \u05e9\u05dc\u05d5\u05dd 中文新闻。Ça va? ﬁn",
    "a" * 5000,
    "word " * 1500,
    "On 31 February 2025, 45/45/4545 and 0000-00-00, at 99:99, in the year 123456789.",
    "If it rains, it would pour, unless it may not have rained if it had rained, would it?",
    "Menu | Home | Log in\n\nThe minister met her counterpart on Tuesday. “We agreed,” she said."
    "\n\n© All rights reserved",
)
"""Texts that a reader must survive: empty, ragged, of other scripts, of no sense."""


def check_reader(reader: Reader, texts: Sequence[str] = ()) -> None:
    """A reader reads any text, says the same twice, and points only into the text.

    Tried on the texts given and on `AWKWARD`, dated and undated, forwards and backwards.
    """
    assert isinstance(reader, Reader), f"{reader!r} has no name or no method read"
    assert reader.name.strip(), "the reader's name is empty"
    day = dt.date(2025, 3, 18)
    articles = [article(text, published=day) for text in (*texts, *AWKWARD)]
    articles += [article(text) for text in texts]
    first = []
    for one in articles:
        reading = reader.read(one)
        check_reading(reading, one)
        first.append(to_json(reading))
    again = [to_json(reader.read(one)) for one in reversed(articles)]
    for one, before, after in zip(articles, first, reversed(again), strict=True):
        assert before == after, f"{_named(one)} was read differently the second time"


def check_reading(reading: Reading, source: Article) -> None:
    """A reading agrees with its article and with itself; `source` carries the text."""
    where = _named(source)
    assert isinstance(reading, Reading), f"{where} gave {type(reading).__name__}, not a Reading"
    _check_article(reading.article, source)
    decoded = msgspec.json.decode(to_json(reading), type=Reading)
    assert decoded == reading, f"the reading of {where} is not the same after a trip through JSON"
    for start, end in spans(reading):
        assert 0 <= start <= end <= source.length, f"{where}: {start}-{end} lies outside the text"
    edges = [(one.start, one.end) for one in reading.sentences]
    assert edges == sorted(edges), f"{where}: the sentences are not in order"
    for (_, end), (start, _) in pairwise(edges):
        assert end <= start, f"{where}: two sentences overlap at {start}"
    for interval in _intervals(reading):
        if interval.earliest and interval.latest:
            assert interval.earliest <= interval.latest, f"{where}: {interval} is the wrong way"
    _check_references(reading, where)
    _check_evidence(reading, where)


def _named(source: Article) -> str:
    start = source.content[:40]
    return f"the text {start!r}" + ("…" if source.length > len(start) else "")


def _check_article(read: Article, source: Article) -> None:
    # What a reader may find out about an article; all else is the intake's to say.
    for name in source.__struct_fields__:
        if name in ("body", "language", "spun", "restored"):
            continue
        before, after = getattr(source, name), getattr(read, name)
        if name == "text" and after is UNSET:
            continue
        assert before == after, f"{_named(source)}: reading changed article.{name} to {after!r}"


def _intervals(value: Any) -> Iterator[Interval]:
    if isinstance(value, Interval):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _intervals(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _intervals(item)


def _check_references(reading: Reading, where: str) -> None:
    records = [one.id for one in reading.records()]
    assert len(records) == len(set(records)), f"{where}: two records share an id"
    actors = [one.id for one in reading.actors]
    assert len(actors) == len(set(actors)), f"{where}: two actors share an id"
    statements = {one.id for one in reading.statements}
    for record in reading.records():
        unknown = sorted(set(_actors_of(record)) - set(actors))
        assert not unknown, f"{where}: record {record.id} names the unlisted actor {unknown[:1]}"
        said_by = None if isinstance(record, Statement) else record.said_by
        assert said_by is None or said_by in statements, f"{where}: {record.id} is said by nobody"
        if isinstance(record, Event) and record.content_of is not None:
            events = {one.id for one in reading.events} - {record.id}
            assert record.content_of in events, f"{where}: {record.id} is the content of no event"
        if not isinstance(record, Conditional):
            article = reading.article
            day = article.published if article.published_from != "none" else None
            assert record.known == day, f"{where}: {record.id} is known on {record.known}: {day}?"
        if isinstance(record, Commitment):
            strange = sorted(set(record.closed_by) - set(records))
            assert not strange, f"{where}: {record.id} is closed by {strange}, which is not there"


def _actors_of(record: Any) -> Iterator[str]:
    if isinstance(record, Event):
        yield from (*record.source, *record.target)
    elif isinstance(record, Commitment):
        yield from (*record.holder, *record.to)
    elif isinstance(record, Statement):
        yield from record.addressees
        yield from (one.actor for one in record.about)
        if record.speaker is not None:
            yield record.speaker


def _check_evidence(reading: Reading, where: str) -> None:
    starts = {one.start for one in reading.sentences}
    ends = {one.end for one in reading.sentences}
    for record in reading.records():
        assert record.evidence, f"{where}: record {record.id} has no evidence"
        for span in record.evidence:
            whole = span.start in starts and span.end in ends and span.start < span.end
            assert whole, f"{where}: the evidence {span} of {record.id} is no whole sentence"
        if isinstance(record, Event):
            trigger = record.trigger
            assert trigger.start < trigger.end, f"{where}: the trigger of {record.id} is empty"
            inside = any(e.start <= trigger.start <= trigger.end <= e.end for e in record.evidence)
            assert inside, f"{where}: the trigger of {record.id} lies outside its evidence"


# Ontologies


def check_ontology(ontology: Ontology) -> None:
    """An ontology gives each of the 16 types one quad class and an intensity in [-10, 10]."""
    assert isinstance(ontology, Ontology), f"{ontology!r} lacks scale, quad or intensity"
    assert ontology.scale.strip(), "the intensity scale has no name"
    used = set()
    for type_ in get_args(EventType):
        quad = ontology.quad(type_)
        assert quad in get_args(Quad), f"{type_} has the quad class {quad!r}, which there is not"
        used.add(quad)
        value = ontology.intensity(type_, None)
        in_range = math.isfinite(value) and -10 <= value <= 10
        assert in_range, f"the intensity of {type_} is {value}, outside [-10, 10]"
        same = ontology.quad(type_) == quad and ontology.intensity(type_, None) == value
        assert same, f"{type_} gets another answer the second time"
    unused = sorted(set(get_args(Quad)) - used)
    assert not unused, f"no type belongs to {', '.join(unused)}"


# Stores


def sample(count: int, *, undated: bool = True) -> list[Reading]:
    """Make `count` readings for trying a store; every fifth is undated, if allowed.

    >>> [len(one.events) for one in sample(2)]
    [1, 1]
    """
    return [_sampled(index, undated and index % 5 == 4) for index in range(count)]


def _sampled(index: int, undated: bool) -> Reading:
    day = None if undated else dt.date(2025, 1, 1) + dt.timedelta(days=index)
    text = f"Aland met Bland for the {index}th time – naïve, said “nobody”.\r\n"
    one = article(text, published=day, given_id=f"sample-{index}")
    sentence = Span(0, len(text) - 2)
    event = Event(
        id=content_id(one.id, "event", 6, 0),
        type="CONSULT",
        source=("ALAND",),
        target=("BLAND",),
        symmetric=True,
        status="occurred",
        when=Interval(day, day, "day") if day else None,
        known=day,
        intensity=2.5,
        intensity_scale="test",
        confidence=0.5,
        trigger=Span(6, 9),
        evidence=(sentence,),
    )
    actors = tuple(Actor(id=key.upper(), name=key, kind="state") for key in ("Aland", "Bland"))
    return Reading(article=one, sentences=(sentence,), actors=actors, events=(event,))


def check_store(make: Callable[[], Store]) -> None:
    """A store keeps batches wholly, once, and gives them back the same whatever their order.

    `make` returns a new, empty store each time it is called.
    """
    given = sample(12)
    store = make()
    assert isinstance(store, Store), f"{store!r} has no method add or readings"
    assert store.add([]) == 0, "an empty batch adds nothing"
    assert store.add(given[:7]) == 7, "a batch of 7 new articles must add 7"
    assert store.add(given[:7]) == 0, "the same batch again must add nothing"
    assert store.add(given[5:]) == 5, "articles that are there already must be skipped"
    assert store.add([given[0], given[0]]) == 0, "an article must be kept once"
    kept = _kept(store)
    assert len(kept) == 12, f"12 articles were added, {len(kept)} come back"
    expected = sorted(to_json(_bare(one)) for one in given)
    assert sorted(kept) == expected, "the readings come back changed"
    ids = [one.article.id for one in store.readings()]
    assert ids == sorted(ids), "the readings do not come in the order of their article ids"
    _check_order(make, given, kept)
    _check_as_of(store, given)
    _check_whole(make, given)


def _bare(reading: Reading) -> Reading:
    replace = msgspec.structs.replace
    return replace(reading, article=replace(reading.article, text=UNSET))


def _kept(store: Store, as_of: dt.date | None = None) -> list[str]:
    return [to_json(_bare(one)) for one in store.readings(as_of=as_of)]


def _check_order(make: Callable[[], Store], given: Sequence[Reading], kept: list[str]) -> None:
    other = make()
    for one in reversed(given):
        other.add([one])
    assert _kept(other) == kept, "other batches in another order give another answer"


def _check_as_of(store: Store, given: Sequence[Reading]) -> None:
    days = sorted(one.article.published for one in given if one.article.published)
    for day in (days[0] - dt.timedelta(days=1), days[0], days[3], days[-1]):
        known = [one for one in given if one.article.published and one.article.published <= day]
        expected = sorted(to_json(_bare(one)) for one in known)
        got = sorted(_kept(store, day))
        assert got == expected, f"as of {day}, {len(got)} readings are known, not {len(expected)}"


def _check_whole(make: Callable[[], Store], given: Sequence[Reading]) -> None:
    store = make()
    store.add(given[:2])
    broken: list[Any] = [given[2], object()]
    try:
        store.add(broken)
    except Exception:
        assert len(_kept(store)) == 2, "a batch that failed has left a part of itself"
    else:
        raise AssertionError("a batch that holds something else than readings was accepted")
    assert store.add(given[2:4]) == 2, "after a batch that failed, the store must still work"
