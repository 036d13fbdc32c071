"""Sentences about a plan that is not booked yet, though something else was talked of since it was shown."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import meeting_plan_talk, meeting_plan_words, planning_talk, planning_words
from dialogs.booking_data import VISIT_SHOWN
from dialogs.meeting_free_days import kept_free_in
from dialogs.meeting_meant import BODY_IN_WORDS
from dialogs.meeting_planning import A_YEAR, THE_MEETINGS
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.visit_planning import THE_PLAN
from strategy.actions.planning_meetings import may_plan_meetings
from strategy.actions.planning_visits import may_plan
from strategy.ports import PlanOfMeetings, StoredPlan
from strategy.school_year import year_after, year_name


async def talk_of(turn: Turn, text: str) -> Said | None:
    """What a sentence does with the plan that waits to be booked, of meetings or of visits; None where it is
    about something else, where no such plan is, and for those who may not plan.

    One that names neither is about the plan that was changed last.
    """
    plain = text.strip().replace("\u2019", "'")
    plans = may_plan_meetings(turn.uow, turn.speaker) or may_plan(turn.uow, turn.speaker)
    if not plans or len(plain) > meeting_plan_words.LONGEST or not _is_of_a_plan(turn, plain):
        return None
    years = _years(turn, plain)
    visits = await _visits(turn, years) if not _names_meetings(plain) else None
    meetings = await _meetings(turn, years) if "visit" not in plain.casefold() else None
    if meetings is not None and (visits is None or visits.at < meetings.at):
        turn.memory[THE_MEETINGS] = meetings.year
        found, key = meeting_plan_talk.talk_of(turn, text), THE_MEETINGS
    elif visits is not None:
        turn.memory[THE_PLAN] = visits.year
        found, key = planning_talk.talk_of(turn, text), THE_PLAN
    else:
        return None
    if found is None:
        turn.memory.pop(key, None)
    return found


def _is_of_a_plan(turn: Turn, plain: str) -> bool:
    """Whether words can only be meant of a plan, whatever was talked of before them."""
    talk = meeting_plan_words
    if (
        talk.BOOK_ALL.match(plain)
        or talk.SHOW_MEETINGS.match(plain)
        or planning_words.ALL_VISITS.match(plain)
    ):
        return True
    if talk.LEAVE.match(plain) or talk.BY.match(plain):
        return _names_meetings(plain)
    if (when := talk.WHEN.match(plain)) is not None:
        return when["planned"] is not None
    if VISIT_SHOWN in turn.memory:
        # Just after a visit was spoken of, a day that does not suit is one for that.
        return False
    year = turn.trust.calendar.academic_year_of(turn.today)
    return talk.SWAP.match(plain) is not None or kept_free_in(year, plain) is not None


def _names_meetings(plain: str) -> bool:
    return BODY_IN_WORDS.search(plain) is not None


async def _meetings(turn: Turn, years: Sequence[str]) -> PlanOfMeetings | None:
    """The plan of meetings that waits to be booked; this year's before the next one's."""
    if not may_plan_meetings(turn.uow, turn.speaker):
        return None
    for year in years:
        made = await turn.uow.meeting_plans.get(year)
        if made is not None and any(e.waits and e.day and e.day > turn.today for e in made.meetings):
            return made
    return None


async def _visits(turn: Turn, years: Sequence[str]) -> StoredPlan | None:
    if not may_plan(turn.uow, turn.speaker):
        return None
    for year in years:
        made = await turn.uow.visit_plans.get(year)
        if made is not None and any(e.waits and e.day and e.day > turn.today for e in made.visits):
            return made
    return None


def _years(turn: Turn, plain: str) -> Sequence[str]:
    """The year that is named, else this one and the next."""
    if (named := A_YEAR.search(plain)) is not None:
        return (year_name(int(named["starts"])),)
    this = turn.trust.calendar.academic_year_of(turn.today)
    return this, year_after(this)
