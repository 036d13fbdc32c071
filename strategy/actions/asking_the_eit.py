"""Recording what a Progress Board asks of the Education Improvement Team, in its minutes or by itself.

What a Board asks for is in no audit entry; those who are to decide are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from strategy.actions.board_request_duties import reconcile_board_requests
from strategy.actions.held_meetings import recorded_after_all, sitting_fault
from strategy.board_requests import (
    LONGEST_ASK,
    MOST_ASKS,
    AskedAlready,
    AskState,
    AskText,
    BoardRequest,
    BoardRequestOvertaken,
    NoBoardHeld,
    asked_to_decide,
    difference,
    hears_of_decision,
)
from strategy.errors import Invalid, NotAllowed
from strategy.meetings import Meeting
from strategy.minutes import Minutes, Sitting
from strategy.minutes_access import may_record_minutes
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import AuditEntry, HeldQuery, Outgoing, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import Membership

_BACK = timedelta(days=183)
"""How long ago a Board may have met whose request is recorded by itself."""


def may_ask(person: Person, uow: UnitOfWork, policy: Policy, today: date) -> bool:
    """Whether somebody records what Boards ask for: whoever chairs or clerks them."""
    return may_record_minutes(person, Body.PROGRESS_BOARD, policy, uow.trust, today)


async def ask_the_eit(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    text: AskText,
    held_on: date | None = None,
) -> BoardRequest:
    """Record that a school's Board asks for something; it is put to the last Board that was held. One that
    nobody had recorded is with the day `held_on`.

    Raises NotAllowed, NotFound, Invalid for a school that has no Board and for no or too many words,
    NoBoardHeld where none is recorded and no day is given on which it can have been, and AskedAlready where
    the same waits.
    """
    today = london_day(now)
    if not may_ask(person, uow, policy, today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    known = uow.trust.current_school(school)
    if known.status is Membership.JOINING:
        raise Invalid({"school": f"{known.known_as} is joining the trust and has no Progress Board yet."})
    check_asks([text])
    for waiting in await uow.board_requests.waiting([school]):
        if waiting.text == text:
            raise AskedAlready(waiting)
    meeting = await _held(uow, policy, now, person, school, held_on)
    made = await _made(uow, BoardRequest(0, school, text, person.id, now, meeting.id))
    await reconcile_board_requests(uow, policy, [school], today)
    return made


async def _held(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str, held_on: date | None
) -> Meeting:
    """The last Board of a school that was held. Raises NoBoardHeld."""
    today = london_day(now)
    held = await uow.minutes.held(HeldQuery(today - _BACK, today, boards=frozenset({school})), limit=1)
    if held:
        return held[0].meeting
    name = uow.trust.school(school).known_as
    if held_on is None:
        coming = await uow.meetings.first(Body.PROGRESS_BOARD, school, today)
        said = f"No Progress Board of {name} is recorded as held."
        raise NoBoardHeld(said, coming.day if coming is not None else None)
    sitting = Sitting(Body.PROGRESS_BOARD, school, held_on)
    fault = sitting_fault(sitting, policy, uow, today)
    if not fault and held_on < today - _BACK:
        fault = f"{held_on:%A %-d %B %Y} is too long ago for a request of today."
    if fault:
        raise NoBoardHeld(fault)
    return await recorded_after_all(uow, policy, now, person, sitting)


def check_asks(asks: Sequence[AskText]) -> None:
    """Raise Invalid for requests that say nothing or too much, and for too many."""
    if len(asks) > MOST_ASKS:
        raise Invalid({"asks": f"At most {MOST_ASKS} requests can be kept; these are {len(asks)}."})
    for each in asks:
        if not each.words.strip():
            raise Invalid({"asks": "Please say what the Board asks for."})
        if len(each.words) > LONGEST_ASK:
            raise Invalid({"asks": f"At most {LONGEST_ASK} characters of a request can be kept."})


async def follow_minutes(uow: UnitOfWork, policy: Policy, made: Minutes, asks: Sequence[AskText]) -> None:
    """Have the requests of a Board be those that its minutes name as they stand.

    One that they no longer name is withdrawn if it still waits; what was decided stays so.
    """
    meeting, last = made.meeting, made.last
    change = difference(await uow.board_requests.of_minutes(made.id), asks)
    for gone in change.gone:
        # Where it was decided at this very moment it stays so.
        with suppress(BoardRequestOvertaken):
            await _ended(uow, gone, AskState.WITHDRAWN, last.by, last.at)
    for text in change.new:
        new = BoardRequest(0, meeting.school, text, last.by, last.at, meeting.id, made.id)
        await _made(uow, new)
    if change.gone or change.new:
        await reconcile_board_requests(uow, policy, [meeting.school], london_day(last.at))


def may_withdraw(person: Person, found: BoardRequest, uow: UnitOfWork, policy: Policy, today: date) -> bool:
    """Whether somebody may take a request back: who records what Boards ask for."""
    return found.waits and may_ask(person, uow, policy, today)


async def withdraw_request(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, request_id: int
) -> BoardRequest:
    """Take back what a Board asked for. Raises NotAllowed, and BoardRequestOvertaken once it was decided."""
    found = await uow.board_requests.get(request_id)
    today = london_day(now)
    if found is None or not may_ask(person, uow, policy, today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    if not found.waits:
        raise BoardRequestOvertaken(found)
    after = await _ended(uow, found, AskState.WITHDRAWN, person.id, now)
    await reconcile_board_requests(uow, policy, [found.school], today)
    return after


async def decided(
    uow: UnitOfWork, found: BoardRequest, state: AskState, person: Person, now: datetime, answer: str
) -> BoardRequest:
    """Store what the EIT decided, record it, and have the Board's members told.

    Raises BoardRequestOvertaken where somebody else was quicker.
    """
    after = await _ended(uow, found, state, person.id, now, answer)
    await _tell(uow, after, hears_of_decision(after, uow.trust), now)
    return after


async def _made(uow: UnitOfWork, request: BoardRequest) -> BoardRequest:
    made = await uow.board_requests.add(request)
    await _record(uow, made, "board request recorded", made.by, made.at)
    asked = asked_to_decide(made, uow.trust)
    await _tell(uow, made, asked[1] if asked else (), made.at)
    return made


async def _ended(
    uow: UnitOfWork, found: BoardRequest, state: AskState, by: int, at: datetime, answer: str = ""
) -> BoardRequest:
    after = found.ended(state, by, at, answer)
    if not await uow.board_requests.end(after):
        raise BoardRequestOvertaken(await uow.board_requests.get(found.id) or found)
    await _record(uow, after, f"board request {state}", by, at)
    return after


async def _record(uow: UnitOfWork, found: BoardRequest, deed: str, by: int, at: datetime) -> None:
    details = {"kind": str(found.text.kind), "meeting": found.meeting, "minutes": found.minutes}
    await uow.audit.record(AuditEntry(at, by, deed, found.about, found.school, details))


async def _tell(uow: UnitOfWork, found: BoardRequest, people: Iterable[int], at: datetime) -> None:
    kind = OutgoingKind.BOARD_REQUEST
    await uow.outbox.put(
        [Outgoing(f"{kind}:{found.key}:{person}", kind, person, found.key, at) for person in people]
    )
