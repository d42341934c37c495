"""Rules for years, decades, centuries, and for seasons, halves and quarters of a named year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from .time_context import Context, Tense
from .time_grammar import Hit, Rule
from .time_parts import COUNTED, cost, day_of, edge, full_year
from .time_values import (
    Value,
    day,
    of_century,
    of_decade,
    of_half,
    of_quarter,
    of_season,
    of_year,
)

# A bare number of four digits is a year after these …
_IN = frozenset("in since during early late mid circa throughout year into due both".split())
# … after these if it is in the range of years that news speaks of and counts nothing …
_LEADS = frozenset(
    "until till by before after from of through around between than following".split()
)
# … and after these if it is also not round and no other number stands near.
_WEAK_LEADS = frozenset("to and or for as".split())
_DETERMINERS = frozenset("the its his her their our this that a an 's those these my your".split())
# Nouns in the plural that a year often stands before; before others the number counts.
_EVENTS = frozenset(
    """elections talks accords agreements attacks bombings riots protests hearings negotiations
    games primaries polls floods wars sanctions hostilities events results figures levels sales
    earnings olympics uprisings massacres killings strikes clashes treaties constitutions
    guidelines rules demonstrations campaigns revolutions crises midterms borders lines prices
    terms goals targets reforms amendments earthquakes statistics estimates rates profits revenues
    exports imports losses taxes charges cease-fires ceasefires summits revolts purges coups
    invasions incidents""".split()
)
_HUMANS = frozenset(
    "people men women children dead wounded injured missing troops soldiers police or and".split()
)
_ERAS = frozenset(("bc", "bce", "b.c."))
_SINGULAR_S = ("ss", "us", "is", "was", "has", "as", "'s")


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR_S)


def _count_follows(hit: Hit) -> bool:
    """Whether the word behind the number is what it counts."""
    word, code = hit.after(), hit.code_after()
    if code in ("%", "$") or word in COUNTED or word in _ERAS or word in ("men", "women", "dead"):
        return True
    if code == "-" and hit.code_after(2) in ("w", "C"):
        return True  # "a 1500-strong force"
    return code == "w" and word not in _EVENTS and _plural(word)


def year_alone(hit: Hit, ctx: Context) -> Value | None:
    """A bare number of four digits, where its surroundings make it a year."""
    year = full_year(hit)
    if year is None:
        return None
    money = hit.code_before() in tuple("$€£#")
    if money or "half" in hit.words("edge") or not _is_year(hit, year, ctx):
        return None
    value = replace(of_year(year), anchor="absolute", deictic=False)
    return edge(value, hit.words("edge"), ctx.published)


def _is_year(hit: Hit, year: int, ctx: Context) -> bool:
    """By the word before, else by brackets, a possessive or names on both sides."""
    before = hit.before()
    if hit.has("edge"):
        return True
    counted = _count_follows(hit)
    if before in _IN:
        return not counted or _garden_path(hit, year, ctx)
    if hit.code_before() == "(" and hit.code_after() in (")", "-", ",", ":"):
        return 1500 <= year <= 2100
    if not 1700 <= year <= 2100 or counted:
        return False
    crowd = year % 100 == 0 and hit.after() in _HUMANS
    if before in _DETERMINERS or _determined(hit):
        following = hit.code_after()
        noun = following in ("w", "C") or following >= "\ue000"
        return noun and not crowd and hit.after() not in _NO_NOUN
    if before in _LEADS:
        return not crowd
    if before in _WEAK_LEADS:
        return year % 10 != 0 and not _number_near(hit)
    if hit.after() == "'s" or (hit.code_before() == hit.code_after() == ","):
        return year % 100 != 0
    return hit.code_before() == hit.code_after() == "C" and year % 100 != 0


_NO_NOUN = frozenset("and or to in of were was".split())


def _garden_path(hit: Hit, year: int, ctx: Context) -> bool:
    """ "In 1998 exports fell": what looks counted is the subject, since a verb follows it; a count
    ("in 2000 villages across …") is mostly round."""
    if hit.after() in _ERAS:
        return False
    verb = hit.after(2)
    if verb in ctx.lexicon.members("PASTVERB") or verb.endswith("ed"):
        return True
    return year % 100 != 0 and 1800 <= year <= 2100 and hit.code_after(2) != "w"


def _determined(hit: Hit) -> bool:
    """Whether a determiner and adjectives lead to the year ("his failed 1996 campaign")."""
    for back in (1, 2):
        if hit.first - back - 1 < 0 or hit.tokens.codes[hit.first - back] != "w":
            return False
        if hit.before(back + 1) in _DETERMINERS - {"that", "this", "those", "these"}:
            return True
    return False


def _number_near(hit: Hit) -> bool:
    """Whether a plain number stands just before: then "to 1995" goes on counting."""
    return any(code in "MN$%" for code in hit.tokens.codes[max(0, hit.first - 4) : hit.first])


def year_range(hit: Hit, ctx: Context) -> Value | None:
    """1914-1918, 2014/15, 2021-22: one span of years."""
    first = full_year(hit)
    word = hit.word("z")
    if first is None:
        return None
    last = int(word.lstrip("'’‘"))
    if last < 100:
        last += first // 100 * 100
    counted = _count_follows(hit) or (hit.code_before() in "$€£#" and hit.code_before())
    if not first < last <= first + 150 or counted or not 1000 <= first <= 2150:
        return None
    begin, end = of_year(first), of_year(last)
    text = f"{begin.value}/{end.value}"
    return Value("DATE", text, begin.earliest, end.latest, "span", "absolute", deictic=False)


def words_year(hit: Hit, ctx: Context) -> Value | None:
    """Nineteen ninety-six; "two thousand" only after "the year"."""
    words = hit.words("y")
    if words[0] == "two" and hit.tokens.lowers[hit.first : hit.first + 2] != ["the", "year"]:
        return None
    year = full_year(hit)
    if year is None or (hit.code_after() in ("w",) and _plural(hit.after())):
        return None
    return edge(replace(of_year(year), anchor="absolute", deictic=False), hit.words("edge"))


def named_year(hit: Hit, ctx: Context) -> Value | None:
    """The year 2000."""
    year = full_year(hit)
    if year is None:
        return None
    return replace(of_year(year), anchor="absolute", deictic=False)


def short_year(hit: Hit, ctx: Context) -> Value | None:
    """'98 after a preposition."""
    year = full_year(hit)
    if year is None or hit.before() not in ("in", "of", "since", "until", "by", "from", "after"):
        return None
    return replace(of_year(year), anchor="absolute", deictic=False)


