"""The language backbone: tags, trees, names, meaning, speed, memory and size of the int8 model.

    python bench/bench_language.py            # development sets, own gold, speed
    python bench/bench_language.py --test     # the test portions as well, for a report

Gold tokens for trees and names, as the field reports them. LAS counts all words and compares the
universal part of the relation (the scorer of CoNLL 2018). Figures are saved beside this file.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from training.language import namesets, score, sets, treebanks, variants  # noqa: E402
from training.language.data import Example  # noqa: E402

from detente.read.agreement import agreed  # noqa: E402
from detente.read.labels import Name  # noqa: E402
from detente.read.language import WEIGHTS, Language  # noqa: E402

DATA = Path(os.environ.get("DETENTE_DATA", HERE.parent.parent / "shared" / "data"))
GOLD = HERE / "gold" / "names"
Figures = dict[str, float]


def labelled(found: list[Name], size: int) -> list[str]:
    """BIO labels of the spans of a sentence."""
    labels = ["O"] * size
    for first, last, kind in found:
        labels[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
    return labels


def trees(language: Language, examples: list[Example]) -> Figures:
    found = language.analyse([e.words for e in examples])
    figures = score.trees(
        [(e.heads or [], e.relations or []) for e in examples],
        [(list(f.heads), list(f.relations)) for f in found],
    )
    figures["UPOS"] = score.accuracy([e.upos or [] for e in examples], [f.upos for f in found])
    figures["features"] = score.accuracy(
        [e.feats or [] for e in examples], [f.feats for f in found]
    )
    return {name: round(value, 2) for name, value in figures.items()}


def lemmas(language: Language, path: Path) -> float:
    rows = [block.rows for block in treebanks.read_conllu(path)]
    found = language.analyse([[row[1] for row in sentence] for sentence in rows])
    wanted = [[row[2] if row[2] != "_" else row[1] for row in sentence] for sentence in rows]
    return round(score.accuracy(wanted, [f.lemmas for f in found]), 2)


def names(language: Language, examples: list[Example], ignore: frozenset[str]) -> Figures:
    """Figures of single sentences; and of whole texts where the set has them, as `detente parse`
    reads them: after the sentence before, surnames in agreement with full names."""
    found = [list(f.names) for f in language.analyse([e.words for e in examples])]
    figures = _marks(examples, found, ignore)
    if any(e.document for e in examples):
        figures["F1 in texts"] = _marks(examples, in_texts(language, examples), ignore)["F1"]
    return figures


def in_texts(language: Language, examples: list[Example]) -> list[list[Name]]:
    found: list[list[Name]] = []
    for _, rows in itertools.groupby(examples, key=lambda example: example.document):
        words = [list(map(str, example.words)) for example in rows]
        analyses = language.analyse(words, one_text=True)
        found += agreed(words, [analysis.names for analysis in analyses])
    return found


def _marks(examples: list[Example], found: list[list[Name]], ignore: frozenset[str]) -> Figures:
    figures = score.names(
        [e.names or [] for e in examples],
        [labelled(names, len(e.words)) for e, names in zip(examples, found, strict=True)],
        ignore,
    )
    return {name: round(value, 2) for name, value in figures.items()}


THREE = frozenset({"GRP", "OTHER"})
"""Types that a set with people, places and organisations alone does not mark."""


def all_trees(language: Language, part: str) -> dict[str, Figures]:
    report: dict[str, Figures] = {}
    examples = {name: sets.treebank(DATA, name, part) for name in ("ewt", "gum")}
    for name, file in (("ewt", f"en_ewt-ud-{part}.conllu"), ("gum", f"gum_{part}.conllu")):
        report[f"{name} {part}"] = trees(language, examples[name])
        report[f"{name} {part}"]["lemmas"] = lemmas(language, DATA / "treebank" / file)
    genres = sorted({e.source for e in examples["gum"]})
    for genre in genres:
        report[f"{genre} {part}"] = trees(
            language, [e for e in examples["gum"] if e.source == genre]
        )
    namesets.add_uner(examples["ewt"], DATA / "ner" / f"uner_ewt_{part}.iob2")
    for name, rows in examples.items():
        pairs = [(e, variants.masked(e, variants.random.Random(1))) for e in rows]
        pairs = [(e, shut) for e, shut in pairs if shut is not e]
        report[f"{name} {part}, sentences with actors"] = trees(language, [e for e, _ in pairs])
        report[f"{name} {part}, the same masked"] = trees(language, [shut for _, shut in pairs])
    return report


def all_names(language: Language, part: str) -> dict[str, Figures]:
    ewt = sets.treebank(DATA, "ewt", part)
    namesets.add_uner(ewt, DATA / "ner" / f"uner_ewt_{part}.iob2")
    report = {
        f"uner ewt {part}": names(language, [e for e in ewt if e.names], THREE),
        f"wnut17 {part}": names(
            language, namesets.wnut(DATA / "ner" / f"wnut17_{part}.conll"), THREE
        ),
    }
    if part == "dev":
        report["wikigold, own test split"] = names(language, sets.wikigold(DATA)[1], frozenset())
        report["re3d, own test split"] = names(language, sets.re3d(DATA)[1], frozenset())
    return report


def own_names(language: Language) -> dict[str, Figures]:
    """Our gold of political news, by author (each saw neither code nor the other sets)."""
    report = {}
    everything: list[Example] = []
    for path in sorted(GOLD.glob("measure_*.tsv")):
        examples = namesets.marked(path)
        everything += examples
        report[f"political news, author {path.stem[-1].upper()}"] = own(language, examples)
    report["political news, all"] = own(language, everything)
    for style in sorted({e.source for e in everything}):
        some = [e for e in everything if e.source == style]
        report[f"political news, {style.removeprefix('own ')}"] = own(language, some)
    return report


def own(language: Language, examples: list[Example]) -> Figures:
    """Figures over all five types, and over people, places and organisations alone."""
    figures = names(language, examples, frozenset())
    three = [_only_three(e) for e in examples]
    main = names(language, three, THREE)
    return {"F1 people, places, organisations": main["F1"], **figures}


def _only_three(example: Example) -> Example:
    marks = [(a, b, kind) for a, b, kind in example.spans if kind not in THREE]
    masks = [1] * len(example.words)
    for first, last, kind in marks:
        for at in range(first, last):
            masks[at] = namesets.begin(kind) if at == first else namesets.inside(kind)
    return Example(example.words, example.text, example.source, names=masks)


SPEED = """
import json, sys, time
start = time.perf_counter()
from detente.read.language import Language
language = Language()
load = time.perf_counter() - start
sentences = json.load(open(sys.argv[1]))
first = time.perf_counter()
language.analyse(sentences[:1])
first = time.perf_counter() - first
best = {"backbone": 0.0, "with decoding": 0.0, "as one text": 0.0}
for _ in range(3):
    start = time.perf_counter()
    for raw in language._encoder.run(sentences):
        pass
    best["backbone"] = max(best["backbone"], len(sentences) / (time.perf_counter() - start))
    start = time.perf_counter()
    for at in range(0, len(sentences), 1000):
        language.analyse(sentences[at : at + 1000], meaning=True)
    taken = time.perf_counter() - start
    best["with decoding"] = max(best["with decoding"], len(sentences) / taken)
    start = time.perf_counter()
    for at in range(0, len(sentences), 500):
        language.analyse(sentences[at : at + 500], one_text=True)
    taken = time.perf_counter() - start
    best["as one text"] = max(best["as one text"], len(sentences) / taken)
