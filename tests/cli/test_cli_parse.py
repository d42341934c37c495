"""`detente parse`: CoNLL-U by default, JSON on demand, and unusable input told."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from cli_runs import run

from detente.model import Parse


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("Oslo denied it. Kari Holt didn't.\n", encoding="utf-8")
    return path


def test_conllu_is_the_first_form(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "parse", text)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.split("\n")
    assert lines[0].startswith("# newdoc id = ")
    assert lines[1].startswith("# sent_id = ")
    assert lines[1].endswith("-1")
    assert lines[2] == "# text = Oslo denied it."
    assert lines[3].split("\t")[:2] == ["1", "Oslo"]
    assert ran.out.endswith("\n\n")
    assert "3-4\tdidn't\t_" in ran.out


def test_json_is_the_value_without_the_text(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "parse", text, "--json")
    parsed = msgspec.json.decode(ran.out, type=Parse)
    assert len(parsed.sentences) == 2
    assert parsed.article.text is msgspec.UNSET


def test_the_text_comes_along_on_demand(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "parse", text, "--json", "--with-text")
    assert json.loads(ran.out)["article"]["text"].startswith("Oslo denied it.")


def test_ids_of_sentences_are_unique(
    capfd: pytest.CaptureFixture[str], text: Path, tmp_path: Path
) -> None:
    lines = tmp_path / "rows.jsonl"
    rows = [{"id": name, "text": "It rained."} for name in ("a", "a", "  ", "a\nb", "a.2", "a b")]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    ran = run(capfd, "parse", text, empty, text, lines)
    assert ran.code == 0
    found = [line for line in ran.out.split("\n") if line.startswith("# sent_id = ")]
    assert len(set(found)) == len(found) == 10
    assert {"# sent_id = a-1", "# sent_id = a.2-1", "# sent_id = a b-1"} <= set(found)
    assert {"# sent_id = a.2.2-1", "# sent_id = a b.2-1"} <= set(found)
    documents = [line for line in ran.out.split("\n") if line.startswith("# newdoc id = ")]
    assert len(set(documents)) == len(documents) == 8


def test_several_texts_one_line_each(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "parse", text, text, "--format", "jsonl")
    first, second = map(json.loads, ran.out.splitlines())
    assert first["sentences"] == second["sentences"]


def test_what_cannot_be_read_is_told_and_the_rest_is_done(
    capfd: pytest.CaptureFixture[str], text: Path, tmp_path: Path
) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\x7fELF\x00\x01\x02\x00" * 20)
    ran = run(capfd, "parse", binary, text)
    assert ran.code == 3
    assert "binary.txt" in ran.err
    assert "Oslo" in ran.out


def test_a_wrong_form_is_refused(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "parse", text, "--format", "xml")
    assert ran.code == 2
    assert "conllu, json, jsonl" in ran.err
