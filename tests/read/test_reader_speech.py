"""Who said what: mode, content, footing, and what is no statement at all."""

from __future__ import annotations

import pytest
from reader_samples import read, said, speaker, statement, statements, words

from detente.model import Statement

MODES = [
    ("“The ferry sails at noon,” said Sanna Marin.", "direct", ["The ferry sails at noon,"]),
    ("Sanna Marin said: “The ferry sails at noon.”", "direct", ["The ferry sails at noon."]),
    ("Sanna Marin said that the ferry sails at noon.", "indirect", ["the ferry sails at noon"]),
    ("Sanna Marin said the ferry sails at noon.", "indirect", ["the ferry sails at noon"]),
    ("The ferry sails at noon, Sanna Marin said.", "indirect", ["The ferry sails at noon"]),
    ("According to Sanna Marin, the ferry is late.", "indirect", ["the ferry is late"]),
    ("The ferry is late, according to Sanna Marin.", "indirect", ["The ferry is late"]),
    (
        "Sanna Marin said that the ferry was “a floating shed” and that she would not board it.",
        "mixed",
        ["the ferry was “a floating shed” and that she would not board it"],
    ),
]


@pytest.mark.parametrize(("text", "mode", "content"), MODES)
def test_mode_and_content(text: str, mode: str, content: list[str]) -> None:
    reading, found = statement(text)
    assert (found.mode, said(reading, found)) == (mode, content)
    assert found.speaker_text == "Sanna Marin"


QUOTES = [
    ("straight", '"The ferry sails at noon," said Sanna Marin.'),
    ("curly", "“The ferry sails at noon,” said Sanna Marin."),
    ("angled", "«The ferry sails at noon,» said Sanna Marin."),
    ("low", "„The ferry sails at noon,“ said Sanna Marin."),
    ("typewriter", "``The ferry sails at noon,'' said Sanna Marin."),
    ("never closed", "Sanna Marin said: “The ferry sails at noon,"),
]


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=name) for name, text in QUOTES],
)
def test_content_leaves_out_the_outer_marks_whatever_they_are(text: str) -> None:
    reading, found = statement(text)
    assert said(reading, found) == ["The ferry sails at noon,"]
    assert found.mode == "direct"


FOOTING = [
    ("William Ruto said the border was open.", "named", True, "principal"),
    ("Kenya’s president said the border was open.", "named", True, "principal"),
    ("Kenya said the border was open.", "institution", True, "institution"),
    ("The United Nations said the border was open.", "institution", True, "institution"),
    ("The Kenyan foreign ministry said the border was open.", "institution", True, "institution"),
    (
        "Dmitry Peskov, a Kremlin spokesman, said the road was open.",
        "spokesperson",
        True,
        "spokesperson",
    ),
    ("Spokeswoman Ada Brook said the border was open.", "spokesperson", True, "spokesperson"),
    ("A spokesman said the border was open.", "spokesperson", False, "spokesperson"),
    ("A spokeswoman for Kenya’s army said it was open.", "spokesperson", False, "spokesperson"),
    ("A senior Kenyan official said the border was open.", "anonymous", False, "official"),
    ("Two diplomats said the border was open.", "anonymous", False, "official"),
    ("A former Kenyan minister said the border was open.", "anonymous", False, "former"),
    ("An eyewitness said the border was open.", "anonymous", False, "witness"),
    ("The report said the border was open.", "document", False, "document"),
    ("According to the survey, the border was open.", "document", False, "document"),
    ("“The border is open for all of us.” Lorries rolled by.", "unattributed", False, "unknown"),
]


FOOTING_FAULTS = {
    "A senior Kenyan official said the border was open.": "“Kenyan official” has no capacity",
}


@pytest.mark.parametrize(
    ("text", "source_type", "named", "capacity"),
    [
        pytest.param(
            *case,
            marks=[pytest.mark.xfail(strict=True, reason=FOOTING_FAULTS[case[0]])]
            if case[0] in FOOTING_FAULTS
            else [],
        )
        for case in FOOTING
    ],
)
def test_footing(text: str, source_type: str, named: bool, capacity: str) -> None:
    _, found = statement(text)
    assert (found.source_type, found.named, found.capacity) == (source_type, named, capacity)


def test_speaker_is_null_only_where_the_text_gives_nobody() -> None:
    reading, nobody = statement("“The border is open for all of us.” Lorries rolled by.")
    assert nobody.speaker is None
    assert nobody.speaker_text is None
    reading, described = statement("A senior officer said the border was open.")
    assert described.speaker is not None
    assert reading.actor(described.speaker).kind == "generic"
    assert described.speaker_text == "A senior officer"


@pytest.mark.xfail(strict=True, reason="words before a demonym are left out of the speaker")
def test_a_described_speaker_of_a_state() -> None:
    reading, described = statement("A senior Kenyan officer said the border was open.")
    assert described.speaker is not None
    actor = reading.actor(described.speaker)
    assert (actor.kind, actor.country) == ("generic", "KEN")
    assert described.speaker_text == "A senior Kenyan officer"


def test_a_pronoun_after_the_cue() -> None:
    reading, found = statement("Ada Brook, a minister, said it was open.")
    assert speaker(reading, found) == "Ada Brook"


