"""Lists whole, as workbooks hold them: each list that answers a question in chat, with typed cells.

Each maker asks its list's own question of permission anew, for whoever speaks, at the time of the turn.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from dialogs.asked_again import recalled
from dialogs.sheets import (
    actions,
    board_requests,
    deliveries,
    duties,
    events,
    meetings,
    minutes,
    next_year,
    papers,
    people,
    plan_reports,
    plans,
    pool,
    priorities,
    recommendations,
    record,
    reminders,
    requests,
    results,
    reviews,
    schools,
    support,
    targets,
    term_dates,
    visits,
    year_plans,
)
from dialogs.sheets.framing import Question
from dialogs.turn import Turn
from strategy.errors import NotFound
from strategy.ports import Listing

Maker = Callable[[Turn, Question], Awaitable[Listing]]

MAKERS: Final[Mapping[str, Maker]] = {
    "duties": duties.listing,
    "visits": visits.listing,
    "designations": schools.listing,
    "support": support.days_left,
    "deployments": support.deployed,
    "requests": requests.listing,
    "targets": targets.listing,
    "plans": plans.listing,
    "papers": papers.listing,
    "actions": actions.listing,
    "meetings": meetings.listing,
    "results": results.listing,
    "board requests": board_requests.listing,
    "next year": next_year.listing,
    "pool": pool.listing,
    "events": events.listing,
    "reviews": reviews.listing,
    "annual reviews": reviews.annual,
    "plan reports": plan_reports.listing,
    "minutes": minutes.listing,
    "without boards": meetings.without_boards,
    "recommendations": recommendations.under_way,
    "history": recommendations.history,
    "proposed targets": targets.proposed,
    "record": record.listing,
    "deliveries": deliveries.of_report,
    "chase": deliveries.of_chase,
    "reminders": reminders.listing,
    "people": people.listing,
    "absences": people.absences,
    "term dates": term_dates.listing,
    "visit plan": year_plans.visits,
    "meeting plan": year_plans.meetings,
    "priorities": priorities.listing,
}
"""By the name under which a list is noted when it is shown (`dialogs.list_shown`)."""


async def whole(turn: Turn, question: Mapping[str, Any]) -> Listing:
    """The list that a question asks for, as it is now for the speaker.

    Raises NotAllowed where they may see none of it any more, and NotFound where the question means nothing.
    """
    maker = MAKERS.get(str(question.get("list")))
    asked = recalled(question.get("ask"), turn.trust)
    if maker is None or asked is None:
        raise NotFound("file")
    return await maker(turn, Question(asked, question))
