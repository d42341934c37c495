"""The training run: epochs over all sets, a checkpoint after each, the mean of the weights kept."""

from __future__ import annotations

import copy
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from detente.read.labels import NAME_LABELS
from detente.read.wordpiece import WordPiece

from . import agree, predict, variants
from .batches import Coded, Coder, batched, code, tensors
from .data import ANY, OUT, Example
from .losses import Asked, losses
from .net import Labels, Net, neutral, published
from .sets import Sets

Config = dict[str, Any]


def say(**what: object) -> None:
    """One line of JSON in the log."""
    print(json.dumps(what), flush=True)


def labels_of(examples: list[Example], rarest_lemma: int) -> Labels:
    """All labels of the training sets, in an order that depends on the sets alone."""
    upos: Counter[str] = Counter()
    feats: Counter[str] = Counter()
    lemmas: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for example in examples:
        upos.update(example.upos or ())
        feats.update(example.feats or ())
        lemmas.update(example.lemmas or ())
        relations.update(example.relations or ())
    return Labels(
        upos=sorted(upos),
        feats=sorted(label for label, n in feats.items() if n >= 3),
        lemmas=[label for label, n in lemmas.most_common() if n >= rarest_lemma],
        relations=sorted(label for label, n in relations.items() if n >= 3),
        names=list(NAME_LABELS),
    )


