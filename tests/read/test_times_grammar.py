"""The pattern language and the tokens beneath it."""

from __future__ import annotations

import pytest

from detente.read.time_context import Context
from detente.read.time_grammar import Hit, PatternError, Rule, compile_grammar
from detente.read.time_numbers import quantity
from detente.read.time_tokens import Homographs, tokenise
from detente.read.time_values import Value, add, duration, shift, shift_months
from detente.read.time_words import lexicon, parse
from detente.read.times import grammar

WORDS = parse("UNIT\tD\tday\nUNIT\tW\tweek\nCARD\t2\ttwo")


def build(hit: Hit, ctx: Context) -> Value | None:
    return None


def matches(pattern: str, text: str, **macros: str) -> list[str]:
    compiled = compile_grammar([Rule(pattern, build)], WORDS, macros=macros, idle=["the"])
    tokens = tokenise(text, 0, len(text), compiled.alphabet, Homographs({}))
    return [" ".join(tokens.words[hit.first : hit.last]) for hit in compiled.hits(tokens)]


def test_words_classes_macros_and_repeats() -> None:
    assert matches("the? {n:N} {u:UNIT} ago", "It was the 2 week ago", N="DIGITS|CARD") == [
        "the 2 week ago"
    ]
    assert matches("(very)* UNIT", "a very very week") == ["very very week"]
    assert matches("UNIT <!UNIT", "day") == []
    assert matches("CARD >=UNIT", "two week two") == ["two"]
    assert matches("<=CARD UNIT", "two week, week") == ["week"]
    assert matches("UNIT >!CARD", "week two") == []


def test_the_longest_of_the_leftmost_comes_first() -> None:
    rules = [Rule("two", build), Rule("two UNIT", build), Rule("UNIT", build)]
    compiled = compile_grammar(rules, WORDS, macros={})
    text = "two week"
    hits = compiled.hits(tokenise(text, 0, len(text), compiled.alphabet, Homographs({})))
    assert [(hit.first, hit.last) for hit in hits] == [(0, 2), (0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("NOSUCH", "unknown class"),
        ("(two", "not closed"),
        ("two)", "unbalanced"),
        ("? two", "nothing to repeat"),
        ("two <=(UNIT)", "one class"),
        ("two #", "cannot read"),
        ("the", "nothing in particular"),
    ],
)
def test_faulty_patterns_are_refused(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        matches(pattern, "two")


def test_sentences_without_a_trigger_are_skipped_and_lose_nothing() -> None:
    assert not grammar().worth("The envoys spoke of peace and said nothing more.")
    assert grammar().worth("They met yesterday.")
    assert grammar().worth("They met at 5.")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1,000 1990s 3rd 14:30 5pm 2025-05-03", "NdoTTI"),
        ("B-52s F16 3/4/2025 1998 31 32 '98", "C-xxSYDMq"),
        ("Rome, talks.", "C,w."),
        ("2,5000 12:99:1 99th", "D,ND:M:DO"),
        ("They without envoys", "ffw"),
    ],
)
def test_forms_of_tokens(text: str, codes: str) -> None:
    compiled = grammar()
    tokens = tokenise(text, 0, len(text), compiled.alphabet, Homographs({}))
    assert tokens.codes == codes


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("twenty - five", 25, 25), ("two to three", 2, 3), ("two - three", 2, 3),
        ("a dozen", 12, 12), ("half a dozen", 6, 6), ("half", 0.5, 0.5), ("several", None, None),
        ("two hundred and fifty", 250, 250), ("three thousand", 3000, 3000), ("1,500", 1500, 1500),
        ("two and a half", 2.5, 2.5), ("2 1 / 2", 2.5, 2.5), ("1 1 / 0", 1, 1), ("", 1, 1),
        ("another", 1, 1), ("a couple of", 2, 2), ("two or three", 2, 3),
        ("ten and twelve", 10, 12),
    ],
)  # fmt: skip
def test_quantities(words: str, low: float | None, high: float | None) -> None:
    found = quantity(words.split(), lexicon())
    assert (found.low, found.high) == (low, high)


def test_lengths_and_sums_stay_inside_the_calendar() -> None:
    import datetime as dt

    assert duration(1.5, "W") == "P1.5W"
    assert duration(None, "F") == "PXW"
    assert duration(2, "F") == "P4W"
    assert duration(1, "K") == "P1000Y"
    assert duration(1.5, "E") == "P15Y"
    assert shift(dt.date.max, 1) is None
    assert shift(None, 1) is None
    assert shift_months(dt.date(1, 1, 1), -1) is None
    assert add(dt.date(2025, 1, 31), 1, "M") == dt.date(2025, 2, 28)
    assert add(dt.date(2025, 1, 1), 1e12, "D") is None
