"""What people change in their own calendars comes back: to the diary, its duties, and those concerned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pytest

from dialogs.desk import Desk
from dialogs.outgoing.invitations import Invitations
from scheduling.bookings import Bookings
from scheduling.watching import watching
from storage.demo_calendar import DemoCalendars
from strategy.duties import DutyState
from strategy.outgoing import OutgoingKind
from strategy.ports import Appointment, Busy, CalendarsOutOfReach, Changes
from strategy.school_year import LONDON
from strategy.visits import Visit
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, World

EIGHTH, TENTH = date(2026, 12, 8), date(2026, 12, 10)


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


class Outlook:
    """The calendars of the trust, with the bot at work on them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.calendars = DemoCalendars(world.store)

    async def follows(self) -> None:
        await Bookings(self.world.store, Invitations(self.world.policy), self.calendars, Standing()).run_due()

    async def is_watched(self) -> int:
        did = await watching(self.world.store, self.world.policy, self.calendars).run(NOW)
        assert not isinstance(did, int)
        return did.many

    async def event(self, day: date = EIGHTH) -> int:
        [found] = [e for e in await self.calendars.of_month(day) if e.starts.date() == day]
        return found.id

    async def visit(self) -> Visit:
        async with self.world.store.transaction(read_only=True) as uow:
            visit = await uow.visits.get(1)
        assert visit is not None
        return visit

    async def told(self) -> list[tuple[str, str]]:
        async with self.world.store.transaction(read_only=True) as uow:
            rows = await uow.outbox.recent(kind=OutgoingKind.VISIT_CHANGED)
            return sorted((uow.trust.person(row.recipient).name, row.subject) for row in rows)


@pytest.fixture
async def outlook(world: World, sip: Conversation) -> Outlook:
    """Sam's visit to Oak Bank on 8 December stands in his calendar, and has been looked at."""
    outlook = Outlook(world)
    await sip.says("book a visit to Oak Bank on 8 December")
    await outlook.follows()
    assert await outlook.is_watched() == 0
    return outlook


async def test_a_visit_moved_in_outlook_moves_with_its_report_and_both_are_told(
    outlook: Outlook, post: Post
) -> None:
    await outlook.calendars.change_by_hand(await outlook.event(), starts=at(TENTH, 13))
    assert await outlook.is_watched() == 1
    assert (await outlook.visit()).starts == TENTH
    async with outlook.world.store.transaction() as uow:
        [duty] = await uow.duties.of_visits([1])
        [booking] = (await uow.appointments.of(["visit:1"])).values()
    assert duty.duty.due_on == date(2026, 12, 15)
    assert booking.begins is not None
    assert f"{booking.begins:%H:%M}" == "13:00"
    assert await outlook.told() == [("Hana Head", "visit:1:moved"), ("Sam Partner", "visit:1:moved")]
    seen = await post.notice(await post.waiting(OutgoingKind.VISIT_CHANGED, "Sam Partner"))
    assert seen.words == (
        "Your visit to Oak Bank is now on Thu 10 December 2026. Your report is due by Tue 15 December 2026."
    )
    mail = await post.letter(await post.waiting(OutgoingKind.VISIT_CHANGED, "Hana Head"))
    assert "Sam Partner's visit to Oak Bank is now on Thu 10 December 2026." in mail.text
    assert await outlook.is_watched() == 0, "what was followed is not followed again"
    await outlook.follows()
    assert await outlook.event(TENTH), "and it is not put back"


async def test_a_visit_cancelled_in_outlook_is_cancelled_and_its_report_not_owed(outlook: Outlook) -> None:
    await outlook.calendars.change_by_hand(await outlook.event(), cancelled=True)
    assert await outlook.is_watched() == 1
    assert (await outlook.visit()).cancelled_on == NOW.date()
    async with outlook.world.store.transaction() as uow:
        assert [duty.state for duty in await uow.duties.of_visits([1])] == [DutyState.VOID]
    assert await outlook.told() == [("Hana Head", "visit:1:cancelled"), ("Sam Partner", "visit:1:cancelled")]
    assert (await outlook.world.deeds())[0] == "visit cancelled in the calendar"


async def test_a_headteacher_who_declines_is_shown_to_the_partner_with_free_days(
    outlook: Outlook, post: Post, sip: Conversation
) -> None:
    await outlook.calendars.change_by_hand(await outlook.event(), declined="hana.head@trust.example")
    assert await outlook.is_watched() == 1
    assert await outlook.told() == [("Sam Partner", "visit:1:declined")]
    seen = await post.notice(await post.waiting(OutgoingKind.VISIT_CHANGED, "Sam Partner"))
    assert seen.words == "Hana Head cannot come to your visit to Oak Bank on Tue 8 December 2026."
    offered = await sip.presses("Choose another day", on=seen)
    assert {"Wed 9 Dec", "Thu 10 Dec", "Fri 11 Dec"} <= offered.buttons.keys()


