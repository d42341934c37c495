"""The verbs of the contract: the only place where the stages are joined.

Every function takes values and gives values; nothing here prints, and the clock comes in as
`today`. The command line, the web app and notebooks are thin surfaces over these functions.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import __version__
from .errors import ArchiveMissing, ItemError, UsageError
from .model import (
    Article,
    Brief,
    BriefEvent,
    BriefStatement,
    Commitment,
    Decision,
    Dyad,
    Event,
    Incident,
    LedgerEntry,
    Method,
    Parse,
    ParsedSentence,
    Reading,
    Rejected,
    Relationship,
    Source,
    Statement,
    Step,
    content_id,
)

if TYPE_CHECKING:
    from .archive.delta import DeltaArchive, Located
    from .group.ledger import Entry
    from .intake.options import IntakeOptions
    from .knowledge.actors import ActorBook
    from .ports import Ontology, Reader

BATCH = 64
"""Articles in one commit of the archive."""
SHOWN = 40
"""Lines of one kind that a brief shows at most, newest first."""


def reader(name: str = "rules") -> Reader:
    """Return the reader plug-in called `name`."""
    from .plugins import load

    made: Reader = load("readers", name)()
    return made


def read(
    text: str,
    *,
    published: dt.date | str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Reading:
    """Read one text. `published` (a date, or ISO 8601) dates what the text dates relatively.

    >>> read("France accused Spain of lying.", published="2031-05-02").events[0].type
    'ACCUSE'
    """
    from .intake import article_from_text

    article = article_from_text(
        text, published=day(published), title=title, url=url, publisher=publisher
    )
    return _default_reader().read(article)


def parse(
    text: str,
    *,
    published: dt.date | str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Parse:
    """Parse one text: sentences, words with lemmas and grammatical relations, names.

    The options are those of `read`; nothing but the article's own fields depends on them.

    >>> sentence = parse("France accused Spain of lying.").sentences[0]
    >>> [(word.form, word.relation) for word in sentence.words][:3]
    [('France', 'nsubj'), ('accused', 'root'), ('Spain', 'obj')]
    """
    from .intake import article_from_text
    from .read.language import Language
    from .read.parsing import parse as parsed

    article = article_from_text(
        text, published=day(published), title=title, url=url, publisher=publisher
    )
    return parsed(article, Language.shared())


def parse_sources(sources: Sequence[str], options: IntakeOptions) -> Iterator[Parse | Rejected]:
    """Parse files, folders, globs, standard input or URLs; what is unusable comes as `Rejected`."""
    from .intake import load
    from .read.language import Language
    from .read.parsing import parse as parsed

    for item in load(sources, options):
        yield item if isinstance(item, Rejected) else parsed(item, Language.shared())


def parse_sentences(
    sources: Sequence[str], options: IntakeOptions
) -> Iterator[tuple[Article, Iterator[ParsedSentence]] | Rejected]:
    """Parse as `parse_sources` does, each article a sentence at a time: for texts of any length."""
    from .intake import load
    from .read.language import Language
    from .read.parsing import parse_sentences as parsed

    for item in load(sources, options):
        yield item if isinstance(item, Rejected) else (item, parsed(item, Language.shared()))


_readers: dict[str, Reader] = {}


def _default_reader() -> Reader:
    if "rules" not in _readers:
        _readers["rules"] = reader()
    return _readers["rules"]


def read_sources(
    sources: Sequence[str], options: IntakeOptions, *, workers: int = 1
) -> Iterator[Reading | Rejected]:
    """Read files, folders, globs, standard input or URLs; what is unusable comes as `Rejected`.

    The order is that of the input.
    """
    from .intake import load
    from .read.pool import LocalEngine

    engine = LocalEngine(workers=workers)
    pending: list[Rejected] = []

    def usable() -> Iterator[Article]:
        for item in load(sources, options):
            if isinstance(item, Rejected):
                pending.append(item)
            else:
                yield item

    for reading in engine.map(usable()):
        yield reading
        # with one worker this keeps rejects near their place; order among readings always holds
        while pending:
            yield pending.pop(0)
    yield from pending


@dataclass(slots=True)
class IngestReport:
    """What an ingest did: articles added, those known before, and what was rejected."""

    added: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    interrupted: bool = False

    @property
    def seen(self) -> int:
        """Items looked at so far."""
        return self.added + self.known + len(self.rejected)


def ingest(
    archive: DeltaArchive,
    sources: Sequence[str],
    options: IntakeOptions,
    *,
    today: dt.date,
    workers: int = 1,
    progress: Callable[[IngestReport], None] | None = None,
) -> IngestReport:
    """Read and keep, each article once; resumable, since what is kept is not read again.

    `today` is the day of the ingest: an article dated after it is quarantined. An interrupt
    (KeyboardInterrupt) ends the run; whole batches that were written stay.
    """
    from .intake import load
    from .read.pool import LocalEngine

    engine = LocalEngine(workers=workers)
    report = IngestReport()
    tell = progress or (lambda _: None)
    items = load(sources, options)
    # a wrong request is told before anything is made
    first = next(items, None)
    with archive.writing():
        given = items if first is None else chain([first], items)
        fresh = _fresh(archive, given, today, report)
        batch: list[Reading] = []
        try:
            for reading in engine.map(fresh):
                if isinstance(reading, Rejected):
                    report.rejected.append(reading)
                    continue
                batch.append(reading)
                if len(batch) >= BATCH:
                    _keep(archive, batch, engine.name, report)
                    batch = []
                    tell(report)
            _keep(archive, batch, engine.name, report)
        except KeyboardInterrupt:
            report.interrupted = True
        finally:
            archive.reject(report.rejected)
    tell(report)
    return report


def _keep(archive: DeltaArchive, batch: list[Reading], reader: str, report: IngestReport) -> None:
    """Keep a batch; where one of it cannot be kept, that one is rejected and the rest kept."""
    try:
        report.added += archive.add(batch, reader=reader)
    except ItemError:
        for reading in batch:
            try:
                report.added += archive.add([reading], reader=reader)
            except ItemError as error:
                article = reading.article
                report.rejected.append(
                    Rejected(
                        source=article.url or article.given_id or article.title or article.id,
                        reason=str(error),
                        given_id=article.given_id,
                        sha256=article.sha256,
                    )
                )


def _fresh(
    archive: DeltaArchive,
    items: Iterable[Article | Rejected],
    today: dt.date,
    report: IngestReport,
) -> Iterator[Article]:
    """The articles not kept yet, each once; counts the others and gathers what is rejected."""
    known = set(archive.known_ids())
    for item in items:
        if isinstance(item, Rejected):
            report.rejected.append(item)
        elif item.published is not None and item.published > today:
            report.rejected.append(
                Rejected(
                    source=item.url or item.given_id or item.title or item.id,
                    reason=f"dated {item.published}, after the day of ingest ({today})",
                    given_id=item.given_id,
                    sha256=item.sha256,
                )
            )
        elif item.id in known:
            report.known += 1
        else:
            known.add(item.id)
            yield item


def day(value: dt.date | str | None, *, what: str = "date") -> dt.date | None:
    """Return an ISO 8601 date as a date; raises UsageError on anything else.

    >>> day("2031-05-02")
    datetime.date(2031, 5, 2)
    """
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        raise UsageError(
            f"'{value}' is no {what}", hint="write it as YYYY-MM-DD, for example 2025-05-26"
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What of an archive is looked at: `as_of` None means all that is there, undated included."""

    as_of: dt.date | None = None
    all_decisions: bool = False


