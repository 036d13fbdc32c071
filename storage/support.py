"""Support that was allocated in the bot, in SQL: with its deployments, their changes, and days granted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.grants import GRANTS, grant_of
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import allocations, deployments, granted_days, support_changes, taken_back_days
from storage.trust_picture import raise_version
from strategy.people import Capacity
from strategy.ports import AlreadyThere
from strategy.school_year import Span, london_day
from strategy.support import Allocated, Amount, GrantedDays, SupportChange, TakenBack
from strategy.visits import Support

_A, _D, _G, _S = allocations.c, deployments.c, granted_days.c, support_changes.c
_B = taken_back_days.c


async def kept_here(connection: AsyncConnection) -> set[int]:
    """The deployments that were made or changed in the bot, which no file speaks of any more."""
    made = sa.select(_A.deployment).where(_A.deployment.is_not(None))
    changed = sa.select(_S.deployment).where(_S.deployment.is_not(None))
    rows = await connection.execute(made.union(changed))
    return {number for number in rows.scalars() if number is not None}


class SqlAllocations:
    """The port `Allocations`. `changed` has the transaction see the directory anew."""

    def __init__(self, connection: AsyncConnection, changed: Callable[[], Awaitable[None]]) -> None:
        self._connection = connection
        self._changed = changed

    async def hold(self) -> None:
        """Have others who allocate or import wait until this transaction ends; see what they did."""
        await raise_version(self._connection)
        await self._changed()

    async def add(self, allocated: Allocated) -> Allocated:
        """Store it (its id is ignored), with the deployment of the person where there is one."""
        deployment = await self._deploy(allocated, allocated.person) if allocated.person else None
        statement = (
            sa.insert(allocations)
            .values(
                school=allocated.school,
                support=allocated.support,
                person=allocated.person,
                provider=allocated.provider,
                activity=allocated.activity,
                starts=allocated.starts,
                ends=allocated.ends,
                days_per_week=allocated.amount.a_week,
                days=allocated.amount.in_all,
                weekdays="".join(str(day) for day in allocated.amount.weekdays),
                reason=allocated.reason,
                by=allocated.by,
                at=allocated.at,
                deployment=deployment,
            )
            .returning(_A.id)
        )
        number = (await self._connection.execute(statement)).scalar_one()
        if deployment is not None:
            await self._directory_changed()
        return replace(allocated, id=number, deployment=deployment)

    async def _deploy(self, allocated: Allocated, person: int) -> int:
        said = {
            "support": allocated.support,
            "activity": allocated.activity,
            "ends": allocated.ends,
            "days_per_week": allocated.amount.days_per_week(allocated.span),
            "withdrawn_on": None,
        }
        statement = (
            insert(deployments, self._connection)
            .values(person=person, school=allocated.school, starts=allocated.starts, **said)
            # One that was withdrawn comes back, as the same deployment.
            .on_conflict_do_update(
                index_elements=[_D.person, _D.school, _D.starts],
                set_=said,
                where=_D.withdrawn_on.is_not(None),
            )
            .returning(_D.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("deployment")
        return number

    async def get(self, allocated_id: int) -> Allocated | None:
        """One, as it was allocated."""
        if not is_id(allocated_id):
            return None
        statement = sa.select(allocations).where(_A.id == allocated_id)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _allocated(row)

    async def amounts(self, deployments: Sequence[int]) -> Mapping[int, Amount]:
        """How much was agreed of the deployments that were made here, by the deployment's id."""
        found: dict[int, Amount] = {}
        for some in in_parts(deployments):
            # One that was called off and made again has several rows: the last holds.
            statement = sa.select(allocations).where(_A.deployment.in_(some)).order_by(_A.id)
            for row in await self._connection.execute(statement):
                found[row.deployment] = _allocated(row).amount
        return found

    async def external(self, starts: date, ends: date, schools: Sequence[str] | None) -> list[Allocated]:
        """Support of external providers with a day in a span, with the last day it has by now, by its id."""
        newest = (
            sa.select(_S.about, sa.func.max(_S.number).label("number")).group_by(_S.about).subquery("newest")
        )
        last = (
            sa.select(_S.about, _S.last_day)
            .join(newest, (newest.c.about == _S.about) & (newest.c.number == _S.number))
            .subquery("last")
        )
        about = sa.literal("allocation:").concat(sa.cast(_A.id, sa.Text))
        statement = (
            sa.select(allocations, last.c.about.label("changed"), last.c.last_day)
            .outerjoin(last, last.c.about == about)
            .where(_A.deployment.is_(None), _A.support == Support.EXTERNAL, _A.starts <= ends)
            .where(sa.case((last.c.about.is_(None), _A.ends), else_=last.c.last_day) >= starts)
            .order_by(_A.id)
        )
        if schools is not None:
            statement = statement.where(_A.school.in_(schools))
        return [
            replace(_allocated(row), ends=row.last_day) if row.changed else _allocated(row)
            for row in await self._connection.execute(statement)
        ]

    async def deployed(self, about: str) -> int | None:
        """Who is or was to be deployed by `deployment:ID`, called off or not; None for anything else."""
        kind, _, number = about.partition(":")
        if kind != "deployment" or not number.isdigit():
            return None
        statement = sa.select(_D.person).where(_D.id == int(number))
        return (await self._connection.execute(statement)).scalar_one_or_none()

    async def changes(self, about: str) -> list[SupportChange]:
        """The changes of one thing, first to last."""
        statement = sa.select(support_changes).where(_S.about == about).order_by(_S.number)
        return [_change(row) for row in await self._connection.execute(statement)]

    async def change_of(self, change_id: int) -> SupportChange | None:
        """One change."""
        if not is_id(change_id):
            return None
        statement = sa.select(support_changes).where(_S.id == change_id)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _change(row)

    async def change(self, change: SupportChange) -> SupportChange:
        """Store a change (its id is ignored), and give the deployment that last day where it is about one."""
        kind, _, number = change.about.partition(":")
        deployment = int(number) if kind == "deployment" else None
        statement = (
            insert(support_changes, self._connection)
            .values(
                about=change.about,
                number=change.number,
                school=change.school,
                deployment=deployment,
                last_day=change.last_day,
                reason=change.reason,
                by=change.by,
                at=change.at,
            )
            .on_conflict_do_nothing()
            .returning(_S.id)
        )
        stored = (await self._connection.execute(statement)).scalar_one_or_none()
        if stored is None:
            raise AlreadyThere("change")
        if deployment is not None:
            new = {"ends": change.last_day} if change.last_day else {"withdrawn_on": london_day(change.at)}
            await self._connection.execute(sa.update(deployments).where(_D.id == deployment).values(**new))
            await self._directory_changed()
        return replace(change, id=stored)

    async def grant(self, granted: GrantedDays) -> GrantedDays:
        """Store days granted (its id is ignored). Raises AlreadyThere where its origin has days already."""
        statement = (
            insert(granted_days, self._connection)
            .values(
                school=granted.school,
                capacity=granted.capacity,
                days=granted.days,
                starts=granted.span.starts,
                ends=granted.span.ends,
                reason=granted.reason,
                by=granted.by,
                at=granted.at,
                origin=granted.origin,
            )
            .on_conflict_do_nothing()
            .returning(_G.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("granted days")
        return replace(granted, id=number)

    async def granted(self, grant_id: int) -> GrantedDays | None:
        """One grant, with what was taken back of it."""
        if not is_id(grant_id):
            return None
        row = (await self._connection.execute(GRANTS.where(_G.id == grant_id))).one_or_none()
        return None if row is None else grant_of(row)

    async def take_back(self, taken: TakenBack) -> TakenBack:
        """Store days taken back (its id is ignored). Raises AlreadyThere where another has its number."""
        statement = (
            insert(taken_back_days, self._connection)
            .values(
                of_grant=taken.grant,
                number=taken.number,
                days=taken.days,
                reason=taken.reason,
                by=taken.by,
                at=taken.at,
            )
            .on_conflict_do_nothing()
            .returning(_B.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("taken back")
        return replace(taken, id=number)

    async def taken_back(self, taken_id: int) -> TakenBack | None:
        """One of them."""
        if not is_id(taken_id):
            return None
        statement = sa.select(taken_back_days).where(_B.id == taken_id)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        return TakenBack(row.id, row.of_grant, row.number, row.days, row.reason, row.by, row.at)

    async def grants(self, school: str, span: Span) -> list[GrantedDays]:
        """Days granted to a school for spans that begin within one, first to last; with those that were taken
        back.
        """
        starts_within = _G.starts.between(span.starts, span.ends)
        statement = GRANTS.where(_G.school == school, starts_within).order_by(_G.id)
        return [grant_of(row) for row in await self._connection.execute(statement)]

    async def extra_days(self, school: str, span: Span) -> Mapping[Capacity, Decimal]:
        """How many of them stand, by capacity."""
        found: dict[Capacity, Decimal] = defaultdict(Decimal)
        for each in await self.grants(school, span):
            found[each.capacity] += each.stands
        return dict(found)

    async def _directory_changed(self) -> None:
        await raise_version(self._connection)
        await self._changed()


def _allocated(row: Row[*tuple[Any, ...]]) -> Allocated:
    weekdays = tuple(int(day) for day in row.weekdays)
    return Allocated(
        id=row.id,
        school=row.school,
        support=row.support,
        person=row.person,
        provider=row.provider,
        activity=row.activity,
        starts=row.starts,
        ends=row.ends,
        amount=Amount(row.days_per_week, row.days, weekdays),
        reason=row.reason,
        by=row.by,
        at=row.at,
        deployment=row.deployment,
    )


def _change(row: Row[*tuple[Any, ...]]) -> SupportChange:
    return SupportChange(row.id, row.about, row.number, row.school, row.last_day, row.reason, row.by, row.at)
