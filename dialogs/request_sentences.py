"""Deciding requests in sentences that name none, or only a school: "approve", "decline Marlow's".

What is decided so is what a headteacher asks about visits, or what the school's Board asks of the EIT: the
one that waits for whoever says it, and where both wait, the one they choose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs import board_requests
from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.request_choice import WHICH, AnyRequest, ask_which, deciding
from dialogs.request_lists import decide
from dialogs.requesting import shown
from dialogs.turn import Turn
from strategy.actions import deciding_board_requests, request_steps, requesting
from strategy.actions.asking_the_eit import may_ask
from strategy.actions.board_request_reading import may_see
from strategy.board_requests import BoardRequest
from strategy.permissions import Deed, scope
from strategy.ports import RequestQuery
from strategy.requests import LONGEST_TEXT, RequestState, VisitRequest

_MOST_LOOKED_AT = 200
_DECIDES = re.compile(
    r"^(?:please |pls |ok(?:ay)?,? |yes,? |no,? |can you |i |i'll |let's |we )*"
    r"(?:(?P<approve>approve|accept|grant|agree to|say yes to|agree(?=.*\brequest))"
    r"|(?P<decline>decline|refuse|reject|turn down|say no to))d?\b"
    r"(?P<which>.{0,80}?)(?: please| pls| then| thanks)*[.!]?"
    r"(?:\s*(?:[,:;\u2013-]|\bbecause\b|\bsince\b|\bas\b)\s*(?P<why>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_DECIDED_ALREADY = re.compile(
    r"^(?P<which>[^?]{2,80}?\brequests?)(?:\s*[:,;\u2013-]\s*|\s+is\s+)"
    r"(?:(?P<approve>agreed|approved|accepted|granted|yes)|(?P<decline>declined|refused|rejected|no))\b[.!]?"
    r"(?:\s*(?:[,:;\u2013-]|\bbecause\b|\bsince\b|\bas\b)\s*(?P<why>[^?]*))?$",
    re.IGNORECASE | re.DOTALL,
)
"""`Oak Bank's request: agreed`."""
_DRESS = re.compile(
    r"\b(?:it|that|this|them|one|ones|the|a|an|requests?|extra|visits?|from|for|of|by|to|at|head|'s)\b|'s\b",
    re.IGNORECASE,
)
"""What stands around the name of a school, or alone where none is named."""
_REQUEST = re.compile(r"\brequests?\b", re.IGNORECASE)
_WHOSE_ONE = re.compile(
    r"^(?:(?:the )?(?:one|request) (?:of|from|by|for|about) )?(?:the |an? )?(?:extra )?"
    r"(?:(?P<board>(?:progress )?board|eit)|(?P<head>head(?:teacher)?|visits?))(?:'s)?(?: requests?| one)?"
    r"[.!]?$",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"^(?:the )?(?:one )?(?:from|for|of|at)? ?(?P<school>.{2,60}?)(?:'s)?[.!]?$", re.IGNORECASE
)
_OPEN = frozenset({RequestState.PENDING, RequestState.ASKED_BACK})


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence that decides a request is answered; None for others, and of who decides none."""
    if len(text) > LONGEST_TEXT or not (_decides_any(turn) or _hears_of_any(turn)):
        return None
    plain = text.strip().replace("\u2019", "'")
    found = _DECIDES.match(plain) or _DECIDED_ALREADY.match(plain)
    if found is None:
        return None
    rest = " ".join(_DRESS.sub(" ", found["which"]).split())
    school = _school(turn, rest) or _named_in(turn, found["which"]) if rest else None
    if (rest or not _decides_any(turn)) and school is None:
        return None
    decides = "approve" if found["approve"] else "decline"
    return Said(lambda: _decided(turn, school, decides, found["why"] or ""))


