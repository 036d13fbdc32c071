"""A year's visits are planned, changed by talking of them, and booked all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from dialogs.desk import Desk
from dialogs.outgoing.invitations import Invitations
from scheduling.bookings import Booked, Bookings
from storage.demo_calendar import DemoCalendars
from storage.store import SqlStore
from strategy.permissions import Scope
from strategy.ports import Appointment, StoredPlan, VisitQuery
from strategy.school_year import LONDON
from strategy.visits import Visit
from tests.builders import a_visit, make_terms
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

THIS_YEAR = "plan this year's visits"


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


async def diary(world: World) -> Sequence[Visit]:
    async with world.store.transaction(read_only=True) as uow:
        page = await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=200)
    return page.items


async def the_plan(world: World, year: str = "2026/27") -> StoredPlan:
    async with world.store.transaction(read_only=True) as uow:
        found = await uow.visit_plans.get(year)
    assert found is not None
    return found


async def calendars_follow(world: World) -> Booked:
    calendars = DemoCalendars(world.store)
    return await Bookings(world.store, Invitations(world.policy), calendars, Standing()).run_due()


async def test_the_rest_of_this_year_is_planned_for_every_member_school(
    world: World, deputy: Conversation
) -> None:
    said = await deputy.says(THIS_YEAR)
    assert said.words == "24 visits to 5 schools by 2 partners are proposed for 2026/27."
    made = await the_plan(world)
    by_school = Counter(each.school for each in made.visits)
    assert by_school[OAK_BANK] == 8, "at high risk: those that are left of ten"
    assert by_school[MARLOW] == 4, "the standard ones from November on"
    days = [(each.sip, each.day) for each in made.visits]
    assert len(set(days)) == len(days), "nobody is in two places"
    assert await diary(world) == (), "nothing is booked yet"


async def test_the_plan_is_seen_by_partner_and_by_school(deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    by_partner = await deputy.presses("By partner")
    assert "Sam Partner" in by_partner.texts
    assert "Oak Bank" in (await deputy.presses("Sam Partner")).texts
    await deputy.says("show the plan")
    await deputy.presses("By school")
    marlow = await deputy.presses("Marlow")
    assert "Marlow, 2026/27: 4 visits." in marlow.texts


async def test_it_is_changed_by_talking_of_it_and_keeps_what_was_changed_before(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    said = await deputy.says("move Marlow to 12 January")
    assert said.words.startswith("Marlow is now on Tue 12 January 2027.")
    await deputy.says("not on Wednesdays")
    await deputy.says("no Fridays please")
    made = await the_plan(world)
    assert {each.day.weekday() for each in made.visits if each.day} <= {0, 1, 3}
    assert date(2027, 1, 12) in [each.day for each in made.visits if each.school == MARLOW]
    before = {(e.school, e.month): e.day for e in made.visits}
    said = await deputy.says("swap Marlow and St Anne's in March")
    assert said.words.startswith("Marlow and St Anne's have changed days.")
    after = {(e.school, e.month): e.day for e in (await the_plan(world)).visits}
    assert after[MARLOW, 3] == before["100003", 3]
    said = await deputy.says("leave out Marlow in June")
    assert said.words.startswith("Left out: 1 visit to Marlow.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("move Marlow to 16 January", "Saturday 16 January is no working day for Marlow: Saturday."),
        ("move Marlow to 19 May", "Marlow has no visit in the plan in that month that could be moved."),
        ("swap Marlow and St Anne's", "In which month: November, January, March or June?"),
    ],
)
async def test_what_cannot_be_is_said(deputy: Conversation, text: str, why: str) -> None:
    await deputy.says(THIS_YEAR)
    assert why in (await deputy.says(text)).words


async def test_a_day_on_which_the_partner_is_elsewhere_is_refused(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    other = next(e for e in (await the_plan(world)).visits if e.school == "100003" and e.month == 1)
    assert other.day is not None
    said = await deputy.says(f"move Marlow to {other.day.day} January")
    assert "Sue Partner is at St Anne's on" in said.words


async def test_all_are_booked_after_asking_and_stand_in_the_calendars(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    said = await deputy.says("book them all")
    assert said.words == (
        "Shall I book 24 visits of 2026/27? The invitations go from the partners' calendars to "
        "3 headteachers."
    )
    said = await deputy.says("yes")
    assert said.words == (
        "Booked 24 visits; the invitations go out now. I'll tell you when the last is out. "
        "0 of 24 visits stand in the calendars."
    )
    visits = await diary(world)
    assert len(visits) == 24
    async with world.store.transaction(read_only=True) as uow:
        duties = await uow.duties.of_visits([visit.id for visit in visits])
    assert len(duties) == 24
    assert await calendars_follow(world) == Booked(booked=24)
    assert (await deputy.says("how far is it?")).words == "24 of 24 visits stand in the calendars."
    appraisals = [v for v in visits if v.purpose == "Standard visit, with the headteacher's appraisal"]
    assert {visit.starts.month for visit in appraisals} == {11}
    again = await deputy.says(THIS_YEAR)
    assert again.words == "Nothing is left to be booked for 2026/27. 24 are booked."


async def test_booking_is_stopped_and_gone_on_with(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("book all")
    await deputy.says("yes")
    assert (await deputy.says("stop")).words.startswith("Stopped: 24 invitations wait.")
    assert await calendars_follow(world) == Booked()
    assert (await deputy.says("go on")).words.startswith("Going on with 24 invitations.")
    assert await calendars_follow(world) == Booked(booked=24)


async def test_a_plan_there_is_is_shown_and_made_anew_only_if_that_is_wanted(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("move Marlow to 12 January")
    said = await deputy.says(THIS_YEAR)
    assert said.words.startswith("There is a plan already.")
    assert date(2027, 1, 12) in [each.day for each in (await the_plan(world)).visits]
    await deputy.presses("Propose anew")
    assert (await the_plan(world)).revision == 3


async def test_two_at_once_change_a_plan_and_one_of_them_is_told(world: World, deputy: Conversation) -> None:
    await deputy.says(THIS_YEAR)
    shown = deputy.last
    lead = await world.chat("Lena Lead")
    await lead.says(THIS_YEAR)
    await lead.says("leave out Marlow in June")
    await deputy.presses("Book all", on=shown)
    done = await deputy.presses("Book them")
    assert "Booked 23 visits" in done.all, "what is asked about is the plan as it is by then"
    late = await lead.sends_data({"do": "visit_plan.book", "year": "2026/27", "revision": 1})
    assert "changed since you were shown it" in late.all


async def test_calendars_are_asked_once_and_days_that_are_taken_are_not_proposed(world: World) -> None:
    calendars = DemoCalendars(world.store)
    starts = datetime(2027, 1, 1, 9, tzinfo=LONDON)
    away = Appointment(
        "away", "sam.partner@trust.example", (), "Away", "", starts, starts.replace(day=28, hour=16)
    )
    await calendars.put([away])
    asking = World(world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, calendars))
    said = await (await asking.chat("Dan Deputy")).says(THIS_YEAR)
    january = next(e for e in (await the_plan(world)).visits if e.school == OAK_BANK and e.month == 1)
    assert january.day == date(2027, 1, 29)
    assert "Away" not in said.all


async def test_what_has_no_day_is_told_first_with_why(world: World, deputy: Conversation) -> None:
    calendars = DemoCalendars(world.store)
    starts = datetime(2027, 1, 1, 9, tzinfo=LONDON)
    away = Appointment("away", "hana.head@trust.example", (), "Away", "", starts, starts.replace(month=2))
    await calendars.put([away])
    asking = World(world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, calendars))
    said = await (await asking.chat("Dan Deputy")).says(THIS_YEAR)
    assert (
        "Oak Bank in January has no day: partner and headteacher are free together on no day of that month."
    ) in said.texts


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head", "Carol Chief", "Gail Governance"])
async def test_nobody_else_plans(world: World, name: str) -> None:
    who = await world.chat(name)
    said = await who.says(THIS_YEAR)
    assert "proposed" not in said.words
    for do in ("visit_plan.show", "visit_plan.book", "visit_plan.anew", "visit_plan.view", "visit_plan.stop"):
        assert "I can't" in (await who.sends_data({"do": do, "year": "2026/27", "revision": 1})).words


async def test_plan_words_mean_nothing_once_something_else_was_talked_of(
    world: World, deputy: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("when do we break up?")
    said = await deputy.says("move Marlow to 12 January")
    assert "is now on" not in said.words


async def test_a_year_that_terms_do_not_tell_of_is_no_plan(sqlite_store: SqlStore, world: World) -> None:
    async with sqlite_store.transaction() as uow:
        await make_terms(uow)
    deputy = await world.chat("Dan Deputy")
    said = await deputy.says("plan the visits for 2031/32")
    assert "proposed" not in said.words


async def test_nothing_of_an_appraisal_enters_the_report_of_the_visit_that_had_it(
    world: World, deputy: Conversation, sip: Conversation
) -> None:
    await deputy.says(THIS_YEAR)
    await deputy.says("book all")
    await deputy.says("yes")
    [november] = [v for v in await diary(world) if v.school == OAK_BANK and v.starts.month == 11]
    assert "appraisal" in november.purpose
    sip.at = datetime.combine(november.starts, time(16), LONDON)
    form = await sip.sends_data({"do": "report.start", "visit": november.id})
    assert form.filled_in()["purpose"] == "Standard visit"
    assert "apprais" not in form.all.casefold()


@pytest.mark.parametrize(
    ("purpose", "to_report"),
    [
        ("Standard visit, with the headteacher's appraisal", "Standard visit"),
        ("November visit with appraisal", "November visit"),
        ("Headteacher's appraisal and reading in Year 3", "reading in Year 3"),
        ("Headteacher appraisal", ""),
        ("Phonics, and reading in Year 3", "Phonics, and reading in Year 3"),
        ("", ""),
    ],
)
def test_of_a_purpose_a_report_takes_all_but_an_appraisal(purpose: str, to_report: str) -> None:
    visit = replace(a_visit(OAK_BANK, 1, NOW.date()), purpose=purpose)
    assert visit.purpose_to_report == to_report
