"""Bookings in SQL: wanted by deeds, taken by a worker under a lease, and settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import bookings, calendar_tokens
from strategy.ports import Booking, BookingState

_C, _T = bookings.c, calendar_tokens.c
_TAKEN_OVER = "+"
"""How a claim ends that took over from one whose lease was over."""
# Written out, not bound, so that the partial index of what waits serves.
_WAITING = _C.state == sa.literal_column(f"'{BookingState.WAITING}'", sa.Text())


class SqlAppointments:
    """The port `Appointments`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def want(self, subject: str, organiser: int, now: datetime, begins: time | None = None) -> Booking:
        """Have the calendar follow what has just changed; the booking with its new revision."""
        new = {
            "subject": subject,
            "organiser": organiser,
            "revision": 1,
            "settled": 0,
            "state": BookingState.WAITING,
            "begins": _spelled(begins),
            "by_service": False,
            "event": "",
            "join_url": "",
            "attempts": 0,
            "next_try_at": now,
            "why": "",
            "claim": "",
        }
        again: dict[str, Any] = {
            "revision": _C.revision + 1,
            "state": BookingState.WAITING,
            "attempts": 0,
            "next_try_at": now,
            "why": "",
        }
        if begins is not None:
            again["begins"] = _spelled(begins)
        row = (
            await self._connection.execute(
                insert(bookings, self._connection)
                .values(**new)
                .on_conflict_do_update(index_elements=[_C.subject], set_=again)
                .returning(*_C)
            )
        ).one()
        return _booking_of(row)

    async def begin(self, subject: str, begins: time) -> None:
        """Note the time of day at which it begins in the calendar already."""
        await self._connection.execute(
            sa.update(bookings).where(_C.subject == subject).values(begins=_spelled(begins))
        )

    async def of(self, subjects: Sequence[str]) -> Mapping[str, Booking]:
        """The bookings of some subjects."""
        found = {}
        for some in in_parts(subjects):
            for row in await self._connection.execute(sa.select(bookings).where(_C.subject.in_(some))):
                found[row.subject] = _booking_of(row)
        return found

    async def claim(self, claim: str, now: datetime, until: datetime, limit: int) -> list[Booking]:
        """Take what is to be tried by now and nobody has in hand, those due first. The claim is a lease."""
        free = _C.claimed_until.is_(None) | (_C.claimed_until < now)
        chosen = (
            sa.select(_C.subject)
            .where(_WAITING, _C.next_try_at <= now, free)
            .order_by(_C.next_try_at, _C.subject)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("wanted")
        )
        rows = await self._connection.execute(
            sa.update(bookings)
            .where(_C.subject.in_(sa.select(chosen.c.subject)))
            .values(
                claim=sa.case((_C.claim != "", claim + _TAKEN_OVER), else_=claim),
                claimed_until=until,
            )
            .returning(*_C)
        )
        return sorted((_booking_of(row) for row in rows), key=lambda b: (b.next_try_at or now, b.subject))

    async def settle(self, booking: Booking) -> bool:
        """Store how a claimed booking stands; its claim ends. Wanted anew meanwhile, it waits on."""
        wanted_anew = _C.revision > booking.revision
        stored = await self._connection.execute(
            sa.update(bookings)
            .where(_C.subject == booking.subject, _C.claim == booking.claim, _C.claim != "")
            .values(
                settled=booking.settled,
                by_service=booking.by_service,
                event=booking.event,
                join_url=booking.join_url,
                claim="",
                claimed_until=None,
                state=sa.case((wanted_anew, _C.state), else_=booking.state),
                attempts=sa.case((wanted_anew, _C.attempts), else_=booking.attempts),
                next_try_at=sa.case((wanted_anew, _C.next_try_at), else_=booking.next_try_at),
                why=sa.case((wanted_anew, _C.why), else_=booking.why),
            )
        )
        return bool(stored.rowcount)

    async def in_calendars(self) -> Mapping[int, Mapping[str, str]]:
        """The events that stand in calendars, by organiser; those of the service mailbox under 0."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        standing = sa.select(_C.organiser, _C.by_service, _C.event, _C.subject).where(_C.event != "")
        for row in await self._connection.execute(standing):
            found[0 if row.by_service else row.organiser][row.event] = row.subject
        return found

    async def troubles(self) -> Mapping[tuple[BookingState, str], int]:
        """What is amiss with bookings, and with how many."""
        counted = (
            sa.select(_C.state, _C.why, sa.func.count().label("many"))
            .where(_C.why != "", _C.state != BookingState.LAPSED)
            .group_by(_C.state, _C.why)
            .order_by(_C.state, _C.why)
        )
        return {(row.state, row.why): row.many for row in await self._connection.execute(counted)}

    async def token(self, organiser: int) -> str:
        """Up to where the changes of a calendar have been followed; empty where never."""
        found = await self._connection.scalar(sa.select(_T.token).where(_T.organiser == organiser))
        return found or ""

    async def followed(self, organiser: int, since: str, token: str, at: datetime) -> bool:
        """Note that the changes from one token to another are followed; False where others have already."""
        noted = await self._connection.execute(
            insert(calendar_tokens, self._connection)
            .values(organiser=organiser, token=token, at=at)
            .on_conflict_do_update(
                index_elements=[_T.organiser],
                set_={"token": token, "at": at},
                where=_T.token == since,
            )
            .returning(_T.organiser)
        )
        return noted.first() is not None


def _spelled(begins: time | None) -> str:
    return "" if begins is None else f"{begins:%H:%M}"


def _booking_of(row: Row[*tuple[Any, ...]]) -> Booking:
    return Booking(
        subject=row.subject,
        organiser=row.organiser,
        revision=row.revision,
        settled=row.settled,
        state=row.state,
        begins=time.fromisoformat(row.begins) if row.begins else None,
        by_service=row.by_service,
        event=row.event,
        join_url=row.join_url,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        why=row.why,
        claim=row.claim,
        taken_over=row.claim.endswith(_TAKEN_OVER),
    )
