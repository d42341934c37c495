"""Quantities in words and digits: "two and a half", "a couple of", "30", "more than a dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .time_words import Lexicon

MACROS = {
    "ART": "a|an",
    "CARDS": "(CARD|ART? SCALE) (HY? (CARD|SCALE) | and (CARD|SCALE))*",
    "COUNT": "(DIGITS|CARDS)",
    "COUNTS": "COUNT (DIGITS SLASH DIGITS)? (and (a|one) half)? ((HY|to|or|and) COUNT)?"
    " (and (a|one) half)?",
    "QUANT": "(COUNTS | a couple of? | a? few | quite a few | several | many | numerous"
    "| countless | multiple | (a|one)? half (a|an)? dozen? | half (a|an) dozen | a? dozen (or so)?"
    "| ART SCALE | dozens of | scores of | hundreds of | thousands of | a handful of | a number of"
    "| another COUNTS? | some COUNTS?"
    " | (several|few|many) (dozen|hundred|thousand))",
    "ADJ": "consecutive|straight|full|whole|solid|long|short|successive|entire|trading|business"
    "|working|calendar|more|additional|other|critical|crucial|extra|further|turbulent|bitter"
    "|tense|difficult|intense|tumultuous|remaining|academic|school|fiscal",
    "ABOUT": "((just|well|little|slightly|much|far|no|not)? (more|less|fewer|longer|later|sooner)"
    " than | (just|well|slightly)? (over|under) | at (least|most) | up to | as (many|much"
    "|little|few) as | close to | about | around | roughly | approximately | nearly | almost"
    "| barely | some | an estimated | an average of | exactly | the better part of)",
}

_MODS = {
    "over": "MORE_THAN", "more": "MORE_THAN", "longer": "MORE_THAN", "under": "LESS_THAN",
    "less": "LESS_THAN", "fewer": "LESS_THAN", "least": "EQUAL_OR_MORE", "most": "EQUAL_OR_LESS",
    "up": "EQUAL_OR_LESS", "as": "EQUAL_OR_LESS", "nearly": "LESS_THAN", "almost": "LESS_THAN",
    "close": "LESS_THAN", "about": "APPROX", "around": "APPROX", "roughly": "APPROX",
    "approximately": "APPROX", "estimated": "APPROX", "average": "APPROX", "some": "APPROX",
    "barely": "LESS_THAN", "sooner": "LESS_THAN", "later": "MORE_THAN", "better": "LESS_THAN",
}  # fmt: skip
_OPPOSITE = {"MORE_THAN": "EQUAL_OR_LESS", "LESS_THAN": "EQUAL_OR_MORE"}
_WORTH = {"couple": 2.0, "dozen": 12.0, "a": 1.0, "an": 1.0, "another": 1.0}
_UNKNOWN = frozenset(
    """few several many numerous countless multiple dozens scores hundreds thousands handful number
    some""".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """From `low` to `high`; both None where the text gives no number ("several")."""

    low: float | None
    high: float | None


def modifier(words: Sequence[str]) -> str | None:
    """The TIMEX3 modifier of an approximation ("no more than" -> EQUAL_OR_LESS)."""
    for word in words:
        if word in _MODS:
            mod = _MODS[word]
            return _OPPOSITE.get(mod, mod) if words[0] in ("no", "not") else mod
    return None


def quantity(words: Sequence[str], lexicon: Lexicon) -> Quantity:
    """Read a quantity that the QUANT pattern matched.

    >>> from .time_words import lexicon
    >>> quantity(["two", "and", "a", "half"], lexicon()).low
    2.5
    """
    words = _fractions([word for word in words if word not in ("of", "quite")])
    if not words:
        return Quantity(1.0, 1.0)
    if "half" in words and not _has_number(words, lexicon):
        worth = 6.0 if "dozen" in words else 0.5
        return Quantity(worth, worth)
    if not _UNKNOWN.isdisjoint(words) and not _has_number(words, lexicon):
        return Quantity(None, None)
    parts: list[list[str]] = [[]]
    for at, word in enumerate(words):
        joins = word in ("to", "or", "-", "–") or (word == "and" and _splits(words, at, lexicon))
        if joins and not (word == "-" and _compound(words, at, lexicon)):
            parts.append([])
        else:
            parts[-1].append(word)
    values = [value for part in parts if (value := _number(part, lexicon)) is not None]
    if not values:
        return Quantity(None, None)
    return Quantity(min(values), max(values))


def _fractions(words: Sequence[str]) -> list[str]:
    """ "2 1/2" as one number."""
    out: list[str] = []
    for word in words:
        if len(out) > 1 and out[-1] == "/" and word.isdigit() and out[-2].isdigit():
            above, below = int(out[-2]), int(word)
            out[-2:] = [f"{above / below:.3f}" if below else "0"]
        else:
            out.append(word)
    return out


def _has_number(words: Sequence[str], lexicon: Lexicon) -> bool:
    cards, scales = lexicon.members("CARD"), lexicon.members("SCALE")
    return any(word[0].isdigit() or word in cards or word in scales for word in words)


def _splits(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether this "and" stands between two numbers ("two and three", not "hundred and one")."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if before in lexicon.members("SCALE") or (after in ("a", "one") and "half" in words):
        return False
    return bool(after)


def _compound(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether this hyphen is inside one number ("twenty-five")."""
    cards = lexicon.classes["CARD"]
    left, right = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if left in lexicon.members("SCALE") or right in lexicon.members("SCALE"):
        return True
    return left in cards and right in cards and int(cards[left]) >= 20 and int(cards[right]) < 10


def _number(words: Sequence[str], lexicon: Lexicon) -> float | None:
    """The value of one number; digits and words add up in the usual way."""
    total = current = 0.0
    seen = False
    cards, scales = lexicon.classes["CARD"], lexicon.classes["SCALE"]
    for word in words:
        if word == "half":
            current += 0.5
        elif word[0].isdigit():
            number = word.replace(",", "")
            current += float(number) if number.replace(".", "", 1).isdigit() else 0.0
        elif word in cards:
            current += int(cards[word])
        elif word in scales:
            current = max(current, 1.0) * int(scales[word])
            if current >= 1000:
                total, current = total + current, 0.0
        elif word in _WORTH:
            if word in ("a", "an") and len(words) > 1:
                continue
            current = (
                max(current, 1.0) * _WORTH[word] if word == "dozen" else current or _WORTH[word]
            )
        else:
            continue
        seen = True
    return total + current if seen else None
