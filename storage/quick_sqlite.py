"""SQLite connections that work on the event loop, and go to a thread only where they may have to wait.

aiosqlite hands each step of each statement to a thread and back. A turn takes some twenty such steps, and the
handing over costs far more than the steps: on two shared cores 4 of 9 ms. What a turn asks of SQLite takes
microseconds, since lists are paged and go by their indexes; the one thing that may take long is waiting for
another process's write lock, and that stays with the thread.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import aiosqlite

Result = TypeVar("Result")

MAY_WAIT = "BEGIN IMMEDIATE"
ROWS_A_STEP = 64


class QuickConnection(aiosqlite.Connection):
    """An aiosqlite connection whose statements run where they are awaited, but for those that have to wait.

    `wait_seconds` is how long one waits for another's lock.
    """

    def __init__(
        self, connector: Callable[[], sqlite3.Connection], rows_a_step: int, *, wait_seconds: float
    ) -> None:
        super().__init__(connector, rows_a_step)
        self._wait_milliseconds = round(wait_seconds * 1000)
        self._in_thread: deque[None] = deque()

    async def _execute(self, fn: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        # Somebody who was waiting for a lock may have gone (a time-out, a lost client) while the thread waits
        # on: what follows, closing above all, must queue up behind it and not use the connection meanwhile.
        if not self._running or self._connection is None:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call]
        must_wait = bool(self._in_thread)
        if not must_wait and args and args[0] == MAY_WAIT:
            # Mostly nobody else writes, and the lock is there for the asking.
            try:
                return self._without_waiting(self._connection, fn, *args, **kwargs)
            except sqlite3.OperationalError as refused:
                if refused.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                must_wait = True
        if must_wait:
            self._in_thread.append(None)
            waited: Result = await super()._execute(self._leaving, fn, *args, **kwargs)  # type: ignore[no-untyped-call]
            return waited
        return fn(*args, **kwargs)

    def _without_waiting(
        self, connection: sqlite3.Connection, fn: Callable[..., Result], *args: Any, **kwargs: Any
    ) -> Result:
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            return fn(*args, **kwargs)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {self._wait_milliseconds}")

    def _leaving(self, fn: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        try:
            return fn(*args, **kwargs)
        finally:
            self._in_thread.pop()


async def connect(database: str, **settings: Any) -> aiosqlite.Connection:
    """Open a connection, as `aiosqlite.connect` does; `settings` are those of `sqlite3.connect`, of which
    `timeout` (seconds) is needed.
    """

    def connector() -> sqlite3.Connection:
        # Two threads use it, one at a time: whoever hands a step to the other waits for it.
        opened: sqlite3.Connection = sqlite3.connect(database, **{**settings, "check_same_thread": False})
        return opened

    connection = QuickConnection(connector, ROWS_A_STEP, wait_seconds=settings["timeout"])
    connection._thread.daemon = True
    try:
        opened: aiosqlite.Connection = await connection
    except sqlite3.Error:
        # Its thread is ending; were the event loop closed before that, it would end with a traceback.
        connection._thread.join(timeout=1)
        raise
    return opened
