"""The network in torch: a BERT encoder of six layers with one small head a task."""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.read.labels import FORBIDDEN
from detente.read.shapes import SHAPES
from detente.read.wordpiece import KINDS, SLOTS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536


@dataclass(slots=True)
class Batch:
    """Sentences padded to one length. Word positions: 0 is the root (the piece `[CLS]`)."""

    pieces: Tensor  # (B, T) int64
    shapes: Tensor  # (B, T) int64
    mask: Tensor  # (B, T) bool
    first: Tensor  # (B, W) int64, piece where a word starts
    last: Tensor  # (B, W) int64, its last piece
    words: Tensor  # (B, W) bool


@dataclass(slots=True)
class Labels:
    """What there is to predict, in the order of the outputs."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    relations: list[str]
    names: list[str]


class Quantised(nn.Linear):
    """A linear layer that can take and give what int8 arithmetic would: used while calibrating
    and in the last steps of training (fake quantisation with straight-through gradients)."""

    low: float = 0.0
    high: float = 0.0
    mode: str = "float"  # float | watch | int8

    def forward(self, x: Tensor) -> Tensor:
        if self.mode == "watch":
            flat = x.detach().float().flatten()
            step = max(1, flat.numel() // 200_000)
            sample = flat[::step]
            low, high = torch.quantile(sample, torch.tensor([self.clip, 1 - self.clip])).tolist()
            self.lows.append(min(low, 0.0))
            self.highs.append(max(high, 0.0))
        if self.mode == "int8":
            scale, zero = self.activation()
            x = torch.fake_quantize_per_tensor_affine(x.float(), scale, zero, 0, 255)
            steps = self.weight.detach().abs().amax(dim=1).clamp_min(1e-8) / 63
            weight = torch.fake_quantize_per_channel_affine(
                self.weight, steps, torch.zeros(len(steps), dtype=torch.int32), 0, -63, 63
            )
            return functional.linear(x, weight, self.bias)
        return functional.linear(x, self.weight, self.bias)

    clip = 0.0

    def watch(self, clip: float) -> None:
        self.mode, self.clip = "watch", clip
        self.lows: list[float] = []
        self.highs: list[float] = []

    def settle(self) -> None:
        """Fix the range of inputs from what was watched."""
        self.low, self.high = float(np.median(self.lows)), float(np.median(self.highs))
        if self.clip == 0:
            self.low, self.high = min(self.lows), max(self.highs)

    def activation(self) -> tuple[float, int]:
        scale = max(self.high - self.low, 1e-6) / 255
        return scale, round(-self.low / scale)


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = Quantised(WIDTH, 3 * WIDTH)
        self.out = Quantised(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = Quantised(WIDTH, INNER)
        self.down = Quantised(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bias
        mixed = (self.drop(scores.softmax(-1)) @ v).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.shape = nn.Embedding(len(SHAPES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)  # the encoder starts as it was published

    def forward(self, batch: Batch) -> list[Tensor]:
        x = self.word(batch.pieces) + self.shape(batch.shapes)
        x = self.drop(self.norm(x + self.position.weight[: batch.pieces.shape[1]]))
        bias = torch.where(batch.mask, 0.0, -1e4)[:, None, None, :].to(x.dtype)
        states = []
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states


def published(path: Path) -> tuple[Encoder, list[str]]:
    """The encoder and the vocabulary of the published weights (safetensors: header, raw data)."""
    raw = (path / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])

    def tensor(name: str) -> Tensor:
        start, end = header[name]["data_offsets"]
        shape = header[name]["shape"]
        data = np.frombuffer(raw[8 + length + start : 8 + length + end], dtype="<f4")
        return torch.from_numpy(data.reshape(shape).copy())

    vocabulary = (path / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = [piece for piece in vocabulary if piece]
    encoder = Encoder(len(vocabulary))
    with torch.no_grad():
        encoder.word.weight.copy_(tensor("embeddings.word_embeddings.weight"))
        encoder.position.weight.copy_(
            tensor("embeddings.position_embeddings.weight")
            + tensor("embeddings.token_type_embeddings.weight")[0]
        )
        _copy(encoder.norm, tensor, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                parts = [
                    tensor(f"{at}.attention.self.{n}.{kind}") for n in ("query", "key", "value")
                ]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
            _copy(layer.out, tensor, f"{at}.attention.output.dense")
            _copy(layer.norm, tensor, f"{at}.attention.output.LayerNorm")
            _copy(layer.up, tensor, f"{at}.intermediate.dense")
            _copy(layer.down, tensor, f"{at}.output.dense")
            _copy(layer.norm2, tensor, f"{at}.output.LayerNorm")
    return encoder, vocabulary


def _copy(module: nn.Module, tensor, name: str) -> None:  # type: ignore[no-untyped-def]
    module.weight.copy_(tensor(f"{name}.weight"))  # type: ignore[operator, union-attr]
    module.bias.copy_(tensor(f"{name}.bias"))  # type: ignore[operator, union-attr]


def neutral(encoder: Encoder, vocabulary: list[str], examples: list[list[str]]) -> None:
    """Start each kind of placeholder as the mean of some names of that kind."""
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    with torch.no_grad():
        for kind in range(KINDS):
            known = [ids[word] for word in examples[kind] if word in ids]
            mean = encoder.word.weight[known].mean(0)
            start = ids["[unused0]"] + kind * SLOTS
            noise = torch.randn(SLOTS, WIDTH) * 0.01
            encoder.word.weight[start : start + SLOTS] = mean + noise


class Parser(nn.Module):
    """Biaffine arcs (Dozat and Manning 2017) with relations read from the sum and the product of
    the two words' vectors, which is a biaffine form of low rank and cheap at run time."""

    def __init__(self, relations: int, arc: int, rel: int) -> None:
        super().__init__()
        self.project = Quantised(WIDTH, 2 * arc + 2 * rel)
        self.arc, self.rel = arc, rel
        # the bias is how likely a word is to govern any other
        self.between = Quantised(arc, arc)
        self.relation = Quantised(2 * rel, relations)
        self.drop = nn.Dropout(0.33)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        parts = self.project(words).split([self.arc, self.arc, self.rel, self.rel], dim=-1)
        dependent, head = (self.drop(functional.gelu(part)) for part in parts[:2])
        arcs = self.between(dependent[:, 1:]) @ head.transpose(1, 2)
        return arcs, self.drop(parts[2][:, 1:]), self.drop(parts[3])

    def relations(self, dependent: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        governing = head.gather(1, heads[..., None].expand(-1, -1, self.rel))
        both = torch.cat([functional.gelu(dependent + governing), dependent * governing], dim=-1)
        scores: Tensor = self.relation(both)
        return scores


class Chain(nn.Module):
    """A linear-chain conditional random field (Lafferty et al. 2001) over name labels, whose loss
    takes what is only partly known: the mass of all label sequences that the gold allows."""

    def __init__(self, labels: list[str], hidden: int) -> None:
        super().__init__()
        self.scores = Quantised(hidden, len(labels))
        self.steps = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.start = nn.Parameter(torch.zeros(len(labels)))
        self.register_buffer("barred", torch.from_numpy(FORBIDDEN.copy()), persistent=False)

    def loss(self, hidden: Tensor, gold: Tensor, words: Tensor) -> Tensor:
        """Mean loss a word of the sentences that have gold; `gold` (B, W) are bit masks."""
        known = (gold != 0).any(1)
        if not known.any():
            return hidden.sum() * 0.0
        hidden, gold, words = hidden[known], gold[known], words[known]
        width = int(words.sum(1).max())
        hidden, gold, words = hidden[:, :width], gold[:, :width], words[:, :width]
        emitted = self.scores(hidden).float()
        bits = 1 << torch.arange(emitted.shape[-1])
        allowed = (gold[..., None] & bits) != 0
        told = torch.where(allowed, emitted, torch.tensor(-1e4))
        both = torch.cat([told, emitted])
        alive = torch.cat([words, words])[..., None]
        steps = self.steps + self.barred
        alpha = both[:, 0] + self.start + self.barred[0]
        for at in range(1, width):
            new = (alpha[:, :, None] + steps).logsumexp(1) + both[:, at]
            alpha = torch.where(alive[:, at], new, alpha)
        total = alpha.logsumexp(1)
        half = len(hidden)
        return (total[half:] - total[:half]).sum() / words.sum()

    @torch.no_grad()
    def marginals(self, scores: Tensor, words: Tensor) -> Tensor:
        """Probability of each label of each word, (B, W, labels), by forward and backward sums."""
        steps = self.steps + self.barred
        width = scores.shape[1]
        forward = [scores[:, 0] + self.start + self.barred[0]]
        for at in range(1, width):
            new = (forward[-1][:, :, None] + steps).logsumexp(1) + scores[:, at]
            forward.append(torch.where(words[:, at, None], new, forward[-1]))
        backward = [torch.zeros_like(forward[0])]
        for at in range(width - 1, 0, -1):
            new = (steps + (scores[:, at] + backward[-1])[:, None, :]).logsumexp(2)
            backward.append(torch.where(words[:, at, None], new, backward[-1]))
        total = torch.stack(forward, 1) + torch.stack(backward[::-1], 1)
        return total.softmax(-1)


class Net(nn.Module):
    def __init__(self, encoder: Encoder, labels: Labels, *, arc: int = 320, rel: int = 192) -> None:
        super().__init__()
        self.encoder = encoder
        sizes = [len(labels.upos), len(labels.feats), len(labels.lemmas)]
        self.sizes = sizes
        self.tags = Quantised(WIDTH, sum(sizes))
        self.parser = Parser(len(labels.relations), arc, rel)
        self.names_mix = nn.Parameter(torch.zeros(LAYERS))
        self.names_in = Quantised(WIDTH, 256)
        self.names = Chain(labels.names, 256)
        # sets whose name labels are rough teach the encoder through a head of their own
        self.rough = Chain(labels.names, 256)
        self.mix = nn.Parameter(torch.zeros(LAYERS))
        self.meaning = Quantised(WIDTH, WIDTH)
        self.meaning_in = Quantised(WIDTH, 2 * WIDTH)
        self.meaning_out = Quantised(2 * WIDTH, WIDTH, bias=False)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)
        nn.init.zeros_(self.meaning_out.weight)
        with torch.no_grad():
            self.mix[-1] = 3.0
            self.names_mix[-1] = 2.0
        self.drop = nn.Dropout(0.2)

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        states = self.encoder(batch)
        words = self._words(states[-1], batch)
        nodes = self.drop(torch.cat([states[-1][:, :1], words], dim=1))
        arcs, dependent, head = self.parser(nodes)
        upos, feats, lemmas = self.tags(nodes[:, 1:]).split(self.sizes, dim=-1)
        named = self._words(self._mixed(states, self.names_mix), batch)
        names = self.drop(functional.gelu(self.names_in(self.drop(named))))
        mixed = self._mixed(states, self.mix)
        counted = batch.mask[..., None].to(mixed.dtype)
        pooled = (mixed * counted).sum(1) / counted.sum(1)
        meaning = self.meaning(pooled) + self.meaning_out(functional.gelu(self.meaning_in(pooled)))
        return {
            "upos": upos,
            "feats": feats,
            "lemmas": lemmas,
            "arcs": arcs,
            "dependent": dependent,
            "head": head,
            "names": names,  # hidden: `Net.names` and `Net.rough` score it
            "meaning": meaning,
        }

    def decide(self, out: dict[str, Tensor]) -> None:
        """Run what is left to decoding (the labels of names and of relations), which `forward`
        does not reach, so that every layer has seen the batch."""
        self.names.scores(out["names"])
        self.rough.scores(out["names"])
        self.parser.relations(out["dependent"], out["head"], out["arcs"].argmax(-1))

    @staticmethod
    def _mixed(states: list[Tensor], weights: Tensor) -> Tensor:
        shares = weights.softmax(0)
        total = states[0] * shares[0]
        for state, share in zip(states[1:], shares[1:], strict=True):
            total = total + state * share
        return total

    @staticmethod
    def _words(states: Tensor, batch: Batch) -> Tensor:
        """A word is the mean of its first and its last piece."""
        width = states.shape[-1]
        first = states.gather(1, batch.first[..., None].expand(-1, -1, width))
        last = states.gather(1, batch.last[..., None].expand(-1, -1, width))
        return (first + last) * 0.5
