"""Support that the Education Improvement Team allocates to a school: somebody deployed, an external provider,
or days of visits beyond what the school's risk brings (Strategy, Strand 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from strategy.people import Capacity, HeldRole, Person, Role
from strategy.school_year import Span
from strategy.schools import Membership, School
from strategy.trust import Trust
from strategy.visits import Support

COUNTED: Mapping[Support, Capacity] = {
    Support.SIP: Capacity.SIP,
    Support.SCHOOL_IMPROVEMENT_ADVISER: Capacity.SCHOOL_IMPROVEMENT_ADVISER,
}
"""Kinds of support that are days of visits: more of them are granted, and nobody is deployed."""

GIVEN_BY: Mapping[Support, tuple[Role, ...]] = {
    Support.DEPUTY_HEAD_TRUST: (Role.DEPUTY_HEAD_TRUST,),
    Support.DIRECTOR_SUBJECT: (Role.DIRECTOR_SUBJECT,),
    Support.SLE: (Role.SLE,),
    Support.INSTITUTE_OF_EDUCATION: (Role.DIRECTOR_SCITT_TSH, Role.LEAD_TEACHING_LEARNING),
    Support.DEPUTY_CEO: (Role.DEPUTY_CEO,),
}
"""Who can be deployed for a kind of support."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of it: days a week, or days in all, in halves; one of them is None. `weekdays` are those that
    were agreed, Monday being 0.
    """

    a_week: Decimal | None = None
    in_all: Decimal | None = None
    weekdays: tuple[int, ...] = ()

    def days_per_week(self, span: Span) -> Decimal:
        """Days a week over a span, in hundredths; days in all are spread evenly."""
        if self.a_week is not None:
            return self.a_week
        weeks = (span.ends - span.starts).days // 7 + 1
        return ((self.in_all or Decimal(0)) / weeks).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Allocated:
    """Support that was allocated here: somebody deployed, or an external provider named in words."""

    id: int
    school: str
    support: Support
    person: int | None
    provider: str
    activity: str
    starts: date
    ends: date
    amount: Amount
    reason: str
    by: int
    at: datetime
    deployment: int | None = None

    @property
    def span(self) -> Span:
        """From its first day to its last."""
        return Span(self.starts, self.ends)

    @property
    def about(self) -> str:
        """What its changes are about."""
        return about_deployment(self.deployment) if self.deployment else f"allocation:{self.id}"


@dataclass(frozen=True, slots=True)
class SupportChange:
    """Support was given another last day; None where it was called off before it began. `number` counts the
    changes of one thing from 1.
    """

    id: int
    about: str
    number: int
    school: str
    last_day: date | None
    reason: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class GrantedDays:
    """Days beyond what a school's risk brings, for a year or a term (its span). `origin` says what they rest
    on besides the reason, as `request:12`; nothing where the Education Improvement Team decided by itself.

    `back` are the days that were taken back since, in so many `changes`.
    """

    id: int
    school: str
    capacity: Capacity
    days: Decimal
    span: Span
    reason: str
    by: int
    at: datetime
    origin: str = ""
    back: Decimal = Decimal(0)
    changes: int = 0

    @property
    def stands(self) -> Decimal:
        """How many of the days stand; nought where all were taken back."""
        return self.days - self.back


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Days of a grant that were taken back. `number` counts what was taken back of one grant, from 1."""

    id: int
    grant: int
    number: int
    days: Decimal
    reason: str
    by: int
    at: datetime


def about_deployment(deployment: int) -> str:
    """What the changes of a deployment are about."""
    return f"deployment:{deployment}"


def can_have_support(school: School) -> bool:
    """Whether a school has support at all: not before it has joined and is designated."""
    return school.ended_on is None and school.status is not Membership.JOINING and school.risk is not None


def who_can_give(support: Support, subject: str, trust: Trust) -> list[Person]:
    """Those who hold a role of the kind, those of a subject (in any case, or its beginning) first."""
    roles = GIVEN_BY.get(support, ())
    found = {person.id: person for role in roles for person in trust.holders(role)}
    return sorted(
        found.values(), key=lambda person: (not is_of_subject(person, support, subject), person.name)
    )


def is_of_subject(person: Person, support: Support, subject: str) -> bool:
    """Whether somebody holds a role of the kind for a subject; False where none is named."""
    return any(held.role in GIVEN_BY.get(support, ()) and names(held, subject) for held in person.held)


def names(held: HeldRole, subject: str) -> bool:
    """Whether a role is for a subject as people call it: `maths` for Mathematics, `English` of several."""
    asked = subject.casefold().strip()
    full = held.subject.casefold()
    return bool(asked) and any(part.startswith(asked.removesuffix("s")) for part in (full, *full.split()))
