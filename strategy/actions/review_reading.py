"""Seeing reviews of the year: which are due, set or held, and what came of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from strategy.actions.reviewing import may_record, terms_named
from strategy.assessments import term_of
from strategy.duties import DutyKind
from strategy.errors import NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, Scope
from strategy.policy import Policy
from strategy.policy_support import Review as ReviewTerms
from strategy.ports import AuditEntry, DutyQuery, UnitOfWork
from strategy.reviews import Due, Occasion, Review, ReviewState, due_of, occasion_of, periods, reach_of
from strategy.school_year import Calendar, Span, london_day

_LONG = 28
"""Days of a span so long that reviews without a day may well come to be held in it."""


_MOST_LATE = 10_000
"""Late reviews that are looked at: more than a trust of a thousand schools has."""
_A_YEAR = timedelta(days=365)
"""For how long what was not held is asked about without being named."""


class Stands(StrEnum):
    """Which reviews are asked for, by how they stand."""

    ANY = "any"
    HELD = "held"
    NOT_HELD = "not held"
    NO_DAY = "no day"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ReviewQuery:
    """Which reviews are asked for. `name` is policy's; None does not narrow. `span` is of the day on which
    one is or was held; without one it is what is asked for now.
    """

    name: str | None = None
    schools: frozenset[str] | None = None
    span: Span | None = None
    stands: Stands = Stands.ANY


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review and how it stands."""

    due: Due
    state: ReviewState

    def is_late(self, today: date) -> bool:
        """Whether its period is over and it has not been held."""
        return self.state.held_on is None and self.due.due_on < today


@dataclass(frozen=True, slots=True)
class Found:
    """The reviews asked for: those with a day in the order of their days, then the others by school.

    `everything` says whether all schools were looked at.
    """

    rows: tuple[ReviewRow, ...]
    everything: bool


async def list_reviews(
    *, uow: UnitOfWork, policy: Policy, today: date, asker: Person, query: ReviewQuery
) -> Found:
    """The reviews asked for, among those the asker may see. Raises NotAllowed where they see none such."""
    trust, calendar = uow.trust, uow.trust.calendar
    kinds = [
        terms
        for terms in policy.on(today, calendar).reviews
        if terms.each_school and query.name in (None, terms.name)
    ]
    reaches = {terms.name: reach_of(asker, Deed.SEE_REVIEWS, terms, trust) for terms in kinds}
    named = query.schools or frozenset()
    if not any(reaches.values()) or (
        named and not any(urn in reach for urn in named for reach in reaches.values())
    ):
        raise NotAllowed(Deed.SEE_REVIEWS)
    schools = [
        school for school in trust.members_by_name if query.schools is None or school.urn in query.schools
    ]
    relevant = [each for each in _relevant(policy, calendar, query, today) if each[0].name in reaches]
    known = sorted({period for _, period, _ in relevant})
    one = [school.urn for school in schools] if query.schools is not None else None
    states = {state.occasion: state for state in await uow.reviews.states(known, one)}
    owed = await _still_owed(uow, query, today)
    working = policy.working_calendar(calendar)
    rows = []
    for terms, period, span in relevant:
        due_on = working.on_or_before(span.ends)
        for school in schools:
            occasion = Occasion(school.urn, terms.name, period)
            state = states.get(occasion, ReviewState(0, occasion))
            is_asked = due_on >= today or state.held_on is not None or occasion in owed
            row = ReviewRow(Due(occasion, terms, span, due_on), state)
            if school.urn in reaches[terms.name] and is_asked and _fits(row, query, today):
                rows.append(row)
    rows.sort(key=_by_day)
    return Found(tuple(rows), all(reach.everything for reach in reaches.values()))


def _by_day(row: ReviewRow) -> tuple[bool, date]:
    """Those with a day first, then those that are due first. Schools keep the order of their names."""
    day = row.state.held_on or row.state.day
    return (day is None, day or row.due.due_on)


def _relevant(
    policy: Policy, calendar: Calendar, query: ReviewQuery, today: date
) -> Iterator[tuple[ReviewTerms, str, Span]]:
    """The kinds and periods that a question is about."""
    term = term_of(today, calendar)
    year = term.partition(" ")[0]
    for terms, period, span in periods(policy, calendar):
        if query.span is not None:
            if span.starts <= query.span.ends and query.span.starts <= span.ends:
                yield terms, period, span
        elif period in (term, year) or today - _A_YEAR <= span.ends < today:
            yield terms, period, span


async def _still_owed(uow: UnitOfWork, query: ReviewQuery, today: date) -> set[Occasion]:
    """Those of periods that are over which somebody still owes: what was over before a school was known is
    asked of nobody.
    """
    late = DutyQuery(kinds=frozenset({DutyKind.REVIEW_OF_YEAR}), schools=query.schools, due_before=today)
    found = await uow.duties.page(late, Scope(everything=True), limit=_MOST_LATE)
    return {occasion_of(row.school, row.about) for row in found.items}


def _fits(row: ReviewRow, query: ReviewQuery, today: date) -> bool:
    state, held = row.state, row.state.held_on is not None
    fitting = {
        Stands.ANY: True,
        Stands.HELD: held,
        Stands.NOT_HELD: not held,
        Stands.NO_DAY: not held and state.day is None,
        Stands.LATE: row.is_late(today),
    }[query.stands]
    if query.span is None:
        over = row.due.span.ends < today
        return fitting and not (over and held and query.stands is Stands.ANY)
    day = state.held_on or state.day
    if day is not None:
        return fitting and day in query.span
    is_long = (query.span.ends - query.span.starts).days >= _LONG
    return fitting and (is_long or row.due.due_on in query.span)


@dataclass(frozen=True, slots=True)
class Seen:
    """One review as somebody may see it; `review` is None where nothing has happened to it."""

    due: Due
    review: Review | None
    may_record: bool

    @property
    def state(self) -> ReviewState:
        """How it stands."""
        return self.review.state if self.review else ReviewState(0, self.due.occasion)


async def see_review(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, occasion: Occasion
) -> Seen:
    """One review with what came of it; reading that is recorded.

    Raises NotAllowed both where it may not be seen and where there is none.
    """
    today, trust = london_day(now), uow.trust
    school = trust.schools.get(occasion.school)
    terms = terms_named(occasion.name, policy, trust, today)
    due = due_of(occasion, school, policy, trust.calendar) if school is not None else None
    if terms is None or due is None:
        raise NotAllowed(Deed.SEE_REVIEWS)
    if occasion.school not in reach_of(reader, Deed.SEE_REVIEWS, terms, trust):
        raise NotAllowed(Deed.SEE_REVIEWS)
    review = await uow.reviews.of(occasion)
    outcome = review.outcome if review is not None else None
    if review is not None and outcome is not None and outcome.by != reader.id:
        await uow.audit.record(
            AuditEntry(
                at=now,
                actor=reader.id,
                deed="review read",
                subject=f"review:{review.id}",
                school=occasion.school,
                details={"revision": outcome.number},
            )
        )
    return Seen(due, review, may_record(reader, occasion.name, occasion.school, policy, trust, today))
