"""On which days and at which hours people can meet while a year's meetings are planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY, Calendar, Span

NOBODY = 0
"""Stands in for the chair where nobody in the directory can take it."""

Hour = tuple[date, int]
"""A day, and one of policy's hours of a meeting on it, counted from nought."""

Hours = int
"""Some of a day's hours, a bit for each: what is asked of many chairs on many days is one operation."""


@dataclass(frozen=True, slots=True, order=True)
class Demanded:
    """A meeting that the strategy demands. `month` is its own, or for one that follows others its round's;
    `school` is empty but for a Progress Board.
    """

    body: Body
    month: int
    school: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who sits in a meeting, by id: one of `chairs` has to be there, and all `members`."""

    chairs: tuple[int, ...]
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting on a day at one of policy's hours; `chair` is None where nobody can take it.

    `notes` say in a few words which of the strategy's rules it does not keep, and why.
    """

    demanded: Demanded
    day: date
    hour: int
    chair: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFree:
    """What planners want kept free of meetings: `weekdays` (Monday is 0), single `days`, and weekdays
    `of_bodies` alone.
    """

    weekdays: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    of_bodies: Mapping[Body, frozenset[int]] = field(default_factory=dict)

    def __or__(self, other: KeptFree) -> KeptFree:
        """What either wants."""
        bodies = {
            body: self.of_bodies.get(body, frozenset()) | other.of_bodies.get(body, frozenset())
            for body in (*self.of_bodies, *other.of_bodies)
        }
        return KeptFree(self.weekdays | other.weekdays, self.days | other.days, bodies)

    def holds(self, day: date, body: Body) -> bool:
        """Whether a body is not to meet on a day."""
        weekday = day.weekday()
        return day in self.days or weekday in self.weekdays or weekday in self.of_bodies.get(body, ())


NOTHING_KEPT_FREE = KeptFree()


class Days:
    """The days on which meetings can be: working days in term, to come, and not to be kept free."""

    def __init__(self, year: Span, calendar: Calendar, after: date | None, free: KeptFree) -> None:
        self.year = year
        self.calendar = calendar
        self._after = after
        self._free = free
        # Most schools close with the trust alone.
        self._closing = {urn for _, _, urn in calendar.closures if urn is not None}
        self._of_month: dict[int, list[date]] = defaultdict(list)
        day = year.starts
        while day <= year.ends:
            if self._why_closed(day) is None:
                self._of_month[day.month].append(day)
            day += ONE_DAY

    def of(self, month: int, body: Body) -> Sequence[date]:
        """The days of a month on which a body can meet, in order."""
        return [day for day in self._of_month[month] if not self._free.holds(day, body)]

    def on_which_open(self, school: str, days: Sequence[date]) -> Sequence[date]:
        """Those of some of them on which a school is open; `school` may be empty."""
        if school not in self._closing:
            return days
        return [day for day in days if self.calendar.is_working_day(day, school)]

    def is_too_soon(self, day: date, ahead: int) -> bool:
        """Whether what goes out so many working days before a meeting on a day would have had to by now."""
        return self._after is not None and lacks_time(day, ahead, self._after, self.calendar)

    def why_not(self, day: date, body: Body) -> str | None:
        """Why a body does not meet on a day, in a few words; None if it can."""
        closed = self._why_closed(day)
        if closed is not None or not self._free.holds(day, body):
            return closed
        return "to be kept free" if day in self._free.days else f"a {day:%A}, which is to be kept free"

    def _why_closed(self, day: date) -> str | None:
        if day not in self.year:
            return "after the year's last day of term" if day > self.year.ends else "before the year begins"
        if self._after is not None and day <= self._after:
            return "over"
        closed = self.calendar.why_closed(day)
        if closed is not None:
            return closed
        return "in the school holidays" if self.calendar.half_term_of(day) is None else None

    def from_on(self, day: date, body: Body) -> Iterable[date]:
        """The days from a day on on which a body can meet, in order, until the year ends."""
        while day <= self.year.ends:
            if self.why_not(day, body) is None:
                yield day
            day += ONE_DAY


def lacks_time(day: date, ahead: int, today: date, calendar: Calendar) -> bool:
    """Whether a meeting on a day has fewer than so many working days before it, from today on."""
    return ahead > 0 and calendar.working_days_before(day, ahead) < today


