"""One sentence to tokens and to a string of codes, one character a token.

The time grammar is written over words; it is run over this string of codes, in which a word that
the grammar knows has a character of its own, and every other token the character of its form:

====  =========================================  ====  ======================================
code  token                                      code  token
====  =========================================  ====  ======================================
D     whole number 1 to 31                       o     ordinal 1st to 31st
M     other number of one to three digits        O     other ordinal
Y     four digits, 1000 to 2199                  d     decade: 1990s, '90s
N     any other number                           q     shortened year: '98
T     clock time: 14:30, 5pm, 5.30pm             I     2025-05-03, with or without a time
S     3/5/2025, 3.5.2025                         x     letters and digits mixed
w     unknown content word in lower case         C     unknown word with a capital
f     unknown function word (they, with, is)
====  =========================================  ====  ======================================

A mark stands for itself where the grammar speaks of it, else `p`. Whether *May*, *March*, *Sat*
and the like are times is settled here, by case, neighbours and the rest of the article, because
no rule should have to ask twice (`Homographs`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TOKEN = re.compile(
    r"""
    (?P<w>[^\W\d_]{2,}(?!\w))
  | (?=\d)(?:
      (?P<I>\d{4}-\d{2}-\d{2}(?:T\d{2}:?\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\w))
    | (?P<S>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\w/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\w)
        |\d{4}/\d{1,2}/\d{1,2}(?![\w/])|\d{1,2}-\d{1,2}-\d{4}(?![\w-]))
    | (?P<T>\d{1,2}(?:[:.]\d{2}){0,2}[ ]?(?:[AaPp]\.[Mm]\.?|[ap]m\b|[AP]M\b)
        |\d{1,2}:\d{2}(?::\d{2})?(?![\w:]))
    | (?P<d>\d{3}0['’]?s(?!\w)|\d0['’]?s(?!\w))
    | (?P<o>\d{1,2}(?:st|nd|rd|th)(?!\w))
    | (?P<N>\d{1,3}(?:,\d{3}){1,9}(?:\.\d{1,9})?(?!\w)|\d{1,9}\.\d{1,9}(?!\w))
    | (?P<D>\d{1,4}(?!\w))
    | (?P<x>\w+)
    )
  | (?P<s>['’]s(?!\w))
  | (?P<e>['’‘]\d0s(?!\w))
  | (?P<q>['’‘]\d{2}(?![\w'’]))
  | (?P<p>[^\s\w])
  | (?P<c>[oO]['’]clock(?!\w))
  | (?P<a>[AaPp]\.[Mm]\.)
  | (?P<u>(?:[A-Za-z]\.){2,9})
  | (?P<v>[^\W\d_](?!\w))
  | (?P<y>\w+)
    """,
    re.VERBOSE,
)
MARKS = frozenset(",-–—./()'\"$%:;€£#&+[]’‘“”")
_MARK_CODES = {"–": "-", "—": ":", "’": "'", "‘": "'", "“": '"', "”": '"', "[": "(", "]": ")"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence: character offsets, surface and lower-case words, codes."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    codes: str


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The code of each word that the grammar knows."""

    codes: Mapping[str, str]
    points: frozenset[str]
    """Words that may carry a point of abbreviation ("Sept.")."""


def tokenise(text: str, start: int, end: int, alphabet: Alphabet, homographs: Homographs) -> Tokens:
    """Cut `text[start:end]` and code every token."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    lowers: list[str] = []
    codes: list[str] = []
    known = alphabet.codes
    for match in TOKEN.finditer(text, start, end):
        kind = match.lastgroup or "p"
        word = match.group()
        lower = word.lower()
        if kind in "wv":
            code = known.get(lower) or (
                "f" if lower in _FUNCTION else "C" if word[0].isupper() else "w"
            )
        elif kind == "p":
            if (
                word == "."
                and codes
                and lowers[-1] in alphabet.points
                and ends[-1] == match.start()
            ):
                ends[-1] = match.end()
                continue
            code = _MARK_CODES.get(word, word) if word in MARKS else "p"
        elif kind == "D":
            code = _number(word)
        elif kind == "o":
            code = "o" if 1 <= int(word[:-2]) <= 31 else "O"
        elif kind in "sacu":
            lower = lower.replace("’", "'")
            code = known.get(lower, "C" if kind == "u" else "p")
        else:
            code = {"e": "d", "y": "x"}.get(kind, kind)
        starts.append(match.start())
        ends.append(match.end())
        words.append(word)
        lowers.append(lower)
        codes.append(code)
    tokens = Tokens(starts, ends, words, lowers, "".join(codes))
    return homographs.settle(tokens, text)


def _number(word: str) -> str:
    value = int(word)
    if len(word) <= 2:
        return "D" if 1 <= value <= 31 else "M"
    if len(word) == 3:
        return "M"
    return "Y" if 1000 <= value < 2200 else "N"


_FUNCTION = frozenset(
    """he she it they we you i him her them us me his their its our your my who whom whose which
    what there here is are am be been being do does did can cannot not if because although though
    while where why how so too also just even still yet both either neither nor than then thus
    however meanwhile into onto upon with without against among amid under via such any no none
    very himself herself itself themselves was were has have had will would could should might
    must shall but or as""".split()
)

# Before a bare ambiguous name of a month, these make it one; "by", "of" and "to" only where the
# article gives no sign that the word is somebody's name.
_STRONG = frozenset(
    """in since until till during throughout last next this every each late early mid around through
    following previous coming ending beginning starting""".split()
)
_WEAK = frozenset("by of from to between before after".split())
_LISTING = frozenset("and or for on".split())
_TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady president minister senator secretary chancellor premier
    general colonel judge ambassador leader mp sen rep gov gen prof""".split()
)
_MONTHS = ("may", "march", "august", "april", "june")
_ABBREVIATED = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_WEEKDAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_NEAR = frozenset("DoYqM")


@dataclass(frozen=True, slots=True)
class Homographs:
    """Decides whether a word that is also something else is a time here.

    `named` holds the words that the article elsewhere uses as a person's name ("Mrs May",
    "Theresa May"): then only a number or a strong preposition next to them makes a month.
    """

    codes: Mapping[str, str]
    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, codes: Mapping[str, str]) -> Homographs:
        """Collect the evidence of one article."""
        return cls(codes, frozenset(_named(text)))

    def settle(self, tokens: Tokens, text: str) -> Tokens:
        """Return the tokens with the code of each word that is no time here made a plain one."""
        codes: list[str] | None = None
        for at, lower in enumerate(tokens.lowers):
            if lower not in _SUSPECTS:
                continue
            word = tokens.words[at]
            if lower in _ABBREVIATED:
                keep = self._abbreviation(tokens, at)
            elif lower in _WEEKDAYS:
                keep = self._weekday(tokens, at)
            elif lower == "second":
                keep = True
            else:
                keep = self._month(tokens, at)
            if not keep:
                codes = codes or list(tokens.codes)
                codes[at] = "C" if word[0].isupper() else "w"
        if codes is None:
            return tokens
        return Tokens(tokens.starts, tokens.ends, tokens.words, tokens.lowers, "".join(codes))

    def _abbreviation(self, tokens: Tokens, at: int) -> bool:
        """`Sept.`: with a capital, and beside a number or after a preposition with its point."""
        word = tokens.words[at]
        if not word[0].isupper():
            return False
        if _beside_number(tokens, at):
            return True
        pointed = tokens.ends[at] - tokens.starts[at] > len(word)
        before = tokens.lowers[at - 1] if at else ""
        return pointed and before in _STRONG

    def _weekday(self, tokens: Tokens, at: int) -> bool:
        """`Sat.`: with a capital and a point or comma, and a number or month after it."""
        word = tokens.words[at]
        after = tokens.lowers[at + 1] if at + 1 < len(tokens.lowers) else ""
        pointed = tokens.ends[at] - tokens.starts[at] > len(word)
        if not word[0].isupper() or not (pointed or after == ","):
            return False
        return any(
            code in "DoY" or lower in _ALL_MONTHS or lower in _PARTS
            for code, lower in zip(
                tokens.codes[at + 1 : at + 4], tokens.lowers[at + 1 : at + 4], strict=True
            )
        )

    def _month(self, tokens: Tokens, at: int) -> bool:
        lower, word = tokens.lowers[at], tokens.words[at]
        if not word[0].isupper():
            return lower in ("april", "june") and _beside_number(tokens, at)
        if _beside_number(tokens, at):
            return True
        if word.isupper() and len(word) > 1 and lower in ("may", "march"):
            return False
        before = tokens.lowers[at - 1] if at else ""
        if before == "-" and at > 1 and tokens.lowers[at - 2] in ("mid", "early", "late", "post"):
            return True
        following = tokens.codes[at + 1] if at + 1 < len(tokens.codes) else ""
        after = tokens.lowers[at + 1] if at + 1 < len(tokens.lowers) else ""
        if before in _STRONG:
            return (
                before in ("in", "since", "last", "next")
                or following != "C"
                or (lower not in self.named)
            )
        if lower in self.named or following == "C" or after in ("'s", "said", "says", "told"):
            return False
        if before in _LISTING:
            return at > 1 and tokens.lowers[at - 2] in _ALL_MONTHS
        if before in _WEAK:
            return True
        titled = before in _TITLES or (at > 0 and tokens.codes[at - 1] == "C")
        if titled or at == 0:
            return lower in ("april", "june", "august") and not titled
        determined = before in ("the", "a", "an", "his", "her", "its", "their", "'s")
        if lower in ("may", "march"):
            owned = lower == "march" and before == "'s"  # "the women's march" with capitals
            return determined and not owned and following == "w" and after != "on"
        return True


def _beside_number(tokens: Tokens, at: int) -> bool:
    """Whether a day or a year stands next to token `at` ("3 May", "May 3rd", "May, 2019")."""
    codes = tokens.codes
    after = codes[at + 1 : at + 2]
    if after in _NEAR and after != "M" and after:
        return True
    if after == "," and codes[at + 2 : at + 3] == "Y":
        return True
    if after in ("-", "/") and codes[at + 2 : at + 3] in ("D", "Y") and codes[at + 2 : at + 3]:
        return True
    if not at:
        return False
    before = codes[at - 1]
    if before in "Do":
        return True
    return at > 1 and tokens.lowers[at - 1] in ("of", "-", "/") and codes[at - 2] in "Do"


_ALL_MONTHS = _ABBREVIATED | frozenset(
    """january february march april may june july august september october november
    december""".split()
)
_PARTS = frozenset("morning afternoon evening night".split())
_SUSPECTS = frozenset(_MONTHS) | _ABBREVIATED | _WEEKDAYS
_NAME = re.compile(
    r"\b(?:(?P<before>[A-Z][\w.]{0,30})\s+(?P<one>May|March|August|April|June)\b"
    r"|(?P<two>May|March|August|April|June)(?:['’]s)?\s+(?P<after>said|says|told|added|argued|vowed"
    r"|insisted|replied|warned|herself|himself)\b)"
)


def _named(text: str) -> list[str]:
    """Words that the article uses as a name: after a title or a capital inside a sentence."""
    found: list[str] = []
    for match in _NAME.finditer(text):
        word = match["two"] or match["one"]
        before = (match["before"] or "").lower().rstrip(".")
        if match["two"] or before in _TITLES:
            found.append(word.lower())
            continue
        inside = text[max(0, match.start() - 2) : match.start()].strip()
        usual = before in _STRONG | _WEAK | _LISTING | _USUAL or before in _ALL_MONTHS
        if not usual and inside and inside[-1] not in '.!?"”' and len(before) > 1:
            found.append(word.lower())
    return found


_USUAL = frozenset(
    """the a an on at late early mid last next this that every each when if as but so his her its
    their our monday tuesday wednesday thursday friday saturday sunday""".split()
)
