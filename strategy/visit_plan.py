"""Days for a year's visits of partners to schools (Strategy, Strand 5, School Visits).

Every member school has the standard visits in their months; one whose risk brings more days has further ones
in the months between. A day is a working day in term on which the school is open, partner and headteacher are
free as far as anybody knows, and the partner is nowhere else; a partner's visits are spread over the month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from strategy.designations import Risk
from strategy.policy_support import Entitlement, StandardVisit, VisitTerms
from strategy.school_year import ONE_DAY, Calendar, Span
from strategy.schools import Membership, School
from strategy.visits import Mode

TEACHING_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)
"""The months of an academic year, in its order, but August."""


class Why(StrEnum):
    """Why a visit has no day."""

    NO_TERM = "that month has no day of term"
    CLOSED = "the school is closed on every day of term in that month"
    NOBODY_FREE = "partner and headteacher are free together on no day of that month"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A visit that a school is to have in a month; `standard` is False for those beyond the standard ones."""

    school: str
    sip: int
    month: int
    mode: Mode = Mode.ON_SITE
    days: Decimal = Decimal(1)
    learning_walk_minutes: int = 0
    headteacher_appraisal: bool = False
    standard: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A visit with the day that is proposed for it."""

    wanted: Wanted
    day: date


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit for which there is no day, and why."""

    wanted: Wanted
    why: Why


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """The visits of a year: those with a day, by day and school, and those without."""

    proposed: tuple[Proposed, ...]
    unplaced: tuple[Unplaced, ...]


def visits_wanted(school: School, terms: VisitTerms, entitlement: Mapping[Risk, Entitlement]) -> list[Wanted]:
    """The visits that a school is to have in a year, in its order.

    The standard ones, and as many whole days more as its risk brings at least, in months that have none of
    them first. A school that is joining, has left or has no designation is visited on no plan.
    """
    if school.status is Membership.JOINING or school.risk is None or school.ended_on is not None:
        return []
    standard = [_standard(school, each) for each in terms.standard]
    more = max(int(entitlement[school.risk].sip_days.at_least - terms.standard_days), 0)
    taken = {each.month for each in standard}
    months = [month for month in TEACHING_MONTHS if month not in taken] or list(TEACHING_MONTHS)
    further = [Wanted(school.urn, school.sip, month) for month in _spread(months, more)]
    return sorted([*standard, *further], key=lambda each: TEACHING_MONTHS.index(each.month))


def _standard(school: School, each: StandardVisit) -> Wanted:
    return Wanted(
        school.urn,
        school.sip,
        each.month,
        each.mode,
        each.days,
        each.learning_walk_minutes,
        each.headteacher_appraisal,
        standard=True,
    )


def _spread(months: Sequence[int], count: int) -> list[int]:
    """So many months, as far apart as they can be; each once before one is taken twice."""
    rounds, rest = divmod(count, len(months))
    return [*(list(months) * rounds), *(months[n * len(months) // rest] for n in range(rest))]


def plan_visits(
    wanted: Iterable[Wanted],
    year: Span,
    calendar: Calendar,
    taken: Mapping[int, Collection[date]],
    busy: Mapping[str, Collection[date]],
) -> VisitPlan:
    """A day for each visit that is wanted in a year.

    `calendar` counts working days; `taken` are the days on which a partner is somewhere already, by their id,
    and `busy` those on which a school's headteacher is not free, by its URN.
    """
    free = _DaysOfTerm(year, calendar)
    gone: dict[int, set[date]] = defaultdict(set, {sip: set(days) for sip, days in taken.items()})
    by_partner: dict[tuple[int, int], list[Wanted]] = defaultdict(list)
    for each in wanted:
        by_partner[each.sip, each.month].append(each)
    proposed: list[Proposed] = []
    unplaced: list[Unplaced] = []
    for (sip, month), visits in sorted(by_partner.items()):
        # Those with the fewest days to choose from choose first.
        choices = {
            number: [day for day in free.of(month, each.school) if day not in busy.get(each.school, ())]
            for number, each in enumerate(visits)
        }
        for place, number in enumerate(sorted(choices, key=lambda n: (len(choices[n]), visits[n].school))):
            each = visits[number]
            days = [day for day in choices[number] if day not in gone[sip]]
            if not days:
                unplaced.append(Unplaced(each, free.why_none(month, each.school)))
                continue
            ideal = free.of(month)[(2 * place + 1) * len(free.of(month)) // (2 * len(visits))]
            day = min(days, key=lambda d: (abs((d - ideal).days), d))
            gone[sip].add(day)
            proposed.append(Proposed(each, day))
    return VisitPlan(
        tuple(sorted(proposed, key=lambda p: (p.day, p.wanted.school))),
        tuple(sorted(unplaced, key=lambda u: (u.wanted.school, TEACHING_MONTHS.index(u.wanted.month)))),
    )


class _DaysOfTerm:
    """The working days in term of each month of a year, of the trust and of each school."""

    def __init__(self, year: Span, calendar: Calendar) -> None:
        self._calendar = calendar
        self._of_month: dict[int, list[date]] = defaultdict(list)
        day = year.starts
        while day <= year.ends:
            if calendar.half_term_of(day) is not None and calendar.is_working_day(day):
                self._of_month[day.month].append(day)
            day += ONE_DAY

    def of(self, month: int, school: str | None = None) -> list[date]:
        """The days of a month on which the trust, or a school, is open."""
        days = self._of_month[month]
        if school is None:
            return days
        return [day for day in days if self._calendar.is_working_day(day, school)]

    def why_none(self, month: int, school: str) -> Why:
        """Why a visit to a school has no day in a month."""
        if not self.of(month):
            return Why.NO_TERM
        return Why.NOBODY_FREE if self.of(month, school) else Why.CLOSED
