"""Sentences about the booking of a year's meetings, whatever was talked of since: "stop", "how far is it"."""

from __future__ import annotations

from functools import partial

from dialogs import meeting_plan_booking, plan_being_booked, planning_words
from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.turn import Turn
from strategy.actions.planning_meetings import may_plan_meetings
from strategy.actions.planning_visits import may_plan


def talk_of_booking(turn: Turn, text: str) -> Said | None:
    """Stopping, going on with or asking after a booking of meetings that something else was talked of since;
    None for other sentences. Bare words mean it where it was spoken of last, today.
    """
    plain = text.strip().replace("\u2019", "'")
    if not may_plan_meetings(turn.uow, turn.speaker):
        return None
    lately = plan_being_booked.is_meant(turn, meeting_plan_booking.MEETINGS)
    unnamed = plan_being_booked.year_of(turn, meeting_plan_booking.MEETINGS) is not None
    unnamed = unnamed or not may_plan(turn.uow, turn.speaker)
    words = planning_words
    for bare, unnamed_form, naming, held in (
        (words.STOP, words.STOP_BOOKING, words.STOP_MEETINGS, True),
        (words.GO_ON, words.GO_ON_BOOKING, words.GO_ON_MEETINGS, False),
        (words.HOW_FAR, words.HOW_FAR_BOOKING, words.HOW_FAR_MEETINGS, None),
    ):
        says = naming.match(plain) or (lately and bare.match(plain))
        if says or (unnamed and unnamed_form.match(plain) and "visit" not in plain.casefold()):
            return Said(partial(_of_the_booking, turn, held=held), writes=held is not None)
    return None


async def _of_the_booking(turn: Turn, *, held: bool | None) -> Reply:
    """Have the booking that is under way stop or go on, or tell how far it is."""
    made = await meeting_plan_booking.being_booked(turn)
    if made is None:
        return turn.say("No plan of meetings is being booked.", summary="Nothing is being booked")
    if held is None:
        return await meeting_plan_booking.progressed(turn, made)
    return await meeting_plan_booking.held(turn, made, held=held)
