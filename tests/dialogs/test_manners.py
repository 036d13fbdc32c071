"""Help, greetings, groups, and what is said where the bot does not follow."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.answering import IN_OUR_OWN_CHAT
from dialogs.counter import WAYS
from dialogs.messages import Place, Reply
from dialogs.understanding.intents import Intent
from dialogs.wording import UNKNOWN_PERSON
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import TYPED, file
from tests.dialogs.world import OAK_BANK, World

EVERYBODY = [
    "Carol Chief",
    "Dan Deputy",
    "Lena Lead",
    "Sam Partner",
    "Ada Adviser",
    "Ted Teacher",
    "Sal Specialist",
    "Hana Head",
    "Chris Chair",
    "Lee Leader",
    "Tina Trustee",
    "Stan Committee",
    "Eve Executive",
    "Gail Governance",
    "Dora Data",
    "Adam Admin",
]


@pytest.mark.parametrize(
    ("name", "offered", "not_offered"),
    [
        ("Sam Partner", "File a report for Oak Bank", "Which high-risk reports are overdue?"),
        ("Ted Teacher", "File a report", "Which high-risk reports are overdue?"),
        ("Dan Deputy", "Which high-risk reports are overdue?", "What do I owe?"),
        ("Lena Lead", "Which high-risk reports are overdue?", "my school"),
        ("Sam Partner", "Recommend a designation for Oak Bank", "Which recommendations are waiting?"),
        ("Lena Lead", "Which recommendations are waiting?", "Recommend a designation"),
        ("Carol Chief", "Which recommendations are waiting?", "Recommend a designation"),
        ("Dan Deputy", "Which recommendations are waiting?", "Recommend a designation"),
        ("Ada Adviser", "Show me the latest report on", "Recommend a designation"),
        ("Hana Head", "Show me the latest report on my school", "What do I owe?"),
        ("Tina Trustee", "When do we break up?", "report"),
        ("Adam Admin", "When do we break up?", "report"),
    ],
)
async def test_help_says_what_one_can_do_in_one_s_role(
    world: World, name: str, offered: str, not_offered: str
) -> None:
    answer = await (await world.chat(name)).says("help")
    assert offered in answer.texts
    assert not_offered not in answer.texts


@pytest.mark.parametrize("name", EVERYBODY)
async def test_whatever_help_offers_is_understood_and_allowed(world: World, name: str) -> None:
    who = await world.chat(name)
    offered = [data["text"] for data in (await who.says("help")).buttons.values() if data["do"] == "say"]
    assert offered
    for text in offered:
        answer = await who.sends_data({"do": "say", "text": text})
        for bad in ("I can't show you that", "didn't understand", "can't do that", "I have no visit"):
            assert bad not in answer.all, text


@pytest.mark.parametrize("name", EVERYBODY)
async def test_help_shows_few_sentences_first_and_everything_once_it_is_unfolded(
    world: World, name: str
) -> None:
    answer = await (await world.chat(name)).says("help")
    folded = [element for element in answer.card["body"] if element.get("isVisible") is False]
    shown = [element for element in answer.card["body"] if element not in folded]
    few, everything = (
        [title for title, _ in Answer(Reply(replacement={**answer.card, "body": part})).pressable]
        for part in (shown, folded)
    )
    assert 1 <= len(few) <= 6
    if folded:
        assert set(few) < set(everything)
        assert len(everything) == len(set(everything))


async def test_the_same_help_in_words(world: World) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    assert "What you have to hand in, and by when: What do I owe?" in (await sam.says("help")).words


async def test_a_greeting_thanks_and_goodbye(sip: Conversation) -> None:
    assert (await sip.says("good morning")).words == "Hello Sam. What can I do for you?"
    assert (await sip.says("thank you!")).words == "You're welcome."
    assert (await sip.says("bye")).words == "Goodbye."


async def test_what_is_not_understood_is_said_so_with_a_way_on(sip: Conversation) -> None:
    answer = await sip.says("the rain in Spain")
    assert "I didn't understand that" in answer.words
    assert "Help" in answer.messages[0].suggestions


def test_whatever_is_understood_has_a_way_to_be_dealt_with() -> None:
    assert set(WAYS) == set(Intent)


async def test_cancel_with_nothing_under_way(sip: Conversation) -> None:
    assert "nothing under way" in (await sip.says("cancel")).words


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
async def test_an_empty_text_gets_an_answer(sip: Conversation, text: str) -> None:
    assert "nothing to read" in (await sip.says(text)).words


async def test_arriving_greets_once(world: World, sip: Conversation) -> None:
    hello = await sip.arrives()
    assert "I'm Keystone" in hello.words
    assert "What do I owe?" in hello.texts
    assert (await sip.arrives()).messages == ()
    assert (await sip.after_a_restart().arrives()).messages == ()


async def test_a_stranger_is_told_whom_to_ask_and_nothing_else(world: World) -> None:
    stranger = await world.chat("Nobody Known")
    for text in ("help", "which reports are overdue", "who is the SIP for Oak Bank", "when do we break up"):
        assert (await stranger.says(text)).words == UNKNOWN_PERSON
    assert (await stranger.sends_data({"do": "report.show", "report": 1})).words == UNKNOWN_PERSON
    group = await world.chat("Nobody Known", Place.GROUP)
    assert (await group.says("which reports are overdue")).words == UNKNOWN_PERSON


GROUPS = [Place.GROUP, Place.TEAM]


@pytest.mark.parametrize("place", GROUPS)
async def test_a_group_reads_help_and_the_calendar_and_nothing_else(world: World, place: Place) -> None:
    dan = await world.chat("Dan Deputy", place)
    assert (
        "Autumn 2 ends on Fri 18 December 2026"
        in (await dan.says("when do we break up?")).reply.messages[0].text
    )
    shown = (await dan.says("help")).reply
    assert shown.privately == ()
    assert "overdue" not in shown.messages[0].text
    for text in (
        "which reports are overdue",
        "visits to Oak Bank this term",
        "who is the SIP for Oak Bank",
        "show me the latest report on Oak Bank",
        "what has Partner not filed",
        "what has Zebedee not filed",
        "file a report for Oak Bank, yesterday's visit",
    ):
        reply = (await dan.says(text)).reply
        assert [message.text for message in reply.messages] == [IN_OUR_OWN_CHAT], text
        assert reply.messages[0].card is None
        assert reply.replacement is None
        assert reply.privately, text


@pytest.mark.parametrize("place", GROUPS)
async def test_nothing_asked_in_a_group_is_left_lying_there(world: World, place: Place) -> None:
    await world.diary("Sue Partner", "100006", *[date(2026, 9, day) for day in range(1, 15)])
    dan = await world.chat("Dan Deputy", place)
    await dan.says("which reports are overdue")
    for text in ("more", "1", "next"):
        reply = (await dan.says(text)).reply
        assert "Longmead" not in "".join(message.text for message in reply.messages)
    sam = await world.chat("Sam Partner", place)
    sam.name = dan.name
    begun = (await sam.says("file a report for Oak Bank, yesterday's visit, ask me the questions")).reply
    assert [message.text for message in begun.messages] == [IN_OUR_OWN_CHAT]
    assert begun.privately[0].card is not None, "the form is sent to his own chat, where he fills it in"
    after = (await dan.says("hello")).reply
    assert len(after.messages) == 1
    assert "Oak Bank" not in after.messages[0].text


async def test_a_button_pressed_in_a_group_is_answered_in_one_s_own_chat(
    world: World, sip: Conversation
) -> None:
    await sip.says("file a report for Oak Bank, yesterday's visit")
    await file(sip)
    [report] = await world.filed()
    group = sip.elsewhere(Place.GROUP)
    answer = await group.sends_data({"do": "report.show", "report": report.id})
    reply = answer.reply
    assert reply.replacement is None
    assert [message.text for message in reply.messages] == [IN_OUR_OWN_CHAT]
    assert reply.messages[0].card is None
    assert MARKED in answer.texts


async def test_every_button_leads_somewhere(world: World) -> None:
    """Everything that is shown to people of every role is pressed, and what that shows is pressed again."""
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), date(2026, 11, 20))
    sam = await world.chat("Sam Partner")
    await sam.says("file a report for Oak Bank, yesterday's visit")
    await file(sam)
    texts = (
        "help",
        "file a report",
        "file a report for Oak Bank",
        "which reports are overdue",
        "what do I owe",
        "visits this term",
        "show me the latest report on Oak Bank",
        "who is at Oak Bank",
        "what has Partner not filed",
        "which reports were filed today",
    )
    pressed = set()
    for name in ("Sam Partner", "Lena Lead", "Dan Deputy", "Hana Head", "Ted Teacher"):
        who = await world.chat(name)
        for text in texts:
            first = await who.says(text)
            for title in first.buttons:
                second = await who.presses(title, on=first, **_typed(first.inputs))
                pressed.add(title)
                for deeper in second.buttons:
                    third = await who.presses(deeper, on=second, **_typed(second.inputs))
                    pressed.add(deeper)
                    assert "older card" not in third.all, (text, title, deeper)
    assert {"Next", "Back", "Save for later", "Discard", "Keep it", "Discard it", "Amend"} <= pressed
    assert {"Write the report", "Read the report", "Oak Bank", "Sam Partner"} <= pressed


def _typed(inputs: dict[str, dict[str, object]]) -> dict[str, object]:
    return {name: TYPED[name] for name in inputs if name in TYPED}
