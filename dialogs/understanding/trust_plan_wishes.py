"""Sentences about the trust's own plan, and about where a target stands.

The interpretation format has no intent for them, so they are recognised beside it and print nothing. As with
the sentences of office, one is such a sentence from its first word to its last, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from dialogs.understanding.filling import Setting
from dialogs.understanding.intents import Look
from dialogs.understanding.office_marks import marked
from strategy.people import Person
from strategy.school_year import year_after, year_name
from strategy.trust import Trust

if TYPE_CHECKING:
    from dialogs.understanding.interpret import Interpreter

LONGEST = 300


class PlanKind(StrEnum):
    """What is wanted of the trust's plan."""

    SHOW = "show"
    ADD = "add"
    SCHOOLS = "schools"


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What is wanted, for which academic year, and by some of its words which priority."""

    kind: PlanKind
    year: str
    named: str = ""


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """Where a target is said to stand: `schools` (URNs, several where the name fits several), what was
    measured in the speaker's words, the figure as typed, and the day.
    """

    schools: tuple[str, ...]
    words: str
    figure: str
    on: date


_PLEASE = (
    r"(?:(?:please|hi|hello|ok|so|and|can|could|would|will|you|i|we|like|want|need|to|let us|lets|may) )*?"
)
_TRUST = r"(?:the |our |this )?(?:whole )?trust(?:s|wide| wide)?"
_PLAN = (
    rf"(?:{_TRUST}(?: own)?(?: annual| yearly)?(?: development| improvement)? plan"
    rf"|(?:the |our )?(?:annual )?(?:development |improvement )?plan (?:of|for) {_TRUST})"
)
_PRIORITIES = (
    rf"(?:{_TRUST}(?: own| annual| plan| plans| development)* priorit(?:y|ies)"
    rf"|(?:the |our )?priorities (?:of|for|in|across) (?:{_PLAN}|{_TRUST}))"
)
_YEAR = (
    r"(?: (?:for |in |of |during )?(?:the )?"
    r"(?P<year>this|next|coming|last|previous|current|\d{4}/\d\d)(?: (?:academic |school )?year)?)?"
    r"(?: (?:now|please|thanks|again|at the moment))*"
)
_SEE = (
    r"(?:(?:show|see|read|give|tell|list|open|view|look at|what|whats|what is|what are|whats in|what is in"
    r"|wheres|where is|how is|get|find|change|edit|update|review)(?: me| us| up)?(?: (?:about|all|on))? )?"
)
_NEW = r"(?:(?:a|an|the|another|one more|our) )?(?:new |further |next )?priorit(?:y|ies)"

_FORMS: tuple[tuple[PlanKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"{_PLEASE}{form}{_YEAR}"))
    for kind, form in (
        (PlanKind.ADD, rf"(?:add|put|enter|record|write|insert|set) {_NEW} (?:to|in|into|for|on) {_PLAN}"),
        (PlanKind.ADD, r"(?:add|enter|write|set|record) (?:a |another |new |a new )*trust priority"),
        (PlanKind.ADD, rf"{_NEW} for {_PLAN}"),
        (PlanKind.ADD, rf"(?:write|set|set up|start|begin|draft|devise|enter) (?:{_PLAN}|{_PRIORITIES})"),
        (
            PlanKind.SCHOOLS,
            r"(?:(?:which|what) )?schools? (?:(?:that|who) )?"
            r"(?:(?:are |is |have )?(?:link|links|linked|linking"
            r"|work|works|working|serve|serves|serving|support|supports|supporting|contribute|contributing)"
            r"(?: to| on| towards)?|on) (?:the |our )?(?P<named>[\w ,&'-]{3,80}?) priority",
        ),
        (
            PlanKind.SCHOOLS,
            r"(?:who is|whos) (?:working|work) (?:on|towards) (?:the |our )?"
            r"(?P<named>[\w ,&'-]{3,80}?) priority",
        ),
        (PlanKind.SHOW, rf"{_SEE}{_PLAN}"),
        (PlanKind.SHOW, rf"{_SEE}{_PRIORITIES}"),
        (
            PlanKind.SCHOOLS,
            r"(?:(?:which|what) )?schools? (?:are |that are )?(?:link|links|linked|work|working)(?: to| on) "
            rf"{_PLAN}",
        ),
    )
)


def plan_wish(text: str, today: date, trust: Trust) -> PlanWish | None:
    """What a text wants of the trust's plan; None for any other text."""
    if len(text) > LONGEST:
        return None
    plain = re.sub(r"['\u2019]", "", text.casefold())
    plain = " ".join(re.sub(r"[^\w/ &,-]", " ", plain).replace("-wide", " wide").split()).strip(" ,")
    for kind, form in _FORMS:
        match = form.fullmatch(plain)
        if match is not None:
            named = (match.groupdict().get("named") or "").strip()
            return PlanWish(kind, _year(match["year"], today, trust), named)
    return None


