"""A file that somebody sends: looked at, kept, and put to what it is for.

Files are for development plans, self-evaluations, the papers of a visit, and minutes.
"""

from __future__ import annotations

from dialogs import handing_in_papers, minuting, paper_words, visit_papers
from dialogs.messages import Reply
from dialogs.minutes_drafts import awaited
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.handing_in_papers import may_hand_in
from strategy.files import taken

ONE_AT_A_TIME = "I take one file at a time, so that each is kept as what it is. Please send them one by one."
NOTHING_FOR_IT = "Thank you, but I have nothing to do with a file from you, so I have not kept it."
IN_OUR_OWN_CHAT = "Please send me files in our own chat: there it is you alone who sees them."


async def receive(turn: Turn, text: str) -> Reply:
    """Take the file that came with a message, with the words beside it; raises Invalid for one that is
    refused, and NotAllowed where the words are about a school that is not theirs.
    """
    if not turn.incoming.place.is_private:
        return turn.say(IN_OUR_OWN_CHAT, summary="Files: in our own chat")
    asked = turn.read(text) if text else None
    if asked is not None and asked.intent is Intent.PAPERWORK_SEND:
        return await visit_papers.receive(turn, asked)
    if asked is not None and asked.intent is Intent.MINUTES_RECORD:
        return await minuting.receive(turn, asked)
    names_another = asked is not None and _is_about_papers(asked, text)
    if not names_another and visit_papers.awaited(turn) is not None:
        return await visit_papers.receive(turn, None)
    if not names_another and awaited(turn) is not None:
        return await minuting.receive(turn, None)
    if asked is not None and names_another:
        wanted = handing_in_papers.wanted_in(turn, asked, text)
    elif not may_hand_in(turn.uow, turn.now, turn.speaker):
        if await minuting.some_are_waiting(turn):
            return await minuting.receive(turn, None)
        return turn.say(NOTHING_FOR_IT, summary="Nothing to do with it")
    else:
        expected = handing_in_papers.expected(turn)
        wanted = expected or handing_in_papers.wanted_in(turn, Interpretation(Intent.UNKNOWN), "")
    if len(turn.incoming.files) > 1:
        return turn.say(ONE_AT_A_TIME, summary="One file at a time")
    [file] = turn.incoming.files
    if file.fault:
        return turn.say(file.fault, summary="I could not take the file")
    kept = await turn.uow.files.keep(taken(file.name, file.content), turn.speaker.id, turn.now)
    also = await visit_papers.could_be(turn, kept.id) if wanted.kind is None else []
    return await handing_in_papers.take(turn, wanted, {"file": kept.id}, also)


def _is_about_papers(asked: Interpretation, text: str) -> bool:
    about = (Intent.DEVELOPMENT_PLAN_SUBMIT, Intent.DEVELOPMENT_PLAN_SHOW)
    return asked.intent in about or paper_words.kind_in(text) is not None
