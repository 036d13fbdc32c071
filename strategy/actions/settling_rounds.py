"""Moving a planned meeting, and what moves with it so that a round keeps its distances."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from strategy.actions.placing_meetings import Year, apart, demanded, last_of
from strategy.errors import Invalid
from strategy.meeting_diary import NOTHING_KEPT_FREE, Demanded, Hour, KeptFree, lacks_time
from strategy.meeting_plan import late_pack
from strategy.policy_reporting import Body
from strategy.ports import PlannedMeeting
from strategy.school_year import ONE_DAY


def on_day(
    year: Year, others: Sequence[PlannedMeeting], each: PlannedMeeting, day: date, today: date
) -> PlannedMeeting:
    """A planned meeting on a day, at the first hour at which all who sit in it are in no other meeting.

    Raises Invalid for a `day` on which it cannot be.
    """
    on = f"{day:%A} {day.day} {day:%B}"
    if day <= today:
        raise Invalid({"day": f"{on} is not to come any more."})
    closed = year.calendar.why_closed(day, each.school or None)
    if closed:
        where = f" for {year.trust.school(each.school).known_as}" if each.school else ""
        raise Invalid({"day": f"{on} is no working day{where}: {closed}."})
    if year.calendar.half_term_of(day) is None:
        raise Invalid({"day": f"{on} is in the school holidays."})
    found = year.diary(others).hour_for(demanded(each), day, chair_now=each.chair)
    if found is None:
        raise Invalid({"day": f"Those who have to be there are in other meetings at every hour of {on}."})
    hour, chair = found
    begins, ends = year.hours.of(hour)
    return replace(each, day=day, starts=begins, ends=ends, chair=chair or None, why="", left_out=False)


def following(
    year: Year,
    before: Sequence[PlannedMeeting],
    lines: Sequence[PlannedMeeting],
    moved: PlannedMeeting,
    today: date,
) -> list[PlannedMeeting]:
    """The meetings of a round that are to move because one of it has: those that follow it, and before an EIT
    the Boards that are not booked and would be too late. `before` are the lines of the plan as they were.
    """
    numbers = _too_late(year, lines, moved) | _behind(year, before, lines, moved, today)
    found = placed_anew(year, lines, numbers, today, {})
    return [each for each in found if each.day is not None]


def _too_late(year: Year, lines: Sequence[PlannedMeeting], moved: PlannedMeeting) -> set[int]:
    terms = year.edition.meetings
    follows = terms[moved.body].follows
    if follows is None or not terms[follows].each_school or moved.day is None:
        return set()
    latest = moved.day - ONE_DAY * (terms[moved.body].days_after or 0)
    boards = [e for e in lines if e.waits and e.body is follows and e.month == moved.month]
    return {each.number for each in boards if each.day is not None and each.day > latest}


def _behind(
    year: Year,
    before: Sequence[PlannedMeeting],
    lines: Sequence[PlannedMeeting],
    moved: PlannedMeeting,
    today: date,
) -> set[int]:
    """Those that follow, one after the other, as long as what each follows has moved or is too near."""
    terms = year.edition.meetings
    by = {demanded(each): each for each in lines if each.stands}
    numbers: set[int] = set()
    was, last = last_of(before, moved.body, moved.month), last_of(lines, moved.body, moved.month)
    for body in _chain_after(year, moved.body):
        each = by.get(Demanded(body, moved.month))
        if each is None or each.day is None or each.day <= today or last is None:
            break
        due = last + ONE_DAY * (terms[body].days_after or 0)
        if was == last and each.day >= due:
            break
        numbers.add(each.number)
        was, last = each.day, due
    return numbers


def _chain_after(year: Year, body: Body) -> list[Body]:
    chain = [body]
    terms = year.edition.meetings
    while further := next((b for b, t in terms.items() if t.follows is chain[-1]), None):
        chain.append(further)
    return chain[1:]


def placed_anew(
    year: Year,
    lines: Sequence[PlannedMeeting],
    numbers: Collection[int],
    today: date,
    taken: Mapping[int, Collection[Hour]],
    free: KeptFree = NOTHING_KEPT_FREE,
) -> list[PlannedMeeting]:
    """Some lines of a plan with the days that they get beside the others, or without one."""
    moving = {demanded(each): each for each in lines if each.number in numbers}
    rest = [each for each in lines if each.number not in numbers]
    plan = year.planned(moving, rest, today, taken, free)
    found = [year.line(moving[each.demanded].number, each) for each in plan.found]
    return [replace(each, meeting=moving[demanded(each)].meeting) for each in found]


def making_way(year: Year, lines: Sequence[PlannedMeeting], month: int, free: KeptFree) -> set[int]:
    """The Boards of a round that are not booked and so late that a meeting which follows them would be on a
    day to be kept free.
    """
    terms = year.edition.meetings
    boards = [each for each in lines if each.month == month and each.stands and terms[each.body].each_school]
    last = max((each.day for each in boards if each.day is not None), default=None)
    if last is None:
        return set()
    chain = _chain_after(year, boards[0].body)
    possible = [
        day
        for day in (last - n * ONE_DAY for n in range(last.day))
        if year.calendar.is_working_day(day) and not free.holds(day, boards[0].body)
        if not any(free.holds(due, body) for body, due in _dues(year, chain, day))
    ]
    if not possible:
        return set()
    return {each.number for each in boards if each.waits and each.day and each.day > possible[0]}


def _dues(year: Year, chain: Sequence[Body], last: date) -> Iterator[tuple[Body, date]]:
    """When each meeting that follows the last Board is due."""
    for body in chain:
        last += ONE_DAY * (year.edition.meetings[body].days_after or 0)
        yield body, last


def noted(year: Year, lines: Sequence[PlannedMeeting], each: PlannedMeeting, today: date) -> PlannedMeeting:
    """The line with what it does not keep, where the planner has not said so: its distance, or the time that
    its pack needs.
    """
    if each.why or each.day is None:
        return each
    ahead = year.edition.meetings[each.body].pack_working_days_before or 0
    late = lacks_time(each.day, ahead, today, year.calendar)
    found = (apart(year, lines, each), late_pack(ahead) if late else "")
    return replace(each, why="; ".join(part for part in found if part))


def is_of_a_round(year: Year, each: PlannedMeeting) -> bool:
    """Whether a meeting is a Board, or follows others."""
    terms = year.edition.meetings[each.body]
    return terms.each_school or terms.follows is not None
