"""What is done to "the report" where somebody names its school, or nothing: the ways in for sentences."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date

import pytest

from dialogs.messages import Incoming, Place, Reply
from dialogs.report_answers import acknowledge_latest, remark_on_latest
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from dialogs.who_has_it import deliveries_of_latest
from dialogs.withdrawing import begin_withdrawing
from strategy.errors import NotAllowed
from strategy.ports import RemarkKind
from strategy.reports import Report
from tests.builders import report_on
from tests.dialogs.conversation import NOW
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)


@pytest.fixture
async def reports(world: World) -> list[Report]:
    """Sam's on Oak Bank of Thursday and of Friday, and Sue's on Marlow."""
    visits = [
        *await world.diary("Sam Partner", OAK_BANK, THURSDAY, FRIDAY),
        *await world.diary("Sue Partner", MARLOW, FRIDAY),
    ]
    async with world.store.transaction() as uow:
        return [await uow.reports.add(report_on(visit)) for visit in visits]


@asynccontextmanager
async def turn_of(world: World, name: str, place: Place = Place.PERSONAL) -> AsyncIterator[Turn]:
    """A turn in which somebody has just said something."""
    who = await world.chat(name)
    async with world.store.transaction() as uow:
        incoming = Incoming("chat", place, who.person, NOW, text="something")
        assert who.person is not None
        yield Turn(incoming, who.person, uow, world.policy, Interpreter())


def words(reply: Reply) -> str:
    return reply.messages[0].text


def with_what_was_read(turn: Turn, report: Report) -> None:
    turn.memory["reading"] = {
        "report": report.id,
        "version": 1,
        "answers": True,
        "before_all_else": True,
    }


@pytest.mark.parametrize("school", [None, OAK_BANK])
async def test_the_latest_report_is_acknowledged(
    world: World, reports: list[Report], school: str | None
) -> None:
    async with turn_of(world, "Hana Head") as turn:
        reply = await acknowledge_latest(turn, school)
        assert "You have acknowledged Sam Partner's report on Oak Bank, Fri 20 November" in words(reply)
        assert len(await turn.uow.remarks.of_report(reports[1].id)) == 1


async def test_what_was_just_read_comes_before_the_latest(world: World, reports: list[Report]) -> None:
    async with turn_of(world, "Hana Head") as turn:
        with_what_was_read(turn, reports[0])
        assert "Thu 19 November" in words(await acknowledge_latest(turn, None))
    async with turn_of(world, "Dan Deputy") as turn:
        with_what_was_read(turn, reports[2])
        assert "Fri 20 November" in words(await deliveries_of_latest(turn, OAK_BANK))


async def test_what_is_inaccurate_in_the_report_just_read_is_sent_and_in_another_asked_about(
    world: World, reports: list[Report]
) -> None:
    async with turn_of(world, "Hana Head") as turn:
        asked = await remark_on_latest(turn, OAK_BANK, "14 staff")
        assert "This is about Sam Partner's report on Oak Bank, Fri 20 November 2026." in words(asked)
        assert await turn.uow.remarks.of_report(reports[1].id) == []
        with_what_was_read(turn, reports[0])
        assert "What you say of" in words(await remark_on_latest(turn, None, "14 staff"))
        [remark] = await turn.uow.remarks.of_report(reports[0].id)
        assert (remark.kind, remark.text) == (RemarkKind.INACCURATE, "14 staff")


@pytest.mark.parametrize(
    ("name", "school", "answer"),
    [
        ("Sam Partner", None, "the report on Oak Bank, Fri 20 November 2026"),
        ("Sue Partner", MARLOW, "the report on Marlow, Fri 20 November 2026"),
        ("Dan Deputy", MARLOW, "the report on Marlow, Fri 20 November 2026"),
        ("Sam Partner", MARLOW, "There is no filed report that I can show you."),
    ],
)
async def test_who_has_the_latest_report(
    world: World, reports: list[Report], name: str, school: str | None, answer: str
) -> None:
    async with turn_of(world, name) as turn:
        assert answer in words(await deliveries_of_latest(turn, school))


async def test_the_one_report_that_is_meant_is_asked_about_before_it_is_withdrawn(
    world: World, reports: list[Report]
) -> None:
    async with turn_of(world, "Sue Partner") as turn:
        reply = await begin_withdrawing(turn, MARLOW, "wrong school")
        assert "Withdraw your report on Marlow, Fri 20 November 2026?" in words(reply)
        assert reply.messages[0].card is not None
        assert '"value": "wrong school"' in str(reply.messages[0].card).replace("'", '"')
        assert await turn.uow.reports.get(reports[2].id) is not None


async def test_which_report_is_asked_where_several_may_be_meant(world: World, reports: list[Report]) -> None:
    sam = await world.person("Sam Partner")
    async with turn_of(world, "Dan Deputy", Place.TERMINAL) as turn:
        reply = await begin_withdrawing(turn, OAK_BANK, "wrong school")
        assert "1. Sam Partner's report on Oak Bank, Fri 20 November 2026" in words(reply)
        assert turn.memory["rows"] == [
            ["report.withdraw.ask", {"report": report.id, "reason": "wrong school"}]
            for report in (reports[1], reports[0])
        ]
        reply = await begin_withdrawing(turn, None, "", author=sam, day=THURSDAY)
        assert "Withdraw Sam Partner's report on Oak Bank, Thu 19 November 2026?" in words(reply)


async def test_where_there_is_none_that_is_said(world: World) -> None:
    for name, school, do in (
        ("Sam Partner", None, lambda turn, school: begin_withdrawing(turn, school, "")),
        ("Hana Head", OAK_BANK, acknowledge_latest),
        ("Hana Head", None, lambda turn, school: remark_on_latest(turn, school, "no")),
        ("Dan Deputy", ST_ANNE, deliveries_of_latest),
    ):
        deed: Callable[[Turn, str | None], Awaitable[Reply]] = do
        async with turn_of(world, name) as turn:
            assert "There is no filed report that" in words(await deed(turn, school))


async def test_a_school_of_which_one_may_read_nothing_is_refused(world: World, reports: list[Report]) -> None:
    async with turn_of(world, "Hana Head") as turn:
        with pytest.raises(NotAllowed):
            await acknowledge_latest(turn, MARLOW)
        with pytest.raises(NotAllowed):
            await remark_on_latest(turn, MARLOW, "no")
