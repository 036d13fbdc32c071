"""Withdrawing a report: filed for the wrong school, or not to stand for another reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from strategy.actions.handing_out import GIVEN
from strategy.actions.reading import WithdrawnReport, report_for
from strategy.actions.sending_out import subjects_of
from strategy.actions.tracing import SENDINGS
from strategy.duties import (
    Duty,
    DutyKind,
    DutyState,
    StoredDuty,
    duties_of_deployment,
    duty_of_visit,
    reconcile,
)
from strategy.errors import Invalid
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.ports import (
    AlreadyThere,
    AuditEntry,
    ChangeKind,
    Outgoing,
    OutgoingState,
    UnitOfWork,
    Withdrawal,
)
from strategy.reports import Report
from strategy.school_year import london_day

LONGEST_REASON = 1_000
"""Characters of a reason."""
_REACHES = frozenset({OutgoingState.SENT, OutgoingState.WAITING})
"""A row that waits may be on its way this very moment."""
_MOST_ENTRIES = 10_000
"""Entries of the record about one report: more than there ever are."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report as it was, the people who are told, and the duty that is owed again for it, if one is."""

    report: Report
    told: tuple[int, ...]
    owed_again: StoredDuty | None


async def withdraw_report(
    *, uow: UnitOfWork, policy: Policy, now: datetime, withdrawer: Person, report_id: int, reason: str
) -> Withdrawn:
    """Take a report back: from now on nobody can read it, and those who were sent it are told.

    What it was of owes its report again; a visit that was only recorded by it is cancelled, its duty void.
    Raises as `report_for` does, and Invalid for a reason that is missing or too long.
    """
    report = await report_for(
        uow=uow,
        policy=policy,
        now=now,
        person=withdrawer,
        report_id=report_id,
        deed=Deed.WITHDRAW_REPORT,
        lock=True,
    )
    reason = _checked(reason)
    told = await _tell(uow, now, report, withdrawer)
    withdrawal = Withdrawal(report.id, report.visit, report.deployment, reason, withdrawer.id, now)
    try:
        await uow.reports.withdraw(withdrawal)
    except AlreadyThere:
        raise WithdrawnReport(london_day(now)) from None
    duty = await _owe_again(uow, policy, now, report)
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=withdrawer.id,
            deed="report withdrawn",
            subject=f"report:{report.id}",
            school=report.school,
            details={"version": report.version, "visit": report.visit, "half_term": report.half_term},
        )
    )
    return Withdrawn(report, told, duty)


def _checked(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise Invalid({"reason": "Please say why it is withdrawn; it stands until then."})
    if len(words) > LONGEST_REASON:
        raise Invalid(
            {
                "reason": f"That is {len(words):,} characters and a reason has at most {LONGEST_REASON:,}. "
                "Please shorten it; the report stands until then."
            }
        )
    return words


async def _tell(uow: UnitOfWork, now: datetime, report: Report, withdrawer: Person) -> tuple[int, ...]:
    """Have its author told and everybody who was sent it or took it as a file, but not whoever withdraws
    it.
    """
    rows = await uow.outbox.about(subjects_of(report))
    sent_to = [row.recipient for row in rows if row.kind in SENDINGS and row.state in _REACHES]
    record = await uow.audit.entries(subject=f"report:{report.id}", limit=_MOST_ENTRIES)
    sent_to += [
        entry.actor
        for entry in reversed(record)
        if entry.actor is not None and entry.deed == f"report {GIVEN}"
    ]
    people = tuple(
        person
        for person in dict.fromkeys([report.author, *sent_to])
        if person != withdrawer.id and uow.trust.person(person).ended_on is None
    )
    await uow.outbox.put(
        [
            Outgoing(
                key=f"report:{report.id}:withdrawn:{person}",
                kind=OutgoingKind.REPORT_WITHDRAWN,
                recipient=person,
                subject=f"report:{report.id}",
                created_at=now,
            )
            for person in people
        ]
    )
    return people


async def _owe_again(uow: UnitOfWork, policy: Policy, now: datetime, report: Report) -> StoredDuty | None:
    """Have what the report was of owe it again, as diary, calendar and policy are today."""
    if report.visit is not None:
        derived = await _of_visit(uow, policy, now, report.visit)
    else:
        derived = _of_half_term(uow, policy, report)
    fulfilled = [e.id for e in await _stored(uow, report) if e.state is DutyState.FULFILLED]
    for duty in fulfilled:
        await uow.duties.reopen(duty, now)
    reopened = [entry for entry in await _stored(uow, report) if entry.id in fulfilled]
    await uow.duties.apply(reconcile(reopened, derived))
    for entry in [each for each in await _stored(uow, report) if each.id in fulfilled]:
        changes = await uow.duty_changes.of_duty(entry.id)
        if changes and changes[-1].kind is ChangeKind.EXCUSED:
            # Whoever had been excused and reported all the same is excused as before.
            await uow.duties.change(entry, replace(entry, state=DutyState.EXCUSED), now)
    return next((entry for entry in await _stored(uow, report) if entry.state is DutyState.OPEN), None)


async def _of_visit(uow: UnitOfWork, policy: Policy, now: datetime, visit_id: int) -> list[Duty]:
    visit = await uow.visits.get(visit_id)
    if visit is None:
        return []
    if not visit.in_diary:
        # Only the report said that there had been one.
        await uow.visits.cancel(visit.id, london_day(now))
        return []
    await uow.visits.set_unreported(visit.id)
    duty = duty_of_visit(replace(visit, reported_on=None), policy, uow.trust.calendar)
    return [] if duty is None else [duty]


def _of_half_term(uow: UnitOfWork, policy: Policy, report: Report) -> list[Duty]:
    return [
        duty
        for deployment in uow.trust.deployments
        if deployment.id == report.deployment
        for duty in duties_of_deployment(deployment, policy, uow.trust.calendar)
        if duty.half_term == report.half_term
    ]


async def _stored(uow: UnitOfWork, report: Report) -> list[StoredDuty]:
    """The duties that a report fulfils: those of its visit, or of its half term."""
    if report.visit is not None:
        found = await uow.duties.of_visits([report.visit])
        return [entry for entry in found if entry.duty.kind is DutyKind.VISIT_REPORT]
    if report.deployment is None:
        return []
    found = await uow.duties.of_deployments([report.deployment])
    return [entry for entry in found if entry.duty.half_term == report.half_term]
