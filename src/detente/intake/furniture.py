"""Which blocks of a text are the article and which are page furniture around it.

Each block gets a kind from features of its own (its words, marks, links, shape), then from its
neighbours (menus are runs of short lines; a heading such as "Related" opens a list of links).
Nothing is cut, and when in doubt a block is body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from .blocks import LIST_ITEM, Block
from .cues import (
    ADDRESS,
    ASKS,
    FILL,
    LATE_PREFIXES,
    OPENERS,
    OPENS_ALONE,
    PREFIXES,
    PROMPT,
    REPORTING,
    SITE_ONLY,
    STRONG,
)

Kind = Literal[
    "body", "fact", "mark", "link", "label", "opener", "prompt", "credit", "copyright", "menu"
]
"""`body` is the article (headline and paragraphs); `fact` a line that only states a byline, a
date or a publisher; the rest is furniture of several sorts."""

_LONG = 600
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s*\[\d+\])*$")
_QUOTE = re.compile(r"[\"“”„«»]|(?<!\w)['‘]\w|``|''")
_URL_LIKE = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|@\w+|#\w+|\S+\.(?:com|org|net)/?\S*"
)
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)\s*(?:copyright|\d{4})|copyright\s*(?:©|\(c\)|\d{4}|by\b|,))|all rights reserved"
    r"|(?:may|must) not be (?:\w+,? ){0,4}(?:reproduced|republished|redistributed|rewritten)",
    re.IGNORECASE,
)
_WIRES = r"(?:AP|AFP|EPA|REUTERS|Reuters|EFE|ANSA|dpa|TASS|Xinhua|NurPhoto|Getty|Pool)"
_CREDIT = re.compile(
    rf"\b{_WIRES}\s?/\s?[^\W\d_][\w.'’ -]{{2,40}}[)\].]?$"
    rf"|[^\W\d_]\s?/\s?{_WIRES}(?: [\w ]{{1,20}})?[)\].]?$"
    r"|(?i:getty images|shutterstock|handout)[)\].]?$"
    rf"|\b[Vv]ia {_WIRES}[)\].]?$"
    r"|(?i:\((?:file )?(?:photo|image|picture|foto|bild)s?(?: credit| by)?\s?[:/][^)]{2,80}\)$)"
)
_CREDIT_HEAD = re.compile(
    r"(?:file )?(?:photo|photograph|image|picture|foto|bild)s?(?: credit| source| courtesy)?"
    r"\s?[:/]",
    re.IGNORECASE,
)
_CREDIT_BY = re.compile(r"^(?:photo|photograph|image|picture|illustration)s? by ", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"^[(\[](?:additional |with )?(?:reporting|report|writing|written|editing|edited|compiled)\b"
    r"[^()\[\]]{0,400}[)\]]\.?$",
    re.IGNORECASE,
)
_SHOUTED = re.compile(
    r"^(?:READ MORE|READ ALSO|ALSO READ|READ NEXT|SEE ALSO|RELATED|MORE ON|MORE FROM)"
    r"(?!\w)(?!\s+[A-Z]{2,}\s+[A-Z]{2,})"
)
_SHOUTED_LATE = re.compile(r"^(?:WATCH|LISTEN|VIDEO)(?!\w)(?!\s+[A-Z]{2,}\s+[A-Z]{2,})")
_SOFT_LINK = re.compile(
    r"^(?:read more|read also|also read|see also|more (?:from|on) (?:this|the|our)"
    r"|related (?:stor|article|content|coverage|link|topic)|you (?:may|might) also)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[^\s@();,<>]+@[^\s@();,<>]+\.\w+|(?<!\S)@\w{2,30}")
_DISCLAIMER = re.compile(
    r"\b(?:views?|opinions?)\b[^.]{0,80}\b(?:do|does) not necessarily (?:reflect|represent)\b",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,300})\](?:\([^()\s]{0,600}(?:\s\"[^\"]{0,200}\")?\))")
_MARKDOWN_REFERENCE = re.compile(r"^\[[^\]]{1,100}\]:\s*\S+|^<!--.{0,800}-->$")
_SEPARATOR = re.compile(r"\s+[|·•›»>/]\s+")
_CLAUSE_MARK = re.compile(r"[,;:]")
_OWN = STRONG | ASKS | FILL


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends like a sentence (closing quotes and brackets aside)."""
    return _ENDS.search(text[-40:]) is not None


def is_paragraph(block: Block) -> bool:
    """Tell whether a block is running text rather than a heading, a label or a fact."""
    if len(block.text) > 300:
        return True
    if not ends_sentence(block.text):
        return False
    count = len(block.text.split())
    # Scripts without spaces give few words: there the length in characters decides.
    return count >= 10 or (len(block.text) > max(30, 12 * count))


