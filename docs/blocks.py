"""The code blocks of a page of documentation: found, run, and their output written back.

Blocks run in the order of the page, in one empty folder, with one Python namespace:

- `console`: each line that starts with `$ detente` is run in this process; what follows it, up to
  the next such line, is its output on a terminal of 80 columns, and is written anew. `< FILE` and
  `> FILE` work as in a shell; nothing else of a shell does.
- `python`: run; or checked as a doctest where it starts with `>>>`.
- any other language: not run.

An HTML comment on the line before a fence says more, parts separated by semicolons:

- `file: PATH`: the block is the content of a file, written and not run;
- `lines: N`: keep the first N lines of each command's output, then a line with `…`;
- `exit: N`: the commands end with this exit code instead of 0;
- `id: WORDS`: put the id at the end of the last printed line that holds these words in the place
  of the id in the commands, so that a page keeps naming a record that is there;
- `examples: FOLDER [PATTERN]`: first put the example reports of the package, or those whose names
  fit, into a folder.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

WIDTH = 80
HOME = "/home/you"
"""What the working folder, which is another each time, is called in the output."""
_NOTE = re.compile(r"^<!--\s*((?:file|lines|exit|id|examples):.*?)\s*-->$")
_PROMPT = "$ "
_ID = re.compile(r"(?<=\s)(?=[a-f]*\d)[0-9a-f]{4,24}(?=\s|$)")


class BlockFailed(Exception):
    """A block did not do what the page says it does."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: lines `[first, last)` of the page, without the fences."""

    language: str
    first: int
    last: int
    lines: tuple[str, ...]
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The content as one string with a line end."""
        return "\n".join(self.lines) + "\n"


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a Markdown text, in order.

    >>> [(b.language, b.lines, b.notes) for b in blocks("<!-- exit: 2 -->\\n```sh\\nls\\n```\\n")]
    [('sh', ('ls',), {'exit': '2'})]
    """
    lines = page.split("\n")
    found: list[Block] = []
    at = 0
    while at < len(lines):
        if lines[at].startswith("```"):
            language = lines[at].strip("`").strip()
            note = _NOTE.match(lines[at - 1]) if at else None
            first = at + 1
            last = next(n for n in range(first, len(lines)) if lines[n].startswith("```"))
            notes = _notes(note[1]) if note else {}
            found.append(Block(language, first, last, tuple(lines[first:last]), notes))
            at = last
        at += 1
    return found


def _notes(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.split(";"))
    return {name.strip(): value.strip() for name, value in pairs}


def refreshed(page: str) -> str:
    """Run a page's blocks and return the page with the output that its commands print now.

    Raises BlockFailed, naming the line of the page, where a block fails.
    """
    lines = page.split("\n")
    namespace: dict[str, Any] = {"__name__": "__page__"}
    written: list[tuple[Block, list[str]]] = []
    printed: list[str] = []
    with workplace():
        for block in blocks(page):
            if "examples" in block.notes:
                _put_examples(*block.notes["examples"].split())
            if "file" in block.notes:
                path = Path(block.notes["file"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            elif block.language == "python":
                _run_python(block, namespace)
            elif block.language == "console":
                written.append((block, _run_console(block, printed)))
    for block, output in reversed(written):
        lines[block.first : block.last] = output
    return "\n".join(lines)


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder to work in, with the environment of a plain terminal of 80 columns."""
    before = Path.cwd()
    plain = {"COLUMNS": str(WIDTH), "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, plain):
        os.environ.pop("DETENTE_ARCHIVE", None)
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)


def _put_examples(folder: str, pattern: str = "*") -> None:
    from detente.desk import examples

    Path(folder).mkdir(parents=True, exist_ok=True)
    with examples() as paths:
        for path in paths:
            if Path(path).match(pattern):
                shutil.copy(path, folder)


def _run_python(block: Block, namespace: dict[str, Any]) -> None:
    if block.text.startswith(">>>"):
        test = doctest.DocTestParser().get_doctest(
            block.text, namespace, "block", "page", block.first
        )
        report = io.StringIO()
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        if runner.run(test, out=report.write, clear_globs=False).failed:
            raise BlockFailed(f"line {block.first}: {report.getvalue()}")
        namespace.update(test.globs)
        return
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(block.text, f"block at line {block.first}", "exec"), namespace)


def _run_console(block: Block, printed: list[str]) -> list[str]:
    """Run the commands; return the block's lines as they are now; `printed` gathers all output."""
    expected = int(block.notes.get("exit", "0"))
    limit = int(block.notes["lines"]) if "lines" in block.notes else None
    out: list[str] = []
    commands = [line for line in block.lines if line.startswith(_PROMPT)]
    for line in commands:
        if "id" in block.notes:
            line = _ID.sub(_id(block, printed), line)  # noqa: PLW2901 - the command that is run
        code, said = console(line.removeprefix(_PROMPT))
        said = said.replace(str(Path.cwd()), HOME)
        if code != expected:
            raise BlockFailed(f"line {block.first}: `{line}` ends with exit code {code}:\n{said}")
        lines = said.rstrip("\n").split("\n") if said.strip() else []
        printed += lines
        if limit is not None and len(lines) > limit:
            lines = [*lines[:limit], "…"]
        out += [line, *(text.rstrip() for text in lines)]
    return out


def _id(block: Block, printed: list[str]) -> str:
    for line in reversed(printed):
        found = _ID.search(line)
        if block.notes["id"] in line and found is not None and line.endswith(found[0]):
            return found[0]
    raise BlockFailed(f"line {block.first}: no line with {block.notes['id']!r} ends with an id")


class Terminal(io.TextIOWrapper):
    """Bytes that say they are a terminal; standard output and error share one, in order."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        """Always: commands print as to a person."""
        return True

    def said(self) -> str:
        """All that was printed so far."""
        return self._bytes.getvalue().decode("utf-8")


def console(command: str) -> tuple[int, str]:
    """Run one `detente …` command as on a terminal; returns its exit code and all it printed."""
    from detente.cli import run

    words = shlex.split(command)
    if words[:1] != ["detente"]:
        raise BlockFailed(f"only `detente` is run in console blocks, not {command!r}")
    words, given, taken = _redirected(words[1:])
    screen = Terminal()
    stdin = io.TextIOWrapper(io.BytesIO(Path(given).read_bytes() if given else b""))
    out: io.TextIOWrapper = screen if taken is None else io.TextIOWrapper(io.BytesIO())
    with (
        # one process: no pool has to start for a handful of articles
        mock.patch("os.cpu_count", return_value=1),
        mock.patch.object(sys, "stdin", stdin),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(screen),
    ):
        code = run(words)
    out.flush()
    if taken is not None:
        buffer = out.buffer
        assert isinstance(buffer, io.BytesIO)
        Path(taken).write_bytes(buffer.getvalue())
    return code, screen.said()


def _redirected(words: list[str]) -> tuple[list[str], str | None, str | None]:
    """Arguments without redirections, the file to read from, the file to write to."""
    kept: list[str] = []
    files: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if word in ("<", ">"):
            files[word] = next(rest)
        else:
            kept.append(word)
    return kept, files.get("<"), files.get(">")
