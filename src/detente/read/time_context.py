"""What a time expression is read against: the document date, the tale so far, the tense here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from .time_tokens import Tokens
from .time_values import Value
from .time_words import Lexicon, lexicon

Tense = Literal["past", "future", "none"]

REACH = 14
"""How many tokens from the expression a verb may stand to give it its tense."""

_BARRIER = frozenset(";:")
_NOT_ED = frozenset(
    """need speed feed indeed hundred embed bleed breed proceed succeed exceed naked sacred wicked
    alleged united unprecedented seed deed weed greed creed""".split()
)
_DETERMINERS = frozenset("the a an his her its their our my this that these those 's".split())
_NOT_FINITE = frozenset("to did not didn the a an and or of no 's t".split())
_PRESENT_BE = frozenset("is are am 's 're".split())
_PLAN_NEAR = frozenset(
    """scheduled due set slated planned expected deadline until till by before upcoming coming ahead
    starting beginning effective payable""".split()
)
_PUT_OFF = frozenset("extended postponed delayed adjourned moved deferred pushed brought".split())
_PLANNED = frozenset("scheduled slated due set expected planned".split())
_AFTER_PLANNED = frozenset("for to in on at by".split())
_BE = frozenset("be is are being 's 're".split())


@dataclass
class Context:
    """State of one article while its expressions are resolved in order.

    `last` is the newest dated expression of the narrative, `last_day` the newest single day,
    `quarter` the quarter the article reports on, `explicit` the newest with a year of its own (and
    the sentence it stood in); `force` overrides the tense (used for deadlines).
    """

    published: dt.date | None
    force: Tense | None = None
    sentence: int = 0
    last: Value | None = None
    last_sentence: int = -1
    last_day: Value | None = None
    day_sentence: int = -1
    quarter: Value | None = None
    explicit: Value | None = None
    explicit_sentence: int = -10
    lexicon: Lexicon = field(default_factory=lexicon)

    def note(self, value: Value, *, adverbial: bool = True) -> None:
        """Remember a resolved expression as the point the narrative has reached.

        `adverbial` says that it stands by itself ("in 1998"), not before a noun ("the 1998 war"):
        only then does a date without a year lean on it.
        """
        if value.type not in ("DATE", "TIME") or value.earliest is None or value.latest is None:
            return
        chained = value.anchor == "context" and self.sentence - self.explicit_sentence <= 1
        if self.explicit is not None and chained:
            self.explicit_sentence = self.sentence
        if value.granularity in ("span", "decade", "century"):
            return
        self.last, self.last_sentence = value, self.sentence
        if value.earliest == value.latest:
            self.last_day, self.day_sentence = value, self.sentence
        if value.reported:
            self.quarter = value
        if not value.deictic and adverbial:
            self.explicit, self.explicit_sentence = value, self.sentence
        elif value.anchor == "document":
            self.explicit = None
        elif self.explicit is not None and chained:
            self.explicit = value

    def told_year(self, tokens: Tokens, first: int, last: int) -> int | None:
        """The year a date without one may belong to: one that the narrative has just named."""
        near = self.explicit_sentence >= self.sentence - 1
        if self.explicit is None or not near or self.explicit.earliest is None:
            return None
        if self.tense(tokens, first, last) == "future":
            return None
        return self.explicit.earliest.year

    def tense(self, tokens: Tokens, first: int, last: int) -> Tense:
        """The tense that governs tokens `[first, last)`: of the nearest verb before, else after."""
        if self.force is not None:
            return self.force
        past, future = self.lexicon.members("PASTVERB"), self.lexicon.members("FUTURECUE")
        if _looks_ahead(tokens, first):
            return "future"
        for at in range(first - 1, max(-1, first - 1 - REACH), -1):
            if tokens.codes[at] in _BARRIER:
                break
            found = _verb(tokens, at, past, future)
            if found != "none":
                return found
        for at in range(last, min(len(tokens.lowers), last + REACH)):
            if tokens.codes[at] in _BARRIER:
                break
            found = _verb(tokens, at, past, future)
            if found != "none":
                return found
        return "none"


def _looks_ahead(tokens: Tokens, first: int) -> bool:
    """Whether the words just before point forward: "scheduled for Friday", "by Friday".

    Not where a deadline is looked back on: "did not learn until Friday", "Until Friday they had
    not", "had left by Friday".
    """
    near = tokens.lowers[max(0, first - 2) : first]
    if near == ["now", "and"] or (near and near[0] in _PUT_OFF and near[-1] in ("to", "until")):
        return True
    if _PLAN_NEAR.isdisjoint(near):
        return False
    if near[-1] not in ("until", "till", "by") or near[0] in ("had", "has", "have", "gave"):
        return True
    window = tokens.lowers[max(0, first - REACH) : first]
    return first > 1 and _LOOKED_BACK.isdisjoint(window)


_LOOKED_BACK = frozenset("did didn wasn weren had hadn".split())


def _verb(tokens: Tokens, at: int, past: frozenset[str], future: frozenset[str]) -> Tense:
    """What the token says about tense, if it is a verb that says something."""
    word = tokens.lowers[at]
    if word in future:
        # "would have met" and "may have been" look back
        ahead = tokens.lowers[at + 1 : at + 4]
        return "past" if "have" in ahead and word not in ("will", "shall") else "future"
    if word in ("ll",) and at and tokens.codes[at - 1] in ("'", "p"):
        return "future"
    if word == "to":
        return _infinitive(tokens, at)
    following = tokens.lowers[at + 1] if at + 1 < len(tokens.lowers) else ""
    if word in _PLANNED and following in _AFTER_PLANNED and (word != "set" or following == "for"):
        return "future"
    ends = len(word) > 3 and word.endswith("ed") and tokens.codes[at] != "C" and word not in _NOT_ED
    if (word in past or ends) and at and tokens.lowers[at - 1] in _BE:
        return "none"  # "will be paid": the auxiliary further left says when
    if word in past:
        return "past"
    if word in lexicon().members("SCHEDULE"):
        before = tokens.lowers[at - 1] if at else ""
        return "none" if before in _NOT_FINITE else "future"
    if ends:
        if at and tokens.lowers[at - 1] in _DETERMINERS:
            return "none"  # "the reduced dividend"
        if following == "to" and word in lexicon().members("PLANCUE"):
            return "future"
        return "past"
    if word.endswith("ing") and at and tokens.lowers[at - 1] in _PRESENT_BE:
        return "future"
    return "none"


def _infinitive(tokens: Tokens, at: int) -> Tense:
    """`to` + verb is still to come after a verb of planning ("agreed to meet Friday")."""
    words = tokens.lowers
    if at + 1 >= len(words):
        return "none"
    window = words[max(0, at - 3) : at]
    if words[at + 1] == "be":  # "guidelines to be published", not "was believed to be held"
        return "future" if window and not window[-1].endswith("ed") else "none"
    code = tokens.codes[at + 1]
    if not (code == "w" or code >= "\ue000") or words[at + 1] in _DETERMINERS:
        return "none"
    return "future" if not lexicon().members("PLANCUE").isdisjoint(window) else "none"
