"""Sets of marked names, each with what its source leaves open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from detente.read.segment import tokenise
from detente.read.wordpiece import Placeholder

from .data import ANY, OUT, TITLES, Example, begin, capital, inside
from .score import spans


def add_uner(examples: list[Example], path: Path) -> int:
    """Add the labels of Universal NER to the same sentences of EWT; return how many fitted."""
    by_words = {tuple(map(str, example.words)): example for example in examples}
    fitted = 0
    for rows in _blocks(path, comment="#"):
        example = by_words.get(tuple(row[1] for row in rows))
        if example is None or example.names is not None:
            continue
        _uner_names(example, [row[2] for row in rows])
        fitted += 1
    return fitted


def _uner_names(example: Example, tags: list[str]) -> None:
    kinds = {"LOC": "PLACE", "ORG": "ORG", "PER": "PER"}
    assert example.upos is not None
    names = []
    words = [str(word) for word in example.words]
    for at, tag in enumerate(tags):
        kind = kinds.get(tag[2:])
        big = capital(words[at])
        if kind:
            names.append(begin(kind) if tag[0] == "B" else inside(kind))
        elif tag == "O" and not (big and at and example.upos[at] == "PROPN"):
            names.append(OUT)
            if big and at and example.upos[at] == "ADJ":
                names[-1] |= begin("GRP") | inside("GRP")
        elif tag[2:] == "OTH" and example.upos[at] == "ADJ" and big:
            names.append(begin("GRP"))
        elif tag[2:] == "OTH":
            names.append(OUT | begin("GRP") | inside("GRP") | begin("OTHER") | inside("OTHER"))
        else:
            names.append(ANY)
    example.names = names
    at = 0
    while at < len(tags):
        end = at + 1
        kind = kinds.get(tags[at][2:])
        if kind:
            while end < len(tags) and tags[end] == f"I-{tags[at][2:]}":
                end += 1
            example.spans.append((at, end, kind))
        elif names[at] == begin("GRP"):
            example.spans.append((at, end, "GRP"))
        at = end


def _blocks(path: Path, comment: str = "") -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if comment and line.startswith(comment) and "\t" not in line:
                continue
            if line.strip():
                rows.append(line.split("\t") if "\t" in line else line.split(" "))
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _text(words: list[str]) -> str:
    return " ".join(words)


def wikigold(path: Path) -> list[Example]:
    examples = []
    document = 0
    kinds = {"PER": ("PER",), "LOC": ("PLACE",), "ORG": ("ORG",), "MISC": ("GRP", "OTHER")}
    for rows in _blocks(path):
        words, names, before = [row[0] for row in rows], [], "O"
        if words == ["-DOCSTART-"]:
            document += 1
            continue
        for row in rows:
            tag = row[1]
            if tag == "O":
                names.append(OUT)
            else:
                opens = tag[0] == "B" or before != tag[2:]
                names.append(_either(kinds[tag[2:]], opens))
            before = tag[2:]
        text = _text(words)
        examples.append(Example(list(words), text, "wikigold", names=names, document=str(document)))
    return examples


def _either(kinds: tuple[str, ...], opens: bool) -> int:
    mask = 0
    for kind in kinds:
        mask |= begin(kind) if opens else inside(kind)
    return mask


_WNUT = {
    "person": ("PER",),
    "location": ("PLACE",),
    "corporation": ("ORG",),
    "group": ("ORG", "GRP", "OTHER"),
    "product": ("OTHER",),
    "creative-work": ("OTHER",),
}


def wnut(path: Path) -> list[Example]:
    examples = []
    for rows in _blocks(path):
        words = [row[0] for row in rows]
        names = []
        for row in rows:
            tag = row[-1]
            if tag == "O":
                # the set leaves peoples, events and the like unmarked
                other = begin("GRP") | begin("OTHER") | inside("GRP") | inside("OTHER")
                names.append(OUT | (other if row[0][:1].isupper() else 0))
            else:
                names.append(_either(_WNUT[tag[2:]], tag[0] == "B"))
        examples.append(Example(list(words), _text(words), "wnut", names=names))
    return examples


_RE3D = {
    "Person": "PER",
    "Organisation": "ORG",
    "Location": "PLACE",
    "Nationality": "GRP",
    "MilitaryPlatform": "OTHER",
    "Weapon": "OTHER",
    "DocumentReference": "OTHER",
}


def re3d(path: Path) -> list[Example]:
    """The set marks descriptions as well as names; a mark is cut to the name inside it, if there
    is one."""
    examples = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words, tags = row["tokens"], row["tags"]
            names = [OUT] * len(words)
            for first, last, kind in sorted(spans(tags)):
                if kind not in _RE3D:
                    continue
                low, end = _name_inside(words, first, last)
                label = _RE3D[kind]
                for at in range(low, end):
                    names[at] = begin(label) if at == low else inside(label)
                if kind == "Person" and end - low == 1 and low > first:
                    names[low] = ANY  # may be a title alone
                for at in range(end, last):
                    if words[at][:1].isupper():
                        names[at] = ANY
            text, document = _text(words), row["doc"]
            examples.append(Example(list(words), text, "re3d", names=names, document=document))
    return examples


_LINKS = frozenset(("of", "the", "and", "for", "-", "al", "de", "\u2019", "'"))


def _name_inside(words: list[str], first: int, last: int) -> tuple[int, int]:
    """The run of capitals inside a mark, without articles and titles before it."""
    low = first
    while low < last and (
        not words[low][:1].isupper()
        or words[low].lower() in TITLES
        or words[low].lower() in ("the", "a", "an")
    ):
        low += 1
    end = low
    while end < last and (
        words[end][:1].isupper() or words[end][:1].isdigit() or words[end] in _LINKS
    ):
        end += 1
    while end > low and not words[end - 1][:1].isupper() and not words[end - 1].isdigit():
        end -= 1
    return low, end


_SPAN = re.compile(r"(\d+)-(\d+):(PER|PLACE|ORG|GRP|OTHER)")


def add_read(examples: list[Example], path: Path) -> int:
    """Give sentences of the treebanks the names marked by hand in them; return how many.

    Rows of `path`: the sentence's id, a tab, and its names as `first-last:TYPE` with a blank
    between, words counted from 1. A sentence that stands there without a name has none.
    """
    by_id = {example.id: example for example in examples}
    found = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sentence, _, rest = line.partition("\t")
        example = by_id.get(sentence)
        if example is None:
            continue
        example.names, example.spans = [OUT] * len(example.words), []
        for part in rest.split():
            match = _SPAN.fullmatch(part)
            if match is None or not 0 < int(match[1]) <= int(match[2]) <= len(example.words):
                raise ValueError(f"{path.name} line {number}: {part!r} is no span of {sentence}")
            first, end, kind = int(match[1]) - 1, int(match[2]), match[3]
            for at in range(first, end):
                example.names[at] = begin(kind) if at == first else inside(kind)
            example.spans.append((first, end, kind))
        example.rough = False
        found += 1
    return found


_MARK = re.compile(r"\[(PER|PLACE|ORG|GRP|OTHER) ([^\[\]]+)\]")


def marked(path: Path) -> list[Example]:
    """Our own sets: a style, a tab, and a sentence with its names in brackets."""
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        style, _, rest = line.partition("\t")
        text, spans, at = "", [], 0
        for match in _MARK.finditer(rest):
            text += rest[at : match.start()]
            spans.append((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            at = match.end()
        text += rest[at:]
        tokens = tokenise(text)
        names = [OUT] * len(tokens)
        found = []
        for start, end, kind in spans:
            inner = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
            if not inner:
                raise ValueError(f"{path.name} line {number}: a mark without a word")
            for i in inner:
                names[i] = begin(kind) if i == inner[0] else inside(kind)
            found.append((inner[0], inner[-1] + 1, kind))
        words: list[str | Placeholder] = [token.text for token in tokens]
        examples.append(Example(words, text, f"own {style}", names=names, spans=found))
    return examples
