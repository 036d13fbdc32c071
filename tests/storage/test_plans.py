"""Tailored plans, the reports on them and exit plans, on both kinds of database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.reconciling_schools import PLANS, reconcile_schools
from storage.store import SqlStore
from storage.tables import plan_action_versions, plan_report_lines, plan_report_versions
from strategy.actions.plan_reporting import ReportedAlready, file_plan_report
from strategy.actions.planning import ChangedMeanwhile, add_action, close_action
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.plans import (
    Action,
    ActionState,
    ActionText,
    PlanReport,
    PlanReportText,
    ReportedAction,
    ReportedTo,
)
from strategy.policy import load
from strategy.ports import AlreadyThere, TryAgain
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, SmallTrust, small_trust

POLICY = load()


def an_action(trust: SmallTrust, school: str = OAK_BANK) -> Action:
    text = ActionText("Coach \u2014 \u201cleaders\u201d", trust.sip, "", date(2026, 12, 11), "Books\nmarked")
    return Action(0, school, text, ActionState.OPEN, "", 1, trust.deputy_ceo, NOW, NOW)


def a_report(trust: SmallTrust, *actions: Action, period: str = "2026-11") -> PlanReport:
    said = tuple(ReportedAction(each.id, each.version, "Two observed") for each in actions)
    text, by = PlanReportText("A start", said), trust.deputy_ceo
    return PlanReport(0, OAK_BANK, ReportedTo.CEO, period, text, 1, by, NOW, by, NOW)


async def test_every_version_of_an_action_is_kept(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        first = await uow.plans.add(an_action(trust))
        other = await uow.plans.add(an_action(trust))
        await uow.plans.add(an_action(trust, MARLOW))
        second = replace(first, state=ActionState.DONE, note="Done", version=2, changed_at=NOW + timedelta(1))
        await uow.plans.change(second)
        with pytest.raises(AlreadyThere):
            await uow.plans.change(second)
    async with store.transaction() as uow:
        assert await uow.plans.actions_of(OAK_BANK) == [second, other]
        assert await uow.plans.action(first.id) == second
        assert await uow.plans.versions(first.id) == [first, second]
        assert await uow.plans.these_versions([(other.id, 1), (first.id, 1)]) == [other, first]
        assert (await uow.plans.action(-1), await uow.plans.versions(2**40)) == (None, [])


async def test_a_report_is_kept_with_its_actions_as_they_were(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        action = await uow.plans.add(an_action(trust))
        filed = await uow.plan_reports.file(a_report(trust, action))
        with pytest.raises(AlreadyThere):
            await uow.plan_reports.file(a_report(trust))
        later = await uow.plan_reports.file(a_report(trust, period="2026-12"))
        amended = replace(filed, text=PlanReportText("Better"), version=2, changed_at=NOW + timedelta(1))
        await uow.plan_reports.amend(amended)
        with pytest.raises(AlreadyThere):
            await uow.plan_reports.amend(amended)
    async with store.transaction() as uow:
        assert await uow.plan_reports.get(filed.id) == amended
        assert await uow.plan_reports.of_period(OAK_BANK, ReportedTo.CEO, "2026-11") == amended
        assert await uow.plan_reports.versions(filed.id) == [filed, amended]
        assert await uow.plan_reports.latest(OAK_BANK, ReportedTo.CEO) == [later]
        assert await uow.plan_reports.latest(OAK_BANK, ReportedTo.BODIES) == []
        assert await uow.plan_reports.get(-1) is None


async def test_a_school_has_one_exit_plan_under_way(store: SqlStore) -> None:
    trust = await small_trust(store)
    new = ExitPlan(0, OAK_BANK, ExitState.DRAWN_UP, trust.ceo, NOW, 1)
    async with store.transaction() as uow:
        plan = await uow.exit_plans.open(new)
        with pytest.raises(AlreadyThere):
            await uow.exit_plans.open(new)
        item = ExitItem(0, "Maths", date(2026, 12, 11), trust.ceo, trust.deputy_ceo, NOW)
        first = await uow.exit_plans.add(plan.id, item)
        second = await uow.exit_plans.add(plan.id, item)
        await uow.exit_plans.confirm(first.id, NOW)
        await uow.exit_plans.take_out(second.id, NOW)
        await uow.exit_plans.move(plan, ExitState.AGREED)
        with pytest.raises(AlreadyThere):
            await uow.exit_plans.move(plan, ExitState.VOID)
    items = (replace(first, confirmed_at=NOW), replace(second, taken_out_at=NOW))
    kept = replace(plan, state=ExitState.AGREED, revision=2, items=items)
    async with store.transaction() as uow:
        assert await uow.exit_plans.latest(OAK_BANK) == kept
        assert await uow.exit_plans.under_way([OAK_BANK, MARLOW]) == [kept]
        await uow.exit_plans.move(kept, ExitState.CLOSED)
        assert await uow.exit_plans.under_way([OAK_BANK]) == []
        again = await uow.exit_plans.open(new)
        assert await uow.exit_plans.latest(OAK_BANK) == again
        assert await uow.exit_plans.get(0) is None


@pytest.mark.parametrize("table", [plan_action_versions, plan_report_versions, plan_report_lines], ids=str)
async def test_versions_are_neither_changed_nor_deleted(store: SqlStore, table: sa.Table[Any]) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        action = await uow.plans.add(an_action(trust))
        await uow.plan_reports.file(a_report(trust, action))
    for deed in (sa.delete(table), sa.update(table).values(version=9)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with store.transaction() as uow:
                await uow.connection.execute(deed)


async def test_reconciling_twice_changes_nothing(store: SqlStore) -> None:
    await small_trust(store)
    assert await reconcile_schools(store, POLICY, TODAY, PLANS) == 6
    assert await reconcile_schools(store, POLICY, TODAY, PLANS) == 0
    assert await reconcile_schools(store, POLICY, TODAY, PLANS, chunk=1) == 0
    # December's month has begun, and January's is near.
    assert await reconcile_schools(store, POLICY, date(2026, 12, 7), PLANS) == 4


async def _once_more(deed: object) -> object:
    """What a desk does where another transaction was in the way."""
    for _ in range(5):
        try:
            return await deed()  # type: ignore[operator]
        except TryAgain:
            continue
    raise AssertionError("never had its turn")


async def test_of_two_who_close_an_action_at_once_one_counts(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        deputy = uow.trust.person(trust.deputy_ceo)
        action = await add_action(
            uow=uow, policy=POLICY, now=NOW, person=deputy, school=OAK_BANK, text=an_action(trust).text
        )

    async def closes(state: ActionState) -> object:
        async def once() -> object:
            try:
                async with store.transaction() as uow:
                    return await close_action(
                        uow=uow,
                        policy=POLICY,
                        now=NOW,
                        person=deputy,
                        action_id=action.id,
                        shown=1,
                        state=state,
                        note="said",
                    )
            except ChangedMeanwhile as changed:
                return changed

        return await _once_more(once)

    done = await asyncio.gather(closes(ActionState.DONE), closes(ActionState.DROPPED))
    assert sorted(type(each).__name__ for each in done) == ["Action", "ChangedMeanwhile"]
    async with store.transaction() as uow:
        assert len(await uow.plans.versions(action.id)) == 2


async def test_of_two_reports_on_a_month_at_once_one_is_filed(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        deputy = uow.trust.person(trust.deputy_ceo)

    async def files(said: str) -> object:
        async def once() -> object:
            try:
                async with store.transaction() as uow:
                    return await file_plan_report(
                        uow=uow,
                        policy=POLICY,
                        now=NOW,
                        person=deputy,
                        school=OAK_BANK,
                        to=ReportedTo.CEO,
                        period="2026-11",
                        text=PlanReportText(said),
                    )
            except ReportedAlready as already:
                return already

        return await _once_more(once)

    done = await asyncio.gather(files("One"), files("Two"))
    assert sorted(type(each).__name__ for each in done) == ["PlanReport", "ReportedAlready"]
