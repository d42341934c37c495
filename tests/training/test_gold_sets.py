"""Our gold is sealed, and every row of it has the form that its guidelines say."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "bench" / "gold"
DATA = ROOT / "training" / "data"


def sealed() -> list[tuple[str, str]]:
    text = (GOLD / "README.md").read_text(encoding="utf-8")
    return [
        (name, digest) for digest, name in re.findall(r"^    ([0-9a-f]{64})  (\S+)$", text, re.M)
    ]


def test_every_measuring_file_is_sealed() -> None:
    files = {str(path.relative_to(GOLD)) for path in GOLD.glob("*/measure*")}
    assert files == {name for name, _ in sealed()}


@pytest.mark.parametrize(("name", "digest"), sealed())
def test_nothing_was_changed_since_it_was_sealed(name: str, digest: str) -> None:
    assert hashlib.sha256((GOLD / name).read_bytes()).hexdigest() == digest


def rows(name: str) -> Iterator[dict[str, Any]]:
    for path in [*(GOLD / name).glob("*.jsonl"), *(DATA / name).glob("*.jsonl")]:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            dt.date.fromisoformat(row["published"])
            yield row


def place(text: str, part: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.index(part, at + 1)
    return at


def ordered(row: dict[str, Any]) -> bool:
    ends = [row[end] and dt.date.fromisoformat(row[end]) for end in ("earliest", "latest")]
    return None in ends or ends[0] <= ends[1]


def test_times_fit_their_passages() -> None:
    found = [(row["text"], time) for row in rows("times") for time in row["times"]]
    assert len(found) == 1073
    for text, time in found:
        assert place(text, time["text"], time["nth"]) >= 0
        assert time["type"] in ("DATE", "TIME", "DURATION", "SET")
        assert ordered(time)


def test_dated_events_fit_their_passages() -> None:
    found = [(row, event) for row in rows("dated") for event in row["events"]]
    assert len(found) == 595
    for row, event in found:
        assert place(row["text"], event["trigger"], event["nth"]) >= 0
        assert ordered(event)
        assert event["latest"] is None or event["latest"] <= row["published"]


def test_swapped_names_fit_their_passages() -> None:
    found = [(row, name) for row in rows("spun") for name in row["names"]]
    assert len(found) == 705
    for row, name in found:
        assert row["spun"]
        assert place(row["text"], name["text"], name["nth"]) >= 0
        assert name["text"] != name["original"]


@pytest.mark.parametrize(
    "path",
    [*GOLD.glob("coreference/*.txt"), *DATA.glob("coreference/*.txt")],
    ids=lambda path: path.stem,
)
def test_chains_are_well_bracketed(path: Path) -> None:
    passages = path.read_text(encoding="utf-8").strip().split("\n\n")
    assert len(passages) == 75
    for passage in passages:
        head, _, text = passage.partition("\n")
        assert re.fullmatch(r"# \d+ \| \d{4}-\d\d-\d\d \| .+", head)
        for line in text.split("\n"):
            depth = 0
            for mark in re.findall(r"\[\d+ (?=\S)|\[|\]", line):
                assert mark != "["
                depth += -1 if mark == "]" else 1
                assert depth >= 0
            assert depth == 0
