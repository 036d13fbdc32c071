"""Handing in a draft of any kind, and what a second press of the same form gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from dialogs import arranging, handing_in, recommending
from dialogs.event_form import EVENT
from dialogs.messages import Reply
from dialogs.recommendation_form import RECOMMENDATION
from dialogs.turn import Turn
from strategy.ports import Draft

_HAND_IN: Mapping[str, Callable[[Turn, Draft, Any], Awaitable[Reply]]] = {
    EVENT: arranging.finish,
    RECOMMENDATION: recommending.finish,
}
_HANDED_IN: Mapping[str, Callable[[Turn, Draft], Awaitable[Reply]]] = {
    EVENT: arranging.arranged_before,
    RECOMMENDATION: recommending.sent_before,
}


async def finish(turn: Turn, draft: Draft, context: Any) -> Reply:
    """Hand the draft in; where that cannot be, say why and keep everything."""
    return await _HAND_IN.get(draft.form, handing_in.finish)(turn, draft, context)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was handed in before."""
    return await _HANDED_IN.get(draft.form, handing_in.filed_before)(turn, draft)
