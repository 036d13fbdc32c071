"""Sentences about what Progress Boards ask of the EIT, which no intent stands for.

"The board asks the EIT for a governance review at Oak Bank", "what is the EIT to decide?", "decline the
request of Oak Bank's board because ...".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from dialogs import board_requests as requests
from dialogs.board_request_recording import record
from dialogs.board_requests import SHOWN
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.picking import pick_needed
from dialogs.turn import Turn
from strategy.actions.asking_the_eit import may_ask
from strategy.board_requests import LONGEST_ASK, AskState

LONGEST = LONGEST_ASK + 200
"""Characters of a text that is read as such a sentence."""

_ASIDE = (
    r"^\W*(?:(?:please|pls|hi|hello|ok|okay|right|can|could|would|will|you|i|we|i'd|i'll|we'd|need|like|to"
    r"|let's|let us|just|also|and|so|now|keystone)\b[ ,]*)*?"
)
_PUTS_DOWN = (
    r"(?:record|note|log|put down|put in|put|add|make|minute|register|save|raise|submit|enter)(?: down)?"
)
_EIT = r"(?:the )?(?:next )?(?:eit|education improvement team)"
_BOARD = r"(?:(?:progress )?boards?|pb)"
_A_REQUEST = re.compile(
    rf"{_ASIDE}{_PUTS_DOWN} (?:that )?(?:an?|the|this|another|one more)? ?(?:new )?requests?\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"{_ASIDE}(?:{_PUTS_DOWN} that )?(?P<who>[^?]{{0,80}}?\b{_BOARD}\b[^?]{{0,60}}?) (?:has |have |is |are "
    r"|also |now |would )*?(?:ask|request|want|need|call)(?:s|ed|ing)?\b(?P<rest>.+)$",
    re.IGNORECASE,
)
_WOULD_LIKE = re.compile(
    rf"{_ASIDE}(?:{_PUTS_DOWN} that )?(?P<who>[^?]{{0,80}}?\b{_BOARD}\b[^?]{{0,60}}?) (?:would like|likes?)\b"
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
_ASK_THE_EIT = re.compile(
    rf"{_ASIDE}(?:ask|request(?: from| of| to)?|put (?:it )?to) {_EIT}\b(?P<rest>.+)$", re.IGNORECASE
)
_NAMES_EIT = re.compile(rf"\b{_EIT}\b", re.IGNORECASE)
_OF_BOARD = re.compile(rf"\b{_BOARD}\b", re.IGNORECASE)
_WANTS = re.compile(
    r"\b(?:support|help|reviews?|days?|sles?|sips?|advis[eo]rs?|directors?|specialists?|deputy head|expertise"
    r"|institute|provider|coaching|capacity|time|input|visits?)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:extra visits?|visit requests?|minutes|agenda|pack|reports?|designation)\b", re.IGNORECASE
)
_WHOSE = re.compile(
    rf"^(?:(?:of|from|by|for|at) )?(?:the )?[^,:;]{{0,60}}?\b{_BOARD}(?:'s)?(?=[\s,:;]|$)", re.IGNORECASE
)
_TO_THE_EIT = re.compile(rf"^(?:(?:to|of|from|that) )?{_EIT}\b", re.IGNORECASE)
_FOR = re.compile(
    r"^(?:for|to (?:have|give|provide|agree(?: to)?|get|consider|arrange|approve|look at|be given)"
    r"|that (?:it|we|they) (?:have|get|be given)|to)\b",
    re.IGNORECASE,
)
_BEFORE_A_SCHOOL = re.compile(r"[\s,]*(?:\b(?:at|for|in|to|of|on behalf of)\s+)?(?:the\s+)?$", re.IGNORECASE)
_END = re.compile(
    rf"[\s,.;]*(?:\b(?:from|of|by|to) {_EIT}\b)?[\s,.;!]*(?:\b(?:please|pls|thanks)\b)?[\s.!]*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|some|the)\s+", re.IGNORECASE)
_WAITS = r"(?:wait\w*|pending|outstanding|there|open|due|up|undecided)"
_OF_NOTHING_ELSE = (
    r"^(?!.*\b(?:actions?|minutes|visits?|designations?|targets?|plans?|reports?|agenda|pack)\b)[^?]*?"
)
_TO_DECIDE = (
    re.compile(
        rf"\bwhat(?:'s| is| does| do| has| will| must| should)? {_EIT}(?:'s)?"
        r"(?: (?:have|got|need|still|going|asked))* (?:to )?(?:be )?(?:decid\w+|take|settle|agree)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:anything|what(?:'?s)?|which|any|how many|list|show(?: me)?)\b[^?]{{0,60}}\b{_WAITS}\b"
        rf"[^?]{{0,30}}\b(?:for|before|of) {_EIT}(?: to (?:decide|settle|take))?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:anything|decisions?|requests?)\b[^?]{{0,40}}\b(?:for|to|before) {_EIT}"
        r"(?: to (?:decide|settle|take))?\W*$",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_EIT}(?:'s)? (?:decisions?|requests?)\b[^?]{{0,20}}\b{_WAITS}\b", re.IGNORECASE),
    re.compile(
        rf"{_OF_NOTHING_ELSE}\b(?:anything|what(?:'?s)?|which|any)\b[^?]{{0,40}}\b{_WAITS}\b[^?]{{0,20}}\bfrom\b[^?]{{0,60}}"
        rf"\b{_BOARD}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OF_NOTHING_ELSE}\b(?:what|which|anything|any|did|has|is)\b[^?]{{0,80}}"
        r"\b(?:undecided|not (?:yet |been )*(?:decided?|settled?)|not get (?:round|around) to|left over"
        r"|didn't (?:decide|settle|get (?:round|around) to))\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:when|which|what)\b[^?]{{0,40}}\b{_EIT}\b[^?]{{0,40}}\b(?:decides?|takes?|settles?)\b"
        r"[^?]{0,80}\brequests?\b",
        re.IGNORECASE,
    ),
)
_ASKED = (
    re.compile(
        rf"\b(?:what|which|anything|whether|has|have|did)\b[^?]{{0,80}}\b{_BOARD}\b[^?]{{0,30}}"
        r"\b(?:ask|request)(?:s|ed|ing)?\b(?! (?:about|questions?))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:what|which|anything|things?|all|list|show(?: me)?)\b[^?]{{0,40}}"
        rf"\b(?:ask|request)(?:s|ed|ing)?(?: for)? (?:of|from) {_EIT}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\brequests? (?:of|from|by) (?:the |all |our )?[\w' ]{{0,40}}?{_BOARD}\b", re.IGNORECASE),
    re.compile(rf"\b{_BOARD}(?:'s|s')? requests?\b", re.IGNORECASE),
    re.compile(rf"\b(?:asked|requested)(?: for)? by [\w' ]{{0,40}}?{_BOARD}\b", re.IGNORECASE),
)
_A_QUESTION = re.compile(
    r"^\W*(?:has|have|did|does|do|is|are|was|were|what|which|when|who|whether|why|how)\b", re.IGNORECASE
)
_WAITING = frozenset({AskState.WAITING})
_BY_STATE = (
    (re.compile(r"\b(?:agreed|approved|granted)\b", re.IGNORECASE), frozenset({AskState.AGREED})),
    (
        re.compile(r"\b(?:declined|refused|rejected|turned down)\b", re.IGNORECASE),
        frozenset({AskState.DECLINED}),
    ),
    (
        re.compile(r"\b(?:decided|became|become|happened)\b", re.IGNORECASE),
        frozenset({AskState.AGREED, AskState.DECLINED}),
    ),
    (re.compile(r"\b(?:wait\w*|pending|outstanding|open|undecided)\b", re.IGNORECASE), _WAITING),
)
_WHY = r"(?:\s*(?:[,:;.\u2013-]|\bbecause\b|\bas\b|\bsince\b)\s*(?P<why>\S.*))?"
_AGREES = r"(?P<agree>agree(?: to)?|approve|accept|grant|say yes to)"
_DECLINES = r"(?P<decline>decline|refuse|reject|turn down|say no to)"
_WITHDRAWS = r"(?P<withdraw>withdraw|retract|take back|cancel|delete|remove)"
_DECIDES = re.compile(
    rf"{_ASIDE}(?:{_AGREES}|{_DECLINES}|{_WITHDRAWS})\b"
    rf"(?P<which>[^,:;]{{0,90}}?\b{_BOARD}(?:'s|s')? requests?"
    rf"|[^,:;]{{0,30}}\brequests? (?:of|from|by) [^,:;]{{0,60}}?\b{_BOARD}(?: (?:at|of) [^,:;]{{1,40}}?)?)"
    rf"(?: for [^,:;]{{1,60}}?| to {_EIT})?(?: please| now)*[.!]?{_WHY}$",
    re.IGNORECASE,
)
_IT = r"(?:it|that|this|(?:the|this|that) (?:board's )?request)"
_AGREE_IT = re.compile(
    rf"^(?:ok(?:ay)?,? |yes,? |please )*(?:we |i |the eit )?(?:agree|approve|accept)s?d?(?: to)?(?: {_IT})?"
    r"(?: please| then| now)*[.!]?$",
    re.IGNORECASE,
)
_DECLINE_IT = re.compile(
    rf"^(?:no,? |please )*(?:(?:we |i |the eit )?(?:decline|refuse|reject|turn down)s?d?(?: {_IT})?)"
    rf"[.!]?{_WHY}$",
    re.IGNORECASE | re.DOTALL,
)
_WITHDRAW_IT = re.compile(
    rf"^(?:please |no,? |sorry,? )*(?:withdraw|retract|take (?:{_IT} )?back|cancel|delete|undo|scrap)"
    rf"(?: {_IT})?[.!]?$",
    re.IGNORECASE,
)


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence about what Boards ask of the EIT is answered; None where it is none."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST or not (_NAMES_EIT.search(plain) or _OF_BOARD.search(plain)):
        return None
    decides = _DECIDES.match(plain)
    if decides is not None and not plain.endswith("?"):
        return Said(partial(_decide, turn, decides))
    if _A_REQUEST.match(plain) and _records(turn, plain):
        # Before "requests to the EIT", which asks for those that wait.
        return Said(partial(_record, turn, plain))
    if any(form.search(plain) for form in _TO_DECIDE):
        return Said(partial(_list, turn, plain, _states_in(plain) or _WAITING), writes=False)
    if _records(turn, plain):
        return Said(partial(_record, turn, plain))
    if any(form.search(plain) for form in _ASKED) and not _ELSEWHERE.search(plain):
        return Said(partial(_list, turn, plain, _states_in(plain)), writes=False)
    return None


def _states_in(plain: str) -> frozenset[AskState] | None:
    return next((states for form, states in _BY_STATE if form.search(plain)), None)


def _records(turn: Turn, plain: str) -> bool:
    """Whether a sentence of somebody who records what Boards ask for does so."""
    if plain.endswith("?") or not may_ask(turn.speaker, turn.uow, turn.policy, turn.today):
        return False
    if _A_REQUEST.match(plain):
        return True
    if _ASK_THE_EIT.match(plain):
        return bool(_WANTS.search(plain))
    if _A_QUESTION.match(plain):
        return False
    asks = _ASKS.match(plain) or _WOULD_LIKE.match(plain)
    return asks is not None and bool(_NAMES_EIT.search(plain) or _WANTS.search(asks["rest"]))


async def _record(turn: Turn, plain: str) -> Reply:
    """Take the school and what is asked for out of a sentence."""
    asked = turn.read(plain)
    found = turn.reader.found_in(plain, turn.speaker, turn.trust)
    bearers = {urn for name in found.schools for urn in name.bearers}
    if len(bearers) > 1 and asked.school is None and (reply := pick_needed(turn, asked)) is not None:
        return reply
    school = asked.school or (next(iter(bearers)) if len(bearers) == 1 else None)
    return await record(turn, school, words_in(turn, plain))


def words_in(turn: Turn, plain: str) -> str:
    """What is asked for, without who asks and without the school that stands before or after it."""
    of_request = _A_REQUEST.match(plain)
    form = of_request or _ASK_THE_EIT.match(plain) or _ASKS.match(plain) or _WOULD_LIKE.match(plain)
    said = _begun(form["rest"] if form is not None else plain)
    for lead in (_WHOSE, _TO_THE_EIT) if of_request else (_TO_THE_EIT,):
        said = _begun(lead.sub("", said, count=1))
    said = _begun(_FOR.sub("", _without_school(turn, said, at_end=False), count=1))
    said = _ARTICLE.sub("", said)
    return _without_school(turn, _END.sub("", said), at_end=True).strip(" ,;:")


def _begun(text: str) -> str:
    return text.lstrip(" ,:;-\u2013")


def _without_school(turn: Turn, said: str, *, at_end: bool) -> str:
    """The words without the school at their end, or at their beginning."""
    found = turn.reader.found_in(said, turn.speaker, turn.trust)
    for name in found.schools:
        first, last = found.sentence.words[name.start], found.sentence.words[name.end - 1]
        before, after = said[: first.start], said[last.end :]
        if at_end and not _END.sub("", after).strip():
            return _BEFORE_A_SCHOOL.sub("", before)
        if not at_end and not _BEFORE_A_SCHOOL.sub("", before).strip():
            return _begun(after)
    return said


async def _list(turn: Turn, plain: str, states: frozenset[AskState] | None) -> Reply:
    asked = turn.read(plain)
    if asked.school is None and asked.school_choices and (reply := pick_needed(turn, asked)) is not None:
        return reply
    return await requests.listed(turn, asked.school, states)


async def _decide(turn: Turn, said: re.Match[str]) -> Reply:
    """Decide the only one that waits at the school that is named; show which there are otherwise."""
    found = turn.reader.found_in(said["which"], turn.speaker, turn.trust)
    bearers = {urn for name in found.schools for urn in name.bearers}
    waiting = await turn.uow.board_requests.waiting(sorted(bearers) or None)
    if len(waiting) != 1 or not bearers:
        return await requests.listed(turn, next(iter(bearers)) if len(bearers) == 1 else None, _WAITING)
    return await _press(turn, said, {"request": waiting[0].id})


async def _press(turn: Turn, said: re.Match[str], data: Mapping[str, object]) -> Reply:
    if said["withdraw"]:
        return await requests.withdraw(turn, Press("board_request.withdraw", data))
    if said["agree"]:
        return await requests.decide(turn, Press("board_request.agree", data))
    why = {"reason": said["why"]} if said["why"] else {}
    return await requests.decide(turn, Press("board_request.decline", {**data, **why}))


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words about the request just shown amount to; None where they are about another."""
    kept = turn.memory.get(SHOWN)
    if not isinstance(kept, Mapping) or not kept["waits"]:
        return None
    plain = text.strip().replace("\u2019", "'")
    data = {"request": kept["request"]}
    if kept["decides"]:
        if _AGREE_IT.match(plain):
            return Press("board_request.agree", data)
        if declined := _DECLINE_IT.match(plain):
            why = declined["why"]
            return Press("board_request.decline", {**data, "reason": why} if why else data)
    if _WITHDRAW_IT.match(plain) and may_ask(turn.speaker, turn.uow, turn.policy, turn.today):
        return Press("board_request.withdraw", data)
    return None
