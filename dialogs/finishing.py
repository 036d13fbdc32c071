"""Handing in a draft of any kind, and what a second press of the same form gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from dialogs import (
    allocating,
    annual_reviewing,
    arranging,
    exits,
    giving_results,
    handing_in,
    minutes_filing,
    next_year,
    plan_reporting,
    plans,
    recommending,
    reviewing,
    summarising,
    targeting,
    trust_plan_writing,
)
from dialogs.allocation_form import ALLOCATION
from dialogs.annual_review_form import ANNUAL_REVIEW
from dialogs.event_form import EVENT
from dialogs.exit_item_form import EXIT_ITEM
from dialogs.messages import Reply
from dialogs.minutes_form import MINUTES
from dialogs.next_year_form import NEXT_YEAR
from dialogs.plan_action_form import PLAN_ACTION
from dialogs.plan_report_form import PLAN_REPORT
from dialogs.recommendation_form import RECOMMENDATION
from dialogs.results_form import RESULTS
from dialogs.review_form import REVIEW_OUTCOME
from dialogs.summary_form import SUMMARY
from dialogs.target_form import TARGETS
from dialogs.trust_plan_form import PRIORITY
from dialogs.turn import Turn
from strategy.ports import Draft

_HAND_IN: Mapping[str, Callable[[Turn, Draft, Any], Awaitable[Reply]]] = {
    ALLOCATION: allocating.finish,
    EVENT: arranging.finish,
    RECOMMENDATION: recommending.finish,
    PLAN_ACTION: plans.finish,
    PLAN_REPORT: plan_reporting.finish,
    EXIT_ITEM: exits.finish,
    TARGETS: targeting.finish,
    PRIORITY: trust_plan_writing.finish,
    NEXT_YEAR: next_year.finish,
    REVIEW_OUTCOME: reviewing.finish,
    ANNUAL_REVIEW: annual_reviewing.finish,
    MINUTES: minutes_filing.finish,
    SUMMARY: summarising.finish,
    RESULTS: giving_results.finish,
}
_HANDED_IN: Mapping[str, Callable[[Turn, Draft], Awaitable[Reply]]] = {
    ALLOCATION: allocating.allocated_before,
    EVENT: arranging.arranged_before,
    RECOMMENDATION: recommending.sent_before,
    PLAN_ACTION: plans.saved_before,
    PLAN_REPORT: plan_reporting.filed_before,
    EXIT_ITEM: exits.added_before,
    TARGETS: targeting.sent_before,
    PRIORITY: trust_plan_writing.sent_before,
    NEXT_YEAR: next_year.saved_before,
    REVIEW_OUTCOME: reviewing.recorded_before,
    ANNUAL_REVIEW: annual_reviewing.sent_before,
    MINUTES: minutes_filing.filed_before,
    SUMMARY: summarising.sent_before,
    RESULTS: giving_results.given_before,
}


async def finish(turn: Turn, draft: Draft, context: Any) -> Reply:
    """Hand the draft in; where that cannot be, say why and keep everything."""
    return await _HAND_IN.get(draft.form, handing_in.finish)(turn, draft, context)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was handed in before."""
    return await _HANDED_IN.get(draft.form, handing_in.filed_before)(turn, draft)
