"""When people are free by their calendars: asked between transactions, never inside one.

Whoever needs to know says so by raising `CalendarsNeeded`; the desk leaves the transaction, asks, and runs
the turn anew with what it was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogs.turn import Turn
from strategy.booking import LOOKS_AHEAD, Snag
from strategy.ports import Busy
from strategy.school_year import LONDON


@dataclass(frozen=True, slots=True)
class Question:
    """Whose calendars are to be asked, from when to when."""

    addresses: tuple[str, ...]
    starts: datetime
    ends: datetime


class CalendarsNeeded(Exception):
    """The turn cannot go on without knowing when people are busy."""

    def __init__(self, question: Question) -> None:
        super().__init__("calendars needed")
        self.question = question


def busy_around(turn: Turn, author: int, school: str, day: date) -> Mapping[Snag, Sequence[Busy]]:
    """When whoever goes and the headteacher are busy, from a day on for as long as free ones are looked for.

    Empty of somebody whose calendar nobody knows. Raises CalendarsNeeded the first time.
    """
    trust = turn.trust
    goes, head = trust.person(author).email, trust.person(trust.school(school).headteacher).email
    starts = datetime.combine(max(day, turn.today), time(), LONDON)
    question = Question((goes, head), starts, starts + timedelta(days=LOOKS_AHEAD))
    if turn.calendars is None:
        return {}
    if question not in turn.calendars:
        raise CalendarsNeeded(question)
    told = turn.calendars[question]
    return {Snag.AUTHOR_BUSY: told.get(goes, ()), Snag.HEADTEACHER_BUSY: told.get(head, ())}


def but_not(
    busy: Mapping[Snag, Sequence[Busy]], starts: datetime, ends: datetime
) -> Mapping[Snag, Sequence[Busy]]:
    """The same without what takes exactly that time: what is to be moved is in no one's way."""
    return {
        snag: [each for each in times if (each.starts, each.ends) != (starts, ends)]
        for snag, times in busy.items()
    }
