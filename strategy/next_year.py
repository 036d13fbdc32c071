"""A school's draft of next year, as the penultimate EIT prepares it (Strategy, Monitoring).

Beside its targets, which are proposed and kept as such, it holds support and items for the agendas of its
partner's visits. Nothing of it counts until it is signed off. Pure; what is typed is kept a line each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from strategy.agendas import LONGEST_ITEM
from strategy.errors import Stale
from strategy.support import COUNTED
from strategy.visits import Support

MOST_LINES = 12
"""Lines of support, and likewise items."""
LONGEST_LINE = 300
"""Characters of a line of support."""
_MOST_DAYS = Decimal(60)


class NextYearState(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    SIGNED_OFF = "signed off"


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Support as it was written. `kind` and `days` are what it is read as, None where that is not said."""

    words: str
    kind: Support | None
    days: Decimal | None

    @property
    def counts(self) -> bool:
        """Whether it is days of partner or adviser, which are granted; any other stays as it is written."""
        return self.kind in COUNTED and self.days is not None


@dataclass(frozen=True, slots=True)
class DraftedItem:
    """An item for the agendas of a school's visits in a month (1 to 12), or of all its visits of the year."""

    text: str
    month: int | None


@dataclass(frozen=True, slots=True)
class NextYear:
    """A school's draft of an academic year as it stands. `by` wrote it last, in the version `revision`;
    `support` and `items` are as typed, one a line.
    """

    id: int
    school: str
    year: str
    by: int
    at: datetime
    support: str = ""
    items: str = ""
    revision: int = 1
    state: NextYearState = NextYearState.DRAFT
    signed_by: int | None = None
    signed_at: datetime | None = None

    @property
    def key(self) -> str:
        """Names it, as in the audit: `next_year:41`."""
        return f"next_year:{self.id}"

    @property
    def support_lines(self) -> tuple[SupportLine, ...]:
        """What it says of support."""
        return read_support(self.support)

    @property
    def drafted_items(self) -> tuple[DraftedItem, ...]:
        """What it says of agendas."""
        return read_items(self.items)

    @property
    def is_signed_off(self) -> bool:
        """Whether it is in force."""
        return self.state is NextYearState.SIGNED_OFF


class NextYearOvertaken(Stale):
    """Somebody else was quicker; `found` is how the draft stands now."""

    def __init__(self, found: NextYear) -> None:
        super().__init__(f"next year: {found.state}")
        self.found = found


_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013]|\(?\d{1,2}[.):](?!\d))\s+")
_DAYS = re.compile(
    r"\b(?:(?P<number>\d{1,3}(?:\.\d{1,2})?)|(?P<half>half a))\s*(?:[a-z]+ ){0,2}days?\b", re.IGNORECASE
)
_KINDS = (
    (Support.DEPUTY_CEO, re.compile(r"\bdeputy ceo\b", re.IGNORECASE)),
    (Support.DEPUTY_HEAD_TRUST, re.compile(r"\bdeputy head", re.IGNORECASE)),
    (Support.DIRECTOR_SUBJECT, re.compile(r"\bdirectors?\b", re.IGNORECASE)),
    (Support.SLE, re.compile(r"\b(?:sles?|specialist leaders?)\b", re.IGNORECASE)),
    (Support.INSTITUTE_OF_EDUCATION, re.compile(r"\binstitute\b", re.IGNORECASE)),
    (Support.EXTERNAL, re.compile(r"\bexternal\b", re.IGNORECASE)),
    (Support.SCHOOL_IMPROVEMENT_ADVISER, re.compile(r"\b(?:advis[eo]rs?|sia)\b", re.IGNORECASE)),
    (Support.SIP, re.compile(r"\b(?:sips?|partners?)\b", re.IGNORECASE)),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"^(?P<month>(?:jan|febr)(?:uary)?|feb|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\s*[:;\u2013-]\s*(?=\S)",
    re.IGNORECASE,
)


def lines_of(typed: str) -> list[str]:
    """The lines of what was typed, without marks before them; empty ones and "none" left out."""
    lines = [" ".join(_BULLET.sub("", raw).split()) for raw in typed.splitlines()]
    return [line for line in lines if line and line.casefold().rstrip(".") not in ("none", "nothing", "-")]


def read_support(typed: str) -> tuple[SupportLine, ...]:
    """Support, a line each: what kind it is goes by the word for one that comes first."""
    found = []
    for line in lines_of(typed):
        named = [(match.start(), kind) for kind, form in _KINDS if (match := form.search(line))]
        days = _DAYS.search(line)
        number = None if days is None else Decimal(days["number"] or "0.5")
        found.append(SupportLine(line, min(named)[1] if named else None, number))
    return tuple(found)


def read_items(typed: str) -> tuple[DraftedItem, ...]:
    """Items for agendas, a line each; `November: attendance` is for the visits of that month alone."""
    found = []
    for line in lines_of(typed):
        month = _MONTH.match(line)
        if month is None:
            found.append(DraftedItem(line, None))
        else:
            found.append(DraftedItem(line[month.end() :], _MONTHS.index(month["month"][:3].lower()) + 1))
    return tuple(found)


def faults_of(support: str, items: str) -> dict[str, str]:
    """What is wrong with what was typed, by `support` and `items`."""
    faults: dict[str, str] = {}
    lines = read_support(support)
    if len(lines) > MOST_LINES or any(len(line.words) > LONGEST_LINE for line in lines):
        faults["support"] = f"At most {MOST_LINES} lines of {LONGEST_LINE} characters can be kept."
    odd = next((each for each in lines if each.counts and not _can_be_granted(each.days)), None)
    if odd is not None:
        faults.setdefault("support", f"Days count in halves, from a half to {_MOST_DAYS}.")
    drafted = read_items(items)
    if len(drafted) > MOST_LINES or any(len(each.text) > LONGEST_ITEM for each in drafted):
        faults["items"] = f"At most {MOST_LINES} items of {LONGEST_ITEM} characters can be kept."
    if not lines and not drafted:
        faults.setdefault("support", "Please give support or an item for the agendas.")
    return faults


def _can_be_granted(days: Decimal | None) -> bool:
    return days is not None and 0 < days <= _MOST_DAYS and days * 2 == int(days * 2)
