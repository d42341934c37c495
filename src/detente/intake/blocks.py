"""A text as a list of blocks: paragraphs, headings and lines, each with its offsets.

A line is a block of its own, except in hard-wrapped text, where the lines of a paragraph are
joined. Nothing is cut: blocks only point into the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

EDGE_LINES = 4000
"""Of a longer text, only this many lines at either end become blocks of their own: furniture
sits at the edges, and the cost stays bounded. The middle is one block."""

_WRAP_WIDTHS = range(50, 101)
LIST_ITEM = re.compile(r"(?:[-*+•–—·▪]|\(?\d{1,3}[.)])\s")
_BLANKS = " \t\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `[start, end)` of the text without the white space around it.

    `gap` says that a blank line or the end of the text follows; `indent` counts leading blanks;
    `level` is the level of a heading (0: none that is marked as such); `linked` is the share of
    its characters that are link text; `aside` says that it stands in a part of a page that is
    declared as navigation, header, footer or aside.
    """

    start: int
    end: int
    text: str
    gap: bool = False
    indent: int = 0
    level: int = 0
    linked: float = 0.0
    aside: bool = False


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of a plain text in order, without blank ones.

    >>> [block.text for block in split_blocks("Headline\\n\\nFirst paragraph.\\nSecond one.")]
    ['Headline', 'First paragraph.', 'Second one.']
    """
    lines = _lines(text)
    width = _wrap_width(lines)
    return lines if width is None else _unwrap(text, lines, width)


def _lines(text: str) -> list[Block]:
    raw = text.splitlines(keepends=True)
    blocks: list[Block] = []
    offset = 0
    middle_end = len(raw) - EDGE_LINES
    index = 0
    while index < len(raw):
        line = raw[index]
        index += 1
        if index > EDGE_LINES and index < middle_end:
            line = "".join(raw[index - 1 : middle_end])
            index = middle_end
        _add_line(blocks, offset, line)
        offset += len(line)
    if blocks:
        blocks[-1] = replace(blocks[-1], gap=True)
    return blocks


def _add_line(blocks: list[Block], offset: int, line: str) -> None:
    bare = line.rstrip().rstrip(_BLANKS)
    stripped = bare.lstrip().lstrip(_BLANKS)
    if not stripped:
        if blocks and not blocks[-1].gap:
            blocks[-1] = replace(blocks[-1], gap=True)
        return
    indent = len(bare) - len(stripped)
    start = offset + indent
    blocks.append(Block(start, start + len(stripped), stripped, indent=indent))


def _first_word(text: str) -> int:
    return len(text.split(None, 1)[0])


def _is_full(line: Block, following: Block, width: int) -> bool:
    """Tell whether the next word would not have fitted: the test of a wrapped line."""
    length = line.indent + line.end - line.start
    return length + 1 + _first_word(following.text[:width]) > width


def _wrap_width(lines: Sequence[Block]) -> int | None:
    """Return the column at which the text was wrapped by hand or machine, None if it was not."""
    prose = [line.indent + len(line.text) for line in lines if line.text.count(" ", 0, 400) >= 4]
    fitting = [length for length in prose if length < _WRAP_WIDTHS.stop]
    if len(fitting) < 4 or len(fitting) < 0.95 * len(prose):
        return None
    width = max(fitting)
    if width not in _WRAP_WIDTHS:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if not a.gap]
    full = sum(_is_full(a, b, width) for a, b in pairs)
    return width if full >= 3 and full >= 0.4 * len(pairs) else None


def _unwrap(text: str, lines: Sequence[Block], width: int) -> list[Block]:
    groups: list[tuple[Block, Block]] = [(lines[0], lines[0])]
    for previous, line in pairwise(lines):
        opens = (
            previous.gap
            or not _is_full(previous, line, width)
            or line.indent > previous.indent + 1
            or line.text.startswith("#")
            or LIST_ITEM.match(line.text) is not None
        )
        if opens:
            groups.append((line, line))
        else:
            groups[-1] = (groups[-1][0], line)
    return [
        first
        if first is last
        else replace(first, end=last.end, text=text[first.start : last.end], gap=last.gap)
        for first, last in groups
    ]
