"""Booking the plan of a year's meetings: asked first, then done."""

from __future__ import annotations

from dialogs import cards, plan_being_booked, wording
from dialogs.awaiting import await_yes
from dialogs.meeting_planning import note_plan, speak_of, the_plan
from dialogs.meeting_words import line_called
from dialogs.messages import Press, Reply
from dialogs.plan_progress_reply import progress_reply, said_of_holding
from dialogs.plan_progress_words import told_of_bookings
from dialogs.turn import Turn
from strategy.actions import booking_meetings
from strategy.errors import Stale
from strategy.plan_progress import progress_of
from strategy.ports import PlanOfMeetings

MEETINGS = "meetings"


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
    return await progressed(
        turn, done.plan, f"Booked {wording.several(done.booked, 'meeting')}", just_booked=True
    )


async def progress(turn: Turn, press: Press) -> Reply:
    """How far the calendars follow."""
    return await progressed(turn, await the_plan(turn, press.data.get("year")))


async def stop(turn: Turn, press: Press) -> Reply:
    """Have the calendars wait with what has not got there yet, or go on."""
    made = await the_plan(turn, press.data.get("year"))
    return await held(turn, made, held=press.do == "meeting_plan.stop")


async def held(turn: Turn, made: PlanOfMeetings, *, held: bool) -> Reply:
    """Have the calendars wait, or go on, also with what could not be put there before."""
    deed = booking_meetings.stop if held else booking_meetings.go_on
    many = await deed(uow=turn.uow, now=turn.now, person=turn.speaker, plan=made)
    return await progressed(turn, made, said_of_holding(many, held=held))


async def being_booked(turn: Turn) -> PlanOfMeetings | None:
    """The plan whose booking is under way: the one spoken of last, else the latest; None for none."""
    named = plan_being_booked.year_of(turn, MEETINGS)
    years = [named] if named is not None else []
    years += reversed([year for year, _ in turn.trust.calendar.academic_years()])
    for year in years:
        made = await turn.uow.meeting_plans.get(year)
        if made is not None and not progress_of(await turn.uow.meeting_plans.booked_states(made.id)).is_over:
            return made
    return None


async def progressed(
    turn: Turn, made: PlanOfMeetings, first: str = "", *, just_booked: bool = False
) -> Reply:
    """How many of a plan's meetings stand in calendars, and what could not be put there."""
    speak_of(turn, made)
    note_plan(turn, made)
    how_far = progress_of(await turn.uow.meeting_plans.booked_states(made.id))
    bookings = await booking_meetings.bookings_of(turn.uow, made)
    named = [(line_called(turn, each), booking) for each, booking in bookings]
    found = told_of_bookings(named, how_far)
    none = f"None of {wording.several(how_far.total, 'meeting')} stands in a calendar yet."
    if just_booked:
        first += "." if found[0] else "; the invitations go out now."
        none = "They stand in the trust's diary." if found[0] else "You can ask me how far they are."
    return progress_reply(turn, MEETINGS, made.year, how_far, found, first, none)
