"""Where sentences end, by the conventions of UD English (EWT, GUM).

Works on the tokens of one paragraph. A sentence ends after a mark that may end one, the closing
marks, footnotes ("[12]") and emoticons that hang on it included, if what follows can begin one: a
word in lower case after "?”", after "..." or after an abbreviation cannot. Beyond that a dateline
("PARIS (AFP) —"), a lone address of the web, a bullet, a photo credit, and a date line or heading
that lost its line break are taken for sentences of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..knowledge.abbreviations import STARTERS, abbreviations
from .document import Token

MAX_SENTENCE = 400
"""Tokens after which a sentence is closed anyway: bounds every later step on degenerate text."""

_ASIAN = frozenset("。！？｡।॥።")  # need no space after them
_ENDERS = frozenset(".!?…‥؟۔") | _ASIAN
_STRAIGHT = frozenset(('"', "＂", "''", "’’"))
_CLOSERS = frozenset(("”", "'", "’", "»", "›", ")", "]", "}", "」", "』", "）", "*", "**"))
_SPACED_CLOSERS = frozenset((")", "]", "”", "»", "）"))
_CUTS = frozenset(("[...]", "[…]"))  # what a quotation leaves out
_OPENING = frozenset("\"＂“„«‹'‘‚「『([¿¡") | {"``"}
_NO_START = frozenset(",;:/%&)]}")
_FACE = re.compile(
    r"[:;=8]['’]?-?[)(DPpOo/\\|\]]+|\^_+\^|<3|[\U0001F1E6-\U0001F1FF]{2}"
    r"|[\u2600-\u27bf\U0001f300-\U0001faff].*",
    re.DOTALL,
)
_NEVER = frozenset(("e.g.", "i.e.", "a.k.a.", "c.f.", "n.b.", "v.", "vs."))
_CLOCK = frozenset(("a.m.", "p.m."))
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = frozenset(
    """January February March April May June July August September October November December
    Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec.""".split()
)
# With which a name may begin in lower case: "al-Assad", "von der Leyen".
_PARTICLES = frozenset(
    "al el ar ash az bin ibn abu de del della der den di da dos la le van von zu ter".split()
)
_ZONE_TAIL = frozenset("time standard daylight summer".split())
_SAYING = frozenset(
    """said says asked asks told tells added wrote writes replied answered shouted cried tweeted
    exclaimed wondered demanded quipped""".split()
)
_DASHES = frozenset(("-", "–", "—", "--", "---"))
_BULLETS = frozenset("•●▪■►‣◦")
_CREDITS = frozenset("Image Images Photo Photos Photograph Picture Pictures Credit Video".split())
# After these no date line, credit or lost heading ends.
_JOINING = frozenset(
    """on of from since until till by for last next this that to and or in at the a an before after
    through between past every each dated is was are were be with as than""".split()
)
# With a capital in mid-sentence and before a word in lower case, these begin a sentence whose
# predecessor lost its stop or was a heading: in 19 of 20 places of the training treebanks.
_OPENERS = frozenset(
    """The In On At According After When While It They There This But His Her These Those As For By
    With Since During Although However If Its Meanwhile Some Many Most""".split()
)
_FACES = frozenset((":)", ":-)", ";)", ";-)", ":(", ":-(", ":D", ":P", "=)", "^_^"))
_WATCHED = _OPENERS | _CREDITS | _DASHES | _DAYS | _BULLETS | _FACES
_DATELINE = 16  # tokens that a dateline may have
_HEADLINE = 20  # tokens that a headline may have
_HANGERS = 40  # marks and notes that may hang on the end of a sentence
_FOOTNOTE = 6  # tokens that "[citation needed]" may have


def sentence_ends(tokens: list[Token], first: int, last: int) -> Iterator[int]:
    """Yield, for every sentence of the paragraph `tokens[first:last]`, the index after its last.

    >>> from .tokens import tokenise
    >>> list(sentence_ends(tokenise("It rained. It snowed."), 0, 6))
    [3, 6]
    """
    begin = at = first
    while at < last:
        word = tokens[at].text
        stops: tuple[int, ...] = ()
        if word[-1] in _ENDERS or word in _CUTS:
            stops = (_end(tokens, begin, at, last),)
        elif word in _WATCHED:
            stops = _unmarked(tokens, (first, begin), at, last)
        elif len(word) > 8 and is_link(word):
            stops = (_past_link(tokens, begin, at, last),)
        at += 1
        for found in stops:
            stop = found if found <= begin + MAX_SENTENCE else _forced(tokens, begin)
            if stop > begin:
                yield stop
                begin = stop
                at = max(at, stop)
        if at - begin >= MAX_SENTENCE and at < last:
            begin = _forced(tokens, begin)
            yield begin
    if begin < last:
        yield last


def _forced(tokens: list[Token], begin: int) -> int:
    """Where a sentence of `MAX_SENTENCE` tokens is cut: not within a written word (don't), unless
    that is very long itself."""
    end = begin + MAX_SENTENCE
    at = end
    while tokens[at].joined and end - at < 8:
        at -= 1
    return end if tokens[at].joined else at


def _end(tokens: list[Token], begin: int, at: int, last: int) -> int:
    """Where the sentence ends that the mark at `at` may close, or -1 if it goes on."""
    text = tokens[at].text
    stop = _hangers(tokens, begin, at + 1, last)
    if stop >= last:
        return last
    final = text[-1]
    if final == "." and len(text) > 1 and text[0] != "." and text[-2] not in "….":
        return stop if _abbreviation_ends(tokens, at, stop, last) else -1
    if final in _ASIAN:
        return stop
    after = tokens[stop]
    if after.start == tokens[stop - 1].end:
        return stop if _lacks_space(tokens, at, stop) else -1
    initial = after.text[0]
    if initial.islower() and after.text.islower():  # not "eBay"
        return stop if is_link(after.text) or _ends_before_low(tokens, at, stop) else -1
    if initial in _NO_START or _is_enumerator(tokens, begin, at):
        return -1
    if _trails_off(tokens, at, stop):
        return stop if initial.isupper() or after.text in _OPENING else -1
    if final in "?!" and (
        (stop > at + 1 and _is_attributed(tokens, stop, last))
        or (after.text == "(" and stop + 1 < last and tokens[stop + 1].text.isdigit())  # a title
    ):
        return -1
    return stop


def _trails_off(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether the mark is an ellipsis: "...", "…", ". . .", "[...]"."""
    text = tokens[at].text
    if text == ".":
        return stop > at + 1 and all(token.text == "." for token in tokens[at + 1 : stop])
    return text in _CUTS or text[-1] in ".…‥"


def _hangers(tokens: list[Token], begin: int, stop: int, last: int) -> int:
    """Past the closing marks, footnotes and emoticons that hang on the end of a sentence."""
    limit = min(last, stop + _HANGERS)
    while stop < limit:
        token, before = tokens[stop], tokens[stop - 1]
        text = token.text
        touching = token.start == before.end
        if text in _STRAIGHT:
            free = stop + 1 == last or tokens[stop + 1].start > token.end
            if not (touching and free) and not (
                (free or touching) and _is_open(tokens, begin, stop)
            ):
                break
        elif text in _CLOSERS and touching:
            pass
        elif text in _SPACED_CLOSERS:  # but ”so in Swedish”
            if stop + 1 < last and tokens[stop + 1].start == token.end:
                break
        elif text == "[":
            closing = _footnote(tokens, stop, last)
            if closing < 0:
                break
            stop = closing
        elif text.isdigit():
            if not _is_note(tokens, stop, last):
                break
        elif not (text in _ENDERS or (touching and _is_mark(text)) or _FACE.fullmatch(text)):
            break
        stop += 1
    return stop


def _is_mark(text: str) -> bool:
    return text[0] in _ENDERS and text[-1] in _ENDERS


def _is_note(tokens: list[Token], at: int, last: int) -> bool:
    """Whether a number after a full stop is that of a footnote: "It rained.12 Then it froze"."""
    token, before = tokens[at], tokens[at - 1]
    if len(token.text) > 3 or before.text != "." or at < 2 or not tokens[at - 2].text.isalpha():
        return False
    if at + 1 >= last:
        return token.start == before.end
    after = tokens[at + 1]
    if after.start == token.end:
        return False
    if token.start == before.end:
        return True
    return after.text[0].isupper() and len(after.text) > 1 and after.lower in STARTERS


def _is_open(tokens: list[Token], begin: int, at: int) -> bool:
    """Whether the sentence has an odd number of straight quotation marks before `at`."""
    return sum(token.text in _STRAIGHT for token in tokens[begin:at]) % 2 == 1


def _footnote(tokens: list[Token], at: int, last: int) -> int:
    """The closing bracket of "[12]" or "[citation needed]" opened at `at`, or -1."""
    for closing in range(at + 2, min(at + _FOOTNOTE, last)):
        if tokens[closing].text == "]":
            inside = tokens[at + 1].text
            return closing if inside[0].isdigit() or inside.islower() else -1
    return -1


def _lacks_space(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether a new sentence follows without a space: "It was done.The envoy left"."""
    after = tokens[stop]
    if after.text in _OPENING and stop + 1 < len(tokens):
        after = tokens[stop + 1]
    before = tokens[at - 1].text if at else ""
    settled = stop > at + 1 or (len(before) > 1 and before.isalpha() and not before.isupper())
    return settled and after.text[0].isupper() and (len(after.text) > 1 or after.text in "AI")


def _ends_before_low(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether a sentence ends although the next word is in lower case, as in careless text."""
    if _trails_off(tokens, at, stop):
        return False
    if stop == at + 1 and _is_name(tokens, stop):
        return True
    text = tokens[at].text
    if stop > at + 1:  # "“Why?” he asked" goes on, a smiley or a footnote ends
        last = tokens[stop - 1].text
        return last == "]" or _FACE.fullmatch(last) is not None
    before = tokens[at - 1].text if at else ""
    if text[-1] in "?!":
        return before.islower() or before.isdigit()
    known = before in abbreviations()  # "no. of": an abbreviation after all
    return len(before) > 1 and before.isalnum() and not before[0].isupper() and not known


def _is_name(tokens: list[Token], at: int) -> bool:
    """Whether a name that begins in lower case stands at `at`: "al-Assad", "von der Leyen"."""
    if tokens[at].text not in _PARTICLES:
        return False
    for token in tokens[at + 1 : at + 4]:
        if token.text not in _PARTICLES and token.text != "-":
            return token.text[0].isupper()
    return False


def _is_enumerator(tokens: list[Token], begin: int, at: int) -> bool:
    """Whether the point belongs to the number or letter that opens an item: "2. Save up"."""
    if at == begin or tokens[at].text != ".":
        return False
    label = tokens[at - 1]
    if at - begin > 1 and not (
        tokens[at - 2].text == ":" or (at - begin == 2 and not tokens[begin].text[0].isalnum())
    ):
        return False
    short = len(label.text) <= 3 and label.text.isdigit()
    roman = label.text.upper() in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    return label.end == tokens[at].start and (
        short or roman or (len(label.text) == 1 and label.text.isalpha())
    )


def _is_attributed(tokens: list[Token], stop: int, last: int) -> bool:
    """Whether a name and a verb of saying follow a quotation: "“Why?” Ada Vale asked"."""
    for at in range(stop, min(stop + 5, last)):
        word = tokens[at].text
        if word in _SAYING:
            return at > stop
        if not word[0].isupper():
            return False
    return False


def _abbreviation_ends(tokens: list[Token], at: int, stop: int, last: int) -> bool:
    """Whether a sentence ends after an abbreviation that keeps its point, as in "in the U.S."."""
    token, after = tokens[at], tokens[stop]
    if token.text.count(".") < 2 or token.lower in _NEVER:
        return False  # undotted ones lose their point at the end of a sentence
    if after.start == tokens[stop - 1].end:
        return False
    word = after.text
    if word in _OPENING and stop + 1 < last:
        word = tokens[stop + 1].text
    if not word[0].isupper():
        return False
    if stop > at + 1 and tokens[stop - 1].text not in (")", "]"):
        return True
    if token.lower in _CLOCK and after.text == word:
        following = tokens[stop + 1].lower if stop + 1 < last else ""
        zone = word.isupper() and len(word) <= 4 and word not in ("A", "I", "WE", "HE", "THE")
        return not (word in _DAYS or word in _MONTHS or zone or following in _ZONE_TAIL)
    following = tokens[stop + 1].text if stop + 1 < last else ""
    headline = last - at <= _HEADLINE and tokens[last - 1].text[-1].isalnum()
    if headline and following[:1].isupper():  # "U.S. And China Agree"
        return False
    return word.lower() in STARTERS or word in ("A", "I")


def is_link(word: str) -> bool:
    """Whether a word is an address of the web."""
    return "://" in word or word.startswith("www.")


def _past_link(tokens: list[Token], begin: int, at: int, last: int) -> int:
    """The end of a sentence that is nothing but an address of the web."""
    if at + 1 >= last or tokens[at + 1].start == tokens[at].end:
        return -1
    after = tokens[at + 1].text
    alone = at == begin and after[0].isupper()
    return at + 1 if alone or is_link(after) else -1


def _unmarked(tokens: list[Token], starts: tuple[int, int], at: int, last: int) -> tuple[int, ...]:
    """Ends of sentences that no mark closes, around the watched word at `at`.

    `starts` are those of the paragraph and of the sentence.
    """
    first, begin = starts
    word = tokens[at].text
    if word in _DASHES:
        opens = begin == first or tokens[at - 1].text == ")"
        return (at + 1,) if opens and is_dateline(tokens, begin, at, last) else ()
    if at > begin and tokens[at - 1].end == tokens[at].start:
        return ()
    if word in _BULLETS:
        return (at,)
    if word in _FACES:
        ends = at > begin and at + 1 < last and tokens[at + 1].text[0].isupper()
        return (at + 1,) if ends else ()
    if word in _DAYS:
        return _date_line(tokens, begin, at, last)
    if at == begin or not _may_have_ended(tokens[at - 1]) or at + 1 >= last:
        return ()
    after = tokens[at + 1]
    if word in _CREDITS:
        return (at,) if after.text == ":" and after.start == tokens[at].end else ()
    plain = tokens[at - 1].text[-1].isalnum() and tokens[at - 1].text not in _OPENERS
    return (at,) if plain and after.start > tokens[at].end and after.text[0].islower() else ()


def _may_have_ended(token: Token) -> bool:
    final = token.text[-1]
    return (final.isalnum() or final in "”\"'’)].") and token.text not in _JOINING


def _date_line(tokens: list[Token], begin: int, at: int, last: int) -> tuple[int, ...]:
    """Around "Friday, July 21, 2017" where nothing joins it to the words about it."""
    if at > begin and not _may_have_ended(tokens[at - 1]):
        return ()
    shape = [token.text for token in tokens[at + 1 : at + 6]]
    if len(shape) < 5 or shape[0] != "," or shape[3] != "," or at + 6 > last:
        return ()
    month, day, year = (shape[1], shape[2], shape[4])
    if month not in _MONTHS or not day.isdigit() or not (year.isdigit() and len(year) == 4):
        return ()
    if at + 6 == last:
        return (at,)
    after = tokens[at + 6]
    if after.start == tokens[at + 5].end or not (after.text[0].isupper() or after.text in _OPENING):
        return ()
    return (at, at + 6)


def is_dateline(tokens: list[Token], begin: int, at: int, last: int) -> bool:
    """Whether place, date and agency stand before the dash at `at`: "PARIS, May 5 (AFP) —"."""
    if tokens[at].text not in _DASHES or last - at < 6 or not 0 < at - begin <= _DATELINE:
        return False
    if tokens[at].start == tokens[at - 1].end:
        return False
    after = tokens[at + 1]
    if after.start == tokens[at].end or not (after.text[0].isupper() or after.text in _OPENING):
        return False
    opening = tokens[begin]
    if opening.text != "(" and not opening.text[0].isupper():
        return False
    if opening.lower in STARTERS or after.text in _MONTHS:
        return False
    depth = 0
    firm = opening.text.isupper() and len(opening.text) > 2 and opening.text.isalpha()
    for token in tokens[begin:at]:
        if token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
            firm = True
        elif token.text in (",", "/"):
            firm = True
        elif depth == 0 and not (token.text[0].isupper() or token.text[0].isdigit()):
            return False
    if depth or firm or at - begin > 3 or tokens[at].text == "—":
        return firm and depth == 0
    return any(token.text[0].islower() for token in tokens[at + 2 : at + 4])
