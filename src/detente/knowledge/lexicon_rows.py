"""The rows of the lexicon files as values, and the reading of those files.

Tab-separated with a header; `#` starts a comment line; `|` separates alternatives. A line
`@name<TAB>word|word|@other` in the predicates names a set of nouns for the object column. The
columns are explained in `data/lexicon_README.md`. Every fault is a DataError with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from ..errors import DataError
from ..model import EventType, Status
from .ontology import cameo, plover

Need = Literal["actor", "source"]
ContentStatus = Status | Literal["actual"]
ControllerPos = Literal["v", "n", "a", "aux", "adv", "conj", "phrase"]
CuePos = Literal["v", "n", "phrase"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PREPOSITIONS = _words(
    """about across after against along alongside among around as at before behind between by for
    from in inside into near of off on onto outside over past through to toward towards under upon
    with within without"""
)
FLAGS = ("symmetric", "speech", "weak", "subjtarget")
FRAMES = frozenset({"inf", "ing", "that", "np", "base", "participle", "clause", "wh"})
STATUSES = frozenset({*get_args(Status), "actual"})
KINDS = _words(
    """say claim deny ask order praise blame think know write document announce promise warn agree
    confirm argue predict report hear express venue anonymity role"""
)
CUE_FRAMES = _words("quote that inf np obj to of about wh as with from on")
# Particles that may stand after the object as well ("called the talks off").
SEPARABLE = _words("apart aside away back down in off out over together up")


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a verb or noun that names an event.

    `objects` are the lemmas one of which must head the direct object (of a verb), or the noun
    after "of" or right before the head (of a noun); empty: none required. `particle` stands right
    after the verb (or after its object where `separable`), before the head of a noun. `target`
    lists where the target stands, best first: "obj" or prepositions; empty: there is none.
    """

    lemma: str
    pos: Literal["v", "n"]
    particle: str
    objects: frozenset[str]
    target: tuple[str, ...]
    need: Need
    type: EventType
    mode: str | None
    cameo: str | None
    symmetric: bool
    speech: bool
    weak: bool
    subject_target: bool
    line: int

    @property
    def separable(self) -> bool:
        """Whether the particle may stand after the object."""
        return self.particle in SEPARABLE

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sorts senses of a lemma: most specific first, then as listed."""
        specific = 2 * bool(self.objects) + bool(self.particle)
        return (-specific, -len(self.particle.split()), self.line)


@dataclass(frozen=True, slots=True)
class Controller:
    """A word that sets the status of what it governs.

    `frame` is how the content follows (inf, ing, that, np, base, participle, clause, wh, or
    "prep:of" and the like); `status` is that of the content, "actual" where it is a fact;
    `act` the type of the controller itself where it is an event; `subject` tells who does what
    the content says: the controller's subject (self) or its object (object).
    """

    form: str
    pos: ControllerPos
    frame: str
    status: ContentStatus
    act: EventType | None
    subject: Literal["self", "object"]
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that introduces what somebody said or thinks.

    `frames` says what it may take: quote, that, inf, np, wh, about, of, as, obj (addressee as
    object: told him), to (addressee after to). `stance` in [-1, 1] hints at what the speaker holds
    of the person or thing spoken of; None where the word tells nothing.
    """

    lemma: str
    pos: CuePos
    kind: str
    frames: tuple[str, ...]
    stance: float | None
    line: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a line by column name, with what an error message needs."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, message: str) -> DataError:
        return DataError(message, file=self.file, line=self.line)

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value = self.cells[column]
        if value not in allowed:
            listed = ", ".join(sorted(item or "(empty)" for item in allowed))
            raise self.error(f"unknown {column} {value!r} (one of {listed})")
        return value


def _table(text: str, file: str, columns: str) -> Iterator[_Row]:
    """Rows of a tab-separated table; `#` lines and blank ones are left out."""
    names = columns.split()
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if header != names:
                raise DataError(
                    f"the header must be {' '.join(names)} (tab-separated)", file=file, line=number
                )
            continue
        if line.startswith("@") and "lemma" in names and "target" in names:
            yield _Row(file, number, {"set": cells[0][1:], "words": cells[1] if cells[1:] else ""})
            continue
        if len(cells) > len(names):
            raise DataError(
                f"at most {len(names)} fields expected, found {len(cells)}", file=file, line=number
            )
        cells += [""] * (len(names) - len(cells))
        yield _Row(file, number, dict(zip(names, cells, strict=True)))


def read_senses(text: str, file: str) -> Iterator[Sense]:
    """Yield the senses of a predicates file, one for each lemma and particle of a row."""
    sets: dict[str, frozenset[str]] = {}
    seen: dict[tuple[object, ...], int] = {}
    columns = "lemma pos particle object target need type mode cameo flags"
    for row in _table(text, file, columns):
        if "set" in row.cells:
            if row["set"] in sets:
                raise row.error(f"the set @{row['set']} is defined twice")
            sets[row["set"]] = _objects(row, "words", sets)
            continue
        for sense in _expand(row, _objects(row, "object", sets)):
            key = (sense.lemma, sense.pos, sense.particle, sense.objects, sense.target)
            if key in seen:
                raise row.error(
                    f"{sense.lemma} {sense.particle}: the same row as in line {seen[key]}"
                )
            seen[key] = row.line
            yield sense


