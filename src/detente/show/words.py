"""Plain words for values: dates, intervals, numbers, statuses, footings and short sentences.

Shared by the terminal, the HTML and the Markdown forms, so that all three say the same thing in
the same words. Everything that came from outside passes through `clean` before it is shown.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

from ..model import (
    Capacity,
    CommitmentStatus,
    Interval,
    Source,
    SourceType,
    Status,
)

MINUS = "\u2212"
DASH = "\u2013"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

BADGES: dict[SourceType, str] = {
    "named": "NAMED",
    "spokesperson": "SPOKESPERSON",
    "anonymous": "ANON",
    "institution": "INSTITUTION",
    "document": "DOCUMENT",
    "unattributed": "UNATTRIBUTED",
}

STATUSES: dict[Status, str] = {
    "occurred": "done",
    "ongoing": "going on",
    "planned": "planned",
    "proposed": "proposed",
    "threatened": "threatened",
    "considered": "considered",
    "hypothetical": "hypothetical",
    "counterfactual": "would have been",
    "negated": "denied or not done",
    "asked": "only asked about",
}

CAPACITIES: dict[Capacity, str] = {
    "principal": "speaking in their own name",
    "spokesperson": "speaking for somebody else",
    "official": "an official",
    "former": "a former official",
    "expert": "an expert",
    "institution": "an institution",
    "document": "a document",
    "witness": "a witness",
    "unknown": "in an unknown capacity",
}

MODES: dict[Literal["direct", "mixed", "indirect"], str] = {
    "direct": "word for word",
    "mixed": "partly word for word",
    "indirect": "in the reporter's words",
}

COMMITMENT_STATUSES: dict[CommitmentStatus, str] = {
    "open": "open",
    "kept": "kept",
    "broken": "broken",
    "condition not met": "void: its condition was not met",
    "withdrawn": "withdrawn",
    "superseded": "replaced by a later one",
    "disputed": "disputed",
    "no evidence found": "no evidence found",
}

# Invisible characters that can make a text read other than it is: directional marks and
# overrides, joiners that hide inside words, tags. ZWJ and ZWNJ stay, emoji and Persian need them.
_DECEPTIVE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"[\s\x85\u2028\u2029]+")
_UNRESOLVED = re.compile(r"[0-9a-f]{24}")


def clean(text: str) -> str:
    """Return `text` safe to show on one line: blanks joined, hidden characters made visible.

    Control characters and directional overrides become a marker such as `⟨U+202E⟩`; a lone
    surrogate becomes U+FFFD.

    >>> clean("a\\n b\\u202e")
    'a b⟨U+202E⟩'
    """
    joined = _BLANK.sub(" ", text).strip()
    shown = _DECEPTIVE.sub(lambda found: f"\u27e8U+{ord(found.group()):04X}\u27e9", joined)
    return _SURROGATE.sub("\ufffd", shown)


def shorten(text: str, limit: int) -> str:
    """Return `text` cut at a word to at most `limit` characters, with an ellipsis if cut.

    >>> shorten("one two three", 9)
    'one two…'
    """
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:\u2013-") + "\u2026"


def number(value: float, *, places: int = 1, sign: bool = True) -> str:
    """Return a level or change: sign always written, a real minus, no negative zero.

    >>> number(-5.83), number(2.1), number(-0.01)
    ('−5.8', '+2.1', '0.0')
    """
    rounded = round(value, places)
    if rounded == 0:
        return f"{0:.{places}f}"
    mark = MINUS if rounded < 0 else "+" if sign else ""
    return f"{mark}{abs(rounded):.{places}f}"


def amount(value: float) -> str:
    """Return a count that may carry a fraction, with at most one decimal.

    >>> amount(3.0), amount(2.5)
    ('3', '2.5')
    """
    rounded = round(value, 1)
    return f"{rounded:.0f}" if rounded == int(rounded) else f"{rounded:.1f}"


def band(low: float, high: float) -> str:
    """Return the band of a level, `[−6.9, −4.6]`."""
    return f"[{number(low)}, {number(high)}]"


def percent(share: float) -> str:
    """Return a probability as a percentage; never 0 % or 100 % for one that is neither.

    >>> [percent(share).replace("\\xa0", " ") for share in (0.934, 0.999, 0.001)]
    ['93 %', 'over 99 %', 'under 1 %']
    """
    whole = round(share * 100)
    if whole == 100 and share < 1:
        return "over 99\u00a0%"
    if whole == 0 and share > 0:
        return "under 1\u00a0%"
    return f"{whole}\u00a0%"


def plural(count: float, one: str, many: str | None = None) -> str:
    """Return `count` with its noun.

    >>> plural(1, "report"), plural(2, "report")
    ('1 report', '2 reports')
    """
    shown = amount(count)
    return f"{shown} {one if shown == '1' else many or one + 's'}"


def month_name(month: int, *, short: bool = False) -> str:
    """Return the English name of a month; independent of the locale."""
    return MONTHS[month - 1][:3] if short else MONTHS[month - 1]


def day(date: dt.date, *, short: bool = False, year: bool = True) -> str:
    """Return a day in words.

    >>> day(dt.date(2031, 5, 12)), day(dt.date(2031, 6, 8), short=True, year=False)
    ('12 May 2031', '8 Jun')
    """
    shown = f"{date.day} {month_name(date.month, short=short)}"
    return f"{shown} {date.year}" if year else shown


def month(date: dt.date, *, short: bool = False, year: bool = True) -> str:
    """Return the month of a day in words, `May 2031`."""
    name = month_name(date.month, short=short)
    return f"{name} {date.year}" if year else name


def days(first: dt.date, last: dt.date, *, short: bool = False, year: bool = True) -> str:
    """Return the stretch from `first` to `last`, both included, as briefly as is clear.

    >>> days(dt.date(2031, 5, 11), dt.date(2031, 5, 13))
    '11–13 May 2031'
    >>> days(dt.date(2031, 2, 1), dt.date(2031, 2, 28))
    'February 2031'
    """
    if first == last:
        return day(first, short=short, year=year)
    whole = calendar.monthrange(last.year, last.month)[1] == last.day and first.day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return month(first, short=short, year=year)
    if whole and first.month == 1 and last.month == 12:
        years = f"{first.year}{DASH}{last.year}"
        return f"{first.year}" if first.year == last.year else years
    end = day(last, short=short, year=year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{end}"
    start = day(first, short=short, year=year and first.year != last.year)
    blank = "" if short else " "
    return f"{start}{blank}{DASH}{blank}{end}"


def interval(when: Interval | None, *, short: bool = False, home: int | None = None) -> str:
    """Return an interval in words; the year is left out where it is `home`.

    >>> interval(Interval(dt.date(2031, 5, 12), dt.date(2031, 5, 12), "day"))
    '12 May 2031'
    >>> interval(None)
    'date unknown'
    """
    if when is None or (when.earliest is None and when.latest is None):
        return "no date" if short else "date unknown"
    first, last = when.earliest, when.latest
    if first is None or last is None:
        known = first or last
        assert known is not None
        open_end = "on or after" if last is None else "by"
        if short:
            open_end = "from" if last is None else "by"
        return f"{open_end} {day(known, short=short, year=known.year != home)}"
    year = not (first.year == last.year == home)
    return days(first, last, short=short, year=year)


def latest_day(when: Interval | None) -> dt.date | None:
    """The last day that an interval allows, for sorting; None where it has no end at all."""
    return None if when is None else when.latest or when.earliest


def distance(when: Interval | None, as_of: dt.date | None) -> str | None:
    """Return how far a due interval lies from `as_of`: "in 8 days", "3 days ago"; None if open.

    >>> distance(Interval(dt.date(2031, 6, 8), dt.date(2031, 6, 8), "day"), dt.date(2031, 5, 31))
    'in 8 days'
    """
    if when is None or as_of is None or when.latest is None:
        return None
    near = ((when.earliest or when.latest) - as_of).days
    far = (when.latest - as_of).days
    if far < 0:
        return f"{plural(-far, 'day')} ago"
    if near <= 0 <= far:
        return "today" if near == far == 0 else f"now, until {day(when.latest, year=False)}"
    if near == far:
        return f"in {plural(far, 'day')}"
    return f"in {near}{DASH}{far} days"


def names(parties: Sequence[str]) -> str:
    """Join names with commas and a last "and".

    >>> names(["A", "B", "C"])
    'A, B and C'
    """
    shown = [shorten(clean(party), 80) for party in parties]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def witness(name: str | None) -> str | None:
    """Return the name under `said_by`, or a plain phrase where it is an unresolved record id."""
    if name is None:
        return None
    return "one of the parties" if _UNRESOLVED.fullmatch(name) else clean(name)


def reports(total: int, independent: int) -> str:
    """Return how an incident was reported, copies told apart.

    >>> reports(5, 3), reports(1, 1)
    ('3 independent of 5 reports', '1 report')
    """
    if total == 1:
        return "1 report"
    if total == independent:
        return f"{total} independent reports"
    return f"{independent} independent of {total} reports"


def outlet(source: Source) -> str:
    """Return where and when a sentence appeared: `Herald, 13 May 2031`.

    Where no publisher is known, the host of a web address or the title stands in.
    """
    where = "publisher unknown"
    if source.publisher:
        where = shorten(clean(source.publisher), 60)
    elif link(source.url) is not None:
        where = shorten(host(source.url or ""), 60)
    elif source.title:
        where = f"\u201c{shorten(clean(source.title), 60)}\u201d"
    return f"{where}, {day(source.published) if source.published else 'undated'}"


def link(url: str | None) -> str | None:
    """Return `url` where it is a plain web address (http or https), else None."""
    if url is None or " " in url or clean(url) != url:
        return None
    try:
        parts = urlsplit(url)
        named = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and named else None


def host(url: str) -> str:
    """Return the host of a web address.

    >>> host("https://herald.example:8080/a")
    'herald.example'
    """
    return clean(urlsplit(url).hostname or url)


def value(content: object) -> str:
    """Return a parameter in words: numbers to four digits, mappings without their marks.

    >>> value({"half_life": 60.0, "prior": (1, 0.03333333)})
    'half life 60, prior 1 0.03333'
    """
    if isinstance(content, bool) or not isinstance(content, (float, Mapping, list, tuple)):
        return clean(str(content))
    if isinstance(content, float):
        return f"{content:.4g}".replace("-", MINUS)
    if isinstance(content, Mapping):
        parts = (f"{clean(str(key)).replace('_', ' ')} {value(content[key])}" for key in content)
        return ", ".join(parts)
    return " ".join(value(item) for item in content)


def short_ids(ids: Iterable[str], *, least: int = 4) -> dict[str, str]:
    """Map each id to its shortest beginning of at least `least` characters that is unique.

    >>> short_ids(["e41f00", "e41f99", "77a0aa"])
    {'77a0aa': '77a0', 'e41f00': 'e41f0', 'e41f99': 'e41f9'}
    """
    ordered = sorted(set(ids))
    shown = {}
    for index, full in enumerate(ordered):
        around = ordered[max(0, index - 1) : index] + ordered[index + 1 : index + 2]
        need = max([least, *(_shared(full, other) + 1 for other in around)])
        shown[full] = full[:need]
    return shown


def _shared(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def anchor(key: str) -> str:
    """Return an id fit for the name of a place in a page; ids of ours stay as they are.

    >>> anchor("e41f00"), anchor("a b")
    ('e41f00', 'a_20_b')
    """
    return re.sub(r"[^0-9A-Za-z-]", lambda found: f"_{ord(found.group()):x}_", key)


def sparkline(values: Sequence[float | None]) -> str:
    """Return a tiny picture of a series, one block a value, from its lowest to its highest.

    A value that is missing is a dot. The scale spans at least two units of the level, so that a
    flat series does not look like a mountain.

    >>> sparkline([2.0, None, -6.0])
    '█·▁'
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    middle = (max(known) + min(known)) / 2
    half = max(1.0, (max(known) - min(known)) / 2)
    blocks = "▁▂▃▄▅▆▇█"
    return "".join(
        "·" if value is None else blocks[min(7, int((value - middle + half) / (2 * half) * 8))]
        for value in values
    )
