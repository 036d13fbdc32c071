"""People who are away: marked, shown where it matters, and back again; by buttons and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL, REFUSAL_TO_DO
from strategy.ports import Absence
from tests.builders import make_person
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_office import EVERYBODY_ELSE
from tests.dialogs.world import OAK_BANK, World

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


async def absences(world: World, name: str) -> list[Absence]:
    """Somebody's absences that are not over."""
    who = await world.person(name)
    async with world.store.transaction() as uow:
        return await uow.absences.ahead(who, TODAY)


async def test_the_deputy_marks_somebody_as_away_and_back_again(world: World, deputy: Conversation) -> None:
    page = await deputy.says("who is Sam Partner?")
    assert "Back again" not in page.buttons
    form = await deputy.presses("Mark as away")
    assert form.filled_in() == {"from": "2026-11-23"}
    done = await deputy.presses("Mark as away", to="2026-11-27", reason=f"flu{MARKED}")
    assert "Sam Partner is marked as away until Fri 27 Nov." in done.texts
    [absence] = await absences(world, "Sam Partner")
    assert (absence.starts, absence.ends, absence.reason) == (TODAY, FRIDAY, f"flu{MARKED}")
    page = await deputy.presses("Open")
    assert f"Away until Fri 27 Nov (flu{MARKED})" in page.texts
    done = await deputy.presses("Back again")
    assert "Sam Partner is marked as back. Reminders go on from now." in done.texts
    assert await absences(world, "Sam Partner") == []
    again = await deputy.sends_data({"do": "away.back", "person": await world.person("Sam Partner")})
    assert "Sam Partner isn't marked as away." in again.texts
    async with world.store.transaction() as uow:
        entries = await uow.audit.entries(subject=f"person:{await world.person('Sam Partner')}")
    assert [entry.deed for entry in entries] == ["marked as back", "marked as away"]
    assert MARKED not in str(entries)


async def test_the_last_day_may_be_left_open(world: World, deputy: Conversation) -> None:
    await deputy.says("who is Sam Partner?")
    await deputy.presses("Mark as away")
    done = await deputy.presses("Mark as away", reason="ill")
    assert "Sam Partner is marked as away. Reminders wait" in done.texts
    [absence] = await absences(world, "Sam Partner")
    assert absence.ends is None


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        ({"from": "2026-11-27", "to": "2026-11-26"}, "The last day away should not be before the first."),
        ({"from": "2026-10-22"}, "That began too long ago"),
        ({"from": "2026-11-16", "to": "2026-11-22"}, "That is over already"),
        ({"from": "2029-01-01"}, "That is too far ahead"),
        ({"to": "2029-01-01"}, "That is too far ahead"),
        ({"from": "whenever"}, "I couldn't read that as a day"),
        ({"to": "9999-12-31"}, "I couldn't read that as a day"),
        ({"reason": None}, "Please give a reason"),
        ({"reason": "x" * 501}, "500 characters at most"),
    ],
)
async def test_days_and_reasons_that_cannot_be_are_said_at_their_field(
    world: World, deputy: Conversation, entered: dict[str, Any], why: str
) -> None:
    await deputy.says("who is Sam Partner?")
    await deputy.presses("Mark as away")
    again = await deputy.presses("Mark as away", **{"reason": "flu", **entered})
    assert why in again.texts
    assert await absences(world, "Sam Partner") == []


async def test_an_absence_may_have_begun_in_the_last_month(world: World, deputy: Conversation) -> None:
    await deputy.says("who is Sam Partner?")
    await deputy.presses("Mark as away")
    entered: dict[str, Any] = {"from": "2026-10-23", "reason": "flu"}
    await deputy.presses("Mark as away", **entered)
    [absence] = await absences(world, "Sam Partner")
    assert absence.starts == date(2026, 10, 23)


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.TERMINAL])
async def test_it_is_enough_to_say_who_is_away(world: World, place: Place) -> None:
    dan = await world.chat("Dan Deputy", place)
    done = await dan.says("Sam is off sick until Friday")
    assert done.words.startswith("Sam Partner is marked as away until Fri 27 Nov.")
    [absence] = await absences(world, "Sam Partner")
    assert (absence.ends, absence.reason) == (FRIDAY, "off sick")
    done = await dan.says("Sam is back")
    assert done.words == "Sam Partner is marked as back. Reminders go on from now."
    assert await absences(world, "Sam Partner") == []


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.TERMINAL])
async def test_what_is_missing_is_asked_for(world: World, place: Place) -> None:
    dan = await world.chat("Dan Deputy", place)
    await dan.says("mark Sam as away")
    await dan.says("not known")
    assert await absences(world, "Sam Partner") == []
    done = await dan.says("jury service")
    assert done.words.startswith("Sam Partner is marked as away.")
    [absence] = await absences(world, "Sam Partner")
    assert (absence.starts, absence.ends, absence.reason) == (TODAY, None, "jury service")