status = open("/proc/self/status").read()  # ru_maxrss would count the parent before exec, too
peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"load s": round(load, 3), "first sentence s": round(first, 4),
    "sentences/s backbone": round(best["backbone"]),
    "sentences/s with decoding": round(best["with decoding"]),
    "sentences/s as one text": round(best["as one text"]), "peak memory MB": round(peak)}))
"""


def speed(sentences: list[list[str]]) -> Figures:
    """Measured in a process of its own, as a user has it."""
    path = HERE / "speed.tmp.json"
    path.write_text(json.dumps(sentences))
    try:
        done = subprocess.run(
            [sys.executable, "-c", SPEED, str(path)], capture_output=True, text=True, check=True
        )
    finally:
        path.unlink()
    figures: Figures = json.loads(done.stdout)
    words = sum(map(len, sentences))
    figures["words a sentence"] = round(words / len(sentences), 1)
    return figures


def size() -> Figures:
    """Megabytes on disk of what the language part needs at run time."""
    import numpy
    import onnxruntime

    total = {"weights": WEIGHTS.stat().st_size}
    for module in (numpy, onnxruntime):
        root = Path(module.__file__).parent
        for folder in (root, root.with_name(f"{root.name}.libs")):
            files = [path for path in folder.rglob("*") if path.is_file()]
            total[root.name] = total.get(root.name, 0) + sum(p.stat().st_size for p in files)
    megabytes = {f"MB {name}": round(count / 1e6, 1) for name, count in total.items()}
    megabytes["MB together"] = round(sum(total.values()) / 1e6, 1)
    return megabytes


def show(title: str, report: dict[str, Figures]) -> None:
    print(f"\n{title}")
    for name, figures in report.items():
        print(f"  {name:44}", "  ".join(f"{key} {value:g}" for key, value in figures.items()))


def main() -> None:
    language = Language()
    report: dict[str, dict[str, Figures]] = {"names in our gold": own_names(language)}
    if DATA.is_dir():
        for part in ("dev", "test") if "--test" in sys.argv else ("dev",):
            report[f"trees, {part}"] = all_trees(language, part)
            report[f"names, {part}"] = all_names(language, part)
        dev = [list(map(str, e.words)) for e in sets.treebank(DATA, "ewt", "dev")]
        news = [e.words for e in namesets.marked(GOLD / "measure_a.tsv")]
        report["speed"] = {
            "EWT dev": speed(dev),
            "political news": speed([list(map(str, words)) for words in news]),
        }
    else:
        print(f"no development data at {DATA} (set DETENTE_DATA): our own gold alone")
    report["meaning against the published model"] = language.figures("meaning")
    report["size"] = {"on disk": size()}
    for title, figures in report.items():
        show(title, figures)
    (HERE / "bench_language.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    start = time.perf_counter()
    main()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{time.perf_counter() - start:.0f} s, {peak:.0f} MB")
