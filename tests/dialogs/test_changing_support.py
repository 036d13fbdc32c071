"""Support ends on another day than was agreed: its reports follow, and those concerned are told."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL_TO_DO
from strategy.outgoing import OutgoingKind
from strategy.visits import Support
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import Post
from tests.dialogs.supporting import FEBRUARY, allocated, ended, half_terms_owed, told
from tests.dialogs.world import MARLOW, OAK_BANK, World

IN_MARCH = date(2027, 3, 12)


async def _deputy_head(world: World, ends: date = IN_MARCH) -> str:
    """Ted Teacher is deployed at Marlow over two half terms; what its changes are about."""
    made = await allocated(
        world, "Ted Teacher", MARLOW, Support.DEPUTY_HEAD_TRUST, ends=ends, reason="Leaders have left"
    )
    return made.about


async def test_a_deployment_ends_early_and_its_later_reports_are_not_owed(
    world: World, deputy: Conversation
) -> None:
    about = await _deputy_head(world)
    number = int(about.partition(":")[2])
    assert await half_terms_owed(world, number) == ["2026/27 spring-1", "2026/27 spring-2"]
    asked = await deputy.says("end Ted's deployment at Marlow on 29 January")
    assert "Its last day would be Fri 29 January 2027." in asked.words
    done = await deputy.presses("Change it", reason="The vacancy is filled")
    assert "Done: the last day of Ted Teacher at Marlow is Fri 29 January 2027." in done.texts
    assert await half_terms_owed(world, number) == ["2026/27 spring-1"]
    assert (await world.deeds())[0] == "support given another last day"
    assert set(await told(world, OutgoingKind.SUPPORT_CHANGED)) == {"Ted Teacher", "Mo Head", "Sue Partner"}


async def test_the_same_in_a_talk(world: World) -> None:
    await _deputy_head(world)
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    await dan.says("stop Ted's support at Marlow on 29 January")
    done = await dan.says("The vacancy is filled")
    assert "Done: the last day of Ted Teacher at Marlow is Fri 29 January 2027." in done.words


async def test_a_deployment_is_prolonged_and_asks_for_more_reports(
    world: World, deputy: Conversation
) -> None:
    about = await _deputy_head(world, FEBRUARY)
    asked = await deputy.says("extend Ted's deployment at Marlow to 12 March")
    assert "Its last day would be Fri 12 March 2027." in asked.words
    await deputy.presses("Change it", reason="It helps")
    assert await half_terms_owed(world, int(about.partition(":")[2])) == [
        "2026/27 spring-1",
        "2026/27 spring-2",
    ]


async def test_one_that_would_end_before_it_begins_is_called_off(
    world: World, deputy: Conversation, post: Post
) -> None:
    about = await _deputy_head(world)
    rows = await told(world, OutgoingKind.SUPPORT_ALLOCATED)
    await deputy.says("cancel Ted's deployment at Marlow on Friday")
    done = await deputy.presses("Change it", reason="No longer needed")
    assert "Done: the support of Ted Teacher at Marlow is called off." in done.texts
    assert await half_terms_owed(world, int(about.partition(":")[2])) == []
    assert (await deputy.says("who is deployed at Marlow in January")).rows == []
    assert await post.untrue(rows["Ted Teacher"]) == "it was changed since, which is told by itself"
    rows = await told(world, OutgoingKind.SUPPORT_CHANGED)
    notice = await post.notice(rows["Ted Teacher"])
    assert "Your deployment at Marlow is called off. Decided by Dan Deputy." in notice.texts


async def test_a_deployment_of_the_directory_is_ended_too(world: World, deputy: Conversation) -> None:
    await deputy.says("end Ted's deployment at Oak Bank on Friday")
    done = await deputy.presses("Change it", reason="He is needed at Marlow")
    assert "Done: the last day of Ted Teacher at Oak Bank is Fri 27 November 2026." in done.texts
    listed = await deputy.says("who is deployed at Oak Bank in December")
    assert {row[1] for row in listed.rows} == {"Sal Specialist"}


async def test_an_external_provider_is_ended(world: World, deputy: Conversation) -> None:
    await allocated(world, "Bright Sounds", OAK_BANK, Support.EXTERNAL, reason="Phonics")
    await deputy.says("end the external provider's support at Oak Bank on 22 January")
    await deputy.presses("Change it", reason="Done early")
    listed = await deputy.says("who is deployed at Oak Bank on 1 February")
    assert "external provider" not in listed.words


async def test_where_several_fit_it_is_asked_which(world: World, deputy: Conversation) -> None:
    asked = await deputy.says("end the deployment at Oak Bank on Friday")
    assert asked.words == "2 fit. Which one is it?"
    chosen = await deputy.says("2")
    assert "Its last day would be Fri 27 November 2026." in chosen.words


async def test_nothing_that_fits_is_said(deputy: Conversation) -> None:
    answer = await deputy.says("end Ted's deployment at Marlow")
    assert answer.words == "Nothing like that stands now. Ask me who is deployed where to see what does."


@pytest.mark.parametrize("name", ["Lena Lead", "Sam Partner", "Ted Teacher", "Hana Head", "Adam Admin"])
async def test_nobody_else_ends_support(world: World, name: str) -> None:
    who = await world.chat(name)
    assert (await who.says("end Ted's deployment at Oak Bank on Friday")).words == REFUSAL_TO_DO
    for do in ("support.change", "support.change.ask"):
        refused = await who.sends_data({"do": do, "about": "deployment:1", "day": "2026-11-27", "shown": 0})
        assert refused.words == REFUSAL_TO_DO


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-20", "That day has passed. It can end today at the earliest."),
        ("2026-12-18", "It ends on that day already."),
        ("2030-01-01", "too far ahead"),
        ("soon", "Please give its last day"),
    ],
)
async def test_a_last_day_that_cannot_be_is_said(deputy: Conversation, day: str, says: str) -> None:
    await deputy.says("end Ted's deployment at Oak Bank")
    assert says in (await deputy.presses("Change it", day=day, reason="because")).texts


async def test_an_older_card_shows_what_is_true_now(world: World, deputy: Conversation) -> None:
    about = await _deputy_head(world)
    card = await deputy.says("end Ted's deployment at Marlow on 29 January")
    await ended(world, about, date(2027, 2, 5), by="Carol Chief")
    late = await deputy.presses("Change it", on=card, reason="because")
    assert "Somebody has changed it meanwhile; this is how it stands." in late.texts
    assert "Fri 5 Feb 2027" in late.texts
