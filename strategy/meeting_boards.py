"""The Boards of one round, spread over the days on which they can be.

As many as can be find a place: where one finds none, others make room for it by moving on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from strategy.meeting_diary import Demanded, Diary, Sitting, a_sitting

NOT_ALL_FREE = "not everybody is free then, by their calendars"

_Came = Mapping[date, tuple[Demanded, Sitting | None]]
"""Which Board would come to a day, and where it is now."""


class Boards:
    """Some schools' Boards, and the days on which each school is open."""

    def __init__(
        self, diary: Diary, open_on: Mapping[Demanded, Sequence[date]], quiet: Callable[[date], bool]
    ) -> None:
        """`quiet` tells a day on which Boards had rather not be."""
        self._diary = diary
        self._open_on = open_on
        self._quiet = quiet
        self._load: dict[date, list[Sitting]] = {}
        self._room: dict[date, int] = {}

    def room(self, day: date) -> int:
        """How many Boards can be chaired on a day, beside those that are."""
        one = next(iter(self._open_on))
        return self._diary.hours_of_chairs(self._diary.seats(one).chairs, day)

    def seat(self, days: Sequence[date], last: date | None = None) -> list[Sitting]:
        """Put as many on some days as can be; one is on the last, where that is given and can be."""
        self._load = {day: [] for day in days}
        self._room = {day: self.room(day) for day in days}
        spread = [day for day in days if not self._quiet(day)] or list(days)
        order = sorted(self._open_on, key=lambda each: (len(self._open_on[each]), each.school))
        fair = -(-len(order) // max(len(spread), 1))
        if last is not None:
            order = self._pinned(order, last)
        for calendars in (True, False):
            left = []
            for place, each in enumerate(order if days else ()):
                if not any(self._room.values()):
                    left += order[place:]
                    break
                ideal = spread[(2 * place + 1) * len(spread) // (2 * len(order))]
                found = self._best(each, ideal, fair, calendars=calendars)
                if found is not None:
                    self._put(found)
                elif not self._make_room(each, calendars=calendars):
                    left.append(each)
            order = left
        return [each for day in days for each in self._load[day]]

    def clear(self, sat: Sequence[Sitting]) -> None:
        """Take some away again."""
        for each in sat:
            self._diary.rise(each)

    def _pinned(self, order: Sequence[Demanded], last: date) -> list[Demanded]:
        """Put one on the last day; the others."""
        for calendars in (True, False):
            for each in order:
                if last not in self._open_on[each]:
                    continue
                hour = self._diary.hour_for(each, last, calendars=calendars)
                if hour is not None:
                    self._put(a_sitting(each, last, hour, *(() if calendars else (NOT_ALL_FREE,))))
                    return [other for other in order if other != each]
        return list(order)

    def _best(self, board: Demanded, ideal: date, fair: int, *, calendars: bool) -> Sitting | None:
        """The Board on the day nearest to the ideal that has not had its share yet."""

        def rank(day: date) -> tuple[bool, bool, int, date]:
            return len(self._load[day]) >= fair, self._quiet(day), abs((day - ideal).days), day

        with_room = [day for day in self._open_on[board] if self._room.get(day)]
        for day in sorted(with_room, key=rank):
            hour = self._diary.hour_for(board, day, calendars=calendars)
            if hour is not None:
                return a_sitting(board, day, hour, *(() if calendars else (NOT_ALL_FREE,)))
        return None

    def _make_room(self, board: Demanded, *, calendars: bool) -> bool:
        """Put a Board where another is that can be moved on, and so forth; whether that could be done."""
        came: dict[date, tuple[Demanded, Sitting | None]] = {
            day: (board, None) for day in self._open_on[board] if day in self._load
        }
        waiting = deque(came)
        while waiting:
            day = waiting.popleft()
            mover, _ = came[day]
            if self._diary.hour_for(mover, day, calendars=calendars) is not None:
                self._move_on(day, came, calendars=calendars)
                return True
            for other in self._load[day]:
                if not self._diary.can_take_place_of(mover, other):
                    continue
                for further in self._open_on[other.demanded]:
                    if further in self._load and further not in came:
                        came[further] = (other.demanded, other)
                        waiting.append(further)
        return False

    def _move_on(self, day: date, came: _Came, *, calendars: bool) -> None:
        """Move each along the way that was found, from its end."""
        before: Sitting | None
        while True:
            mover, before = came[day]
            if before is not None:
                self._load[before.day].remove(before)
                self._room[before.day] += 1
                self._diary.rise(before)
            found = self._diary.hour_for(mover, day, calendars=calendars)
            if found is None:
                raise AssertionError("the way was found with every step in it free")
            self._put(a_sitting(mover, day, found, *(() if calendars else (NOT_ALL_FREE,))))
            if before is None:
                return
            day = before.day

    def _put(self, sitting: Sitting) -> None:
        self._diary.sit(sitting)
        self._load[sitting.day].append(sitting)
        self._room[sitting.day] -= 1