def kind_of(block: Block) -> Kind:
    """Return the kind that a block's own features tell, without looking at its neighbours."""
    text = block.text
    if len(text) > _LONG:
        return "body"
    if len(text) < 500 and _COPYRIGHT.search(text):
        return "copyright"
    plain, linked = _without_links(text)
    words = words_of(plain)
    if not words or not any(map(str.isalpha, plain)):
        return "link" if linked else "mark"
    if _MARKDOWN_REFERENCE.match(text) or _is_address_only(plain):
        return "link"
    return _kind_of_words(block, plain, words, max(linked, block.linked))


def _is_address_only(plain: str) -> bool:
    return all(_URL_LIKE.fullmatch(token.strip("<>().,;")) for token in plain.split())


def _kind_of_words(block: Block, plain: str, words: list[str], linked: float) -> Kind:
    ends = ends_sentence(plain)
    kind: Kind = "body"
    if _is_label(plain, words, ends):
        kind = "opener" if _is_opener(words) else "label"
    elif _SIGN_OFF.match(plain) or _is_credit(plain, words):
        kind = "credit"
    elif _is_pointer(plain, words, ends):
        kind = "link"
    elif _is_prompt(words, plain) or (len(words) < 60 and _DISCLAIMER.search(plain)):
        kind = "prompt"
    elif linked > 0.8 and not ends and len(words) <= 25 and block.level == 0:
        kind = "link"
    elif _is_menu_line(plain):
        kind = "menu"
    return kind


def _without_links(text: str) -> tuple[str, float]:
    """Return the words of a text without Markdown link markup, and the share that was linked."""
    if "](" not in text:
        return text.lstrip("#>*- \t"), 0.0
    inside = sum(len(m[1]) for m in _MARKDOWN_LINK.finditer(text) if not m[0].startswith("!"))
    plain = _MARKDOWN_LINK.sub(lambda m: "" if m[0].startswith("!") else m[1], text)
    plain = plain.lstrip("#>*- \t").strip()
    return plain, (inside / len(plain) if plain else 1.0)


def _is_label(plain: str, words: list[str], ends: bool) -> bool:
    """A few words, all of them a site's own: "Share this article", "12 comments"."""
    if len(words) > 9 or (ends and len(words) > 5) or _QUOTE.search(plain):
        return False
    if not all(word in _OWN or word[0].isdigit() for word in words):
        return False
    first = words[0]
    asks = first in ASKS and (len(words) > 1 or first in FILL)
    counts = first[0].isdigit() and len(words) > 1
    return asks or counts or _is_opener(words) or not STRONG.isdisjoint(words)


def _is_opener(words: list[str]) -> bool:
    """A label that heads a list: "Related", "Most read", "Comments (3)"."""
    if len(words) == 1:
        return words[0] in OPENS_ALONE
    return len(words) <= 6 and not words[0][0].isdigit() and not OPENERS.isdisjoint(words)


def _is_credit(plain: str, words: list[str]) -> bool:
    """An image credit, with or without the caption before it."""
    if len(words) <= 8 and _CREDIT_BY.match(plain):
        return True
    if len(words) > 60:
        return False
    return bool(_CREDIT_HEAD.match(plain) or _CREDIT.search(plain[-100:]))


def _is_pointer(plain: str, words: list[str], ends: bool) -> bool:
    """A label with a link or a credit behind it: "Read more: …", "Photo: …"."""
    if len(words) > 30:
        return False
    head, colon, _ = plain.partition(":")
    if colon and len(head) <= 40 and head.strip().lower() in PREFIXES:
        return True
    if _SHOUTED.match(plain) or _is_contact(plain, words):
        return True
    return _SOFT_LINK.match(plain) is not None and (not ends or len(words) <= 12)


def _is_contact(plain: str, words: list[str]) -> bool:
    """An e-mail address or handle with a few words about it."""
    found = _CONTACT.findall(plain)
    if not found or _QUOTE.search(plain):
        return False
    others = len(words) - sum(len(words_of(place)) for place in found)
    return others <= (8 if words[0] in ASKS or words[0] == "contact" else 4)


def is_late_pointer(block: Block) -> bool:
    """A pointer whose label could also open a headline ("Watch: …"), so only the place tells."""
    if len(block.text) >= 200:
        return False
    head, colon, tail = block.text.partition(":")
    label = words_of(head) if colon and tail else []
    if head.strip().lower() in LATE_PREFIXES and label:
        return True
    if 1 < len(label) <= 4 and all(word in _OWN for word in label):
        return not ends_sentence(block.text)
    return _SHOUTED_LATE.match(block.text) is not None and not ends_sentence(block.text)


