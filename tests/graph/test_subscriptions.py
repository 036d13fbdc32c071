"""What the simulator does about subscriptions, seen through Microsoft's SDK as the bot uses it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from scheduling.outlook.client import Outlook
from scheduling.outlook.subscribing import ANOTHER, NOT_ANSWERED, OutlookSubscriber
from strategy.ports import CalendarsOutOfReach
from tests.builders import NOW
from tests.graph.listener import Listener, listening
from tests.graph.simulator import FROM, GraphSimulator
from tests.graph.test_calendars import SIP, a_visit, booked

DAY = timedelta(days=1)
SECRET = "s" * 43


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async with listening() as one:
        yield one


@pytest.fixture
def subscriber(outlook: Outlook, graph: GraphSimulator) -> OutlookSubscriber:
    graph.mailbox(SIP)
    return OutlookSubscriber(outlook)


async def test_who_is_to_be_told_is_asked_first_and_then_told_of_each_change(
    subscriber: OutlookSubscriber, outlook: Outlook, graph: GraphSimulator, listener: Listener
) -> None:
    made = await subscriber.subscribe(SIP, f"{listener.url}?mark=m1", SECRET, NOW + DAY)
    assert (made.tells, made.ends_at) == (f"{listener.url}?mark=m1", NOW + DAY)
    assert listener.marks == ["m1", "m1"]
    await booked(outlook, a_visit())
    assert await graph.subscriptions.tell() == []  # what we make is not told
    calendar = graph.mailbox(SIP).calendar
    [event] = calendar.events
    calendar.touch(event)
    assert await graph.subscriptions.tell(times=2) == [202, 202]
    calendar.remove(event)
    assert await graph.subscriptions.tell() == [202]
    assert [each["changeType"] for each in listener.told] == ["updated", "updated", "deleted"]
    assert {each["clientState"] for each in listener.told} == {SECRET}
    assert {each["subscriptionId"] for each in listener.told} == {made.number}


async def test_who_does_not_answer_as_it_must_is_told_nothing(
    subscriber: OutlookSubscriber, graph: GraphSimulator, listener: Listener
) -> None:
    listener.is_deaf = True
    with pytest.raises(CalendarsOutOfReach) as refused:
        await subscriber.subscribe(SIP, listener.url, SECRET, NOW + DAY)
    assert refused.value.why == NOT_ANSWERED
    with pytest.raises(CalendarsOutOfReach):
        await subscriber.subscribe(SIP, "http://127.0.0.1:9/nobody", SECRET, NOW + DAY)
    assert graph.subscriptions.numbers() == set()


@pytest.mark.parametrize("lasts", [timedelta(minutes=10_081), timedelta(0)])
async def test_one_lasts_seven_days_at_most(
    subscriber: OutlookSubscriber, graph: GraphSimulator, listener: Listener, lasts: timedelta
) -> None:
    with pytest.raises(CalendarsOutOfReach):
        await subscriber.subscribe(SIP, listener.url, SECRET, NOW + lasts)
    made = await subscriber.subscribe(SIP, listener.url, SECRET, NOW + timedelta(minutes=10_080))
    with pytest.raises(CalendarsOutOfReach):
        await subscriber.renew(made.number, NOW + lasts)


async def test_it_ends_unless_it_is_renewed(
    subscriber: OutlookSubscriber, graph: GraphSimulator, listener: Listener
) -> None:
    made = await subscriber.subscribe(SIP, listener.url, SECRET, NOW + DAY)
    assert await subscriber.renew(made.number, NOW + 3 * DAY) == NOW + 3 * DAY
    graph.subscriptions.now = NOW + 2 * DAY
    assert [each.number for each in await subscriber.standing()] == [made.number]
    graph.subscriptions.now = NOW + 3 * DAY
    assert await subscriber.standing() == []
    assert await subscriber.renew(made.number, NOW + 6 * DAY) is None
    await subscriber.unsubscribe(made.number)


async def test_one_that_is_ended_is_not_there_and_makes_room(
    subscriber: OutlookSubscriber, graph: GraphSimulator, listener: Listener
) -> None:
    made = await subscriber.subscribe(SIP, listener.url, SECRET, NOW + DAY)
    with pytest.raises(CalendarsOutOfReach, match=ANOTHER):
        await subscriber.subscribe(SIP, listener.url, SECRET, NOW + DAY)
    await subscriber.unsubscribe(made.number)
    again = await subscriber.subscribe(SIP, listener.url, SECRET, NOW + DAY)
    assert graph.subscriptions.numbers() == {again.number}


async def test_all_there_are_are_listed_over_pages(
    subscriber: OutlookSubscriber, graph: GraphSimulator, listener: Listener
) -> None:
    for number in range(25):
        graph.mailbox(f"person{number}@trust.example")
        graph.subscriptions.add(f"person{number}@trust.example", listener.url)
    assert {each.number for each in await subscriber.standing()} == graph.subscriptions.numbers()
    assert graph.asked.count("GET subscriptions") == 3


async def test_a_permission_or_a_mailbox_that_lacks_is_said(
    subscriber: OutlookSubscriber, graph: GraphSimulator, listener: Listener
) -> None:
    with pytest.raises(CalendarsOutOfReach, match="no mailbox"):
        await subscriber.subscribe("elsewhere@partners.example", listener.url, SECRET, NOW + DAY)
    graph.within = {FROM}
    with pytest.raises(CalendarsOutOfReach, match=r"Calendars\.ReadWrite"):
        await subscriber.subscribe(SIP, listener.url, SECRET, NOW + DAY)
    graph.grants.discard("Calendars.ReadWrite")
    with pytest.raises(CalendarsOutOfReach, match=r"Calendars\.ReadWrite"):
        await subscriber.standing()
    assert listener.marks == []
