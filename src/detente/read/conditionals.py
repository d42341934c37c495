"""If-clauses: antecedent and consequent, open or counterfactual."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Span
from .syntax import Clause

_OPENERS = frozenset({"if", "unless"})
_THEN = frozenset({"would", "could", "might", "should", "'d"})


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Chunk ranges of a conditional in one sentence."""

    antecedent: tuple[int, int]
    consequent: tuple[int, int]
    counterfactual: bool


def find(clause: Clause) -> Hypothesis | None:
    """The first conditional of a sentence; None where it has none.

    "if", "unless", "provided that" and inverted "had/should/were" open the antecedent, which runs
    to the comma before the main clause, or from the opener to the end of the sentence.
    """
    opened = _opener(clause)
    if opened is None:
        return None
    start, inverted = opened
    stop = len(clause.chunks)
    while stop > start and clause.chunks[stop - 1].word in (".", "!", "?", '"', "”", "’"):
        stop -= 1
    before = _main_before(clause, start)
    comma = _comma(clause, start, stop)
    if before is not None and not inverted:
        antecedent = (start, comma if comma is not None and _trails(clause, comma) else stop)
        consequent = (before, start)
    elif comma is not None:
        antecedent, consequent = (start, comma), (comma + 1, stop)
    else:
        return None
    if antecedent[1] - antecedent[0] < 2 or consequent[1] <= consequent[0]:
        return None
    return Hypothesis(
        antecedent, _strip(clause, consequent), _counterfactual(clause, antecedent, consequent)
    )


def _opener(clause: Clause) -> tuple[int, bool] | None:
    chunks = clause.chunks
    for at, chunk in enumerate(chunks):
        word = chunk.word
        previous = chunks[at - 1].word if at else ""
        if word in _OPENERS and previous not in ("as", "even", "asked", "wonder", "know", "see"):
            return at, False
        if word == "provided" and at + 1 < len(chunks) and chunks[at + 1].word == "that":
            return at, False
        starts = at == 0 or previous in (",", ";", '"', "“", "and", "but")
        if starts and word in ("had", "should", "were") and at + 1 < len(chunks):
            after = chunks[at + 1]
            if (after.name is not None or after.word in _SUBJECTS) and "?" not in (
                chunk.word for chunk in chunks[-2:]
            ):
                return at, True
    return None


_SUBJECTS = frozenset("the a an he she it they we i you this that his her their its no any".split())


def _main_before(clause: Clause, start: int) -> int | None:
    """Where the main clause starts if it stands before the opener: at a verb's clause."""
    chunks = clause.chunks
    if not any(verb.at < start for verb in clause.verbs) and not any(
        chunk.word in _THEN or chunk.word in ("will", "'ll", "is", "are", "was")
        for chunk in chunks[:start]
    ):
        return None
    left = start
    while left > 0 and chunks[left - 1].word in (",", "only", "even"):
        left -= 1
    here = left
    while here > 0:
        if chunks[here - 1].word in ("that", ";", ":", "—") or (
            chunks[here - 1].word in ('"', "“")
        ):
            return here if left - here >= 2 else None
        here -= 1
    return 0 if left >= 2 else None


def _comma(clause: Clause, start: int, stop: int) -> int | None:
    """The comma that ends the antecedent: the first with a finite-looking clause after it."""
    for at in range(start + 2, stop - 1):
        if clause.chunks[at].word == "," and _trails(clause, at):
            return at
        if clause.chunks[at].word == "then" and at > start + 2:
            return at - 1 if clause.chunks[at - 1].word == "," else at
    return None


def _trails(clause: Clause, comma: int) -> bool:
    """Whether a main clause follows: a modal or finite verb soon after the comma."""
    for at in range(comma + 1, min(len(clause.chunks), comma + 14)):
        word = clause.chunks[at].word
        if word in _THEN or word in ("will", "wo", "'ll", "is", "are", "must", "can", "may"):
            return True
        if word == ",":
            return False
    return any(verb.finite and comma < verb.at <= comma + 14 for verb in clause.verbs)


def _strip(clause: Clause, span: tuple[int, int]) -> tuple[int, int]:
    first, last = span
    while first < last and clause.chunks[first].word in ("then", ",", '"', "”"):
        first += 1
    while last > first and clause.chunks[last - 1].word in (",", "only", "even"):
        last -= 1
    return first, last


def _counterfactual(
    clause: Clause, antecedent: tuple[int, int], consequent: tuple[int, int]
) -> bool:
    """ "had ... would have": past perfect before, modal perfect after."""
    words = [chunk.word for chunk in clause.chunks]
    first = words[antecedent[0] : antecedent[1]]
    then = words[consequent[0] : consequent[1]]
    modal_perfect = any(
        word in _THEN and "have" in then[at + 1 : at + 4] for at, word in enumerate(then)
    )
    return modal_perfect and ("had" in first or "'d" in first or "were" in first)


def spans(clause: Clause, found: Hypothesis) -> tuple[Span, Span]:
    """The character spans of antecedent and consequent."""
    tokens = clause.doc.tokens

    def span(bounds: tuple[int, int]) -> Span:
        first, last = bounds
        return Span(
            tokens[clause.chunks[first].first].start, tokens[clause.chunks[last - 1].last - 1].end
        )

    return span(found.antecedent), span(found.consequent)
