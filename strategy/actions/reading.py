"""Reading reports: for those who may, and recorded."""

from __future__ import annotations

from datetime import date, datetime

from strategy.actions.handing_out import Wanted
from strategy.errors import NotAllowed, Stale
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Thing, may, require
from strategy.policy import Policy
from strategy.ports import AuditEntry, UnitOfWork
from strategy.reports import Report, ReportVersion
from strategy.school_year import london_day


class WithdrawnReport(Stale):
    """The report was withdrawn on a day, and nobody can read it any more."""

    def __init__(self, on: date) -> None:
        super().__init__("withdrawn")
        self.on = on


async def report_for(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    report_id: int,
    deed: Deed,
    lock: bool = False,
) -> Report:
    """One report, for somebody who may do the deed to it; locked, it stays so until the transaction ends.

    Raises NotAllowed both where they may not and where there is none, so that nothing is revealed, and
    WithdrawnReport for those who could read it before.
    """
    kinds = shared_kinds(policy, now, uow)
    report = await uow.reports.get(report_id, lock=lock)
    if report is None:
        found = await uow.reports.withdrawal(report_id)
        if found is not None and may(person, Deed.READ_REPORT, thing_of(found[0]), uow.trust, kinds):
            raise WithdrawnReport(london_day(found[1].withdrawn_at))
        raise NotAllowed(deed)
    require(person, deed, thing_of(report), uow.trust, kinds)
    return report


async def read_report(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, report_id: int
) -> Report:
    """One report, for somebody who may read it; the reading is recorded. Raises as `report_for` does."""
    report = await report_for(
        uow=uow, policy=policy, now=now, person=reader, report_id=report_id, deed=Deed.READ_REPORT
    )
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


async def document_of(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, report_id: int
) -> tuple[Report, Wanted]:
    """A report that the reader wants to have as a document. Raises as `report_for` does."""
    report = await report_for(
        uow=uow, policy=policy, now=now, person=reader, report_id=report_id, deed=Deed.READ_REPORT
    )
    wanted = Wanted(
        OutgoingKind.REPORT_SENT,
        f"report:{report.id}:{report.version}",
        report.school,
        "report",
        f"report:{report.id}",
        {"version": report.version},
    )
    return report, wanted


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
