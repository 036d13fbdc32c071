"""Duties in SQL: those of a thing, what reconciling and people change, and what a sweep has to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.duty_lists import STATE_IS, SqlDutyLists
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import duties, reports
from strategy.designations import Designation, risk_of
from strategy.duties import OF_NO_SCHOOL, Changes, Duty, DutyKind, DutyState, StoredDuty
from strategy.school_year import LONDON
from strategy.trust import Trust

_C = duties.c

_STORED = (
    _C.id,
    _C.state,
    _C.kind,
    _C.owner,
    _C.school,
    _C.capacity,
    _C.arises_on,
    _C.about_on,
    _C.due_on,
    _C.visit,
    _C.deployment,
    _C.half_term,
    _C.fulfilled_at,
    _C.about,
    _C.origin,
    _C.extended_to,
)


class SqlDuties(SqlDutyLists):
    """The port `Duties`."""

    def __init__(self, connection: AsyncConnection, trust: Callable[[], Trust]) -> None:
        super().__init__(connection)
        self._trust = trust

    async def get(self, duty_id: int) -> StoredDuty | None:
        """One duty."""
        if not is_id(duty_id):
            return None
        row = (await self._connection.execute(sa.select(*_STORED).where(_C.id == duty_id))).one_or_none()
        return None if row is None else _stored(row)

    async def these(self, duty_ids: Sequence[int]) -> list[StoredDuty]:
        """Some duties by their ids, in any state; ids that are none's are left out."""
        return await self._of(_C.id, [number for number in duty_ids if is_id(number)])

    async def of_visits(self, visits: Sequence[int]) -> list[StoredDuty]:
        """Every stored duty of some visits, void and fulfilled ones included."""
        return await self._of(_C.visit, visits)

    async def of_deployments(self, deployments: Sequence[int]) -> list[StoredDuty]:
        """Every stored duty of some deployments, void and fulfilled ones included."""
        return await self._of(_C.deployment, deployments)

    async def about(
        self, kind: DutyKind, about: Sequence[str], school: str | None = None
    ) -> list[StoredDuty]:
        """Every stored duty of a kind about any of these things, void and fulfilled ones included."""
        found: list[StoredDuty] = []
        for part in in_parts(about):
            statement = sa.select(*_STORED).where(_C.kind == kind, _C.about.in_(part)).order_by(_C.id)
            if school is not None:
                statement = statement.where(_C.school == school)
            found += [_stored(row) for row in await self._connection.execute(statement)]
        return found

    async def _of(
        self, column: sa.Column[int] | sa.Column[int | None], ids: Sequence[int]
    ) -> list[StoredDuty]:
        found: list[StoredDuty] = []
        for part in in_parts(ids):
            statement = sa.select(*_STORED).where(column.in_(part)).order_by(_C.id)
            found += [_stored(row) for row in await self._connection.execute(statement)]
        return found

    async def of_schools(self, kinds: Iterable[DutyKind], schools: Sequence[str]) -> list[StoredDuty]:
        """Every stored duty of these kinds at some schools that is about neither a visit nor a deployment."""
        # Said so that the index of such duties serves.
        of_neither = (_C.visit.is_(None), _C.deployment.is_(None))
        found: list[StoredDuty] = []
        for part in in_parts(schools):
            statement = (
                sa.select(*_STORED)
                .where(*of_neither, _C.school.in_(part), _C.kind.in_(sorted(kinds)))
                .order_by(_C.id)
            )
            found += [_stored(row) for row in await self._connection.execute(statement)]
        return found

    async def apply(self, changes: Changes) -> None:
        """Store what reconciling found. Open duties take their school's risk and designation as they stand.

        A duty that another transaction has stored or fulfilled meanwhile is left as that one left it.
        """
        if changes.new:
            await self._connection.execute(
                insert(duties, self._connection).on_conflict_do_nothing(),
                [self._columns(duty) for duty in changes.new],
            )
        if changes.changed:
            await self._connection.execute(
                sa.update(duties).where(
                    _C.id == sa.bindparam("duty_id"),
                    ~(STATE_IS[DutyState.FULFILLED] | STATE_IS[DutyState.EXCUSED]),
                ),
                [{"duty_id": duty_id, **self._columns(duty)} for duty_id, duty in changes.changed],
            )
        for part in in_parts(changes.void):
            await self._connection.execute(
                sa.update(duties)
                .where(_C.id.in_(part), STATE_IS[DutyState.OPEN])
                .values(state=DutyState.VOID, next_action_at=None)
            )

    async def fulfil(self, duty: int, at: datetime, report: int | None) -> None:
        """Mark an open or excused duty as fulfilled, for good; any other is left as it is.

        It is then whose report it is: also somebody who had been relieved of it may have written that.
        """
        author = sa.select(reports.c.author).where(reports.c.id == report).scalar_subquery()
        await self._connection.execute(
            sa.update(duties)
            .where(_C.id == duty, STATE_IS[DutyState.OPEN] | STATE_IS[DutyState.EXCUSED])
            .values(
                state=DutyState.FULFILLED,
                fulfilled_at=at,
                report=report,
                next_action_at=None,
                **({} if report is None else {"owner": author}),
            )
        )

    async def reopen(self, duty: int, at: datetime) -> None:
        """Have a fulfilled duty owed again: its report was withdrawn. A sweep looks at it from `at` on."""
        row = (await self._connection.execute(sa.select(_C.school).where(_C.id == duty))).one_or_none()
        if row is None:
            return
        school = self._trust().schools[row.school]
        await self._connection.execute(
            sa.update(duties)
            .where(_C.id == duty, STATE_IS[DutyState.FULFILLED])
            .values(
                state=DutyState.OPEN,
                fulfilled_at=None,
                report=None,
                next_action_at=at,
                designation=school.designation,
                risk=school.risk,
            )
        )

    async def change(self, before: StoredDuty, after: StoredDuty, at: datetime) -> bool:
        """Store an open duty as it was changed by hand, its state too; a sweep looks at it from `at` on.

        False, and nothing is stored, where it is not open any more, or its owner or due day are not those of
        `before`.
        """
        # Of two changes at once the second waits for the first, and then finds nothing as it was.
        changed = await self._connection.execute(
            sa.update(duties)
            .where(
                _C.id == before.id,
                STATE_IS[DutyState.OPEN],
                _C.owner == before.duty.owner,
                _C.due_on == before.duty.due_on,
            )
            .values(
                state=after.state,
                owner=after.duty.owner,
                due_on=after.duty.due_on,
                extended_to=after.duty.extended_to,
                next_action_at=at if after.state is DutyState.OPEN else None,
            )
        )
        return changed.rowcount == 1

    async def to_look_at(self, now: datetime, limit: int) -> list[StoredDuty]:
        """Open duties whose next action has come, earliest first, locked until the transaction ends; those
        that another transaction has locked are left to it.
        """
        statement = (
            sa.select(*_STORED)
            .where(STATE_IS[DutyState.OPEN], _C.next_action_at.is_not(None), _C.next_action_at <= now)
            .order_by(_C.next_action_at, _C.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_stored(row) for row in await self._connection.execute(statement)]

    async def look_again(self, when: Mapping[int, datetime | None]) -> None:
        """When a sweep has next to look at each of these duties; None for never."""
        if when:
            await self._connection.execute(
                sa.update(duties).where(_C.id == sa.bindparam("which"), STATE_IS[DutyState.OPEN]),
                [{"which": duty, "next_action_at": at} for duty, at in when.items()],
            )

    def _columns(self, duty: Duty) -> dict[str, Any]:
        school = self._trust().schools[duty.school]
        designation = None if duty.kind in OF_NO_SCHOOL else school.designation
        return {
            "kind": duty.kind,
            "state": DutyState.OPEN if duty.fulfilled_at is None else DutyState.FULFILLED,
            "owner": duty.owner,
            "school": duty.school,
            "capacity": duty.capacity,
            "designation": designation,
            "risk": risk_of(designation),
            "arises_on": duty.arises_on,
            "about_on": duty.about_on,
            "due_on": duty.due_on,
            "visit": duty.visit,
            "deployment": duty.deployment,
            "half_term": duty.half_term,
            "fulfilled_at": duty.fulfilled_at,
            "about": duty.about,
            "origin": duty.origin or duty.owner,
            "extended_to": duty.extended_to,
            # The ladder's first rung is not earlier than that; the sweep finds out when it is.
            "next_action_at": None
            if duty.fulfilled_at
            else datetime.combine(min(duty.arises_on, duty.due_on), time.min, LONDON),
        }


async def take_designation(connection: AsyncConnection, school: str, designation: Designation | None) -> None:
    """Have a school's open duties follow its designation."""
    await connection.execute(
        sa.update(duties)
        .where(_C.school == school, STATE_IS[DutyState.OPEN], _C.kind.not_in(sorted(OF_NO_SCHOOL)))
        .values(designation=designation, risk=risk_of(designation))
    )


def _stored(row: Row[*tuple[Any, ...]]) -> StoredDuty:
    duty = Duty(
        kind=row.kind,
        owner=row.owner,
        school=row.school,
        capacity=row.capacity,
        arises_on=row.arises_on,
        about_on=row.about_on,
        due_on=row.due_on,
        visit=row.visit,
        deployment=row.deployment,
        half_term=row.half_term,
        fulfilled_at=row.fulfilled_at,
        about=row.about,
        origin=None if row.origin == row.owner else row.origin,
        extended_to=row.extended_to,
    )
    return StoredDuty(row.id, duty, row.state)
