"""A folder of texts to an archive, and a brief on one pair as text and as one HTML file.

    python examples/brief_from_folder.py FOLDER A B [PAGE.html]

Without arguments: the example reports of the package, the United States and Russia. The archive is
`brief-archive` in the working folder; run it again and nothing is added twice.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import detente
from detente.desk import examples
from detente.intake import IntakeOptions
from detente.show.brief_html import brief_html
from detente.show.brief_text import render_brief


def main(sources: list[str], a: str, b: str, page: str = "brief.html") -> None:
    archive = detente.Archive("brief-archive")
    report = detente.ingest(archive, sources, IntakeOptions(), today=dt.date.today())
    for item in report.rejected:
        print(f"rejected {item}", file=sys.stderr)
    brief = detente.Desk(archive).brief(a, b)
    print(render_brief(brief, width=80, color=False))
    Path(page).write_text(brief_html(brief), encoding="utf-8")
    print(f"{report.added} texts added; the brief with its chart: {page}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        main([sys.argv[1]], *sys.argv[2:5])
    else:
        with examples() as paths:
            main(paths, "United States", "Russia")
