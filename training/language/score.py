"""Scores of a model on gold trees and gold names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .data import NAME_TYPES, OUT


def trees(
    gold: Sequence[tuple[list[int], list[str]]], found: Sequence[tuple[list[int], list[str]]]
) -> dict[str, float]:
    """UAS, LAS (universal part of the relation, as the CoNLL-2018 scorer) and LAS with subtypes."""
    total = uas = las = full = 0
    for (heads, relations), (heads_, relations_) in zip(gold, found, strict=True):
        for h, r, h_, r_ in zip(heads, relations, heads_, relations_, strict=True):
            total += 1
            uas += h == h_
            las += h == h_ and r.split(":")[0] == r_.split(":")[0]
            full += h == h_ and r == r_
    share = 100 / max(total, 1)
    return {"UAS": uas * share, "LAS": las * share, "LAS with subtypes": full * share}


def accuracy(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> float:
    """Share of right labels in percent; words without a gold label ("") do not count."""
    pairs = [
        (a, b)
        for wanted, given in zip(gold, found, strict=True)
        for a, b in zip(wanted, given, strict=True)
        if a
    ]
    return 100 * sum(a == b for a, b in pairs) / max(len(pairs), 1)


def spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """Typed spans of BIO labels; an `I-` that continues nothing opens a span."""
    found, start, kind = set(), 0, ""
    for at, label in enumerate([*labels, "O"]):
        if kind and (label == "O" or label[0] == "B" or label[2:] != kind):
            found.add((start, at, kind))
            kind = ""
        if label != "O" and not kind:
            start, kind = at, label[2:]
    return found


def gold_spans(masks: Sequence[int]) -> list[tuple[int, int, frozenset[str]]]:
    """Spans of bit masks, each with the types that its source allows."""
    found = []
    at = 0
    while at < len(masks):
        kinds = frozenset(kind for n, kind in enumerate(NAME_TYPES) if masks[at] >> (1 + 2 * n) & 1)
        end = at + 1
        if kinds and not masks[at] & OUT:
            while end < len(masks) and not masks[end] & OUT and _continues(masks[end]):
                end += 1
            found.append((at, end, kinds))
        at = end
    return found


def _continues(mask: int) -> bool:
    return any(mask >> (2 + 2 * n) & 1 for n in range(len(NAME_TYPES)))


def names(
    gold: Sequence[Sequence[int]],
    found: Sequence[Sequence[str]],
    ignore: frozenset[str] = frozenset(),
) -> dict[str, float]:
    """Precision, recall and F1 of typed spans; types in `ignore` do not count when found."""
    right = wanted = given = 0
    by_kind: Counter[tuple[str, str]] = Counter()
    # a set that puts several types into one class is reported by that class; what is found in vain
    # counts against the narrowest class that its type belongs to
    classes = {kinds for masks in gold for _, _, kinds in gold_spans(masks)}
    home = {
        kind: "/".join(sorted(kinds))
        for kinds in sorted(classes, key=lambda kinds: (-len(kinds), sorted(kinds)))
        for kind in kinds
    }
    for masks, labels in zip(gold, found, strict=True):
        want = {(a, b): kinds for a, b, kinds in gold_spans(masks)}
        have = {(a, b): kind for a, b, kind in spans(labels) if kind not in ignore}
        wanted += len(want)
        given += len(have)
        for place, kind in have.items():
            meant = want.get(place, frozenset())
            hit = kind in meant
            label = "/".join(sorted(meant)) if hit else home.get(kind, kind)
            right += hit
            by_kind[label, "right"] += hit
            by_kind[label, "given"] += 1
        for kinds in want.values():
            by_kind["/".join(sorted(kinds)), "wanted"] += 1
    out = {
        "P": 100 * right / max(given, 1),
        "R": 100 * right / max(wanted, 1),
        "F1": 200 * right / max(given + wanted, 1),
    }
    for kind in sorted({kind for kind, what in by_kind if what == "wanted"}):
        total = by_kind[kind, "given"] + by_kind[kind, "wanted"]
        if total:
            out[kind] = 200 * by_kind[kind, "right"] / total
    return out
