"""Actions of tailored plans in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.parts import in_parts
from storage.tables import plan_action_versions, plan_actions
from strategy.plans import Action, ActionState, ActionText
from strategy.ports import AlreadyThere

_A, _V = plan_actions.c, plan_action_versions.c
_ALL = (
    sa.select(
        _A.school,
        _A.began_at,
        _V.action,
        _V.version,
        _V.what,
        _V.owner,
        _V.owner_words,
        _V.by_day,
        _V.measure,
        _V.state,
        _V.note,
        _V.changed_by,
        _V.changed_at,
    )
    .join_from(plan_actions, plan_action_versions, _V.action == _A.id)
    .order_by(_A.id, _V.version)
)
_NOW = _ALL.where(_V.version == _A.version)


class SqlPlans:
    """The port `Plans`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def actions_of(self, school: str) -> list[Action]:
        """A school's actions as they stand, first to last."""
        return await self._read(_NOW.where(_A.school == school))

    async def owned(self, schools: Sequence[str]) -> list[Action]:
        """The open actions of some schools that somebody of the directory does, first to last."""
        found: list[Action] = []
        for part in in_parts(schools):
            to_do = _NOW.where(_A.school.in_(part), _V.state == ActionState.OPEN, _V.owner.is_not(None))
            found += await self._read(to_do)
        return found

    async def action(self, action_id: int) -> Action | None:
        """One action as it stands."""
        found = await self._read(_NOW.where(_A.id == action_id)) if is_id(action_id) else []
        return found[0] if found else None

    async def versions(self, action_id: int) -> list[Action]:
        """Every version of an action, first to last."""
        return await self._read(_ALL.where(_A.id == action_id)) if is_id(action_id) else []

    async def these_versions(self, ids: Sequence[tuple[int, int]]) -> list[Action]:
        """Actions as they stood at certain versions, in the order asked for."""
        if not ids:
            return []
        found = await self._read(_ALL.where(_A.id.in_([number for number, _ in ids])))
        by_version = {(each.id, each.version): each for each in found}
        return [by_version[each] for each in ids if each in by_version]

    async def add(self, action: Action) -> Action:
        """Store a new action, its id ignored, as its first version."""
        statement = sa.insert(plan_actions).values(
            school=action.school, version=action.version, began_at=action.began_at
        )
        number = (await self._connection.execute(statement.returning(_A.id))).scalar_one()
        added = replace(action, id=number)
        await self._add_version(added)
        return added

    async def change(self, action: Action) -> None:
        """Add a version; AlreadyThere where another has its place, so that of two at once one counts."""
        raised = await self._connection.execute(
            sa.update(plan_actions)
            .where(_A.id == action.id, _A.version == action.version - 1)
            .values(version=action.version)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._add_version(action)

    async def _add_version(self, action: Action) -> None:
        text = action.text
        await self._connection.execute(
            sa.insert(plan_action_versions).values(
                action=action.id,
                version=action.version,
                what=text.what,
                owner=text.owner,
                owner_words=text.owner_words,
                by_day=text.by,
                measure=text.measure,
                state=action.state,
                note=action.note,
                changed_by=action.changed_by,
                changed_at=action.changed_at,
            )
        )

    async def _read(self, statement: sa.Select[*tuple[Any, ...]]) -> list[Action]:
        return [_action(row) for row in await self._connection.execute(statement)]


def _action(row: Row[*tuple[Any, ...]]) -> Action:
    return Action(
        row.action,
        row.school,
        ActionText(row.what, row.owner, row.owner_words, row.by_day, row.measure),
        row.state,
        row.note,
        row.version,
        row.changed_by,
        row.changed_at,
        row.began_at,
    )
