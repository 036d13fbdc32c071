"""What is done about the buttons of the Lead SIP's summaries, and sentences about them that no intent has."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from dialogs import summarising, summary_adding, summary_overview, summary_page
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.permissions import Deed, scope
from strategy.policy_reporting import Body
from strategy.summaries_access import may_write_summary

LONGEST = 700
"""Characters of a text that is read as such a sentence."""
_BODY = r"(?:eit|education improvement team|(?:standards )?committee|trustees|trust board)(?:'s)?"
_TO_BODY = rf"(?: (?:for|to) (?:the |our )?(?:next )?{_BODY})"
_WHAT = (
    r"(?:the |my |that |this |our )*(?:lead sip'?s? )?(?:draft )?"
    rf"(?:(?:{_BODY} )?(?:draft )?summary(?: of (?:the )?(?:(?:partners|sips)'? )?reports?)?{_TO_BODY}?"
    rf"|{_BODY} report{_TO_BODY}?|report{_TO_BODY})"
)
_APPROVES = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|yes|please|now|can you|could you|can i|i want to|i'd like to)[, ]+)*(?:i )?"
    rf"(?:approve|sign off|send(?: out| off)?|submit|share|publish) {_WHAT}"
    r"(?: now| please| as it is| off| out)*\W*$",
    re.IGNORECASE,
)
_APPROVES_IT = re.compile(r"^\W*(?:ok(?:ay)?[, ]+|yes[, ]+|please )?approve(?: it)?(?: please)?\W*$", re.I)
_READS_DRAFT = re.compile(
    r"^\W*(?:please |can i |let me )?(?:read|show(?: me)?|see)(?: all of)? (?:the |my )?(?:whole )?"
    r"(?:draft summary|draft|whole summary)\W*$",
    re.IGNORECASE,
)
_TO_COMMITTEE = re.compile(
    r"\b(?:reports?|summary|summaries|paper)\b.{0,40}\b(?:to|for) (?:the )?(?:next )?"
    r"(?:standards committee|committee|trustees|trust board)\b"
    r"|\b(?:standards )?committee(?:'s)? (?:report|summary|paper)\b",
    re.IGNORECASE,
)
_GATHERS = re.compile(
    r"\b(?:gather|pull|collect|extract|bring together|summari[sz]e)\b.{0,60}"
    r"\b(?:strengths?|risks?|recommendations?)\b.{0,60}\breports?\b"
    r"|\bsummari[sz]e\b.{0,30}\breports?\b.{0,30}\b(?:eit|education improvement team)\b"
    r"|\bwhat (?:do|did) (?:the )?(?:partners'?|sips'?) reports say since the last eit\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:plans?|tailored|minutes|agenda|visits?|packs?|deadlines?|overdue|owe|late|remind"
    r"|extend|excuse|half[ -]?term)\b",
    re.IGNORECASE,
)


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence about the Lead SIP's summaries is answered; None where it is none."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST:
        return None
    if may_write_summary(turn.speaker, turn.trust):
        if (added := summary_adding.way_for(turn, plain)) is not None:
            return added
        if _APPROVES.match(plain):
            return Said(partial(summarising.approve, turn))
        talk = turn.memory.get("talk")
        of_summary = isinstance(talk, dict) and turn.memory.get("summary_draft") == talk.get("draft")
        if of_summary and _APPROVES_IT.match(plain):
            return Said(partial(summarising.approve, turn))
        if turn.memory.get("summary_draft") and _READS_DRAFT.match(plain):
            return Said(partial(summarising.read_the_draft, turn), writes=False)
        if _GATHERS.search(plain) and not _OTHER.search(plain):
            body = Body.STANDARDS_COMMITTEE if "committee" in plain.casefold() else Body.EIT
            return Said(partial(summarising.begin, turn, body))
    concerned = scope(turn.speaker, Deed.READ_SUMMARY, turn.trust, frozenset()).everything
    if concerned and _TO_COMMITTEE.search(plain) and not _OTHER.search(plain):
        asked = Interpretation(intent=Intent.SUMMARY_MAKE, body=Body.STANDARDS_COMMITTEE)
        return Said(partial(summarising.answer, turn, asked), writes=False)
    return None


PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "summary.start": summarising.start_pressed,
    "summary.approve": summarising.approve_pressed,
    "summary.amend": summarising.amend_pressed,
    "summary.draft": summary_overview.draft_pressed,
    "summary.show": summary_page.show_pressed,
    "summary.versions": summary_page.versions_pressed,
    "summary.add": summary_adding.pressed,
    "summary.of": summary_page.find_pressed,
}
WRITING = frozenset({"summary.start", "summary.approve", "summary.amend", "summary.add"})
"""Those that are refused where the bot only reads."""
