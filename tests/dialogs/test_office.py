"""Reports that are put off and excused by the buttons of their page, by those who may."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.wording import REFUSAL_TO_DO
from strategy.duties import DutyState
from strategy.people import Capacity
from strategy.visits import Visit
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.decisions import (
    DOES,
    DUE,
    EVERYBODY_ELSE,
    FRIDAY,
    WEDNESDAY,
    changes_of,
    duty_of,
    gives,
    opens,
    told,
    writes,
)
from tests.dialogs.world import OAK_BANK, World


async def test_the_deputy_gives_somebody_more_time(world: World, deputy: Conversation, visit: Visit) -> None:
    await opens(deputy, visit)
    asked = await deputy.presses("Extend")
    assert set(asked.inputs) == {"day", "reason"}
    done = await deputy.presses("Extend", day=FRIDAY, reason=f"Sam was called away{MARKED}")
    assert "Oak Bank, visit of Wed 18 Nov: now due Fri 4 December 2026. Sam is told." in done.texts
    duty = await duty_of(world, visit)
    assert (duty.duty.due_on, duty.duty.extended_to) == (date(2026, 12, 4), date(2026, 12, 4))
    [change] = await changes_of(world, visit)
    assert change.reason == f"Sam was called away{MARKED}"
    [row] = await told(world)
    assert (row.recipient, row.subject) == (await world.person("Sam Partner"), f"duty_change:{change.id}")
    page = await deputy.presses("Open it")
    assert (
        "Extended from Mon 23 November 2026 to Fri 4 December 2026 by Dan Deputy "
        f"(Sam was called away{MARKED})" in page.texts
    )
    async with world.store.transaction() as uow:
        [entry, *_] = await uow.audit.entries()
    assert (entry.deed, entry.subject) == ("duty extended", f"duty:{duty.id}")
    assert entry.details["to_day"] == FRIDAY
    assert MARKED not in str(entry)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-12-05", "Sat 5 December is not a working day (Saturday); the next is Mon 7 December."),
        ("2026-11-23", "It is due Mon 23 November 2026 as it is; please give a later day."),
        ("2026-11-20", "please give a later day"),
        ("2026-12-22", "at the latest it can be Mon 21 December 2026"),
        ("9999-12-31", "Please give it like 4 December 2026"),
        ("soon", "Please give it like 4 December 2026"),
        (None, "Please give the day until which it may be filed."),
    ],
)
async def test_a_day_that_cannot_be_is_said_at_its_field_and_nothing_changes(
    world: World, deputy: Conversation, visit: Visit, day: str | None, why: str
) -> None:
    await opens(deputy, visit)
    await deputy.presses("Extend")
    again = await deputy.presses("Extend", day=day, reason="he was ill")
    assert why in again.texts
    assert again.filled_in()["reason"] == "he was ill"
    assert (await duty_of(world, visit)).duty.due_on == DUE
    done = await deputy.presses("Extend", day=FRIDAY)
    assert "now due Fri 4 December 2026" in done.texts


@pytest.mark.parametrize("deed", ["Extend", "Excuse", "Give to somebody else"])
@pytest.mark.parametrize("reason", [None, "   ", "yes", "x" * 501])
async def test_without_a_reason_nothing_is_changed(
    world: World, deputy: Conversation, visit: Visit, deed: str, reason: str | None
) -> None:
    await opens(deputy, visit)
    await deputy.presses(deed)
    does = "Give it to them" if deed.startswith("Give") else deed
    again = await deputy.presses(does, day=FRIDAY, to="Sue Partner", reason=reason)
    assert "reason" in again.texts
    assert await changes_of(world, visit) == []
    assert await told(world) == []


async def test_who_is_excused_owes_nothing_and_is_told(
    world: World, deputy: Conversation, sip: Conversation, visit: Visit
) -> None:
    await opens(deputy, visit)
    asked = await deputy.presses("Excuse")
    assert "If you excuse Sam Partner, it is not owed any more." in asked.texts
    done = await deputy.presses("Excuse", reason="the visit was cut short")
    assert "Sam Partner is excused, and no report is owed. Sam is told." in done.texts
    assert (await duty_of(world, visit)).state is DutyState.EXCUSED
    assert (await sip.says("what do I owe?")).words.startswith("You owe no reports")
    page = await opens(sip, visit)
    assert "Excused, so none is owed" in page.texts
    assert "Sam Partner was excused by Dan Deputy (the visit was cut short)" in page.texts
    again = await opens(deputy, visit)
    assert "Extend" not in again.buttons


async def test_a_report_that_comes_all_the_same_is_taken(
    world: World, deputy: Conversation, sip: Conversation, visit: Visit
) -> None:
    await deputy.says("excuse Sam from the Oak Bank report, the visit was cut short")
    assert (await duty_of(world, visit)).state is DutyState.EXCUSED
    assert "Report filed: Oak Bank" in (await writes(sip, visit)).texts
    assert (await duty_of(world, visit)).state is DutyState.FULFILLED


async def test_nobody_decides_about_their_own_report(world: World) -> None:
    [visit] = await world.diary("Lena Lead", OAK_BANK, WEDNESDAY, capacity=Capacity.LEAD_SIP)
    lena = await world.chat("Lena Lead")
    page = await opens(lena, visit)
    assert not {"Extend", "Excuse", "Give to somebody else"} & set(page.buttons)
    duty = await duty_of(world, visit)
    for do, entered in DOES.items():
        answer = await lena.sends_data({"do": do, "duty": duty.id, **entered})
        assert answer.words == (
            "That one is your own, and nobody decides about their own: please ask Dan Deputy."
        )
    in_words = await lena.says("excuse Lena Lead from the Oak Bank report because I am busy")
    assert "please ask Dan Deputy" in in_words.words
    assert await changes_of(world, visit) == []
    await gives(world, visit, "Ada Adviser")
    assert (await duty_of(world, visit)).duty.owner == await world.person("Ada Adviser")


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
async def test_nobody_else_changes_what_is_owed(world: World, visit: Visit, name: str) -> None:
    who = await world.chat(name)
    duty = await duty_of(world, visit)
    for number in (duty.id, 99_999):
        for do, entered in DOES.items():
            answer = await who.sends_data({"do": do, "duty": number, **entered})
            assert answer.words == REFUSAL_TO_DO, do
    for sentence in (
        "extend Sam's Oak Bank report to 4 December because he is ill",
        "excuse Sam from the Oak Bank report because he is ill",
        "give Sam's Oak Bank report to Ada because he is ill",
    ):
        assert (await who.says(sentence)).words == REFUSAL_TO_DO
    page = await opens(who, visit)
    assert not {"Extend", "Excuse", "Give to somebody else"} & set(page.buttons)
    assert await duty_of(world, visit) == duty
    assert await changes_of(world, visit) == []
    assert await told(world) == []


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("Dan Deputy", "with its reason"),
        ("Lena Lead", "with its reason"),
        ("Sam Partner", "with its reason"),
        ("Sue Partner", "with its reason"),
        ("Carol Chief", "without"),
        ("Ada Adviser", "without"),
        ("Hana Head", "without"),
        ("Sal Specialist", "nothing"),
        ("Ted Teacher", "nothing"),
    ],
)
async def test_the_history_is_told_and_its_reason_to_those_it_concerns(
    world: World, deputy: Conversation, visit: Visit, name: str, sees: str
) -> None:
    await deputy.says(f"give Sam's Oak Bank report to Sue Partner because Sam is ill{MARKED}")
    page = await opens(await world.chat(name), visit)
    assert ("Given to Sue Partner" in page.texts) is (sees != "nothing")
    assert (f"Sam is ill{MARKED}" in page.texts) is (sees == "with its reason")


async def test_a_later_owner_is_not_told_why_the_earlier_one_had_more_time(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    await deputy.says("extend Sam's Oak Bank report to 4 December because he is ill")
    await gives(world, visit, "Sue Partner")
    page = await opens(await world.chat("Sue Partner"), visit)
    assert "Extended from Mon 23 November 2026" in page.texts
    assert "he is ill" not in page.texts


async def test_whoever_decides_on_what_has_changed_is_told_what_is_true(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    lena = await world.chat("Lena Lead")
    for who in (deputy, lena):
        await opens(who, visit)
        await who.presses("Excuse" if who is lena else "Extend")
    await deputy.presses("Extend", day=FRIDAY, reason="he is ill")
    late = await lena.presses("Excuse", reason="the visit was cut short")
    assert (
        "That has changed meanwhile. Oak Bank, visit of Wed 18 Nov: Sam Partner owes the report, due Fri "
        "4 December 2026. Extended from Mon 23 November 2026 to Fri 4 December 2026 by Dan Deputy."
        in late.texts
    )
    assert len(await changes_of(world, visit)) == 1
    await lena.presses("Open it")
    await lena.presses("Excuse")
    assert "is excused" in (await lena.presses("Excuse", reason="the visit was cut short")).texts


async def test_what_is_filed_cannot_be_changed_any_more(
    world: World, deputy: Conversation, sip: Conversation, visit: Visit
) -> None:
    await opens(deputy, visit)
    await deputy.presses("Excuse")
    await writes(sip, visit)
    late = await deputy.presses("Excuse", reason="the visit was cut short")
    assert "the report has been filed, on Mon 23 November 2026 at 09:00." in late.texts
    assert (await duty_of(world, visit)).state is DutyState.FULFILLED
    assert await told(world) == []


async def test_where_the_bot_only_reads_nothing_is_decided(world: World, visit: Visit) -> None:
    dan = await world.chat("Dan Deputy")
    dan.read_only = True
    assert "Extend" not in (await opens(dan, visit)).buttons
    duty = await duty_of(world, visit)
    for do, entered in DOES.items():
        assert "only answer questions" in (await dan.sends_data({"do": do, "duty": duty.id, **entered})).words
    said = await dan.says("excuse Sam from the Oak Bank report because he is ill")
    assert "only answer questions" in said.words
    assert await duty_of(world, visit) == duty


@pytest.mark.parametrize("do", DOES)
@pytest.mark.parametrize(
    "junk",
    [
        {"duty": None},
        {"duty": True},
        {"duty": 10**40},
        {"duty": "1; drop"},
        {"duty": {"a": 1}},
        {"seen": 10**40},
        {"seen": []},
        {"day": 10**40, "to": 10**40, "reason": 10**40},
        {"day": ["2026-12-04"], "to": {"a": 1}, "reason": ["he is ill"]},
        {"day": "T00:00", "to": True, "reason": "he is ill"},
        {"day": "0001-01-01", "to": "\u0000", "reason": "he is ill"},
        {"day": "x" * 50_000, "to": "\U0001f600" * 50_000, "reason": "\U0001f600" * 50_000},
    ],
    ids=lambda junk: str(junk)[:40],
)
async def test_whatever_a_button_brings_gets_a_plain_answer_and_changes_nothing(
    world: World, deputy: Conversation, visit: Visit, do: str, junk: dict[str, object]
) -> None:
    duty = await duty_of(world, visit)
    answer = await deputy.sends_data({"do": do, "duty": duty.id, **junk})
    assert answer.words or answer.texts
    assert await changes_of(world, visit) == [] or do == "duty.excuse"
    assert (await duty_of(world, visit)).duty == duty.duty


async def test_a_page_with_much_history_stays_small(world: World, deputy: Conversation, visit: Visit) -> None:
    for number, name in enumerate(["Sue Partner", "Ada Adviser"] * 4):
        await opens(deputy, visit)
        await deputy.presses("Give to somebody else")
        await deputy.presses("Give it to them", to=name, reason=f"{number}" + "\U0001f600" * 499)
    await deputy.says("Ada is off sick until Friday because of " + "\U0001f600" * 200)
    page = await opens(deputy, visit)
    assert page.texts.count("Given to") == 4
    assert "(7\U0001f600" in page.texts
    assert "(3\U0001f600" not in page.texts
