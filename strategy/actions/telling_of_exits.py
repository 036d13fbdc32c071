"""Who is told that a school's exit plan is agreed or has changed: nobody of what they did themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from strategy.exit_plans import ExitPlan
from strategy.outgoing import OutgoingKind
from strategy.ports import Outgoing, UnitOfWork

CHANGED = "changed"
"""What follows the id in the subject of a message about a plan that has changed."""
_TOGETHER = timedelta(minutes=10)
"""How long changes wait for one another."""


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


async def tell_changed(uow: UnitOfWork, plan: ExitPlan, by: int, at: datetime) -> None:
    """Have them told that an agreed plan has changed: of several changes together, a little later."""
    sent_at = datetime.fromtimestamp((at.timestamp() // _TOGETHER.seconds + 1) * _TOGETHER.seconds, at.tzinfo)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{plan.key}:{CHANGED}:{person}:{sent_at:%Y%m%d%H%M}",
                kind=OutgoingKind.EXIT_AGREED,
                recipient=person,
                subject=f"{plan.key}:{CHANGED}",
                created_at=at,
                next_try_at=sent_at,
            )
            for person in concerned_by_exit(uow, plan)
            if person != by
        ]
    )
