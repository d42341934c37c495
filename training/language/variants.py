"""Other views of a sentence: its actors masked or renamed, its case or its full stop gone."""

from __future__ import annotations

import random
from dataclasses import replace

from detente.read.labels import NAME_TYPES
from detente.read.wordpiece import SLOTS, Placeholder

from .data import Example, begin, inside


def masked(example: Example, draw: random.Random) -> Example:
    """Return the sentence with its actors replaced by placeholders, trees mended.

    One actor, one slot; slots are drawn in order from a random start, so that all are trained
    alike. Spans that are not one subtree are left as they are.
    """
    upos, heads = example.upos, example.heads
    if upos is None or heads is None or not example.spans:
        return example
    start = draw.randrange(SLOTS)
    slots: dict[str, int] = {}
    stand: dict[int, tuple[int, int, Placeholder]] = {}
    for first, last, kind in sorted(example.spans):
        if kind == "OTHER" or any(first < b and last > a for a, b, _ in stand.values()):
            continue
        tops = [i for i in range(first, last) if not first < heads[i] <= last]
        if len(tops) != 1:
            continue
        key = " ".join(map(str, example.words[first:last])).lower()
        slot = (start + slots.setdefault(key, len(slots))) % SLOTS
        form = 0
        if kind == "GRP":
            form = 1 if upos[tops[0]] == "ADJ" else 2
        stand[tops[0]] = (first, last, Placeholder(form, slot))
    if not stand:
        return example
    return _collapse(example, stand)


def _collapse(example: Example, stand: dict[int, tuple[int, int, Placeholder]]) -> Example:
    size = len(example.words)
    target = list(range(size))
    for top, (first, last, _) in stand.items():
        for at in range(first, last):
            target[at] = top
    kept = [at for at in range(size) if target[at] == at]
    position = {at: number for number, at in enumerate(kept, 1)}
    assert example.heads is not None
    assert example.upos is not None
    assert example.feats is not None
    assert example.relations is not None
    assert example.lemmas is not None
    heads = []
    for at in kept:
        head = example.heads[at]
        heads.append(position[target[head - 1]] if head else 0)
    return replace(
        example,
        words=[stand[at][2] if at in stand else example.words[at] for at in kept],
        upos=[example.upos[at] for at in kept],
        feats=[example.feats[at] for at in kept],
        lemmas=["" if at in stand else example.lemmas[at] for at in kept],
        heads=heads,
        relations=[example.relations[at] for at in kept],
        names=None,
        spans=[],
        source=example.source + " masked",
    )


Pool = dict[str, list[tuple[str, ...]]]


def pool(examples: list[Example]) -> Pool:
    """Names of each type that the training sets mark for certain, one entry a mention."""
    found: Pool = {kind: [] for kind in NAME_TYPES}
    for example in examples:
        for first, last, kind in example.spans:
            if kind in found:
                found[kind].append(tuple(map(str, example.words[first:last])))
    return found


def renamed(example: Example, draw: random.Random, names_of: Pool) -> Example:
    """Return the sentence with some of its names replaced by others of their type."""
    if example.names is None:
        return example
    words: list[str | Placeholder] = []
    masks: list[int] = []
    at, size = 0, len(example.words)
    while at < size:
        kind = next((k for k in NAME_TYPES if example.names[at] == begin(k)), None)
        end = at + 1
        if kind is not None:
            while end < size and example.names[end] == inside(kind):
                end += 1
        if kind not in (None, "GRP") and names_of[kind or ""] and draw.random() < 0.5:
            new = draw.choice(names_of[kind or ""])
            words.extend(new)
            masks.extend(inside(kind or "") if n else begin(kind or "") for n in range(len(new)))
        else:
            words.extend(example.words[at:end])
            masks.extend(example.names[at:end])
        at = end
    return replace(example, words=words, names=masks, spans=[])


def without_last_mark(example: Example) -> Example:
    """Return the sentence without its full stop, as headlines and captions have it."""
    size = len(example.words)
    if size < 3 or example.words[-1] != "." or (example.heads and size in example.heads):
        return example
    cut = {
        name: getattr(example, name)[:-1]
        for name in ("words", "upos", "feats", "lemmas", "heads", "relations", "names")
        if getattr(example, name) is not None
    }
    return replace(example, **cut)


def recased(example: Example, upper: bool) -> Example:
    """Return the sentence all in capitals or all in small letters."""
    words = [
        word if isinstance(word, Placeholder) else word.upper() if upper else word.lower()
        for word in example.words
    ]
    return replace(example, words=words, lemmas=None)
