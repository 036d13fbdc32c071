"""Sentences about schools' results, and what is done about their buttons.

No intent of the interpretation format stands for them: they are recognised beside the intents.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from dialogs import giving_results, results_lists, results_page
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.results_page import RESULTS_SHOWN
from dialogs.results_words import named_in
from dialogs.turn import Turn
from dialogs.understanding.filling import Setting, filled
from dialogs.understanding.intents import Intent
from strategy.actions.giving_results import may_give_results
from strategy.errors import NotFound
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy_results import Qualification
from strategy.results import open_to, year_of_results
from strategy.school_year import year_name

LONGEST = 300
"""Characters of what is said before any figures, for a text to be read as such a sentence."""
_FEW_WORDS = 5
"""Words of a sentence that can hardly be about anything but the results it names."""
_QUALIFICATIONS: Mapping[Qualification, str] = {
    Qualification.KEY_STAGE_2: r"(?:ks ?-?2|key[ -]?stage (?:2|two)|sats?|year (?:6|six)|y6)",
    Qualification.GCSE: r"(?:gcses?|ks ?-?4|key[ -]?stage (?:4|four)|year (?:11|eleven)|y11)",
    Qualification.A_LEVEL: r"(?:a[ -]?levels?|ks ?-?5|key[ -]?stage (?:5|five)|sixth[ -]?form|year 13|y13)",
}
_NAMED = {each: re.compile(rf"\b{words}\b", re.IGNORECASE) for each, words in _QUALIFICATIONS.items()}
_OF_PUPILS = r"(?:results?|outcomes?|headlines?|headline figures?|figures?|attainment)"
_ANY = rf"(?:{'|'.join(_QUALIFICATIONS.values())}|exams?|examination|pupils?'?|summer|headline|school)"
_SAYS_IT = re.compile(
    rf"\b{_ANY}(?: and {_ANY}|,? {_ANY})*(?:'s)? (?:20\d\d )?{_OF_PUPILS}\b"
    rf"|\b{_OF_PUPILS} (?:of|for|in|from) (?:the )?(?:summer|{'|'.join(_QUALIFICATIONS.values())})\b"
    rf"|\bsummer 20\d\d {_OF_PUPILS}\b|\b20\d\d {_OF_PUPILS}\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\boutcomes\b|\bresults\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:visits?|reviews?|reports?|summary|summaries|plans?|actions?|targets?|minutes|meetings?|agendas?|packs?"
    r"|predict(?:ed|ions?)?|mocks?|pass marks?|come out|football|survey|search|boards?|eit|committee"
    r"|recommendations?|designations?|support|training|network|papers?|learning walk|remind|chase|requests?"
    r"|draft)\b",
    re.IGNORECASE,
)
_ASIDE = (
    r"^\W*(?:(?:please|pls|hi|hello|hey|ok|okay|right|can|could|would|will|you|i|we|i'd|i'll|we'd|want|need"
    r"|like|to|let's|let|me|us|just|also|and|so|now)\b[ ,]*)*?"
)
_GIVES = re.compile(
    rf"{_ASIDE}(?:record|give|enter|add|file|submit|hand in|type(?: in| up)?|upload|input|put(?: in)?|log"
    r"|send in|write(?: up)?|report|note|save|here(?:'s| is| are)|these are)\b(?! me\b| us\b)",
    re.IGNORECASE,
)
_AMENDS = re.compile(rf"{_ASIDE}(?:amend|correct|change|edit|update|revise|fix)\b", re.IGNORECASE)
_AMENDS_THEM = re.compile(
    r"^\W*(?:please )?(?:amend|correct|change|edit|update|revise)(?: (?:them|these|those|it|the results|the"
    r" outcomes))?[.!]?$",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"\b(?:still|outstanding|missing|awaited|awaiting|waiting for|owed|owes?|overdue|late|due|yet to|to come"
    r"|without|(?:not|n't)(?: yet)?(?: been)? (?:in|given|filed|entered|sent|done|recorded|back)"
    r"|(?:have|has|did|do)(?:n't| not)|(?:are|is) (?:all|any|every)|has (?:every|each)"
    r"|(?:have|got) (?:we |you |i )?(?:got )?all|all in)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"{_ASIDE}(?:show|see|read|view|open|find|display|look|what|what's|whats|where|when|which|who|how|have"
    r"|has|is|are|was|were|do|does|did|any|get|list|give me|send me|pull up|tell)\b|\?\s*$",
    re.IGNORECASE,
)
_YEAR_PAIR = re.compile(r"\b20(\d\d)\s?[/-]\s?(?:20)?(\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_HEAD = re.compile(
    r"^(?P<head>[^:\n]{5,300}?)(?::[ \t]*|[ \t]*\n+|[ \t]+[-\u2013][ \t]+)(?P<figures>\S.*)$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A sentence about results: which qualifications it names, and the figures that follow it, if any."""

    head: str
    figures: str
    named: tuple[Qualification, ...]


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence about schools' results is answered; None for any other text."""
    plain = text.replace("\u2019", "'").strip()
    if _AMENDS_THEM.match(plain) and (shown := turn.memory.get(RESULTS_SHOWN)) is not None:
        named = named_in(shown, turn.trust) if isinstance(shown, dict) else None
        return None if named is None else Said(partial(giving_results.begin, turn, *named))
    split = _HEAD.match(plain)
    head, figures = (split["head"], split["figures"]) if split else (plain, "")
    head = " ".join(head.split())
    if len(head) > LONGEST or not _is_about_results(turn, head):
        return None
    wanted = _Wanted(head, figures, tuple(each for each, words in _NAMED.items() if words.search(head)))
    gives = may_give_results(turn.speaker, turn.trust)
    asks = bool(_ASKS.search(head)) and not figures
    writes = bool(_GIVES.match(head) or _AMENDS.match(head)) or (gives and not asks)
    return Said(partial(_answer, turn, wanted, writes=writes), writes=writes)


