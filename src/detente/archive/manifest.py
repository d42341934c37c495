"""What marks a folder as an archive: `archive.json`, written when its tables stand.

Its presence acknowledges the creation, as the `articles` commit acknowledges a batch: a folder
without it is not yet an archive, whatever a creation that was broken off has left there.
"""

from __future__ import annotations

import os
import unicodedata
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct

from ..errors import ArchiveDamaged, ArchiveError, ArchiveMissing, UsageError
from . import lock

NAME = "archive.json"
FORMAT = "detente-archive"
SCHEMA = 1
TABLES = ("records", "readings", "articles", "decisions", "quarantine")

_NEW = NAME + ".new"
_OURS = frozenset((NAME, _NEW, lock.NAME, *TABLES))
# delta-rs takes the path for a URL: it decodes the first two and fails on the others.
_UNUSABLE = frozenset("%\\[]^|")


class Manifest(Struct, frozen=True):
    """The content of `archive.json`; `schema` counts the layouts of the tables."""

    format: str
    schema: int
    created_by: str


def located(path: Path | str) -> Path:
    """Return the absolute path of an archive folder; raises UsageError where it cannot be one."""
    root = Path(path).expanduser().absolute()
    bad = sorted({c for c in root.as_posix() if c in _UNUSABLE or unicodedata.category(c) == "Cc"})
    if bad:
        listed = " ".join(repr(c) for c in bad)
        raise UsageError(
            f"the archive path {str(root)!r} contains {listed}, which the tables cannot lie under",
            hint="choose a folder without these characters",
        )
    return root


def verify(root: Path) -> Manifest:
    """Return the manifest of the archive at `root`.

    Raises ArchiveMissing where there is none, ArchiveDamaged where it is unreadable, of a newer
    layout, or gone while the tables hold something.
    """
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        raise _missing(root, what)
    try:
        raw = (root / NAME).read_bytes()
    except FileNotFoundError:
        if any(root.glob("articles/*.parquet")):
            raise ArchiveDamaged(
                f"the archive at {root} has lost its {NAME}",
                hint="restore the file, or the archive, from a backup",
            ) from None
        raise _missing(root, "holds no archive") from None
    except OSError as error:
        raise ArchiveError(f"cannot read {root / NAME}: {error.strerror}") from error
    return _decode(raw, root)


def _decode(raw: bytes, root: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except msgspec.MsgspecError as error:
        raise ArchiveDamaged(
            f"{root / NAME} cannot be read: {error}",
            hint="restore the file, or the archive, from a backup",
        ) from error
    if manifest.format != FORMAT:
        raise ArchiveDamaged(f"{root / NAME} names the format {manifest.format!r}, not {FORMAT!r}")
    if manifest.schema > SCHEMA:
        raise ArchiveDamaged(
            f"the archive at {root} has the layout {manifest.schema}, made by"
            f" {manifest.created_by}; this version reads up to {SCHEMA}",
            hint="install a newer detente",
        )
    return manifest


def _missing(root: Path, what: str) -> ArchiveMissing:
    return ArchiveMissing(
        f"there is no archive: {root} {what}",
        hint="make one with `detente ingest`, or name another with --archive",
    )


def prepare(root: Path) -> None:
    """Make the folder for a new archive; raises UsageError where something else lies in it."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in root.iterdir()}
    except OSError as error:
        raise ArchiveError(
            f"cannot make an archive at {root}: {error.strerror}",
            hint="name another folder with --archive",
        ) from error
    foreign = sorted(names - _OURS)
    if NAME not in names and foreign:
        raise UsageError(
            f"{root} is no archive and not empty: it holds {foreign[0]}",
            hint="name an empty or a new folder with --archive",
        )


def create(root: Path) -> None:
    """Write `archive.json`; the caller holds the write lock and has made the tables."""
    manifest = Manifest(format=FORMAT, schema=SCHEMA, created_by=f"detente {version('detente')}")
    fresh = root / _NEW
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(manifest) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(root / NAME)
