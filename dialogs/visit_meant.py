"""Which partner's visit a sentence about an agenda means, or a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs import cards, wording
from dialogs.booking_data import THE_VISIT
from dialogs.messages import Reply
from dialogs.narrowing import mine_or_named
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import list_visits
from strategy.people import Capacity
from strategy.ports import VisitQuery
from strategy.visits import Visit, VisitStatus

MOST_CHOICES = 6
MEETINGS_LATER = (
    "I keep the agendas of partners' visits so far; those of meetings come later. "
    "You could ask \u201cwhat's on the agenda for the next visit to {school}\u201d."
)


async def visits_meant(turn: Turn, asked: Interpretation) -> list[Visit]:
    """The partners' visits that a sentence could mean, the next first; one where it says the next, or where a
    school is named and no day. Raises NotAllowed for schools whose visits are not theirs to see.
    """
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    remembered = turn.memory.get(THE_VISIT)
    if not (asked.school or asked.schools or starts or asked.which) and isinstance(remembered, int):
        visit = await turn.uow.visits.get(remembered)
        if visit is not None and visit.capacity is Capacity.SIP:
            return [visit]
    query = VisitQuery(
        turn.today,
        schools=mine_or_named(turn, asked),
        author=_own(turn, asked),
        capacity=Capacity.SIP,
        status=None if starts else VisitStatus.PLANNED,
        starts=starts,
        ends=ends,
    )
    page = await list_visits(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, query=query, limit=MOST_CHOICES
    )
    found = [visit for visit in page.items if visit.cancelled_on is None]
    only_next = asked.which == "next" or (starts is None and len({visit.school for visit in found}) == 1)
    return found[:1] if only_next else found


def _own(turn: Turn, asked: Interpretation) -> int | None:
    """Of who partners schools their own visits are meant, where they name no school."""
    partners = bool(turn.trust.partnered_by(turn.speaker))
    return turn.speaker.id if partners and mine_or_named(turn, asked) is None else None


async def visit_of(turn: Turn, data: Mapping[str, Any]) -> Visit | None:
    """The visit that a button names."""
    number = data.get("visit")
    return await turn.uow.visits.get(number) if isinstance(number, int) else None


def named(turn: Turn, visit: Visit) -> str:
    """`the visit to Oak Bank on Tuesday 1 December 2026`."""
    return f"the visit to {turn.trust.school(visit.school).known_as} on {wording.day(visit.starts)}"


def in_short(turn: Turn, visit: Visit) -> str:
    """`Oak Bank, Tue 1 Dec`."""
    return f"{turn.trust.school(visit.school).known_as}, {wording.short_day(visit.starts, turn.today)}"


def which_visit(turn: Turn, visits: Sequence[Visit], do: str, question: str) -> Reply:
    """Ask which of several is meant: a button each, its number will do too."""
    titles = [in_short(turn, visit) for visit in visits]
    said = f"{question} {wording.listed(titles, 'or')}?"
    turn.memory["rows"] = [[do, {"visit": visit.id}] for visit in visits]
    buttons = [
        cards.press(title, do, {"visit": visit.id}) for title, visit in zip(titles, visits, strict=True)
    ]
    numbered = "".join(f"\n{number}. {title}" for number, title in enumerate(titles, 1))
    card = cards.card([cards.heading(question.rstrip(":")), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=f"{said}{numbered}", summary="Which visit?", card=card)


def no_visit(turn: Turn, asked: Interpretation) -> Reply:
    """Say that there is none, and what to ask instead."""
    to = f" to {turn.trust.school(asked.school).known_as}" if asked.school else ""
    when = wording.span(asked.starts or asked.date, asked.ends or asked.date, turn.today)
    said = f"There is no partner's visit{to} {when or 'to come'}. Ask for the visits to see when they are."
    return turn.say(said, summary="No such visit")
