"""Amending a report that has been filed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from strategy.actions.filing import Filed
from strategy.actions.reading import report_for
from strategy.actions.sending_out import send_out
from strategy.errors import Invalid, Stale
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.reports import ReportText, ReportVersion


async def amend_report(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    author: Person,
    report_id: int,
    base_version: int,
    text: ReportText,
) -> Filed:
    """Add a version to a report of one's own and send it out again; the earlier ones are kept.

    Raises NotAllowed for somebody else's report, WithdrawnReport for a withdrawn one, Stale where it was
    amended since `base_version`, and Invalid where nothing is changed.
    """
    report = await report_for(
        uow=uow, policy=policy, now=now, person=author, report_id=report_id, deed=Deed.AMEND_REPORT
    )
    if report.version != base_version:
        raise Stale("report")
    if report.text == text:
        raise Invalid({"": "Nothing has changed, so there is nothing to amend."})
    version = ReportVersion(report.version + 1, author.id, now, text)
    try:
        await uow.reports.amend(report.id, version)
    except AlreadyThere:
        raise Stale("report") from None
    amended = replace(report, text=text, version=version.number, amended_at=now)
    goes_to = await send_out(uow=uow, policy=policy, now=now, report=amended)
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=author.id,
            deed="report amended",
            subject=f"report:{report.id}",
            school=report.school,
            details={"from_version": report.version, "to_version": version.number},
        )
    )
    return Filed(amended, goes_to)
