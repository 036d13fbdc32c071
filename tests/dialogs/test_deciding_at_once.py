"""Two people deciding about the same report at the same moment, on both kinds of database: one wins."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from storage.store import SqlStore
from strategy.duties import DutyState
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.ports import DutyChange
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import TYPED
from tests.dialogs.world import OAK_BANK, World, make_world

PRESSES: dict[str, dict[str, Any]] = {
    "Extend": {"day": "2026-12-04", "reason": "Sam is ill"},
    "Excuse": {"reason": "the visit was cut short"},
    "Give it to them": {"to": "Ada Adviser", "reason": "to share the work"},
}
OPENS = {"Give it to them": "Give to somebody else"}


async def _made(store: SqlStore, policy: Policy) -> tuple[World, int, int]:
    """The trust with a visit of Sam's; the ids of visit and duty."""
    await make_world(store, policy)
    world = World.of(store, policy)
    [visit] = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 18))
    async with store.transaction() as uow:
        [duty] = await uow.duties.of_visits([visit.id])
    return world, visit.id, duty.id


async def _asks(world: World, name: str, visit: int, button: str) -> Conversation:
    """Somebody with the small card of a decision before them."""
    who = await world.chat(name)
    await who.sends_data({"do": "visit.show", "visit": visit})
    await who.presses(OPENS.get(button, button))
    return who


async def _changes(world: World, duty: int) -> list[DutyChange]:
    async with world.store.transaction() as uow:
        return await uow.duty_changes.of_duty(duty)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Extend", "Extend"),
        ("Extend", "Excuse"),
        ("Excuse", "Give it to them"),
        ("Give it to them", "Extend"),
    ],
)
async def test_one_decision_stands_and_the_other_is_told_what_is_true(
    store: SqlStore, policy: Policy, first: str, second: str
) -> None:
    world, visit, duty = await _made(store, policy)
    dan, lena = await _asks(world, "Dan Deputy", visit, first), await _asks(world, "Lena Lead", visit, second)
    answers = await asyncio.gather(
        dan.presses(first, **PRESSES[first]), lena.presses(second, **PRESSES[second])
    )
    [change] = await _changes(world, duty)
    late = [answer for answer in answers if "That has changed meanwhile." in answer.texts]
    assert len(late) == 1
    won = dan if late[0] is answers[1] else lena
    assert won.person is not None
    assert change.changed_by == won.person.id
    assert f"by {won.person.name}" in late[0].texts
    async with store.transaction() as uow:
        rows = await uow.outbox.recent(kind=OutgoingKind.DUTY_CHANGED)
        assert {row.subject for row in rows} == {f"duty_change:{change.id}"}
        deeds = [entry.deed for entry in await uow.audit.entries(subject=f"duty:{duty}")]
    assert deeds == [f"duty {change.kind.value}"]


async def test_a_report_filed_while_it_is_excused_is_there_and_fulfils_it(
    store: SqlStore, policy: Policy
) -> None:
    world, visit, duty = await _made(store, policy)
    dan = await _asks(world, "Dan Deputy", visit, "Excuse")
    sam = await world.chat("Sam Partner")
    await sam.sends_data({"do": "report.start", "visit": visit})
    await sam.presses("Next", purpose=TYPED["purpose"])
    await sam.presses("Next", activities=TYPED["activities"])
    filed, decided = await asyncio.gather(
        sam.presses("File report", outcomes=TYPED["outcomes"], recommendations=TYPED["recommendations"]),
        dan.presses("Excuse", **PRESSES["Excuse"]),
    )
    assert "Report filed: Oak Bank" in filed.texts
    assert "is excused" in decided.texts or "the report has been filed" in decided.texts
    async with store.transaction() as uow:
        stored = await uow.duties.get(duty)
    assert stored is not None
    assert stored.state is DutyState.FULFILLED


async def test_whoever_is_given_a_visits_report_files_it(store: SqlStore, policy: Policy) -> None:
    world, visit, duty = await _made(store, policy)
    dan = await world.chat("Dan Deputy")
    await dan.says("give Sam's Oak Bank report to Sue Partner because he is ill")
    sue = await world.chat("Sue Partner")
    page = await sue.sends_data({"do": "visit.show", "visit": visit})
    await sue.presses("Write the report", on=page)
    await sue.presses("Next", purpose=TYPED["purpose"])
    await sue.presses("Next", activities=TYPED["activities"])
    await sue.presses("File report", outcomes=TYPED["outcomes"], recommendations=TYPED["recommendations"])
    [report] = await world.filed()
    assert (report.visit, report.capacity) == (visit, Capacity.SIP)
    assert report.author == await world.person("Sue Partner")
    async with store.transaction() as uow:
        stored = await uow.duties.get(duty)
    assert stored is not None
    assert (stored.state, stored.duty.owner) == (DutyState.FULFILLED, report.author)
