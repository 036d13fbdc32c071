"""Moving and cancelling visits in conversation: "move it to the 19th", "cancel my visit to Marlow"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from dialogs import awaiting, cards, wording
from dialogs.asked_again import day_in
from dialogs.booking_data import (
    THE_VISIT,
    days_in,
    forget,
    is_hardly_meant,
    mode_in,
    over,
    remember,
    time_in,
    time_said,
    visit_in,
)
from dialogs.booking_replies import booked, days_to_choose, instead
from dialogs.free_times import busy_around, but_not
from dialogs.messages import Press, Reply
from dialogs.requesting import ask_to_change
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import booking
from strategy.actions.asking import list_visits
from strategy.actions.booking import CannotBook
from strategy.actions.capacities import schools_to_visit
from strategy.booking import Wish
from strategy.errors import NotAllowed
from strategy.permissions import Deed, scope
from strategy.ports import VisitQuery
from strategy.school_year import ONE_DAY
from strategy.visits import Mode, Visit, VisitStatus

MOST_CHOICES = 6


async def move(turn: Turn, asked: Interpretation) -> Reply:
    """Move the visit that a sentence means; of a headteacher it is a request."""
    if turn.trust.headed_by(turn.speaker):
        return await _request(turn, asked, moves=True)
    found = await _meant(turn, asked.school, None)
    if not isinstance(found, Visit):
        data = {"day": asked.date.isoformat()} if asked.date else {}
        return _which_visit(turn, found, asked, "visit.move", data, "move")
    return await _move(turn, found, asked.date, asked.mode, asked.days, time_said(turn))


async def move_pressed(turn: Turn, press: Press) -> Reply:
    """A visit to move was chosen, or a day for it, or it is to be moved all the same."""
    visit = await visit_in(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    if turn.trust.school(visit.school).headteacher == turn.speaker.id:
        return await _request_of(turn, visit, press)
    return await _move(
        turn,
        visit,
        day_in(press.data.get("day")),
        mode_in(press.data),
        days_in(press.data),
        time_in(press.data),
        all_the_same=press.data.get("sure") is True,
    )


async def _move(
    turn: Turn,
    visit: Visit,
    day: date | None,
    mode: Mode | None,
    days: Decimal | None,
    begins: time | None,
    *,
    all_the_same: bool = False,
) -> Reply:
    booking.require_may_change(turn.uow, turn.policy, turn.now, turn.speaker, visit)
    first = over(day) if day is not None and is_hardly_meant(turn, day) else ""
    day = None if first else day
    known = await booking.booking_of(turn.uow, visit)
    new = day or (visit.starts if mode or days or begins else None)
    begins = begins or (known.begins if known else None)
    wish = Wish(
        visit.school,
        visit.author,
        visit.capacity,
        new or max(visit.starts, turn.today) + ONE_DAY,
        mode or visit.mode,
        days or visit.days,
        begins,
    )
    hours = turn.policy.on(visit.starts, turn.trust.calendar).visits.hours
    own_time = hours.times(visit, known.begins if known else None)
    busy = but_not(busy_around(turn, visit.author, visit.school, min(wish.day, visit.starts)), *own_time)
    if new is None:
        looked = await booking.look_at(
            uow=turn.uow, policy=turn.policy, now=turn.now, wish=wish, busy=busy, instead_of=visit
        )
        of = wording.short_day(visit.starts, turn.today)
        asks = f"{first}Which day shall the visit to {{school}} of {of} move to?"
        return days_to_choose(turn, looked, "visit.move", asks, visit)
    try:
        moved = await booking.move(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            visit=visit,
            wish=wish,
            busy=busy,
            all_the_same=all_the_same,
        )
    except CannotBook as refused:
        return instead(turn, refused.looked, "visit.move", "Move it all the same", visit)
    return await booked(turn, moved, wish, "Changed" if moved.starts == visit.starts else "Moved")


async def cancel(turn: Turn, asked: Interpretation) -> Reply:
    """Ask whether the visit that a sentence means is to be cancelled; of a headteacher it is a request."""
    if turn.trust.headed_by(turn.speaker):
        return await _request(turn, asked, moves=False)
    found = await _meant(turn, asked.school, asked.date)
    if not isinstance(found, Visit):
        others = await _meant(turn, asked.school, None) if asked.date and not found else None
        if isinstance(others, Visit):
            remember(turn, others)
            school = turn.trust.school(others.school).known_as
            said = (
                f"There is no visit to {school} on {wording.day(asked.date or turn.today)}; the next is on "
                f"{wording.day(others.starts)}. Say \u201ccancel it\u201d if that is the one."
            )
            return turn.say(said, summary="No visit on that day")
        return _which_visit(turn, found, asked, "visit.cancel.ask", {}, "cancel")
    return _ask_to_cancel(turn, found)


async def cancel_pressed(turn: Turn, press: Press) -> Reply:
    """A visit to cancel was chosen, or its cancelling confirmed."""
    visit = await visit_in(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    if press.do == "visit.cancel.ask":
        if turn.trust.school(visit.school).headteacher == turn.speaker.id:
            return await ask_to_change(turn, visit, None)
        return _ask_to_cancel(turn, visit)
    if visit.cancelled_on is not None:
        return turn.say("That visit is cancelled already.", summary="Cancelled already")
    await booking.cancel(uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit)
    forget(turn)
    school = turn.trust.school(visit.school)
    told = ""
    if await booking.booking_of(turn.uow, visit) is not None:
        told = f" {turn.trust.person(school.headteacher).name} is told by the calendar."
    said = (
        f"Cancelled: the visit to {school.known_as} on {wording.day(visit.starts)}.{told} No report is owed."
    )
    card = cards.card([cards.heading(f"Visit cancelled: {school.known_as}"), cards.words(said)], says=said)
    return turn.say(said, summary=f"Visit cancelled: {school.known_as}", card=card)


def _ask_to_cancel(turn: Turn, visit: Visit) -> Reply:
    booking.require_may_change(turn.uow, turn.policy, turn.now, turn.speaker, visit)
    school = turn.trust.school(visit.school).known_as
    whose = "your" if visit.author == turn.speaker.id else f"{turn.trust.person(visit.author).name}'s"
    said = f"Shall I cancel {whose} visit to {school} on {wording.day(visit.starts)}?"
    data = {"visit": visit.id}
    remember(turn, visit)
    awaiting.await_yes(turn, "visit.cancel", data)
    body = [cards.heading("Cancel a visit"), cards.words(said)]
    actions = [cards.press("Cancel the visit", "visit.cancel", data, destructive=True)]
    return turn.say(
        said,
        in_full=f"{said} Say yes to cancel it.",
        summary="Cancel a visit?",
        card=cards.card(body, actions, says=said),
    )


async def _meant(turn: Turn, school: str | None, day: date | None) -> Visit | list[Visit]:
    """The visit to come that is meant, or those it could be."""
    kinds = turn.policy.on(turn.today, turn.trust.calendar).shared_kinds
    reach = scope(turn.speaker, Deed.CHANGE_VISIT, turn.trust, kinds)
    kept = turn.memory.get(THE_VISIT)
    if isinstance(kept, int) and day is None:
        visit = await turn.uow.visits.get(kept)
        fits = visit is not None and school in (None, visit.school)
        if visit is not None and fits and visit.status(turn.today) is VisitStatus.PLANNED:
            return visit
    query = VisitQuery(
        turn.today,
        schools=frozenset({school}) if school else None,
        status=VisitStatus.PLANNED,
        starts=day,
        ends=day,
    )
    page = await turn.uow.visits.page(query, reach, limit=MOST_CHOICES)
    found = list(page.items)
    if not found and school is not None and not _visits(turn, school):
        raise NotAllowed(Deed.CHANGE_VISIT)
    return found[0] if len(found) == 1 else found


def _visits(turn: Turn, school: str) -> bool:
    """Whether somebody could have visits to a school to change."""
    to_visit = {each.urn for each in schools_to_visit(turn.speaker, turn.today, turn.trust)}
    return school in to_visit or scope(turn.speaker, Deed.CHANGE_VISIT, turn.trust, frozenset()).everything


def _which_visit(
    turn: Turn, found: list[Visit], asked: Interpretation, do: str, data: Mapping[str, Any], verb: str
) -> Reply:
    if not found:
        to = f" to {turn.trust.school(asked.school).known_as}" if asked.school else ""
        on = f" on {wording.day(asked.date)}" if asked.date and verb == "cancel" else ""
        said = f"There is no visit{to}{on} to come that I could {verb} for you."
        return turn.say(said, summary="No such visit")
    titles = [
        f"{turn.trust.school(each.school).known_as}, {wording.short_day(each.starts, turn.today)}"
        for each in found
    ]
    said = f"Which visit shall I {verb}: {wording.listed(titles, 'or')}?"
    actions = [
        cards.press(title, do, {**data, "visit": each.id}) for title, each in zip(titles, found, strict=True)
    ]
    turn.memory["rows"] = [[do, {**data, "visit": each.id}] for each in found]
    card = cards.card([cards.heading(f"Which visit shall I {verb}?")], actions, says=said)
    return turn.say(said, summary="Which visit?", card=card)


async def _request_of(turn: Turn, visit: Visit, press: Press) -> Reply:
    """A headteacher says of a visit just shown on which day it should be, or how else."""
    day = day_in(press.data.get("day"))
    if day is None:
        who = turn.trust.person(visit.author).name
        said = (
            f"I can ask {who} for another day, or that it be cancelled. How long it is, when it begins and "
            "where is for the two of you to agree."
        )
        return turn.say(said, summary="Please agree on that")
    return await ask_to_change(turn, visit, day)


async def _request(turn: Turn, asked: Interpretation, *, moves: bool) -> Reply:
    """A headteacher asks that a visit to their school be moved or cancelled."""
    schools = frozenset(
        {asked.school} if asked.school else {s.urn for s in turn.trust.headed_by(turn.speaker)}
    )
    day = None if moves else asked.date
    query = VisitQuery(turn.today, schools=schools, status=VisitStatus.PLANNED, starts=day, ends=day)
    page = await list_visits(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, query=query, limit=MOST_CHOICES
    )
    if not page.items:
        return turn.say("There is no visit to your school to come on that day.", summary="No such visit")
    kept = turn.memory.get(THE_VISIT)
    visit = next((each for each in page.items if each.id == kept), page.items[0])
    if moves and asked.date is None:
        remember(turn, visit)
        said = f"To which day shall the visit of {wording.day(visit.starts)} move? Just say the day."
        return turn.say(said, summary="Which day?")
    return await ask_to_change(turn, visit, asked.date if moves else None)
