"""Days for a year's meetings (Strategy, Monitoring).

Every meeting that the strategy demands gets a day, or the plan says why it has none; a rule that could not be
kept is said with the meeting. A day is a working day in term on which the school is open; nobody sits in two
meetings at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from strategy.edition import Edition
from strategy.meeting_boards import NOT_ALL_FREE
from strategy.meeting_diary import (
    NOTHING_KEPT_FREE,
    Days,
    Demanded,
    Diary,
    Hour,
    KeptFree,
    Seats,
    Sitting,
    a_sitting,
)
from strategy.meeting_rounds import Round, RoundPlanner, Unplaced, Why
from strategy.meetings import months_of, year_order
from strategy.policy_meetings import MeetingTerms
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY, Calendar, Span
from strategy.schools import Membership, School


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """The meetings of a year: those with a day, by day and hour, and those without."""

    sittings: tuple[Sitting, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def found(self) -> tuple[Sitting | Unplaced, ...]:
        """Both, in that order."""
        return (*self.sittings, *self.unplaced)


def has_a_board(school: School, edition: Edition) -> bool:
    """Whether a school of the directory has Progress Boards (a joining one has none, by our reading)."""
    if school.ended_on is not None:
        return False
    return school.status is Membership.MEMBER or edition.assessment.joining_schools_have_a_board


def meetings_wanted(schools: Iterable[School], edition: Edition) -> list[Demanded]:
    """Every meeting that the strategy demands in a year, in its order.

    Those that follow others are once a round, even where no school has a Board in it.
    """
    found = [
        Demanded(body, month)
        for body, terms in edition.meetings.items()
        if not terms.each_school
        for month in months_of(body, None, edition)
    ]
    each_school = [body for body, terms in edition.meetings.items() if terms.each_school]
    for school in schools:
        if has_a_board(school, edition):
            found += [
                Demanded(body, month, school.urn)
                for body in each_school
                for month in months_of(body, school.risk, edition)
            ]
    return sorted(found, key=lambda each: (year_order(each.month), list(Body).index(each.body), each.school))


def plan_meetings(
    wanted: Iterable[Demanded],
    year: Span,
    calendar: Calendar,
    edition: Edition,
    seats: Callable[[Demanded], Seats],
    *,
    elsewhere: Mapping[int, Collection[Hour]] | None = None,
    kept: Iterable[Sitting] = (),
    after: date | None = None,
    free: KeptFree = NOTHING_KEPT_FREE,
) -> MeetingPlan:
    """A day for each meeting that is wanted in a year.

    `calendar` counts working days; `seats` says who sits in a meeting; `elsewhere` is when somebody is not
    free, by their id; `kept` are meetings that stand and stay, wanted or not. Nothing is put on a day up to
    `after`, nor on one that is to be `free`; nor on one to which a pack cannot go out in time from `after`
    on, unless no other day keeps the strategy's rules, and then it says so.
    """
    days = Days(year, calendar, after, free)
    diary = Diary(len(edition.meeting_hours.starts), elsewhere or {}, seats)
    stands = {each.demanded: each for each in kept}
    for standing in stands.values():
        diary.sit(standing)
    missing = [each for each in dict.fromkeys(wanted) if each not in stands]
    rounds = RoundPlanner(days, diary, edition.meetings, _quiet(days, edition.meetings))
    sittings: list[Sitting] = []
    unplaced: list[Unplaced] = []
    chain = _chain(edition.meetings)
    for month in sorted({*edition.rounds.months, *(e.month for e in missing)}, key=year_order):
        found = _round(month, missing, stands, chain)
        if found is not None:
            placed, left = rounds.place(found)
            sittings += placed
            unplaced += left
    done = {*(each.demanded for each in sittings), *(each.demanded for each in unplaced)}
    for each in missing:
        if each not in done:
            one = _by_itself(each, days, diary, edition.meetings)
            if isinstance(one, Sitting):
                diary.sit(one)
                sittings.append(one)
            else:
                unplaced.append(one)
    sittings = [_noting_its_pack(each, days, edition.meetings) for each in sittings]
    return MeetingPlan(
        tuple(sorted(sittings, key=lambda s: (s.day, s.hour, s.demanded))),
        tuple(sorted(unplaced, key=lambda u: (year_order(u.demanded.month), u.demanded))),
    )


def _chain(meetings: Mapping[Body, MeetingTerms]) -> list[Body]:
    """The body that begins a round, and those that follow it one after the other."""
    first = next((body for body, terms in meetings.items() if terms.each_school), Body.PROGRESS_BOARD)
    chain = [first]
    while following := next((b for b, t in meetings.items() if t.follows is chain[-1]), None):
        chain.append(following)
    return chain


def _round(
    month: int, missing: Sequence[Demanded], stands: Mapping[Demanded, Sitting], chain: Sequence[Body]
) -> Round | None:
    boards = [each for each in missing if each.month == month and each.body is chain[0]]
    followers = [Demanded(body, month) for body in chain[1:]]
    wanted = [each for each in followers if each in missing or each in stands]
    if not boards and not any(each in missing for each in wanted):
        return None
    kept = {each: s for each, s in stands.items() if each.month == month and each.body in chain}
    return Round(month, boards, wanted, kept)


def _noting_its_pack(each: Sitting, days: Days, meetings: Mapping[Body, MeetingTerms]) -> Sitting:
    ahead = meetings[each.demanded.body].pack_working_days_before or 0
    if not days.is_too_soon(each.day, ahead):
        return each
    return replace(each, notes=(*each.notes, late_pack(ahead)))


def late_pack(ahead: int) -> str:
    """That a meeting is too soon for its pack to go out so many working days before, in a few words."""
    if ahead == 1:
        return "no working day is left for its pack"
    return f"fewer than {ahead} working days are left for its pack"


def _quiet(days: Days, meetings: Mapping[Body, MeetingTerms]) -> Callable[[date], bool]:
    """Tells the days on which a Board's pack would have to go out before the half term begins, or by now."""
    ahead = max((t.pack_working_days_before or 0 for t in meetings.values() if t.each_school), default=0)
    known: dict[date, bool] = {}

    def is_quiet(day: date) -> bool:
        if day not in known:
            half = days.calendar.half_term_of(day)
            early = half is None or days.calendar.working_days_before(day, ahead) < half.starts
            known[day] = early or days.is_too_soon(day, ahead)
        return known[day]

    return is_quiet


