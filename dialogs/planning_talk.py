"""Sentences that change the plan of visits that was just shown: "not on Wednesdays", "swap two schools"."""

from __future__ import annotations

from datetime import date
from functools import partial

from dialogs import (
    plan_being_booked,
    planning_words,
    visit_plan_booking,
    visit_plan_views,
    visit_planning,
    wording,
)
from dialogs.awaiting import await_month
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.visit_planning import THE_PLAN, shown, the_plan
from strategy.actions import planning_visits
from strategy.actions.planning_visits import may_plan
from strategy.errors import Invalid, NotFound
from strategy.ports import PlannedVisit, StoredPlan
from strategy.visit_plan import TEACHING_MONTHS


def beginning_of(turn: Turn, text: str) -> Said | None:
    """Planning a year's visits, where a sentence asks for that; None where it is about something else.

    The words alone could also ask for the visits that are planned in a year.
    """
    if not planning_words.PLAN.match(text.strip()) or not may_plan(turn.uow, turn.speaker):
        return None
    asked = turn.read(text)
    if asked.starts is None or asked.school or asked.person or asked.school_choices:
        return None
    return Said(lambda: visit_planning.plan(turn, asked))


def talk_of(turn: Turn, text: str) -> Said | None:
    """What a sentence about the plan that was just shown does; None where it is about something else."""
    year = turn.memory.get(THE_PLAN)
    if not isinstance(year, str):
        return None
    plain = text.strip().replace("\u2019", "'")
    if planning_words.SHOW.match(plain):
        return Said(lambda: _shown(turn, year), writes=False)
    if planning_words.HOW_FAR.match(plain):
        return Said(lambda: _progress(turn, year), writes=False)
    if planning_words.BOOK.match(plain):
        return Said(lambda: _ask(turn, year))
    if planning_words.STOP.match(plain):
        return Said(lambda: _hold(turn, year, held=True))
    if planning_words.GO_ON.match(plain):
        return Said(lambda: _hold(turn, year, held=False))
    if found := planning_words.NOT_ON.match(plain):
        named = (found["weekday"] or found["no"]).casefold()
        weekday = next(n for n, day in enumerate(planning_words.WEEKDAYS) if day.startswith(named))
        return Said(lambda: _without(turn, year, weekday))
    if found := planning_words.SWAP.match(plain):
        return _of_two(turn, year, found["one"], found["other"], found["month"])
    if found := planning_words.LEAVE.match(plain):
        school, month = _school_and_month(turn, f"{found['one']} {found['month'] or ''}")
        return Said(lambda: _leave(turn, year, school, month)) if school else None
    if found := planning_words.MOVE.match(plain):
        return _to_a_day(turn, year, found["one"], found["day"])
    if found := planning_words.BY.match(plain):
        by = "school" if found["by"].casefold().startswith("school") else "partner"
        return Said(lambda: _viewed(turn, year, {"by": by}), writes=False)
    return _of_one(turn, year, plain)


def talk_of_booking(turn: Turn, text: str) -> Said | None:
    """Stopping, going on with or asking after a booking that something else was talked of since; None for
    other sentences. A bare word means it on the day alone on which it was spoken of.
    """
    plain = text.strip().replace("\u2019", "'")
    lately = plan_being_booked.is_meant(turn, visit_plan_booking.VISITS)
    if not may_plan(turn.uow, turn.speaker):
        return None
    for bare, naming, held in (
        (planning_words.STOP, planning_words.STOP_BOOKING, True),
        (planning_words.GO_ON, planning_words.GO_ON_BOOKING, False),
    ):
        if naming.match(plain) or (lately and bare.match(plain)):
            return Said(partial(_of_the_booking, turn, held=held))
    if planning_words.HOW_FAR_BOOKING.match(plain) or (lately and planning_words.HOW_FAR.match(plain)):
        return Said(partial(_of_the_booking, turn, held=None), writes=False)
    return None


async def _of_the_booking(turn: Turn, *, held: bool | None) -> Reply:
    """Have the booking that is under way stop or go on, or tell how far it is."""
    made = await visit_plan_booking.being_booked(turn)
    if made is None:
        return turn.say("No plan of visits is being booked.", summary="Nothing is being booked")
    if held is None:
        return await visit_plan_booking.progressed(turn, made)
    return await visit_plan_booking.held(turn, made, held=held)


