"""A school that leaves High risk gets its planning back: what, when, and who confirms it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.wording import REFUSAL
from strategy.designations import Designation
from strategy.duties import EXITS, PLAN_REPORTS, DutyKind, DutyState
from strategy.exit_plans import ExitPlan, ExitState
from strategy.outgoing import OutgoingKind
from strategy.ports import Outgoing
from strategy.recommendations import Decision
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.judging import IMPROVE, REPAIR, reviewed, taken
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, World


async def designated(world: World, designation: Designation) -> None:
    """Oak Bank, which is at High risk, gets a designation."""
    begun = await reviewed(world, OAK_BANK, "Lena Lead")
    reason = "" if designation is begun.proposed else "As seen"
    await taken(world, begun, Decision.SIGNED_OFF, "Dan Deputy", designation, reason)


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, the Deputy CEO, on the day on which Oak Bank left High risk."""
    await designated(world, IMPROVE)
    return await world.chat("Dan Deputy")


async def plan_of(world: World) -> ExitPlan:
    async with world.store.transaction() as uow:
        found = await uow.exit_plans.latest(OAK_BANK)
    assert found is not None
    return found


async def owed(world: World) -> dict[DutyKind, list[DutyState]]:
    found: dict[DutyKind, list[DutyState]] = {}
    async with world.store.transaction() as uow:
        for entry in await uow.duties.of_schools(EXITS, [OAK_BANK]):
            found.setdefault(entry.duty.kind, []).append(entry.state)
    return found


async def _with_item(world: World, dan: Conversation) -> None:
    lena = await world.person("Lena Lead")
    await dan.says("show Oak Bank's exit plan")
    await dan.presses("Add what goes back")
    what = f"Planning of maths{MARKED}"
    await dan.presses("Add it", what=what, day="2026-12-01", confirmer=str(lena))


async def test_leaving_high_risk_opens_one_for_the_deputy_ceo_to_draw_up(
    world: World, dan: Conversation
) -> None:
    assert (await plan_of(world)).state is ExitState.DRAWN_UP
    assert await owed(world) == {DutyKind.EXIT_PLAN: [DutyState.OPEN]}
    shown = await dan.says("show Oak Bank's exit plan")
    assert "is being drawn up. Nothing is in it yet." in shown.words
    assert "Exit plan to draw up" in (await dan.says("What do I owe?")).texts
    async with world.store.transaction() as uow:
        reports = await uow.duties.of_schools(PLAN_REPORTS, [OAK_BANK])
    # The rhythm of the reports follows the risk from that day.
    assert "2026/27 autumn" in {entry.duty.about for entry in reports if entry.state is DutyState.OPEN}


async def test_what_goes_back_is_added_agreed_and_confirmed_on_its_day(
    world: World, dan: Conversation
) -> None:
    await _with_item(world, dan)
    assert dan.last is not None
    assert "On Tue 1 December 2026, to be confirmed by Lena Lead" in dan.last.texts
    agreed = await dan.presses("That is all of it")
    assert "is agreed" in agreed.texts
    assert await owed(world) == {
        DutyKind.EXIT_PLAN: [DutyState.FULFILLED],
        DutyKind.EXIT_CONFIRMATION: [DutyState.OPEN],
    }
    lena = await world.chat("Lena Lead")
    early = await lena.says("show Oak Bank's exit plan")
    assert "Confirm" not in early.buttons
    lena.at += timedelta(days=8)
    await lena.says("show Oak Bank's exit plan")
    closed = await lena.presses("Confirm")
    assert "is closed: all of it is confirmed" in closed.texts
    assert (await plan_of(world)).state is ExitState.CLOSED
    assert await owed(world) == {
        DutyKind.EXIT_PLAN: [DutyState.FULFILLED],
        DutyKind.EXIT_CONFIRMATION: [DutyState.FULFILLED],
    }
    assert {"exit plan item confirmed", "exit plan closed"} <= set(await world.deeds())


async def test_only_the_one_named_confirms_and_not_before_the_day(world: World, dan: Conversation) -> None:
    await _with_item(world, dan)
    await dan.presses("That is all of it")
    plan = await plan_of(world)
    data = {"do": "exit.confirm", "plan": plan.id, "revision": plan.revision, "item": plan.in_it[0].id}
    for name in ("Dan Deputy", "Carol Chief", "Hana Head"):
        chat = await world.chat(name)
        chat.at += timedelta(days=20)
        assert REFUSAL in (await chat.sends_data(data)).all, name
    early = await (await world.chat("Lena Lead")).sends_data(data)
    assert "That is confirmed on its day, or after it." in early.all
    assert (await plan_of(world)).in_it[0].waits


async def test_an_empty_one_cannot_be_agreed_and_an_item_can_be_taken_out(
    world: World, dan: Conversation
) -> None:
    plan = await plan_of(world)
    empty = await dan.sends_data({"do": "exit.agree", "plan": plan.id, "revision": plan.revision})
    assert "There is nothing in it yet." in empty.all
    await _with_item(world, dan)
    gone = await dan.presses("Take out")
    assert "Nothing is in it yet." in gone.texts
    kept = await plan_of(world)
    assert (len(kept.items), kept.in_it) == (1, ())


