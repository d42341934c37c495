"""A made-up article of Aland and Bland with records on it; values only, nothing is read."""

from __future__ import annotations

import datetime as dt

from detente.model import (
    About,
    Act,
    Actor,
    Article,
    Commitment,
    Conditional,
    Event,
    Interval,
    Number,
    Place,
    Reading,
    Source,
    Span,
    Statement,
    Time,
    Timex3,
    content_id,
)

D = dt.date
TEXT = (
    "Subscribe now!\n\n"
    "Aland called off the Geneva round on Monday. \u201cWe are done\u201d, President Ana Orl said."
    "\n\n"
    "Aland denied that it had bombed Bland, killing 12. If Bland yields, Aland will pay by June."
    "\n\n"
    "Read more here."
)


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def sentence(words: str) -> Span:
    at = TEXT.index(words)
    start = max(TEXT.rfind("\n", 0, at), TEXT.rfind(". ", 0, at) + 1) + 1
    ends = [TEXT.find(mark, at) + 1 for mark in (". ", ".\n", "!") if TEXT.find(mark, at) >= 0]
    return Span(start, min(ends))


def event(key: str, words: str, **changes: object) -> Event:
    fields: dict[str, object] = {
        "id": content_id(key),
        "type": "SANCTION",
        "source": ("ALD",),
        "target": ("BLD",),
        "status": "occurred",
        "when": Interval(D(2031, 5, 12), D(2031, 5, 12), "day"),
        "known": D(2031, 5, 13),
        "intensity": -5.6,
        "intensity_scale": "plover-2021",
        "confidence": 0.74,
        "trigger": span(words),
        "evidence": (sentence(words),),
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


SAID = Statement(
    id=content_id("said"),
    speaker="ORL",
    speaker_text="President Ana Orl",
    source_type="named",
    named=True,
    capacity="principal",
    via="Channel 4",
    mode="direct",
    content=(span("We are done"),),
    cue=(span("said"),),
    venue="interview with Channel 4",
    addressees=("BLD",),
    about=(About("BLD", -0.5),),
    evidence=(sentence("We are done"),),
)


def make_reading(*, with_text: bool = True) -> Reading:
    """The whole reading; without its text the article travels as the archive lists it."""
    body = (TEXT.index("Aland"), TEXT.index("\n\nRead more"))
    made = Article(
        id=content_id("article"),
        title="Aland ends talks",
        published=D(2031, 5, 13),
        published_from="metadata",
        url="https://herald.example/1",
        publisher="Herald",
        bylines=("A. Reporter",),
        sha256="0" * 64,
        length=len(TEXT),
        repairs=2,
        body=(body,),
        spun=0.7,
        **({"text": TEXT} if with_text else {}),  # type: ignore[arg-type]
    )
    return Reading(
        article=made,
        sentences=(sentence("called off"), sentence("denied")),
        actors=(
            Actor(id="ALD", name="Aland", kind="state"),
            Actor(id="BLD", name="Bland", kind="state"),
            Actor(id="ORL", name="Ana Orl", kind="person"),
        ),
        times=(
            Time(
                start=span("Monday").start,
                end=span("Monday").end,
                timex3=Timex3("DATE", "2031-05-12"),
                earliest=D(2031, 5, 12),
                latest=D(2031, 5, 12),
                granularity="day",
                anchor="document",
            ),
        ),
        events=_events(),
        statements=(SAID,),
        commitments=(
            Commitment(
                id=content_id("owed"),
                holder=("ALD",),
                to=("BLD",),
                kind="offer",
                act=Act(span("pay").start, span("pay").end, "AID"),
                condition=span("Bland yields"),
                condition_status="unknown",
                due=Interval(D(2031, 6, 1), D(2031, 6, 30), "month"),
                due_anchor="by June",
                said_by=SAID.id,
                evidence=(sentence("yields"),),
            ),
        ),
        conditionals=(
            Conditional(
                id=content_id("if"),
                kind="open",
                antecedent=span("Bland yields"),
                consequent=span("Aland will pay"),
                said_by=SAID.id,
                evidence=(sentence("yields"),),
            ),
            Conditional(
                id=content_id("had"),
                kind="counterfactual",
                antecedent=span("Bland yields"),
                consequent=span("Aland will pay"),
                evidence=(sentence("yields"),),
            ),
        ),
    )


def _events() -> tuple[Event, ...]:
    geneva = span("Geneva")
    return (
        event(
            "off",
            "called off",
            mode="discontinue",
            where=Place(text="Geneva", start=geneva.start, end=geneva.end),
            historical=True,
        ),
        event("denied", "denied", type="REJECT", target=()),
        event(
            "bomb",
            "bombed",
            type="ASSAULT",
            mode="aerial",
            status="negated",
            said_by=content_id("nobody"),
            content_of=content_id("denied"),
            when=None,
            numbers=(
                Number("killed", 12, 12),
                Number("injured", 3, None),
                Number("troops", 100, 200),
                Number("arrested", None, 5),
                Number("displaced", None, None),
            ),
        ),
        event("claim", "killing", type="ASSAULT", content_of=content_id("denied"), said_by=SAID.id),
    )


def sources(of: Reading, record_spans: tuple[Span, ...]) -> tuple[Source, ...]:
    return tuple(
        Source(
            record="r",
            article=of.article.id,
            publisher="Herald",
            published=None,
            title=None,
            url=None,
            text=TEXT[s.start : s.end],
            start=s.start,
            end=s.end,
        )
        for s in record_spans
    )
