"""The job that has people given the app in Teams, and what becomes of its rows with the worker."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from dialogs.outgoing.outbound import Outbound
from scheduling.carrying import Tally
from scheduling.jobs import installations
from storage.files.word import WordDocuments
from storage.store import SqlStore
from storage.tables import outbox, people, roles
from storage.trust_picture import raise_version
from strategy.outgoing import Means, OutgoingKind
from strategy.people import Role
from strategy.policy import Policy
from strategy.ports import Installation, Outcome, Outgoing, OutgoingState, Sending
from tests.builders import OAK_BANK, SmallTrust, make_deployment
from tests.scheduling.office_hours import POLICY, at
from tests.scheduling.post import PassingTime, PostRoom, crowd

MONDAY = at("2026-11-23T09:00")
DECEMBER = at("2026-12-01T09:00")
EVENING = at("2026-11-23T18:00")
SUNDAY = at("2026-11-22T10:00")
DUE = 200
"""Of a thousand people those whose turn it is, but for Ted who has no use for it."""
GONE = Sending(Outcome.UNREACHABLE, "not among the users of the trust's Microsoft 365")


class RememberingInstaller:
    """The port `Installer` in memory; `answers` are given to somebody in turn, and then it is installed."""

    def __init__(self, time: PassingTime | None = None) -> None:
        self.answers: dict[str, list[Sending]] = {}
        self.given: list[str] = []
        self.tries: list[float] = []
        self.under_way = self.most_at_once = 0
        self._time = time

    async def install(self, installation: Installation) -> Sending:
        self.tries.append(self._time.seconds if self._time else 0.0)
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        answers = self.answers.get(installation.user)
        if answers:
            return answers.pop(0)
        self.given.append(installation.user)
        return Sending(Outcome.SENT)


async def rows(store: SqlStore) -> list[Outgoing]:
    """What is to give people the app, in the order of their ids."""
    async with store.transaction(read_only=True) as uow:
        found = await uow.outbox.recent(kind=OutgoingKind.APP_INSTALLED, limit=5_000)
    return sorted(found, key=lambda row: (row.recipient, row.id))


async def run(
    store: SqlStore, now: datetime = MONDAY, *, is_set_up: bool = True, policy: Policy = POLICY
) -> str:
    did = await installations(store, policy, is_set_up=is_set_up).run(now)
    assert not isinstance(did, int)
    return did.words


def everybody_but_ted(trust: SmallTrust) -> list[int]:
    """Ted is deployed nowhere."""
    return sorted(
        [
            trust.ceo,
            trust.deputy_ceo,
            trust.lead_sip,
            trust.sip,
            trust.other_sip,
            trust.adviser,
            trust.head_of_oak_bank,
            trust.head_of_marlow,
        ]
    )


async def has_chat(store: SqlStore, person: int) -> None:
    async with store.transaction() as uow:
        await uow.conversations.keep_reference(person, f"chat-{person}", {"id": person}, MONDAY)


async def test_whoever_has_use_for_the_app_and_no_chat_is_given_it_once(
    store: SqlStore, trust: SmallTrust
) -> None:
    await has_chat(store, trust.sip)
    assert await run(store) == "7 people to be given the app"
    found = await rows(store)
    assert [row.recipient for row in found] == [one for one in everybody_but_ted(trust) if one != trust.sip]
    assert {(row.means, row.state) for row in found} == {(Means.APP, OutgoingState.WAITING)}
    for later in (MONDAY, MONDAY + timedelta(hours=1), DECEMBER):
        assert await run(store, later) == "0 people to be given the app"
    assert len(await rows(store)) == 7


async def test_nobody_is_given_it_where_that_is_not_set_up(store: SqlStore, trust: SmallTrust) -> None:
    assert await run(store, is_set_up=False) == "0 people to be given the app"
    assert await rows(store) == []


@pytest.mark.parametrize("quiet", [EVENING, SUNDAY, at("2026-11-23T07:59")])
async def test_nobody_is_given_it_outside_working_hours(
    store: SqlStore, trust: SmallTrust, quiet: datetime
) -> None:
    assert await run(store, quiet) == "0 people to be given the app"


async def test_nobody_is_given_it_before_the_trust_goes_live(store: SqlStore, trust: SmallTrust) -> None:
    policy = replace(POLICY, first_day=MONDAY.date() + timedelta(days=1))
    assert await run(store, policy=policy) == "0 people to be given the app"
    assert await run(store, MONDAY + timedelta(days=1), policy=policy) == "8 people to be given the app"


async def test_who_removed_the_app_is_left_in_peace_until_they_come_back_by_themselves(
    store: SqlStore, trust: SmallTrust
) -> None:
    await has_chat(store, trust.sip)
    async with store.transaction() as uow:
        await uow.conversations.forget_reference(f"chat-{trust.sip}")
    for now in (MONDAY, DECEMBER):
        await run(store, now)
    assert trust.sip not in {row.recipient for row in await rows(store)}
    async with store.transaction(read_only=True) as uow:
        assert await uow.conversations.known_chats([trust.sip, trust.ceo]) == {trust.sip: False}
    await has_chat(store, trust.sip)
    async with store.transaction(read_only=True) as uow:
        assert await uow.conversations.known_chats([trust.sip]) == {trust.sip: True}


async def test_who_was_given_it_and_removed_it_is_not_given_it_again(
    store: SqlStore, trust: SmallTrust
) -> None:
    room, installer = PostRoom(store), RememberingInstaller()
    await run(store)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=8)
    # They removed it before the bot ever heard of it, so that no chat is known.
    for now in (MONDAY + timedelta(hours=1), DECEMBER):
        assert await run(store, now) == "0 people to be given the app"
    assert len(installer.given) == 8


def words() -> Outbound:
    return Outbound(POLICY, WordDocuments())


async def test_what_came_to_nothing_is_tried_again_another_month_and_is_no_dead_letter(
    store: SqlStore, trust: SmallTrust
) -> None:
    room, installer = PostRoom(store), RememberingInstaller()
    installer.answers["sam.partner@trust.example"] = [GONE]
    await run(store)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=7, dropped=1)
    [row] = [row for row in await rows(store) if row.state is OutgoingState.DROPPED]
    assert (row.recipient, row.means, row.why) == (trust.sip, Means.APP, GONE.why)
    assert await run(store, MONDAY + timedelta(days=4)) == "0 people to be given the app"
    assert await run(store, DECEMBER) == "1 person to be given the app"
    room.time.passes(days=8)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=1)
    assert installer.given.count("sam.partner@trust.example") == 1
    assert room.mailer.sent == {}


async def test_who_came_or_left_meanwhile_is_not_given_it(store: SqlStore, trust: SmallTrust) -> None:
    room, installer = PostRoom(store), RememberingInstaller()
    await run(store)
    await has_chat(store, trust.sip)
    await has_chat(store, trust.adviser)
    async with store.transaction() as uow:
        await uow.conversations.forget_reference(f"chat-{trust.adviser}")
        await uow.connection.execute(
            sa.update(people).where(people.c.id == trust.lead_sip).values(ended_on=MONDAY.date())
        )
        await raise_version(uow.connection)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=5, dropped=3)
    assert {row.recipient: row.why for row in await rows(store) if row.why} == {
        trust.sip: "has a chat with the bot",
        trust.adviser: "removed the app",
        trust.lead_sip: "not in the directory any more",
    }


async def test_a_row_that_is_late_waits_for_working_hours(store: SqlStore, trust: SmallTrust) -> None:
    room, installer = PostRoom(store), RememberingInstaller()
    room.time = PassingTime(EVENING)
    await run(store)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(put_off=8)
    assert installer.tries == []
    assert {row.next_try_at for row in await rows(store)} == {at("2026-11-24T08:00")}
    room.time.passes(hours=14)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=8)


async def test_who_has_no_use_for_it_any_more_is_not_given_it(store: SqlStore, trust: SmallTrust) -> None:
    room, installer = PostRoom(store), RememberingInstaller()
    async with store.transaction() as uow:
        await make_deployment(uow, trust.deployed, OAK_BANK, MONDAY.date(), MONDAY.date())
    await run(store)
    room.time.passes(days=1)
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=8, dropped=1)
    assert "has no use for the app any more" in {row.why for row in await rows(store)}


async def test_rows_wait_where_it_is_set_up_no_more(store: SqlStore, trust: SmallTrust) -> None:
    room = PostRoom(store)
    await run(store)
    assert await room.worker(renderer=words()).run_due() == Tally(put_off=8)
    assert {row.why for row in await rows(store)} == {"no app is set up to be installed"}


async def test_jobs_that_run_at_once_put_out_one_row_each(store: SqlStore, trust: SmallTrust) -> None:
    await asyncio.gather(*(run(store) for _ in range(4)))
    assert set(Counter(row.recipient for row in await rows(store)).values()) == {1}
    assert len(await rows(store)) == 8


async def test_a_thousand_people_are_found_in_parts_and_given_it_at_a_calm_pace(
    store: SqlStore, trust: SmallTrust
) -> None:
    room = PostRoom(store)
    installer = RememberingInstaller(room.time)
    everybody = await crowd(store, 1_000)
    async with store.transaction() as uow:
        held = [{"person": one, "role": Role.TRUSTEE, "subject": ""} for one in everybody[-1_000:]]
        await uow.connection.execute(sa.insert(roles), held)
        await raise_version(uow.connection)
    assert await run(store) == "1008 people to be given the app"
    async with store.transaction() as uow:
        # The others show the same, and take long on a busy machine.
        later = sa.update(outbox).where(outbox.c.recipient > everybody[DUE - 1])
        await uow.connection.execute(later.values(next_try_at=MONDAY + timedelta(days=1)))
    before = room.time.seconds
    assert await room.worker(renderer=words(), installer=installer).run_due() == Tally(sent=DUE - 1)
    assert len(set(installer.given)) == DUE - 1
    assert installer.most_at_once <= 4
    assert max(installer.tries) - before >= (DUE - 1) / 5 - 2
