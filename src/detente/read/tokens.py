"""Text to tokens by the conventions of UD English (EWT, GUM), with exact offsets.

Rule-based and linear in the length of the text. Tokens never overlap, stand in order, and cover
every character that is not white space exactly once. What is written as one word but is several
(don't, gonna, Putin's) becomes several tokens that touch; the later ones say so (`Token.joined`).
How a written word is cut is said in `knowledge.written`.
"""

from __future__ import annotations

from ..knowledge.written import LONGEST_REMEMBERED, cut, recall, settle
from .document import Token


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split `text[start:end]` into tokens; offsets are positions in `text`.

    >>> [token.text for token in tokenise("Dr. Vale can't re-enter the U.S.-led talks.")]
    ['Dr.', 'Vale', 'ca', "n't", 're-enter', 'the', 'U.S.', '-', 'led', 'talks', '.']
    """
    part = text if start == 0 and end is None else text[start:end]
    tokens: list[Token] = []
    add, make, find = tokens.append, tuple.__new__, part.find
    longest = LONGEST_REMEMBERED
    before = ""
    at = 0
    written_words = part.split()
    for number, written in enumerate(written_words):
        at = find(written, at)
        pieces, point = recall(written) if len(written) <= longest else cut(written)
        if point >= 0:
            after = written_words[number + 1] if number + 1 < len(written_words) else ""
            pieces = settle(written, pieces, point, (before, after))
        base = start + at
        for low, high, surface, lower, joined in pieces:
            add(make(Token, (base + low, base + high, surface, lower, joined)))
        at += len(written)
        before = written
    return tokens


def words(text: str) -> list[str]:
    """Return the surface words of a short text, split as the reader splits articles.

    >>> words("Putin's U.S.-based aides")
    ['Putin', "'s", 'U.S.', '-', 'based', 'aides']
    """
    return [token.text for token in tokenise(text)]
