"""Decoded labels from the network in torch, and their scores: for the log of a training run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from detente.read import trees as decoding
from detente.read.labels import Chain

from . import score, variants
from .batches import Coded, batched, tensors
from .data import Example
from .net import Labels, Net, published

BUDGET = 4096


@dataclass(slots=True)
class Found:
    """The labels found in one sentence."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[str]
    meaning: Tensor


@torch.no_grad()
def original_meaning(base: Path, rows: list[Coded]) -> Tensor:
    """Sentence vectors of the published model: mean of the last states, on the unit sphere."""
    encoder, _ = published(base)
    encoder.eval()
    out = torch.zeros(len(rows), 384)
    index = {id(row): number for number, row in enumerate(rows)}
    for group in batched(rows, BUDGET, None):
        batch = tensors(group)
        batch.shapes.zero_()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            top = encoder(batch)[-1].float()
        counted = batch.mask[..., None].float()
        vectors = functional.normalize((top * counted).sum(1) / counted.sum(1), dim=-1)
        for row, vector in zip(group, vectors, strict=True):
            out[index[id(row)]] = vector
    return out


@torch.no_grad()
def predict(net: Net, labels: Labels, rows: list[Coded], *, bfloat: bool = True) -> list[Found]:
    """Decoded labels of each row, in order."""
    net.eval()
    done: dict[int, Found] = {}
    chain = Chain(net.names.steps.numpy(), net.names.start.numpy())
    root = labels.relations.index("root")
    for group in batched(rows, BUDGET, None):
        batch = tensors(group)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat):
            out = net(batch)
            sizes = batch.words.sum(1).numpy()
            heads = torch.from_numpy(decoding.decode(out["arcs"].float().numpy(), sizes))
            relations = net.parser.relations(out["dependent"], out["head"], heads).float()
        relations[..., root] = torch.where(heads == 0, 1e4, -1e4)
        names = chain.best(net.names.scores(out["names"].float()).numpy(), sizes)
        tags = [out[name].argmax(-1) for name in ("upos", "feats", "lemmas")]
        for at, row in enumerate(group):
            size = len(row.first)
            upos, feats, lemmas = (tag[at, :size].tolist() for tag in tags)
            done[id(row)] = Found(
                [labels.upos[n] for n in upos],
                [labels.feats[n] for n in feats],
                [labels.lemmas[n] for n in lemmas],
                heads[at, :size].tolist(),
                [labels.relations[n] for n in relations[at, :size].argmax(-1).tolist()],
                [labels.names[n] for n in names[at, :size]],
                functional.normalize(out["meaning"][at].float(), dim=-1),
            )
    return [done[id(row)] for row in rows]


def evaluate(
    net: Net, labels: Labels, dev: dict[str, list[Coded]], *, bfloat: bool = True
) -> dict[str, dict[str, float]]:
    """Scores of each development set."""
    report = {}
    for name, rows in dev.items():
        found = predict(net, labels, rows, bfloat=bfloat)
        golds = [row.example for row in rows]
        scores: dict[str, float] = {}
        if golds[0].heads is not None:
            scores |= score.trees(
                [(g.heads or [], g.relations or []) for g in golds],
                [(f.heads, f.relations) for f in found],
            )
            for field in ("upos", "feats", "lemmas"):
                scores[field] = score.accuracy(
                    [getattr(g, field) for g in golds], [getattr(f, field) for f in found]
                )
        if any(g.names is not None for g in golds) and "gum" not in name:
            both = [(g.names, f.names) for g, f in zip(golds, found, strict=True) if g.names]
            ignore = frozenset({"GRP", "OTHER"}) if name in ("ewt", "wnut") else frozenset()
            marks = score.names([a for a, _ in both], [b for _, b in both], ignore)
            scores |= {f"names {key}": value for key, value in marks.items()}
        report[name] = {key: round(value, 2) for key, value in scores.items()}
    return report


def with_masked(dev: dict[str, list[Example]]) -> dict[str, list[Example]]:
    """Add to the treebanks: the news part alone, and the sentences with known actors, masked and
    as they were."""
    out = dict(dev)
    out["gum news"] = [e for e in dev["gum"] if e.source == "gum news"]
    for name in ("ewt", "gum"):
        draw = random.Random(1)
        pairs = [(e, variants.masked(e, draw)) for e in dev[name]]
        out[f"{name} with actors"] = [e for e, shut in pairs if shut is not e]
        out[f"{name} with actors masked"] = [shut for e, shut in pairs if shut is not e]
    return out
