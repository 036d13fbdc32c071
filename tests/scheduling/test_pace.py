"""Messages go as fast as the other side takes them, and no faster."""

from __future__ import annotations

import asyncio

import pytest

from scheduling.pace import CHAT, LONGEST_HOLD, MAILBOX, TENANT, Pace, Window
from strategy.outgoing import Means
from tests.scheduling.post import PassingTime

TEAMS, MAIL = Means.TEAMS, Means.MAIL


@pytest.fixture
def time() -> PassingTime:
    return PassingTime()


@pytest.fixture
def pace(time: PassingTime) -> Pace:
    return Pace(monotonic=time.monotonic, sleep=time.sleep)


async def went_at(pace: Pace, time: PassingTime, means: Means, people: list[int]) -> list[float]:
    times = []
    for person in people:
        await pace.turn(means, person)
        times.append(time.seconds)
    return times


def most_within(times: list[float], seconds: float) -> int:
    """The most that went in any such span."""
    return max(sum(start <= other < start + seconds for other in times) for start in times)


def keeps_to(times: list[float], windows: tuple[Window, ...]) -> bool:
    return all(most_within(times, window.seconds) <= window.most for window in windows)


async def test_one_chat_gets_as_much_as_teams_takes_and_no_more(pace: Pace, time: PassingTime) -> None:
    times = await went_at(pace, time, TEAMS, [1] * 200)
    assert keeps_to(times, CHAT)
    assert times[:9] == [0] * 7 + [1, 2]  # seven at once, an eighth in the second after, then two seconds on
    assert times[59] < 30 <= times[60]
    assert times[-1] < 4 * 30


async def test_an_hour_of_one_chat_has_an_end(pace: Pace, time: PassingTime) -> None:
    times = await went_at(pace, time, TEAMS, [1] * 1_801)
    assert times[1_799] < 3_600 <= times[1_800]


async def test_a_tenant_gets_fifty_messages_a_second(pace: Pace, time: PassingTime) -> None:
    times = await went_at(pace, time, TEAMS, list(range(1, 501)))
    assert keeps_to(times, TENANT)
    assert times[-1] == 9


async def test_those_who_wait_at_once_do_not_go_at_once(pace: Pace, time: PassingTime) -> None:
    times: list[float] = []

    async def one(person: int) -> None:
        await pace.turn(TEAMS, person)
        times.append(time.seconds)

    await asyncio.gather(*(one(person) for person in range(120)))
    assert keeps_to(times, TENANT)
    assert times == sorted(times)
    assert times[-1] == 2


async def test_a_mailbox_sends_thirty_a_minute(pace: Pace, time: PassingTime) -> None:
    times = await went_at(pace, time, MAIL, list(range(90)))
    assert keeps_to(times, MAILBOX)
    assert times[-1] == 120


async def test_mail_and_messages_do_not_wait_for_each_other(pace: Pace, time: PassingTime) -> None:
    await went_at(pace, time, MAIL, [1] * 30)
    assert await went_at(pace, time, TEAMS, [1]) == [0]


async def test_a_turn_that_was_not_needed_is_another_ones(pace: Pace, time: PassingTime) -> None:
    for _ in range(100):
        (await pace.turn(MAIL, 1)).unused()
        (await pace.turn(TEAMS, 1)).unused()
    assert time.seconds == 0


async def test_nobody_is_remembered_for_longer_than_it_counts(pace: Pace, time: PassingTime) -> None:
    await went_at(pace, time, TEAMS, list(range(1_000)))
    assert pace.chats_kept == 1_000
    time.passes(hours=1)
    await pace.turn(TEAMS, 5)
    await pace.turn(TEAMS, 2_000)
    assert pace.chats_kept == 2


async def test_who_asks_to_be_left_alone_is(pace: Pace, time: PassingTime) -> None:
    pace.hold(TEAMS, 1, 30.0)
    pace.hold(MAIL, 1, 60.0)
    assert (pace.held_for(TEAMS, 1), pace.held_for(TEAMS, 2)) == (30, 0)
    assert pace.held_for(MAIL, 2) == 60  # a mailbox is everybody's
    time.passes(seconds=31)
    assert (pace.held_for(TEAMS, 1), pace.held_for(MAIL, 1)) == (0, 29)
    pace.hold(MAIL, 1, float("inf"))
    assert pace.held_for(MAIL, 1) == LONGEST_HOLD


async def test_nothing_limits_what_has_no_limits(time: PassingTime) -> None:
    pace = Pace(monotonic=time.monotonic, sleep=time.sleep, mailbox=())
    assert (await went_at(pace, time, MAIL, [1] * 500))[-1] == 0
