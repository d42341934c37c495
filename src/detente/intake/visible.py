"""The visible text of an HTML page: one block a line, nothing of the article cut.

Scripts, styles, templates and hidden elements are left out; inline elements are joined; `<br>`
ends a line. The walk is iterative, so that depth costs no stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ..errors import ItemError
from .blocks import Block
from .cues import words_set

MAX_DEPTH = 2000
"""Elements nested deeper than this are refused: the parser would drop what is inside."""

_INVISIBLE = words_set(
    "head script style template noscript iframe object embed svg math canvas audio video map "
    "datalist select option textarea input progress meter dialog title meta link base param "
    "source track area applet frame frameset noframes"
)
_INLINE = words_set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter "
    "nobr output q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_ASIDE = frozenset(("nav", "footer", "aside", "menu", "button", "form"))
_ASIDE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[^\S\u00a0]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
# Characters that XML has no place for: lxml would refuse to copy text with them.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TOO_DEEP = re.compile(r"depth", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """A line being gathered: its pieces, and what is known of the elements it stands in."""

    pieces: list[str]
    linked: int = 0
    level: int = 0
    aside: bool = False
    preformatted: bool = False


def parse_page(markup: str, *, source: str) -> HtmlElement:
    """Parse HTML into a tree, however malformed; what holds no element gives an empty page.

    Raises ItemError where elements are nested too deeply.
    """
    bare = _NO_XML.sub(" ", _XML_DECLARATION.sub("", markup.lstrip("\ufeff"), count=1))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(bare.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return document_fromstring("<html></html>")
    if any(_TOO_DEEP.search(entry.message or "") for entry in parser.error_log):
        raise ItemError(
            f"an HTML page with elements nested more than {MAX_DEPTH} deep", source=source
        )
    _clean(tree)
    return tree


def _clean(tree: HtmlElement) -> None:
    """Take out of the texts what character references may have brought in ("&#xFFFE;")."""
    for element in tree.iter():
        if element.text and _NO_XML.search(element.text):
            element.text = _NO_XML.sub(" ", element.text)
        if element.tail and _NO_XML.search(element.tail):
            element.tail = _NO_XML.sub(" ", element.tail)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element itself is declared invisible."""
    tag = element.tag
    if tag in ("html", "body"):
        return False  # shown later by a script, or there would be no page
    if not isinstance(tag, str) or tag in _INVISIBLE or "hidden" in element.attrib:
        return True
    return _HIDDEN_STYLE.search(element.get("style", "")) is not None


def drop_hidden(tree: HtmlElement) -> None:
    """Remove what is invisible from a tree in place, except its head."""
    hidden: list[HtmlElement] = []
    walker = etree.iterwalk(tree, events=("start",))
    for _, element in walker:
        if is_hidden(element):
            walker.skip_subtree()
            if element.tag != "head":
                hidden.append(element)
    for element in hidden:
        element.drop_tree()


def visible_text(tree: HtmlElement) -> tuple[str, list[Block]]:
    """Return the visible text of a page and its blocks, one a line of the text."""
    blocks: list[Block] = []
    texts: list[str] = []
    offset = 0
    for line, raw in _split_lines(tree):
        text = _SPACE.sub(" ", raw).strip(" \u00a0\u200b\ufeff")
        if not text:
            continue
        blocks.append(
            Block(
                offset,
                offset + len(text),
                text,
                level=line.level,
                linked=min(1.0, line.linked / len(text)),
                aside=line.aside,
            )
        )
        texts.append(text)
        offset += len(text) + 1
    return "\n".join(texts), blocks


def _split_lines(tree: HtmlElement) -> Iterator[tuple[_Line, str]]:
    """Yield each line with its raw text; in preformatted text, blank lines end a line too."""
    for line in _lines(tree):
        raw = "".join(line.pieces)
        for part in _BLANK_LINE.split(raw) if line.preformatted else (raw,):
            yield line, part


def _lines(tree: HtmlElement) -> Iterator[_Line]:
    """Walk the tree and yield the text between the edges of block elements."""
    line = _Line([])
    links = asides = articles = level = pre = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start" and is_hidden(element):
            walker.skip_subtree()
        step = 1 if event == "start" else -1
        shown = not is_hidden(element)
        if shown:
            if (tag not in _INLINE and tag not in ("td", "th")) or tag == "br":
                yield line
                line = _Line([])
            elif tag in ("td", "th") and event == "end":
                line.pieces.append("\t")
            links += step * (tag == "a")
            asides += step * _is_aside(element, bool(articles))
            articles += step * (tag in ("article", "main"))
            pre += step * (tag == "pre")
            level = _HEADINGS.get(tag, level) if event == "start" else level * (tag != f"h{level}")
        piece = element.text if event == "start" else element.tail
        if piece and (shown or event == "end"):
            line.pieces.append(piece)
            line.level, line.aside = level, asides > 0
            line.preformatted = line.preformatted or pre > 0
            if links:
                line.linked += len(piece.strip())
    yield line


def _is_aside(element: HtmlElement, in_article: bool) -> bool:
    """Navigation and the like; a header counts only outside of the article, whose own it may be."""
    tag = element.tag
    return (
        tag in _ASIDE or element.get("role") in _ASIDE_ROLES or (tag == "header" and not in_article)
    )
