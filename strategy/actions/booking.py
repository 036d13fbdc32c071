"""Booking, moving and cancelling visits (Strategy, Strand 5, School Visits)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from strategy.actions.allocations import counted_days
from strategy.actions.capacities import capacities_at
from strategy.actions.reading import shared_kinds
from strategy.actions.visit_duties import follow_with_duties
from strategy.booking import FORBIDS, Snag, Surroundings, Wish, free_days, snags
from strategy.entitlements import Allocation, span_of
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Scope, Thing, require
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, Booking, Busy, Outgoing, UnitOfWork, VisitQuery
from strategy.school_year import london_day
from strategy.visits import Visit, VisitStatus

MOST_LOOKED_AT = 400
"""Visits of one person in a year that are looked at: some times what anybody makes."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is wrong with a wish, days that are free, and how the school's days stand (None: not counted)."""

    wish: Wish
    snags: tuple[Snag, ...]
    free: tuple[date, ...]
    allocation: Allocation | None

    @property
    def is_forbidden(self) -> bool:
        """Whether it cannot be booked so at all."""
        return bool(FORBIDS.intersection(self.snags))


class CannotBook(Invalid):
    """A visit that cannot be so. `looked` says what is wrong with it and which days are free."""

    def __init__(self, looked: Looked) -> None:
        super().__init__({"": "That visit cannot be booked like that."})
        self.looked = looked


def capacity_to_book(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, urn: str, day: date
) -> Capacity:
    """As what somebody would go to a school on a day, the first of several.

    Raises NotFound for a school that is none, NotAllowed where they go there as nothing.
    """
    school = uow.trust.current_school(urn)
    capacities = capacities_at(person, school, day, uow.trust)
    if not capacities:
        raise NotAllowed(Deed.BOOK_VISIT)
    thing = Thing(urn, person.id, capacities[0], day)
    require(person, Deed.BOOK_VISIT, thing, uow.trust, shared_kinds(policy, now, uow))
    return capacities[0]


async def look_at(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    wish: Wish,
    busy: Mapping[Snag, Sequence[Busy]],
    instead_of: Visit | None = None,
) -> Looked:
    """What is wrong with a wish for a visit, and which days are free from the wished one on.

    `busy` is what calendars say; `instead_of` is the visit that it moves, whose own time and days are free.
    """
    today, trust = london_day(now), uow.trust
    edition = policy.on(wish.day, trust.calendar)
    calendar = policy.working_calendar(trust.calendar)
    own = 0 if instead_of is None else instead_of.id
    everybody = Scope(everything=True)
    until = wish.day + timedelta(days=90)
    of_author = await uow.visits.page(
        VisitQuery(today, author=wish.author, starts=min(wish.day, today), ends=until),
        everybody,
        limit=MOST_LOOKED_AT,
    )
    year = calendar.academic_year_of(wish.day)
    span = next((span for name, span in calendar.academic_years() if name == year), None)
    of_school = await uow.visits.page(
        VisitQuery(
            today,
            schools=frozenset({wish.school}),
            capacity=wish.capacity,
            starts=span.starts if span else wish.day,
            ends=span.ends if span else wish.day,
        ),
        everybody,
        limit=MOST_LOOKED_AT,
    )
    around = Surroundings(
        today=today,
        calendar=calendar,
        terms=edition.visits,
        of_author=[v for v in of_author.items if v.cancelled_on is None and v.id != own],
        of_school=[v for v in of_school.items if v.cancelled_on is None and v.id != own],
        allocation=await allocation_for(uow, policy, today, wish, instead_of),
        busy=busy,
    )
    return Looked(wish, tuple(snags(wish, around)), tuple(free_days(wish, around)), around.allocation)


async def book(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    wish: Wish,
    busy: Mapping[Snag, Sequence[Busy]],
    all_the_same: bool = False,
) -> Visit:
    """Book a visit of one's own: it stands in the diary, its duties follow, and the calendar is to follow.

    `all_the_same` books it although something is wrong that does not forbid it. Raises NotAllowed, NotFound
    and CannotBook.
    """
    if wish.author != person.id or wish.capacity is not capacity_to_book(
        uow, policy, now, person, wish.school, wish.day
    ):
        raise NotAllowed(Deed.BOOK_VISIT)
    _refuse_odd_parts(policy, uow, wish)
    await uow.visits.one_at_a_time([wish.author])
    looked = await look_at(uow=uow, policy=policy, now=now, wish=wish, busy=busy)
    if looked.is_forbidden or (looked.snags and not all_the_same):
        raise CannotBook(looked)
    try:
        visit = await uow.visits.add(wish.as_visit())
    except AlreadyThere:
        # Sent twice at once, or one that an import has just brought.
        raise Stale("visit") from None
    await follow_with_duties(uow, policy, visit, london_day(now))
    await uow.appointments.want(key_of(visit), person.id, now, wish.begins)
    await uow.audit.record(
        AuditEntry(now, person.id, "visit booked", f"visit:{visit.id}", visit.school, _told(visit))
    )
    return visit


