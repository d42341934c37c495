"""Near-copies: which articles are one text, whole, shortened, or lightly edited.

Each article is taken as its set of word 5-grams ("shingles", Broder 1997). MinHash signatures
(rensa) propose pairs; the proposal is verified on the sets themselves. Two texts are copies if
at least half of the shingles of the shorter stand in the longer one (containment), so that a
shortened agency story is a copy of the full one.

Articles are taken in order of publication, the longest of a day first, and each joins the cluster
of the *one* earlier text it shares most with. A text thus has at most one origin, and a weekly
round-up that holds three stories does not make one story of them for every later article, as
connected components would. The order in which the articles are passed plays no part.

Pass the body of an article, without page furniture: a menu shared by a whole site is no copy.
Machine-spun copies, which share hardly any shingle with their origin, are not found here.

>>> text = " ".join(f"word{i}" for i in range(60))
>>> clusters([("b", None, text), ("a", None, text + " and a line more")])
{'a': 'a', 'b': 'a'}
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]

WIDTH = 5
"""Words in a shingle."""
CONTAINED = 0.5
"""The share of the shorter text's shingles that must stand in the longer one."""
SHARED = 20
"""Below this many shared shingles a quotation could explain them: then `ALIKE` decides."""
ALIKE = 0.8
"""The Jaccard similarity that texts too short for `SHARED` must reach."""
SMALLEST = 0.1
"""A text shorter than this share of the other is a passage in it, not a shortened copy."""
SLOTS = 96
"""Length of a signature. A pair of Jaccard J meets in some slot with chance 1 - (1 - J)^96."""
SEED = 20010
NEIGHBOURS = 48
"""In a slot shared by very many texts each is compared with this many before it."""

_WORD = re.compile(r"\w+")
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 1)

Text = tuple[str, dt.date | None, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """An article with its sorted, distinct shingles."""

    id: str
    published: dt.date
    shingles: Shingles

    @property
    def age(self) -> tuple[dt.date, str]:
        """The order that names a cluster: earliest first, undated last."""
        return (self.published, self.id)


@functools.lru_cache(maxsize=1 << 18)
def _word(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def shingles(text: str) -> Shingles:
    """Return the sorted, distinct hashes (uint64) of the word 5-grams of `text`.

    Words are compared without case and punctuation. A text of one to four words has one shingle,
    the whole of it; a text without a word has none.
    """
    import numpy as np

    words = np.array([_word(w) for w in _WORD.findall(text.casefold())], dtype=np.uint64)
    if not len(words):
        return words
    if len(words) < WIDTH:
        words = np.concatenate([words, np.zeros(WIDTH - len(words), dtype=np.uint64)])
    rows = len(words) - WIDTH + 1
    mixed = np.zeros(rows, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        # wraps around 2^64; the shift keeps high bits from being lost to the products
        mixed = mixed * np.uint64(factor) + (mixed >> np.uint64(29)) + words[place : place + rows]
    return np.unique(mixed)


def similarity(one: Shingles, other: Shingles) -> tuple[bool, float]:
    """Return whether two sets of shingles are those of copies, and their Jaccard similarity."""
    import numpy as np

    small, large = sorted((one, other), key=len)
    if not len(small):
        return False, 0.0
    if len(small) < SMALLEST * len(large):
        return False, 0.0
    # both are sorted, so a binary search beats the general intersection
    at = np.minimum(np.searchsorted(large, small), len(large) - 1)
    shared = int(np.count_nonzero(large[at] == small))
    jaccard = shared / (len(small) + len(large) - shared)
    if shared < SHARED:
        return jaccard >= ALIKE, jaccard
    return shared >= CONTAINED * len(small), jaccard


def clusters(texts: Iterable[Text]) -> dict[str, str]:
    """Return the cluster of copies of each article: article id -> id of its earliest member.

    `texts` holds (article id, day of publication or None, text) in any order. "Earliest" is by
    (published, id), undated articles last. An article without words is a cluster of its own.
    An id that is passed twice counts once, with its longest text.
    """
    distinct: dict[str, Text] = {}
    for text in texts:
        held = distinct.get(text[0])
        if held is None or (len(text[2]), text[2]) > (len(held[2]), held[2]):
            distinct[text[0]] = text
    items = [_Item(id_, day or dt.date.max, shingles(t)) for id_, day, t in distinct.values()]
    items.sort(key=lambda item: (item.published, -len(item.shingles), item.id))
    roots = _roots(items)
    names: dict[int, _Item] = {}
    for item, root in zip(items, roots, strict=True):
        names[root] = min(names.get(root, item), item, key=lambda member: member.age)
    named = {item.id: names[root].id for item, root in zip(items, roots, strict=True)}
    return {id_: named[id_] for id_ in sorted(named)}


def _roots(items: Sequence[_Item]) -> list[int]:
    """The index of each item's origin; items come earliest first."""
    firsts: dict[bytes, int] = {}
    roots = list(range(len(items)))
    for index, item in enumerate(items):
        if len(item.shingles):
            # forty verbatim copies would otherwise be compared pair by pair
            roots[index] = firsts.setdefault(item.shingles.tobytes(), index)
    kept = [index for index in firsts.values() if len(items[index].shingles)]
    earlier = _candidates([items[index].shingles for index in kept])
    for position, index in enumerate(kept):
        best: tuple[float, int] | None = None
        for other in (kept[candidate] for candidate in earlier[position]):
            copy, jaccard = similarity(items[other].shingles, items[index].shingles)
            if copy and (best is None or (-jaccard, other) < best):
                best = (-jaccard, other)
        if best is not None:
            roots[index] = roots[best[1]]
    # a verbatim copy follows its twin, which may since have found its own origin
    return [roots[root] for root in roots]


def _candidates(sets: Sequence[Shingles]) -> list[list[int]]:
    """For each set, the positions of earlier sets that share a slot of the MinHash signature."""
    found: list[set[int]] = [set() for _ in sets]
    if len(sets) < 2:
        return [[] for _ in sets]
    signatures = _signatures(sets)
    for slot in range(SLOTS):
        buckets: dict[int, list[int]] = {}
        for position, value in enumerate(signatures[:, slot].tolist()):
            bucket = buckets.setdefault(value, [])
            found[position].update(bucket[-NEIGHBOURS:])
            bucket.append(position)
    return [sorted(positions) for positions in found]


def _signatures(sets: Sequence[Shingles]) -> NDArray[np.uint32]:
    """MinHash signatures, one row a set."""
    import numpy as np
    from rensa import RMinHash

    offsets = np.concatenate([[0], np.cumsum([len(one) for one in sets])]).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(sets), offsets, num_perm=SLOTS, seed=SEED
    )
    return np.array(digests.to_rows(), dtype=np.uint32)
