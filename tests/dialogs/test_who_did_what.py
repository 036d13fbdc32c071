"""Who did what: for CEO and Deputy CEO, by school, person and days; and that too is recorded."""

from __future__ import annotations

import pytest

from dialogs.wording import REFUSAL
from strategy.recommendations import Decision
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.judging import IMPROVE, endorsed, reviewed, taken
from tests.dialogs.world import OAK_BANK, World

READERS = ("Carol Chief", "Dan Deputy")
OTHERS = ("Lena Lead", "Sam Partner", "Ada Adviser", "Hana Head", "Tina Trustee")


async def chain(world: World) -> None:
    """Oak Bank has gone through the whole chain today."""
    found = await reviewed(world, OAK_BANK, "Sam Partner")
    await taken(world, found, Decision.SIGNED_OFF, "Carol Chief", IMPROVE)


async def test_what_was_done_at_a_school_newest_first(world: World, deputy: Conversation) -> None:
    await chain(world)
    answer = await deputy.says("who did what at Oak Bank?")
    assert answer.words == "6 entries in the record for Oak Bank."
    assert [row[1:3] for row in answer.rows] == [
        ("Carol Chief", "Opened an exit plan"),
        ("Carol Chief", "Put a designation in force"),
        ("Carol Chief", "Signed off a designation"),
        ("Dan Deputy", "Recorded the Progress Board's review"),
        ("Lena Lead", "Endorsed a recommendation"),
        ("Sam Partner", "Recommended a designation"),
    ]
    assert {row[3] for row in answer.rows} == {"-"}, "ids of other things are nobody's"
    assert {row[0] for row in answer.rows} == {"Mon 23 Nov 09:00"}
    assert MARKED not in answer.all + str(answer.rows)


async def test_what_somebody_did_on_some_days(world: World, deputy: Conversation) -> None:
    await chain(world)
    answer = await deputy.says("what did Lena do today")
    assert [row[1:] for row in answer.rows] == [("Lena Lead", "Endorsed a recommendation", "Oak Bank")]
    nothing = await deputy.says("what did Lena do last week")
    assert nothing.words == ("No entries in the record of what Lena Lead did from Mon 16 Nov to Sun 22 Nov.")


async def test_what_i_did_myself(world: World, deputy: Conversation) -> None:
    await chain(world)
    answer = await deputy.says("what did I do today?")
    assert [row[1:] for row in answer.rows] == [
        ("Dan Deputy", "Recorded the Progress Board's review", "Oak Bank")
    ]


async def test_who_has_opened_a_recommendation(world: World, deputy: Conversation) -> None:
    await endorsed(world, OAK_BANK, "Sam Partner")
    nobody = await deputy.says("who has read the recommendation for Oak Bank")
    assert nobody.words.startswith("Nobody but their authors has opened")
    ada = await world.chat("Ada Adviser")
    await ada.says("show me the recommendation for Oak Bank")
    answer = await deputy.says("who has read the recommendation for Oak Bank")
    assert answer.words == (
        "Reports or recommendations on Oak Bank were opened once by others than their authors."
    )
    assert [row[1:] for row in answer.rows] == [("Ada Adviser", "Opened a recommendation", "-")]


async def test_reading_the_record_is_recorded_each_page_of_it(world: World, deputy: Conversation) -> None:
    await chain(world)
    chief = await world.chat("Carol Chief")
    for _ in range(6):
        await chief.says("audit trail for Oak Bank")
    first = await deputy.says("audit trail for Oak Bank")
    assert first.words == "12 entries in the record for Oak Bank. Showing 1 to 8, newest first."
    older = await deputy.says("more")
    assert older.words == "13 entries in the record for Oak Bank. Showing 9 to 13, newest first."
    newer = await deputy.presses("Newer")
    assert str(newer.card).count("Read who did what") == 8
    async with world.store.transaction() as uow:
        [entry, *_] = await uow.audit.entries(subject="audit")
    assert (entry.actor, entry.school) == (await world.person("Dan Deputy"), OAK_BANK)
    assert entry.details["first"] == 0


@pytest.mark.parametrize("name", [*READERS, *OTHERS])
async def test_nobody_else_reads_the_record(world: World, name: str) -> None:
    await chain(world)
    who = await world.chat(name)
    for text in ("who did what at Oak Bank", "what did Lena do today", "show me the audit log"):
        assert ((await who.says(text)).words == REFUSAL) is (name not in READERS), text
    async with world.store.transaction() as uow:
        read = await uow.audit.entries(subject="audit")
    assert bool(read) is (name in READERS)


async def test_a_card_that_names_nobody_shows_nothing(deputy: Conversation) -> None:
    for more in ({"school": "999999"}, {"person": 4_000}, {"person": "x"}, {"offset": -1}, {"offset": "1"}):
        data = {"do": "record.page", "offset": 0, "readings": False, **more}
        assert "older card" in (await deputy.sends_data(data)).words
