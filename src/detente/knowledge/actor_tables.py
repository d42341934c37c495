"""The actor data files, read and checked row by row.

Each file is CSV with a header; `|` separates alternatives inside a cell. A row that contradicts
the others is an error that names file and line, because a silent gap in the actor data would look
like a quiet country later on.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from ..errors import DataError
from ..model import ActorKind, Capacity, Role

OFFICE_KINDS = frozenset(
    """head-of-state head-of-government minister legislator spokesperson organisation-head envoy
    other""".split()
)
_KINDS = frozenset(get_args(ActorKind))
_CAPACITIES = frozenset(get_args(Capacity))
_YES_NO = {"yes": True, "no": False, "": False}

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "states": (
        "iso3", "iso2", "name", "official", "aliases", "adjectives", "people", "capital",
        "metonyms", "cameo", "earliest", "latest",
    ),
    "persons": ("key", "name", "aliases", "surname", "gender", "country"),
    "offices": (
        "person", "title", "of", "earliest", "latest", "precision", "kind", "leads", "source",
    ),
    "organisations": (
        "key", "name", "aliases", "adjectives", "members", "metonyms", "kind", "country", "sector",
        "cameo",
    ),
    "bodies": ("forms", "suffix", "name", "kind", "sector", "executive"),
    "roles": ("forms", "title", "same_as", "capacity", "sector", "office", "honorific"),
}  # fmt: skip
"""The columns of each file, in order; a file is recognised by its header."""

LOAD_ORDER = ("states", "bodies", "organisations", "persons", "roles", "offices")
"""Later files refer to earlier ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file, with the place to name when it is wrong."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def alternatives(self, column: str) -> tuple[str, ...]:
        """Return the alternatives of a cell, in order, without empty ones."""
        return tuple(part for part in (p.strip() for p in self.cells[column].split("|")) if part)

    def required(self, column: str) -> str:
        """Return a cell that must not be empty; raises DataError."""
        value = self.cells[column]
        if not value:
            raise self.error(f"column {column!r} is empty")
        return value

    def date(self, column: str) -> dt.date | None:
        """Return an ISO date or None where the cell is empty; raises DataError."""
        value = self.cells[column]
        if not value:
            return None
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise self.error(f"{column} {value!r} is no date of the form YYYY-MM-DD") from None

    def dates(self) -> tuple[dt.date | None, dt.date | None]:
        """Return (earliest, latest); raises DataError where they are the wrong way round."""
        earliest, latest = self.date("earliest"), self.date("latest")
        if earliest and latest and latest < earliest:
            raise self.error(f"latest {latest} lies before earliest {earliest}")
        return earliest, latest

    def choice(self, column: str, allowed: frozenset[str]) -> str:
        """Return a cell that must be one of `allowed`; raises DataError."""
        value = self.cells[column]
        if value not in allowed:
            raise self.error(f"{column} {value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def flag(self, column: str) -> bool:
        """Return a yes/no cell (empty: no); raises DataError."""
        value = self.cells[column]
        if value not in _YES_NO:
            raise self.error(f"{column} {value!r} is neither yes nor no")
        return _YES_NO[value]

    def error(self, message: str) -> DataError:
        """Return the error that names this row."""
        return DataError(message, file=self.file, line=self.line)


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; `earliest`/`latest` bound a former one."""

    iso3: str
    iso2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: tuple[str, ...]
    metonyms: tuple[str, ...]
    cameo: str
    earliest: dt.date | None
    latest: dt.date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, group or part of a government."""

    key: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    members: tuple[str, ...]
    metonyms: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str
    cameo: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `surnames` is None where the loader derives them from the names."""

    key: str
    name: str
    names: tuple[str, ...]
    surnames: tuple[str, ...] | None
    gender: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held by a person; `leads` marks the effective leader of `of`."""

    person: str
    role: Role
    kind: str
    leads: bool
    precision: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A collective noun that composes with a state: "forces", "foreign ministry"."""

    forms: tuple[str, ...]
    suffix: str
    pattern: str
    kind: ActorKind
    sector: str
    executive: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role noun or title of a person; `same_as` names the office it equals elsewhere."""

    forms: tuple[str, ...]
    title: str
    same_as: str
    capacity: Capacity
    sector: str
    office: bool
    honorific: bool


@dataclass(slots=True)
class Tables:
    """All rows of all files, checked against each other."""

    states: dict[str, State] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    bodies: list[BodyRow] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    common: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def add(self, file: str, text: str) -> None:
        """Take in one file's text; raises DataError on the first faulty row."""
        if file.endswith(".txt"):
            lines = (line.strip() for line in text.splitlines())
            # a name of several words can only be one that hides an actor's
            for line in lines:
                if line and not line.startswith("#"):
                    (self.others if len(line.split()) > 1 or "-" in line else self.common).add(line)
            return
        table = table_of(file, text)
        take = _TAKERS[table]
        for row in rows(file, text, COLUMNS[table]):
            take(self, row)

    def _state(self, row: Row) -> None:
        iso3 = row.required("iso3")
        if iso3 in self.states:
            raise row.error(f"{iso3!r} is there already; give each state one row")
        earliest, latest = row.dates()
        name = row.required("name")
        official = row["official"]
        self.states[iso3] = State(
            iso3=iso3, iso2=row["iso2"], name=name,
            names=(name, *((official,) if official else ()), *row.alternatives("aliases")),
            adjectives=row.alternatives("adjectives"), people=row.alternatives("people"),
            capital=row.alternatives("capital"), metonyms=row.alternatives("metonyms"),
            cameo=row["cameo"], earliest=earliest, latest=latest,
        )  # fmt: skip

    def _body(self, row: Row) -> None:
        self.bodies.append(
            BodyRow(
                forms=row.alternatives("forms"), suffix=row.required("suffix"),
                pattern=row.required("name"), kind=_kind(row), sector=row["sector"],
                executive=row.flag("executive"),
            )
        )  # fmt: skip

    def _organisation(self, row: Row) -> None:
        key = row.required("key")
        if key in self.organisations:
            raise row.error(f"{key!r} is there already; give each organisation one row")
        if "." in key and not self._is_body(key):
            raise row.error(f"{key!r} is no state and suffix of a body")
        name = row.required("name")
        self.organisations[key] = Organisation(
            key=key, name=name, names=(name, *row.alternatives("aliases")),
            adjectives=row.alternatives("adjectives"), members=row.alternatives("members"),
            metonyms=row.alternatives("metonyms"), kind=_kind(row),
            country=self._country(row), sector=row["sector"], cameo=row["cameo"],
        )  # fmt: skip

    def _person(self, row: Row) -> None:
        key = row.required("key")
        if key in self.persons or key in self.organisations:
            raise row.error(f"{key!r} is there already; give each person one row")
        name = row.required("name")
        surnames = row.alternatives("surname") or None
        gender = row.choice("gender", frozenset(("m", "f", "")))
        self.persons[key] = Person(
            key=key, name=name, names=(name, *row.alternatives("aliases")),
            surnames=() if surnames == ("-",) else surnames,
            gender=gender or None, country=self._country(row),
        )  # fmt: skip

    def _role(self, row: Row) -> None:
        capacity = row.choice("capacity", _CAPACITIES)
        self.roles.append(
            RoleRow(
                forms=row.alternatives("forms"), title=row.required("title"),
                same_as=row["same_as"], capacity=_CAPACITY_OF[capacity], sector=row["sector"],
                office=row.flag("office"), honorific=row.flag("honorific"),
            )
        )  # fmt: skip

    def _office(self, row: Row) -> None:
        person, of = row.required("person"), row.required("of")
        if person not in self.persons:
            raise row.error(f"unknown person {person!r}; add the row to the persons first")
        if not (of in self.states or of in self.organisations or self._is_body(of)):
            raise row.error(f"unknown state or organisation {of!r}")
        earliest, latest = row.dates()
        self.offices.append(
            Office(
                person=person, role=Role(row.required("title"), of, earliest, latest),
                kind=row.choice("kind", OFFICE_KINDS), leads=row.flag("leads"),
                precision=row.choice("precision", frozenset(("", "day", "month", "year"))),
            )
        )  # fmt: skip

    def _is_body(self, key: str) -> bool:
        """Whether a key is that of a composed body: "RUS.military"."""
        state, _, suffix = key.partition(".")
        return state in self.states and any(body.suffix == suffix for body in self.bodies)

    def _country(self, row: Row) -> str | None:
        country = row["country"]
        if country and country not in self.states:
            raise row.error(f"unknown country {country!r}; use an ISO 3166-1 alpha-3 code")
        return country or None


_TAKERS: Mapping[str, Callable[[Tables, Row], None]] = {
    "states": Tables._state,
    "bodies": Tables._body,
    "organisations": Tables._organisation,
    "persons": Tables._person,
    "roles": Tables._role,
    "offices": Tables._office,
}
_KIND_OF: Mapping[str, ActorKind] = {kind: kind for kind in get_args(ActorKind)}
_CAPACITY_OF: Mapping[str, Capacity] = {name: name for name in get_args(Capacity)}


def _kind(row: Row) -> ActorKind:
    return _KIND_OF[row.choice("kind", _KINDS)]


def table_of(file: str, text: str) -> str:
    """Return which of the tables a file holds, by its header; raises DataError."""
    header = next(csv.reader(text.splitlines()[:1]), [])
    for table, columns in COLUMNS.items():
        if tuple(header) == columns:
            return table
    raise DataError(f"no actor table has the columns {','.join(header)!r}", file=file, line=1)


def rows(file: str, text: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows below the header; raises DataError where a row has other columns."""
    reader = csv.reader(text.splitlines(), strict=True)
    next(reader)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise DataError(str(fault), file=file, line=reader.line_num) from None
        if cells is None:
            return
        if not cells:
            continue
        if len(cells) != len(columns):
            message = f"{len(cells)} cells where the header has {len(columns)}"
            raise DataError(message, file=file, line=reader.line_num)
        stripped = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
        yield Row(file, reader.line_num, stripped)
