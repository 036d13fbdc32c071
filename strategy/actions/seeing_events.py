"""What is on: networks and training events, for everybody in the directory."""

from __future__ import annotations

from datetime import date

from strategy.errors import NotAllowed, NotFound
from strategy.events import Event, EventKind, about, is_invited
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.ports import UnitOfWork


async def events_seen(
    *,
    uow: UnitOfWork,
    asker: Person,
    starts: date | None,
    ends: date | None,
    subject: str = "",
    kind: EventKind | None = None,
    invited_only: bool = False,
) -> list[Event]:
    """Events that stand, the earliest first; `subject` as people say it. Raises NotAllowed."""
    _require(asker, uow)
    found = about(subject, await uow.events.between(starts, ends), uow.trust)
    return [
        event
        for event in found
        if (kind is None or event.kind is kind) and (not invited_only or is_invited(asker, event, uow.trust))
    ]


async def event_seen(*, uow: UnitOfWork, asker: Person, event_id: int) -> Event:
    """One event, cancelled or not. Raises NotAllowed and NotFound."""
    _require(asker, uow)
    event = await uow.events.get(event_id)
    if event is None:
        raise NotFound("event")
    return event


def _require(asker: Person, uow: UnitOfWork) -> None:
    if not scope(asker, Deed.SEE_EVENTS, uow.trust, frozenset()).everything:
        raise NotAllowed(Deed.SEE_EVENTS)
