"""Which sets train the language model and which only measure it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from . import namesets, treebanks
from .data import Example

SPLIT_SEED = 7
TEST_SHARE = 0.2

WIKIGOLD_SEEN = 2
"""Times an epoch: the only set of names in encyclopaedic prose that is not ours, and small."""


@dataclass(slots=True)
class Sets:
    """Sentences to train on, and development sentences by name (scored, never trained on)."""

    train: list[Example]
    dev: dict[str, list[Example]]


def split(examples: list[Example], documents: list[str]) -> tuple[list[Example], list[Example]]:
    """Split off a fifth of whole documents: what trains, and our own test portion."""
    names = sorted(set(documents))
    random.Random(SPLIT_SEED).shuffle(names)
    held = set(names[: round(len(names) * TEST_SHARE)])
    pairs = list(zip(examples, documents, strict=True))
    return [e for e, doc in pairs if doc not in held], [e for e, doc in pairs if doc in held]


def wikigold(root: Path) -> tuple[list[Example], list[Example]]:
    """Training and test portion of wikigold, by runs of 20 sentences (not by its documents, since
    a portion once tested on stays one)."""
    examples = namesets.wikigold(root / "ner" / "wikigold.conll.txt")
    return split(examples, [str(number // 20) for number in range(len(examples))])


def re3d(root: Path) -> tuple[list[Example], list[Example]]:
    """Training and test portion of re3d."""
    examples = namesets.re3d(root / "ner" / "re3d_nonbbc.jsonl")
    return split(examples, [example.document for example in examples])


def treebank(root: Path, name: str, part: str) -> list[Example]:
    """The trees of `ewt` or `gum`, part `train`, `dev` or `test`."""
    file = {"ewt": "en_ewt-ud-{}.conllu", "gum": "gum_{}.conllu"}[name].format(part)
    return treebanks.treebank(root / "treebank" / file, name)


def load(root: Path, own: Path) -> Sets:
    """Read all sets below `root` (the shared data) and `own` (our training sets of names)."""
    ewt, gum = treebank(root, "ewt", "train"), treebank(root, "gum", "train")
    namesets.add_uner(ewt, root / "ner" / "uner_ewt_train_UNRELEASED.iob2")
    for rows in (ewt, gum):
        namesets.add_read(rows, own / "treebanks.tsv")
    wiki, wiki_test = wikigold(root)
    conflict, conflict_test = re3d(root)
    wnut = namesets.wnut(root / "ner" / "wnut17_train.conll")
    ours = [e for path in sorted(own.glob("train*.tsv")) for e in namesets.marked(path)]
    ewt_dev = treebank(root, "ewt", "dev")
    namesets.add_uner(ewt_dev, root / "ner" / "uner_ewt_dev.iob2")
    dev = {
        "ewt": ewt_dev,
        "gum": treebank(root, "gum", "dev"),
        "wikigold": wiki_test,
        "re3d": conflict_test,
        "wnut": namesets.wnut(root / "ner" / "wnut17_dev.conll"),
    }
    return Sets(ewt + gum + wnut + wiki * WIKIGOLD_SEEN + conflict + ours, dev)
