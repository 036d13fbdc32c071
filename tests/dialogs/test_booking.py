"""Visits are booked, moved and cancelled in conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from dialogs.desk import Desk
from dialogs.outgoing.invitations import Invitations
from scheduling.bookings import Bookings
from storage.demo_calendar import DemoCalendars, DemoEvent
from strategy.booking import Snag
from strategy.duties import DutyState
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import Appointment, BookingState, VisitQuery
from strategy.school_year import LONDON
from strategy.visits import Mode, Visit
from tests.builders import a_visit
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

EIGHTH = date(2026, 12, 8)


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


async def visits(world: World) -> Sequence[Visit]:
    async with world.store.transaction(read_only=True) as uow:
        page = await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=100)
    return page.items


async def calendars_follow(world: World) -> list[DemoEvent]:
    """What stands in the calendars of December once they have followed."""
    calendars = DemoCalendars(world.store)
    await Bookings(world.store, Invitations(world.policy), calendars, Standing()).run_due()
    return await calendars.of_month(EIGHTH)


@pytest.fixture
def with_calendars(world: World) -> World:
    """The desk can ask people's calendars."""
    return World(
        world.store,
        world.policy,
        Desk(world.store, world.policy, world.desk._reader, DemoCalendars(world.store)),
    )


async def taken(world: World, email: str, starts: datetime, ends: datetime) -> None:
    """Somebody's calendar has something of their own at that time."""
    own = Appointment("dentist", email, (), "Dentist", "", starts, ends)
    await DemoCalendars(world.store).put([own])


async def test_a_partner_books_a_visit_in_one_sentence_and_what_follows_is_said(
    world: World, sip: Conversation
) -> None:
    said = await sip.says("book a visit to Oak Bank on 8 December")
    assert said.words == (
        "Booked: Oak Bank, Tue 8 December 2026, 09:00 to 15:30, on site. The invitation goes to Hana Head. "
        "Your report is due by Fri 11 December 2026. 9 of 10 SIP days are left after this one."
    )
    assert said.reply.messages[0].summary == "Visit booked: Oak Bank"
    [visit] = await visits(world)
    assert (visit.starts, visit.author, visit.capacity, visit.in_diary) == (
        EIGHTH,
        await world.person("Sam Partner"),
        Capacity.SIP,
        True,
    )
    [event] = await calendars_follow(world)
    assert (event.organiser, event.attendees, event.subject) == (
        "sam.partner@trust.example",
        ("hana.head@trust.example",),
        "School visit",
    )
    assert (await world.deeds())[0] == "visit booked"
    assert "You have 1 visit planned" in (await sip.says("my visits")).words


async def test_half_a_day_on_teams_at_a_time_of_day_is_understood(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 10))
    said = await sip.says("book half a day on Teams with Oak Bank on Tuesday 8 Dec at 1pm")
    assert "13:00 to 16:00, on Teams" in said.words
    assert "with a link to join on Teams" in said.words
    [booked] = [visit for visit in await visits(world) if visit.starts == EIGHTH]
    assert (booked.days, booked.mode) == (Decimal("0.5"), Mode.TEAMS)
    assert (await world.deeds())[0] == "visit booked"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("book a visit to Oak Bank on Saturday 12 December", "Sat 12 December 2026 is no working day"),
        ("book a visit to Oak Bank on 24 December", "is no working day for Oak Bank: Christmas closure"),
        ("book a visit to Oak Bank on 29 December", "is in the school holidays"),
        ("book a visit to Oak Bank on 20 November 2026", "is over"),
    ],
)
async def test_a_day_that_will_not_do_is_said_with_three_that_will(
    world: World, sip: Conversation, text: str, why: str
) -> None:
    said = await sip.says(text)
    assert why in said.words
    assert "Free days are" in said.words
    assert (
        len([title for title in said.buttons if title.split()[0] in ("Mon", "Tue", "Wed", "Thu", "Fri")]) == 3
    )
    assert await visits(world) == ()


async def test_a_free_day_is_chosen_by_button_or_in_words(world: World, sip: Conversation) -> None:
    said = await sip.says("book a visit to Oak Bank on Saturday 12 December")
    assert "Mon 14 Dec" in said.buttons
    await sip.presses("Mon 14 Dec")
    await sip.says("book a visit to Oak Bank on Sunday 13 December")
    said = await sip.says("make it the 16th")
    assert said.words.startswith("Booked: Oak Bank, Wed 16 December 2026")
    assert [visit.starts for visit in await visits(world)] == [date(2026, 12, 14), date(2026, 12, 16)]


async def test_in_the_holidays_it_is_booked_all_the_same_if_that_is_wanted(
    world: World, sip: Conversation
) -> None:
    await sip.says("book a visit to Oak Bank on 29 December")
    said = await sip.says("yes")
    assert said.words.startswith("Booked: Oak Bank, Tue 29 December 2026")


