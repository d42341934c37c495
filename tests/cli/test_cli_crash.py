"""kill -9 during a real `detente ingest`: what is there is whole, and a rerun completes it.

The full run of 20 kills, with a table of what happened, is bench/crash_ingest.py.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from cli_runs import process

from detente.archive.delta import DeltaArchive

FILES, KILLS = 150, 5
START = 0.4
"""Seconds for which a process only imports: no kill before that tells anything."""


def _texts(folder: Path) -> Path:
    folder.mkdir()
    for number in range(FILES):
        text = (
            f"{1 + number % 28} March 2025\n\nKenya attacked Uganda in raid {number} on Monday.\n"
        )
        (folder / f"{number:04d}.txt").write_text(text)
    return folder


def _run(texts: Path, archive: Path) -> float:
    started = time.perf_counter()
    done = process("ingest", texts, "--archive", archive, "--workers", "1")
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - started


def _killed(texts: Path, archive: Path, seconds: float) -> bool:
    """Run an ingest and kill it; whether it was still running then."""
    command = [sys.executable, "-m", "detente", "ingest", str(texts), "--archive", str(archive)]
    with subprocess.Popen(
        [*command, "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        time.sleep(seconds)
        os.kill(running.pid, signal.SIGKILL)
        return running.wait(timeout=60) == -signal.SIGKILL


def test_killed_at_random_moments_and_run_again(tmp_path: Path) -> None:
    texts = _texts(tmp_path / "texts")
    seconds = _run(texts, tmp_path / "whole")
    expected = sorted(DeltaArchive(tmp_path / "whole").export(with_text=True))
    assert len(expected) == FILES
    chance, archive, there, killed = random.Random(7), tmp_path / "archive", 0, 0
    for _ in range(KILLS):
        killed += _killed(texts, archive, chance.uniform(START, max(seconds, START + 0.1)))
        store = DeltaArchive(archive)
        if not store.exists:
            continue
        assert [one for one in store.check() if one.severity == "fault"] == []
        kept = len(store.known_ids())
        assert kept >= there, "what was acknowledged is gone"
        there = kept
    assert killed, "every run was done before it was killed"
    _run(texts, archive)
    assert sorted(DeltaArchive(archive).export(with_text=True)) == expected
    done = process("check", "--archive", archive)
    assert done.returncode == 0, done.stderr
