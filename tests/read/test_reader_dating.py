"""When a thing happened: from the words beside it, else from where it stands in a dated article."""

from __future__ import annotations

import datetime as dt

import pytest
from reader_samples import event, read

DATED = [
    # text, earliest, latest; the article is of Wednesday, 14 May 2031
    ("Benin bombed Niger on Monday.", "2031-05-12", "2031-05-12"),
    ("On Monday, Benin bombed Niger.", "2031-05-12", "2031-05-12"),
    ("Benin on Monday bombed Niger.", "2031-05-12", "2031-05-12"),
    ("Benin bombed Niger on 3 March 2030.", "2030-03-03", "2030-03-03"),
    ("Benin bombed Niger yesterday.", "2031-05-13", "2031-05-13"),
    ("Benin bombed Niger last week.", "2031-05-05", "2031-05-11"),
    ("Benin bombed Niger in April.", "2031-04-01", "2031-04-30"),
    ("Benin bombed Niger in 2019.", "2019-01-01", "2019-12-31"),
    ("Benin will bomb Niger on Friday.", "2031-05-16", "2031-05-16"),
    ("Benin agreed on Monday to bomb Niger on Friday.", "2031-05-16", "2031-05-16"),
    ("Benin’s invasion of Niger on Monday drew anger.", "2031-05-12", "2031-05-12"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), DATED)
def test_dated_by_its_own_words(text: str, earliest: str, latest: str) -> None:
    when = event(text, "ASSAULT").when
    assert when is not None
    assert (str(when.earliest), str(when.latest)) == (earliest, latest)


def test_each_deed_takes_its_own_date() -> None:
    text = "Benin bombed Niger on Monday and accused Togo of lying on Tuesday."
    assert event(text, "ASSAULT").when != event(text, "ACCUSE").when
    accused = event(text, "ACCUSE").when
    assert accused is not None
    assert accused.earliest == dt.date(2031, 5, 13)


@pytest.mark.xfail(strict=True, reason="the day of the promise is given to what was promised")
def test_the_content_does_not_take_the_day_of_the_act() -> None:
    text = "Benin promised on Monday to send aid to Niger."
    when = event(text, "AID").when
    assert when is None or when.latest is None


def test_news_without_a_date_is_of_the_week_up_to_publication() -> None:
    when = event("Benin bombed Niger.", "ASSAULT").when
    assert when is not None
    assert (when.earliest, when.latest) == (dt.date(2031, 5, 8), dt.date(2031, 5, 14))
    assert when.granularity == "week"


FILLER = "A cold wind blew over the valley. " * 5


def test_far_down_an_undated_deed_is_open_at_the_start() -> None:
    when = event(FILLER + "Benin bombed Niger.", "ASSAULT").when
    assert when is not None
    assert (when.earliest, when.latest) == (None, dt.date(2031, 5, 14))


def test_the_past_perfect_reaches_further_back() -> None:
    when = event("Benin had bombed Niger.", "ASSAULT").when
    assert when is not None
    assert when.earliest is None


def test_a_narrative_goes_on_from_its_last_date() -> None:
    text = "Benin bombed Niger on 3 March 2030. Togo then condemned Benin."
    assert event(text, "ACCUSE").when == event(text, "ASSAULT").when


def test_a_new_paragraph_does_not_carry_a_date_on() -> None:
    text = "Benin bombed Niger on 3 March 2030.\n\nTogo condemned Benin."
    assert event(text, "ACCUSE").when != event(text, "ASSAULT").when


def test_plans_lie_ahead() -> None:
    when = event("Benin plans to bomb Niger.", "ASSAULT").when
    assert when is not None
    assert (when.earliest, when.latest) == (dt.date(2031, 5, 14), None)


def test_a_deed_is_never_dated_after_the_article() -> None:
    when = event("Benin bombed Niger before the fair on Friday.", "ASSAULT").when
    assert when is None or when.latest is None or when.latest <= dt.date(2031, 5, 14)


@pytest.mark.parametrize("text", ["Benin bombed Niger.", "Benin plans to bomb Niger."])
def test_without_a_date_of_publication_nothing_is_guessed(text: str) -> None:
    assert event(text, "ASSAULT", None).when is None


def test_absolute_dates_hold_without_a_date_of_publication() -> None:
    when = event("Benin bombed Niger on 3 March 2030.", "ASSAULT", None).when
    assert when is not None
    assert when.earliest == dt.date(2030, 3, 3)


@pytest.mark.parametrize(
    ("text", "historical"),
    [
        ("Benin bombed Niger on Monday.", False),
        ("Benin bombed Niger in 2019.", True),
        ("Benin bombed Niger.", False),
        ("Benin will bomb Niger in 2040.", False),
    ],
)
def test_backstory_is_marked(text: str, historical: bool) -> None:
    assert event(text, "ASSAULT").historical is historical


def test_every_record_knows_when_it_became_known() -> None:
    reading = read("Benin said on Monday that it would bomb Niger if Togo left by Friday.")
    for record in (*reading.events, *reading.statements, *reading.commitments):
        assert record.known == dt.date(2031, 5, 14)
    undated = read("Benin said on Monday that it would bomb Niger.", None)
    for record in (*undated.events, *undated.statements, *undated.commitments):
        assert record.known is None


@pytest.mark.xfail(strict=True, reason="right after a sentence on 2028, a deed is dated this week")
def test_backstory_goes_on_as_backstory() -> None:
    text = "In June 2028 Benin bombed Niger. Niger condemned Benin."
    when = event(text, "ACCUSE").when
    assert when is None or when.earliest is None or when.earliest.year == 2028


@pytest.mark.parametrize("published", ["0001-01-03", "9999-12-30"])
def test_the_ends_of_the_calendar_are_no_fault(published: str) -> None:
    text = (
        "Benin bombed Niger. Benin gave Niger ten days to leave. Benin vowed to respond in a week."
    )
    assert read(text, published).events
