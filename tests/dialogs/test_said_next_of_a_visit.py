"""What is said next of a visit, or of a request, that was just spoken of: as busy people type it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

import pytest

from strategy.outgoing import OutgoingKind
from strategy.permissions import Scope
from strategy.ports import Booking, RequestQuery, VisitQuery
from strategy.requests import RequestState, VisitRequest
from strategy.visits import Mode, Visit
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import OAK_BANK, World

TENTH = "book a visit to Oak Bank on 10 December"


async def the_visit(world: World) -> Visit:
    async with world.store.transaction(read_only=True) as uow:
        [visit] = (await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)).items
    return visit


async def its_booking(world: World) -> Booking:
    async with world.store.transaction(read_only=True) as uow:
        [booking] = (await uow.appointments.of(["visit:1"])).values()
    return booking


async def requests(world: World) -> Sequence[VisitRequest]:
    async with world.store.transaction(read_only=True) as uow:
        return (await uow.requests.page(RequestQuery(), Scope(everything=True), limit=9)).items


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the 15th instead", date(2026, 12, 15)),
        ("sorry, make it the 15th", date(2026, 12, 15)),
        ("not the 10th, the 15th", date(2026, 12, 15)),
        ("can we do 15/12 instead pls", date(2026, 12, 15)),
        ("actually fri 11 dec", date(2026, 12, 11)),
        ("Friday instead", date(2026, 12, 11)),
        ("could we shift it to the 11th", date(2026, 12, 11)),
        ("move it to the 11th", date(2026, 12, 11)),
        ("push it back a week", date(2026, 12, 17)),
        ("a week earlier", date(2026, 12, 3)),
        ("the week after pls", date(2026, 12, 17)),
        ("how about the 14th?", date(2026, 12, 14)),
        ("ok lets say mon 14th", date(2026, 12, 14)),
    ],
)
async def test_another_day_is_named_in_a_few_words(
    world: World, sip: Conversation, text: str, day: date
) -> None:
    await sip.says(TENTH)
    assert "Moved: Oak Bank" in (await sip.says(text)).words
    assert (await the_visit(world)).starts == day


async def test_a_bare_day_is_of_the_visits_own_month_and_week(world: World, sip: Conversation) -> None:
    await sip.says("book a visit to Oak Bank on 12 January")
    await sip.says("the 19th instead")
    assert (await the_visit(world)).starts == date(2027, 1, 19)
    await sip.says("thurs instead")
    assert (await the_visit(world)).starts == date(2027, 1, 21)


@pytest.mark.parametrize(
    ("text", "days", "mode"),
    [
        ("make it half a day", "0.5", Mode.ON_SITE),
        ("half day only please", "0.5", Mode.ON_SITE),
        ("just the morning", "0.5", Mode.ON_SITE),
        ("on Teams please", "1", Mode.TEAMS),
        ("online instead", "1", Mode.TEAMS),
        ("can we do it remotely?", "1", Mode.TEAMS),
        ("half a day on teams pls", "0.5", Mode.TEAMS),
    ],
)
async def test_length_and_place_are_changed_in_a_few_words(
    world: World, sip: Conversation, text: str, days: str, mode: Mode
) -> None:
    await sip.says(TENTH)
    assert (await sip.says(text)).words.startswith("Changed: Oak Bank, Thu 10 December 2026")
    visit = await the_visit(world)
    assert (visit.days, visit.mode) == (Decimal(days), mode)
    assert (await its_booking(world)).revision == 2, "the calendar is to follow"


async def test_several_things_are_changed_one_after_another_and_the_rest_stays(
    world: World, sip: Conversation
) -> None:
    await sip.says(TENTH)
    for text in ("half a day", "on teams", "at 10am", "the 11th instead"):
        await sip.says(text)
    visit = await the_visit(world)
    assert (visit.starts, visit.days, visit.mode) == (date(2026, 12, 11), Decimal("0.5"), Mode.TEAMS)
    assert (await its_booking(world)).begins == time(10)


@pytest.mark.parametrize(
    "text",
    [
        "cancel it, she's ill",
        "cancel, she's ill",
        "she's ill, cancel it",
        "cancel it she is ill",
        "can you cancel that please",
        "pls cancel the visit, head off sick",
        "it's off, she's ill",
        "call it off",
    ],
)
async def test_it_is_cancelled_with_why_in_the_same_breath_and_why_is_kept_nowhere(
    world: World, sip: Conversation, text: str
) -> None:
    await sip.says(TENTH)
    assert "Shall I cancel your visit to Oak Bank on Thu 10 December 2026?" in (await sip.says(text)).words
    assert "Cancelled: the visit to Oak Bank" in (await sip.says("yes, cancel it")).words
    assert (await the_visit(world)).cancelled_on == NOW.date()
    async with world.store.transaction() as uow:
        memory = await uow.conversations.begin_turn(sip.name, None, None, NOW)
    assert "ill" not in str(memory.memory).split()


@pytest.mark.parametrize(
    "text",
    ["cancel my visit to Marlow", "what do I owe?", "half of the staff are new", "the head is on leave"],
)
async def test_what_is_about_something_else_changes_nothing(
    world: World, sip: Conversation, text: str
) -> None:
    await sip.says(TENTH)
    await sip.says(text)
    visit = await the_visit(world)
    assert (visit.starts, visit.days, visit.cancelled_on) == (date(2026, 12, 10), Decimal(1), None)


async def test_after_something_else_was_talked_of_few_words_change_nothing(
    world: World, sip: Conversation
) -> None:
    await sip.says(TENTH)
    await sip.says("what do I owe?")
    await sip.says("half a day please")
    assert (await the_visit(world)).days == 1


async def test_a_wish_that_will_not_do_is_changed_in_a_few_words(world: World, sip: Conversation) -> None:
    said = await sip.says("book a visit to Oak Bank on Saturday 12 December")
    assert "is no working day" in said.words
    await sip.says("the 14th then, half a day on teams")
    visit = await the_visit(world)
    assert (visit.starts, visit.days, visit.mode) == (date(2026, 12, 14), Decimal("0.5"), Mode.TEAMS)


@pytest.mark.parametrize("text", ["not on Fridays", "no Friday please", "anything but Friday"])
async def test_a_day_that_is_ruled_out_is_never_booked(world: World, sip: Conversation, text: str) -> None:
    await sip.says("book a visit to Oak Bank on Saturday 12 December")
    await sip.says(text)
    async with world.store.transaction(read_only=True) as uow:
        page = await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)
    assert page.total == 0


async def test_a_day_that_is_just_over_is_not_taken_for_one_a_year_ahead(
    world: World, sip: Conversation
) -> None:
    said = await sip.says("book a visit to Oak Bank on 12 November")
    assert said.words.startswith("12 November is over for this year; for Fri 12 November 2027 please say it")
    await sip.says("the 10th of December then")
    assert (await the_visit(world)).starts == date(2026, 12, 10)
    said = await sip.says("move it to 12 Nov")
    assert "12 November is over for this year" in said.words
    assert (await the_visit(world)).starts == date(2026, 12, 10)


async def test_of_a_visit_that_is_on_another_day_that_day_is_said(world: World, sip: Conversation) -> None:
    await sip.says(TENTH)
    said = await sip.says("cancel the visit to Oak Bank on 15 December, she is ill")
    assert said.words == (
        "There is no visit to Oak Bank on Tue 15 December 2026; the next is on Thu 10 December 2026. "
        "Say “cancel it” if that is the one."
    )
    assert "Shall I cancel your visit" in (await sip.says("cancel it")).words


async def test_the_lead_who_moves_a_partners_visit_is_told_whose_report_is_due(
    world: World, sip: Conversation
) -> None:
    await sip.says(TENTH)
    lead = await world.chat("Lena Lead")
    said = await lead.says("move Oak Bank's visit to 11 December")
    assert "Sam Partner's report is due by Wed 16 December 2026." in said.words


async def test_a_headteachers_next_visit_is_the_one_to_their_school_and_moves_by_asking(
    world: World, head: Conversation, sip: Conversation
) -> None:
    await sip.says(TENTH)
    said = await head.says("when is my next visit?")
    assert "is to Oak Bank on Thu 10 December 2026, by Sam Partner." in said.words
    said = await head.says("can we move it to the 15th")
    assert "I'll ask Sam Partner to have the visit of Thu 10 December 2026 moved to Tue 15" in said.texts
    said = await head.says("The hall is being painted")
    assert said.words == (
        "Sent. You asked to have the visit to Oak Bank of Thu 10 December 2026 moved to Tue 15 December "
        "2026. It waits to be decided."
    )
    said = await head.says("the 14th instead")
    assert "moved to Mon 14 December 2026" in said.words
    [request] = await requests(world)
    assert (request.day, request.reason) == (date(2026, 12, 14), "The hall is being painted")
    assert "You have withdrawn it." in (await head.says("withdraw it")).words
    assert (await the_visit(world)).starts == date(2026, 12, 10)


async def test_a_headteacher_cancels_by_asking_too(
    world: World, head: Conversation, sip: Conversation
) -> None:
    await sip.says(TENTH)
    await head.says("when is my next visit?")
    assert "to have the visit of Thu 10 December 2026 cancelled" in (await head.says("cancel it")).texts
    await head.says("I am ill")
    said = await head.says("cancel the next visit to my school")
    assert said.words.startswith("You have asked about that visit already.")
    assert len(await requests(world)) == 1


async def test_how_long_a_visit_is_a_headteacher_agrees_with_the_partner(
    world: World, head: Conversation, sip: Conversation
) -> None:
    await sip.says(TENTH)
    await head.says("when is my next visit?")
    said = await head.says("make it half a day")
    assert said.words.startswith("I can ask Sam Partner for another day, or that it be cancelled.")
    assert await requests(world) == ()


async def test_asked_for_the_day_it_is_on_nothing_is_sent(
    world: World, head: Conversation, sip: Conversation
) -> None:
    await sip.says(TENTH)
    said = await head.says("can the next visit to my school be moved to 10 December?")
    assert said.words == "That visit is on Thu 10 December 2026 already."


async def test_a_request_is_changed_and_withdrawn_in_a_few_words(world: World, head: Conversation) -> None:
    await head.says("we need an extra visit")
    await head.says("SATs prep")
    assert "half a day" in (await head.says("make it half a day")).words
    assert "half a day on Teams" in (await head.says("on teams pls")).words
    [request] = await requests(world)
    assert (request.days, request.mode, request.reason) == (Decimal("0.5"), Mode.TEAMS, "SATs prep")
    await head.says("we dont need it any more, thanks")
    assert [each.state for each in await requests(world)] == [RequestState.WITHDRAWN]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("approve it", RequestState.APPROVED),
        ("yes", RequestState.APPROVED),
        ("ok approved", RequestState.APPROVED),
        ("decline it, there are no days left", RequestState.DECLINED),
        ("ask back: which classes?", RequestState.ASKED_BACK),
    ],
)
async def test_the_one_request_that_waits_is_decided_in_a_few_words(
    world: World, head: Conversation, deputy: Conversation, text: str, state: RequestState
) -> None:
    await head.says("we need an extra visit")
    await head.says("SATs prep")
    await deputy.says("requests waiting?")
    await deputy.says(text)
    assert [each.state for each in await requests(world)] == [state]


async def test_of_a_visit_that_was_cancelled_meanwhile_nothing_is_left_to_decide(
    world: World, head: Conversation, sip: Conversation
) -> None:
    await sip.says(TENTH)
    await head.says("can the next visit to my school be moved to 15 December?")
    await head.says("The hall is being painted")
    await sip.says("cancel it")
    await sip.says("yes")
    said = await head.says("what happened to my request?")
    assert "The visit has been cancelled since, so nothing is left to decide." in said.words
    async with world.store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent(kind=OutgoingKind.VISIT_REQUEST)
    assert [row.recipient for row in rows] == [(await the_visit(world)).author]
    assert (await the_visit(world)).school == OAK_BANK


@pytest.mark.parametrize(
    "text",
    [
        "bk visit to oak bank 10/12",
        "Book visit to Oak Bank on 10 Dec",
        "can u book a visit at Oakbank thurs 10th dec pls",
        "put a visit to Oak Bank in my diary for the 10th of December",
        "need to book a vist to oak bank for 10 december",
        "book oak bank in for a visit on thursday 10 dec",
    ],
)
async def test_a_visit_is_booked_however_it_is_typed(world: World, sip: Conversation, text: str) -> None:
    await sip.says(text)
    assert (await the_visit(world)).starts == date(2026, 12, 10)


async def test_instead_of_being_cancelled_it_is_moved(world: World, sip: Conversation) -> None:
    await sip.says(TENTH)
    assert "Shall I cancel" in (await sip.says("cancel it")).words
    assert "Moved: Oak Bank" in (await sip.says("actually make it the 15th")).words
    visit = await the_visit(world)
    assert (visit.starts, visit.cancelled_on) == (date(2026, 12, 15), None)


@pytest.mark.parametrize(
    "text",
    [
        "what happened to my request?",
        "any news on our extra visit?",
        "hows my request going",
        "any update on the extra visit",
        "has my extra visit been approved",
        "heard anything about the extra visit we asked for?",
    ],
)
async def test_a_headteacher_asks_what_became_of_it(head: Conversation, text: str) -> None:
    await head.says("we need an extra visit")
    await head.says("SATs prep")
    assert (await head.says(text)).words.startswith("You asked for an extra visit to Oak Bank, 1 day.")
