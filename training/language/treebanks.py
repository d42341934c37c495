"""Universal Dependencies treebanks: trees, and the name labels that GUM's entities give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from detente.read import lemmas

from .data import ANY, OUT, TITLES, Example, begin, capital, inside

KEPT_FEATURES = (
    "Case Definite Degree Gender Mood Number Person Polarity Poss PronType Reflex Tense VerbForm "
    "Voice"
).split()


class Block(NamedTuple):
    """One sentence of a CoNLL-U file: its comments, and its rows of ten columns."""

    document: str
    id: str
    text: str
    rows: list[list[str]]


def read_conllu(path: Path) -> Iterator[Block]:
    """Yield the sentences of a file; ranges and empty nodes are left out."""
    document = sentence = text = ""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line[14:]
            elif line.startswith("# sent_id = "):
                sentence = line[12:]
            elif line.startswith("# text = "):
                text = line[9:]
            elif line[:1].isdigit():
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif not line and rows:
                yield Block(document, sentence, text, rows)
                rows = []
    if rows:
        yield Block(document, sentence, text, rows)


def kept_features(feats: str) -> str:
    if feats == "_":
        return "_"
    kept = [pair for pair in feats.split("|") if pair.split("=")[0] in KEPT_FEATURES]
    return "|".join(kept) or "_"


def lemma_rule(form: str, lemma: str) -> str:
    return lemmas.derive(form, form if lemma == "_" else lemma)


def treebank(path: Path, source: str) -> list[Example]:
    examples = []
    for document, sentence, text, rows in read_conllu(path):
        example = Example(
            words=[row[1] for row in rows],
            text=text,
            source=source if source != "gum" else f"gum {document.split('_')[1]}",
            upos=[row[3] for row in rows],
            feats=[kept_features(row[5]) for row in rows],
            lemmas=[lemma_rule(row[1], row[2]) for row in rows],
            heads=[int(row[6]) for row in rows],
            relations=[row[7] for row in rows],
            id=sentence,
            document=document,
            rough=True,
        )
        if source == "gum":
            _gum_names(example, rows)
        examples.append(example)
    return examples


_ENTITY = re.compile(r"Entity=([^|]*)")
_GUM_KIND = {"person": "PER", "place": "PLACE", "organization": "ORG"}


def _gum_mentions(rows: list[list[str]]) -> list[tuple[int, int, str, list[int]]]:
    """Return (first, last + 1, type, positions of the minimal span) of the entity column."""
    found = []
    stack: dict[str, list[tuple[int, list[str]]]] = {}
    for at, row in enumerate(rows):
        match = _ENTITY.search(row[9])
        if match is None:
            continue
        for piece in re.findall(r"\([^()]*\)?|\d+\)", match.group(1)):
            parts = piece.strip("()").split("-")
            if piece.startswith("("):
                stack.setdefault(parts[0], []).append((at, parts))
            if piece.endswith(")") and stack.get(parts[0]):
                first, opened = stack[parts[0]].pop()
                least = (
                    [int(n) for n in opened[5].split(",") if n.isdigit()] if len(opened) > 5 else []
                )
                found.append((first, at + 1, opened[1] if len(opened) > 1 else "", least))
    return found


def _gum_names(example: Example, rows: list[list[str]]) -> None:
    """Name labels from the entity layer of GUM, which marks every mention, named or not."""
    size = len(rows)
    names = [OUT] * size
    for at, row in enumerate(rows):
        if row[3] == "PROPN" or (capital(row[1]) and at and row[3] in ("ADJ", "NOUN", "VERB")):
            names[at] = ANY
        if row[4] in ("JJ", "NNPS") and capital(row[1]) and at and row[3] in ("ADJ", "PROPN"):
            names[at] = OUT | begin("GRP") | inside("GRP") | begin("OTHER") | inside("OTHER")
            for kind in ("ORG", "PLACE"):
                names[at] |= begin(kind) | inside(kind)
    taken: set[int] = set()
    for first, last, kind, least in sorted(
        _gum_mentions(rows), key=lambda found: found[0] - found[1]
    ):
        if not least or first + least[0] - 1 >= size:
            continue
        head = first + least[0] - 1
        head = next(
            (
                first + n - 1
                for n in least
                if first + n - 1 < last
                and rows[first + n - 1][3] == "PROPN"
                and not first <= int(rows[first + n - 1][6]) - 1 < last
            ),
            head,
        )
        if rows[head][3] != "PROPN":
            continue
        if kind in ("time", "quantity"):
            for at in range(first, last):
                names[at] = OUT
            continue
        span = _gum_core(rows, first, last, head, kind)
        if span is None or any(at in taken for at in range(*span)):
            continue
        taken.update(range(*span))
        label = _GUM_KIND.get(kind, "OTHER")
        if kind == "person" and (rows[head][4] == "NNPS" or rows[head][5].find("Number=Plur") >= 0):
            label = "GRP"
        open_other = kind not in _GUM_KIND
        for at in range(*span):
            names[at] = begin(label) if at == span[0] else inside(label)
            if open_other:  # an abstract or an object: a work, a law, or no name for us
                names[at] |= OUT
        if not open_other:
            example.spans.append((*span, label))
    example.names = names


def _gum_core(
    rows: list[list[str]], first: int, last: int, head: int, kind: str
) -> tuple[int, int] | None:
    """The name proper inside a mention."""
    if kind == "person":
        low = high = head
        while high + 1 < last and (
            (rows[high + 1][7] == "flat" and int(rows[high + 1][6]) - 1 == head)
            or (rows[high + 1][1] in "-'’" and high + 2 < last and rows[high + 2][7] == "flat")
        ):
            high += 1
        while low > first and rows[low - 1][3] == "PROPN" and rows[low - 1][7] == "compound":
            low -= 1
    else:
        low = high = head
        while low > first:
            if capital(rows[low - 1][1]) and rows[low - 1][3] in ("PROPN", "ADJ", "VERB", "NOUN"):
                low -= 1
            elif (
                rows[low - 1][1].lower() in ("of", "the", "and", "for", "de", "-")
                and low - 2 >= first
                and rows[low - 2][3] == "PROPN"
                and rows[low - 1][1] != "and"
            ):
                low -= 2
            else:
                break
        while high + 1 < last:
            if capital(rows[high + 1][1]) and rows[high + 1][3] in ("PROPN", "ADJ", "NUM"):
                high += 1
            elif (
                high + 2 < last
                and rows[high + 1][1].lower() in ("of", "for", "de", "-")
                and capital(rows[high + 2][1])
            ):
                high += 2
            elif (
                high + 3 < last
                and rows[high + 1][1] == "of"
                and rows[high + 2][1] == "the"
                and capital(rows[high + 3][1])
            ):
                high += 3
            else:
                break
    while low < high and rows[low][1].lower() in TITLES and kind == "person":
        low += 1
    if not capital(rows[low][1]) or (low == high and rows[low][1].lower() in TITLES):
        return None
    return low, high + 1
