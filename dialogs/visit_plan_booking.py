"""Booking the plan of a year's visits: asked first, then done; stopped, and gone on with."""

from __future__ import annotations

from dialogs import cards, plan_being_booked, wording
from dialogs.awaiting import await_yes
from dialogs.messages import Press, Reply
from dialogs.plan_progress_reply import progress_reply, said_of_holding
from dialogs.plan_progress_words import MOST_SAID, told_of, whose
from dialogs.turn import Turn
from dialogs.visit_planning import THE_PLAN, note_plan, the_plan
from strategy.actions import planning_visits
from strategy.errors import Stale
from strategy.plan_progress import progress_of
from strategy.ports import StoredPlan

VISITS = "visits"


async def ask_to_book(turn: Turn, press: Press) -> Reply:
    """Say what booking all would do, before it is done."""
    made = await the_plan(turn, press.data.get("year"))
    return asked_to_book(turn, made)


def asked_to_book(turn: Turn, made: StoredPlan) -> Reply:
    """Say what booking a whole plan would do, before it is done."""
    turn.memory[THE_PLAN] = made.year
    waiting = [each for each in made.visits if each.waits]
    if not waiting:
        return turn.say("There is nothing left to book in that plan.", summary="Nothing to book")
    heads = len({turn.trust.school(each.school).headteacher for each in waiting})
    said = (
        f"Shall I book {wording.several(len(waiting), 'visit')} of {made.year}? The invitations go from the "
        f"partners' calendars to {wording.several(heads, 'headteacher')}."
    )
    data = {"year": made.year, "revision": made.revision}
    await_yes(turn, "visit_plan.book", data)
    actions = [
        cards.press("Book them", "visit_plan.book", data, primary=True),
        cards.press("Not yet", "visit_plan.show", data),
    ]
    body = [cards.heading("Book a year's visits"), cards.words(said)]
    card = cards.card(body, actions, says=said)
    return turn.say(said, in_full=f"{said} Say yes to book them.", summary="Book a year's visits?", card=card)


async def book(turn: Turn, press: Press) -> Reply:
    """Book all that waits in the plan that was shown."""
    made = await the_plan(turn, press.data.get("year"))
    if press.data.get("revision") != made.revision:
        raise Stale("visit plan")
    done = await planning_visits.book_all(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, plan=made
    )
    said = f"Booked {wording.several(done.booked, 'visit')}; the invitations go out now."
    if done.booked:
        said += " I'll tell you when the last is out."
    told = [f"{whose(turn.trust, each)} was not booked: {each.why}." for each in done.failed[:MOST_SAID]]
    if len(done.failed) > MOST_SAID:
        told.append(f"{len(done.failed) - MOST_SAID} more were not booked.")
    return await progressed(turn, done.plan, " ".join([said, *told]))


async def progress(turn: Turn, press: Press) -> Reply:
    """How far the calendars follow."""
    return await progressed(turn, await the_plan(turn, press.data.get("year")))


async def stop(turn: Turn, press: Press) -> Reply:
    """Have the calendars wait with what has not got there yet, or go on."""
    made = await the_plan(turn, press.data.get("year"))
    return await held(turn, made, held=press.do == "visit_plan.stop")


async def held(turn: Turn, made: StoredPlan, *, held: bool) -> Reply:
    """Have the calendars wait, or go on, also with what could not be put there before."""
    if held:
        many = await turn.uow.visit_plans.hold(made.id, held=True, now=turn.now)
    else:
        many = await planning_visits.go_on(uow=turn.uow, now=turn.now, person=turn.speaker, plan=made)
    said = said_of_holding(many, held=held)
    return await progressed(turn, made, said)


async def being_booked(turn: Turn) -> StoredPlan | None:
    """The plan whose booking is spoken of: the one that was named last, else the latest that is not over."""
    named = plan_being_booked.year_of(turn, VISITS)
    years = [named] if named is not None else []
    years += reversed([year for year, _ in turn.trust.calendar.academic_years()])
    latest = None
    for year in years:
        made = await turn.uow.visit_plans.get(year)
        if made is None or not any(each.visit for each in made.visits):
            continue
        if not progress_of(await turn.uow.visit_plans.booked_states(made.id)).is_over:
            return made
        latest = latest or made
    return latest


async def progressed(turn: Turn, made: StoredPlan, first: str = "") -> Reply:
    """How many of a plan's visits stand in calendars, and what could not be put there."""
    turn.memory[THE_PLAN] = made.year
    note_plan(turn, made)
    how_far = progress_of(await turn.uow.visit_plans.booked_states(made.id))
    found = await told_of(turn.uow, made, how_far)
    return progress_reply(turn, VISITS, made.year, how_far, found, first)
