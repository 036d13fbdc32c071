"""Deciding what a Progress Board asks for: agreed or declined, for the Education Improvement Team."""

from __future__ import annotations

from datetime import date, datetime

from strategy.actions.asking_the_eit import decided
from strategy.actions.board_request_duties import settle_decision
from strategy.actions.steps import required_reason
from strategy.board_requests import AskState, BoardRequest, BoardRequestOvertaken
from strategy.errors import NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.ports import UnitOfWork
from strategy.school_year import london_day


def may_decide(person: Person, found: BoardRequest, today: date, uow: UnitOfWork) -> bool:
    """Whether somebody decides on a request for the EIT: never on one that they recorded (our reading)."""
    return person.id != found.by and may_see_school(
        person, Deed.DECIDE_BOARD_REQUEST, found.school, today, uow.trust
    )


async def agree_to_request(
    *, uow: UnitOfWork, now: datetime, person: Person, request_id: int
) -> BoardRequest:
    """Agree to what a Board asks for; what follows from it is done after that, by hand.

    Raises NotAllowed, and BoardRequestOvertaken where something has become of it before.
    """
    found = await _for_decision(uow, now, person, request_id)
    return await _decide(uow, found, AskState.AGREED, person, now)


async def decline_request(
    *, uow: UnitOfWork, now: datetime, person: Person, request_id: int, reason: str
) -> BoardRequest:
    """Decline it with a reason. Raises Invalid without one, and as `agree_to_request`."""
    found = await _for_decision(uow, now, person, request_id)
    reason = required_reason(reason, "it is declined")
    return await _decide(uow, found, AskState.DECLINED, person, now, reason)


async def _decide(
    uow: UnitOfWork,
    found: BoardRequest,
    state: AskState,
    person: Person,
    now: datetime,
    answer: str = "",
) -> BoardRequest:
    after = await decided(uow, found, state, person, now, answer)
    await settle_decision(uow, after, now)
    return after


async def _for_decision(uow: UnitOfWork, now: datetime, person: Person, request_id: int) -> BoardRequest:
    found = await uow.board_requests.get(request_id)
    if found is None or not may_decide(person, found, london_day(now), uow):
        raise NotAllowed(Deed.DECIDE_BOARD_REQUEST)
    if not found.waits:
        raise BoardRequestOvertaken(found)
    return found
