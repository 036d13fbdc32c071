"""The only place that reads the time. Everything else is handed a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place


class RunningClock:
    """A clock that was set to an instant and runs on from there: for the demonstration and for trying things.

    It counts with a monotonic counter (seconds), so a change of the machine's clock does not move it.
    """

    def __init__(self, started_from: datetime, counter: Callable[[], float] = time.monotonic) -> None:
        if started_from.tzinfo is None:
            raise ValueError("A clock needs an instant with a time zone.")
        self._started_from = started_from.astimezone(UTC)
        self._counter = counter
        self._at_start = counter()

    def now(self) -> datetime:
        """The instant it was set to plus the time since then, in UTC."""
        return self._started_from + timedelta(seconds=self._counter() - self._at_start)
