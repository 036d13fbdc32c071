"""Reading the record of deeds: who did what, for CEO and Deputy CEO. The reading is itself recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from strategy.errors import NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.ports import AuditEntry, AuditQuery, UnitOfWork
from strategy.reports import Report
from strategy.school_year import LONDON, ONE_DAY, Span

READINGS = ("report read", "recommendation read")
"""Deeds that are somebody's reading of what another wrote."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """A page of deeds, newest first; of how many, and the reports that they are about, by id."""

    entries: tuple[AuditEntry, ...]
    total: int
    reports: dict[int, Report]


def may_read_audit(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody may ask who did what."""
    return scope(person, Deed.READ_AUDIT, uow.trust, frozenset()).everything


async def read_audit(
    *,
    uow: UnitOfWork,
    now: datetime,
    reader: Person,
    school: str | None = None,
    actor: int | None = None,
    days: Span | None = None,
    deeds: Sequence[str] | None = None,
    offset: int = 0,
    limit: int = 8,
) -> Deeds:
    """Deeds as `find_in_audit` has them; that they were read is recorded."""
    found = await find_in_audit(
        uow=uow,
        reader=reader,
        school=school,
        actor=actor,
        days=days,
        deeds=deeds,
        offset=offset,
        limit=limit,
    )
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=reader.id,
            deed="audit read",
            subject="audit",
            school=school,
            details={
                "of": actor,
                "from": days.starts.isoformat() if days else None,
                "to": days.ends.isoformat() if days else None,
                "kinds": list(deeds or ()),
                "first": offset,
            },
        )
    )
    return found


async def find_in_audit(
    *,
    uow: UnitOfWork,
    reader: Person,
    school: str | None = None,
    actor: int | None = None,
    days: Span | None = None,
    deeds: Sequence[str] | None = None,
    offset: int = 0,
    limit: int = 8,
) -> Deeds:
    """Deeds at a school, by somebody, on some days (London's, both included), or of some kinds.

    None narrows nothing. Records nothing: for what is recorded otherwise, such as a file that is handed out.
    Raises NotAllowed.
    """
    if not may_read_audit(reader, uow):
        raise NotAllowed(Deed.READ_AUDIT)
    query = AuditQuery(
        school,
        actor,
        None if deeds is None else tuple(deeds),
        None if days is None else datetime.combine(days.starts, time.min, LONDON),
        None if days is None else datetime.combine(days.ends + ONE_DAY, time.min, LONDON),
    )
    found, total = await uow.audit.search(query, offset=offset, limit=limit)
    return Deeds(tuple(found), total, await _reports(uow, found))


async def _reports(uow: UnitOfWork, entries: Sequence[AuditEntry]) -> dict[int, Report]:
    """The reports that entries are about, those left out that were withdrawn."""
    numbers = {number for entry in entries if (number := number_in(entry.subject, "report")) is not None}
    return {report.id: report for report in await uow.reports.these(sorted(numbers))}


def number_in(subject: str, what: str) -> int | None:
    """The id in a subject such as `report:12`; None where it is about something else."""
    kind, _, number = subject.partition(":")
    return int(number) if kind == what and number.isdigit() else None
