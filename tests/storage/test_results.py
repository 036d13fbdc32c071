"""The port of schools' results, and their duties, on both kinds of database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.reconciling_schools import RESULTS, reconcile_schools
from storage.store import SqlStore
from storage.tables import results_texts, results_versions
from strategy.actions.recording_meetings import record_meeting
from strategy.duties import DutyKind, DutyState
from strategy.policy import load
from strategy.policy_reporting import Body
from strategy.policy_results import Qualification
from strategy.ports import AlreadyThere
from strategy.results import ResultsVersion
from tests.builders import MARLOW, OAK_BANK, small_trust

AT = datetime(2026, 8, 20, 9, tzinfo=UTC)
YEAR = "2026/27"
KS2, GCSE = Qualification.KEY_STAGE_2, Qualification.GCSE
JULY = date(2026, 7, 15)


def version(number: int, by: int, **texts: str) -> ResultsVersion:
    given = {Qualification(name): text for name, text in texts.items()}
    return ResultsVersion(number, by, AT + timedelta(hours=number), given)


async def test_results_come_back_as_they_were_given(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.results.start(OAK_BANK, YEAR, version(1, who.ceo, gcse="71%\n \u2063<b>"))
        other = await uow.results.start(MARLOW, YEAR, version(1, who.ceo, key_stage_2="68%", gcse="5"))
        await uow.results.start(OAK_BANK, "2025/26", version(1, who.ceo, gcse="69%"))
    async with store.transaction() as uow:
        assert await uow.results.get(made.id) == made
        assert await uow.results.of_year(YEAR, [OAK_BANK, MARLOW]) == {OAK_BANK: made, MARLOW: other}
        assert await uow.results.of_year(YEAR, []) == {}
        assert await uow.results.of_year("2024/25", [OAK_BANK]) == {}
        assert await uow.results.get(10**12) is None
        assert await uow.results.versions(10**12) == []


async def test_a_school_has_results_once_a_year(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        await uow.results.start(OAK_BANK, YEAR, version(1, who.ceo, gcse="71%"))
        with pytest.raises(AlreadyThere):
            await uow.results.start(OAK_BANK, YEAR, version(1, who.ceo, gcse="72%"))


async def test_amending_adds_a_version_and_of_two_one_counts(store: SqlStore) -> None:
    who = await small_trust(store)
    second = version(2, who.deputy_ceo, gcse="72%", key_stage_2="none")
    async with store.transaction() as uow:
        made = await uow.results.start(OAK_BANK, YEAR, version(1, who.ceo, gcse="71%", a_level="C"))
        await uow.results.amend(made.id, second)
        with pytest.raises(AlreadyThere):
            await uow.results.amend(made.id, second)
        found = await uow.results.of_year(YEAR, [OAK_BANK])
        assert found[OAK_BANK].last == second
        assert list(await uow.results.versions(made.id)) == [made.last, second]


async def test_what_was_given_is_never_changed(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        await uow.results.start(OAK_BANK, YEAR, version(1, who.ceo, gcse="71%"))
    for statement in (
        sa.update(results_texts).values(text="99%"),
        sa.delete(results_texts),
        sa.update(results_versions).values(by=who.deputy_ceo),
        sa.delete(results_versions),
    ):
        with pytest.raises(DBAPIError):
            async with store.transaction() as uow:
                await uow.connection.execute(statement)


async def test_the_duty_follows_the_board_that_is_recorded(store: SqlStore) -> None:
    who, policy = await small_trust(store), load()
    assert await reconcile_schools(store, policy, JULY, RESULTS) == 2
    assert await reconcile_schools(store, policy, JULY, RESULTS) == 0
    async with store.transaction() as uow:
        await record_meeting(
            uow=uow,
            policy=policy,
            now=datetime(2026, 7, 15, 9, tzinfo=UTC),
            recorder=uow.trust.person(who.deputy_ceo),
            body=Body.PROGRESS_BOARD,
            school=MARLOW,
            day=date(2026, 9, 17),
        )
    async with store.transaction() as uow:
        found = await uow.duties.of_schools([DutyKind.RESULTS], [OAK_BANK, MARLOW])
        due = {entry.duty.school: entry.duty.due_on for entry in found if entry.state is DutyState.OPEN}
        assert due == {OAK_BANK: date(2026, 8, 24), MARLOW: date(2026, 9, 10)}
        assert {entry.duty.owner for entry in found} == {who.deputy_ceo}, "nobody manages data here"
