"""Networks and training events in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import rows_among
from storage.tables import (
    event_answers,
    event_attendances,
    event_people,
    event_registers,
    event_schools,
    events,
)
from strategy.events import Coming, Event, Invited, Register, Timing
from strategy.ports import AlreadyThere

_C = events.c


class SqlEvents:
    """The port `Events`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, event: Event) -> Event:
        """Store a new one, its id ignored."""
        statement = sa.insert(events).values(
            kind=event.kind,
            title=event.title,
            subject=event.subject,
            invites_everybody=event.invited.everybody,
            invites_sles=event.invited.sles,
            arranged_by=event.arranged_by,
            arranged_at=event.arranged_at,
            revision=event.revision,
            cancelled_at=event.cancelled_at,
            **_timed(event.timing),
        )
        number: int = (await self._connection.execute(statement.returning(_C.id))).scalar_one()
        people = [{"event": number, "person": each} for each in sorted(set(event.invited.people))]
        schools = [{"event": number, "school": urn} for urn in sorted(set(event.invited.leaders_of))]
        if people:
            await self._connection.execute(sa.insert(event_people), people)
        if schools:
            await self._connection.execute(sa.insert(event_schools), schools)
        [stored] = await self._read(sa.select(events).where(_C.id == number))
        return stored

    async def get(self, event_id: int) -> Event | None:
        """One event, cancelled or not."""
        if not is_id(event_id):
            return None
        found = await self._read(sa.select(events).where(_C.id == event_id))
        return found[0] if found else None

    async def change(self, event: Event) -> None:
        """Store it as it stands at its revision; AlreadyThere where another change has that place."""
        changed = await self._connection.execute(
            sa.update(events)
            .where(_C.id == event.id, _C.revision == event.revision - 1)
            .values(revision=event.revision, cancelled_at=event.cancelled_at, **_timed(event.timing))
        )
        if changed.rowcount != 1:
            raise AlreadyThere("event")

    async def between(self, starts: date | None, ends: date | None) -> list[Event]:
        """Those that stand, on days from a day to a day, the earliest first; None leaves an end open."""
        statement = sa.select(events).where(_C.cancelled_at.is_(None))
        if starts is not None:
            statement = statement.where(_C.day >= starts)
        if ends is not None:
            statement = statement.where(_C.day <= ends)
        return await self._read(statement.order_by(_C.day, _C.starts, _C.id))

    async def say(self, event: int, coming: Coming) -> None:
        """Keep what somebody says now, in the place of what they said before."""
        c = event_answers.c
        said = {"comes": coming.comes, "revision": coming.revision, "at": coming.at}
        await self._connection.execute(
            insert(event_answers, self._connection)
            .values(event=event, person=coming.person, **said)
            .on_conflict_do_update(index_elements=[c.event, c.person], set_=said)
        )

    async def said(self, event: int) -> list[Coming]:
        """What everybody invited has said of one event, whatever its revision was then."""
        c = event_answers.c
        rows = await self._connection.execute(
            sa.select(event_answers).where(c.event == event).order_by(c.person)
        )
        return [_coming(row) for row in rows]

    async def said_by(self, person: int, events: Sequence[int]) -> Mapping[int, Coming]:
        """What one person has said of some events, by event."""
        c = event_answers.c
        theirs = sa.select(event_answers).where(c.person == person)
        found = await rows_among(self._connection, theirs, c.event, events)
        return {row.event: _coming(row) for row in found}

    async def note(self, register: Register) -> None:
        """Add a register; AlreadyThere where there is one of that number."""
        values = {"event": register.event, "number": register.number}
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    sa.insert(event_registers).values(by=register.by, at=register.at, **values)
                )
        except IntegrityError as error:
            raise AlreadyThere("register") from error
        came = [{**values, "person": each} for each in sorted(set(register.people))]
        if came:
            await self._connection.execute(sa.insert(event_attendances), came)

    async def register(self, event: int) -> Register | None:
        """The latest register of an event; None while nobody has noted who came."""
        c, a = event_registers.c, event_attendances.c
        statement = sa.select(event_registers).where(c.event == event).order_by(c.number.desc()).limit(1)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        came = await self._connection.execute(
            sa.select(a.person).where(a.event == event, a.number == row.number).order_by(a.person)
        )
        return Register(event, row.number, row.by, row.at, tuple(came.scalars()))

    async def noted(self, events: Sequence[int]) -> frozenset[int]:
        """Those of some events of which it is noted who came."""
        c = event_registers.c
        found = await rows_among(self._connection, sa.select(c.event).distinct(), c.event, events)
        return frozenset(row.event for row in found)

    async def _read(self, statement: sa.Select[*tuple[Any, ...]]) -> list[Event]:
        """The events of a statement with whom they invite, in its order."""
        rows = (await self._connection.execute(statement)).all()
        ids = [row.id for row in rows]
        people: dict[int, list[int]] = defaultdict(list)
        schools: dict[int, list[str]] = defaultdict(list)
        p, s = event_people.c, event_schools.c
        by_person = sa.select(event_people).order_by(p.person)
        for row in await rows_among(self._connection, by_person, p.event, ids):
            people[row.event].append(row.person)
        by_school = sa.select(event_schools).order_by(s.school)
        for row in await rows_among(self._connection, by_school, s.event, ids):
            schools[row.event].append(row.school)
        return [_event(row, people[row.id], schools[row.id]) for row in rows]


def _timed(timing: Timing) -> dict[str, Any]:
    return {
        "day": timing.day,
        "starts": f"{timing.starts:%H:%M}",
        "ends": f"{timing.ends:%H:%M}",
        "mode": timing.mode,
        "place": timing.place,
        "school": timing.school,
    }


def _event(row: Row[*tuple[Any, ...]], people: Iterable[int], schools: Iterable[str]) -> Event:
    starts, ends = time.fromisoformat(row.starts), time.fromisoformat(row.ends)
    return Event(
        row.id,
        row.kind,
        row.title,
        row.subject,
        Timing(row.day, starts, ends, row.mode, row.place, row.school),
        Invited(row.invites_everybody, row.invites_sles, tuple(people), tuple(schools)),
        row.arranged_by,
        row.arranged_at,
        row.revision,
        row.cancelled_at,
    )


def _coming(row: Row[*tuple[Any, ...]]) -> Coming:
    return Coming(row.person, row.comes, row.revision, row.at)
