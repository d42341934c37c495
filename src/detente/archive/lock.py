"""One writer at a time: a lock that the operating system lets go of when its holder dies.

A POSIX record lock belongs to the process, so that neither `kill -9` nor a forked worker that
outlives its parent can leave the archive locked. It does not keep two holders inside one process
apart; the table `_HELD` does that. Such a lock is also lost when its process opens and closes
the file a second time: nothing else may open it, and a backup leaves it out.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from ..errors import ArchiveBusy, ArchiveError

if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX systems
    import msvcrt

    _FAR = 1 << 30  # a locked byte cannot be read by others, so lock one behind the process id

    def _acquire(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _acquire(handle: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


NAME = ".lock"

_GUARD = threading.Lock()
_HELD: dict[str, tuple[int, int]] = {}  # lock file -> (process, thread) that holds it


class WriteLock:
    """The write lock of one archive folder; a context manager that its own thread may re-enter.

    Raises ArchiveBusy at once, without waiting, where anybody else holds it.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with WriteLock(folder) as lock:
    ...     lock.depth
    1
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / NAME
        self._handle = -1
        self.depth = 0

    def __enter__(self) -> WriteLock:
        key = str(self._file)
        me = (os.getpid(), threading.get_ident())
        with _GUARD:
            holder = _HELD.get(key)
            # An entry with another process id was inherited by a fork: the parent's, not ours.
            if holder is not None and holder[0] == me[0]:
                if self.depth == 0 or holder != me:
                    raise _busy(self._folder, str(me[0]))
            else:
                self._handle = self._lock()
                _HELD[key] = me
                self.depth = 0
            self.depth += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with _GUARD:
            self.depth -= 1
            if self.depth == 0:
                del _HELD[str(self._file)]
                os.close(self._handle)  # closing lets go of the lock

    def _lock(self) -> int:
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise ArchiveError(
                f"cannot write to the archive at {self._folder}: {error.strerror}",
                hint="check that the folder is yours to write to",
            ) from error
        try:
            _acquire(handle)
        except OSError as error:
            holder = os.read(handle, 32).decode("ascii", "replace").strip()
            os.close(handle)
            raise _busy(self._folder, holder) from error
        try:
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode("ascii"))
        except OSError as error:
            os.close(handle)
            raise ArchiveError(
                f"cannot write to the archive at {self._folder}: {error.strerror}",
                hint="make room on the disk and call again",
            ) from error
        return handle


def _busy(folder: Path, holder: str) -> ArchiveBusy:
    by = f"process {holder}" if holder else "another process"
    return ArchiveBusy(
        f"the archive at {folder} is being written to by {by}",
        hint="wait until that is done, or end it, and call again",
    )
