"""Reading reports: for those who may, and recorded."""

from __future__ import annotations

from datetime import datetime

from strategy.errors import NotAllowed
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Thing, require
from strategy.policy import Policy
from strategy.ports import AuditEntry, UnitOfWork
from strategy.reports import Report, ReportVersion
from strategy.school_year import london_day


async def read_report(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, report_id: int
) -> Report:
    """One report, for somebody who may read it; the reading is recorded.

    Raises NotAllowed both where it may not be read and where there is none, so that nothing is revealed.
    """
    report = await uow.reports.get(report_id)
    if report is None:
        raise NotAllowed(Deed.READ_REPORT)
    require(reader, Deed.READ_REPORT, thing_of(report), uow.trust, shared_kinds(policy, now, uow))
    if reader.id != report.author:
        await uow.audit.record(
            AuditEntry(
                at=now,
                actor=reader.id,
                deed="report read",
                subject=f"report:{report.id}",
                school=report.school,
                details={"version": report.version},
            )
        )
    return report


async def read_versions(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, report_id: int
) -> tuple[Report, list[ReportVersion]]:
    """A report with all its versions, first to last: who changed what and when. The reading is recorded.

    Raises NotAllowed both where they may not be read and where there is no such report.
    """
    report = await read_report(uow=uow, policy=policy, now=now, reader=reader, report_id=report_id)
    require(reader, Deed.READ_VERSIONS, thing_of(report), uow.trust, shared_kinds(policy, now, uow))
    return report, await uow.reports.versions(report_id)


def thing_of(report: Report) -> Thing:
    """A report as permission sees it."""
    return Thing(report.school, report.author, report.capacity, report.visit_on)


def shared_kinds(policy: Policy, now: datetime, uow: UnitOfWork) -> frozenset[Capacity]:
    """The capacities whose reports policy shows to the headteacher today."""
    return policy.on(london_day(now), uow.trust.calendar).shared_kinds
