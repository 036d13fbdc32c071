"""Sentences about tailored plans and exit plans that the intents do not tell apart: what is to be done with
an action, which reports are due, and what goes back to a school.

The interpretation format knows showing a plan and reporting on one; these are recognised beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlanWish(StrEnum):
    """What is wished of a plan."""

    ADD = "add an action"
    CHANGE = "change an action"
    DONE = "mark an action done"
    DROP = "drop an action"
    DUE = "which reports are due"
    READ = "read the last report"
    EXIT = "an exit plan"


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish, the number of the action where one is given, and whether only what is late counts."""

    wish: PlanWish
    number: int | None = None
    late: bool = False


_OTHER_PLANS = re.compile(
    r"\b(?:development|improvement|annual|lesson|seating|business|travel|recovery|sdp|sip|education|behaviour"
    r"|floor|strategic|care) plan|\btrust(?:'?s|-wide| wide)?(?: own)? plan"
    r"|\bplan (?:of|for) the (?:whole )?trust\b|\bsdps?\b|\bself[ -]?evaluation\b|\bagenda\b|\bvisits?\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:tailored|support|bespoke|plans?|plan's|plans')\b", re.IGNORECASE)
_ACTION = re.compile(r"\bactions?\b", re.IGNORECASE)
_EXIT = re.compile(
    r"\bexit(?:ing)? plans?\b|\bplan (?:for|of) (?:its|their|the) exit\b"
    r"|\bwhat (?:goes|is going|will go) back to\b",
    re.IGNORECASE,
)
_BEFORE = (
    r"^(?:(?:hi|hello|ok|right|please|pls|can|could|would|will|you|i|we|i'd|want|need|like|to|let's|let|us|me|"
    r"have|help|now|must|should|just|also|then|and)\b[ ,]*)*"
)
_ADD = re.compile(
    rf"{_BEFORE}(?:start(?: on| off)?|begin|create|set up|draw up|draft|make|open|put together|build|add|put"
    r"|include|new|another|record a new|get)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"{_BEFORE}(?:change|edit|update|amend|alter|reword|move|extend|correct|revise|reassign)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"{_BEFORE}(?:(?:mark|close|complete|finish|tick off|sign off|set)\b|action (?:no\.? |number |#)?\d+ "
    r".*\b(?:is|has been) (?:done|finished|complete[d]?)\b)",
    re.IGNORECASE,
)
_DROP = re.compile(rf"{_BEFORE}(?:drop|remove|delete|scrap|abandon|cancel|take out|stop)\b", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:have|had|has|did)(?: (?:i|we|you|he|she|they|colin|the deputy))?(?: not|n't)\b.*\breport"
    r"|\b(?:haven't|hasn't|didn't|not(?: yet)?|still to be|yet to be|un)[ -]?(?:been )?(?:reported|filed"
    r"|written|done|sent|in)\b"
    r"|\breports?\b.*\b(?:due|outstanding|overdue|late|missing|left|owed|owing|to do|to write|to file)\b"
    r"|\b(?:due|outstanding|overdue|late|missing|owe|owed|remaining)\b.*\breports?\b"
    r"|\bplans?\b.*\b(?:still|left) (?:need|to|have)\b.*\breport|\bneed(?:s)? (?:reporting|a report|to be"
    r" reported)\b|\b(?:do|must|should) (?:i|we) (?:still )?(?:have to |need to )?report on\b"
    r"|\b(?:left|still|have) to report\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:overdue|late|behind)\b", re.IGNORECASE)
_READ = re.compile(
    r"\b(?:show|read|see|open|send|find|give|view|look at|what did|what does)\b.*"
    r"\b(?:plan reports?|reports? (?:on|about|for) .*\bplan)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\baction (?:no\.? |number |#)?(?P<digits>\d{1,2})\b"
    r"|\b(?:the )?(?P<word>first|second|third|fourth|fifth|sixth) action\b",
    re.IGNORECASE,
)
_NUMBERS: Mapping[str, int] = {
    word: number for number, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)
}
_IMPACT = re.compile(r"\bimpact\b", re.IGNORECASE)
_REPORT = re.compile(r"\breports?\b|\breporting\b|\breported\b", re.IGNORECASE)


def plan_wish(text: str) -> Wished | None:
    """What a sentence wishes of a plan; None where it is about none, or the intents say it all."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if _EXIT.search(plain):
        return Wished(PlanWish.EXIT)
    if not _PLAN.search(plain) or _OTHER_PLANS.search(plain):
        return None
    number = _number_in(plain)
    if _REPORT.search(plain):
        if _DUE.search(plain):
            return Wished(PlanWish.DUE, late=bool(_LATE.search(plain)))
        return Wished(PlanWish.READ) if _READ.search(plain) else None
    if _IMPACT.search(plain):
        return None
    if _ADD.match(plain) and (_ACTION.search(plain) or not number):
        return Wished(PlanWish.ADD)
    if not _ACTION.search(plain):
        return None
    for wish, form in ((PlanWish.DROP, _DROP), (PlanWish.DONE, _DONE), (PlanWish.CHANGE, _CHANGE)):
        if form.match(plain):
            return Wished(wish, number)
    return None


def _number_in(plain: str) -> int | None:
    found = _NUMBER.search(plain)
    if found is None:
        return None
    return int(found["digits"]) if found["digits"] else _NUMBERS[found["word"].casefold()]
