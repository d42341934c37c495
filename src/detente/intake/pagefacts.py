"""What an HTML page states about itself in its markup: title, date, address, publisher, authors.

Only the places meant for this are asked (meta elements, JSON-LD, canonical link, the headline,
author and date elements near it), in a small tree of their own: dates and names elsewhere on the
page (teasers, comments, the story itself) cannot be taken for the article's.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, builder

from .dates import find_dates
from .frontmatter import split_people

# Fixed bounds instead of "today": a page reads the same on any day.
EARLIEST = "1900-01-01"
LATEST = "2100-12-31"

_MAX_META = 400
_MAX_FACT_CHARS = 300
_MAX_DATA_CHARS = 500_000
_MAX_CANDIDATES = 200
_ATTRIBUTES = ("class", "id", "itemprop", "rel", "property", "name", "http-equiv", "content",
               "datetime", "pubdate", "title", "type", "href", "data-utime")  # fmt: skip
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DATE_NAMES = re.compile(r"date|publish|posted|timestamp|pubdate", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"\s*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_FACT_PATHS = etree.XPath(
    "//time | //abbr[@class] | //*[@itemprop='datePublished' or @itemprop='author']"
    " | //*[@rel='author'] | //*[contains(@class,'byline') or contains(@class,'author')"
    " or contains(@class,'date') or contains(@class,'publish') or contains(@class,'posted')]"
)
# What the libraries are known to raise on odd pages; the header lines and the URL still tell.
_FAULTS = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)
_OUTSIDE = frozenset(("nav", "footer", "aside"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """Facts from the markup of a page; each may be missing."""

    title: str | None = None
    published: dt.date | None = None
    url: str | None = None
    publisher: str | None = None
    bylines: tuple[str, ...] = ()
    language: str | None = None


def page_facts(tree: HtmlElement, url: str | None = None) -> PageFacts:
    """Return what the markup states; `url` is the address the page was fetched from, if any."""
    from trafilatura.metadata import extract_metadata

    small = _fact_tree(tree)
    bounds = {"extensive_search": False, "min_date": EARLIEST, "max_date": LATEST}
    try:
        document = extract_metadata(small, url, bounds)
    except _FAULTS:
        return PageFacts(published=_published(small), url=url, language=_declared_language(tree))
    return PageFacts(
        title=_clean(document.title),
        published=_published(small),
        url=_address(document.url, url),
        publisher=_clean(document.sitename),
        bylines=_people(document.author),
        language=_declared_language(tree),
    )


def _published(small: HtmlElement) -> dt.date | None:
    """Ask htmldate for the date of first publication; `small` is changed for it.

    Headlines are emptied (their dates belong to the story), visible dates are spelt out, and what
    could be read as two different days ("03/05/2019") is left out rather than guessed.
    """
    from htmldate import find_date

    for element in small.iter():
        if element.tag in ("h1", "title"):
            element.text = ""
        elif element.tag != "script":
            days = find_dates(element.text or "")
            element.text = days[0].day.isoformat() if days else ""
            if _AMBIGUOUS.match(element.get("content", "")) and not find_dates(
                element.get("content")
            ):
                del element.attrib["content"]
    try:
        # An empty address keeps htmldate from the canonical link: a date from there is "url".
        told = find_date(
            small, url="", extensive_search=False, original_date=True, min_date=EARLIEST,
            max_date=LATEST,
        )  # fmt: skip
    except _FAULTS:
        return None
    return dt.date.fromisoformat(told) if told else None


def _fact_tree(tree: HtmlElement) -> HtmlElement:
    """Copy the places where a page speaks about itself into a small page."""
    head = builder.HEAD()
    kept = 0
    for element in tree.iter("meta", "title", "link", "script"):
        is_data = element.tag == "script" and "ld+json" in element.get("type", "")
        is_link = element.tag == "link" and element.get("rel") == "canonical"
        if element.tag in ("meta", "title") or is_data or is_link:
            head.append(_copy(element, _MAX_DATA_CHARS))
            kept += 1
        if kept >= _MAX_META:
            break
    body = builder.BODY()
    for heading in tree.iter("h1"):
        body.append(_copy(heading))
        break
    for element in _near_headline(tree):
        body.append(_copy(element))
    return builder.HTML(head, body)


def _near_headline(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements that state author or date of the article: the first few of each sort."""
    found: list[HtmlElement] = []
    dates = authors = 0
    for element in _FACT_PATHS(tree)[:_MAX_CANDIDATES]:
        text = _text(element, _MAX_FACT_CHARS + 1)
        if len(text) > _MAX_FACT_CHARS or _is_outside(element):
            continue
        named = f"{element.get('class', '')} {element.get('itemprop', '')}"
        is_date = element.tag in ("time", "abbr") or bool(_DATE_NAMES.search(named))
        dates, authors = dates + is_date, authors + (not is_date)
        if (is_date and dates <= 1) or (not is_date and authors <= 2):
            found.append(element)
        if dates >= 1 and authors >= 2:
            break
    return found


def _is_outside(element: HtmlElement) -> bool:
    """Tell whether an element belongs to the site: navigation, or a header not the article's."""
    around = {ancestor.tag for ancestor in element.iterancestors()}
    headed = "header" in around and around.isdisjoint(("article", "main"))
    return headed or not around.isdisjoint(_OUTSIDE)


def _text(element: HtmlElement, limit: int) -> str:
    """Return the text of an element, no longer than needed to see that it exceeds `limit`."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece[: limit + 1])
        size += len(pieces[-1])
        if size > limit:
            break
    return "".join(pieces)


def _copy(element: HtmlElement, limit: int = _MAX_FACT_CHARS) -> HtmlElement:
    """Copy an element flat: its attributes and its text, without what is nested in it."""
    tag = element.tag if str(element.tag).isalnum() else "span"
    copied = builder.E(tag)
    for name in _ATTRIBUTES:
        value = element.get(name)
        if value is not None:
            copied.set(name, _NO_XML.sub(" ", value))
    copied.text = _NO_XML.sub(" ", _text(element, limit))
    return copied


def _clean(value: str | None) -> str | None:
    bare = re.sub(r"\s+", " ", value).strip() if value else ""
    return bare or None


def _address(stated: str | None, fetched: str | None) -> str | None:
    """The stated address, unless the page came from another host: then where it came from."""
    if stated is None or not stated.startswith(("http://", "https://")):
        return fetched
    if fetched is not None and _host(stated) != _host(fetched):
        return fetched
    return stated


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _people(author: str | None) -> tuple[str, ...]:
    names = split_people(author) if author else []
    return tuple(dict.fromkeys(name for name in names if len(name) <= 80))


def _declared_language(tree: HtmlElement) -> str | None:
    value = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return value.split("-")[0].split("_")[0].lower() if _LANGUAGE.match(value) else None
