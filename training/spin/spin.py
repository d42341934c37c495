"""Spin an article: swap content words for synonyms without looking at their sense.

Scraper sites do this so that copy detectors overlook what they lift. The result is a text that
nobody wrote, yet that tells the same facts: the reader must recognise it, put names back, and not
count it as a second witness. This program makes such texts, with the list of what was swapped, so
that recognition and restoring can be measured on as many as one likes.

    python training/spin/spin.py INPUT --seed 7 --rate 0.5 > COPY

What is kept: numbers, dates, quotation marks, what stands between them (unless `quotes` says
otherwise), addresses, words in capitals, the phrases of keep.txt, and every name whose words are
not in the table. What is swapped: any other word of the table, parts of names included.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
_QUOTED = re.compile(r"“[^”\r\n]*”?|\"[^\"\r\n]*\"?")
_CALENDAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
# Verbs of more than one syllable that double their last consonant all the same.
_DOUBLING = frozenset(
    {"admit", "commit", "compel", "concur", "confer", "incur", "occur", "permit", "submit", "trek"}
)
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


@dataclass(frozen=True, slots=True)
class Options:
    """How to spin. `rate`: share of content words to swap, 0..1, spread evenly over the text."""

    seed: int = 7
    rate: float = 0.5
    quotes: bool = False  # swap inside quotation marks too

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            raise ValueError(f"rate is {self.rate}: give a share between 0 and 1")


@dataclass(frozen=True, slots=True)
class Table:
    """What may be swapped: headword -> alternatives; irregular pasts; phrases to keep.

    `function` words carry grammar, not content: they take no turn in "every other word".
    """

    synonyms: Mapping[str, tuple[str, ...]]
    past: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    function: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Swap:
    """One word swapped; `start` and `end` are code-point offsets in the spun text."""

    start: int
    end: int
    text: str
    original: str


@dataclass(frozen=True, slots=True)
class Spun:
    """A spun text and, in order, what was swapped in it."""

    text: str
    swaps: tuple[Swap, ...]


@cache
def default_table() -> Table:
    """Return the table made of the four data files beside this program."""
    rows = (line.split("\t") for line in _lines("synonyms.tsv"))
    synonyms = {head: tuple(alternatives.split("|")) for head, alternatives in rows}
    past = dict(line.split("\t", 1) for line in _lines("past.tsv"))
    return Table(synonyms, past, tuple(_lines("keep.txt")), frozenset(_lines("function.txt")))


def spin(text: str, *, options: Options | None = None, table: Table | None = None) -> Spun:
    """Return `text` with words swapped; the same text, options and table give the same result.

    >>> table = Table({"defence": ("protection",)})
    >>> spin("The Defence Ministry", options=Options(rate=1), table=table).text
    'The Protection Ministry'
    """
    options = options or Options()
    table = table or default_table()
    rng = random.Random(options.seed)
    debt = rng.random()  # where the even spacing starts; below 1, so that rate 0 swaps nothing
    pieces: list[tuple[str, str]] = []  # what is written, what stood there
    at = 0
    for match in _words(text, table, keep_quotes=not options.quotes):
        word, capital = match.group(), match.group()[0].isupper()
        found = _look_up(word.lower(), table)
        if found is None and (capital or word.lower() in table.function):
            continue
        # A word that has no synonym passes its turn to the next one that has.
        debt = min(debt + options.rate, 2.0)
        if found is None or debt < 1:
            continue
        debt -= 1
        pieces.append((text[at : match.start()],) * 2)
        new = _choose(found, rng, table, in_name=capital and not _opens_sentence(text, match))
        new = new[0].upper() + new[1:] if capital else new
        _fit_article(pieces, new)
        pieces.append((new, word))
        at = match.end()
    pieces.append((text[at:],) * 2)
    return _join(pieces)


def _words(text: str, table: Table, *, keep_quotes: bool) -> Iterator[re.Match[str]]:
    """Yield the words that may be swapped, left to right."""
    kept = bytearray(len(text))
    patterns = [_ADDRESS, _CALENDAR, *([_QUOTED] if keep_quotes else [])]
    patterns += [re.compile(rf"\b{re.escape(phrase)}\b") for phrase in table.keep]
    for pattern in patterns:
        for match in pattern.finditer(text):
            kept[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) > 2 and not word.isupper() and not any(kept[match.start() : match.end()]):
            yield match


def _look_up(word: str, table: Table) -> tuple[tuple[str, ...], str] | None:
    """Return the alternatives of a lower-case word and the ending to put on them."""
    if word in table.synonyms:
        return table.synonyms[word], ""
    for stem, ending in _stems(word):
        if stem in table.synonyms:
            return table.synonyms[stem], ending
    return None


def _stems(word: str) -> Iterator[tuple[str, str]]:
    """Yield (stem, ending) guesses for a regularly inflected word, likeliest first."""
    for suffix in ("ing", "ed", "s", "ly"):
        if not word.endswith(suffix) or len(word) < len(suffix) + 2:
            continue
        stem = word[: -len(suffix)]
        yield stem, suffix
        if suffix in ("ing", "ed"):
            yield stem + "e", suffix
            if stem[-1] == stem[-2]:
                yield stem[:-1], suffix
        if suffix in ("ed", "s") and stem.endswith(("i", "ie")):
            yield stem.rstrip("e").removesuffix("i") + "y", suffix
        if suffix == "s" and stem.endswith("e"):
            yield stem[:-1], suffix
        if suffix == "ly" and stem.endswith("i"):
            yield stem[:-1] + "y", suffix


def _choose(
    found: tuple[tuple[str, ...], str], rng: random.Random, table: Table, *, in_name: bool
) -> str:
    alternatives, ending = found
    if in_name:  # "Foreign Ministry" becomes two words again, whatever the table offers
        alternatives = tuple(a for a in alternatives if " " not in a) or alternatives
    new = _inflect(rng.choice(alternatives), ending, table)
    return " ".join(part[0].upper() + part[1:] for part in new.split()) if in_name else new


def _inflect(phrase: str, ending: str, table: Table) -> str:
    """Put an ending on a phrase: on its first word for a verb, on its last for a noun.

    Parts of speech are not looked at: "calls off" for "cancels" comes out as "call offs", as it
    does on such sites.
    """
    if not ending:
        return phrase
    if ending in ("ed", "ing"):
        first, _, rest = phrase.partition(" ")
        return f"{_with_ending(first, ending, table)} {rest}".rstrip()
    before, space, last = phrase.rpartition(" ")
    return before + space + _with_ending(last, ending, table)


def _with_ending(word: str, ending: str, table: Table) -> str:
    if ending == "ed" and word in table.past:
        return table.past[word]
    if ending == "ly":
        return word if word.endswith("ly") else _adverb(word)
    consonant_y = len(word) > 1 and word.endswith("y") and word[-2] not in "aeiou"
    if ending == "s":
        if word.endswith("s") or word.endswith(("x", "z", "ch", "sh")):
            return word if word.endswith("s") and not word.endswith("ss") else word + "es"
        return word[:-1] + "ies" if consonant_y else word + "s"
    if word.endswith("e") and not (ending == "ing" and word.endswith(("ee", "oe", "ye"))):
        return word[:-2] + "ying" if (ending, word[-2:]) == ("ing", "ie") else word[:-1] + ending
    if consonant_y and ending == "ed":
        return word[:-1] + "ied"
    if word in _DOUBLING or _SHORT_STEM.fullmatch(word):
        return word + word[-1] + ending
    return word + ending


def _adverb(word: str) -> str:
    if word.endswith("le"):
        return word[:-1] + "y"
    if word.endswith("ic"):
        return word + "ally"
    return (word[:-1] + "i" if word.endswith("y") else word) + "ly"


def _opens_sentence(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 4) : match.start()].rstrip(" \"'“‘(—-")
    return not before or before[-1] in ".!?:\r\n"


def _fit_article(pieces: list[tuple[str, str]], new: str) -> None:
    """Turn "a" before a swapped word into "an", or back, as the new word asks."""
    written, stood = pieces[-1]
    article = re.search(r"\b([Aa])n?( )\Z", written)
    if article:
        fitted = article[1] + ("n" if new[0].lower() in "aeio" else "") + article[2]
        pieces[-1] = written[: article.start()] + fitted, stood


def _join(pieces: list[tuple[str, str]]) -> Spun:
    swaps: list[Swap] = []
    at = 0
    for index, (written, stood) in enumerate(pieces):
        if index % 2:  # gaps and swaps alternate
            swaps.append(Swap(at, at + len(written), written, stood))
        at += len(written)
    return Spun("".join(written for written, _ in pieces), tuple(swaps))


def _lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def main(arguments: list[str] | None = None) -> int:
    """Read a text, write its spun copy to standard output; 2 where the input cannot be used."""
    parser = argparse.ArgumentParser(description="Swap words of a text for synonyms, senselessly.")
    parser.add_argument("input", help="a UTF-8 text file, or - for standard input")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=0.5, help="share of content words, 0 to 1")
    parser.add_argument("--quotes", action="store_true", help="swap inside quotation marks too")
    parser.add_argument("--swaps", type=Path, help="write what was swapped here, a JSON line each")
    given = parser.parse_args(arguments)
    try:
        options = Options(given.seed, given.rate, given.quotes)
        data = sys.stdin.buffer.read() if given.input == "-" else Path(given.input).read_bytes()
        spun = spin(data.decode("utf-8"), options=options)
    except (OSError, ValueError) as error:
        parser.error(f"{given.input}: {error}")
    sys.stdout.buffer.write(spun.text.encode("utf-8"))
    sys.stdout.buffer.flush()
    if given.swaps:
        lines = (json.dumps(asdict(swap), ensure_ascii=False) + "\n" for swap in spun.swaps)
        given.swaps.write_text("".join(lines), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
