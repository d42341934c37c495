"""Words and sentences for the tests of the language backbone: any at all, and ordinary ones."""

from __future__ import annotations

import json
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from detente.read.encode import Word
from detente.read.language import WEIGHTS
from detente.read.wordpiece import KINDS, Placeholder

ODD_WORDS = (
    "", " ", "\t", "\x00\x07", "\ud800", "\udfff\ud800", "\ue000\uf8ff", "\U0010ffff", "\ufffe",
    "\u0301", "\u0300\u0301\u0302", "e\u0301\u0301\u0301", "\u200b", "\u200d", "\ufeff", "a\u00a0b",
    "🙂", "👩\u200d👩\u200d👧", "🇺🇦", "漢字", "東京都", "ひらがな", "각", "각" * 100, "القدس",
    "Київ", "İstanbul", "ǅ", "ﬁre", "ß", "²", "½", "Ⅷ", "٣٤", "[CLS]", "[PAD]", "[unused0]", "##s",
    "#", "|", "=", "-" * 50, "…", "“", "’s", "U.S.", "McCain", "F-16", "x" * 100, "x" * 101,
    "Å" * 10_000,
)  # fmt: skip

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
"""Any code points at all, lone surrogates included."""

WORDS = st.one_of(ANY_TEXT, st.sampled_from(ODD_WORDS))
PLACEHOLDERS = st.builds(
    Placeholder, st.integers(0, KINDS - 1), st.integers(min_value=0, max_value=40)
)

NEWS = [
    line.split()
    for line in """
The minister rejected the offer .
Talks in Geneva ended on Friday without a deal , officials of both sides said .
No .
" We will not sign , " she said .
MINISTERS OF FIVE STATES MEET IN VIENNA
Troops crossed the border at dawn and took two villages before they were driven back .
Rain .
The embassy , which had been closed since the war of 2008 , was opened again by the ambassador , who
    thanked his hosts and promised that trade , travel and the exchange of students would soon be
    as free as they had been before the quarrel over the pipeline , the islands and the fishing .
He has denied the charge , has he n't ?
Parliament passed the law by 61 votes to 59 .
Sanctions were lifted in March ; the banks , however , have not returned , nor have the insurers .
The president said that the foreign minister had told the council that the envoy would be received
    if the guns fell silent for 72 hours , but the rebels , whose leader was said to be ill , gave
    no answer , and by the evening of the third day the shelling of the harbour had begun again ,
    driving thousands of people out of the town and up the valley towards the camps that the relief
    agencies had set up there in the spring , most of which were full , so that many slept outside .
3.5 %
It is a lie , said the spokesman .
""".replace("\n    ", " ")
    .strip()
    .split("\n")
]
"""Sentences of 1 to some 90 words."""


@lru_cache(maxsize=1)
def parts() -> dict[str, bytes]:
    """The parts of the weights file but the large one."""
    with zipfile.ZipFile(WEIGHTS) as archive:
        return {
            name: archive.read(name)
            for name in ("manifest.json", "vocabulary.txt", "relations.onnx")
        }


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parts()["manifest.json"])
    return found


def small_weights(path: Path, **changes: Any) -> Path:
    """A weights file that loads, fast, and has no encoder worth the name; parts changed, or, where
    a change is None, left out. `manifest` changes entries of the manifest."""
    about = manifest()
    for name, value in changes.pop("manifest", {}).items():
        about[name] = value
    found = {
        **parts(),
        "manifest.json": json.dumps(about).encode(),
        "encoder.onnx": parts()["relations.onnx"],
    }
    for name, content in changes.items():
        found[name.replace("__", ".")] = content
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in found.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def sentences(size: int = 8) -> st.SearchStrategy[list[Word]]:
    return st.lists(st.one_of(WORDS, st.sampled_from(NEWS[1]), PLACEHOLDERS), max_size=size)
