"""Lists as workbooks: "overdue reports in Excel", "export that", "as a spreadsheet please".

What is left of a sentence without the wish for a workbook is answered as ever; the list that answers it, or
the one that was shown last, goes out whole.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from dialogs import wording
from dialogs.beside_intents import Sentence, sentence_of
from dialogs.board_requests import SHOWN as BOARD_REQUEST_SHOWN
from dialogs.counter import way_for
from dialogs.handing_over import hand_out, says_by_mail
from dialogs.list_shown import LIST_SHOWN, forget_list
from dialogs.messages import Message, Reply
from dialogs.sheets import whole
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.exporting import keep_question

NO_LIST = (
    "Which list would you like as a workbook? Ask me for one, for example: overdue reports in Excel. "
    'After a list was shown, say "export that".'
)
_TO_CHOOSE = "That is only there to choose from, so I give no workbook of it."
_NOT_A_LIST = "There is nothing there to put into a workbook."
_SHEET = r"(?:(?:ms |microsoft )?excel|xlsx?|spread ?sheets?|workbooks?|csv)"
_FILE = (
    r"(?:[ -](?:file|sheet|spread ?sheet|workbook|document|doc|format|form|version|table|download|export))?"
)
_WISH = re.compile(rf"(?<!\w){_SHEET}(?!\w)", re.IGNORECASE)
_FORM = re.compile(
    rf"[,;]?\s*(?<!\w)(?:as|in|into|to|on|for|by|via) (?:an? |the |my )?{_SHEET}{_FILE}(?!\w)", re.IGNORECASE
)
_OF = re.compile(
    rf"^(?:an? |the |my )?{_SHEET}{_FILE}(?: (?:list|version|copy))?"
    r"(?: (?:of|with|for|showing|listing|about))?(?= |$)[:,]? ?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|thanks|right|now|and|then|also)[,.!]? )*(?:please |pls |plz )?"
    r"(?:(?:can|could|would|will) (?:you|i|we) (?:please |pls )?)?"
    r"(?:(?:i|we)(?:'d| would)? (?:want|need|like)(?: to have)? )?"
    r"(?P<verb>(?:export|download|send|e-?mail|mail|give|get|have|put|make|create|produce|generate|turn|save"
    r"|convert|pull|extract|do|let me have)(?: me| us)?(?: out| off| up)?(?: |$))?",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"[,;]?\s*\b(?:please|pls|plz|thanks|thank you|ta|(?:by|via) e-?mail|to me|for me)[.!?]*$", re.IGNORECASE
)
_THAT = re.compile(
    r"^(?:and |now |same )?"
    r"(?:(?:all )?(?:of )?(?:that|this|it|them|these|those|all|the same|same|everything)"
    r"|(?:(?:all )?(?:of )?(?:the|that|this) )?(?:whole |full |same |last )?(?:list|table|lot))?"
    r"(?: (?:list|table))?$",
    re.IGNORECASE,
)
_TAKES_OUT = re.compile(r"^(?:export|download)\b", re.IGNORECASE)


def workbook_meant(turn: Turn, text: str) -> Interpretation | Callable[[], Awaitable[Reply]] | None:
    """What a text means that asks for a list as a workbook: the question that the list answers, or how it is
    answered where no intent stands for that; None where no workbook is asked for.

    The words of the turn are then those of the question, without the wish.
    """
    texts = _wish_in(turn, text)
    if texts is None:
        return None
    turn.by_mail = says_by_mail(text)
    if not texts:
        return partial(_what_was_shown, turn)
    said = turn.incoming
    for plain in texts:
        turn.incoming = replace(said, text=plain)
        beside = sentence_of(turn, plain)
        if beside is not None and not beside.writes:
            return partial(_beside, turn, beside)
        asked = turn.read(plain)
        if beside is None and asked.intent is not Intent.UNKNOWN and not way_for(asked.intent).writes:
            return replace(asked, export=True)
    turn.incoming, turn.by_mail = said, False
    return None


def _wish_in(turn: Turn, text: str) -> tuple[str, ...] | None:
    """What a text that asks for a workbook says besides, the best guess first; nothing where it means the
    list that was shown. None for a text that asks for none.
    """
    plain = " ".join(text.replace("\u2019", "'").split())
    lead = _LEAD.match(plain)
    rest = plain[lead.end() :] if lead else plain
    if _WISH.search(plain) is None:
        takes_out = lead is not None and _TAKES_OUT.match(lead["verb"] or "") is not None
        is_meant = takes_out and LIST_SHOWN in turn.memory and _THAT.match(_polite(rest)) is not None
        return () if is_meant else None
    bare = _polite(_OF.sub("", _without(rest)))
    return () if _THAT.match(bare) else tuple(dict.fromkeys((bare, _polite(_without(plain)))))


def _without(text: str) -> str:
    return " ".join(_FORM.sub(" ", text).split())


def _polite(text: str) -> str:
    """The text without words of politeness and stops at its end."""
    before = ""
    while before != text:
        before, text = text, _POLITE.sub("", text).strip(" ?!.,;:")
    return text


async def as_wished(
    turn: Turn, asked: Interpretation, handler: Callable[[Turn, Interpretation], Awaitable[Reply]]
) -> Reply:
    """The answer to a question; where it is wanted as a file, the list that answers it as a workbook."""
    forget_list(turn)
    reply = await handler(turn, asked)
    return await _in_place_of(turn, reply) if asked.export else reply


async def _beside(turn: Turn, sentence: Sentence) -> Reply:
    forget_list(turn)
    return await _in_place_of(turn, await sentence.answer())


async def _what_was_shown(turn: Turn) -> Reply:
    """The list that was shown last, whole, as a workbook."""
    question = turn.memory.get(LIST_SHOWN)
    if not isinstance(question, Mapping):
        return turn.say(NO_LIST, summary="Which list?")
    if turn.incoming.read_only:
        return turn.say(wording.READ_ONLY, summary="Only in Teams")
    listing = await whole(turn, question)
    if not listing.rows:
        return turn.say(f"{listing.title}: there is nothing on that list now.", summary="An empty list")
    wanted = await keep_question(
        uow=turn.uow, now=turn.now, owner=turn.speaker, question=question, what=str(question["list"])
    )
    rows = wording.several(len(listing.rows), "row")
    said = f"{listing.title} ({rows}): on its way to {turn.speaker.email} by mail, as an Excel workbook."
    return await hand_out(turn, [wanted], said, mailed=turn.by_mail)


async def _in_place_of(turn: Turn, reply: Reply) -> Reply:
    """The list that a reply shows as a workbook in its place; where there is none to be had, it says so."""
    if LIST_SHOWN not in turn.memory:
        listed = any(message.table is not None for message in reply.messages)
        return _and_say(reply, _TO_CHOOSE if listed else _NOT_A_LIST)
    if turn.incoming.read_only:
        return _and_say(reply, "In Teams I can give you that as a workbook.")
    for shown in ("rows", "more", BOARD_REQUEST_SHOWN):
        # What was not shown cannot be picked from, nor decided.
        turn.memory.pop(shown, None)
    return await _what_was_shown(turn)


def _and_say(reply: Reply, said: str) -> Reply:
    return replace(reply, messages=(*reply.messages, Message(said, "No workbook")))
