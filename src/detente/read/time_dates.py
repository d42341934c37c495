"""Rules for dates that name a day, month, season, quarter, year, decade or century."""

from __future__ import annotations

import re
from dataclasses import replace

from .time_context import Context
from .time_grammar import Hit, Rule
from .time_values import (
    Anchor,
    Day,
    Value,
    day,
    of_century,
    of_day,
    of_decade,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_year,
    third,
)
from .time_words import lexicon

MACROS = {
    "MON": "MONTH|MONTHABBR",
    "WDAY": "WEEKDAY|WEEKDAYABBR",
    "DAYNO": "DAYNUM|ORDDAY",
    "YEARWORDS": "(nineteen|eighteen|twenty) HY? CARD (HY CARD)? | two thousand (and? CARD (HY CARD)?)?",
    "YEARNO": "YEAR4|YEAR2|YEARWORDS",
    "EDGE": "the? (early HY?|late HY?|mid HY?|earlier|later|middle"
    "|very? (beginning|start|end|middle|close|outset|dawn|turn) of|early in|late in|earlier in"
    "|later in|midway through|(first|last|latter|second) (half|part) of)",
}

_EDGES = {
    "early": "START", "late": "END", "mid": "MID", "middle": "MID", "beginning": "START",
    "start": "START", "end": "END", "close": "END", "outset": "START", "dawn": "START",
    "midway": "MID", "turn": "START", "first": "START", "last": "END", "latter": "END",
    "second": "END", "earlier": "EARLIER", "later": "LATER",
}  # fmt: skip


def edge(value: Value, words: list[str], reference: Day = None) -> Value:
    """Narrow a stretch to the part that words like "early", "the end of", "later" name.

    "Earlier" and "later" reach to and from `reference` where it lies inside the stretch.
    """
    name = next((_EDGES[word] for word in words if word in _EDGES), None)
    if name is None:
        return value
    if name in ("EARLIER", "LATER"):
        early = name == "EARLIER"
        mod = "START" if early else "END"
        first, last = value.earliest, value.latest
        if reference is None or first is None or last is None or not first <= reference <= last:
            return replace(value, mod=mod)
        if early:
            return replace(value, latest=reference, mod=mod)
        return replace(value, earliest=reference, mod=mod)
    if value.granularity == "day":
        return replace(value, mod=name)
    return third(value, name)


def full_year(hit: Hit, name: str = "y") -> int | None:
    """The year of a group: four digits, or two after an apostrophe (pivot: 30)."""
    words = hit.words(name)
    if not words:
        return None
    digits = words[0].lstrip("'’‘")
    if not digits.isdigit():
        return spelled_year(words)
    number = int(digits)
    if len(digits) == 2:
        return number + (2000 if number < 30 else 1900)
    return number


def spelled_year(words: list[str]) -> int | None:
    """Nineteen ninety-six, twenty twenty-four, two thousand and three."""
    cards = lexicon().classes["CARD"]
    numbers = [int(cards[word]) for word in words if word in cards]
    if "thousand" in words:
        return 2000 + sum(numbers[1:])
    rest = sum(numbers[1:])
    return numbers[0] * 100 + rest if 10 <= rest <= 99 else None


def month_of(hit: Hit, ctx: Context, name: str = "m") -> int:
    """The number of the month in a group."""
    word = hit.word(name)
    table = ctx.lexicon.classes
    return int(table["MONTH"].get(word) or table["MONTHABBR"][word])


def day_of(hit: Hit, ctx: Context, name: str = "d") -> int:
    """The number of the day in a group: 3, 3rd, third, twenty-first."""
    words = hit.words(name)
    digits = re.match(r"\d+", words[0])
    if digits:
        return int(digits.group())
    table = ctx.lexicon.classes
    return sum(int(table["ORD"].get(word) or table["CARD"].get(word) or 0) for word in words)


