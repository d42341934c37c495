"""Score sentences and tokens on UD English (EWT, GUM) from raw text, and time them.

    python bench/bench_segments.py [--split dev|train|test] [--save]

The raw text of a document is rebuilt from the treebank: words with their spaces, a blank line
where a paragraph begins ("paragraphs"), or everything joined by single spaces ("flat", as where a
page lost its line breaks). Figures are F1 in percent over spans of characters, as in the CoNLL 2018
shared task: a sentence or a token counts if both its ends are right. Tokens are syntactic words;
the parts of a multi-word token count where they spell it, else the whole. Speed is processor time
of segmenting the documents one by one. Data: `$DETENTE_DATA/treebank`.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.read.document import Doc
from detente.read.segment import segment

FILES = {"ewt": "en_ewt-ud-{}.conllu", "gum": "gum_{}.conllu"}
Spans = set[tuple[int, int]]


@dataclass
class Document:
    """Sentences of (surface, parts, space after), and whether a paragraph begins with each."""

    name: str
    sentences: list[list[tuple[str, list[str], bool]]] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)

    def genre(self) -> str:
        parts = self.name.split("_")
        return parts[1] if parts[0] == "GUM" else self.name.split("-")[0]


def folder() -> Path:
    return Path(os.environ.get("DETENTE_DATA", "../shared/data")) / "treebank"


def documents(lines: Iterable[str]) -> Iterator[Document]:
    """Read CoNLL-U."""
    document: Document | None = None
    words: list[tuple[str, list[str], bool]] = []
    opens = False
    inside = 0  # the last word of the multi-word token being read
    for ended in lines:
        line = ended.rstrip("\n")
        if line.startswith("# newdoc"):
            if document is not None:
                yield document
            document = Document(line.split("=")[-1].strip())
        elif line.startswith("# newpar"):
            opens = True
        elif not line:
            if document is not None and words:
                document.sentences.append(words)
                document.opens.append(opens)
            words, opens, inside = [], False, 0
        elif not line.startswith("#"):
            cells = line.split("\t")
            space = "SpaceAfter=No" not in cells[9].split("|")
            if "-" in cells[0]:
                inside = int(cells[0].split("-")[1])
                words.append((cells[1], [], space))
            elif "." not in cells[0]:
                if int(cells[0]) <= inside:
                    words[-1][1].append(cells[1])
                else:
                    words.append((cells[1], [], space))
    if document is not None:
        yield document


def rebuild(document: Document, *, paragraphs: bool) -> tuple[str, Spans, Spans]:
    """The raw text of a document with its gold sentences and tokens."""
    pieces: list[str] = []
    sentences: Spans = set()
    tokens: Spans = set()
    at, gap = 0, ""
    for words, opens in zip(document.sentences, document.opens, strict=True):
        if pieces:
            gap = "\n\n" if opens and paragraphs else (gap or (" " if opens else ""))
            pieces.append(gap)
            at += len(gap)
        start = at
        for surface, parts, space in words:
            low = at
            for part in parts if "".join(parts) == surface else [surface]:
                tokens.add((low, low + len(part)))
                low += len(part)
            end = at + len(surface)
            gap = " " if space else ""
            pieces.extend((surface, gap))
            at = end + len(gap)
        at -= len(gap)
        pieces[-1] = ""  # the gap is written before the next sentence
        sentences.add((start, at))
    return "".join(pieces), sentences, tokens


def score(split: str) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """F1 by corpus and genre, and speed."""
    count: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    seconds, characters, found = 0.0, 0, 0
    for corpus, pattern in FILES.items():
        with (folder() / pattern.format(split)).open(encoding="utf-8") as lines:
            every = list(documents(lines))
        for document in every:
            for mode in ("paragraphs", "flat"):
                text, sentences, tokens = rebuild(document, paragraphs=mode == "paragraphs")
                doc = Doc(text, None)
                began = time.process_time()
                segment(doc, [(0, len(text))])
                seconds += time.process_time() - began
                characters += len(text)
                found += len(doc.sentences)
                own = {(s.start, s.end) for s in doc.sentences}
                words = {(t.start, t.end) for t in doc.tokens}
                for name in (f"{corpus} {document.genre()}", f"{corpus} all"):
                    count[name].update(_hits(f"sentences {mode}", sentences, own))
                    count[name].update(_hits(f"tokens {mode}", tokens, words))
    table = {name: _figures(counter) for name, counter in sorted(count.items())}
    speed = {
        "mb_per_second": round(characters / seconds / 1e6, 2),
        "sentences_per_second": round(found / seconds),
    }
    return table, speed


def _hits(name: str, gold: Spans, found: Spans) -> dict[str, int]:
    return {f"{name} both": len(gold & found), f"{name} sum": len(gold) + len(found)}


def _figures(count: collections.Counter[str]) -> dict[str, float]:
    names = [
        f"{what} {mode}" for what in ("sentences", "tokens") for mode in ("paragraphs", "flat")
    ]
    return {name: round(200 * count[f"{name} both"] / count[f"{name} sum"], 2) for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--save", action="store_true", help="write bench_segments.json")
    options = parser.parse_args()
    if not all((folder() / name.format(options.split)).exists() for name in FILES.values()):
        print(f"skipped: no treebanks in {folder()} (set DETENTE_DATA)")
        return
    table, speed = score(options.split)
    print(f"{'F1, ' + options.split:18}{'sentences':>12}{'flat':>8}{'tokens':>10}{'flat':>8}")
    for name, row in table.items():
        values = list(row.values())
        print(f"{name:18}{values[0]:12.2f}{values[1]:8.2f}{values[2]:10.2f}{values[3]:8.2f}")
    print(f"{speed['mb_per_second']} MB/s, {speed['sentences_per_second']:,} sentences/s")
    if options.save:
        saved: dict[str, Any] = {"split": options.split, "f1": table, **speed}
        path = Path(__file__).with_suffix(".json")
        path.write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
