"""What training asks of the network, task by task."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from .batches import IGNORE, Coded, Gold
from .net import Batch, Net


@dataclass(slots=True)
class Asked:
    """One batch with all that is known of it; `meaning` rows are 0 where there is no target."""

    rows: list[Coded]
    batch: Batch
    gold: Gold
    meaning: Tensor


def losses(net: Net, out: dict[str, Tensor], asked: Asked) -> dict[str, Tensor]:
    """Return the loss of each task, each a mean over what is known in the batch."""
    batch, gold = asked.batch, asked.gold

    def cross(logits: Tensor, wanted: Tensor) -> Tensor:
        count = (wanted != IGNORE).sum().clamp_min(1)
        return (
            functional.cross_entropy(
                logits.float().flatten(0, 1), wanted.flatten(), ignore_index=IGNORE, reduction="sum"
            )
            / count
        )

    arcs = out["arcs"].float()
    nodes = torch.cat([torch.ones_like(batch.words[:, :1]), batch.words], dim=1)
    arcs = arcs.masked_fill(~nodes[:, None, :], -1e4)
    heads = gold.heads
    found = {
        "upos": cross(out["upos"], gold.upos),
        "feats": cross(out["feats"], gold.feats),
        "lemmas": cross(out["lemmas"], gold.lemmas),
        "arcs": cross(arcs, heads),
    }
    relations = net.parser.relations(out["dependent"], out["head"], heads.clamp_min(0))
    found["relations"] = cross(relations, torch.where(heads == IGNORE, IGNORE, gold.relations))
    rough = torch.tensor([row.example.rough for row in asked.rows])
    for head, chain, mine in (("names", net.names, ~rough), ("rough", net.rough, rough)):
        found[head] = chain.loss(
            out["names"], torch.where(mine[:, None], gold.names, 0), batch.words
        )
    valid = asked.meaning.abs().sum(-1) > 0
    if valid.sum() > 1:
        here = functional.normalize(out["meaning"][valid].float(), dim=-1)
        there = asked.meaning[valid]
        near = 1 - (here * there).sum(-1).mean()
        # each pair's likeness as in the original, besides each vector's place
        found["meaning"] = near + 4 * ((here @ here.T - there @ there.T) ** 2).mean()
    return found
