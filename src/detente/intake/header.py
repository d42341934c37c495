"""What the first lines of an article state: byline, publisher, date.

Looked for in the first dozen blocks, up to the second paragraph: lines that consist of such facts
and of nothing else, and the dateline that opens the first paragraph
("WASHINGTON, May 3 (Reuters) -").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .blocks import Block
from .cues import AGENCIES, PUBLISHER_WORDS, ROLE_WORDS, words_set
from .dates import MONTHS, FoundDate, day_in_year, find_dates, url_year
from .frontmatter import Stated, field_of
from .furniture import is_paragraph, words_of

HEADER_BLOCKS = 14
_MAX_FACT = 200
_BYLINE = re.compile(
    r"^(?:(?:written|reported|reporting|story|analysis|opinion)\s+)?"
    r"(?:by|von|par|por|от|автор|autor|auteur|author|authors)(?:\s*:\s*|\s+)(?P<names>\S.*)$",
    re.IGNORECASE,
)
_STATED = re.compile(r"^(?P<key>[A-Za-z][A-Za-z _-]{2,18}?)\s*:\s*(?P<value>\S.*)$")
_DATE_LABEL = re.compile(
    r"\b(?:first |last |originally )?(?P<label>published|posted|updated|modified|created|issued|"
    r"released|date|publié|veröffentlicht|publicado|actualizado|aktualisiert|pubblicato|"
    r"опубликовано|обновлено|mis à jour)\b(?:\s*(?:on|at|le|am|el|il))?\s*:?",
    re.IGNORECASE,
)
_LATER = ("updated", "modified", "actualizado", "aktualisiert", "обновлено", "mis à jour")
_CLOCK = re.compile(
    r"(?:\bat\b|\bum\b|\bà\b|T)?\s*\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?\s?m\b\.?)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:[A-Z]{1,4}[SD]T|[ECMP]T|GMT|UTC|BST|CET|Z|Uhr)\b|[+-]\d{2}:?\d{2}\b|\bUhr\b"
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-zа-я][^()\[\]_—–:!?\"“”/]{1,70}?)?(?:\.(?=\s*/))?\s*"
    r"(?:[(\[/](?P<agency>[^()\[\]/]{2,40})[)\]/])?\s*"
    r"(?P<dash>--|—|–|_|-(?=\s)|:(?=\s)|(?(agency)\.(?=\s)|(?!)))"
)
_PROVIDED = re.compile(r"^(?:provided|distributed|syndicated|published) by\s+(\S.{1,60})$", re.I)
_IN_PLACE = re.compile(r"\s+in\s+[^\W\d_a-z][\w. ]{1,40}$")
_PARTICLES = words_set(
    "de da del della di do dos das du des van von der den ten ter zu bin ibn al el la le y e"
)
_SPLIT_NAMES = re.compile(
    r"\s*(?:[,;|&•·]|\s[-–—/]\s|\s(?:and|und|et|y|e|и)\s|\s(?:in|for|at)\s)\s*"
)


@dataclass(slots=True)
class Header:
    """Facts from the first lines; `lines` are the indices of blocks that hold only facts."""

    title: str | None = None
    published: dt.date | None = None
    labelled: bool = False
    publisher: str | None = None
    bylines: list[str] = field(default_factory=list)
    url: str | None = None
    lines: set[int] = field(default_factory=set)


def read_header(blocks: Sequence[Block], *, url: str | None = None) -> Header:
    """Return the facts that the first lines state.

    Dates: one labelled as publication wins over an unlabelled line, that over the dateline (a
    day and month alone count with the year that the URL names), that over a later update.
    """
    header = Header()
    days: dict[str, dt.date] = {}
    paragraphs = 0
    for index, block in enumerate(blocks[:HEADER_BLOCKS]):
        if is_paragraph(block):
            paragraphs += 1
            if paragraphs == 1:
                _take_dateline(block.text[:160], header, days, url)
            if paragraphs == 2:
                break
        elif not paragraphs and _is_address(block.text):
            # Above the article stands the article's own address.
            header.url = header.url or block.text
            header.lines.add(index)
        elif len(block.text) <= _MAX_FACT and _take_line(block.text, header, days):
            header.lines.add(index)
        elif not paragraphs:
            _take_dateline(block.text[:160], header, days, url)
    _take_bare_names(blocks, header)
    for label in ("published", "plain", "dateline", "later"):
        if label in days:
            header.published, header.labelled = days[label], label == "published"
            break
    return header


def _take_bare_names(blocks: Sequence[Block], header: Header) -> None:
    """Take a line of names without "By", if a date line is next to it and a headline before."""
    for index in sorted(header.lines):
        for beside in (index - 1, index + 1):
            if header.bylines or not 0 < beside < len(blocks) or beside in header.lines:
                continue
            headed = any(len(block.text.split()) > 3 for block in blocks[:beside])
            text = blocks[beside].text
            names = [_IN_PLACE.sub("", name) for name in re.split(r",\s|\s(?:and|&)\s", text)]
            if headed and all(_is_name(name) and 2 <= len(name.split()) <= 4 for name in names):
                header.bylines.extend(names)
                header.lines.add(beside)


def _take_line(line: str, header: Header, days: dict[str, dt.date]) -> bool:
    """Take the facts of a line that states nothing else; tell whether it was one."""
    line = line.strip("*_#>•|- \t")
    stated = _STATED.match(line)
    name = field_of(stated["key"]) if stated else None
    if (
        stated is not None
        and name is not None
        and _take_stated(name, stated["value"], header, days)
    ):
        return True
    provided = _PROVIDED.match(line)
    if provided is not None and (is_publisher(provided[1]) or _is_proper(provided[1])):
        header.publisher = header.publisher or provided[1]
        return True
    found = find_dates(line)
    label = _DATE_LABEL.match(line)
    if found and label is not None and found[0].start - label.end() <= 8:
        _keep_days(line, found, days)
        return True
    rest = _without_dates(line, found)
    if found and _is_fact_rest(rest):
        _keep_days(line, found, days)
        _take_names(rest, header)
        return True
    if not found and _is_only_clock(line, rest):
        return True
    return not found and _take_names(line, header)


def _take_stated(name: str, value: str, header: Header, days: dict[str, dt.date]) -> bool:
    if name == "publisher" and not (is_publisher(value) or _is_proper(value)):
        return False  # "Source: minister to resign" is a headline
    stated = Stated()
    stated.take(name, value)
    if name == "published":
        if stated.published is None:
            return False
        days.setdefault("published", stated.published)
    if name == "bylines":
        return _take_names("By " + value, header)
    header.title = header.title or stated.title
    header.url = header.url or stated.url
    header.publisher = header.publisher or stated.publisher
    return True


def _without_dates(line: str, found: Sequence[FoundDate]) -> str:
    parts: list[str] = []
    end = 0
    for date in found:
        parts.append(line[end : date.start])
        end = date.end
    parts.append(line[end:])
    rest = " | ".join(parts)
    for noise in (_CLOCK, _ZONE, _WEEKDAY, _DATE_LABEL):
        rest = noise.sub(" | ", rest)
    return re.sub(r"(?:\s*[|,;()\[\]/•·–—-]\s*)+", " | ", rest).strip(" |.:")


def _is_only_clock(line: str, rest: str) -> bool:
    """A label without a whole date: "Updated 10:15 GMT", "Last modified on Friday"."""
    return not rest and any(map(str.isalpha, line)) and _DATE_LABEL.search(line) is not None


def _is_fact_rest(rest: str) -> bool:
    """What stands beside a date must be nothing, a byline, a publisher, or a place in capitals."""
    if not rest:
        return True
    return all(
        _byline_names(part) or is_publisher(part) or part.isupper() or _is_counter(part)
        for part in rest.split(" | ")
    )


def _is_counter(part: str) -> bool:
    """A reading time or such: digits and a word or two."""
    return part[0].isdigit() and len(part.split()) <= 3


def _keep_days(line: str, found: Sequence[FoundDate], days: dict[str, dt.date]) -> None:
    for date in found:
        labels = list(_DATE_LABEL.finditer(line, 0, date.start))
        label = labels[-1]["label"].lower() if labels else ""
        kind = "later" if label in _LATER else "published" if label else "plain"
        days.setdefault(kind, date.day)


def _take_names(line: str, header: Header) -> bool:
    """Take bylines and publisher from a line such as "By Jane Doe, Reuters"."""
    taken = False
    for part in line.split(" | "):
        names = _byline_names(part)
        full = any(" " in name and _is_name(name) for name in names)
        for name in names:
            if full and " " not in name and not is_publisher(name):
                continue  # a place after the name: "Jane Doe, Paris"
            if is_publisher(name):
                header.publisher = header.publisher or re.sub(r"\s+[Ss]taff$", "", name)
            elif _is_name(name) and name not in header.bylines:
                header.bylines.append(name)
        if not names and is_publisher(part):
            header.publisher = header.publisher or part
            taken = True
        taken = taken or bool(names)
    return taken


def _byline_names(part: str) -> list[str]:
    """Return the names and publishers of a byline, [] if `part` is none."""
    part = part.strip(" .,|-")
    found = _BYLINE.match(part)
    segments = [s for s in _SPLIT_NAMES.split(found["names"] if found else part) if s]
    if not segments or len(segments) > 8:
        return []
    if found is None:
        # Without "By" only a name followed by its publisher is a byline.
        whole = len(segments) >= 2 and _is_name(segments[0]) and is_publisher(segments[-1])
        return segments if whole and len(segments) <= 3 else []
    if _is_role(segments[0]):
        return [s for s in segments if is_publisher(s)] or ["staff"]
    return segments if _is_name(segments[0]) or is_publisher(segments[0]) else []


def _is_role(text: str) -> bool:
    words = words_of(text)
    return bool(words) and all(word in ROLE_WORDS for word in words)


def is_publisher(text: str) -> bool:
    """Tell whether a short text names a publisher: a known agency, or made of such words."""
    bare = text.strip(" .,()")
    lowered = re.sub(r"\s+staff$", "", bare.lower())
    if lowered in AGENCIES:
        return True
    words = words_of(bare)
    return (
        2 <= len(words) <= 5
        and bare[0].isupper()
        and words[-1] in PUBLISHER_WORDS
        and all(word[0].isupper() or word in ("of", "and", "the") for word in bare.split())
    )


def _is_name(text: str) -> bool:
    """A person's name: one to five capitalised words, particles aside; no month, no role."""
    words = text.split()
    if not 1 <= len(words) <= 5 or any(map(str.isdigit, text)) or len(text) > 60:
        return False
    if words[0].lower().rstrip(".") in MONTHS and len(words) == 1:
        return False
    if any(word in ROLE_WORDS for word in words_of(text)) or _WEEKDAY.search(text):
        return False
    proper = [word for word in words if word.lower() not in _PARTICLES]
    return bool(proper) and all(_is_capitalised(word) for word in proper)


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text.split()) == 1


