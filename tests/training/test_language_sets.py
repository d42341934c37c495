"""The sets that train the language model: read right, masked right, scored right."""

# ruff: noqa: E501 - the lines of a treebank are long

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tree_checks import is_tree

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from training.language import namesets, score, similarity, treebanks, variants  # noqa: E402
from training.language.data import ANY, OUT, Example, begin, inside  # noqa: E402

from detente.read.labels import NAME_TYPES  # noqa: E402
from detente.read.wordpiece import Placeholder  # noqa: E402

CONLLU = """\
# newdoc id = GUM_news_harbour
# sent_id = GUM_news_harbour-1
# text = The Norwegian minister, Kari Holt, isn't in Oslo.
1	The	the	DET	DT	Definite=Def|PronType=Art	3	det	_	Entity=(1-person-new-nnnnn-cf1-3-coref
2	Norwegian	Norwegian	ADJ	JJ	Degree=Pos	3	amod	_	_
3	minister	minister	NOUN	NN	Number=Sing	11	nsubj	_	Entity=1)|SpaceAfter=No
4	,	,	PUNCT	,	_	5	punct	_	_
5	Kari	Kari	PROPN	NNP	Number=Sing	3	appos	_	Entity=(1-person-giv:act-nnnnn-cf1-1,2-appos
6	Holt	Holt	PROPN	NNP	Number=Sing	5	flat	_	Entity=1)|SpaceAfter=No
7	,	,	PUNCT	,	_	3	punct	_	_
8-9	isn't	_	_	_	_	_	_	_	_
8	is	be	AUX	VBZ	Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin	11	cop	_	_
9	n't	not	PART	RB	Polarity=Neg	11	advmod	_	_
9.1	left	leave	VERB	VBN	_	_	_	_	_
10	in	in	ADP	IN	_	11	case	_	_
11	Oslo	Oslo	PROPN	NNP	Number=Sing	0	root	_	Entity=(2-place-new-nnnnn-cf2-1-sgl)|SpaceAfter=No
12	.	.	PUNCT	.	_	11	punct	_	_

"""


@pytest.fixture
def bank(tmp_path: Path) -> list[Example]:
    path = tmp_path / "bank.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return treebanks.treebank(path, "gum")


def test_ranges_and_empty_nodes_are_left_out(bank: list[Example]) -> None:
    (example,) = bank
    assert example.words[7:9] == ["is", "n't"]
    assert len(example.words) == 12
    assert example.source == "gum news"
    assert example.heads is not None
    assert is_tree(example.heads)


def test_features_that_nothing_needs_are_dropped(bank: list[Example]) -> None:
    assert bank[0].feats is not None
    assert bank[0].feats[0] == "Definite=Def|PronType=Art"
    assert treebanks.kept_features("NumForm=Digit|Number=Sing") == "Number=Sing"
    assert treebanks.kept_features("NumForm=Digit") == "_"


def test_names_come_from_the_entity_layer_and_descriptions_do_not(bank: list[Example]) -> None:
    names = bank[0].names
    assert names is not None
    assert names[4:6] == [begin("PER"), inside("PER")]
    assert names[10] == begin("PLACE")
    assert names[2] == OUT
    # a demonym: some name, the layer does not say which
    assert names[1] & begin("GRP")
    assert (4, 6, "PER") in bank[0].spans


def test_names_marked_by_hand_replace_the_derived_ones(bank: list[Example], tmp_path: Path) -> None:
    assert bank[0].rough
    read = tmp_path / "treebanks.tsv"
    read.write_text("GUM_news_elsewhere-1\t\nGUM_news_harbour-1\t2-2:GRP 5-6:PER 11-11:PLACE\n")
    assert namesets.add_read(bank, read) == 1
    (example,) = bank
    assert not example.rough
    assert example.spans == [(1, 2, "GRP"), (4, 6, "PER"), (10, 11, "PLACE")]
    assert example.names is not None
    assert example.names[:2] == [OUT, begin("GRP")]
    assert example.names[4:6] == [begin("PER"), inside("PER")]


