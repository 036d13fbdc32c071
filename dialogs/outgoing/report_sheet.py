"""A filed report as its document shows it."""

from __future__ import annotations

from dialogs import wording
from dialogs.outgoing.telling import Telling
from dialogs.report_cards import PARTS, occasion
from strategy.ports import ReportSheet
from strategy.reports import Report


async def sheet_of(report: Report, telling: Telling) -> ReportSheet:
    """The report, all in words, for whoever makes documents (Strategy, last appendix)."""
    school = telling.trust.school(report.school)
    when = wording.capitalised(occasion(report))
    visit = await telling.uow.visits.get(report.visit) if report.visit is not None else None
    if visit is not None and visit.starts != visit.ends:
        when = f"{wording.day(visit.starts)} to {wording.day(visit.ends)}"
    amended = report.amended_at
    return ReportSheet(
        name=f"{what_it_is(report)} - {school.known_as} - {_named_by(report)}",
        heading="School visit report" if report.visit is not None else what_it_is(report),
        school=school.name,
        role=wording.CAPACITIES[report.capacity],
        author=telling.trust.person(report.author).name,
        when_label="Half term" if report.half_term else "Date of visit",
        when=when,
        parts=tuple((label, getattr(report.text, name)) for name, label in PARTS),
        filed=wording.moment(report.filed_at),
        amended="" if amended is None else f"{wording.moment(amended)}, version {report.version}",
        at=amended or report.filed_at,
    )


def what_it_is(report: Report) -> str:
    """`Visit report` or `Half-termly report`."""
    return "Half-termly report" if report.half_term else "Visit report"


def _named_by(report: Report) -> str:
    """What tells the file from others on the school: its day, or its half term."""
    return occasion(report).replace(", ", " ") if report.half_term else report.visit_on.isoformat()