def _is_proper(text: str) -> bool:
    """A short name of anything: every word but particles capitalised, or an address."""
    if _is_address(text):
        return True
    words = text.split()
    small = _PARTICLES | {"of", "and", "for", "the"}
    return len(words) <= 6 and all(_is_capitalised(w) for w in words if w.lower() not in small)


def _is_capitalised(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    # Scripts without case have no capitals to ask for.
    return bool(letters) and (letters[0].isupper() or not letters[0].islower())


def _take_dateline(opening: str, header: Header, days: dict[str, dt.date], url: str | None) -> None:
    """Take agency and date from "PLACE, date (Agency) -" at the start of a paragraph."""
    for found in _datelines(opening):
        agency = found["agency"]
        place = (found["place"] or "").strip(" ,")
        known = agency is not None and is_publisher(agency)
        shouted = place.split(",")[0].isupper()
        if not known and not shouted and is_publisher(place):
            agency, known = place, True
        if not known and not (shouted and len(place.split()) <= 8):
            continue
        if known and agency is not None:
            header.publisher = header.publisher or agency.strip()
        whole = find_dates(found[0])
        year = url_year(url)
        day = whole[0].day if whole else (day_in_year(found[0], year) if year else None)
        if day is not None:
            days.setdefault("dateline", day)
        return


def _datelines(opening: str) -> Iterator[re.Match[str]]:
    found = _DATELINE.match(opening.lstrip("\ufeff*_ "))
    if found is not None and (found["place"] or found["agency"]):
        yield found
