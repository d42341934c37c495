"""kill -9 at any moment loses nothing that was acknowledged and adds nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_samples import ingest, readings

from detente.archive import storage
from detente.archive.delta import DeltaArchive
from detente.errors import ArchiveMissing

ARTICLES = 32
BATCH = 4
KILLS = 20


class _PowerCut(BaseException):
    """Ends a write where no handler may catch it, as a killed process would."""


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("expected")
    ingest(folder, ARTICLES, ARTICLES)
    return list(DeltaArchive(folder).export(with_text=True))


# Forks a child for each kill, having imported the libraries and started none of their threads: a
# fresh interpreter for each would take most of the test's time. It kills the child itself, since
# nobody else can be sure that the number still means that process.
_NURSERY = """
import os, signal, sys, time
from archive_samples import ingest
for line in sys.stdin:
    delay, folder = line.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if child == 0:
        ingest(folder, {articles}, {batch})
        os._exit(0)
    started = time.monotonic()
    if delay != "never":
        time.sleep(float(delay))
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, time.monotonic() - started, flush=True)
"""


class Nursery:
    """Runs an ingest in a process of its own and kills it after some seconds."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def _run(self, folder: Path, delay: str) -> tuple[int, float]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{delay} {folder}\n")
        self.process.stdin.flush()
        code, seconds = self.process.stdout.readline().split()
        return int(code), float(seconds)

    def ingest_and_kill(self, folder: Path, seconds: float) -> bool:
        """Return whether it was killed before it was done."""
        return {-9: True, 0: False}[self._run(folder, str(seconds))[0]]

    def ingest(self, folder: Path) -> float:
        """Let it do all batches; return the seconds that it took."""
        code, seconds = self._run(folder, "never")
        assert code == 0
        return seconds


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    script = _NURSERY.format(articles=ARTICLES, batch=BATCH)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Nursery(process)


def _whole_batches(store: DeltaArchive, made: list[str]) -> int:
    """Assert that what is there is a number of whole batches, in every table; return it."""
    try:
        ids = store.known_ids()
    except ArchiveMissing:
        return 0
    assert [one for one in store.check() if one.severity == "fault"] == []
    count, rest = divmod(len(ids), BATCH)
    assert rest == 0
    assert ids == frozenset(made[: count * BATCH])
    assert store.records().height == 4 * len(ids)
    return count


def test_killed_at_random_moments_nothing_is_lost_or_doubled(
    tmp_path: Path, expected: list[str], nursery: Nursery
) -> None:
    chance = random.Random(20250318)
    made = [one.article.id for one in readings(ARTICLES)]
    # all batches take about as long: on a slow machine the kills come later, too
    longest = nursery.ingest(tmp_path / "unharmed")
    killed = completed = there = 0
    folder = tmp_path / "0"
    while killed < KILLS:
        killed += nursery.ingest_and_kill(folder, chance.uniform(0, longest))
        after = _whole_batches(DeltaArchive(folder), made)
        assert after >= there, "what was acknowledged is gone"
        there = after
        if after == ARTICLES // BATCH:
            assert list(DeltaArchive(folder).export(with_text=True)) == expected
            completed, there = completed + 1, 0
            folder = tmp_path / str(completed)
    assert completed > 1, "the kills come too early to hit different stages"
    ingest(folder, ARTICLES, 2 * BATCH)
    assert list(DeltaArchive(folder).export(with_text=True)) == expected
    assert all(one.severity == "note" for one in DeltaArchive(folder).check())


@pytest.mark.parametrize("commits", range(7))
def test_broken_off_between_any_two_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    written = 0
    real = storage.write_deltalake

    def cut(*args: object, **options: object) -> None:
        nonlocal written
        if written == commits:
            raise _PowerCut
        real(*args, **options)
        written += 1

    store = DeltaArchive(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(storage, "write_deltalake", cut)
        with pytest.raises(_PowerCut):
            ingest(tmp_path, 12, 4)
    # Each batch takes three commits, the third of which acknowledges it.
    acknowledged = 4 * (commits // 3)
    assert len(store.known_ids()) == acknowledged
    assert store.records().height == 4 * acknowledged
    orphaned = commits % 3
    assert len(store.check()) == orphaned
    # Cut into the same batches, a repeated run takes over what lies there …
    assert store.add(readings(12)[acknowledged : acknowledged + 4]) == 4
    assert store.check() == []
    # … and into others, it leaves it aside.
    assert store.add(readings(12)) == 12 - acknowledged - 4
    assert [one for one in store.check() if one.severity == "fault"] == []
    assert store.records().height == 48


def test_orphans_stay_aside_where_the_batches_are_cut_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DeltaArchive(tmp_path)
    real = storage.Writer.append

    def cut(self, table, frame, key):  # type: ignore[no-untyped-def]
        if table is storage.ARTICLES:
            raise _PowerCut
        return real(self, table, frame, key)

    with monkeypatch.context() as patch:
        patch.setattr(storage.Writer, "append", cut)
        with pytest.raises(_PowerCut):
            store.add(readings(6))
    assert store.add(readings(4)) == 4
    assert store.add(readings(6)) == 2
    assert {one.severity for one in store.check()} == {"note"}
    store.compact()
    assert store.records().height == 24
    assert [one.article.id for one in store.readings()] == sorted(store.known_ids())


def test_a_reader_sees_whole_batches_while_a_writer_writes(tmp_path: Path) -> None:
    store = DeltaArchive(tmp_path)
    made = readings(ARTICLES)
    store.add(made[:BATCH])
    order = [one.article.id for one in made]
    done = threading.Event()

    looked = threading.Event()

    def write() -> None:
        # A look between batches, so that the count below does not hang on the machine's load; the
        # reader goes on looking while the next batch is written.
        try:
            for count in range(BATCH, ARTICLES + BATCH, BATCH):
                ingest(tmp_path, min(count, ARTICLES), BATCH)
                looked.clear()
                assert looked.wait(timeout=30), "the reader was held up by the writer"
        finally:
            done.set()

    thread = threading.Thread(target=write)
    thread.start()
    seen = set()
    while not done.is_set():
        ids = [one.article.id for one in store.readings()]
        assert len(ids) % BATCH == 0
        assert set(ids) == set(order[: len(ids)])
        rows = store.records()
        counts = rows.group_by("article").len()["len"]
        assert set(counts) == {4}
        assert counts.len() % BATCH == 0
        seen.add(len(ids))
        looked.set()
    thread.join()
    assert len(seen) > 2, "the reader was held up by the writer"
    assert store.articles().height == ARTICLES
