"""Lemmas as rules: how many letters to cut from a word's ends and what to put there.

A rule learned from "denied -> deny" (`l|0|3||y`) makes "defy" of "defied": a model that picks among
some hundreds of rules has a lemma for words that no list holds. (Lemmatisation as classification
of edit scripts: Chrupala 2006; Straka 2018.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

KEEP = "l|0|0||"
"""The rule that only lower-cases."""


def derive(form: str, lemma: str) -> str:
    """Return the rule that makes `lemma` of `form`: `apply(derive(form, lemma), form) == lemma`.

    A rule is `case|letters cut at the start|at the end|put at the start|at the end`; the case is
    `l` where the word is lower-cased first, `k` where it is kept. A lemma that shares less than
    half of its letters with the form is a rule by itself, `=lemma`.

    >>> derive("denied", "deny")
    'l|0|3||y'
    >>> derive("Putin", "Putin")
    'k|0|0||'
    """
    if lemma == form and form != form.lower():
        return "k|0|0||"
    lowered = form.lower()
    case, word = ("l", lowered) if lemma == lemma.lower() else ("k", form)
    start, end, length = _longest_common(word, lemma)
    left, right = lemma[:end], lemma[end + length :]
    if not length or length * 2 < len(lemma) or "|" in left:  # a bar would end the part early
        return f"={lemma}"
    return f"{case}|{start}|{len(word) - start - length}|{left}|{right}"


def apply(rule: str, form: str) -> str:
    """Return the lemma that `rule` makes of `form`.

    A rule that would cut more letters than there are, or leave none, does the case only. Raises
    ValueError for what is no rule at all.

    >>> apply("l|0|3||y", "Defied")
    'defy'
    """
    if rule == KEEP:
        return form.lower()
    if rule[:1] == "=":
        return rule[1:]
    case, cut_left, cut_right, left, right = _parse(rule)
    word = form.lower() if case == "l" else form
    if cut_left + cut_right >= len(word) and not (left or right):
        return word
    if cut_left + cut_right > len(word):
        return word
    return left + word[cut_left : len(word) - cut_right] + right


@lru_cache(maxsize=4096)
def _parse(rule: str) -> tuple[str, int, int, str, str]:
    case, cut_left, cut_right, left, right = rule.split("|", 4)
    return case, int(cut_left), int(cut_right), left, right


def cut(rule: str, form: str) -> str:
    """Return what a rule takes away from a form: "start|end", or the whole word for `=lemma`.

    >>> cut("l|0|3||y", "Denied")
    '|ied'
    """
    lowered = form.lower()
    if rule[:1] == "=":
        return lowered
    _, left, right, _, _ = _parse(rule)
    return f"{lowered[:left]}|{lowered[len(lowered) - right :] if right else ''}"


class Lemmatiser:
    """The lemma of a word, from what was learned of it: by heart, else by a rule that fits.

    `known` gives the rule of a form (in small letters) as a part of speech; `cuts` gives for each
    rule what it took away in the training sets. A rule that never took away what it would have
    to take away here is passed over for the next best: "ran" is not cut like "Texan".
    """

    def __init__(
        self,
        rules: Sequence[str],
        cuts: Sequence[Iterable[str]],
        known: Mapping[tuple[str, str], int],
    ) -> None:
        self._rules = list(rules)
        self._cuts = [frozenset(taken) for taken in cuts]
        self._known = dict(known)
        # what is faulty is found here, not in the middle of a text
        for rule in self._rules:
            apply(rule, "")
        if len(self._cuts) != len(self._rules):
            raise ValueError(f"{len(self._rules)} lemma rules, the cuts of {len(self._cuts)}")
        if not all(0 <= number < len(self._rules) for number in self._known.values()):
            raise ValueError("a form with a lemma rule that there is none of")

    def lemma(self, form: str, upos: str, ranked: Iterable[int]) -> str:
        """Return the lemma; `ranked` are numbers of rules, the model's best first."""
        known = self._known.get((form.lower(), upos))
        if known is not None:
            return apply(self._rules[known], form)
        for number in ranked:
            rule = self._rules[number]
            if rule == KEEP or cut(rule, form) in self._cuts[number]:
                return apply(rule, form)
        return form if upos == "PROPN" else form.lower()


def _longest_common(word: str, lemma: str) -> tuple[int, int, int]:
    """Start in `word`, start in `lemma` and length of the longest common substring."""
    best = (0, 0, 0)
    row = [0] * (len(lemma) + 1)
    for i, a in enumerate(word, 1):
        before = 0
        for j, b in enumerate(lemma, 1):
            kept, row[j] = row[j], before + 1 if a == b else 0
            before = kept
            if row[j] > best[2]:
                best = (i - row[j], j - row[j], row[j])
    return best