def _of_one(turn: Turn, year: str, plain: str) -> Said | None:
    """The visits of a school or of a partner, where only its name is said or asked to be shown."""
    found = planning_words.OF.match(plain)
    if found is None:
        return None
    school, month = _school_and_month(turn, found["of"])
    if school is not None and month is None:
        return Said(lambda: _viewed(turn, year, {"by": "school", "of": school}), writes=False)
    named = turn.reader.person_named(found["of"], turn.trust)
    if len(named) == 1 and turn.trust.partnered_by(turn.trust.person(named[0])):
        return Said(lambda: _viewed(turn, year, {"by": "partner", "of": named[0]}), writes=False)
    return None


async def _viewed(turn: Turn, year: str, data: dict[str, object]) -> Reply:
    return await visit_plan_views.view(turn, Press("visit_plan.view", {"year": year, **data}))


def _school_and_month(turn: Turn, text: str) -> tuple[str | None, int | None]:
    """The school and the month that `Oak Bank's November visit` names; None for what it does not name."""
    month = planning_words.MONTH_NAMED.search(text)
    rest = text if month is None else text[: month.start()] + text[month.end() :]
    school = _school(turn, text) or _school(turn, " ".join(planning_words.DRESS.sub(" ", rest).split()))
    return school, None if month is None else planning_words.month_of(month["month"])


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
    return await visit_plan_booking.held(turn, await the_plan(turn, year), held=held)


async def _without(turn: Turn, year: str, weekday: int) -> Reply:
    return await visit_planning.without(turn, await the_plan(turn, year), weekday)


def _of_two(turn: Turn, year: str, one: str, other: str, month: str | None) -> Said | None:
    first, second = _school(turn, one), _school(turn, other)
    if first is None or second is None:
        return None
    number = planning_words.month_of(month)
    return Said(lambda: _swap(turn, year, first, second, number))


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
        both = f"{turn.trust.school(one).name} and {turn.trust.school(other).name}"
        return await_month(
            turn, {first.month: f"swap {both} in {date(2000, first.month, 1):%B}" for first, _ in pairs}
        )
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


def _to_a_day(turn: Turn, year: str, one: str, day: str) -> Said | None:
    school, month = _school_and_month(turn, one)
    named = planning_words.MONTH_NAMED.search(day)
    if named is None and month is not None:
        day = f"{day.removeprefix('the ')} {date(2000, month, 1):%B}"
    wanted = turn.reader.day_meant(day, turn.today, turn.trust.calendar, looking="forward")
    if school is None or wanted is None:
        return None
    if named is None and month is None and planning_words.A_DAY.fullmatch(day):
        return Said(lambda: _which_month(turn, year, school, day), writes=False)
    return Said(lambda: _move(turn, year, school, month, wanted))


async def _which_month(turn: Turn, year: str, school: str, day: str) -> Reply:
    made = await the_plan(turn, year)
    name, number = turn.trust.school(school).name, day.removeprefix("the ")
    months = [each.month for each in made.visits if each.school == school and each.visit is None]
    if not months:
        raise NotFound("visit")
    return await_month(
        turn, {month: f"move {name} to {number} {date(2000, month, 1):%B}" for month in months}
    )


async def _move(turn: Turn, year: str, school: str, month: int | None, day: date) -> Reply:
    made = await the_plan(turn, year)
    name = turn.trust.school(school).known_as
    # A day without a year is of the year that is planned.
    in_year = next((d for n in range(3) if (d := _later(day, n)) and _is_in(turn, year, d)), None)
    of_month = month or (in_year.month if in_year else None)
    lines = [
        each
        for each in made.visits
        if in_year and each.school == school and each.month == of_month and each.visit is None
    ]
    if in_year is None or not lines:
        said = f"{name} has no visit in the plan in that month that could be moved."
        return turn.say(said, summary="Nothing to move")
    try:
        changed = await planning_visits.set_day(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            plan=made,
            number=lines[0].number,
            day=in_year,
        )
    except Invalid as refused:
        free = await visit_planning.free_days_of(turn, made, lines[0], in_year)
        said = " ".join(refused.faults.values())
        if free:
            days = wording.listed([wording.short_day(each, turn.today) for each in free], "or")
            said += f" Free days are {days}."
        return turn.say(said, summary="Not moved")
    note = visit_planning.calendars_say(turn, lines[0], in_year)
    return shown(turn, changed, f"{name} is now on {wording.day(in_year)}. {note}")


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