def choose_year(
    ctx: Context, hit: Hit, month: int, number: int | None
) -> tuple[int | None, Anchor]:
    """The year of a date that gives none, and its anchor.

    The year that the narrative has just named, where it is a past one; else the nearest such date,
    where one that goes against the tense counts as four times as far.
    """
    told = ctx.told_year(hit.tokens, hit.first, hit.last)
    pub = ctx.published
    if told is not None and (pub is None or told < pub.year):
        return told, "context"
    if pub is None:
        return None, "document"
    tense = ctx.tense(hit.tokens, hit.first, hit.last)
    best: tuple[float, int] | None = None
    for year in (pub.year - 1, pub.year, pub.year + 1):
        date = day(year, month, number or 15) or (day(year, month, 28) if number else None)
        if date is None:
            continue
        if number is None:
            gap = (year - pub.year) * 12 + month - pub.month
        else:
            gap = (date - pub).days
        against = gap * {"past": 1, "future": -1, "none": 0}[tense] > 0
        cost = abs(gap) * (4.0 if against else 1.5 if tense == "none" and gap > 0 else 1.0)
        if best is None or cost < best[0]:
            best = (cost, year)
    return (best[1] if best else None), "document"


def month_day(hit: Hit, ctx: Context) -> Value | None:
    """May 3, 3 May 2019, the 3rd of May, Friday, May 3."""
    month, number = month_of(hit, ctx), day_of(hit, ctx)
    if not 1 <= number <= 31 or hit.after() in _COUNTED or hit.code_after() == "%":
        return None
    year = full_year(hit)
    anchor: Anchor = "absolute"
    if year is None:
        year, anchor = choose_year(ctx, hit, month, number)
    if year is None:
        value = Value("DATE", f"XXXX-{month:02d}-{number:02d}", granularity="day")
    else:
        date = day(year, month, number)
        if date is None:
            return None
        value = replace(of_day(date), anchor=anchor, deictic=not hit.has("y"))
    return edge(value, hit.words("edge"))


_COUNTED = frozenset(
    """percent per million billion thousand hundred people soldiers troops persons points years
    months days weeks hours minutes""".split()
)


def day_range(hit: Hit, ctx: Context) -> Value | None:
    """May 3-5, 3–5 May 2019, May 30 - June 2: one span of days."""
    month = month_of(hit, ctx)
    until = month_of(hit, ctx, "m2") if hit.has("m2") else month
    left, right = day_of(hit, ctx), day_of(hit, ctx, "e")
    year = full_year(hit)
    anchor: Anchor = "absolute"
    if year is None:
        year, anchor = choose_year(ctx, hit, month, left)
    if year is None:
        text = f"XXXX-{month:02d}-{left:02d}/XXXX-{until:02d}-{right:02d}"
        return Value("DATE", text, granularity="span")
    if hit.has("y") and until < month:
        first, last = day(year - 1, month, left), day(year, until, right)
    else:
        first, last = day(year, month, left), day(year + (until < month), until, right)
    if first is None or last is None or last < first:
        return None
    text = f"{first.isoformat()}/{last.isoformat()}"
    return Value("DATE", text, first, last, "span", anchor, deictic=not hit.has("y"))


def month_year(hit: Hit, ctx: Context) -> Value | None:
    """May 2019, May of 2019, early May 2019."""
    year = full_year(hit)
    assert year is not None
    value = replace(of_month(year, month_of(hit, ctx)), anchor="absolute", deictic=False)
    return edge(value, hit.words("edge"))


def month_alone(hit: Hit, ctx: Context) -> Value | None:
    """A month without a year, resolved like a date without a year."""
    word = hit.word("m")
    if hit.code_after() == "C" and not _leads_to_month(hit) and word in _FIRST_NAMES:
        return None
    month = month_of(hit, ctx)
    year, anchor = choose_year(ctx, hit, month, None)
    if year is None:
        value = Value("DATE", f"XXXX-{month:02d}", granularity="month")
    else:
        value = replace(of_month(year, month), anchor=anchor)
    return edge(value, hit.words("edge"), ctx.published)


_FIRST_NAMES = frozenset("april june august may jan".split())


def _leads_to_month(hit: Hit) -> bool:
    return hit.has("edge") or hit.before() in ("in", "since", "until", "last", "next", "this", "by")