def _expand(row: _Row, objects: frozenset[str]) -> Iterator[Sense]:
    """The senses of one row; what they share is checked once."""
    pos = cast(Literal["v", "n"], row.one_of("pos", ("v", "n")))
    need = cast(Need, row.one_of("need", get_args(Need)))
    flags, target = _alternatives(row, "flags"), _target(row)
    for flag in flags:
        if flag not in FLAGS:
            raise row.error(f"unknown flag {flag!r} (one of {', '.join(FLAGS)})")
    if not target and (need == "actor" or "weak" in flags):
        raise row.error("a row without a target can need no actor there, nor be weak")
    type_, mode, code = _coded(row)
    particles = _alternatives(row, "particle") or ("",)
    for lemma in _required(row, "lemma"):
        for particle in particles:
            yield Sense(
                lemma=_lower(row, lemma),
                pos=pos,
                particle=_lower(row, particle),
                objects=objects,
                target=target,
                need=need,
                type=type_,
                mode=mode,
                cameo=code,
                symmetric="symmetric" in flags,
                speech="speech" in flags,
                weak="weak" in flags,
                subject_target="subjtarget" in flags,
                line=row.line,
            )


def _coded(row: _Row) -> tuple[EventType, str | None, str | None]:
    """Type, mode and CAMEO code of a row, each known to the ontology."""
    type_, mode, code = row["type"], row["mode"] or None, row["cameo"] or None
    if not plover.has(type_):
        raise row.error(f"unknown event type {type_!r}")
    if not plover.has(type_, mode):
        raise row.error(f"{type_} has no mode {mode!r}")
    if code is not None and code not in cameo():
        raise row.error(f"unknown CAMEO code {code!r}")
    return cast(EventType, type_), mode, code


def _target(row: _Row) -> tuple[str, ...]:
    if row["target"] == "-":
        return ()
    target = _alternatives(row, "target")
    if not target:
        raise row.error("the target is empty; write - where there is none")
    for place in target:
        if place != "obj" and place not in PREPOSITIONS:
            raise row.error(f"unknown target place {place!r}: neither obj nor a preposition")
    return target


def _objects(row: _Row, column: str, sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in _alternatives(row, column):
        if not word.startswith("@"):
            found.add(_lower(row, word))
        elif word[1:] in sets:
            found |= sets[word[1:]]
        else:
            raise row.error(f"the set {word} is not defined above")
    return frozenset(found)


def read_controllers(text: str, file: str) -> Iterator[Controller]:
    """Yield the controllers of a file, one for each form and frame of a row."""
    seen: dict[tuple[str, ...], int] = {}
    for row in _table(text, file, "form pos frame status act subject notes"):
        if row["act"] and not plover.has(row["act"]):
            raise row.error(f"unknown event type {row['act']!r}")
        frames = _required(row, "frame")
        for frame in frames:
            kind, _, preposition = frame.partition(":")
            if frame not in FRAMES and not (kind == "prep" and preposition in PREPOSITIONS):
                raise row.error(f"unknown frame {frame!r}")
        pos = cast(ControllerPos, row.one_of("pos", get_args(ControllerPos)))
        status = cast(ContentStatus, row.one_of("status", STATUSES))
        act = cast(EventType, row["act"]) if row["act"] else None
        subject = cast(Literal["self", "object"], row.one_of("subject", ("self", "object")))
        for form in _required(row, "form"):
            for frame in frames:
                _once(row, (_lower(row, form), pos, frame, subject), seen)
                yield Controller(form, pos, frame, status, act, subject, row["notes"], row.line)


def read_cues(text: str, file: str) -> Iterator[Cue]:
    """Yield the reporting cues of a file, one for each lemma of a row."""
    seen: dict[tuple[str, ...], int] = {}
    for row in _table(text, file, "lemma pos kind frames stance"):
        frames = _alternatives(row, "frames")
        for frame in frames:
            if frame not in CUE_FRAMES:
                raise row.error(f"unknown frame {frame!r} (one of {', '.join(sorted(CUE_FRAMES))})")
        row.one_of("kind", KINDS)
        row.one_of("pos", get_args(CuePos))
        for lemma in _required(row, "lemma"):
            _once(row, (lemma, row["pos"]), seen)
            yield Cue(
                lemma=_lower(row, lemma),
                pos=cast(CuePos, row["pos"]),
                kind=row["kind"],
                frames=frames,
                stance=_stance(row),
                line=row.line,
            )


def _stance(row: _Row) -> float | None:
    if not row["stance"]:
        return None
    try:
        stance = float(row["stance"])
    except ValueError:
        raise row.error(f"stance {row['stance']!r} is not a number") from None
    if not -1 <= stance <= 1:
        raise row.error(f"stance {row['stance']} lies outside [-1, 1]")
    return stance


def _once(row: _Row, key: tuple[str, ...], seen: dict[tuple[str, ...], int]) -> None:
    if key in seen:
        raise row.error(f"{' '.join(key).strip()}: the same row as in line {seen[key]}")
    seen[key] = row.line


def _alternatives(row: _Row, column: str) -> tuple[str, ...]:
    if not row[column]:
        return ()
    parts = tuple(part.strip() for part in row[column].split("|"))
    if "" in parts:
        raise row.error(f"an empty alternative in {column}: {row[column]!r}")
    return parts


def _required(row: _Row, column: str) -> tuple[str, ...]:
    parts = _alternatives(row, column)
    if not parts:
        raise row.error(f"the {column} is empty")
    return parts


def _lower(row: _Row, word: str) -> str:
    if word != word.lower():
        raise row.error(f"{word!r} must be lower case")
    return word
