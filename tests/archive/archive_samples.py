"""Made-up readings for the archive's tests: Aland and Bland, with records of all four kinds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec.structs import replace

from detente.archive.delta import DeltaArchive
from detente.model import (
    About,
    Act,
    Actor,
    Commitment,
    Conditional,
    Event,
    Interval,
    Reading,
    Span,
    Statement,
    content_id,
)
from detente.testing import article

FIRST_DAY = dt.date(2031, 1, 1)
CODES = ("ALAND", "BLAND", "CLAND", "DLAND")


def reading(index: int, *, undated: bool = False, publisher: str = "Herald") -> Reading:
    """One article with an event, a statement, a commitment and a conditional.

    Article `index` is dated `index` days after FIRST_DAY; its event is from CODES[index % 4]
    to the next, its type a SANCTION (occurred) for even and a CONSULT (planned) for odd ones.
    """
    day = None if undated else FIRST_DAY + dt.timedelta(days=index)
    text = f"Report {index}: Aland acted on Bland. “We warned them,” its envoy said – naïvely.\r\n"
    source = article(text, published=day, given_id=f"made-{index}")
    whole = Span(0, len(text) - 2)
    actor, other = CODES[index % 4], CODES[(index + 1) % 4]
    when = Interval(day, day, "day") if day else None
    ids = [content_id(source.id, kind, 0) for kind in ("event", "statement", "owed", "if")]
    even = index % 2 == 0
    return Reading(
        article=replace(source, publisher=publisher),
        sentences=(whole,),
        actors=tuple(
            Actor(id=code, name=code.title(), kind="state", codes={"b": "2", "a": "1"})
            for code in CODES
        ),
        events=(
            Event(
                id=ids[0],
                type="SANCTION" if even else "CONSULT",
                source=(actor,),
                target=(other,),
                symmetric=not even,
                status="occurred" if even else "planned",
                when=when,
                known=day,
                intensity=-5.0,
                intensity_scale="made up",
                confidence=0.75,
                trigger=Span(10, 15),
                evidence=(whole,),
            ),
        ),
        statements=(
            Statement(
                id=ids[1],
                speaker=actor,
                speaker_text="its envoy",
                source_type="spokesperson",
                named=False,
                mode="direct",
                content=(Span(38, 52),),
                when=when,
                known=day,
                addressees=(other,),
                about=(About(other, -0.5), About("CLAND", 0.25)),
                evidence=(whole,),
            ),
        ),
        commitments=(
            Commitment(
                id=ids[2],
                holder=(actor,),
                to=(other,),
                kind="threat",
                act=Act(10, 20, "SANCTION"),
                due=Interval(None, day + dt.timedelta(days=14), "day") if day else None,
                known=day,
                said_by=ids[1],
                evidence=(whole,),
            ),
        ),
        conditionals=(
            Conditional(
                id=ids[3],
                kind="open",
                antecedent=Span(0, 6),
                consequent=Span(10, 15),
                evidence=(whole,),
            ),
        ),
    )


def readings(count: int, first: int = 0) -> list[Reading]:
    """Articles `first` to `first + count`."""
    return [reading(index) for index in range(first, first + count)]


def ingest(folder: str | Path, count: int, batch: int) -> None:
    """Add the first `count` articles in batches, as an interrupted and repeated run would."""
    store = DeltaArchive(folder)
    made = readings(count)
    with store.writing():
        for first in range(0, count, batch):
            store.add(made[first : first + batch], reader="made/1")
