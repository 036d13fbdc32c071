"""The actions of tailored plans, as a workbook."""

from __future__ import annotations

from dialogs import wording
from dialogs.plan_cards import in_order
from dialogs.plan_report_form import owner_of
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.planning import Plan, plan_schools, read_plan
from strategy.errors import NotAllowed
from strategy.permissions import Deed
from strategy.plans import Action
from strategy.ports import Cell, Listing

_COLUMNS = (
    "School",
    "Action",
    "Who",
    "By",
    "Stands",
    "Late",
    "Measure",
    "Impact so far",
    "Note",
)


async def listing(turn: Turn, question: Question) -> Listing:
    """Each action of the plan that is asked about, or of all plans that may be read."""
    wanted = question.asked.school
    schools = [
        school
        for school in plan_schools(turn.speaker, Deed.SEE_PLAN, turn.today, turn.policy, turn.uow)
        if wanted in (None, school.urn)
    ]
    if not schools:
        raise NotAllowed(Deed.SEE_PLAN)
    rows: list[tuple[Cell, ...]] = []
    for school in schools:
        plan = await read_plan(
            uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, school=school.urn
        )
        rows += [_row(turn, plan, action) for action in in_order(plan.actions)]
    plans = "the tailored plan of " + schools[0].known_as
    if len(schools) > 1:
        plans = f"the tailored plans of {wording.several(len(schools), 'school')}"
    said = wording.capitalised(f"{wording.several(len(rows), 'action')} in {plans}.")
    return framed(turn, "Tailored plans", said, _COLUMNS, rows)


def _row(turn: Turn, plan: Plan, action: Action) -> tuple[Cell, ...]:
    return (
        plan.school.known_as,
        action.text.what,
        owner_of(action, turn.trust),
        action.text.by,
        wording.capitalised(action.state),
        "Late" if action.is_late(turn.today) else None,
        action.text.measure,
        plan.impact.get(action.id),
        action.note,
    )
