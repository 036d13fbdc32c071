"""What is put out by a deed reaches people: while the server runs, with a sweep, and by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.commands import main
from bot.serving import application, channel_of, deliver_once, delivering
from bot.settings import load_settings
from bot.wiring import House, house
from storage.demo_mailbox import DemoMailbox
from storage.store import SqlStore
from strategy.outgoing import Means
from strategy.ports import Outgoing, OutgoingState, Rendering, UnitOfWork
from tests.channel.teams import ConnectorService, served
from tests.scheduling.post import PlainWords
from tests.system import trust
from tests.system.chat import Chat
from tests.system.office import Office
from tests.system.test_filing_over_http import ready_to_file

Run = Callable[..., tuple[int, str, str]]
NOW = datetime.fromisoformat(trust.NOW)


@pytest.fixture
async def service() -> AsyncIterator[ConnectorService]:
    side = ConnectorService()
    async with served(side):
        yield side


@pytest.fixture
async def parts(database: str) -> AsyncIterator[House]:
    """The demonstration's house, in which plain words are made of whatever is delivered."""
    settings = load_settings(None, database_url=database, demo=True, now=trust.NOW)
    async with house(settings) as made:
        yield replace(made, renderer=PlainWords())


async def states(store: SqlStore) -> dict[tuple[str, Means | None], int]:
    """How many rows have which state, by which means."""
    async with store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent()
    counted: dict[tuple[str, Means | None], int] = {}
    for row in rows:
        counted[row.state, row.means] = counted.get((row.state, row.means), 0) + 1
    return counted


async def test_a_filed_report_goes_to_teams_and_to_the_mailbox_with_the_next_sweep(
    parts: House, service: ConnectorService, davids_id: str
) -> None:
    async with TestClient(TestServer(application(parts))) as client:
        office = Office(client, parts)
        await (await office.chat(trust.SARAH)).says("hello", serviceUrl=service.url)
        david = Chat(office.post, davids_id)
        receipt = await david.sends(david.pressed(await ready_to_file(david)))
        assert "Report filed: Oak Bank" in receipt.on_cards
    service.sent.clear()
    said = await deliver_once(parts)
    assert "sent" in said
    assert "failed" not in said
    async with parts.store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent()
        heads = [row for row in rows if row.recipient == _person(uow, trust.SARAH)]
    assert {(row.state, row.means) for row in heads} == {(OutgoingState.SENT, Means.TEAMS)}
    assert len(service.sent) == len(heads) == 1
    assert service.sent[0].path.endswith("/activities")
    mailed = {row.recipient for row in rows if row.means is Means.MAIL}
    assert len(mailed) > 1
    assert len(await DemoMailbox(parts.store, parts.clock).newest()) == len(
        [row for row in rows if row.means is Means.MAIL]
    )
    assert await deliver_once(parts) == "nothing to do"


def _person(uow: UnitOfWork, email: str) -> int:
    found = uow.trust.by_email(email)
    assert found is not None
    return found.id


class Signalling(PlainWords):
    """Says when it has made the words of the last of so many rows."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self.all_made = asyncio.Event()
        self._many = many

    async def render(self, uow: UnitOfWork, outgoing: Outgoing, means: Means, now: datetime) -> Rendering:
        made = await super().render(uow, outgoing, means, now)
        if self.rendered >= self._many:
            self.all_made.set()
        return made


async def test_the_server_delivers_while_it_runs_and_finishes_what_it_has_begun(
    parts: House, service: ConnectorService
) -> None:
    words = Signalling(many=3)
    parts = replace(parts, renderer=words)
    channel = channel_of(parts)
    async with TestClient(TestServer(application(parts, channel))) as client:
        colin = await Office(client, parts).chat(trust.COLIN)
        await colin.says("hello", serviceUrl=service.url)
        service.sent.clear()
        async with delivering(parts, channel):
            async with parts.store.transaction() as uow:
                person = _person(uow, trust.COLIN)
                await uow.outbox.put(
                    [Outgoing(f"k{n}", "nudge", person, f"nudge:{n}", parts.clock.now()) for n in range(3)]
                )
            await asyncio.wait_for(words.all_made.wait(), 30)
        assert await states(parts.store) == {(OutgoingState.SENT, Means.TEAMS): 3}
    assert service.texts == [f"About nudge:{n}." for n in range(3)]


@pytest.fixture
def run(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on a copy of the trust; its exit status and what it wrote."""
    monkeypatch.setenv("KEYSTONE_DATABASE_URL", database)

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return command


