"""The buttons of designations, support, plans, targets, reviews and schools' papers."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import (
    allocating,
    annual_review_lists,
    annual_review_page,
    annual_reviewing,
    changing_support,
    exits,
    handing_in_papers,
    paper_decisions,
    plan_reporting,
    plan_reports_due,
    plans,
    recommendation_steps,
    recommending,
    review_days,
    review_page,
    reviewing,
    school_papers,
    taking_back,
    target_lists,
    target_steps,
    targeting,
    trust_plan,
    trust_plan_writing,
)
from dialogs.messages import Press, Reply
from dialogs.turn import PressHandler, Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation


async def _due_plan_reports(turn: Turn, press: Press) -> Reply:
    del press
    return await plan_reports_due.answer(turn, Interpretation(intent=Intent.PLAN_REPORT))


_STEPS = (
    "recommendation.endorse",
    "recommendation.send_back",
    "recommendation.review",
    "recommendation.sign_off",
    "recommendation.otherwise",
    "recommendation.withdraw",
)
_PAPERS: Mapping[str, PressHandler] = {
    "paper.take": handing_in_papers.taken,
    "paper.hand_in": handing_in_papers.taken,
    "paper.leave": handing_in_papers.leave,
    "paper.sign_off": paper_decisions.decide,
    "paper.send_back": paper_decisions.decide,
    "paper.note.ask": paper_decisions.ask_note,
    "paper.note": paper_decisions.noted,
    "paper.send": school_papers.send,
}
_PLAN_DEEDS: Mapping[str, PressHandler] = {
    "plan.action.start": plans.begin_pressed,
    "plan.action.change": plans.begin_change,
    **dict.fromkeys(("plan.action.done", "plan.action.drop", "plan.action.open"), plans.close),
    "plan.report.start": plan_reporting.begin_pressed,
    "plan.report.amend": plan_reporting.begin_amending,
    "exit.item.start": exits.begin_item,
    **dict.fromkeys(("exit.agree", "exit.confirm", "exit.item.out"), exits.act),
}
PRESSES: Mapping[str, PressHandler] = {
    "recommendation.start": recommending.begin_for_school,
    "recommendation.of_school": recommendation_steps.show_of_school,
    "recommendation.show": recommendation_steps.show_pressed,
    "recommendation.evidence": recommendation_steps.show_evidence,
    **dict.fromkeys(_STEPS, recommendation_steps.take_step),
    "support.allocate": allocating.confirm,
    "support.change": changing_support.change,
    "support.change.ask": changing_support.ask,
    "days.take_back": taking_back.take_back,
    "days.take_back.ask": taking_back.ask,
    "plan.show": plans.show_pressed,
    "plan.action": plans.show_action,
    "plan.report.show": plan_reporting.show,
    "plan.report.due": _due_plan_reports,
    "exit.show": exits.show_pressed,
    **_PLAN_DEEDS,
    "targets.start": targeting.begin_for_school,
    "targets.of_school": target_lists.show_pressed,
    "targets.set": target_steps.show_pressed,
    "targets.item": target_steps.show_item,
    "targets.note": target_steps.note,
    **dict.fromkeys(("targets.sign_off", "targets.send_back"), target_steps.decide),
    "plan.trust": trust_plan.show_pressed,
    "priority.start": trust_plan_writing.begin_pressed,
    "priority.drop.ask": trust_plan_writing.ask_to_drop,
    "priority.drop": trust_plan_writing.drop,
    "review.show": review_page.pressed,
    "review.versions": review_page.show_versions,
    "review.day": review_days.pressed,
    "review.record": reviewing.pressed,
    "annual_review.start": annual_reviewing.start_pressed,
    "annual_review.amend": annual_reviewing.amend_pressed,
    "annual_review.show": annual_review_page.show_pressed,
    "annual_review.versions": annual_review_page.versions_pressed,
    "annual_review.of_school": annual_review_lists.of_school_pressed,
    "paper.of": school_papers.show_of,
    "paper.show": school_papers.show_pressed,
    "paper.versions": school_papers.show_versions,
    **_PAPERS,
}
WRITING = frozenset(
    {*_STEPS, *_PAPERS, *_PLAN_DEEDS, "recommendation.start"}
    | {"support.allocate", "support.change", "support.change.ask", "days.take_back", "days.take_back.ask"}
    | {"targets.start", "targets.note", "targets.sign_off", "targets.send_back"}
    | {"priority.start", "priority.drop.ask", "priority.drop"}
    | {"review.day", "review.record", "annual_review.start", "annual_review.amend"}
)
"""Those that are refused where the bot only reads."""
