"""The ledger: each commitment once, however often it was reported, and what became of it.

Reports are one entry if holder, addressee, family of kinds (promise, threat, demand; see
`closings.family`), and type of act agree, and their due intervals meet: overlap if they are at
most 31 days long, equal if longer. A report without a due date joins the entry of that key
which was reported last, if that was at most 31 days before. What became of an entry is decided
in `closings`, from the records alone and anew each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..model import Article, Commitment, CommitmentStatus, Event
from .closings import Draft, Evidence, due_days, family, judge, last_day
from .incidents import WIDEST, distinct, intersection, length, overlap

PATIENCE = dt.timedelta(days=31)
"""How long after the last report a report without a due date is taken for the same commitment."""

Report = tuple[Commitment, Article]


class Entry(Struct, frozen=True, kw_only=True):
    """One commitment over all reports of it.

    `id` is that of the earliest member (known, id); `members` are the ids of all reports, earliest
    first; `commitment` is the report that gives the due date most narrowly, as it was read.
    `closed_by` holds ids of events or, if superseded, of the later commitment's reports;
    `superseded_by` is the id of the entry that these form.
    """

    id: str
    members: tuple[str, ...]
    commitment: Commitment
    status: CommitmentStatus
    closed_by: tuple[str, ...] = ()
    superseded_by: str | None = None


def entries(
    commitments: Iterable[Report],
    events: Iterable[tuple[Event, Article]],
    *,
    as_of: dt.date | None,
) -> list[Entry]:
    """Return the ledger as of a day, by (day of the first report, id); input order plays no part.

    Commitments and events that became known after `as_of` are left out; `as_of=None` uses all and
    takes no due date for past.
    """
    reports = [r for r in distinct(commitments) if _in_time(r[0].known, as_of)]
    evidence = Evidence(reports, [r for r in distinct(events) if _in_time(r[0].known, as_of)])
    keyed: dict[object, list[Report]] = {}
    for report in sorted(reports, key=_age):
        keyed.setdefault(_key(report[0]), []).append(report)
    ledger: list[tuple[tuple[dt.date, str], Entry]] = []
    for same in keyed.values():
        drafts = _drafts(same)
        for draft in drafts:
            ledger.append((_age(draft.members[0]), _entry(draft, drafts, evidence, as_of)))
    return [entry for _, entry in sorted(ledger, key=lambda pair: pair[0])]


def _in_time(known: dt.date | None, as_of: dt.date | None) -> bool:
    return known is None or as_of is None or known <= as_of


def _age(report: Report) -> tuple[dt.date, str]:
    """Earliest known first; what has no date of publication last."""
    return (report[0].known or dt.date.max, report[0].id)


def _key(commitment: Commitment) -> object:
    """What reports of one commitment must agree in.

    Without a type of act, or without a holder, only the same due date speaks for one commitment.
    """
    vague = commitment.act.type is None or not commitment.holder
    return (
        tuple(sorted(set(commitment.holder))),
        tuple(sorted(set(commitment.to))),
        family(commitment),
        commitment.act.type,
        commitment.id if vague and due_days(commitment.due) is None else None,
    )


def _drafts(reports: Sequence[Report]) -> list[Draft]:
    """Group reports of one key, which come earliest first, by due date.

    As with incidents, the narrowest date comes first and each must meet what the earlier ones of
    its entry share, so that "this summer" does not make one deadline of two.
    """
    drafts: list[Draft] = []
    dated = [report for report in reports if due_days(report[0].due) is not None]
    for report in sorted(dated, key=_narrowness):
        due = due_days(report[0].due)
        near = [
            draft
            for draft in drafts
            if (draft.due == due)
            or (max(length(draft.due), length(due)) <= WIDEST and overlap(draft.due, due) > 0)
        ]
        if near:
            draft = min(near, key=lambda d: (-overlap(d.due, due), last_day(d.due)))
            draft.due = intersection(draft.due, due)
            draft.members.append(report)
        else:
            drafts.append(Draft(due, [report]))
    for report in reports:
        if due_days(report[0].due) is None:
            _join_undated(drafts, report)
    for draft in drafts:
        draft.members.sort(key=_age)
    return drafts


def _narrowness(report: Report) -> tuple[float, dt.date, dt.date, str]:
    due = due_days(report[0].due)
    return (length(due), last_day(due), *_age(report))


def _join_undated(drafts: list[Draft], report: Report) -> None:
    """Add a report without a due date to the entry that was reported last before it."""
    known = report[0].known
    best: tuple[dt.date, int] | None = None
    for index, draft in enumerate(drafts):
        days = [member.known for member, _ in draft.members if member.known is not None]
        if known is None:
            recent = [] if days or draft.due is not None else [dt.date.min]
        else:
            recent = [day for day in days if day <= known <= day + PATIENCE]
        if recent and (best is None or (max(recent), -index) > best):
            best = (max(recent), -index)
    if best is None:
        drafts.append(Draft(None, [report]))
    else:
        drafts[-best[1]].members.append(report)


def _entry(
    draft: Draft, drafts: Sequence[Draft], evidence: Evidence, as_of: dt.date | None
) -> Entry:
    verdict = judge(draft, drafts, evidence, as_of)
    return Entry(
        id=draft.first.id,
        members=tuple(commitment.id for commitment, _ in draft.members),
        commitment=min((commitment for commitment, _ in draft.members), key=_vagueness),
        status=verdict.status,
        closed_by=verdict.closed_by,
        superseded_by=verdict.superseded_by,
    )


def _vagueness(commitment: Commitment) -> tuple[float, dt.date, str]:
    """The report with the narrowest due date first, then the earliest."""
    return (length(due_days(commitment.due)), commitment.known or dt.date.max, commitment.id)
