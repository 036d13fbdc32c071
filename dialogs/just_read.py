"""The report that was just read or filed: what is said next of "it" is about that one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.handing_over import says_by_mail
from dialogs.messages import Press
from dialogs.turn import Turn
from strategy.actions.answering import may_answer
from strategy.reports import Report

_KEPT = "reading"
_IT = r"(?:it|this|that|the report|this report|that report|my report|your report|his report|her report)"

_AMEND = re.compile(
    r"^(?:please )?(?:amend|correct|change|edit|revise)(?: (?:it|this|that))?(?: (?:the |my )?report)?[.!]?$",
    re.IGNORECASE,
)
_ACKNOWLEDGE = re.compile(
    rf"^(?:please )?(?:i )?(?:acknowledge(?: {_IT})?|acknowledged|{_IT} is acknowledged)"
    r"(?:,? thanks?(?: you)?)?[.!]?$",
    re.IGNORECASE,
)
_NOT_SO = (
    r"(?:(?:'s| is) (?:quite |entirely |factually )?(?:inaccurate|wrong|incorrect|untrue)"
    r"|(?: isn't| is not|'s not) (?:quite |entirely )?(?:accurate|right|correct|true))"
)
_INACCURATE = re.compile(
    rf"^(?:i'm afraid |sorry,? (?:but )?)?(?:{_IT}|something(?: in {_IT})?){_NOT_SO}"
    r"(?:[.!]|\s*(?:[:,;.\u2013-]|because\b)\s*(?P<what>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_WITHDRAW = re.compile(
    rf"^(?:please )?(?:(?:withdraw|retract|take back)(?: {_IT})?|take {_IT} back)"
    r"(?:[.!]|\s*(?:[:,;\u2013-]|because\b)\s*(?P<why>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_WHO_HAS = re.compile(
    rf"^(?:and )?(?:who (?:has|got|has got|gets|was sent|has been sent|has had|has seen|has read) {_IT}"
    rf"|who did {_IT} go to|where (?:has {_IT} gone|did {_IT} go)|has {_IT} (?:gone(?: out)?|been sent))"
    r"[?.!]?$",
    re.IGNORECASE,
)

_WORD = r"(?:word|docx?)(?: (?:file|document|doc|version|copy))?"
_SEND = re.compile(
    r"^(?:and |ok,? |please )?(?:(?:can|could) (?:you|i) )?(?:please )?"
    rf"(?:(?:send|e-?mail|mail|give|get|forward|let)(?: me)? (?:have )?(?:{_IT}|a copy|the (?:file|document)|"
    rf"(?:the|a) {_WORD})(?: to me| over)?(?: (?:as|in) an? {_WORD}| in word)?(?: (?:by|via) e?-?mail)?"
    rf"|(?:download|save|have|get|export) {_IT}(?: (?:as|in|to) (?:an? )?{_WORD})?(?: by e?-?mail)?"
    rf"|(?:as|in) (?:an? )?{_WORD}|(?:the |a )?{_WORD}|a copy)(?:,? please)?[.!?]?$",
    re.IGNORECASE,
)


def remember(turn: Turn, report: Report) -> None:
    """Have "it" mean this report, at the version it has now."""
    answers = may_answer(uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report=report)
    turn.memory[_KEPT] = {
        "report": report.id,
        "version": report.version,
        "answers": answers,
        "before_all_else": True,
    }


def set_aside(turn: Turn) -> None:
    """Note that something else has been talked of since: nothing is sent about "it" without asking."""
    kept = turn.memory.get(_KEPT)
    if isinstance(kept, Mapping):
        turn.memory[_KEPT] = {**kept, "before_all_else": False}


def forget(turn: Turn) -> None:
    """Have "it" mean no report any more."""
    turn.memory.pop(_KEPT, None)


def report_just_read(turn: Turn) -> int | None:
    """The report that "it" means; None where there is none."""
    kept = turn.memory.get(_KEPT)
    return int(kept["report"]) if isinstance(kept, Mapping) else None


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that a text about "it" amounts to; None where it is about something else."""
    kept = turn.memory.get(_KEPT)
    if not isinstance(kept, Mapping):
        return None
    plain = text.strip().replace("\u2019", "'")
    report = {"report": kept["report"]}
    if _AMEND.match(plain):
        return Press("report.amend", report)
    if _WHO_HAS.match(plain):
        return Press("report.deliveries", report)
    if kept["before_all_else"] and _SEND.match(plain):
        return Press("report.send", {**report, "by_mail": says_by_mail(plain)})
    withdrawn = _WITHDRAW.match(plain)
    if withdrawn:
        return Press("report.withdraw.ask", {**report, "reason": withdrawn["why"] or ""})
    return _answer_meant(kept, plain) if kept["answers"] else None


def _answer_meant(kept: Mapping[str, object], plain: str) -> Press | None:
    """What a headteacher answers to what they read."""
    version = {"report": kept["report"], "version": kept["version"]}
    if _ACKNOWLEDGE.match(plain):
        return Press("report.acknowledge", version)
    wrong = _INACCURATE.match(plain)
    if wrong is None:
        return None
    sends = wrong["what"] and kept["before_all_else"]
    return Press(
        "report.inaccurate" if sends else "report.inaccurate.ask", {**version, "text": wrong["what"] or ""}
    )
