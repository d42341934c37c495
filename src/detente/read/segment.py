"""Text to tokens, sentences, paragraphs and quotations, with exact offsets.

Rule-based and linear in the length of the text. Tokens never overlap and cover every character
that is not white space; a sentence is a run of tokens inside one paragraph.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from .document import Doc, Quote, Sentence, Token

MAX_SENTENCE = 400
"""Tokens after which a sentence is closed anyway: bounds every later step on degenerate text."""

# Abbreviations after which a point does not end a sentence when a capital follows.
_TITLES = frozenset(
    """mr mrs ms messrs dr prof rev hon sen sens rep reps gov govs pres gen col lt maj capt cmdr adm
    sgt cpl pvt brig supt det insp amb sec st ste mt ft vs no nos art sr jr fr bros""".split()
)
# Abbreviations that may end a sentence; the next word decides.
_SHORT = frozenset(
    """inc corp co ltd llc plc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
    thurs fri sat sun a.m p.m e.g i.e etc al cf ca approx dept est univ u.s u.k u.n e.u u.s.s.r
    d.c ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont
    neb nev okla ore pa penn tenn tex va vt wash wis wyo""".split()
)

_TOKEN = re.compile(
    r"""
    (?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z]))?     # U.S.  D.C.  p.m.
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![A-Za-z\d])  # 1,000  3.5  14:30  3rd  1990s
  | \.{2,}|…
  | -{2,}
  | ''|``
  | [^\W_]+(?:[&_@][^\W_]+)*                        # words, AT&T, handles
  | \s+
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_CLITIC = re.compile(r"(?:['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M))(?![^\W_])")
_NOT = re.compile(r"([^\W_]+?)(n['’]t)(?![^\W_])", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:\r\n|\r|\n)[ \t\u00a0]*(?:(?:\r\n|\r|\n)[ \t\u00a0]*)+|[\u2029\f]")
_LINE = re.compile(r"\r\n|\r|\n")

OPENING = "“„«‹"
CLOSING = "”»›"
STRAIGHT = '"＂'
_ENDERS = frozenset(".!?…。！？")
_AFTER = frozenset("”\"'’»)]}›＂")


def words(text: str) -> list[str]:
    """Return the surface words of a short text, split as the reader splits articles.

    >>> words("Putin's U.S.-based aides")
    ['Putin', "'s", 'U.S.', '-', 'based', 'aides']
    """
    return [token.text for token in tokenise(text)]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split `text[start:end]` into tokens; offsets are positions in `text`."""
    stop = len(text) if end is None else end
    tokens: list[Token] = []
    at = start
    while at < stop:
        match = _CLITIC.match(text, at, stop) if text[at] in "'’" else None
        if match is None:
            match = _TOKEN.match(text, at, stop)
            assert match is not None  # the last alternative takes any character
        piece = match.group()
        at = match.end()
        if piece.isspace():
            continue
        first = match.start()
        if piece[-1].isalpha() and at < stop and text[at] in "'’":
            contracted = _NOT.match(text, first, stop)
            if contracted is not None and contracted.end(1) > first:
                at = contracted.end()
                tokens.append(_token(text, first, contracted.end(1)))
                tokens.append(_token(text, contracted.end(1), at))
                continue
        point = at < stop and text[at] == "." and _keeps_point(piece, text, at)
        if point:
            at += 1
        tokens.append(_token(text, first, at))
    return tokens


def _keeps_point(piece: str, text: str, at: int) -> bool:
    """Whether the point at `at` belongs to the abbreviation `piece`."""
    lower = piece.lower()
    if lower in _TITLES:
        # "no." and "st." only before a capital or digit, so that "the answer is no." still ends
        following = text[at + 1 : at + 3].strip()
        return piece[0].isupper() or (bool(following) and following[0].isdigit())
    if lower in _SHORT:
        return piece[0].isupper()
    return len(piece) == 1 and piece.isupper() and not text[at + 1 : at + 2].isalpha()


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    return Token(start, end, word, word.lower().replace("’", "'"))


def segment(doc: Doc, body: Iterable[tuple[int, int]]) -> None:
    """Fill `doc.tokens`, `doc.sentences` and `doc.quotes`. `body` marks the article proper."""
    spans = sorted(body)
    for number, (start, end) in enumerate(_paragraphs(doc.text)):
        first = len(doc.tokens)
        doc.tokens.extend(tokenise(doc.text, start, end))
        if len(doc.tokens) == first:
            continue
        inside = _overlaps(spans, start, end)
        _split(doc, first, number, inside)
    doc.quotes = _quotes(doc)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Blocks between blank lines; within a block, lines that end like sentences split it too."""
    blocks: list[tuple[int, int]] = []
    at = 0
    for gap in _PARAGRAPH.finditer(text):
        blocks.extend(_lines(text, at, gap.start()))
        at = gap.end()
    blocks.extend(_lines(text, at, len(text)))
    return blocks


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a block at line ends unless it looks hard-wrapped.

    A block is hard-wrapped when its lines, the last aside, are all of much the same length and
    mostly do not end in a sentence-final mark.
    """
    cuts = [match.span() for match in _LINE.finditer(text, start, end)]
    if not cuts:
        return [(start, end)]
    bounds = [start, *(stop for _, stop in cuts)]
    lines = [
        (left, right)
        for left, right in zip(bounds, [*(left for left, _ in cuts), end], strict=True)
    ]
    lengths = [right - left for left, right in lines[:-1]]
    closed = sum(text[left:right].rstrip()[-1:] in '.!?:”"' for left, right in lines[:-1])
    wrapped = min(lengths) >= 40 and max(lengths) <= 100 and closed <= len(lengths) / 2
    return [(start, end)] if wrapped else lines


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect.bisect_right(spans, (start, len(spans) and spans[-1][1] + 1))
    return (at > 0 and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end)


def _split(doc: Doc, first: int, paragraph: int, body: bool) -> None:
    """Cut the tokens from `first` on, all of one paragraph, into sentences."""
    tokens, last = doc.tokens, len(doc.tokens)
    begin = first
    at = first
    while at < last:
        ends = _ends_sentence(tokens, at, last)
        if ends or at - begin >= MAX_SENTENCE:
            stop = at + 1
            # closing quotes and brackets belong to the sentence they close
            while stop < last and tokens[stop].text in _AFTER and _hugs(tokens, stop):
                stop += 1
            _add(doc, begin, stop, paragraph, body)
            begin = at = stop
            continue
        at += 1
    if begin < last:
        _add(doc, begin, last, paragraph, body)


def _hugs(tokens: list[Token], at: int) -> bool:
    return tokens[at].start == tokens[at - 1].end


def _add(doc: Doc, first: int, last: int, paragraph: int, body: bool) -> None:
    tokens = doc.tokens
    only = not doc.sentences or doc.sentences[-1].paragraph != paragraph
    final = tokens[last - 1].text[-1]
    heading = only and last == len(tokens) and last - first <= 20 and final not in '.!?:;”"’,'
    doc.sentences.append(
        Sentence(first, last, tokens[first].start, tokens[last - 1].end, paragraph, body, heading)
    )


def _ends_sentence(tokens: list[Token], at: int, last: int) -> bool:
    token = tokens[at]
    final = token.text[-1]
    if final not in _ENDERS:
        return False
    following = at + 1
    while following < last and tokens[following].text in _AFTER and _hugs(tokens, following):
        following += 1
    if following >= last:
        return True
    after = tokens[following]
    if after.start == tokens[following - 1].end and after.text[0].isalnum():
        return False
    starts_low = after.text[0].islower()
    if len(token.text) > 1 and final == ".":  # an abbreviation that kept its point
        stem = token.lower.rstrip(".")
        if stem in _TITLES or len(stem) == 1:
            return False
        return not starts_low and after.lower in _STARTERS
    if final == "…" or token.text.startswith(".."):
        return not starts_low
    return not (starts_low and final != ".") if final in "!?" else not starts_low


# After an abbreviation ("U.S.", "Inc."), only a word that commonly opens a sentence splits.
_STARTERS = frozenset(
    """the a an he she it they we i you this that these those but and in on at after before when
    while if as for his her their its our there however meanwhile mr mrs ms so or yet since
    earlier later last by from with to what who why how "  “ ‘""".split()
)


