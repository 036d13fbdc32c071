"""Arranging networks and training, moving them and calling them off; those invited are told.

What is unusual but may be meant (no working day, another event of the subject that day) is found by `doubts`,
for people to be asked about before. Who changes an event says which revision they were shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from strategy.actions.event_duties import register_follows, register_void
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.events import Event, Timing, asks_on, clashing, closed_why, invitees, timing_fault
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, UnitOfWork
from strategy.school_year import LONDON
from strategy.trust import Trust

LONGEST_TITLE = 120
"""Characters of an event's title, and of its place."""
_ASKED_AT = time(8)
"""When whoever arranged it is asked who came, London."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What somebody should know before an event is arranged or moved: why the day is no working day, or
    others of the same subject that day.
    """

    closed: str | None = None
    clashes: tuple[Event, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.closed or self.clashes)


def may_arrange(person: Person, trust: Trust) -> bool:
    """Whether somebody may arrange events, and see who came to any."""
    return scope(person, Deed.ARRANGE_EVENT, trust, frozenset()).everything


def require_may_arrange(person: Person, trust: Trust) -> None:
    """Raise NotAllowed unless somebody may arrange events."""
    if not may_arrange(person, trust):
        raise NotAllowed(Deed.ARRANGE_EVENT)


async def doubts(*, uow: UnitOfWork, policy: Policy, person: Person, event: Event) -> Doubts:
    """What is unusual about an event as it would stand. Raises NotAllowed."""
    require_may_arrange(person, uow.trust)
    day = event.timing.day
    calendar = policy.working_calendar(uow.trust.calendar)
    return Doubts(
        closed_why(event.timing, calendar),
        tuple(clashing(event, await uow.events.between(day, day))),
    )


async def arrange(*, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, event: Event) -> Event:
    """Arrange an event (its id is ignored) and invite those it is for, once each.

    Raises NotAllowed for who may not, and Invalid for one that is over, ends before it begins, has no title,
    subject or anybody invited, or is at a school that is none.
    """
    require_may_arrange(person, uow.trust)
    event = replace(event, arranged_by=person.id, arranged_at=now, revision=1, cancelled_at=None)
    _check(event, uow, now)
    stored = await uow.events.add(event)
    await _record(uow, stored, person, now, "event arranged", {"day": stored.timing.day.isoformat()})
    await _tell(uow, OutgoingKind.EVENT_INVITED, stored, now)
    await _ask_who_came(uow, policy, stored, now)
    await register_follows(uow, policy, stored)
    return stored


async def move(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    event_id: int,
    revision: int,
    timing: Timing,
) -> Event:
    """Have an event at another time or place; those invited are told, and asked again whether they come.

    Raises NotAllowed, NotFound, Invalid where it cannot be then or has been, and Stale where somebody else
    changed it since it was shown.
    """
    begun = await _to_change(uow, now, person, event_id, revision)
    moved = replace(begun, timing=timing, revision=begun.revision + 1)
    _check(moved, uow, now)
    await _change(uow, moved)
    days = {"from_day": begun.timing.day.isoformat(), "to_day": timing.day.isoformat()}
    await _record(uow, moved, person, now, "event moved", {"revision": moved.revision, **days})
    await _tell(uow, OutgoingKind.EVENT_CHANGED, moved, now, and_not=person.id)
    await _ask_who_came(uow, policy, moved, now)
    await register_follows(uow, policy, moved, begun)
    return moved


async def call_off(*, uow: UnitOfWork, now: datetime, person: Person, event_id: int, revision: int) -> Event:
    """Cancel an event; those invited are told. Raises as `move`."""
    begun = await _to_change(uow, now, person, event_id, revision)
    ended = replace(begun, cancelled_at=now, revision=begun.revision + 1)
    await _change(uow, ended)
    await _record(uow, ended, person, now, "event cancelled", {"revision": ended.revision})
    await _tell(uow, OutgoingKind.EVENT_CHANGED, ended, now, and_not=person.id)
    await register_void(uow, ended)
    return ended


async def _to_change(uow: UnitOfWork, now: datetime, person: Person, event_id: int, revision: int) -> Event:
    require_may_arrange(person, uow.trust)
    begun = await uow.events.get(event_id)
    if begun is None:
        raise NotFound("event")
    if begun.revision != revision or begun.cancelled_at is not None:
        raise Stale("event")
    if begun.is_over(now):
        raise Invalid({"": "That is over already, so it stays as it was."})
    return begun


async def _change(uow: UnitOfWork, event: Event) -> None:
    try:
        await uow.events.change(event)
    except AlreadyThere:
        raise Stale("event") from None


def _check(event: Event, uow: UnitOfWork, now: datetime) -> None:
    faults: dict[str, str] = {}
    for name, words in (("title", event.title), ("subject", event.subject)):
        if not words.strip():
            faults[name] = f"The {name} is still needed."
        elif len(words) > LONGEST_TITLE:
            faults[name] = f"At most {LONGEST_TITLE} characters can be kept."
    if len(event.timing.place) > LONGEST_TITLE:
        faults["place"] = f"At most {LONGEST_TITLE} characters can be kept."
    if event.timing.school is not None and event.timing.school not in uow.trust.schools:
        faults["place"] = "I don't know that school."
    if not event.invited:
        faults["invited"] = "Please say who is invited."
    fault = timing_fault(event.timing, now)
    if fault is not None:
        faults[fault[0]] = fault[1]
    if faults:
        raise Invalid(faults)


async def _record(
    uow: UnitOfWork, event: Event, person: Person, now: datetime, deed: str, details: Mapping[str, object]
) -> None:
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=person.id,
            deed=deed,
            subject=f"event:{event.id}",
            school=event.timing.school,
            details=dict(details),
        )
    )


async def _tell(
    uow: UnitOfWork, kind: OutgoingKind, event: Event, now: datetime, *, and_not: int | None = None
) -> None:
    """Have everybody invited told, and whoever arranged it where another changed it."""
    told = [person.id for person in invitees(event, uow.trust)]
    if kind is OutgoingKind.EVENT_CHANGED:
        told.append(event.arranged_by)
    await uow.outbox.put(_rows(kind, event, now, (each for each in told if each != and_not)))


def _rows(kind: OutgoingKind, event: Event, now: datetime, people: Iterable[int]) -> list[Outgoing]:
    return [
        Outgoing(
            key=f"{event.key}:{kind}:{each}", kind=kind, recipient=each, subject=event.key, created_at=now
        )
        for each in people
    ]


async def _ask_who_came(uow: UnitOfWork, policy: Policy, event: Event, now: datetime) -> None:
    """Have whoever arranged it asked who came, on the first working day after it: from the day on which that
    is due they are reminded as of anything they owe.
    """
    asked = asks_on(event, policy.working_calendar(uow.trust.calendar))
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{event.key}:register:1",
                kind=OutgoingKind.EVENT_REGISTER,
                recipient=event.arranged_by,
                subject=event.key,
                created_at=now,
                next_try_at=datetime.combine(asked, _ASKED_AT, LONDON),
            )
        ]
    )
