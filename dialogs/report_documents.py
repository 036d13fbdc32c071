"""A filed report as a document: "send me Oak Bank's report as a Word file", "email it to me"."""

from __future__ import annotations

import re
from functools import partial

from dialogs import wording
from dialogs.handing_over import hand_out, says_by_mail
from dialogs.just_read import report_just_read
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.report_cards import occasion
from dialogs.report_reading import choose, found_by, none_found
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.reading import document_of

_AS_A_FILE = (
    r"(?:as|in|into|to) (?:an? )?(?:microsoft |ms )?(?:word|docx?|file|document|attachment)"
    r"(?: (?:file|document|doc|format))?"
)
_FORM = re.compile(
    rf"\b(?:{_AS_A_FILE}|(?:the |a )?(?:word|docx?)(?: (?:file|document|doc|version|copy))?(?: of| for)?"
    r"|(?:the |a )?(?:file|document|copy|attachment) (?:of|for|with)|(?:by|via) e-?mail"
    r"|to my (?:e-?mail(?: address)?|inbox|address))(?!\w)",
    re.IGNORECASE,
)
_TO_ME = re.compile(r"\bto me\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:hi,? |hello,? |ok,? )?(?:please |pls |plz )?(?:(?:can|could|would|will) (?:you|i) )?"
    r"(?:please |pls )?(?:i(?:'d| would)? (?:want|need|like)(?: to have)? |i'd like )?"
    r"(?P<verb>send|e-?mail|mail|forward|give|get|have|download|export|let me have)?(?: me)?\b",
    re.IGNORECASE,
)
_BRINGS_A_FILE = frozenset({"email", "e-mail", "mail", "forward", "download", "export"})
_REPORT = re.compile(r"\breports?\b", re.IGNORECASE)
_OF_ANOTHER_KIND = re.compile(
    r"\b(?:plan|annual|review|overdue|late|due|outstanding|missing|about|reports)\b", re.IGNORECASE
)
_TO_ANOTHER = re.compile(r"\bto (?!me\b|word\b|docx?\b|an? \b|my (?:e-?mail|address|inbox)\b)", re.IGNORECASE)


def way_for(turn: Turn, text: str) -> Said | None:
    """The answer to who asks for a report as a document; None for any other text.

    "Send me the report" without a word of a file or of mail shows it here, where it can be read at once.
    """
    asks = _ASKS.match(text)
    if asks is None or not _REPORT.search(text) or _OF_ANOTHER_KIND.search(text):
        return None
    verb = (asks["verb"] or "").lower()
    rest = text[asks.end() :]
    if not (_FORM.search(rest) and asks.end()) and verb not in _BRINGS_A_FILE:
        return None
    if _TO_ANOTHER.search(rest):
        return None
    plain = " ".join(_TO_ME.sub(" ", _FORM.sub(" ", rest)).split()).strip(" ?!.,")
    asked = turn.read(f"show me {plain}")
    if asked.intent is not Intent.REPORT_SHOW or _is_for(turn, asked, plain):
        return None
    return Said(partial(_asked_for, turn, asked, says_by_mail(text)), writes=True)


def _is_for(turn: Turn, asked: Interpretation, plain: str) -> bool:
    """Whether the words begin with whom it is to go to: "mail David the report on Oak Bank"."""
    person = turn.trust.by_email(asked.person) if asked.person else None
    first = plain.casefold().split(" ")[0]
    return person is not None and first in person.name.casefold().split(" ")


async def _asked_for(turn: Turn, asked: Interpretation, mailed: bool) -> Reply:
    if not (asked.school or asked.person or asked.date or asked.starts or asked.which):
        read = report_just_read(turn)
        if read is not None:
            return await _send(turn, read, mailed=mailed)
    found = await found_by(turn, asked)
    if not found:
        return await none_found(turn, asked)
    if len(found) == 1 or asked.which:
        return await _send(turn, found[0].id, mailed=mailed)
    return choose(turn, found, "report.send", "have", {"by_mail": mailed})


async def send(turn: Turn, press: Press) -> Reply:
    """The button that has a report sent to whoever presses it."""
    number = press.data.get("report")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await _send(turn, number, mailed=press.data.get("by_mail") is True)


async def _send(turn: Turn, number: int, *, mailed: bool) -> Reply:
    report, wanted = await document_of(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report_id=number
    )
    school = turn.trust.school(report.school).known_as
    said = (
        f"The report on {school}, {occasion(report)}, is on its way to {turn.speaker.email} by mail, "
        "as a Word document."
    )
    return await hand_out(turn, [wanted], said, mailed=mailed)
