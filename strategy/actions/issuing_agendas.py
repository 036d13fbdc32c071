"""Agendas that go out by themselves, found from the data: due, and not told yet or changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from strategy.agendas import AgendaItem, Issue, agreed, goes_out, people_of
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy import Policy
from strategy.ports import Outgoing, UnitOfWork, VisitQuery
from strategy.school_year import london_day
from strategy.visits import Visit, VisitStatus

AT_A_TIME = 200
"""Visits that one transaction looks at."""


async def issue_agendas(
    *, uow: UnitOfWork, policy: Policy, now: datetime, offset: int = 0, limit: int = AT_A_TIME
) -> tuple[int, int | None]:
    """Have the agendas go out that are due, of some of the visits to come in the order of their days.

    How many people are told, and where to go on; None where that was the last. An agenda with nothing on it
    does not go out; one that has changed since goes out again, to each person once.
    """
    today = london_day(now)
    if policy.first_day is not None and today < policy.first_day:
        return 0, None
    query = VisitQuery(
        today, capacity=Capacity.SIP, status=VisitStatus.PLANNED, ends=_horizon(uow, policy, today)
    )
    page = await uow.visits.page(query, Scope(everything=True), offset=offset, limit=limit)
    calendar = uow.trust.calendar
    due = [each for each in page.items if goes_out(each, policy, calendar).has_come(today)]
    told = await _issue(uow, policy, now, due) if due else 0
    end = offset + len(page.items)
    return told, end if page.items and end < page.total else None


def _horizon(uow: UnitOfWork, policy: Policy, today: date) -> date | None:
    """The last day of which a visit's agenda may be due today; None where the calendar does not say."""
    calendar = uow.trust.calendar
    ahead = policy.on(today, calendar).visits.agenda_half_terms_before
    halves = [half for half in calendar.half_terms if half.ends >= today]
    return halves[ahead].ends if len(halves) > ahead else None


async def _issue(uow: UnitOfWork, policy: Policy, now: datetime, visits: Sequence[Visit]) -> int:
    calendar, trust = uow.trust.calendar, uow.trust
    numbers = [visit.id for visit in visits]
    years = {calendar.academic_year_of(visit.starts) for visit in visits}
    items = await uow.agendas.of_visits(numbers, years)
    issued = await uow.agendas.issued(numbers)
    told = 0
    for visit in visits:
        present = _ids([item for item in items if item.is_for(visit, calendar)])
        school = trust.school(visit.school)
        terms = policy.on(visit.starts, calendar).visits
        people = {each.id for party in terms.agenda_to for each in people_of(party, school, trust)}
        for person in sorted(people):
            last = issued.get((visit.id, person))
            if present == (last.items if last else ()):
                continue
            issue = Issue(visit.id, person, last.number + 1 if last else 1, present, now)
            if await uow.agendas.issue(issue):
                await uow.outbox.put([_outgoing(issue)])
                told += 1
    return told


def _ids(items: Sequence[AgendaItem]) -> tuple[int, ...]:
    return tuple(item.id for item in agreed(items))


def _outgoing(issue: Issue) -> Outgoing:
    kind, subject = OutgoingKind.AGENDA_ISSUED, f"agenda:{issue.visit}:{issue.number}"
    return Outgoing(f"{kind}:{subject}:{issue.person}", kind, issue.person, subject, issue.at)
