"""Ranges for int8: watch the inputs of every quantised layer on training sentences, fix them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch

from .batches import Coded, batched, tensors
from .net import Net, Quantised


def layers(net: Net) -> dict[str, Quantised]:
    return {name: layer for name, layer in net.named_modules() if isinstance(layer, Quantised)}


@torch.no_grad()
def calibrate(net: Net, rows: Sequence[Coded], *, clip: float, seed: int) -> None:
    """Set the input range of each layer; `clip` is the share of values left outside at each end."""
    net.eval()
    found = layers(net)
    draw = random.Random(seed)
    sample = draw.sample(list(rows), min(1500, len(rows)))
    for layer in found.values():
        layer.watch(clip)
    for group in batched(sample, 2048, draw):
        net.decide(net(tensors(group)))
    for layer in found.values():
        layer.settle()
        layer.mode = "float"


def switch(net: Net, mode: str) -> None:
    """`float` or `int8` arithmetic in every quantised layer."""
    for layer in layers(net).values():
        layer.mode = mode


def copy(source: Net, target: Net) -> None:
    """Give one network's ranges to another of the same shape."""
    theirs = layers(source)
    for name, layer in layers(target).items():
        layer.low, layer.high = theirs[name].low, theirs[name].high


def ranges(net: Net) -> dict[str, tuple[float, float]]:
    return {name: (layer.low, layer.high) for name, layer in layers(net).items()}
