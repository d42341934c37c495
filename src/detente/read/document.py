"""The reader's working paper: one article's tokens, sentences and mentions, with offsets.

Internal to `read`; only `Reading` leaves the package. A `Doc` is filled step by step: segment
(tokens, sentences), names and coref (mentions), times; later steps only look things up in it.
Positions of tokens are indices into `Doc.tokens`; positions of characters are code points of
the article text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..model import ActorKind, MentionBy, Time


class Token(NamedTuple):
    """A word, number or mark; `start` and `end` are character offsets. `Putin's` is two tokens.

    `lower` is the surface in lower case with straight apostrophes. `joined` marks the second and
    later parts of what is written as one word and is several: the n't of don't, the 's of Putin's,
    the na of gonna.
    """

    start: int
    end: int
    text: str
    lower: str
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, last)`; `start`/`end` are character offsets; `paragraph` counts from 0.

    `body` is False for page furniture. `heading` marks a headline or subheading. `dateline` marks
    what stands before the first sentence of a report: "PARIS, May 5 (AFP) —".
    """

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    body: bool = True
    heading: bool = False
    dateline: bool = False


@dataclass(slots=True)
class Party:
    """An actor found in this article, before it becomes a `model.Actor`."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    gender: str | None = None
    codes: dict[str, str] = field(default_factory=dict)
    capacity: str | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A mention: tokens `[first, last)` that stand for parties (several: "the two leaders").

    `core` is the token where the name proper starts ("Vladimir" in "Russian President Vladimir
    Putin", whose chunk is the whole phrase); `possessive` says that 's or ' follows (the mark
    itself is outside the mention); `adjective` says a demonym used before a noun ("Russian oil"),
    which names the actor but is not itself a noun phrase; `place` says that a town stands where a
    place is meant ("in Moscow"): no mention of its state, yet what is done there may be done to it.
    """

    first: int
    last: int
    parties: tuple[int, ...]
    by: MentionBy
    core: int
    possessive: bool = False
    adjective: bool = False
    plural: bool = False
    place: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: character offsets of its inside, without the marks."""

    start: int
    end: int
    closed: bool = True


@dataclass
class Doc:
    """One article being read."""

    text: str
    published: dt.date | None
    article: str = ""
    tokens: list[Token] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)

    @cached_property
    def time_spans(self) -> list[tuple[int, int]]:
        """Character spans of the time expressions, in order (ask only once they are found)."""
        return [(time.start, time.end) for time in self.times]

    @cached_property
    def quote_spans(self) -> list[tuple[int, int]]:
        """Character spans of the quotations, in order (ask only once they are found)."""
        return [(quote.start, quote.end) for quote in self.quotes]

    @cached_property
    def datelines(self) -> dict[int, Sentence]:
        """First token of a sentence -> the dateline that stands before it."""
        return {sentence.last: sentence for sentence in self.sentences if sentence.dateline}

    @cached_property
    def starts(self) -> list[int]:
        """Character offsets at which tokens start, for bisection."""
        return [token.start for token in self.tokens]
