"""Whether a visit may be booked for a day, and which days are free (Strategy, Strand 5, School Visits).

Some of what is wrong with a day forbids it; the rest is said before, and whoever books may book all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from strategy.entitlements import Allocation
from strategy.meetings import year_order
from strategy.people import Capacity
from strategy.policy_support import StandardVisit, VisitTerms
from strategy.ports.calendars import Busy
from strategy.school_year import ONE_DAY, Calendar
from strategy.visits import Mode, Visit

LOOKS_AHEAD = 60
"""Days after the one that was wished for within which free ones are looked for."""


class Snag(StrEnum):
    """What is wrong with a wish for a visit."""

    PAST = "the day is over"
    CLOSED = "it is no working day of the school"
    TAKEN = "there is a visit of theirs to that school on that day"
    FULL_DAY = "their day is full with visits"
    NONE_LEFT = "the allocation has no such days left"
    IN_HOLIDAYS = "it is in the school holidays"
    AUTHOR_BUSY = "their calendar is taken"
    HEADTEACHER_BUSY = "the headteacher's calendar is taken"
    STANDARD_ON_SITE = "it would be that month's standard visit, which is a whole day on site"
    STANDARD_NEEDED = "the days that are left are needed for the standard visits"


FORBIDS = frozenset({Snag.PAST, Snag.CLOSED, Snag.TAKEN, Snag.FULL_DAY, Snag.NONE_LEFT})
"""Those with which a visit is not booked."""

OF_THE_DAY = FORBIDS - {Snag.NONE_LEFT} | {Snag.IN_HOLIDAYS, Snag.AUTHOR_BUSY, Snag.HEADTEACHER_BUSY}
"""Those that another day may not have."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A visit as it is wished for. `begins` is its time of day in London, None for policy's."""

    school: str
    author: int
    capacity: Capacity
    day: date
    mode: Mode = Mode.ON_SITE
    days: Decimal = Decimal(1)
    begins: time | None = None

    def as_visit(self, known: Visit | None = None) -> Visit:
        """The visit it would be; `known` is the one that it moves."""
        new = known or Visit(0, self.school, self.author, self.capacity, self.day, self.day)
        length = new.ends - new.starts
        return replace(
            new,
            starts=self.day,
            ends=self.day + length,
            mode=self.mode,
            days=self.days,
            capacity=self.capacity,
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a wish is held against.

    `of_author` are the standing visits of whoever goes, `of_school` those of that capacity to the school in
    the wish's academic year, neither with the visit that is moved. `allocation` is None where no days are
    counted. `busy` are the times that the calendars of who goes and of the headteacher have taken, by the
    snag that each would be; none where nothing is known.
    """

    today: date
    calendar: Calendar
    terms: VisitTerms
    of_author: Sequence[Visit]
    of_school: Sequence[Visit]
    allocation: Allocation | None
    busy: Mapping[Snag, Sequence[Busy]]


def snags(wish: Wish, around: Surroundings) -> list[Snag]:
    """What is wrong with a wish, what forbids it first."""
    found = [*_of_the_day(wish, around), *_of_the_allocation(wish, around)]
    return sorted(dict.fromkeys(found), key=list(Snag).index)


def free_days(wish: Wish, around: Surroundings, count: int = 3) -> list[date]:
    """The first days, from the one wished for or tomorrow on, with which nothing is wrong as days go."""
    found: list[date] = []
    day = max(wish.day, around.today + ONE_DAY)
    for _ in range(LOOKS_AHEAD):
        if len(found) == count:
            break
        if not list(_of_the_day(replace(wish, day=day), around)):
            found.append(day)
        day += ONE_DAY
    return found


def _of_the_day(wish: Wish, around: Surroundings) -> Iterable[Snag]:
    if wish.day < around.today:
        yield Snag.PAST
    if not around.calendar.is_working_day(wish.day, wish.school):
        yield Snag.CLOSED
    elif around.calendar.half_term_of(wish.day) is None:
        yield Snag.IN_HOLIDAYS
    there = [visit for visit in around.of_author if visit.starts <= wish.day <= visit.ends]
    if any(visit.school == wish.school and visit.starts == wish.day for visit in there):
        yield Snag.TAKEN
    elif sum((min(visit.days, Decimal(1)) for visit in there), min(wish.days, Decimal(1))) > 1:
        yield Snag.FULL_DAY
    starts, ends = around.terms.hours.times(wish.as_visit(), wish.begins)
    for snag in (Snag.AUTHOR_BUSY, Snag.HEADTEACHER_BUSY):
        if any(_meet(starts, ends, taken) for taken in around.busy.get(snag, ())):
            yield snag


def _meet(starts: datetime, ends: datetime, taken: Busy) -> bool:
    return taken.starts < ends and starts < taken.ends


def _of_the_allocation(wish: Wish, around: Surroundings) -> Iterable[Snag]:
    """What the school's days say: some are whole days on site in their months (Strategy, Strand 5)."""
    left = None if around.allocation is None else around.allocation.left
    if left is not None and wish.days > left:
        yield Snag.NONE_LEFT
    if wish.capacity is not Capacity.SIP:
        return
    standard = [each for each in around.terms.standard if not _is_held(each.month, around.of_school)]
    of_this_month = next((each for each in standard if each.month == wish.day.month), None)
    if of_this_month is not None:
        if wish.mode is not of_this_month.mode or wish.days < of_this_month.days:
            yield Snag.STANDARD_ON_SITE
        return
    to_come = [each for each in standard if _is_ahead(each.month, wish.day)]
    needed = sum((each.days for each in to_come), Decimal(0))
    if left is not None and wish.days <= left < wish.days + needed:
        yield Snag.STANDARD_NEEDED


def standard_of(visit: Visit, terms: VisitTerms) -> StandardVisit | None:
    """Which of the standard visits a visit can be: in its month, where and as long as that is to be, so that
    there is room for its learning walk. None for any other.
    """
    if visit.capacity is not Capacity.SIP:
        return None
    return next(
        (
            each
            for each in terms.standard
            if each.month == visit.starts.month and visit.mode is each.mode and visit.days >= each.days
        ),
        None,
    )


def _is_held(month: int, visits: Sequence[Visit]) -> bool:
    return any(
        visit.starts.month == month and visit.mode is Mode.ON_SITE and visit.days >= 1 for visit in visits
    )


def _is_ahead(month: int, day: date) -> bool:
    """Whether a month of the academic year, September to August, is not over by a day."""
    return year_order(month) >= year_order(day.month)
