"""Sentences about plans that are recognised beside the intents: each does what a button does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from dialogs import exits, plan_cards, plan_reporting, plan_reports_due, plans
from dialogs.messages import Press, Reply
from dialogs.picking import pick_needed
from dialogs.turn import Turn
from dialogs.understanding.filling import Setting, filled
from dialogs.understanding.intents import Intent
from dialogs.understanding.plan_wishes import PlanWish, Wished, plan_wish
from strategy.actions.planning import plan_schools
from strategy.errors import NotAllowed
from strategy.permissions import Deed

LONGEST = 400
"""Characters of a text that is read as such a sentence."""
_WRITES = frozenset({PlanWish.ADD, PlanWish.CHANGE, PlanWish.DONE, PlanWish.DROP})


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """How a sentence about a plan is answered; `writes` where that may change something."""

    answer: Callable[[], Awaitable[Reply]]
    writes: bool


def way_for(turn: Turn, text: str) -> PlanSaid | None:
    """How a text is answered that is a sentence about plans; None for any other text."""
    wished = plan_wish(text) if len(text) <= LONGEST else None
    if wished is None:
        return None
    return PlanSaid(lambda: _answer(turn, wished, text), wished.wish in _WRITES)


async def _answer(turn: Turn, wished: Wished, text: str) -> Reply:
    found = turn.reader.found_in(text, turn.speaker, turn.trust)
    setting = Setting(turn.speaker, turn.trust, turn.now)
    asked = filled(Intent.PLAN_REPORT, found, setting)
    asked = replace(asked, person=None, person_choices=(), unknown_name=None)
    if asked.school is None and len(turn.trust.headed_by(turn.speaker)) == 1:
        asked = replace(asked, school=turn.trust.headed_by(turn.speaker)[0].urn, school_choices=())
    if wished.wish is PlanWish.DUE:
        return await plan_reports_due.answer(turn, replace(asked, status="overdue" if wished.late else None))
    picking = pick_needed(turn, asked)
    if picking is not None:
        # Whichever is picked, its plan is what is shown: the rest is one tap away there.
        return picking
    if wished.wish is PlanWish.ADD:
        return await plans.begin_action(turn, asked.school)
    school = asked.school or _only(turn)
    if school is None:
        return plans.which_school(turn, "Which school's plan is it about?")
    if wished.wish is PlanWish.EXIT:
        return await exits.answer(turn, school)
    if wished.wish is PlanWish.READ:
        return await plan_reporting.read_last(turn, school, None)
    return await _of_an_action(turn, wished, school)


def _only(turn: Turn) -> str | None:
    schools = plan_schools(turn.speaker, Deed.SEE_PLAN, turn.today, turn.policy, turn.uow)
    if not schools:
        raise NotAllowed(Deed.SEE_PLAN)
    return schools[0].urn if len(schools) == 1 else None


async def _of_an_action(turn: Turn, wished: Wished, school: str) -> Reply:
    """The form or the page of the action with that number; without one, the plan to choose from."""
    actions = plan_cards.in_order(tuple(await turn.uow.plans.actions_of(school)))
    number = wished.number
    if number is None or not 1 <= number <= len(actions):
        lead = "Open the action that you mean." if actions else ""
        return await plans.show_plan(turn, school, lead=lead)
    data = {"action": actions[number - 1].id}
    if wished.wish is PlanWish.CHANGE:
        return await plans.begin_change(turn, Press("plan.action.change", data))
    return await plans.show_action(turn, Press("plan.action", data))
