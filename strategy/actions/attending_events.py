"""Saying whether one comes to an event, and noting and seeing who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from strategy.actions.arranging_events import require_may_arrange
from strategy.actions.event_duties import register_noted
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.events import Coming, Event, Register, is_invited
from strategy.people import Person
from strategy.permissions import Deed
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork


async def say_coming(
    *, uow: UnitOfWork, now: datetime, person: Person, event_id: int, revision: int, comes: bool
) -> Event:
    """Say that one comes to an event, or cannot; it may be said again until it is over.

    Raises NotAllowed for who is not invited, Stale where it was moved or cancelled since it was shown, and
    Invalid where it is over.
    """
    event = await uow.events.get(event_id)
    if event is None or not is_invited(person, event, uow.trust):
        raise NotAllowed(Deed.SEE_EVENTS)
    if event.cancelled_at is not None or event.revision != revision:
        raise Stale("event")
    if event.is_over(now):
        raise Invalid({"": "That is over already."})
    await uow.events.say(event.id, Coming(person.id, comes, event.revision, now))
    await _record(uow, event, person, now, "invitation answered", {"revision": event.revision})
    return event


async def said_so_far(*, uow: UnitOfWork, person: Person, event: Event) -> Sequence[Coming]:
    """What those invited have said of the event as it stands: for whoever arranged it, and nobody else.

    Raises NotAllowed.
    """
    if person.id != event.arranged_by:
        raise NotAllowed(Deed.ARRANGE_EVENT)
    return [each for each in await uow.events.said(event.id) if each.revision == event.revision]


async def note_who_came(
    *,
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    event_id: int,
    people: Sequence[int],
    after: int,
) -> Register:
    """Note who came to an event that is over. `after` is the number of the register somebody was shown, 0 for
    none: of two people who note it at once one counts.

    Raises NotAllowed, NotFound, Invalid where it is still to come or somebody is nobody, and Stale.
    """
    require_may_arrange(person, uow.trust)
    event = await uow.events.get(event_id)
    if event is None:
        raise NotFound("event")
    if event.cancelled_at is not None or not event.is_over(now):
        raise Invalid({"": "That is still to come, or was cancelled: nobody can have been there."})
    if any(each not in uow.trust.people for each in people):
        raise Invalid({"people": "Somebody there is not in the directory."})
    before = await uow.events.register(event.id)
    if (before.number if before else 0) != after:
        raise Stale("register")
    register = Register(event.id, after + 1, person.id, now, tuple(sorted(set(people))))
    try:
        await uow.events.note(register)
    except AlreadyThere:
        raise Stale("register") from None
    details = {"number": register.number, "came": len(register.people)}
    await _record(uow, event, person, now, "register noted", details)
    await register_noted(uow, event, now)
    return register


async def who_came(*, uow: UnitOfWork, person: Person, event_id: int) -> tuple[Event, Register | None]:
    """An event and who came, for who may arrange events. Raises NotAllowed and NotFound."""
    require_may_arrange(person, uow.trust)
    event = await uow.events.get(event_id)
    if event is None:
        raise NotFound("event")
    return event, await uow.events.register(event.id)


async def _record(
    uow: UnitOfWork, event: Event, person: Person, now: datetime, deed: str, details: dict[str, int]
) -> None:
    await uow.audit.record(
        AuditEntry(at=now, actor=person.id, deed=deed, subject=f"event:{event.id}", details=details)
    )
