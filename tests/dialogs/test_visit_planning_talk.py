"""The plan of a year's visits, spoken of as busy people type; and what cannot be booked, with why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from dialogs.desk import Desk
from storage.demo_calendar import DemoCalendars
from storage.tables import closures
from storage.trust_picture import raise_version
from strategy.permissions import Scope
from strategy.ports import Appointment, BookingState, StoredPlan, VisitQuery
from strategy.school_year import LONDON
from strategy.visits import Mode
from tests.builders import make_next_years_terms
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

NEXT_YEAR = "plan next year's visits"


@pytest.fixture(autouse=True)
async def next_years_terms(world: World) -> None:
    """The terms of 2027/28 are known."""
    async with world.store.transaction() as uow:
        await make_next_years_terms(uow)


async def the_plan(world: World, year: str = "2027/28") -> StoredPlan:
    async with world.store.transaction(read_only=True) as uow:
        found = await uow.visit_plans.get(year)
    assert found is not None
    return found


async def days_of(world: World, school: str) -> list[date]:
    return [each.day for each in (await the_plan(world)).visits if each.school == school and each.day]


@pytest.mark.parametrize(
    "text",
    [
        NEXT_YEAR,
        "plan next years visits",
        "can you plan next year's visits please",
        "lets plan the visits for next year",
        "we need to schedule next year's school visits",
        "plan visits for 2027/28",
        "draw up next year's visits",
    ],
)
async def test_a_year_is_planned_however_it_is_asked_for(
    world: World, deputy: Conversation, text: str
) -> None:
    said = await deputy.says(text)
    assert "visits to 5 schools by 2 partners are proposed for 2027/28." in said.words
    assert [row[0] for row in said.rows] == ["Sam Partner", "Sue Partner"]


async def test_every_school_has_its_standard_days_on_site_and_high_risk_has_more(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(NEXT_YEAR)
    made = await the_plan(world)
    for school in (MARLOW, OAK_BANK):
        of_school = [each for each in made.visits if each.school == school]
        standard = [each for each in of_school if each.standard]
        assert [each.month for each in standard] == [9, 11, 1, 3, 6]
        assert {(each.mode, each.days) for each in standard} == {(Mode.ON_SITE, Decimal(1))}
        assert [each.month for each in of_school if each.appraisal] == [11]
    by_school = Counter(each.school for each in made.visits)
    assert by_school[OAK_BANK] > by_school[MARLOW] == 5


async def test_a_closed_school_is_visited_on_no_such_day(world: World, deputy: Conversation) -> None:
    closed = [date(2027, 11, day) for day in range(1, 31) if day != 17]
    async with world.store.transaction() as uow:
        rows = [{"day": day, "school": MARLOW, "name": "Building work"} for day in closed]
        await uow.connection.execute(sa.insert(closures), rows)
        await raise_version(uow.connection)
    await deputy.says(NEXT_YEAR)
    assert date(2027, 11, 17) in await days_of(world, MARLOW)
    said = await deputy.says("move Marlow's November visit to the 18th")
    assert "Thursday 18 November is no working day for Marlow" in said.words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("move Oak Bank's November visit to the 12th", date(2027, 11, 12)),
        ("move oak banks nov visit to 12th", date(2027, 11, 12)),
        ("put Oak Bank's appraisal visit in November on the 12th", date(2027, 11, 12)),
        ("can you move oak bank to 12 nov", date(2027, 11, 12)),
        ("Oak Bank's visit in November should move", None),
        ("move Oak Bank in November to the 12th instead please", date(2027, 11, 12)),
        ("shift the november one at Oak Bank to 12/11", date(2027, 11, 12)),
    ],
)
async def test_one_visit_is_moved_by_school_and_month(
    world: World, deputy: Conversation, text: str, day: date | None
) -> None:
    await deputy.says(NEXT_YEAR)
    before = await days_of(world, OAK_BANK)
    await deputy.says(text)
    after = await days_of(world, OAK_BANK)
    assert (day in after) if day else (after == before)


async def test_without_a_month_it_is_asked_for(deputy: Conversation) -> None:
    await deputy.says(NEXT_YEAR)
    said = await deputy.says("move Marlow to the 12th")
    assert said.words == "In which month: September, November, January, March or June?"
    moved = await deputy.says("in january")
    assert "12 January" in moved.words


@pytest.mark.parametrize(
    "text",
    [
        "not on Fridays",
        "no Fridays pls",
        "avoid fridays",
        "Fridays are no good",
        "not fri",
        "don't use Fridays",
    ],
)
async def test_a_weekday_is_ruled_out_and_what_that_changed_is_said(
    world: World, deputy: Conversation, text: str
) -> None:
    await deputy.says(NEXT_YEAR)
    await deputy.says("move Marlow to 12 November")
    said = await deputy.says(text)
    assert said.words.startswith("Nothing is on Fridays now: ")
    assert 4 not in {each.day.weekday() for each in (await the_plan(world)).visits if each.day}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("show me by school", "2027/28 by school: 5 schools."),
        ("by sip", "2027/28 by partner: 2 partners."),
        ("by partner please", "2027/28 by partner: 2 partners."),
        ("show me Marlow", "Marlow, 2027/28: 5 visits."),
        ("what about marlow?", "Marlow, 2027/28: 5 visits."),
        ("Sam Partner's visits", "Sam Partner, 2027/28: "),
        ("the plan again", "are proposed for 2027/28."),
        ("any clashes?", "are proposed for 2027/28."),
    ],
)
async def test_it_is_looked_at_by_saying_so(deputy: Conversation, text: str, seen: str) -> None:
    await deputy.says(NEXT_YEAR)
    assert seen in (await deputy.says(text)).words


async def test_a_school_sees_its_visits_by_day_and_kind(deputy: Conversation) -> None:
    await deputy.says(NEXT_YEAR)
    rows = (await deputy.says("show me Oak Bank")).rows
    assert {kind for _, kind, _ in rows} == {"Standard visit", "Further visit"}
    assert [stands for _, _, stands in rows].count("proposed, with the appraisal") == 1


async def test_what_was_not_understood_does_not_end_the_talk_of_the_plan(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(NEXT_YEAR)
    await deputy.says("blimey what a lot of dates")
    await deputy.says("move Oak Bank's November visit to the 12th")
    assert date(2027, 11, 12) in await days_of(world, OAK_BANK)


@pytest.mark.parametrize("text", ["book all", "book the lot", "ok book them all please", "go ahead and book"])
@pytest.mark.parametrize("yes", ["yes", "yes book them"])
async def test_all_are_booked_after_asking(world: World, deputy: Conversation, text: str, yes: str) -> None:
    await deputy.says(NEXT_YEAR)
    assert (await deputy.says(text)).words.startswith("Shall I book ")
    assert (await deputy.says(yes)).words.startswith("Booked ")
    assert all(each.visit for each in (await the_plan(world)).visits)


async def test_a_day_on_which_somebodys_calendar_is_taken_is_had_and_that_is_said(world: World) -> None:
    calendars = DemoCalendars(world.store)
    asking = World(world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, calendars))
    deputy = await asking.chat("Dan Deputy")
    await deputy.says(NEXT_YEAR)
    starts = datetime(2027, 11, 12, 9, tzinfo=LONDON)
    dentist = Appointment(
        "dentist", "hana.head@trust.example", (), "Dentist", "", starts, starts.replace(hour=10)
    )
    await calendars.put([dentist])
    said = await deputy.says("move Oak Bank's November visit to the 12th")
    assert "Please note: by the calendar Hana Head is not free then." in said.words
    assert "Dentist" not in said.all


async def test_a_partner_who_is_elsewhere_by_the_diary_is_not_sent_to_a_second_school(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(NEXT_YEAR)
    [day] = [e.day for e in (await the_plan(world)).visits if e.school == MARLOW and e.month == 11]
    assert day is not None
    # Sue books something of her own on that day before the plan is booked.
    await world.diary("Sue Partner", ST_ANNE, day)
    planned = {each.day for each in (await the_plan(world)).visits}
    january = [date(2028, 1, number) for number in range(10, 15)]
    free = next(each for each in january if each not in planned)
    await world.diary("Sue Partner", ST_ANNE, free)
    said = await deputy.says(f"move Marlow's January visit to {free.day} January")
    assert f"Sue Partner is at St Anne's on {free:%A} {free.day} January." in said.words
    await deputy.says("book all")
    said = await deputy.says("yes")
    assert "Marlow in November was not booked: Sue Partner is at St Anne's on" in said.texts
    async with world.store.transaction(read_only=True) as uow:
        query = VisitQuery(NOW.date(), starts=day, ends=day)
        page = await uow.visits.page(query, Scope(everything=True), limit=99)
    assert [v.school for v in page.items if v.author == await world.person("Sue Partner")] == [ST_ANNE]


async def test_what_could_not_be_put_into_a_calendar_is_listed_with_why_and_tried_again(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(NEXT_YEAR)
    await deputy.says("book all")
    await deputy.says("yes")
    async with world.store.transaction() as uow:
        [taken] = await uow.appointments.claim("worker", NOW, NOW, 1)
        lacks = replace(
            taken, state=BookingState.FAILED, next_try_at=None, why="the organiser has no mailbox there"
        )
        await uow.appointments.settle(lacks)
    said = await deputy.says("how far are we?")
    assert "1 could not be put there." in said.words
    assert "is not in the calendar: the organiser has no mailbox there." in said.texts
    assert "Going on with" in (await deputy.says("try those again")).words
    assert "could not be put there" not in (await deputy.says("progress")).words


async def test_what_is_not_booked_can_be_neither_stopped_nor_gone_on_with(deputy: Conversation) -> None:
    await deputy.says(NEXT_YEAR)
    assert (await deputy.says("stop")).words == (
        "Nothing is waiting to go out, so there is nothing to stop. None of the plan for 2027/28 is booked "
        "yet."
    )


async def test_of_two_plans_that_wait_the_one_made_last_is_meant_where_neither_is_named(
    deputy: Conversation,
) -> None:
    await deputy.says("plan next year's meetings")
    deputy.at = NOW + timedelta(minutes=1)
    await deputy.says(NEXT_YEAR)
    await deputy.says("when is the next EIT")
    assert "visits of 2027/28" in (await deputy.says("book everything")).words
    await deputy.says("no")
    assert "meetings of 2027/28" in (await deputy.says("book all the meetings")).words
    await deputy.says("no")
    await deputy.says("when is the next EIT")
    assert "visits of 2027/28" in (await deputy.says("book all the visits")).words
    await deputy.says("no")
    await deputy.says("when is the next EIT")
    assert "of 2027/28 by month" not in (await deputy.says("show me the plan of visits")).words
    await deputy.says("what is due this week")
    said = await deputy.says("swap Marlow and Oak Bank in January")
    assert said.words.startswith("Marlow and Oak Bank have changed days.")
