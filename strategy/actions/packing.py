"""Gathering the pack of a meeting for somebody: what is in it, and only what they may see."""

from __future__ import annotations

from datetime import datetime

from strategy.errors import NotAllowed
from strategy.meetings import Meeting
from strategy.packs import Pack
from strategy.packs_access import may_have_pack
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.school_year import london_day


async def gather_pack(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int
) -> Pack:
    """The pack of a meeting as it is now, for one reader.

    Raises NotAllowed both where they may not have it and where there is no such meeting.
    """
    meeting = await require_pack(uow, policy, now, reader, meeting_id)
    sections = ()
    return Pack(meeting, reader.id, now, sections, meeting.day.month)


async def require_pack(
    uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int
) -> Meeting:
    """The meeting, where somebody may have its pack. Raises NotAllowed as `gather_pack`."""
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None or not may_have_pack(reader, meeting, policy, uow.trust, london_day(now)):
        raise NotAllowed(Deed.READ_BOARD_PACK)
    return meeting
