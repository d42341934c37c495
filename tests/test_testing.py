"""The checks for plug-ins pass what is right and say what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from detente import testing
from detente.model import (
    About,
    Act,
    Actor,
    Article,
    Commitment,
    Conditional,
    Event,
    EventType,
    Interval,
    Quad,
    Reading,
    Restored,
    Span,
    Statement,
    content_id,
)

QUADS = get_args(Quad)


class PlainReader:
    """Takes the whole text for one sentence in which its first actor does something."""

    name = "plain/1"

    def read(self, article: Article) -> Reading:
        text = article.content
        bare = replace(article, text=UNSET)
        if not text.strip():
            return Reading(article=bare)
        whole = Span(0, len(text))
        known = article.published if article.published_from != "none" else None
        said = Statement(
            id=content_id(article.id, "statement", 0),
            speaker="a1",
            source_type="named",
            named=True,
            mode="direct",
            content=(whole,),
            known=known,
            about=(About("a1", 0.0),),
            evidence=(whole,),
        )
        act = Event(
            id=content_id(article.id, "event", 0),
            type="REQUEST",
            source=("a1",),
            status="occurred",
            when=Interval(known, known, "day") if known else None,
            known=known,
            intensity=-1.0,
            intensity_scale="made up",
            confidence=1.0,
            trigger=Span(0, 1),
            evidence=(whole,),
            said_by=said.id,
        )
        content = replace(
            act, id=content_id(article.id, "event", 1), status="proposed", content_of=act.id
        )
        owed = Commitment(
            id=content_id(article.id, "commitment", 0),
            holder=("a1",),
            kind="promise",
            act=Act(0, 1),
            known=known,
            closed_by=(act.id,),
            status="kept",
            evidence=(whole,),
        )
        given = Conditional(
            id=content_id(article.id, "conditional", 0),
            kind="open",
            antecedent=Span(0, 1),
            consequent=Span(0, 1),
            evidence=(whole,),
        )
        return Reading(
            article=bare,
            sentences=(whole,),
            actors=(Actor(id="a1", name="A", kind="state"),),
            events=(act, content),
            statements=(said,),
            commitments=(owed,),
            conditionals=(given,),
        )


class AlteredReader(PlainReader):
    def __init__(self, alter: Callable[[Reading], Any]) -> None:
        self.alter = alter

    def read(self, article: Article) -> Reading:
        reading = super().read(article)
        return self.alter(reading) if reading.events else reading


def test_a_sound_reader_passes() -> None:
    testing.check_reader(PlainReader(), ["One text.", "Another, undated as well."])


def test_a_reader_without_a_name_is_refused() -> None:
    with pytest.raises(AssertionError, match="has no name or no method read"):
        testing.check_reader(object())  # type: ignore[arg-type]
    nameless = PlainReader()
    nameless.name = " "
    with pytest.raises(AssertionError, match="name is empty"):
        testing.check_reader(nameless)


def _event(**changes: Any) -> Callable[[Reading], Reading]:
    def alter(reading: Reading) -> Reading:
        first, *others = reading.events
        return replace(reading, events=(replace(first, **changes), *others))

    return alter


def _article(**changes: Any) -> Callable[[Reading], Reading]:
    return lambda reading: replace(reading, article=replace(reading.article, **changes))


def _twice(name: str) -> Callable[[Reading], Reading]:
    return lambda reading: replace(reading, **{name: getattr(reading, name) * 2})


def _commitment(**changes: Any) -> Callable[[Reading], Reading]:
    return lambda reading: replace(
        reading, commitments=(replace(reading.commitments[0], **changes),)
    )


FAR = 10**6
WRONG_WAY = Interval(dt.date(2025, 2, 1), dt.date(2025, 1, 1), "day")


@pytest.mark.parametrize(
    ("alter", "message"),
    [
        (lambda reading: None, "gave NoneType, not a Reading"),
        (_article(title="Mine"), "changed article.title to 'Mine'"),
        (_article(text="Mine"), "changed article.text"),
        (_article(body=((0, FAR),)), "lies outside the text"),
        (_article(restored=(Restored(0, FAR, "a", "b"),)), "lies outside the text"),
        (_event(trigger=Span(0, FAR)), "lies outside the text"),
        (_event(trigger=Span(1, 0)), "lies outside the text"),
        (_event(trigger=Span(0, 0)), "the trigger of .* is empty"),
        (_event(evidence=()), "has no evidence"),
        (_event(evidence=(Span(0, 1),)), "is no whole sentence"),
        (_event(source=("b2",)), r"names the unlisted actor \['b2'\]"),
        (_event(said_by="nowhere"), "is said by nobody"),
        (_event(content_of="nowhere"), "is the content of no event"),
        (_event(known=dt.date(1999, 1, 1)), "is known on 1999-01-01"),
        (_event(when=WRONG_WAY), "is the wrong way"),
        (_commitment(closed_by=("nowhere",)), "is closed by"),
        (_commitment(to=("b2",)), "names the unlisted actor"),
        (_twice("events"), "two records share an id"),
        (_twice("actors"), "two actors share an id"),
        (_twice("sentences"), "two sentences overlap"),
    ],
)
def test_a_faulty_reading_is_named(alter: Callable[[Reading], Any], message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        testing.check_reader(AlteredReader(alter), ["A text to read."])


def test_values_out_of_range_do_not_survive_json() -> None:
    with pytest.raises(ValueError, match="Expected `float` <= 1"):
        testing.check_reader(AlteredReader(_event(confidence=1.5)))
    with pytest.raises(AssertionError, match="after a trip through JSON"):
        testing.check_reader(AlteredReader(_event(source=["a1"])))


def test_sentences_out_of_order_and_triggers_elsewhere_are_named() -> None:
    one = testing.article("One. Two.", published=dt.date(2025, 1, 1))
    reading = PlainReader().read(one)
    first, second = Span(0, 4), Span(5, 9)
    with pytest.raises(AssertionError, match="not in order"):
        testing.check_reading(replace(reading, sentences=(second, first)), one)
    elsewhere = replace(reading.events[0], evidence=(second,), said_by=None)
    split = Reading(
        article=reading.article,
        sentences=(first, second),
        actors=reading.actors,
        events=(elsewhere,),
    )
    with pytest.raises(AssertionError, match="lies outside its evidence"):
        testing.check_reading(split, one)


def test_a_reader_that_answers_differently_is_named() -> None:
    turns: Iterator[float] = iter([n / 1000 for n in range(1000)])

    def alter(reading: Reading) -> Reading:
        return _event(confidence=next(turns))(reading)

    moody = AlteredReader(alter)
    with pytest.raises(AssertionError, match="was read differently the second time"):
        testing.check_reader(moody, ["A text that is longer than what is shown of it in a message"])


# Ontologies


class PlainOntology:
    scale = "made up"

    def quad(self, type_: EventType) -> Quad:
        return QUADS[get_args(EventType).index(type_) % 4]

    def intensity(self, type_: EventType, mode: str | None) -> float:
        return 1.0


def test_a_sound_ontology_passes() -> None:
    testing.check_ontology(PlainOntology())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("scale", "", "has no name"),
        ("quad", lambda type_: "verbal", "which there is not"),
        ("quad", lambda type_: QUADS[0], "no type belongs to material_conflict, "),
        ("intensity", lambda type_, mode: float("nan"), "is nan, outside"),
        ("intensity", lambda type_, mode: -11.0, r"is -11\.0, outside"),
    ],
)
def test_a_faulty_ontology_is_named(name: str, value: Any, message: str) -> None:
    faulty = PlainOntology()
    setattr(faulty, name, value)
    with pytest.raises(AssertionError, match=message):
        testing.check_ontology(faulty)


def test_an_ontology_must_be_one_and_steady() -> None:
    with pytest.raises(AssertionError, match="lacks scale, quad or intensity"):
        testing.check_ontology(object())  # type: ignore[arg-type]
    moody = PlainOntology()
    turns = iter(range(10))
    moody.intensity = lambda type_, mode: float(next(turns))  # type: ignore[method-assign]
    with pytest.raises(AssertionError, match="another answer the second time"):
        testing.check_ontology(moody)


# Stores


class PlainStore:
    """A store in memory; flags make it break one rule each."""

    def __init__(self, *, fault: str = "") -> None:
        self.fault = fault
        self.kept: dict[str, Reading] = {}

    def add(self, batch: Sequence[Reading]) -> int:
        if self.fault == "accepts all":
            batch = [one for one in batch if isinstance(one, Reading)]
        fresh = {one.article.id: one for one in reversed(batch)}
        if self.fault != "counts all":
            fresh = {key: one for key, one in fresh.items() if key not in self.kept}
        count = len(fresh)
        if self.fault == "drops" and count == 5:
            fresh.popitem()
        self.kept |= fresh
        return count

    def readings(self, *, as_of: dt.date | None = None) -> Iterator[Reading]:
        ids = self.kept if self.fault == "unordered" else sorted(self.kept)
        for key in ids:
            one = self.kept[key]
            day = one.article.published
            if as_of is not None and self.fault != "timeless" and (day is None or day > as_of):
                continue
            yield replace(one, sentences=()) if self.fault == "changes" else one


def test_a_sound_store_passes() -> None:
    testing.check_store(PlainStore)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("counts all", "the same batch again must add nothing"),
        ("drops", "12 articles were added, 11 come back"),
        ("changes", "come back changed"),
        ("unordered", "do not come in the order"),
        ("timeless", "as of 2024-12-31, 12 readings are known, not 0"),
        ("accepts all", "was accepted"),
    ],
)
def test_a_faulty_store_is_named(fault: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        testing.check_store(lambda: PlainStore(fault=fault))


class HalfStore(PlainStore):
    """Keeps what it has seen of a batch before it fails."""

    def add(self, batch: Sequence[Reading]) -> int:
        return sum(PlainStore.add(self, [one]) for one in batch)


class FirstComeStore(PlainStore):
    """Remembers which article came first, and leaves it out unless that is a certain one."""

    first = ""

    def add(self, batch: Sequence[Reading]) -> int:
        if batch and not self.first:
            self.first = batch[0].article.id
        return super().add(batch)

    def readings(self, *, as_of: dt.date | None = None) -> Iterator[Reading]:
        for one in super().readings(as_of=as_of):
            if one.article.id != self.first or one.article.given_id == "sample-0":
                yield one


def test_a_store_must_be_one_keep_whole_batches_and_forget_their_order() -> None:
    with pytest.raises(AssertionError, match="has no method add or readings"):
        testing.check_store(object)  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="has left a part of itself"):
        testing.check_store(HalfStore)
    with pytest.raises(AssertionError, match="in another order give another answer"):
        testing.check_store(FirstComeStore)


def test_samples_are_sound_readings() -> None:
    made = testing.sample(6)
    assert [one.article.published is None for one in made] == [False] * 4 + [True, False]
    assert all(one.article.published for one in testing.sample(6, undated=False))
    for one in made:
        testing.check_reading(one, one.article)
