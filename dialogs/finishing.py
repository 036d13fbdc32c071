"""Handing in a draft of any kind, and what a second press of the same form gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from dialogs import annual_reviewing, handing_in, recommending, reviewing
from dialogs.annual_review_form import ANNUAL_REVIEW
from dialogs.messages import Reply
from dialogs.recommendation_form import RECOMMENDATION
from dialogs.review_form import REVIEW_OUTCOME
from dialogs.turn import Turn
from strategy.ports import Draft

_HAND_IN: Mapping[str, Callable[[Turn, Draft, Any], Awaitable[Reply]]] = {
    RECOMMENDATION: recommending.finish,
    REVIEW_OUTCOME: reviewing.finish,
    ANNUAL_REVIEW: annual_reviewing.finish,
}
_HANDED_IN: Mapping[str, Callable[[Turn, Draft], Awaitable[Reply]]] = {
    RECOMMENDATION: recommending.sent_before,
    REVIEW_OUTCOME: reviewing.recorded_before,
    ANNUAL_REVIEW: annual_reviewing.sent_before,
}


async def finish(turn: Turn, draft: Draft, context: Any) -> Reply:
    """Hand the draft in; where that cannot be, say why and keep everything."""
    return await _HAND_IN.get(draft.form, handing_in.finish)(turn, draft, context)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was handed in before."""
    return await _HANDED_IN.get(draft.form, handing_in.filed_before)(turn, draft)
