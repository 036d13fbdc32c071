"""Items of the agendas of partners' visits: set for all, or added by two who agree; answered, taken off.

Their texts stand in one table; the audit and the outbox hold ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from strategy.agendas import (
    LONGEST_ITEM,
    AgendaItem,
    ItemOvertaken,
    ItemState,
    is_prepared,
    party_of,
    who_agrees,
    who_answers,
)
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.next_year import DraftedItem
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.policy_support import VisitTerms
from strategy.ports import AuditEntry, Outgoing, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import School
from strategy.visits import Visit, VisitStatus


class NotTheirs(NotAllowed):
    """Further items are agreed by two others at that school: `parties`."""

    def __init__(self, school: School, parties: Sequence[Party]) -> None:
        super().__init__(Deed.ADD_AGENDA_ITEM)
        self.school = school
        self.parties = parties


async def set_item(
    *, uow: UnitOfWork, now: datetime, person: Person, text: str, year: str, month: int | None
) -> AgendaItem:
    """Put an item on the agenda of all partners' visits of an academic year, or of its month.

    Raises NotAllowed for who is not of those who see all schools, and Invalid for no or too long a text.
    """
    _require_setting(uow, person)
    item = AgendaItem(0, _item_text(text), person.id, now, year, month, None, ItemState.AGREED)
    known = _like(item, await uow.agendas.of_visits([], {year}))
    if known is not None:
        return known
    made = await uow.agendas.add(item)
    await _record(uow, now, person, "agenda item set", made, "")
    return made


async def set_items_of_school(
    *, uow: UnitOfWork, now: datetime, person: Person, school: str, year: str, items: Iterable[DraftedItem]
) -> None:
    """Put items on the agenda of all a school's partner's visits of an academic year, or of a month of
    it. Raises NotAllowed and Invalid as `set_item`.
    """
    _require_setting(uow, person)
    for each in items:
        text = _item_text(each.text)
        item = AgendaItem(0, text, person.id, now, year, each.month, None, ItemState.AGREED, 1, school)
        made = await uow.agendas.add(item)
        await _record(uow, now, person, "agenda item set", made, school)


def _like(item: AgendaItem, items: Iterable[AgendaItem]) -> AgendaItem | None:
    """An item that stands already and says the same of the same visits."""
    same = (item.text.casefold(), item.year, item.month, item.visit)
    return next(
        (
            each
            for each in items
            if each.state in (ItemState.PROPOSED, ItemState.AGREED)
            and (each.text.casefold(), each.year, each.month, each.visit) == same
        ),
        None,
    )


def may_set(uow: UnitOfWork, person: Person) -> bool:
    """Whether somebody may put items on the agenda of all visits."""
    return scope(person, Deed.SET_AGENDA, uow.trust, frozenset()).everything


def _require_setting(uow: UnitOfWork, person: Person) -> None:
    if not may_set(uow, person):
        raise NotAllowed(Deed.SET_AGENDA)


async def propose(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit, text: str
) -> AgendaItem:
    """Propose an item for the agenda of one visit; the other of the two is asked to agree.

    Raises NotAllowed, NotTheirs where two others agree on items there, Stale for a visit that is over or
    cancelled, and Invalid for no or too long a text.
    """
    school = uow.trust.school(visit.school)
    require_adding(uow, policy, now, person, visit)
    calendar = uow.trust.calendar
    year = calendar.academic_year_of(visit.starts)
    item = AgendaItem(0, _item_text(text), person.id, now, year, None, visit.id, ItemState.PROPOSED)
    known = _like(item, await uow.agendas.of_visits([visit.id], ()))
    if known is not None:
        return known
    made = await uow.agendas.add(item)
    await _record(uow, now, person, "agenda item proposed", made, school.urn)
    asked = who_answers(made, school, terms_of(uow, policy, visit), uow.trust)
    await _tell(uow, now, OutgoingKind.AGENDA_PROPOSED, made, asked)
    return made


def require_adding(uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit) -> None:
    """Raise as `propose` does where somebody may propose no item for a visit now."""
    today = london_day(now)
    if not may_see_school(person, Deed.SEE_AGENDA, visit.school, today, uow.trust):
        raise NotAllowed(Deed.ADD_AGENDA_ITEM)
    school, terms = uow.trust.school(visit.school), terms_of(uow, policy, visit)
    deed = may_see_school(person, Deed.ADD_AGENDA_ITEM, visit.school, today, uow.trust)
    if not deed or party_of(person, school, terms, uow.trust) is None:
        raise NotTheirs(school, who_agrees(school, terms))
    if not is_prepared(visit, today):
        raise Stale("visit")


def may_add(uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit) -> bool:
    """Whether somebody may propose an item for the agenda of a visit now."""
    try:
        require_adding(uow, policy, now, person, visit)
    except (NotAllowed, Stale):
        return False
    return True


async def answer(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    item_id: int,
    revision: int,
    agrees: bool,
) -> AgendaItem:
    """Agree to a proposed item, or say that it is not for this time; who proposed it is told.

    Raises NotAllowed for anybody but the other of the two, and ItemOvertaken where it has gone on since.
    """
    item, visit = await item_of_visit(uow, item_id)
    school, terms = uow.trust.school(visit.school), terms_of(uow, policy, visit)
    allowed = may_see_school(person, Deed.ADD_AGENDA_ITEM, school.urn, london_day(now), uow.trust)
    asked = {each.id for each in who_answers(item, school, terms, uow.trust)}
    if not allowed or person.id not in asked:
        raise NotAllowed(Deed.ADD_AGENDA_ITEM)
    if item.state is not ItemState.PROPOSED or item.revision != revision:
        raise ItemOvertaken(item)
    if visit.status(london_day(now)) is not VisitStatus.PLANNED:
        raise Stale("visit")
    state = ItemState.AGREED if agrees else ItemState.DECLINED
    after = await _step(uow, now, person, item, state, school.urn)
    await _tell(uow, now, OutgoingKind.AGENDA_ANSWERED, after, [uow.trust.person(item.by)])
    return after


async def take_off(
    *, uow: UnitOfWork, now: datetime, person: Person, item_id: int, revision: int
) -> AgendaItem:
    """Take back an item that one has proposed, or take one off that was set for all visits.

    Raises NotAllowed, and ItemOvertaken where it has gone on since.
    """
    item = await uow.agendas.get(item_id)
    if item is None:
        raise NotAllowed(Deed.SET_AGENDA)
    if item.visit is None:
        _require_setting(uow, person)
    elif item.by != person.id:
        raise NotAllowed(Deed.ADD_AGENDA_ITEM)
    can = item.state is ItemState.PROPOSED or (item.visit is None and item.state is ItemState.AGREED)
    if not can or item.revision != revision:
        raise ItemOvertaken(item)
    visit = await uow.visits.get(item.visit) if item.visit is not None else None
    return await _step(uow, now, person, item, ItemState.TAKEN_OFF, visit.school if visit else "")


async def _step(
    uow: UnitOfWork, now: datetime, person: Person, item: AgendaItem, state: ItemState, school: str
) -> AgendaItem:
    after = replace(item, state=state, revision=item.revision + 1)
    if not await uow.agendas.change(after, person.id, now):
        raise ItemOvertaken(await uow.agendas.get(item.id) or item)
    await _record(uow, now, person, f"agenda item {_DEEDS[state]}", after, school)
    return after


_DEEDS = {ItemState.AGREED: "agreed", ItemState.DECLINED: "declined", ItemState.TAKEN_OFF: "taken off"}


async def item_of_visit(uow: UnitOfWork, item_id: int) -> tuple[AgendaItem, Visit]:
    """An item of a visit, with the visit. Raises NotAllowed where there is none such."""
    item = await uow.agendas.get(item_id)
    visit = await uow.visits.get(item.visit) if item is not None and item.visit is not None else None
    if item is None or visit is None:
        raise NotAllowed(Deed.SEE_AGENDA)
    return item, visit


def terms_of(uow: UnitOfWork, policy: Policy, visit: Visit) -> VisitTerms:
    """What policy says of visits on the day of one."""
    return policy.on(visit.starts, uow.trust.calendar).visits


def _item_text(text: str) -> str:
    cleaned = " ".join(text.split())
    if not cleaned:
        raise Invalid({"text": "Please say what is to go on the agenda."})
    if len(cleaned) > LONGEST_ITEM:
        raise Invalid({"text": f"An item takes {LONGEST_ITEM} characters. Please put it shorter."})
    return cleaned


async def _record(
    uow: UnitOfWork, now: datetime, person: Person, deed: str, item: AgendaItem, school: str
) -> None:
    details: dict[str, object] = {"revision": item.revision}
    if item.visit is not None:
        details["visit"] = item.visit
    else:
        details["year"] = item.year
    await uow.audit.record(AuditEntry(now, person.id, deed, f"agenda_item:{item.id}", school, details))


async def _tell(
    uow: UnitOfWork, now: datetime, kind: OutgoingKind, item: AgendaItem, people: Iterable[Person]
) -> None:
    await uow.outbox.put(
        [Outgoing(f"{kind}:{item.key}:{each.id}", kind, each.id, item.key, now) for each in people]
    )