@pytest.mark.parametrize("part", ["0-1:PER", "3-2:PER", "12-13:PER", "2-2:LOC", "2:PER"])
def test_a_span_outside_its_sentence_is_named(
    bank: list[Example], tmp_path: Path, part: str
) -> None:
    read = tmp_path / "treebanks.tsv"
    read.write_text(f"GUM_news_harbour-1\t{part}\n")
    with pytest.raises(ValueError, match=r"treebanks\.tsv line 1"):
        namesets.add_read(bank, read)


def test_masking_puts_one_placeholder_for_a_name_and_mends_the_tree(bank: list[Example]) -> None:
    shut = variants.masked(bank[0], random.Random(3))
    assert sum(isinstance(word, Placeholder) for word in shut.words) == 2
    assert "Holt" not in shut.words
    assert shut.heads is not None
    assert is_tree(shut.heads)
    assert len(shut.heads) == len(shut.words) == len(shut.upos or ()) == 11
    person, place = (word for word in shut.words if isinstance(word, Placeholder))
    assert (place.slot - person.slot) % 16 == 1
    assert person.kind == place.kind == 0
    assert shut.relations is not None
    assert shut.relations[4] == "appos"
    assert shut.relations[shut.heads.index(0)] == "root"


def test_one_actor_has_one_slot() -> None:
    words: list[str | Placeholder] = ["Oslo", "and", "Oslo"]
    example = Example(
        words, "", "x", ["PROPN"] * 3, ["_"] * 3, ["_"] * 3, [0, 3, 1], ["root", "cc", "conj"],
        spans=[(0, 1, "PLACE"), (2, 3, "PLACE")],
    )  # fmt: skip
    shut = variants.masked(example, random.Random(0))
    assert shut.words[0] == shut.words[2] != "Oslo"


def test_a_span_that_is_no_subtree_is_left_alone() -> None:
    words: list[str | Placeholder] = ["Oslo", "Bergen", "left"]
    example = Example(
        words, "", "x", ["PROPN"] * 3, ["_"] * 3, ["_"] * 3, [3, 3, 0], ["nsubj", "nsubj", "root"],
        spans=[(0, 2, "PLACE")],
    )  # fmt: skip
    assert variants.masked(example, random.Random(0)) is example


def test_without_its_full_stop_a_sentence_is_whole(bank: list[Example]) -> None:
    short = variants.without_last_mark(bank[0])
    assert short.words[-1] == "Oslo"
    assert len(short.heads or ()) == len(short.names or ()) == len(short.words) == 11


@pytest.fixture
def own(tmp_path: Path) -> list[Example]:
    path = tmp_path / "train_x.tsv"
    path.write_text(
        "wire\t[PLACE US]-led forces met [PER Abu Omar]'s [GRP pro-Russian] rivals.\n"
        "headline\tNo name here\n",
        encoding="utf-8",
    )
    return namesets.marked(path)


def test_our_own_format_gives_exact_words(own: list[Example]) -> None:
    first, second = own
    assert first.text == "US-led forces met Abu Omar's pro-Russian rivals."
    marked = {" ".join(map(str, first.words[a:b])): kind for a, b, kind in first.spans}
    assert marked == {"US": "PLACE", "Abu Omar": "PER", "pro-Russian": "GRP"}
    assert second.names == [OUT] * 3
    assert first.source == "own wire"


def test_renaming_keeps_labels_and_words_in_step(own: list[Example]) -> None:
    names_of = {"PER": [("A", "B", "C")], "PLACE": [("D",)], "ORG": [], "GRP": [], "OTHER": []}
    for seed in range(20):
        new = variants.renamed(own[0], random.Random(seed), names_of)
        assert len(new.words) == len(new.names or ())
        kinds = [kinds for _, _, kinds in score.gold_spans(new.names or ())]
        assert kinds == [frozenset({"PLACE"}), frozenset({"PER"}), frozenset({"GRP"})]


def test_a_mark_without_a_word_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("wire\tHe saw [PER  ] there.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tsv line 1"):
        namesets.marked(path)


