"""Who did what to whom in one text, with the status and the words of each record.

    python examples/read_one.py [FILE [YYYY-MM-DD]]

Without a file a short text is read, written for this example.
"""

from __future__ import annotations

import sys
from pathlib import Path

import detente

TEXT = """France accused Spain on Monday of lying about the dam. "We were not told," a spokesperson
for the French government said. France threatened to recall its ambassador by Friday, and is
considering sanctions on Spain. Spain has not answered the accusation."""


def main(path: str | None = None, published: str | None = "2024-05-06") -> None:
    text = TEXT if path is None else Path(path).read_text(encoding="utf-8")
    reading = detente.read(text, published=published)
    names = {actor.id: actor.name for actor in reading.actors}
    for event in reading.events:
        doers = ", ".join(names[key] for key in event.source) or "somebody"
        others = ", ".join(names[key] for key in event.target) or "nobody named"
        words = reading.article.content[event.trigger.start : event.trigger.end]
        print(f"{event.status:<14}{event.type:<10}{doers} -> {others}  [{words}]")
    for statement in reading.statements:
        said = " … ".join(text[span.start : span.end] for span in statement.content)
        print(f"{statement.source_type:<24}{statement.speaker_text}: {said}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
