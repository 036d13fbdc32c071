"""Booking the plan of a year's meetings: asked first, then done."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.awaiting import await_yes
from dialogs.meeting_planning import note_plan, speak_of, the_plan
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions import booking_meetings
from strategy.errors import Stale
from strategy.ports import PlanOfMeetings


async def ask_to_book(turn: Turn, press: Press) -> Reply:
    """Say what booking all would do, before it is done."""
    return asked_to_book(turn, await the_plan(turn, press.data.get("year")))


def asked_to_book(turn: Turn, made: PlanOfMeetings) -> Reply:
    """The same, of a plan that was read."""
    speak_of(turn, made)
    waiting = [each for each in made.meetings if each.waits]
    if not waiting:
        return turn.say("There is nothing left to book in that plan.", summary="Nothing to book")
    without = [each for each in made.meetings if each.day is None and not each.left_out]
    said = (
        f"Shall I book {wording.several(len(waiting), 'meeting')} of {made.year}? The invitations go from "
        "the chairs' calendars to those who sit in each meeting."
    )
    if without:
        said += f" {len(without)} {'has' if len(without) == 1 else 'have'} no day and cannot be booked."
    data = {"year": made.year, "revision": made.revision}
    await_yes(turn, "meeting_plan.book", data)
    actions = [
        cards.press("Book them", "meeting_plan.book", data, primary=True),
        cards.press("Not yet", "meeting_plan.show", data),
    ]
    card = cards.card([cards.heading("Book a year's meetings"), cards.words(said)], actions, says=said)
    return turn.say(
        said, in_full=f"{said} Say yes to book them.", summary="Book a year's meetings?", card=card
    )


async def book(turn: Turn, press: Press) -> Reply:
    """Book all that waits in the plan that was shown."""
    made = await the_plan(turn, press.data.get("year"))
    if press.data.get("revision") != made.revision:
        raise Stale("meeting plan")
    done = await booking_meetings.book_all(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, plan=made
    )
    said = f"Booked {wording.several(done.booked, 'meeting')}; the invitations go out now."
    return await progressed(turn, done.plan, said)


async def progress(turn: Turn, press: Press) -> Reply:
    """How far the calendars follow."""
    return await progressed(turn, await the_plan(turn, press.data.get("year")))


async def progressed(turn: Turn, made: PlanOfMeetings, first: str = "") -> Reply:
    """How many of a plan's meetings stand in calendars, and what could not be put there."""
    speak_of(turn, made)
    note_plan(turn, made)
    states = await turn.uow.meeting_plans.booked_states(made.id)
    total, there = sum(states.values()), states.get("booked", 0)
    meetings = wording.several(total, "meeting")
    said = f"{there} of {meetings} stand in the calendars."
    if total and not there:
        said = f"None of {meetings} stands in a calendar yet."
    if failed := states.get("failed", 0):
        said += f" {failed} could not be put there; your administrator can see why with doctor."
    said = " ".join(part for part in (first, said) if part)
    data = {"year": made.year}
    actions = [
        cards.press("How far is it?", "meeting_plan.progress", data) if states.get("waiting") else None,
        cards.press("The plan", "meeting_plan.show", data),
    ]
    card = cards.card([cards.heading(f"Meetings of {made.year}"), cards.words(said)], actions, says=said)
    return turn.say(said, summary=f"Meetings of {made.year}", card=card)
