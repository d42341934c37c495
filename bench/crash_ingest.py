"""kill -9 during `detente ingest` at random moments: is anything lost or doubled?

    python bench/crash_ingest.py [TRIALS] [SEED]

Each trial starts an ingest of the same thousand small articles into a new archive, kills it
after a random time (past the start of Python), and then asks `check`, runs the same ingest again,
and compares the archive with one that was never disturbed (sorted `export jsonl`).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from detente.archive.delta import DeltaArchive

ARTICLES = 1000
STATES = "France Spain Norway Sweden Japan Peru Chile Kenya Ghana Malta".split()
DEEDS = (
    "{} accused {} on Monday of breaking the fishing accord.",
    "{} and {} held talks on Tuesday.",
    "{} imposed sanctions on {} last week.",
    "{} will send aid to {}, its foreign ministry said.",
)


def corpus(path: Path) -> None:
    pick = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        for number in range(ARTICLES):
            deeds = [pick.choice(DEEDS).format(*pick.sample(STATES, 2)) for _ in range(6)]
            row = {
                "id": f"a{number}",
                "text": "\n\n".join(deeds),
                "published": f"2021-05-{number % 28 + 1:02d}",
            }
            out.write(json.dumps(row) + "\n")


def ingest(source: Path, archive: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "detente", "ingest", str(source), "--workers", "1"]
    return subprocess.Popen(
        [*command, "--archive", str(archive)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main() -> int:
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    pick = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = root / "in.jsonl"
        corpus(source)
        started = time.perf_counter()
        assert ingest(source, root / "whole").wait() == 0
        length = time.perf_counter() - started
        whole = list(DeltaArchive(root / "whole").export())
        print(f"{ARTICLES} articles, {length:.1f} s undisturbed")
        print("trial  killed at   kept  faults  after rerun  equal")
        bad = 0
        for trial in range(1, trials + 1):
            archive = root / f"t{trial}"
            after = pick.uniform(0.25 * length, length)
            process = ingest(source, archive)
            time.sleep(after)
            process.kill()
            process.wait()
            store = DeltaArchive(archive)
            kept = len(store.known_ids()) if store.exists else 0
            faults = [f for f in store.check() if f.severity == "fault"] if store.exists else []
            rerun = ingest(source, archive).wait()
            found = list(store.export())
            faults += [f for f in store.check() if f.severity == "fault"]
            equal = found == whole and rerun == 0 and not faults
            bad += not equal
            print(f"{trial:5}  {after:7.2f} s {kept:6} {len(faults):7} {len(found):12}  {equal}")
        print(f"{trials - bad} of {trials} trials without loss or doubling")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
