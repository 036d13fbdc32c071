"""Booking visits in conversation: "book a visit to Marlow on 12 Nov", "on Teams, half a day"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from dialogs import cards, wording
from dialogs.asked_again import day_in
from dialogs.booking_data import as_data, days_in, is_hardly_meant, mode_in, over, time_in, time_said
from dialogs.booking_replies import booked, days_to_choose, instead
from dialogs.free_times import busy_around
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import booking
from strategy.actions.booking import CannotBook
from strategy.actions.capacities import schools_to_visit
from strategy.booking import Wish
from strategy.errors import NotAllowed
from strategy.people import Capacity
from strategy.permissions import Deed
from strategy.school_year import ONE_DAY
from strategy.visits import Mode

MOST_CHOICES = 6


async def book(turn: Turn, asked: Interpretation) -> Reply:
    """Book what a sentence says, or ask for what it leaves open."""
    begins = time_said(turn)
    if asked.school is None:
        return _which_school(turn, asked, begins)
    day = asked.date or turn.today + ONE_DAY
    wish = _wish(turn, asked.school, day, asked.mode, asked.days, begins)
    if asked.date is None:
        return await _which_day(turn, wish)
    if is_hardly_meant(turn, asked.date):
        return await _which_day(turn, wish, over(asked.date))
    return await _book(turn, wish)


async def book_pressed(turn: Turn, press: Press) -> Reply:
    """A day was chosen, or it is to be booked although something is wrong with it."""
    wish = _wish_in(turn, press.data)
    if wish is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    if press.data.get("day") is None:
        return await _which_day(turn, wish)
    return await _book(turn, wish, all_the_same=press.data.get("sure") is True)


async def _book(turn: Turn, wish: Wish, *, all_the_same: bool = False) -> Reply:
    busy = busy_around(turn, wish.author, wish.school, wish.day)
    try:
        visit = await booking.book(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            wish=wish,
            busy=busy,
            all_the_same=all_the_same,
        )
    except CannotBook as refused:
        return instead(turn, refused.looked, "visit.book", "Book it all the same")
    return await booked(turn, visit, wish, "Booked")


def _which_school(turn: Turn, asked: Interpretation, begins: time | None) -> Reply:
    schools = list(schools_to_visit(turn.speaker, turn.today, turn.trust))
    if not schools:
        raise NotAllowed(Deed.BOOK_VISIT)
    wish = Wish(
        "",
        turn.speaker.id,
        Capacity.SIP,
        asked.date or turn.today,
        asked.mode or Mode.ON_SITE,
        asked.days or Decimal(1),
        begins,
    )
    if len(schools) > MOST_CHOICES:
        said = "Which school is the visit to? Please say it with the school: book a visit to ... on ..."
        return turn.say(said, summary="Which school?")
    data = as_data(wish)
    if asked.date is None:
        data.pop("day")
    names = wording.listed([school.known_as for school in schools], "or")
    said = f"Which school is the visit to: {names}?"
    actions = [cards.press(s.known_as, "visit.book", {**data, "school": s.urn}) for s in schools]
    return turn.say(
        said,
        summary="Which school?",
        card=cards.card([cards.heading("Which school is the visit to?")], actions, says=said),
    )


async def _which_day(turn: Turn, wish: Wish, first: str = "") -> Reply:
    if first:
        wish = replace(wish, day=turn.today + ONE_DAY)
    looked = await booking.look_at(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        wish=wish,
        busy=busy_around(turn, wish.author, wish.school, wish.day),
    )
    return days_to_choose(turn, looked, "visit.book", f"{first}Which day is the visit to {{school}}?")


def _wish(
    turn: Turn, school: str, day: date, mode: Mode | None, days: Decimal | None, begins: time | None
) -> Wish:
    capacity = booking.capacity_to_book(turn.uow, turn.policy, turn.now, turn.speaker, school, day)
    return Wish(school, turn.speaker.id, capacity, day, mode or Mode.ON_SITE, days or Decimal(1), begins)


def _wish_in(turn: Turn, data: Mapping[str, Any]) -> Wish | None:
    """The wish that a button carries; None where it is none."""
    school = data.get("school")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return None
    day = day_in(data.get("day")) or turn.today + ONE_DAY
    return _wish(turn, school, day, mode_in(data), days_in(data), time_in(data))
