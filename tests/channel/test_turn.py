"""A turn: what reaches the door, and how its reply is shown."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channel.activities import CARD_TYPE, LARGEST_CARD, WORDS_TYPE
from dialogs.messages import Incoming, Message, Place, Reply
from tests.channel.desk import EchoDoor, said
from tests.channel.teams import (
    ANN,
    APP_ID,
    Bot,
    ConnectorService,
    activity,
    execute,
    group,
    running,
)

CARD: dict[str, Any] = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [
        {
            "type": "TextBlock",
            "text": "Überfällig 🏫 <b>",
            "wrap": True,
            "n": [1, 2.5, None, False, {"a": []}],
        }
    ],
}


async def test_a_message_reaches_the_door_with_who_said_it_where_and_when(bot: Bot) -> None:
    await bot.ask(activity(text=" what do I owe "))
    assert bot.door.received == [
        Incoming(
            conversation="a:ann",
            place=Place.PERSONAL,
            speaker=ANN,
            at=bot.clock.at,
            text="what do I owe",
            activity="a:ann|1733000000001",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("personal", Place.PERSONAL),
        ("groupChat", Place.GROUP),
        ("channel", Place.TEAM),
        ("", Place.GROUP),
        ("something new", Place.GROUP),
    ],
)
async def test_a_place_that_is_not_surely_private_counts_as_public(bot: Bot, kind: str, place: Place) -> None:
    await bot.ask(activity(conversation={"id": "19:x", "conversationType": kind}))
    assert bot.door.received[0].place is place


async def test_a_reply_has_text_a_summary_and_its_card(bot: Bot) -> None:
    bot.door.script = lambda _: said("Two reports are overdue.", card=CARD, suggestions=("more", "help"))
    (reply,) = await bot.ask(activity())
    assert (reply["type"], reply["text"], reply["textFormat"]) == (
        "message",
        "Two reports are overdue.",
        "plain",
    )
    assert reply["summary"] == "An answer"
    assert reply["attachments"] == [{"contentType": CARD_TYPE, "content": CARD}]
    assert [action["value"] for action in reply["suggestedActions"]["actions"]] == ["more", "help"]
    assert {action["type"] for action in reply["suggestedActions"]["actions"]} == {"imBack"}
    assert (reply["conversation"]["id"], reply["recipient"]["id"]) == ("a:ann", "29:ann")


async def test_a_card_may_be_built_of_tuples_and_enumerations(bot: Bot) -> None:
    bot.door.script = lambda _: said("x", card={"type": "AdaptiveCard", "body": ({"text": Place.GROUP},)})
    (reply,) = await bot.ask(activity())
    assert reply["attachments"][0]["content"] == {"type": "AdaptiveCard", "body": [{"text": "group"}]}


async def test_suggestions_are_shown_in_personal_chats_alone_and_six_at_most(bot: Bot) -> None:
    bot.door.script = lambda _: said("x", suggestions=tuple("abcdefgh"))
    (alone,) = await bot.ask(activity())
    (in_group,) = await bot.ask(activity(conversation=group()))
    assert len(alone["suggestedActions"]["actions"]) == 6
    assert "suggestedActions" not in in_group


async def test_a_card_too_big_for_old_clients_goes_as_text(bot: Bot) -> None:
    bot.door.script = lambda _: said("The answer in words.", card={"body": "é" * (LARGEST_CARD // 2)})
    (reply,) = await bot.ask(activity())
    assert reply["text"] == "The answer in words."
    assert "attachments" not in reply


async def test_a_very_long_text_is_shortened_and_says_so(bot: Bot) -> None:
    (reply,) = await bot.ask(activity(text="x" * 50_000))
    assert len(reply["text"]) <= 20_000
    assert reply["text"].endswith("(shortened)")


async def test_an_empty_reply_says_nothing(bot: Bot) -> None:
    bot.door.script = lambda _: Reply()
    assert await bot.ask(activity()) == []


async def test_a_reply_goes_to_the_service_url_it_came_from(bot: Bot, service: ConnectorService) -> None:
    assert await bot.post(activity(service.url + "/", deliveryMode=None)) == (200, None)
    (call,) = service.sent
    assert call.path == "/v3/conversations/a:ann/activities/1733000000001"
    assert call.body["text"] == "what do I owe"
    assert call.authorization is None


async def test_a_card_is_the_same_in_the_body_and_over_the_connector(
    bot: Bot, service: ConnectorService
) -> None:
    bot.door.script = lambda _: said("Two reports are overdue.", card=CARD)
    (in_body,) = await bot.ask(activity(service.url))
    await bot.post(activity(service.url, deliveryMode=None))
    assert service.sent[0].body == in_body


@pytest.mark.parametrize("kind", ["groupChat", "channel"])
@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("<at>Keystone</at> help", "help"),
        ("<at>Keystone</at>&nbsp;help me", "help me"),
        ('help <at id="0">keystone</at>', "help"),
        ("<at>Keystone</at> what does <at>Bo Day</at> owe", "what does Bo Day owe"),
        ("5 < 6 > 4", "5 < 6 > 4"),
    ],
)
async def test_the_mention_of_the_bot_is_not_part_of_what_was_said(
    bot: Bot, kind: str, text: str, heard: str
) -> None:
    await bot.ask(activity(text=text, conversation=group(kind)))
    assert bot.door.received[0].text == heard


async def test_a_mention_is_known_by_its_account_where_the_bot_goes_by_another_name(bot: Bot) -> None:
    mention = {"type": "mention", "text": "<at>KS</at>", "mentioned": {"id": f"28:{APP_ID}", "name": "KS"}}
    await bot.ask(activity(text="<at>KS</at> help", entities=[mention], conversation=group()))
    await bot.ask(activity(text="<at>KS</at> help", entities=[mention]))
    assert [incoming.text for incoming in bot.door.received] == ["help", "help"]


async def test_tags_somebody_types_in_their_own_chat_stay(bot: Bot) -> None:
    await bot.ask(activity(text="what is <at>x</at>"))
    assert bot.door.received[0].text == "what is <at>x</at>"


async def test_a_hundred_thousand_unclosed_tags_are_read_in_no_time(bot: Bot) -> None:
    await bot.ask(activity(text="<at>" * 100_000 + "<at " * 50_000, conversation=group()))
    assert len(bot.door.received) == 1


async def test_a_pressed_submit_is_a_press_that_replaces_nothing(bot: Bot) -> None:
    sent = {
        "do": "report.save",
        "draft": "k1",
        "msteams": {"type": "messageBack"},
        "visited_on": "2026-11-20",
    }
    await bot.ask(activity(text=None, value=sent))
    incoming = bot.door.received[0]
    assert incoming.press is not None
    assert (incoming.press.do, incoming.press.replaces_card, incoming.text) == ("report.save", False, "")
    assert dict(incoming.press.data) == {"draft": "k1", "visited_on": "2026-11-20"}


async def test_a_pressed_execute_is_a_press_that_can_replace_its_card(bot: Bot) -> None:
    await bot.post(execute({"do": "report.save", "draft": "k1"}, verb="report.save"))
    await bot.post(execute({"draft": "k2"}, verb="report.next"))
    first, second = (incoming.press for incoming in bot.door.received)
    assert first is not None
    assert second is not None
    assert (first.do, first.replaces_card, dict(first.data)) == ("report.save", True, {"draft": "k1"})
    assert (second.do, dict(second.data)) == ("report.next", {"draft": "k2"})


@pytest.mark.parametrize("value", [None, 7, [], "x", {}, {"action": 7}, {"action": {"data": [], "verb": 3}}])
async def test_a_press_of_an_odd_shape_reaches_the_door_as_a_press_of_nothing(
    bot: Bot, value: object
) -> None:
    status, _ = await bot.post(activity(type="invoke", name="adaptiveCard/action", value=value))
    assert status == 200
    press = bot.door.received[0].press
    assert press is not None
    assert (press.do, dict(press.data)) == ("", {})


async def test_words_sent_by_a_button_are_words(bot: Bot) -> None:
    await bot.ask(activity(text="help", value={"something": "else"}))
    assert (bot.door.received[0].text, bot.door.received[0].press) == ("help", None)


async def test_a_pressed_card_is_replaced(bot: Bot, service: ConnectorService) -> None:
    bot.door.script = lambda _: Reply(messages=said("It went to the headteacher.").messages, replacement=CARD)
    status, answer = await bot.post(execute({"do": "x"}, serviceUrl=service.url, deliveryMode=None))
    assert status == 200
    assert answer == {"statusCode": 200, "type": CARD_TYPE, "value": CARD}
    assert service.texts == ["It went to the headteacher."]


async def test_a_press_with_no_card_to_put_in_its_place_is_answered_in_words(
    bot: Bot, service: ConnectorService
) -> None:
    bot.door.script = lambda _: Reply(messages=(*said("Saved.").messages, *said("And one more.").messages))
    _, answer = await bot.post(execute({"do": "x"}, serviceUrl=service.url, deliveryMode=None))
    assert answer == {"statusCode": 200, "type": WORDS_TYPE, "value": "Saved."}
    assert service.texts == ["And one more."]


async def test_a_press_answered_with_a_new_card_gets_it_as_a_message(
    bot: Bot, service: ConnectorService
) -> None:
    bot.door.script = lambda _: said("Here is the list.", card=CARD)
    _, answer = await bot.post(execute({"do": "x"}, serviceUrl=service.url, deliveryMode=None))
    assert answer == {"statusCode": 200, "type": WORDS_TYPE, "value": "An answer"}
    assert service.texts == ["Here is the list."]


async def test_a_button_that_says_something_is_answered_in_the_chat(
    bot: Bot, service: ConnectorService
) -> None:
    bot.door.script = lambda _: said("Term ends on Fri 18 December.")
    _, answer = await bot.post(
        execute({"do": "say", "text": "When do we break up?"}, serviceUrl=service.url, deliveryMode=None)
    )
    assert answer == {"statusCode": 200, "type": WORDS_TYPE, "value": "An answer"}
    assert service.texts == ["Term ends on Fri 18 December."]


async def test_a_press_delivered_twice_is_answered_with_nothing(bot: Bot) -> None:
    bot.door.script = lambda _: Reply()
    assert (await bot.post(execute({"do": "x"}, deliveryMode=None)))[1]["value"] == ""


async def test_a_press_that_expects_replies_gets_both_in_one_body(bot: Bot) -> None:
    bot.door.script = lambda _: Reply(messages=said("Filed.").messages, replacement=CARD)
    _, answer = await bot.post(execute({"do": "x"}))
    assert (answer["statusCode"], answer["type"], answer["value"]) == (200, CARD_TYPE, CARD)
    assert [one["text"] for one in answer["activities"]] == ["Filed."]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "installationUpdate", "action": "add"},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:ann"}, {"id": f"28:{APP_ID}"}]},
    ],
)
async def test_the_door_hears_of_an_arrival_in_a_personal_chat_alone(bot: Bot, event: dict[str, Any]) -> None:
    await bot.ask(activity(text=None, **event, conversation=group()))
    assert bot.door.received == []
    await bot.ask(activity(text=None, **event))
    (incoming,) = bot.door.received
    assert (incoming.arrived, incoming.text, incoming.press, incoming.speaker) == (True, "", None, ANN)


async def test_other_comings_and_goings_are_not_answered(bot: Bot) -> None:
    await bot.ask(activity(type="conversationUpdate", text=None, membersAdded=[{"id": "29:bo"}]))
    await bot.ask(activity(type="installationUpdate", text=None, action="add-upgrade"))
    await bot.ask(activity(type="installationUpdate", text=None, action="remove"))
    assert bot.door.received == []


class SlowDoor(EchoDoor):
    """Waits in each turn until it is let go; `most` turns were ever in it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = self.most = 0
        self.entered, self.let_go = asyncio.Event(), asyncio.Event()

    async def receive(self, incoming: Incoming) -> Reply:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.set()
        await self.let_go.wait()
        self.inside -= 1
        return await super().receive(incoming)


async def test_a_conversation_has_one_turn_at_a_time_and_in_order() -> None:
    door = SlowDoor()
    async with running(door=door) as bot:
        asked = []
        for number in range(4):
            asked.append(asyncio.create_task(bot.ask(activity(text=str(number)))))
            await door.entered.wait()
        door.let_go.set()
        await asyncio.gather(*asked)
    assert door.most == 1
    assert sorted(incoming.text for incoming in door.received) == ["0", "1", "2", "3"]


async def test_different_conversations_do_not_wait_for_one_another() -> None:
    door = SlowDoor()
    async with running(door=door) as bot:
        asked = []
        for name in ("a:ann", "a:bo"):
            door.entered.clear()
            there = {"id": name, "conversationType": "personal"}
            asked.append(asyncio.create_task(bot.ask(activity(conversation=there))))
            await door.entered.wait()
        door.let_go.set()
        await asyncio.gather(*asked)
    assert door.most == 2


async def test_a_message_without_a_summary_of_its_own_still_has_words(bot: Bot) -> None:
    bot.door.script = lambda _: Reply((Message(text="", summary="Report filed", card=CARD),))
    (reply,) = await bot.ask(activity())
    assert reply["summary"] == "Report filed"
