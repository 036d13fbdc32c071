"""Support that the Education Improvement Team allocates to a school, and what is to be said before it does
(Strategy, Strand 4; what counts as a clash is our reading).

Support follows need: the team may allocate more than a school's risk brings, and says why. A clash is said
and stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from strategy.people import Capacity, HeldRole, Person, Role
from strategy.policy_support import Basis, Entitlement
from strategy.school_year import Calendar, Span
from strategy.schools import Membership, School
from strategy.trust import Trust
from strategy.visits import Deployment, Support, Visit

FULL_WEEK = Decimal(5)
"""Working days of a week."""
_FOREVER = date.max

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


class ConcernKind(StrEnum):
    """What is to be said before support is allocated."""

    NOT_AT_THIS_RISK = "not at this risk"
    MORE_PEOPLE = "more people than are due"
    BY_NEED = "by need"
    APPROVED = "approved by the team"
    BEYOND = "days beyond the allocation"
    LESS_THAN_DUE = "fewer days or weeks than are due"
    SAME_WEEKDAYS = "elsewhere on the same weekdays"
    OVER_A_WEEK = "more than five days a week"
    THERE_ALREADY = "deployed there already"
    VISITING = "visiting elsewhere"
    AWAY = "away"


NEEDS_REASON = frozenset(
    {
        ConcernKind.NOT_AT_THIS_RISK,
        ConcernKind.MORE_PEOPLE,
        ConcernKind.BY_NEED,
        ConcernKind.APPROVED,
        ConcernKind.BEYOND,
    }
)
"""Concerns that are about what the school is allocated: the team says why all the same."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to be said; `days`, `span` and `school` are what it is about, as far as it is."""

    kind: ConcernKind
    days: Decimal | None = None
    school: str = ""
    span: Span | None = None
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is about to be allocated."""

    school: School
    support: Support
    person: int | None
    span: Span
    amount: Amount


@dataclass(frozen=True, slots=True)
class Engagements:
    """What somebody has to do already, beside deployments: visits ahead, and days away (open-ended: None)."""

    visits: Sequence[Visit] = ()
    away: Sequence[tuple[date, date | None]] = ()


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


def basis_of(support: Support, due: Entitlement) -> Basis:
    """On what ground a school has a kind of support."""
    if support is Support.DEPUTY_HEAD_TRUST:
        return Basis.DUE if due.trust_deputy_heads.up_to else Basis.NONE
    found = {
        Support.DIRECTOR_SUBJECT: due.directors_of_subject.basis,
        Support.DEPUTY_CEO: due.deputy_ceo,
        Support.SLE: due.institute_of_education,
        Support.INSTITUTE_OF_EDUCATION: due.institute_of_education,
        Support.EXTERNAL: due.external,
    }
    return found.get(support, Basis.DUE)


def concerns(
    proposed: Proposed,
    due: Entitlement,
    trust: Trust,
    agreed: Mapping[int, Amount],
    engaged: Engagements,
) -> list[Concern]:
    """All that is to be said before it is allocated: first what the school's risk brings, then clashes.

    `agreed` are the amounts of deployments that were made here, by the deployment's id.
    """
    return [*_beyond(proposed, due, trust), *_clashes(proposed, trust, agreed), *_engaged(proposed, engaged)]


def needs_reason(found: Iterable[Concern]) -> bool:
    """Whether a reason has to be given."""
    return any(concern.kind in NEEDS_REASON for concern in found)


_OF_A_BASIS: Mapping[Basis, ConcernKind] = {
    Basis.NONE: ConcernKind.NOT_AT_THIS_RISK,
    Basis.BY_NEED: ConcernKind.BY_NEED,
    Basis.APPROVED_BY_EIT: ConcernKind.APPROVED,
}


def _beyond(proposed: Proposed, due: Entitlement, trust: Trust) -> list[Concern]:
    kind = _OF_A_BASIS.get(basis_of(proposed.support, due))
    if kind is not None:
        return [Concern(kind)]
    if proposed.support is not Support.DEPUTY_HEAD_TRUST:
        return []
    found, heads = [], due.trust_deputy_heads
    there = {
        each.person
        for each in trust.deployments
        if each.school == proposed.school.urn
        and each.support is proposed.support
        and each.covers(proposed.span.starts, proposed.span.ends)
        and each.person != proposed.person
    }
    if len(there) + 1 > heads.up_to:
        found.append(Concern(ConcernKind.MORE_PEOPLE, days=Decimal(heads.up_to)))
    too_few = proposed.amount.days_per_week(proposed.span) < heads.days_per_week
    if too_few or _is_shorter_than_terms(proposed.span, heads.terms_at_least, trust.calendar):
        found.append(Concern(ConcernKind.LESS_THAN_DUE, days=heads.days_per_week))
    return found


def _is_shorter_than_terms(span: Span, terms: int, calendar: Calendar) -> bool:
    """Whether a span is shorter than that many of the shortest term there is."""
    lengths = [(term.ends - term.starts).days for _, _, term in calendar.terms()]
    return bool(lengths) and (span.ends - span.starts).days < terms * min(lengths)


def _clashes(proposed: Proposed, trust: Trust, agreed: Mapping[int, Amount]) -> list[Concern]:
    """Where the person is deployed already while the span lasts."""
    if proposed.person is None:
        return []
    span, found = proposed.span, []
    others = [
        each
        for each in trust.deployments_of(trust.person(proposed.person))
        if each.covers(span.starts, span.ends)
    ]
    for each in others:
        during = Span(max(each.starts, span.starts), min(each.ends or _FOREVER, span.ends))
        same = set(agreed.get(each.id, Amount()).weekdays) & set(proposed.amount.weekdays)
        if each.school == proposed.school.urn:
            found.append(Concern(ConcernKind.THERE_ALREADY, each.days_per_week, each.school, during))
        elif same:
            weekdays = tuple(sorted(same))
            found.append(Concern(ConcernKind.SAME_WEEKDAYS, None, each.school, during, weekdays))
    most = _most_a_week(proposed, others)
    if most > FULL_WEEK:
        found.append(Concern(ConcernKind.OVER_A_WEEK, most))
    return found


def _most_a_week(proposed: Proposed, others: Sequence[Deployment]) -> Decimal:
    """The most days a week that somebody would be deployed, all schools together."""
    own = proposed.amount.days_per_week(proposed.span)
    starts = {proposed.span.starts, *(each.starts for each in others if each.starts in proposed.span)}
    return max(
        own + sum((each.days_per_week for each in others if each.covers(day, day)), Decimal(0))
        for day in starts
    )


def _engaged(proposed: Proposed, engaged: Engagements) -> list[Concern]:
    found, span, amount = [], proposed.span, proposed.amount
    for starts, ends in engaged.away:
        if starts <= span.ends and (ends is None or ends >= span.starts):
            found.append(
                Concern(ConcernKind.AWAY, span=Span(max(starts, span.starts), min(ends or _FOREVER, span.ends)))
            )
    every_day = amount.a_week is not None and amount.a_week >= FULL_WEEK
    on = frozenset(range(5)) if every_day else frozenset(amount.weekdays)
    for visit in engaged.visits:
        meets = [day for day in _days(visit) if day in span and day.weekday() in on]
        if meets and visit.school != proposed.school.urn:
            found.append(
                Concern(ConcernKind.VISITING, school=visit.school, span=Span(meets[0], meets[-1]))
            )
    return found


def _days(visit: Visit) -> list[date]:
    return [visit.starts + timedelta(days) for days in range((visit.ends - visit.starts).days + 1)]
