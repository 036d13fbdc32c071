"""One row of the outbox carried to its end: its words are made, sent, and what became of it is stored."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from typing import Final

from scheduling import settling
from scheduling.pace import Pace, Turn
from scheduling.settling import Draw, means_of
from strategy.faults import described
from strategy.outgoing import Means
from strategy.ports import (
    Clock,
    Installation,
    Installer,
    Letter,
    Mailer,
    Messenger,
    Notice,
    NotNow,
    Outcome,
    Outgoing,
    OutgoingState,
    Renderer,
    Rendering,
    Sending,
    Store,
    Untrue,
)

log = logging.getLogger("keystone.deliveries")

Sleep = Callable[[float], Awaitable[None]]

SEND_WITHIN: Final = 60.0
"""Seconds after which a message that nobody answered for counts as failed."""

TRANSACTIONS_AT_ONCE: Final = 4
"""However many messages are under way: connections of the store are there for people's turns first."""

STORE_AGAIN: Final = (0.5, 2.0, 8.0, 16.0)
"""Seconds between tries to store what became of a message: what is not stored goes twice."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of rows that were looked at.

    `redirected` goes by the next means instead, `put_off` is tried again, `failed` is for somebody to look
    at, and `left` is another worker's, or waits for its lease to end.
    """

    sent: int = 0
    dropped: int = 0
    redirected: int = 0
    put_off: int = 0
    failed: int = 0
    left: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))

    def __str__(self) -> str:
        counted = ((getattr(self, f.name), f.name.replace("_", " ")) for f in fields(self))
        return ", ".join(f"{number} {what}" for number, what in counted if number) or "nothing to do"


_MADE_FOR: Final = {Means.TEAMS: Notice, Means.MAIL: Letter, Means.APP: Installation}
"""What is made of a row for each means."""

_LEFT: Final = Tally(left=1)
_TALLIES: Final = {
    OutgoingState.SENT: Tally(sent=1),
    OutgoingState.DROPPED: Tally(dropped=1),
    OutgoingState.WAITING: Tally(put_off=1),
    OutgoingState.FAILED: Tally(failed=1),
}


class Carrier:
    """Carries one row at a time; nothing that goes wrong with it is raised."""

    def __init__(
        self,
        store: Store,
        renderer: Renderer,
        messenger: Messenger,
        mailer: Mailer,
        installer: Installer,
        clock: Clock,
        pace: Pace,
        *,
        draw: Draw,
        sleep: Sleep,
        send_within: float = SEND_WITHIN,
    ) -> None:
        self._store = store
        self._renderer = renderer
        self._messenger = messenger
        self._mailer = mailer
        self._installer = installer
        self._clock = clock
        self._pace = pace
        self._draw = draw
        self._sleep = sleep
        self._send_within = send_within
        self._transactions = asyncio.Semaphore(TRANSACTIONS_AT_ONCE)

    async def carry(self, row: Outgoing, turn: Turn) -> Tally:
        """Make the words, send them outside any transaction, and store what came of it."""
        made = await self._made(row)
        if isinstance(made, Untrue | NotNow):
            turn.unused()
            return await self._keep(row, settling.not_sent(row, made, self._clock.now()))
        sending = made if isinstance(made, Sending) else await self._sent(row, made)
        if sending.outcome is Outcome.NOT_SET_UP:
            turn.unused()
        if sending.retry_after is not None:
            self._pace.hold(means_of(row), row.recipient, sending.retry_after)
        return await self._keep(row, settling.sent(row, sending, self._clock.now(), self._draw))

    async def put_back(self, row: Outgoing, seconds: float) -> Tally:
        """Have it wait, since the other side has asked to be left alone for so long."""
        return await self._keep(row, settling.held(row, seconds, self._clock.now(), self._draw))

    async def _made(self, row: Outgoing) -> Rendering | Sending:
        """The words as they are true now; that it failed, where they cannot be made."""
        try:
            async with self._transactions, self._store.transaction(read_only=True) as uow:
                made = await self._renderer.render(uow, row, means_of(row), self._clock.now())
            if not isinstance(made, _MADE_FOR[means_of(row)] | Untrue | NotNow):
                raise TypeError
        except Exception as error:
            return _fault("making the words of", row, error)
        return made

    async def _sent(self, row: Outgoing, made: Notice | Letter | Installation) -> Sending:
        try:
            async with asyncio.timeout(self._send_within):
                if isinstance(made, Notice):
                    return await self._messenger.deliver(row.recipient, made)
                if isinstance(made, Installation):
                    return await self._installer.install(made)
                return await self._mailer.deliver(row.key, made)
        except TimeoutError:
            return Sending(Outcome.FAILED, "no answer came in time")
        except Exception as error:
            return _fault("sending", row, error)

    async def _keep(self, before: Outgoing, row: Outgoing) -> Tally:
        """Store how a row stands now. Where that cannot be done it is free again when its lease ends."""
        for pause in (0.0, *STORE_AGAIN):
            if pause:
                await self._sleep(pause)
            try:
                stored = await self._settle(row)
            except Exception as error:
                log.error("storing what became of outgoing %d failed: %s", row.id, described(error))
                continue
            return _tally(before, row) if stored else _LEFT
        return _LEFT

    async def _settle(self, row: Outgoing) -> bool:
        async with self._transactions, self._store.transaction() as uow:
            stored = await uow.outbox.settle(row)
        if not stored:
            log.warning("outgoing %d was another worker's by the time it was to be stored", row.id)
        elif row.state is OutgoingState.FAILED:
            log.warning("outgoing %d for person %d could not be delivered", row.id, row.recipient)
        return stored


def _tally(before: Outgoing, row: Outgoing) -> Tally:
    is_redirected = row.state is OutgoingState.WAITING and row.means is not before.means
    return Tally(redirected=1) if is_redirected else _TALLIES[row.state]


def _fault(doing: str, row: Outgoing, error: Exception) -> Sending:
    """A fault of ours, or of what we call: logged under an id, which the row has as its reason."""
    error_id = secrets.token_hex(4)
    log.error("%s outgoing %d failed, error %s: %s", doing, row.id, error_id, described(error))
    return Sending(Outcome.FAILED, f"error {error_id}")
