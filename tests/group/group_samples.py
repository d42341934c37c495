"""Made-up records for the tests of grouping: what is left out is plain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from detente.model import Act, Article, Commitment, Event, Incident, Interval, Span

D = dt.date
SPAN = Span(0, 1)
Dated = tuple[D, D] | D | None


class Scale:
    """An ontology with as little in it as grouping asks."""

    scale = "test"

    def quad(self, type_: str) -> str:
        return "material_conflict" if type_ in ("ASSAULT", "SANCTION") else "verbal_cooperation"

    def intensity(self, type_: str, mode: str | None) -> float:
        return 1.0


def interval(when: Dated, granularity: str = "day") -> Interval | None:
    if when is None:
        return None
    one, other = when if isinstance(when, tuple) else (when, when)
    return Interval(one, other, granularity)


def article(id_: str, published: D | None = None) -> Article:
    return Article(id=id_, published=published, sha256="0", length=1)


def event(id_: str, when: Dated = None, **fields: Any) -> Event:
    given: dict[str, Any] = {
        "type": "CONSULT",
        "source": ("A",),
        "target": ("B",),
        "status": "occurred",
        "intensity": 2.5,
        "intensity_scale": "test",
        "confidence": 1.0,
        "trigger": SPAN,
        "evidence": (SPAN,),
    }
    given |= fields
    held = when if isinstance(when, Interval) else interval(when)
    return Event(id=id_, when=held, **given)


def report(id_: str, when: Dated = None, *, of: str | None = None, **fields: Any):
    """An event with the article it stands in: its own, unless `of` names one."""
    made = event(id_, when, **fields)
    return made, article(of or f"art-{id_}", made.known)


def pledge(id_: str, due: Dated = None, *, of: str | None = None, **fields: Any):
    given: dict[str, Any] = {
        "holder": ("A",),
        "to": ("B",),
        "kind": "promise",
        "type": "AID",
        "evidence": (SPAN,),
    }
    given |= fields
    act = Act(10, 20, given.pop("type"))
    made = Commitment(id=id_, act=act, due=interval(due), **given)
    return made, article(of or f"art-{id_}", made.known)


def grouping(found: Iterable[Incident]) -> set[frozenset[str]]:
    return {frozenset(incident.members) for incident in found}
