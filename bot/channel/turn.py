"""One turn: from a delivery to what was said, through the door, and back to activities."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import replace
from typing import Any, Final

from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.channel.activities import activities_for, press_answered
from bot.channel.authentication import TEAMS
from bot.channel.consent import Consent, consent_of, info_card
from bot.channel.delivery import CARD_ACTION, Delivery
from bot.channel.faults import note
from bot.channel.files import Fetcher
from bot.channel.messenger import Messenger
from bot.channel.ports import Door
from bot.channel.progress import Wait, signs_of_work
from bot.channel.retrying import CallFailed
from bot.channel.speaker import Speakers
from bot.channel.uploads import Uploader
from dialogs.messages import Attached, Incoming, Message, Place, Press, Reply
from strategy.people import Person
from strategy.ports import Clock, Document

log = logging.getLogger(__name__)

WENT_WRONG: Final = Message(
    text="Something went wrong on my side; nothing you typed is lost. Please try again.",
    summary="Something went wrong",
)
ASK_ME_ALONE: Final = Message(
    text="Please ask me that in our own chat: it is for you alone.",
    summary="Please ask me in our own chat",
)


SPOKEN: Final = frozenset({"say", "pick"})
"""What buttons do that stand for something said."""


class Turns:
    """Runs turns, one at a time in a conversation."""

    def __init__(
        self,
        door: Door,
        speakers: Speakers,
        messenger: Messenger,
        clock: Clock,
        fetcher: Fetcher,
        uploader: Uploader,
        *,
        offers_files: bool,
        wait: Wait = asyncio.sleep,
    ) -> None:
        """`offers_files` says whether the client takes files that a bot offers; `wait` waits for seconds."""
        self._door = door
        self._speakers = speakers
        self._messenger = messenger
        self._clock = clock
        self._fetcher = fetcher
        self._uploader = uploader
        self._offers_files = offers_files
        self._wait = wait
        self._in_turn = _OneAtATime()

    async def run(self, context: TurnContext, delivery: Delivery) -> dict[str, Any] | None:
        """Answer the delivery; what comes back is the body for the client that pressed a card's button.

        What the bot itself does wrong is logged and the person is told, kindly: an error answered with 500
        would make Teams send the same thing again.
        """
        async with self._in_turn(delivery.conversation):
            try:
                if delivery.leaves:
                    await self._messenger.forget(delivery.conversation)
                if not _wants_an_answer(delivery):
                    return None
                reply = await self._reply_in_time(context, delivery)
            except Exception as error:
                note(log, error, f"A turn ({delivery.kind})")
                reply = Reply(messages=(WENT_WRONG,))
            else:
                if (consent := consent_of(delivery)) is not None:
                    await self._in_place(context, delivery, consent, reply)
                    return None
            body, messages = None, reply.messages
            if delivery.kind == "invoke" and delivery.name == CARD_ACTION:
                spoken = delivery.press is not None and delivery.press.do in SPOKEN
                body, messages = press_answered(reply, spoken=spoken)
            if messages and not await self._send(context, delivery, messages):
                await self._mail_instead(context, delivery, messages)
            return body

    async def _reply_in_time(self, context: TurnContext, delivery: Delivery) -> Reply:
        """The reply; where a message takes long to answer, its sender sees that it is under way.

        Whoever presses a button sees that by the button; one answer with all replies has no room for signs.
        """
        if delivery.kind != "message" or delivery.expects_replies:
            return await self._reply(delivery)
        async with signs_of_work(context, self._wait):
            return await self._reply(delivery)

    async def _reply(self, delivery: Delivery) -> Reply:
        speaker = await self._speakers.identify(delivery)
        if speaker is not None and delivery.place is Place.PERSONAL:
            await self._messenger.remember(delivery, speaker.id)
        files = await self._files(delivery, speaker)
        incoming = self._incoming(delivery, speaker, files)
        reply = await self._door.receive(incoming)
        if reply.document is not None:
            return await self._handed_over(incoming, consent_of(delivery), reply, reply.document)
        if not reply.privately:
            return reply
        if delivery.place is Place.PERSONAL:
            return Reply((*reply.messages, *reply.privately), reply.replacement)
        if speaker is not None:
            sending = await self._messenger.send_privately(delivery, speaker.id, reply.privately)
            if sending.is_sent:
                return reply
        return Reply(messages=(ASK_ME_ALONE,), replacement=reply.replacement)

    async def _files(self, delivery: Delivery, speaker: Person | None) -> tuple[Attached, ...]:
        """What came with a message, fetched before the turn's transaction begins: it may take seconds.

        Nothing is fetched for a stranger, in front of others, or for whom the bot takes no files.
        """
        if not delivery.attachments or delivery.kind != "message" or speaker is None:
            return ()
        if delivery.place is Place.PERSONAL and await self._door.takes_files_of(speaker):
            return await self._fetcher.fetch(delivery.attachments)
        return tuple(Attached(attachment.name) for attachment in delivery.attachments)

    async def _handed_over(
        self, incoming: Incoming, consent: Consent | None, reply: Reply, document: Document
    ) -> Reply:
        """The reply once its document lies where the person said; where that fails, the mail's instead.

        It is uploaded between transactions, as it may take seconds.
        """
        if consent is not None and await self._uploader.put(consent.upload_url, document):
            return reply
        file = incoming.press.data.get("file") if incoming.press is not None else None
        instead = Press("file.mail", {"files": [file], "instead": True})
        return await self._door.receive(replace(incoming, press=instead, activity=None))

    def _incoming(self, delivery: Delivery, speaker: Person | None, files: tuple[Attached, ...]) -> Incoming:
        arrived = delivery.kind in ("installationUpdate", "conversationUpdate")
        consent = consent_of(delivery)
        press = None if arrived else consent.press if consent is not None else delivery.press
        return Incoming(
            conversation=delivery.conversation,
            place=delivery.place,
            speaker=speaker,
            at=self._clock.now(),
            text="" if press is not None or arrived else delivery.text,
            press=press,
            activity=delivery.key,
            arrived=arrived,
            files=files,
            takes_files=(
                self._offers_files and delivery.channel == TEAMS and delivery.place is Place.PERSONAL
            ),
        )

    async def _in_place(
        self, context: TurnContext, delivery: Delivery, consent: Consent, reply: Reply
    ) -> None:
        """Say what became of an offered file in the place of the offer; after it where that cannot be."""
        if not reply.messages:
            return
        card = None if reply.document is None else info_card(consent, reply.document)
        activities = activities_for(reply.messages, personal=True, to=delivery.sender.id)
        first, *rest = activities
        if card is not None:
            first.attachments = [card]
        try:
            if not await self._replaces(context, delivery, first):
                rest = activities
            if rest:
                await context.send_activities(rest)
        except CallFailed as failure:
            log.warning("A reply (%s) could not be sent: %s", delivery.kind, failure)

    async def _replaces(self, context: TurnContext, delivery: Delivery, activity: Activity) -> bool:
        """Whether the message could be put in the place of the one that was answered: often it cannot."""
        if not delivery.reply_to or delivery.expects_replies:
            return False
        try:
            replacing = copy(activity)
            replacing.id = delivery.reply_to
            await context.update_activity(replacing)
        except CallFailed as failure:
            log.info("An offer of a file could not be replaced: %s", failure)
            return False
        return True

    async def _mail_instead(
        self, context: TurnContext, delivery: Delivery, messages: Sequence[Message]
    ) -> None:
        """Have what could not be offered mailed: some tenants allow no files that a bot offers."""
        offered = [message.offered.reference for message in messages if message.offered is not None]
        speaker = await self._speakers.identify(delivery) if offered else None
        if speaker is None:
            return
        instead = Press("file.mail", {"files": offered, "instead": True})
        incoming = replace(self._incoming(delivery, speaker, ()), text="", press=instead, activity=None)
        await self._send(context, delivery, (await self._door.receive(incoming)).messages)

    async def _send(self, context: TurnContext, delivery: Delivery, messages: Sequence[Message]) -> bool:
        """Send messages; whether all of them could be sent."""
        personal = delivery.place is Place.PERSONAL
        try:
            await context.send_activities(activities_for(messages, personal=personal, to=delivery.sender.id))
        except CallFailed as failure:
            log.warning("A reply (%s) could not be sent: %s", delivery.kind, failure)
            return False
        return True


def _wants_an_answer(delivery: Delivery) -> bool:
    """Whether somebody said or pressed something, or the bot has come into somebody's own chat."""
    if delivery.kind in ("installationUpdate", "conversationUpdate"):
        return delivery.arrives and not delivery.leaves and delivery.place is Place.PERSONAL
    if delivery.kind == "invoke":
        return delivery.name == CARD_ACTION or consent_of(delivery) is not None
    return delivery.kind == "message"


class _OneAtATime:
    """A lock for each conversation that is in a turn, in this process; storage holds other processes off."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def __call__(self, conversation: str) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(conversation, (asyncio.Lock(), 0))
        self._locks[conversation] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[conversation]
            if waiting == 1:
                del self._locks[conversation]
            else:
                self._locks[conversation] = (lock, waiting - 1)