@pytest.mark.parametrize(
    "path",
    [
        *(ROOT / "training/data/names").glob("train*.tsv"),
        *(ROOT / "bench/gold/names").glob("*.tsv"),
    ],
    ids=lambda path: path.stem,
)
def test_every_line_of_our_sets_is_sound(path: Path) -> None:
    examples = namesets.marked(path)
    assert len(examples) >= 200
    assert len({example.text for example in examples}) == len(examples)
    for example in examples:
        assert "[" not in example.text
        for first, last, _ in example.spans:
            text = str(example.words[first])
            assert text not in ("the", "'s"), example.text
            assert last <= len(example.words)


DATA = Path(os.environ.get("DETENTE_DATA", ROOT.parent / "shared" / "data"))


def test_names_read_in_the_treebanks_fit_their_sentences() -> None:
    path = ROOT / "training/data/names/treebanks.tsv"
    ids = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(set(ids)) == len(ids) > 4000
    files = [DATA / "treebank" / f"{n}.conllu" for n in ("en_ewt-ud-train", "gum_train")]
    if not all(file.exists() for file in files):
        pytest.skip("the treebanks are not here")
    banks = [treebanks.treebank(file, "ewt") for file in files]
    assert sum(namesets.add_read(bank, path) for bank in banks) == len(ids)
    read = [example for bank in banks for example in bank if not example.rough]
    assert {kind for example in read for _, _, kind in example.spans} == set(NAME_TYPES)


def test_the_measuring_half_shares_no_sentence_with_the_training_half() -> None:
    halves = [
        {e.text for path in (ROOT / place).glob(files) for e in namesets.marked(path)}
        for place, files in (
            ("training/data/names", "train*.tsv"),
            ("bench/gold/names", "*.tsv"),
        )
    ]
    assert not halves[0] & halves[1]


# -- scores ----------------------------------------------------------------------------------------


def test_tree_scores_count_subtypes_apart() -> None:
    figures = score.trees([([0, 1], ["root", "obl:tmod"])], [([0, 1], ["root", "obl"])])
    assert figures == {"UAS": 100, "LAS": 100, "LAS with subtypes": 50}


def test_a_type_of_two_classes_counts_where_its_gold_stands() -> None:
    wide = begin("ORG") | begin("GRP")
    gold = [[begin("ORG"), wide, OUT]]
    found = score.names(gold, [["B-ORG", "B-ORG", "B-ORG"]])
    assert found["GRP/ORG"] == 100
    assert found["ORG"] == pytest.approx(200 / 3)
    assert found["F1"] == 80


def test_name_scores() -> None:
    gold = [[begin("PER"), inside("PER"), OUT, begin("GRP") | begin("OTHER")]]
    right = score.names(gold, [["B-PER", "I-PER", "O", "B-OTHER"]])
    assert right["F1"] == 100
    assert right["GRP/OTHER"] == 100
    short = score.names(gold, [["B-PER", "O", "O", "B-GRP"]])
    assert short["P"] == short["R"] == 50
    assert score.names(gold, [["O"] * 4])["F1"] == 0
    assert score.names(gold, [["B-PER", "I-PER", "B-OTHER", "O"]], frozenset({"OTHER"}))["P"] == 100


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]), max_size=12))
def test_spans_cover_what_is_labelled(labels: list[str]) -> None:
    found = score.spans(labels)
    covered = {at for first, last, _ in found for at in range(first, last)}
    assert covered == {at for at, label in enumerate(labels) if label != "O"}


def test_likeness_of_a_thing_with_itself() -> None:
    draw = np.random.default_rng(0)
    vectors = draw.normal(size=(80, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    same = similarity.agreement(vectors, vectors)
    assert same["spearman"] == pytest.approx(1)
    assert same["same nearest"] == 1
    other = draw.normal(size=(80, 16)).astype(np.float32)
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    assert similarity.agreement(vectors, other)["spearman"] < 0.5


def test_open_labels_stay_open() -> None:
    assert ANY & OUT
    assert ANY & begin("PER")
    assert ANY & inside("OTHER")
