"""Who owes what to whom by when."""

from __future__ import annotations

import datetime as dt

import pytest
from reader_samples import labels, read, words

from detente.model import Commitment, Reading

OWED = [
    # text, kind, holder, to
    ("Kenya threatened to invade Uganda.", "threat", "KEN", "UGA"),
    ("Kenya threatened Uganda with sanctions.", "threat", "KEN", "UGA"),
    ("Kenya vowed to bomb Uganda.", "threat", "KEN", "UGA"),
    ("Kenya promised to send aid to Uganda.", "promise", "KEN", "UGA"),
    ("Kenya agreed to meet Uganda.", "promise", "KEN", "UGA"),
    ("Kenya pledged to withdraw its troops from Uganda.", "promise", "KEN", "UGA"),
    ("Kenya offered to withdraw its troops from Uganda.", "offer", "KEN", "UGA"),
    ("Kenya asked Uganda to condemn Jordan.", "demand", "KEN", "UGA"),
    ("Kenya told Uganda to condemn Jordan by Friday.", "ultimatum", "KEN", "UGA"),
    ("Kenya gave Uganda two weeks to reopen the border.", "deadline", "KEN", "UGA"),
    ("Kenya gave Uganda until Friday to reopen the border.", "deadline", "KEN", "UGA"),
    ("Kenya said it would withdraw its troops from Uganda.", "promise", "KEN", "UGA"),
    ("Kenya said it would impose sanctions on Uganda.", "threat", "KEN", "UGA"),
    ("Kenya vowed to respond within two weeks.", "promise", "KEN", ""),
]


def only(text: str, published: str | None = "2031-05-14") -> tuple[Reading, Commitment]:
    reading = read(text, published)
    found = [(one.kind, words(reading, one.evidence[0])) for one in reading.commitments]  # shown
    assert len(reading.commitments) == 1, found
    return reading, reading.commitments[0]


@pytest.mark.parametrize(("text", "kind", "holder", "to"), OWED)
def test_kind_holder_and_addressee(text: str, kind: str, holder: str, to: str) -> None:
    reading, found = only(text)
    assert (found.kind, labels(reading, found.holder), labels(reading, found.to)) == (
        kind,
        holder,
        to,
    )
    assert found.status == "open"
    assert found.closed_by == ()
    assert found.known == reading.article.published


NOT_OWED = [
    "Kenya did not promise to send aid to Uganda.",
    "Kenya may promise to send aid to Uganda.",
    "If Jordan leaves, Kenya may threaten to bomb Uganda.",
    "Analysts expect Kenya to attack Uganda.",
    "Kenya is expected to attack Uganda.",
    "Kenya attacked Uganda.",
    "Did Kenya promise to send aid to Uganda?",
    "Kenya did not give Uganda two weeks to reopen the border.",
]


@pytest.mark.parametrize("text", NOT_OWED)
def test_nothing_is_owed(text: str) -> None:
    assert read(text).commitments == ()


DUE = [
    # text, published, earliest, latest
    ("Kenya gave Uganda ten days to reopen the border.", "2031-05-14", "2031-05-24", "2031-05-24"),
    ("Kenya gave Uganda until Friday to reopen it.", "2031-05-14", "2031-05-16", "2031-05-16"),
    ("Kenya gave Uganda until June 1 to reopen it.", "2031-05-14", "2031-06-01", "2031-06-01"),
    ("Kenya vowed to respond within two weeks.", "2031-05-14", "2031-05-28", "2031-05-28"),
    ("Kenya vowed to respond within ten days.", "2031-05-14", "2031-05-24", "2031-05-24"),
    (
        "Kenya said it would withdraw its troops from Uganda by June 1.",
        "2031-05-14",
        "2031-06-01",
        "2031-06-01",
    ),
    (
        "On Monday, Kenya gave Uganda ten days to reopen the border.",
        "2031-05-14",
        "2031-05-22",
        "2031-05-22",
    ),
    (
        "Kenya said on Monday it would decide within two weeks whether to sign.",
        "2031-05-14",
        "2031-05-26",
        "2031-05-26",
    ),
]


