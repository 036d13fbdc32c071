"""What is answered to a wish for a visit: it is booked, or what is wrong with it and which days are free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dialogs import awaiting, booking_words, cards, wording
from dialogs.booking_data import as_data, remember
from dialogs.messages import Reply
from dialogs.turn import Turn
from strategy.actions import booking
from strategy.actions.booking import Looked
from strategy.booking import OF_THE_DAY, Wish
from strategy.visits import Mode, Visit


async def booked(turn: Turn, visit: Visit, wish: Wish, done: str) -> Reply:
    """What was booked or moved, what follows from it, and what can be done with it."""
    remember(turn, visit)
    school, head = (
        turn.trust.school(visit.school),
        turn.trust.person(turn.trust.school(visit.school).headteacher),
    )
    when = f"{wording.day(visit.starts)}, {booking_words.times(visit, wish, turn)}"
    where = booking_words.MODES[visit.mode]
    invited = f"The invitation goes to {head.name}" + (
        ", with a link to join on Teams." if visit.mode is Mode.TEAMS else "."
    )
    duties = await turn.uow.duties.of_visits([visit.id])
    due = next((entry.duty.due_on for entry in duties), None)
    walk = booking_words.learning_walk_of(visit, turn)
    standard = f"It is a standard visit, with {walk}." if walk else ""
    own = visit.author == turn.speaker.id
    whose = "Your" if own else f"{turn.trust.person(visit.author).name}'s"
    report = "" if due is None else f"{whose} report is due by {wording.day(due)}."
    after = await booking.look_at(
        uow=turn.uow, policy=turn.policy, now=turn.now, wish=wish, busy={}, instead_of=visit
    )
    left = booking_words.days_left(after)
    said = " ".join(
        part
        for part in (f"{done}: {school.known_as}, {when}, {where}.", standard, invited, report, left)
        if part
    )
    facts = [("When", when), ("Where", wording.capitalised(where)), ("Invited", head.name)]
    if walk:
        facts.append(("Standard visit", f"With {walk}"))
    if due is not None and own:
        facts.append(("Report due", wording.day(due)))
    body = [cards.heading(f"Visit {done.lower()}: {school.known_as}"), cards.facts(facts)]
    if left:
        body.append(cards.note(left))
    return turn.say(
        said,
        summary=f"Visit {done.lower()}: {school.known_as}",
        card=cards.card(body, buttons(visit), says=said),
    )


def buttons(visit: Visit) -> list[dict[str, Any]]:
    """What can be done with a visit that is to come."""
    return [
        cards.press("Move", "visit.move", {"visit": visit.id}),
        cards.press("Cancel the visit", "visit.cancel.ask", {"visit": visit.id}),
    ]


def instead(turn: Turn, looked: Looked, do: str, anyway: str, visit: Visit | None = None) -> Reply:
    """What is wrong with a wish, free days to choose from, and doing it all the same where it may be."""
    wish = looked.wish
    if visit is not None:
        remember(turn, visit)
    data = as_data(wish, visit.id if visit else None)
    sentences = booking_words.said_of(looked, turn)
    said = " ".join(sentences)
    choices = _choice_of_days(do, data, looked.free, turn)
    offers_days = bool(choices) and bool(OF_THE_DAY.intersection(looked.snags))
    if offers_days:
        days = wording.listed([wording.short_day(day, turn.today) for day in looked.free], "or")
        said += f" Free days are {days}."
    can = not looked.is_forbidden
    awaiting.await_date(turn, do, data, or_all_the_same=can)
    actions = [
        *(choices if offers_days else []),
        *([cards.press(anyway, do, {**data, "sure": True})] if can else []),
    ]
    body = [
        cards.heading(f"Not booked yet: {turn.trust.school(wish.school).known_as}"),
        *(cards.words(sentence) for sentence in sentences),
        *([cards.note("These days are free:")] if offers_days else []),
    ]
    return turn.say(
        said,
        in_full=f"{said} To have it all the same, say yes." if can else said,
        summary="Not booked yet",
        card=cards.card(body, actions, says=said),
    )


def days_to_choose(turn: Turn, looked: Looked, do: str, question: str, visit: Visit | None = None) -> Reply:
    """Ask which day it is to be, with some that are free; `question` has a place for the `school`."""
    wish = looked.wish
    if visit is not None:
        remember(turn, visit)
    data = as_data(wish, visit.id if visit else None)
    asks = question.format(school=turn.trust.school(wish.school).known_as)
    awaiting.await_date(turn, do, data)
    days = wording.listed([wording.short_day(day, turn.today) for day in looked.free], "or")
    said = f"{asks} Free days are {days}; any other will do too." if looked.free else asks
    actions = _choice_of_days(do, data, looked.free, turn)
    body = [cards.heading(asks), cards.note("These are free. Any other day will do too: just say it.")]
    return turn.say(said, summary="Which day?", card=cards.card(body, actions, says=said))


def _choice_of_days(do: str, data: dict[str, Any], free: Sequence[date], turn: Turn) -> list[dict[str, Any]]:
    """A button for each free day."""
    return [
        cards.press(wording.short_day(day, turn.today), do, {**data, "day": day.isoformat()}) for day in free
    ]
