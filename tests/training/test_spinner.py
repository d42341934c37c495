from __future__ import annotations

import importlib.util
import io
import itertools
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "src" / "detente" / "examples"
SOURCE = EXAMPLES / "2025-03-18-agency-energy-halt.txt"
COPY = EXAMPLES / "2025-03-18-spun-energy-halt.txt"


def load() -> ModuleType:
    """`training` is not a package: load the program from its file."""
    path = ROOT / "training" / "spin" / "spin.py"
    specification = importlib.util.spec_from_file_location("detente_training_spin", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


spinner = load()
NEWS = (
    "The International Monetary Fund informed the National Assembly on 3 March 2031 that the "
    "Defence Ministry had stopped 1,200 payments. A spokesman for Marta Ilves said the United "
    "States agreed. “We will not pay the bill,” she said in May, citing 12.5% interest.\n"
    "More at https://fund.example/report and press@fund.example.\n"
)


def spun(text: str, *, seed: int = 7, rate: float = 0.5, quotes: bool = False) -> str:
    options = spinner.Options(seed=seed, rate=rate, quotes=quotes)
    result: str = spinner.spin(text, options=options).text
    return result


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def overlap(one: str, other: str) -> float:
    """Jaccard overlap of word 5-grams, the measure that near-copy detection works with."""
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b)


def test_the_same_seed_gives_the_same_copy_and_seeds_differ() -> None:
    assert spun(NEWS, seed=3) == spun(NEWS, seed=3)
    assert len({spun(NEWS, seed=seed) for seed in range(5)}) > 1


@given(st.text())
def test_rate_zero_is_identity(text: str) -> None:
    assert spun(text, rate=0) == text


WORDS = sorted(spinner.default_table().synonyms)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.capitalize),
    st.sampled_from([word + ending for word in WORDS[::20] for ending in ("s", "ed", "ing", "ly")]),
    st.sampled_from([" ", "\n", "\r\n", '"', "“", "”", "’s", "a ", "an ", ". ", "3 May", "U.S."]),
    st.text(max_size=6),
)


@given(st.lists(PIECES, max_size=30).map("".join), st.floats(0, 1), st.integers(0, 5))
def test_swaps_lie_where_they_say_and_undo_to_the_source(text: str, rate: float, seed: int) -> None:
    result = spinner.spin(text, options=spinner.Options(seed=seed, rate=rate))
    restored, at = "", 0
    for swap in result.swaps:
        assert result.text[swap.start : swap.end] == swap.text
        restored += result.text[at : swap.start] + swap.original
        at = swap.end
    restored += result.text[at:]
    # The article before a swapped word may have been fitted to it; nothing else differs.
    fold = re.compile(r"\b([Aa])n ")
    assert fold.sub(r"\1 ", restored) == fold.sub(r"\1 ", text)


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(0, 5))
def test_numbers_and_quotation_marks_are_kept(text: str, seed: int) -> None:
    result = spun(text, rate=1, seed=seed, quotes=True)
    for pattern in (r"\d+", r"[\"“”]", r"\s*[\r\n]+"):
        assert re.findall(pattern, result) == re.findall(pattern, text)


def test_what_must_stay_stays_at_full_rate() -> None:
    result = spun(NEWS, rate=1)
    for kept in ("3 March 2031", "1,200", "12.5%", "in May", "Marta Ilves", "United States"):
        assert kept in result
    assert "“We will not pay the bill,”" in result
    assert "https://fund.example/report and press@fund.example" in result
    assert "“We will not pay the bill,”" not in spun(NEWS, rate=1, quotes=True)


def test_names_are_spun_by_component_and_keep_their_capitals() -> None:
    copies = {spun(NEWS, rate=1, seed=seed) for seed in range(40)}
    for name in ("Worldwide Financial Fund", "Nationwide Meeting", "Protection Ministry"):
        assert any(name in copy for copy in copies), name
    for copy in copies:
        assert not re.search(r"International|National Assembly|Defence|informed", copy)
        assert re.search(r"The [A-Z]\w+ [A-Z]\w+ Fund knowledgeable the [A-Z]\w+ [A-Z]\w+ on", copy)


