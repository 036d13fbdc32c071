"""What sentences say of cancelling a meeting: which is meant, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEFORE = (
    r"^(?:(?:hi|hello|ok(?:ay)?|so|and|please|pls|can|could|would|will|you|we|i|i'd|we'd|i'll|want|need|have|"
    r"must|should|like|to|let'?s|going|sorry|possible|is it|it|just|then|now|kindly|sadly|unfortunately)"
    r"[,.:]? )*"
)
_CANCELS = r"(?:cancel|call off|scrap)"
_CANCEL = re.compile(rf"{_BEFORE}{_CANCELS}(?: off)? (?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_IS_OFF = re.compile(
    _BEFORE + r"(?P<rest>(?!(?:is|has|have|was|were|why|who|when|which|what|are|did|do|does|if)\b).+?)"
    r"(?:'s| is| are)? (?:off|(?:not|n't) (?:happening|going ahead|taking place)|to be (?:cancelled|canceled)"
    r"|(?:needs?|has|have|must|will have)(?: to)? be (?:cancelled|canceled|called off)"
    r"|(?:needs?) (?:cancelling|canceling)|can(?:no|')t (?:go ahead|happen|take place)"
    r"|won't (?:go ahead|happen|take place|be happening))(?P<after>(?:\W.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_IT = re.compile(
    rf"{_BEFORE}(?:{_CANCELS} (?:it|(?:that|this)(?: one| meeting)?|the meeting)"
    r"|call (?:it|that|this) off)(?P<rest>(?:\W.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_MOVE_IT = re.compile(
    rf"{_BEFORE}(?:move|shift|reschedule|rearrange|put|postpone) (?:it|that|this|that one|the meeting)"
    r"(?: instead| rather)?(?: (?:to|on|until|till) (?P<day>.+?))?(?: instead| please| pls)*[.!?]*$",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:EITs?|education improvement team|standards committee|committee|school improvement team|SIT|"
    r"team meeting|improvement team|SIPs?'? training|progress boards?|boards?|PBs?|meetings?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:visits?|reports?|requests?|reviews?|reminders?|agendas?|packs?|summary|summaries|actions?|minutes|"
    r"networks?|events?|plans?|support|drafts?|workbooks?|governors'? meeting|duty|duties|call|absence|"
    r"booking|invitations?|holiday|leave)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\s*(?:[,;:(]|\s[-\u2013\u2014]+\s|[.!?]\s|\bbecause(?: of)?\b|\bas\b(?! soon)|\bsince\b|\bdue to\b|"
    r"\bowing to\b|\bgiven(?: that)?\b)\s*",
    re.IGNORECASE,
)
_DAY_GOES_ON = re.compile(
    r"^(?:the )?(?:\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_POLITE = re.compile(
    r"^(?:please|pls|thanks|thank you|ta|will you|would you|can you|could you|sorry|"
    r"(?:please )?(?:tell|let) (?:every(?:one|body)|them|people|all)(?: know)?)$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:and|so|but|ok(?:ay)?|hi|please|can you tell me|do you know|tell me|if|remind me)[, ]+)*"
    r"(?:is|isn't|has|hasn't|was|were|why|who|when|which|what|are|have|did|any|have any|show|list)\b.*"
    r"\b(?:cancelled|canceled|called off)\b",
    re.IGNORECASE | re.DOTALL,
)
_STILL_ON = re.compile(
    r"^(?:(?:and|so|but|ok(?:ay)?|hi|please|can you tell me|do you know|if)[, ]+)*(?:is|are)\b.*"
    r"\b(?:still (?:on|happening|going ahead|taking place)|off|going ahead)\b(?! (?:sick|ill))[^?]*[?.!]*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CancelSaid:
    """The words that name a meeting to cancel, empty for "it"; and why, in the words of who asks."""

    which: str
    why: str = ""


def cancel_in(text: str) -> CancelSaid | None:
    """What a sentence says that names a meeting and wants it cancelled; None for any other."""
    plain = _plain(text)
    if asks_of_cancelled(text):
        return None
    found = _CANCEL.match(plain)
    off = None if found else _IS_OFF.match(plain)
    if off is not None:
        which, why = off["rest"], _reason(off["after"])
    elif found is not None:
        which, why = _apart(found["rest"])
    else:
        return None
    if not _MEETING.search(which) or _OTHER.search(which):
        return None
    return CancelSaid(which.strip(), why)


def cancels_it(text: str) -> CancelSaid | None:
    """What a sentence says that wants the meeting cancelled which was just shown; None for any other."""
    found = _IT.match(_plain(text))
    return None if found is None else CancelSaid("", _reason(found["rest"]))


def moves_it(text: str) -> str | None:
    """The day to which a sentence moves the meeting that was just shown, empty where it names none; None
    where it moves nothing.
    """
    found = _MOVE_IT.match(_plain(text))
    return None if found is None else (found["day"] or "")


def asks_of_cancelled(text: str) -> bool:
    """Whether a sentence asks if a meeting was cancelled, by whom, why, or whether it is still on."""
    plain = _plain(text)
    if not (_ASKS.match(plain) or _STILL_ON.match(plain)):
        return False
    return _MEETING.search(plain) is not None and not _OTHER.search(plain)


def asks_whether_still_on(text: str) -> bool:
    """Whether a sentence asks if a meeting is still on, and not what was cancelled."""
    return _STILL_ON.match(_plain(text)) is not None


def _plain(text: str) -> str:
    return text.strip().replace("\u2019", "'")


def _apart(rest: str) -> tuple[str, str]:
    """What names the meeting, and the reason behind it."""
    for found in _REASON.finditer(rest):
        before, after = rest[: found.start()], rest[found.end() :]
        if _MEETING.search(before) and not _DAY_GOES_ON.match(after):
            return before, _reason(after)
    return re.sub(r"(?:[ ,]+(?:please|pls|thanks|thank you))*[.!?]*$", "", rest), ""


def _reason(words: str) -> str:
    plain = re.sub(rf"^(?:{_REASON.pattern}|[\s.!?])+", "", words, flags=re.IGNORECASE).strip()
    if plain.endswith(")") and "(" not in plain:
        plain = plain[:-1]
    plain = plain.strip(" .,;:!?")
    return "" if _POLITE.match(plain) else plain
