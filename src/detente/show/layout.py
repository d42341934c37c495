"""Lines of a fixed width for the terminal: columns, hanging indents, colour, nothing wider.

A `Page` collects finished lines. Widths are counted in terminal cells, so that East-Asian
characters and emoji do not push a line over the edge.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from .lines import Tone

NARROWEST = 40
TONES: dict[Tone, str] = {"good": "cyan", "bad": "red", "plain": ""}


class Page:
    """A page of text, `width` cells wide (at least 40), with or without colour.

    >>> page = Page(width=60, color=False)
    >>> page.paragraph(Text("Aland called off the talks."), indent=2)
    >>> page.render()
    '  Aland called off the talks.\\n'
    """

    def __init__(self, *, width: int, color: bool) -> None:
        self.width = max(NARROWEST, width)
        self._console = Console(
            file=io.StringIO(),
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            force_jupyter=False,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )
        self._lines: list[Text] = []

    def blank(self) -> None:
        """Add an empty line, unless there is one already or the page is empty."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def rule(self) -> None:
        """Add a faint line over the whole width."""
        self._lines.append(Text("─" * self.width, style="dim"))

    def paragraph(self, text: Text | str, *, indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph; lines after the first are indented by `hang` more."""
        body = Text(text) if isinstance(text, str) else text
        for line in self._hanging(body, self.width - indent, hang):
            self._add(Text(" " * indent) + line)

    def quote(self, text: Text, *, indent: int) -> None:
        """Add somebody else's words, with a bar along their left edge."""
        for line in self._fold(text, self.width - indent - 2):
            self._add(Text(" " * indent) + Text("│ ", style="dim") + line)

    def row(self, columns: Iterable[tuple[Text | str, int]], *, gap: int = 1) -> None:
        """Add cells side by side; each is (text, width), wrapped within its width."""
        cells = [
            (self._fold(Text(text) if isinstance(text, str) else text, width), width)
            for text, width in columns
        ]
        for index in range(max((len(lines) for lines, _ in cells), default=0)):
            out = Text()
            for lines, width in cells:
                piece = lines[index] if index < len(lines) else Text()
                out += piece + Text(" " * (width - cell_len(piece.plain) + gap))
            self._add(out)

    def render(self) -> str:
        """Return the page; every line ends in a line feed and has no trailing blanks."""
        file = io.StringIO()
        self._console.file = file
        for line in self._lines:
            self._console.print(line, soft_wrap=True)
        return file.getvalue()

    def _add(self, line: Text) -> None:
        line.rstrip()
        self._lines.append(line)

    def _fold(self, text: Text, width: int) -> list[Text]:
        lines = text.wrap(self._console, max(2, width), overflow="fold", tab_size=1)
        for line in lines:
            line.rstrip()
        return list(lines)

    def _hanging(self, text: Text, room: int, hang: int) -> list[Text]:
        lines = self._fold(text, room)
        if len(lines) <= 1 or not hang:
            return lines
        taken = len(lines[0].plain)
        rest = text[taken:]
        rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
        return [lines[0], *(Text(" " * hang) + line for line in self._fold(rest, room - hang))]


def right(text: Text | str, width: int) -> Text:
    """Return `text` moved to the right edge of a column that it fits in."""
    body = Text(text) if isinstance(text, str) else text
    return Text(" " * max(0, width - cell_len(body.plain))) + body


def badge(label: str) -> Text:
    """Return a badge: bold, in capitals, followed by a blank."""
    return Text(label, style=Style(bold=True)) + Text(" ")
