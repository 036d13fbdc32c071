"""Headteachers ask for extra visits, and for visits to be moved or cancelled; it is decided and heard of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError

from storage.tables import request_steps
from strategy.outgoing import OutgoingKind
from strategy.permissions import Scope
from strategy.ports import RequestQuery, VisitQuery
from strategy.requests import RequestKind, RequestState, VisitRequest
from strategy.school_year import Span
from strategy.visits import Mode
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, OAK_BANK, World

EIGHTH = date(2026, 12, 8)
ON_THE_15TH = "book a visit to Oak Bank on 15 December"
WHY = f"Reading in Year 9 {MARKED}worries us"


async def requests(world: World) -> Sequence[VisitRequest]:
    async with world.store.transaction(read_only=True) as uow:
        page = await uow.requests.page(RequestQuery(), Scope(everything=True), limit=100)
    return page.items


async def told(world: World) -> list[tuple[str, str]]:
    async with world.store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent(kind=OutgoingKind.VISIT_REQUEST)
        return sorted((row.subject, uow.trust.person(row.recipient).name) for row in rows)


async def asked(head: Conversation) -> None:
    await head.says("we need an extra visit, half a day on Teams in January")
    await head.presses("Send", reason=WHY)


async def test_a_headteacher_asks_for_an_extra_visit_with_what_they_said_filled_in(
    world: World, head: Conversation
) -> None:
    said = await head.says("we need an extra visit, half a day on Teams in January")
    assert (
        "An extra visit to Oak Bank, half a day on Teams, from Fri 1 Jan 2027 to Sun 31 Jan 2027."
        in said.texts
    )
    done = await head.presses("Send", reason=WHY)
    assert "You asked for an extra visit to Oak Bank, half a day on Teams." in done.texts
    [request] = await requests(world)
    assert (request.kind, request.state, request.days, request.mode) == (
        RequestKind.EXTRA,
        RequestState.PENDING,
        Decimal("0.5"),
        Mode.TEAMS,
    )
    assert await told(world) == [("request:1:1", "Dan Deputy")]
    assert (await world.deeds())[0] == "request made"


async def test_the_deputy_ceo_sees_why_and_what_the_school_has_had_and_approves(
    world: World, head: Conversation, deputy: Conversation, post: Post
) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 9, 15))
    await asked(head)
    card = await post.notice(await post.waiting(OutgoingKind.VISIT_REQUEST, "Dan Deputy"))
    assert WHY in card.texts
    assert "1 of 10 SIP days used, 0 booked, 9 left." in card.texts
    assert MARKED not in card.messages[0].summary
    done = await deputy.presses("Approve", on=card, days="1", by_when="2027-01-29")
    assert "Dan Deputy approved 1 day on" in done.texts
    assert "to be booked by Fri 29 January 2027" in done.texts
    assert await told(world) == [
        ("request:1:1", "Dan Deputy"),
        ("request:1:2", "Hana Head"),
        ("request:1:2", "Sam Partner"),
    ]
    to_book = await post.notice(await post.waiting(OutgoingKind.VISIT_REQUEST, "Sam Partner"))
    sip = await world.chat("Sam Partner")
    assert "Which day is the visit to Oak Bank?" in (await sip.presses("Book it", on=to_book)).texts
    assert "approved" in (await head.says("what happened to my request?")).texts


async def test_approved_days_are_on_top_of_the_allocation_and_the_partner_books_them(
    world: World, head: Conversation, deputy: Conversation, sip: Conversation
) -> None:
    monthly = [date(2026, 12, 1), *(date(2027, month, 12) for month in range(1, 8))]
    await world.diary("Sam Partner", OAK_BANK, *monthly, date(2026, 12, 2), date(2026, 12, 3))
    assert "Oak Bank has none of its 10 SIP days left" in (await sip.says(ON_THE_15TH)).words
    await asked(head)
    await deputy.says("requests waiting?")
    await deputy.presses("Approve", days="1.5", by_when="2027-01-29")
    left = (await deputy.says("how many SIP days are left at Oak Bank?")).words
    assert "0 of 11½ (10 and 1½ on top) SIP days used this year, 10 booked, 1½ left" in left
    assert "1½ days on top were granted by Dan Deputy" in left
    assert WHY in (await deputy.says("what support does Oak Bank get?")).texts
    assert WHY not in (await sip.says("what support does Oak Bank get?")).texts
    booked = await sip.says(ON_THE_15TH)
    assert booked.words.startswith("Booked: Oak Bank, Tue 15 December 2026")
    assert booked.words.endswith("0.5 of 11.5 SIP days are left after this one.")


async def test_days_that_were_approved_are_granted_once_and_told_of_once(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await asked(head)
    await deputy.says("approve the request from Oak Bank")
    async with world.store.transaction(read_only=True) as uow:
        [granted] = await uow.allocations.grants(OAK_BANK, Span(date(2026, 8, 1), date(2027, 7, 31)))
        kinds = {row.kind for row in await uow.outbox.recent(limit=50)}
    assert (granted.days, granted.origin) == (Decimal("0.5"), "request:1")
    assert OutgoingKind.DAYS_GRANTED not in kinds
    assert list(await world.deeds())[:2] == ["days granted", "request approved"]


async def test_once_days_that_were_approved_are_taken_back_the_request_says_so(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await asked(head)
    await deputy.says("approve the request from Oak Bank")
    assert "taken back" not in (await head.says("what happened to my request?")).texts
    await deputy.says("take back the extra days for Oak Bank")
    await deputy.presses("Take them back", reason="The need has passed")
    stands = "Dan Deputy approved half a day on"
    for shown in (await head.says("what happened to my request?"), await deputy.says("requests?")):
        assert stands in shown.texts
        assert "It was taken back since." in shown.texts


async def test_declined_with_a_reason_the_headteacher_hears_at_once(
    world: World, head: Conversation, deputy: Conversation, post: Post
) -> None:
    await asked(head)
    waiting = await deputy.says("requests waiting?")
    await deputy.presses("Decline", on=waiting)
    await deputy.presses("Decline", reason=f"No days are left {MARKED}")
    [request] = await requests(world)
    assert request.state is RequestState.DECLINED
    heard = await post.notice(await post.waiting(OutgoingKind.VISIT_REQUEST, "Hana Head"))
    assert "Dan Deputy declined it on" in heard.texts
    assert f"No days are left {MARKED}" in heard.texts
    mail = await post.letter(await post.waiting(OutgoingKind.VISIT_REQUEST, "Hana Head"))
    assert MARKED not in f"{mail.subject}{mail.text}"


async def test_asked_back_it_is_answered_and_waits_to_be_decided_again(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await asked(head)
    await deputy.says("requests waiting?")
    await deputy.presses("Ask back")
    await deputy.presses("Ask", reason="Which classes?")
    seen = await head.says("what happened to my request?")
    assert "Which classes?" in seen.texts
    await head.presses("Answer")
    await head.presses("Send", reason="Year 9, all four classes")
    [request] = await requests(world)
    assert (request.state, request.reason, request.revision) == (
        RequestState.PENDING,
        "Year 9, all four classes",
        3,
    )
    async with world.store.transaction(read_only=True) as uow:
        steps = await uow.requests.steps(1)
    assert [(step.state, step.text) for step in steps] == [
        (RequestState.PENDING, WHY),
        (RequestState.ASKED_BACK, "Which classes?"),
        (RequestState.PENDING, "Year 9, all four classes"),
    ]


async def test_both_sides_see_the_present_state_whichever_was_pressed_first(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await asked(head)
    waiting = await deputy.says("requests waiting?")
    await head.presses("Withdraw it")
    late = await deputy.presses("Approve", on=waiting, days="1")
    assert "It has changed since you were shown it." in late.texts
    assert "Hana Head has withdrawn it." in late.texts
    [request] = await requests(world)
    assert request.state is RequestState.WITHDRAWN
    mine = await head.says("what happened to my request?")
    assert "Withdraw it" not in mine.buttons


async def test_decided_in_words_where_one_waits(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await asked(head)
    said = await deputy.says("decline Oak Bank's request because there is no money this term")
    assert "declined it" in said.texts
    [request] = await requests(world)
    assert request.answer == "there is no money this term"
    await asked(head)
    assert "approved half a day" in (await deputy.says("approve the request from Oak Bank")).texts


async def test_several_are_listed_those_that_wait_first(world: World, deputy: Conversation) -> None:
    hana, mo = await world.chat("Hana Head"), await world.chat("Mo Head")
    for head in (hana, mo, hana):
        await asked(head)
    await deputy.says("requests waiting?")
    said = await deputy.says("1")
    assert "asks for an extra visit" in said.words
    listed = await deputy.says("requests for extra visits")
    assert listed.words.startswith("3 requests")
    assert len(listed.rows) == 3
    assert "2 requests" in (await deputy.says("requests for extra visits from Oak Bank")).words


async def test_where_an_extra_visit_is_to_be_may_be_left_open(world: World, head: Conversation) -> None:
    where = (await head.says("we need an extra visit")).inputs["mode"]
    titles = {choice["value"]: choice["title"] for choice in where["choices"]}
    assert titles[where["value"]] == "Either"
    await head.presses("Send", reason=WHY)
    assert [each.mode for each in await requests(world)] == [None]


@pytest.mark.parametrize("days", ["many", "0.3", "0", "-1", "400"])
async def test_days_that_are_none_are_refused(world: World, head: Conversation, days: str) -> None:
    await head.says("we need an extra visit")
    assert "Days count in halves" in (await head.presses("Send", reason="Reading", days=days)).words
    assert await requests(world) == ()


async def test_a_headteacher_asks_for_a_visit_to_move_and_the_partner_accepts_in_one_tap(
    world: World, head: Conversation, sip: Conversation, post: Post
) -> None:
    await world.diary("Sam Partner", OAK_BANK, EIGHTH)
    said = await head.says("can the next visit to my school be moved to the 10th of December?")
    assert (
        "I'll ask Sam Partner to have the visit of Tue 8 December 2026 moved to Thu 10 December 2026."
        in said.texts
    )
    await head.presses("Send", reason="The hall is being painted")
    card = await post.notice(await post.waiting(OutgoingKind.VISIT_REQUEST, "Sam Partner"))
    await sip.presses("Move the visit", on=card)
    async with world.store.transaction(read_only=True) as uow:
        [visit] = (await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)).items
    assert visit.starts == date(2026, 12, 10)
    assert (await requests(world))[0].state is RequestState.APPROVED
    assert ("request:1:2", "Hana Head") in await told(world)


async def test_a_headteacher_asks_for_a_visit_to_be_cancelled(
    world: World, head: Conversation, sip: Conversation, post: Post
) -> None:
    await world.diary("Sam Partner", OAK_BANK, EIGHTH)
    await head.says("the visit to my school on 8 December is off, please cancel it")
    await head.presses("Send", reason="We are closed for snow")
    async with world.store.transaction(read_only=True) as uow:
        [visit] = (await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)).items
    assert visit.cancelled_on is None, "asking is not cancelling"
    card = await post.notice(await post.waiting(OutgoingKind.VISIT_REQUEST, "Sam Partner"))
    await sip.presses("Cancel the visit", on=card)
    async with world.store.transaction(read_only=True) as uow:
        [visit] = (await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=9)).items
    assert visit.cancelled_on == NOW.date()


@pytest.mark.parametrize("name", ["Sam Partner", "Carol Chief", "Tina Trustee", "Adam Admin", "Chris Chair"])
async def test_nobody_else_asks(world: World, name: str) -> None:
    said = await (await world.chat(name)).says("I'd like to request an extra visit for Oak Bank")
    assert "I can't do that for you" in said.words
    assert await requests(world) == ()


@pytest.mark.parametrize("name", ["Hana Head", "Sam Partner", "Lena Lead", "Carol Chief", "Mo Head"])
async def test_nobody_else_decides(world: World, head: Conversation, name: str) -> None:
    await asked(head)
    who = await world.chat(name)
    for do in ("request.approve", "request.decline", "request.ask_back", "request.accept"):
        said = await who.sends_data({"do": do, "request": 1, "revision": 1, "reason": "x", "days": "1"})
        assert "I can't" in said.words
    [request] = await requests(world)
    assert request.state is RequestState.PENDING


async def test_another_schools_request_is_nobodys_business(world: World, head: Conversation) -> None:
    await asked(head)
    mo = await world.chat("Mo Head")
    assert "I can't" in (await mo.sends_data({"do": "request.show", "request": 1})).words
    assert "No requests" in (await mo.says("what happened to my request?")).words
    assert MARLOW not in str(await requests(world))


async def test_what_was_said_on_the_way_can_be_changed_by_nobody(world: World, head: Conversation) -> None:
    await asked(head)
    with pytest.raises(DBAPIError, match="append-only"):
        async with world.store.transaction() as uow:
            await uow.connection.execute(request_steps.delete())


async def test_who_decides_on_days_gives_more_of_them_and_asks_nobody(
    world: World, deputy: Conversation
) -> None:
    await deputy.says("Marlow needs another 2 SIP days")
    await deputy.says("cancel")
    await deputy.says("add half a SIP day for Oak Bank")
    who = await world.person("Dan Deputy")
    async with world.store.transaction(read_only=True) as uow:
        drafts = await uow.drafts.open_of(who)
    asked = {(draft.values["school"], draft.values["support"], draft.values["days"]) for draft in drafts}
    assert asked == {(MARLOW, "sip", "2"), (OAK_BANK, "sip", "0.5")}


async def test_a_partner_who_asks_for_more_days_is_told_who_may(sip: Conversation) -> None:
    assert (await sip.says("Oak Bank needs another 2 SIP days")).words == (
        "I can't do that for you: an extra visit to Oak Bank is for its headteacher to ask for, and the "
        "Deputy CEO decides."
    )