def month_relative(hit: Hit, ctx: Context) -> Value | None:
    """January this year, 3 June last year, May of that year."""
    month = month_of(hit, ctx)
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(hit.word("rel"), 0)
    narrative = hit.word("rel") in ("previous", "following", "same", "that")
    anchor: Anchor = "document"
    year = ctx.published.year if ctx.published else None
    if narrative:
        told = ctx.last is not None and ctx.last.earliest is not None
        anchor = "context" if told else "document"
        year = ctx.last.earliest.year if told else None  # type: ignore[union-attr]
    number = day_of(hit, ctx) if hit.has("d") else None
    if year is None:
        tail = f"-{number:02d}" if number else ""
        return Value("DATE", f"XXXX-{month:02d}{tail}", granularity="day" if number else "month")
    if number is None:
        return edge(replace(of_month(year + step, month), anchor=anchor), hit.words("edge"))
    date = day(year + step, month, number)
    return None if date is None else replace(of_day(date), anchor=anchor)


def month_range(hit: Hit, ctx: Context) -> Value | None:
    """May-June 2019, June-August."""
    first, last = month_of(hit, ctx), month_of(hit, ctx, "m2")
    year = full_year(hit)
    anchor: Anchor = "absolute"
    if year is None:
        year, anchor = choose_year(ctx, hit, last, None)
    if year is None:
        return Value("DATE", f"XXXX-{first:02d}/XXXX-{last:02d}", granularity="span")
    begin = of_month(year - (first > last), first)
    end = of_month(year, last)
    text = f"{begin.value}/{end.value}"
    return Value(
        "DATE", text, begin.earliest, end.latest, "span", anchor, deictic=not hit.has("y")
    )


_IN = frozenset("in since during early late mid circa throughout year into due both".split())
_WEAK_PREPOSITIONS = frozenset(
    """until till by before after from of through around between to and about for or than on following
    as""".split()
)
_DETERMINERS = frozenset("the its his her their our this that a an 's those these my your".split())
_EVENTS = frozenset(
    """elections talks accords agreements attacks bombings riots protests hearings negotiations games
    primaries polls floods wars sanctions hostilities events results figures levels sales earnings
    olympics uprisings massacres killings strikes clashes treaties constitutions guidelines rules
    demonstrations campaigns revolutions crises parliamentary presidential legislative general
    midterms borders lines prices terms goals targets reforms amendments congress earthquakes
    statistics estimates rates profits revenues exports imports losses taxes charges census
    cease-fires ceasefires summits revolts purges coups invasions incidents""".split()
)
_HUMANS = frozenset(
    "people men women children dead wounded injured missing troops soldiers police or and".split()
)
_SINGULAR_S = ("ss", "us", "is", "was", "has", "as", "'s")


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR_S)


def _count_follows(hit: Hit) -> bool:
    """Whether the word behind the number is what it counts."""
    word, code = hit.after(), hit.code_after()
    if code in ("%", "$") or word in _COUNTED or word in ("men", "women", "people", "dead"):
        return True
    if code == "-" and hit.code_after(2) in ("w", "C"):
        return True  # "a 1500-strong force"
    return code == "w" and word not in _EVENTS and _plural(word)


def year_alone(hit: Hit, ctx: Context) -> Value | None:
    """A bare number of four digits, where its surroundings make it a year."""
    year = full_year(hit)
    assert year is not None
    if hit.code_before() in "$€£#" and hit.code_before():
        return None
    if not _is_year(hit, year, ctx):
        return None
    value = replace(of_year(year), anchor="absolute", deictic=False)
    return edge(value, hit.words("edge"), ctx.published)


