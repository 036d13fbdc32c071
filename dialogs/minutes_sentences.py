"""What a sentence about minutes wants: to record them, read them, see what is missing, or their actions.

The interpretation format has one intent for all of it. Actions and decisions of a meeting are asked for
without the word "minutes" too: such sentences are recognised beside the intents.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from dialogs import minuted_actions, minutes_page, minuting, wording
from dialogs.messages import Press, Reply
from dialogs.minuted_actions import ACTION_SHOWN
from dialogs.minutes_meant import Meant, held_meant, meant
from dialogs.minutes_page import SHOWN
from dialogs.office import Said
from dialogs.picking import pick_needed
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.links import link_in
from strategy.minutes_access import may_record_minutes

LONGEST = 400
"""Characters of a text that is read as such a sentence."""

_ASIDE = (
    r"^\W*(?:(?:please|pls|hi|hello|ok|okay|right|can|could|would|will|you|i|we|i'd|i'll|we'd|want|need|like"
    r"|to|let's|let us|just|also|and|so|now|keystone)\b[ ,]*)*?"
)
_READS = re.compile(
    rf"{_ASIDE}(?:show|see|read|view|open|find|display|look at|pull up|bring up|what|whats|where|when|which"
    r"|who|how|have|has|had|is|are|was|were|do|does|did|any|let me (?:see|read|have)"
    r"|(?:get|give|send|e-?mail|forward)(?: me| us)\b|a copy)\b",
    re.IGNORECASE,
)
_SENDS = re.compile(
    rf"{_ASIDE}(?:(?:send|e-?mail|forward)(?: me| us)\b|have .* (?:sent|mailed) to me|a copy)", re.IGNORECASE
)
_AMENDS = re.compile(rf"{_ASIDE}(?:amend|correct|change|edit|update|revise|fix)\b", re.IGNORECASE)
_RECORDS = re.compile(
    rf"{_ASIDE}(?:record|write|type|file|add|upload|hand|submit|share|send|circulate|publish|take|do|log"
    r"|enter|attach|draft|minute|start|begin|put|note|save|capture|issue|here(?:'s| is| are)|these are"
    r"|this is|attached)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b(?:outstanding|overdue|late|missing|awaited|owed|owes?|due|without|no minutes|waiting for|yet to"
    r"|still (?:has |have |needs )?(?:to|need|waiting)"
    r"|not (?:yet )?(?:been )?(?:in|done|recorded|filed|written|sent|shared)"
    r"|(?:haven't|hasn't|have not|has not)(?: yet)?(?: been)?)\b",
    re.IGNORECASE,
)
_ACTIONS = re.compile(r"\bactions?\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:open|outstanding|overdue|still|left|not (?:yet )?done|undone|late)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:plans?|plan's|agenda|visits?|reports?|recommendations?|targets?|pack|impact)\b", re.IGNORECASE
)
_MEETING = re.compile(
    r"\b(?:boards?|pbs?|eit|sit|(?:education|school) improvement team|(?:standards )?committee|meetings?"
    r"|minutes)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:last|previous|latest|most recent|recent|yesterday|from|at|of|out of|in|for|monday|tuesday"
    r"|wednesday|thursday|friday)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:what|which|anything|tell me what|show me what)\b.*"
    r"\b(?:decided?|decisions?|agreed?|resolved?|minuted)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:next|will|upcoming|coming)\b", re.IGNORECASE)
_MINE = re.compile(
    r"\bmy (?:\w+ ){0,2}actions?\b|\bactions? (?:that )?(?:i|i've|i'm|i'll)\b"
    r"|\bactions? (?:do|have|am|did) i\b"
    r"|\b(?:do|have) i (?:\w+ ){0,2}?(?:any |an )?(?:\w+ )?actions?\b|\bactions? (?:for|on|of) (?:me|mine)\b"
    r"|\bactions? (?:are|is) mine\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"{_ASIDE}(?:(?:mark|tick off|close|complete|finish|sign off|set)\b.*\baction\b|"
    r"(?:mark|tick|close) (?P<it>it|this|that|this one|that one)(?: off)?(?: as)?"
    r"(?: done| complete[d]?| finished)?[.!]?$"
    r"|(?:the |that |this |my )?(?:[\w' ]+ )?action (?:(?:no\.? |number |#)?\d+ )?"
    r"(?:on [\w' ]+ |about [\w' ]+ )?"
    r"(?:is|has been|was) (?:now )?(?:done|finished|completed?|sorted)\b"
    r"|(?:i've|i have|we've|we have|have) (?:now )?(?:done|finished|completed|sorted)\b.*\baction\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\baction (?:no\.? |number |#)?(?P<number>\d{1,2})\b", re.IGNORECASE)
_SEND_IT = re.compile(
    r"^(?:please )?(?:(?:e-?mail|send|forward) (?:it|them|those|that|me (?:it|them|a copy|the file)))"
    r"(?: to me)?"
    r"(?:,? please)?[.!?]?$",
    re.IGNORECASE,
)
_AMEND_IT = re.compile(
    r"^(?:please )?(?:amend|correct|change|edit|revise)(?: (?:it|them|those|these|the minutes))?[.!]?$",
    re.IGNORECASE,
)
_ITS_ACTIONS = re.compile(
    r"^(?:(?:and|show me|list|what(?:'s| are)) )*(?:the |its |their )?actions[?.]?$", re.IGNORECASE
)
_SUMMED_UP = re.compile(r"\b(?:summary|summaries|partners|sips)\b(?!'? training)", re.IGNORECASE)
_TYPES_UP = re.compile(rf"{_ASIDE}(?:type|write) up\b", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """A sentence about minutes."""
    text = turn.incoming.text.replace("\u2019", "'")
    of = meant(turn, asked)
    records = bool(_RECORDS.match(text)) and not _SENDS.match(text)
    if _ACTIONS.search(text) and not records:
        return await minuted_actions.from_meeting(turn, of, open_only=bool(_OPEN.search(text)))
    if _AMENDS.match(text):
        return _read_only(turn) or await minuting.begin_amending(turn, asked)
    if _MISSING.search(text) and not records:
        return await minutes_page.outstanding(turn, of)
    if _SENDS.match(text) and not turn.incoming.read_only:
        found = await held_meant(turn, of)
        if len(found) == 1 or (found and (of.last or of.school is not None)):
            return await minutes_page.send_copy(turn, found[0].minutes or 0)
        return await minutes_page.find(turn, of)
    is_bare = of == Meant(None, None, None, None, last=False) and not link_in(text)
    if not records and (is_bare or _READS.match(text) or not _is_ones_to_record(turn, of)):
        return await minutes_page.find(turn, of)
    return _read_only(turn) or await minuting.begin(turn, asked)


def _read_only(turn: Turn) -> Reply | None:
    """That nothing is written here, where it is not."""
    if not turn.incoming.read_only:
        return None
    return turn.say(wording.READ_ONLY, summary="Only in Teams")


def _is_ones_to_record(turn: Turn, of: Meant) -> bool:
    if of.body is None:
        return minuting.may_minute(turn)
    return may_record_minutes(turn.speaker, of.body, turn.policy, turn.trust, turn.today)


def way_for(turn: Turn, text: str) -> Said | None:
    """The answer to a sentence about the actions or decisions of a meeting; None for any other text."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST:
        return None
    if minuting.awaited(turn) is not None and link_in(plain) == plain:
        return Said(partial(minuting.take_link, turn, plain))
    about_shown = _about_what_is_shown(turn, plain)
    if about_shown is not None:
        return about_shown
    if _ELSEWHERE.search(plain):
        return None
    done = _DONE.match(plain)
    if done is not None:
        return _done(turn, plain, of_shown=bool(done["it"]))
    if _MINE.search(plain):
        return Said(partial(minuted_actions.mine, turn), writes=False)
    if not _MEETING.search(plain) or _TO_COME.search(plain):
        return None
    if _ACTIONS.search(plain) and _HELD.search(plain) and not _RECORDS.match(plain):
        return Said(partial(_of_meeting, turn, f"actions in the minutes: {plain}"), writes=False)
    if _DECIDED.search(plain):
        return Said(partial(_of_meeting, turn, f"show me the minutes: {plain}"), writes=False)
    if _TYPES_UP.match(plain) and not _SUMMED_UP.search(plain):
        return Said(partial(_of_meeting, turn, f"record the minutes: {plain}"))
    return None


