"""Whether a point belongs to the word before it: "Lt. Col. Dale", "No. 5", "Brook Inc."

The forms stand in `data/abbreviations.tsv`, each under a kind:

=========  ======================================================================================
kind       the point belongs to the word
=========  ======================================================================================
`title`    with a capital, unless a sentence plainly begins or nothing follows
`number`   before a number, a Roman numeral or a single letter
`firm`     with a capital, unless a sentence begins or nothing follows (Inc., Jr., Dept.)
`street`   likewise
`month`    likewise; if it is a word too (Mar.), before a number or a word in lower case only
`day`      like months
`state`    like firms; if it is a word too (Mass.), only after a comma or a hyphen (D-Mass.)
`latin`    always (vs., cf.); if it is a word too, before a word in lower case or a number
`after`    like firms, with or without a capital (etc., al., lb.)
`word`     marks the forms that are ordinary words too
=========  ======================================================================================

The last letter of a dotted form (U.S., a.m.) always keeps its point; whether a sentence ends there
is for the sentence splitter to say. UD English does the same: "etc", "." at the end of a sentence,
but "etc." within it; "U.S." in both places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from ..errors import DataError
from .rows import rows

DATA = "abbreviations.tsv"
KINDS = frozenset("title number firm street month day state latin after word".split())

# Words that, with a capital, open a sentence far more often than they go on with a name.
STARTERS = frozenset(
    """a about above according across additionally after afterwards again against all almost
    already also although altogether am among amid an analysts and another any anyone anything are
    as asked at authorities back based because before behind being below besides between beyond both
    but by can compared consequently could critics currently despite did diplomats do does down
    during each earlier early either elsewhere even eventually ever every everybody everyone
    everything except experts few finally following for fortunately from further furthermore given
    had has have having he hence her here hers his how however i if in indeed inside instead into
    investors is it its itself just last later lately lawmakers like likewise little many maybe
    meanwhile more moreover most much my near nearly neither never nevertheless next no nobody none
    nonetheless nor nothing now observers of officials often on once only or other others otherwise
    our ours out outside over overall perhaps please probably protesters rather recently residents
    see separately several shall she should similarly since so some somebody someone something
    sometimes soon speaking still such than thank thanks that the their theirs them then there
    thereafter therefore these they this those though through throughout thus to today together
    tomorrow tonight too toward towards under unfortunately unless unlike until up upon usually very
    was we were what whatever when whenever where whereas wherever whether which while who whoever
    whom whose why with within without witnesses would yes yesterday yet you your yours""".split()
)

_MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
_LEAD = re.compile(r"[^\w\s#£$€]+")
_ROMAN = re.compile(r"[IVXLC]+(?![^\W_])|[A-Z](?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def parse(text: str, *, file: str = DATA) -> dict[str, frozenset[str]]:
    """Read the table; form -> its kinds. Raise DataError on a malformed line.

    >>> sorted(parse("title\\tdr|st\\nstreet\\tst")["st"])
    ['street', 'title']
    """
    kinds: dict[str, set[str]] = {}
    for number, (kind, forms) in rows(text, ("kind", "forms"), file=file):
        if kind not in KINDS:
            message = f"unknown kind {kind!r}; known: {', '.join(sorted(KINDS))}"
            raise DataError(message, file=file, line=number)
        for form in forms.split("|"):
            kinds.setdefault(form, set()).add(kind)
    return {form: frozenset(found) for form, found in kinds.items()}


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, frozenset[str]]:
    """The table inside the package, read once."""
    text = (files(__package__) / "data" / DATA).read_text(encoding="utf-8")
    return parse(text)


def opens_sentence(following: str) -> bool:
    """Whether the next written word (marks attached) plainly begins a sentence after a point.

    >>> opens_sentence("The"), opens_sentence("Senate"), opens_sentence('“We')
    (True, False, True)
    """
    if not following:
        return True
    lead = _LEAD.match(following)
    rest = following[lead.end() :] if lead else following
    found = _WORD.match(rest)
    if found is None or not rest[0].isupper():
        return False
    if lead is not None and lead.group()[0] in "\"'“‘„«":
        return True
    word = re.split("['’]", found.group(), maxsplit=1)[0]
    if len(word) == 1:  # "A study" and "I said", not the initial of "A. Brook"
        return word in "AI" and not rest[found.end() :].startswith(".")
    return word.lower() in STARTERS


def keeps_point(stem: str, before: str, following: str) -> bool:
    """Whether the point after `stem` is part of it.

    `before` is the written word before, or "" at the start of a paragraph; `following` is the one
    after, or "" at its end.

    >>> keeps_point("Gen", "the", "Dale"), keeps_point("no", "is", "She")
    (True, False)
    """
    kinds = abbreviations().get(stem.lower())
    if len(stem) == 1 and stem.isupper() and not (following[:1].isdigit() and kinds):
        return _is_initial(stem, before, following)
    if kinds is None or not following:
        return False
    lead = _LEAD.match(following)
    rest = following[lead.end() :] if lead else following
    capital, word = stem[0].isupper(), "word" in kinds
    low, digit = rest[:1].islower(), rest[:1].isdigit() or rest.startswith(("#", "£", "$", "€"))
    if "number" in kinds and (digit or (capital and _ROMAN.match(rest)) or _dated(stem, rest)):
        return True
    if not capital and rest[:1].isupper() and kinds.isdisjoint(("title", "number")):
        return stem.lower() in ("vs", "v", "cf", "viz", "ca", "approx", "esp", "incl", "excl")
    if "latin" in kinds and not capital:
        return not word or low or digit
    if opens_sentence(following):
        return False
    if kinds & {"month", "day"} and capital:
        return not word or low or digit or not rest or _is_month(rest)
    if "state" in kinds and capital and (not word or before[-1:] in (",", "-")):
        return True
    if "title" in kinds:
        titled = rest[:1].isupper() or "title" in abbreviations().get(rest.rstrip("."), ())
        return capital or (titled and not word)
    if kinds & {"firm", "street"} and capital:
        return not word or low or not rest
    return "after" in kinds and (digit if word else True)


def _dated(stem: str, rest: str) -> bool:
    """Born, died, married: "(b. March 1947)"."""
    return len(stem) == 1 and _is_month(rest)


def _is_month(rest: str) -> bool:
    found = _WORD.match(rest)
    return found is not None and found.group().lower() in _MONTHS


def _is_initial(stem: str, before: str, following: str) -> bool:
    """Whether a single capital is the initial of a name: "George W. Dale", not "Plan B. They"."""
    if not following or opens_sentence(following):
        return False
    if following[0].isupper():
        return stem != "I" or before[:1].isupper() or not before
    return following[0].islower() or following[0] in ",;&"