def _is_year(hit: Hit, year: int, ctx: Context) -> bool:
    before, code = hit.before(), hit.code_before()
    if hit.has("edge"):
        return True
    if hit.has("q"):
        return before in _IN or before in ("of", "until", "by", "before", "after", "from")
    counted = _count_follows(hit)
    if before in _IN:
        if not counted:
            return True
        past = hit.after(2) in ctx.lexicon.members("PASTVERB") or hit.after(2).endswith("ed")
        return past or (year % 100 != 0 and 1800 <= year <= 2100 and hit.code_after(2) != "w")
    if code == "(" and hit.code_after() in (")", "-", ",", ";") and hit.code_after():
        return 1500 <= year <= 2100
    if not 1700 <= year <= 2100 or counted:
        return False
    if before in _DETERMINERS or _determined(hit):
        following = hit.code_after()
        noun = following in ("w", "C") or following >= "\ue000"
        if year % 100 == 0 and hit.after() in _HUMANS:
            return False
        return noun and hit.after() not in ("and", "or", "to", "in", "of", "were", "was")
    if before in _WEAK_PREPOSITIONS:
        return not (year % 100 == 0 and hit.after() in _HUMANS) and before not in (
            "about", "than", "or", "as", "for", "to", "and", "on",
        ) or (before in ("to", "and", "or", "for", "as") and year % 10 != 0 and not _number_near(hit))
    if hit.after() == "'s" or (code == "," and hit.code_after() == "," and year % 100):
        return True
    return code == "C" and hit.code_after() == "C" and bool(year % 100)


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
    assert first is not None
    last = int(word.lstrip("'’‘"))
    if last < 100:
        last += first // 100 * 100
    counted = _count_follows(hit) or hit.code_before() in "$€£#" and hit.code_before()
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
    if year is None or hit.code_after() in ("w",) and _plural(hit.after()):
        return None
    return edge(replace(of_year(year), anchor="absolute", deictic=False), hit.words("edge"))


def named_year(hit: Hit, ctx: Context) -> Value | None:
    """The year 2000."""
    year = full_year(hit)
    assert year is not None
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
    assert year is not None
    value = replace(of_season(year, season), anchor="absolute", deictic=False)
    if season == "WI" and hit.has("z"):
        value = replace(value, earliest=day(year, 12, 1), latest=day(year + 1, 3, 20))
    return edge(value, hit.words("edge"))


def ordinal_part(hit: Hit, ctx: Context) -> Value | None:
    """The third quarter of 1998, the second half of last year, the third quarter."""
    word = hit.word("p")
    ordinal = hit.word("n")
    number = {"final": 4 if word == "quarter" else 2, "last": 4 if word == "quarter" else 2}.get(
        ordinal
    ) or day_of(hit, ctx, "n")
    if number > (4 if word == "quarter" else 2):
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
    current = (pub.month - 1) // length + 1
    tense = ctx.tense(hit.tokens, hit.first, hit.last)
    year = pub.year
    if tense != "future" and number > current:
        year -= 1
    elif tense == "future" and number < current:
        year += 1
    return make(year, number)


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
    assert year is not None
    value = of_year(year)
    return Value(
        "DATE", value.value, of_year(year - 1).earliest, value.latest, "span", "absolute",
        deictic=False,
    )  # fmt: skip


def iso(hit: Hit, ctx: Context) -> Value | None:
    """2025-05-03 and 2025-05-03T14:00."""
    text = hit.tokens.words[hit.first]
    date = day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if date is None:
        return None
    value = replace(of_day(date), anchor="absolute", deictic=False)
    if len(text) > 10:
        clock = text[11:13] + ":" + text[13:].lstrip(":")[:2]
        return replace(value, type="TIME", value=f"{date}T{clock}", granularity="hour")
    return value


def slashed(hit: Hit, ctx: Context) -> Value | None:
    """3/25/2025, 25.3.2025, 2025/3/25. Where day and month may be either, both are covered."""
    text = hit.tokens.words[hit.first]
    numbers = [int(part) for part in re.split(r"[/.-]", text)]
    if numbers[0] > 1000:
        candidates = [day(numbers[0], numbers[1], numbers[2])]
    else:
        year = numbers[2]
        if year < 100:
            year += 2000 if year < 30 else 1900
        american, european = day(year, numbers[0], numbers[1]), day(year, numbers[1], numbers[0])
        candidates = [european] if "." in text else [american, european]
    dates = sorted({date for date in candidates if date is not None})
    if not dates:
        return None
    if len(dates) == 1:
        return replace(of_day(dates[0]), anchor="absolute", deictic=False)
    year_text = f"{dates[0].year:04d}-XX-XX"
    return Value("DATE", year_text, dates[0], dates[-1], "span", "absolute", deictic=False)


