"""Who may read what, through the desk: one table of who, towards which school, and which kind of report."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.wording import REFUSAL
from strategy.people import Capacity
from strategy.reports import ReportText
from tests.builders import report_on
from tests.dialogs.answers import MARKED
from tests.dialogs.world import MARLOW, OAK_BANK, World

SIP, ADVISER, LEAD, SLE, TEAM = (
    Capacity.SIP,
    Capacity.SCHOOL_IMPROVEMENT_ADVISER,
    Capacity.LEAD_SIP,
    Capacity.SLE,
    Capacity.TEAM_MEMBER,
)
SHARED = {SIP, ADVISER, SLE, TEAM}
EVERY = {*SHARED, LEAD}
WRITERS = {
    SIP: "Sam Partner",
    ADVISER: "Ada Adviser",
    LEAD: "Lena Lead",
    SLE: "Sal Specialist",
    TEAM: "Ted Teacher",
}
MAY_READ: dict[str, tuple[set[Capacity], set[Capacity]]] = {
    # who: kinds of report at Oak Bank, kinds at Marlow, where the same people went for once
    "Carol Chief": (EVERY, EVERY),
    "Dan Deputy": (EVERY, EVERY),
    "Lena Lead": (EVERY, EVERY),
    "Sam Partner": (SHARED, {SIP}),
    "Sue Partner": (set(), SHARED),
    "Ada Adviser": (SHARED, {ADVISER}),
    "Ted Teacher": ({TEAM}, {TEAM}),
    "Sal Specialist": ({SLE}, {SLE}),
    "Hana Head": (SHARED, set()),
    "Mo Head": (set(), SHARED),
    "Ned Newman": (set(), set()),
    "Chris Chair": (set(), set()),
    "Lee Leader": (set(), set()),
    "Tina Trustee": (set(), set()),
    "Stan Committee": (set(), set()),
    "Eve Executive": (set(), set()),
    "Gail Governance": (set(), set()),
    "Dora Data": (set(), set()),
    "Adam Admin": (set(), set()),
}


@pytest.mark.parametrize("name", MAY_READ)
async def test_one_reads_these_kinds_of_report_and_no_other(world: World, name: str) -> None:
    reports: dict[tuple[str, Capacity], int] = {}
    for school in (OAK_BANK, MARLOW):
        for number, (capacity, writer) in enumerate(WRITERS.items(), 9):
            [visit] = await world.diary(writer, school, date(2026, 11, number), capacity=capacity)
            text = ReportText(*[f"{capacity}{MARKED}"] * 4)
            async with world.store.transaction() as uow:
                reports[school, capacity] = (await uow.reports.add(report_on(visit, text=text))).id
    who = await world.chat(name)
    allowed = dict(zip((OAK_BANK, MARLOW), MAY_READ[name], strict=True))
    for (school, capacity), number in reports.items():
        answer = await who.sends_data({"do": "report.show", "report": number})
        if capacity in allowed[school]:
            assert f"{capacity}{MARKED}" in answer.texts, (school, capacity)
        else:
            assert answer.words == REFUSAL, (school, capacity)
            assert MARKED not in answer.all
    for school, called in ((OAK_BANK, "Oak Bank"), (MARLOW, "Marlow")):
        listed = await who.says(f"show me the reports on {called}")
        shown = {data["report"] for data in listed.buttons.values() if "report" in data}
        assert shown <= {reports[school, capacity] for capacity in allowed[school]}
