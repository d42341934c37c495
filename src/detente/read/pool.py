"""Reading on one machine: in this process, or over a pool of processes, in the same order.

Results come in the order of the articles whatever the number of workers, and each reading depends
on its article alone, so that the number of workers never shows in what is kept.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from ..model import Article, Reading, Rejected
from ..plugins import load

if TYPE_CHECKING:
    from ..ports import Reader

CHUNK = 8
"""Articles handed to a worker at a time: enough to outweigh the hand-over."""

_AHEAD = 3
"""Chunks in flight per worker: bounds memory whatever the length of the input."""

_reader: Reader | None = None


def _start(name: str) -> None:
    global _reader  # noqa: PLW0603 - a pool's worker has no other place for what it loads once
    # an interrupt is the parent's to handle: it stops handing out work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _reader = load("readers", name)()


def _read(articles: list[Article]) -> list[Reading | Rejected]:
    assert _reader is not None, "the pool's initializer ran"
    return [attempt(_reader, article) for article in articles]


def attempt(reader: Reader, article: Article) -> Reading | Rejected:
    """Read one article; a fault of the reader costs that article and no other.

    A reader must never raise. Should one do so all the same, the article is set aside with what
    happened, so that the batch goes on and nothing is lost.
    """
    try:
        return reader.read(article)
    except Exception as error:
        return Rejected(
            source=article.url or article.given_id or article.title or article.id,
            reason=f"the reader failed on it ({type(error).__name__}: {error}); please report this",
            given_id=article.given_id,
            sha256=article.sha256,
        )


class LocalEngine:
    """An Engine of `workers` processes (1: this one) around the reader plug-in `reader`."""

    def __init__(self, reader: str = "rules", *, workers: int = 1) -> None:
        self.reader_name = reader
        self.workers = max(1, workers)
        self._own: Reader | None = None

    @property
    def name(self) -> str:
        """The name and version of the reader, as kept with every article."""
        return self._local().name

    def _local(self) -> Reader:
        if self._own is None:
            self._own = load("readers", self.reader_name)()
        reader = self._own
        assert reader is not None
        return reader

    def map(self, articles: Iterable[Article]) -> Iterator[Reading | Rejected]:
        """Yield one reading for each article (or why there is none), in the order given."""
        if self.workers == 1:
            reader = self._local()
            for article in articles:
                yield attempt(reader, article)
            return
        yield from self._pooled(iter(articles))

    def _pooled(self, articles: Iterator[Article]) -> Iterator[Reading | Rejected]:
        # spawn: the parent may run threads (Polars), and a forked copy of those can hang
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(
            self.workers, mp_context=context, initializer=_start, initargs=(self.reader_name,)
        )
        flying: deque[Future[list[Reading | Rejected]]] = deque()
        try:
            while True:
                while len(flying) < self.workers * _AHEAD:
                    chunk = list(islice(articles, CHUNK))
                    if not chunk:
                        break
                    flying.append(pool.submit(_read, chunk))
                if not flying:
                    return
                yield from flying.popleft().result()
        except BaseException:
            # interrupted or abandoned: do not wait for chunks that nobody will take
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
