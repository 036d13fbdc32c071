"""Storing the visits, deployments and meetings of a trust directory.

What is gone from a file that is there was not, or will not be: an unreported visit is cancelled, a deployment
and a meeting are withdrawn, but for those made in the bot. All three come back when their row does. A visit
that is reported stays as it is, and so does one that somebody cancelled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.importing.difference import difference
from storage.parts import in_parts
from storage.support import kept_here
from storage.tables import deployments, meeting_cancellations, meetings, visits
from storage.trust_picture import deployment_of
from storage.visits import COLUMNS, columns_of, visit_of
from strategy.actions.importing import Counts, DeploymentEntry, MeetingEntry, VisitEntry
from strategy.visits import Deployment, Visit

VisitKey = tuple[str, int, date]


class StoredVisits(NamedTuple):
    """What storing visits came to: counts, and the visits whose duties are to follow."""

    counts: Counts
    touched: list[Visit]


class StoredDeployments(NamedTuple):
    """What it came to: counts, those whose duties are to follow, and the ids of withdrawn ones."""

    counts: Counts
    touched: list[Deployment]
    withdrawn: list[int]


class _Known(NamedTuple):
    visit: Visit
    imported: bool
    withdrawn: bool


async def store_visits(
    connection: AsyncConnection,
    entries: Sequence[tuple[VisitEntry, int, date]],
    today: date,
) -> StoredVisits:
    """Add, change, bring back and cancel visits; an entry comes with its author's id and its last day."""
    known = await _known_visits(connection, [entry.day for entry, _, _ in entries])
    added: list[Visit] = []
    changed: list[Visit] = []
    wanted = set()
    for entry, author, ends in entries:
        key = (entry.urn, author, entry.day)
        wanted.add(key)
        found = known.get(key)
        if found is None:
            added.append(_visit(entry, author, ends))
        elif _may_change(found):
            visit = _visit(entry, author, ends, found.visit)
            if visit != found.visit:
                changed.append(visit)
    gone = [
        found.visit
        for key, found in known.items()
        if key not in wanted and found.imported and found.visit.cancelled_on is None and _may_change(found)
    ]
    touched = await _add_visits(connection, added)
    await _change_visits(connection, changed)
    touched += changed
    touched += await _cancel_visits(connection, gone, today)
    unchanged = len(entries) - len(added) - len(changed)
    return StoredVisits(Counts(len(added), len(changed), len(gone), unchanged), touched)


def _may_change(found: _Known) -> bool:
    """Whether the file has a say: the visit is not reported, and nobody cancelled it but an import."""
    return found.visit.reported_on is None and (found.visit.cancelled_on is None or found.withdrawn)


def _visit(entry: VisitEntry, author: int, ends: date, known: Visit | None = None) -> Visit:
    return Visit(
        id=known.id if known else 0,
        school=entry.urn,
        author=author,
        capacity=entry.capacity,
        starts=entry.day,
        ends=ends,
        mode=entry.mode,
        days=entry.days,
        purpose=entry.purpose,
        in_diary=known.in_diary if known else True,
        reported_on=entry.reported_on,
    )


async def _known_visits(connection: AsyncConnection, days: Sequence[date]) -> dict[VisitKey, _Known]:
    """Imported visits, and any others that begin on the days the file is about, by key.

    Of several with one key, a standing one is it, else the latest.
    """
    c = visits.c
    of_interest = [c.imported.is_(True)]
    if days:
        of_interest.append(c.starts.between(min(days), max(days)))
    rows = await connection.execute(
        sa.select(*COLUMNS, c.imported, c.withdrawn)
        .where(sa.or_(*of_interest))
        .order_by(c.cancelled_on.is_(None), c.id)
    )
    return {
        (row.school, row.author, row.starts): _Known(visit_of(row), row.imported, row.withdrawn)
        for row in rows
    }


async def _add_visits(connection: AsyncConnection, added: Sequence[Visit]) -> list[Visit]:
    if not added:
        return []
    rows = await connection.execute(
        sa.insert(visits).returning(*COLUMNS),
        [{**columns_of(visit), "imported": True, "withdrawn": False} for visit in added],
    )
    return [visit_of(row) for row in rows]


async def _change_visits(connection: AsyncConnection, changed: Sequence[Visit]) -> None:
    if changed:
        await connection.execute(
            sa.update(visits).where(visits.c.id == sa.bindparam("which")),
            [{"which": visit.id, **columns_of(visit), "withdrawn": False} for visit in changed],
        )


async def _cancel_visits(connection: AsyncConnection, gone: Sequence[Visit], today: date) -> list[Visit]:
    if not gone:
        return []
    await connection.execute(
        sa.update(visits)
        .where(visits.c.id == sa.bindparam("which"))
        .values(cancelled_on=today, withdrawn=True),
        [{"which": visit.id} for visit in gone],
    )
    rows: list[Visit] = []
    for part in in_parts(gone):
        ids = [visit.id for visit in part]
        found = await connection.execute(sa.select(*COLUMNS).where(visits.c.id.in_(ids)))
        rows += [visit_of(row) for row in found]
    return rows


