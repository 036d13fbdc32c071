"""Sentences that change the plan of meetings that was just shown: "move the January EIT to the 20th"."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from dialogs import (
    meeting_plan_booking,
    meeting_plan_changes,
    meeting_plan_views,
    meeting_planning,
    meetings,
    planning_words,
    wording,
)
from dialogs import meeting_plan_words as forms
from dialogs.meeting_free_days import is_a_habit, kept_free_in
from dialogs.meeting_meant import Meant, lines_meant, meant_by, month_in
from dialogs.meeting_planning import THE_MEETINGS, shown, the_plan
from dialogs.meeting_words import line_called
from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from strategy.actions import planning_meetings
from strategy.actions.planning_meetings import may_plan_meetings
from strategy.meeting_diary import KeptFree
from strategy.ports import PlanOfMeetings
from strategy.school_year import year_after


def beginning_of(turn: Turn, text: str) -> Said | None:
    """Planning a year's meetings, where a sentence asks for that; None where it is about something else.

    The words alone could also ask for the meetings that are planned in a year.
    """
    if not forms.PLAN.match(text.strip()):
        return None
    asked = turn.read(text)
    about_some = asked.date or asked.school or asked.person or asked.school_choices or asked.risk
    if asked.intent not in (Intent.MEETING_BOOK, Intent.MEETING_LIST) or about_some:
        return None
    return Said(lambda: meetings.plan_year(turn, asked))


def talk_of(turn: Turn, text: str) -> Said | None:
    """What a sentence about the plan that was just shown does; None where it is about something else."""
    year = turn.memory.get(THE_MEETINGS)
    plain = text.strip().replace("\u2019", "'")
    if len(plain) > forms.LONGEST:
        return None
    if not isinstance(year, str):
        return _at_any_time(turn, plain)
    return _looking(turn, year, plain) or _booking(turn, year, plain) or _changing(turn, year, plain)


def _booking(turn: Turn, year: str, plain: str) -> Said | None:
    if planning_words.STOP.match(plain):
        return Said(lambda: _hold(turn, year, held=True))
    if planning_words.GO_ON.match(plain):
        return Said(lambda: _hold(turn, year, held=False))
    if forms.BOOK.match(plain):
        return Said(lambda: _with_plan(turn, year, meeting_plan_booking.asked_to_book))
    return None


def _changing(turn: Turn, year: str, plain: str) -> Said | None:
    if (free := kept_free_in(year, plain)) is not None:
        return Said(lambda: _keep_free(turn, year, free))
    if found := forms.SWAP.match(plain):
        return _swapping(turn, year, found["one"], found["other"])
    if found := forms.LEAVE.match(plain):
        return _leaving(turn, year, meant_by(turn, found["one"]))
    moving = _moving_in(turn, plain)
    return None if moving is None else Said(lambda: moving.do(turn, year))


@dataclass(frozen=True, slots=True)
class _Moving:
    """A wish to move a meeting: which, and what is done for it in the plan of a year."""

    meant: Meant
    do: Callable[[Turn, str], Awaitable[Reply]]


def _moving_in(turn: Turn, plain: str) -> _Moving | None:
    """What a sentence moves to a day, or by how long; None where it moves no meeting."""
    if is_a_habit(plain):
        return None
    if found := forms.SHIFT.match(plain):
        meant, said = meant_by(turn, found["one"]), found["said"]
        return None if meant is None else _Moving(meant, partial(_shift, meant, _days(found), said))
    one, day = forms.moved_to(plain)
    meant = meant_by(turn, one) if one else None
    if meant is None:
        return None
    return _Moving(meant, lambda turn, year: meeting_plan_changes.move(turn, year, meant, day))


def _days(found: re.Match[str]) -> int:
    """How many days later a sentence of `SHIFT` wants a meeting; fewer than none for earlier."""
    many, unit = found["many"] or found["number"], found["unit"] or found["measure"]
    way = (found["way"] or found["which"]).casefold()
    number = forms.NUMBERS.get(many.casefold()) or int(many)
    days = number * (7 if unit.casefold() == "week" else 1)
    earlier = way in ("earlier", "sooner", "forward", "forwards") or found["deed"].casefold() == "bring"
    return -days if earlier else days


async def _shift(meant: Meant, days: int, said: str, turn: Turn, year: str) -> Reply:
    return await meeting_plan_changes.shift(turn, year, meant, days, said)


async def _keep_free(turn: Turn, year: str, free: KeptFree) -> Reply:
    return await meeting_planning.keep_free(turn, await the_plan(turn, year), free)


async def _hold(turn: Turn, year: str, *, held: bool) -> Reply:
    return await meeting_plan_booking.held(turn, await the_plan(turn, year), held=held)


def _at_any_time(turn: Turn, plain: str) -> Said | None:
    """Moving a meeting that is named as one, although no plan was just shown."""
    moving = _moving_in(turn, plain) if may_plan_meetings(turn.uow, turn.speaker) else None
    if moving is None or not moving.meant.is_named:
        return None
    return Said(lambda: _move_of_some_year(turn, moving))


async def _move_of_some_year(turn: Turn, moving: _Moving) -> Reply:
    """Move it in this year's plan, or where it is not still to come there, in the next one's."""
    calendar = turn.trust.calendar
    this = calendar.academic_year_of(turn.today)
    for year in (this, year_after(this)):
        made = await turn.uow.meeting_plans.get(year)
        lines = [] if made is None else lines_meant(made, moving.meant)
        if any(each.day is not None and each.day > turn.today for each in lines):
            return await moving.do(turn, year)
    said = f"No such meeting is planned. Say \u201cplan the meetings for {this}\u201d to have them planned."
    return turn.say(said, summary="Nothing to move")


def _looking(turn: Turn, year: str, plain: str) -> Said | None:
    if forms.SHOW.match(plain) or forms.SHOW_MEETINGS.match(plain):
        return Said(lambda: _with_plan(turn, year, shown), writes=False)
    if forms.HOW_FAR.match(plain):
        return Said(lambda: _progress(turn, year), writes=False)
    if found := forms.BY.match(plain):
        by = "month" if found["by"].casefold() == "month" else "body"

        def look(turn: Turn, made: PlanOfMeetings) -> Reply:
            return meeting_plan_views.viewed(turn, made, by)

        return Said(lambda: _with_plan(turn, year, look), writes=False)
    if found := forms.WHEN.match(plain):
        return _asked_after(turn, year, found["one"])
    return None


def _asked_after(turn: Turn, year: str, named: str) -> Said | None:
    """When a meeting is in the plan, or which a school or a month has; None where none is named."""
    if forms.NOT_OF_A_PLAN.search(named):
        return None
    month = month_in(named)
    if month is not None:
        return Said(
            lambda: _with_plan(
                turn, year, lambda t, made: meeting_plan_views.viewed(t, made, "month", str(month))
            ),
            writes=False,
        )
    meant = meant_by(turn, named)
    if meant is None:
        return None
    return Said(
        lambda: _with_plan(turn, year, lambda t, made: meeting_plan_views.asked_after(t, made, meant)),
        writes=False,
    )


async def _with_plan(turn: Turn, year: str, do: Callable[[Turn, PlanOfMeetings], Reply]) -> Reply:
    return do(turn, await the_plan(turn, year))


async def _progress(turn: Turn, year: str) -> Reply:
    return await meeting_plan_booking.progressed(turn, await the_plan(turn, year))


def _swapping(turn: Turn, year: str, one: str, other: str) -> Said | None:
    first, second = meant_by(turn, one), meant_by(turn, other)
    if first is None or second is None or first.body is not second.body:
        return None
    return Said(lambda: meeting_plan_changes.swap(turn, year, first, second))


def _leaving(turn: Turn, year: str, meant: Meant | None) -> Said | None:
    return None if meant is None else Said(lambda: _leave(turn, year, meant))


async def _leave(turn: Turn, year: str, meant: Meant) -> Reply:
    made = await the_plan(turn, year)
    lines = [each for each in lines_meant(made, meant) if each.meeting is None]
    if not lines:
        return turn.say(
            "There is no such meeting in the plan that is not booked.", summary="Nothing left out"
        )
    changed = await planning_meetings.leave_out(
        uow=turn.uow, now=turn.now, person=turn.speaker, plan=made, numbers=[each.number for each in lines]
    )
    what = line_called(turn, lines[0]) if len(lines) == 1 else wording.several(len(lines), "meeting")
    return shown(turn, changed, f"Left out: {what}. ")
