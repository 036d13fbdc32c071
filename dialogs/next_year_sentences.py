"""Sentences about preparing next year: "prepare next year for Oak Bank", "which schools have no draft?"."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from dialogs import next_year, next_year_lists
from dialogs.messages import Press, Reply
from dialogs.next_year import SHOWN
from dialogs.office import Said
from dialogs.picking import pick_needed
from dialogs.turn import Turn
from strategy.actions.preparing_next_year import coming_year, may_prepare

LONGEST = 200
"""Characters of a text that is read as such a sentence."""
_ASIDE = (
    r"^\W*(?:(?:please|pls|ok|okay|right|can|could|would|will|you|i|we|i'd|i'll|we'd|we'll|need|want|like|to"
    r"|let's|let us|let|me|just|also|and|so|now|keystone)\b[ ,]*)*?"
)
_YEAR = r"next (?:academic |school )?year(?:'s)?|20\d\d[/-](?:20)?\d\d"
_PREPARES = re.compile(
    rf"{_ASIDE}(?:prepare|draft|work on|get|set up|start|begin|open|show(?: me)?|see|look at|change|edit"
    rf"|amend|update|make|write)\b(?P<rest>.*\b(?:{_YEAR})\b.*)$",
    re.IGNORECASE,
)
_NEXT_YEARS_DRAFT = re.compile(rf"\b(?:{_YEAR}) drafts?\b|\bdrafts? (?:for|of) (?:{_YEAR})", re.IGNORECASE)
_NAMED_YEAR = re.compile(r"\b(20\d\d)[/-](?:20)?\d\d\b")
_MISSING = re.compile(
    r"\b(?:no|not|without|missing|lack\w*|yet to|still (?:to|need)|haven't|hasn't|outstanding|to do|left)\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:which|who|what|how (?:many|far)|list|any|all|schools)\b|\bdrafts\b|\?\s*$", re.IGNORECASE
)
_SIGNS = re.compile(rf"{_ASIDE}(?:sign off|approve|agree(?: to)?)\b.*\b(?:{_YEAR})\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:targets?|lines? of enquiry|visits?|meetings?|boards?|eits?|calendar|trust(?:'s)? plan|priorit\w+"
    r"|deadlines?|reports?|terms?|term dates|inset|holidays?|reviews?|summary|networks?|training|cpd|plan)\b",
    re.IGNORECASE,
)
_SIGN_IT = re.compile(
    r"^(?:ok(?:ay)?,? |yes,? |please )*(?:sign (?:it |this |that |the draft )?off|sign off(?: it| the draft)?"
    r"|approve(?: it)?)[.!]?$",
    re.IGNORECASE,
)
_CHANGE_IT = re.compile(
    r"^(?:please )?(?:change|edit|amend|update)(?: (?:it|this|that|the draft))?[.!]?$", re.IGNORECASE
)


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence about preparing next year is answered; None where it is none."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST or not may_prepare(turn.speaker, turn.uow) or not _is_next_year(turn, plain):
        return None
    of_draft = _NEXT_YEARS_DRAFT.search(plain)
    if not of_draft and _ELSEWHERE.search(plain):
        return None
    found = turn.reader.found_in(plain, turn.speaker, turn.trust)
    prepares = of_draft or _PREPARES.match(plain)
    if found.schools:
        # What is to be signed off is shown first: one signs what one has seen.
        if _SIGNS.match(plain):
            return Said(partial(_of_school, turn, plain, next_year.signing))
        return Said(partial(_of_school, turn, plain, next_year.prepare)) if prepares else None
    if of_draft and _LISTS.search(plain):
        return Said(partial(next_year_lists.listed, turn, missing=bool(_MISSING.search(plain))), writes=False)
    return Said(partial(next_year_lists.listed, turn, missing=False), writes=False) if prepares else None


def _is_next_year(turn: Turn, plain: str) -> bool:
    """Whether a text is about the coming year, and not another one that it names."""
    named = _NAMED_YEAR.search(plain)
    if named is not None:
        return coming_year(turn.uow, turn.today).startswith(named[1])
    return re.search(rf"\b(?:{_YEAR})", plain, re.IGNORECASE) is not None


async def _of_school(turn: Turn, plain: str, then: Callable[[Turn, str], Awaitable[Reply]]) -> Reply:
    """What is done about the draft of the school that a sentence names."""
    asked = turn.read(plain)
    found = turn.reader.found_in(plain, turn.speaker, turn.trust)
    bearers = {urn for name in found.schools for urn in name.bearers}
    school = asked.school or (next(iter(bearers)) if len(bearers) == 1 else None)
    if school is None:
        reply = pick_needed(turn, asked)
        return reply or turn.say("Which school do you mean?", summary="Which school?")
    return await then(turn, school)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words about the draft just shown amount to; None where they are about another."""
    kept = turn.memory.get(SHOWN)
    if not isinstance(kept, Mapping) or kept["done"]:
        return None
    plain = text.strip().replace("\u2019", "'")
    if kept["signs"] and _SIGN_IT.match(plain):
        return Press("next_year.sign_off", kept["data"])
    return Press("next_year.change", {"school": kept["school"]}) if _CHANGE_IT.match(plain) else None
