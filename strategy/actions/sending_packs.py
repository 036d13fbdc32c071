"""Packs that go out before meetings by themselves, and what came after one: found from the data.

First it is found what is to go out, which reads much and writes nothing; then that is claimed, as a unique
row for each meeting, day and reader, with the row of the outbox that tells of it. So it can be broken off
anywhere and be done by several at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from strategy.actions.handing_out import Wanted
from strategy.actions.packing import gather_pack
from strategy.errors import NotAllowed
from strategy.later_papers import counted, later
from strategy.meetings import Meeting
from strategy.nudges import may_tell_now
from strategy.outgoing import OutgoingKind
from strategy.pack_days import is_pack_out, last_day_ahead
from strategy.packs import Pack
from strategy.packs_access import readers_of
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import MeetingQuery, Outgoing, PackSending, UnitOfWork
from strategy.school_year import london_day

MEETINGS_AT_A_TIME = 20
"""Meetings that one transaction looks at."""
_FOR_ALL = frozenset(Body) - {Body.PROGRESS_BOARD}


class ToSend(NamedTuple):
    """What is to go out of some meetings, and where to go on; None where those were the last."""

    sendings: Sequence[PackSending]
    end: int | None


async def packs_to_send(
    *, uow: UnitOfWork, policy: Policy, now: datetime, offset: int = 0, limit: int = MEETINGS_AT_A_TIME
) -> ToSend:
    """The packs, and what came after them, that are to go out now; of some meetings, the earliest first.

    Nothing goes out outside working hours, before the trust goes live, or once a meeting has begun. What came
    later goes out once there is some that the reader may see, and to nobody twice on a day.
    """
    trust, today = uow.trust, london_day(now)
    calendar = policy.working_calendar(trust.calendar)
    if not may_tell_now(now, policy, calendar):
        return ToSend((), None)
    query = MeetingQuery(today, last_day_ahead(today, policy, calendar), _FOR_ALL, None)
    page = await uow.meetings.page(query, offset=offset, limit=limit)
    meetings = [each for each in page.items if is_pack_out(each, now, policy, calendar)]
    last = await uow.pack_sendings.last([each.id for each in meetings])
    found = []
    for meeting in meetings:
        for reader in readers_of(meeting, policy, trust, today):
            sending = await _next(uow, policy, now, meeting, reader, last)
            found += [sending] if sending is not None else []
    end = offset + len(page.items)
    return ToSend(found, end if page.items and end < page.total else None)


async def _next(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    meeting: Meeting,
    reader: int,
    last: Mapping[tuple[int, date, int], PackSending],
) -> PackSending | None:
    """What goes out of a meeting to one reader now: the pack, or what came later; None for nothing."""
    before = last.get((meeting.id, meeting.day, reader))
    if before is None:
        return PackSending(meeting.id, meeting.day, reader, 1, now)
    if london_day(before.at) >= london_day(now):
        return None
    person = uow.trust.person(reader)
    pack = await gather_pack(uow=uow, policy=policy, now=now, reader=person, meeting_id=meeting.id)
    if not counted(later(pack, before.at)):
        return None
    return replace(before, number=before.number + 1, at=now)


async def send_packs(*, uow: UnitOfWork, sendings: Sequence[PackSending]) -> int:
    """Have packs go out, each once; how many were new."""
    new = 0
    for sending in sendings:
        if await uow.pack_sendings.add(sending):
            await uow.outbox.put([_outgoing(sending)])
            new += 1
    return new


def _outgoing(sending: PackSending) -> Outgoing:
    kind = OutgoingKind.PACK_READY if sending.number == 1 else OutgoingKind.PACK_LATER
    subject = f"pack:{sending.meeting}:{sending.day}:{sending.number}"
    return Outgoing(f"{kind}:{subject}:{sending.person}", kind, sending.person, subject, sending.at)


@dataclass(frozen=True, slots=True)
class LaterPapers:
    """What of a meeting's pack came after something of it went out to a reader at an instant; `pack` holds
    that alone.
    """

    pack: Pack
    since: datetime


async def later_papers(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int, number: int
) -> LaterPapers:
    """The supplement of a number, with what has come since.

    Raises NotAllowed where they may not have the pack, and where no such thing went out to them for the day
    that the meeting has.
    """
    pack = await gather_pack(uow=uow, policy=policy, now=now, reader=reader, meeting_id=meeting_id)
    before = await uow.pack_sendings.get(meeting_id, pack.meeting.day, reader.id, number - 1)
    if before is None:
        raise NotAllowed(Deed.READ_BOARD_PACK)
    return LaterPapers(later(pack, before.at), before.at)


async def later_papers_wanted(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int, number: int
) -> tuple[LaterPapers, Wanted]:
    """The same, and the document that they are, which is made anew whenever it is handed out.

    Raises NotAllowed as `later_papers`.
    """
    found = await later_papers(
        uow=uow, policy=policy, now=now, reader=reader, meeting_id=meeting_id, number=number
    )
    meeting = found.pack.meeting
    wanted = Wanted(
        OutgoingKind.LATER_PAPERS_SENT,
        f"later_papers:{meeting.id}:{number}",
        meeting.school or None,
        "later papers",
        f"meeting:{meeting.id}",
        {"body": str(meeting.body), "reports": [report.id for report in found.pack.reports]},
    )
    return found, wanted