def _quotes(doc: Doc) -> list[Quote]:
    """Pair quotation marks paragraph by paragraph.

    Curly marks say which way they face. Straight ones face by their surroundings. A quotation that
    a paragraph leaves open runs to its end (news prose repeats the opening mark in the next
    paragraph), unless the next paragraph does not open with a mark and the open quotation would
    be longer than 120 words: then the mark is a stray one and quotes nothing.
    """
    quotes: list[Quote] = []
    tokens = doc.tokens
    by_paragraph: dict[int, tuple[int, int]] = {}
    for sentence in doc.sentences:
        low = by_paragraph.get(sentence.paragraph, (sentence.first, sentence.last))[0]
        by_paragraph[sentence.paragraph] = (low, sentence.last)
    bounds = list(by_paragraph.values())
    for index, (first, last) in enumerate(bounds):
        open_at: int | None = None
        for at in range(first, last):
            side = _side(doc.text, tokens[at], open_at is not None)
            if side > 0:
                open_at = at if open_at is None else open_at
            elif side < 0 and open_at is not None:
                _close(quotes, tokens, open_at, at)
                open_at = None
        if open_at is not None:
            continued = index + 1 < len(bounds) and tokens[bounds[index + 1][0]].text[0] in (
                OPENING + STRAIGHT
            )
            if continued or last - open_at <= 120:
                start, end = tokens[open_at].end, tokens[last - 1].end
                if start < end:
                    quotes.append(Quote(start, end, closed=False))
    return quotes


def _close(quotes: list[Quote], tokens: list[Token], opened: int, closed: int) -> None:
    if opened + 1 < closed:
        quotes.append(Quote(tokens[opened + 1].start, tokens[closed - 1].end))


def _side(text: str, token: Token, inside: bool) -> int:
    """1 where the token opens a quotation, -1 where it closes one, 0 where it is no such mark."""
    mark = token.text
    if mark in OPENING or mark == "``":
        return 1
    if mark in CLOSING:
        return -1
    if mark in STRAIGHT or mark == "''":
        before = text[token.start - 1 : token.start]
        after = text[token.end : token.end + 1]
        left_open = not before or before.isspace() or before in "([—–-"
        right_open = not after or after.isspace() or after in ".,;:!?)]—–"
        if left_open != right_open:
            return 1 if left_open else -1
        return -1 if inside else 1
    return 0
