"""A small corpus of our own: reports on Kenya and Uganda, and one article on somebody else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from detente import desk
from detente.archive.delta import DeltaArchive
from detente.intake import IntakeOptions

TODAY = dt.date(2031, 6, 30)

REPORTS: list[tuple[str, str | None, str]] = [
    # id, published, text
    (
        "r1",
        "2031-05-05",
        "Kenya imposed sanctions on Uganda on Monday. “Uganda has gone too far,” said the Kenyan "
        "foreign ministry. Kenya gave Uganda until June 20 to reopen the border.",
    ),
    (
        "r2",
        "2031-05-14",
        "Uganda recalled its ambassador from Kenya on Tuesday. Kenya threatened to cut aid to "
        "Uganda unless the border is open within two weeks.",
    ),
    ("r3", "2031-05-21", "Kenya attacked Uganda on Monday, killing 12 people at the border."),
    (
        "r4",
        "2031-06-04",
        "Kenya agreed to meet Uganda next week. Kenya said it would withdraw its troops from "
        "Uganda by June 25.",
    ),
    ("r5", "2031-06-18", "Kenya and Uganda signed a treaty on Tuesday. Kenya praised Uganda."),
    ("r6", None, "Kenya denied attacking Uganda. If Uganda attacks, Kenya would attack Uganda."),
    ("r7", "2031-06-10", "Peru condemned Chile on Monday. Ada Brook, a minister, met Chile."),
]


def line(given: str, published: str | None, text: str) -> str:
    article = {"id": given, "text": text, "publisher": "Lake Herald"}
    if published is not None:
        article["published"] = published
    return json.dumps(article)


def write_corpus(folder: Path, *, name: str = "corpus.jsonl", reverse: bool = False) -> Path:
    reports = REPORTS[::-1] if reverse else REPORTS
    path = folder / name
    path.write_text("\n".join(line(*report) for report in reports) + "\n", encoding="utf-8")
    return path


def write_files(folder: Path, count: int) -> Path:
    """`count` short reports, one a file, each dated by a header line of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        day = dt.date(2031, 1, 1) + dt.timedelta(days=number % 100)
        text = f"{day:%-d %B %Y}\n\nKenya attacked Uganda in raid number {number} on Monday.\n"
        (folder / f"{number:04d}.txt").write_text(text, encoding="utf-8")
    return folder


def ingest(archive: Path, *sources: Path, workers: int = 1) -> desk.IngestReport:
    return desk.ingest(
        DeltaArchive(archive),
        [str(source) for source in sources],
        IntakeOptions(),
        today=TODAY,
        workers=workers,
    )


def exported(archive: Path) -> list[str]:
    return sorted(DeltaArchive(archive).export(with_text=True))
