"""What is due, used, booked and left, with what it rests on: extra days, and a change within the year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from strategy.designations import Designation
from strategy.recommendations import Decision
from strategy.visits import Support
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.judging import recommended, taken
from tests.dialogs.supporting import granted
from tests.dialogs.world import OAK_BANK, World


async def _designated(world: World, designation: Designation) -> None:
    begun = await recommended(world, OAK_BANK, designation, by="Sam Partner")
    ended = await taken(world, begun, Decision.ENDORSED, "Lena Lead")
    reviewed = await taken(world, ended, Decision.REVIEWED, "Dan Deputy")
    await taken(world, reviewed, Decision.SIGNED_OFF, "Carol Chief")


async def test_a_change_of_designation_in_the_year_is_explained(world: World, deputy: Conversation) -> None:
    await _designated(world, Designation.IMPROVE)
    answer = await deputy.says("how many SIP days are left at Oak Bank")
    assert answer.words == (
        "Oak Bank, 0 of 10 (at least 5) SIP days used this year, 0 booked, 10 left. "
        "Since Mon 23 November 2026 it is Improve: SIP days at least 5, up to 10 days a year, adviser days "
        "up to 10 days a year. Before that it was Repair: SIP days 10 days a year, adviser days up to 20 "
        "days a term. "
        "The full new figure applies."
    )
    whole = await deputy.says("what support is Oak Bank due")
    assert "Before that it was Repair" in whole.texts


async def test_one_that_was_confirmed_is_no_change(world: World, deputy: Conversation) -> None:
    await _designated(world, Designation.REPAIR)
    answer = await deputy.says("how many SIP days are left at Oak Bank")
    assert answer.words == "Oak Bank, 0 of 10 SIP days used this year, 0 booked, 10 left."


@pytest.mark.parametrize("text", ["what are we due", "What are we due this year?", "what is my school due?"])
async def test_a_headteacher_asks_in_a_few_words(world: World, head: Conversation, text: str) -> None:
    await granted(world, Decimal("0.5"), support=Support.SIP, reason=f"In confidence{MARKED}")
    answer = await head.says(text)
    assert answer.words.startswith("What Oak Bank is allocated by need.")
    assert "0 of 10½ (10 and ½ on top) SIP days used this year, 0 booked, 10½ left" in answer.texts
    assert "½ day on top was granted by Dan Deputy on Mon 23 November 2026." in answer.texts
    assert "In confidence" not in answer.texts, "why is for those who see the support of all schools"
    assert "entitle" not in answer.texts.casefold()


async def test_why_days_were_granted_is_shown_to_who_sees_all_schools(
    world: World, deputy: Conversation
) -> None:
    await granted(world, reason=f"Reading has dropped{MARKED}")
    answer = await deputy.says("what support is Oak Bank due")
    assert "Reading has dropped" in answer.texts
    assert "Reading has dropped" not in answer.words
