"""One thing to be told: to whom, of what, when and in which transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from strategy.outgoing import Means, first_means
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Thing, may
from strategy.policy import Policy
from strategy.policy_nudges import Nudges
from strategy.ports import CalendarFiles, Documents, Outgoing, UnitOfWork, Workbooks
from strategy.school_year import Calendar, london_day
from strategy.trust import Trust


class NoLonger(Exception):
    """It is not true or not allowed any more. `why` in a few words, without names."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotYet(Exception):
    """It is not for this hour."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until}")
        self.until = until


@dataclass(frozen=True, slots=True)
class Telling:
    """What everything that is told works with. `recipient` is in the directory."""

    outgoing: Outgoing
    recipient: Person
    uow: UnitOfWork
    policy: Policy
    documents: Documents
    now: datetime
    workbooks: Workbooks | None = None
    calendar_files: CalendarFiles | None = None

    @property
    def today(self) -> date:
        """The day in London."""
        return london_day(self.now)

    @property
    def trust(self) -> Trust:
        """The trust as the transaction sees it."""
        return self.uow.trust

    @property
    def calendar(self) -> Calendar:
        """The calendar whose working days deadlines are counted in."""
        return self.policy.working_calendar(self.trust.calendar)

    @property
    def nudges(self) -> Nudges:
        """Policy's terms for reminding."""
        return self.policy.on(self.today, self.calendar).nudges

    @property
    def shared_kinds(self) -> frozenset[Capacity]:
        """The capacities whose reports policy shows to the headteacher."""
        return self.policy.on(self.today, self.trust.calendar).shared_kinds

    @property
    def comes_instead(self) -> bool:
        """Whether a mail of it stands in for a message in Teams."""
        return first_means(self.outgoing.kind) is not Means.MAIL

    def may(self, deed: Deed, thing: Thing) -> bool:
        """Whether the recipient may do a deed to a thing now."""
        return may(self.recipient, deed, thing, self.trust, self.shared_kinds)

    def subject(self, what: str) -> tuple[str, ...]:
        """What follows `what` in the row's subject: `41` and `2` of `report:41:2`.

        Raises NoLonger where the row is about something else.
        """
        kind, *rest = self.outgoing.subject.split(":")
        if kind != what or not rest:
            raise NoLonger("about nothing known")
        return tuple(rest)

    def number(self, what: str) -> int:
        """The id that the row's subject names. Raises NoLonger where it names none."""
        first = self.subject(what)[0]
        if not (first.isascii() and first.isdigit()):
            raise NoLonger("about nothing known")
        return int(first)
