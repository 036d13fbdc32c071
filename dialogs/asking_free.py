"""Whether partner and headteacher are free on the day of a visit, by their calendars."""

from __future__ import annotations

from datetime import date

from dialogs import cards, wording
from dialogs.asked_again import day_in
from dialogs.booking_data import remember, visit_in
from dialogs.booking_replies import buttons
from dialogs.free_times import busy_around, but_not, known_around
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions import booking
from strategy.booking import Snag
from strategy.visits import Visit


async def free(turn: Turn, press: Press) -> Reply:
    """Answer "is the head free?" of a visit's day, or of another that it might move to."""
    visit = await visit_in(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    booking.require_may_change(turn.uow, turn.policy, turn.now, turn.speaker, visit)
    day = day_in(press.data.get("day")) or visit.starts
    taken, known = await _taken(turn, visit, day)
    trust = turn.trust
    head, goes = trust.person(trust.school(visit.school).headteacher), trust.person(visit.author)
    own = goes.id == turn.speaker.id
    on = wording.day(day)
    said = [
        f"{head.name} {'is not' if Snag.HEADTEACHER_BUSY in taken else 'is'} free on {on} by the calendar."
    ]
    if Snag.HEADTEACHER_BUSY not in known:
        said = [f"I cannot see the calendar of {head.name}, so I do not know about {on}."]
    if Snag.AUTHOR_BUSY in taken:
        said.append(f"{'You are' if own else f'{goes.name} is'} not free then.")
    remember(turn, visit)
    in_full = " ".join(said)
    body = [cards.heading(f"Visit to {trust.school(visit.school).known_as}"), *map(cards.words, said)]
    return turn.say(in_full, summary="Free or not", card=cards.card(body, buttons(visit), says=in_full))


async def _taken(turn: Turn, visit: Visit, day: date) -> tuple[frozenset[Snag], frozenset[Snag]]:
    """Whose calendar is taken at the visit's time on a day, and whose is known.

    The visit's own event takes nobody.
    """
    known = await booking.booking_of(turn.uow, visit)
    begins = known.begins if known else None
    hours = turn.policy.on(day, turn.trust.calendar).visits.hours
    moved = visit.on(day, day + (visit.ends - visit.starts))
    starts, ends = hours.times(moved, begins)
    from_day = min(day, visit.starts)
    busy = but_not(busy_around(turn, visit.author, visit.school, from_day), *hours.times(visit, begins))
    taken = {
        snag
        for snag, times in busy.items()
        if any(each.starts < ends and starts < each.ends for each in times)
    }
    return frozenset(taken), known_around(turn, visit.author, visit.school, from_day)
