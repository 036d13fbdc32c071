"""The one door: everything said or pressed, in Teams and in a terminal, comes in and is answered here.

One turn is one transaction: the delivery is claimed (so that one that comes twice does its work once), the
conversation is locked and its memory read, the deed is done and recorded, the memory is stored. That lock
keeps the turns of one conversation apart, in one process and across several.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from dialogs import (
    awaiting,
    files_in,
    handing_in_papers,
    meeting_plan_talk,
    plans_at_any_time,
    visit_just_spoken_of,
    wording,
)
from dialogs.beside_intents import sentence_of
from dialogs.buttons import OLDER_CARD, PRESSES, PRESSES_THAT_WRITE
from dialogs.cards import BESIDE
from dialogs.counter import list_again, way_for
from dialogs.drafting import is_asking
from dialogs.filling_in import is_about_a_draft, talked
from dialogs.form_questions import question_again
from dialogs.free_times import CalendarsNeeded, Question
from dialogs.just_read import set_aside
from dialogs.just_shown import asks_for_more, press_meant, question_to_go_on_with, set_shown_aside
from dialogs.list_shown import forget_list
from dialogs.meeting_planning import THE_MEETINGS
from dialogs.messages import Incoming, Message, Place, Press, Reply
from dialogs.picking import pick_again, pick_needed
from dialogs.planning_talk import talk_of
from dialogs.reasons import ASKED_FOR, answer_to
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_planning import THE_PLAN
from dialogs.welcome import introduce
from dialogs.workbooks import as_wished, workbook_meant
from strategy.errors import StrategyError
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import Busy, Calendars, CalendarsOutOfReach, Renderer, Store, TryAgain

log = logging.getLogger("keystone.desk")

Answer = Callable[[], Awaitable[Reply]]

TRIES = 4
PATIENCE_WITH_CALENDARS = 4.0
"""Seconds for which an answer waits for people's calendars."""
LONGEST_QUESTION = 2_000
"""Characters of a text that are read as a question or command; answers in a talk are taken whole."""

