"""Sheets of filed reports, for the tests of the documents that are made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from strategy.ports import ReportSheet

LABELS = (
    "Purpose of visit",
    "Summary of activities during visit",
    "Summary of outcomes",
    "Recommendations",
)


def parts(purpose: str, activities: str, outcomes: str, recommendations: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(LABELS, (purpose, activities, outcomes, recommendations), strict=True))


VISIT = ReportSheet(
    name="Visit report - Oak Bank - 2026-11-18",
    heading="School visit report",
    school="Oak Bank Primary School",
    role="School Improvement Partner (SIP)",
    author="Priya Nair",
    when_label="Date of visit",
    when="Wed 18 November 2026",
    parts=parts(
        "Autumn visit",
        "Learning walk.\n\nTalk with six pupils.",
        "Calm rooms; writing is uneven.",
        "- Name one measure.\n• Bring the books.",
    ),
    filed="Fri 20 November 2026 at 16:12",
    amended="",
    at=datetime(2026, 11, 20, 16, 12, tzinfo=UTC),
)


def visit(**changes: Any) -> ReportSheet:
    return replace(VISIT, **changes)


def amended_visit(**changes: Any) -> ReportSheet:
    return visit(amended="Mon 23 November 2026 at 09:05, version 2", **changes)


def half_term(**changes: Any) -> ReportSheet:
    return visit(
        name="Half-termly report - Oak Bank - autumn 2 2026-27",
        heading="Half-termly report",
        role="Specialist Leader of Education (SLE)",
        when_label="Half term",
        when="Autumn 2, 2026/27",
        **changes,
    )
