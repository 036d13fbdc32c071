"""Tailored plans in a test, made as people make them but without their forms."""

from __future__ import annotations

from datetime import date, datetime

from strategy.actions.plan_reporting import file_plan_report
from strategy.actions.planning import add_action
from strategy.plans import Action, ActionText, PlanReport, PlanReportText, ReportedAction, ReportedTo
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW
from tests.dialogs.world import OAK_BANK, World

BY = date(2026, 12, 11)


async def action(
    world: World,
    school: str = OAK_BANK,
    what: str = f"Coach middle leaders{MARKED}",
    by: date = BY,
    *,
    owner: str | None = None,
) -> Action:
    """An action that the Deputy CEO has added to a school's plan."""
    deputy = await world.person("Dan Deputy")
    person = await world.person(owner) if owner else None
    text = ActionText(what, person, "" if owner else "Head of maths", by, f"All books marked{MARKED}")
    async with world.store.transaction() as uow:
        return await add_action(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(deputy),
            school=school,
            text=text,
        )


async def reported(
    world: World,
    *actions: Action,
    school: str = OAK_BANK,
    to: ReportedTo = ReportedTo.CEO,
    period: str = "2026-11",
    overall: str = f"Leaders are coached{MARKED}",
    impact: str = f"Two of six observed{MARKED}",
    at: datetime = NOW,
) -> PlanReport:
    """A report on a plan that the Deputy CEO has filed."""
    deputy = await world.person("Dan Deputy")
    text = PlanReportText(overall, tuple(ReportedAction(each.id, each.version, impact) for each in actions))
    async with world.store.transaction() as uow:
        return await file_plan_report(
            uow=uow,
            policy=world.policy,
            now=at,
            person=uow.trust.person(deputy),
            school=school,
            to=to,
            period=period,
            text=text,
        )