async def move(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    visit: Visit,
    wish: Wish,
    busy: Mapping[Snag, Sequence[Busy]],
    all_the_same: bool = False,
) -> Visit:
    """Move a visit to another day, or have it be of another kind or length.

    Raises NotAllowed, Stale for one that is over or cancelled, and CannotBook.
    """
    require_may_change(uow, policy, now, person, visit)
    _refuse_odd_parts(policy, uow, wish)
    await uow.visits.one_at_a_time([wish.author])
    looked = await look_at(uow=uow, policy=policy, now=now, wish=wish, busy=busy, instead_of=visit)
    if looked.is_forbidden or (looked.snags and not all_the_same):
        raise CannotBook(looked)
    moved = wish.as_visit(visit)
    try:
        await uow.visits.change(moved)
    except AlreadyThere:
        raise Stale("visit") from None
    await follow_with_duties(uow, policy, moved, london_day(now))
    await uow.appointments.want(key_of(moved), moved.author, now, wish.begins)
    if person.id != moved.author:
        await tell_of_change(uow, now, moved, "moved", [uow.trust.person(moved.author)])
    await uow.audit.record(
        AuditEntry(
            now,
            person.id,
            "visit moved",
            f"visit:{moved.id}",
            moved.school,
            {"from": visit.starts.isoformat(), **_told(moved)},
        )
    )
    return moved


async def cancel(*, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit) -> None:
    """Cancel a visit: its report is owed no more, and the calendar is to follow.

    Why is for the two to tell each other, and is kept nowhere. Raises NotAllowed, and Stale for one that is
    over or cancelled already.
    """
    require_may_change(uow, policy, now, person, visit)
    await uow.visits.cancel(visit.id, london_day(now))
    await follow_with_duties(uow, policy, replace(visit, cancelled_on=london_day(now)), london_day(now))
    if key_of(visit) in await uow.appointments.of([key_of(visit)]):
        await uow.appointments.want(key_of(visit), visit.author, now)
    if person.id != visit.author:
        await tell_of_change(uow, now, visit, "cancelled", [uow.trust.person(visit.author)])
    await uow.audit.record(
        AuditEntry(now, person.id, "visit cancelled", f"visit:{visit.id}", visit.school, _told(visit))
    )


def wish_to_move(visit: Visit, day: date) -> Wish:
    """The wish that a visit be on another day, otherwise as it is."""
    return Wish(visit.school, visit.author, visit.capacity, day, visit.mode, visit.days)


def require_may_change(uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit) -> None:
    """Raise NotAllowed where somebody may not move or cancel a visit, Stale where it is over or cancelled."""
    thing = Thing(visit.school, visit.author, visit.capacity, visit.ends)
    require(person, Deed.CHANGE_VISIT, thing, uow.trust, shared_kinds(policy, now, uow))
    if visit.status(london_day(now)) is not VisitStatus.PLANNED:
        raise Stale("visit")


def may_change(uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit) -> bool:
    """Whether somebody may move or cancel a visit now."""
    try:
        require_may_change(uow, policy, now, person, visit)
    except (NotAllowed, Stale):
        return False
    return True


def key_of(visit: Visit) -> str:
    """What names a visit in calendars."""
    return f"visit:{visit.id}"


async def booking_of(uow: UnitOfWork, visit: Visit) -> Booking | None:
    """How far the calendar follows a visit; None for one that Keystone put into no calendar."""
    return (await uow.appointments.of([key_of(visit)])).get(key_of(visit))


async def tell_of_change(
    uow: UnitOfWork, now: datetime, visit: Visit, how: str, people: Iterable[Person]
) -> None:
    """Have people told that a visit was `moved`, `cancelled`, `put_back` or `declined`, once for each day."""
    await uow.outbox.put(
        [
            Outgoing(
                key=f"visit.changed:{visit.id}:{how}:{visit.starts.isoformat()}:{person.id}",
                kind=OutgoingKind.VISIT_CHANGED,
                recipient=person.id,
                subject=f"visit:{visit.id}:{how}",
                created_at=now,
            )
            for person in people
            if person.ended_on is None
        ]
    )


async def allocation_for(
    uow: UnitOfWork, policy: Policy, today: date, wish: Wish, instead_of: Visit | None
) -> Allocation | None:
    """How the school's days of that capacity stand with those granted on top, without those of the visit that
    is moved. None where they are not counted.
    """
    school, calendar = uow.trust.school(wish.school), uow.trust.calendar
    if school.risk is None:
        return None
    due = policy.on(wish.day, calendar).entitlement[school.risk]
    allowance = {
        Capacity.SIP: due.sip_days,
        Capacity.SCHOOL_IMPROVEMENT_ADVISER: due.adviser_days,
    }.get(wish.capacity)
    if allowance is None or span_of(allowance.per, wish.day, calendar) is None:
        return None
    stands = await counted_days(uow, school.urn, wish.capacity, allowance, wish.day, today)
    if instead_of is not None and instead_of.starts in stands.span:
        stands = replace(stands, booked=stands.booked - instead_of.days)
    return stands


def _refuse_odd_parts(policy: Policy, uow: UnitOfWork, wish: Wish) -> None:
    smallest = policy.on(wish.day, uow.trust.calendar).visits.smallest_part_of_a_day
    if wish.days <= 0 or wish.days % smallest or wish.days > 1:
        raise Invalid({"days": "A visit is half a day or a whole one; for more days please book each."})


def _told(visit: Visit) -> dict[str, object]:
    return {"day": visit.starts.isoformat(), "days": str(visit.days), "mode": str(visit.mode)}