def short_year(hit: Hit, ctx: Context) -> Value | None:
    """'98 after a preposition."""
    year = full_year(hit)
    if year is None or hit.before() not in ("in", "of", "since", "until", "by", "from", "after"):
        return None
    return replace(of_year(year), anchor="absolute", deictic=False)


RULES: tuple[Rule, ...] = (
    Rule("{i:ISO}", iso),
    Rule("{i:SLASHED}", slashed),
    Rule("({edge:early|late|earlier|later} (on)?)? (WDAY COMMA?)? {m:MON} the? {d:DAYNO} (COMMA? {y:YEARNO})?", month_day),
    Rule("({edge:early|late} (on)?)? (WDAY COMMA? the?)? {d:DAYNO} of? {m:MON} COMMA? ({y:YEARNO})?", month_day),
    Rule("(WDAY COMMA?)? the {d:DAYNO|ORD|CARD HY ORD} (day)? of {m:MON} (COMMA? {y:YEARNO})?", month_day),
    Rule("{m:MON} {d:DAYNO} HY {m2:MON} {e:DAYNO} (COMMA? {y:YEARNO})?", day_range),
    Rule("{m:MON} {d:DAYNO} HY {e:DAYNO} (COMMA? {y:YEARNO})?", day_range),
    Rule("{d:DAYNO} HY {e:DAYNO} (of)? {m:MON} (COMMA? {y:YEARNO})?", day_range),
    Rule("{d:DAYNO} {m:MON} HY {e:DAYNO} {m2:MON} (COMMA? {y:YEARNO})?", day_range),
    Rule("{edge:EDGE}? {m:MON} (COMMA|of)? {y:YEARNO}", month_year),
    Rule("{edge:EDGE}? {m:MON}", month_alone),
    Rule("{m:MON} (HY|SLASH) {m2:MON} (COMMA? {y:YEARNO})?", month_range),
    Rule("{edge:EDGE}? {m:MON} {d:DAYNO}? (COMMA|of)? (the|of)? {rel:this|last|next|previous|following|same|that} year", month_relative),
    Rule("{d:DAYNO} {m:MON} {rel:this|last|next} year", month_relative),
    Rule("{y:YEAR4} (HY|SLASH) {z:YEAR4|SMALL|YEAR2}", year_range),
    Rule("{edge:EDGE}? {y:YEAR4}", year_alone),
    Rule("{y:YEAR2}", short_year),
    Rule("{edge:EDGE}? (the year)? {y:YEARWORDS}", words_year),
    Rule("the year {y:YEAR4}", named_year),
    Rule("({edge:EDGE} the? | the)? {x:DECADE}", decade),
    Rule("the ({edge:early|late|mid HY?})? {x:TENTHS}", decade),
    Rule("({edge:EDGE} the? | the)? {n:ORDNUM|ORD|CARD HY ORD} HY? (century|centuries)", century),
    Rule("({edge:EDGE} the? | the)? {s:SEASON} (COMMA|of)? {y:YEARNO} ((HY|SLASH) {z:SMALL|YEAR4})?", season_year),
    Rule("({edge:EDGE} the? | the|its|their|a|this)? fiscal? HY? {n:ORD|ORDNUM|final} {hy:HY}? {p:quarter} ((of|in|COMMA)? {y:YEARNO}|(of|in) (the? {rel:last|this|next|past|previous|coming}) {year:year})?", ordinal_part),
    Rule("{rel:last|this|next} {year:year} 's {n:ORD|ORDNUM} {p:quarter|half}", ordinal_part),
    Rule("the? {n:first|second} {p:half} of ({y:YEARNO}|(the? {rel:last|this|next|past|previous|coming}|the) {year:year})", ordinal_part),
    Rule("the? {y:YEAR4} ('s)? {n:ORD|ORDNUM} {p:quarter|half}", ordinal_part),
    Rule("{x:BLOB} ({y:YEARNO})?", short_quarter),
    Rule("the? fiscal HY? (year)? {y:YEARNO}", fiscal),
    Rule("the? {y:YEAR4} (fiscal|financial) year", fiscal),
)  # fmt: skip
