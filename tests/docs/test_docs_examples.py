"""The scripts under examples/ run as their heads say."""

from __future__ import annotations

import csv
import io
import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    monkeypatch.chdir(tmp_path)

    def _run(name: str, *arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out

    return _run


def test_read_one_tells_deeds_from_threats(run) -> None:
    lines = run("read_one.py").splitlines()
    statuses = {line.split()[0] for line in lines if "->" in line}
    assert {"occurred", "threatened"} <= statuses


def test_read_one_reads_a_file(run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Norway accused Portugal of lying.", encoding="utf-8")
    assert "Norway -> Portugal  [accused]" in run("read_one.py", "one.txt", "2024-05-02")


def test_brief_and_table_of_one_archive(run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "OSLO, March 4, 2024 - Norway accused Portugal on Monday of lying.", encoding="utf-8"
    )
    printed = run("brief_from_folder.py", "news", "Norway", "Portugal", "page.html")
    assert printed.startswith("Norway → Portugal")
    assert "</html>" in (tmp_path / "page.html").read_text(encoding="utf-8")

    table = run("weekly_table.py", "brief-archive", "Norway,Portugal")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["week"] for row in rows if float(row["incidents"])] == ["2024-03-04"]
    assert all(float(row["low"]) <= float(row["level"]) <= float(row["high"]) for row in rows)


def test_every_script_has_a_test() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    for path in EXAMPLES.glob("*.py"):
        assert f'"{path.name}"' in tested
