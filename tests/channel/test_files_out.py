"""A file that is offered in somebody's own chat: asked about first, then put where they allowed it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.channel.consent import CONSENT_CARD, INFO_CARD
from bot.channel.uploads import FileUploader
from dialogs.messages import Incoming, Message, Offered, Reply
from strategy.ports import Document
from tests.channel.desk import EchoDoor, said
from tests.channel.teams import (
    Bot,
    ConnectorService,
    Microsoft,
    OneDrive,
    activity,
    consents,
    execute,
    group,
    running,
    served,
    trust_settings,
)

SECRET = "tempauth-of-somebody"
CONTENT = b"PK\x03\x04 calm classrooms"
DOCUMENT = Document("Visit report - Oak Bank - 2026-11-17.docx", "application/word", CONTENT)
REPORT = "report:41:2"
OFFER = Message(
    "It is ready for you.",
    "A file for you: Oak Bank",
    offered=Offered(DOCUMENT.name, len(CONTENT), "Report: Oak Bank", REPORT),
)


def hands_over(incoming: Incoming) -> Reply:
    """A door that offers a file, gives it to who takes it, and else says that it is mailed."""
    do = incoming.press.do if incoming.press else ""
    if do == "file.take":
        return Reply(messages=(Message("It is in your OneDrive now.", "Your file"),), document=DOCUMENT)
    if do == "file.mail":
        return said("It is on its way by mail.")
    return said("Nothing was sent.") if do == "file.leave" else Reply(messages=(OFFER,))


@dataclass
class Chat:
    """Ann's chat with the bot as a trust runs it."""

    bot: Bot
    microsoft: Microsoft
    service: ConnectorService

    @property
    def presses(self) -> list[str]:
        return [each.press.do for each in self.bot.door.received if each.press]

    @property
    def attached(self) -> list[dict[str, Any]]:
        """What stands in the place of the offer, or was sent."""
        calls = [*self.service.updated, *self.service.sent]
        return [each for call in calls for each in call.body.get("attachments") or ()]

    async def sends(self, body: dict[str, Any]) -> tuple[int, Any]:
        body["serviceUrl"] = self.service.url
        return await self.bot.post(body, self.microsoft.token(self.service.url))


@asynccontextmanager
async def chatting(
    microsoft: Microsoft, service: ConnectorService, uploader: FileUploader | None
) -> AsyncIterator[Chat]:
    door = EchoDoor(hands_over)
    async with running(trust_settings(microsoft), door=door, uploader=uploader) as bot:
        yield Chat(bot, microsoft, service)


@pytest.fixture
async def drive() -> AsyncIterator[OneDrive]:
    side = OneDrive()
    async with served(side):
        yield side


@pytest.fixture
async def chat(microsoft: Microsoft, service: ConnectorService) -> AsyncIterator[Chat]:
    async with chatting(microsoft, service, FileUploader(local=True, patience=5)) as one:
        yield one


async def test_an_offer_is_a_card_that_asks_and_carries_only_what_finds_the_file_again(chat: Chat) -> None:
    status, answer = await chat.sends(activity(text="send me the report", deliveryMode=None))
    assert (status, answer) == (200, None)
    [call] = chat.service.sent
    assert (call.body["text"], call.body["summary"]) == (OFFER.text, OFFER.summary)
    assert call.body["attachments"] == [
        {
            "contentType": CONSENT_CARD,
            "name": DOCUMENT.name,
            "content": {
                "description": "Report: Oak Bank",
                "sizeInBytes": len(CONTENT),
                "acceptContext": {"file": REPORT},
                "declineContext": {"file": REPORT},
            },
        }
    ]


async def test_an_offer_after_a_button_is_sent_as_a_message(chat: Chat) -> None:
    status, answer = await chat.sends(execute({"do": "report.send"}, deliveryMode=None))
    assert (status, answer["value"]) == (200, OFFER.summary)
    assert [each["contentType"] for each in chat.attached] == [CONSENT_CARD]


async def test_what_teams_does_not_let_be_offered_is_mailed(chat: Chat) -> None:
    chat.service.statuses.append((400, {}))
    assert await chat.sends(activity(text="send me the report", deliveryMode=None)) == (200, None)
    assert chat.presses == ["file.mail"]
    instead = chat.bot.door.received[-1].press
    assert instead is not None
    assert instead.data == {"files": [REPORT], "instead": True}
    assert chat.service.texts == [OFFER.text, "It is on its way by mail."]


