"""Made-up incidents for the tests of tracking: what is left out is plain."""

from __future__ import annotations

import datetime as dt
from typing import Any

from detente.model import Dyad, Incident, Interval, Relationship
from detente.track.relationship import TrackOptions, relate

D = dt.date
MONDAY = D(2024, 1, 1)
AB, BA = Dyad("A", "B"), Dyad("B", "A")


def incident(id_: str, day: D | Interval | None, intensity: float = 2.5, **fields: Any) -> Incident:
    when = Interval(day, day, "day") if isinstance(day, dt.date) else day
    friendly = intensity >= 0
    given: dict[str, Any] = {
        "type": "CONSULT" if friendly else "ACCUSE",
        "quad": "verbal_cooperation" if friendly else "verbal_conflict",
        "source": ("A",),
        "target": ("B",),
        "status": "occurred",
        "known": day if isinstance(day, dt.date) else None,
        "members": (id_,),
        "articles": (f"art-{id_}",),
        "reports": 1,
        "independent": 1,
    }
    return Incident(id=id_, when=when, intensity=intensity, **(given | fields))


def track(incidents: list[Incident], dyad: Dyad = AB, **options: Any) -> Relationship:
    return relate(incidents, dyad, TrackOptions(**options))


def weekly(values: list[list[float]], start: D = MONDAY) -> list[Incident]:
    """Incidents of these intensities, week by week, on its successive days."""
    return [
        incident(f"{week:03}-{number:02}", start + dt.timedelta(days=7 * week + number % 7), value)
        for week, inside in enumerate(values)
        for number, value in enumerate(inside)
    ]