def _by_itself(
    demanded: Demanded, days: Days, diary: Diary, meetings: Mapping[Body, MeetingTerms]
) -> Sitting | Unplaced:
    """A meeting that follows no other, as near to the middle of its month as it can be."""
    terms = meetings[demanded.body]
    if terms.follows is not None:
        return Unplaced(demanded, Why.NOTHING_BEFORE)
    of_month = days.of(demanded.month, demanded.body)
    possible = days.on_which_open(demanded.school, of_month)
    if not possible:
        return Unplaced(demanded, Why.CLOSED if of_month else Why.NO_TERM)
    middle, ahead = possible[len(possible) // 2], terms.pack_working_days_before or 0
    nearest = sorted(possible, key=lambda day: (days.is_too_soon(day, ahead), abs((day - middle).days), day))
    for calendars in (True, False):
        for day in nearest:
            hour = diary.hour_for(demanded, day, calendars=calendars)
            if hour is not None:
                return a_sitting(demanded, day, hour, *(() if calendars else (NOT_ALL_FREE,)))
    return Unplaced(demanded, Why.NOBODY_FREE)


def month_ends(month: int, year: Span) -> date:
    """The last day of a month of an academic year."""
    first = date(year.starts.year if month >= year.starts.month else year.starts.year + 1, month, 1)
    return (first + timedelta(days=32)).replace(day=1) - ONE_DAY


__all__ = [
    "Demanded",
    "MeetingPlan",
    "Seats",
    "Sitting",
    "Unplaced",
    "Why",
    "has_a_board",
    "meetings_wanted",
    "month_ends",
    "plan_meetings",
]
