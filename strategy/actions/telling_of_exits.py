"""Who is told that a school's exit plan is agreed: nobody of what they did themselves."""

from __future__ import annotations

from datetime import datetime

from strategy.exit_plans import ExitPlan
from strategy.outgoing import OutgoingKind
from strategy.ports import Outgoing, UnitOfWork


def concerned_by_exit(uow: UnitOfWork, plan: ExitPlan) -> list[int]:
    """Those who are to know of an agreed exit plan: headteacher, partner, whoever confirms a part of it."""
    school = uow.trust.school(plan.school)
    found = dict.fromkeys([school.headteacher, school.sip, *(item.confirmer for item in plan.in_it)])
    return [person for person in found if uow.trust.person(person).ended_on is None]


async def tell_agreed(uow: UnitOfWork, plan: ExitPlan, by: int, at: datetime) -> None:
    """Have them told, once each."""
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{plan.key}:agreed:{person}",
                kind=OutgoingKind.EXIT_AGREED,
                recipient=person,
                subject=plan.key,
                created_at=at,
            )
            for person in concerned_by_exit(uow, plan)
            if person != by
        ]
    )
