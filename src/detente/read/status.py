"""Deed, plan, threat, denial, question or if: the status of what a verb tells.

What governs a verb ("threatened to", "denied that", "is considering") comes first, then modality,
negation and aspect of the verb itself. The controllers are data (`knowledge/data/controllers.tsv`).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..knowledge.lexicon import Controller, Lexicon
from ..model import Status
from .conditionals import Hypothesis
from .frames import Phrase, phrase_right, subject
from .syntax import BE, DETERMINERS, NOT, PREPOSITIONS, QUOTES, Clause, Verb, adverb

_DEPTH = 5
_FUTURE = frozenset({"will", "wo", "'ll", "shall"})
_DEONTIC = frozenset({"should", "must"})


@dataclass(frozen=True, slots=True)
class Governor:
    """The controller over a verb: its entry, chunk, own verb group, and its object if it has one.

    `complement` is the chunk where the governed words begin.
    """

    controller: Controller
    at: int
    verb: Verb | None
    object: Phrase | None = None


def content_status(entry: Controller) -> Status:
    """The status of what a controller governs; what it tells as a fact has occurred."""
    return "occurred" if entry.status == "actual" else entry.status


class Statuses:
    """Answers for one clause; `hypothesis` is its conditional, if any."""

    def __init__(self, clause: Clause, lexicon: Lexicon, hypothesis: Hypothesis | None) -> None:
        self.clause, self.lexicon, self.hypothesis = clause, lexicon, hypothesis
        self.words = [chunk.word for chunk in clause.chunks]
        self.heads = {verb.at: verb for verb in clause.verbs}
        self._governors: dict[int, Governor | None] = {}

    def status(self, verb: Verb, depth: int = 0) -> Status:
        """The status of what the verb tells."""
        supposed = self._supposed(verb)
        if supposed is not None:
            return supposed
        if self._asked(verb):
            return "asked"
        governor = self.governor(verb) if depth < _DEPTH else None
        if governor is not None:
            return self._governed(verb, governor, depth)
        return self._own(verb, depth)

    def _governed(self, verb: Verb, governor: Governor, depth: int) -> Status:
        content = content_status(governor.controller)
        outer: Status = (
            self.status(governor.verb, depth + 1) if governor.verb is not None else "occurred"
        )
        if content == "occurred":
            own: Status = "negated" if verb.negated else "occurred"
            if not verb.infinitive:
                own = self._own(verb, depth)
            if governor.verb is None and self._rejected(governor.at):
                return "negated"
            return outer if outer not in ("occurred", "ongoing") else own
        if content == "negated" and outer == "negated":
            return "occurred"
        if content == "planned" and outer == "negated":
            return "negated"
        if verb.negated and content != "negated":
            return "negated" if content in ("occurred", "ongoing") else content
        return content

    def _rejected(self, noun: int) -> bool:
        """ "rejected accusations that ...": the noun stands under a verb that denies it."""
        for verb in self.clause.verbs:
            if 0 < noun - verb.at <= 4:
                entries, _ = self.lexicon.controllers_at(self.words, verb.at)
                if any(entry.status == "negated" for entry in entries):
                    return True
                if {"reject", "dismiss", "deny", "refute"} & set(verb.lemmas):
                    return True
        return False

    def _own(self, verb: Verb, depth: int) -> Status:
        if verb.modal is not None:
            return self._modal(verb)
        if verb.negated:
            return "negated"
        if (verb.gerund or verb.reduced) and depth < _DEPTH:
            host = self._host(verb)
            if host is not None:
                return self.status(host, depth + 1)
        if verb.infinitive:
            return "occurred" if verb.perfect else "planned"
        if verb.progressive and not verb.past:
            return "ongoing"
        if verb.finite and not verb.past and not verb.perfect and self._awaited(verb):
            return "hypothetical"
        return "occurred"

    def _awaited(self, verb: Verb) -> bool:
        """A present tense after "until", "before", "unless": not there yet."""
        here = verb.begin - 1
        while here >= 0 and verb.begin - here < 8:
            if self.words[here] in ("until", "till", "before", "unless", "once", "lest"):
                return True
            if self.words[here] in (",", ";", "that", "and", "but"):
                return False
            here -= 1
        return False

    def _modal(self, verb: Verb) -> Status:
        modal = verb.modal
        if verb.perfect and modal in ("would", "could", "might", "should", "'d"):
            return "counterfactual"
        if verb.negated:
            return "negated"
        if modal in _FUTURE:
            return "planned"
        if modal in ("would", "'d"):
            return "planned" if self._reported(verb) else "hypothetical"
        return "proposed" if modal in _DEONTIC else "hypothetical"

    def _reported(self, verb: Verb) -> bool:
        """ "said it would impose tariffs": a future seen from the past, not a condition."""
        return any(
            other.at < verb.begin
            and other.finite
            and other.past
            and self.lexicon.cue(self.words, other.at) is not None
            for other in self.clause.verbs
        )

    def _host(self, verb: Verb) -> Verb | None:
        before = [other for other in self.clause.verbs if other.at < verb.begin and other.finite]
        return before[-1] if before else None

    def _supposed(self, verb: Verb) -> Status | None:
        """Inside an if-clause, or a consequence of one that is not told as fact."""
        found = self.hypothesis
        if found is None:
            return None
        status: Status = "counterfactual" if found.counterfactual else "hypothetical"
        if found.antecedent[0] <= verb.at < found.antecedent[1]:
            return status
        if found.consequent[0] <= verb.at < found.consequent[1]:
            unreal = verb.modal is not None
            if unreal or (verb.infinitive and self.governor(verb) is None):
                return status
        return None

    def _asked(self, verb: Verb) -> bool:
        if self.clause.question and self.clause.chunks[verb.at].quote < 0:
            return True
        here = verb.begin - 1
        while here >= 0 and verb.begin - here < 10:
            word = self.words[here]
            if word == "whether":
                return True
            if word in ("that", ",", ";", "and", "but"):
                return False
            here -= 1
        return False

    # -- what governs a verb -------------------------------------------------------------------

    def governor(self, verb: Verb) -> Governor | None:
        """The controller that the verb depends on, or None."""
        if verb.at not in self._governors:
            self._governors[verb.at] = None  # guards against a rule meeting itself
            self._governors[verb.at] = self._find(verb)
        return self._governors[verb.at]

    def _find(self, verb: Verb) -> Governor | None:
        if verb.infinitive:
            return self._of_infinitive(verb)
        if verb.gerund:
            return self._of_gerund(verb)
        if verb.finite:
            return self._of_clause(verb)
        return None

    def _left(self, at: int) -> int:
        at -= 1
        while at >= 0 and (
            adverb(self.words[at])
            or self.words[at] in QUOTES
            or self.words[at] in NOT
            or self.clause.chunks[at].time >= 0
            or (self.words[at] in ("on", "in", "at") and self.clause.chunks[at + 1].time >= 0)
        ):
            at -= 1
        return at

    def _of_infinitive(self, verb: Verb) -> Governor | None:
        mark = next(
            (at for at in range(verb.at - 1, verb.begin - 1, -1) if self.words[at] == "to"),
            verb.begin,
        )
        left = self._left(mark)
        if left < 0:
            return None
        ending = self._ending_at(left, lambda entry: entry.frame == "inf")
        if ending is not None:
            return ending
        if self.words[left] in BE:
            return Governor(_TO_BE, left, self.heads.get(left))
        over = self._over_object(left, "inf")
        if over is not None:
            return over
        return self._coordinated(verb) or self._parted(verb, left)

    def _parted(self, verb: Verb, left: int) -> Governor | None:
        """ "agreed on Monday, also by telephone, to resume": a phrase stands in between."""
        if self.words[left] != ",":
            return None
        for other in reversed(self.clause.verbs):
            if other.at >= left:
                continue
            if left - other.at > 12:
                return None
            if "to" in self.words[other.at : left]:
                return None
            entries, _ = self.lexicon.controllers_at(self.words, other.at)
            for entry in entries:
                if entry.frame == "inf" and entry.subject == "self":
                    return Governor(entry, other.at, other)
            return None
        return None

    def _coordinated(self, verb: Verb) -> Governor | None:
        """ "to meet and (to) sign": the second shares the governor of the first."""
        left = self._left(verb.begin)
        if left > 0 and self.words[left] in ("and", "or", ","):
            before = [other for other in self.clause.verbs if other.at < left and other.infinitive]
            if before:
                return self.governor(before[-1])
        return None

    def _of_gerund(self, verb: Verb) -> Governor | None:
        left = self._left(verb.begin)
        if left < 0:
            return None
        direct = self._ending_at(left, lambda entry: entry.frame == "ing")
        if direct is not None:
            return direct
        word = self.words[left]
        if word not in PREPOSITIONS:
            return None
        frame = f"prep:{word}"
        before = self._left(left)
        return (
            self._ending_at(before, lambda entry: entry.frame == frame) if before >= 0 else None
        ) or self._over_object(before, frame)

    def _of_clause(self, verb: Verb) -> Governor | None:
        """The verb over a that-clause, with or without "that"."""
        found = subject(self.clause, verb)
        first = found.first if found.first >= 0 else verb.begin
        while (
            first > 0 and self.words[first - 1] in DETERMINERS and self.words[first - 1] != "that"
        ):
            first -= 1
        left = self._left(first)
        if left < 0:
            return None
        if self.words[left] == "that":
            before = self._left(left)
            if before < 0:
                return None
            return self._ending_at(before, _that) or self._over_object(before, "that")
        head = self.heads.get(left)
        if head is not None and head.finite:
            return self._ending_at(left, _that)
        return None

    def _ending_at(self, last: int, fits: object) -> Governor | None:
        """The controller phrase whose last word is the chunk `last` and whose frame fits."""
        assert callable(fits)
        for size in range(4, 0, -1):
            at = last - size + 1
            if at < 0:
                continue
            entries, length = self.lexicon.controllers_at(self.words, at)
            if length != size:
                continue
            for entry in sorted(entries, key=lambda entry: (entry.subject != "self", entry.line)):
                if fits(entry) and self._as_listed(entry, at):
                    return Governor(entry, at, self.heads.get(at))
        return None

    def _as_listed(self, entry: Controller, at: int) -> bool:
        """A controller listed as a verb must be one here (its forms may also be nouns)."""
        return entry.pos != "v" or at in self.heads

    def _over_object(self, last: int, frame: str) -> Governor | None:
        """ "asked B to", "accused B of", "told B that": a verb with its object before the frame."""
        for verb in reversed(self.clause.verbs):
            if verb.at >= last or last - verb.at > 12:
                continue
            entries, length = self.lexicon.controllers_at(self.words, verb.at)
            for entry in entries:
                if entry.frame != frame:
                    continue
                phrase = phrase_right(self.clause, verb.at + length)
                if phrase.last == last + 1 and phrase.last > phrase.first:
                    return Governor(entry, verb.at, verb, phrase)
        return None


def _that(entry: Controller) -> bool:
    return entry.frame == "that"


_TO_BE = Controller("be to", "v", "inf", "planned", None, "self", "", 0)
