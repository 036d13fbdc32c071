"""Assessments, steps of the chain and reviews among what is owed: what they are called, how to get there."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.review_words import data_of, kind_in_words, period_in_words
from strategy.duties import DutyKind
from strategy.reviews import occasion_of

_CALLED: Mapping[DutyKind, str] = {
    DutyKind.RECOMMEND_AGAIN: "recommendation sent back",
    DutyKind.ENDORSE: "recommendation to endorse",
    DutyKind.REVIEW: "recommendation to review",
    DutyKind.SIGN_OFF: "designation to sign off",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, which step of a recommendation, or which review."""
    if kind is DutyKind.REVIEW_OF_YEAR:
        occasion = occasion_of("", about)
        return f"{kind_in_words(occasion.name)}, {period_in_words(occasion.period)}"
    if kind is DutyKind.ANNUAL_REVIEW:
        return f"annual review, {about}"
    if kind is not DutyKind.ASSESSMENT:
        return _CALLED[kind]
    year, _, term = about.partition(" ")
    return f"assessment, {term} {year}".replace("  ", " ")


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> tuple[str, Mapping[str, str | int]]:
    """Which button opens it: the form of one's own assessment, what is under way for another's school, or the
    recommendation. Likewise of reviews.
    """
    if kind is DutyKind.REVIEW_OF_YEAR:
        return "review.show", data_of(occasion_of(school, about))
    if kind is DutyKind.ANNUAL_REVIEW:
        shown = {"school": school} if own else {"school": school, "year": about}
        return ("annual_review.start" if own else "annual_review.of_school"), shown
    if kind is DutyKind.ASSESSMENT:
        return ("recommendation.start" if own else "recommendation.of_school"), {"school": school}
    _, _, rest = about.partition(":")
    number = rest.partition(":")[0]
    return "recommendation.show", {"recommendation": int(number) if number.isdigit() else 0}