async def test_moved_in_chat_and_in_outlook_in_the_same_minute_there_is_one_day_and_both_hear_of_it(
    outlook: Outlook, sip: Conversation
) -> None:
    event = await outlook.event()
    await sip.says("move it to the 11th")
    await outlook.calendars.change_by_hand(event, starts=at(TENTH))
    assert await outlook.is_watched() == 0, "what was said here goes there"
    await outlook.follows()
    assert (await outlook.visit()).starts == date(2026, 12, 11)
    assert await outlook.event(date(2026, 12, 11)) == event
    assert await outlook.is_watched() == 0
    assert await outlook.told() == [("Hana Head", "visit:1:moved"), ("Sam Partner", "visit:1:moved")]


async def test_cancelled_in_chat_and_moved_in_outlook_in_the_same_minute_it_is_cancelled_and_both_hear_of_it(
    outlook: Outlook, sip: Conversation
) -> None:
    event = await outlook.event()
    await sip.says("cancel it")
    await sip.says("yes")
    await outlook.calendars.change_by_hand(event, starts=at(TENTH))
    await outlook.is_watched()
    await outlook.follows()
    assert (await outlook.visit()).cancelled_on == NOW.date()
    assert await outlook.told() == [("Hana Head", "visit:1:cancelled"), ("Sam Partner", "visit:1:cancelled")]


async def test_moved_in_chat_before_its_calendar_was_looked_at_nobody_is_told_of_what_they_know(
    world: World, sip: Conversation
) -> None:
    outlook = Outlook(world)
    await sip.says("book a visit to Oak Bank on 8 December")
    await outlook.follows()
    await sip.says("move it to the 11th")
    assert await outlook.is_watched() == 0
    assert await outlook.told() == []


async def test_moved_onto_another_visit_of_theirs_it_is_put_back_and_the_partner_told(
    outlook: Outlook, world: World
) -> None:
    await world.diary("Sam Partner", OAK_BANK, TENTH)
    event = await outlook.event()
    await outlook.calendars.change_by_hand(event, starts=at(TENTH))
    assert await outlook.is_watched() == 1
    assert await outlook.told() == [("Sam Partner", "visit:1:put_back")]
    await outlook.follows()
    assert await outlook.event(EIGHTH) == event


async def test_what_others_have_in_their_calendars_is_nothing_to_us(outlook: Outlook) -> None:
    private = Appointment("dentist", "sam.partner@trust.example", (), "Dentist", "", at(TENTH), at(TENTH, 10))
    await outlook.calendars.put([private])
    assert await outlook.is_watched() == 0
    async with outlook.world.store.transaction() as uow:
        assert "Dentist" not in str(await uow.audit.entries())


async def test_a_calendar_that_does_not_answer_is_asked_again_from_where_it_was(outlook: Outlook) -> None:
    class Silent(DemoCalendars):
        async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
            raise CalendarsOutOfReach("answered 503")

    await outlook.calendars.change_by_hand(await outlook.event(), starts=at(TENTH))
    did = await watching(outlook.world.store, outlook.world.policy, Silent(outlook.world.store)).run(NOW)
    assert str(did) == "Did(many=1, words='0 followed, 1 calendars not to be asked')"
    assert await outlook.is_watched() == 1
    assert (await outlook.visit()).starts == TENTH


async def test_a_partner_is_told_when_somebody_else_moves_or_cancels_their_visit(outlook: Outlook) -> None:
    lead = await outlook.world.chat("Lena Lead")
    await lead.says("move the visit at Oak Bank to 10 December")
    assert await outlook.told() == [("Sam Partner", "visit:1:moved")]
    await lead.says("cancel the visit at Oak Bank on 10 December")
    await lead.says("yes")
    assert await outlook.told() == [("Sam Partner", "visit:1:cancelled"), ("Sam Partner", "visit:1:moved")]


class Slow(DemoCalendars):
    """Calendars that cannot be asked who is free."""

    async def busy(
        self, addresses: Sequence[str], starts: datetime, ends: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        raise CalendarsOutOfReach("answered 429", retry_after=30)


async def test_a_visit_is_booked_although_nobody_can_say_who_is_free(world: World) -> None:
    asking = World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, Slow(world.store))
    )
    sip = await asking.chat("Sam Partner")
    said = await sip.says("book a visit to Oak Bank on 8 December")
    assert said.words.startswith("Booked: Oak Bank")
    outlook = Outlook(world)
    await outlook.follows()
    assert await outlook.event(EIGHTH)
