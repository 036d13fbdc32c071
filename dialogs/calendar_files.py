"""Meetings as a calendar file: "this year's meetings as ics", "put our boards in my calendar app".

What is left of a sentence without that wish is answered as ever; the meetings that answer it, or those that
were listed last, go out as a file.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from dialogs import meetings, wording
from dialogs.handing_over import hand_out, says_by_mail
from dialogs.list_shown import LIST_SHOWN
from dialogs.meeting_entries import entries_of, title_of
from dialogs.messages import Message, Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.exporting import keep_question

LONGEST = 300
"""Characters of a text that is read as such a sentence."""
NO_MEETINGS = (
    "I can give you meetings as a calendar file. Ask me for them, for example: this year's meetings as a "
    "calendar file."
)
_MINE = r"(?:my|our|the school'?s?|my own|an?|the)"
_APP = r"(?:outlook|google|apple|phone|ipad|iphone|android|work|personal|online|electronic|own|school|family)"
_FILE = (
    r"(?:\.?ics|i-?cal(?:endar)?|ical|calendar (?:files?|feed|download|export|format|subscription))"
    r"(?: (?:files?|format|download|export|version|calendar))?"
)
_CALENDAR = (
    rf"(?:(?:my|our)(?: {_APP}(?:'s)?)? (?:calendar|diary)(?: app)?"
    rf"|(?:{_APP} )calendar|{_MINE} calendar app)"
)
_AS_FILE = re.compile(
    rf"[,;]?\s*(?<![\w.])(?:(?:as|in|into|to|on|for|by|via|with) (?:an? |the |my |one )?)?{_FILE}"
    r"(?:(?: please)? (?:of|with|for|containing)(?= ))?(?!\w)",
    re.IGNORECASE,
)
_INTO_MINE = re.compile(rf"[,;]?\s*(?<!\w)(?:in|into|to|on|onto|for) {_CALENDAR}(?!\w)", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|thanks|right|now|and|then|also)[,.!]? )*(?:please |pls |plz )?"
    r"(?:(?:can|could|would|will) (?:you|i|we) (?:please |pls )?)?"
    r"(?:(?:i|we)(?:'d| would)? (?:want|need|like)(?: to have| to)? )?"
    r"(?P<verb>(?:export|download|send|e-?mail|mail|give|get|have|put|make|create|produce|generate|save|add"
    r"|import|sync|do|let me have)(?: me| us)?(?: (?:an?|the) (?=of|with))?(?: |$))?(?:all (?:of )?)?",
    re.IGNORECASE,
)
_OF = re.compile(r"^(?:an? |the )?(?:file )?(?:of|with|for) ", re.IGNORECASE)
_END = re.compile(
    r"[,;]?\s*\b(?:please|pls|plz|thanks|thank you|ta|by e-?mail|via e-?mail|to me|for me)[.!?]*$",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"^(?:all (?:of )?)?(?:that|this|it|them|these|those|the (?:list|lot|same))(?: list| lot| all)?$|^$",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(r"\bat \d|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]m\b", re.IGNORECASE)
_VISITS = re.compile(r"\bvisits?\b", re.IGNORECASE)


def way_for(turn: Turn, text: str) -> Said | None:
    """How a text is answered that asks for meetings as a calendar file; None for any other text."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST:
        return None
    is_file = _AS_FILE.search(plain) is not None
    if not is_file and (_INTO_MINE.search(plain) is None or _AT_A_TIME.search(plain)):
        return None
    rest = _rest_of(plain)
    by_mail = says_by_mail(plain)
    shown = turn.memory.get(LIST_SHOWN)
    if _THAT.match(rest):
        is_meetings = isinstance(shown, Mapping) and shown.get("list") == "meetings"
        if is_meetings and isinstance(shown, Mapping):
            return Said(partial(_hand_over, turn, dict(shown), by_mail=by_mail))
        return Said(partial(_what_can_be_had, turn)) if is_file else None
    asked = turn.read(rest)
    if asked.intent is Intent.MEETING_LIST and not _VISITS.search(rest):
        return Said(partial(_of_question, turn, rest, asked, by_mail=by_mail), writes=False)
    shows = asked.intent is Intent.UNKNOWN or asked.intent.value.endswith((".list", ".show"))
    return Said(partial(_what_can_be_had, turn), writes=False) if is_file and shows else None


def _rest_of(plain: str) -> str:
    """What a text says besides its wish for a calendar file."""
    rest = _INTO_MINE.sub(" ", _AS_FILE.sub(" ", plain))
    rest = " ".join(rest.split()).strip(" ,.;:!?")
    lead = _LEAD.match(rest)
    rest = _OF.sub("", (rest[lead.end() :] if lead else rest).strip())
    before = ""
    while before != rest:
        before, rest = rest, _END.sub("", rest).strip(" ?!.,;:")
    return rest


async def _of_question(turn: Turn, rest: str, asked: Interpretation, *, by_mail: bool) -> Reply:
    """The meetings that answer a question; what is said of them where none are listed."""
    said = turn.incoming
    turn.incoming = replace(said, text=rest)
    if asked.which == "next" or asked.count:
        # One of several would do for an answer, and not for a file.
        asked = replace(asked, which=None, count=False)
    reply = await meetings.every(turn, asked)
    turn.incoming = said
    shown = turn.memory.get(LIST_SHOWN)
    if not isinstance(shown, Mapping):
        return reply
    if said.read_only:
        here = Message("In Teams I can give you those as a calendar file.", "No calendar file")
        return replace(reply, messages=(*reply.messages, here))
    for remembered in ("rows", "more"):
        # What was not shown cannot be picked from.
        turn.memory.pop(remembered, None)
    return await _hand_over(turn, dict(shown), by_mail=by_mail)


async def _hand_over(turn: Turn, question: Mapping[str, Any], *, by_mail: bool = False) -> Reply:
    """The meetings of a question as a file: offered in the asker's own chat, else by mail."""
    if turn.incoming.read_only:
        return turn.say(wording.READ_ONLY, summary="Only in Teams")
    entries = await entries_of(turn, question)
    if not entries:
        return turn.say("No meetings are on that list now.", summary="No meetings")
    turn.memory[LIST_SHOWN] = dict(question)
    wanted = await keep_question(
        uow=turn.uow,
        now=turn.now,
        owner=turn.speaker,
        question=question,
        what="meetings",
        as_calendar=True,
    )
    many = wording.several(len(entries), "meeting")
    said = f"{title_of(question)} ({many}): on its way to {turn.speaker.email} by mail, as a calendar file."
    return await hand_out(turn, [wanted], said, mailed=by_mail)


async def pressed(turn: Turn, press: Press) -> Reply:
    """The button of a list of meetings that gives it as a calendar file."""
    question = {"list": "meetings", "ask": press.data.get("ask"), "body": press.data.get("body")}
    return await _hand_over(turn, question)


async def _what_can_be_had(turn: Turn) -> Reply:
    return turn.say(NO_MEETINGS, summary="Which meetings?")


PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {"meeting.calendar": pressed}
WRITING = frozenset(PRESSES)
"""Those that are refused where the bot only reads."""