IN_OUR_OWN_CHAT = "That is for you alone, so I have answered in our own chat."
READ_ONLY = wording.READ_ONLY
_SPEAK_OF_THE_LIST = frozenset({Intent.REPORT_CHASE, Intent.GREETING, Intent.UNKNOWN})
"""After anything else "them" are not those on the list that was shown before."""


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
            reply = await self._dispatch(turn)
        except StrategyError as refused:
            log.info("refused %s for person %s", type(refused).__name__, turn.speaker.id)
            said = wording.refusal(refused)
            reply = turn.say(said, summary="Not possible")
        return reply

    async def _dispatch(self, turn: Turn) -> Reply:
        incoming = turn.incoming
        awaited = turn.memory.pop(awaiting.AWAITING, None)
        asked_for = turn.memory.pop(ASKED_FOR, None)
        if incoming.arrived:
            if turn.memory.get("greeted"):
                return Reply()
            turn.memory["greeted"] = True
            return await introduce(turn)
        if incoming.press is not None:
            return await self._press(turn, incoming.press)
        text = incoming.text.strip()
        if incoming.files:
            return await self._with_files(turn, text)
        if not text:
            return turn.say(
                "I got nothing to read there. I work with words and cards.", summary="Nothing to read"
            )
        answered = answer_to(turn, asked_for, text) or awaiting.answer_to(turn, awaited, text)
        if isinstance(answered, Press):
            return await self._press(turn, answered)
        if isinstance(answered, Interpretation):
            return await self._do(turn, answered)
        return answered or await self._text(turn, text)

    async def _with_files(self, turn: Turn, text: str) -> Reply:
        if turn.incoming.read_only:
            return turn.say(READ_ONLY, summary="Only in Teams")
        return await files_in.receive(turn, text[:LONGEST_QUESTION])

    async def _press(self, turn: Turn, press: Press) -> Reply:
        if press.do == "say":
            text = press.data.get("text")
            if not isinstance(text, str) or not text.strip():
                return turn.say("That button has nothing to say.", summary="Nothing to do")
            turn.incoming = replace(turn.incoming, press=None, text=text)
            return await self._text(turn, text)
        if press.do == "pick":
            asked = pick_again(turn, press.data)
            return await self._do(turn, asked) if asked else turn.say(OLDER_CARD, summary="An older card")
        handler = PRESSES.get(press.do)
        if handler is None:
            return turn.say(OLDER_CARD, summary="An older card")
        set_shown_aside(turn)
        if press.data.get(BESIDE) is True:
            press = replace(press, replaces_card=False)
            turn.incoming = replace(turn.incoming, press=press)
        if press.do in PRESSES_THAT_WRITE and turn.incoming.read_only:
            return turn.say(READ_ONLY, summary="Only in Teams")
        return await _alone(turn, lambda: handler(turn, press))

    async def _text(self, turn: Turn, text: str) -> Reply:
        """A talk under way first, then picking from what was just shown, then whatever the words mean."""
        planned = None
        if "talk" not in turn.memory:
            planned = talk_of(turn, text) or meeting_plan_talk.talk_of(turn, text)
            planned = planned or await plans_at_any_time.talk_of(turn, text)
        if planned is not None:
            if planned.writes and turn.incoming.read_only:
                return turn.say(READ_ONLY, summary="Only in Teams")
            return await _alone(turn, planned.answer)
        cancelling = visit_just_spoken_of.cancelling(turn, text) if "talk" not in turn.memory else None
        if cancelling is not None:
            # A draft is scrapped in the same words, but not just after a visit was spoken of.
            return await self._press(turn, cancelling)
        if turn.incoming.place.is_private:
            if turn.incoming.read_only and is_about_a_draft(text):
                return turn.say(READ_ONLY, summary="Only in Teams")
            reply = None if turn.incoming.read_only else await talked(turn, text, sentence_of)
            if reply is not None:
                return reply
        reply = (
            await self._as_a_workbook(turn, text)
            or await self._from_what_was_shown(turn, text)
            or await self._beside_intents(turn, text)
            or await self._with_link(turn, text)
            or await self._understood(turn, turn.read(text[:LONGEST_QUESTION]))
        )
        if not reply.messages or "talk" not in turn.memory or ASKED_FOR in turn.memory or is_asking(reply):
            return reply
        return replace(reply, messages=(*reply.messages, *await question_again(turn)))

    async def _understood(self, turn: Turn, asked: Interpretation) -> Reply:
        set_aside(turn)
        if asked.intent not in (Intent.UNKNOWN, Intent.GREETING):
            # What was not understood was hardly about something else, and thanks are not.
            turn.memory.pop(THE_PLAN, None)
            turn.memory.pop(THE_MEETINGS, None)
        set_shown_aside(turn, understood=asked.intent is not Intent.UNKNOWN)
        if asked.intent not in _SPEAK_OF_THE_LIST:
            turn.memory.pop("listed", None)
        return await self._do(turn, asked)

    async def _as_a_workbook(self, turn: Turn, text: str) -> Reply | None:
        meant = workbook_meant(turn, text[:LONGEST_QUESTION])
        if isinstance(meant, Interpretation):
            return await self._understood(turn, meant)
        return None if meant is None else await _alone(turn, meant)

    async def _with_link(self, turn: Turn, text: str) -> Reply | None:
        if turn.incoming.read_only or not turn.incoming.place.is_private:
            return None
        return await handing_in_papers.with_link(turn, text)

    async def _beside_intents(self, turn: Turn, text: str) -> Reply | None:
        said = sentence_of(turn, text)
        if said is None:
            return None
        if turn.incoming.read_only and said.writes:
            return turn.say(READ_ONLY, summary="Only in Teams")
        forget_list(turn)
        return await _alone(turn, said.answer)

    async def _from_what_was_shown(self, turn: Turn, text: str) -> Reply | None:
        asked = pick_again(turn, {"text": None, "answer": text})
        if asked is not None:
            return await self._do(turn, asked)
        meant = press_meant(turn, text)
        if meant is not None:
            return await self._press(turn, meant)
        if not asks_for_more(text):
            return None
        if (again := question_to_go_on_with(turn)) is not None:
            before, offset = again
            return await _alone(turn, lambda: list_again(turn, before, offset))
        return turn.say("That is all there is to show.", summary="That is all")

    async def _do(self, turn: Turn, asked: Interpretation) -> Reply:
        way = way_for(asked.intent)
        if way.writes and turn.incoming.read_only:
            return turn.say(READ_ONLY, summary="Only in Teams")
        if way.openly and not asked.export:
            return await way.handler(turn, asked)

        async def answer() -> Reply:
            return pick_needed(turn, asked) or await as_wished(turn, asked, way.handler)

        return await _alone(turn, answer)


async def _alone(turn: Turn, answer: Answer) -> Reply:
    """Answer for the asker's eyes: in a group the answer goes to their own chat, and no more is said.

    A group's memory takes no part in it: others would come upon what one of them asked.
    """
    if turn.incoming.place.is_private:
        return await answer()
    in_group, remembered = turn.incoming, turn.memory
    # In the asker's own chat the answer is a new message; nothing of it may replace a card in the group.
    press = in_group.press and replace(in_group.press, replaces_card=False)
    turn.incoming = replace(in_group, place=Place.PERSONAL, press=press)
    turn.memory, turn.for_another_chat = {}, True
    try:
        reply = await answer()
    except StrategyError as refused:
        reply = turn.say(wording.refusal(refused), summary="Not possible")
    finally:
        turn.incoming, turn.memory, turn.for_another_chat = in_group, remembered, False
    return Reply(messages=(Message(IN_OUR_OWN_CHAT, IN_OUR_OWN_CHAT),), privately=reply.messages)


def _stranger(incoming: Incoming) -> Reply:
    """Somebody not in the directory is told so, and nothing else."""
    if incoming.arrived and not incoming.place.is_private:
        return Reply()
    return Reply(messages=(Message(wording.UNKNOWN_PERSON, "Hello"),))
