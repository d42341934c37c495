"""Plain text and Markdown: kept exactly as received, with the article proper marked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from ..model import Article
from .assemble import Found, Origin, assemble, sha256_of
from .blocks import Block, split_blocks
from .dates import url_date
from .decode import repair
from .frontmatter import front_matter
from .furniture import Kind, body_spans, classify, is_paragraph
from .header import HEADER_BLOCKS, read_header
from .options import Known

_HEADING = re.compile(r"^(#{1,6})\s+(\S.*?)\s*#*$")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})$")
_COPYRIGHT_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?[\s,]*(?:by\s+)?"
    r"(?P<owner>(?-i:[^\W\d_a-z])[^.,;:|©()\n]{1,60})",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*\*|__|\*)(\S[^*_]{0,200}?)\1")
_MAX_TITLE = 250


def article_from_text(
    text: str,
    *,
    published: dt.date | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Article:
    """Return the Article of a text at hand: unchanged, its body marked, its header read.

    What is given wins over what the text states; `published` is the document date. Lone
    surrogates become U+FFFD and are counted in `repairs`. An empty text is an Article of length
    0. Never raises on any string.

    >>> article = article_from_text("Envoys met on Friday.", published=dt.date(2019, 5, 3))
    >>> article.published_from, article.body
    ('given', ((0, 21),))
    """
    known = Known(published=published, title=title, url=url, publisher=publisher)
    return article_of(text, known)


def article_of(text: str, known: Known, *, markdown: bool = False) -> Article:
    """Return the Article of a string of any origin; its hash is that of its UTF-8 bytes."""
    repaired, repairs = repair(text)
    origin = Origin(sha256=sha256_of(text.encode("utf-8", "surrogatepass")), repairs=repairs)
    return plain_article(repaired, known, origin, markdown=markdown)


def plain_article(text: str, known: Known, origin: Origin, *, markdown: bool = False) -> Article:
    """Return the Article of a decoded text; see `article_from_text`."""
    stated, begins = front_matter(text)
    blocks = [block for block in split_blocks(text) if block.start >= begins]
    if markdown:
        blocks = _mark_headings(blocks)
    url = known.url or stated.url
    header = read_header(blocks, url=url)
    url = url or header.url
    kinds = classify(blocks, frozenset(header.lines))
    bylines = stated.bylines or header.bylines
    found = Found(
        title=stated.title or header.title or find_title(blocks, kinds),
        dates=(
            ("metadata", stated.published),
            ("header", header.published),
            ("url", url_date(url)),
        ),
        url=url,
        publisher=stated.publisher or header.publisher or copyright_owner(blocks, kinds),
        bylines=tuple(bylines),
    )
    return assemble(text, body_spans(blocks, kinds), found, known, origin)


def _mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """Set the level of Markdown headings: `## Heading`, or a line underlined with === or ---."""
    marked: list[Block] = []
    for block in blocks:
        found = _HEADING.match(block.text)
        if found is None and marked and not marked[-1].gap and _UNDERLINE.match(block.text):
            marked[-1] = replace(marked[-1], level=1 if block.text[0] == "=" else 2)
        marked.append(block if found is None else replace(block, level=len(found[1])))
    return marked


def find_title(blocks: Sequence[Block], kinds: Sequence[Kind]) -> str | None:
    """Return the headline: the first heading, else a first short line that is no sentence.

    Such a line must be set off from what follows: by a blank line, a byline or date, or because
    a much longer paragraph follows.
    """
    opening = list(zip(blocks, kinds, strict=True))[:HEADER_BLOCKS]
    first = next((i for i, (b, k) in enumerate(opening) if k == "body" and is_paragraph(b)), None)
    for block, kind in opening[: None if first is None else first + 1]:
        if kind == "body" and block.level:
            return _clean_title(block.text)
    for index, (block, kind) in enumerate(opening):
        if kind != "body":
            continue
        following = opening[index + 1] if index + 1 < len(opening) else None
        if following is None or (is_paragraph(block) and not block.text.endswith(("?", "!"))):
            return None
        if not _is_headline(block):
            continue
        before_prose = first is not None and index < first and len(block.text.split()) >= 3
        if block.gap or following[1] == "fact" or before_prose:
            return _clean_title(block.text)
        if len(following[0].text) > max(120, 1.5 * len(block.text)):
            return _clean_title(block.text)
    return None


def _is_headline(block: Block) -> bool:
    """A short line that is no sentence, no dateline ("PARIS (AP) --") and no mere number."""
    text = block.text.rstrip("\"'”’»")
    if len(text) > _MAX_TITLE or len(text.split()) > 30 or sum(map(str.isalpha, text)) < 3:
        return False
    return text.endswith("...") or not text.endswith((".", "。", ":", ";", ",", "-", "_", "—", "–"))


def _clean_title(text: str) -> str:
    found = _HEADING.match(text)
    bare = found[2] if found else text
    plain = _EMPHASIS.sub(r"\2", re.sub(r"\s+", " ", bare))
    return plain.strip() or text


def copyright_owner(blocks: Sequence[Block], kinds: Sequence[Kind]) -> str | None:
    """Return whom the copyright line names, if there is one and it names somebody."""
    for block, kind in zip(blocks, kinds, strict=True):
        found = _COPYRIGHT_OWNER.search(block.text) if kind == "copyright" else None
        if found is not None:
            owner = re.split(r"\s*(?:all rights|\bltd\b|\binc\b)", found["owner"], flags=re.I)[0]
            if owner.strip() and not owner.lower().startswith(("law", "notice", "all ")):
                return owner.strip(" -–|")
    return None
