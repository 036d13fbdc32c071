"""The worker that has people's calendars follow what was agreed here.

It claims bookings for a few minutes, asks what should stand in the calendar in a transaction that only reads,
puts it there outside any transaction, many at a time, and stores what became of each. Putting an appointment
there is done once by its key, so that a worker that is killed in between does no harm: the next one finds it.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from scheduling.settling import BACKOFF, LEAST_WAIT, MOST_ATTEMPTS, SPREAD, UNTIL_SET_UP, Draw
from strategy.faults import described
from strategy.ports import (
    Appointment,
    Booking,
    BookingState,
    Calendars,
    Clock,
    Inviter,
    Outcome,
    Put,
    Store,
    Untrue,
)

log = logging.getLogger("keystone.bookings")

LEASE: Final = timedelta(minutes=5)
"""How long a worker has bookings to itself."""

BATCH: Final = 80
"""How many are claimed at once: four requests of twenty."""

LOOK_EVERY: Final = 2.0
"""Seconds between looks for something to put into a calendar."""

LOOK_LEAST_OFTEN: Final = 60.0


@dataclass(frozen=True, slots=True)
class Booked:
    """What became of bookings that were looked at."""

    booked: int = 0
    lapsed: int = 0
    put_off: int = 0
    failed: int = 0
    left: int = 0

    def __add__(self, other: Booked) -> Booked:
        return Booked(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))

    def __str__(self) -> str:
        counted = ((getattr(self, f.name), f.name.replace("_", " ")) for f in fields(self))
        return ", ".join(f"{number} {what}" for number, what in counted if number) or "nothing to do"


_TALLIES: Final = {
    BookingState.BOOKED: Booked(booked=1),
    BookingState.LAPSED: Booked(lapsed=1),
    BookingState.WAITING: Booked(put_off=1),
    BookingState.FAILED: Booked(failed=1),
}


class Bookings:
    """Puts into calendars what is to stand there. For each object one of `run_due` and `run` at a time."""

    def __init__(
        self,
        store: Store,
        inviter: Inviter,
        calendars: Calendars,
        clock: Clock,
        *,
        service: str = "",
        draw: Draw = random.random,
    ) -> None:
        """`service` is the address of the mailbox that organises for those who have none; empty for none."""
        self._store = store
        self._inviter = inviter
        self._calendars = calendars
        self._clock = clock
        self._service = service
        self._draw = draw
        self._worker = secrets.token_hex(8)
        self._batches = count(1)

    async def run_due(self) -> Booked:
        """Put there all that is due by now; what became of it. Raises what the store raises."""
        due_by, whole = self._clock.now(), Booked()
        while True:
            found = await self._batch(due_by)
            if not found:
                return whole
            whole += found

    async def run(self) -> None:
        """Put there whatever falls due, until cancelled."""
        pause = LOOK_EVERY
        while True:
            try:
                await self._batch(self._clock.now())
                pause = LOOK_EVERY
            except Exception as error:
                pause = min(2 * pause, LOOK_LEAST_OFTEN)
                log.error("looking for what is to be booked failed: %s", described(error))
            await asyncio.sleep(pause)

    async def _batch(self, due_by: datetime) -> Booked:
        claim = f"{self._worker}-{next(self._batches)}"
        async with self._store.transaction() as uow:
            taken = await uow.appointments.claim(claim, due_by, self._clock.now() + LEASE, BATCH)
        if not taken:
            return Booked()
        async with self._store.transaction(read_only=True) as uow:
            made = [(booking, await self._inviter.appointment(uow, booking)) for booking in taken]
        now = self._clock.now()
        done = [lapsed(booking, nothing) for booking, nothing in made if isinstance(nothing, Untrue)]
        wanted = [
            (booking, self._organised(booking, appointment))
            for booking, appointment in made
            if isinstance(appointment, Appointment)
        ]
        for (booking, _), put in zip(wanted, await self._put([each for _, each in wanted]), strict=True):
            done.append(settled(booking, put, now, self._draw, has_service=bool(self._service)))
        return await self._keep(done)

    def _organised(self, booking: Booking, appointment: Appointment) -> Appointment:
        organiser = self._service if booking.by_service else appointment.organiser
        return replace(appointment, organiser=organiser, in_doubt=booking.is_in_doubt)

    async def _put(self, wanted: Sequence[Appointment]) -> Sequence[Put]:
        if not wanted:
            return ()
        try:
            return await self._calendars.put(wanted)
        except Exception as error:
            error_id = secrets.token_hex(4)
            log.error("putting %d appointments failed, error %s: %s", len(wanted), error_id, described(error))
            return [Put(Outcome.FAILED, why=f"error {error_id}")] * len(wanted)

    async def _keep(self, done: Sequence[Booking]) -> Booked:
        whole = Booked()
        async with self._store.transaction() as uow:
            for booking in done:
                stored = await uow.appointments.settle(booking)
                whole += _TALLIES[booking.state] if stored else Booked(left=1)
                if booking.state is BookingState.FAILED:
                    log.warning("booking %s could not be put into a calendar", booking.subject)
        return whole


def lapsed(booking: Booking, nothing: Untrue) -> Booking:
    """A booking for which there is nothing to put into a calendar."""
    return replace(
        booking,
        state=BookingState.LAPSED,
        settled=booking.revision,
        next_try_at=None,
        why=nothing.why,
    )


def settled(booking: Booking, put: Put, now: datetime, draw: Draw, *, has_service: bool) -> Booking:
    """A booking that was put into a calendar, by what the other side said.

    Where its organiser has no calendar there, the service mailbox is tried next, if there is one.
    """
    match put.outcome:
        case Outcome.SENT:
            return replace(
                booking,
                state=BookingState.BOOKED,
                settled=booking.revision,
                event=put.event,
                join_url=put.join_url,
                attempts=0,
                next_try_at=None,
                why=put.why,
            )
        case Outcome.NOT_SET_UP:
            return replace(booking, next_try_at=now + UNTIL_SET_UP, why=put.why)
        case Outcome.UNREACHABLE if has_service and not booking.by_service:
            return replace(booking, by_service=True, event="", attempts=0, next_try_at=now, why=put.why)
        case Outcome.UNREACHABLE:
            return replace(booking, state=BookingState.FAILED, next_try_at=None, why=put.why)
        case Outcome.FAILED:
            return _again(booking, put, now, draw)


def _again(booking: Booking, put: Put, now: datetime, draw: Draw) -> Booking:
    tries = booking.attempts + 1
    if tries >= MOST_ATTEMPTS:
        return replace(booking, state=BookingState.FAILED, attempts=tries, next_try_at=None, why=put.why)
    wait = BACKOFF[booking.attempts] * (1 + SPREAD * (2 * draw() - 1))
    if put.retry_after is not None:
        # To be told to wait is no failure, so the wait that was asked for is enough.
        wait = timedelta(seconds=put.retry_after) + LEAST_WAIT * draw()
    return replace(booking, attempts=tries, next_try_at=now + wait, why=put.why)
