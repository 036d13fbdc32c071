"""What is done about one thing said or pressed: the order in which it is understood.

A press does what its button says. Of a text, what a question of ours awaits comes first, then a plan of the
year that is spoken of, a form under way, what was just shown, and at last whatever the words mean.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
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
from dialogs.buttons import PRESSES, PRESSES_THAT_WRITE
from dialogs.cards import BESIDE
from dialogs.counter import list_again, way_for
from dialogs.drafting import is_asking
from dialogs.filling_in import is_about_a_draft, talked
from dialogs.form_questions import question_again
from dialogs.just_read import set_aside
from dialogs.just_shown import asks_for_more, press_meant, question_to_go_on_with, set_shown_aside
from dialogs.list_shown import forget_list
from dialogs.meeting_planning import THE_MEETINGS
from dialogs.messages import Message, Place, Press, Reply
from dialogs.picking import pick_again, pick_needed
from dialogs.planning_talk import talk_of
from dialogs.reasons import ASKED_FOR, answer_to
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_planning import THE_PLAN
from dialogs.welcome import introduce
from dialogs.wording import OLDER_CARD, READ_ONLY
from dialogs.workbooks import as_wished, workbook_meant
from strategy.errors import StrategyError

Answer = Callable[[], Awaitable[Reply]]

LONGEST_QUESTION = 2_000
"""Characters of a text that are read as a question or command; answers in a talk are taken whole."""

IN_OUR_OWN_CHAT = "That is for you alone, so I have answered in our own chat."
_SPEAK_OF_THE_LIST = frozenset({Intent.REPORT_CHASE, Intent.GREETING, Intent.UNKNOWN})
"""After anything else "them" are not those on the list that was shown before."""


async def answer(turn: Turn) -> Reply:
    """Answer what somebody says, sends or presses, or their arrival. Raises what the deed refuses."""
    incoming = turn.incoming
    awaited = turn.memory.pop(awaiting.AWAITING, None)
    asked_for = turn.memory.pop(ASKED_FOR, None)
    if incoming.arrived:
        if turn.memory.get("greeted"):
            return Reply()
        turn.memory["greeted"] = True
        return await introduce(turn)
    if incoming.press is not None:
        return await _press(turn, incoming.press)
    text = incoming.text.strip()
    if incoming.files:
        return await _with_files(turn, text)
    if not text:
        return turn.say(
            "I got nothing to read there. I work with words and cards.", summary="Nothing to read"
        )
    answered = answer_to(turn, asked_for, text) or awaiting.answer_to(turn, awaited, text)
    if isinstance(answered, Press):
        return await _press(turn, answered)
    if isinstance(answered, Interpretation):
        return await _do(turn, answered)
    return answered or await _text(turn, text)


async def _with_files(turn: Turn, text: str) -> Reply:
    if turn.incoming.read_only:
        return turn.say(READ_ONLY, summary="Only in Teams")
    return await files_in.receive(turn, text[:LONGEST_QUESTION])


async def _press(turn: Turn, press: Press) -> Reply:
    if press.do == "say":
        text = press.data.get("text")
        if not isinstance(text, str) or not text.strip():
            return turn.say("That button has nothing to say.", summary="Nothing to do")
        turn.incoming = replace(turn.incoming, press=None, text=text)
        return await _text(turn, text)
    if press.do == "pick":
        asked = pick_again(turn, press.data)
        return await _do(turn, asked) if asked else turn.say(OLDER_CARD, summary="An older card")
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


async def _text(turn: Turn, text: str) -> Reply:
    """A plan or a form under way first, then picking from what was just shown, then what the words mean."""
    in_a_form = "talk" in turn.memory
    if not in_a_form:
        if (of_a_plan := await _of_a_plan(turn, text)) is not None:
            return of_a_plan
        if (cancelling := visit_just_spoken_of.cancelling(turn, text)) is not None:
            # A draft is scrapped in the same words, but not just after a visit was spoken of.
            return await _press(turn, cancelling)
    if turn.incoming.place.is_private:
        if turn.incoming.read_only and is_about_a_draft(text):
            return turn.say(READ_ONLY, summary="Only in Teams")
        reply = None if turn.incoming.read_only else await talked(turn, text, _wish_in)
        if reply is not None:
            return reply
    reply = (
        (await _of_a_plan(turn, text) if in_a_form else None)
        or await _as_a_workbook(turn, text)
        or await _from_what_was_shown(turn, text)
        or await _beside_intents(turn, text)
        or await _with_link(turn, text)
        or await _understood(turn, turn.read(text[:LONGEST_QUESTION]))
    )
    if not reply.messages or "talk" not in turn.memory or ASKED_FOR in turn.memory or is_asking(reply):
        return reply
    return replace(reply, messages=(*reply.messages, *await question_again(turn)))


def _wish_in(turn: Turn, text: str) -> object:
    """A wish that no intent stands for, which in a form may be no answer to its question; None for none."""
    return sentence_of(turn, text) or talk_of(turn, text) or meeting_plan_talk.talk_of(turn, text)


async def _of_a_plan(turn: Turn, text: str) -> Reply | None:
    """What a sentence about the year's plan of visits or of meetings does."""
    said = talk_of(turn, text) or meeting_plan_talk.talk_of(turn, text)
    said = said or await plans_at_any_time.talk_of(turn, text)
    if said is None:
        return None
    if said.writes and turn.incoming.read_only:
        return turn.say(READ_ONLY, summary="Only in Teams")
    return await _alone(turn, said.answer)


async def _understood(turn: Turn, asked: Interpretation) -> Reply:
    set_aside(turn)
    if asked.intent not in (Intent.UNKNOWN, Intent.GREETING):
        # What was not understood was hardly about something else, and thanks are not.
        turn.memory.pop(THE_PLAN, None)
        turn.memory.pop(THE_MEETINGS, None)
    set_shown_aside(turn, understood=asked.intent is not Intent.UNKNOWN)
    if asked.intent not in _SPEAK_OF_THE_LIST:
        turn.memory.pop("listed", None)
    return await _do(turn, asked)


async def _as_a_workbook(turn: Turn, text: str) -> Reply | None:
    meant = workbook_meant(turn, text[:LONGEST_QUESTION])
    if isinstance(meant, Interpretation):
        return await _understood(turn, meant)
    return None if meant is None else await _alone(turn, meant)


async def _with_link(turn: Turn, text: str) -> Reply | None:
    if turn.incoming.read_only or not turn.incoming.place.is_private:
        return None
    return await handing_in_papers.with_link(turn, text)


async def _beside_intents(turn: Turn, text: str) -> Reply | None:
    said = sentence_of(turn, text)
    if said is None:
        return None
    if turn.incoming.read_only and said.writes:
        return turn.say(READ_ONLY, summary="Only in Teams")
    forget_list(turn)
    return await _alone(turn, said.answer)


async def _from_what_was_shown(turn: Turn, text: str) -> Reply | None:
    asked = pick_again(turn, {"text": None, "answer": text})
    if asked is not None:
        return await _do(turn, asked)
    meant = press_meant(turn, text)
    if meant is not None:
        return await _press(turn, meant)
    if not asks_for_more(text):
        return None
    if (again := question_to_go_on_with(turn)) is not None:
        before, offset = again
        return await _alone(turn, lambda: list_again(turn, before, offset))
    return turn.say("That is all there is to show.", summary="That is all")


async def _do(turn: Turn, asked: Interpretation) -> Reply:
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
