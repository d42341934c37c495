"""A made-up pair, Aland and Bland, with awkward strings; values only, nothing is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.model import (
    Act,
    Brief,
    BriefEvent,
    BriefStatement,
    Commitment,
    Dyad,
    Interval,
    LedgerEntry,
    Method,
    Period,
    Quad,
    Relationship,
    Source,
    Span,
    TurningPoint,
    Weighted,
    content_id,
)

D = dt.date
NASTY = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> & \"quotes\" 'too'",
    "left \u202eright\u202c \u2066isolate\u2069 zero\u200bwidth",
    "\x1b[31mred\x1b[0m \x07bell \x9b1m",
    "东京会谈无果而终，双方同意下个月再次会晤并交换名单",
    "👩‍👩‍👧‍👦 family 🇺🇳 flag 👍🏽",
    "[link](javascript:alert(1)) `code` **bold** | pipe https://evil.example @who",
    "شؤون خارجية أعلنت",
    "A" * 300,
    "\ud800 lone surrogate",
    "{{ 7*7 }} {% raw %}",
)


def rid(*parts: object) -> str:
    return content_id("sample", *parts)


def on(date: dt.date) -> Interval:
    return Interval(date, date, "day")


def source(
    key: object, text: str, publisher: str | None = "Herald", published: dt.date | None = None
) -> Source:
    return Source(
        record=rid(key),
        article=rid("article", key, publisher),
        publisher=publisher,
        published=published,
        title=f"Report {key}",
        url=f"https://herald.example/{key}",
        text=text,
        start=10,
        end=10 + len(text),
    )


@dataclass
class Curve:
    """What a made-up curve is built from: the level by month index, and the counts."""

    levels: tuple[float, ...]
    base: int = 3


def relationship(
    source_id: str,
    target_id: str,
    levels: tuple[float, ...],
    points: tuple[TurningPoint, ...] = (),
) -> Relationship:
    start = D(2030, 12, 2)
    periods = []
    for index, level in enumerate(levels):
        first = start + dt.timedelta(days=7 * index)
        busy = abs(level) + index % 3
        counts: dict[Quad, float] = {
            "verbal_cooperation": float(level > 0) * (index % 3),
            "material_cooperation": 0.5 if level > 2 else 0.0,
            "verbal_conflict": float(level < 0) * (index % 4),
            "material_conflict": 1.0 if level < -4 else 0.0,
        }
        periods.append(
            Period(
                start=first,
                end=first + dt.timedelta(days=6),
                incidents=sum(counts.values()),
                reports=int(busy * 3),
                independent=int(busy * 1.6),
                covered=index not in {5, 6},
                counts=counts,
                level=level,
                low=level - 1.2,
                high=level + 1.2,
            )
        )
    return Relationship(
        dyad=Dyad(source_id, target_id),
        as_of=D(2031, 5, 31),
        step="week",
        periods=tuple(periods),
        turning_points=points,
        method=METHOD,
    )


METHOD = Method(
    name="local level, Kalman smoother",
    version="0.1.0",
    parameters={"step": "week", "half_life_days": 60},
    hashes={"ontology": "0f" * 32, "actors": "a7" * 32, "model": "3c" * 32},
    filtered=False,
    notes=("levels compare over time within this pair, not across pairs",),
)

FORWARD = (
    2.4,
    2.6,
    2.2,
    2.9,
    3.1,
    2.8,
    2.7,
    2.2,
    2.5,
    1.9,
    2.1,
    1.6,
    1.8,
    2.0,
    2.2,
    2.0,
    1.7,
    2.3,
    2.1,
    2.1,
    2.0,
    1.2,
    0.3,
    -3.1,
    -4.9,
    -5.8,
)
REVERSE = (
    1.2,
    1.1,
    1.4,
    1.2,
    0.8,
    0.9,
    1.0,
    0.6,
    0.2,
    -0.4,
    -0.9,
    -1.1,
    -1.2,
    -0.8,
    -0.7,
    -0.9,
    -1.3,
    -1.1,
    -0.9,
    -1.0,
    -1.2,
    -1.6,
    -2.0,
    -2.9,
    -3.1,
    -3.4,
)

GENEVA = "Aland called off the Geneva round on Monday, its foreign ministry said in a statement."


def deed(key: object, **changes: object) -> BriefEvent:
    """A deed of Aland toward Bland on 12 May 2031, with any field changed."""
    fields: dict[str, object] = {
        "incident": rid(key),
        "type": "SANCTION",
        "mode": "discontinue",
        "quad": "material_conflict",
        "status": "occurred",
        "source_names": ("Aland",),
        "target_names": ("Bland",),
        "when": on(D(2031, 5, 12)),
        "intensity": -5.6,
        "reports": 4,
        "independent": 3,
        "said_by": None,
        "evidence": (
            source(key, GENEVA, "Herald", D(2031, 5, 13)),
            source(f"{key} b", "The Geneva round is off.", "Agency One", D(2031, 5, 12)),
            source(f"{key} c", "The Geneva round has been cancelled.", "Daily", D(2031, 5, 13)),
        ),
    }
    return BriefEvent(**{**fields, **changes})  # type: ignore[arg-type]


def statement(key: object, **changes: object) -> BriefStatement:
    """A statement of a named president on 18 May 2031, with any field changed."""
    fields: dict[str, object] = {
        "record": rid(key),
        "speaker": "President Ana Orl",
        "source_type": "named",
        "named": True,
        "capacity": "principal",
        "mode": "direct",
        "when": on(D(2031, 5, 18)),
        "words": "a partner in name only",
        "stance": -0.6,
        "evidence": (
            source(
                key,
                "President Ana Orl called Bland \u201ca partner in name only\u201d on Sunday.",
                "Herald",
                D(2031, 5, 19),
            ),
        ),
    }
    return BriefStatement(**{**fields, **changes})  # type: ignore[arg-type]


def owed(key: object, **changes: object) -> LedgerEntry:
    """A commitment of Aland, due on 8 June 2031; keys of Commitment and LedgerEntry mix."""
    commitment: dict[str, object] = {
        "id": rid(key),
        "holder": ("ALD",),
        "to": ("BLD",),
        "kind": "threat",
        "act": Act(5, 20, "SANCTION"),
        "due": on(D(2031, 6, 8)),
        "due_anchor": "2031-05-25",
        "known": D(2031, 5, 25),
        "evidence": (Span(0, 40),),
    }
    entry: dict[str, object] = {
        "id": rid(key),
        "holder_names": ("Aland",),
        "to_names": ("Bland",),
        "status": "open",
        "reports": (
            source(key, "Aland will decide on tariffs within two weeks.", "Herald", D(2031, 5, 26)),
        ),
        "text": "decide on tariffs",
    }
    for name, value in changes.items():
        own = name in Commitment.__struct_fields__ and name != "closed_by"
        (commitment if own else entry)[name] = value
        if name == "status":
            entry[name] = value
    made = Commitment(**commitment)  # type: ignore[arg-type]
    return LedgerEntry(commitment=made, **entry)  # type: ignore[arg-type]


def point(date: dt.date, direction: str, size: float, *records: str) -> TurningPoint:
    share = 1 / max(1, len(records))
    return TurningPoint(
        date=date,
        earliest=date - dt.timedelta(days=1),
        latest=date + dt.timedelta(days=1),
        direction=direction,  # type: ignore[arg-type]
        size=size,
        probability=0.93,
        evidence=tuple(Weighted(record, share) for record in records),
    )


def make_brief(**changes: object) -> Brief:
    """The whole story of Aland and Bland, with any field changed."""
    forward = relationship(
        "ALD",
        "BLD",
        FORWARD,
        (
            point(D(2031, 2, 3), "worse", -0.9, rid("rebuke")),
            point(D(2031, 5, 12), "worse", -4.2, rid("geneva"), rid("partner"), rid("tariff")),
        ),
    )
    reverse = relationship(
        "BLD", "ALD", REVERSE, (point(D(2031, 2, 10), "worse", -1.4, rid("reply")),)
    )
    fields: dict[str, object] = {
        "dyad": Dyad("ALD", "BLD"),
        "source_name": "Aland",
        "target_name": "Bland",
        "as_of": D(2031, 5, 31),
        "forward": forward,
        "reverse": reverse,
        "articles": 9,
        "undated": 2,
        "deeds": _deeds(),
        "not_done": _not_done(),
        "statements": _statements(),
        "ledger": _ledger(),
        "unsure": (
            "The page date of 2 of 9 texts is unknown.",
            "One anonymous source alone carries what is told of 18\u201320 May.",
        ),
        "method": METHOD,
    }
    return Brief(**{**fields, **changes})  # type: ignore[arg-type]


def _deeds() -> tuple[BriefEvent, ...]:
    threat = "Aland threatened on Sunday to decide on tariffs against Bland within two weeks."
    return (
        deed("geneva"),
        deed(
            "tariff",
            type="THREATEN",
            mode=None,
            quad="verbal_conflict",
            intensity=-4.4,
            when=on(D(2031, 5, 25)),
            reports=2,
            independent=2,
            evidence=(source("tariff", threat, "Agency One", D(2031, 5, 25)),),
        ),
        deed(
            "rebuke",
            type="ACCUSE",
            mode="disapprove",
            quad="verbal_conflict",
            intensity=-2.0,
            when=on(D(2031, 2, 3)),
            reports=1,
            independent=1,
            evidence=(
                source(
                    "rebuke",
                    "Aland voiced displeasure with Bland\u2019s budget.",
                    "Daily",
                    D(2031, 2, 4),
                ),
            ),
        ),
        deed(
            "aid",
            type="AID",
            mode="economic",
            quad="material_cooperation",
            intensity=7.4,
            when=Interval(D(2030, 12, 1), D(2030, 12, 31), "month"),
            reports=6,
            independent=2,
            status="ongoing",
            evidence=(
                source(
                    "aid",
                    "Aland paid out the first part of its loan to Bland.",
                    "Gazette",
                    D(2031, 1, 2),
                ),
            ),
        ),
        deed(
            "raid",
            type="ASSAULT",
            mode=None,
            intensity=-9.0,
            said_by="Bland\u2019s envoy",
            when=Interval(D(2031, 5, 19), D(2031, 5, 20), "span"),
            reports=1,
            independent=1,
            evidence=(
                source(
                    "raid",
                    "Bland\u2019s envoy said that Aland\u2019s border guards "
                    "had fired on a patrol.",
                    "Gazette",
                    D(2031, 5, 21),
                ),
            ),
        ),
    )


def _not_done() -> tuple[BriefEvent, ...]:
    return (
        deed(
            "t1",
            status="threatened",
            when=Interval(D(2031, 5, 25), D(2031, 6, 8), "span"),
            evidence=(
                source("t1", "Tariffs could follow within two weeks.", "Herald", D(2031, 5, 26)),
            ),
            reports=1,
            independent=1,
        ),
        deed(
            "t2",
            status="considered",
            mode="withdraw",
            when=None,
            reports=1,
            independent=1,
            evidence=(
                source(
                    "t2",
                    "Aland is weighing the recall of its envoy, an official said.",
                    "Daily",
                    D(2031, 5, 28),
                ),
            ),
        ),
        deed(
            "t3",
            status="negated",
            type="RETREAT",
            mode=None,
            said_by="Aland\u2019s spokesman",
            when=on(D(2031, 5, 29)),
            reports=2,
            independent=1,
            evidence=(
                source(
                    "t3",
                    "Its spokesman denied that Aland would leave the treaty.",
                    "Herald",
                    D(2031, 5, 29),
                ),
            ),
        ),
        deed(
            "t4",
            status="hypothetical",
            type="AID",
            when=None,
            reports=1,
            independent=1,
            evidence=(source("t4", "If Bland gave way, Aland would pay the rest.", None, None),),
        ),
    )


def _statements() -> tuple[BriefStatement, ...]:
    anonymous = "One official in Aland said that trust was gone."
    return (
        statement("partner"),
        statement(
            "anon",
            speaker="an official in Aland",
            source_type="anonymous",
            named=False,
            capacity="official",
            mode="indirect",
            words="trust was gone",
            when=on(D(2031, 5, 20)),
            evidence=(source("anon", anonymous, "Daily", D(2031, 5, 20)),),
        ),
        statement(
            "min",
            speaker="foreign ministry of Aland",
            source_type="institution",
            named=True,
            capacity="institution",
            words="We will not be lectured",
            stance=None,
            when=None,
            evidence=(
                source(
                    "min",
                    "\u201cWe will not be lectured\u201d, the ministry said.",
                    "Agency One",
                    None,
                ),
            ),
        ),
    )


def _ledger() -> tuple[LedgerEntry, ...]:
    return (
        owed("decide"),
        owed(
            "late",
            kind="promise",
            due=on(D(2031, 4, 30)),
            status="no evidence found",
            text="name a new ambassador",
            due_anchor="document",
            second_hand=True,
        ),
        owed(
            "if",
            kind="offer",
            due=None,
            due_anchor=None,
            condition=Span(3, 9),
            condition_status="unknown",
            condition_text="Bland opens its books",
            text="pay the rest of the loan",
        ),
        owed("vague", kind="promise", due=None, due_anchor=None, text="stand by its friends"),
        owed(
            "kept",
            kind="promise",
            due=on(D(2031, 1, 15)),
            status="kept",
            closed_by=(
                source(
                    "aid",
                    "Aland paid out the first part of its loan to Bland.",
                    "Gazette",
                    D(2031, 1, 2),
                ),
            ),
            text="pay out the loan",
        ),
        owed(
            "far",
            kind="deadline",
            due=Interval(D(2031, 9, 1), D(2031, 9, 30), "month"),
            due_anchor="absolute",
            text="sign the border treaty",
        ),
    )


def nasty_brief() -> Brief:
    """A brief in which every string that comes from outside is hostile."""
    texts = NASTY
    return make_brief(
        source_name=texts[0],
        target_name=texts[2],
        deeds=tuple(
            deed(
                f"n{i}",
                source_names=(text,),
                target_names=(texts[-1 - i],),
                mode=text[:20],
                said_by=text if i % 2 else None,
                evidence=(
                    Source(
                        record=rid(f"n{i}"),
                        article=rid("na", i),
                        publisher=text,
                        published=None,
                        title=text,
                        url=URLS[i % len(URLS)],
                        text=text,
                        start=0,
                        end=len(text),
                    ),
                ),
            )
            for i, text in enumerate(texts)
        ),
        statements=tuple(
            statement(
                f"s{i}", speaker=text, words=text, evidence=(source(f"s{i}", text, text, None),)
            )
            for i, text in enumerate(texts)
        ),
        ledger=tuple(
            owed(
                f"o{i}",
                text=text,
                holder_names=(text,),
                condition_text=text,
                due_anchor=text,
                due=on(D(2031, 6, 1 + i)),
            )
            for i, text in enumerate(texts)
        ),
        unsure=texts,
        method=Method(
            name=texts[0],
            version=texts[1],
            parameters={texts[2]: texts[3]},
            hashes={texts[1]: texts[0]},
            notes=texts,
        ),
    )


URLS = (
    'https://herald.example/a?b=1&c="><script>alert(2)</script>',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://ok.example/path",
    "file:///etc/passwd",
    "//evil.example/x",
    " https://space.example",
    "reports/2031-05-12.txt",
)


def empty_brief() -> Brief:
    """A brief on two sides of whom nothing is told."""
    nothing = relationship("ALD", "BLD", ())
    return make_brief(
        forward=nothing,
        reverse=relationship("BLD", "ALD", ()),
        articles=3,
        undated=0,
        deeds=(),
        not_done=(),
        statements=(),
        ledger=(),
        unsure=(),
        as_of=None,
    )
