"""Filing reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from strategy.actions.capacities import capacities_at
from strategy.actions.reading import shared_kinds
from strategy.actions.recipients import Distribution
from strategy.actions.sending_out import send_out
from strategy.duties import DutyKind, DutyState, StoredDuty, duty_of_visit, reconcile
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Thing, require
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.reports import Report, ReportText
from strategy.school_year import Calendar, london_day
from strategy.visits import Mode, Visit


@dataclass(frozen=True, slots=True)
class VisitOccasion:
    """The visit a report is on, as its author names it: it may or may not be in the diary."""

    school: str
    capacity: Capacity
    day: date
    mode: Mode = Mode.ON_SITE
    days: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that was filed or amended, and where policy has it go."""

    report: Report
    goes_to: Distribution


class AlreadyFiled(Stale):
    """There is a report on that visit or half term. `report` is None where it was made before going live."""

    def __init__(self, report: Report | None) -> None:
        super().__init__("already filed")
        self.report = report


def day_fault(day: date, today: date, calendar: Calendar) -> str | None:
    """Why a visit on that day cannot be reported today, as a sentence; None if it can."""
    if day > today:
        return "That day has not come yet; a report is written after the visit."
    earliest = calendar.last_year_began(today)
    if day < earliest:
        return f"That is too long ago: I take reports on visits since {earliest:%-d %B %Y}."
    return None


async def file_visit_report(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    author: Person,
    occasion: VisitOccasion,
    text: ReportText,
) -> Filed:
    """File the report on one visit, recording the visit if the diary does not have it.

    One transaction: visit, report, duty fulfilled, outbox, audit (Strategy, Reporting and Communication).
    Raises Invalid for a day that cannot be, NotAllowed for a school that is not the author's, NotFound for a
    school that is none, and AlreadyFiled where that visit has its report.
    """
    trust, today = uow.trust, london_day(now)
    school = trust.schools.get(occasion.school)
    if school is None or school.ended_on is not None:
        raise NotFound("school")
    fault = day_fault(occasion.day, today, trust.calendar)
    if fault:
        raise Invalid({"date": fault})
    visit = await visit_on(uow, author, occasion.school, occasion.day, occasion.capacity)
    if visit is None:
        visit = await _record_visit(uow, policy, now, author, occasion)
    if visit.ends > today:
        raise Invalid(
            {"date": f"That visit goes on until {visit.ends:%-d %B %Y}; a report is written after it."}
        )
    already = await uow.reports.of_visit(visit.id)
    if already is not None or visit.reported_on is not None:
        raise AlreadyFiled(already)
    duty = await _open_duty(uow, policy, visit)
    try:
        report = await uow.reports.add(
            Report(
                id=0,
                school=visit.school,
                author=author.id,
                capacity=visit.capacity,
                visit=visit.id,
                deployment=None,
                half_term="",
                visit_on=visit.ends,
                due_on=duty.duty.due_on,
                filed_at=now,
                text=text,
            )
        )
    except AlreadyThere:
        raise AlreadyFiled(await uow.reports.of_visit(visit.id)) from None
    await uow.visits.set_reported(visit.id, today)
    return await _settle(uow, policy, now, report, duty)


async def file_half_term_report(
    *, uow: UnitOfWork, policy: Policy, now: datetime, author: Person, duty_id: int, text: ReportText
) -> Filed:
    """File the half-termly report that a deployed team member owes (Strategy, Reporting and Communication).

    Raises NotAllowed for a duty that is not the author's, AlreadyFiled where it is fulfilled, Stale where it
    is owed no more.
    """
    duty = await uow.duties.get(duty_id)
    if duty is None or duty.duty.owner != author.id or duty.duty.kind is not DutyKind.HALF_TERM_REPORT:
        raise NotAllowed(Deed.FILE_REPORT)
    owed = duty.duty
    deployment = owed.deployment or 0
    if duty.state is DutyState.FULFILLED:
        raise AlreadyFiled(await uow.reports.of_half_term(deployment, owed.half_term))
    if duty.state is DutyState.VOID:
        raise Stale("half-termly report")
    if owed.arises_on > london_day(now):
        raise Invalid({"occasion": "That half term has not begun yet."})
    try:
        report = await uow.reports.add(
            Report(
                id=0,
                school=owed.school,
                author=author.id,
                capacity=owed.capacity,
                visit=None,
                deployment=deployment,
                half_term=owed.half_term,
                visit_on=owed.about_on,
                due_on=owed.due_on,
                filed_at=now,
                text=text,
            )
        )
    except AlreadyThere:
        raise AlreadyFiled(await uow.reports.of_half_term(deployment, owed.half_term)) from None
    return await _settle(uow, policy, now, report, duty)


async def visit_on(
    uow: UnitOfWork, author: Person, school: str, day: date, capacity: Capacity | None = None
) -> Visit | None:
    """The visit to the school on that day whose report the author may write, as the diary has it.

    Of several the one in that capacity, then one that waits for its report, then one they made themselves.
    """
    visits = await uow.visits.on_day(school, author.id, day)
    return min(
        visits,
        key=lambda v: (v.capacity is not capacity, v.reported_on is not None, v.author != author.id),
        default=None,
    )


async def _record_visit(
    uow: UnitOfWork, policy: Policy, now: datetime, author: Person, occasion: VisitOccasion
) -> Visit:
    thing = Thing(occasion.school, author.id, occasion.capacity, occasion.day)
    require(author, Deed.RECORD_VISIT, thing, uow.trust, shared_kinds(policy, now, uow))
    school = uow.trust.school(occasion.school)
    if occasion.capacity not in capacities_at(author, school, occasion.day, uow.trust):
        raise NotAllowed(Deed.RECORD_VISIT)
    try:
        visit = await uow.visits.add(
            Visit(
                id=0,
                school=occasion.school,
                author=author.id,
                capacity=occasion.capacity,
                starts=occasion.day,
                ends=occasion.day,
                mode=occasion.mode,
                days=occasion.days,
                in_diary=False,
            )
        )
    except AlreadyThere:
        # Sent twice at once: the other has just recorded it.
        recorded = await visit_on(uow, author, occasion.school, occasion.day, occasion.capacity)
        if recorded is None:
            raise Stale("visit") from None
        return recorded
    await uow.audit.record(
        AuditEntry(now, author.id, "visit recorded by its report", f"visit:{visit.id}", visit.school)
    )
    return visit


async def _open_duty(uow: UnitOfWork, policy: Policy, visit: Visit) -> StoredDuty:
    """The visit's duty, derived and stored first where it is not there yet."""
    derived = duty_of_visit(visit, policy, uow.trust.calendar)
    if derived is None:
        raise Stale("visit")
    await uow.duties.apply(reconcile(await uow.duties.of_visits([visit.id]), [derived]))
    return next(entry for entry in await uow.duties.of_visits([visit.id]) if entry.duty.key == derived.key)


async def _settle(uow: UnitOfWork, policy: Policy, now: datetime, report: Report, duty: StoredDuty) -> Filed:
    """What follows from any report: its duty is fulfilled, its recipients are to be told, it is recorded."""
    await uow.duties.fulfil(duty.id, now, report.id)
    goes_to = await send_out(uow=uow, policy=policy, now=now, report=report)
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=report.author,
            deed="report filed",
            subject=f"report:{report.id}",
            school=report.school,
            details={"visit": report.visit, "half_term": report.half_term, "in_time": report.in_time},
        )
    )
    return Filed(report, goes_to)
