"""When people are free by their calendars: asked between transactions, never inside one.

Whoever needs to know says so by raising `CalendarsNeeded`; the desk leaves the transaction, asks, and runs
the turn anew with what it was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogs.turn import Turn
from strategy.booking import LOOKS_AHEAD, Snag
from strategy.ports import Busy
from strategy.school_year import LONDON, ONE_DAY, Span


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


def busy_in_year(turn: Turn, people: Iterable[int], span: Span) -> Mapping[str, Sequence[Busy]]:
    """When people are busy in what is left of a year, by their addresses; nothing where nobody can be asked.

    Raises CalendarsNeeded the first time.
    """
    if turn.calendars is None:
        return {}
    addresses = tuple(sorted(turn.trust.person(person).email for person in people))
    starts = datetime.combine(max(span.starts, turn.today), time(), LONDON)
    question = Question(addresses, starts, datetime.combine(span.ends + ONE_DAY, time(), LONDON))
    if addresses and starts < question.ends and question not in turn.calendars:
        raise CalendarsNeeded(question)
    return turn.calendars.get(question, {})


def busy_around(turn: Turn, author: int, school: str, day: date) -> Mapping[Snag, Sequence[Busy]]:
    """When whoever goes and the headteacher are busy, from a day on for as long as free ones are looked for.

    Empty of somebody whose calendar nobody knows. Raises CalendarsNeeded the first time.
    """
    told = _told(turn, author, school, day)
    goes, head = _addresses(turn, author, school)
    return (
        {}
        if told is None
        else {
            Snag.AUTHOR_BUSY: told.get(goes, ()),
            Snag.HEADTEACHER_BUSY: told.get(head, ()),
        }
    )


def known_around(turn: Turn, author: int, school: str, day: date) -> frozenset[Snag]:
    """Whose calendar is known then, by the snag that their being busy would be. Raises as `busy_around`."""
    told = _told(turn, author, school, day) or {}
    goes, head = _addresses(turn, author, school)
    of_snag = {Snag.AUTHOR_BUSY: goes, Snag.HEADTEACHER_BUSY: head}
    return frozenset(snag for snag, address in of_snag.items() if address in told)


def _told(turn: Turn, author: int, school: str, day: date) -> Mapping[str, Sequence[Busy]] | None:
    """What calendars say of the two; None where there are none to ask."""
    if turn.calendars is None:
        return None
    starts = datetime.combine(max(day, turn.today), time(), LONDON)
    question = Question(_addresses(turn, author, school), starts, starts + timedelta(days=LOOKS_AHEAD))
    if question not in turn.calendars:
        raise CalendarsNeeded(question)
    return turn.calendars[question]


def _addresses(turn: Turn, author: int, school: str) -> tuple[str, str]:
    head = turn.trust.school(school).headteacher
    return turn.trust.person(author).email, turn.trust.person(head).email


def but_not(
    busy: Mapping[Snag, Sequence[Busy]], starts: datetime, ends: datetime
) -> Mapping[Snag, Sequence[Busy]]:
    """The same without what takes exactly that time: what is to be moved is in no one's way."""
    return {
        snag: [each for each in times if (each.starts, each.ends) != (starts, ends)]
        for snag, times in busy.items()
    }
