"""Which meetings somebody may see, and which are their own.

Anybody may know when the bodies meet that are for all schools; a school's Progress Boards, whose rhythm shows
its risk, only those whom `access.MAY` lets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from strategy.actions.booking_meetings import key_of
from strategy.designations import Risk
from strategy.errors import NotAllowed, NotFound
from strategy.meeting_seats import boards_of, bodies_of, is_online
from strategy.meetings import Meeting, round_of
from strategy.people import Person
from strategy.permissions import Deed, Scope, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import Cancellation, MeetingQuery, Page, UnitOfWork

_FOR_ALL = frozenset(Body) - {Body.PROGRESS_BOARD}


@dataclass(frozen=True, slots=True)
class SeenMeeting:
    """A meeting with what its plan and the calendar say of it.

    `month` is its round's (see `round_of` for what no plan knows); `chair` is None and `join_url` empty where
    nobody has said. `revision` counts how often its calendar entry was changed, 0 where it has none.
    `cancellation` says who cancelled one that does not stand, where somebody did.
    """

    meeting: Meeting
    month: int
    online: bool = False
    chair: int | None = None
    join_url: str = ""
    revision: int = 0
    cancellation: Cancellation | None = None


async def meetings_seen(
    *,
    uow: UnitOfWork,
    policy: Policy,
    asker: Person,
    starts: date,
    ends: date,
    body: Body | None = None,
    schools: frozenset[str] | None = None,
    risk: Risk | None = None,
    mine: bool = False,
    cancelled: bool = False,
    offset: int = 0,
    limit: int = 10,
) -> Page[SeenMeeting]:
    """Meetings that stand from a day to a day, of those that somebody may see; `mine` are those in which they
    sit, or which they clerk. With `cancelled`, those that were cancelled instead.

    `schools` (URNs) or a `risk` narrow to Progress Boards. Risk counts only of schools whose risk they may
    see. Raises NotAllowed where a school is named, or a risk, of which they may know nothing.
    """
    edition = policy.on(starts, uow.trust.calendar)
    bodies = _FOR_ALL if body is None else _FOR_ALL & {body}
    boards = _reach(uow, asker, Deed.SEE_MEETINGS, starts)
    if schools and boards is not None and not schools <= boards:
        raise NotAllowed(Deed.SEE_MEETINGS)
    if mine:
        bodies &= bodies_of(asker, edition, uow.trust)
        boards = _both(boards, boards_of(asker, edition, uow.trust))
    if schools is not None or risk is not None:
        bodies = frozenset()
        boards = _both(boards, schools)
    if risk is not None:
        known = _reach(uow, asker, Deed.SEE_RISK, starts)
        if known is not None and not known:
            raise NotAllowed(Deed.SEE_RISK)
        at_risk = frozenset(school.urn for school in uow.trust.current_schools() if school.risk is risk)
        boards = _both(_both(boards, known), at_risk)
    if body not in (None, Body.PROGRESS_BOARD):
        boards = frozenset()
    query = MeetingQuery(starts, ends, bodies, boards, cancelled)
    page = await uow.meetings.page(query, offset=offset, limit=limit)
    seen = await _with_plans(uow, policy, page.items)
    return Page(tuple(seen), page.total, page.offset)


async def see_meeting(
    *, uow: UnitOfWork, policy: Policy, asker: Person, today: date, meeting_id: int
) -> SeenMeeting:
    """One meeting, for somebody who may see it. Raises NotFound, also where they may not."""
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None:
        raise NotFound("meeting")
    if meeting.school and not may_see_school(asker, Deed.SEE_MEETINGS, meeting.school, today, uow.trust):
        raise NotFound("meeting")
    return (await _with_plans(uow, policy, [meeting]))[0]


async def _with_plans(uow: UnitOfWork, policy: Policy, meetings: Sequence[Meeting]) -> list[SeenMeeting]:
    lines = await uow.meeting_plans.of_meetings([each.id for each in meetings])
    bookings = await uow.appointments.of([key_of(each.id) for each in meetings])
    gone = [each.id for each in meetings if each.withdrawn_on is not None]
    cancellations = await uow.meeting_cancellations.of_meetings(gone)
    found = []
    for each in meetings:
        line, booking = lines.get(each.id), bookings.get(key_of(each.id))
        edition = policy.on(each.day, uow.trust.calendar)
        found.append(
            SeenMeeting(
                each,
                line.month if line is not None else round_of(each, edition),
                line.online if line is not None else is_online(edition.meetings[each.body]),
                line.chair if line is not None else None,
                booking.join_url if booking is not None else "",
                booking.revision if booking is not None else 0,
                cancellations.get(each.id),
            )
        )
    return found


def _reach(uow: UnitOfWork, asker: Person, deed: Deed, day: date) -> frozenset[str] | None:
    """The schools that a deed reaches from a day on; None for every school."""
    found: Scope = scope(asker, deed, uow.trust, frozenset())
    if found.everything:
        return None
    return found.schools | {urn for urn, span in found.spans if span.ends >= day}


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
