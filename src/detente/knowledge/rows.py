"""The rows of our small tables: cells between tabs, `#` lines and blank ones left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import DataError

_NUMBERS = {2: "two", 3: "three"}


def rows(text: str, names: Sequence[str], *, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells), a cell for each of `names`; DataError on a malformed line.

    >>> list(rows("# of roads\\nstreet\\tst|rd\\n", ("kind", "forms"), file="roads.tsv"))
    [(2, ['street', 'st|rd'])]
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(names) or not all(cells):
            tabs = "a tab" if len(names) == 2 else "tabs"
            message = (
                f"{_NUMBERS[len(names)]} cells expected ({', '.join(names)}), separated by {tabs}"
            )
            raise DataError(message, file=file, line=number)
        yield number, cells
