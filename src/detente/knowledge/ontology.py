"""PLOVER and CAMEO as data: types, modes, quad classes, published intensities, conversion.

The tables lie beside this module (`data/plover.csv`, `data/cameo_plover.csv`); their sources and
the deviations from them are named in `data/lexicon_README.md`. No value depends on who acts.

>>> plover.quad("ASSAULT"), plover.intensity("ASSAULT", "drone")
('material_conflict', -9.5)
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast, get_args

from ..errors import DataError, UsageError
from ..model import EventType, Quad

TYPES: tuple[EventType, ...] = get_args(EventType)
QUADS: tuple[Quad, ...] = get_args(Quad)
SCALE = "plover-2021"

_PLOVER_FILE = "plover.csv"
_CAMEO_FILE = "cameo_plover.csv"
_PLOVER_COLUMNS = (
    "type", "mode", "as_printed", "score", "quad", "requires_recipient", "definition", "note",
)  # fmt: skip
_CAMEO_COLUMNS = (
    "cameo", "type", "mode", "context", "printed_type", "printed_mode", "goldstein", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A type (`mode` None) or one of its modes, with its score in [-10, 10].

    `as_printed` is the score in the published table, `score` the one used; they differ only where
    the table has a misprint, which `note` explains.
    """

    type: EventType
    mode: str | None
    as_printed: float
    score: float
    quad: Quad
    requires_recipient: bool
    definition: str
    note: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a CAMEO code becomes in PLOVER; `type` None for codes that name no event (01).

    `printed_type` and `printed_mode` are those of the published conversion table (None where it
    has no entry), `goldstein` is the code's value on the CAMEO-Goldstein scale (None where that
    table has none), `note` says why the published entry was not taken as it stands.
    """

    cameo: str
    type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    printed_type: str | None
    printed_mode: str | None
    goldstein: float | None
    note: str


class TableOntology:
    """An ontology read from a table of types and modes; satisfies `ports.Ontology`."""

    def __init__(self, entries: Iterable[Entry], *, scale: str, digest: str) -> None:
        self._entries = tuple(entries)
        self._by_key = {(entry.type, entry.mode): entry for entry in self._entries}
        self._scale = scale
        self._digest = digest

    @classmethod
    def from_csv(cls, text: str, *, file: str, scale: str) -> TableOntology:
        """Read an ontology from CSV with the columns of `data/plover.csv`.

        `file` is named in errors, `scale` in records. Raises DataError (file and line) on a wrong
        header, an unknown type or quad class, a score outside [-10, 10], a duplicate or a missing
        type, or modes whose quad class is not that of their type.
        """
        entries: dict[tuple[EventType, str | None], Entry] = {}
        for line, row in _rows(text, file, _PLOVER_COLUMNS):
            entry = _entry(row, file, line)
            key = (entry.type, entry.mode)
            if key in entries:
                raise DataError(f"{_name(entry)} is listed twice", file=file, line=line)
            root = entries.get((entry.type, None))
            if entry.mode is not None and (root is None or root.quad != entry.quad):
                raise DataError(
                    f"{_name(entry)} must follow its type and share its quad class",
                    file=file,
                    line=line,
                )
            entries[key] = entry
        missing = [type_ for type_ in TYPES if (type_, None) not in entries]
        if missing:
            raise DataError(f"no row for {', '.join(missing)}", file=file)
        return cls(entries.values(), scale=scale, digest=_digest(text))

    @property
    def scale(self) -> str:
        """The name of the intensity scale, printed with every record."""
        return self._scale

    def quad(self, type_: EventType) -> Quad:
        """Return the quad class of a type; raises UsageError on an unknown type."""
        return self.entry(type_).quad

    def intensity(self, type_: EventType, mode: str | None) -> float:
        """Return the published intensity, in [-10, 10]; raises UsageError on an unknown mode.

        >>> plover.intensity("ACCUSE", None)  # printed as +3, a misprint
        -3.0
        """
        return self.entry(type_, mode).score

    def types(self) -> tuple[EventType, ...]:
        """Return the types in the order of the contract."""
        return TYPES

    def modes(self, type_: EventType) -> tuple[str, ...]:
        """Return the modes of a type, in the order of the table.

        >>> plover.modes("MOBILIZE")
        ('troops', 'weapons', 'police', 'militia')
        """
        return tuple(e.mode for e in self._entries if e.type == type_ and e.mode is not None)

    def has(self, type_: str, mode: str | None = None) -> bool:
        """Whether the type, or the type with this mode, is in the table."""
        return (type_, mode) in self._by_key

    def entry(self, type_: EventType, mode: str | None = None) -> Entry:
        """Return the row of a type or mode; raises UsageError where there is none."""
        found = self._by_key.get((type_, mode))
        if found is not None:
            return found
        if (type_, None) not in self._by_key:
            raise UsageError(f"unknown event type {type_!r}", hint=f"one of {', '.join(TYPES)}")
        known = ", ".join(self.modes(type_)) or "none"
        raise UsageError(f"{type_} has no mode {mode!r}", hint=f"its modes: {known}")

    def entries(self) -> tuple[Entry, ...]:
        """Return all rows in the order of the table."""
        return self._entries

    def requires_recipient(self, type_: EventType) -> bool:
        """Whether a record of this type is complete only with a target."""
        return self.entry(type_).requires_recipient

    def definition(self, type_: EventType, mode: str | None = None) -> str:
        """Return what a type or mode means, in one sentence of our own.

        >>> plover.definition("PROTEST", "hunger")
        'Refuses food.'
        """
        return self.entry(type_, mode).definition

    def misprints(self) -> tuple[Entry, ...]:
        """Return the rows whose score differs from the one printed in the source."""
        return tuple(entry for entry in self._entries if entry.score != entry.as_printed)

    def digest(self) -> str:
        """Return 24 hexadecimal digits that change whenever the table does."""
        return self._digest


def _read(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:24]


def _rows(text: str, file: str, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """CSV rows with their line numbers; the header must be `columns`."""
    reader = csv.reader(text.splitlines())
    header = tuple(next(reader, []))
    if header != columns:
        raise DataError(
            f"the header must be {','.join(columns)}, found {','.join(header)}", file=file, line=1
        )
    rows: list[tuple[int, dict[str, str]]] = []
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(columns):
            raise DataError(
                f"{len(columns)} fields expected, found {len(cells)}",
                file=file,
                line=reader.line_num,
            )
        rows.append((reader.line_num, dict(zip(columns, cells, strict=True))))
    return rows


def _entry(row: Mapping[str, str], file: str, line: int) -> Entry:
    if row["requires_recipient"] not in ("yes", "no"):
        raise DataError("requires_recipient must be yes or no", file=file, line=line)
    return Entry(
        type=_type(row["type"], file, line),
        mode=row["mode"] or None,
        as_printed=_score(row["as_printed"], file, line),
        score=_score(row["score"], file, line),
        quad=_quad(row["quad"], file, line),
        requires_recipient=row["requires_recipient"] == "yes",
        definition=row["definition"],
        note=row["note"],
    )


def _type(value: str, file: str, line: int) -> EventType:
    if value not in TYPES:
        raise DataError(
            f"unknown event type {value!r} (one of {', '.join(TYPES)})", file=file, line=line
        )
    return value


def _quad(value: str, file: str, line: int) -> Quad:
    if value not in QUADS:
        raise DataError(
            f"unknown quad class {value!r} (one of {', '.join(QUADS)})", file=file, line=line
        )
    return value


def _score(value: str, file: str, line: int) -> float:
    try:
        score = float(value)
    except ValueError:
        raise DataError(f"{value!r} is not a number", file=file, line=line) from None
    if not -10 <= score <= 10:
        raise DataError(f"score {value} lies outside [-10, 10]", file=file, line=line)
    return score


def _name(entry: Entry) -> str:
    return entry.type if entry.mode is None else f"{entry.type} {entry.mode}"


def read_conversions(text: str, ontology: TableOntology, *, file: str) -> dict[str, Conversion]:
    """Read a CAMEO conversion table (columns of `data/cameo_plover.csv`): code -> conversion.

    Raises DataError on a malformed or repeated code, or a type or mode that `ontology` lacks.
    """
    table: dict[str, Conversion] = {}
    for line, row in _rows(text, file, _CAMEO_COLUMNS):
        code = row["cameo"]
        if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
            raise DataError(f"{code!r} is not a CAMEO code of 2 to 4 digits", file=file, line=line)
        if code in table:
            raise DataError(f"CAMEO {code} is listed twice", file=file, line=line)
        mode = row["mode"] or None
        if not ontology.has(row["type"], mode) and (row["type"] or mode):
            raise DataError(
                f"CAMEO {code}: no PLOVER type {row['type']!r} with mode {mode!r}",
                file=file,
                line=line,
            )
        table[code] = Conversion(
            cameo=code,
            type=cast(EventType, row["type"]) if row["type"] else None,
            mode=mode,
            contexts=tuple(row["context"].split("|")) if row["context"] else (),
            printed_type=row["printed_type"] or None,
            printed_mode=row["printed_mode"] or None,
            goldstein=_score(row["goldstein"], file, line) if row["goldstein"] else None,
            note=row["note"],
        )
    return table


# The mode of a speech act follows from what is threatened, asked for or refused.
_THREAT: Mapping[tuple[EventType, str | None], str] = {
    ("SANCTION", None): "restrict", ("SANCTION", "convict"): "arrest",
    ("SANCTION", "expel"): "expel", ("SANCTION", "withdraw"): "relations",
    ("SANCTION", "discontinue"): "relations", ("COERCE", "restrict"): "restrict",
    ("COERCE", "censor"): "restrict", ("COERCE", "curfew"): "restrict",
    ("COERCE", "martial-law"): "restrict", ("COERCE", "withhold"): "restrict",
    ("COERCE", "arrest"): "arrest", ("COERCE", "deport"): "expel",
    ("COERCE", "seize"): "territory", ("RETREAT", "withdraw"): "relations",
    ("PROTEST", None): "relations", ("REJECT", None): "relations",
    ("ACCUSE", "investigate"): "arrest", ("MOBILIZE", None): "violence",
    ("ASSAULT", None): "violence",
}  # fmt: skip
_ASKED: Mapping[EventType, str] = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONCEDE": "yield",
    "RETREAT": "yield", "CONSULT": "meet", "AGREE": "meet",
}  # fmt: skip


def mode_of_act(act: EventType, content: EventType, mode: str | None = None) -> str | None:
    """Return the mode of a THREATEN, REQUEST or REJECT whose content has this type and mode.

    None where the content decides nothing, or `act` is another type.

    >>> mode_of_act("THREATEN", "ASSAULT", "aerial"), mode_of_act("REQUEST", "RETREAT", "withdraw")
    ('violence', 'yield')
    """
    if act == "THREATEN":
        return _THREAT.get((content, mode), _THREAT.get((content, None)))
    if act in ("REQUEST", "REJECT"):
        if content == "RETREAT" and mode == "resign":
            return "change"
        return _ASKED.get(content)
    return None


plover: TableOntology = TableOntology.from_csv(_read(_PLOVER_FILE), file=_PLOVER_FILE, scale=SCALE)
"""PLOVER, draft 0.8 of 2021, with its published default scores."""


@cache
def cameo() -> Mapping[str, Conversion]:
    """Return the CAMEO codes (2 to 4 digits) and what each becomes in PLOVER.

    Many-to-one and lossy. `cameo()["163"]` is SANCTION where the published table says COERCE; the
    `note` of each entry names such deviations.

    >>> cameo()["0871"].type, cameo()["010"].type
    ('CONCEDE', None)
    """
    return MappingProxyType(read_conversions(_read(_CAMEO_FILE), plover, file=_CAMEO_FILE))
