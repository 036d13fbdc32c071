"""The visit that was just booked, moved or looked at: what is said next of "it" changes that one."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.asked_again import day_in
from dialogs.booking_data import VISIT_SHOWN
from dialogs.messages import Press
from dialogs.turn import Turn
from dialogs.visit_wishes import cancels, remark_in


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that a text about the visit amounts to; None where it is about something else."""
    kept = turn.memory.get(VISIT_SHOWN)
    day = day_in(kept.get("day")) if isinstance(kept, Mapping) else None
    if not isinstance(kept, Mapping) or day is None:
        return None
    visit = {"visit": kept["visit"]}
    if cancels(turn, text, lambda urn: urn != kept["school"]):
        return Press("visit.cancel.ask", visit)
    said = remark_in(turn, text, day)
    return None if said is None else Press("visit.move", {**visit, **said.as_data()})
