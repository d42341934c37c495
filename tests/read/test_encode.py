"""Sentences through the graphs: what goes in, how it is cut into batches, and that each sentence's
numbers are its own, bit for bit."""

from __future__ import annotations

import multiprocessing
import os
import random
import zipfile
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language_samples import (
    NEWS,
    ODD_WORDS,
    PLACEHOLDERS,
    WORDS,
    parts,
    small_weights,
)

from detente.errors import DataError
from detente.read import encode, shapes
from detente.read.encode import LENGTHS, MAX_PIECES, Encoder, Raw, Word
from detente.read.language import WEIGHTS
from detente.read.wordpiece import Placeholder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(WEIGHTS, threads=2)


def numbers(raw: Raw, at: int) -> dict[str, Any]:
    """All that a batch says of one of its sentences."""
    n = int(raw.sizes[at])
    return {
        "upos": raw.upos[at, :n],
        "feats": raw.feats[at, :n],
        "lemmas": raw.lemmas[at, :n],
        "arcs": raw.arcs[at, :n, : n + 1],
        "dependent": raw.dependent[at, :n],
        "head": raw.head[at, : n + 1],
        "names": raw.names[at, :n],
        "meaning": raw.meaning[at],
    }


def read(encoder: Encoder, sentences: Sequence[Sequence[Word]]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for raw in encoder.run(sentences):
        heads = np.zeros(raw.upos.shape, dtype=np.int64)  # all words on the root
        relations = encoder.relations(raw, heads)
        for at, row in enumerate(raw.rows):
            assert row not in found
            found[row] = numbers(raw, at)
            found[row]["relations"] = relations[at, : int(raw.sizes[at])]
    assert sorted(found) == list(range(len(sentences)))
    return [found[row] for row in range(len(sentences))]


def assert_same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    different = {
        (at, name)
        for at, (here, there) in enumerate(zip(found, expected, strict=True))
        for name in here
        if here[name].tobytes() != there[name].tobytes()
    }
    assert not different


SENTENCES: list[Sequence[Word]] = [
    *NEWS,
    [Placeholder(0, 0), "rejected", Placeholder(1, 1), "demands", "."],
    *([word] for word in ODD_WORDS[-12:]),
    ["word"] * MAX_PIECES,
    *(NEWS[3] + NEWS[n] for n in range(5, 9)),
]


@pytest.fixture(scope="module")
def together(encoder: Encoder) -> list[dict[str, Any]]:
    return read(encoder, SENTENCES)


def test_a_sentence_alone_has_the_numbers_that_it_has_among_others(
    encoder: Encoder, together: list[dict[str, Any]]
) -> None:
    assert_same([read(encoder, [words])[0] for words in SENTENCES], together)


def test_neither_order_nor_size_of_the_batch_matters(
    encoder: Encoder, together: list[dict[str, Any]]
) -> None:
    draw = random.Random(5)
    order = list(range(len(SENTENCES))) + draw.choices(range(len(SENTENCES) - 6), k=40)
    draw.shuffle(order)
    found = read(encoder, [SENTENCES[at] for at in order])
    assert_same(found, [together[at] for at in order])


@pytest.mark.parametrize("threads", [1, 3, 8])
def test_the_number_of_threads_does_not_matter(
    together: list[dict[str, Any]], threads: int
) -> None:
    other = Encoder(WEIGHTS, threads=threads)
    assert_same(read(other, SENTENCES), together)
    few = range(4)
    assert_same([read(other, [SENTENCES[at]])[0] for at in few], [together[at] for at in few])


class Recorder:
    """Stands for the large graph: keeps what goes in, says nothing of interest."""

    def __init__(self) -> None:
        self.fed: list[dict[str, Any]] = []

    def run(self, names: Sequence[str], fed: dict[str, Any]) -> list[Any]:
        self.fed.append(fed)
        return [np.zeros(len(fed["pieces"])) for _ in names]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Encoder, Recorder]:
    path = small_weights(tmp_path_factory.mktemp("watched") / "small.zip")
    small = Encoder(path, threads=1)  # batches one after the other, as they are recorded
    small._model = recorder = Recorder()
    return small, recorder


SOME = st.lists(
    st.one_of(WORDS, PLACEHOLDERS, st.sampled_from(NEWS[1] + NEWS[4])), min_size=1, max_size=9
)


@settings(max_examples=60)
@given(st.lists(SOME, max_size=6))
def test_what_goes_in_is_the_words_piece_by_piece(
    watched: tuple[Encoder, Recorder], sentences: list[list[Word]]
) -> None:
    encoder, recorder = watched
    sentences = [words for words in sentences if encoder.count(words) <= MAX_PIECES]
    recorder.fed.clear()
    rows = [raw.rows for raw in encoder.run(sentences)]
    assert sorted(row for some in rows for row in some) == list(range(len(sentences)))
    for some, fed in zip(rows, recorder.fed, strict=True):
        for at, row in enumerate(some):
            check_fed(encoder, sentences[row], {name: array[at] for name, array in fed.items()})


