"""The ten statuses: deed, plan, proposal, threat, possibility, if, denial, question."""

from __future__ import annotations

import pytest
from reader_samples import PUBLISHED, event, events, read

from detente.model import COUNTED

CASES: dict[str, list[tuple[str, str]]] = {
    "occurred": [
        ("Benin bombed Niger.", "ASSAULT"),
        ("Benin has bombed Niger.", "ASSAULT"),
        ("Benin had bombed Niger before the talks.", "ASSAULT"),
        ("Niger was bombed by Benin.", "ASSAULT"),
        ("Benin managed to bomb Niger.", "ASSAULT"),
        ("Benin began bombing Niger.", "ASSAULT"),
        ("Although snow fell, Norway recalled its ambassador from Sweden.", "SANCTION"),
    ],
    "ongoing": [
        ("Benin is bombing Niger.", "ASSAULT"),
        ("Benin has been bombing Niger.", "ASSAULT"),
        ("Niger is being bombed by Benin.", "ASSAULT"),
        ("Benin continues to bomb Niger.", "ASSAULT"),
    ],
    "planned": [
        ("Norway will recall its ambassador from Sweden.", "SANCTION"),
        ("Norway won’t wait and will recall its ambassador from Sweden.", "SANCTION"),
        ("Norway plans to recall its ambassador from Sweden.", "SANCTION"),
        ("Norway intends to recall its ambassador from Sweden.", "SANCTION"),
        ("Norway is to recall its ambassador from Sweden on Friday.", "SANCTION"),
        ("Norway is going to recall its ambassador from Sweden.", "SANCTION"),
        ("Norway said it would recall its ambassador from Sweden.", "SANCTION"),
        ("Norway is preparing to recall its ambassador from Sweden.", "SANCTION"),
        ("Norway decided to recall its ambassador from Sweden.", "SANCTION"),
    ],
    "proposed": [
        ("Finland asked Norway to recall its ambassador from Sweden.", "SANCTION"),
        ("Finland proposed sanctions on Sweden.", "SANCTION"),
        ("Norway should recall its ambassador from Sweden.", "SANCTION"),
        ("Norway must recall its ambassador from Sweden.", "SANCTION"),
    ],
    "threatened": [
        ("Norway threatened to recall its ambassador from Sweden.", "SANCTION"),
        ("Norway has been threatening to bomb Sweden.", "ASSAULT"),
        ("Norway repeated its threat to bomb Sweden.", "ASSAULT"),
    ],
    "considered": [
        ("Norway is considering recalling its ambassador from Sweden.", "SANCTION"),
        ("Norway is mulling sanctions on Sweden.", "SANCTION"),
        ("Norway is weighing sanctions against Sweden.", "SANCTION"),
    ],
    "hypothetical": [
        ("Norway may recall its ambassador from Sweden.", "SANCTION"),
        ("Norway might bomb Sweden.", "ASSAULT"),
        ("Norway could bomb Sweden.", "ASSAULT"),
        ("If Norway bombs Sweden, the fair will close.", "ASSAULT"),
        ("The fair will close if Norway bombs Sweden.", "ASSAULT"),
        ("Unless the fair closes, Norway would bomb Sweden.", "ASSAULT"),
    ],
    "counterfactual": [
        ("Norway would have bombed Sweden if snow had fallen.", "ASSAULT"),
        ("If snow had fallen, Norway would have bombed Sweden.", "ASSAULT"),
        ("Norway could have bombed Sweden.", "ASSAULT"),
    ],
    "negated": [
        ("Norway did not bomb Sweden.", "ASSAULT"),
        ("Norway didn’t bomb Sweden.", "ASSAULT"),
        ("Norway didn't bomb Sweden.", "ASSAULT"),
        ("Norway never bombed Sweden.", "ASSAULT"),
        ("Norway has never bombed Sweden.", "ASSAULT"),
        ("Sweden was not bombed by Norway.", "ASSAULT"),
        ("Norway will not bomb Sweden.", "ASSAULT"),
        ("Norway denied bombing Sweden.", "ASSAULT"),
        ("Norway stopped short of bombing Sweden.", "ASSAULT"),
        ("Norway failed to recall its ambassador from Sweden.", "SANCTION"),
        ("Norway ruled out bombing Sweden.", "ASSAULT"),
    ],
    "asked": [
        ("Will Norway bomb Sweden?", "ASSAULT"),
        ("Has Norway bombed Sweden?", "ASSAULT"),
        ("Why did Norway bomb Sweden?", "ASSAULT"),
        ("It is unclear whether Norway bombed Sweden.", "ASSAULT"),
    ],
}
# What fails, and how: the strict mark makes a mended fault show itself.
FAULTS = {
    "Norway won’t wait and will recall its ambassador from Sweden.": (
        "a verb that no lexicon knows hides the shared subject"
    ),
    "Norway is going to recall its ambassador from Sweden.": "no event at all",
}


@pytest.mark.parametrize(
    ("status", "text", "type_"),
    [
        pytest.param(
            status,
            text,
            type_,
            id=f"{status}-{text}",
            marks=[pytest.mark.xfail(strict=True, reason=FAULTS[text])] if text in FAULTS else [],
        )
        for status, cases in CASES.items()
        for text, type_ in cases
    ],
)
def test_status(status: str, text: str, type_: str) -> None:
    assert event(text, type_).status == status


def test_every_status_of_the_contract_is_tried() -> None:
    from typing import get_args

    from detente.model import Status

    assert set(CASES) == set(get_args(Status))


def test_only_deeds_count() -> None:
    for status, cases in CASES.items():
        for text, type_ in cases:
            if text not in FAULTS:
                found = event(text, type_)
                assert found.counts == (status in COUNTED), text


GOVERNED_TWICE = [
    # what stands over the verb of an act holds for its content too
    ("Norway did not threaten to bomb Sweden.", "THREATEN", "negated"),
    ("Norway may ask Sweden to withdraw.", "REQUEST", "hypothetical"),
    ("Norway plans to ask Sweden to withdraw.", "REQUEST", "planned"),
    ("Did Norway threaten to bomb Sweden?", "THREATEN", "asked"),
]


@pytest.mark.parametrize(("text", "type_", "status"), GOVERNED_TWICE)
def test_the_act_takes_the_status_of_what_governs_it(text: str, type_: str, status: str) -> None:
    assert event(text, type_).status == status
    assert not any(one.endswith(("occurred", "ongoing")) for one in events(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("There were no talks between Norway and Sweden.", "negated"),
        ("A possible truce between Norway and Sweden drew crowds.", "hypothetical"),
        ("The upcoming talks between Norway and Sweden drew crowds.", "planned"),
        ("The proposed talks between Norway and Sweden drew crowds.", "proposed"),
        ("If the talks between Norway and Sweden drag on, the fair will close.", "hypothetical"),
        ("Were the talks between Norway and Sweden held?", "asked"),
        ("The talks between Norway and Sweden drew crowds.", "occurred"),
        ("Norway’s attack on Sweden drew anger.", "occurred"),
        ("Norway’s planned attack on Sweden drew anger.", "planned"),
    ],
)
def test_the_status_of_an_event_noun(text: str, status: str) -> None:
    found = read(text).events
    assert [one.status for one in found] == [status], events(text, PUBLISHED)
