"""Where paragraphs lie: blank lines part them, and so do line ends unless the text is hard-wrapped.

Pages and feeds come with one line a paragraph, mail and old wires with lines broken at 70 or so
characters. Which of the two a block is shows in its lines: where lines were broken to a width, the
first word of each would not have fitted on the line before.
"""

from __future__ import annotations

import re

_GAP = re.compile(r"(?>\r\n|\r|\n)[ \t\u00a0]*(?:(?>\r\n|\r|\n)[ \t\u00a0]*)+|[\u2029\f\v]")
_LINE = re.compile(r"\r\n|\r|\n|\u2028")
_FIRST = re.compile(r"\S+")
_NARROWEST, _WIDEST = 40, 130
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
# words that a heading, an item of a list or a sentence hardly ever ends with
_OPEN_WORDS = frozenset(
    """a an the this these those its his her their our my your of to and or nor but by with from for
    into onto upon at as than that which who whose if because while whether between among against
    during toward towards until without is are was were be been being has have had will would shall
    should can could may might must""".split()
)
_CLOSED = frozenset('.!?:…。！？؟।"”’»')


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Character spans of the paragraphs, in order; they leave out only white space.

    >>> paragraphs("Ferry late\\n\\nIt rained.")
    [(0, 10), (12, 22)]
    """
    found: list[tuple[int, int]] = []
    at = 0
    for gap in _GAP.finditer(text):
        found.extend(_block(text, at, gap.start()))
        at = gap.end()
    found.extend(_block(text, at, len(text)))
    return found


def _block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = _lines(text, start, end)
    if len(lines) < 2:
        return lines
    if _is_wrapped(text, lines):
        return [(lines[0][0], lines[-1][1])]
    joined = [lines[0]]
    for line in lines[1:]:
        if _goes_on(text, joined[-1], line):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    at = start
    for match in _LINE.finditer(text, start, end):
        if match.start() > at:
            lines.append((at, match.start()))
        at = match.end()
    if end > at:
        lines.append((at, end))
    return lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines were broken to a width: few words that open a line had room before it."""
    lengths = [end - start for start, end in lines]
    width = max(lengths)
    if not _NARROWEST <= width <= _WIDEST or min(lengths[:-1]) < width / 2:
        return False
    roomy = closed = 0
    for (start, end), (after, stop), length in zip(lines, lines[1:], lengths, strict=False):
        word = _FIRST.search(text, after, stop)
        roomy += word is not None and length + 1 + word.end() - word.start() <= width
        closed += text[start:end].rstrip()[-1:] in _CLOSED
    if len(lines) == 2 and not text[lines[1][0] : lines[1][1]].lstrip()[:1].islower():
        return False  # two lines of much the same length are no evidence of a width
    return roomy <= (len(lines) - 1) // 5 and closed <= (len(lines) - 1) / 2


def _goes_on(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a line breaks off in mid-sentence: the next opens low, or it ends on a word that
    asks for another."""
    if line[1] - line[0] < _NARROWEST:
        return False
    word = _LAST_WORD.search(text[max(line[0], line[1] - 40) : line[1]].rstrip())
    if word is not None and word.group() in _OPEN_WORDS:
        return True
    first = text[after[0] : after[0] + 40].lstrip()[:2]
    last = text[max(line[0], line[1] - 40) : line[1]].rstrip()[-1:]
    return first.isalpha() and first.islower() and (last.isalnum() or last in ",-–—’'\"”")