def _is_about_results(turn: Turn, head: str) -> bool:
    """Whether words are about pupils' results: they say so, or they name little but a school."""
    if _OTHER.search(head):
        return False
    if _SAYS_IT.search(head):
        return True
    if not _BARE.search(head) or scope(turn.speaker, Deed.SEE_RESULTS, turn.trust, frozenset()).is_empty:
        return False
    found = turn.reader.found_in(head, turn.speaker, turn.trust)
    return bool(found.schools) or bool(_OUT.search(head)) or len(head.split()) <= _FEW_WORDS


async def _answer(turn: Turn, wanted: _Wanted, *, writes: bool) -> Reply:
    """The form or the page of the school that is meant; of none or several, how they stand."""
    year = _year(turn, wanted.head)
    found = turn.reader.found_in(wanted.head, turn.speaker, turn.trust)
    asked = filled(Intent.TARGET_SHOW, found, Setting(turn.speaker, turn.trust, turn.now))
    several = asked.schools_named or asked.school_choices
    school = asked.school or (None if several else _own(turn))
    if school is None:
        lead = "Name the school, or open one of these." if writes or asked.school_choices else ""
        out = bool(_OUT.search(wanted.head)) or writes
        narrowed = frozenset(several) if several else None
        return await results_lists.listed(turn, year, out=out, schools=narrowed, lead=lead)
    if not writes:
        return await results_page.show(turn, school, year)
    if not may_give_results(turn.speaker, turn.trust) and may_see_school(
        turn.speaker, Deed.SEE_RESULTS, school, turn.today, turn.trust
    ):
        lead = "Results are filed by the trust's data manager or the Deputy CEO."
        return await results_page.show(turn, school, year, lead=lead)
    return await giving_results.begin(turn, school, year, _typed(turn, wanted, school))


def _typed(turn: Turn, wanted: _Wanted, school: str) -> dict[Qualification, str]:
    """The figures of a sentence, where it is clear what they are of."""
    if not wanted.figures:
        return {}
    known = turn.trust.schools.get(school)
    if known is None:
        raise NotFound("school")
    terms = turn.policy.on(turn.today, turn.trust.calendar).results
    fitting = [each for each in open_to(known, terms) if not wanted.named or each in wanted.named]
    return {fitting[0]: wanted.figures} if len(fitting) == 1 else {}


def _own(turn: Turn) -> str | None:
    """The school of somebody who sees the results of one alone."""
    reach = scope(turn.speaker, Deed.SEE_RESULTS, turn.trust, frozenset())
    return next(iter(reach.schools)) if not reach.everything and len(reach.schools) == 1 else None


def _year(turn: Turn, text: str) -> str:
    """The year whose first Boards see the results that a text names: those of a summer, or of an academic
    year that ended with one; those that are out now where it names none.
    """
    pair = _YEAR_PAIR.search(text)
    if pair and (int(pair[1]) + 1) % 100 == int(pair[2]):
        return year_name(2000 + int(pair[1]) + 1)
    single = _YEAR.search(text)
    return (
        year_name(int(single[1])) if single else year_of_results(turn.today, turn.policy, turn.trust.calendar)
    )


PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "results.show": results_page.pressed,
    "results.give": giving_results.pressed,
    "results.versions": results_page.versions_pressed,
    "results.list": results_lists.pressed,
}
WRITING = frozenset({"results.give"})
"""Those that are refused where the bot only reads."""
