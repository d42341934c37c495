"""Who held which office when, and for whom an actor acts on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from ..model import Role
from .actor_tables import BodyRow, Office, Tables

EXECUTIVE = frozenset(
    ("head-of-state", "head-of-government", "minister", "spokesperson", "envoy",
     "organisation-head")
)  # fmt: skip
"""Kinds of office whose holder acts for the state or organisation."""

LEADER = "leader"
"""The title that stands for whoever leads a state or organisation, whatever the office."""

_SINGLE = frozenset(("head-of-state", "head-of-government", "minister"))
# titles that several persons hold at once by nature
_SHARED = frozenset(("minister", "commissioner", "deputy prime minister", "deputy minister"))
# an office known to the month may seem to run that much too long
_SLACK = {"day": 1, "": 1, "month": 31, "year": 366}


class Offices:
    """The dated offices, by what they lead and by who held them."""

    def __init__(self, tables: Tables) -> None:
        self._states = tables.states
        self._same = {row.title: row.same_as for row in tables.roles if row.same_as}
        self._bodies: dict[str, BodyRow] = {row.suffix: row for row in reversed(tables.bodies)}
        self._serves = {
            key: row.country
            for key, row in tables.organisations.items()
            if row.kind == "government" and row.country
        }
        self._held: dict[tuple[str, str], list[Office]] = defaultdict(list)
        self._by_person: dict[str, list[Office]] = defaultdict(list)
        for office in sorted(tables.offices, key=_order):
            of = office.role.of or ""
            self._by_person[office.person].append(office)
            self._held[self._class(office.role.title), of].append(office)
            if office.leads:
                self._held[LEADER, of].append(office)

    def roles(self, person: str) -> tuple[Role, ...]:
        """Return the offices of a person, earliest first."""
        return tuple(office.role for office in self._by_person.get(person, ()))

    def holders(self, title: str, of: str, on: dt.date | None) -> list[str]:
        """Return the keys of those who held an office on a day (None: the latest), sorted."""
        held = self._held.get((self._class(title), of), [])
        return sorted({office.person for office in _on(held, on)})

    def in_office(self, person: str, of: str, on: dt.date | None) -> bool:
        """Return whether a person acts for a state or organisation on a day."""
        for office in self._by_person.get(person, ()):
            place = office.role.of or ""
            if office.kind not in EXECUTIVE or of not in (place, self.serving(place)):
                continue
            held = [office] if on else self._held[self._class(office.role.title), place]
            if office in _on(held, on):
                return True
        return False

    def serving(self, key: str) -> str | None:
        """Return the state for which a state itself or an executive body of it acts."""
        if key in self._states:
            return key
        if key in self._serves:
            return self._serves[key]
        state, _, suffix = key.partition(".")
        row = self._bodies.get(suffix)
        return state if row is not None and row.executive and state in self._states else None

    def acts_for(self, key: str, on: dt.date | None) -> str | None:
        """Return the state or organisation for which an actor acts on a day: a state first."""
        offices = self._by_person.get(key)
        if offices is None:
            return self.serving(key)
        places = {office.role.of for office in offices if office.role.of}
        places |= {state for state in map(self.serving, sorted(places)) if state}
        served = [place for place in sorted(places) if self.in_office(key, place, on)]
        return next((place for place in served if place in self._states), next(iter(served), None))

    def check(self) -> list[str]:
        """Return where two persons hold an office at once that only one can hold."""
        found: list[str] = []
        for (title, of), offices in sorted(self._held.items()):
            if title == LEADER or title in _SHARED:
                continue
            held = [office for office in offices if office.kind in _SINGLE]
            found.extend(
                f"{title} of {of}: {one.person} until {one.role.latest or 'now'}, "
                f"{two.person} from {two.role.earliest or 'ever'}"
                for at, one in enumerate(held)
                for two in held[at + 1 :]
                if one.person != two.person and _overlap(one, two)
            )
        return found

    def _class(self, title: str) -> str:
        lower = title.lower()
        return self._same.get(lower, lower)


def within(earliest: dt.date | None, latest: dt.date | None, on: dt.date) -> bool:
    """Return whether a day lies between two that may be open, both included."""
    return (earliest or dt.date.min) <= on <= (latest or dt.date.max)


def _on(offices: Sequence[Office], on: dt.date | None) -> list[Office]:
    """The offices held on a day; without a day, those held at the latest known time."""
    if on is not None:
        return [
            office for office in offices if within(office.role.earliest, office.role.latest, on)
        ]
    last = max((office.role.latest or dt.date.max for office in offices), default=None)
    return [office for office in offices if (office.role.latest or dt.date.max) == last]


def _order(office: Office) -> tuple[dt.date, dt.date, str, str, str]:
    role = office.role
    return (
        role.earliest or dt.date.min, role.latest or dt.date.max, role.title, role.of or "",
        office.person,
    )  # fmt: skip


def _overlap(one: Office, two: Office) -> bool:
    """Whether two offices share more than a handover, as far as their dates are known."""
    slack = dt.timedelta(days=_SLACK[one.precision] + _SLACK[two.precision])
    starts = max(one.role.earliest or dt.date.min, two.role.earliest or dt.date.min)
    ends = min(one.role.latest or dt.date.max, two.role.latest or dt.date.max)
    return ends - starts > slack
