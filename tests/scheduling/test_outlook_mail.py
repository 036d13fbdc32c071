"""Mail by Microsoft Graph when it is busy, cut off or refuses: Microsoft's SDK against the simulator."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import pytest

from scheduling.carrying import Tally
from scheduling.outlook.client import Outlook
from scheduling.outlook.examining import examine_mail
from scheduling.outlook.mail import OutlookMailer
from strategy.outgoing import OutgoingKind
from strategy.ports import Letter, Outcome, OutgoingState
from tests.builders import SmallTrust
from tests.graph.mailbox import Mailbox
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.outbox_of_graph import letters_of
from tests.scheduling.post import PostRoom, a_document, a_message

LETTER = Letter("ann.lee@trust.example", "Visit report, Oak Bank", "It is attached.", (a_document(),))
LARGE = replace(a_document("Large.docx"), content=bytes(range(256)) * 27_000)  # 6.9 MB
MIDDLE = replace(a_document("Middle.docx"), content=b"middling" * 350_000)  # 2.8 MB
SEND = "POST messages/{}/send"
ATTACH = "POST messages/{}/attachments"
UPLOADS = f"{ATTACH}/createUploadSession"


@pytest.fixture
def mailer(outlook: Outlook) -> OutlookMailer:
    return OutlookMailer(outlook, FROM)


@pytest.fixture
def box(graph: GraphSimulator) -> Mailbox:
    return graph.mailbox(FROM)


async def test_a_mail_takes_one_look_one_draft_and_one_sending(
    mailer: OutlookMailer, graph: GraphSimulator
) -> None:
    assert (await mailer.deliver("k1", LETTER)).is_sent
    assert graph.asked == ["POST token", "GET messages", "POST messages", SEND]
    assert (await mailer.deliver("k2", LETTER)).is_sent
    assert graph.asked.count("POST token") == 1


async def test_large_documents_go_in_pieces_and_arrive_whole(
    mailer: OutlookMailer, graph: GraphSimulator
) -> None:
    letter = replace(LETTER, documents=(a_document(), LARGE, MIDDLE))
    assert (await mailer.deliver("k1", letter)).is_sent
    assert letters_of(graph) == [letter]
    assert graph.asked.count(UPLOADS) == 1
    assert graph.asked.count("PUT upload") == 3


@pytest.mark.parametrize("place", ["PUT upload", UPLOADS, ATTACH, "PATCH messages/{}"])
async def test_a_draft_that_was_left_half_made_is_made_anew(
    mailer: OutlookMailer, graph: GraphSimulator, box: Mailbox, place: str
) -> None:
    letter = replace(LETTER, documents=(LARGE, a_document()))
    graph.next(place, status=503)
    assert (await mailer.deliver("k1", letter)).outcome is Outcome.FAILED
    assert (len(box.drafts), letters_of(graph)) == (1, [])
    assert (await mailer.deliver("k1", letter)).is_sent
    assert letters_of(graph) == [letter]
    assert box.drafts == []


async def test_a_draft_of_what_is_not_true_any_more_is_thrown_away(
    mailer: OutlookMailer, graph: GraphSimulator, box: Mailbox
) -> None:
    graph.next(SEND, status=503)
    assert (await mailer.deliver("k1", LETTER)).outcome is Outcome.FAILED
    amended = replace(LETTER, text="It was amended since.", address="head@trust.example")
    assert (await mailer.deliver("k1", amended)).is_sent
    assert letters_of(graph) == [amended]
    assert box.drafts == []


@pytest.mark.parametrize("operation", ["GET messages", "POST messages", SEND])
@pytest.mark.parametrize("drops", ["before", "after"])
async def test_an_answer_that_is_lost_neither_loses_nor_doubles_a_mail(
    mailer: OutlookMailer, graph: GraphSimulator, box: Mailbox, operation: str, drops: str
) -> None:
    graph.next(operation, drops=drops)
    lost = await mailer.deliver("k1", LETTER)
    assert (lost.outcome, lost.why) == (Outcome.FAILED, "Microsoft Graph could not be reached")
    assert (await mailer.deliver("k1", LETTER)).is_sent
    assert letters_of(graph) == [LETTER]
    assert box.drafts == []
    assert graph.asked.count(SEND) == (2 if (operation, drops) == (SEND, "before") else 1)


async def test_a_mailbox_that_answers_429_then_503_then_202_has_the_mail_once(
    room: PostRoom, trust: SmallTrust, mailer: OutlookMailer, graph: GraphSimulator
) -> None:
    graph.next("POST messages", status=429, code="ApplicationThrottled", retry_after="90")
    graph.next(SEND, status=503, code="ServiceUnavailable")
    await room.put(a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED))
    worker = room.worker(mailer=mailer)
    assert await worker.run_due() == Tally(put_off=1)
    assert (await room.row("mail")).why == "Microsoft Graph answered 429 ApplicationThrottled"
    asked = len(graph.asked)
    room.time.passes(seconds=80)
    await room.put(a_message("other", trust.lead_sip, OutgoingKind.REPORT_MAILED))
    assert await worker.run_due() == Tally(put_off=1)
    assert len(graph.asked) == asked  # it asked to be left alone
    room.time.passes(minutes=2)
    await worker.run_due()
    room.time.passes(minutes=3)
    await worker.run_due()
    assert sorted(letter.text for letter in letters_of(graph)) == [
        "About subject:mail.",
        "About subject:other.",
    ]
    assert {(await room.row(key)).state for key in ("mail", "other")} == {OutgoingState.SENT}


@pytest.mark.parametrize(
    ("asked_for", "seconds"),
    [("7", 7.0), ("2.5", 2.5), ("soon", None), ("", None), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0)],
)
async def test_what_graph_asks_for_is_passed_on(
    mailer: OutlookMailer, graph: GraphSimulator, asked_for: str, seconds: float | None
) -> None:
    graph.next("GET messages", status=429, retry_after=asked_for)
    sending = await mailer.deliver("k1", LETTER)
    assert (sending.outcome, sending.retry_after) == (Outcome.FAILED, seconds)


async def test_no_more_than_four_things_are_asked_of_a_mailbox_at_once(
    mailer: OutlookMailer, graph: GraphSimulator, box: Mailbox
) -> None:
    graph.latency = 0.005
    sendings = await asyncio.gather(*(mailer.deliver(f"k{number}", LETTER) for number in range(24)))
    assert all(sending.is_sent for sending in sendings)
    assert box.most_at_once == 4
    assert len(box.sent) == 24


async def test_a_revoked_token_is_replaced_at_once(mailer: OutlookMailer, graph: GraphSimulator) -> None:
    await mailer.deliver("k1", LETTER)
    graph.revoke_tokens()
    assert (await mailer.deliver("k2", LETTER)).is_sent
    assert graph.tokens_given == 2


async def test_mail_waits_while_the_secret_is_refused_and_the_doctor_says_why(
    room: PostRoom, trust: SmallTrust, outlook: Outlook, mailer: OutlookMailer, graph: GraphSimulator
) -> None:
    graph.secret, graph.entra_error = "another", "AADSTS7000222"
    await room.put(a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED))
    worker = room.worker(mailer=mailer)
    for _ in range(10):  # more often than a message is tried
        assert await worker.run_due() == Tally(put_off=1)
        room.time.passes(hours=1)
    row = await room.row("mail")
    assert (row.state, row.attempts) == (OutgoingState.WAITING, 0)
    assert row.why == "Microsoft Entra ID gives no token (AADSTS7000222)"
    [check] = await examine_mail(outlook, FROM)
    assert "make a new client secret" in check.remedy
    graph.secret = graph.registration.secret
    assert await worker.run_due() == Tally(sent=1)


async def test_mail_waits_until_what_lacks_is_granted(
    room: PostRoom, trust: SmallTrust, mailer: OutlookMailer, graph: GraphSimulator, box: Mailbox
) -> None:
    graph.grants.discard("Mail.Send")
    await room.put(a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED))
    worker = room.worker(mailer=mailer)
    assert await worker.run_due() == Tally(put_off=1)
    row = await room.row("mail")
    assert row.why == (
        "Microsoft Graph does not let the app use the service mailbox: it lacks Mail.ReadWrite and Mail.Send"
    )
    assert FROM not in row.why
    graph.grants.add("Mail.Send")
    room.time.passes(hours=1)
    assert await worker.run_due() == Tally(sent=1)
    assert (len(box.sent), box.drafts) == (1, [])


@pytest.mark.parametrize(
    ("address", "refused"), [("nobody", False), ("", False), ("ann.lee@trust.example", True)]
)
async def test_a_recipient_to_whom_no_mail_can_go_is_unreachable_and_leaves_no_draft(
    mailer: OutlookMailer, graph: GraphSimulator, box: Mailbox, address: str, refused: bool
) -> None:
    if refused:
        box.refuses.add(address)
    sending = await mailer.deliver("k1", replace(LETTER, address=address))
    assert (sending.outcome, sending.why) == (
        Outcome.UNREACHABLE,
        "Microsoft Graph takes no mail for this address",
    )
    assert box.items == []


async def test_a_mailbox_that_is_missing_is_named_to_the_doctor_alone(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    sending = await OutlookMailer(outlook, "gone@trust.example").deliver("k1", LETTER)
    assert (sending.outcome, sending.why) == (Outcome.NOT_SET_UP, "the service mailbox is not there")
    checks = await examine_mail(outlook, "gone@trust.example")
    assert [check.remedy for check in checks] == ["", "set KEYSTONE_MAIL_FROM to the address of a mailbox"]


async def test_a_gateways_page_is_a_failure_like_any_other(
    mailer: OutlookMailer, graph: GraphSimulator
) -> None:
    graph.next("POST messages", status=502, is_html=True)
    sending = await mailer.deliver("k1", LETTER)
    assert (sending.outcome, sending.why) == (Outcome.FAILED, "Microsoft Graph answered 502")
    assert (await mailer.deliver("k1", LETTER)).is_sent


async def test_an_answer_that_takes_too_long_is_not_waited_for(graph: GraphSimulator) -> None:
    impatient = Outlook(graph.registration, answer_within=0.2)
    await impatient.warm()
    mailer = OutlookMailer(impatient, FROM)
    await mailer.deliver("k0", LETTER)
    graph.next(SEND, seconds=1.0)
    sending = await mailer.deliver("k1", LETTER)
    assert (sending.outcome, sending.why) == (Outcome.FAILED, "Microsoft Graph could not be reached")
    await impatient.close()


async def test_nothing_of_a_letter_is_logged(
    mailer: OutlookMailer, graph: GraphSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    secret = Letter("zebra@trust.example", "zebrafinch", "zebrafinch", (a_document("zebrafinch.docx"),))
    with caplog.at_level(logging.DEBUG):
        for operation, status in (("POST messages", 400), (SEND, 500), ("GET messages", 404)):
            graph.next(operation, status=status)
            assert not (await mailer.deliver("k1", secret)).is_sent
        assert (await mailer.deliver("k1", secret)).is_sent
    assert "a mail was not sent: Microsoft Graph answered 500" in caplog.text
    for word in ("zebra", graph.secret, "token-1"):
        assert word not in caplog.text


async def test_the_doctor_finds_what_is_granted_and_leaves_nothing_behind(
    outlook: Outlook, graph: GraphSimulator, box: Mailbox
) -> None:
    checks = await examine_mail(outlook, FROM)
    assert [(check.about, check.remedy) for check in checks] == [
        ("Graph token", ""),
        ("Graph Mail.ReadWrite", ""),
        ("Graph Mail.Send", ""),
    ]
    assert box.items == []


@pytest.mark.parametrize("lacking", ["Mail.ReadWrite", "Mail.Send"])
async def test_the_doctor_names_the_one_permission_that_lacks(
    outlook: Outlook, graph: GraphSimulator, box: Mailbox, lacking: str
) -> None:
    graph.grants.discard(lacking)
    checks = await examine_mail(outlook, FROM)
    [remedy] = [check.remedy for check in checks if check.remedy]
    assert remedy == f"grant the app {lacking} for {FROM} (RBAC for Applications in Exchange Online)"
    assert box.items == []


async def test_the_doctor_says_that_microsoft_cannot_be_reached(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    for amiss in ({"status": 503}, {"status": 429}, {"drops": "before"}):
        graph.next("POST token", **amiss)
        [check] = await examine_mail(outlook, FROM)
        assert check.remedy == "see that this machine reaches Microsoft's sign-in service"
    graph.next("POST messages", drops="before")
    checks = await examine_mail(outlook, FROM)
    assert checks[-1].says == "Microsoft Graph could not be reached"
