"""What the actor book answers with: entries, and readings of the words of a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..model import ActorKind, Capacity, Role

Use = Literal["name", "adjective", "people", "capital", "metonym", "surname"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor the data know. `codes` holds "cameo" and "sector" where they apply."""

    key: str
    name: str
    kind: ActorKind
    country: str | None
    gender: str | None
    codes: Mapping[str, str]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """One reading of a name: which actor, and in what use of the word."""

    key: str
    use: Use


@dataclass(frozen=True, slots=True)
class Hit:
    """The longest name at a place: its length in tokens and all its readings, sorted."""

    length: int
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A collective noun that composes with a state; `executive`: it acts for that state."""

    length: int
    suffix: str
    pattern: str
    kind: ActorKind
    sector: str
    executive: bool


@dataclass(frozen=True, slots=True)
class RoleForm:
    """A role noun or title; `office`: dated holders may resolve it; `honorific`: before names."""

    length: int
    title: str
    capacity: Capacity
    sector: str
    office: bool
    honorific: bool
