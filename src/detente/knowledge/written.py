"""How a written word (a run without white space) is cut into words, as UD English does.

Shared by the reader, which cuts articles, and by the names and lexicons, which are looked up in
them. How a written word is cut depends on itself alone, so the cut is remembered; only its last
point ("Inc.", "no.", "J.") asks for its neighbours.

What UD (EWT, GUM) keeps whole: prefixes with their hyphen (pro-European, re-elected, e-mail), dates
and telephone numbers, addresses of the web and of mail, handles and hashtags, emoticons, emoji,
names with an apostrophe (O'Brien, Qur'an), repeated marks. What it splits: all other hyphens
(U.S. - based, AK - 47), dashes, slashes between words, numbers from their unit ($ 5 m, 10 km),
clitics and contractions (did n't, gon na, can not).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .abbreviations import abbreviations, keeps_point
from .shadow import shadow

Piece = tuple[int, int, str, str, bool]
"""Start and end inside the written word, surface, lower case, whether it is joined to the last."""

Cut = tuple[tuple[Piece, ...], int]
"""The pieces of a written word, and which of them is a point that context may join to the piece
before it (-1: none)."""

_REMEMBERED = 1 << 15  # written words; about 15 MB when full
LONGEST_REMEMBERED = 40  # longer written words are rarely met twice
_LONGEST_WITH_LINKS = 2000  # beyond, only what starts with http:// or www. is looked for

# After the guidelines of the treebanks (the LDC's list of affixes that stay on their word), less
# those that their annotators split more often than not (pan-, eco-, quasi-, vice-).
PREFIXES = frozenset(
    """e agro ante anti arch be bi bio co counter cross cyber de em ex extra inter intra macro
    mega micro mid mini mono multi neo non over para peri post pre pro pseudo psycho re semi socio
    sub super tri ultra un uni""".split()
)
SUFFIXES = frozenset("esque ette fest fold gate itis less most rama wise".split())
_NO_BASE = frozenset("a an and at by for from in of on or out the to up with".split())
_UNITS = """bn|mn|mln|tn|trn|mm|cm|km|m|k|K|M|B|b|t|kg|mg|g|lbs?|oz|ft|mph|kph|kmh|am|pm|AM|PM|Hz
    |kHz|MHz|GHz|hz|W|kW|MW|GW|TW|kWh|MWh|GWh|TWh|kb|KB|MB|GB|TB|Mb|Gb|mb|gb|tb|nm|sq|ha|hh|hrs?
    |mins?|secs?|yrs?|x|percent|pc|pct|ml|cl|mbpd|bpd|kt|MM|BCE|BC|AD|CE|GMT|[ap]\\.m|°|º"""
_DOMAINS = """com|org|net|gov|edu|mil|int|info|biz|io|co|tv|news|uk|eu|ru|ua|cn|de|fr|jp|br|au|ca
    |es|nl|se|fi|dk|pl|cz|ch|gr|tr|ir|iq|il|sa|ae|eg|za|ke|ng|pk|kr|kp|tw|hk|sg|th|vn|ph|nz|mx|ar
    |cl|pe|ve|cu|kz|uz|ge|az|lt|lv|ee|ro|bg|rs|hr|hu|sk|si|ly|qa|html?|php|aspx?|pdf|docx?|xlsx?
    |pptx?|txt|csv|jpe?g|png|gif|zip|exe|mp3|mp4|url|COM|ORG|NET|DOCX?|PDF|XLSX?"""

_ADDRESS = re.compile(
    r"(?<![^\W_])(?:(?i:https?|ftp|doi|mailto|file):(?=[\w/])|(?i:www)\.(?=\w))[^\s<>\"“”«»]+"
)
_LINK = re.compile(
    rf"""
    {_ADDRESS.pattern}
  | (?<![\w.%+-])[\w%+-]{{1,64}}+(?:\.++[\w%+-]{{1,64}}+){{0,8}}+\.*
    @(?:[\w-]{{1,63}}\.){{0,8}}[\w-]{{1,63}}
  | (?<![\w.@-])(?:[A-Za-z\d][\w-]{{1,62}}\.){{1,6}}(?:{_DOMAINS}|(?<=\w\.)(?:at|be|us)(?=/))
    (?![\w@])(?!\.\w)(?:/[^\s<>"“”«»]*)?
  | (?<![\w.@-])[a-z]{{2,20}}+(?:\.[a-z]{{2,20}}+){{2,8}}+(?![\w.])
    """,
    re.VERBOSE,
)
_LINK_TAIL = re.compile(r"[.,;:!?'’)\]}>*|]+\Z")
_LINK_SIGN = re.compile(r"[@/:]|[^\W_]\.[^\W\d_]")

_PIECE = re.compile(
    rf"""
    (?P<dotted>[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.? | (?:Ph|Ed|M|B|D|LL)\.(?:[DAM]|Sc|Ed|Phil)\.)
  | (?P<year>'\d\d(?:s|ers)?(?![^\W_]))
  | (?P<clitic>(?:'(?i:s|m|re|ve|ll|d)|n't)(?![^\W_]))
  | (?P<elided>'(?i:em|tis|twas|til|till|cause|cos|coz|bout|round|n|neath|tween)(?![^\W_]))
  | (?P<phone>\+?\d{{1,4}}[-/]\d{{3}}-\d{{3,4}}(?:-\d{{3,4}})?(?![^\W_])
      | \d{{3}}-\d\d(?!00)\d\d(?![^\W_]|-) | \d{{5}}-\d{{4}}(?![^\W_]|-)
      | \+\d{{5,15}}(?:-\d{{1,15}}){{0,4}}(?![^\W_]))
  | (?P<date>\d{{1,4}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{2,4}}(?:T[\d:.,]{{4,20}}Z?)?(?![^\W_])
      | \d{{1,3}}/\d{{1,4}}(?![^\W_]|/))
  | (?P<decade>\d{{1,3}}0's(?![^\W_]))
  | (?P<amount>\d(?:\d|[.,:](?=\d)){{0,40}}+(?=(?:{_UNITS})(?![^\W_])))
  | (?P<money>[A-Z]{{0,2}}\$(?!\$) | (?:USD|EUR|GBP|RUB|INR|JPY|CNY|IRR|CHF|Rs)(?=\d))
  | (?P<number>\d(?:\d|[.,:](?=\d)){{0,40}}+(?i:st|nd|rd|th|s)?(?![^\W_])|(?<![\w.])\.\d+(?!\w))
  | (?P<tag>[@#](?=[^\W\d_])\w+(?:\.\w+)*)
  | (?P<slashed>(?i:w/o(?:ut)?|s/he|b/[ct])(?![^\W_]))
  | (?P<affixed>(?<!-)(?P<head>[^\W_]++)-(?P<base>(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:['`&][^\W_]+)*))
  | (?P<word>[^\W_]+(?:[&_@'`][^\W_]+)*)
  | (?P<points>\.{{2,}}|…+\.?|[!?]{{2,}}|\.[!?]+)
  | (?P<face>(?<![\w)(])(?:[:;=8]'?-?[)(DPpOo/\\|\]]+|\^_+\^|<3)(?=\Z|[^\w]))
  | (?P<emoji>[\U0001F1E6-\U0001F1FF]{{2}}
      | [\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\u20e3]*
        [\U0001F3FB-\U0001F3FF]?(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?
        [\U0001F3FB-\U0001F3FF]?)*)
  | (?P<marks>(?P<mark>[-=_*+~\#|$/\\])(?P=mark)+|<<+|>>+|''|``|\[(?:\.\.\.|…)\])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLITIC = re.compile(r"(?:['`](?:s|m|re|ve|ll|d)|n't)\Z", re.IGNORECASE)
_MOST_CLITICS = 4  # "y'all'd've"
_POINT_TAIL = re.compile(r"[\"'”’»)\]}›]*\Z")

# Where words that are written as one and are several are cut (UD EWT).
_JOINED: dict[str, tuple[int, ...]] = {
    "cannot": (3,), "gonna": (3,), "wanna": (3,), "gotta": (3,), "gimme": (3,), "lemme": (3,),
    "dunno": (2, 3), "outta": (3,), "gotcha": (3,), "'tis": (2,), "'twas": (2,), "d'you": (2,),
    "c'mon": (3,), "y'all": (2,), "im": (1,), "ive": (1,), "youre": (3,), "theyre": (4,),
    "youve": (3,), "theyve": (4,), "theyll": (4,), "youll": (3,), "thats": (4,), "whats": (4,),
    "theres": (5,), "wheres": (5,),
} | {
    f"{verb}nt": (len(verb),)
    for verb in "do did does is are was were has have had could would should ai".split()
}  # fmt: skip
_WHOLE = frozenset(
    "o' ol' lil' doin' goin' nothin' somethin' talkin' gettin' tryin' lovin'".split()
)


def surfaces(text: str, *, following: str = "") -> tuple[str, ...]:
    """The words of a short text that stands before the written word `following`.

    >>> surfaces("the U.S.-led bloc's co-founder")
    ('the', 'U.S.', '-', 'led', 'bloc', "'s", 'co-founder')
    >>> surfaces("Brook Inc."), surfaces("Brook Inc.", following="on")
    (('Brook', 'Inc', '.'), ('Brook', 'Inc.'))
    """
    found: list[str] = []
    written_words = [*text.split(), following]
    before = ""
    for written, after in pairwise(written_words):
        pieces, point = remembered(written)
        if point >= 0:
            pieces = settle(written, pieces, point, (before, after))
        found.extend(piece[2] for piece in pieces)
        before = written
    return tuple(found)


def remembered(written: str) -> Cut:
    """Cut a written word, or remember how it was cut."""
    return recall(written) if len(written) <= LONGEST_REMEMBERED else cut(written)


def settle(
    written: str, pieces: tuple[Piece, ...], point: int, around: tuple[str, str]
) -> tuple[Piece, ...]:
    """Join the open point to the piece before it where the neighbours say so.

    `around` are the written words before and after, or "" where a paragraph begins or ends.
    """
    before, following = around
    if point > 1 or pieces[0][0] > 0:
        before = "".join(piece[2] for piece in pieces[: point - 1])
    if not keeps_point(pieces[point - 1][2], before, following[:60]):
        return pieces
    return _join(written, pieces, point)


def _join(written: str, pieces: tuple[Piece, ...], point: int) -> tuple[Piece, ...]:
    low, high = pieces[point - 1][0], pieces[point][1]
    surface = written[low:high]
    merged = (low, high, surface, _lower(surface), pieces[point - 1][4])
    return (*pieces[: point - 1], merged, *pieces[point + 1 :])


def cut(written: str) -> Cut:
    """Cut a written word (no white space in it) into pieces."""
    quick = _cut_plain(written)
    if quick is not None:
        return quick
    plain = shadow(written)
    pieces: list[Piece] = []
    at = 0
    if _LINK_SIGN.search(plain):
        pattern = _LINK if len(plain) <= _LONGEST_WITH_LINKS else _ADDRESS
        for match in pattern.finditer(plain):
            low, high = match.start(), _link_end(match.group()) + match.start()
            if low < at or high <= low:
                continue
            _cut_span(written, plain, (at, low), pieces)
            pieces.append((low, high, written[low:high], _lower(written[low:high]), False))
            at = high
    _cut_span(written, plain, (at, len(written)), pieces)
    return tuple(pieces), _open_point(plain, pieces)


recall = lru_cache(maxsize=_REMEMBERED)(cut)


def _cut_plain(written: str) -> Cut | None:
    """The cut of a word of plain letters, with or without a mark after it: nearly all there are."""
    if not written.isascii():
        return None
    word = written if written.isalpha() else written[:-1]
    if not word.isalpha():
        return None
    lower = word.lower()
    if lower in _JOINED:
        return None
    end = len(word)
    piece = (0, end, word, lower, False)
    if end == len(written):
        return (piece,), -1
    mark = written[-1]
    if mark not in '.,;:!?")]':
        return None
    point = mark == "." and (lower in abbreviations() or (end == 1 and word.isupper()))
    return (piece, (end, end + 1, mark, mark, False)), 1 if point else -1


def _link_end(link: str) -> int:
    """Where an address ends: marks at its end belong to the sentence around it."""
    tail = _LINK_TAIL.search(link)
    if tail is None:
        return len(link)
    end = tail.start()
    if link[end] == ")" and "(" in link[:end]:  # a bracket that the address itself opened
        return end + 1
    return end


def _cut_span(written: str, plain: str, span: tuple[int, int], pieces: list[Piece]) -> None:
    at, end = span
    while at < end:
        match = _PIECE.match(plain, at, end)
        assert match is not None  # the last alternative takes any character
        kind = match.lastgroup
        stop = match.end()
        if kind == "affixed":
            if not _is_affixed(match):  # an ordinary hyphen: take the word before it
                stop = match.end("head")
            kind = "word"
        if kind == "word":
            if plain[stop : stop + 1] == "'" and plain[at : stop + 1].lower() in _WHOLE:
                stop += 1
            pieces.extend(_part(written, plain, at, stop))
        elif plain[at] == "." and stop == at + 1 and _is_attached(plain, pieces, at):
            low = pieces[-1][0]
            surface = written[low:stop]
            pieces[-1] = (low, stop, surface, _lower(surface), pieces[-1][4])
        elif kind == "elided" and plain[at:stop].lower() in _JOINED:
            pieces.extend(_part(written, plain, at, stop))
        else:
            joined = kind == "clitic" and at > 0 and bool(pieces) and pieces[-1][1] == at
            surface = written[at:stop]
            pieces.append((at, stop, surface, _lower(surface), joined))
        at = stop


def _is_affixed(match: re.Match[str]) -> bool:
    """Whether the hyphen of the match joins an affix to its word: "re-elected", not "oil-rich"."""
    head, base = match.group("head"), match.group("base")
    if base.lower() in SUFFIXES:
        return True
    if head in "eE":
        return base.isalpha() and len(base) > 2
    shouted = head.isupper() and len(head) > 1
    return head.lower() in PREFIXES and not shouted and base.lower() not in _NO_BASE


def _part(written: str, plain: str, low: int, high: int) -> list[Piece]:
    """Cut clitics and known contractions off a word."""
    word = plain[low:high]  # not in lower case, which may be longer ("İ")
    inner = _JOINED.get(word.lower())
    if inner is not None and word not in ("IM", "Im"):
        bounds = [low, *(low + cut for cut in inner), high]
    else:
        bounds = [high]
        end = len(word)
        while len(bounds) <= _MOST_CLITICS and ("'" in word or "`" in word):
            clitic = _CLITIC.search(word, max(0, end - 3), end)
            if clitic is None or clitic.start() == 0:
                break
            end = clitic.start()
            bounds.append(low + end)
        bounds.append(low)
        bounds.reverse()
    return [
        (left, right, written[left:right], _lower(written[left:right]), left > low)
        for left, right in pairwise(bounds)
    ]


def _lower(surface: str) -> str:
    return surface.lower().replace("’", "'")


def _is_attached(plain: str, pieces: list[Piece], at: int) -> bool:
    """Whether the point at `at` belongs to the piece before it, as far as the written word shows.

    "Inc.," and "Mr.Vale" do; "done.The" lacks a space; what ends the written word is left open.
    """
    if not pieces or pieces[-1][1] != at or not pieces[-1][2][-1].isalpha():
        return False
    if _POINT_TAIL.match(plain, at + 1):
        return False
    stem, following = pieces[-1][2], plain[at + 1]
    kinds = abbreviations().get(stem.lower(), frozenset())
    initial = len(stem) == 1 and stem.isupper()
    if following.isalnum():
        if not following.isupper() and not following.isdigit():
            return False
        if kinds & {"number", "month"} and following.isdigit():
            return stem[0].isupper()
        return initial or ("title" in kinds and stem[0].isupper())
    if following in ",;:&/-–" or plain.startswith("'s", at + 1):
        return initial or bool(kinds and (stem[0].isupper() or "word" not in kinds))
    return False


def _open_point(plain: str, pieces: list[Piece]) -> int:
    """The index of a point near the end of the written word that context must judge, or -1."""
    at = len(pieces) - 1
    while at > 0 and pieces[at][2] != ".":
        if not _POINT_TAIL.fullmatch(plain[pieces[at][0] : pieces[at][1]]):
            return -1
        at -= 1
    if at < 1 or pieces[at - 1][1] != pieces[at][0]:
        return -1
    stem = pieces[at - 1][2]
    known = stem.lower() in abbreviations() or (len(stem) == 1 and stem.isupper())
    return at if known else -1
