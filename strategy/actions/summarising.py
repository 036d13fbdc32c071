"""The Lead SIP's summary for the EIT and report to the Standards Committee: gathering what reports say, and
approving what became of the draft (Strategy, Strand 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from strategy.actions.summary_duties import (
    between_meetings,
    reconcile_all_summaries,
    summary_approved,
    summary_for,
)
from strategy.errors import Invalid, NotAllowed
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, UnitOfWork
from strategy.reports import Report
from strategy.school_year import LONDON, london_day
from strategy.summaries import (
    SourceChanges,
    Sources,
    SourcesChanged,
    Summary,
    SummaryOvertaken,
    SummaryText,
    SummaryVersion,
    changes_since,
)
from strategy.summaries_access import audience_of, may_read_summary, may_write_summary
from strategy.summary_duties import Between

LONGEST_PART = 400_000
"""Characters of one part about one school: several reports at their longest."""
LONGEST_OVERALL = 20_000


@dataclass(frozen=True, slots=True)
class Span:
    """Reports filed from an instant to before another; None for no end."""

    starts: datetime
    ends: datetime | None = None


def require_may_write(uow: UnitOfWork, person: Person) -> None:
    """Raise NotAllowed unless somebody may have summaries drafted, edit and approve them."""
    if not may_write_summary(person, uow.trust):
        raise NotAllowed(Deed.WRITE_SUMMARY)


async def span_since_last(uow: UnitOfWork, between: Between) -> Span:
    """Since when reports are gathered for a body's next meeting: from the day of its last one on, or from
    when the summary for that one was approved, so that what came in between is in one of them.
    """
    starts = datetime.combine(between.last, time(), LONDON)
    before = await uow.summaries.latest(between.body, until=between.last)
    if before is not None and before.day == between.last:
        return Span(min(starts, before.first.at))
    return Span(starts)


async def reports_to_gather(*, uow: UnitOfWork, policy: Policy, person: Person, span: Span) -> list[Report]:
    """The partners' reports that were filed in a span. Raises NotAllowed."""
    require_may_write(uow, person)
    reach = scope(person, Deed.READ_REPORT, uow.trust, frozenset())
    return await uow.reports.filed_between(reach, Capacity.SIP, span.starts, span.ends)


async def source_changes(
    *, uow: UnitOfWork, policy: Policy, person: Person, sources: Sources, span: Span | None
) -> SourceChanges:
    """What became of the reports that a draft was made of; `span` as it was gathered, None where no report
    is added any more.
    """
    standing = await uow.reports.these(sorted(sources))
    found: Sequence[Report] = ()
    if span is not None:
        found = await reports_to_gather(uow=uow, policy=policy, person=person, span=span)
    return changes_since(sources, standing, found)


async def approve_summary(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    body: Body,
    text: SummaryText,
    sources: Sources,
    amends: Summary | None = None,
    shown: int = 0,
) -> Summary:
    """Approve the summary for a body's next meeting, or put another version in the place of the one `shown`.

    It goes to those who sit in the body, and whoever owed it has it done. Raises NotAllowed, Invalid by the
    parts' names, SourcesChanged where a report that it was made of was amended or withdrawn since, and
    SummaryOvertaken where there is one, or it was amended meanwhile.
    """
    require_may_write(uow, person)
    _check(text)
    changed = await source_changes(uow=uow, policy=policy, person=person, sources=sources, span=None)
    if changed:
        raise SourcesChanged(changed)
    today = london_day(now)
    if amends is None:
        made = await _first(uow, policy, now, person, body, text, sources)
    else:
        made = await _amended(uow, now, person, amends, shown, text, sources)
    await _record(uow, now, person, made, "summary approved" if shown == 0 else "summary amended")
    await _send(uow, policy, made, today)
    return made


async def _first(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    body: Body,
    text: SummaryText,
    sources: Sources,
) -> Summary:
    today = london_day(now)
    between = await between_meetings(uow, policy, body, today)
    there = await summary_for(uow, between)
    if there is not None:
        raise SummaryOvertaken(there)
    # What is owed is known before it is done: a duty that is fulfilled stays in the lists as such.
    await reconcile_all_summaries(uow, policy, today)
    try:
        made = await uow.summaries.start(
            body, between.next, SummaryVersion(1, person.id, now, text, dict(sources))
        )
    except AlreadyThere:
        quicker = await summary_for(uow, between)
        if quicker is None:
            raise
        raise SummaryOvertaken(quicker) from None
    await summary_approved(uow, body, between.next, now)
    return made


async def _amended(
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    before: Summary,
    shown: int,
    text: SummaryText,
    sources: Sources,
) -> Summary:
    if before.last.number != shown:
        raise SummaryOvertaken(before)
    version = SummaryVersion(shown + 1, person.id, now, text, dict(sources))
    try:
        await uow.summaries.amend(before.id, version)
    except AlreadyThere:
        raise SummaryOvertaken(await uow.summaries.get(before.id) or before) from None
    return replace(before, versions=(*before.versions, version))


async def read_summary(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, summary_id: int
) -> Summary:
    """One that was approved; the reading is recorded.

    Raises NotAllowed both where it may not be read and where there is none.
    """
    found = await uow.summaries.get(summary_id)
    if found is None or not may_read_summary(reader, found.body, policy, uow.trust, london_day(now)):
        raise NotAllowed(Deed.READ_SUMMARY)
    if reader.id != found.last.by:
        await _record(uow, now, reader, found, "summary read")
    return found


def shared_with(summary: Summary, policy: Policy, uow: UnitOfWork, today: date) -> list[int]:
    """Those who are sent a version of one: who sits in the body and may read it, but who approved it."""
    return [
        person
        for person in audience_of(summary.body, policy, uow.trust, today)
        if person != summary.last.by
        and may_read_summary(uow.trust.person(person), summary.body, policy, uow.trust, today)
    ]


async def _send(uow: UnitOfWork, policy: Policy, made: Summary, today: date) -> None:
    await uow.outbox.put(
        [
            Outgoing(f"{kind}:{made.key}:{person}", kind, person, made.key, made.last.at)
            for person in shared_with(made, policy, uow, today)
            for kind in (OutgoingKind.SUMMARY_MAILED, OutgoingKind.SUMMARY_CARD)
        ]
    )


async def _record(uow: UnitOfWork, now: datetime, person: Person, summary: Summary, deed: str) -> None:
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=person.id,
            deed=deed,
            subject=f"summary:{summary.id}",
            school=None,
            details={
                "version": summary.last.number,
                "body": str(summary.body),
                "reports": len(summary.last.sources),
            },
        )
    )


def _check(text: SummaryText) -> None:
    faults = {}
    if text.is_empty:
        faults["strengths"] = "There is nothing in it yet."
    for name in ("strengths", "risks", "recommendations"):
        if len(getattr(text, name)) > LONGEST_OVERALL:
            faults[name] = f"At most {LONGEST_OVERALL:,} characters can be kept."
    for entry in text.entries:
        if max(len(entry.findings), len(entry.recommendations)) > LONGEST_PART:
            faults[""] = f"At most {LONGEST_PART:,} characters of a part can be kept."
    if faults:
        raise Invalid(faults)
