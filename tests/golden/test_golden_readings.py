"""The readings of a few reports, compared with those kept beside them (see README.md)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from detente.intake import IntakeOptions, load
from detente.model import Article, to_json
from detente.read.rules import RulesReader

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def _reading(name: str) -> Any:
    (article,) = load([str(FOLDER / f"{name}.txt")], IntakeOptions(publisher="Test Desk"))
    assert isinstance(article, Article)
    value = json.loads(to_json(RulesReader().read(article)))
    for actor in value["actors"]:
        # grow with the actor data, and say nothing of how the text was read
        del actor["codes"], actor["roles"]
    return value


@pytest.mark.parametrize("name", NAMES)
def test_the_reading_is_the_one_kept(name: str) -> None:
    path = FOLDER / f"{name}.json"
    found = _reading(name)
    if os.environ.get("DETENTE_GOLDEN") == "refresh":
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8")), (
        "a reading changed; see tests/golden/README.md"
    )


def test_there_are_golden_readings() -> None:
    assert len(NAMES) >= 3
    assert {path.stem for path in FOLDER.glob("*.json")} == set(NAMES)
