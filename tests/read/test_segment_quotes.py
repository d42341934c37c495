"""Which marks make quotations."""

from __future__ import annotations

import pytest

from detente.read.document import Doc
from detente.read.segment import segment


def quotes(text: str) -> list[str]:
    doc = Doc(text, None)
    segment(doc, [(0, len(text))])
    return [text[one.start : one.end] for one in doc.quotes]


DOUBLE = [
    ("„Ja“, sa hun. »Ja«, sa hun. «Oui», dit-il.", ["Ja", "Ja", "Oui"]),
    ("« Oui », dit-il. ‹Oui›, dit-il. ”Ja”, sa han.", ["Oui", "Oui", "Ja"]),
    ("「はい」と言った。", ["はい"]),
    ('He said “it rains" today, "it snows” too.', ["it rains", "it snows"]),
    ('"It rains. It snows. It thaws," she said.', ["It rains. It snows. It thaws,"]),
    ("Stray “ here. He said “it rains” today.", ["it rains"]),
    ("He said “a “b” c” today.", ["a “b” c"]),
    ('" It rains , " she said .', ["It rains ,"]),
    ("It rains” today.", []),
]
SINGLE = [
    ("'It rains,' she said. 'It snows.'", ["It rains,", "It snows."]),
    ("‘It’s raining,’ she said, ‘and it snows.’", ["It’s raining,", "and it snows."]),
    ("She said 'we won't go' today.", ["we won't go"]),
    (
        "'The workers' rights march,' she said, 'is over.'",
        ["The workers' rights march,", "is over."],
    ),
    ("The 'extreme' measures of the workers' union", ["extreme"]),
    ("The workers' rights and the states' rights", []),
    ("rock 'n' roll in the '90s, 'tis said o' the boys", []),
    ("Ada's boys' school, O'Brien's and James' ships", []),
    ("'He said \"it rains\" today,' she said.", ['He said "it rains" today,']),
    ("\"He said 'it rains' today,\" she said.", ["He said 'it rains' today,"]),
    ("It is '5 o'clock' in the 'terrorists' camp, he said", ["5 o'clock", "terrorists"]),
    ("‚Ja‘, sa hun.", ["Ja"]),
    ("‘It rains.\n\n‘It snows,’ she said.", ["It rains.", "It snows,"]),
    ("'It rains and nobody closes it", []),
]


@pytest.mark.parametrize(("text", "expected"), [*DOUBLE, *SINGLE])
def test_quotations(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "‘", "’", "``", "''", "«", "„", "‚"])
def test_ten_thousand_marks_do_no_harm(mark: str) -> None:
    for text in (mark * 10_000, f"{mark}a " * 10_000, f"a{mark} " * 10_000):
        doc = Doc(text, None)
        segment(doc, [(0, len(text))])
        assert doc.quotes == sorted(doc.quotes, key=lambda one: one.start)
