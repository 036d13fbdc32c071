"""Who may do what follows a report, through the desk: everybody of the trust, towards each kind of report."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.wording import REFUSAL
from strategy.people import Capacity
from strategy.ports import Remark, RemarkKind
from strategy.reports import ReportText
from tests.builders import report_on
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW
from tests.dialogs.test_access import EVERY, MAY_READ, SHARED, WRITERS
from tests.dialogs.world import MARLOW, OAK_BANK, World

Kinds = set[Capacity]
NONE: Kinds = set()
OWN: dict[str, Kinds] = {name: {capacity} for capacity, name in WRITERS.items()}
"""The kind that each author wrote, at both schools."""

MAY_ANSWER: dict[str, tuple[Kinds, Kinds]] = {"Hana Head": (SHARED, NONE), "Mo Head": (NONE, SHARED)}
"""Who: kinds of report at Oak Bank, kinds at Marlow."""
MAY_TRACE = {"Carol Chief": EVERY, "Dan Deputy": EVERY, "Lena Lead": EVERY}
MAY_WITHDRAW = {"Dan Deputy": EVERY, "Lena Lead": EVERY}
HEARS = {"Dan Deputy": EVERY}
"""Who sees what headteachers said, besides the author and the headteacher themselves."""


async def make_reports(world: World) -> dict[tuple[str, Capacity], int]:
    """A report of each kind on each school, with something its headteacher said of it."""
    made: dict[tuple[str, Capacity], int] = {}
    for school, head in ((OAK_BANK, "Hana Head"), (MARLOW, "Mo Head")):
        says = await world.person(head)
        for number, (capacity, writer) in enumerate(WRITERS.items(), 9):
            [visit] = await world.diary(writer, school, date(2026, 11, number), capacity=capacity)
            async with world.store.transaction() as uow:
                text = ReportText(*["Text"] * 4)
                report = await uow.reports.add(report_on(visit, text=text))
                said = f"{school} {capacity}{MARKED}"
                await uow.remarks.add(Remark(0, report.id, 1, says, RemarkKind.INACCURATE, said, NOW))
            made[school, capacity] = report.id
    return made


def allowed(name: str, table: dict[str, Kinds]) -> Kinds:
    """The kinds that somebody may do it to, at any school: by such a table, and as an author."""
    return table.get(name, NONE) | OWN.get(name, NONE)


@pytest.mark.parametrize("name", MAY_READ)
async def test_each_deed_is_open_to_these_and_to_nobody_else(world: World, name: str) -> None:
    reports = await make_reports(world)
    who = await world.chat(name)
    answers = dict(zip((OAK_BANK, MARLOW), MAY_ANSWER.get(name, (NONE, NONE)), strict=True))
    for (school, capacity), report in reports.items():
        about = {"report": report, "version": 1}

        async def refused(do: str, about: dict[str, int] = about) -> bool:
            return (await who.sends_data({"do": do, **about})).words == REFUSAL

        may_answer = capacity in answers[school]
        assert await refused("report.inaccurate.ask") is not may_answer, (school, capacity)
        assert await refused("report.acknowledge") is not may_answer, (school, capacity)
        assert await refused("report.inaccurate") is not may_answer, (school, capacity)
        may_trace = capacity in allowed(name, MAY_TRACE)
        assert await refused("report.deliveries") is not may_trace, (school, capacity)
        may_withdraw = capacity in allowed(name, MAY_WITHDRAW)
        assert await refused("report.withdraw.ask") is not may_withdraw, (school, capacity)
    for (_, capacity), report in reports.items():
        answer = await who.sends_data({"do": "report.withdraw", "report": report, "reason": "because"})
        may_withdraw = capacity in allowed(name, MAY_WITHDRAW)
        assert (answer.words == REFUSAL) is not may_withdraw
    left = {report.id for report in await world.filed()}
    assert left == {
        number for (school, kind), number in reports.items() if kind not in allowed(name, MAY_WITHDRAW)
    }


@pytest.mark.parametrize("name", MAY_READ)
async def test_what_a_headteacher_said_is_seen_by_these_and_by_nobody_else(world: World, name: str) -> None:
    reports = await make_reports(world)
    who = await world.chat(name)
    own = {"Hana Head": OAK_BANK, "Mo Head": MARLOW}.get(name)
    readable = dict(zip((OAK_BANK, MARLOW), MAY_READ[name], strict=True))
    for (school, capacity), report in reports.items():
        sees = capacity in allowed(name, HEARS) or (own == school and capacity in SHARED)
        said = f"{school} {capacity}{MARKED}"
        for do in ("report.show", "report.remarks"):
            answer = await who.sends_data({"do": do, "report": report})
            assert (said in answer.all) is sees, (do, school, capacity)
            assert (answer.words == REFUSAL) is (capacity not in readable[school])
            assert MARKED not in answer.words