def vary(
    example: Example, draw: random.Random, share: dict[str, float], pool: variants.Pool
) -> Example:
    """One epoch's view of a sentence: perhaps masked, with other names, without its full stop, or
    in odd case."""
    if draw.random() < share["masked"]:
        example = variants.masked(example, draw)
    if example.heads is None and draw.random() < share["renamed"]:
        example = variants.renamed(example, draw, pool)
    if draw.random() < share["no_stop"]:
        example = variants.without_last_mark(example)
    if draw.random() < share["recased"]:
        example = variants.recased(example, draw.random() < 0.6)
    return example


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of training with a plan of its own; rates fall to nothing at its end."""

    name: str
    epochs: int
    rate: float
    head_rate: float
    warm_up: int


class Trainer:
    """One run over one configuration. Started again, it goes on from the last checkpoint."""

    def __init__(self, config: Config, sets: Sets, base: Path, out: Path) -> None:
        torch.set_num_threads(config["threads"])
        torch.manual_seed(config["seed"])
        self.config, self.out = config, out
        self.draw = random.Random(config["seed"])
        self.labels = labels_of(sets.train, config["rarest_lemma"])
        encoder, self.vocabulary = published(base)
        self.pieces = WordPiece(self.vocabulary)
        neutral(encoder, self.vocabulary, config["placeholders"])
        self.net = Net(encoder, self.labels, arc=config["arc"], rel=config["rel"])
        self.average = copy.deepcopy(self.net)
        self.coder = Coder(self.labels)
        self.plain = {id(e): c for e in sets.train if (c := code(e, self.pieces)) is not None}
        self.examples = [e for e in sets.train if id(e) in self.plain]
        self.treebank = [e for e in sets.train if e.lemmas is not None]
        self.pool = variants.pool(sets.train)
        unique = list(self.plain.values())
        vectors = predict.original_meaning(base, unique)
        self.meaning = {id(row.example): vectors[n] for n, row in enumerate(unique)}
        self.dev = {
            name: [c for e in rows if (c := code(e, self.pieces)) is not None]
            for name, rows in predict.with_masked(sets.dev).items()
        }
        say(train=len(self.examples), labels={k: len(v) for k, v in asdict(self.labels).items()})

    def _begin(self, phase: Phase) -> None:
        """Set up the plan of a phase, and go on from its checkpoint if there is one."""
        self.phase = phase
        pieces = sum(len(self.plain[id(e)].pieces) for e in self.examples)
        # batches are filled to about 94 %: enough for a plan of the rates
        steps = math.ceil(pieces * 1.06 / self.config["budget"]) * phase.epochs
        self.steps = steps

        def old(name: str) -> bool:
            return name.startswith("encoder") and name != "encoder.shape.weight"

        named = list(self.net.named_parameters())
        groups = [
            {"params": [p for n, p in named if old(n)], "lr": phase.rate},
            {"params": [p for n, p in named if not old(n)], "lr": phase.head_rate},
        ]
        self.optimiser = torch.optim.AdamW(
            groups, betas=(0.9, 0.98), weight_decay=0.01, foreach=True
        )
        self.plan = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda n: min(1.0, n / phase.warm_up) * max(0.01, 1 - n / steps)
        )
        self.epoch = self.step = 0
        self._resume()

    @property
    def checkpoint(self) -> Path:
        """Where the state after the phase's last whole epoch lies."""
        return self.out / f"{self.phase.name}.pt"

    def save(self) -> None:
        """Write the checkpoint whole or not at all."""
        state = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "plan": self.plan.state_dict(),
            "draw": self.draw.getstate(),
            "torch": torch.get_rng_state(),
            "epoch": self.epoch,
            "step": self.step,
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def _resume(self) -> None:
        if not self.checkpoint.exists():
            return
        saved = torch.load(self.checkpoint, weights_only=False)
        self.net.load_state_dict(saved["net"])
        self.average.load_state_dict(saved["average"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.plan.load_state_dict(saved["plan"])
        self.draw.setstate(saved["draw"])
        torch.set_rng_state(saved["torch"])
        self.epoch, self.step = saved["epoch"], saved["step"]
        say(phase=self.phase.name, resumed=self.epoch)

    def run(self, phase: Phase) -> Net:
        """Train what is left of the phase; return the mean network, where the next one starts."""
        self._begin(phase)
        while self.epoch < phase.epochs:
            start = time.time()
            self._epoch(start)
            self.epoch += 1
            self.save()
            done = self.epoch == phase.epochs
            dev = {n: rows for n, rows in self.dev.items() if done or "masked" not in n}
            look = done or self.epoch % self.config["every"] == 0
            say(
                phase=phase.name,
                epoch=self.epoch,
                seconds=round(time.time() - start),
                dev=predict.evaluate(self.average, self.labels, dev) if look else None,
            )
        self.net.load_state_dict(self.average.state_dict())
        return self.average

    def agree(self) -> None:
        """Bring the rough name labels of the treebanks to the main convention."""
        rows = [self.plain[id(e)] for e in self.examples if e.rough]
        found = agree.relabel(self.average, rows, self.config["sure"])
        examples = []
        for example in self.examples:
            new = found.get(id(example))
            if new is not None:
                self.plain[id(new)] = replace(self.plain[id(example)], example=new)
                self.meaning[id(new)] = self.meaning[id(example)]
            examples.append(new or example)
        self.examples = examples
        known = [mask for e in found.values() for mask in e.names or () if mask != ANY]
        say(agreed=len(known), named=sum(mask != OUT for mask in known))

    def _epoch(self, start: float) -> None:
        sums: Counter[str] = Counter()
        self.net.train()
        for count, asked in enumerate(self._batches(), 1):
            found = self._step(asked)
            for name, value in found.items():
                sums[name] += float(value.detach())
            if count % 50 == 0:
                means = {name: round(value / count, 3) for name, value in sums.items()}
                taken = round(time.time() - start)
                print(
                    f"epoch {self.epoch} step {self.step} of {self.steps} {taken} s {means}",
                    file=sys.stderr,
                    flush=True,
                )

    def _batches(self) -> Iterator[Asked]:
        rows: list[Coded] = []
        for example in self.examples:
            seen = vary(example, self.draw, self.config["vary"], self.pool)
            coded = self.plain[id(example)] if seen is example else code(seen, self.pieces)
            if coded is not None:
                rows.append(coded)
        none = torch.zeros(384)
        for group in batched(rows, self.config["budget"], self.draw):
            batch = tensors(group)
            hide = torch.rand(batch.pieces.shape) < self.config["hide"]
            batch.pieces[hide & batch.mask & (batch.shapes != 0)] = self.pieces.mask
            meaning = torch.stack([self.meaning.get(id(row.example), none) for row in group])
            yield Asked(group, batch, self.coder.gold(group), meaning)

    def _step(self, asked: Asked) -> dict[str, Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = losses(self.net, self.net(asked.batch), asked)
            weights = self.config["weights"]
            loss = torch.stack([weights[name] * value for name, value in found.items()]).sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.plan.step()
        self.step += 1
        decay = min(self.config["average"], self.step / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.average.parameters()), list(self.net.parameters()), 1 - decay
            )
        return found
