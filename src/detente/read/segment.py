"""Text to tokens, sentences, paragraphs and quotations, with exact offsets.

Joins the parts: `paragraphs` finds the paragraphs, `tokens` cuts each into tokens, `sentences` says
where sentences end, `quotes` pairs quotation marks. All rule-based and linear in the length of the
text. Tokens never overlap and cover every character that is not white space; a sentence is a run of
tokens inside one paragraph, and every token is in exactly one.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from .document import Doc, Sentence
from .paragraphs import paragraphs
from .quotes import CLOSING, OPENING, STRAIGHT, find_quotes
from .sentences import MAX_SENTENCE, is_dateline, sentence_ends
from .tokens import tokenise, words

__all__ = ["CLOSING", "MAX_SENTENCE", "OPENING", "STRAIGHT", "segment", "tokenise", "words"]

_LONGEST_HEADING = 20
_NOT_HEADING = frozenset('.!?:;”"’,…。')


def segment(doc: Doc, body: Iterable[tuple[int, int]]) -> None:
    """Fill `doc.tokens`, `doc.sentences` and `doc.quotes`. `body` marks the article proper."""
    spans = sorted(body)
    tokens = doc.tokens
    for number, (start, end) in enumerate(paragraphs(doc.text)):
        first = len(tokens)
        tokens.extend(tokenise(doc.text, start, end))
        last = len(tokens)
        if last == first:
            continue
        inside = _overlaps(spans, start, end)
        begin = first
        for stop in sentence_ends(tokens, first, last):
            whole = begin == first and stop == last
            heading = (
                whole
                and last - first <= _LONGEST_HEADING
                and tokens[-1].text[-1] not in _NOT_HEADING
            )
            begins, ends = tokens[begin].start, tokens[stop - 1].end
            dateline = is_dateline(tokens, begin, stop - 1, last)
            doc.sentences.append(
                Sentence(begin, stop, begins, ends, number, inside, heading, dateline)
            )
            begin = stop
    doc.quotes = find_quotes(doc)


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect.bisect_right(spans, (start, len(spans) and spans[-1][1] + 1))
    return (at > 0 and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end)
