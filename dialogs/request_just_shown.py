"""The request that was just sent or shown: what is said next of "it" decides, changes or withdraws it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.messages import Press
from dialogs.requesting import REQUEST_SHOWN
from dialogs.turn import Turn
from dialogs.visit_wishes import remark_in
from strategy.requests import RequestKind

_IT = r"(?:it|that|this|(?:my|the|our|that|this) (?:extra visit )?request)"
_SO = r"(?:please |pls |actually |sorry,? |ok(?:ay)? |can (?:i|you|we) |i want to |i'd like to |let's )*"
_END = r"(?: please| pls| then| now| after all| thanks)*"
_WITHDRAW = re.compile(
    rf"^{_SO}(?:(?:withdraw|cancel|retract|take back|drop|scrap|forget)(?: {_IT})?|take {_IT} back"
    rf"|(?:we |i )?(?:don't|dont|do not|no longer) need (?:it|that|the visit)(?: any ?more| now)?){_END}"
    r"(?:[.!?]|\s*[,;:\u2013-].*)?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"^{_SO}(?:edit|change|amend|correct|update|reword|answer)"
    rf"(?: {_IT}| the (?:reason|words|wording))?{_END}[.!?]?$",
    re.IGNORECASE,
)
_APPROVE = re.compile(
    rf"^{_SO}(?:yes,? )?(?:approve|accept|agree(?: to)?|grant|allow)d?(?: {_IT})?{_END}[.!]?$"
    r"|^(?:yes|agreed|fine)(?: (?:by|with) me)?[.!]?$",
    re.IGNORECASE,
)
_DECLINE = re.compile(
    rf"^{_SO}(?:no,? )?(?:decline|refuse|reject|turn (?:it|that|this) down|turn down)d?(?: {_IT})?{_END}"
    r"(?:[.!]?|\s*(?:[,:;.\u2013-]|because|as|since)\s*(?P<why>\S.*))$",
    re.IGNORECASE | re.DOTALL,
)
_ASK_BACK = re.compile(
    rf"^{_SO}ask (?:(?:back|him|her|them|why)|(?:the )?head(?:teacher)?)\b"
    r"(?:[:,]\s*(?P<what>\S.*)|.{0,20})$",
    re.IGNORECASE | re.DOTALL,
)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that a text about the request amounts to; None where it is about something else."""
    kept = turn.memory.get(REQUEST_SHOWN)
    if not isinstance(kept, Mapping):
        return None
    request = {"request": kept["request"], "revision": kept["revision"]}
    plain = text.strip().replace("\u2019", "'")
    if kept["decides"]:
        return _decision(request, kept["decides"] == RequestKind.EXTRA, plain)
    return _change(turn, request, plain) if kept["changes"] else None


def _decision(request: Mapping[str, object], is_extra: bool, plain: str) -> Press | None:
    """What whoever decides says of it."""
    if _APPROVE.match(plain):
        return Press("request.approve" if is_extra else "request.accept", request)
    if declined := _DECLINE.match(plain):
        why = declined["why"]
        return Press("request.decline", {**request, "reason": why} if why else request)
    if asked := _ASK_BACK.match(plain):
        what = asked["what"]
        return Press("request.ask_back", {**request, "reason": what} if what else request)
    return None


def _change(turn: Turn, request: Mapping[str, object], plain: str) -> Press | None:
    """What the headteacher who asked says of it."""
    if _WITHDRAW.match(plain):
        return Press("request.withdraw", request)
    if _CHANGE.match(plain):
        return Press("request.edit.ask", request)
    said = remark_in(turn, plain, turn.today)
    return None if said is None else Press("request.edit", {**request, **said.as_data()})