def decade(hit: Hit, ctx: Context) -> Value | None:
    """The 1990s, the '60s, the early nineties."""
    word = hit.word("x")
    tenths = ctx.lexicon.classes["TENTHS"].get(word)
    digits = tenths or re.sub(r"\D", "", word)
    number = int(digits)
    if number < 100:
        if hit.before() in ("his", "her", "their", "my"):
            return None  # an age
        number += 1900 if number >= 20 or tenths else 2000
    elif number % 10:
        return None
    elif number % 100 == 0 and number < 2000:
        # "the 1800s" is a century
        return edge(replace(of_century(number // 100 + 1), anchor="absolute"), hit.words("edge"))
    value = replace(of_decade(number), anchor="absolute", deictic=False)
    return edge(value, hit.words("edge"))


def century(hit: Hit, ctx: Context) -> Value | None:
    """The 19th century, the early twentieth century, 18th-century."""
    number = day_of(hit, ctx, "n")
    if not 1 <= number <= 30:
        return None
    value = replace(of_century(number), anchor="absolute", deictic=False)
    return edge(value, hit.words("edge"))


def season_year(hit: Hit, ctx: Context) -> Value | None:
    """The summer of 1998, winter 2018-19."""
    season = ctx.lexicon.value("SEASON", hit.word("s"))
    year = full_year(hit)
    if year is None:
        return None
    value = replace(of_season(year, season), anchor="absolute", deictic=False)
    if season == "WI" and hit.has("z"):
        value = replace(value, earliest=day(year, 12, 1), latest=day(year + 1, 3, 20))
    return edge(value, hit.words("edge"))


def ordinal_part(hit: Hit, ctx: Context) -> Value | None:
    """The third quarter of 1998, the second half of last year, the third quarter."""
    word = hit.word("p")
    ordinal = hit.word("n")
    final = ordinal in ("final", "last", "latter")
    number = (4 if word == "quarter" else 2) if final else day_of(hit, ctx, "n")
    if not 1 <= number <= (4 if word == "quarter" else 2):
        return None
    make = of_quarter if word == "quarter" else of_half
    length = 3 if word == "quarter" else 6
    year = full_year(hit)
    if year is not None:
        return replace(make(year, number), anchor="absolute", deictic=False)
    pub = ctx.published
    if pub is None:
        letter = "Q" if word == "quarter" else "H"
        return Value("DATE", f"XXXX-{letter}{number}", granularity="quarter")
    if hit.has("rel"):
        offset = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
        step = offset.get(hit.word("rel"), 0)
        return make(pub.year + step, number)
    if word == "half" and not hit.has("year"):
        return None  # of a game, of a list
    tense = ctx.tense(hit.tokens, hit.first, hit.last)
    skip = 1 if hit.has("hy") and hit.tokens.lowers[hit.first] == "the" else 0
    return replace(_nearest(pub, number, length, tense), skip=skip, reported=length == 3)


def _nearest(pub: dt.date, number: int, length: int, tense: Tense) -> Value:
    """The nearest such part of a year. The future tense weighs little against one just ended,
    since its results are still to come for a while."""
    now = pub.year * 12 // length + (pub.month - 1) // length
    best = min(
        (pub.year - 1, pub.year, pub.year + 1),
        key=lambda year: cost((year * 12 // length + number - 1) - now, tense, early=2.5),
    )
    return of_quarter(best, number) if length == 3 else of_half(best, number)


def short_quarter(hit: Hit, ctx: Context) -> Value | None:
    """Q3, Q3 2019, H1 2020."""
    word = hit.word("x")
    if not re.fullmatch(r"q[1-4]|h[12]", word) or not hit.tokens.words[hit.first][0].isupper():
        return None
    number = int(word[1])
    make = of_quarter if word[0] == "q" else of_half
    year = full_year(hit)
    if year is not None:
        return replace(make(year, number), anchor="absolute", deictic=False)
    if word[0] == "h" or ctx.published is None:
        return None if word[0] == "h" else Value("DATE", f"XXXX-Q{number}", granularity="quarter")
    return make(ctx.published.year, number)


def fiscal(hit: Hit, ctx: Context) -> Value | None:
    """Fiscal 1990, the 2019 fiscal year: the year named; its bounds differ between states, so the
    interval reaches from the January before to the December of that year."""
    year = full_year(hit)
    if year is None:
        return None
    value = of_year(year)
    return Value(
        "DATE", value.value, of_year(year - 1).earliest, value.latest, "span", "absolute",
        deictic=False,
    )  # fmt: skip


MACROS = {
    "RELYEAR": "{rel:last|this|next|past|previous|coming} {year:year}",
    "LEAD": "({edge:EDGE} the? | the)?",
}
RULES: tuple[Rule, ...] = (
    Rule("{y:YEAR4} (HY|SLASH) {z:YEAR4|SMALL|YEAR2}", year_range),
    Rule("{edge:EDGE}? {y:YEAR4}", year_alone),
    Rule("{y:YEAR2}", short_year),
    Rule("{edge:EDGE}? (the year)? {y:YEARWORDS}", words_year),
    Rule("the year {y:YEAR4}", named_year),
    Rule("LEAD {x:DECADE}", decade),
    Rule("the ({edge:early|late|mid HY?})? {x:TENTHS}", decade),
    Rule("LEAD {n:NTH|CARD HY ORD} HY? (century|centuries)", century),
    Rule("LEAD {s:SEASON} (COMMA|of)? {y:YEARNO} ((HY|SLASH) {z:SMALL|YEAR4})?", season_year),
    Rule(
        "LEAD fiscal? HY? {n:NTH|final} {hy:HY}? {p:quarter}"
        " ((of|in|COMMA)? {y:YEARNO}|(of|in) the? RELYEAR)?",
        ordinal_part,
    ),
    Rule("RELYEAR 's {n:NTH} {p:quarter|half}", ordinal_part),
    Rule("the? {n:first|second|last|latter} {p:half} of ({y:YEARNO}|the? RELYEAR)", ordinal_part),
    Rule("the? {n:first|second|last|latter} {p:half} of the {year:year}", ordinal_part),
    Rule("the? {y:YEAR4} 's? {n:NTH} {p:quarter|half}", ordinal_part),
    Rule("{x:BLOB} ({y:YEARNO})?", short_quarter),
    Rule("the? fiscal HY? year? {y:YEARNO}", fiscal),
    Rule("the? {y:YEAR4} (fiscal|financial) year", fiscal),
)