async def test_where_a_file_can_be_offered(bot: Bot, chat: Chat) -> None:
    await chat.sends(activity(text="send it", deliveryMode=None))
    await chat.sends(activity(id="2", text="send it", conversation=group(), deliveryMode=None))
    assert [each.takes_files for each in chat.bot.door.received] == [True, False]
    await bot.ask(activity(text="send it"))
    assert [each.takes_files for each in bot.door.received] == [False], "not in the demonstration"


async def test_who_allows_it_has_it_put_there_whole_and_sees_it_in_the_place_of_the_offer(
    chat: Chat, drive: OneDrive
) -> None:
    assert await chat.sends(consents(REPORT, drive.place(SECRET))) == (200, None)
    last = len(CONTENT) - 1
    assert drive.put == [(f"/{SECRET}", f"bytes 0-{last}/{len(CONTENT)}", CONTENT)]
    [updated] = chat.service.updated
    assert updated.path.endswith("/activities/offer-1")
    assert updated.body["text"] == "It is in your OneDrive now."
    assert chat.attached == [
        {
            "contentType": INFO_CARD,
            "contentUrl": drive.place()["contentUrl"],
            "name": DOCUMENT.name,
            "content": {"uniqueId": drive.place()["uniqueId"], "fileType": "docx"},
        }
    ]
    assert chat.service.sent == []


async def test_an_offer_that_cannot_be_replaced_is_followed(chat: Chat, drive: OneDrive) -> None:
    chat.service.keeps_old = True
    assert await chat.sends(consents(REPORT, drive.place())) == (200, None)
    assert chat.service.texts == ["It is in your OneDrive now."]
    assert [each["contentType"] for each in chat.attached] == [INFO_CARD]


async def test_what_is_taken_is_named_by_the_place_without_the_address(chat: Chat, drive: OneDrive) -> None:
    await chat.sends(consents(REPORT, drive.place(SECRET)))
    await chat.sends(consents(REPORT, drive.place(SECRET), id="again"))
    await chat.sends(consents(REPORT, drive.place("another"), id="anew"))
    one, same, other = [dict(each.press.data) for each in chat.bot.door.received if each.press]
    assert one == same
    assert one["session"] != other["session"]
    assert SECRET not in repr(chat.bot.door.received)


async def test_the_same_delivery_again_is_the_door_s_to_know(chat: Chat, drive: OneDrive) -> None:
    chat.bot.door.script = lambda _: Reply()
    assert await chat.sends(consents(REPORT, drive.place())) == (200, None)
    assert (drive.put, chat.service.updated, chat.service.sent) == ([], [], [])


async def test_who_does_not_want_it_gets_a_kind_word_and_nothing_is_put_anywhere(
    chat: Chat, drive: OneDrive
) -> None:
    assert await chat.sends(consents(REPORT, None, accepts=False)) == (200, None)
    assert chat.presses == ["file.leave"]
    assert [call.body["text"] for call in chat.service.updated] == ["Nothing was sent."]
    assert chat.attached == []
    assert drive.put == []


@pytest.mark.parametrize("status", [202, 301, 302, 307, 400, 401, 404, 409, 410, 416, 423, 500, 503])
async def test_what_cannot_be_put_there_goes_by_mail_instead(
    chat: Chat, drive: OneDrive, status: int
) -> None:
    drive.status = status
    drive.headers = {"Location": f"{drive.url}/elsewhere"} if status // 100 == 3 else {}
    assert await chat.sends(consents(REPORT, drive.place())) == (200, None)
    assert [path for path, _, _ in drive.put] == ["/up"], "no redirect is followed, and it is tried once"
    assert chat.presses == ["file.take", "file.mail"]
    instead = chat.bot.door.received[-1].press
    assert instead is not None
    assert instead.data == {"files": [REPORT], "instead": True}
    assert [call.body["text"] for call in chat.service.updated] == ["It is on its way by mail."]
    assert chat.attached == []


