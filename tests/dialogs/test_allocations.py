"""What support a school is due: days used, booked and left, and who else is there for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dialogs.wording import REFUSAL
from strategy.people import Capacity
from tests.builders import a_visit
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

SEE = {"Carol Chief", "Dan Deputy", "Lena Lead", "Sam Partner", "Ada Adviser", "Hana Head"}
EVERYBODY = SEE | {
    "Sue Partner", "Ted Teacher", "Sal Specialist", "Mo Head", "Ned Newman", "Chris Chair", "Lee Leader",
    "Tina Trustee", "Stan Committee", "Eve Executive", "Gail Governance", "Dora Data", "Adam Admin",
}  # fmt: skip


@pytest.fixture
async def autumn(world: World) -> World:
    """Oak Bank has had two and a half days of its partner, and one more is booked; Marlow has had seven."""
    sam, sue = await world.person("Sam Partner"), await world.person("Sue Partner")
    half = Decimal("0.5")
    async with world.store.transaction() as uow:
        for day in (date(2026, 9, 15), date(2026, 10, 6), date(2027, 1, 12)):
            await uow.visits.add(a_visit(OAK_BANK, sam, day))
        await uow.visits.add(a_visit(OAK_BANK, sam, date(2026, 11, 10), days=half))
        cancelled = a_visit(OAK_BANK, sam, date(2026, 11, 11), cancelled_on=date(2026, 11, 9))
        await uow.visits.add(cancelled)
        await uow.visits.add(a_visit(OAK_BANK, sam, date(2026, 7, 1)))
        lead = a_visit(OAK_BANK, sam, date(2026, 11, 12), capacity=Capacity.LEAD_SIP)
        await uow.visits.add(lead)
        week = replace(a_visit(MARLOW, sue, date(2026, 9, 7)), ends=date(2026, 9, 15), days=Decimal(7))
        await uow.visits.add(week)
    return world


async def test_days_used_booked_and_left_of_this_year_in_halves(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("how many SIP days has Oak Bank got left")
    assert answer.words == "Oak Bank, 2½ of 10 SIP days used this year, 1 booked, 6½ left."


async def test_more_than_is_due_is_said_to_be_over(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("how many SIP days has Marlow got left")
    assert answer.words == "Marlow, 7 of 5 SIP days used this year, 0 booked, 2 over."


async def test_an_advisers_days_at_high_risk_are_counted_by_the_term(
    autumn: World, deputy: Conversation
) -> None:
    answer = await deputy.says("has Oak Bank used its adviser days this term?")
    assert answer.words == "Oak Bank, 0 of 20 adviser days used this term, 0 booked, 20 left."


async def test_a_headteacher_who_names_no_school_means_their_own(autumn: World, head: Conversation) -> None:
    answer = await head.says("what support are we entitled to?")
    assert answer.words.startswith("What Oak Bank is allocated by need. Oak Bank is at high risk")
    assert "designated Repair since Tue 1 September 2026" in answer.words
    assert "2½ of 10 SIP days used this year, 1 booked, 6½ left" in answer.texts
    assert "1 or 2, 5 days a week for at least a term. Now: Ted Teacher until Fri 18 Dec" in answer.texts


async def test_what_a_designation_brings_is_told_without_a_school(head: Conversation) -> None:
    answer = await head.says("is a repair school entitled to any SIA days")
    assert answer.words == "Adviser days for a school in Repair (high risk): up to 20 days a term."
    some = await head.says("what support does a some risk school get")
    assert "At least 5, up to 10 days a year" in some.texts


@pytest.mark.parametrize("name", sorted(EVERYBODY))
async def test_who_may_see_what_is_left_for_a_school(autumn: World, name: str) -> None:
    answer = await (await autumn.chat(name)).says("how many SIP days has Oak Bank got left")
    if name in SEE:
        assert "6½ left" in answer.words
    else:
        assert answer.words == REFUSAL


async def test_a_joining_school_has_no_allocation_yet(deputy: Conversation) -> None:
    answer = await deputy.says("how many SIP days has Newcomer got left")
    assert answer.words == "Newcomer has no designation yet, and so no allocation of support."
