"""Reviews of the year, pupil premium and the like: which there are, by when, and what came of them
(Strategy, Monitoring).

A review is of one school and one period: a year, or a term. Everything that happened to it is an entry, and
none is ever changed: a day was set or moved, what came of it was recorded or corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from strategy.access import MAY, Extent, Standing
from strategy.deeds import Deed
from strategy.errors import Stale
from strategy.people import Capacity, Person, Role
from strategy.permissions import standings
from strategy.policy import Policy
from strategy.policy_fields import Party, Per
from strategy.policy_support import Review as ReviewTerms
from strategy.school_year import Calendar, Span
from strategy.schools import Membership, School
from strategy.trust import Trust


class Happened(StrEnum):
    """What an entry of a review says."""

    DAY_SET = "day set"
    RECORDED = "recorded"
    CORRECTED = "corrected"


OUTCOMES = frozenset({Happened.RECORDED, Happened.CORRECTED})
"""Entries that say what came of a review."""


@dataclass(frozen=True, slots=True, order=True)
class Occasion:
    """Which review: of a school, by policy's name for it, and its period, `2026/27` or `2026/27 autumn`."""

    school: str
    name: str
    period: str

    @property
    def about(self) -> str:
        """As a duty names it at its school."""
        return f"{self.name}:{self.period}"


def occasion_of(school: str, about: str) -> Occasion:
    """The review that a duty of a school is about."""
    name, _, period = about.rpartition(":")
    return Occasion(school, name, period)


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to a review, as the `number`-th thing. `day` (London) is the day set, or on which it was
    held; `summary` and `recommendations` are what came of it, as typed.
    """

    number: int
    what: Happened
    by: int
    at: datetime
    day: date
    summary: str = ""
    recommendations: str = ""


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How a review stands, without its text: the day that is set, the day it was held, None for neither, and
    how many entries it has. `id` is 0 where nothing has happened yet.
    """

    id: int
    occasion: Occasion
    revision: int = 0
    day: date | None = None
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A review with all that happened to it, first to last."""

    id: int
    occasion: Occasion
    entries: tuple[Entry, ...]

    @property
    def state(self) -> ReviewState:
        """How it stands."""
        days = [entry.day for entry in self.entries if entry.what is Happened.DAY_SET]
        outcome = self.outcome
        return ReviewState(
            self.id,
            self.occasion,
            self.entries[-1].number,
            days[-1] if days else None,
            outcome.day if outcome else None,
        )

    @property
    def outcome(self) -> Entry | None:
        """What came of it, as it was recorded or corrected last; None before it was held."""
        return next((entry for entry in reversed(self.entries) if entry.what in OUTCOMES), None)


class ReviewOvertaken(Stale):
    """Somebody else was quicker; `review` is how it stands now."""

    def __init__(self, review: Review) -> None:
        super().__init__("review")
        self.review = review


@dataclass(frozen=True, slots=True)
class Due:
    """A review that is asked of a school: its terms, its period, and the last working day of that."""

    occasion: Occasion
    terms: ReviewTerms
    span: Span
    due_on: date


def periods(policy: Policy, calendar: Calendar) -> Iterator[tuple[ReviewTerms, str, Span]]:
    """Every review of each known year or term, as policy has it for that year."""
    for per, spans in (
        (Per.YEAR, calendar.academic_years()),
        (Per.TERM, [(f"{year} {term}", span) for year, term, span in calendar.terms()]),
    ):
        for period, span in spans:
            for terms in policy.on(span.starts, calendar).reviews:
                if terms.per is per and terms.each_school:
                    yield terms, period, span


@dataclass(frozen=True, slots=True)
class Asked:
    """A review that is asked of every member school: its terms, period and span, and the day it is due."""

    terms: ReviewTerms
    period: str
    span: Span
    due_on: date

    def of(self, school: School) -> Due:
        """The review as it is asked of one school."""
        return Due(Occasion(school.urn, self.terms.name, self.period), self.terms, self.span, self.due_on)


def reviews_asked(policy: Policy, calendar: Calendar) -> list[Asked]:
    """The reviews of all known years, each due on its period's last working day. For many schools this is
    found once.
    """
    working = policy.working_calendar(calendar)
    return [
        Asked(terms, period, span, working.on_or_before(span.ends))
        for terms, period, span in periods(policy, calendar)
    ]


def reviews_due(school: School, policy: Policy, calendar: Calendar) -> list[Due]:
    """The reviews of a school in all known years; none of one that is no member."""
    if not is_reviewed(school):
        return []
    return [asked.of(school) for asked in reviews_asked(policy, calendar)]


def is_reviewed(school: School) -> bool:
    """Whether reviews are asked of a school: of members alone."""
    return school.ended_on is None and school.status is Membership.MEMBER


def due_of(occasion: Occasion, school: School, policy: Policy, calendar: Calendar) -> Due | None:
    """One review of a school; None where none such is asked."""
    found = reviews_due(school, policy, calendar)
    return next((due for due in found if due.occasion == occasion), None)


def due_on_day(name: str, day: date, school: School, policy: Policy, calendar: Calendar) -> Due | None:
    """The review of a name whose period a day falls into; None in the holidays of a termly one."""
    found = reviews_due(school, policy, calendar)
    return next((due for due in found if due.occasion.name == name and day in due.span), None)


def owed_by(terms: ReviewTerms, trust: Trust) -> list[tuple[Person, Capacity]]:
    """Who owes a review, and as what: each of those who lead it; the Deputy CEO where whoever leads it is not
    in the directory, as an external adviser is not (our reading).
    """
    found = [
        (person, _capacity(party))
        for party in terms.led_by
        if party.value in set(Role)
        for person in trust.holders(Role(party.value))
    ]
    return found or [(person, Capacity.DEPUTY_CEO) for person in trust.holders(Role.DEPUTY_CEO)]


def _capacity(party: Party) -> Capacity:
    return Capacity(party.value) if party.value in set(Capacity) else Capacity.TEAM_MEMBER


_LEADS: Mapping[Standing, Party] = {
    Standing.SEND_LEAD: Party.LEAD_SEND_SAFEGUARDING,
    Standing.PUPIL_PREMIUM_LEAD: Party.LEAD_PUPIL_PREMIUM,
}
"""Standings that reach only the reviews they lead."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The schools whose reviews of one kind somebody may see or record."""

    everything: bool = False
    schools: frozenset[str] = frozenset()

    def __contains__(self, school: str) -> bool:
        return self.everything or school in self.schools

    def __bool__(self) -> bool:
        return self.everything or bool(self.schools)


def reach_of(person: Person, deed: Deed, terms: ReviewTerms, trust: Trust) -> Reach:
    """How far a deed about reviews reaches for one kind of them. Who leads some kinds reaches only those."""
    everything, schools = False, set[str]()
    for standing, places in standings(person, trust).items():
        leads = _LEADS.get(standing)
        if leads is not None and leads not in terms.led_by:
            continue
        extent = MAY[standing].get(deed)
        everything |= extent is Extent.EVERYTHING
        if extent is Extent.SCHOOL:
            schools.update(urn for urn, span in places if span is None)
    return Reach(everything, frozenset(schools))