class Desk:
    """One archive, looked at from one day; the verbs that need both."""

    def __init__(
        self,
        archive: DeltaArchive,
        view: View | None = None,
        *,
        book: ActorBook | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        self.archive = archive
        self.view = view or View()
        self._book, self._ontology = book, ontology
        if not archive.exists:
            raise ArchiveMissing(
                f"there is no archive at {archive.path}",
                hint="make one with `detente ingest PATH…`, or name it with --archive",
            )

    @cached_property
    def book(self) -> ActorBook:
        """The actor data."""
        from .knowledge import actors

        return self._book or actors.load()

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that gives quad classes and intensities."""
        from .knowledge.ontology import plover

        return self._ontology or plover

    @cached_property
    def as_of(self) -> dt.date | None:
        """The day from which the archive is seen: asked for, else its newest trusted date."""
        return self.view.as_of or self.archive.newest_known()

    @property
    def all_decisions(self) -> bool:
        """Whether all decisions count: as asked, and where no day was asked for."""
        return self.view.all_decisions or self.view.as_of is None

    @cached_property
    def days(self) -> dict[dt.date, int]:
        """How many articles appeared on each day."""
        frame = self.archive.articles(self.view.as_of)
        return dict(
            sorted(Counter(d for d in frame["published"].to_list() if d is not None).items())
        )

    def find(self, name: str) -> str:
        """Return the id of the actor meant by `name`: in the actor data, else in the archive."""
        from .errors import UnknownActor

        try:
            return self.book.find(name).key
        except UnknownActor:
            key = self._stranger(name)
            if key is None:
                raise
            return key

    def _stranger(self, name: str) -> str | None:
        wanted = name.strip().lower()
        for reading in self.archive.readings(as_of=self.view.as_of):
            for actor in reading.actors:
                if actor.name.lower() == wanted or actor.id == wanted:
                    return actor.id
        return None

    def name(self, key: str) -> str:
        """The name of an actor by its id; the id itself where nothing knows it."""
        try:
            return self.book.entry(key).name
        except KeyError:
            return self._names.get(key, key)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {
            actor.id: actor.name
            for reading in self.archive.readings(as_of=self.view.as_of)
            for actor in reading.actors
        }

    # -- sides ---------------------------------------------------------------------------------

    def side(self, key: str, *, receiving: bool = False) -> Callable[[str, dt.date | None], bool]:
        """Who counts as `key` on a day.

        Acting and speaking: for a state its executive and military, else the actor itself.
        `receiving`: also the state's companies, people and agencies, since what is done to them is
        done to it.
        """
        unnamed = frozenset(self.book.envoys_of(key))

        def member(actor: str, on: dt.date | None) -> bool:
            if actor == key or actor in unnamed:
                return True
            if receiving and self.book.receives_for(actor) == key:
                return True
            return self.book.acts_for(actor, on or self.as_of) == key

        return member

    def _candidates(self, key: str, *, receiving: bool = False) -> tuple[str, ...]:
        """Every actor id that may on some day count as `key`, for the archive's filter."""
        found = {key, *self.book.bodies_of(key), *self.book.envoys_of(key)}
        for other, entry in self.book.entries.items():
            if any(role.of == key for role in entry.roles) or (
                entry.country == key and entry.kind == "government"
            ):
                found.add(other)
        if receiving:
            found.update(self.book.receivers_of(key))
        return tuple(sorted(found))

    # -- records -------------------------------------------------------------------------------

    def located(self, **filters: Any) -> list[Located]:
        """The records that filters select, each with its article, as seen from this desk."""
        from .archive import Query

        return self.archive.located(
            Query(
                as_of=self.view.as_of,
                decisions="all" if self.view.all_decisions else "as_of",
                **filters,
            )
        )

    def _events(self, source: str, target: str) -> list[tuple[Event, Article]]:
        """Events between the two sides, in either direction."""
        found: dict[str, tuple[Event, Article]] = {}
        for doer, receiver in ((source, target), (target, source)):
            doers = self._candidates(doer)
            receivers = self._candidates(receiver, receiving=True)
            for record, article in self.located(kinds=("event",), source=doers, target=receivers):
                assert isinstance(record, Event)
                found[record.id] = (record, article)
        return [found[key] for key in sorted(found)]

    def _copies(self, articles: Iterable[Article]) -> dict[str, str]:
        """Clusters of copies among the articles: article id -> id of its cluster."""
        from .group.copies import clusters

        held = {article.id: article for article in articles}
        texts = self.archive.texts(sorted(held))
        return clusters((key, held[key].published, texts[key]) for key in sorted(held))

    # -- verbs ---------------------------------------------------------------------------------

    def track(
        self, source: str, target: str, *, step: Step = "week", smoothed: bool = False
    ) -> Relationship:
        """How `source` treats `target` over time (names or ids)."""
        one, other = self.find(source), self.find(target)
        events = self._events(one, other)
        copies = self._copies(article for _, article in events)
        incidents = self._incidents(events, copies)
        return self._relate(Dyad(one, other), incidents, copies, step=step, smoothed=smoothed)

    def _incidents(
        self, events: Iterable[tuple[Event, Article]], copies: Mapping[str, str]
    ) -> list[Incident]:
        from .group.incidents import incidents

        return incidents(events, copies, ontology=self.ontology)

    def _relate(
        self,
        dyad: Dyad,
        incidents: Sequence[Incident],
        copies: Mapping[str, str],
        *,
        step: Step,
        smoothed: bool = False,
    ) -> Relationship:
        from .track.relationship import TrackOptions, relate

        options = TrackOptions(
            step=step,
            as_of=self.as_of,
            source_of=self.side(dyad.source),
            target_of=self.side(dyad.target, receiving=True),
            articles=self.days,
            copies=copies,
            smoothed=smoothed,
            hashes=self.hashes,
        )
        counted = [item for item in incidents if item.status in ("occurred", "ongoing")]
        return relate(counted, dyad, options)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Hashes of the data that results rest on."""
        from .knowledge.lexicon import lexicon

        digest = getattr(self.ontology, "digest", None)
        return {
            "actors": self.book.digest(),
            "lexicon": lexicon().digest(),
            "ontology": digest() if callable(digest) else self.ontology.scale,
        }

    def ledger(self, **filters: Any) -> list[LedgerEntry]:
        """Commitments over all reports of them, with what became of each.

        `filters`: `actor` (holder or addressee), `holder`, `to` (names or ids), `kind`, `status`.
        """
        unknown = set(filters) - {"actor", "holder", "to", "kind", "status"}
        if unknown:
            raise UsageError(f"no filter is called {sorted(unknown)[0]!r}")
        wanted = {
            name: self._candidates(self.find(filters[name]))
            for name in ("actor", "holder", "to")
            if filters.get(name)
        }
        entries = []
        for entry in self._ledger():
            owed = entry.commitment
            parties = {"actor": (*owed.holder, *owed.to), "holder": owed.holder, "to": owed.to}
            if any(not set(parties[name]) & set(keys) for name, keys in wanted.items()):
                continue
            if filters.get("kind") and owed.kind != filters["kind"]:
                continue
            if filters.get("status") and entry.status != filters["status"]:
                continue
            entries.append(entry)
        return self._ledger_entries(entries)

    def _ledger(self) -> list[Entry]:
        from .group import ledger

        commitments, events = [], []
        for record, article in self.located(kinds=("commitment", "event")):
            if isinstance(record, Commitment):
                commitments.append((record, article))
            elif isinstance(record, Event):
                events.append((record, article))
        return ledger.entries(commitments, events, as_of=self.as_of)

    def _ledger_entries(self, entries: Sequence[Entry]) -> list[LedgerEntry]:
        ids = tuple(
            sorted({key for entry in entries for key in (*entry.members, *entry.closed_by)})
        )
        if not ids:
            return []
        held = {record.id: (record, article) for record, article in self.located(ids=ids)}
        said = self._located_by_id(
            record.said_by
            for record, _ in held.values()
            if isinstance(record, Commitment) and record.said_by
        )
        texts = self.archive.texts(sorted({article.id for _, article in held.values()}))
        found = []
        for entry in entries:
            owed, article = held[entry.commitment.id]
            assert isinstance(owed, Commitment)
            text = texts[article.id]
            speaker = said.get(owed.said_by or "")
            found.append(
                LedgerEntry(
                    id=entry.id,
                    commitment=entry.commitment,
                    holder_names=tuple(self.name(key) for key in owed.holder),
                    to_names=tuple(self.name(key) for key in owed.to),
                    status=entry.status,
                    closed_by=tuple(
                        self._source(*held[key], texts) for key in entry.closed_by if key in held
                    ),
                    superseded_by=entry.superseded_by,
                    reports=tuple(
                        self._source(*held[key], texts) for key in entry.members if key in held
                    ),
                    second_hand=speaker is not None and not self._speaks_for(speaker, owed.holder),
                    text=text[owed.act.start : owed.act.end],
                    condition_text=(
                        text[owed.condition.start : owed.condition.end] if owed.condition else None
                    ),
                )
            )
        return found

    def _located_by_id(self, keys: Iterable[str | None]) -> dict[str, Statement]:
        wanted = tuple(sorted({key for key in keys if key}))
        if not wanted:
            return {}
        return {
            record.id: record
            for record, _ in self.located(ids=wanted)
            if isinstance(record, Statement)
        }

    def _speaks_for(self, statement: Statement, holders: Sequence[str]) -> bool:
        """Whether a statement is the holder's own, or made for it."""
        if statement.speaker is None:
            return False
        on = statement.known or self.as_of
        mine = {statement.speaker, self.book.acts_for(statement.speaker, on)}
        theirs = {key for holder in holders for key in (holder, self.book.acts_for(holder, on))}
        return bool((mine & theirs) - {None})

    def _source(self, record: Any, article: Article, texts: Mapping[str, str]) -> Source:
        """A record with its (first) sentence and where that stands."""
        text = texts[article.id]
        start, end = record.evidence[0].start, record.evidence[-1].end
        if end - start > 1200:
            end = record.evidence[0].end
        return Source(
            record=record.id,
            article=article.id,
            publisher=article.publisher,
            published=article.published,
            title=article.title,
            url=article.url,
            text=text[start:end],
            start=start,
            end=end,
        )

    def why(self, prefix: str) -> tuple[Any, Article, tuple[Source, ...]]:
        """From the id of a record or incident down to the record, its article and sentences."""
        record, article = self.archive.find_record(prefix)
        text = self.archive.texts([article.id])[article.id]
        sources = tuple(
            Source(
                record=record.id,
                article=article.id,
                publisher=article.publisher,
                published=article.published,
                title=article.title,
                url=article.url,
                text=text[span.start : span.end],
                start=span.start,
                end=span.end,
            )
            for span in record.evidence
        )
        return record, article, sources

    def decide(
        self,
        prefix: str,
        verdict: Literal["accept", "reject"],
        *,
        who: str,
        on: dt.date,
        why: str | None = None,
    ) -> Decision:
        """Keep a person's decision about the record whose id starts with `prefix`."""
        record, _ = self.archive.find_record(prefix)
        # numbered, so that a person may come back to an earlier verdict on the same day
        earlier = sum(decision.record == record.id for decision in self.archive.decisions())
        key = content_id("decision", record.id, earlier, verdict, who, on, why)
        decision = Decision(id=key, record=record.id, verdict=verdict, who=who, on=on, why=why)
        self.archive.decide(decision)
        return decision

    def brief(self, source: str, target: str, *, step: Step = "week") -> Brief:
        """The analyst's report on how `source` stands to `target`."""
        one, other = self.find(source), self.find(target)
        return _Briefing(self, Dyad(one, other), step).brief()


class _Briefing:
    """Gathers a brief from the stages; one method a section."""

    def __init__(self, desk: Desk, dyad: Dyad, step: Step) -> None:
        self.desk, self.dyad, self.step = desk, dyad, step
        self.events = desk._events(dyad.source, dyad.target)
        self.by_id = {event.id: (event, article) for event, article in self.events}
        self.copies = desk._copies(article for _, article in self.events)
        self.incidents = desk._incidents(self.events, self.copies)
        self.unsure: list[str] = []
        self.doing = desk.side(dyad.source)
        self.receiving = desk.side(dyad.target, receiving=True)

    def brief(self) -> Brief:
        desk, dyad = self.desk, self.dyad
        forward = desk._relate(dyad, self.incidents, self.copies, step=self.step)
        back = Dyad(dyad.target, dyad.source)
        reverse = desk._relate(back, self.incidents, self.copies, step=self.step)
        articles = desk.archive.articles(desk.view.as_of)
        undated = int(articles["published"].null_count())
        deeds, not_done = self._deeds(), self._not_done()
        statements = self._statements()
        ledger = self._ledger()
        self._note_dates(articles.height, undated)
        return Brief(
            dyad=dyad,
            source_name=desk.name(dyad.source),
            target_name=desk.name(dyad.target),
            as_of=desk.as_of,
            forward=forward,
            reverse=reverse,
            articles=articles.height,
            undated=undated,
            deeds=deeds,
            not_done=not_done,
            statements=statements,
            ledger=ledger,
            unsure=tuple(self.unsure),
            method=Method(
                name="brief",
                version=__version__,
                hashes=desk.hashes,
                parameters={
                    "step": self.step,
                    "shown": SHOWN,
                    "decisions": "all" if desk.all_decisions else "as-of",
                },
            ),
        )

    def _forward(self, incident: Incident) -> bool:
        """Whether the incident is (also) one of the source toward the target."""
        from .track.counts import share

        return share(incident, self.doing, self.receiving) > 0

    def _deeds(self) -> tuple[BriefEvent, ...]:
        done = [
            item
            for item in self.incidents
            if item.status in ("occurred", "ongoing")
            and self._forward(item)
            and not self._is_content(item)
        ]
        return self._lines(done, "deeds")

    def _is_content(self, incident: Incident) -> bool:
        return all(self.by_id[key][0].content_of is not None for key in incident.members)

    def _not_done(self) -> tuple[BriefEvent, ...]:
        open_ = [
            item
            for item in self.incidents
            if item.status not in ("occurred", "ongoing") and self._forward(item)
        ]
        return self._lines(open_, "things threatened, planned, denied or imagined")

    def _lines(self, incidents: list[Incident], what: str) -> tuple[BriefEvent, ...]:
        ordered = sorted(incidents, key=_recent, reverse=True)
        if len(ordered) > SHOWN:
            self.unsure.append(
                f"{len(ordered) - SHOWN} older {what} are not listed here; `detente track` and "
                "`detente export` hold them all"
            )
        shown = ordered[:SHOWN]
        keys = {key for item in shown for key in item.members}
        texts = self.desk.archive.texts(sorted({self.by_id[key][1].id for key in keys}))
        said = self.desk._located_by_id(self.by_id[key][0].said_by for key in keys)
        return tuple(self._line(item, texts, said) for item in shown)

    def _line(
        self, item: Incident, texts: Mapping[str, str], said: Mapping[str, Statement]
    ) -> BriefEvent:
        desk = self.desk
        members = [self.by_id[key] for key in item.members]
        event = members[0][0]
        speakers = [said.get(record.said_by or "") for record, _ in members]
        claimed = None
        if all(speaker is not None for speaker in speakers) and speakers[0] is not None:
            first = speakers[0]
            claimed = desk.name(first.speaker) if first.speaker else first.speaker_text
        return BriefEvent(
            incident=item.id,
            type=item.type,
            mode=event.mode,
            quad=item.quad,
            status=item.status,
            source_names=tuple(desk.name(key) for key in item.source),
            target_names=tuple(desk.name(key) for key in item.target),
            when=item.when,
            intensity=item.intensity,
            reports=item.reports,
            independent=item.independent,
            said_by=claimed,
            evidence=tuple(desk._source(record, article, texts) for record, article in members[:8]),
        )

    def _statements(self) -> tuple[BriefStatement, ...]:
        """What the source's side said of or to the target, by the actors named in its words."""
        desk, dyad = self.desk, self.dyad
        speakers = desk._candidates(dyad.source)
        of_target = self.receiving
        found: list[tuple[Statement, Article]] = []
        for record, article in desk.located(kinds=("statement",), source=speakers):
            if (
                isinstance(record, Statement)
                and record.speaker is not None
                and desk.side(dyad.source)(record.speaker, record.known)
            ):
                found.append((record, article))
        found = self._about(found, of_target)
        texts = desk.archive.texts(sorted({article.id for _, article in found}))
        unique: dict[str, tuple[Statement, Article]] = {}
        for record, article in sorted(
            found, key=lambda pair: (pair[0].known or dt.date.max, pair[0].id)
        ):
            unique.setdefault(_words(record, texts[article.id]).lower(), (record, article))
        kept = sorted(unique.values(), key=lambda pair: (pair[0].known or dt.date.min, pair[0].id))
        if len(kept) > SHOWN:
            self.unsure.append(f"{len(kept) - SHOWN} older statements are not listed here")
        return tuple(self._statement(record, article, texts) for record, article in kept[-SHOWN:])

    def _about(
        self,
        found: list[tuple[Statement, Article]],
        of_target: Callable[[str, dt.date | None], bool],
    ) -> list[tuple[Statement, Article]]:
        """Those whose content mentions the target."""
        keys = sorted({article.id for _, article in found})
        readings = self.desk.archive.readings(articles=keys) if keys else ()
        named = {reading.article.id: reading.actors for reading in readings}
        kept = []
        for record, article in found:
            actors = named[article.id]
            if any(
                of_target(actor.id, record.known)
                and any(
                    span.start <= mention.start < span.end
                    for span in record.content
                    for mention in actor.mentions
                )
                for actor in actors
            ):
                kept.append((record, article))
        return kept

    def _statement(
        self, record: Statement, article: Article, texts: Mapping[str, str]
    ) -> BriefStatement:
        desk = self.desk
        stance = next(
            (a.stance for a in record.about if desk.side(self.dyad.target)(a.actor, record.known)),
            None,
        )
        return BriefStatement(
            record=record.id,
            speaker=desk.name(record.speaker) if record.speaker else record.speaker_text,
            source_type=record.source_type,
            named=record.named,
            capacity=record.capacity,
            mode=record.mode,
            when=record.when,
            words=_words(record, texts[article.id]),
            stance=stance,
            evidence=(desk._source(record, article, texts),),
        )

    def _ledger(self) -> tuple[LedgerEntry, ...]:
        """What the two sides owe each other, either way."""
        desk, dyad = self.desk, self.dyad
        one, other = set(desk._candidates(dyad.source)), set(desk._candidates(dyad.target))
        entries = [
            entry
            for entry in desk._ledger()
            if (set(entry.commitment.holder) & one and set(entry.commitment.to) & other)
            or (set(entry.commitment.holder) & other and set(entry.commitment.to) & one)
        ]
        return tuple(desk._ledger_entries(entries))

    def _note_dates(self, articles: int, undated: int) -> None:
        if undated:
            self.unsure.insert(
                0, f"{undated} of {articles} articles carry no date that can be trusted"
            )
        vague = sum(
            1
            for item in self.incidents
            if item.status in ("occurred", "ongoing")
            and (item.when is None or item.when.earliest is None)
            and self._forward(item)
        )
        if vague:
            self.unsure.append(
                f"{vague} deed{'s' if vague > 1 else ''} could not be dated closely and "
                f"{'are' if vague > 1 else 'is'} left out of the curve"
            )
        claimed = sum(
            1
            for item in self.incidents
            if item.status == "occurred"
            and self._forward(item)
            and all(self.by_id[key][0].said_by for key in item.members)
        )
        if claimed:
            self.unsure.append(
                f"{claimed} deed{'s' if claimed > 1 else ''} "
                f"{'rest' if claimed > 1 else 'rests'} on what somebody said alone"
            )


def _recent(incident: Incident) -> tuple[dt.date, str]:
    when = incident.when
    latest = (when.latest or when.earliest) if when is not None else None
    return latest or incident.known or dt.date.min, incident.id


def _words(statement: Statement, text: str) -> str:
    return " … ".join(text[span.start : span.end] for span in statement.content)


EXAMPLE_PAIRS = (("United States", "Russia"), ("Donald Trump", "Vladimir Putin"))
"""The pairs whose briefs the demonstration prints."""


@contextmanager
def examples() -> Iterator[list[str]]:
    """The paths of the example reports inside the package, for as long as the context lasts."""
    folder = resources.files("detente") / "examples"
    with resources.as_file(folder) as path:
        yield sorted(
            str(item)
            for item in Path(path).iterdir()
            if item.suffix in (".txt", ".md", ".html", ".jsonl") and item.name[0].isdigit()
        )


def open_archive(path: str | Path) -> DeltaArchive:
    """Return the archive in a folder (it need not exist yet)."""
    from .archive.delta import DeltaArchive

    return DeltaArchive(path)