async def test_whoever_was_shown_an_earlier_state_is_told(world: World, dan: Conversation) -> None:
    await _with_item(world, dan)
    card = dan.last
    await dan.presses("That is all of it")
    told = await dan.presses("That is all of it", on=card)
    assert "That has changed meanwhile; this is how it stands." in told.texts


async def test_going_back_to_high_risk_makes_it_void(world: World, dan: Conversation) -> None:
    await _with_item(world, dan)
    await dan.presses("That is all of it")
    await designated(world, REPAIR)
    assert (await plan_of(world)).state is ExitState.VOID
    assert not any(DutyState.OPEN in states for states in (await owed(world)).values())
    shown = await dan.says("show Oak Bank's exit plan")
    assert "is void, because the school is at High risk again" in shown.words
    assert "Add what goes back" not in shown.buttons


@pytest.mark.parametrize(
    ("name", "may"),
    [("Hana Head", True), ("Sam Partner", True), ("Carol Chief", True), ("Sue Partner", False)],
)
async def test_the_school_and_its_partner_see_it(
    world: World, dan: Conversation, name: str, may: bool
) -> None:
    await _with_item(world, dan)
    chat = await world.chat(name)
    shown = await chat.says("show Oak Bank's exit plan")
    assert ("Planning of maths" in shown.texts) is may
    assert (shown.words == REFUSAL) is not may
    assert "Take out" not in shown.buttons


async def test_a_school_that_never_left_high_risk_has_none(world: World) -> None:
    answer = await (await world.chat("Dan Deputy")).says("does Marlow have an exit plan?")
    assert "Marlow has no exit plan." in answer.words


async def _told(world: World) -> dict[str, Outgoing]:
    async with world.store.transaction() as uow:
        rows = await uow.outbox.recent(kind=OutgoingKind.EXIT_AGREED)
        return {uow.trust.person(row.recipient).name: row for row in reversed(rows)}


async def test_headteacher_partner_and_whoever_confirms_are_told_that_it_is_agreed(
    world: World, dan: Conversation, post: Post
) -> None:
    await _with_item(world, dan)
    assert await _told(world) == {}
    agreed = await dan.presses("That is all of it")
    assert "I am telling those who are concerned." in agreed.texts
    rows = await _told(world)
    assert set(rows) == {"Hana Head", "Sam Partner", "Lena Lead"}
    notice = await post.notice(rows["Hana Head"])
    assert (
        "Oak Bank's exit plan is agreed: 1 thing goes back to the school, on Tue 1 December 2026."
        in notice.words
    )
    assert f"Planning of maths{MARKED}" in notice.texts
    assert "On Tue 1 December 2026, confirmed by Lena Lead" in notice.texts
    assert (
        "You confirm it from Tue 1 December 2026 on; I will remind you."
        in (await post.notice(rows["Lena Lead"])).words
    )
    letter = await post.letter(rows["Sam Partner"])
    assert letter.subject == "Exit plan agreed: Oak Bank"
    assert MARKED not in letter.text
    hana = await world.chat("Hana Head")
    assert "Exit plan: Oak Bank" in (await hana.sends_data(notice.button("Look at it"))).texts


async def test_of_a_plan_that_is_void_by_then_nobody_is_told(
    world: World, dan: Conversation, post: Post
) -> None:
    await _with_item(world, dan)
    await dan.presses("That is all of it")
    await designated(world, REPAIR)
    rows = await _told(world)
    assert await post.untrue(rows["Hana Head"]) == "closed or void since"


async def test_what_is_added_once_it_is_agreed_is_told_together_a_little_later(
    world: World, dan: Conversation, post: Post
) -> None:
    await _with_item(world, dan)
    await dan.presses("That is all of it")
    told_first = await _told(world)
    for what, day in (("The budget", "2026-12-03"), ("Appointments", "2026-12-04")):
        await dan.presses("Add what goes back")
        lena = str(await world.person("Lena Lead"))
        added = await dan.presses("Add it", what=what, day=day, confirmer=lena)
        assert "Added. I am telling those who are concerned." in added.texts
    rows = await _told(world)
    assert set(rows) == {"Hana Head", "Sam Partner", "Lena Lead"}
    later = rows["Hana Head"]
    assert later.id != told_first["Hana Head"].id
    assert later.next_try_at is not None
    assert later.next_try_at > later.created_at
    notice = await post.notice(later)
    assert "Exit plan changed: Oak Bank" in notice.texts
    assert "Oak Bank's exit plan has changed: 3 things go back to the school, the first on" in notice.words
    async with world.store.transaction() as uow:
        every = await uow.outbox.recent(kind=OutgoingKind.EXIT_AGREED)
    assert len([row for row in every if row.recipient == later.recipient]) == 2
