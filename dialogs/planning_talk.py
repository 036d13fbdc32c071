"""Sentences that change the plan of visits that was just shown: "not on Wednesdays", "swap two schools"."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from dialogs import visit_plan_booking, visit_planning, wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.visit_planning import THE_PLAN, shown, the_plan
from strategy.actions import planning_visits
from strategy.actions.planning_visits import may_plan
from strategy.errors import NotFound
from strategy.ports import PlannedVisit, StoredPlan
from strategy.visit_plan import TEACHING_MONTHS

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_PLEASE, _END = r"^(?:please )?", r"(?:,? please)?[.!?]?$"
_MONTH = r"(?: in (?P<month>[a-z]+))?"
_BOOKING = r"(?:booking|it|that|the booking|the invitations)"


def _form(text: str) -> re.Pattern[str]:
    return re.compile(f"{_PLEASE}{text}{_END}", re.IGNORECASE)


_PLAN = _form(r"(?:can you |could you |let's |i want to |we need to )?(?:plan|schedule) .*\bvisits\b.*")
_NOT_ON = _form(
    r"(?:(?:but )?not|never|nothing|none|no visits?|no) (?:on )?(?:a |any )?"
    rf"(?P<weekday>{'|'.join(_DAYS)})s?"
)
_BOOK = _form(
    r"(?:ok(?:ay)?,? |yes,? )?book (?:it |them )?(?:all|them|the (?:whole )?plan|everything)(?: now)?"
)
_STOP = _form(rf"(?:stop|pause|hold)(?: {_BOOKING})?")
_GO_ON = _form(rf"(?:go on|carry on|continue|resume)(?: (?:with )?{_BOOKING})?")
_HOW_FAR = _form(
    r"how (?:far (?:is it|are (?:we|you|they)|is the booking|along)|is (?:it|the booking) going)"
)
_SHOW = _form(r"(?:show (?:me )?)?(?:the )?(?:visit )?plan(?: again)?")
_SWAP = _form(rf"(?:swap|exchange|switch) (?P<one>.+?) (?:and|with|for) (?P<other>.+?){_MONTH}")
_LEAVE = _form(rf"(?:leave out|drop|skip|take out) (?P<one>.+?){_MONTH}")
_MOVE = _form(r"(?:move|put|shift) (?P<one>.+?) (?:to|on) (?P<day>.+?)")
_MONTHS = {f"{date(2000, n, 1):%B}".casefold(): n for n in range(1, 13)}


@dataclass(frozen=True, slots=True)
class PlanTalk:
    """What a sentence does to the plan; all but looking at it writes."""

    answer: Callable[[], Awaitable[Reply]]
    writes: bool = True


def beginning_of(turn: Turn, text: str) -> PlanTalk | None:
    """Planning a year's visits, where a sentence asks for that; None where it is about something else.

    The words alone could also ask for the visits that are planned in a year.
    """
    if not _PLAN.match(text.strip()) or not may_plan(turn.uow, turn.speaker):
        return None
    asked = turn.reader.read(text, turn.speaker, turn.trust, turn.now)
    if asked.starts is None or asked.school or asked.person or asked.school_choices:
        return None
    return PlanTalk(lambda: visit_planning.plan(turn, asked))


def talk_of(turn: Turn, text: str) -> PlanTalk | None:
    """What a sentence about the plan that was just shown does; None where it is about something else."""
    year = turn.memory.get(THE_PLAN)
    if not isinstance(year, str):
        return None
    plain = text.strip()
    if _SHOW.match(plain):
        return PlanTalk(lambda: _shown(turn, year), writes=False)
    if _HOW_FAR.match(plain):
        return PlanTalk(lambda: _progress(turn, year), writes=False)
    if _BOOK.match(plain):
        return PlanTalk(lambda: _ask(turn, year))
    if _STOP.match(plain):
        return PlanTalk(lambda: _hold(turn, year, held=True))
    if _GO_ON.match(plain):
        return PlanTalk(lambda: _hold(turn, year, held=False))
    if found := _NOT_ON.match(plain):
        weekday = _DAYS.index(found["weekday"].casefold())
        return PlanTalk(lambda: _without(turn, year, weekday))
    if found := _SWAP.match(plain):
        return _of_two(turn, year, found["one"], found["other"], found["month"])
    if found := _LEAVE.match(plain):
        school = _school(turn, found["one"])
        month = _MONTHS.get((found["month"] or "").casefold())
        return PlanTalk(lambda: _leave(turn, year, school, month)) if school else None
    if found := _MOVE.match(plain):
        return _to_a_day(turn, year, found["one"], found["day"])
    return None


def _school(turn: Turn, name: str) -> str | None:
    named = turn.reader.school_named(name, turn.trust)
    return named[0] if len(named) == 1 else None


async def _shown(turn: Turn, year: str) -> Reply:
    return shown(turn, await the_plan(turn, year))


async def _progress(turn: Turn, year: str) -> Reply:
    return await visit_plan_booking.progressed(turn, await the_plan(turn, year))


async def _ask(turn: Turn, year: str) -> Reply:
    return visit_plan_booking.asked_to_book(turn, await the_plan(turn, year))


async def _hold(turn: Turn, year: str, *, held: bool) -> Reply:
    made = await the_plan(turn, year)
    many = await turn.uow.visit_plans.hold(made.id, held=held, now=turn.now)
    visits = wording.several(many, "invitation")
    said = f"Stopped: {visits} wait." if held else f"Going on with {visits}."
    return await visit_plan_booking.progressed(turn, made, said)


async def _without(turn: Turn, year: str, weekday: int) -> Reply:
    return await visit_planning.without(turn, await the_plan(turn, year), weekday)


def _of_two(turn: Turn, year: str, one: str, other: str, month: str | None) -> PlanTalk | None:
    first, second = _school(turn, one), _school(turn, other)
    if first is None or second is None:
        return None
    number = _MONTHS.get((month or "").casefold())
    return PlanTalk(lambda: _swap(turn, year, first, second, number))


async def _swap(turn: Turn, year: str, one: str, other: str, month: int | None) -> Reply:
    made = await the_plan(turn, year)
    names = f"{turn.trust.school(one).known_as} and {turn.trust.school(other).known_as}"
    planned = {each.month for each in made.visits}
    months = [month] if month else [each for each in TEACHING_MONTHS if each in planned]
    pairs = [
        (first, second)
        for wanted in months
        for first in _waiting(made, one, wanted)[:1]
        for second in _waiting(made, other, wanted)[:1]
    ]
    if not pairs:
        said = f"{names} have no visits in one month that could change places."
        return turn.say(said, summary="Nothing to swap")
    if len(pairs) > 1:
        in_words = wording.listed([f"{date(2000, first.month, 1):%B}" for first, _ in pairs], "or")
        said = f"In which month: {in_words}? Please say it with the month."
        return turn.say(said, summary="In which month?")
    (first, second) = pairs[0]
    changed = await planning_visits.swap(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        one=first.number,
        other=second.number,
    )
    return shown(turn, changed, f"{names} have changed days. ")


async def _leave(turn: Turn, year: str, school: str, month: int | None) -> Reply:
    made = await the_plan(turn, year)
    lines = _waiting(made, school, month)
    if not lines:
        raise NotFound("visit")
    changed = await planning_visits.leave_out(
        uow=turn.uow, now=turn.now, person=turn.speaker, plan=made, numbers=[each.number for each in lines]
    )
    name = turn.trust.school(school).known_as
    return shown(turn, changed, f"Left out: {wording.several(len(lines), 'visit')} to {name}. ")


def _to_a_day(turn: Turn, year: str, one: str, day: str) -> PlanTalk | None:
    school = _school(turn, one)
    wanted = turn.reader.day_meant(day, turn.today, turn.trust.calendar, looking="forward")
    if school is None or wanted is None:
        return None
    return PlanTalk(lambda: _move(turn, year, school, wanted))


async def _move(turn: Turn, year: str, school: str, day: date) -> Reply:
    made = await the_plan(turn, year)
    name = turn.trust.school(school).known_as
    # A day without a year is of the year that is planned.
    in_year = next((d for n in range(3) if (d := _later(day, n)) and _is_in(turn, year, d)), None)
    lines = [
        each
        for each in made.visits
        if in_year and each.school == school and each.month == in_year.month and each.visit is None
    ]
    if in_year is None or not lines:
        said = f"{name} has no visit in the plan in that month that could be moved."
        return turn.say(said, summary="Nothing to move")
    changed = await planning_visits.set_day(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        number=lines[0].number,
        day=in_year,
    )
    return shown(turn, changed, f"{name} is now on {wording.day(in_year)}. ")


def _later(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def _is_in(turn: Turn, year: str, day: date) -> bool:
    return turn.trust.calendar.academic_year_of(day) == year


def _waiting(made: StoredPlan, school: str, month: int | None) -> list[PlannedVisit]:
    return [
        each for each in made.visits if each.school == school and each.waits and month in (None, each.month)
    ]
