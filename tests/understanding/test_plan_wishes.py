"""What busy people type about tailored plans and exit plans, written before it was tried."""

from __future__ import annotations

import pytest

from dialogs.understanding.plan_wishes import PlanWish, plan_wish

ADD, CHANGE, DONE, DROP = PlanWish.ADD, PlanWish.CHANGE, PlanWish.DONE, PlanWish.DROP
DUE, READ, EXIT = PlanWish.DUE, PlanWish.READ, PlanWish.EXIT


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("start a tailored plan for Eastgate", ADD),
        ("Add an action to Eastgate's plan", ADD),
        ("can you put another action in the tailored plan for thornbridge", ADD),
        ("new action for Oak Bank's plan please", ADD),
        ("I need to set up the tailored plan for Marlow", ADD),
        ("create plan for kings meadow", ADD),
        ("could we begin a bespoke plan for St Aidan", ADD),
        ("change action 2 in Eastgate's plan", CHANGE),
        ("Please edit the third action of the Thornbridge plan", CHANGE),
        ("move action 1 in marlow's tailored plan to January", CHANGE),
        ("update an action on the Eastgate plan", CHANGE),
        ("mark action 3 of Eastgate's plan as done", DONE),
        ("action 2 in oak bank's plan is finished", DONE),
        ("close action 1 on the tailored plan for Marlow", DONE),
        ("drop action 4 from Thornbridge's tailored plan", DROP),
        ("pls remove the second action in the eastgate plan", DROP),
        ("Which plans have I not reported for October?", DUE),
        ("which plan reports are due this month", DUE),
        ("what plan reports are still outstanding", DUE),
        ("which tailored plans haven't been reported on yet", DUE),
        ("any overdue plan reports?", DUE),
        ("how many plan reports do I have left to write", DUE),
        ("which plans still need a report", DUE),
        ("whose tailored plan have I not reported on in november", DUE),
        ("show me the last plan report on Eastgate", READ),
        ("can I read the report on Thornbridge's tailored plan", READ),
        ("open the latest plan report for Marlow", READ),
        ("what did the last plan report on Oak Bank say", READ),
        ("show Eastgate's exit plan", EXIT),
        ("what goes back to Eastgate and when", EXIT),
        ("does Marlow have an exit plan?", EXIT),
        ("add something to the exit plan for Thornbridge", EXIT),
        ("who confirms the exit plan for oak bank", EXIT),
    ],
)
def test_what_people_type_of_plans_is_understood(text: str, wish: PlanWish) -> None:
    found = plan_wish(text)
    assert found is not None
    assert found.wish is wish


@pytest.mark.parametrize(
    "text",
    [
        # The intents say all of these.
        "can i see the tailored plan for Cawthorne",
        "What actions are in the tailored plan for my school",
        "record actions and impact for the Eastgate tailored plan",
        "I need to report November's impact on thornbridge's tailored plan",
        "report on Marlow's plan to the Progress Board",
        # These are of other plans, or of none.
        "start a development plan for Marlow",
        "add an action to the school improvement plan",
        "Add a priority to the trust's plan",
        "add another priority to the trust-wide plan",
        "start the plan for the whole trust",
        "add a visit to Eastgate",
        "which reports are overdue",
        "when is the plan to visit Marlow",
        "put behaviour on the agenda for Oak Bank, it is in the plan",
        "what do I owe?",
        "I plan to visit Eastgate on Friday",
        "show me the lesson plan",
    ],
)
def test_other_sentences_are_left_to_the_intents(text: str) -> None:
    assert plan_wish(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("change action 12 in Eastgate's plan", 12),
        ("mark the second action of Eastgate's plan done", 2),
        ("drop an action from Eastgate's plan", None),
    ],
)
def test_which_action_is_meant(text: str, number: int | None) -> None:
    found = plan_wish(text)
    assert found is not None
    assert found.number == number


def test_only_what_is_late_where_that_is_asked() -> None:
    late, due = plan_wish("which plan reports are overdue"), plan_wish("which plan reports are due")
    assert late is not None
    assert due is not None
    assert (late.late, due.late) == (True, False)