async def store_deployments(
    connection: AsyncConnection, entries: Sequence[tuple[DeploymentEntry, int]], today: date
) -> StoredDeployments:
    """Add, change, bring back and withdraw deployments; an entry comes with its person's id. One that was
    made or changed in the bot stays as it is, whatever the file says of it.
    """
    c = deployments.c
    kept = await kept_here(connection)
    ids: dict[tuple[int, str, date], int] = {}
    stored: dict[tuple[int, str, date], Mapping[str, Any]] = {}
    for row in await connection.execute(sa.select(deployments)):
        key = (row.person, row.school, row.starts)
        ids[key] = row.id
        stored[key] = {
            "support": row.support,
            "activity": row.activity,
            "ends": row.ends,
            "days_per_week": row.days_per_week,
            "withdrawn_on": row.withdrawn_on,
        }
    wanted: dict[tuple[int, str, date], Mapping[str, Any]] = {
        (person, entry.urn, entry.starts): {
            "support": entry.support,
            "activity": entry.activity,
            "ends": entry.ends,
            "days_per_week": entry.days_per_week,
            "withdrawn_on": None,
        }
        for entry, person in entries
    }
    of_the_bot = {key for key, number in ids.items() if number in kept}
    wanted |= {key: stored[key] for key in of_the_bot & wanted.keys()}
    standing = {
        key: row
        for key, row in stored.items()
        if key in wanted or (row["withdrawn_on"] is None and key not in of_the_bot)
    }
    found = difference(standing, wanted)
    touched = []
    if found.added:
        rows = await connection.execute(
            sa.insert(deployments).returning(deployments),
            [{"person": k[0], "school": k[1], "starts": k[2], **wanted[k]} for k in found.added],
        )
        touched += [deployment_of(row) for row in rows]
    if found.changed:
        await connection.execute(
            sa.update(deployments).where(c.id == sa.bindparam("which")),
            [{"which": ids[key], **wanted[key]} for key in found.changed],
        )
        for key in found.changed:
            columns = {name: value for name, value in wanted[key].items() if name != "withdrawn_on"}
            touched.append(Deployment(id=ids[key], person=key[0], school=key[1], starts=key[2], **columns))
    withdrawn = [ids[key] for key in found.gone]
    await _withdraw(connection, deployments, withdrawn, today)
    return StoredDeployments(found.counts, touched, withdrawn)


async def store_meetings(connection: AsyncConnection, entries: Sequence[MeetingEntry], today: date) -> Counts:
    """Add, change, bring back and withdraw meetings. One that was recorded in the bot is not withdrawn for
    want of a row.
    """
    c = meetings.c
    ids: dict[tuple[str, str, date], int] = {}
    stored: dict[tuple[str, str, date], tuple[str, str, date | None]] = {}
    recorded_here = set()
    for row in await connection.execute(sa.select(meetings)):
        key = (row.body, row.school, row.day)
        ids[key] = row.id
        stored[key] = (row.starts, row.ends, row.withdrawn_on)
        if not row.imported:
            recorded_here.add(key)
    cancelled = {
        (row.body, row.school, row.day)
        for row in await connection.execute(
            sa.select(c.body, c.school, c.day)
            .join(meeting_cancellations, meeting_cancellations.c.meeting == c.id)
            .where(c.withdrawn_on.is_not(None))
        )
    }
    wanted: dict[tuple[str, str, date], tuple[str, str, date | None]] = {
        key: (entry.starts, entry.ends, None)
        for entry in entries
        # What was cancelled here is not put down again because the folder still has its row.
        if (key := (str(entry.body), entry.urn, entry.day)) not in cancelled
    }
    standing = {
        key: row
        for key, row in stored.items()
        if key in wanted or (row[2] is None and key not in recorded_here)
    }
    found = difference(standing, wanted)
    if found.added:
        rows = [
            {
                "body": k[0],
                "school": k[1],
                "day": k[2],
                "starts": wanted[k][0],
                "ends": wanted[k][1],
                "imported": True,
            }
            for k in found.added
        ]
        await connection.execute(sa.insert(meetings), rows)
    if found.changed:
        await connection.execute(
            sa.update(meetings).where(c.id == sa.bindparam("which")).values(withdrawn_on=None),
            [{"which": ids[k], "starts": wanted[k][0], "ends": wanted[k][1]} for k in found.changed],
        )
    await _withdraw(connection, meetings, [ids[key] for key in found.gone], today)
    return found.counts


async def _withdraw(
    connection: AsyncConnection, table: sa.Table[Any], gone: Sequence[int], today: date
) -> None:
    if gone:
        await connection.execute(
            sa.update(table).where(table.c["id"] == sa.bindparam("which")).values(withdrawn_on=today),
            [{"which": each} for each in gone],
        )