def _is_prompt(words: list[str], plain: str) -> bool:
    """The site speaks to its visitor: about accounts, newsletters, cookies, sharing."""
    known = set(words)
    if len(words) > 80 or _QUOTE.search(plain) or not REPORTING.isdisjoint(known):
        return False
    if "i" in known:  # a person speaks, not the site
        return False
    strong = len(known & STRONG)
    score = strong + 0.5 * len((known & PROMPT) - STRONG)
    addressed = len([w for w in words if w in ADDRESS])
    asks = words[0] in ASKS or (
        words[0] in ("please", "to", "don't", "why")
        and len(words) > 1
        and not ASKS.isdisjoint(words[1:4])
    )
    density = score / len(words) ** 0.5
    if asks and addressed:
        return score >= 1.0
    if asks and "here" in known:
        return score >= 1.0
    if addressed >= 2 and not SITE_ONLY.isdisjoint(known):
        return len(words) <= 40
    if addressed and strong:
        return score >= 1.5 and density >= 0.4
    return bool(addressed) and score >= 2.5 and density >= 0.6


def _is_menu_line(plain: str) -> bool:
    """Short pieces between separators: "Home | World | Sport"."""
    if plain.startswith("|"):
        return False
    pieces = [piece for piece in _SEPARATOR.split(plain) if piece.strip()]
    return len(pieces) >= 3 and all(len(piece.split()) <= 4 for piece in pieces)


def classify(blocks: Sequence[Block], facts: frozenset[int] = frozenset()) -> list[Kind]:
    """Return the kind of every block; `facts` are the header lines found by `header`.

    If nothing would be left of the text, everything with letters in it is body.
    """
    kinds: list[Kind] = ["fact" if i in facts else kind_of(b) for i, b in enumerate(blocks)]
    prose = [i for i, b in enumerate(blocks) if kinds[i] == "body" and is_paragraph(b)]
    _mark_asides(blocks, kinds)
    _mark_menus(blocks, kinds, prose)
    if prose:
        _mark_lists(blocks, kinds, prose[0])
        for index in range(prose[0] + 1, len(blocks)):
            if kinds[index] == "body" and is_late_pointer(blocks[index]):
                kinds[index] = "link"
    if "body" not in kinds:
        kinds = ["mark" if kind == "mark" else "body" for kind in kinds]
    return kinds


def _mark_asides(blocks: Sequence[Block], kinds: list[Kind]) -> None:
    for index, block in enumerate(blocks):
        if kinds[index] == "body" and block.aside and not is_paragraph(block):
            kinds[index] = "menu"


def _is_short(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= 40
        and not LIST_ITEM.match(text)
        and block.level == 0
        and len(text.split()) <= 4
        and not ends_sentence(text)
        and _CLAUSE_MARK.search(text) is None
        and _QUOTE.search(text) is None
    )


def _mark_menus(blocks: Sequence[Block], kinds: list[Kind], prose: Sequence[int]) -> None:
    """Mark runs of short lines as menus: three at the edges of the text, eight inside it.

    The last short line before the article's byline or first paragraph may be its headline, so it
    stays, unless there is a longer candidate before it.
    """
    if not prose:
        return
    first, last = prose[0], prose[-1]
    run: list[int] = []
    for index in range(len(blocks) + 1):
        inside = index < len(blocks) and kinds[index] != "fact"
        if inside and (kinds[index] != "body" or _is_short(blocks[index])):
            run.append(index)
            continue
        _close_run(run, blocks, kinds, (first, last))
        run = []


def _close_run(
    run: Sequence[int], blocks: Sequence[Block], kinds: list[Kind], prose: tuple[int, int]
) -> None:
    first, last = prose
    short = [i for i in run if kinds[i] == "body"]
    if not short:
        return
    edge = run[-1] < first or run[0] > last
    # Labels among the lines are evidence that the whole run belongs to the page.
    needed = (3 if edge else 8) - (len(run) - len(short) >= 2)
    if len(short) < needed:
        return
    if run[-1] < first and not _has_headline(blocks, kinds, run[0], first, run):
        short = short[:-1]
    for index in short:
        kinds[index] = "menu"


def _has_headline(
    blocks: Sequence[Block], kinds: Sequence[Kind], start: int, first: int, run: Sequence[int]
) -> bool:
    return any(
        kinds[i] == "body" and not _is_short(blocks[i])
        for i in [*range(start), *range(run[-1] + 1, first)]
    )


def _mark_lists(blocks: Sequence[Block], kinds: list[Kind], first: int) -> None:
    """After a heading such as "Related", lines that are no sentences are links elsewhere.

    Before the first paragraph, `first`, such a line may be the headline, so it stays.
    """
    listing = False
    for index in range(first + 1, len(blocks)):
        block = blocks[index]
        if kinds[index] == "opener":
            listing = True
        elif kinds[index] == "body" and listing:
            if is_paragraph(block) or block.level or len(block.text) > 200:
                listing = False
            else:
                kinds[index] = "link"


def body_spans(blocks: Sequence[Block], kinds: Sequence[Kind]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the article proper: neighbouring body blocks are one span."""
    spans: list[tuple[int, int]] = []
    previous = -2
    for index, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if kind != "body":
            continue
        if index == previous + 1:
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((block.start, block.end))
        previous = index
    return tuple(spans)