class Diary:
    """Who is where: what people have in their calendars, and the meetings that they sit in."""

    def __init__(
        self, hours: int, elsewhere: Mapping[int, Collection[Hour]], seats: Callable[[Demanded], Seats]
    ) -> None:
        """`hours` is how many there are in a day; `elsewhere` is when somebody is not free, by their id."""
        self._all = (1 << hours) - 1
        self._elsewhere = {
            person: _by_day(hour for hour in taken if hour[1] < hours) for person, taken in elsewhere.items()
        }
        self._seats = seats
        self._known: dict[Demanded, Seats] = {}
        self._sits: dict[int, dict[date, int]] = defaultdict(dict)
        self._on_day: Counter[tuple[int, date]] = Counter()
        self._chaired: Counter[int] = Counter()

    def seats(self, demanded: Demanded) -> Seats:
        """Who sits in a meeting; where nobody can chair it, one who is nobody does."""
        known = self._known.get(demanded)
        if known is None:
            seats = self._seats(demanded)
            known = seats if seats.chairs else Seats((NOBODY,), seats.members)
            self._known[demanded] = known
        return known

    def hour_for(
        self, demanded: Demanded, day: date, *, calendars: bool = True, chair_now: int | None = None
    ) -> tuple[int, int] | None:
        """An hour of a day at which a meeting can be, and its chair; None where there is none.

        Nobody sits in two meetings at once, and the chair is free. So are the members, but that without
        `calendars` what is in theirs is heeded only as far as it can be. Chairs take turns; who has it now
        keeps it where they can.
        """
        seats = self.seats(demanded)
        possible = self._all
        for person in seats.members:
            possible &= ~self._sits[person].get(day, 0)
        for hours in self._best_for(seats.members, day, possible, calendars=calendars):
            found = self._chair_at(seats.chairs, day, hours, chair_now)
            if found is not None:
                return found
        return None

    def _best_for(
        self, members: Collection[int], day: date, possible: Hours, *, calendars: bool
    ) -> Iterable[Hours]:
        """Some hours by how many members have something in their calendars then, the fewest first."""
        away: Counter[int] = Counter()
        taken = [self._away(person, day) for person in members]
        for hour in (1 << n for n in range(possible.bit_length()) if possible >> n & 1):
            away[sum(bool(one & hour) for one in taken)] |= hour
        return [away[many] for many in sorted(away) if not many or not calendars]

    def _chair_at(
        self, chairs: Iterable[int], day: date, hours: Hours, chair_now: int | None
    ) -> tuple[int, int] | None:
        """The first of some hours at which one can chair who has chaired least, that day and before it."""
        best: tuple[tuple[bool, int, int, int, int], int] | None = None
        for place, chair in enumerate(chairs):
            free = hours & ~self._busy(chair, day)
            if free:
                another = chair_now is not None and chair != chair_now
                rank = (another, self._on_day[chair, day], self._chaired[chair], free & -free, place)
                if best is None or rank < best[0]:
                    best = (rank, chair)
        return None if best is None else (best[0][3].bit_length() - 1, best[1])

    def hours_of_chairs(self, chairs: Iterable[int], day: date) -> int:
        """How many meetings these can chair on a day between them."""
        return sum((self._all & ~self._busy(chair, day)).bit_count() for chair in chairs)

    def can_take_place_of(self, demanded: Demanded, other: Sitting) -> bool:
        """Whether a meeting could have another's hour and chair, were that not there."""
        hour = 1 << other.hour
        before, seats = self.seats(other.demanded), self.seats(demanded)
        if _chair(other) not in seats.chairs:
            return False
        return not any(
            self._away(person, other.day) & hour
            or (self._sits[person].get(other.day, 0) & hour and person not in before.members)
            for person in seats.members
        )

    def sit(self, sitting: Sitting) -> None:
        """Note that a meeting is held."""
        for person in (*self.seats(sitting.demanded).members, _chair(sitting)):
            self._sits[person][sitting.day] = self._sits[person].get(sitting.day, 0) | 1 << sitting.hour
        self._on_day[_chair(sitting), sitting.day] += 1
        self._chaired[_chair(sitting)] += 1

    def rise(self, sitting: Sitting) -> None:
        """Note that it is not."""
        for person in (*self.seats(sitting.demanded).members, _chair(sitting)):
            self._sits[person][sitting.day] = self._sits[person].get(sitting.day, 0) & ~(1 << sitting.hour)
        self._on_day[_chair(sitting), sitting.day] -= 1
        self._chaired[_chair(sitting)] -= 1

    def _busy(self, person: int, day: date) -> Hours:
        return self._sits[person].get(day, 0) | self._away(person, day)

    def _away(self, person: int, day: date) -> Hours:
        """When somebody has something in their calendar on a day."""
        taken = self._elsewhere.get(person)
        return 0 if taken is None else taken.get(day, 0)


def _by_day(taken: Iterable[Hour]) -> Mapping[date, Hours]:
    found: dict[date, Hours] = defaultdict(int)
    for day, hour in taken:
        found[day] |= 1 << hour
    return found


def a_sitting(demanded: Demanded, day: date, found: tuple[int, int], *notes: str) -> Sitting:
    """A meeting on a day, with the hour and chair that were found for it."""
    hour, chair = found
    if chair == NOBODY:
        return Sitting(demanded, day, hour, None, (*notes, "nobody in the directory can chair it"))
    return Sitting(demanded, day, hour, chair, notes)


def _chair(sitting: Sitting) -> int:
    return NOBODY if sitting.chair is None else sitting.chair
