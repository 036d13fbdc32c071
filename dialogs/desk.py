"""The one door: everything said or pressed, in Teams and in a terminal, comes in and is answered here.

One turn is one transaction: the delivery is claimed (so that one that comes twice does its work once), the
conversation is locked and its memory read, the deed is done and recorded, the memory is stored. That lock
keeps the turns of one conversation apart, in one process and across several.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

from dialogs import wording
from dialogs.answering import answer
from dialogs.free_times import CalendarsNeeded, Question
from dialogs.messages import Incoming, Message, Reply
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from strategy.errors import StrategyError
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import Busy, Calendars, CalendarsOutOfReach, Renderer, Store, TryAgain

log = logging.getLogger("keystone.desk")

TRIES = 4
PATIENCE_WITH_CALENDARS = 4.0
"""Seconds for which an answer waits for people's calendars."""


class Desk:
    """Receives what people say and press, and answers."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        reader: Interpreter,
        calendars: Calendars | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        """`calendars` are asked when people are free; None where nobody can be asked. `renderer` makes the
        documents that are offered in a chat; without one they all go by mail.
        """
        self._calendars = calendars
        self._renderer = renderer
        self._store = store
        self._policy = policy
        self._reader = reader

    async def receive(self, incoming: Incoming) -> Reply:
        """Answer one thing; whatever it changes is committed when this returns."""
        asked: dict[Question, Mapping[str, Sequence[Busy]]] = {}
        for _ in range(TRIES - 1):
            try:
                return await self._in_one_transaction(incoming, asked)
            except TryAgain:
                log.info("a turn met another transaction and is run anew")
            except CalendarsNeeded as needed:
                asked[needed.question] = await self._ask(needed.question)
        return await self._in_one_transaction(incoming, asked)

    async def takes_files_of(self, person: Person) -> bool:
        """Whether there is anything that this person may send a file for."""
        trust = await self._store.trust()
        deeds = (Deed.SUBMIT_DEVELOPMENT_PLAN, Deed.HAND_IN_PAPERS, Deed.RECORD_MINUTES)
        return any(not scope(person, deed, trust, frozenset()).is_empty for deed in deeds)

    async def _ask(self, question: Question) -> Mapping[str, Sequence[Busy]]:
        """When people are busy; nothing of anybody where their calendars do not answer soon."""
        if self._calendars is None:
            return {}
        try:
            async with asyncio.timeout(PATIENCE_WITH_CALENDARS):
                return await self._calendars.busy(question.addresses, question.starts, question.ends)
        except (CalendarsOutOfReach, TimeoutError) as silent:
            log.warning("calendars could not be asked: %s", type(silent).__name__)
            return {}

    async def _in_one_transaction(
        self, incoming: Incoming, asked: Mapping[Question, Mapping[str, Sequence[Busy]]]
    ) -> Reply:
        async with self._store.transaction() as uow:
            speaker = incoming.speaker and uow.trust.people.get(incoming.speaker.id)
            start = await uow.conversations.begin_turn(
                incoming.conversation, incoming.activity, speaker.id if speaker else None, incoming.at
            )
            if not start.is_new:
                return Reply()
            if speaker is None or speaker.ended_on is not None:
                return _stranger(incoming)
            turn = Turn(incoming, speaker, uow, self._policy, self._reader.for_one_turn(), start.memory)
            turn.calendars = None if self._calendars is None else asked
            turn.renderer = self._renderer
            reply = await self._answer(turn)
            await uow.conversations.end_turn(incoming.conversation, turn.memory)
            return reply

    async def _answer(self, turn: Turn) -> Reply:
        """Answer a known person; a deed that is refused becomes a sentence, and drafts stay as they are."""
        try:
            reply = await answer(turn)
        except StrategyError as refused:
            log.info("refused %s for person %s", type(refused).__name__, turn.speaker.id)
            said = wording.refusal(refused)
            reply = turn.say(said, summary="Not possible")
        return reply


def _stranger(incoming: Incoming) -> Reply:
    """Somebody not in the directory is told so, and nothing else."""
    if incoming.arrived and not incoming.place.is_private:
        return Reply()
    return Reply(messages=(Message(wording.UNKNOWN_PERSON, "Hello"),))