def _decides_any(turn: Turn) -> bool:
    """Whether there may be requests for somebody to decide: of the Deputy CEO, and of who makes visits."""
    deeds = (Deed.DECIDE_REQUEST, Deed.DECIDE_BOARD_REQUEST)
    decides = any(not scope(turn.speaker, deed, turn.trust, frozenset()).is_empty for deed in deeds)
    return decides or bool(turn.trust.partnered_by(turn.speaker))


def _hears_of_any(turn: Turn) -> bool:
    """Whether somebody records what Boards ask, and so is told who decides it where they try to."""
    return may_ask(turn.speaker, turn.uow, turn.policy, turn.today)


def chosen(turn: Turn, text: str) -> Said | None:
    """The one of those just listed that words name: by its school, or of one school by whose it is."""
    kept = turn.memory.get(WHICH)
    if not isinstance(kept, Mapping) or len(text) > LONGEST_TEXT:
        return None
    plain = text.strip().replace("\u2019", "'")
    decides, why, of = str(kept["decides"]), str(kept["why"]), kept.get("school")
    if of is not None:
        whose = _WHOSE_ONE.match(plain)
        kind: type[AnyRequest] = BoardRequest if whose and whose["board"] else VisitRequest
        return Said(lambda: _decided(turn, str(of), decides, why, kind)) if whose else None
    named = _THE_ONE.match(plain)
    school = _school(turn, named["school"]) if named else None
    return Said(lambda: _decided(turn, school, decides, why)) if school is not None else None


def _school(turn: Turn, name: str) -> str | None:
    named = turn.reader.school_named(name, turn.trust)
    return named[0] if len(named) == 1 else None


def _named_in(turn: Turn, which: str) -> str | None:
    """The one school among further words of a request: "Marlow's request for two more days"."""
    if not _REQUEST.search(which):
        return None
    found = turn.reader.found_in(which, turn.speaker, turn.trust)
    bearers = {urn for name in found.schools for urn in name.bearers}
    return next(iter(bearers)) if len(bearers) == 1 else None


async def _decided(
    turn: Turn, school: str | None, decides: str, why: str, kind: type[AnyRequest] | None = None
) -> Reply:
    """Decide the one that was named; ask which where several wait, and show the only one before."""
    waiting: list[AnyRequest] = [*await _about_visits(turn, school), *await _of_boards(turn, school)]
    if kind is not None:
        waiting = [each for each in waiting if isinstance(each, kind)]
    turn.memory.pop(WHICH, None)
    if not waiting:
        others = await turn.uow.board_requests.waiting([school]) if school else []
        if others and may_see(turn.speaker, others[0], turn.today, turn.uow):
            # It waits for somebody else, and its page says for whom.
            return await board_requests.shown(turn, others[0])
        of = f" from {turn.trust.school(school).known_as}" if school else ""
        return turn.say(f"No request{of} is waiting for you to decide.", summary="No request waits")
    if len(waiting) > 1:
        return ask_which(turn, waiting, decides, why)
    [only] = waiting
    if school is None:
        # Nothing was said of it before: what else may have been meant is not known.
        say = f"This one is waiting. Say {decides} again if you mean it."
        return await (
            board_requests.shown(turn, only, say)
            if isinstance(only, BoardRequest)
            else shown(turn, only, say)
        )
    press = deciding(only, decides, why)
    return await (board_requests.decide if isinstance(only, BoardRequest) else decide)(turn, press)


async def _about_visits(turn: Turn, school: str | None) -> list[VisitRequest]:
    """The requests about visits that wait for the speaker to decide, of one school or of all."""
    if not _decides_any(turn):
        return []
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


async def _of_boards(turn: Turn, school: str | None) -> list[BoardRequest]:
    """What Boards ask of the EIT that waits for the speaker to decide, of one school or of all."""
    waiting = await turn.uow.board_requests.waiting([school] if school else None)
    return [
        each
        for each in waiting
        if deciding_board_requests.may_decide(turn.speaker, each, turn.today, turn.uow)
    ]
