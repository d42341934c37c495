"""Score the time tagger on the TempEval-3 training sets.

    python bench/bench_time.py [--errors KIND] [--save]

TempEval-3 definitions: strict = same span; relaxed = spans overlap (one system expression for
one gold expression); value F1 = relaxed matches whose TIMEX3 value is right. The texts
(`$DETENTE_DATA/time`) are for measuring only and never enter the repository.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import json
import os
import re
import time
from pathlib import Path
from typing import Any

from detente.model import Time
from detente.read.document import Doc
from detente.read.segment import segment
from detente.read.times import find_times

SETS = ("timebank", "aquaint")


def located(name: str) -> Path:
    root = Path(os.environ.get("DETENTE_DATA", "../shared/data"))
    return root / "time" / f"tempeval3_train_{name}.jsonl"


def load(name: str) -> list[dict[str, Any]]:
    path = located(name)
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences(text: str) -> list[tuple[int, int]]:
    doc = Doc(text, None)
    segment(doc, [(0, len(text))])
    return [(sentence.start, sentence.end) for sentence in doc.sentences]


def pair(gold: list[dict[str, Any]], found: list[Time]) -> list[tuple[int | None, int | None]]:
    """Match overlapping spans one to one, in text order; unmatched ones stand alone."""
    pairs: list[tuple[int | None, int | None]] = []
    taken: set[int] = set()
    exact = {(t.start, t.end): i for i, t in enumerate(found)}
    for at, g in enumerate(gold):
        match = exact.get((g["start"], g["end"]))
        if match is None or match in taken:
            match = next(
                (
                    i
                    for i, t in enumerate(found)
                    if i not in taken and t.start < g["end"] and g["start"] < t.end
                ),
                None,
            )
        if match is not None:
            taken.add(match)
        pairs.append((at, match))
    pairs.extend((None, i) for i in range(len(found)) if i not in taken)
    return pairs


def f1(hits: int, found: int, gold: int) -> tuple[float, float, float]:
    precision = hits / found if found else 0.0
    recall = hits / gold if gold else 0.0
    both = 2 * precision * recall / (precision + recall) if hits else 0.0
    return precision, recall, both


def score(docs: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    count: collections.Counter[str] = collections.Counter()
    for doc in docs:
        spans = sentences(doc["text"])
        began = time.perf_counter()
        found = find_times(doc["text"], spans, dt.date.fromisoformat(doc["dct"][:10]))
        count["ns"] += int((time.perf_counter() - began) * 1e9)
        count["gold"] += len(doc["timex"])
        count["found"] += len(found)
        for g, s in pair(doc["timex"], found):
            gold = doc["timex"][g] if g is not None else None
            system = found[s] if s is not None else None
            kind = "missed" if system is None else "spurious" if gold is None else "value"
            if gold is not None and system is not None:
                strict = (gold["start"], gold["end"]) == (system.start, system.end)
                right = gold["value"] == system.timex3.value
                count["strict"] += strict
                count["relaxed"] += 1
                count["value"] += right
                count["type"] += gold["type"] == system.timex3.type
                kind = "value" if not right else "span" if not strict else ""
            if kind:
                errors.append({"kind": kind, "doc": doc, "gold": gold, "system": system})
    count["docs"] = len(docs)
    return dict(count)


def report(name: str, count: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"set": name, "documents": count["docs"], "gold": count["gold"]}
    row["found"] = count["found"]
    for measure in ("strict", "relaxed", "value", "type"):
        p, r, f = f1(count[measure], count["found"], count["gold"])
        row[measure] = {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(100 * f, 1)}
    row["articles_per_second"] = round(count["docs"] / (count["ns"] / 1e9), 1)
    return row


def show(errors: list[dict[str, Any]], kind: str) -> None:
    """Print errors by kind: shapes with digits masked, most frequent first (terminal only)."""
    shapes: collections.Counter[str] = collections.Counter()
    for error in errors:
        if error["kind"] != kind:
            continue
        gold, system, text = error["gold"], error["system"], error["doc"]["text"]
        at = gold["start"] if gold else system.start
        context = re.sub(r"\s+", " ", text[max(0, at - 40) : at + 50])
        left = f"{gold['type']} {gold['value']} [{gold['text']}]" if gold else "-"
        right = "-"
        if system is not None:
            right = f"{system.timex3.type} {system.timex3.value} "
            right += f"[{text[system.start : system.end]}]"
        shapes[f"{error['doc']['dct'][:10]} {left} | {right} | …{context}…"] += 1
    for shape, number in shapes.most_common():
        print(number, shape)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=("missed", "spurious", "value", "span"))
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--save", action="store_true", help="write bench/bench_time.json")
    options = parser.parse_args()
    absent = [str(located(name)) for name in options.set or SETS if not located(name).exists()]
    if absent:
        print(f"skipped: {', '.join(absent)} not there (set DETENTE_DATA)")
        return
    rows, errors = [], []
    total: collections.Counter[str] = collections.Counter()
    for name in options.set or SETS:
        count = score(load(name), errors)
        total.update(count)
        rows.append(report(name, count))
    if len(rows) > 1:
        rows.append(report("both", dict(total)))
    for row in rows:
        print(json.dumps(row))
    if options.errors:
        show(errors, options.errors)
    if options.save:
        path = Path(__file__).with_name("bench_time.json")
        path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