def _about_what_is_shown(turn: Turn, plain: str) -> Said | None:
    shown = turn.memory.get(SHOWN)
    if not isinstance(shown, int):
        return None
    if _SEND_IT.match(plain):
        return Said(partial(minutes_page.send_copy, turn, shown))
    if _ITS_ACTIONS.match(plain):
        return Said(partial(minuted_actions.of_minutes, turn, shown), writes=False)
    if _AMEND_IT.match(plain):
        press = Press("minutes.amend", {"minutes": shown})
        return Said(partial(minuting.amend_pressed, turn, press))
    return None


def _done(turn: Turn, plain: str, *, of_shown: bool) -> Said | None:
    number = _NUMBER.search(plain)
    if of_shown and not isinstance(turn.memory.get(ACTION_SHOWN), int):
        return None
    if number is not None and not minuted_actions.lists_actions(turn):
        return None
    count = int(number["number"]) if number is not None else None
    return Said(partial(minuted_actions.mark_done, turn, plain, count))


async def _of_meeting(turn: Turn, text: str) -> Reply:
    """The answer to a sentence that says minutes without the word; what it is picked from says it with it."""
    turn.incoming = replace(turn.incoming, text=text)
    asked = turn.read(text)
    if asked.intent is not Intent.MINUTES_RECORD:
        asked = replace(asked, intent=Intent.MINUTES_RECORD)
    return pick_needed(turn, asked) or await answer(turn, asked)
