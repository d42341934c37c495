"""`detente read`: forms, order, streams, and what happens to unusable input."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from cli_runs import process, run

from detente.model import Reading, to_json

TEXT = "Kenya attacked Uganda on Monday. “We had warned them,” said William Ruto.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    made = [
        {"id": f"n{n}", "text": f"Kenya attacked Uganda {n} times.", "published": "2031-05-14"}
        for n in (3, 1, 2)
    ]
    path.write_text("\n".join(map(json.dumps, made)) + "\n")
    return path


def test_one_input_gives_an_object(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "read", text, "--published", "2031-05-14", "--json")
    assert (ran.code, ran.err) == (0, "")
    reading = msgspec.json.decode(ran.out, type=Reading)
    assert reading.article.published_from == "given"
    assert [one.type for one in reading.events] == ["ASSAULT"]
    assert reading.article.text is msgspec.UNSET
    assert json.loads(ran.out)["schema"] == "detente/1"


def test_several_inputs_give_an_array_in_their_order(
    capfd: pytest.CaptureFixture[str], lines: Path
) -> None:
    ran = run(capfd, "read", lines, "--format", "json")
    assert [one["article"]["given_id"] for one in json.loads(ran.out)] == ["n3", "n1", "n2"]


def test_jsonl_gives_a_line_each(capfd: pytest.CaptureFixture[str], lines: Path) -> None:
    for workers in ("1", "2"):
        ran = run(capfd, "read", lines, "--format", "jsonl", "--workers", workers)
        found = [json.loads(line) for line in ran.out.splitlines()]
        assert [one["article"]["given_id"] for one in found] == ["n3", "n1", "n2"]


def test_workers_do_not_change_a_byte(capfd: pytest.CaptureFixture[str], lines: Path) -> None:
    one = run(capfd, "read", lines, "--json").out
    assert run(capfd, "read", lines, "--json", "--workers", "2").out == one


def test_away_from_a_terminal_the_first_form_is_taken(
    capfd: pytest.CaptureFixture[str], text: Path
) -> None:
    assert json.loads(run(capfd, "read", text).out)["schema"] == "detente/1"


def test_as_text(capfd: pytest.CaptureFixture[str], text: Path, lines: Path) -> None:
    ran = run(capfd, "read", text, lines, "--format", "text")
    assert ran.code == 0
    assert "Uganda" in ran.out
    assert "\x1b[" not in ran.out


def test_with_text(capfd: pytest.CaptureFixture[str], text: Path) -> None:
    ran = run(capfd, "read", text, "--json", "--with-text")
    assert json.loads(ran.out)["article"]["text"] == TEXT


def test_the_same_as_the_python_call(capfd: pytest.CaptureFixture[str], lines: Path) -> None:
    from detente import desk
    from detente.intake import IntakeOptions

    ran = run(capfd, "read", lines, "--format", "jsonl", "--with-text")
    called = desk.read_sources([str(lines)], IntakeOptions())
    assert ran.out.splitlines() == [to_json(one) for one in called]


def test_rejected_lines_are_told_and_the_rest_is_done(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(
        '{"id": "a", "text": "It rained."}\n{broken\n{"id": "b", "text": "It snowed."}\n'
    )
    ran = run(capfd, "read", path, "--format", "jsonl")
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 2
    assert f"{path}, line 2" in ran.err
    assert ran.err.startswith("detente: rejected ")


def test_nothing_but_rejected_input_prints_nothing(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("{broken\n")
    for form in ("json", "jsonl", "text"):
        ran = run(capfd, "read", path, "--format", form)
        assert (ran.code, ran.out) == (3, "")


WRONG = [
    (["read", "nowhere.txt"], "nowhere.txt"),
    (["read", "REPORT", "--published", "last week"], "YYYY-MM-DD"),
    (["read", "REPORT", "--published", "2031-02-30"], "2031-02-30"),
    (["read", "REPORT", "--format", "yaml"], "json, jsonl, text"),
    (["read", "REPORT", "--nonsense"], "nonsense"),
    (["read", "REPORT", "--workers", "0"], "--workers"),
    (["read", "REPORT", "--workers", "many"], "--workers"),
    (["read"], "help"),
    (["raed", "REPORT"], "raed"),
    (["read", "REPORT", "--encoding", "klingon"], "klingon"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_a_wrong_request_is_told_on_stderr_with_exit_code_2(
    capfd: pytest.CaptureFixture[str], text: Path, arguments: list[str], told: str
) -> None:
    ran = run(capfd, *(str(text) if one == "REPORT" else one for one in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.startswith("detente: ")
    assert "Traceback" not in ran.err


def test_standard_input_and_output_carry_data_only() -> None:
    done = process("read", "-", "--published", "2031-05-14", stdin=TEXT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    reading = json.loads(done.stdout)
    assert [one["type"] for one in reading["events"]] == ["ASSAULT"]


def test_any_bytes_on_standard_input_are_read() -> None:
    done = process("read", "-", "--with-text", stdin=b"Kenya attacked Uganda. caf\xe9 \x81\xff")
    assert done.returncode == 0, done.stderr
    article = json.loads(done.stdout)["article"]
    assert article["length"] == len(article["text"])


def test_what_is_no_text_is_rejected(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(bytes(range(256)) * 20)
    ran = run(capfd, "read", path, "--format", "jsonl")
    assert (ran.code, ran.out) == (3, "")
    assert str(path) in ran.err


def test_nothing_on_standard_input() -> None:
    done = process("read", "-", stdin=b"")
    assert done.returncode in (0, 3)
    assert b"Traceback" not in done.stderr


def test_utf_8_whatever_the_locale() -> None:
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = process("read", "-", "--with-text", stdin=TEXT.encode(), environment=locale)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["article"]["text"] == TEXT


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": TEXT}) + "\n" for n in range(200)))
    with subprocess.Popen(
        [sys.executable, "-m", "detente", "read", str(path), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
        running.wait(timeout=60)
    assert b"Traceback" not in told
    assert running.returncode == 0


def test_version_and_help(capfd: pytest.CaptureFixture[str]) -> None:
    from detente import __version__

    ran = run(capfd, "--version")
    assert (ran.code, ran.out.strip()) == (0, f"detente {__version__}")
    for arguments in (["--help"], ["read", "--help"]):
        ran = run(capfd, *arguments)
        assert ran.code == 0
        assert "Usage: detente" in ran.out
    assert run(capfd).code == 2


def test_a_fault_of_ours_is_told_as_one(
    capfd: pytest.CaptureFixture[str], text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente import desk

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a spring broke")

    monkeypatch.setattr(desk, "read_sources", broken)
    ran = run(capfd, "read", text)
    assert (ran.code, ran.out) == (1, "")
    assert "a spring broke" in ran.err
    assert "please report" in ran.err


def test_an_interrupt_ends_with_130(
    capfd: pytest.CaptureFixture[str], text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente import desk

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "read_sources", stop)
    ran = run(capfd, "read", text)
    assert (ran.code, ran.out) == (130, "")


def test_an_interrupt_is_told(
    capfd: pytest.CaptureFixture[str], text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente import desk

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "read_sources", stop)
    assert "interrupted" in run(capfd, "read", text).err
