"""The form of what came of a review of the year, declared: when it was held, the outcome, recommendations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogs.forms import Field, FieldKind, Form, Section
from dialogs.understanding.interpret import Interpreter
from strategy.actions.reviewing import held_fault
from strategy.reviews import Due
from strategy.trust import Trust

Raw = Mapping[str, str]

REVIEW_OUTCOME = "review_outcome"
"""The form's name, which its drafts carry."""


@dataclass(frozen=True)
class ReviewContext:
    """What the form needs to know: the day, which review it is, and how much of each text can be kept."""

    trust: Trust
    today: date
    reader: Interpreter
    due: Due
    limit: int


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _find_day(context: ReviewContext, _raw: Raw, text: str) -> str | None:
    found = context.reader.day_meant(text, context.today, context.trust.calendar, looking="back")
    return found.isoformat() if found else None


def _read_day(context: ReviewContext, raw: Raw, typed: str) -> date:
    day = _iso(typed) or _iso(_find_day(context, raw, typed) or "")
    if day is None:
        raise ValueError("I couldn't read that as a date. Please give it like 12 November 2026.")
    fault = held_fault(day, context.due, context.today)
    if fault:
        raise ValueError(fault)
    return day


HELD: Field[ReviewContext] = Field(
    name="held",
    label="Day it was held",
    question="On which day was it held?",
    kind=FieldKind.DATE,
    read=_read_day,
    normal=_find_day,
)
SUMMARY: Field[ReviewContext] = Field(
    name="summary",
    label="What came of it",
    question="What came of it?",
    kind=FieldKind.TEXT,
    hint="what was looked at, and what was found",
    limit=lambda context: context.limit,
)
RECOMMENDATIONS: Field[ReviewContext] = Field(
    name="recommendations",
    label="Recommendations",
    question="What does it recommend? Say none where there is nothing.",
    kind=FieldKind.TEXT,
    hint="who should do what, by when; write none where there is nothing",
    limit=lambda context: context.limit,
    plural=True,
)
FORM: Form[ReviewContext] = Form(
    REVIEW_OUTCOME, "Review", (Section("What came of it", (HELD, SUMMARY, RECOMMENDATIONS)),)
)
