"""Names of one text made to agree with each other.

The language model reads a sentence by itself and may take a surname for a town. What a text says
elsewhere settles it: a word that closes the full name of a person is that person wherever it
stands alone. Names that the actor data know otherwise ("Washington" beside "Denzel Washington")
are left as they were read. Other types are not made to agree: Washington may be a government in
one sentence and a town in the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..knowledge import actors
from ..model import NameType
from .labels import Name

_MAY_BE_A_SURNAME = ("PLACE", "ORG", "OTHER")


def agreed(sentences: Sequence[Sequence[str]], names: Sequence[Sequence[Name]]) -> list[list[Name]]:
    """Return the names of each sentence of one text, surnames brought to agree with full names.

    >>> words = [["Ana", "Kent", "spoke", "."], ["Kent", "left", "."]]
    >>> agreed(words, [[(0, 2, "PER")], [(0, 1, "PLACE")]])
    [[(0, 2, 'PER')], [(0, 1, 'PER')]]
    """
    surnames = {
        words[end - 1]
        for words, found in zip(sentences, names, strict=True)
        for first, end, kind in found
        if kind == "PER" and end - first > 1
    }
    return [
        [
            (first, end, "PER" if _is_surname(words[first:end], kind, surnames) else kind)
            for first, end, kind in found
        ]
        for words, found in zip(sentences, names, strict=True)
    ]


def _is_surname(text: Sequence[str], kind: NameType, surnames: set[str]) -> bool:
    if len(text) > 1 or text[0] not in surnames or kind not in _MAY_BE_A_SURNAME:
        return False
    hit = actors.load().match(text, 0)
    return hit is None or kind not in _types(hit.forms)


def _types(forms: Sequence[actors.Form]) -> set[NameType]:
    book = actors.load()
    return {_BY_USE.get(form.use) or _BY_KIND[book.entry(form.key).kind] for form in forms}


_BY_USE: dict[str, NameType] = {
    "adjective": "GRP", "people": "GRP", "capital": "PLACE", "surname": "PER", "metonym": "ORG",
}  # fmt: skip
_BY_KIND: dict[str, NameType] = {
    "person": "PER", "state": "PLACE", "government": "ORG", "organisation": "ORG", "group": "ORG",
    "people": "GRP", "generic": "OTHER",
}  # fmt: skip
