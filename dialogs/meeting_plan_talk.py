"""Sentences that change the plan of meetings that was just shown: "move the January EIT to the 20th"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dialogs import (
    meeting_plan_booking,
    meeting_plan_views,
    meeting_planning,
    meetings,
    planning_words,
    wording,
)
from dialogs.meeting_meant import DAYS, Meant, day_in_year, day_near, lines_meant, meant_by
from dialogs.meeting_planning import THE_MEETINGS, shown, the_plan
from dialogs.meeting_words import line_called, month_name
from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from strategy.actions import planning_meetings
from strategy.actions.planning_meetings import may_plan_meetings
from strategy.ports import PlannedMeeting, PlanOfMeetings
from strategy.school_year import year_after

_PLEASE, _END = (
    r"^(?:(?:please|can you|could you|and|ok(?:ay)?,?) )*",
    r"(?:,? (?:please|instead|thanks|either|too|as well))*[.!?]?$",
)


def _form(text: str) -> re.Pattern[str]:
    return re.compile(f"{_PLEASE}{text}{_END}", re.IGNORECASE)


_PLAN = _form(
    r"(?:pls |can we |let'?s |let us |i want to |i need to |i'd like to |we need to |help me |time to |"
    r"we should )*"
    r"(?:re)?(?:plan|schedule|timetable|diary|draw up|put together|work out|set up|set out|create|sort out|"
    r"organise|propose|prepare)(?: out)?\b.*\b(?:meetings|boards|PBs|EITs|committees|"
    r"(?:meeting|board) (?:calendar|plan|schedule|dates|programme|cycle|timetable))\b.*"
)
_NOT_ON = _form(
    r"(?:(?:but )?not|never|nothing|none|no meetings?|no boards?|no|avoid|keep off|keep) (?:on )?(?:a |any )?"
    rf"(?P<weekday>{'|'.join(DAYS)})s?(?: free)?"
)
_BOOK = _form(
    r"(?:yes,? )?book (?:it |them )?(?:all|them|it|the (?:whole )?plan|the meetings|everything)"
    r"(?: now)?(?: in)?"
)
_HOW_FAR = _form(
    r"how (?:far (?:is it|are (?:we|you|they)|is the booking|along)|is (?:it|the booking) going)"
)
_SHOW = _form(
    r"(?:(?:show (?:me )?)?(?:the )?(?:meeting )?plan(?: again)?|"
    r"(?:are there )?(?:any )?(?:conflicts|clashes|problems)|"
    r"what (?:still )?(?:does|do|did)(?:n't| not) fit|what is (?:missing|wrong))"
)
_BY = _form(r"(?:show (?:me |it |them )?)?(?:the )?(?:plan )?by (?P<by>month|body|school)")
_SWAP = _form(r"(?:swap|exchange|switch) (?P<one>.+?) (?:and|with|for) (?P<other>.+?)")
_LEAVE = _form(r"(?:leave out|drop|skip|take out) (?P<one>.+?)")
_MOVE = _form(
    r"(?:move|put|shift|push|bring) (?P<one>.+?) (?:to|on|back to|forward to) "
    r"(?!(?:my|our) (?:\w+ )?(?:calendar|diary)\b)(?P<day>.+?)"
)


def beginning_of(turn: Turn, text: str) -> Said | None:
    """Planning a year's meetings, where a sentence asks for that; None where it is about something else.

    The words alone could also ask for the meetings that are planned in a year.
    """
    if not _PLAN.match(text.strip()):
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
    if not isinstance(year, str):
        return _at_any_time(turn, plain)
    looked = _looking(turn, year, plain)
    if looked is not None:
        return looked
    if planning_words.STOP.match(plain):
        return Said(lambda: _hold(turn, year, held=True))
    if planning_words.GO_ON.match(plain):
        return Said(lambda: _hold(turn, year, held=False))
    if _BOOK.match(plain):
        return Said(lambda: _with_plan(turn, year, meeting_plan_booking.asked_to_book))
    if found := _NOT_ON.match(plain):
        weekday = DAYS.index(found["weekday"].casefold())
        return Said(lambda: _without(turn, year, weekday))
    if found := _SWAP.match(plain):
        return _swapping(turn, year, found["one"], found["other"])
    if found := _LEAVE.match(plain):
        return _leaving(turn, year, meant_by(turn, found["one"]))
    if found := _MOVE.match(plain):
        return _moving(turn, year, meant_by(turn, found["one"]), found["day"])
    return None


async def _hold(turn: Turn, year: str, *, held: bool) -> Reply:
    return await meeting_plan_booking.held(turn, await the_plan(turn, year), held=held)


def _at_any_time(turn: Turn, plain: str) -> Said | None:
    """Moving a meeting that is named as one, although no plan was just shown."""
    found = _MOVE.match(plain)
    meant = meant_by(turn, found["one"]) if found else None
    if not found or meant is None or not meant.is_named or not may_plan_meetings(turn.uow, turn.speaker):
        return None
    day = found["day"]
    return Said(lambda: _move_of_some_year(turn, meant, day))


async def _move_of_some_year(turn: Turn, meant: Meant, day: str) -> Reply:
    """Move it in this year's plan, or where it is not still to come there, in the next one's."""
    calendar = turn.trust.calendar
    this = calendar.academic_year_of(turn.today)
    for year in (this, year_after(this)):
        made = await turn.uow.meeting_plans.get(year)
        lines = [] if made is None else lines_meant(made, meant)
        if any(each.day is not None and each.day > turn.today for each in lines):
            return await _move(turn, year, meant, day)
    said = f"No such meeting is planned. Say \u201cplan the meetings for {this}\u201d to have them planned."
    return turn.say(said, summary="Nothing to move")


def _looking(turn: Turn, year: str, plain: str) -> Said | None:
    if _SHOW.match(plain):
        return Said(lambda: _with_plan(turn, year, shown), writes=False)
    if _HOW_FAR.match(plain):
        return Said(lambda: _progress(turn, year), writes=False)
    if found := _BY.match(plain):
        by = "month" if found["by"].casefold() == "month" else "body"

        def look(turn: Turn, made: PlanOfMeetings) -> Reply:
            return meeting_plan_views.viewed(turn, made, by)

        return Said(lambda: _with_plan(turn, year, look), writes=False)
    return None


async def _with_plan(turn: Turn, year: str, do: Callable[[Turn, PlanOfMeetings], Reply]) -> Reply:
    return do(turn, await the_plan(turn, year))


async def _progress(turn: Turn, year: str) -> Reply:
    return await meeting_plan_booking.progressed(turn, await the_plan(turn, year))


async def _without(turn: Turn, year: str, weekday: int) -> Reply:
    return await meeting_planning.without(turn, await the_plan(turn, year), weekday)


def _swapping(turn: Turn, year: str, one: str, other: str) -> Said | None:
    first, second = meant_by(turn, one), meant_by(turn, other)
    if first is None or second is None or first.body is not second.body:
        return None
    return Said(lambda: _swap(turn, year, first, second))


async def _swap(turn: Turn, year: str, one: Meant, other: Meant) -> Reply:
    made = await the_plan(turn, year)
    month = one.month or other.month
    pairs = [
        (first, second)
        for first in lines_meant(made, Meant(one.body, one.school, month))
        for second in lines_meant(made, Meant(other.body, other.school, month))
        if first.month == second.month and first.day and second.day and first != second
    ]
    names = wording.listed([turn.trust.school(each.school).known_as for each in (one, other) if each.school])
    if not pairs:
        said = f"{names or 'Those two'} have no meetings in one month that could change places."
        return turn.say(said, summary="Nothing to swap")
    if len(pairs) > 1:
        return _which_month(turn, [first for first, _ in pairs])
    (first, second) = pairs[0]
    changed = await planning_meetings.swap(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        one=first.number,
        other=second.number,
    )
    return shown(turn, changed, f"{names} have changed days. ")


def _leaving(turn: Turn, year: str, meant: Meant | None) -> Said | None:
    return None if meant is None else Said(lambda: _leave(turn, year, meant))


def _moving(turn: Turn, year: str, meant: Meant | None, day: str) -> Said | None:
    return None if meant is None else Said(lambda: _move(turn, year, meant, day))


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


async def _move(turn: Turn, year: str, meant: Meant, day: str) -> Reply:
    made = await the_plan(turn, year)
    lines = lines_meant(made, meant)
    if len(lines) > 1:
        wanted = day_in_year(turn, year, day)
        lines = [each for each in lines if wanted and wanted.month == each.month] or lines
    if not lines:
        return turn.say("There is no such meeting in the plan.", summary="Nothing to move")
    if len(lines) > 1:
        return _which_month(turn, lines)
    each = lines[0]
    to = day_near(turn, year, each, meant.month, day)
    if to is None:
        said = f'To which day? Say, for example, "move it to 20 {month_name(each.month)}", with what it is.'
        return turn.say(said, summary="To which day?")
    changed = await planning_meetings.set_day(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        number=each.number,
        day=to,
    )
    return shown(turn, changed, _told(turn, made, changed, each, to))


def _told(turn: Turn, before: PlanOfMeetings, after: PlanOfMeetings, each: PlannedMeeting, to: date) -> str:
    """That it has moved, and what has moved with it."""
    was = {line.number: line.day for line in before.meetings}
    others = [e for e in after.meetings if e.number != each.number and e.day and e.day != was.get(e.number)]
    said = f"{line_called(turn, each)} is now on {wording.day(to)}. "
    if len(others) > 2:
        return f"{said}{len(others)} meetings of its round moved with it. "
    for other in others:
        if other.day is not None:
            said += f"{line_called(turn, other)} moved with it to {wording.day(other.day)}. "
    return said


def _which_month(turn: Turn, lines: list[PlannedMeeting]) -> Reply:
    months = list(dict.fromkeys(month_name(each.month) for each in lines))
    said = f"In which month: {wording.listed(months, 'or')}? Please say it with the month."
    return turn.say(said, summary="In which month?")
