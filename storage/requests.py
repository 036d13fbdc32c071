"""Headteachers' requests, in SQL."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.tables import request_steps, requests
from strategy.permissions import Scope
from strategy.ports import Page, RequestQuery
from strategy.requests import RequestState, RequestStep, VisitRequest
from strategy.school_year import LONDON, ONE_DAY

_C, _S = requests.c, request_steps.c
_IS_OPEN = _C.state.in_([RequestState.PENDING, RequestState.ASKED_BACK])


class SqlRequests:
    """The port `Requests`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, request: VisitRequest) -> VisitRequest:
        """Store a new request (its id is ignored) with its first step."""
        made = sa.insert(requests).values(**_columns(request)).returning(*_C)
        stored = _request((await self._connection.execute(made)).one())
        await self._step(stored, stored.by, stored.at, stored.reason)
        return stored

    async def get(self, request_id: int) -> VisitRequest | None:
        """One request."""
        if not is_id(request_id):
            return None
        found = sa.select(requests).where(_C.id == request_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else _request(row)

    async def change(self, after: VisitRequest, by: int, at: datetime) -> VisitRequest | None:
        """Store a request as it stands after a step; None where it is not what it was before it any more."""
        changed = (
            sa.update(requests)
            .where(_C.id == after.id, _C.revision == after.revision - 1)
            .values(**_columns(after))
            .returning(*_C)
        )
        row = (await self._connection.execute(changed)).one_or_none()
        if row is None:
            return None
        stored = _request(row)
        await self._step(stored, by, at, stored.answer or stored.reason)
        return stored

    async def _step(self, stored: VisitRequest, by: int, at: datetime, text: str) -> None:
        await self._connection.execute(
            sa.insert(request_steps).values(
                request=stored.id, number=stored.revision, state=stored.state, by=by, at=at, text=text
            )
        )

    async def page(
        self, query: RequestQuery, scope: Scope, *, offset: int = 0, limit: int = 10
    ) -> Page[VisitRequest]:
        """The requests asked for that the scope reaches, by school; open ones first, newest first."""
        wanted = _conditions(query, scope)
        found = (
            sa.select(requests)
            .where(*wanted)
            .order_by(sa.case((_IS_OPEN, 0), else_=1), _C.id.desc())
            .offset(offset)
            .limit(limit)
        )
        rows = (await self._connection.execute(found)).all()
        count = sa.select(sa.func.count()).select_from(requests).where(*wanted)
        total = (await self._connection.execute(count)).scalar_one()
        return Page(tuple(_request(row) for row in rows), total, offset)

    async def steps(self, request_id: int) -> list[RequestStep]:
        """The steps of a request, first to last."""
        found = sa.select(request_steps).where(_S.request == request_id).order_by(_S.number)
        return [
            RequestStep(row.request, row.number, row.state, row.by, row.at, row.text)
            for row in await self._connection.execute(found)
        ]


def _conditions(query: RequestQuery, scope: Scope) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not scope.everything:
        own = _C.by == scope.own if scope.own is not None else sa.false()
        found.append(_C.school.in_(sorted(scope.schools)) | own)
    if query.states is not None:
        found.append(_C.state.in_(sorted(query.states)))
    if query.kind is not None:
        found.append(_C.kind == query.kind)
    if query.school is not None:
        found.append(_C.school == query.school)
    if query.by is not None:
        found.append(_C.by == query.by)
    if query.starts is not None:
        found.append(_C.at >= _midnight(query.starts))
    if query.ends is not None:
        found.append(_C.at < _midnight(query.ends + ONE_DAY))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _columns(request: VisitRequest) -> dict[str, Any]:
    return {
        "kind": request.kind,
        "school": request.school,
        "by": request.by,
        "at": request.at,
        "reason": request.reason,
        "state": request.state,
        "revision": request.revision,
        "days": request.days,
        "mode": request.mode,
        "when": request.when,
        "visit": request.visit,
        "day": request.day,
        "granted": request.granted,
        "by_when": request.by_when,
        "decided_by": request.decided_by,
        "decided_at": request.decided_at,
        "answer": request.answer,
    }


def _request(row: Row[*tuple[Any, ...]]) -> VisitRequest:
    return VisitRequest(
        id=row.id,
        kind=row.kind,
        school=row.school,
        by=row.by,
        at=row.at,
        reason=row.reason,
        state=row.state,
        revision=row.revision,
        days=row.days,
        mode=row.mode,
        when=row.when,
        visit=row.visit,
        day=row.day,
        granted=row.granted,
        by_when=row.by_when,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        answer=row.answer,
    )
