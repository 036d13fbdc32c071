"""Packs and calls to meetings as processes send them: killed in the middle, and several at once."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from datetime import date, time

from storage.store import SqlStore
from strategy.actions.sending_packs import packs_to_send, send_packs
from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from tests.builders import MARLOW
from tests.scheduling.mortal_sender import CLAIMED
from tests.scheduling.office_hours import OfficeHours, at
from tests.scheduling.test_packs import meets, sent, sweep
from tests.scheduling.test_processes import PATIENCE, started

NOW = at("2026-11-30T08:15")


async def the_week(office: OfficeHours) -> None:
    """Two Boards and the team's meeting, all on the Thursday."""
    await meets(office)
    await meets(office, school=MARLOW)
    async with office.store.transaction() as uow:
        team = Meeting(0, Body.SCHOOL_IMPROVEMENT_TEAM, "", date(2026, 12, 3), time(14), time(15))
        await uow.meetings.add(team)


async def test_a_sender_that_is_killed_loses_no_pack_and_sends_none_twice(
    office: OfficeHours, database_url: str
) -> None:
    await the_week(office)
    process = await started("-m", "tests.scheduling.mortal_sender", database_url, NOW.isoformat())
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), PATIENCE) == f"{CLAIMED}\n".encode()
    process.send_signal(signal.SIGKILL)
    assert await asyncio.wait_for(process.wait(), PATIENCE) == -signal.SIGKILL
    assert await sent(office) == []
    assert await sweep(office, NOW) == 6
    assert await sweep(office, NOW) == 0
    rows = await sent(office)
    assert set(Counter((each.subject, each.recipient) for each in rows).values()) == {1}


async def test_of_two_that_found_the_same_packs_one_sends_them(
    office: OfficeHours, database_url: str
) -> None:
    await the_week(office)
    another = SqlStore.at(database_url)
    try:
        async with office.store.transaction(read_only=True) as uow:
            found = (await packs_to_send(uow=uow, policy=office.policy, now=NOW)).sendings
        async with another.transaction(read_only=True) as uow:
            also_found = (await packs_to_send(uow=uow, policy=office.policy, now=NOW)).sendings
        assert found == also_found
        async with another.transaction() as uow:
            assert await send_packs(uow=uow, sendings=also_found) == 6
        async with office.store.transaction() as uow:
            assert await send_packs(uow=uow, sendings=found) == 0
    finally:
        await another.close()
    assert len(await sent(office)) == 6


async def test_processes_that_sweep_at_once_tell_of_each_pack_and_meeting_once(
    office: OfficeHours, database_url: str
) -> None:
    await the_week(office)
    sweeps = [
        await started("-m", "bot", "sweep", "--now", NOW.isoformat(), DATABASE_URL=database_url, DEMO="1")
        for _ in range(2)
    ]
    ended = await asyncio.wait_for(asyncio.gather(*(each.communicate() for each in sweeps)), PATIENCE)
    assert [each.returncode for each in sweeps] == [0, 0], ended
    messages = await office.messages()
    kinds = (OutgoingKind.PACK_READY, OutgoingKind.NUDGE)
    told = Counter((each.subject, each.recipient) for each in messages if each.kind in kinds)
    assert set(told.values()) == {1}
    assert Counter(each.kind for each in messages if each.kind in kinds) == {
        OutgoingKind.PACK_READY: 6,
        OutgoingKind.NUDGE: 5,
    }
