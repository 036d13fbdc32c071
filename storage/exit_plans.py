"""Exit plans in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import exit_items, exit_plans
from storage.tables.planning import EXIT_UNDER_WAY
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.ports import AlreadyThere

_P, _I = exit_plans.c, exit_items.c


class SqlExitPlans:
    """The port `ExitPlans`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, plan_id: int) -> ExitPlan | None:
        """One exit plan."""
        found = await self._read(sa.select(exit_plans).where(_P.id == plan_id)) if is_id(plan_id) else []
        return found[0] if found else None

    async def latest(self, school: str) -> ExitPlan | None:
        """A school's exit plan that was opened last, in any state."""
        of_school = sa.select(exit_plans).where(_P.school == school)
        found = await self._read(of_school.order_by(_P.id.desc()).limit(1))
        return found[0] if found else None

    async def under_way(self, schools: Sequence[str]) -> list[ExitPlan]:
        """Those of some schools in which something is still to be done."""
        found: list[ExitPlan] = []
        for part in in_parts(schools):
            some = sa.select(exit_plans).where(sa.text(EXIT_UNDER_WAY), _P.school.in_(part))
            found += await self._read(some.order_by(_P.id))
        return found

    async def open(self, plan: ExitPlan) -> ExitPlan:
        """Store a new one, its id ignored, without items; AlreadyThere where the school has one under way."""
        statement = (
            insert(exit_plans, self._connection)
            .values(
                school=plan.school,
                state=plan.state,
                opened_by=plan.opened_by,
                opened_at=plan.opened_at,
                revision=plan.revision,
            )
            .on_conflict_do_nothing()
            .returning(_P.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("exit plan")
        return replace(plan, id=number)

    async def move(self, plan: ExitPlan, state: ExitState) -> None:
        """Count one more deed of a plan that stands at its revision, and have it in a state from then on.

        AlreadyThere where more was done to it meanwhile.
        """
        moved = await self._connection.execute(
            sa.update(exit_plans)
            .where(_P.id == plan.id, _P.revision == plan.revision)
            .values(state=state, revision=plan.revision + 1)
        )
        if moved.rowcount != 1:
            raise AlreadyThere("deed")

    async def add(self, plan: int, item: ExitItem) -> ExitItem:
        """Add an item (its id is ignored)."""
        statement = sa.insert(exit_items).values(
            plan=plan,
            what=item.what,
            on_day=item.on,
            confirmer=item.confirmer,
            added_by=item.added_by,
            added_at=item.added_at,
        )
        return replace(item, id=(await self._connection.execute(statement.returning(_I.id))).scalar_one())

    async def confirm(self, item: int, at: datetime) -> None:
        """Note that an item was confirmed."""
        await self._connection.execute(sa.update(exit_items).where(_I.id == item).values(confirmed_at=at))

    async def take_out(self, item: int, at: datetime) -> None:
        """Note that an item was taken out."""
        await self._connection.execute(sa.update(exit_items).where(_I.id == item).values(taken_out_at=at))

    async def _read(self, statement: sa.Select[*tuple[Any, ...]]) -> list[ExitPlan]:
        rows = (await self._connection.execute(statement)).all()
        items: dict[int, list[ExitItem]] = defaultdict(list)
        if rows:
            of_these = sa.select(exit_items).where(_I.plan.in_([row.id for row in rows])).order_by(_I.id)
            for row in await self._connection.execute(of_these):
                items[row.plan].append(
                    ExitItem(
                        row.id,
                        row.what,
                        row.on_day,
                        row.confirmer,
                        row.added_by,
                        row.added_at,
                        row.confirmed_at,
                        row.taken_out_at,
                    )
                )
        return [
            ExitPlan(
                row.id,
                row.school,
                row.state,
                row.opened_by,
                row.opened_at,
                row.revision,
                tuple(items[row.id]),
            )
            for row in rows
        ]