def check_fed(encoder: Encoder, words: list[Word], fed: dict[str, Any]) -> None:
    alphabet = encoder.pieces
    length = len(fed["pieces"])
    assert length == min(n for n in LENGTHS if n >= encoder.count(words) + 2)
    assert fed["first"].shape == fed["last"].shape == (length - 1,)
    plain = iter(shapes.shapes([word for word in words if not isinstance(word, Placeholder)]))
    at = 1
    for number, word in enumerate(words, 1):
        pieces = alphabet.pieces(word)
        kind = shapes.PLACEHOLDER if isinstance(word, Placeholder) else next(plain)
        assert fed["first"][number] == at
        assert fed["last"][number] == at + len(pieces) - 1
        assert tuple(fed["pieces"][at : at + len(pieces)]) == pieces
        assert set(fed["shapes"][at : at + len(pieces)]) == {kind}
        at += len(pieces)
    assert fed["pieces"][0] == alphabet.first
    assert fed["pieces"][at] == alphabet.last
    assert fed["shapes"][0] == fed["shapes"][at] == shapes.SPECIAL
    assert fed["first"][0] == fed["last"][0] == 0
    for name in ("pieces", "shapes"):
        assert not fed[name][at + 1 :].any()
    for name in ("first", "last"):
        assert not fed[name][len(words) + 1 :].any()


def test_batches_are_bounded(watched: tuple[Encoder, Recorder]) -> None:
    encoder, recorder = watched
    recorder.fed.clear()
    sentences = [["word"] * size for size in (*range(1, MAX_PIECES + 1), *[1] * 2000, *[250] * 20)]
    found = [(len(raw.rows), raw.sizes.tolist()) for raw in encoder.run(sentences)]
    assert sum(count for count, _ in found) == len(sentences)
    for (count, sizes), fed in zip(found, recorder.fed, strict=True):
        rows, length = fed["pieces"].shape
        assert rows == count == len(sizes)
        assert rows * length <= 1024
        assert rows == 1 or 12 * rows * length * length <= 3_000_000
    assert [array["pieces"].shape[1] for array in recorder.fed] == sorted(
        array["pieces"].shape[1] for array in recorder.fed
    )


def test_batches_may_be_left_unread(encoder: Encoder) -> None:
    batches = encoder.run(NEWS * 40)
    first = next(batches)
    assert isinstance(batches, Generator)
    batches.close()
    assert list(next(encoder.run([NEWS[first.rows[0] % len(NEWS)]])).sizes) == [first.sizes[0]]


def test_what_goes_wrong_in_a_batch_is_raised(tmp_path: Path) -> None:
    broken = Encoder(small_weights(tmp_path / "small.zip"), threads=2)
    with pytest.raises(Exception, match=r"(?i)input"):  # its graph takes other things
        list(broken.run(NEWS))


def test_a_sentence_that_is_too_long_is_an_error(watched: tuple[Encoder, Recorder]) -> None:
    encoder, _ = watched
    with pytest.raises(ValueError, match="255 word pieces"):
        list(encoder.run([["word"], ["word"] * 255]))


def test_nothing_to_read_gives_nothing(watched: tuple[Encoder, Recorder]) -> None:
    encoder, _ = watched
    assert list(encoder.run([])) == []
    assert encoder.count([]) == 0


def test_the_ladder_ends_where_the_model_does() -> None:
    assert list(LENGTHS) == sorted(set(LENGTHS))
    assert LENGTHS[-1] == MAX_PIECES + 2 == 256


def fault(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        Encoder(path)
    assert caught.value.file == str(path)
    return str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    said = fault(tmp_path / "none.zip")
    assert "the language model is missing" in said
    assert "none.zip" in said
    assert "install detente again" in said


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    assert "cannot be read (Is a directory)" in fault(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"no archive at all" * 100])
def test_what_is_no_archive_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.zip"
    path.write_bytes(content)
    assert "the language model is damaged" in fault(path)


def test_a_file_cut_short_is_damaged(tmp_path: Path) -> None:
    path = small_weights(tmp_path / "model.zip")
    content = path.read_bytes()
    for size in (len(content) // 3, len(content) - 10):
        path.write_bytes(content[:size])
        assert "damaged" in fault(path)


@pytest.mark.parametrize("part", ["manifest.json", "vocabulary.txt", "relations.onnx"])
def test_one_changed_byte_is_damage(tmp_path: Path, part: str) -> None:
    path = small_weights(tmp_path / "model.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(part).header_offset
    content[start + 30 + len(part) + 40] ^= 1
    path.write_bytes(content)
    assert "damaged" in fault(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"manifest__json": None},
        {"encoder__onnx": None},
        {"manifest__json": b"{"},
        {"manifest__json": b"[]"},
        {"manifest__json": b"{}"},
        {"manifest__json": b"\xff\xfe"},
        {"vocabulary__txt": b"a\nb"},
        {"vocabulary__txt": b"\xff"},
        {"encoder__onnx": b"no graph"},
        {"encoder__onnx": b""},
        {"relations__onnx": parts()["relations.onnx"][:1000]},
    ],
    ids=lambda changes: " ".join(f"{k} {str(v)[:10]}" for k, v in changes.items()),
)
def test_a_part_that_is_missing_or_wrong_is_damage(
    tmp_path: Path, changes: dict[str, bytes | None]
) -> None:
    said = fault(small_weights(tmp_path / "model.zip", **changes))
    assert "the language model is damaged" in said
    assert "install detente again" in said


def test_another_format_is_told_from_damage(tmp_path: Path) -> None:
    said = fault(small_weights(tmp_path / "model.zip", manifest={"format": 2}))
    assert "has the format 2" in said
    assert "damaged" not in said


def test_a_negative_number_of_threads_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="-1 threads"):
        Encoder(small_weights(tmp_path / "model.zip"), threads=-1)


def test_cores_are_counted_where_the_system_does_not_tell_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert encode._cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert encode._cores() == 6
    monkeypatch.setattr(os, "cpu_count", lambda: 128)
    assert encode._cores() == 8
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert encode._cores() == 1


def test_a_worker_of_a_pool_leaves_the_other_cores_to_its_siblings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    monkeypatch.setattr(multiprocessing, "parent_process", object)
    assert encode._cores() == 1
