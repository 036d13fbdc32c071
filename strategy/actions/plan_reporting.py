"""Reporting on a tailored plan, amending and reading such a report, and whom it goes to (Strategy, Strand 4).

The monthly one goes to the CEO; that of the half term or term to the school's Progress Board, the Executive
Team and the committee.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from strategy.actions.planning import READ, require_plan_of
from strategy.actions.planning_duties import reported
from strategy.duties import DutyState
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.outgoing import OutgoingKind
from strategy.people import Person, Role
from strategy.permissions import Deed, may_see_school
from strategy.plan_duties import KIND_OF, Period, periods
from strategy.plans import Action, PlanReport, PlanReportText, ReportedTo
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.policy_reporting import Audience, Body
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import School
from strategy.trust import Trust

LONGEST_OVERALL = 6_000
LONGEST_IMPACT = 2_000
"""Characters: a report of one or two pages."""


class ReportedAlready(Stale):
    """The period has its report, or it was amended since it was shown; `report` is how it stands now."""

    def __init__(self, report: PlanReport) -> None:
        super().__init__(f"plan report: version {report.version}")
        self.report = report


def period_of(to: ReportedTo, key: str, policy: Policy, trust: Trust, today: date) -> Period | None:
    """The period of a key, where it is reported on and has begun."""
    found = (p for p in periods(policy, trust.calendar, today) if p.to is to and p.key == key)
    return next((period for period in found if period.span.starts <= today), None)


async def to_be_reported_on(uow: UnitOfWork, school: str, period: Period) -> list[Action]:
    """The actions that the report of a period speaks of: those open, and those closed since it began."""
    return [
        action
        for action in await uow.plans.actions_of(school)
        if action.is_open or london_day(action.changed_at) >= period.span.starts
    ]


async def file_plan_report(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    to: ReportedTo,
    period: str,
    text: PlanReportText,
) -> PlanReport:
    """File the report of a period and send it out. Raises NotAllowed, NotFound, Invalid, ReportedAlready.

    That to Board, team and committee is for a period that is or was owed: its rhythm follows the risk.
    """
    today = london_day(now)
    require_plan_of(uow, policy, now, person, school)
    known = period_of(to, period, policy, uow.trust, today)
    if known is None or not await _is_owed(uow, school, to, period):
        raise Invalid({"period": "There is no report on that to be filed for this school."})
    _check(text)
    report = PlanReport(0, school, to, period, text, 1, person.id, now, person.id, now)
    try:
        filed = await uow.plan_reports.file(report)
    except AlreadyThere:
        raise ReportedAlready(await uow.plan_reports.of_period(school, to, period) or report) from None
    await reported(uow, school, to, period, now)
    await _record(uow, now, person, filed, "plan report filed")
    await _send_out(uow, policy, filed)
    return filed


async def amend_plan_report(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    report_id: int,
    shown: int,
    text: PlanReportText,
) -> PlanReport:
    """Amend a report: a version that goes out again. Raises NotAllowed, Invalid, ReportedAlready."""
    before = await require_report_to_amend(uow, policy, now, person, report_id)
    if before.version != shown:
        raise ReportedAlready(before)
    _check(text)
    after = replace(before, text=text, version=before.version + 1, changed_by=person.id, changed_at=now)
    try:
        await uow.plan_reports.amend(after)
    except AlreadyThere:
        raise ReportedAlready(await uow.plan_reports.get(report_id) or before) from None
    await _record(uow, now, person, after, "plan report amended")
    await _send_out(uow, policy, after)
    return after


async def require_report_to_amend(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, report_id: int
) -> PlanReport:
    """A report somebody may amend. Raises NotAllowed both where they may not and where there is none."""
    found = await uow.plan_reports.get(report_id)
    if found is None:
        raise NotAllowed(Deed.WRITE_PLAN)
    require_plan_of(uow, policy, now, person, found.school)
    return found


async def read_plan_report(
    *, uow: UnitOfWork, now: datetime, reader: Person, report_id: int
) -> tuple[PlanReport, list[Action]]:
    """A report with its actions as they stood when it was written; the reading is recorded.

    Raises NotAllowed both where it may not be read and where there is none.
    """
    found = await uow.plan_reports.get(report_id)
    if found is None or not may_read(found, reader, london_day(now), uow.trust):
        raise NotAllowed(Deed.READ_PLAN_REPORT)
    if reader.id != found.changed_by:
        await _record(uow, now, reader, found, "plan report read")
    return found, await actions_in(uow, found)


async def actions_in(uow: UnitOfWork, report: PlanReport) -> list[Action]:
    """The actions that a report speaks of, as they stood when it was written."""
    return await uow.plans.these_versions([(each.action, each.version) for each in report.text.actions])


def may_read(report: PlanReport, reader: Person, today: date, trust: Trust) -> bool:
    """Whether somebody may read a report on a plan."""
    return may_see_school(reader, READ[report.to], report.school, today, trust)


def goes_to(
    report_to: ReportedTo, school: School, author: int, policy: Policy, trust: Trust, today: date
) -> list[int]:
    """Who gets a report on a school's plan, by id, each once; never its author, nor who may not read it."""
    terms = policy.on(today, trust.calendar).plan_reporting
    audiences = terms.monthly_to if report_to is ReportedTo.CEO else terms.by_risk_to
    found = dict.fromkeys(
        person for each in audiences for person in _people(each, school, policy, trust, today)
    )
    return [
        person
        for person in found
        if person != author
        and trust.person(person).ended_on is None
        and may_see_school(trust.person(person), READ[report_to], school.urn, today, trust)
    ]


