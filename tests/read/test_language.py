"""Analyses of sentences: well formed whatever comes in, and the same whatever is beside it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language_samples import NEWS, ODD_WORDS, manifest, sentences, small_weights

from detente.errors import DataError
from detente.read.encode import MAX_PIECES, Word
from detente.read.labels import NAME_TYPES
from detente.read.language import EMPTY, WEIGHTS, Analysis, Language
from detente.read.wordpiece import SLOTS, Placeholder


@pytest.fixture(scope="module")
def model() -> Language:
    return Language.shared()


LABELS = manifest()["labels"]


def check(found: Analysis, words: Sequence[Word]) -> None:
    """An analysis is one of these words, and what it says can be."""
    size = len(words)
    for items in (found.upos, found.feats, found.lemmas, found.heads, found.relations):
        assert len(items) == size
    assert set(found.upos) <= set(LABELS["upos"])
    assert set(found.feats) <= set(LABELS["feats"])
    assert set(found.relations) <= {*LABELS["relations"], "parataxis"}
    check_tree(found)
    end = 0
    for start, stop, kind in found.names:
        assert end <= start < stop <= size
        assert kind in NAME_TYPES
        end = stop
    for word, lemma in zip(words, found.lemmas, strict=True):
        assert not isinstance(word, Placeholder) or lemma == ""
    if size and found.meaning is not None:
        assert found.meaning.shape == (384,)
        assert found.meaning.dtype == np.float32
        assert float(np.linalg.norm(found.meaning)) == pytest.approx(1, abs=1e-5)


def check_tree(found: Analysis) -> None:
    size = len(found.heads)
    assert found.heads.count(0) == min(size, 1)
    assert [head == 0 for head in found.heads] == [name == "root" for name in found.relations]
    assert all(0 <= head <= size for head in found.heads)
    climb = np.array([0, *found.heads])
    for _ in range(size.bit_length() + 1):
        climb = climb[climb]
    assert not climb.any()


def same(found: Analysis, expected: Analysis) -> bool:
    if found.meaning is None or expected.meaning is None:
        return found == expected and found.meaning is expected.meaning
    return found == expected and found.meaning.tobytes() == expected.meaning.tobytes()


@settings(max_examples=25)
@given(st.lists(sentences(), max_size=5), st.booleans())
def test_any_words_have_an_analysis(model: Language, some: list[list[Word]], meaning: bool) -> None:
    found = model.analyse(some, meaning=meaning)
    assert len(found) == len(some)
    for one, words in zip(found, some, strict=True):
        check(one, words)
        assert (one.meaning is not None) == (meaning and bool(words))


def test_every_odd_word_has_an_analysis(model: Language) -> None:
    some: list[list[Word]] = [[word] for word in ODD_WORDS]
    some += [["He", "said", word, "."] for word in ODD_WORDS]
    some.append(list(ODD_WORDS))
    for one, words in zip(model.analyse(some, meaning=True), some, strict=True):
        check(one, words)


def test_nothing_in_nothing_out(model: Language) -> None:
    assert model.analyse([]) == []
    assert model.analyse([[]], meaning=True) == [EMPTY]
    found = model.analyse([[], ["Rain", "."], []])
    assert [len(one.upos) for one in found] == [0, 2, 0]


def test_analyses_come_in_the_order_of_the_sentences(model: Language) -> None:
    some = [NEWS[at % len(NEWS)] for at in (3, 0, 11, 2, 7, 3, 12)]
    found = model.analyse(some)
    assert [len(one.lemmas) for one in found] == [len(words) for words in some]
    for one, words in zip(found, some, strict=True):
        check(one, words)
        assert same(one, model.analyse([words])[0])
    assert same(found[0], found[5])


def test_words_may_come_in_any_sequence(model: Language) -> None:
    assert model.analyse((tuple(NEWS[0]),)) == model.analyse([NEWS[0]])


# --- the same whatever is beside it ---

MIXED: list[Sequence[Word]] = [
    *NEWS,
    [Placeholder(0, 0), "rejected", Placeholder(1, 1), "demands", "."],
    ["the", Placeholder(2, 3), "left"],
    [*NEWS[3], *NEWS[11], *NEWS[7], *NEWS[3], *NEWS[11], *NEWS[7]],
    [],
    *([word] for word in ODD_WORDS[::5]),
]


@pytest.fixture(scope="module")
def together(model: Language) -> list[Analysis]:
    return model.analyse(MIXED, meaning=True)


def test_a_sentence_alone_is_read_as_among_others(
    model: Language, together: list[Analysis]
) -> None:
    for words, expected in zip(MIXED, together, strict=True):
        (alone,) = model.analyse([words], meaning=True)
        assert same(alone, expected)


@settings(max_examples=6)
@given(st.lists(st.integers(0, len(MIXED) - 1), min_size=2, max_size=9))
def test_neither_order_nor_neighbours_matter(
    model: Language, together: list[Analysis], order: list[int]
) -> None:
    found = model.analyse([MIXED[at] for at in order], meaning=True)
    assert all(same(one, together[at]) for one, at in zip(found, order, strict=True))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_number_of_threads_does_not_matter(together: list[Analysis], threads: int) -> None:
    found = Language(threads=threads).analyse(MIXED, meaning=True)
    assert all(same(one, other) for one, other in zip(found, together, strict=True))


def test_asking_for_the_meaning_changes_nothing_else(
    model: Language, together: list[Analysis]
) -> None:
    assert model.analyse(MIXED) == together


def test_threads_may_share_a_model(model: Language, together: list[Analysis]) -> None:
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(model.analyse, MIXED[n::3], meaning=True) for n in (0, 1, 2, 0, 1, 2)]
        for job, n in zip(jobs, (0, 1, 2, 0, 1, 2), strict=True):
            found = zip(job.result(), together[n::3], strict=True)
            assert all(same(one, other) for one, other in found)


def digest(found: list[Analysis]) -> str:
    sums = hashlib.sha256()
    for one in found:
        labels = (one.upos, one.feats, one.lemmas, one.heads, one.relations, one.names)
        sums.update(repr(labels).encode())
        sums.update(b"" if one.meaning is None else one.meaning.tobytes())
    return sums.hexdigest()


def test_another_process_reads_the_same(model: Language) -> None:
    program = (
        "import sys; from pathlib import Path; from test_language import *\n"
        "model = Language(Path(sys.argv[1]), threads=1)\n"
        "print(digest(model.analyse(NEWS[::-1], meaning=True)[::-1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(WEIGHTS)],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(model.analyse(NEWS, meaning=True))


# --- long sentences ---


def test_a_sentence_of_five_thousand_words_is_one_tree(model: Language) -> None:
    words: list[Word] = [NEWS[3][at % len(NEWS[3])] for at in range(5000)]
    (found,) = model.analyse([words], meaning=True)
    check(found, words)
    assert found.relations.count("root") == 1


def test_a_sentence_without_punctuation_is_cut_at_the_last_word_that_fits(
    model: Language,
) -> None:
    words: list[Word] = ["word"] * (2 * MAX_PIECES + 10)
    (found,) = model.analyse([words], meaning=True)
    check(found, words)
    full, rest = model.analyse([words[:MAX_PIECES], words[2 * MAX_PIECES :]])
    assert found.heads[:MAX_PIECES] == full.heads
    assert found.upos == full.upos * 2 + rest.upos


@pytest.mark.parametrize("mark", [".", ";", "…", "—"])
def test_a_long_sentence_is_cut_at_a_mark_and_its_parts_hang_together(
    model: Language, mark: str
) -> None:
    words: list[Word] = [*["talk"] * 225, mark, *["truce"] * 100]
    (found,) = model.analyse([words])
    check(found, words)
    first, second = model.analyse([words[:226], words[226:]])
    root = first.heads.index(0) + 1
    assert found.heads == first.heads + tuple(head + 226 if head else root for head in second.heads)
    assert found.upos == first.upos + second.upos
    assert found.names == first.names + tuple((a + 226, b + 226, c) for a, b, c in second.names)
    assert found.relations[226 + second.heads.index(0)] == "parataxis"


def test_words_of_fifty_pieces_each_are_read(model: Language) -> None:
    words: list[Word] = [*["-" * 50] * 23, Placeholder(0, 1), "." * 50]
    assert len(model._encoder.pieces.pieces("-" * 50)) == 50
    check(model.analyse([words], meaning=True)[0], words)


def test_words_of_more_pieces_than_fit_are_read(model: Language) -> None:
    words: list[Word] = ["각" * 100, "a" * 10_000, "漢" * 100, "漢" * 99, "漢" * 98]
    check(model.analyse([words])[0], words)


@settings(max_examples=8)
@given(st.lists(st.tuples(sentences(4), st.integers(1, 60)), min_size=1, max_size=3))
def test_any_long_sentence_has_one_tree(
    model: Language, some: list[tuple[list[Word], int]]
) -> None:
    words = [word for part, times in some for word in part * times]
    check(model.analyse([words], meaning=True)[0], words)


# --- placeholders ---


def test_slots_go_round(model: Language) -> None:
    def read(shift: int) -> Analysis:
        words: list[Word] = [Placeholder(0, shift), "and", Placeholder(1, 3 + shift), "talks"]
        return model.analyse([words], meaning=True)[0]

    assert same(read(0), read(SLOTS))
    assert same(read(5), read(5 + 7 * SLOTS))


def test_the_name_behind_a_placeholder_cannot_be_seen(model: Language) -> None:
    """Actors numbered as they come: texts that mirror each other are one text to the model."""

    def masked(words: list[str], actors: set[str]) -> list[Word]:
        slots: dict[str, int] = {}
        return [
            Placeholder(0, slots.setdefault(word, len(slots))) if word in actors else word
            for word in words
        ]

    text = "Arland told Borland that Arland would leave".split()
    mirror = "Borland told Arland that Borland would leave".split()
    some = [masked(words, {"Arland", "Borland"}) for words in (text, mirror)]
    first, second = model.analyse(some, meaning=True)
    assert same(first, second)


# --- the file, and the values ---


def test_the_model_of_a_process_is_loaded_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: Language.shared(), range(8)))
    assert len({id(one) for one in found}) == 1
    assert found[0].version == str(manifest()["version"])


def test_figures_are_those_of_the_file(tmp_path: Path) -> None:
    trained = {"int8": {"ewt": {"LAS": 85.0}}}
    path = small_weights(tmp_path / "model.zip", manifest={"trained": trained, "version": 9})
    found = Language(path)
    assert found.figures("int8") == {"ewt": {"LAS": 85.0}}
    assert found.version == "9"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the language model is missing"):
        Language(tmp_path / "none.zip")


@pytest.mark.parametrize(
    "change",
    [
        {"labels": None},
        {"labels": {}},
        {"labels": {**LABELS, "relations": ["nsubj"]}},
        {"labels": {**LABELS, "lemmas": ["l|0|0||", "no rule"]}},
        {"labels": {**LABELS, "names": ["O", "B-PER", "I-PER"]}},
        {"names_steps": [[0.0] * 3] * 3},
        {"names_start": "x"},
        {"lemma_cuts": [["|"]]},
        {"lemmas_known": {"NOUN": {"talks": 10**6}}},
        {"lemmas_known": ["talks"]},
    ],
)
def test_labels_that_do_not_fit_are_damage(tmp_path: Path, change: dict[str, object]) -> None:
    path = small_weights(tmp_path / "model.zip", manifest=change)
    with pytest.raises(DataError, match="damaged") as caught:
        Language(path)
    assert caught.value.file == str(path)


def test_analyses_can_be_compared_and_kept_in_sets(model: Language) -> None:
    first, again = model.analyse([NEWS[0]], meaning=True)[0], model.analyse([NEWS[0]])[0]
    assert first == again
    assert len({first, again}) == 1
    assert first != model.analyse([NEWS[1]])[0]


def test_a_meaning_is_the_callers_own(model: Language) -> None:
    first, other = model.analyse([NEWS[0], NEWS[0]], meaning=True)
    assert first.meaning is not None
    assert other.meaning is not None
    first.meaning[:] = 0
    assert other.meaning.any()
    assert first.meaning.base is None


def test_a_text_is_not_taken_for_words(model: Language) -> None:
    with pytest.raises(TypeError, match="a list of words"):
        model.analyse(["Putin"])


def test_in_a_text_names_alone_may_change_and_only_after_the_sentence_before(
    model: Language,
) -> None:
    sentences = [line for line in NEWS if line] * 2
    alone = model.analyse(sentences)
    text = model.analyse(sentences, one_text=True)
    assert [replace(one, names=()) for one in alone] == [replace(one, names=()) for one in text]
    assert alone[0] == text[0]
    for at in range(1, len(sentences)):
        pair = model.analyse(sentences[at - 1 : at + 1], one_text=True)
        assert pair[1] == text[at]


def test_in_a_text_the_sentence_before_tells_what_a_name_is(model: Language) -> None:
    after = "Kent won the match .".split()
    kinds = {}
    for before in ("The club met its rivals on Sunday .", "The town lies on a river ."):
        found = model.analyse([before.split(), after], one_text=True)[1].names
        kinds[before.split()[1]] = [kind for _, _, kind in found]
    assert kinds == {"club": ["ORG"], "town": ["PLACE"]}


def test_in_a_text_long_and_empty_sentences_are_read(model: Language) -> None:
    long = ["word"] * 600
    found = model.analyse([[], ["Oslo"], long, ["Oslo"], ["a"] * 250, long[:253]], one_text=True)
    assert [len(one.upos) for one in found] == [0, 1, 600, 1, 250, 253]
    assert model.analyse([], one_text=True) == []
