"""Days that were granted on top are taken back: with a reason, and never what is used or booked."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL_TO_DO
from storage.store import SqlStore
from strategy.actions.allocations import support_of
from strategy.entitlements import Allocation
from strategy.outgoing import OutgoingKind
from strategy.policy import Policy
from strategy.support import GrantedDays
from strategy.visits import Support
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.supporting import granted, told
from tests.dialogs.world import MARLOW, OAK_BANK, World, make_world

WHY = f"The need has passed{MARKED}"


async def stands(world: World, school: str = MARLOW) -> Allocation:
    """How the school's SIP days stand."""
    dan = await world.person("Dan Deputy")
    async with world.store.transaction() as uow:
        found = await support_of(
            uow=uow,
            policy=world.policy,
            asker=uow.trust.person(dan),
            today=NOW.date(),
            school=school,
        )
    assert found.partner is not None
    return found.partner


async def of_grant(world: World, number: int) -> GrantedDays:
    async with world.store.transaction() as uow:
        found = await uow.allocations.granted(number)
    assert found is not None
    return found


async def used(world: World, days: int) -> None:
    """So many days of the partner's visits to Marlow have taken place this year."""
    await world.diary(
        "Sue Partner", MARLOW, *(date(2026, 9, 7) + timedelta(number) for number in range(days))
    )


async def test_extra_days_are_taken_back_with_a_reason_and_the_allocation_follows(
    world: World, deputy: Conversation
) -> None:
    grant = await granted(world, Decimal(2), MARLOW)
    before = await stands(world)
    asked = await deputy.says("take back the two extra days for Marlow")
    assert "Marlow has 2 extra SIP days, to be used by" in asked.words
    assert "granted by Dan Deputy on" in asked.words
    assert asked.filled_in()["days"] == "2"
    done = await deputy.presses("Take them back", reason=WHY)
    assert "Done: 2 extra SIP days are taken back from Marlow." in done.texts
    after = await stands(world)
    assert (before.extra, after.extra) == (Decimal(2), Decimal(0))
    assert before.left - after.left == 2
    assert (await of_grant(world, grant.id)).stands == 0
    assert (await world.deeds())[0] == "days taken back"


async def test_in_a_talk_the_next_words_are_the_reason(world: World) -> None:
    await granted(world, Decimal(2), MARLOW)
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    asked = await dan.says("take back one extra day from Marlow")
    assert "I would take back 1." in asked.words
    done = await dan.says("The need has passed")
    assert "Done: 1 extra SIP day is taken back from Marlow. 1 day of the grant stands." in done.words


async def test_a_reason_that_was_said_is_taken_up(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal(2), MARLOW)
    asked = await deputy.says("withdraw the extra days for Marlow because the need has passed")
    assert asked.filled_in() == {"days": "2", "reason": "the need has passed"}


async def test_without_a_reason_nothing_is_taken_back(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal(2), MARLOW)
    await deputy.says("take back the extra days for Marlow")
    refused = await deputy.presses("Take them back", reason=" ")
    assert "Please say why" in refused.texts
    assert (await stands(world)).extra == 2


async def test_days_that_are_used_or_booked_stay(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal(2), MARLOW)
    now = await stands(world)
    await used(world, int(now.left) - 1)
    asked = await deputy.says("take back the two extra days for Marlow")
    assert "1 of them is used or booked already, and that stays." in asked.words
    assert asked.filled_in()["days"] == "1"
    refused = await deputy.presses("Take them back", days="2", reason=WHY)
    assert "Some of them are used or booked already, and those stay." in refused.texts
    assert (await stands(world)).extra == 2
    await deputy.presses("Take them back", days="1", reason=WHY)
    after = await stands(world)
    assert (after.extra, after.left, after.over) == (Decimal(1), Decimal(0), Decimal(0))


async def test_where_all_are_used_that_is_said_plainly(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal(1), MARLOW)
    await used(world, int((await stands(world)).left))
    said = await deputy.says("take back the extra day for Marlow")
    assert "used or booked already, and that stays. So there is nothing to take back." in said.words
    assert "Take them back" not in said.buttons


async def test_where_none_were_granted_that_is_said(deputy: Conversation) -> None:
    said = await deputy.says("take back the extra days for Marlow")
    assert said.words == "Marlow has no days on top of its allocation now, so there is nothing to take back."


async def test_of_several_grants_it_is_asked_which(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal(2), MARLOW)
    await granted(world, Decimal(3), MARLOW, Support.SCHOOL_IMPROVEMENT_ADVISER)
    assert "2 grants fit" in (await deputy.says("take back the extra days for Marlow")).words
    assert "3 extra adviser days" in (await deputy.says("2")).words
    assert "2 extra SIP days" in (await deputy.says("take back the extra SIP days for Marlow")).words
    assert "3 extra adviser days" in (await deputy.says("take back the 3 extra days for Marlow")).words


