"""Reading minutes: which there are, how they stand, and having their file sent to oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from strategy.errors import NotAllowed
from strategy.minutes import Minutes, Sitting
from strategy.minutes_access import bodies_read, bodies_to_minute, may_read_minutes, may_record_minutes
from strategy.minutes_duties import Held
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import AuditEntry, HeldQuery, Outgoing, UnitOfWork
from strategy.school_year import london_day

_BACK = timedelta(days=400)
"""How far back meetings are looked for: all of a year, and the round before it."""


@dataclass(frozen=True, slots=True)
class SeenMinutes:
    """Minutes for somebody who may read them, and whether they may amend them."""

    minutes: Minutes
    may_amend: bool


async def see_minutes(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, minutes_id: int
) -> SeenMinutes:
    """The minutes of one meeting; the reading is recorded.

    Raises NotAllowed both where they may not be read and where there are none.
    """
    found = await uow.minutes.get(minutes_id)
    today = london_day(now)
    if found is None or not may_read(found, reader, policy, uow, today):
        raise NotAllowed(Deed.READ_MINUTES)
    if reader.id != found.last.by:
        await _record(uow, now, reader, found, "minutes read")
    amends = may_record_minutes(reader, found.meeting.body, policy, uow.trust, today)
    return SeenMinutes(found, amends)


def may_read(minutes: Minutes, reader: Person, policy: Policy, uow: UnitOfWork, today: date) -> bool:
    """Whether somebody may read minutes."""
    meeting = minutes.meeting
    sitting = Sitting(meeting.body, meeting.school, meeting.day)
    return may_read_minutes(reader, sitting, policy, uow.trust, today)


async def meetings_to_read(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    reader: Person,
    body: Body | None = None,
    school: str | None = None,
    starts: date | None = None,
    ends: date | None = None,
    minuted: bool | None = True,
    limit: int = 50,
) -> Sequence[Held]:
    """The meetings held whose minutes somebody may read, the latest first, of a year back or of some days.

    `body` and `school` narrow them. Raises NotAllowed where they may read none such.
    """
    reach = scope(reader, Deed.READ_MINUTES, uow.trust, frozenset())
    boards = None if reach.everything else reach.schools
    bodies = frozenset(bodies_read(reader, policy, uow.trust, today))
    return await _held(
        uow, today, (boards, bodies), body, school, starts, ends, minuted, limit, Deed.READ_MINUTES
    )


async def meetings_to_minute(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    person: Person,
    body: Body | None = None,
    school: str | None = None,
    minuted: bool | None = False,
    limit: int = 50,
) -> Sequence[Held]:
    """The meetings held whose minutes somebody may record, the latest first: those without any.

    Raises NotAllowed where they may record none such.
    """
    theirs = bodies_to_minute(person, policy, uow.trust, today)
    terms = policy.on(today, uow.trust.calendar).meetings
    boards = None if any(terms[each].each_school for each in theirs) else frozenset[str]()
    bodies = frozenset(each for each in theirs if not terms[each].each_school)
    return await _held(
        uow, today, (boards, bodies), body, school, None, None, minuted, limit, Deed.RECORD_MINUTES
    )


async def _held(
    uow: UnitOfWork,
    today: date,
    reach: tuple[frozenset[str] | None, frozenset[Body]],
    body: Body | None,
    school: str | None,
    starts: date | None,
    ends: date | None,
    minuted: bool | None,
    limit: int,
    deed: Deed,
) -> Sequence[Held]:
    boards, bodies = reach
    if body is not None and body is not Body.PROGRESS_BOARD:
        boards, bodies = frozenset(), bodies & {body}
    elif body is not None or school is not None:
        bodies = frozenset()
    if school is not None:
        boards = frozenset({school}) if boards is None or school in boards else frozenset()
    if not bodies and boards == frozenset():
        raise NotAllowed(deed)
    last = min(ends or today, today)
    return await uow.minutes.held(
        HeldQuery(starts or today - _BACK, last, bodies, boards, minuted), limit=limit
    )


async def send_minutes(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, minutes_id: int
) -> Minutes:
    """Have minutes sent to the reader's own address, with their file; raises NotAllowed as `see_minutes`."""
    found = await uow.minutes.get(minutes_id)
    if found is None or not may_read(found, reader, policy, uow, london_day(now)):
        raise NotAllowed(Deed.READ_MINUTES)
    kind = OutgoingKind.MINUTES_SENT
    # Once a minute, so that pressing twice sends one mail.
    key = f"{kind}:{found.key}:{reader.id}:{now:%Y-%m-%dT%H:%M}"
    await uow.outbox.put([Outgoing(key, kind, reader.id, found.key, now)])
    await _record(uow, now, reader, found, "minutes sent to the reader")
    return found


async def _record(uow: UnitOfWork, now: datetime, reader: Person, minutes: Minutes, deed: str) -> None:
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=reader.id,
            deed=deed,
            subject=f"minutes:{minutes.id}",
            school=minutes.meeting.school or None,
            details={"version": minutes.last.number},
        )
    )
