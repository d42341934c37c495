"""HTML pages: the visible text kept whole, the main text marked as body, facts from the markup.

The text of the article is the visible text of the page, one block a line, so that furniture is
kept and marked like in plain text. Which blocks are the article is taken from trafilatura's
extraction (A. Barbaresi, ACL 2021 demo), matched block by block; dates from htmldate
(A. Barbaresi, JOSS 2020), asked only about the places where a page states its own date.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from lxml.html import HtmlElement

from ..model import Article
from .assemble import Found, Origin, assemble
from .blocks import Block
from .dates import url_date
from .furniture import Kind, body_spans, classify, is_paragraph, kind_of
from .header import Header, read_header
from .options import Known
from .pagefacts import PageFacts, page_facts
from .plain import copyright_owner, find_title
from .visible import drop_hidden, parse_page, visible_text

MAX_ELEMENTS = 20_000
"""Pages with more elements are marked by our own line classifier alone: the main-text extraction
takes time that grows faster than the page."""

_LOCATED_SHARE = 0.8
_WINDOW = 6000
_LONG_KEY = 24

# Libraries say through logging what our return values say; without this, Python prints it.
for _name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def page_article(
    markup: str, known: Known, origin: Origin, *, source: str, address: str | None = None
) -> Article:
    """Return the Article of a decoded HTML page.

    `address` is where the page was fetched; a canonical link on the same host is preferred.
    Raises ItemError where elements are nested too deeply to be read.
    """
    tree = parse_page(markup, source=source)
    text, blocks = visible_text(tree)
    facts = page_facts(tree, known.url or address)
    drop_hidden(tree)
    main = _main_text(tree)
    chosen = _locate(blocks, main)
    if main is not None and chosen is None:
        text, blocks = main, _blocks_of(main)
    url = known.url or facts.url
    top = _headline_at(blocks, chosen)
    header = read_header(blocks[top:], url=url)
    lines = frozenset(index + top for index in header.lines)
    kinds = _kinds(blocks, chosen, lines, whole=main is not None and chosen is None)
    if chosen is not None:
        _add_headline(blocks, kinds, facts.title)
    found = _found(facts, header, url, (blocks, kinds))
    return assemble(text, body_spans(blocks, kinds), found, known, origin)


def _found(
    facts: PageFacts, header: Header, url: str | None, marked: tuple[list[Block], list[Kind]]
) -> Found:
    metadata, stated = facts.published, header.published
    # Where the page itself prints an earlier "Published", its metadata tells a later revision.
    revised = metadata and stated and header.labelled and stated < metadata
    return Found(
        title=facts.title or find_title(*marked),
        dates=(
            ("metadata", None if revised else metadata),
            ("header", stated),
            ("url", url_date(url)),
        ),
        url=url,
        publisher=facts.publisher or header.publisher or copyright_owner(*marked),
        bylines=facts.bylines or tuple(header.bylines),
        language=facts.language,
    )


def _main_text(tree: HtmlElement) -> str | None:
    """Return trafilatura's main text of a page, None where it finds none or the page is huge."""
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return None
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, include_comments=False, with_metadata=False)
    except (RecursionError, AttributeError, IndexError, KeyError, AssertionError):
        # Faults of the library on odd pages: the line classifier takes over.
        return None
    text = getattr(document, "text", None)
    return text if isinstance(text, str) and any(map(str.isalnum, text)) else None


def _key(text: str) -> str:
    """Letters and digits only, so that marks of lists and tables and spacing do not matter."""
    return "".join(filter(str.isalnum, text))


def _locate(blocks: Sequence[Block], main: str | None) -> set[int] | None:
    """Return the blocks that the extraction contains, in order; None if it cannot be located."""
    if main is None:
        return None
    lines = [key for key in map(_key, main.splitlines()) if key]
    stream = "".join(lines)
    starts: dict[str, list[int]] = {}
    offset = 0
    for line in lines:
        starts.setdefault(line, []).append(offset)
        offset += len(line)
    chosen: set[int] = set()
    position = located = 0
    for index, block in enumerate(blocks):
        key = _key(block.text)
        found = _find(key, stream, position, starts) if key else None
        if found is not None:
            chosen.add(index)
            located += len(key)
            position = found + len(key)
    return chosen if located >= _LOCATED_SHARE * len(stream) else None


def _find(key: str, stream: str, position: int, starts: dict[str, list[int]]) -> int | None:
    """Return where in the stream a block stands at or after `position`.

    A short block must be a whole line of the extraction or come next; a long one may stand
    anywhere in the next few thousand characters, since the extraction may join lines.
    """
    if stream.startswith(key, position) and len(key) > 3:
        return position
    whole = next((start for start in starts.get(key, ()) if start >= position), None)
    if whole is not None and (len(key) >= _LONG_KEY or whole - position <= _WINDOW):
        return whole
    if len(key) < _LONG_KEY:
        return None
    near = stream.find(key, position, position + len(key) + _WINDOW)
    return near if near >= 0 else None


def _blocks_of(text: str) -> list[Block]:
    blocks: list[Block] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = offset + line.index(bare)
            blocks.append(Block(start, start + len(bare), bare))
        offset += len(line)
    return blocks


def _kinds(
    blocks: Sequence[Block], chosen: set[int] | None, facts: frozenset[int], *, whole: bool
) -> list[Kind]:
    if whole:
        return ["body"] * len(blocks)
    if chosen is None:
        return classify(blocks, facts)
    kinds: list[Kind] = []
    for index, block in enumerate(blocks):
        own = "fact" if index in facts else kind_of(block)
        kinds.append(own if own != "body" else "body" if index in chosen else "menu")
    if "body" not in kinds:
        return ["body" if index in chosen else "menu" for index in range(len(blocks))]
    return kinds


def _headline_at(blocks: Sequence[Block], chosen: set[int] | None) -> int:
    """Return where the headline stands: facts above it belong to the site."""
    top = next((i for i, block in enumerate(blocks) if block.level == 1), None)
    if top is not None:
        return top
    return max(0, min(chosen) - 6) if chosen else 0


def _add_headline(blocks: Sequence[Block], kinds: list[Kind], title: str | None) -> None:
    """The headline is body even where the extraction left it out."""
    first = next((i for i, kind in enumerate(kinds) if kind == "body"), len(kinds))
    wanted = _key(title or "").casefold()
    for index in range(first):
        block = blocks[index]
        same = wanted and _key(block.text).casefold() == wanted
        if same or (block.level == 1 and not block.aside and not is_paragraph(block)):
            kinds[index] = "body"
            if same:
                return
