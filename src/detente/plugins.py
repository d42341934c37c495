"""Installed plug-ins by name, through standard entry points; built-ins are declared the same way.

Groups: `detente.readers`, `detente.ontologies`, `detente.archives`.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from .errors import UsageError


def names(group: str) -> list[str]:
    """Return the names of the plug-ins installed for a group, sorted.

    >>> "rules" in names("readers")
    True
    """
    return sorted({point.name for point in entry_points(group=f"detente.{group}")})


def load(group: str, name: str) -> Any:
    """Import and return the plug-in `name` of `group`; raises UsageError where there is none."""
    for point in entry_points(group=f"detente.{group}"):
        if point.name == name:
            return point.load()
    known = ", ".join(names(group)) or "none"
    raise UsageError(f"no plug-in '{name}' among the {group}", hint=f"installed are: {known}")
