"""Minutes of meetings in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import (
    files,
    meetings,
    minuted_action_steps,
    minuted_actions,
    minutes,
    minutes_versions,
)
from strategy.meetings import Meeting
from strategy.minutes import (
    ActionState,
    ActionStep,
    ActionText,
    Amendment,
    MinutedAction,
    Minutes,
    MinutesText,
    MinutesVersion,
    NewAction,
)
from strategy.minutes_duties import Held
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, HeldQuery

_M, _V, _A, _ME = minutes.c, minutes_versions.c, minuted_actions.c, meetings.c
_OF_MEETING = (
    _ME.id.label("meeting_id"),
    _ME.body,
    _ME.school.label("of_school"),
    _ME.day,
    _ME.starts,
    _ME.ends,
)
_BEGUN = minutes_versions.alias("begun")


class SqlMinutes:
    """The port `KeptMinutes`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, minutes_id: int) -> Minutes | None:
        """One of them."""
        return await self._one(_M.id == minutes_id) if is_id(minutes_id) else None

    async def of_meeting(self, meeting: int) -> Minutes | None:
        """Those of a meeting."""
        return await self._one(_M.meeting == meeting) if is_id(meeting) else None

    async def start(self, meeting: Meeting, first: MinutesVersion, actions: Sequence[NewAction]) -> Minutes:
        """Store new ones with their first version; AlreadyThere where the meeting has minutes."""
        statement = (
            insert(minutes, self._connection)
            .values(meeting=meeting.id, revision=first.number)
            .on_conflict_do_nothing()
            .returning(_M.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("minutes")
        await self._write(number, first)
        await self._name(number, first.number, actions)
        return Minutes(number, meeting, (first,), await self._actions(_A.minutes == number))

    async def amend(self, minutes_id: int, version: MinutesVersion, change: Amendment) -> None:
        """Add a version, ending and adding actions; AlreadyThere where another has its place."""
        # Raising the number locks the row: of two versions at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(minutes)
            .where(_M.id == minutes_id, _M.revision == version.number - 1)
            .values(revision=version.number)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._write(minutes_id, version)
        for part in in_parts(change.ended):
            await self._connection.execute(
                sa.update(minuted_actions)
                .where(_A.minutes == minutes_id, _A.id.in_(part))
                .values(until=version.number)
            )
        await self._name(minutes_id, version.number, change.new)

    async def action(self, action_id: int) -> MinutedAction | None:
        """One action."""
        found = await self._actions(_A.id == action_id) if is_id(action_id) else ()
        return found[0] if found else None

    async def take(self, action: int, step: ActionStep) -> None:
        """Take a step of an action; AlreadyThere where another has its place."""
        raised = await self._connection.execute(
            sa.update(minuted_actions)
            .where(_A.id == action, _A.revision == step.number - 1, _A.until.is_(None))
            .values(revision=step.number, state=step.state)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("step")
        await self._connection.execute(
            sa.insert(minuted_action_steps).values(
                action=action, number=step.number, state=step.state, by=step.by, at=step.at
            )
        )

    async def held(self, query: HeldQuery, *, limit: int = 1_000_000) -> Sequence[Held]:
        """The meetings asked for, the latest first."""
        statement = (
            sa.select(*_OF_MEETING, _M.id.label("minutes"))
            .select_from(meetings.outerjoin(minutes, _M.meeting == _ME.id))
            .where(_ME.withdrawn_on.is_(None), _ME.day >= query.starts, _ME.day <= query.ends)
            .order_by(_ME.day.desc(), _ME.id.desc())
        )
        if query.minuted is not None:
            statement = statement.where(_M.id.is_not(None) if query.minuted else _M.id.is_(None))
        found: list[Held] = []
        for of in _asked_for(query):
            rows = await self._connection.execute(statement.where(of).limit(limit))
            found += [Held(_meeting(row), row.minutes) for row in rows]
        found.sort(key=lambda each: (each.meeting.day, each.meeting.id), reverse=True)
        return found[:limit]

    async def open_actions(self, schools: Sequence[str]) -> Sequence[MinutedAction]:
        """The open actions about some schools."""
        found: list[MinutedAction] = []
        for part in in_parts(schools):
            found += await self._actions(_open(), _A.school.in_(part))
        return found

    async def open_actions_of(self, owner: int) -> Sequence[MinutedAction]:
        """The open actions that minutes gave somebody, those due first first."""
        return _by_day(await self._actions(_open(), _A.owner == owner))

    async def actions_by_id(self, ids: Iterable[int]) -> Sequence[MinutedAction]:
        """Some actions by their ids, in whatever state, those due first first; ids of none are left out."""
        found: list[MinutedAction] = []
        for part in in_parts([number for number in ids if is_id(number)]):
            found += await self._actions(_A.id.in_(part))
        return _by_day(found)

    async def _write(self, minutes_id: int, version: MinutesVersion) -> None:
        said = version.text
        await self._connection.execute(
            sa.insert(minutes_versions).values(
                minutes=minutes_id,
                number=version.number,
                by=version.by,
                at=version.at,
                text=said.text,
                decisions=said.decisions,
                link=said.link,
                file=said.file,
            )
        )

    async def _name(self, minutes_id: int, since: int, actions: Sequence[NewAction]) -> None:
        for each in actions:
            await self._connection.execute(
                sa.insert(minuted_actions).values(
                    minutes=minutes_id,
                    what=each.text.what,
                    owner=each.text.owner,
                    owner_words=each.text.owner_words,
                    due_by=each.text.by,
                    school=each.text.school,
                    state=each.state,
                    revision=1,
                    since=since,
                    until=None,
                )
            )

    async def _one(self, which: ColumnElement[bool]) -> Minutes | None:
        statement = (
            sa.select(_M.id, *_OF_MEETING)
            .select_from(minutes.join(meetings, _M.meeting == _ME.id))
            .where(which)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        written = (
            sa.select(*_V, files.c.name)
            .select_from(minutes_versions.outerjoin(files, _V.file == files.c.id))
            .where(_V.minutes == row.id)
            .order_by(_V.number)
        )
        versions = tuple(_version(each) for each in await self._connection.execute(written))
        return Minutes(row.id, _meeting(row), versions, await self._actions(_A.minutes == row.id))

    async def _actions(self, *which: ColumnElement[bool]) -> tuple[MinutedAction, ...]:
        begun = sa.and_(_BEGUN.c.minutes == _A.minutes, _BEGUN.c.number == _A.since)
        statement = (
            sa.select(*_A, *_OF_MEETING, _BEGUN.c.at.label("begun_at"))
            .select_from(
                minuted_actions.join(minutes, _A.minutes == _M.id)
                .join(meetings, _M.meeting == _ME.id)
                .join(_BEGUN, begun)
            )
            .where(*which)
            .order_by(_A.id)
        )
        return tuple(_action(row) for row in await self._connection.execute(statement))


def _open() -> ColumnElement[bool]:
    # Written out, not bound, so that the index of open actions serves.
    return sa.and_(_A.state == sa.literal_column("'open'", sa.Text()), _A.until.is_(None))


def _asked_for(query: HeldQuery) -> list[ColumnElement[bool]]:
    ways: list[ColumnElement[bool]] = []
    if query.bodies:
        ways.append(sa.and_(_ME.school == "", _ME.body.in_(sorted(query.bodies))))
    board = _ME.body == Body.PROGRESS_BOARD
    if query.boards is None:
        ways.append(board)
    else:
        ways += [sa.and_(board, _ME.school.in_(part)) for part in in_parts(sorted(query.boards))]
    return ways


def _by_day(actions: Iterable[MinutedAction]) -> list[MinutedAction]:
    return sorted(actions, key=lambda action: (action.text.by, action.id))


def _meeting(row: Row[*tuple[Any, ...]]) -> Meeting:
    return Meeting(
        id=row.meeting_id,
        body=Body(row.body),
        school=row.of_school,
        day=row.day,
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends),
    )


def _version(row: Row[*tuple[Any, ...]]) -> MinutesVersion:
    said = MinutesText(row.text, row.decisions, row.link, row.file, row.name or "")
    return MinutesVersion(row.number, row.by, row.at, said)


def _action(row: Row[*tuple[Any, ...]]) -> MinutedAction:
    return MinutedAction(
        id=row.id,
        minutes=row.minutes,
        meeting=_meeting(row),
        text=ActionText(row.what, row.owner, row.owner_words, row.due_by, row.school),
        state=ActionState(row.state),
        revision=row.revision,
        since=row.since,
        until=row.until,
        begun_at=row.begun_at,
    )
