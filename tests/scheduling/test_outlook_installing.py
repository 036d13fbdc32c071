"""The app put into people's Teams by Microsoft Graph: Microsoft's SDK against the simulator."""

from __future__ import annotations

import asyncio
import signal

import pytest

from scheduling.carrying import Tally
from scheduling.no_installer import NoInstaller
from scheduling.outlook.client import Outlook
from scheduling.outlook.examining_app import ABOUT, examine_installing
from scheduling.outlook.installing import ASK_AGAIN, OutlookInstaller
from storage.store import SqlStore
from strategy.outgoing import OutgoingKind
from strategy.ports import Installation, Outcome, OutgoingState
from tests.builders import small_trust
from tests.graph.installing import chat_of
from tests.graph.simulator import CATALOGUE_ID, INSTALL, GraphSimulator
from tests.scheduling.chats import RememberedChats
from tests.scheduling.post import PostRoom, a_message, crowd
from tests.scheduling.test_killed_mailers import started

ANN = "ann.lee@trust.example"
ANNS_ID = "00000000-aaaa-4000-8000-000000000001"
POST = "POST teamwork/installedApps"
GET = "GET teamwork/installedApps"
CHAT = "GET teamwork/installedApps/{}/chat"
CAROL = "carol.chief@trust.example"


@pytest.fixture
def chats() -> RememberedChats:
    return RememberedChats()


@pytest.fixture
def installer(outlook: Outlook, chats: RememberedChats) -> OutlookInstaller:
    return OutlookInstaller(outlook, CATALOGUE_ID, chats)


@pytest.mark.parametrize("user", [ANN, ANNS_ID])
async def test_the_app_is_installed_for_somebody_by_either_name_and_its_chat_found(
    installer: OutlookInstaller, graph: GraphSimulator, chats: RememberedChats, user: str
) -> None:
    box = graph.mailbox(user)
    assert await installer.install(Installation(user)) == await installer.install(Installation(user))
    assert box.apps == [CATALOGUE_ID]
    assert graph.asked == ["POST token", *[POST, GET, CHAT] * 2]  # there already is as good
    assert chats.of == {user: chat_of(box)}


@pytest.mark.parametrize("place", [GET, CHAT])
async def test_a_chat_that_is_not_there_yet_is_not_waited_for(
    installer: OutlookInstaller, graph: GraphSimulator, chats: RememberedChats, place: str
) -> None:
    graph.mailbox(ANN)
    graph.next(place, status=404, code="NotFound")
    assert (await installer.install(Installation(ANN))).is_sent
    assert chats.of == {}


@pytest.mark.parametrize("place", [GET, CHAT])
async def test_a_chat_that_could_not_be_asked_for_is_asked_for_again(
    installer: OutlookInstaller, graph: GraphSimulator, chats: RememberedChats, place: str
) -> None:
    box = graph.mailbox(ANN)
    graph.next(place, status=429, retry_after="7")
    busy = await installer.install(Installation(ANN))
    assert (busy.outcome, busy.retry_after) == (Outcome.FAILED, 7.0)
    assert (await installer.install(Installation(ANN))).is_sent
    assert chats.of == {ANN: chat_of(box)}


async def test_where_it_is_there_already_that_counts_as_done(
    installer: OutlookInstaller, graph: GraphSimulator
) -> None:
    graph.mailbox(ANN).apps.append(CATALOGUE_ID)
    assert (await installer.install(Installation(ANN))).outcome is Outcome.SENT


async def test_who_is_not_in_the_tenant_is_out_of_reach_for_good(
    installer: OutlookInstaller, graph: GraphSimulator
) -> None:
    sending = await installer.install(Installation("nobody@trust.example"))
    assert (sending.outcome, sending.why) == (
        Outcome.UNREACHABLE,
        "not among the users of the trust's Microsoft 365",
    )
    assert "nobody" not in sending.why