async def test_without_a_day_it_is_asked_for_with_free_ones(world: World, sip: Conversation) -> None:
    said = await sip.says("I want to book a visit to Oak Bank")
    assert said.words.startswith("Which day is the visit to Oak Bank? Free days are Tue 24 Nov")
    assert (await sip.says("8 December")).words.startswith("Booked: Oak Bank, Tue 8 December 2026")


async def test_without_a_school_it_is_asked_for(world: World) -> None:
    sue = await world.chat("Sue Partner")
    said = await sue.says("book a visit for 8 December")
    assert said.words.startswith("Which school is the visit to:")
    assert "Newcomer" not in said.words, "a joining school has no visits"
    assert "Visit booked: Marlow" in (await sue.presses("Marlow")).texts


async def test_nobody_is_in_two_places(world: World) -> None:
    sue = await world.chat("Sue Partner")
    await sue.says("book a visit to Marlow on 8 December")
    said = await sue.says("book a visit to St Anne's on 8 December")
    assert "You have visits on that day already" in said.words
    assert [visit.school for visit in await visits(world)] == [MARLOW]
    again = await sue.says("book a visit to Marlow on 8 December")
    assert "You have a visit to Marlow on that day already" in again.words


async def test_a_calendar_that_is_taken_is_said_before_and_such_days_are_not_offered(
    with_calendars: World,
) -> None:
    world = with_calendars
    ten = datetime.combine(EIGHTH, time(10), LONDON)
    await taken(world, "hana.head@trust.example", ten, ten + timedelta(hours=1))
    await taken_again(world, "sam.partner@trust.example", ten + timedelta(days=1))
    sip = await world.chat("Sam Partner")
    said = await sip.says("book a visit to Oak Bank on 8 December")
    assert "The calendar of Hana Head, the headteacher, is taken on Tue 8 December 2026." in said.words
    assert "Free days are Thu 10 Dec, Fri 11 Dec or Mon 14 Dec." in said.words
    assert "Dentist" not in said.all, "what takes somebody's time is theirs alone"
    assert (await sip.presses("Book it all the same")).texts.startswith("Visit booked: Oak Bank")


async def taken_again(world: World, email: str, starts: datetime) -> None:
    own = Appointment("optician", email, (), "Optician", "", starts, starts + timedelta(hours=1))
    await DemoCalendars(world.store).put([own])


async def test_more_than_the_allocation_is_not_booked_and_the_way_to_more_is_said(world: World) -> None:
    sue = await world.chat("Sue Partner")
    days = [date(2026, 9, 15), date(2026, 11, 12), date(2027, 1, 12), date(2027, 3, 9), date(2027, 6, 15)]
    await world.diary("Sue Partner", MARLOW, *days)
    said = await sue.says("book a visit to Marlow on 8 December")
    assert said.words == (
        "Marlow has none of its 5 SIP days left. Extra days are for the headteacher to ask for, and for the "
        "Deputy CEO to decide."
    )
    assert "Book it all the same" not in said.buttons


async def test_the_days_of_the_standard_visits_are_kept_for_them(world: World) -> None:
    sue = await world.chat("Sue Partner")
    await world.diary("Sue Partner", MARLOW, date(2026, 9, 15), date(2026, 11, 12))
    said = await sue.says("book half a day on teams with Marlow on 8 December")
    assert said.words.startswith(
        "Marlow has 3 SIP days left this year, and needs them for the standard visits still to come."
    )
    on_site = await sue.says("book half a day on teams with Marlow on 12 January")
    assert "January has one of the standard visits, a whole day on site" in on_site.words


async def test_a_visit_is_moved_by_speaking_of_it(world: World, sip: Conversation) -> None:
    await sip.says("book a visit to Oak Bank on 8 December")
    said = await sip.says("move it to the 10th")
    assert said.words.startswith("Moved: Oak Bank, Thu 10 December 2026, 09:00 to 15:30, on site.")
    assert "Your report is due by Tue 15 December 2026." in said.words
    [visit] = await visits(world)
    assert visit.starts == visit.ends == date(2026, 12, 10)
    [event] = await calendars_follow(world)
    assert event.starts == datetime(2026, 12, 10, 9, tzinfo=LONDON)
    assert (await world.deeds())[0] == "visit moved"


async def test_moved_without_a_day_free_ones_are_offered(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, EIGHTH)
    said = await sip.says("move my visit to Oak Bank")
    assert "Which day shall the visit to Oak Bank of Tue 8 Dec move to?" in said.words
    assert (await sip.presses("Thu 10 Dec")).texts.startswith("Visit moved: Oak Bank")


async def test_of_several_it_is_asked_which_one_moves(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, EIGHTH, date(2027, 1, 12))
    said = await sip.says("move the visit at Oak Bank to 10 December")
    assert said.words.startswith(
        "Which visit shall I move: Oak Bank, Tue 8 Dec or Oak Bank, Tue 12 Jan 2027?"
    )
    await sip.says("1")
    assert [visit.starts for visit in await visits(world)] == [date(2026, 12, 10), date(2027, 1, 12)]


