"""detente: news text in; how two political actors stand, why, and what may follow out.

    >>> import detente
    >>> reading = detente.read("France accused Spain of lying.", published="2031-05-02")
    >>> reading.events[0].type
    'ACCUSE'

Nothing heavy is imported until a name is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .archive.delta import DeltaArchive as Archive
    from .desk import Desk, View, ingest, parse, parse_sources, read, read_sources
    from .errors import DetenteError
    from .model import Brief, LedgerEntry, Parse, Reading, Relationship

_HOMES = {
    "Archive": ("archive.delta", "DeltaArchive"),
    "Brief": ("model", "Brief"),
    "Desk": ("desk", "Desk"),
    "DetenteError": ("errors", "DetenteError"),
    "LedgerEntry": ("model", "LedgerEntry"),
    "Parse": ("model", "Parse"),
    "Reading": ("model", "Reading"),
    "Relationship": ("model", "Relationship"),
    "View": ("desk", "View"),
    "ingest": ("desk", "ingest"),
    "parse": ("desk", "parse"),
    "parse_sources": ("desk", "parse_sources"),
    "read": ("desk", "read"),
    "read_sources": ("desk", "read_sources"),
}

__all__ = [
    "Archive", "Brief", "Desk", "DetenteError", "LedgerEntry", "Parse", "Reading", "Relationship",
    "View", "__version__", "ingest", "parse", "parse_sources", "read", "read_sources",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    value = getattr(import_module(f".{module}", __name__), attribute)
    globals()[name] = value
    return value


class _Callable(ModuleType):
    """A subpackage that is named like a verb of the API: calling it calls the verb."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(".desk", __name__), name)(*args, **options)


class _Package(ModuleType):
    """Keeps `detente.read(...)` callable once the import system has put the subpackage there."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            value.__class__ = _Callable
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
