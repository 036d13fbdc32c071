"""A round of meetings: the Boards of a month, the EIT after the last of them, and the Committee after that.

The last Board is put on the latest day from which the others keep their distances. Only where the Boards do
not all find a place until then, or where no day is like that, does a meeting that follows move to the next
day on which it can be, and says so (Strategy, Monitoring).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from strategy.meeting_boards import NOT_ALL_FREE, Boards
from strategy.meeting_diary import Days, Demanded, Diary, Sitting, a_sitting
from strategy.policy_meetings import MeetingTerms
from strategy.policy_reporting import Body

_MISSING = 10_000
"""Days by which a meeting is off that cannot be at all: worse than any that can."""


class Why(StrEnum):
    """Why a meeting has no day."""

    NO_TERM = "that month has no day of term left on which meetings can be"
    CLOSED = "the school is closed on every day of that month on which meetings can be"
    NOBODY_FREE = "nobody who chairs it is free together with its members on any day left in that month"
    NOTHING_BEFORE = "the meeting that it follows has no day"
    NO_DAY_LEFT = "no day of term is left in the year on which it can be"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting for which there is no day, and why."""

    demanded: Demanded
    why: Why


@dataclass(frozen=True, slots=True)
class Round:
    """What a round wants: its Boards, and the meetings that follow in a row, one after the other.

    `kept` are those of it that stand already; they stay.
    """

    month: int
    boards: Sequence[Demanded]
    followers: Sequence[Demanded]
    kept: Mapping[Demanded, Sitting]


class RoundPlanner:
    """Places rounds in a diary, one after the other."""

    def __init__(
        self, days: Days, diary: Diary, terms: Mapping[Body, MeetingTerms], quiet: Callable[[date], bool]
    ) -> None:
        """`quiet` tells a day on which Boards had rather not be, such as one whose pack would go out before
        term begins.
        """
        self._days = days
        self._diary = diary
        self._terms = terms
        self._quiet = quiet
        self._first = next((body for body, each in terms.items() if each.each_school), Body.PROGRESS_BOARD)

    def place(self, wanted: Round) -> tuple[list[Sitting], list[Unplaced]]:
        """The meetings of a round, those that were kept not among them, and those without a day."""
        days = self._within(wanted)
        standing = [wanted.kept[each].day for each in wanted.kept if each.month == wanted.month]
        boards_there = [s.day for d, s in wanted.kept.items() if d.body not in self._following(wanted)]
        if not days and not standing:
            gone = [Unplaced(each, Why.NO_TERM) for each in wanted.boards]
            return [], gone + [
                Unplaced(each, Why.NOTHING_BEFORE if n else Why.NO_TERM)
                for n, each in enumerate(wanted.followers)
            ]
        last, sat = self._boards(wanted, days, max(boards_there, default=None))
        placed = {each.demanded for each in sat}
        left = [Unplaced(each, self._why(each, days)) for each in wanted.boards if each not in placed]
        after, gone = self._follow(wanted, last)
        return [*sat, *after], [*left, *gone]

    def _within(self, wanted: Round) -> list[date]:
        """The days on which its Boards may be: until the first meeting that follows, where that stands."""
        days = list(self._days.of(wanted.month, self._first))
        for each in wanted.followers[:1]:
            if each in wanted.kept:
                apart = timedelta(days=self._terms[each.body].days_after or 0)
                days = [day for day in days if day + apart <= wanted.kept[each].day]
        return days

    @staticmethod
    def _following(wanted: Round) -> set[Body]:
        return {each.body for each in wanted.followers}

    def _boards(
        self, wanted: Round, days: Sequence[date], there: date | None
    ) -> tuple[date | None, list[Sitting]]:
        """The day of the last Board, and the Boards; one that is `there` already may be the last."""
        best = sorted(days, key=lambda day: (self._off(wanted, day), -day.toordinal()))
        if not wanted.boards or not days:
            return there or next(iter(best), None), []
        boards = Boards(self._diary, {each: self._open(each, days) for each in wanted.boards}, self._quiet)
        whole = boards.seat(days)
        if any(each in wanted.kept for each in wanted.followers[:1]):
            return max((each.day for each in whole), default=there), whole
        if not whole:
            return there or best[0], []
        boards.clear(whole)
        room = dict(zip(days, accumulate(boards.room(day) for day in days), strict=True))
        too_early = date.min
        for day in best if there is None else [each for each in best if each >= there]:
            if day <= too_early or room[day] < len(whole):
                continue
            sat = boards.seat([each for each in days if each <= day], day)
            is_last = day in (there, max((each.day for each in sat), default=None))
            if is_last and len(sat) == len(whole):
                return day, sat
            boards.clear(sat)
            too_early = day if is_last else too_early
        whole = boards.seat(days)
        return max(each.day for each in whole) if there is None else max(there, whole[-1].day), whole

    def _off(self, wanted: Round, last: date) -> int:
        """By how many days the meetings that follow would be off, were the last Board on a day."""
        off, day = 0, last
        for each in wanted.followers:
            due = day + timedelta(days=self._terms[each.body].days_after or 0)
            found = next(iter(self._days.from_on(due, each.body)), None)
            if found is None:
                return _MISSING
            off, day = off + (found - due).days, found
        return off

    def _open(self, board: Demanded, days: Sequence[date]) -> Sequence[date]:
        return self._days.on_which_open(board.school, days)

    def _why(self, board: Demanded, days: Sequence[date]) -> Why:
        if not days:
            return Why.NO_TERM
        return Why.NOBODY_FREE if self._open(board, days) else Why.CLOSED

    def _follow(self, wanted: Round, last: date | None) -> tuple[list[Sitting], list[Unplaced]]:
        """The meetings that follow, each so long after the one before it, or on the next day it can be."""
        sat: list[Sitting] = []
        gone: list[Unplaced] = []
        before = last
        for each in wanted.followers:
            if each in wanted.kept:
                before = wanted.kept[each].day
                continue
            if before is None:
                gone.append(Unplaced(each, Why.NOTHING_BEFORE))
                continue
            found = self._after(each, before)
            if found is None:
                gone.append(Unplaced(each, Why.NO_DAY_LEFT))
            else:
                self._diary.sit(found)
                sat.append(found)
            before = found.day if found is not None else None
        return sat, gone

    def _after(self, demanded: Demanded, before: date) -> Sitting | None:
        terms = self._terms[demanded.body]
        apart = terms.days_after or 0
        due = before + timedelta(days=apart)
        ahead = terms.pack_working_days_before or 0
        # Its distance counts more than its pack, but that on a day which keeps neither.
        days = sorted(
            self._days.from_on(due, demanded.body),
            key=lambda day: (day != due and self._days.is_too_soon(day, ahead), day),
        )
        for day in days:
            for calendars in (True, False):
                hour = self._diary.hour_for(demanded, day, calendars=calendars)
                if hour is None:
                    continue
                notes = [] if calendars else [NOT_ALL_FREE]
                if day != due:
                    why = (
                        self._days.why_not(due, demanded.body)
                        or "a day on which nobody who chairs it is free"
                    )
                    after = self._terms[terms.follows].name if terms.follows else ""
                    said = f"{(day - before).days} days after the {after}, not {apart}: {due:%-d %B} is {why}"
                    notes.insert(0, said)
                return a_sitting(demanded, day, hour, *notes)
        return None
