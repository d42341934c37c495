"""What a source on the command line stands for: files, in an order that is always the same."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Rejected
from .options import KNOWN_SUFFIXES

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class File:
    """A regular file to read; `shown` is its path in messages; `suffix` is in lower case."""

    path: str
    shown: str
    suffix: str


def is_url(source: str) -> bool:
    """Tell whether a source is an address rather than a path."""
    return _URL.match(source) is not None


def shown(path: str) -> str:
    """Return a path as text that can be printed and encoded, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def exists(source: str) -> bool:
    """Tell whether there is something at a path (a dangling link counts: it can be named)."""
    try:
        return os.path.lexists(source)
    except ValueError:
        return False  # a NUL character in the name


def expand(source: str) -> Iterator[File | Rejected]:
    """Yield the files that a path, folder or pattern stands for, sorted by path.

    Folders are walked with everything below them; hidden entries are left out, links to folders
    are followed and each folder is visited once. What cannot be read as an article is Rejected.
    """
    if exists(source):
        yield from _visit(source, set())
        return
    if _PATTERN.search(source) and "\x00" not in source:
        matches = sorted(glob.glob(source, recursive=True))
        seen: set[tuple[int, int]] = set()
        for match in matches:
            # "**" also matches the folders on the way; their files are matched on their own.
            if not ("**" in source and os.path.isdir(match)):
                yield from _visit(match, seen)
        if matches:
            return
        yield Rejected(source=shown(source), reason="no file matches this pattern")
        return
    yield Rejected(source=shown(source), reason="no such file or folder")


def _visit(path: str, seen: set[tuple[int, int]]) -> Iterator[File | Rejected]:
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        yield Rejected(source=shown(path), reason=f"cannot be read: {_reason(error)}")
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, (status.st_dev, status.st_ino), seen)
    elif stat.S_ISREG(status.st_mode):
        yield _known_file(path)
    else:
        yield Rejected(
            source=shown(path), reason="not a regular file; pipe its content into '-' instead"
        )


def _walk(
    folder: str, identity: tuple[int, int], seen: set[tuple[int, int]]
) -> Iterator[File | Rejected]:
    """Visit a folder's entries by name. Its own stack: a deep tree must not exhaust Python's."""
    if identity in seen:
        return
    seen.add(identity)
    stack: list[list[str]] = []
    failed = _entries(folder, stack)
    if failed is not None:
        yield failed
    while stack:
        if not stack[-1]:
            stack.pop()
            continue
        path = stack[-1].pop()
        status = _folder_status(path)
        if status is None:
            yield from _visit(path, seen)
        elif status not in seen:
            seen.add(status)
            failed = _entries(path, stack)
            if failed is not None:
                yield failed


def _folder_status(path: str) -> tuple[int, int] | None:
    """Return what identifies a folder, None if the path is none (or cannot be looked at)."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def _entries(folder: str, stack: list[list[str]]) -> Rejected | None:
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        return Rejected(source=shown(folder), reason=f"cannot be read: {_reason(error)}")
    stack.append([os.path.join(folder, name) for name in reversed(names)])
    return None


def _known_file(path: str) -> File | Rejected:
    suffix = os.path.splitext(path)[1].lower()
    if suffix and suffix not in KNOWN_SUFFIXES:
        reads = ", ".join(KNOWN_SUFFIXES)
        reason = f"unknown file type {shown(suffix)!r}; detente reads {reads}"
        return Rejected(source=shown(path), reason=reason)
    return File(path, shown(path), suffix)


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()
