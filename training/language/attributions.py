"""Print who made what the language model was trained on, as NOTICE carries it:

python -m training.language.attributions > part-of-NOTICE
"""

from __future__ import annotations

import os
import re
import textwrap
from pathlib import Path

LICENCES = {
    "news": "CC BY 2.5",
    "interview": "CC BY 2.5",
    "bio": "CC BY-SA 3.0",
    "voyage": "CC BY-SA 3.0",
    "academic": "CC BY 4.0",
    "court": "CC BY 4.0",
    "textbook": "CC BY 4.0",
    "vlog": "CC BY",
    "speech": "public domain",
}
"""Licence of the texts of each genre of GUM that is used (from its own statement)."""


def documents(path: Path) -> list[dict[str, str]]:
    """Return the metadata of each document of a GUM file."""
    found: list[dict[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                found.append({"id": line.split(" = ", 1)[1].strip()})
            match = re.match(r"# meta::(title|author|genre|sourceURL) = (.*)", line)
            if match:
                found[-1][match[1]] = match[2].strip()
    return found


def main() -> None:
    """Print one entry a document, by genre."""
    root = Path(os.environ.get("DETENTE_DATA", "../shared/data"))
    by_genre: dict[str, list[dict[str, str]]] = {}
    for document in documents(root / "treebank" / "gum_train.conllu"):
        by_genre.setdefault(document["genre"], []).append(document)
    for genre, found in sorted(by_genre.items()):
        print(f"\n  GUM, {genre} ({LICENCES[genre]}):")
        for one in sorted(found, key=lambda d: d["id"]):
            text = f"{one['title']}. {one['author']}. {one['sourceURL']}"
            print(
                textwrap.fill(
                    text,
                    96,
                    initial_indent="  - ",
                    subsequent_indent="    ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )


if __name__ == "__main__":
    main()