@pytest.mark.parametrize(("text", "published", "earliest", "latest"), DUE)
def test_due(text: str, published: str, earliest: str, latest: str) -> None:
    _, found = only(text, published)
    assert found.due is not None
    assert (found.due.earliest, found.due.latest) == (
        dt.date.fromisoformat(earliest),
        dt.date.fromisoformat(latest),
    )
    assert found.due_anchor


def test_a_term_counts_from_the_days_on_which_it_was_spoken() -> None:
    text = "Last weekend, Kenya promised to send aid to Uganda within two weeks."
    _, found = only(text, "2031-06-02")
    assert found.due is not None
    assert (found.due.earliest, found.due.latest) == (dt.date(2031, 6, 14), dt.date(2031, 6, 15))


@pytest.mark.xfail(strict=True, reason="“from … to …” dates an act to its last day only")
def test_a_term_counts_from_a_range_of_days() -> None:
    # the contract's own case: "within two weeks", said between the 28th and the 30th
    text = "From May 28 to May 30, Kenya promised to send aid to Uganda within two weeks."
    _, found = only(text, "2031-06-02")
    assert found.due is not None
    assert (found.due.earliest, found.due.latest) == (dt.date(2031, 6, 11), dt.date(2031, 6, 13))


def test_nothing_is_due_without_a_time_or_a_date_to_count_from() -> None:
    assert only("Kenya promised to send aid to Uganda.")[1].due is None
    undated = read("Kenya vowed to respond within ten days.", None)
    assert [one.due for one in undated.commitments] == [None]


@pytest.mark.xfail(strict=True, reason="an undated act of this week moves a calendar day back")
def test_a_calendar_day_is_due_when_it_comes() -> None:
    _, found = only("Kenya told Uganda to condemn Jordan by Friday.")
    assert found.due is not None
    assert found.due.earliest == found.due.latest == dt.date(2031, 5, 16)


def test_a_term_already_over_is_no_due_date() -> None:
    _, found = only("Kenya promised in 2019 to send aid to Uganda by June 2019.")
    assert found.due is None or found.due.latest is None or found.due.latest < dt.date(2031, 5, 14)


CONDITIONS = [
    (
        "Kenya threatened to cut aid to Uganda unless the prisoners return.",
        "unless the prisoners return",
    ),
    (
        "Kenya offered to lift sanctions on Uganda if the prisoners return.",
        "if the prisoners return",
    ),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_condition(text: str, condition: str) -> None:
    reading, found = only(text)
    assert found.condition is not None
    assert words(reading, found.condition) == condition
    assert found.condition_status == "unknown"


def test_without_a_condition_its_status_is_null() -> None:
    _, found = only("Kenya threatened to invade Uganda.")
    assert found.condition is None
    assert found.condition_status is None


def test_the_condition_itself_is_owed_by_nobody() -> None:
    only("Kenya threatened to cut aid to Uganda unless it releases the prisoners by June 3.")


def test_the_act_is_the_words_of_what_is_to_be_done() -> None:
    reading, found = only("Kenya promised on Monday to send aid to Uganda, Ada Brook wrote.")
    assert reading.article.content[found.act.start : found.act.end] == "to send aid to Uganda"
    assert found.act.type == "AID"
    reading, found = only("Kenya gave Uganda ten days to hand over the keys.")
    assert reading.article.content[found.act.start : found.act.end] == "to hand over the keys"
    assert found.act.type is None


def test_what_a_speaker_binds_itself_to_is_said_by_that_statement() -> None:
    reading, found = only("Kenya said it would withdraw its troops from Uganda by June 1.")
    (statement,) = reading.statements
    assert found.said_by == statement.id


@pytest.mark.xfail(strict=True, reason="“we” inside a quotation is nobody")
def test_a_promise_in_the_first_person() -> None:
    reading, found = only("“We will withdraw our troops from Uganda by Friday,” said William Ruto.")
    assert found.kind == "promise"
    assert labels(reading, found.holder) in ("KEN", "William Ruto")


@pytest.mark.xfail(strict=True, reason="the bare form after “demanded that” is no verb")
def test_a_demand_in_the_subjunctive() -> None:
    reading, found = only("Kenya demanded that Uganda withdraw its troops within three days.")
    assert (found.kind, labels(reading, found.to)) == ("ultimatum", "UGA")
