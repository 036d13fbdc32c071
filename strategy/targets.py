"""A school's targets and lines of enquiry for an academic year (Strategy, Strand 5, and terms of reference).

The school's partner or the Lead SIP proposes them, the Education Improvement Team signs them off. Pure: a set
is never changed; a newer one follows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from strategy.edition import Edition
from strategy.errors import Stale
from strategy.people import Person, Role
from strategy.recommendations import holders_of
from strategy.school_year import ONE_DAY, Calendar, Span, year_after
from strategy.schools import School
from strategy.trust import Trust


class ItemKind(StrEnum):
    """What a school sets itself: a figure to reach, or a question to look into."""

    TARGET = "target"
    ENQUIRY = "line of enquiry"


@dataclass(frozen=True, slots=True)
class Item:
    """One target or line of enquiry. `words` are what is measured, or the question.

    Of a target `now` is the figure at the time (it may be empty), `aim` the one aimed at, `by` the last day.
    `priority` is the id of the trust's priority that it serves.
    """

    kind: ItemKind
    words: str
    now: str = ""
    aim: str = ""
    by: date | None = None
    priority: int | None = None
    id: int = 0


class SetState(StrEnum):
    """How a set stands. One that was signed off is in force until the next of its year is."""

    PROPOSED = "proposed"
    SIGNED_OFF = "signed off"
    SENT_BACK = "sent back"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class TargetSet:
    """What was proposed for a school and academic year, and what was decided of it."""

    id: int
    school: str
    year: str
    proposed_by: int
    proposed_at: datetime
    items: tuple[Item, ...]
    state: SetState = SetState.PROPOSED
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """What its duties and messages are about."""
        return f"targets:{self.id}"

    @property
    def targets(self) -> tuple[Item, ...]:
        """Its figures to reach."""
        return tuple(item for item in self.items if item.kind is ItemKind.TARGET)

    @property
    def enquiries(self) -> tuple[Item, ...]:
        """Its questions."""
        return tuple(item for item in self.items if item.kind is ItemKind.ENQUIRY)

    @property
    def decision(self) -> tuple[int, datetime]:
        """Who decided on it, and when; raises ValueError where nobody has yet."""
        if self.decided_by is None or self.decided_at is None:
            raise ValueError("not decided on yet")
        return self.decided_by, self.decided_at

    def decided(self, state: SetState, by: int, at: datetime, reason: str = "") -> TargetSet:
        """The set as it was decided on; raises ValueError where it was decided on before."""
        if self.state is not SetState.PROPOSED or state is SetState.PROPOSED:
            raise ValueError(f"{self.state} cannot become {state}")
        return replace(self, state=state, decided_by=by, decided_at=at, reason=reason)


@dataclass(frozen=True, slots=True)
class Noted:
    """Where a target stood on a day, as somebody noted it."""

    item: int
    figure: str
    on: date
    by: int
    at: datetime


class TargetsOvertaken(Stale):
    """Somebody else was quicker; `found` is how the set stands now."""

    def __init__(self, found: TargetSet) -> None:
        super().__init__(f"targets: {found.state}")
        self.found = found


def is_proposer(person: Person, school: School, trust: Trust, edition: Edition) -> bool:
    """Whether somebody is one of those who propose a school's targets, as policy says."""
    return any(person.id in holders_of(party, school, trust) for party in edition.targets.proposed_by)


def asked_to_sign_off(found: TargetSet, trust: Trust) -> tuple[Role, tuple[int, ...]] | None:
    """Of whom the sign-off is asked, and as what; None where it was decided, or nobody is there who may.

    The Deputy CEO is asked before the CEO, and nobody signs off what they proposed (our reading).
    """
    if found.state is not SetState.PROPOSED or trust.school(found.school).ended_on is not None:
        return None
    for role in (Role.DEPUTY_CEO, Role.CEO):
        people = tuple(sorted(each.id for each in trust.holders(role) if each.id != found.proposed_by))
        if people:
            return role, people
    return None


def span_of(year: str, calendar: Calendar) -> Span:
    """The first and last day of an academic year; where terms.csv does not tell, 1 September to 31 August."""
    known = dict(calendar.academic_years()).get(year)
    if known is not None:
        return known
    starts = calendar.academic_year_starts(year)
    return Span(starts, calendar.academic_year_starts(year_after(year)) - ONE_DAY)


def year_meant(today: date, penultimate: int, calendar: Calendar) -> str:
    """The year that targets are set for where nobody says: next year's from the month of the penultimate
    round on, else the one that runs.
    """
    year = calendar.academic_year_of(today)
    return year_after(year) if today >= round_begins(year, penultimate) else year


def round_begins(year: str, month: int) -> date:
    """The first day of the month in which a round of an academic year, which begins in September, is held."""
    start = int(year[:4])
    return date(start if month >= 9 else start + 1, month, 1)
