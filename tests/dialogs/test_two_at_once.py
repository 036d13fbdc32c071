"""The same done twice at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import date

from dialogs.messages import Place
from storage.store import SqlStore
from strategy.policy import Policy
from strategy.reports import Report
from tests.builders import report_on
from tests.dialogs.test_filing_by_card import TYPED, fill_in
from tests.dialogs.world import OAK_BANK, World, make_world


async def test_one_report_is_filed_and_both_get_its_receipt(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    sam = await world.chat("Sam Partner")
    await sam.says("file a report for Oak Bank, yesterday's visit")
    last = await fill_in(sam)
    chats = [sam, *(sam.elsewhere(Place.PERSONAL) for _ in range(4))]
    data = {
        **last.button("File report"),
        "outcomes": TYPED["outcomes"],
        "recommendations": TYPED["recommendations"],
    }
    answers = await asyncio.gather(*(chat.sends_data(data) for chat in chats))
    assert {answer.texts for answer in answers} == {answers[0].texts}
    assert "Report filed: Oak Bank" in answers[0].texts
    assert len(await world.filed()) == 1
    assert await world.drafts_of("Sam Partner") == 0
    assert (await world.deeds()).count("visit recorded by its report") == 1


async def test_acknowledged_from_two_places_at_once_is_once(store: SqlStore, policy: Policy) -> None:
    world, report = await with_a_report(store, policy)
    head = await world.chat("Hana Head")
    chats = [head, head.elsewhere(Place.PERSONAL), head.elsewhere(Place.PERSONAL)]
    data = {"do": "report.acknowledge", "report": report.id, "version": 1}
    answers = await asyncio.gather(*[chat.sends_data(data) for chat in chats])
    assert sorted("Thank you" in answer.all for answer in answers) == [False, False, True]
    async with store.transaction() as uow:
        [remark] = await uow.remarks.of_report(report.id)
        assert len(await uow.outbox.about([f"remark:{remark.id}"])) == 2


async def test_withdrawn_by_two_at_once_is_once(store: SqlStore, policy: Policy) -> None:
    world, report = await with_a_report(store, policy)
    chats = [await world.chat(name) for name in ("Sam Partner", "Lena Lead", "Dan Deputy")]
    data = {"do": "report.withdraw", "report": report.id, "reason": "wrong school"}
    answers = await asyncio.gather(*[chat.sends_data(data) for chat in chats])
    assert sorted("Withdrawn: " in answer.all for answer in answers) == [False, False, True]
    assert sum("was withdrawn on" in answer.words for answer in answers) == 2
    assert await world.drafts_of("Sam Partner") == 1
    assert (await world.deeds()).count("report withdrawn") == 1


async def test_a_report_that_is_amended_and_withdrawn_at_once_is_not_left_half(
    store: SqlStore, policy: Policy
) -> None:
    world, report = await with_a_report(store, policy)
    sam, lena = await world.chat("Sam Partner"), await world.chat("Lena Lead")
    await sam.sends_data({"do": "report.amend", "report": report.id})
    form = await sam.presses("Next", activities="Books")
    await asyncio.gather(
        sam.presses("File amendment", on=form, outcomes="Calmer"),
        lena.sends_data({"do": "report.withdraw", "report": report.id, "reason": "wrong school"}),
    )
    async with store.transaction() as uow:
        assert await uow.reports.get(report.id) is None
        found = await uow.reports.withdrawal(report.id)
        assert found is not None
        assert found[0].version == len(await uow.reports.versions(report.id))
    back = await sam.says("resume")
    assert "Visit report" in back.texts


async def with_a_report(store: SqlStore, policy: Policy) -> tuple[World, Report]:
    await make_world(store, policy)
    world = World.of(store, policy)
    [visit] = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 20))
    async with store.transaction() as uow:
        return world, await uow.reports.add(report_on(visit))
