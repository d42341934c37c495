"""A trained network to the one weights file: two ONNX graphs, the vocabulary and the labels.

The graphs are written operation by operation, since what is quantised, and how, is what decides
speed, size and sameness: every product with weights has them of 7 bits a column (never more: 8-bit
products of pairs can saturate on processors without VNNI, 7-bit ones cannot) and inputs of 8
bits with a range fixed here, not per batch, so that no sentence can change another's numbers.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from detente.read import lemmas

from .data import Example
from .net import HEADS, WIDTH, Encoder, Labels, Net, Quantised

OPSET = 21

RANKED = 4
"""How many lemma rules of each word are given, the best first."""


class Graph:
    """Grows an ONNX graph; every method returns the name of the value it made."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._known: dict[bytes, str] = {}

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes: object) -> Any:
        names = [f"{kind}_{len(self.nodes)}_{n}" for n in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, value: object, dtype: object = np.float32) -> str:
        array = np.asarray(value, dtype=dtype)  # type: ignore[arg-type]
        key = array.tobytes() + str((array.shape, array.dtype)).encode()
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"constant_{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def linear(self, x: str, layer: torch.nn.Linear) -> str:
        weight = layer.weight.detach().float().numpy()
        bias = layer.bias.detach().float().numpy() if layer.bias is not None else None
        if isinstance(layer, Quantised) and layer.high > layer.low:
            scale, zero = layer.activation()
            at = self.constant(scale), self.constant(zero, np.uint8)
            x = self.op("DequantizeLinear", self.op("QuantizeLinear", x, *at), *at)
            rows, steps = seven_bits(weight)
            product = self.op(
                "DequantizeLinear",
                self.constant(rows.T, np.int8),
                self.constant(steps),
                self.constant(np.zeros(len(steps)), np.int8),
                axis=1,
            )
        else:
            product = self.constant(weight.T)
        out = self.op("MatMul", x, product)
        return out if bias is None else self.op("Add", out, self.constant(bias))

    def norm(self, x: str, layer: torch.nn.LayerNorm) -> str:
        return self.op(
            "LayerNormalization",
            x,
            self.constant(layer.weight.detach().numpy()),
            self.constant(layer.bias.detach().numpy()),
            axis=-1,
            epsilon=layer.eps,
        )

    def model(
        self, inputs: dict[str, tuple[int, list[object]]], outputs: dict[str, tuple[str, int, int]]
    ) -> bytes:
        for public, (name, _, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [name], [public]))
        graph = helper.make_graph(
            self.nodes,
            "detente",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [
                helper.make_tensor_value_info(n, kind, [f"{n}_{axis}" for axis in range(rank)])
                for n, (_, kind, rank) in outputs.items()
            ],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = 10
        onnx.checker.check_model(model)
        raw: bytes = model.SerializeToString()
        return raw


def seven_bits(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows of a weight as integers in -63..63, each row with its own step."""
    steps = np.maximum(np.abs(weight).max(axis=1), 1e-8).astype(np.float32) / np.float32(63)
    return np.clip(np.rint(weight / steps[:, None]), -63, 63).astype(np.int8), steps


def encoder_graph(net: Net) -> bytes:
    graph = Graph()
    encoder: Encoder = net.encoder
    table = encoder.word.weight.detach().numpy()
    steps = np.maximum(np.abs(table).max(axis=1), 1e-8).astype(np.float32) / np.float32(127)
    small = np.clip(np.rint(table / steps[:, None]), -127, 127).astype(np.int8)
    rows = graph.op("Cast", graph.op("Gather", graph.constant(small, np.int8), "pieces"), to=1)
    scales = graph.op("Gather", graph.constant(steps[:, None]), "pieces")
    x = graph.op("Mul", rows, scales)
    shapes = graph.constant(encoder.shape.weight.detach().numpy())
    x = graph.op("Add", x, graph.op("Gather", shapes, "shapes"))
    length = graph.op("Shape", "pieces", start=1, end=2)
    positions = graph.op(
        "Slice",
        graph.constant(encoder.position.weight.detach().numpy()[:256]),
        graph.constant([0], np.int64),
        length,
    )
    x = graph.norm(graph.op("Add", x, positions), encoder.norm)
    padding = graph.op("Equal", "pieces", graph.constant(0, np.int32))
    bias = graph.op("Mul", graph.op("Cast", padding, to=1), graph.constant(-1e4))
    bias = graph.op("Unsqueeze", bias, graph.constant([1, 2], np.int64))
    states = []
    for layer in encoder.layers:
        x = _layer(graph, x, bias, layer)
        states.append(x)
    return _heads(graph, net, states, padding)


def _layer(graph: Graph, x: str, bias: str, layer: Any) -> str:
    size = WIDTH // HEADS
    shape = graph.constant([0, 0, 3 * HEADS, size], np.int64)
    split = graph.op("Reshape", graph.linear(x, layer.qkv), shape)
    split = graph.op("Transpose", split, perm=[0, 2, 1, 3])
    q, k, v = graph.op("Split", split, outputs=3, axis=1, num_outputs=3)
    q = graph.op("Mul", q, graph.constant(1 / math.sqrt(size)))
    scores = graph.op("MatMul", q, graph.op("Transpose", k, perm=[0, 1, 3, 2]))
    weights = graph.op("Softmax", graph.op("Add", scores, bias), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", weights, v), perm=[0, 2, 1, 3])
    mixed = graph.op("Reshape", mixed, graph.constant([0, 0, WIDTH], np.int64))
    x = graph.norm(graph.op("Add", x, graph.linear(mixed, layer.out)), layer.norm)
    wide = graph.op("Gelu", graph.linear(x, layer.up))
    return graph.norm(graph.op("Add", x, graph.linear(wide, layer.down)), layer.norm2)


def _heads(graph: Graph, net: Net, states: list[str], padding: str) -> bytes:
    def words_of(state: str) -> str:
        ends = []
        for name in ("first", "last"):
            index = graph.op("Unsqueeze", name, graph.constant([2], np.int64))
            ends.append(graph.op("GatherND", state, index, batch_dims=1))
        return str(graph.op("Mul", graph.op("Add", *ends), graph.constant(0.5)))

    nodes = words_of(states[-1])
    one, end = graph.constant([1], np.int64), graph.constant([2**31], np.int64)
    words = graph.op("Slice", nodes, one, end, one)
    tags = graph.linear(words, net.tags)
    parts = graph.constant(net.sizes, np.int64)
    upos, feats, lemmas = graph.op("Split", tags, parts, outputs=3, axis=2)
    best = graph.constant([min(RANKED, net.sizes[2])], np.int64)
    _, ranked = graph.op("TopK", lemmas, best, outputs=2, axis=2)
    parser = net.parser
    projected = graph.linear(nodes, parser.project)
    sizes = graph.constant([parser.arc, parser.arc, parser.rel, parser.rel], np.int64)
    dependent, head, rel_dependent, rel_head = graph.op(
        "Split", projected, sizes, outputs=4, axis=2
    )
    dependent = graph.op("Gelu", graph.op("Slice", dependent, one, end, one))
    head = graph.op("Gelu", head)
    turned = graph.op("Transpose", head, perm=[0, 2, 1])
    arcs = graph.op("MatMul", graph.linear(dependent, parser.between), turned)
    named = words_of(_mix(graph, states, net.names_mix))
    named = graph.op("Slice", named, one, end, one)
    names = graph.linear(graph.op("Gelu", graph.linear(named, net.names_in)), net.names.scores)
    mixed = _mix(graph, states, net.mix)
    counted = graph.op("Cast", graph.op("Not", padding), to=1)
    wide = graph.op("Unsqueeze", counted, one)
    total = graph.op("Squeeze", graph.op("MatMul", wide, mixed), one)
    count = graph.op("ReduceSum", counted, one, keepdims=1)
    pooled = graph.op("Div", total, count)
    # A product with one row takes another path through the library, with other last bits: so there
    # are never fewer than two.
    twice = graph.op("Concat", pooled, pooled, axis=0)
    further = graph.op("Gelu", graph.linear(twice, net.meaning_in))
    meaning = graph.op(
        "Add", graph.linear(twice, net.meaning), graph.linear(further, net.meaning_out)
    )
    meaning, _ = graph.op("Split", meaning, outputs=2, axis=0, num_outputs=2)
    batch_pieces: list[object] = ["batch", "length"]
    batch_words: list[object] = ["batch", "words"]
    return graph.model(
        {
            "pieces": (TensorProto.INT32, batch_pieces),
            "shapes": (TensorProto.INT32, batch_pieces),
            "first": (TensorProto.INT64, batch_words),
            "last": (TensorProto.INT64, batch_words),
        },
        {
            "upos": (graph.op("ArgMax", upos, axis=2, keepdims=0), TensorProto.INT64, 2),
            "feats": (graph.op("ArgMax", feats, axis=2, keepdims=0), TensorProto.INT64, 2),
            "lemmas": (ranked, TensorProto.INT64, 3),
            "arcs": (arcs, TensorProto.FLOAT, 3),
            "dependent": (graph.op("Slice", rel_dependent, one, end, one), TensorProto.FLOAT, 3),
            "head": (rel_head, TensorProto.FLOAT, 3),
            "names": (names, TensorProto.FLOAT, 3),
            "meaning": (meaning, TensorProto.FLOAT, 2),
        },
    )


def _mix(graph: Graph, states: list[str], weights: torch.Tensor) -> str:
    mixed = ""
    for weight, state in zip(weights.detach().softmax(0).numpy(), states, strict=True):
        part = graph.op("Mul", state, graph.constant(weight))
        mixed = graph.op("Add", mixed, part) if mixed else part
    return mixed


def relations_graph(net: Net) -> bytes:
    """Relations of decoded heads: `heads` counts words from 1, 0 is the root."""
    graph = Graph()
    index = graph.op("Unsqueeze", "heads", graph.constant([2], np.int64))
    governing = graph.op("GatherND", "head", index, batch_dims=1)
    summed = graph.op("Gelu", graph.op("Add", "dependent", governing))
    both = graph.op("Concat", summed, graph.op("Mul", "dependent", governing), axis=2)
    scores = graph.linear(both, net.parser.relation)
    size = net.parser.rel
    return graph.model(
        {
            "dependent": (TensorProto.FLOAT, ["batch", "words", size]),
            "head": (TensorProto.FLOAT, ["batch", "nodes", size]),
            "heads": (TensorProto.INT64, ["batch", "words"]),
        },
        {"relations": (scores, TensorProto.FLOAT, 3)},
    )


def load(path: Path) -> tuple[Net, Labels, list[str]]:
    saved = torch.load(path, weights_only=False)
    labels = Labels(**saved["labels"])
    config = saved["config"]
    net = Net(Encoder(len(saved["vocabulary"])), labels, arc=config["arc"], rel=config["rel"])
    net.load_state_dict(saved["net"])
    for name, (low, high) in saved.get("ranges", {}).items():
        layer = net.get_submodule(name)
        layer.low, layer.high = low, high  # type: ignore[assignment]
    return net.eval(), labels, saved["vocabulary"]


def lemma_tables(examples: Iterable[Example], labels: Labels) -> dict[str, Any]:
    """What the lemmatiser knows by heart, and what each rule took away in the training sets."""
    number = {rule: n for n, rule in enumerate(labels.lemmas)}
    cuts: list[set[str]] = [set() for _ in labels.lemmas]
    seen: dict[tuple[str, str], Counter[int]] = {}
    for example in examples:
        for word, upos, rule in zip(
            example.words, example.upos or (), example.lemmas or (), strict=False
        ):
            at = number.get(rule)
            if at is None or not isinstance(word, str):
                continue
            cuts[at].add(lemmas.cut(rule, word))
            seen.setdefault((word.lower(), upos), Counter())[at] += 1
    known: dict[str, dict[str, int]] = {}
    for (form, upos), rules in sorted(seen.items()):
        best, count = rules.most_common(1)[0]
        # a form seen once may be a slip of the annotators; one with two lemmas needs its context
        if count >= 2 and count >= 0.9 * rules.total():
            known.setdefault(upos, {})[form] = best
    return {"lemma_cuts": [sorted(taken) for taken in cuts], "lemmas_known": known}


def write(
    path: Path, net: Net, labels: Labels, vocabulary: list[str], about: dict[str, object]
) -> None:
    """The weights file: a plain archive, stored without compression so that loading only reads.
    Times inside are fixed: the same weights give the same bytes."""
    manifest = {
        "format": 1,
        "labels": {
            "upos": labels.upos,
            "feats": labels.feats,
            "lemmas": labels.lemmas,
            "relations": labels.relations,
            "names": labels.names,
        },
        "names_steps": net.names.steps.detach().numpy().tolist(),
        "names_start": net.names.start.detach().numpy().tolist(),
        **about,
    }
    parts = {
        "manifest.json": json.dumps(manifest, sort_keys=True).encode(),
        "vocabulary.txt": "\n".join(vocabulary).encode(),
        "encoder.onnx": encoder_graph(net),
        "relations.onnx": relations_graph(net),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
