"""Seeing what Progress Boards ask of the EIT: for those who read the minutes of that Board."""

from __future__ import annotations

from datetime import date

from strategy.board_requests import AskState, BoardRequest
from strategy.errors import NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.ports import BoardRequestQuery, Page, UnitOfWork


def may_see(reader: Person, found: BoardRequest, today: date, uow: UnitOfWork) -> bool:
    """Whether somebody may see a request."""
    return may_see_school(reader, Deed.READ_MINUTES, found.school, today, uow.trust)


def sees_all(reader: Person, uow: UnitOfWork) -> bool:
    """Whether somebody may see those of every school."""
    return scope(reader, Deed.READ_MINUTES, uow.trust, frozenset()).everything


async def see_request(*, uow: UnitOfWork, today: date, reader: Person, request_id: int) -> BoardRequest:
    """One request. Raises NotAllowed both where it may not be seen and where there is none."""
    found = await uow.board_requests.get(request_id)
    if found is None or not may_see(reader, found, today, uow):
        raise NotAllowed(Deed.READ_MINUTES)
    return found


async def list_board_requests(
    *,
    uow: UnitOfWork,
    reader: Person,
    states: frozenset[AskState] | None = None,
    school: str | None = None,
    offset: int = 0,
    limit: int = 10,
) -> Page[BoardRequest]:
    """Requests that somebody may see, those that wait first. Raises NotAllowed where they see none such."""
    reach = scope(reader, Deed.READ_MINUTES, uow.trust, frozenset())
    schools = None if reach.everything else frozenset(reach.schools)
    if school is not None:
        schools = frozenset({school}) if schools is None or school in schools else frozenset()
    if schools is not None and not schools:
        raise NotAllowed(Deed.READ_MINUTES)
    query = BoardRequestQuery(states, schools)
    return await uow.board_requests.page(query, offset=offset, limit=limit)