async def test_those_who_were_told_of_the_days_are_told(
    world: World, deputy: Conversation, post: Post
) -> None:
    await granted(world, Decimal(2), OAK_BANK, by="Carol Chief")
    [first] = [
        row for name, row in (await told(world, OutgoingKind.DAYS_GRANTED)).items() if name == "Hana Head"
    ]
    await deputy.says("take back one extra day for Oak Bank")
    await deputy.presses("Take them back", reason=WHY)
    rows = await told(world, OutgoingKind.DAYS_TAKEN_BACK)
    assert set(rows) == {"Hana Head", "Sam Partner", "Lena Lead", "Carol Chief"}
    notice = await post.notice(rows["Hana Head"])
    assert "Dan Deputy took back 1 extra SIP day from Oak Bank. 1 of the 2 granted stands." in notice.texts
    assert WHY in notice.texts
    letter = await post.letter(rows["Hana Head"])
    assert letter.subject == "Days taken back: Oak Bank"
    assert WHY not in letter.text
    assert await post.untrue(first) == "days were taken back since, which is told by itself"


async def test_the_allocation_tells_what_was_taken_back(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal(2), MARLOW)
    await deputy.says("take back one extra day for Marlow")
    await deputy.presses("Take them back", reason=WHY)
    said = await deputy.says("how many SIP days are left at Marlow")
    assert "2 days on top were granted by Dan Deputy on" in said.words
    assert "; 1 of them was taken back." in said.words


@pytest.mark.parametrize("name", ["Lena Lead", "Mo Head", "Sue Partner"])
async def test_only_those_who_grant_days_take_them_back(world: World, name: str) -> None:
    grant = await granted(world, Decimal(2), MARLOW)
    chat = await world.chat(name)
    assert REFUSAL_TO_DO in (await chat.says("take back the two extra days for Marlow")).all
    data = {"grant": grant.id, "shown": 0, "days": "2", "reason": WHY}
    for do in ("days.take_back", "days.take_back.ask"):
        assert REFUSAL_TO_DO in (await chat.sends_data({"do": do, **data})).all
    assert (await stands(world)).extra == 2


@pytest.mark.parametrize("days", ["", "x", "-1", "0", "0.3", "1e9", "NaN", "٣", "99999"])
async def test_days_that_cannot_be_are_asked_for_again(world: World, deputy: Conversation, days: str) -> None:
    await granted(world, Decimal(2), MARLOW)
    await deputy.says("take back the extra days for Marlow")
    await deputy.presses("Take them back", days=days, reason=WHY)
    assert (await stands(world)).extra == 2


async def test_of_two_who_take_days_back_at_once_one_counts(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    grant = await granted(world, Decimal(2), MARLOW)
    dan, carol = await world.chat("Dan Deputy"), await world.chat("Carol Chief")
    data = {"do": "days.take_back", "grant": grant.id, "shown": 0, "days": "1", "reason": WHY}
    answers = await asyncio.gather(dan.sends_data(data), carol.sends_data(data))
    assert sum("Done: 1 extra SIP day is taken back" in answer.texts for answer in answers) == 1
    assert sum("Somebody has taken days of it back meanwhile" in answer.all for answer in answers) == 1
    after = await of_grant(world, grant.id)
    assert (after.back, after.changes) == (Decimal(1), 1)


SAID = (
    "take back the two extra days for Marlow",
    "please take back Marlow's extra days",
    "Take the 2 additional SIP days back from Marlow",
    "can you take back the days we granted Marlow",
    "we need to take back the extra SIP days at Marlow",
    "withdraw the extra days for Marlow",
    "withdraw the additional days granted to Marlow",
    "revoke the two extra SIP days for marlow",
    "rescind Marlow's further days",
    "claw back the extra days from Marlow",
    "remove the extra days from Marlow",
    "cancel the extra days for Marlow",
    "undo the grant of 2 days to Marlow",
    "reverse the extra days at Marlow because they have an SLE now",
    "I'd like to take back the two days on top for Marlow",
    "reclaim the additional days from Marlow please",
    "take away the two extra days from Marlow",
    "take marlow's two extra days back",
    "pull back the extra days from Marlow",
    "could you withdraw the two days Marlow was granted",
    "retract the extra SIP days for Marlow",
    "we have to take the extra days back from Marlow",
    "take back the 2 days at Marlow",
    "let's take back the extra partner days for Marlow",
)
NOT_SAID = (
    "give Marlow two extra days",
    "how many extra days does Marlow have",
    "cancel the visit to Marlow on 8 December",
    "withdraw my request for extra days",
    "cancel the extra visit at Marlow",
    "what extra days were granted to Marlow",
    "remind me in two days",
    "take me off reminders for two days",
)


@pytest.mark.parametrize("text", SAID)
async def test_it_is_understood_as_busy_people_say_it(world: World, deputy: Conversation, text: str) -> None:
    await granted(world, Decimal(2), MARLOW)
    assert "Marlow has 2 extra SIP days" in (await deputy.says(text)).words


@pytest.mark.parametrize("text", NOT_SAID)
async def test_other_sentences_are_not_taken_for_it(world: World, deputy: Conversation, text: str) -> None:
    await granted(world, Decimal(2), MARLOW)
    assert "Take back days" not in (await deputy.says(text)).all
