"""One writer at a time: a second one is turned away at once; a dead one leaves no lock."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from archive_samples import ingest, readings

from detente.archive import lock
from detente.archive.delta import DeltaArchive
from detente.archive.lock import WriteLock
from detente.errors import ArchiveBusy, ArchiveError


def test_another_handle_in_this_process_is_busy(tmp_path: Path) -> None:
    ingest(tmp_path, 3, 3)
    one, other = DeltaArchive(tmp_path), DeltaArchive(tmp_path)
    with one.writing():
        with one.writing():
            assert one.add(readings(4)) == 1
        with pytest.raises(ArchiveBusy, match=f"by process {os.getpid()}; wait"):
            other.add(readings(5))
        assert other.articles().height == 4
    assert other.add(readings(5)) == 1


def test_another_thread_is_busy(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    caught: list[BaseException] = []

    def write() -> None:
        try:
            store.add(readings(1))
        except ArchiveBusy as error:
            caught.append(error)

    with store.writing():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert len(caught) == 1
        assert store.add(readings(2)) == 2


_TRY = """
import sys
from pathlib import Path
from detente.archive.lock import WriteLock
from detente.errors import ArchiveBusy
try:
    with WriteLock(Path(sys.argv[1])):
        print("free")
except ArchiveBusy as error:
    print(error)
"""

_HOLD_FORK_AND_DIE = """
import os, sys
from pathlib import Path
from detente.archive.lock import WriteLock
WriteLock(Path(sys.argv[1])).__enter__()
if os.fork() == 0:
    sys.stdin.read()  # outlives its parent until the test is done
    os._exit(0)
os.kill(os.getpid(), 9)
"""


def _elsewhere(folder: Path) -> str:
    command = [sys.executable, "-c", _TRY, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_another_process_is_busy(tmp_path: Path) -> None:
    with WriteLock(tmp_path):
        assert f"is being written to by process {os.getpid()}; wait" in _elsewhere(tmp_path)
    assert _elsewhere(tmp_path) == "free"


def test_a_lock_without_a_process_id_is_still_a_lock(tmp_path: Path) -> None:
    with WriteLock(tmp_path):
        os.truncate(tmp_path / lock.NAME, 0)
        assert "is being written to by another process" in _elsewhere(tmp_path)


def test_a_killed_holder_leaves_no_lock_though_its_own_child_lives(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD_FORK_AND_DIE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as holder:
        assert holder.wait() == -9
        with WriteLock(tmp_path) as held:
            assert held.depth == 1


def test_an_entry_inherited_by_a_fork_is_the_parents(tmp_path: Path) -> None:
    lock._HELD[str(tmp_path / lock.NAME)] = (os.getpid() + 1, threading.get_ident())
    with WriteLock(tmp_path):
        assert lock._HELD[str(tmp_path / lock.NAME)][0] == os.getpid()


def test_the_lock_is_let_go_on_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), WriteLock(tmp_path):
        1 / 0  # noqa: B018
    with WriteLock(tmp_path):
        pass
    assert not lock._HELD


def test_a_folder_that_cannot_be_locked_is_named(tmp_path: Path) -> None:
    (tmp_path / lock.NAME).mkdir()
    with pytest.raises(ArchiveError, match="cannot write to the archive"), WriteLock(tmp_path):
        pass
