"""How far calendars follow a year's visits that were booked, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dialogs import wording
from strategy.actions.telling_of_plans import bookings_of
from strategy.plan_progress import Progress
from strategy.ports import Booking, BookingState, PlannedVisit, StoredPlan, UnitOfWork
from strategy.trust import Trust

MOST_SAID = 5
"""Visits that are told one by one."""


def whose(trust: Trust, each: PlannedVisit) -> str:
    """`Marlow in September`."""
    month = date(2000, each.month, 1)
    return f"{trust.school(each.school).known_as} in {month:%B}"


async def told_of(uow: UnitOfWork, plan: StoredPlan, progress: Progress) -> tuple[list[str], list[str]]:
    """What there is to tell of a plan of visits but how many are there, as `told_of_bookings`."""
    bookings = [(whose(uow.trust, each), booking) for each, booking in await bookings_of(uow, plan)]
    return told_of_bookings(bookings, progress)


def told_of_bookings(
    bookings: Sequence[tuple[str, Booking]], progress: Progress
) -> tuple[list[str], list[str]]:
    """What there is to tell but how many are there: sentences of how many wait and why, and what failed.

    `bookings` are those of a plan, each with what it is called.
    """
    said = [f"{progress.failed} could not be put there."] if progress.failed else []
    said += _waiting([booking for _, booking in bookings])
    if progress.held:
        said.append(f"{progress.held} {'waits' if progress.held == 1 else 'wait'} until you say go on.")
    return said, _failures(bookings)


def _waiting(bookings: Sequence[Booking]) -> list[str]:
    """Why some wait, where that is known: what is lacking, or what was answered to a try."""
    waiting = [booking for booking in bookings if booking.state is BookingState.WAITING and booking.why]
    due = [booking for booking in waiting if booking.next_try_at is not None]
    lacking = Counter(booking.why for booking in due if not booking.attempts)
    tried = Counter(booking.why for booking in due if booking.attempts)
    return [
        *(
            f"{many} {'waits' if many == 1 else 'wait'} until the calendars are set up: {why}."
            for why, many in sorted(lacking.items())
        ),
        *(
            f"{many} {'is' if many == 1 else 'are'} being tried again: {why}."
            for why, many in sorted(tried.items())
        ),
    ]


def _failures(bookings: Sequence[tuple[str, Booking]]) -> list[str]:
    """Those that could not be put into a calendar, each with why."""
    failed = [(name, booking) for name, booking in bookings if booking.state is BookingState.FAILED]
    told = [
        f"{name} is not in the calendar: {booking.why or 'nobody answered'}."
        for name, booking in failed[:MOST_SAID]
    ]
    left = len(failed) - MOST_SAID
    if left > 0:
        told.append(f"And {left} more {'is' if left == 1 else 'are'} not.")
    return told


def stand(progress: Progress, year: str = "", one: str = "visit") -> str:
    """`18 of 24 visits of 2026/27 stand in the calendars`, or all of them; without a full stop."""
    visits = wording.several(progress.total, one) + (f" of {year}" if year else "")
    return f"{progress.there} of {visits} stand in the calendars"
