"""Every error detente raises, split by what the caller must do.

::

    DetenteError                     base; `exit_code` says how the command line ends
    ├── UsageError            (2)    the request is wrong: change it and call again
    │   ├── UnknownActor             no such actor; the message suggests near names
    │   └── InputMissing             the only input is not there
    ├── ItemError             (3)    one item is unusable: quarantine it, go on with the next
    ├── ArchiveError          (4)    stop: the archive cannot be used
    │   ├── ArchiveMissing           nothing there yet
    │   ├── ArchiveDamaged           what is there contradicts itself
    │   └── ArchiveBusy              another process is writing
    └── DataError             (1)    a data file of ours (actors, lexicon, ontology) is faulty

A message says what is wrong, where, and what to do, in one sentence each.
"""

from __future__ import annotations

from typing import Any


def _again(kind: type[DetenteError], args: tuple[Any, ...], state: dict[str, Any]) -> DetenteError:
    """Put an error together as it was."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class DetenteError(Exception):
    """Base of all errors of this package.

    >>> DetenteError("no such file: a.txt", hint="check the path").exit_code
    1
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        # an error of a worker process travels to its parent, whatever its constructor asks for
        return _again, (type(self), self.args, self.__dict__)


class UsageError(DetenteError):
    """The request itself is wrong (option, date, name)."""

    exit_code = 2


class UnknownActor(UsageError):
    """An actor was named that neither the actor data nor the archive knows."""


class InputMissing(UsageError):
    """The only input does not exist or cannot be opened."""


class ItemError(DetenteError):
    """One item of many is unusable; processing continues with the next."""

    exit_code = 3

    def __init__(
        self, message: str, *, source: str, line: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.source = source
        self.line = line


class ArchiveError(DetenteError):
    """The archive cannot be used; the run stops."""

    exit_code = 4


class ArchiveMissing(ArchiveError):
    """There is no archive at the given place."""


class ArchiveDamaged(ArchiveError):
    """The archive's tables contradict each other or cannot be read."""


class ArchiveBusy(ArchiveError):
    """Another process holds the archive's write lock."""


class DataError(DetenteError):
    """A data file that detente reads (actors, lexicon, ontology) is faulty."""

    def __init__(self, message: str, *, file: str, line: int | None = None) -> None:
        where = f"{file}, line {line}" if line is not None else file
        super().__init__(f"{where}: {message}")
        self.file = file
        self.line = line
