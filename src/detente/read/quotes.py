"""Quotations: which marks open one, which close it, and which are none.

Paragraph by paragraph and linear in the number of marks. Double marks come first: curly ones say
which way they face, straight ones face by their surroundings. Single marks make a quotation where
one opens before a word and one closes after a word or mark of the same paragraph; apostrophes
(workers' rights, rock 'n' roll) do not. Quotations never overlap: of nested ones the outer counts.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from .document import Doc, Quote, Token

OPENING = "“„«‹「『"
CLOSING = "”»›」』‟"
STRAIGHT = '"＂'
_SINGLES = frozenset("'‘’‚‛`")
_PLAIN_DOUBLE = frozenset(('"', "＂", "''"))
_ANY_MARK = re.compile("[" + OPENING + CLOSING + STRAIGHT + "".join(sorted(_SINGLES)) + "]")
_BEFORE = "([{—–-/\"“„«'‘"
_AFTER = ".,;:!?…)]}—–\"”»'’"
_STRAY = 120  # tokens: an open quotation that is longer and not taken up again quotes nothing
_POSSESSIVE = 12  # tokens up to which "terrorists' said" closes a quotation, not a possessive

_Pair = tuple[int, int, bool]
"""Tokens of the opening and the closing mark (or the paragraph's end), and whether it closes."""


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotations of a document whose tokens and sentences are known, in order.

    A quotation that a paragraph leaves open runs to its end (news prose repeats the opening mark in
    the next paragraph), unless the next paragraph does not open with a mark and the open quotation
    would be longer than 120 words: then the mark is a stray one and quotes nothing.
    """
    tokens = doc.tokens
    quotes: list[Quote] = []
    bounds = list(_bounds(doc))
    for index, (first, last) in enumerate(bounds):
        if _ANY_MARK.search(doc.text, tokens[first].start, tokens[last - 1].end) is None:
            continue
        following = tokens[bounds[index + 1][0]].text if index + 1 < len(bounds) else ""
        pairs = _doubles(doc, first, last, following)
        singles = _singles(doc, first, last, following)
        for opened, closed, whole in _outermost(pairs, singles):
            start = tokens[opened].end if opened + 1 >= last else tokens[opened + 1].start
            end = tokens[closed - 1].end
            if start < end:
                quotes.append(Quote(start, end, closed=whole))
    return quotes


def _bounds(doc: Doc) -> Iterator[tuple[int, int]]:
    """First token and end of every paragraph."""
    start, number = 0, -1
    for sentence in doc.sentences:
        if sentence.paragraph != number:
            if number >= 0:
                yield start, sentence.first
            start, number = sentence.first, sentence.paragraph
    if doc.sentences:
        yield start, doc.sentences[-1].last


def _outermost(pairs: list[_Pair], singles: list[_Pair]) -> list[_Pair]:
    """Both kinds merged: those inside another go, and single ones that cross a double one."""
    if not singles:
        return pairs
    opened = [pair[0] for pair in pairs]
    outer: list[_Pair] = []
    for single in singles:
        at = bisect.bisect_right(opened, single[0])
        within = at > 0 and pairs[at - 1][1] > single[0]
        until = bisect.bisect_left(opened, single[1])
        crossing = until > at and pairs[until - 1][1] > single[1]
        if not within and not crossing:
            outer.append(single)
    merged: list[_Pair] = []
    end = -1
    for pair in sorted([*pairs, *outer], key=lambda pair: (pair[0], -pair[1])):
        if pair[0] >= end:
            merged.append(pair)
            end = pair[1]
    return merged


def _doubles(doc: Doc, first: int, last: int, following: str) -> list[_Pair]:
    """Pairs of double marks. Of two openings in a row the first is a stray one, unless two
    closings follow in a row as well."""
    marks = _sides(doc, first, last)
    pairs: list[_Pair] = []
    stack: list[int] = []
    for number, (at, side) in enumerate(marks):
        if side > 0:
            stack.append(at)
        elif stack:
            nested = len(stack) > 1 and number + 1 < len(marks) and marks[number + 1][1] < 0
            opened = stack.pop()
            if not nested:
                stack.clear()
                if opened + 1 < at:
                    pairs.append((opened, at, True))
    if stack:
        taken_up = following[:1] != "" and (following[0] in OPENING + STRAIGHT or following == "``")
        if taken_up or last - stack[0] <= _STRAY:
            pairs.append((stack[0], last, False))
    return pairs


def _sides(doc: Doc, first: int, last: int) -> list[tuple[int, int]]:
    """The double marks of a paragraph: token, and 1 where it opens, -1 where it closes."""
    text, tokens = doc.text, doc.tokens
    marks: list[tuple[int, int]] = []
    inside, german, reverse = False, False, False
    for at in range(first, last):
        mark = tokens[at].text
        if mark in _PLAIN_DOUBLE:
            side = _faces(text, tokens[at], inside)
        elif mark == "``" or (len(mark) == 1 and mark in OPENING):
            side = 1
            if (mark == "“" and german) or (mark in "«‹" and reverse):
                side = -1
        elif len(mark) == 1 and mark in CLOSING:
            side = -1
            if not inside and _faces(text, tokens[at], False) > 0:  # ”so in Swedish” »so«
                side, reverse = 1, mark in "»›"
        else:
            continue
        german = mark == "„" if side > 0 else False
        reverse = reverse and side > 0
        inside = side > 0
        marks.append((at, side))
    return marks


def _faces(text: str, token: Token, inside: bool) -> int:
    """Which way a straight mark faces, by its surroundings, else by whether a quotation is open."""
    before = text[token.start - 1] if token.start else ""
    after = text[token.end : token.end + 1]
    left_open = not before or before.isspace() or before in _BEFORE
    right_open = not after or after.isspace() or after in _AFTER
    if left_open != right_open:
        return 1 if left_open else -1
    return -1 if inside else 1


def _singles(doc: Doc, first: int, last: int, following: str) -> list[_Pair]:
    """Pairs of single marks that are quotation marks."""
    text, tokens = doc.text, doc.tokens
    marks = [at for at in range(first, last) if tokens[at].text in _SINGLES]
    pairs: list[_Pair] = []
    opened = -1
    for number, at in enumerate(marks):
        if _single_opens(text, tokens, at, last):
            opened = at  # an earlier one that nothing closed was an apostrophe
        elif opened >= 0 and opened + 1 < at and tokens[at - 1].end == tokens[at].start:
            after = marks[number + 1] if number + 1 < len(marks) else -1
            if _is_possessive(text, tokens, at) and (
                at - opened > _POSSESSIVE
                or (after >= 0 and not _single_opens(text, tokens, after, last))
            ):
                continue
            pairs.append((opened, at, True))
            opened = -1
    if opened == first and tokens[opened].text == following and following in _SINGLES:
        pairs.append((opened, last, False))
    return pairs


def _single_opens(text: str, tokens: list[Token], at: int, last: int) -> bool:
    token = tokens[at]
    before = text[token.start - 1] if token.start else ""
    if before and not before.isspace() and before not in _BEFORE:
        return False
    if token.text == "’" or at + 1 >= last or tokens[at + 1].start > token.end:
        return False
    initial = tokens[at + 1].text[0]
    return initial.isalnum() or initial in '“"„«[($€£….'


def _is_possessive(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the mark may be that of "workers' rights": after an s, before another word."""
    token = tokens[at]
    after = text[token.end : token.end + 2].lstrip()
    return (
        tokens[at - 1].lower.endswith("s")
        and tokens[at - 1].end == token.start
        and text[token.end : token.end + 1].isspace()
        and after[:1].isalnum()
    )
