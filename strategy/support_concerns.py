"""What is to be said before support is allocated: where it goes beyond what the school's risk brings, and
where it clashes with what somebody has to do already (Strategy, Strand 4; what a clash is, is our reading).

Support follows need: the Education Improvement Team may allocate more than a risk brings, and says why. A
clash is said and stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from strategy.policy_support import Basis, Entitlement
from strategy.school_year import Calendar, Span
from strategy.schools import School
from strategy.support import Amount
from strategy.trust import Trust
from strategy.visits import Deployment, Support, Visit

FULL_WEEK = Decimal(5)
"""Working days of a week."""
_FOREVER = date.max


class ConcernKind(StrEnum):
    """What is to be said before support is allocated."""

    NOT_AT_THIS_RISK = "not at this risk"
    MORE_PEOPLE = "more people than are due"
    BY_NEED = "by need"
    APPROVED = "approved by the team"
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
        for each in trust.deployments_at(proposed.school.urn)
        if each.support is proposed.support
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
            during = Span(max(starts, span.starts), min(ends or _FOREVER, span.ends))
            found.append(Concern(ConcernKind.AWAY, span=during))
    every_day = amount.a_week is not None and amount.a_week >= FULL_WEEK
    on = frozenset(range(5)) if every_day else frozenset(amount.weekdays)
    for visit in engaged.visits:
        meets = [day for day in _days(visit) if day in span and day.weekday() in on]
        if meets and visit.school != proposed.school.urn:
            found.append(Concern(ConcernKind.VISITING, school=visit.school, span=Span(meets[0], meets[-1])))
    return found


def _days(visit: Visit) -> list[date]:
    return [visit.starts + timedelta(days) for days in range((visit.ends - visit.starts).days + 1)]
