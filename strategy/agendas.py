"""Agendas of partners' visits: what is on them, who agrees to further items, and when they go out.

The year's items are set for all visits of a year or of a month; a further item is for one visit, proposed by
one of two and agreed by the other (Strategy, Strand 5, School Visits). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from strategy.designations import Risk
from strategy.errors import Stale
from strategy.people import Capacity, Person, Role
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.policy_support import VisitTerms
from strategy.school_year import Calendar, HalfTerm
from strategy.schools import School
from strategy.trust import Trust
from strategy.visits import Visit, VisitStatus

LONGEST_ITEM = 300
"""Characters of an item of an agenda."""


class ItemState(StrEnum):
    """Where an item stands. One that is set for all visits is agreed from the start."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "not this time"
    TAKEN_OFF = "taken off"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item as it stands; `revision` rises with each step, and its text stays.

    `visit` is the one it is for; None for one of all visits in the academic `year`, or of its `month` (1 to
    12) alone. `school` narrows those to the visits to one; it is empty for all schools.
    """

    id: int
    text: str
    by: int
    at: datetime
    year: str
    month: int | None = None
    visit: int | None = None
    state: ItemState = ItemState.PROPOSED
    revision: int = 1
    school: str = ""

    @property
    def key(self) -> str:
        """Names it as it stands: `agenda_item:41:2`."""
        return f"agenda_item:{self.id}:{self.revision}"

    def is_for(self, visit: Visit, calendar: Calendar) -> bool:
        """Whether it is about a visit."""
        if self.visit is not None:
            return self.visit == visit.id
        if self.school and self.school != visit.school:
            return False
        in_month = self.month is None or self.month == visit.starts.month
        return in_month and self.year == calendar.academic_year_of(visit.starts)


class ItemOvertaken(Stale):
    """The item is not what it was when it was shown. `item` is how it stands now."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__("agenda item")
        self.item = item


@dataclass(frozen=True, slots=True)
class Issue:
    """An agenda as it went out to one person: for the how manieth time, and with which items (their ids)."""

    visit: int
    person: int
    number: int
    items: tuple[int, ...]
    at: datetime


def has_agenda(visit: Visit) -> bool:
    """Whether a visit is of the kind that agenda and papers are for: a partner's."""
    return visit.capacity is Capacity.SIP


def is_prepared(visit: Visit, today: date) -> bool:
    """Whether agenda and papers of a visit may still be worked on: it is a partner's, and to come."""
    return has_agenda(visit) and visit.status(today) is VisitStatus.PLANNED


def agreed(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Those that are on the agenda: the year's first, then in the order in which they came."""
    found = [item for item in items if item.state is ItemState.AGREED]
    return sorted(found, key=lambda item: (item.visit is not None, item.id))


def people_of(party: Party, school: School, trust: Trust) -> list[Person]:
    """Who stands for a party at a school today."""
    if party is Party.SIP:
        people = [trust.person(school.sip)]
    elif party is Party.HEADTEACHER:
        people = [trust.person(school.headteacher)]
    else:
        people = list(trust.holders(Role(party.value)))
    return [person for person in people if person.ended_on is None]


def who_agrees(school: School, terms: VisitTerms) -> Sequence[Party]:
    """The two who agree on further items; of a school without a designation those of a Low-risk one, which
    is our reading.
    """
    return terms.further_items_agreed_by[school.risk or Risk.LOW]


def party_of(person: Person, school: School, terms: VisitTerms, trust: Trust) -> Party | None:
    """As which of the two somebody would agree on an item; None for anybody else."""
    return next(
        (
            party
            for party in who_agrees(school, terms)
            if any(each.id == person.id for each in people_of(party, school, trust))
        ),
        None,
    )


def who_answers(item: AgendaItem, school: School, terms: VisitTerms, trust: Trust) -> list[Person]:
    """Who is asked to agree to a proposed item: the other of the two, never who proposed it."""
    proposer = trust.person(item.by)
    own = party_of(proposer, school, terms, trust)
    people = [
        person
        for party in who_agrees(school, terms)
        if party is not own
        for person in people_of(party, school, trust)
    ]
    return [person for person in people if person.id != proposer.id]


@dataclass(frozen=True, slots=True)
class GoesOut:
    """When an agenda goes out: from a day, and by a day at the latest; both None where that lies before what
    the calendar knows.
    """

    starts: date | None
    by: date | None

    def has_come(self, today: date) -> bool:
        """Whether it is to go out by now."""
        return self.starts is None or self.starts <= today


def goes_out(visit: Visit, policy: Policy, calendar: Calendar) -> GoesOut:
    """When the agenda of a visit goes out: by the last working day of the half term before the visit's."""
    terms = policy.on(visit.starts, calendar).visits
    before = _before(visit.starts, terms.agenda_half_terms_before, calendar)
    if before is None:
        return GoesOut(None, None)
    working = policy.working_calendar(calendar)
    by = working.on_or_before(before.ends)
    return GoesOut(working.working_days_before(by, terms.agenda_sent_working_days_before), by)


def _before(day: date, number: int, calendar: Calendar) -> HalfTerm | None:
    """The half term so many before that of a day; a day in the holidays belongs to the one that follows."""
    halves = calendar.half_terms
    begun = [index for index, half in enumerate(halves) if half.ends >= day]
    index = (begun[0] if begun else len(halves)) - number
    return halves[index] if 0 <= index < len(halves) else None
