"""Runs of the command line, in this process and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from detente import cli


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    capfd.readouterr()
    code = cli.run([str(argument) for argument in arguments])
    captured = capfd.readouterr()
    return Ran(code, captured.out, captured.err)


def process(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    kept = {
        key: value for key, value in os.environ.items() if key not in ("DETENTE_ARCHIVE", "COLUMNS")
    }
    return subprocess.run(
        [sys.executable, "-m", "detente", *(str(argument) for argument in arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**kept, **(environment or {})},
        check=False,
        timeout=120,
    )
