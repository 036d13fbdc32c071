"""What Progress Boards ask of the Education Improvement Team, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.parts import in_parts
from storage.tables import board_requests
from storage.tables.board_requests import WAITING
from strategy.board_requests import AskState, AskText, BoardRequest
from strategy.ports import BoardRequestQuery, Page

_C = board_requests.c


class SqlBoardRequests:
    """The port `BoardRequests`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, request: BoardRequest) -> BoardRequest:
        """Store a new request (its id is ignored)."""
        made = sa.insert(board_requests).values(
            school=request.school,
            kind=request.text.kind,
            review=request.text.review,
            words=request.text.words,
            by=request.by,
            at=request.at,
            meeting=request.meeting,
            minutes=request.minutes,
            state=request.state,
            revision=request.revision,
            decided_by=request.decided_by,
            decided_at=request.decided_at,
            answer=request.answer,
        )
        return _request((await self._connection.execute(made.returning(*_C))).one())

    async def get(self, request_id: int) -> BoardRequest | None:
        """One request."""
        if not is_id(request_id):
            return None
        found = await self._found(sa.select(board_requests).where(_C.id == request_id))
        return found[0] if found else None

    async def end(self, after: BoardRequest) -> bool:
        """Store what became of a request; False where that has happened before."""
        ended = await self._connection.execute(
            sa.update(board_requests)
            .where(_C.id == after.id, _C.revision == after.revision - 1, sa.text(WAITING))
            .values(
                state=after.state,
                revision=after.revision,
                decided_by=after.decided_by,
                decided_at=after.decided_at,
                answer=after.answer,
            )
        )
        return ended.rowcount == 1

    async def waiting(self, schools: Sequence[str] | None = None) -> list[BoardRequest]:
        """Those of some schools that wait for the EIT, the longest waiting first; of all for None."""
        waiting = sa.select(board_requests).where(sa.text(WAITING)).order_by(_C.id)
        if schools is None:
            return await self._found(waiting)
        found: list[BoardRequest] = []
        for some in in_parts(schools):
            found += await self._found(waiting.where(_C.school.in_(some)))
        return sorted(found, key=lambda each: each.id)

    async def of_minutes(self, minutes: int) -> list[BoardRequest]:
        """Those that some minutes name or named, in the order in which they came."""
        return await self._found(sa.select(board_requests).where(_C.minutes == minutes).order_by(_C.id))

    async def page(self, query: BoardRequestQuery, *, offset: int = 0, limit: int = 10) -> Page[BoardRequest]:
        """The requests asked for: those that wait first, the longest waiting first; then the newest."""
        wanted = []
        if query.states is not None:
            wanted.append(_C.state.in_(sorted(query.states)))
        if query.schools is not None:
            wanted.append(_C.school.in_(sorted(query.schools)))
        waits = _C.state == AskState.WAITING
        order = (sa.case((waits, 0), else_=1), sa.case((waits, _C.id), else_=-_C.id))
        statement = sa.select(board_requests).where(*wanted).order_by(*order)
        items = await self._found(statement.offset(offset).limit(limit))
        count = sa.select(sa.func.count()).select_from(board_requests).where(*wanted)
        total = (await self._connection.execute(count)).scalar_one()
        return Page(tuple(items), total, offset)

    async def _found(self, statement: sa.Select[*tuple[Any, ...]]) -> list[BoardRequest]:
        return [_request(row) for row in await self._connection.execute(statement)]


def _request(row: Row[*tuple[Any, ...]]) -> BoardRequest:
    return BoardRequest(
        id=row.id,
        school=row.school,
        text=AskText(row.kind, row.words, row.review),
        by=row.by,
        at=row.at,
        meeting=row.meeting,
        minutes=row.minutes,
        state=row.state,
        revision=row.revision,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        answer=row.answer,
    )
