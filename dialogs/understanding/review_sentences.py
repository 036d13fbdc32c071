"""What a sentence about reviews wants: the interpretation format has no more than "see reviews and audits".

Which kind of review it names and how those asked for stand is read from any sentence. Setting a day is
strict: the sentence is that from its first word to its last, or it is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - the field is called date
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum

from dialogs.understanding.filling import Setting
from dialogs.understanding.intents import Look
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.office_marks import Marked, marked
from strategy.people import Person
from strategy.trust import Trust


class ReviewWish(StrEnum):
    """What is wanted."""

    LIST = "list"
    SET_DAY = "set day"
    MOVE_DAY = "move day"
    RECORD = "record"
    CORRECT = "correct"
    WRITE_ANNUAL = "write annual"
    AMEND_ANNUAL = "amend annual"
    SHOW_ANNUAL = "show annual"
    LIST_ANNUAL = "list annual"


ANNUAL = frozenset(
    {ReviewWish.WRITE_ANNUAL, ReviewWish.AMEND_ANNUAL, ReviewWish.SHOW_ANNUAL, ReviewWish.LIST_ANNUAL}
)
"""Wishes about the partner's annual review."""


@dataclass(frozen=True, slots=True)
class ReviewSaid:
    """The wish, the kind of review by policy's name for it ("" for none), the day that is to be set or on
    which one was held, the schools that fit, and whether "it" stands for the review that was shown last.

    `of_month` is a bare day of the month ("the 11th"): of what is moved it is that of the month it was in.
    """

    wish: ReviewWish
    name: str = ""
    day: Day | None = None
    schools: tuple[str, ...] = ()
    of_the_shown: bool = False
    of_month: int | None = None


_ASIDE = (
    r"(?:(?:please|ok|okay|hi|hello|thanks|can|could|would|will|you|we|i|want|need|like|to|let us|just|kindly"
    r"|now|also|and|so|yes) )*?"
)
_THANKS = r"(?: (?:please|thanks|thank you|now|\?))*"
_THE = r"(?:(?:the|a|an|our|their|my|its|this|next|termly|annual|yearly|years|@s) )*"
_KIND = r"(?P<kind>[a-z]+(?: [a-z]+){0,2}?)"
_REVIEW = rf"{_THE}{_KIND} (?:review|audit|health check)(?: (?:at|for|of|in|with|to) (?:the )?@s)?"
_ON = r"(?: (?:in|down|back|forward|forwards|over|on|for|to|until|from))*"
_DATE_OF = r"(?:(?:a |the )?(?:date|day) (?:of|for|on) )?"
_OUTCOME_OF = (
    r"(?:(?:the )?(?:outcomes?|findings|results?|record|recommendations|what came) (?:of|from|for|on) )"
)
_SET = r"(?:set|book|arrange|schedule|fix|put|plan|diarise|agree|set up)"
_MOVE = (
    r"(?:move|reschedule|change|shift|postpone|bring forward|bring|put back|push back|push|rearrange|delay)"
)
_IT = r"(?P<it>it|this|that|that one|the date|the day|the review|the audit)"
_RECORD = r"(?:record|write up|log|note|note down|enter|report on|report|file|do|write|complete|add|finish)"
_WAS_HELD = (
    r"(?:has been|was|is|has) (?:now |just )?"
    r"(?:held|done|completed|finished|complete|happened|taken place)"
)
_TOLD = r"(?! \?)"
"""What is told is no question, though one may be put politely."""
_FORMS: tuple[tuple[ReviewWish, str], ...] = (
    (
        ReviewWish.SET_DAY,
        rf"{_SET}{_ON} {_DATE_OF}{_REVIEW}{_ON} (?P<when>@d)",
    ),
    (
        ReviewWish.SET_DAY,
        rf"{_REVIEW} (?:is|will be|is going to be|is set|is booked|takes place){_ON} (?P<when>@d){_TOLD}",
    ),
    (
        ReviewWish.MOVE_DAY,
        rf"{_MOVE}{_ON} {_DATE_OF}{_REVIEW}{_ON} (?P<when>@d)",
    ),
    (
        ReviewWish.MOVE_DAY,
        rf"(?:move|set|change|reschedule|make|put|shift|postpone) {_IT}{_ON} (?P<when>@d)(?: instead)?",
    ),
    (ReviewWish.CORRECT, rf"(?:correct|amend|change|edit|fix|update|revise) {_OUTCOME_OF}?{_REVIEW}"),
    (
        ReviewWish.RECORD,
        rf"{_RECORD} {_OUTCOME_OF}?{_REVIEW}(?: (?:held )?(?:on )?(?P<when>@d))?",
    ),
    (
        ReviewWish.RECORD,
        rf"{_REVIEW} {_WAS_HELD}(?: (?:on )?(?P<when>@d))?{_TOLD}",
    ),
    (
        ReviewWish.RECORD,
        rf"(?:have )?(?:held|done|did|finished|completed|carried out) {_REVIEW}(?: (?:on )?(?P<when>@d))?",
    ),
)  # fmt: skip
FORMS = tuple((wish, re.compile(rf"{_ASIDE}{form}{_THANKS}")) for wish, form in _FORMS)