@pytest.mark.xfail(strict=True, reason="the relative clause gives the speaker: “named”")
def test_a_speaker_described_by_a_relative_clause() -> None:
    _, found = statement("“The border is open,” a Kenyan official who asked not to be named said.")
    assert found.speaker_text is not None
    assert found.speaker_text.startswith("a Kenyan official")
    assert (found.source_type, found.capacity) == ("anonymous", "official")


SPEAKERS = [
    ("“We wait,” said William Ruto.", "William Ruto"),
    ("“We wait,” William Ruto said.", "William Ruto"),
    ("William Ruto told Ada Brook: “We wait.”", "William Ruto"),
    ("The president of Kenya, William Ruto, said he would wait.", "William Ruto"),
    ("William Ruto, the president of Kenya, said he would wait.", "William Ruto"),
    ("Kenyan President William Ruto said he would wait.", "William Ruto"),
    ("William Ruto, who met nobody that day, said he would wait.", "William Ruto"),
    ("William Ruto met nobody and said he would wait.", "William Ruto"),
    ("William Ruto slept badly. He said he would wait.", "William Ruto"),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_the_speaker_is_the_one_who_speaks(text: str, name: str) -> None:
    reading, found = statement(text)
    assert speaker(reading, found) == name


def test_a_quotation_over_several_sentences_is_one_statement() -> None:
    text = (
        "“The ferry sails at noon. It has always sailed at noon. It will again,” said Sanna Marin."
    )
    reading, found = statement(text)
    assert said(reading, found) == [
        "The ferry sails at noon. It has always sailed at noon. It will again,"
    ]
    covered = [(one.start, one.end) for one in found.evidence]
    assert covered[-1][1] == len(text)


def test_a_speaker_goes_on_after_the_cue() -> None:
    text = "“The ferry is late,” Sanna Marin said. “It is often late on Sundays.”"
    reading, found = statement(text)
    assert said(reading, found) == ["The ferry is late,", "It is often late on Sundays."]
    assert len(found.evidence) == 2


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        "“The ferry is late today,” Sanna Marin said. “It is often late.\n\n"
        "“And it will be late tomorrow.”"
    )
    reading, found = statement(text)
    assert said(reading, found)[-1] == "And it will be late tomorrow."


def test_two_speakers_make_two_statements() -> None:
    text = "“The ferry is late,” said Sanna Marin.\n\n“It is not late at all,” said William Ruto."
    reading = read(text)
    assert [(speaker(reading, one), said(reading, one)) for one in reading.statements] == [
        ("Sanna Marin", ["The ferry is late,"]),
        ("William Ruto", ["It is not late at all,"]),
    ]


def test_an_odd_number_of_marks_does_not_swallow_the_article() -> None:
    text = (
        'Sanna Marin said: "The ferry is late.\n\n'
        + "The harbour was full of boats and the sun was out all day long. " * 12
        + '\n\n"It sails at noon," William Ruto said.'
    )
    reading = read(text)
    spoken = {speaker(reading, one): said(reading, one) for one in reading.statements}
    assert spoken["Sanna Marin"] == ["The ferry is late."]
    assert spoken["William Ruto"] == ["It sails at noon,"]


SCARE = [
    "The “ghost fleet” left the port at noon.",
    "Lagos is the “capital” of the trade in second-hand lorries.",
    "A man known as “the Baker” left the port at noon.",
    "The film “A Long Winter in the Valley” opens tonight.",
    "The so-called “ghost fleet” left the port at noon.",
]


@pytest.mark.parametrize("text", SCARE)
def test_scare_quotes_and_titles_are_no_statements(text: str) -> None:
    assert statements(text) == []


NOT_SAID = [
    "The market rose by three points on a quiet day.",
    "Sanna Marin did not sleep well.",
    "Sanna Marin said nothing.",
    "If Ecuador rejects the plan, Colombia will cut aid to Ecuador.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_no_statement_where_nothing_is_said(text: str) -> None:
    assert statements(text) == []


def test_cue_and_source_are_where_they_say() -> None:
    reading, found = statement("On Monday Sanna Marin warned that the ferry would be late.")
    assert [words(reading, span) for span in found.cue] == ["warned"]
    assert [words(reading, span) for span in found.source] == ["Sanna Marin"]
    assert found.when is not None
    assert found.when.earliest is not None
    assert found.when.earliest.isoformat() == "2031-05-12"


def test_headlines_and_furniture_carry_no_statements() -> None:
    text = "Ferry is late, says Sanna Marin\n\nThe harbour was full of boats all day long."
    assert statements(text) == []


def _stable(found: Statement) -> tuple[object, ...]:
    return found.id, found.content


def test_reading_twice_gives_the_same_statements() -> None:
    text = "“The ferry is late,” Sanna Marin said. “It is often late on Sundays.”"
    assert [_stable(one) for one in read(text).statements] == [
        _stable(one) for one in read.__wrapped__(text).statements
    ]


@pytest.mark.xfail(strict=True, reason="a finite verb anywhere later makes an object a that-clause")
@pytest.mark.parametrize(
    "text",
    [
        "Norway recalled its ambassador from Sweden because the port is closed.",
        "Norway announced a plan for the port, which is closed.",
        "Norway rejected the plan for the port that was closed.",
    ],
)
def test_an_object_is_no_reported_clause(text: str) -> None:
    assert statements(text) == []
