"""The whole reader on real news: speed, memory, and attribution against PolNeAR's first annotator.

    DETENTE_DATA=../shared/data python bench/bench_read.py [--save]

Texts are measured where they lie and never copied. Scores of spans count characters that are
letters or digits, over all articles together: precision, recall and F1 of content, source and cue.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import detente
from detente.model import Reading

DATA = Path(os.environ.get("DETENTE_DATA", "../shared/data"))
PARTS = ("content", "source", "cue")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", action="store_true", help="write bench_read.json")
    options = parser.parse_args()
    path = DATA / "speech" / "polnear_dev.jsonl"
    if not path.exists():
        print(f"skipped: {path} is not there (set DETENTE_DATA)")
        return 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    started = time.perf_counter()
    detente.read("Warm-up.")
    cold = time.perf_counter() - started
    started = time.perf_counter()
    readings = [detente.read(row["text"], published=row["date"][:10]) for row in rows]
    seconds = time.perf_counter() - started
    figures = {
        "set": "polnear_dev",
        "articles": len(rows),
        "sentences": sum(len(reading.sentences) for reading in readings),
        "seconds": round(seconds, 2),
        "articles_per_second": round(len(rows) / seconds, 1),
        "sentences_per_second": round(sum(len(r.sentences) for r in readings) / seconds),
        "first_result_seconds": round(cold, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "events": sum(len(reading.events) for reading in readings),
        "statements": sum(len(reading.statements) for reading in readings),
        "statuses": dict(Counter(e.status for r in readings for e in r.events).most_common()),
        "attribution": scores(rows, readings),
    }
    print(json.dumps(figures, indent=1))
    if options.save:
        saved = Path(__file__).with_suffix(".json")
        saved.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def scores(rows: list[dict], readings: list[Reading]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each part, in percent of characters."""
    gold = {part: set() for part in PARTS}
    found = {part: set() for part in PARTS}
    for number, (row, reading) in enumerate(zip(rows, readings, strict=True)):
        text = row["text"]
        for statement in reading.statements:
            for part in PARTS:
                for span in getattr(statement, part):
                    found[part] |= letters(number, text, span.start, span.end)
        for attribution in row["annotations"][0]["attributions"]:
            for part in PARTS:
                for span in attribution.get(part) or ():
                    start, end = (
                        span[:2] if isinstance(span, list) else (span["start"], span["end"])
                    )
                    gold[part] |= letters(number, text, start, end)
    return {part: f1(gold[part], found[part]) for part in PARTS}


def letters(number: int, text: str, start: int, end: int) -> set[tuple[int, int]]:
    return {(number, at) for at in range(start, end) if text[at].isalnum()}


def f1(gold: set, found: set) -> dict[str, float]:
    both = len(gold & found)
    p, r = both / max(1, len(found)), both / max(1, len(gold))
    return {
        "p": round(100 * p, 1),
        "r": round(100 * r, 1),
        "f1": round(100 * 2 * p * r / max(1e-9, p + r), 1),
    }


if __name__ == "__main__":
    sys.exit(main())
