"""Keeping the decisions that Boards ask of the EIT with what waits, offices and the day of the next EIT.

Reconciling twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.showing import next_meeting
from strategy.board_requests import BoardRequest, decisions_owed
from strategy.duties import Changes, DutyKind, DutyState, reconcile
from strategy.meetings import NextMeeting
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import UnitOfWork
from strategy.school_year import ONE_DAY, london_day


async def eit_for(uow: UnitOfWork, policy: Policy, found: BoardRequest) -> NextMeeting:
    """The EIT that is to take a request: the first after the day on which it was recorded, or the day that
    stands in for it. It stays that one when it has passed.
    """
    after = london_day(found.at) + ONE_DAY
    return await next_meeting(uow=uow, policy=policy, body=Body.EIT, school="", from_day=after, today=after)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Which EIT takes a request: the next one for it; `undecided_on` is the day of the recorded one that was
    to, where that is over and did not.
    """

    coming: NextMeeting
    undecided_on: date | None = None


async def taken_up(uow: UnitOfWork, policy: Policy, found: BoardRequest, today: date) -> TakenUp:
    """Which EIT takes a request that waits, as far as one knows today. Its deadline stays the first."""
    first = await eit_for(uow, policy, found)
    if first.day >= today:
        return TakenUp(first)
    coming = await next_meeting(uow=uow, policy=policy, body=Body.EIT, school="", from_day=today, today=today)
    return TakenUp(coming, first.day if first.is_recorded else None)


async def left_undecided(
    uow: UnitOfWork, policy: Policy, requests: Iterable[BoardRequest], today: date
) -> Mapping[int, date]:
    """The day of the EIT that was to decide them and did not, of those of some requests that wait for which
    there was one, by id.
    """
    # Most were recorded on a few days.
    by_day: dict[date, date | None] = {}
    found = {}
    for each in requests:
        recorded = london_day(each.at)
        if recorded not in by_day:
            by_day[recorded] = (await taken_up(uow, policy, each, today)).undecided_on
        if (missed := by_day[recorded]) is not None and each.waits:
            found[each.id] = missed
    return found


async def reconcile_board_requests(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], _today: date
) -> Changes:
    """Have the decisions that some schools' Boards ask for follow; what that changed."""
    stored = await uow.duties.of_schools([DutyKind.BOARD_REQUEST], schools)
    waiting = await uow.board_requests.waiting(schools)
    # Most were recorded on a few days.
    days: dict[date, date] = {}
    derived = []
    for each in waiting:
        recorded = london_day(each.at)
        if recorded not in days:
            days[recorded] = (await eit_for(uow, policy, each)).day
        derived += decisions_owed(each, days[recorded], policy, uow.trust)
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def follow_an_eit(uow: UnitOfWork, policy: Policy, today: date) -> None:
    """An EIT was recorded, moved or called off: what waits for one follows."""
    schools = sorted({each.school for each in await uow.board_requests.waiting()})
    if schools:
        await reconcile_board_requests(uow, policy, schools, today)


async def settle_decision(uow: UnitOfWork, found: BoardRequest, at: datetime) -> None:
    """It was decided: whoever owed that has done it."""
    for entry in await uow.duties.of_schools([DutyKind.BOARD_REQUEST], [found.school]):
        if entry.duty.about == found.about and entry.state is DutyState.OPEN:
            await uow.duties.fulfil(entry.id, at, None)
