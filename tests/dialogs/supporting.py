"""Support in a test, allocated as people allocate it but without its form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from strategy.actions.allocating import Wanted, allocate, grant_days, looked_at
from strategy.actions.changing_support import change_last_day, standing
from strategy.duties import DutyState
from strategy.ports import Outgoing
from strategy.school_year import Span
from strategy.support import Allocated, Amount, GrantedDays, SupportChange
from strategy.support_concerns import Proposed
from strategy.visits import Support
from tests.dialogs.conversation import NOW
from tests.dialogs.world import MARLOW, OAK_BANK, World

JANUARY, FEBRUARY = date(2027, 1, 4), date(2027, 2, 12)
TUESDAYS = Amount(Decimal(1), None, (1,))
TEAM_TEACHING = "Teaching alongside a colleague"


async def allocated(
    world: World,
    who: str = "Sal Specialist",
    school: str = MARLOW,
    support: Support = Support.SLE,
    *,
    starts: date = JANUARY,
    ends: date = FEBRUARY,
    amount: Amount = TUESDAYS,
    by: str = "Dan Deputy",
    reason: str = "",
) -> Allocated:
    """The Education Improvement Team has allocated support; an external provider is named by `who`."""
    decides = await world.person(by)
    async with world.store.transaction() as uow:
        found = uow.trust.by_email(f"{who.lower().replace(' ', '.')}@trust.example")
        person = None if support is Support.EXTERNAL or found is None else found.id
        me = uow.trust.person(decides)
        proposed = Proposed(uow.trust.school(school), support, person, Span(starts, ends), amount)
        told = await looked_at(uow=uow, policy=world.policy, today=NOW.date(), person=me, proposed=proposed)
        provider = who if person is None else ""
        wanted = Wanted(proposed, provider, TEAM_TEACHING, reason)
        return await allocate(uow=uow, policy=world.policy, now=NOW, person=me, wanted=wanted, told=told)


async def granted(
    world: World,
    days: Decimal = Decimal(3),
    school: str = OAK_BANK,
    support: Support = Support.SIP,
    *,
    by: str = "Dan Deputy",
    reason: str = "Reading has dropped",
    origin: str = "",
    day: date | None = None,
) -> GrantedDays:
    """Days beyond the allocation were granted."""
    decides = await world.person(by)
    async with world.store.transaction() as uow:
        return await grant_days(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(decides),
            school=school,
            support=support,
            days=days,
            reason=reason,
            origin=origin,
            day=day,
        )


async def ended(
    world: World, about: str, last_day: date, by: str = "Dan Deputy", reason: str = ""
) -> SupportChange:
    """Support was given another last day."""
    decides = await world.person(by)
    async with world.store.transaction() as uow:
        found = await standing(uow, about)
        assert found is not None
        return await change_last_day(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(decides),
            about=about,
            shown=found.number,
            last_day=last_day,
            reason=reason,
        )


async def half_terms_owed(world: World, deployment: int | None) -> list[str]:
    """The half terms for which a deployment's report is owed."""
    assert deployment is not None
    async with world.store.transaction() as uow:
        stored = await uow.duties.of_deployments([deployment])
    return sorted(each.duty.half_term for each in stored if each.state is DutyState.OPEN)


async def told(world: World, kind: str) -> dict[str, Outgoing]:
    """What is waiting to be told of a kind, by the recipient's name."""
    async with world.store.transaction() as uow:
        rows = await uow.outbox.recent(limit=200)
        return {uow.trust.person(row.recipient).name: row for row in rows if row.kind == kind}