async def test_a_place_that_keeps_one_waiting_is_left(
    microsoft: Microsoft, service: ConnectorService, drive: OneDrive
) -> None:
    drive.waits_for = asyncio.Event()
    async with chatting(microsoft, service, FileUploader(local=True, patience=0.2)) as chat:
        await chat.sends(consents(REPORT, drive.place()))
    drive.waits_for.set()
    assert chat.presses == ["file.take", "file.mail"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        None,
        7,
        "https://trust-my.sharepoint.com/" + "x" * 5_000,
        "http://trust-my.sharepoint.com/up",
        "https://trust-my.sharepoint.com.evil.example/up",
        "https://evilsharepoint.com/up",
        "https://trust-my.sharepoint.com@evil.example/up",
        "https://trust-my.sharepoint.com:8443/up",
        "https://169.254.169.254/up",
        "https://localhost/up",
        "http://127.0.0.1:80/up",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
async def test_nothing_is_put_anywhere_but_in_microsoft_365(
    microsoft: Microsoft, service: ConnectorService, url: Any
) -> None:
    async with chatting(microsoft, service, None) as chat:
        await chat.sends(consents(REPORT, {"uploadUrl": url, "uniqueId": "1"}))
    assert chat.presses == ["file.take", "file.mail"]


async def test_as_a_trust_runs_it_this_machine_is_not_among_the_places(
    microsoft: Microsoft, service: ConnectorService, drive: OneDrive
) -> None:
    async with chatting(microsoft, service, None) as chat:
        await chat.sends(consents(REPORT, drive.place()))
    assert drive.put == []
    assert chat.presses == ["file.take", "file.mail"]


@pytest.mark.parametrize(
    "where", ["https://evil.example/x", "http://trust-my.sharepoint.com/x", "", None, ["x"]]
)
async def test_no_card_opens_what_lies_elsewhere(chat: Chat, drive: OneDrive, where: Any) -> None:
    await chat.sends(consents(REPORT, drive.place(contentUrl=where)))
    assert len(drive.put) == 1
    assert [call.body["text"] for call in chat.service.updated] == ["It is in your OneDrive now."]
    assert chat.attached == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        "accept",
        {},
        {"action": "accept"},
        {"action": "accept", "context": "report:41", "uploadInfo": "there"},
        {"action": "accept", "context": {"file": ["x"]}, "uploadInfo": {"uploadUrl": {}}},
        {"action": "accept", "context": {"file": "x" * 9_000}},
        {"action": ["accept"], "context": {"file": REPORT}},
        {"action": "decline", "context": None},
    ],
)
async def test_any_shape_of_answer_is_read_with_care(chat: Chat, value: Any) -> None:
    assert await chat.sends(consents(REPORT, None) | {"value": value}) == (200, None)
    assert len(chat.presses) <= 2


async def test_a_button_that_only_says_so_has_nothing_uploaded(chat: Chat) -> None:
    await chat.sends(execute({"do": "file.take", "file": REPORT}, deliveryMode=None))
    assert chat.presses == ["file.take", "file.mail"]


async def test_an_answer_in_front_of_others_is_none(chat: Chat, drive: OneDrive) -> None:
    await chat.sends(consents(REPORT, drive.place(), conversation=group()))
    assert chat.bot.door.received == []
    assert drive.put == []


async def test_what_goes_wrong_leaves_the_offer_where_it_is(chat: Chat, drive: OneDrive) -> None:
    def fails(_: Incoming) -> Reply:
        raise RuntimeError

    chat.bot.door.script = fails
    assert await chat.sends(consents(REPORT, drive.place())) == (200, None)
    assert chat.service.updated == []
    [said_of_it] = chat.service.texts
    assert "try again" in said_of_it


async def test_neither_the_file_nor_its_place_is_in_a_log(
    chat: Chat, drive: OneDrive, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await chat.sends(consents(REPORT, drive.place(SECRET)))
    drive.status = 500
    await chat.sends(consents(REPORT, drive.place(SECRET), id="2"))
    await chat.sends(consents(REPORT, {"uploadUrl": f"https://evil.example/{SECRET}"}, id="3"))
    ours = "\n".join(
        each.getMessage() for each in caplog.records if each.name.startswith(("bot", "keystone"))
    )
    assert "could not be uploaded" in ours
    assert SECRET not in ours
    for content in (SECRET, "calm classrooms", DOCUMENT.name):
        assert content not in ours
    assert "calm" not in repr(DOCUMENT)