def _year(said: str | None, today: date, trust: Trust) -> str:
    year = trust.calendar.academic_year_of(today)
    if said in ("next", "coming"):
        return year_after(year)
    if said in ("last", "previous"):
        return year_name(int(year[:4]) - 1)
    if said and "/" in said:
        return year_name(int(said[:4]))
    return year


_TELL = r"(?:(?:please|note|record|log|fyi|so|that|update) )*"
_STANDS = (
    r"(?:(?:is|are|was|were|stands|stood|now|currently|today|up|down|has|have|reached|risen|fallen|dropped|gone"
    r"|at|to) )+"
)
_FIGURE = r"(?P<figure>\d[\d.]*)(?: per cent| percent)?"
_WHEN = r"(?: (?:on |as of |as at )?(?P<when>@d))?"
_FIGURES = tuple(
    re.compile(rf"{_TELL}{form} {_STANDS}{_FIGURE}(?: now| currently| at the moment)?{_WHEN}")
    for form in (r"@s (?P<words>[^@]+?)", r"(?:the )?(?P<words>[^@]+?) (?:at|for|in) @s")
)
_ASKS = re.compile(
    r"^(?:what|which|who|when|where|how|why|is|are|do|does|did|has|have|can|could|show|list|tell|book|move"
    r"|cancel|visit|report|meeting|the visit|the report|the meeting)\b"
)
_MOST_WORDS = 8
_TYPED_FIGURE = re.compile(r"[\u00a3+\u2212-]?\d[\d.,]*\d|\d")


def figure_said(
    text: str, speaker: Person, trust: Trust, now: datetime, interpreter: Interpreter
) -> FigureSaid | None:
    """Where a target is said to stand ("Marlow attendance is at 94%"); None for any other text."""
    plain = text.strip()
    if len(plain) > LONGEST or plain.endswith("?") or not re.search(r"\d", plain):
        return None
    setting = Setting(speaker, trust, now)
    line = marked(plain, setting, interpreter)
    for form in _FIGURES:
        match = form.fullmatch(line.line)
        if match is None or _ASKS.match(match["words"]) or len(match["words"].split()) > _MOST_WORDS:
            continue
        on = setting.today
        if match["when"]:
            when = line.moments[match.start("when")].when(setting.today, Look.BACK, trust.calendar)
            if when is None or when.day is None:
                return None
            on = when.day
        figure = _as_typed(match["figure"], plain)
        schools = tuple(urn for urns in line.schools.values() for urn in urns)
        return FigureSaid(schools, match["words"], figure, on) if schools else None
    return None


def _as_typed(figure: str, text: str) -> str:
    """The figure with its sign and its percent, as it stands in the text."""
    for match in _TYPED_FIGURE.finditer(text):
        if match.group().lstrip("\u00a3+\u2212-").startswith(figure):
            after = text[match.end() :]
            unit = re.match(r"\s?(?:%|per ?cent\b)", after, re.IGNORECASE)
            return match.group() + ("%" if unit else "")
    return figure
