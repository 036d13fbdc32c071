"""The demonstration's calendars: events that stay on this machine, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.store import SqlStore
from storage.tables import demo_events
from strategy.ports import Appointment, Busy, Changes, Outcome, Put, SeenEvent
from strategy.school_year import LONDON

_E = demo_events.c


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """An event as it stands there; times are London's."""

    id: int
    key: str
    organiser: str
    attendees: tuple[str, ...]
    subject: str
    starts: datetime
    ends: datetime
    place: str
    online: bool
    cancelled: bool


class DemoCalendars:
    """The port `Calendars` where nothing leaves this machine, and the reading of what stands there."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        """Have each stand there as it is given, once by its key."""
        done = []
        async with self._store.transaction() as uow:
            for each in appointments:
                if each.cancelled and not await _stands(each, uow.connection):
                    done.append(Put(Outcome.SENT))
                    continue
                row = (await uow.connection.execute(_putting(each, uow.connection))).one()
                join = f"https://teams.example/join/{row.id}" if each.online else ""
                done.append(Put(Outcome.SENT, event=str(row.id), join_url=join))
        return done

    async def busy(
        self, addresses: Sequence[str], starts: datetime, ends: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        """When each is busy, by the events that they organise or are invited to."""
        wanted = {address.casefold() for address in addresses}
        found: dict[str, list[Busy]] = {address: [] for address in addresses}
        async with self._store.transaction(read_only=True) as uow:
            standing = sa.select(demo_events).where(
                _E.cancelled.is_(False), _E.starts < ends, _E.ends > starts
            )
            rows = (await uow.connection.execute(standing.order_by(_E.starts, _E.id))).all()
        for row in rows:
            there = {row.organiser.casefold(), *(each.casefold() for each in row.attendees)}
            there -= {each.casefold() for each in row.declined}
            for address in addresses:
                if address.casefold() in there & wanted:
                    found[address].append(Busy(row.starts, row.ends))
        return {address: tuple(times) for address, times in found.items()}

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        """What was changed in a calendar since a token was given."""
        since = int(token) if token.isdecimal() else 0
        async with self._store.transaction(read_only=True) as uow:
            latest = await uow.connection.scalar(sa.select(sa.func.max(_E.version)))
            changed = (
                sa.select(demo_events)
                .where(_E.organiser == address, _E.version > since)
                .order_by(_E.version, _E.id)
            )
            rows = (await uow.connection.execute(changed)).all()
        seen = tuple(_seen(row, ours[str(row.id)]) for row in rows if str(row.id) in ours)
        return Changes(seen, str(latest or since), from_start=not token)

    async def of_month(self, first: date) -> list[DemoEvent]:
        """The events that begin in the month of a day, in their order; cancelled ones too."""
        begins = datetime.combine(first.replace(day=1), time(), LONDON)
        following = (begins + timedelta(days=32)).replace(day=1)
        async with self._store.transaction(read_only=True) as uow:
            standing = sa.select(demo_events).where(_E.starts >= begins, _E.starts < following)
            rows = (await uow.connection.execute(standing.order_by(_E.starts, _E.id))).all()
        return [_event(row) for row in rows]

    async def change_by_hand(
        self, event: int, *, starts: datetime | None = None, cancelled: bool = False, declined: str = ""
    ) -> bool:
        """What somebody does in their own calendar: move or cancel an event, or decline it; False where there
        is none.
        """
        async with self._store.transaction() as uow:
            row = (await uow.connection.execute(sa.select(demo_events).where(_E.id == event))).one_or_none()
            if row is None:
                return False
            new: dict[str, Any] = {"version": await _next_version(uow.connection)}
            if starts is not None:
                new |= {"starts": starts, "ends": starts + (row.ends - row.starts)}
            if cancelled:
                new["cancelled"] = True
            if declined:
                new["declined"] = [*row.declined, declined]
            await uow.connection.execute(sa.update(demo_events).where(_E.id == event).values(**new))
        return True


async def _stands(each: Appointment, connection: AsyncConnection) -> bool:
    found = await connection.scalar(sa.select(_E.id).where(_E.key == each.key))
    return found is not None


def _putting(each: Appointment, connection: AsyncConnection) -> Any:
    version = sa.select(sa.func.coalesce(sa.func.max(_E.version), 0) + 1).scalar_subquery()
    values = {
        "organiser": each.organiser,
        "attendees": list(each.attendees),
        "subject": each.subject,
        "text": each.text,
        "starts": each.starts,
        "ends": each.ends,
        "place": each.place,
        "online": each.online,
        "cancelled": each.cancelled,
    }
    return (
        insert(demo_events, connection)
        .values(key=each.key, declined=[], version=version, **values)
        .on_conflict_do_update(index_elements=[_E.key], set_={**values, "version": version})
        .returning(_E.id)
    )


async def _next_version(connection: AsyncConnection) -> int:
    latest = await connection.scalar(sa.select(sa.func.max(_E.version)))
    return (latest or 0) + 1


def _seen(row: Row[*tuple[Any, ...]], key: str) -> SeenEvent:
    return SeenEvent(key, str(row.id), row.starts, row.ends, row.cancelled, tuple(row.declined))


def _event(row: Row[*tuple[Any, ...]]) -> DemoEvent:
    return DemoEvent(
        row.id,
        row.key,
        row.organiser,
        tuple(row.attendees),
        row.subject,
        row.starts.astimezone(LONDON),
        row.ends.astimezone(LONDON),
        row.place,
        row.online,
        row.cancelled,
    )
