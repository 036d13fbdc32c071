"""How much is asked of each mailbox at a time: whoever asks takes so many of its lanes, in turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager


class Lanes:
    """So many lanes for each mailbox. Those of several are taken together or not at all, so that nobody who
    waits holds what another waits for.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._taken: dict[str, int] = {}
        self._waiting: list[tuple[Mapping[str, int], asyncio.Future[None]]] = []

    @asynccontextmanager
    async def taken(self, wanted: Mapping[str, int]) -> AsyncGenerator[None]:
        """Hold lanes: how many of which mailbox; never more than there are."""
        lanes: dict[str, int] = {}
        for mailbox, many in wanted.items():
            lanes[mailbox.casefold()] = min(self._width, lanes.get(mailbox.casefold(), 0) + many)
        await self._take(lanes)
        try:
            yield
        finally:
            self._give(lanes)

    async def _take(self, lanes: Mapping[str, int]) -> None:
        turn = asyncio.get_running_loop().create_future()
        waiter = (lanes, turn)
        self._waiting.append(waiter)
        self._go_on()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give(lanes)
            elif waiter in self._waiting:
                self._waiting.remove(waiter)
                self._go_on()
            raise

    def _give(self, lanes: Mapping[str, int]) -> None:
        for mailbox, many in lanes.items():
            left = self._taken[mailbox] - many
            if left:
                self._taken[mailbox] = left
            else:
                del self._taken[mailbox]
        self._go_on()

    def _go_on(self) -> None:
        """Let go on whoever can, past nobody who came earlier and waits for the same mailbox."""
        spoken_for: set[str] = set()
        for waiter in list(self._waiting):
            lanes, turn = waiter
            fits = all(self._taken.get(one, 0) + many <= self._width for one, many in lanes.items())
            if turn.cancelled() or (fits and spoken_for.isdisjoint(lanes)):
                self._waiting.remove(waiter)
                if not turn.cancelled():
                    for mailbox, many in lanes.items():
                        self._taken[mailbox] = self._taken.get(mailbox, 0) + many
                    turn.set_result(None)
            else:
                spoken_for |= lanes.keys()
