"""The port of minutes: one a meeting, every version kept, actions that come, end and are done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import meetings, minuted_action_steps, minutes_versions
from strategy.files import FileIn
from strategy.meetings import Meeting
from strategy.minutes import (
    ActionState,
    ActionStep,
    ActionText,
    Amendment,
    Minutes,
    MinutesText,
    MinutesVersion,
    NewAction,
)
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, HeldQuery
from tests.builders import MARLOW, OAK_BANK, small_trust

BOARD, EIT = Body.PROGRESS_BOARD, Body.EIT
AT = datetime(2026, 11, 13, 9, tzinfo=UTC)
DAY = date(2026, 11, 12)
ALL = HeldQuery(date(2026, 9, 1), date(2027, 7, 31), frozenset(Body), None)


async def somebody(uow: SqlUnitOfWork) -> int:
    person = uow.trust.by_email("dan.deputy@trust.example")
    assert person is not None
    return person.id


async def a_meeting(
    uow: SqlUnitOfWork, day: date = DAY, body: Body = BOARD, school: str = OAK_BANK
) -> Meeting:
    return await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


def version(number: int, by: int, text: str = "As typed\n \u2063 <b>") -> MinutesVersion:
    return MinutesVersion(number, by, AT + timedelta(days=number), MinutesText(text, "One\nTwo"))


def action(
    what: str = "Attendance", owner: int | None = None, school: str = OAK_BANK, by: date = date(2026, 12, 4)
) -> NewAction:
    return NewAction(ActionText(what, owner, "" if owner else "the governors", by, school))


async def recorded(uow: SqlUnitOfWork, *actions: NewAction) -> Minutes:
    who = await somebody(uow)
    return await uow.minutes.start(await a_meeting(uow), version(1, who), actions)


async def test_minutes_come_back_as_they_were_given_with_their_file_and_actions(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        who = await somebody(uow)
        kept = await uow.files.keep(FileIn("Board.pdf", "application/pdf", b"%PDF-1.7"), who, AT)
        text = MinutesText("Said", "", "https://trust.example/minutes", kept.id)
        first = MinutesVersion(1, who, AT, text)
        made = await uow.minutes.start(await a_meeting(uow), first, [action(), action("Maths", who)])
    async with store.transaction() as uow:
        found = await uow.minutes.get(made.id)
        assert found is not None
        assert found == await uow.minutes.of_meeting(made.meeting.id)
        assert (found.last.text.file_name, found.last.text.link) == ("Board.pdf", text.link)
        assert [(each.text.what, each.text.owner) for each in found.standing_actions] == [
            ("Attendance", None),
            ("Maths", who),
        ]
        assert {each.begun_at for each in found.actions} == {AT}
        assert await uow.minutes.get(10**12) is None
        assert await uow.minutes.of_meeting(True) is None


async def test_a_meeting_has_its_minutes_once(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        made = await recorded(uow)
        with pytest.raises(AlreadyThere):
            await uow.minutes.start(made.meeting, version(1, made.first.by), [])


async def test_an_amendment_ends_and_adds_actions_and_its_place_is_taken_once(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        made = await recorded(uow, action(), action("Maths"))
        gone = made.actions[0].id
        await uow.minutes.amend(made.id, version(2, made.first.by), Amendment((gone,), (action("Reading"),)))
        with pytest.raises(AlreadyThere):
            await uow.minutes.amend(made.id, version(2, made.first.by), Amendment((), ()))
    async with store.transaction() as uow:
        found = await uow.minutes.get(made.id)
        assert found is not None
        assert [each.number for each in found.versions] == [1, 2]
        assert [each.text.what for each in found.actions_in(1)] == ["Attendance", "Maths"]
        assert [each.text.what for each in found.standing_actions] == ["Maths", "Reading"]
        assert found.standing_actions[1].begun_at == AT + timedelta(days=2)


async def test_a_step_of_an_action_is_taken_once_and_none_of_one_that_ended(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        made = await recorded(uow, action(), action("Maths"))
        first, second = made.actions
        step = ActionStep(2, ActionState.DONE, made.first.by, AT)
        await uow.minutes.take(first.id, step)
        with pytest.raises(AlreadyThere):
            await uow.minutes.take(first.id, step)
        await uow.minutes.amend(made.id, version(2, made.first.by), Amendment((second.id,), ()))
        with pytest.raises(AlreadyThere):
            await uow.minutes.take(second.id, step)
        done = await uow.minutes.action(first.id)
        assert done is not None
        assert (done.state, done.revision, done.is_open) == (ActionState.DONE, 2, False)


async def test_open_actions_are_found_by_school_and_by_owner_the_nearest_first(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        who = await somebody(uow)
        late = action("Late", who, MARLOW, date(2026, 12, 11))
        made = await recorded(uow, late, action("Soon", who), action("Nobody's"), action("Done", who, ""))
        await uow.minutes.take(made.actions[3].id, ActionStep(2, ActionState.DONE, who, AT))
        assert [each.text.what for each in await uow.minutes.open_actions_of(who)] == ["Soon", "Late"]
        assert [each.text.what for each in await uow.minutes.open_actions([MARLOW])] == ["Late"]
        of_oak = await uow.minutes.open_actions([OAK_BANK])
        assert [each.text.what for each in of_oak] == ["Soon", "Nobody's"]
        ids = [each.id for each in made.actions]
        by_id = await uow.minutes.actions_by_id([*ids, 10**12])
        assert [each.text.what for each in by_id] == ["Soon", "Nobody's", "Done", "Late"]


async def test_meetings_are_found_with_and_without_minutes_the_latest_first(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        made = await recorded(uow)
        marlow = await a_meeting(uow, date(2026, 11, 19), school=MARLOW)
        eit = await a_meeting(uow, date(2026, 11, 26), EIT, "")
        gone = await a_meeting(uow, date(2026, 11, 27), EIT, "")
        await uow.connection.execute(
            sa.update(meetings).where(meetings.c.id == gone.id).values(withdrawn_on=DAY)
        )

        async def found(query: HeldQuery, limit: int = 10) -> list[tuple[int, int | None]]:
            return [(each.meeting.id, each.minutes) for each in await uow.minutes.held(query, limit=limit)]

        oak = (made.meeting.id, made.id)
        assert await found(ALL) == [(eit.id, None), (marlow.id, None), oak]
        assert await found(ALL, 2) == [(eit.id, None), (marlow.id, None)]
        assert await found(HeldQuery(DAY, DAY, frozenset(Body), None)) == [oak]
        assert await found(HeldQuery(ALL.starts, ALL.ends, boards=frozenset({OAK_BANK}))) == [oak]
        assert await found(HeldQuery(ALL.starts, ALL.ends, frozenset({EIT}))) == [(eit.id, None)]
        assert await found(HeldQuery(ALL.starts, ALL.ends)) == []
        assert await found(HeldQuery(ALL.starts, ALL.ends, frozenset(), None, True)) == [oak]
        assert await found(HeldQuery(ALL.starts, ALL.ends, frozenset(), None, False)) == [(marlow.id, None)]


async def test_what_was_recorded_and_done_is_neither_changed_nor_deleted(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        made = await recorded(uow, action())
        await uow.minutes.take(made.actions[0].id, ActionStep(2, ActionState.DONE, made.first.by, AT))
    for table in (minutes_versions, minuted_action_steps):
        for statement in (sa.update(table).values(number=9), sa.delete(table)):
            with pytest.raises(DBAPIError, match="append-only"):
                async with store.transaction() as uow:
                    await uow.connection.execute(statement)
