"""Short forms in which the reader's tests say what they expect.

An event is written "TYPE SOURCE>TARGET status" with actor ids ("KEN,UGA" for several), a symmetric
one "TYPE ONE=OTHER status". Whoever has no three-letter id is written by name.
"""

from __future__ import annotations

from functools import cache

from detente import desk
from detente.model import Actor, Event, Reading, Span, Statement

PUBLISHED = "2031-05-14"
"""A Wednesday: the day on which all the tests' articles appear."""


@cache
def read(text: str, published: str | None = PUBLISHED) -> Reading:
    return desk.read(text, published=published)


def label(actor: Actor) -> str:
    """The id where it is a key of the actor data that tests can write down, else the name."""
    return actor.id if len(actor.id) == 3 else actor.name


def labels(reading: Reading, ids: tuple[str, ...]) -> str:
    return ",".join(label(reading.actor(key)) for key in ids)


def short(reading: Reading, event: Event) -> str:
    source, target = labels(reading, event.source), labels(reading, event.target)
    parties = f"{source}>{target}"
    if event.symmetric:
        # first-named first, whichever side of the record they stand on
        parties = labels(reading, (*event.source, *event.target)).replace(",", "=")
    return f"{event.type} {parties} {event.status}"


def events(text: str, published: str | None = PUBLISHED) -> list[str]:
    reading = read(text, published)
    return [short(reading, event) for event in reading.events]


def event(text: str, type_: str, published: str | None = PUBLISHED) -> Event:
    """The only event of that type."""
    found = [one for one in read(text, published).events if one.type == type_]
    assert len(found) == 1, f"{type_}: {events(text, published)}"
    return found[0]


def words(reading: Reading, span: Span) -> str:
    return reading.article.content[span.start : span.end]


def statements(text: str) -> list[Statement]:
    return list(read(text).statements)


def statement(text: str) -> tuple[Reading, Statement]:
    """The reading and its only statement."""
    reading = read(text)
    found = [(one.speaker_text, said(reading, one)) for one in reading.statements]
    assert len(reading.statements) == 1, f"statements: {found}"
    return reading, reading.statements[0]


def said(reading: Reading, one: Statement) -> list[str]:
    return [words(reading, span) for span in one.content]


def speaker(reading: Reading, one: Statement) -> str | None:
    return None if one.speaker is None else label(reading.actor(one.speaker))
