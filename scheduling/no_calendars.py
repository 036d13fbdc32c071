"""Where no calendars are set up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from strategy.ports import Appointment, Busy, Changes, Outcome, Put

NO_CALENDARS: Final = "no calendars are set up"
"""Why bookings wait, as they are listed."""


class NoCalendars:
    """Calendars that hold nothing: what is to stand in one waits until they are set up."""

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        """Say that there are none."""
        return [Put(Outcome.NOT_SET_UP, why=NO_CALENDARS)] * len(appointments)

    async def busy(
        self, addresses: Sequence[str], starts: datetime, ends: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        """Nothing is known of anybody."""
        return {}

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        """Nothing ever changes."""
        return Changes((), token)