async def test_cancelling_is_asked_about_first_and_then_its_report_is_owed_no_more(
    world: World, sip: Conversation
) -> None:
    await sip.says("book a visit to Oak Bank on 8 December")
    await calendars_follow(world)
    said = await sip.says("cancel my visit to Oak Bank on 8 December, she's ill")
    assert said.words == "Shall I cancel your visit to Oak Bank on Tue 8 December 2026?"
    done = await sip.says("yes")
    assert done.words == (
        "Cancelled: the visit to Oak Bank on Tue 8 December 2026. Hana Head is told by the calendar. "
        "No report is owed."
    )
    assert [event.cancelled for event in await calendars_follow(world)] == [True]
    async with world.store.transaction() as uow:
        [visit] = (await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)).items
        assert [duty.state for duty in await uow.duties.of_visits([visit.id])] == [DutyState.VOID]
        entries = await uow.audit.entries(subject=f"visit:{visit.id}")
    assert entries[0].deed == "visit cancelled"
    assert "ill" not in str(entries), "why is for the two to tell each other"


async def test_nothing_is_cancelled_that_nobody_confirmed(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, EIGHTH)
    await sip.says("cancel my visit to Oak Bank on 8 December")
    assert (await sip.says("no")).words == "All right, I have left it."
    assert [visit.cancelled_on for visit in await visits(world)] == [None]


async def test_a_visit_that_was_cancelled_meanwhile_is_not_moved(world: World, sip: Conversation) -> None:
    await sip.says("book a visit to Oak Bank on 8 December")
    card = sip.last
    await sip.presses("Cancel the visit")
    await sip.presses("Cancel the visit")
    said = await sip.presses("Move", on=card)
    assert "changed since you were shown it" in said.words


@pytest.mark.parametrize("name", ["Carol Chief", "Hana Head", "Tina Trustee", "Adam Admin", "Dora Data"])
async def test_whoever_visits_no_school_books_nothing(world: World, name: str) -> None:
    said = await (await world.chat(name)).says("book a visit to Oak Bank on 8 December")
    assert "I can't" in said.words
    assert await visits(world) == ()


async def test_another_partners_visit_is_left_alone_but_the_lead_moves_any(
    world: World, sip: Conversation
) -> None:
    await world.diary("Sue Partner", MARLOW, EIGHTH)
    assert "I can't" in (await sip.says("move the visit at Marlow to 10 December")).words
    lead = await world.chat("Lena Lead")
    said = await lead.says("move the visit at Marlow to 10 December")
    assert said.words.startswith("Moved: Marlow, Thu 10 December 2026")
    assert (await visits(world))[0].author == await world.person("Sue Partner")


async def test_a_made_up_button_books_nothing(world: World, sip: Conversation) -> None:
    for data in (
        {"do": "visit.book", "school": MARLOW, "day": "2026-12-08", "sure": True},
        {"do": "visit.book", "school": OAK_BANK, "day": "2026-12-12", "sure": True},
        {"do": "visit.book", "school": OAK_BANK, "day": "2026-12-08", "days": "0.3", "sure": True},
        {"do": "visit.book", "school": 7, "day": "x"},
        {"do": "visit.move", "visit": 99, "day": "2026-12-08"},
        {"do": "visit.cancel", "visit": "1"},
    ):
        assert (await sip.sends_data(data)).all.strip()
    assert await visits(world) == ()


async def test_booked_in_a_terminal_that_only_reads_nothing_is_booked(
    world: World, sip: Conversation
) -> None:
    sip.read_only = True
    said = await sip.says("book a visit to Oak Bank on 8 December")
    assert "Here I only answer questions" in said.words
    assert await visits(world) == ()


async def test_an_import_leaves_visits_that_were_booked_here(world: World, sip: Conversation) -> None:
    await sip.says("book a visit to Oak Bank on 8 December")
    async with world.store.transaction() as uow:
        [visit] = (await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)).items
        [booking] = (await uow.appointments.of([f"visit:{visit.id}"])).values()
    assert (booking.state, booking.revision) == (BookingState.WAITING, 1)


def test_what_forbids_is_no_matter_of_taste() -> None:
    assert {Snag.PAST, Snag.CLOSED, Snag.NONE_LEFT, Snag.FULL_DAY, Snag.TAKEN}.isdisjoint(
        {Snag.IN_HOLIDAYS, Snag.STANDARD_ON_SITE}
    )


async def test_the_same_visit_booked_twice_at_once_is_booked_once(world: World, sip: Conversation) -> None:
    async with world.store.transaction() as uow:
        await uow.visits.add(a_visit(OAK_BANK, await world.person("Sam Partner"), EIGHTH))
    said = await sip.says("book a visit to Oak Bank on 8 December")
    assert "You have a visit to Oak Bank on that day already" in said.words