@pytest.mark.parametrize(
    ("text", "synonyms", "expected"),
    [
        ("He reported it.", {"report": ("file",)}, "He filed it."),
        ("They agreed.", {"agree": ("concur",)}, "They concurred."),
        ("She stopped; he is stopping.", {"stop": ("cut",)}, "She cut; he is cutting."),
        ("He stopped.", {"stop": ("plan",)}, "He planned."),
        ("Two parties.", {"party": ("body",)}, "Two bodies."),
        ("Two parties.", {"party": ("loss",)}, "Two losses."),
        ("He denied it.", {"deny": ("reply",)}, "He replied it."),
        ("She is using it.", {"use": ("tie",)}, "She is tying it."),
        ("They are using it.", {"use": ("see",)}, "They are seeing it."),
        ("He cancelled it.", {"cancel": ("call off",)}, "He called off it."),
        ("He cancels it.", {"cancel": ("call off",)}, "He call offs it."),
        ("Bases moved.", {"base": ("foundation",)}, "Foundations moved."),
        ("It went quickly.", {"quick": ("gentle",)}, "It went gently."),
        ("It went happily.", {"happy": ("angry",)}, "It went angrily."),
        ("It went badly.", {"bad": ("tragic",)}, "It went tragically."),
        ("It went badly.", {"bad": ("poorly",)}, "It went poorly."),
        ("A deal. An oath.", {"deal": ("accord",), "oath": ("vow",)}, "An accord. A vow."),
        ("the State House", {"house": ("home",)}, "the State Home"),
        ("the State House", {"house": ("place of living",)}, "the State Place Of Living"),
        ("NATO said", {"nato": ("pact",)}, "NATO said"),
    ],
)
def test_endings_articles_and_capitals(
    text: str, synonyms: dict[str, tuple[str, ...]], expected: str
) -> None:
    table = spinner.Table(synonyms, {"cut": "cut"})
    assert spinner.spin(text, options=spinner.Options(rate=1), table=table).text == expected


def test_rate_is_the_share_of_content_words() -> None:
    text = "report deal talk army " * 100
    swaps = spinner.spin(text, options=spinner.Options(rate=0.25)).swaps
    assert len(swaps) in (100, 101)
    gaps = {b.start - a.end for a, b in itertools.pairwise(swaps)}
    assert max(gaps) < 60  # spread evenly, not in clusters


@pytest.mark.parametrize("rate", [-0.1, 1.1, float("nan")])
def test_a_rate_that_is_no_share_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        spinner.Options(rate=rate)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_five_grams_of_a_spun_copy_hardly_overlap(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    copies = [spun(text, seed=seed) for seed in range(3)]
    assert max(overlap(text, copy) for copy in copies) <= 0.20


def test_table_is_large_and_well_formed() -> None:
    table = spinner.default_table()
    assert len(table.synonyms) >= 1200
    for head, alternatives in table.synonyms.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", head), head
        assert alternatives
        assert head not in alternatives, head
        assert len(set(alternatives)) == len(alternatives), head
        for alternative in alternatives:
            assert re.fullmatch(r"[a-z']+([ -][a-z]+)*", alternative), (head, alternative)
    assert not table.function & set(table.synonyms)


def test_checked_in_copy_is_what_the_command_writes(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    swaps = tmp_path / "swaps.jsonl"
    arguments = [str(SOURCE), "--seed", "7", "--rate", "0.5", "--swaps", str(swaps)]
    assert spinner.main(arguments) == 0
    written = capsysbinary.readouterr().out
    assert written == COPY.read_bytes()
    rows = [json.loads(line) for line in swaps.read_text(encoding="utf-8").splitlines()]
    text = written.decode()
    assert rows
    assert all(text[row["start"] : row["end"]] == row["text"] != row["original"] for row in rows)


def test_standard_input_and_line_ends(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"Talks failed.\r\nNo deal.\r\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert spinner.main(["-", "--rate", "1"]) == 0
    written = capsysbinary.readouterr().out
    assert written.count(b"\r\n") == 2
    assert b"Talks" not in written


@pytest.mark.parametrize("arguments", [["no-such-file.txt"], [str(SOURCE), "--rate", "2"]])
def test_bad_input_ends_with_a_message(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        spinner.main(arguments)
    assert ended.value.code == 2
    assert arguments[0] in capsys.readouterr().err
