"""SQLite connections that work on the event loop, and go to a thread only where they may have to wait.

aiosqlite hands each step of each statement to a thread and back. A turn takes some twenty such steps, and the
handing over costs far more than the steps: on two shared cores 4 of 9 ms. What a turn asks of SQLite takes
microseconds, since lists are paged and go by their indexes; the one thing that may take long is waiting for
another process's write lock, and that stays with the thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

import aiosqlite

Result = TypeVar("Result")

MAY_WAIT = "BEGIN IMMEDIATE"
ROWS_A_STEP = 64


class QuickConnection(aiosqlite.Connection):
    """An aiosqlite connection whose statements run where they are awaited, but for those that may wait."""

    async def _execute(self, fn: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        if not self._running or self._connection is None or (args and args[0] == MAY_WAIT):
            waited: Result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
            return waited
        return fn(*args, **kwargs)


async def connect(database: str, **settings: Any) -> aiosqlite.Connection:
    """Open a connection, as `aiosqlite.connect` does; `settings` are those of `sqlite3.connect`."""

    def connector() -> sqlite3.Connection:
        # Two threads use it, one at a time: whoever hands a step to the other waits for it.
        opened: sqlite3.Connection = sqlite3.connect(database, **{**settings, "check_same_thread": False})
        return opened

    connection = QuickConnection(connector, ROWS_A_STEP)
    connection._thread.daemon = True
    opened: aiosqlite.Connection = await connection
    return opened
