"""What a sentence that asks for an extra visit says of why and what for: "because our maths results fell"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.turn import Turn
from dialogs.visit_wishes import remark_in

_VISIT = re.compile(r"\b(?:visits?|days?|sessions?)\b", re.IGNORECASE)
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_WEEKDAYS = r"(?:mon|tue|wed|thu|fri)[a-z]*"
_WHY = re.compile(
    r"[\s,;:.\u2013-]*\b(?:because(?: of)?|cos|coz|cuz|as|since|due to|given(?: that)?|seeing (?:as|that)"
    r"|the reason (?:is|being)(?: that)?)\s+(?=\S)|\s*(?:[:;]|\s[\u2013\u2014-]|[.?!])\s+(?=\w)",
    re.IGNORECASE,
)
_WHAT_FOR = re.compile(
    r"[\s,;:.\u2013-]*\b(?=(?:so|so that|to (?:help|look|work|talk|discuss|review|check|go|support|prepare"
    r"|plan|see|get|focus|moderate|observe|train|coach|follow|cover|finish|improve|sort|monitor|learn)"
    r"|about|around|regarding|re:?|with a focus on|focus(?:ed|ing|sed)? on)\s+\S)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\s+(?:for|on)\s+(?=\S)(?!(?:(?:ms |microsoft )?teams|site|line|video|half|one|two|three|us|school"
    r"|(?:a |the )?(?:half |full |whole )?(?:day|morning|afternoon)|(?:the )?\d+\w*"
    rf"|{_MONTHS}|{_WEEKDAYS})\b)",
    re.IGNORECASE,
)
_OF_OURS = re.compile(
    r",\s+(?=.*\b(?:our|we|we've|we're|is|are|has|have|was|were|isn't|aren't)\b)", re.IGNORECASE
)
_HOPED = r"(?:ideally|preferably|maybe|perhaps|hopefully|if possible|any ?time|some ?time)"
_LAST = re.compile(rf"(?:[,;.]\s*|\s+(?={_HOPED}\b))(?P<part>[^,;.]{{3,60}}?)[\s.!?]*$", re.IGNORECASE)
_A_TIME = re.compile(
    rf"(?:{_HOPED},? )?(?:in|on|before|after|by|next|this|any|some) .*|{_HOPED}\b.*", re.IGNORECASE
)
_TRAILING = re.compile(
    rf"\s+(?P<part>in {_MONTHS}|(?:in )?(?:next|this) (?:week|month|term|half term)"
    rf"|before (?:christmas|easter|half term)|on {_WEEKDAYS}|on (?:the )?\d.*|tomorrow)[\s.!?]*$",
    re.IGNORECASE,
)
_END = re.compile(r"[\s,.]*(?:\b(?:please|pls|thanks|thank you|ta|cheers)\b)?[\s.!?]*$", re.IGNORECASE)
_LEAST = 5
"""Characters of a reason: less is a slip."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence in two: what it asks for, with when and where; and why and what for, if it says so."""

    wish: str
    reason: str = ""


def asked_in(turn: Turn, text: str) -> Asked:
    """The two parts of a sentence that asks for an extra visit."""
    plain = text.strip()
    visit = _VISIT.search(plain)
    if visit is None:
        return Asked(plain)
    for begins, back, is_aim in sorted(_marks(plain, visit.end())):
        reason = _END.sub("", plain[-back:])
        if len(reason) >= _LEAST and not _is_where_or_when(turn, reason):
            return _parted(turn, plain[:begins], reason, is_aim=is_aim)
    return Asked(plain)


def _marks(plain: str, after: int) -> Iterator[tuple[int, int, bool]]:
    """Where a reason may begin: where what sets it off begins, how many characters its own words are, and
    whether these are of an aim.
    """
    for form in (_WHY, _WHAT_FOR, _TOPIC, _OF_OURS):
        for found in form.finditer(plain, after):
            yield found.start(), len(plain) - found.end(), form in (_WHAT_FOR, _TOPIC)


def _is_where_or_when(turn: Turn, reason: str) -> bool:
    """Whether the words up to the next pause say when, where, how long or to which school it is to be."""
    first = re.split(r"[,;:.]|\b(?:because|as|since)\b", reason, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    if not first:
        return False
    return remark_in(turn, first, turn.today) is not None or bool(turn.reader.school_named(first, turn.trust))


def _parted(turn: Turn, wish: str, reason: str, *, is_aim: bool) -> Asked:
    """The parts, with what is said last of when and where beside the wish.

    "Phonics in January" is an aim and a time, but "attendance fell in October" is all of it a reason.
    """
    while (found := _LAST.search(reason)) and (
        _A_TIME.fullmatch(found["part"]) or remark_in(turn, found["part"], turn.today)
    ):
        wish, reason = f"{wish} {found['part']}", _END.sub("", reason[: found.start()])
    if is_aim and not _WHY.search(reason) and (trails := _TRAILING.search(reason)):
        wish, reason = f"{wish} {trails['part']}", reason[: trails.start()]
    return Asked(wish, _END.sub("", reason))
