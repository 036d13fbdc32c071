"""Questions about who did what: who changed a designation, who read a report, what somebody did.

The interpretation format has no intent for them, so they are recognised beside it and print nothing. As with
sentences of office a form fits a whole sentence or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from dialogs.understanding.filling import Setting
from dialogs.understanding.intents import Look
from dialogs.understanding.office_marks import Marked, marked
from strategy.people import Person
from strategy.school_year import Span
from strategy.trust import Trust

if TYPE_CHECKING:
    from dialogs.understanding.interpret import Interpreter

__all__ = ["RecordKind", "RecordQuestion", "record_question"]


class RecordKind(StrEnum):
    """What is asked about."""

    DESIGNATION = "designation"
    """Who gave a school its designation, and how it came to it."""
    READ = "read"
    """Who has read what was written about a school."""
    DEEDS = "deeds"
    """What somebody did, or what was done at a school."""
    HAPPENED = "happened"
    """What may well be another question: of the record to those who read it, something else to others."""


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """What is asked, of which schools (URNs) and people (ids) the names may mean, best first, and when.

    `asks_who` where it asks for a person, not for what was done.
    """

    kind: RecordKind
    schools: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    days: Span | None = None
    asks_who: bool = False


_BEFORE = (
    r"(?:(?:please|ok|okay|hi|hello|can|could|would|will|you|we|i|want|need|like|to|let us|just|and|so"
    r"|tell me|show me|show|give me|see|find out|remind me|do you know|out) )*?"
)
_AFTER = r"(?: (?:please|thanks|thank you|now|again|for me|so far|exactly|over time|over the years|\?))*"
_DESIGNATION = r"(?:designation|category|status|rating|risk(?: rating| level)?)"
_TO_BE = (
    r"(?:as |at |in |to |into |was |is |are |be |should |would |a |an |the )*"
    r"(?:repair|stabili[sz]e(?: and repair)?|improve|sustain|high|some risk|low)(?: risk)?(?: school)?"
)
_CHANGED = (
    r"(?:changed|set|decided(?: on)?|signed off(?: on)?|approved|agreed|gave|made|put|moved|moves|designated)"
)
_WHEN = r"(?: (?:(?:on|in|during|over|for) )?@d)?"
_READ = r"(?:read|opened|seen|viewed|looked at|look at|been reading|accessed)"
_WRITTEN = r"(?:(?:visit |latest |last |half termly )*(?:reports?|recommendations?|write up))"
_AT = r"(?:on|about|for|at|from|of)"

_MY = r"(?:the |our |my |any )?"
_PLACE = r"(?: (?:at|for|on|in|to) @s)?"
_TRAIL = r"(?:audit (?:trail|log|record|history)|activity log|record of deeds)"
_HAPPENED = r"(?:happened|happen|happening|gone on|been going on|changed|been done)"

_FORMS: tuple[tuple[RecordKind, str], ...] = (
    (
        RecordKind.DESIGNATION,
        rf"(?P<who>who) {_CHANGED} (?:that )?(?:the )?@s(?: {_DESIGNATION})?(?: {_TO_BE})?",
    ),
    (RecordKind.DESIGNATION, rf"(?P<who>who) {_CHANGED} (?:the |its )?{_DESIGNATION} {_AT} @s(?: {_TO_BE})?"),
    (
        RecordKind.DESIGNATION,
        rf"when was @s(?: {_DESIGNATION})? (?:last )?(?:changed|signed off|moved|decided)",
    ),
    (RecordKind.DESIGNATION, r"how (?:has|have|did) @s (?:moved|move|come on)(?: (?:up|down|on))?"),
    (RecordKind.DESIGNATION, r"(?:has|did) @s (?:ever )?(?:moved|move)(?: (?:up|down|at all))?"),
    (
        RecordKind.READ,
        rf"(?P<who>who) (?:(?:has|have|is|did|else has|all) )*{_READ} {_MY}(?:@p )?(?:@s )?{_WRITTEN}"
        rf"(?: {_AT} @s)?{_WHEN}",
    ),
    (RecordKind.READ, rf"(?:has|have|did) @p {_READ} {_MY}(?:@s )?{_WRITTEN}(?: {_AT} @s)?{_WHEN}"),
    (
        RecordKind.DEEDS,
        rf"what (?:did|has|have) @p (?:do|done|been doing|change|changed|been up to){_PLACE}{_WHEN}",
    ),
    (
        RecordKind.DEEDS,
        rf"(?P<who>who) (?:did|has done|changed|has changed) (?:what|anything|something){_PLACE}{_WHEN}",
    ),
    (RecordKind.DEEDS, rf"(?:the |a |an )?{_TRAIL}(?: (?:for|of|on|at|about|by) (?:@s|@p))?{_WHEN}"),
    (RecordKind.DEEDS, rf"(?:the )?(?:@s|@p) {_TRAIL}{_WHEN}"),
    (
        RecordKind.HAPPENED,
        rf"what (?:did|have) (?P<own>i) (?:do|done|been doing|change|changed|been up to){_PLACE}{_WHEN}",
    ),
    # A school has audits of its own, of safeguarding or pupil premium.
    (RecordKind.HAPPENED, rf"(?:the )?audit(?: (?:for|of|on|at|about|by) (?:@s|@p))?{_WHEN}"),
    (
        RecordKind.HAPPENED,
        rf"what (?:(?:is|has|was|has been|did) )?{_HAPPENED} (?:at|with|in) @s{_WHEN}",
    ),
)
_COMPILED = tuple((kind, re.compile(f"{_BEFORE}{form}{_AFTER}")) for kind, form in _FORMS)


def record_question(
    text: str, speaker: Person, trust: Trust, now: datetime, interpreter: Interpreter
) -> RecordQuestion | None:
    """The question about who did what that a text is, asked at an aware instant; None for any other text."""
    setting = Setting(speaker, trust, now)
    line = marked(text, setting, interpreter)
    for kind, form in _COMPILED:
        match = form.fullmatch(line.line)
        if match is not None:
            return _question(kind, match, line, setting)
    return None


def _question(kind: RecordKind, match: re.Match[str], line: Marked, setting: Setting) -> RecordQuestion:
    named = match.groupdict()
    return RecordQuestion(
        kind,
        schools=next(iter(line.schools.values()), ()),
        people=(setting.speaker.id,) if named.get("own") else next(iter(line.people.values()), ()),
        days=_days(line, setting),
        asks_who=bool(named.get("who")),
    )


def _days(line: Marked, setting: Setting) -> Span | None:
    """The days that are named, up to today where they are open."""
    for moment in line.moments.values():
        when = moment.when(setting.today, Look.BACK, setting.trust.calendar, past=True)
        if when is not None:
            starts = when.day or when.starts or setting.trust.calendar.academic_years()[0][1].starts
            return Span(starts, max(starts, when.day or when.ends or setting.today))
    return None
