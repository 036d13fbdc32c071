"""The agenda of a partner's visit, as somebody may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from strategy.actions.agenda_items import may_add, terms_of
from strategy.agendas import (
    AgendaItem,
    GoesOut,
    Issue,
    ItemState,
    agreed,
    goes_out,
    has_agenda,
    party_of,
    who_answers,
)
from strategy.errors import NotAllowed, NotFound
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.school_year import london_day
from strategy.schools import School
from strategy.visits import Visit


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda of a visit as one person may see it.

    `items` are on it; `proposed` wait for somebody, `to_answer` of them for this person. `issue` is how it
    last went out to them, `when` when it goes out; `is_kept` where they see what is on it once it is issued.
    """

    visit: Visit
    items: tuple[AgendaItem, ...]
    proposed: tuple[AgendaItem, ...]
    to_answer: frozenset[int]
    issue: Issue | None
    when: GoesOut
    is_kept: bool
    may_add: bool


async def agenda_of(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit
) -> Agenda:
    """The agenda of a partner's visit, as somebody may see it.

    A headteacher sees it as it was issued to them, what they have agreed to, and proposals of the two. Raises
    NotAllowed where they may not see it, and NotFound for a visit that has none.
    """
    today, trust = london_day(now), uow.trust
    if not may_see_school(person, Deed.SEE_AGENDA, visit.school, today, trust):
        raise NotAllowed(Deed.SEE_AGENDA)
    if not has_agenda(visit):
        raise NotFound("agenda")
    school, terms = trust.school(visit.school), terms_of(uow, policy, visit)
    about = await items_of(uow, visit)
    issue = (await uow.agendas.issued([visit.id])).get((visit.id, person.id))
    proposed = [item for item in about if item.state is ItemState.PROPOSED]
    waiting = frozenset(
        item.id
        for item in proposed
        if any(each.id == person.id for each in who_answers(item, school, terms, trust))
    )
    items, kept = agreed(about), _is_kept_from(person, school, uow)
    if kept:
        shown = set(issue.items) if issue is not None else set()
        own = party_of(person, school, terms, trust) is not None
        items = [item for item in items if item.id in shown or (own and item.visit is not None)]
        proposed = [item for item in proposed if item.by == person.id or item.id in waiting]
    return Agenda(
        visit,
        tuple(items),
        tuple(proposed),
        waiting,
        issue,
        goes_out(visit, policy, trust.calendar),
        kept and issue is None,
        may_add(uow, policy, now, person, visit),
    )


def _is_kept_from(person: Person, school: School, uow: UnitOfWork) -> bool:
    """Whether somebody sees the agenda as it is issued alone: a headteacher who is nothing else there."""
    sees_all = scope(person, Deed.SET_AGENDA, uow.trust, frozenset()).everything
    return school.headteacher == person.id and not sees_all and school.sip != person.id


async def items_of(uow: UnitOfWork, visit: Visit) -> list[AgendaItem]:
    """All items about a visit, in whatever state."""
    calendar = uow.trust.calendar
    found = await uow.agendas.of_visits([visit.id], {calendar.academic_year_of(visit.starts)})
    return [item for item in found if item.is_for(visit, calendar)]


async def asked_of(uow: UnitOfWork, policy: Policy, item: AgendaItem, visit: Visit) -> list[Person]:
    """Who is asked to agree to an item for a visit."""
    return who_answers(item, uow.trust.school(visit.school), terms_of(uow, policy, visit), uow.trust)
