"""Deciding requests in sentences that name none, or only a school: "approve", "decline Marlow's"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.request_choice import WHICH, ask_which, deciding
from dialogs.request_lists import decide
from dialogs.requesting import shown
from dialogs.turn import Turn
from strategy.actions import request_steps, requesting
from strategy.permissions import Deed, scope
from strategy.ports import RequestQuery
from strategy.requests import LONGEST_TEXT, RequestState, VisitRequest

_MOST_LOOKED_AT = 200
_DECIDES = re.compile(
    r"^(?:please |pls |ok(?:ay)?,? |yes,? |no,? |can you |i |i'll |let's |we )*"
    r"(?:(?P<approve>approve|accept|grant|agree to)|(?P<decline>decline|refuse|reject|turn down))d?\b"
    r"(?P<which>.{0,80}?)(?: please| pls| then| thanks)*[.!]?"
    r"(?:\s*(?:[,:;\u2013-]|\bbecause\b|\bsince\b|\bas\b)\s*(?P<why>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_DRESS = re.compile(
    r"\b(?:it|that|this|them|one|ones|the|a|an|requests?|extra|visits?|from|for|of|by|to|at|head|'s)\b|'s\b",
    re.IGNORECASE,
)
"""What stands around the name of a school, or alone where none is named."""
_THE_ONE = re.compile(
    r"^(?:the )?(?:one )?(?:from|for|of|at)? ?(?P<school>.{2,60}?)(?:'s)?[.!]?$", re.IGNORECASE
)
_OPEN = frozenset({RequestState.PENDING, RequestState.ASKED_BACK})


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence that decides a request is answered; None for others, and of who decides none."""
    if len(text) > LONGEST_TEXT or not _decides_any(turn):
        return None
    plain = text.strip().replace("\u2019", "'")
    kept = turn.memory.get(WHICH)
    if isinstance(kept, Mapping) and (named := _THE_ONE.match(plain)):
        school = _school(turn, named["school"])
        if school is not None:
            return Said(lambda: _decided(turn, school, str(kept["decides"]), str(kept["why"])))
    found = _DECIDES.match(plain)
    if found is None:
        return None
    rest = " ".join(_DRESS.sub(" ", found["which"]).split())
    school = _school(turn, rest) if rest else None
    if rest and school is None:
        return None
    decides = "approve" if found["approve"] else "decline"
    return Said(lambda: _decided(turn, school, decides, found["why"] or ""))


def _decides_any(turn: Turn) -> bool:
    """Whether there may be requests for somebody to decide: of the Deputy CEO, and of who makes visits."""
    decides = scope(turn.speaker, Deed.DECIDE_REQUEST, turn.trust, frozenset())
    return not decides.is_empty or bool(turn.trust.partnered_by(turn.speaker))


def _school(turn: Turn, name: str) -> str | None:
    named = turn.reader.school_named(name, turn.trust)
    return named[0] if len(named) == 1 else None


async def _decided(turn: Turn, school: str | None, decides: str, why: str) -> Reply:
    """Decide the one that was named; ask which where several wait, and show the only one before."""
    waiting = await _waiting(turn, school)
    turn.memory.pop(WHICH, None)
    if not waiting:
        of = f" from {turn.trust.school(school).known_as}" if school else ""
        return turn.say(f"No request{of} is waiting for you to decide.", summary="No request waits")
    if len(waiting) > 1:
        return ask_which(turn, waiting, decides, why)
    if school is None:
        # Nothing was said of it before: what else may have been meant is not known.
        return await shown(turn, waiting[0], f"This one is waiting. Say {decides} again if you mean it.")
    return await decide(turn, deciding(waiting[0], decides, why))


async def _waiting(turn: Turn, school: str | None) -> list[VisitRequest]:
    """The requests that wait for the speaker to decide, of one school or of all."""
    page = await requesting.list_requests(
        uow=turn.uow,
        person=turn.speaker,
        query=RequestQuery(states=_OPEN, school=school),
        limit=_MOST_LOOKED_AT,
    )
    return [
        each
        for each in page.items
        if await request_steps.may_decide(turn.uow, turn.policy, turn.now, turn.speaker, each)
    ]
