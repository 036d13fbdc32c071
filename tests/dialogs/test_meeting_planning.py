"""A year's meetings are planned, changed by talking of them, and booked all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from dialogs.desk import Desk
from dialogs.outgoing.invitations import Invitations
from dialogs.wording import REFUSAL
from scheduling.bookings import Booked, Bookings
from storage.demo_calendar import DemoCalendars
from storage.tables import closures
from storage.trust_picture import raise_version
from strategy.designations import Designation
from strategy.duties import DutyKind, DutyState
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import Appointment, PlannedMeeting, PlanOfMeetings
from strategy.recommendations import Decision
from strategy.school_year import LONDON
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.judging import reviewed, taken
from tests.dialogs.world import MARLOW, OAK_BANK, World

THIS_YEAR = "plan this year's meetings"
WEEK = timedelta(days=7)
BOARD, EIT, COMMITTEE = Body.PROGRESS_BOARD, Body.EIT, Body.STANDARDS_COMMITTEE


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


async def the_plan(world: World, year: str = "2026/27") -> PlanOfMeetings:
    async with world.store.transaction(read_only=True) as uow:
        found = await uow.meeting_plans.get(year)
    assert found is not None
    return found


async def line(world: World, body: Body, month: int, school: str = "") -> PlannedMeeting:
    lines = (await the_plan(world)).meetings
    return next(e for e in lines if (e.body, e.month, e.school) == (body, month, school))


async def day(world: World, body: Body, month: int, school: str = "") -> date:
    found = (await line(world, body, month, school)).day
    assert found is not None
    return found


async def recorded(world: World) -> Sequence[Meeting]:
    async with world.store.transaction() as uow:
        return await uow.meetings.ahead(None, None, date(2026, 1, 1), limit=500)


async def calendars_follow(world: World) -> Booked:
    calendars = DemoCalendars(world.store)
    return await Bookings(world.store, Invitations(world.policy), calendars, Standing()).run_due()


async def booked(deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("book all")
    assert "Booked 33 meetings" in (await deputy.says("yes")).words


async def test_the_rest_of_this_year_is_planned_with_every_meeting_it_still_needs(
    world: World, deputy: Conversation
) -> None:
    said = await deputy.says(THIS_YEAR)
    assert said.words == (
        "13 Progress Boards, 5 EITs, 5 Standards Committees, 9 School Improvement Team meetings and 1 SIP "
        "training day are proposed for 2026/27."
    )
    lines = (await the_plan(world)).meetings
    by_school = Counter(each.school for each in lines if each.body is BOARD)
    assert (by_school[OAK_BANK], by_school[MARLOW]) == (5, 2), "at high risk five are left, at low two"
    for month in (11, 1, 3, 5, 6):
        last = max(each.day for each in lines if each.body is BOARD and each.month == month and each.day)
        assert await day(world, EIT, month) == last + WEEK
        assert await day(world, COMMITTEE, month) == last + 2 * WEEK
    assert all(each.online for each in lines if each.body is Body.SCHOOL_IMPROVEMENT_TEAM)
    assert await recorded(world) == [], "nothing is booked yet"


async def test_the_rounds_are_seen_at_a_glance_and_the_rest_by_month_and_body(deputy: Conversation) -> None:
    said = await deputy.says(THIS_YEAR)
    assert [row[0] for row in said.rows] == ["November", "January", "March", "May", "June"]
    by_month = await deputy.presses("By month")
    assert "January" in by_month.texts
    january = await deputy.says("3")
    assert "January, 2026/27: 6 meetings." in january.words
    await deputy.says("by body")
    boards = await deputy.presses("Progress Board")
    assert "Showing 1 to 8." in boards.words
    assert len((await deputy.says("more")).rows) == 5


async def test_a_plan_is_made_by_those_who_put_meetings_down_and_by_nobody_else(world: World) -> None:
    for name in ("Carol Chief", "Lena Lead", "Gail Governance"):
        assert "2026/27" in (await (await world.chat(name)).says(THIS_YEAR)).words
    for name in ("Sam Partner", "Hana Head", "Adam Admin", "Tina Trustee"):
        who = await world.chat(name)
        assert "Meetings are recorded by" in (await who.says(THIS_YEAR)).words
        for do in ("show", "view", "anew", "change", "book.ask", "book", "progress"):
            said = await who.sends_data({"do": f"meeting_plan.{do}", "year": "2026/27", "revision": 1})
            assert REFUSAL in said.all


async def test_not_on_wednesdays(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("not on Wednesdays")
    await deputy.says("no Fridays either")
    plan = await the_plan(world)
    assert {each.day.weekday() for each in plan.meetings if each.day} <= {0, 1, 3}
    assert all(each.day for each in plan.meetings)
    assert not any(each.why for each in plan.meetings), "and the distances are kept"


async def test_two_schools_change_days(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    asked = await deputy.says("swap Marlow and Oak Bank")
    assert asked.words == "In which month: January or May?"
    before = {school: await day(world, BOARD, 1, school) for school in (MARLOW, OAK_BANK)}
    said = await deputy.says("January")
    marlow, oak_bank = (f"{before[each]:%a} {before[each].day} January 2027" for each in (OAK_BANK, MARLOW))
    assert said.words.startswith(
        f"Marlow and Oak Bank have changed days. Marlow is now on {marlow}, Oak Bank on {oak_bank}. "
    )
    assert await day(world, BOARD, 1, MARLOW) == before[OAK_BANK]
    assert await day(world, BOARD, 1, OAK_BANK) == before[MARLOW]


async def test_an_eit_that_moves_takes_the_committee_and_boards_that_would_be_late_with_it(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    said = await deputy.says("move the January EIT to the 20th")
    assert said.words.startswith("EIT of the January round is now on Wed 20 January 2027.")
    assert await day(world, COMMITTEE, 1) == date(2027, 1, 27)
    boards = [e.day for e in (await the_plan(world)).meetings if e.body is BOARD and e.month == 1 and e.day]
    assert max(boards) <= date(2027, 1, 13)


async def test_a_last_board_that_moves_takes_the_eit_with_it(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    said = await deputy.says("move Oak Bank's board in March to 10 March")
    assert await day(world, EIT, 3) == date(2027, 3, 17)
    assert await day(world, COMMITTEE, 3) == date(2027, 3, 24)
    assert "EIT of the March round moved with it to Wed 17 March 2027." in said.words


async def test_a_meeting_that_is_named_is_moved_whenever_that_is_said(
    world: World, deputy: Conversation
) -> None:
    assert "No such meeting is planned." in (await deputy.says("move the January EIT to the 20th")).words
    await deputy.says(THIS_YEAR)
    await deputy.says("what is due this week?")
    said = await deputy.says("move the January EIT to the 20th")
    assert said.words.startswith("EIT of the January round is now on Wed 20 January 2027.")


async def test_a_distance_that_is_not_kept_is_told(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    eit = await day(world, EIT, 6)
    said = await deputy.says(f"move the June EIT to {(eit + timedelta(days=1)).day} July")
    assert "1 point wants a look." in said.words
    assert "8 days after the Progress Board, not 7" in said.texts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("move Marlow in January to the 16th", "Saturday 16 January is no working day for Marlow: Saturday."),
        ("move the May EIT to 2 June", "Wednesday 2 June is in the school holidays."),
        ("move the November EIT to 20 November 2026", "Friday 20 November is not to come any more."),
        ("move Marlow to the 12th", "In which month: January or May?"),
        ("move the January EIT to whenever", "To which day?"),
        ("swap Marlow and Oak Bank in March", "have no meetings in one month that could change places."),
        ("leave out Marlow in March", "There is no such meeting in the plan that is not booked."),
        ("move the September EIT to the 20th", "There is no such meeting in the plan."),
    ],
)
async def test_what_cannot_be_is_said(deputy: Conversation, text: str, why: str) -> None:
    await deputy.says(THIS_YEAR)
    assert why in (await deputy.says(text)).words


async def test_a_day_on_which_both_who_chair_are_taken_is_refused(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    eit = await day(world, EIT, 3)
    for month in ("October",):
        assert "no such meeting" in (await deputy.says(f"leave out SIP training in {month}")).words
    said = await deputy.says(f"move the SIT meeting in March to {eit.day} {eit:%B}")
    assert "School Improvement Team in March is now on" in said.words
    team = await line(world, Body.SCHOOL_IMPROVEMENT_TEAM, 3)
    assert team.starts != (await line(world, EIT, 3)).starts, "the Deputy CEO sits in both"


async def test_one_is_left_out_and_not_booked(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    said = await deputy.says("leave out the SIP training in June")
    assert said.words.startswith("Left out: SIP training in June.")
    assert "Shall I book 32 meetings of 2026/27?" in (await deputy.says("book it")).words


async def test_all_are_booked_after_asking_and_stand_in_the_calendars(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    said = await deputy.says("book them all")
    assert said.words == (
        "Shall I book 33 meetings of 2026/27? The invitations go from the chairs' calendars to those who sit "
        "in each meeting."
    )
    said = await deputy.says("yes")
    assert said.words == ("Booked 33 meetings; the invitations go out now. You can ask me how far they are.")
    assert len(await recorded(world)) == 33
    assert await calendars_follow(world) == Booked(booked=33)
    assert (await deputy.says("how far is it?")).words == "33 of 33 meetings stand in the calendars."
    again = await deputy.says(THIS_YEAR)
    assert "Nothing is left to be booked for 2026/27. 33 are booked." in again.words


async def test_an_invitation_tells_body_and_school_and_goes_to_those_who_sit_there(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await calendars_follow(world)
    board = await line(world, BOARD, 1, "100003")
    async with world.store.transaction(read_only=True) as uow:
        booking = (await uow.appointments.of([f"meeting:{board.meeting}"]))[f"meeting:{board.meeting}"]
        made = await Invitations(world.policy).appointment(uow, booking)
    assert isinstance(made, Appointment)
    assert made.subject == "Progress Board, St Anne's"
    assert set(made.attendees) == {
        "ned.newman@trust.example",
        "chris.chair@trust.example",
        "gail.governance@trust.example",
    }
    assert made.organiser in ("carol.chief@trust.example", "dan.deputy@trust.example")


async def test_booked_meetings_are_what_people_are_told_of_with_a_link(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await calendars_follow(world)
    hana = await world.chat("Hana Head")
    first = await day(world, BOARD, 11, OAK_BANK)
    assert f"on {first:%a} {first.day} November 2026" in (await hana.says("when is our progress board")).words
    said = await deputy.says("when is the next SIT meeting")
    assert "Dan Deputy" in said.texts
    assert any(action.get("title") == "Join in Teams" for action in said.card["actions"])


async def test_assessments_are_due_before_the_boards_that_are_booked(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    board = await day(world, BOARD, 1, MARLOW)
    async with world.store.transaction(read_only=True) as uow:
        due = [
            entry.duty.due_on
            for entry in await uow.duties.of_schools([DutyKind.ASSESSMENT], [MARLOW])
            if entry.duty.about == "2026/27 spring"
        ]
    calendar = world.policy.working_calendar((await world.store.trust()).calendar)
    assert due == [calendar.working_days_before(board, 1)]


async def boards_with_minutes_owed(world: World, school: str) -> set[date]:
    async with world.store.transaction(read_only=True) as uow:
        found = await uow.duties.of_schools([DutyKind.MINUTES], [school])
    return {each.duty.about_on for each in found if each.state is DutyState.OPEN}


async def test_minutes_are_owed_of_the_boards_that_are_booked_wherever_they_move(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    january, may = await day(world, BOARD, 1, MARLOW), await day(world, BOARD, 5, MARLOW)
    assert await boards_with_minutes_owed(world, MARLOW) == {january, may}
    asked = await deputy.says("move Marlow in May to 6 May")
    assert "Shall I move it to Thu 6 May 2027?" in asked.words
    assert await boards_with_minutes_owed(world, MARLOW) == {january, may}, "it is asked first"
    await deputy.says("yes")
    assert await boards_with_minutes_owed(world, MARLOW) == {january, date(2027, 5, 6)}


async def test_a_booked_meeting_that_moves_moves_in_diary_and_calendar(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await calendars_follow(world)
    was = await day(world, Body.SIP_TRAINING, 6)
    asked = await deputy.says("move the SIP training in June to 22 June")
    assert asked.words.startswith(
        f"SIP training in June is booked for {was:%a} {was.day} June 2027. Shall I move it to Tue 22 June"
    )
    assert asked.words.endswith("are told by their calendars.")
    assert await day(world, Body.SIP_TRAINING, 6) == was
    said = await deputy.says("yes")
    assert "SIP training in June is now on Tue 22 June 2027. Their calendars tell those" in said.words
    training = await line(world, Body.SIP_TRAINING, 6)
    assert [each.day for each in await recorded(world) if each.id == training.meeting] == [date(2027, 6, 22)]
    assert await calendars_follow(world) == Booked(booked=1)
    assert "meeting moved" in await world.deeds()
    before = await line(world, BOARD, 5, MARLOW)
    await deputy.says("move Marlow in May to 6 May")
    await deputy.presses("Move it")
    assert (await line(world, BOARD, 5, MARLOW)).chair == before.chair, "who has the chair keeps it"
    await calendars_follow(world)
    asked = await deputy.says("swap Marlow and Oak Bank in January")
    assert "Shall I have the two change days?" in asked.words
    said = await deputy.says("yes")
    assert said.words.startswith("Marlow and Oak Bank have changed days.")
    assert await calendars_follow(world) == Booked(booked=2)
    marlow = await line(world, BOARD, 1, MARLOW)
    async with world.store.transaction(read_only=True) as uow:
        stands = await uow.meetings.first(BOARD, MARLOW, date(2027, 1, 1))
    assert stands is not None
    assert (stands.id, stands.day, stands.starts) == (marlow.meeting, marlow.day, marlow.starts)


async def test_what_is_recorded_by_hand_is_part_of_the_plan(world: World, deputy: Conversation) -> None:
    await deputy.says("set up the progress board for Marlow on 20 January")
    said = await deputy.says(THIS_YEAR)
    assert "12 Progress Boards" in said.words
    assert "1 is booked." in said.words
    assert await day(world, BOARD, 1, MARLOW) == date(2027, 1, 20)


async def test_a_plan_there_is_is_shown_and_made_anew_only_if_that_is_wanted(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("leave out Marlow in January")
    assert (await deputy.says(THIS_YEAR)).words.startswith("There is a plan already.")
    await deputy.presses("Propose anew")
    assert not (await line(world, BOARD, 1, MARLOW)).left_out


async def test_calendars_are_asked_and_days_that_are_taken_are_not_proposed(world: World) -> None:
    calendars = DemoCalendars(world.store)
    starts = datetime(2027, 1, 1, 9, tzinfo=LONDON)
    away = Appointment(
        "away", "hana.head@trust.example", (), "Away", "", starts, starts.replace(day=27, hour=16)
    )
    await calendars.put([away])
    asking = World(world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, calendars))
    await (await asking.chat("Dan Deputy")).says(THIS_YEAR)
    assert await day(world, BOARD, 1, OAK_BANK) > date(2027, 1, 27)


async def test_what_cannot_be_kept_is_told_plainly_with_why(world: World, deputy: Conversation) -> None:
    may = [date(2027, 5, 1) + timedelta(days=n) for n in range(21)]
    january = [date(2027, 1, 1) + timedelta(days=n) for n in range(31)]
    await close(world, [(day, OAK_BANK) for day in january] + [(day, MARLOW) for day in may])
    said = await deputy.says(THIS_YEAR)
    assert "2 points want a look." in said.words
    assert (
        "Progress Board of Oak Bank in January has no day: the school is closed on every day of that month "
        "on which meetings can be."
    ) in said.texts
    assert (
        "EIT of the May round, Mon 7 Jun 2027: 10 days after the Progress Board, not 7: 4 June is in the "
        "school holidays."
    ) in said.texts
    assert "1 has no day and cannot be booked." in (await deputy.says("book all")).words


async def close(world: World, days: Sequence[tuple[date, str]]) -> None:
    async with world.store.transaction() as uow:
        for day_closed, school in days:
            await uow.connection.execute(
                sa.insert(closures).values(day=day_closed, school=school, name="Flood")
            )
        await raise_version(uow.connection)


async def test_two_at_once_change_a_plan_and_one_of_them_is_told(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    lead = await world.chat("Lena Lead")
    await lead.says(THIS_YEAR)
    await lead.says("leave out Marlow in January")
    late = await deputy.sends_data({"do": "meeting_plan.book", "year": "2026/27", "revision": 1})
    assert "changed since you were shown it" in late.all
    assert await recorded(world) == []


async def made_high_risk(world: World, designation: Designation = Designation.REPAIR) -> None:
    await taken(world, await reviewed(world), Decision.SIGNED_OFF, "Carol Chief", designation, "As it is now")


async def test_a_school_that_comes_to_high_risk_gains_its_boards_at_once(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await made_high_risk(world)
    async with world.store.transaction(read_only=True) as uow:
        ahead = await uow.meetings.ahead(BOARD, MARLOW, NOW.date())
    assert [each.day.month for each in ahead] == [11, 1, 3, 5, 6]
    assert await boards_with_minutes_owed(world, MARLOW) == {each.day for each in ahead}
    march = await day(world, BOARD, 3, MARLOW)
    assert march + WEEK <= await day(world, EIT, 3)
    assert (await calendars_follow(world)).booked == 36


async def test_a_school_that_leaves_high_risk_loses_them_and_calendars_follow(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await made_high_risk(world)
    await calendars_follow(world)
    await taken(
        world,
        await reviewed(world),
        Decision.SIGNED_OFF,
        "Carol Chief",
        Designation.IMPROVE,
        "It has come on",
    )
    async with world.store.transaction(read_only=True) as uow:
        ahead = await uow.meetings.ahead(BOARD, MARLOW, NOW.date())
    assert [each.day.month for each in ahead] == [1, 5]
    assert {each.month for each in await boards_with_minutes_owed(world, MARLOW)} == {1, 5}
    await calendars_follow(world)
    demo, months = DemoCalendars(world.store), (date(2026, 11, 1), *(date(2027, n, 1) for n in range(1, 7)))
    events = [each for month in months for each in await demo.of_month(month) if "Marlow" in each.subject]
    assert [each.starts.month for each in events if not each.cancelled] == [1, 5]
    assert [each.starts.month for each in events if each.cancelled] == [11, 3, 6]


async def test_a_plan_that_is_not_booked_follows_too(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    await made_high_risk(world)
    months = [e.month for e in (await the_plan(world)).meetings if e.school == MARLOW and e.waits]
    assert sorted(months) == [1, 3, 5, 6, 11]
    assert await recorded(world) == []


async def test_whoever_only_reads_here_sees_a_plan_and_changes_nothing(world: World) -> None:
    dan = await world.chat("Dan Deputy")
    await dan.says(THIS_YEAR)
    dan.read_only = True
    assert "13 Progress Boards" in (await dan.says("show the plan")).words
    for text in ("not on Wednesdays", "book all", "leave out Marlow in January"):
        assert "Here I only answer questions" in (await dan.says(text)).words


async def test_without_term_dates_there_is_nothing_to_plan(deputy: Conversation) -> None:
    assert (await deputy.says("plan the meetings for 2027/28")).words == (
        "I don't have the term dates of 2027/28 yet, so there is nothing to plan by. "
        "Your administrator can add them."
    )
