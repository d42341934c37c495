"""Calendar dates as pages print them: whole dates only, never a guess.

Only what names a day, a month and a year is a date here. Numeric dates whose day and month could
be swapped ("03/05/2019") are left alone. Month names: English, Spanish, French, German, Italian,
Portuguese, Dutch, Polish, Russian, Ukrainian, Swedish, Turkish.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

EARLIEST_YEAR = 1800
LATEST_YEAR = 2100

# One row a month; a name may be shared by several languages.
_MONTH_NAMES = (
    "january jan enero ene janvier janv januar gennaio gen janeiro januari stycznia styczeń "
    "января январь янв січня січень ocak",
    "february feb febrero février fevrier févr fevr februar febbraio fevereiro februari lutego "
    "luty февраля февраль фев лютого лютий şubat",
    "march mar marzo mars märz mrz março maart mrt marca marzec марта март березня березень mart",
    "april apr abril abr avril avr aprile kwietnia kwiecień апреля апрель апр квітня квітень nisan",
    "may mayo mai maggio mag maio mei maja maj мая май травня травень mayıs",
    "june jun junio juin juni giugno giu junho czerwca czerwiec июня июнь июн червня червень "
    "haziran",
    "july jul julio juillet juil juli luglio lug julho lipca lipiec июля июль июл липня липень "
    "temmuz",
    "august aug agosto ago août aout augustus sierpnia sierpień augusti августа август авг "
    "серпня серпень ağustos",
    "september sep sept septiembre septembre settembre set setembro września wrzesień сентября "
    "сентябрь сен вересня вересень eylül",
    "october oct octubre octobre oktober okt ottobre ott outubro out października październik "
    "октября октябрь окт жовтня жовтень ekim",
    "november nov noviembre novembre novembro listopada listopad ноября ноябрь ноя листопада "
    "листопад kasım",
    "december dec diciembre dic décembre decembre déc dezember dez dicembre dezembro grudnia "
    "grudzień декабря декабрь дек грудня грудень aralık",
)
MONTHS: dict[str, int] = {
    name: number for number, row in enumerate(_MONTH_NAMES, 1) for name in row.split()
}

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")(?![^\W\d_])"
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?<!\d)(?P<y>{_YEAR})(?P<sep>[/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<y>{_YEAR})\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})\s?[日일]",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?(?:\s+(?:of|de|d[’']))?[\s-]{{1,3}}"
        rf"(?P<name>{_MONTH})\.?,?(?:\s+(?:de|del))?[\s-]{{1,3}}(?P<y>{_YEAR})",
        rf"(?<![^\W_])(?P<name>{_MONTH})\.?\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
        rf"(?P<y>{_YEAR})",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?P<sep>[./-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>{_YEAR})",
    )
)
_DAY_AND_MONTH = re.compile(
    rf"(?<![^\W_])(?P<name>{_MONTH})\.?\s{{1,3}}(?P<d>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})\.?\s{{1,3}}(?P<name2>{_MONTH})",
    re.IGNORECASE,
)
_URL_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<y>{_YEAR})/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?<!\d)(?P<y>{_YEAR})/(?P<name>{_MONTH})/(?P<d>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<y>19\d\d|20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
    )
)
_URL_YEAR = re.compile(rf"/(?P<y>{_YEAR})(?:/|$)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where in the string it stood."""

    start: int
    end: int
    day: dt.date


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the date if there is such a day between 1800 and 2100, else None."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _from_match(found: re.Match[str]) -> dt.date | None:
    groups = found.groupdict()
    year, day = int(groups["y"]), int(groups["d"])
    if groups.get("name"):
        return make_day(year, MONTHS[groups["name"].lower()], day)
    month = int(groups["m"])
    day_first = found.start("d") < found.start("y")
    if not day_first:
        return make_day(year, month, day)
    if groups["sep"] == ".":
        return make_day(year, month, day)
    if day > 12 or day == month:
        return make_day(year, month, day)
    return make_day(year, day, month) if month > 12 else None


def find_dates(line: str) -> list[FoundDate]:
    """Return the whole dates in a short string, in order, without overlaps.

    >>> [found.day.isoformat() for found in find_dates("Published: Fri, 3 May 2019 10:15 EDT")]
    ['2019-05-03']
    """
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(line):
            day = _from_match(match)
            clear = all(match.end() <= d.start or match.start() >= d.end for d in found)
            if day is not None and clear:
                found.append(FoundDate(match.start(), match.end(), day))
    return sorted(found, key=lambda d: d.start)


def day_in_year(line: str, year: int) -> dt.date | None:
    """Return the first day and month named in `line` ("May 3") as a date of `year`."""
    match = _DAY_AND_MONTH.search(line)
    if match is None:
        return None
    name = match["name"] or match["name2"]
    return make_day(year, MONTHS[name.lower()], int(match["d"] or match["d2"]))


def url_date(url: str | None) -> dt.date | None:
    """Return the date that the path of a URL spells (/2019/05/03/, 2019-05-03, 20190503).

    >>> url_date("https://example.org/world/2019/05/03/talks.html")
    datetime.date(2019, 5, 3)
    """
    path = _path(url)
    for form in _URL_FORMS:
        for match in form.finditer(path):
            day = _from_match(match)
            if day is not None:
                return day
    return None


def url_year(url: str | None) -> int | None:
    """Return the year that stands alone as a part of the URL's path, if one does."""
    match = _URL_YEAR.search(_path(url))
    return int(match["y"]) if match else None


def _path(url: str | None) -> str:
    if not url:
        return ""
    try:
        return urlsplit(url).path[:2000]
    except ValueError:
        return ""
