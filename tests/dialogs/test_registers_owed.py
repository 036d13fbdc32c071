"""Who came to a network or training is owed by whoever arranged it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.reconciling_schools import EVENTS, reconcile_schools
from strategy.actions.arranging_events import arrange
from strategy.actions.nudging import gather, send_gathered
from strategy.duties import DutyKind, DutyState
from strategy.event_duties import register_owed
from strategy.events import Event, EventKind, Invited, Timing
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.policy import load
from strategy.trust import Trust
from strategy.visits import Mode
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, OAK_BANK, World
from tests.strategy.builders import OPEN_ALL_YEAR, a_school, somebody

THURSDAY = date(2026, 12, 3)
DUE = date(2026, 12, 8)
"""Three working days after it."""
LATE = datetime(2026, 12, 9, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 12, 4, 9, tzinfo=UTC)


async def arranged(world: World, school: str | None = None, by: str = "Dan Deputy") -> Event:
    who, sam = await world.person(by), await world.person("Sam Partner")
    timing = Timing(THURSDAY, datetime.min.time().replace(hour=16), datetime.min.time().replace(hour=17))
    if school is None:
        timing = Timing(THURSDAY, timing.starts, timing.ends, Mode.TEAMS)
    else:
        timing = Timing(THURSDAY, timing.starts, timing.ends, place="There", school=school)
    title = f"Science for all{MARKED}"
    event = Event(0, EventKind.NETWORK, title, "Science", timing, Invited(people=(sam,)), who, NOW)
    async with world.store.transaction() as uow:
        me = uow.trust.person(who)
        return await arrange(uow=uow, policy=world.policy, now=NOW, person=me, event=event)


async def owed(world: World) -> list[tuple[str, date, DutyState]]:
    async with world.store.transaction() as uow:
        entries = await uow.duties.of_schools([DutyKind.EVENT_REGISTER], sorted(uow.trust.schools))
        return [(uow.trust.person(e.duty.owner).name, e.duty.due_on, e.state) for e in entries]


async def test_whoever_arranged_it_owes_who_came_three_working_days_after(
    world: World, deputy: Conversation
) -> None:
    await arranged(world)
    assert await owed(world) == [("Dan Deputy", DUE, DutyState.OPEN)]
    assert "Who came" not in (await deputy.says("what do I owe")).texts
    deputy.at = FRIDAY
    answer = await deputy.says("what do I owe")
    assert "Institute of Education" in answer.texts
    assert "Who came on Thu 3 December 2026" in answer.texts
    assert "due Tue 8 Dec" in answer.texts


async def test_noted_by_whomever_it_is_owed_no_more(world: World) -> None:
    await arranged(world)
    lena = await world.chat("Lena Lead")
    lena.at = FRIDAY
    await lena.says("note who came to the science network")
    await lena.says("Sam Partner")
    assert await owed(world) == [("Dan Deputy", DUE, DutyState.FULFILLED)]


async def test_cancelled_it_is_void_and_moved_it_follows(world: World, deputy: Conversation) -> None:
    event = await arranged(world)
    data = {"event": event.id, "revision": 1, "sure": True, "day": "2026-12-10"}
    await deputy.sends_data({"do": "event.move", **data})
    moved = ("Dan Deputy", date(2026, 12, 15), DutyState.OPEN)
    assert await owed(world) == [("Dan Deputy", DUE, DutyState.VOID), moved]
    await deputy.sends_data({"do": "event.cancel", "event": event.id, "revision": 2, "sure": True})
    assert {state for _, _, state in await owed(world)} == {DutyState.VOID}


async def test_moved_into_a_school_it_stands_once(world: World, deputy: Conversation) -> None:
    event = await arranged(world, MARLOW)
    data = {"event": event.id, "revision": 1, "sure": True, "day": "2026-12-03", "place": "Oak Bank"}
    await deputy.sends_data({"do": "event.move", **data})
    assert sorted(state for _, _, state in await owed(world)) == [DutyState.OPEN, DutyState.VOID]
    lena = await world.chat("Lena Lead")
    lena.at = FRIDAY
    await lena.says("note who came to the science network")
    await lena.says("nobody")
    assert sorted(state for _, _, state in await owed(world)) == [DutyState.FULFILLED, DutyState.VOID]


async def test_it_is_late_like_anything_else_and_one_tap_from_being_noted(world: World, post: Post) -> None:
    await arranged(world)
    async with world.store.transaction() as uow:
        await gather(uow=uow, policy=world.policy, now=LATE)
        await send_gathered(uow=uow, policy=world.policy, now=LATE)
    notice = await post.notice(await post.waiting(OutgoingKind.NUDGE, "Dan Deputy"), at=LATE)
    assert "Institute of Education" in notice.texts
    assert "Who came on Thu 3 December 2026" in notice.texts
    assert MARKED not in notice.all
    dan = await world.chat("Dan Deputy")
    dan.at = LATE
    asked = await dan.sends_data({"do": "event.note.ask", "event": 1})
    assert "Sam Partner" in str(asked.inputs["ticked"])


async def test_no_school_is_asked_about_it(world: World, deputy: Conversation) -> None:
    await arranged(world, OAK_BANK)
    deputy.at = LATE
    for text in (
        "which deadlines are there at Oak Bank this week",
        "which deadlines were there for high-risk schools this month",
    ):
        assert "Who came" not in (await deputy.says(text)).all, text
    assert "Who came" in (await deputy.says("which deadlines are there this week")).all
    hana = await world.chat("Hana Head")
    hana.at = LATE
    assert "Who came" not in (await hana.says("what is due this week")).all


async def test_keeping_it_twice_changes_nothing(world: World) -> None:
    await arranged(world)
    assert await reconcile_schools(world.store, world.policy, NOW.date(), EVENTS) == 0
    assert await owed(world) == [("Dan Deputy", DUE, DutyState.OPEN)]


@given(st.dates(date(2026, 9, 1), date(2027, 7, 1)), st.booleans(), st.booleans(), st.booleans())
def test_it_is_owed_after_the_event_on_a_working_day_unless_cancelled_or_the_arranger_has_left(
    day: date, cancelled: bool, left: bool, on_teams: bool
) -> None:
    arranger = somebody(1)
    if left:
        arranger = somebody(1, ended_on=date(2026, 9, 1))
    trust = Trust(1, [arranger, somebody(2)], [a_school(OAK_BANK, headteacher=2, sip=2)], OPEN_ALL_YEAR)
    noon = datetime(2026, 9, 1, 12, tzinfo=UTC)
    timing = Timing(
        day, noon.time(), (noon + timedelta(hours=1)).time(), school=None if on_teams else OAK_BANK
    )
    event = Event(7, EventKind.TRAINING, "One", "Science", timing, Invited(True), 1, noon)
    if cancelled:
        event = Event(7, EventKind.TRAINING, "One", "Science", timing, Invited(True), 1, noon, 2, noon)
    duty = register_owed(event, load(), trust)
    assert (duty is None) is (cancelled or left)
    if duty is not None:
        assert duty.arises_on == day < duty.due_on
        assert OPEN_ALL_YEAR.is_working_day(duty.due_on)
        assert OPEN_ALL_YEAR.working_days_between(day, duty.due_on) == 3
        assert (duty.capacity, duty.school) == (Capacity.TEAM_MEMBER, OAK_BANK)