async def test_cancel_marks_nobody(world: World, deputy: Conversation) -> None:
    await deputy.says("Sam is away until Friday")
    assert (await deputy.says("cancel")).words == "All right, nothing has been changed."
    assert await absences(world, "Sam Partner") == []


async def test_what_is_marked_later_takes_the_place_of_what_was_marked(
    world: World, deputy: Conversation
) -> None:
    await deputy.says("Sam is off sick until 10 December")
    done = await deputy.says("Sam is off sick until Friday")
    assert "It takes the place of what I had: away from Mon 23 Nov to Thu 10 Dec." in done.words
    [absence] = await absences(world, "Sam Partner")
    assert (absence.starts, absence.ends) == (TODAY, FRIDAY)


async def test_an_absence_to_come_is_announced_and_can_be_called_off(
    world: World, deputy: Conversation
) -> None:
    done = await deputy.says("Sam is on leave next week")
    assert "Sam Partner is marked as away from Mon 30 Nov to Sun 6 Dec." in done.words
    nobody = await deputy.says("Sam is back")
    assert "Sam Partner isn't marked as away. I have them down as away from Mon 30 Nov" in nobody.words
    [absence] = await absences(world, "Sam Partner")
    await deputy.presses("Open")
    gone = await deputy.presses("Not away from Mon 30 Nov after all")
    assert "Sam Partner is not away from Mon 30 Nov to Sun 6 Dec." in gone.texts
    assert await absences(world, "Sam Partner") == []
    again = await deputy.sends_data({"do": "away.call_off", "person": absence.person, "absence": absence.id})
    assert "That has changed meanwhile" in again.texts


async def test_somebody_can_be_back_from_a_later_day_on(world: World, deputy: Conversation) -> None:
    await deputy.says("Sam is off sick until 10 December")
    done = await deputy.says("Sam is back at work on Monday")
    assert done.words == (
        "Sam Partner is marked as back from Mon 30 November 2026. Reminders go on from then."
    )
    [absence] = await absences(world, "Sam Partner")
    assert absence.ends == date(2026, 11, 29)


async def test_who_is_meant_is_asked_where_several_have_the_name(world: World, deputy: Conversation) -> None:
    async with world.store.transaction() as uow:
        await make_person(uow, "Sam Specimen")
    asked = await deputy.says("Sam is off sick until Friday")
    assert asked.words == "Which one do you mean?"
    form = await deputy.presses("Sam Partner")
    assert form.filled_in() == {"from": "2026-11-23", "to": "2026-11-27"}
    await deputy.presses("Mark as away", reason="off sick")
    [absence] = await absences(world, "Sam Partner")
    assert absence.ends == FRIDAY


async def test_the_list_of_who_is_away_says_who_and_until_when(world: World, deputy: Conversation) -> None:
    assert (await deputy.says("who is away?")).words == "Nobody is marked as away today."
    await deputy.says("Sam is off sick until Friday")
    await deputy.says("Ada is on leave next week")
    listed = await deputy.says("who's away today")
    assert listed.words == "1 person is away today. 1 absence is to come."
    assert "Sam Partner\naway until Fri 27 Nov (off sick)" in listed.texts
    assert "Ada Adviser\naway from Mon 30 Nov to Sun 6 Dec (on leave)" in listed.texts
    terminal = await world.chat("Carol Chief", Place.TERMINAL)
    assert "Sam Partner: away until Fri 27 Nov (off sick)" in (await terminal.says("who is away")).words


async def test_a_long_list_of_who_is_away_stays_small(world: World, deputy: Conversation) -> None:
    async with world.store.transaction() as uow:
        for person in uow.trust.current_people():
            for _ in range(2):
                await uow.absences.add(
                    Absence(0, person.id, TODAY, None, "\u2028 very long" * 45, person.id, deputy.at)
                )
    listed = await deputy.says("who is away")
    assert "I show the first 20." in listed.words
    await deputy.says("who is Sam Partner")


