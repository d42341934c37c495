"""The weekly curves of several pairs as one CSV table, for R, Stata or a spreadsheet.

    python examples/weekly_table.py ARCHIVE A,B [A,B …] > table.csv

Without arguments: an archive of the example reports is made, and three pairs are written.
`covered` is 0 where no article of the archive could have told of the week: its zero is no zero.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys

import detente
from detente.desk import examples
from detente.intake import IntakeOptions

PAIRS = ("United States,Russia", "Russia,Ukraine", "United States,Ukraine")
COLUMNS = ("source", "target", "week", "covered", "incidents", "reports", "level", "low", "high")


def main(archive: detente.Archive, pairs: tuple[str, ...]) -> None:
    desk = detente.Desk(archive)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for pair in pairs:
        curve = desk.track(*pair.split(","), step="week")
        for week in curve.periods:
            row = (week.incidents, week.reports, week.level, week.low, week.high)
            numbers = (f"{value:.6g}" for value in row)
            key = (curve.dyad.source, curve.dyad.target, week.start.isoformat())
            table.writerow((*key, int(week.covered), *numbers))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(detente.Archive(sys.argv[1]), tuple(sys.argv[2:]))
    else:
        store = detente.Archive("table-archive")
        with examples() as reports:
            detente.ingest(store, reports, IntakeOptions(), today=dt.date.today())
        main(store, PAIRS)