_ANNUAL = re.compile(r"\b(?:annual|yearly|end of year) (?:sip |partner |school )?reviews?\b", re.IGNORECASE)
_NOT_OURS = re.compile(r"\behcps?\b|\behc\b|\beducation,? health\b", re.IGNORECASE)
_WRITES = re.compile(
    r"^\W*(?:(?:please|can|could|i|we|you|need|want|would|like|to|let'?s|let us|ok|hi) )*"
    r"(?:write|start|begin|file|do|draft|prepare|fill in|complete|submit|send|record|new|create)\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"^\W*(?:(?:please|can|could|i|we|you|need|want|to) )*(?:amend|correct|edit|change|update|revise)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\breviews\b|^\W*(?:which|who|how many|whose)\b|\b(?:my|all) annual\b", re.IGNORECASE)
_ALIASES = {
    "pp": "pupil premium", "ppg": "pupil premium", "pupil-premium": "pupil premium",
    "governors": "governance", "governor": "governance", "governing body": "governance",
    "safe guarding": "safeguarding",
}  # fmt: skip
_BARE = re.compile(r"(?:(?:to|for|on|until|the) )*(?P<day>\d{1,2})(?:st|nd|rd|th)?")
_CLOSE = 0.85
_SHORTEST = 7


def review_said(
    text: str, names: Sequence[str], speaker: Person, trust: Trust, now: datetime, reader: Interpreter
) -> ReviewSaid:
    """What a sentence wants that is about reviews; `names` are policy's names of them."""
    plain = text.strip().replace("\u2019", "'")
    name = kind_named(plain, names)
    if is_of_annual_review(plain):
        return ReviewSaid(_annual(plain))
    strict = _strictly(text, names, Setting(speaker, trust, now), reader)
    return strict or ReviewSaid(ReviewWish.LIST, name)


def is_of_annual_review(text: str) -> bool:
    """Whether a text is about partners' annual reviews, not those of a pupil's education and health plan."""
    return bool(_ANNUAL.search(text)) and not _NOT_OURS.search(text)


def moves_the_shown(
    text: str, speaker: Person, trust: Trust, now: datetime, reader: Interpreter
) -> ReviewSaid | None:
    """A sentence that moves the review which was shown last ("move it to the 11th"); None for any other."""
    said = _strictly(text, (), Setting(speaker, trust, now), reader)
    return said if said is not None and said.of_the_shown else None


def kind_named(text: str, names: Sequence[str]) -> str:
    """Policy's name of the kind of review that a text names, slips of the pen forgiven; "" for none."""
    plain = text.casefold()
    for alias, meant in _ALIASES.items():
        plain = re.sub(rf"\b{alias}(?:'s?)?(?=\s|$)", meant, plain)
    for name in names:
        if re.search(rf"\b{re.escape(name.casefold())}\b", plain):
            return name
    by_name = {name.casefold(): name for name in names}
    for word in re.findall(r"[a-z]+", plain):
        close = get_close_matches(word, by_name, 1, _CLOSE) if len(word) >= _SHORTEST else []
        if close:
            return by_name[close[0]]
    return ""


def _annual(plain: str) -> ReviewWish:
    if _AMENDS.match(plain):
        return ReviewWish.AMEND_ANNUAL
    if _WRITES.match(plain):
        return ReviewWish.WRITE_ANNUAL
    return ReviewWish.LIST_ANNUAL if _HOW_MANY.search(plain) else ReviewWish.SHOW_ANNUAL


def _strictly(text: str, names: Sequence[str], setting: Setting, reader: Interpreter) -> ReviewSaid | None:
    line = marked(text.strip(), setting, reader)
    for wish, form in FORMS:
        match = form.fullmatch(line.line)
        if match is None:
            continue
        named = match.groupdict()
        shown = bool(named.get("it"))
        name = "" if shown else kind_named(named.get("kind") or "", names)
        if not shown and not name:
            continue
        looking = Look.FORWARD if wish in (ReviewWish.SET_DAY, ReviewWish.MOVE_DAY) else Look.BACK
        day = _day(match, line, setting, looking)
        if looking is Look.FORWARD and day is None:
            continue
        of_month = _of_month(match, line) if wish is ReviewWish.MOVE_DAY else None
        return ReviewSaid(wish, name, day, _schools(line), shown, of_month)
    return None


def _day(match: re.Match[str], line: Marked, setting: Setting, looking: Look) -> Day | None:
    if not match.groupdict().get("when"):
        return None
    when = line.moments[match.start("when")].when(setting.today, looking, setting.trust.calendar)
    return when.day if when is not None else None


def _of_month(match: re.Match[str], line: Marked) -> int | None:
    bare = _BARE.fullmatch(line.typed(*match.span("when")).casefold())
    return int(bare["day"]) if bare else None


def _schools(line: Marked) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urn for urns in line.schools.values() for urn in urns))