async def test_lists_and_pages_say_who_is_away_and_few_are_told_why(
    world: World, deputy: Conversation
) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 18))
    await deputy.says(f"Sam is away until Friday because of flu{MARKED}")
    await deputy.says("Ted is away until further notice because of jury service")
    async with world.store.transaction() as uow:
        [half, *_] = [d for e in uow.trust.deployments for d in await uow.duties.of_deployments([e.id])]
    for name, why in (
        ("Dan Deputy", True),
        ("Carol Chief", True),
        ("Hana Head", False),
        ("Ada Adviser", False),
    ):
        who = await world.chat(name)
        listed = await who.says("what is due for Oak Bank")
        assert "Sam Partner\nSIP\naway until Fri 27 Nov\n" in listed.texts
        assert "flu" not in listed.all
        terminal = await world.chat(name, Place.TERMINAL)
        rows = (await terminal.says("what is due for Oak Bank")).rows
        assert "Sam Partner (SIP), away until Fri 27 Nov" in [row[3] for row in rows]
        page = await who.sends_data({"do": "visit.show", "visit": visit.id})
        assert "Sam Partner is away until Fri 27 Nov" in page.texts
        assert (MARKED in page.texts) is why
        page = await who.sends_data({"do": "half_term.show", "duty": half.id})
        assert "Ted Teacher is away" in page.texts
        assert ("jury service" in page.texts) is why
    sam = await world.chat("Sam Partner")
    assert "away" not in (await sam.says("what do I owe?")).texts


async def test_giving_a_report_to_somebody_away_says_so(world: World, deputy: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 18))
    await deputy.says("Sue Partner is off sick until Friday")
    done = await deputy.says("give Sam's Oak Bank report to Sue Partner because he is ill")
    assert done.words.endswith("Sue Partner is away until Fri 27 Nov.")


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
async def test_nobody_else_marks_people_or_is_told_who_is_away(world: World, name: str) -> None:
    await (await world.chat("Lena Lead")).says(f"Ted is away until Friday because of flu{MARKED}")
    [absence] = await absences(world, "Ted Teacher")
    who = await world.chat(name)
    for person in (absence.person, 99_999, True):
        for do in ("away.ask", "away.mark", "away.back", "away.call_off"):
            data = {"do": do, "person": person, "reason": "flu", "absence": absence.id}
            assert (await who.sends_data(data)).words == REFUSAL_TO_DO
    for sentence in ("Ted is away until 4 December because of flu", "Ted is back"):
        assert (await who.says(sentence)).words == REFUSAL_TO_DO
    listed = await who.says("who is away?")
    page = await who.says("who is Ted Teacher")
    if name == "Carol Chief":
        assert MARKED in listed.texts
        assert MARKED in page.texts
        assert not {"Mark as away", "Back again"} & set(page.buttons)
    else:
        assert listed.words == REFUSAL
        assert "away" not in page.all
    assert await absences(world, "Ted Teacher") == [absence]


async def test_where_the_bot_only_reads_nobody_is_marked(world: World, deputy: Conversation) -> None:
    deputy.read_only = True
    assert "only answer questions" in (await deputy.says("Sam is off sick until Friday")).words
    assert (await deputy.says("who is away?")).words == "Nobody is marked as away today."
    assert "Mark as away" not in (await deputy.says("who is Sam Partner?")).buttons
    assert await absences(world, "Sam Partner") == []


@pytest.mark.parametrize("do", ["away.ask", "away.mark", "away.back", "away.call_off", "person.show"])
@pytest.mark.parametrize(
    "junk",
    [
        {"person": None},
        {"person": True},
        {"person": 10**40},
        {"person": {"a": 1}},
        {"absence": 10**40},
        {"absence": []},
        {"from": 10**40, "to": 10**40, "reason": 10**40},
        {"from": ["2026-12-04"], "to": {"a": 1}, "reason": ["flu"]},
        {"from": "0001-01-01", "to": "9999-12-31", "reason": "flu"},
        {"from": "x" * 50_000, "reason": "\U0001f600" * 50_000},
    ],
    ids=lambda junk: str(junk)[:40],
)
async def test_whatever_a_button_brings_gets_a_plain_answer_and_marks_nobody(
    world: World, deputy: Conversation, do: str, junk: dict[str, object]
) -> None:
    data = {"do": do, "person": await world.person("Sam Partner"), **junk}
    answer = await deputy.sends_data(data)
    assert answer.words or answer.texts
    assert await absences(world, "Sam Partner") == []