_ROLES = {
    Audience.CEO: Role.CEO,
    Audience.LEAD_SIP: Role.LEAD_SIP,
    Audience.EXECUTIVE_TEAM: Role.EXECUTIVE_TEAM,
    Audience.STANDARDS_COMMITTEE: Role.STANDARDS_COMMITTEE,
}
_OFFICES = {Party.CEO: Role.CEO, Party.DEPUTY_CEO: Role.DEPUTY_CEO}


def _people(each: Audience, school: School, policy: Policy, trust: Trust, today: date) -> Iterable[int]:
    """Who an audience is. A school's Board is who chairs it, its chair of governors and its headteacher."""
    if each in _ROLES:
        return [person.id for person in trust.holders(_ROLES[each])]
    if each is Audience.HEADTEACHER:
        return [school.headteacher]
    if each is not Audience.PROGRESS_BOARD:
        return []
    board = policy.on(today, trust.calendar).meetings[Body.PROGRESS_BOARD]
    chairs = [
        person.id
        for party in board.chaired_by
        if party in _OFFICES
        for person in trust.holders(_OFFICES[party])
    ]
    members = [school.chair_of_governors, school.headteacher]
    return [*chairs, *(person for person in members if person is not None)]


async def _is_owed(uow: UnitOfWork, school: str, to: ReportedTo, period: str) -> bool:
    if to is ReportedTo.CEO:
        return True
    stored = await uow.duties.of_schools([KIND_OF[to]], [school])
    return any(entry.duty.about == period and entry.state is not DutyState.VOID for entry in stored)


def _check(text: PlanReportText) -> None:
    faults = {}
    if not text.overall.strip():
        faults["overall"] = "Please say in your own words what was done and with what impact."
    elif len(text.overall) > LONGEST_OVERALL:
        faults["overall"] = f"At most {LONGEST_OVERALL:,} characters can be filed."
    for each in text.actions:
        if not each.impact.strip():
            faults[f"impact_{each.action}"] = "Please say what was done and with what impact."
        elif len(each.impact) > LONGEST_IMPACT:
            faults[f"impact_{each.action}"] = f"At most {LONGEST_IMPACT:,} characters can be filed."
    if faults:
        raise Invalid(faults)


async def _send_out(uow: UnitOfWork, policy: Policy, report: PlanReport) -> None:
    today = london_day(report.changed_at)
    school = uow.trust.school(report.school)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{kind}:{report.id}:{report.version}:{person}",
                kind=kind,
                recipient=person,
                subject=report.key,
                created_at=report.changed_at,
            )
            for person in goes_to(report.to, school, report.changed_by, policy, uow.trust, today)
            for kind in (OutgoingKind.PLAN_REPORT_MAILED, OutgoingKind.PLAN_REPORT_CARD)
        ]
    )


async def _record(uow: UnitOfWork, now: datetime, person: Person, report: PlanReport, deed: str) -> None:
    await uow.audit.record(
        AuditEntry(
            now,
            person.id,
            deed,
            f"plan_report:{report.id}",
            report.school,
            {"version": report.version},
        )
    )