async def test_an_app_that_is_not_in_the_catalogue_is_not_held_against_the_person(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    graph.mailbox(ANN)
    wrong = OutlookInstaller(outlook, "00000000-0000-4000-8000-000000000000", RememberedChats())
    sending = await wrong.install(Installation(ANN))
    assert (sending.outcome, sending.why) == (
        Outcome.NOT_SET_UP,
        "the app is not in the catalogue: see KEYSTONE_TEAMS_APP_ID",
    )


async def test_a_lacking_permission_says_which_and_waits_for_somebody_to_grant_it(
    installer: OutlookInstaller, graph: GraphSimulator
) -> None:
    graph.mailbox(ANN)
    graph.grants.discard(INSTALL)
    sending = await installer.install(Installation(ANN))
    assert sending.outcome is Outcome.NOT_SET_UP
    assert f"lacks {INSTALL}" in sending.why
    graph.grants.add(INSTALL)
    assert (await installer.install(Installation(ANN))).is_sent


async def test_who_is_kept_from_it_by_a_policy_keeps_nobody_else_from_it(
    store: SqlStore, graph: GraphSimulator, installer: OutlookInstaller
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    graph.mailbox(CAROL).is_kept_from_apps = True
    sam = graph.mailbox("sam.partner@trust.example")
    await room.put(
        a_message("carol", trust.ceo, OutgoingKind.APP_INSTALLED),
        a_message("sam", trust.sip, OutgoingKind.APP_INSTALLED),
    )
    assert await room.worker(installer=installer).run_due() == Tally(sent=1, put_off=1)
    assert sam.apps == [CATALOGUE_ID]


async def test_without_a_token_graph_is_left_alone_for_an_hour_by_everybodys_row(
    store: SqlStore, graph: GraphSimulator, installer: OutlookInstaller
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    graph.secret = "another"
    await room.put(a_message("carol", trust.ceo, OutgoingKind.APP_INSTALLED))
    worker = room.worker(installer=installer)
    assert await worker.run_due() == Tally(put_off=1)
    asked = len(graph.asked)
    await room.put(a_message("sam", trust.sip, OutgoingKind.APP_INSTALLED))
    assert await worker.run_due() == Tally(put_off=1)
    assert len(graph.asked) == asked
    row = await room.row("carol")
    assert (row.state, row.attempts) == (OutgoingState.WAITING, 0)
    assert "gives no token (AADSTS7000215)" in row.why
    graph.secret = "the-apps-secret"
    for name in (CAROL, "sam.partner@trust.example"):
        graph.mailbox(name)
    room.time.passes(seconds=ASK_AGAIN + 60)
    assert await worker.run_due() == Tally(sent=2)


async def test_a_token_that_is_refused_twice_is_said_to_be(
    installer: OutlookInstaller, graph: GraphSimulator
) -> None:
    graph.mailbox(ANN)
    graph.next(POST, status=401, code="InvalidAuthenticationToken", times=2)
    sending = await installer.install(Installation(ANN))
    assert (sending.outcome, sending.why) == (
        Outcome.NOT_SET_UP,
        "Microsoft Graph does not accept the app's token",
    )
    graph.revoke_tokens()
    assert (await installer.install(Installation(ANN))).is_sent


async def test_a_graph_that_is_busy_then_down_then_well_gives_it_once(
    store: SqlStore, graph: GraphSimulator, installer: OutlookInstaller
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    box = graph.mailbox(CAROL)
    graph.next(POST, status=429, code="TooManyRequests", retry_after="90")
    graph.next(POST, status=503, code="ServiceUnavailable")
    await room.put(a_message("carol", trust.ceo, OutgoingKind.APP_INSTALLED))
    worker = room.worker(installer=installer)
    assert await worker.run_due() == Tally(put_off=1)
    assert (await room.row("carol")).why == "Microsoft Graph answered 429 TooManyRequests"
    room.time.passes(seconds=80)
    await room.put(a_message("other", trust.ceo, OutgoingKind.APP_INSTALLED))
    asked = len(graph.asked)
    assert await worker.run_due() == Tally(put_off=1)
    assert len(graph.asked) == asked  # it asked to be left alone
    for _ in range(2):
        room.time.passes(minutes=4)
        await worker.run_due()
    assert {(await room.row(key)).state for key in ("carol", "other")} == {OutgoingState.SENT}
    assert box.apps == [CATALOGUE_ID]


async def test_a_graph_that_stays_down_ends_in_no_dead_letter_and_no_mail(
    store: SqlStore, graph: GraphSimulator, installer: OutlookInstaller
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    graph.mailbox(CAROL)
    graph.next(POST, status=503, is_html=True, times=100)
    await room.put(a_message("carol", trust.ceo, OutgoingKind.APP_INSTALLED))
    worker = room.worker(installer=installer)
    for _ in range(10):
        await worker.run_due()
        room.time.passes(hours=6)
    row = await room.row("carol")
    assert (row.state, row.why) == (OutgoingState.DROPPED, "Microsoft Graph answered 503")
    assert room.mailer.tries == 0


@pytest.mark.parametrize("drops", ["before", "after"])
async def test_an_answer_that_is_lost_does_no_harm(
    installer: OutlookInstaller, graph: GraphSimulator, drops: str
) -> None:
    box = graph.mailbox(ANN)
    graph.next(POST, drops=drops)
    lost = await installer.install(Installation(ANN))
    assert (lost.outcome, lost.why) == (Outcome.FAILED, "Microsoft Graph could not be reached")
    assert (await installer.install(Installation(ANN))).is_sent
    assert box.apps == [CATALOGUE_ID]


async def test_a_worker_that_is_killed_between_graphs_yes_and_our_commit_does_no_harm(
    store: SqlStore, database_url: str, graph: GraphSimulator, installer: OutlookInstaller
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    box = graph.mailbox(CAROL)
    await room.put(a_message("carol", trust.ceo, OutgoingKind.APP_INSTALLED))
    worker = await started(database_url, graph)
    graph.next(POST, meanwhile=worker.kill)
    await asyncio.wait_for(worker.communicate(), 60)
    assert worker.returncode == -signal.SIGKILL
    assert box.apps == [CATALOGUE_ID]
    assert (await room.row("carol")).state is OutgoingState.WAITING
    room.time.passes(minutes=5, seconds=1)
    assert await room.worker(installer=installer).run_due() == Tally(sent=1)
    assert graph.asked.count(POST) == 2
    assert box.apps == [CATALOGUE_ID]


async def test_two_processes_give_it_to_each_person_once(
    store: SqlStore, database_url: str, graph: GraphSimulator
) -> None:
    room = PostRoom(store)
    people = await crowd(store, 24)
    boxes = [graph.mailbox(f"p{number}@trust.example") for number in range(24)]
    await room.put(*(a_message(f"k{one}", one, OutgoingKind.APP_INSTALLED) for one in people))
    workers = [await started(database_url, graph) for _ in range(2)]
    for worker in workers:
        await asyncio.wait_for(worker.communicate(), 60)
        assert worker.returncode == 0
    assert all(box.apps == [CATALOGUE_ID] for box in boxes)
    assert graph.asked.count(POST) == 24
    assert {(await room.row(f"k{one}")).state for one in people} == {OutgoingState.SENT}


async def test_no_installer_says_that_there_is_none() -> None:
    assert (await NoInstaller().install(Installation(ANN))).outcome is Outcome.NOT_SET_UP


async def test_the_doctor_learns_from_who_has_the_app_that_it_may_be_installed(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    graph.mailbox(ANN)
    looking = await examine_installing(outlook, CATALOGUE_ID, ["nobody@trust.example", ANN])
    assert (looking.about, looking.remedy) == (ABOUT, "")
    assert looking.says == "granted to look; whether it may install shows once somebody has the app"
    graph.mailbox(CAROL).apps.append(CATALOGUE_ID)
    granted = await examine_installing(outlook, CATALOGUE_ID, [ANN, CAROL])
    assert (granted.says, granted.remedy) == ("granted", "")
    assert graph.mailbox(ANN).apps == []
    assert graph.asked.count(POST) == 1


async def test_the_doctor_says_what_to_grant_for_installing(outlook: Outlook, graph: GraphSimulator) -> None:
    graph.mailbox(CAROL).apps.append(CATALOGUE_ID)
    graph.grants.discard(INSTALL)
    for grants in ((), ("TeamsAppInstallation.ReadForUser.All",)):
        graph.grants |= set(grants)
        lacking = await examine_installing(outlook, CATALOGUE_ID, [CAROL])
        assert f"lacks {INSTALL}" in lacking.says
        assert lacking.remedy.startswith(f"grant the app {INSTALL} in Entra ID")
    unknown = await examine_installing(outlook, CATALOGUE_ID, ["nobody@trust.example"])
    assert unknown.remedy == "check the emails in people.csv"
    graph.next(GET, status=503)
    down = await examine_installing(outlook, CATALOGUE_ID, [CAROL])
    assert down.remedy.startswith("try again in a few minutes")