async def _with_rows(database_url: str) -> None:
    """Two rows that failed, one that waits, one that was sent."""
    store = SqlStore.at(database_url)
    async with store.transaction() as uow:
        colin, david = (_person(uow, email) for email in (trust.COLIN, trust.DAVID))
        await uow.outbox.put(
            [
                Outgoing("dead 1", "nudge", david, "nudge:1:2026-11-23", NOW),
                Outgoing("dead 2", "report.shared", colin, "report:7:1", NOW),
                Outgoing("sent", "nudge", colin, "nudge:2:2026-11-23", NOW),
                Outgoing("waits", "report.shared", david, "report:8:1", datetime(2030, 1, 1, tzinfo=UTC)),
            ]
        )
        for row in await uow.outbox.claim("w", Means.TEAMS, NOW, NOW, 10):
            done = replace(row, next_try_at=None, done_at=NOW, attempts=8)
            if row.key == "sent":
                done = replace(done, state=OutgoingState.SENT)
            else:
                tried = "Teams: has no chat with the bot"
                done = replace(
                    done, state=OutgoingState.FAILED, means=Means.MAIL, tried=tried, why="no such mailbox"
                )
            await uow.outbox.settle(done)
    await store.close()


@pytest.fixture
def rows(database: str) -> None:
    asyncio.run(_with_rows(database))


@pytest.mark.usefixtures("rows")
def test_the_outbox_lists_what_failed_and_what_waits_with_ids_and_addresses_alone(run: Run) -> None:
    status, out, err = run("outbox")
    assert (status, err) == (0, "")
    first, titles, *lines = out.splitlines()
    assert first == "2 failed, 1 waiting."
    assert titles.split() == ["id", "kind", "to", "about", "state", "by", "tries", "next", "why"]
    assert [line.split()[:7] for line in lines] == [
        ["2", "report.shared", trust.COLIN, "report:7:1", "failed", "mail", "8"],
        ["1", "nudge", trust.DAVID, "nudge:1:2026-11-23", "failed", "mail", "8"],
        ["4", "report.shared", trust.DAVID, "report:8:1", "waiting", "teams", "0"],
    ]
    assert lines[0].endswith("Teams: has no chat with the bot; no such mailbox")
    assert lines[2].endswith("Tue 1 January 2030 at 00:00")


@pytest.mark.usefixtures("rows")
def test_the_outbox_lists_one_state_and_so_many_of_it(run: Run) -> None:
    assert [line.split()[0] for line in run("outbox", "--state", "sent")[1].splitlines()[2:]] == ["3"]
    assert [line.split()[0] for line in run("outbox", "--limit", "1")[1].splitlines()[2:]] == ["2", "4"]
    assert run("outbox", "--state", "dropped")[1] == "2 failed, 1 waiting.\n"


@pytest.mark.usefixtures("rows")
def test_what_failed_is_tried_again_by_id_or_all_of_it_and_that_is_recorded(run: Run, database: str) -> None:
    assert run("outbox", "--retry", "1", "3")[1] == (
        "1 of 2 will be tried again; the others have not failed.\n"
    )
    assert run("outbox")[1].splitlines()[0] == "1 failed, 2 waiting."
    assert run("outbox", "--retry", "all")[1] == "1 will be tried again.\n"
    assert run("outbox", "--retry", "all")[1] == "0 will be tried again.\n"
    assert asyncio.run(_audited(database)) == [
        {"which": "all", "tried_again": 0},
        {"which": "all", "tried_again": 1},
        {"which": [1, 3], "tried_again": 1},
    ]


async def _audited(database_url: str) -> list[dict[str, Any]]:
    store = SqlStore.at(database_url)
    async with store.transaction(read_only=True) as uow:
        entries = await uow.audit.entries(subject="outbox")
    await store.close()
    return [dict(entry.details) for entry in entries]


@pytest.mark.parametrize(
    "arguments",
    ["--retry everything", "--retry -1", "--retry 1099511627776", "--state lost", "--limit 0"],
)
def test_what_the_outbox_is_not_asked_for_is_said(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    with pytest.raises(SystemExit):
        run("outbox", *arguments.split())
    assert "usage:" in capsys.readouterr().err


@pytest.mark.usefixtures("rows")
def test_a_machine_that_is_not_set_up_to_send_leaves_the_outbox_alone(run: Run) -> None:
    status, out, _ = run("sweep")
    assert status == 0
    assert out.splitlines()[-1] == (
        "deliveries: left alone, 1 waiting. KEYSTONE_APP_ID is empty: "
        "set it to the Microsoft app id of the bot's registration."
    )


def test_a_sweep_with_nothing_to_deliver_says_so(run: Run) -> None:
    assert run("sweep")[1].splitlines()[-1] == "deliveries: nothing to do"
