"""One import: read every file, look for every fault, and store the whole or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from storage.files.directory import read_directory
from storage.importing.calendar import (
    half_terms_that_stay,
    overlaps_with,
    planned_calendar,
    store_closures,
    store_terms,
)
from storage.importing.people import StoredPeople, store_people
from storage.importing.schools import store_schools
from storage.importing.work import store_deployments, store_meetings, store_visits
from storage.reconciling import (
    mark_reconciled,
    reconcile_deployments,
    reconcile_pending,
    reconcile_visits,
)
from storage.reconciling_schools import reconcile_schools_if_need_be
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import trust_state
from storage.trust_picture import raise_version
from strategy.actions.importing import (
    CLOSURES,
    DEPLOYMENTS,
    MEETINGS,
    PEOPLE,
    SCHOOLS,
    TERMS,
    VISITS,
    Counts,
    DirectoryFiles,
    ImportReport,
    Matching,
    PersonEntry,
    VisitEntry,
    binding_faults,
    designation_faults,
    grant_faults,
    guarded_grants,
    last_day_of_visit,
    match,
)
from strategy.errors import BadDirectory, Fault
from strategy.people import Role
from strategy.policy import Policy
from strategy.ports import AuditEntry, Outgoing
from strategy.school_year import Calendar, HalfTerm, london_day
from strategy.trust import Trust
from strategy.visits import Deployment, Visit

Grants = Sequence[tuple[PersonEntry, Role]]


async def import_directory(
    store: SqlStore,
    policy: Policy,
    folder: Path,
    *,
    now: datetime,
    grant_roles: bool = False,
    actor: int | None = None,
) -> ImportReport:
    """Import a folder of the trust directory as its format says; `actor` is who does it, where that is known.

    Everything is stored in one transaction, duties of what it touched included. Where calendar or policy have
    changed, all other open duties follow after it, chunk by chunk; and so do assessments, the steps of
    recommendations, and what is owed of plans.

    Raises BadDirectory with every fault that was found; then nothing is stored.
    """
    files, faults = await asyncio.to_thread(read_directory, folder)
    async with store.transaction() as uow:
        report = await _Import(uow, policy, files, now, actor).run(faults, grant_roles=grant_roles)
    duties = report.duties + await reconcile_pending(store, policy)
    if report.has_changed_anything:
        # What has begun since the last import is the nightly job's.
        duties += await reconcile_schools_if_need_be(store, policy, london_day(now))
    return ImportReport(report.files, report.granted, duties)


class _Import:
    """The transaction of one import."""

    def __init__(
        self, uow: SqlUnitOfWork, policy: Policy, files: DirectoryFiles, now: datetime, actor: int | None
    ) -> None:
        self._uow = uow
        self._connection = uow.connection
        self._policy = policy
        self._files = files
        self._now = now
        self._today = london_day(now)
        self._actor = actor

    async def run(self, faults: Iterable[Fault], *, grant_roles: bool) -> ImportReport:
        """Store the files, unless they have faults."""
        # One import at a time: the next one waits here, and then sees what this one has stored.
        await self._connection.execute(sa.select(trust_state.c.version).with_for_update())
        await self._uow.read_trust_again()
        before = self._uow.trust
        files, today = self._files, self._today
        matching = match(files.people, before)
        grants = guarded_grants(files.people, matching) if before.people else []
        staying = half_terms_that_stay(before.calendar, files.terms, today)
        calendar = self._policy.working_calendar(planned_calendar(staying, files.terms, files.closures))
        found = [
            *faults,
            *binding_faults(files.people, matching),
            *([] if grant_roles else grant_faults(grants)),
            *designation_faults(files.schools, before),
            *overlaps_with(staying, files.terms),
            *_unknown(files, before),
        ]
        if not found:
            found = _untimely_reports(files.visits or ())
        if found:
            raise BadDirectory(sorted(found, key=lambda fault: (fault.file, fault.line, fault.column)))
        return await self._store(before, matching, grants, staying, calendar)

    async def _store(
        self, before: Trust, matching: Matching, grants: Grants, staying: list[HalfTerm], calendar: Calendar
    ) -> ImportReport:
        connection, files, today = self._connection, self._files, self._today
        people = await store_people(connection, files.people, matching, today)
        counts: dict[str, Counts] = {PEOPLE: people.counts}
        counts[SCHOOLS] = await store_schools(
            connection, files.schools, before.schools, people.ids, self._now
        )
        counts[TERMS] = await store_terms(connection, before.calendar, staying, files.terms)
        counts[CLOSURES] = await store_closures(connection, before.calendar, files.closures)
        ids = {person.email: person.id for person in before.people.values()}
        ids.update(people.ids)
        touched_visits: list[Visit] = []
        touched_deployments: list[Deployment] = []
        withdrawn: list[int] = []
        if files.deployments is not None:
            deployed = [(entry, ids[entry.person]) for entry in files.deployments]
            counts[DEPLOYMENTS], touched_deployments, withdrawn = await store_deployments(
                connection, deployed, today
            )
        if files.visits is not None:
            visiting = [(e, ids[e.author], last_day_of_visit(e, calendar)) for e in files.visits]
            counts[VISITS], touched_visits = await store_visits(connection, visiting, today)
        if files.meetings is not None:
            counts[MEETINGS] = await store_meetings(connection, files.meetings, today)
        granted = tuple((entry.email, role) for entry, role in grants)
        report = ImportReport(counts, granted)
        if not report.has_changed_anything:
            return report
        version = await raise_version(connection)
        await self._uow.read_trust_again()
        changed = await reconcile_visits(self._uow, self._policy, touched_visits)
        changed += await reconcile_deployments(self._uow, self._policy, touched_deployments, withdrawn)
        if not before.people:
            await mark_reconciled(self._uow, self._policy)
        await self._record(version, report, people)
        await self._tell_of_grants(version, grants, people.ids, before)
        return ImportReport(counts, granted, changed)

    async def _record(self, version: int, report: ImportReport, people: StoredPeople) -> None:
        details = {name: counts._asdict() for name, counts in report.files.items()}
        subject = f"directory:{version}"
        await self._uow.audit.record(
            AuditEntry(self._now, self._actor, "directory imported", subject, details=details)
        )
        for person in people.bound:
            await self._uow.audit.record(
                AuditEntry(self._now, self._actor, "Entra id bound by an import", f"person:{person}")
            )

    async def _tell_of_grants(self, version: int, grants: Grants, ids: dict[str, int], before: Trust) -> None:
        """Record guarded roles that were granted, and have CEO and Deputy CEO told: old holders and new."""
        told = {
            holder.id
            for trust in (before, self._uow.trust)
            for role in (Role.CEO, Role.DEPUTY_CEO)
            for holder in trust.holders(role)
            if self._uow.trust.person(holder.id).ended_on is None
        }
        for entry, role in grants:
            person = ids[entry.email]
            await self._uow.audit.record(
                AuditEntry(
                    self._now,
                    self._actor,
                    "guarded role granted by an import",
                    f"person:{person}",
                    details={"role": str(role)},
                )
            )
            await self._uow.outbox.put(
                [
                    Outgoing(
                        key=f"role:{version}:{person}:{role}:{recipient}",
                        kind="role.granted",
                        recipient=recipient,
                        subject=f"person:{person}:{role}",
                        created_at=self._now,
                    )
                    for recipient in sorted(told)
                ]
            )


def _unknown(files: DirectoryFiles, before: Trust) -> list[Fault]:
    """People and schools of visits, deployments and meetings that neither the files nor the trust know.

    Somebody who has left, and a school that has, may well have a visit in the file.
    """
    emails = {entry.email for entry in files.people} | {person.email for person in before.people.values()}
    urns = {entry.urn for entry in files.schools} | set(before.schools)
    named = [(VISITS, entry.line, "author", entry.author, entry.urn) for entry in files.visits or ()]
    named += [
        (DEPLOYMENTS, entry.line, "person", entry.person, entry.urn) for entry in files.deployments or ()
    ]
    found = []
    for file, line, column, email, urn in named:
        if email and email not in emails:
            found.append(Fault(file, line, column, f"{email} is not in {PEOPLE}"))
        if urn and urn not in urns:
            found.append(Fault(file, line, "urn", f"{urn} is not in {SCHOOLS}"))
    found += [
        Fault(MEETINGS, entry.line, "urn", f"{entry.urn} is not in {SCHOOLS}")
        for entry in files.meetings or ()
        if entry.urn and entry.urn not in urns
    ]
    return found


def _untimely_reports(entries: Sequence[VisitEntry]) -> list[Fault]:
    """Visits said to be reported before they began.

    Whether a day has come yet is not asked: a directory may be tried under another date than today's.
    """
    return [
        Fault(VISITS, entry.line, "reported_on", "is before the visit")
        for entry in entries
        if entry.reported_on is not None and entry.reported_on < entry.day
    ]
