"""What is done about each intent: one line an entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from dialogs import (
    agenda_adding,
    allocating,
    allocations,
    annual_review_lists,
    booking,
    chasing,
    coming_reminders,
    deployment_lists,
    designation_history,
    designation_lists,
    duty_lists,
    filing,
    handing_in_papers,
    meetings,
    minutes_sentences,
    moving,
    packs,
    plan_reporting,
    plan_reports_due,
    plans,
    recommendation_steps,
    recommending,
    reminders,
    report_reading,
    request_lists,
    requesting,
    review_lists,
    school_papers,
    strategy_reading,
    summarising,
    target_lists,
    targeting,
    term_dates,
    visit_agendas,
    visit_lists,
    visit_papers,
    welcome,
    who_is_who,
)
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation

Handler = Callable[[Turn, Interpretation], Awaitable[Reply]]
PageHandler = Callable[[Turn, Interpretation, int], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Way:
    """How an intent is dealt with. `writes` ones are refused where the bot only reads; `openly` answered ones
    may be read by everybody in a group, all others go to the asker alone.
    """

    handler: Handler
    writes: bool = False
    openly: bool = False


async def _deadlines(turn: Turn, asked: Interpretation) -> Reply:
    return await (coming_reminders.answer(turn) if asked.nudges else duty_lists.answer(turn, asked))


WAYS: Mapping[Intent, Way] = {
    Intent.REPORT_FILE: Way(filing.begin, writes=True),
    Intent.REPORT_LIST: Way(duty_lists.answer),
    Intent.REPORT_CHASE: Way(chasing.answer, writes=True),
    Intent.DEADLINE_LIST: Way(_deadlines),
    Intent.REMINDER_SNOOZE: Way(reminders.answer, writes=True),
    Intent.REPORT_SHOW: Way(report_reading.find),
    Intent.AGENDA_SHOW: Way(visit_agendas.answer),
    Intent.AGENDA_ADD: Way(agenda_adding.begin, writes=True),
    Intent.PAPERWORK_SEND: Way(visit_papers.begin, writes=True),
    Intent.VISIT_LIST: Way(visit_lists.answer),
    Intent.VISIT_REQUEST: Way(requesting.ask, writes=True),
    Intent.REQUEST_LIST: Way(request_lists.answer),
    Intent.VISIT_BOOK: Way(booking.book, writes=True),
    Intent.VISIT_MOVE: Way(moving.move, writes=True),
    Intent.VISIT_CANCEL: Way(moving.cancel, writes=True),
    Intent.DESIGNATION_SHOW: Way(designation_lists.answer),
    Intent.DESIGNATION_HISTORY: Way(designation_history.answer),
    Intent.DESIGNATION_RECOMMEND: Way(recommending.begin, writes=True),
    Intent.DESIGNATION_REVIEW: Way(recommendation_steps.answer),
    Intent.ENTITLEMENT_SHOW: Way(allocations.answer),
    Intent.SUPPORT_ALLOCATE: Way(allocating.begin, writes=True),
    Intent.SUPPORT_LIST: Way(deployment_lists.answer),
    Intent.CRITERIA_SHOW: Way(strategy_reading.criteria),
    Intent.DEVELOPMENT_PLAN_SHOW: Way(school_papers.answer),
    Intent.DEVELOPMENT_PLAN_SUBMIT: Way(handing_in_papers.begin, writes=True),
    Intent.GUIDANCE_SHOW: Way(strategy_reading.guidance),
    Intent.PLAN_SHOW: Way(plans.answer),
    Intent.PLAN_REPORT: Way(plan_reporting.begin, writes=True),
    Intent.MEETING_LIST: Way(meetings.answer),
    Intent.MEETING_BOOK: Way(meetings.book, writes=True),
    Intent.MEETING_PACK: Way(packs.answer),
    Intent.SUMMARY_MAKE: Way(summarising.answer),
    Intent.MINUTES_RECORD: Way(minutes_sentences.answer),
    Intent.TARGET_SHOW: Way(target_lists.answer),
    Intent.TARGET_SET: Way(targeting.begin, writes=True),
    Intent.REVIEW_LIST: Way(review_lists.answer),
    Intent.PERSON_SHOW: Way(who_is_who.answer),
    Intent.CALENDAR_SHOW: Way(term_dates.answer, openly=True),
    Intent.HELP: Way(welcome.help_with, openly=True),
    Intent.GREETING: Way(welcome.greet, openly=True),
    Intent.CANCEL: Way(welcome.nothing_under_way, openly=True),
    Intent.UNKNOWN: Way(welcome.not_understood, openly=True),
}


def way_for(intent: Intent) -> Way:
    """How an intent is dealt with."""
    return WAYS[intent]


async def list_again(turn: Turn, asked: Interpretation, offset: int) -> Reply:
    """Another page of a list: of visits, of schools and their designations, or of reports and deadlines."""
    return await _PAGES.get(asked.intent, duty_lists.answer)(turn, asked, offset)


async def _reviews(turn: Turn, asked: Interpretation, offset: int) -> Reply:
    of_annual = asked.body == annual_review_lists.BODY
    return await (annual_review_lists.answer if of_annual else review_lists.listed)(turn, asked, offset)


_PAGES: Mapping[Intent, PageHandler] = {
    Intent.VISIT_LIST: visit_lists.answer,
    Intent.DESIGNATION_SHOW: designation_lists.answer,
    Intent.SUPPORT_LIST: deployment_lists.answer,
    Intent.REQUEST_LIST: request_lists.answer,
    Intent.PLAN_SHOW: plans.answer,
    Intent.PLAN_REPORT: plan_reports_due.answer,
    Intent.TARGET_SHOW: target_lists.answer,
    Intent.REVIEW_LIST: _reviews,
    Intent.MEETING_LIST: meetings.page,
    Intent.DEVELOPMENT_PLAN_SHOW: school_papers.answer,
}
