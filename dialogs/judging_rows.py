"""Assessments and steps of the chain among what is owed: what they are called, how to get there."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.duties import DutyKind

_CALLED: Mapping[DutyKind, str] = {
    DutyKind.RECOMMEND_AGAIN: "recommendation sent back",
    DutyKind.ENDORSE: "recommendation to endorse",
    DutyKind.REVIEW: "recommendation to review",
    DutyKind.SIGN_OFF: "designation to sign off",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, or which step of a recommendation."""
    if kind is not DutyKind.ASSESSMENT:
        return _CALLED[kind]
    year, _, term = about.partition(" ")
    return f"assessment, {term} {year}".replace("  ", " ")


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> tuple[str, Mapping[str, str | int]]:
    """Which button opens it: the form of one's own assessment, what is under way for another's school, or the
    recommendation.
    """
    if kind is DutyKind.ASSESSMENT:
        return ("recommendation.start" if own else "recommendation.of_school"), {"school": school}
    _, _, rest = about.partition(":")
    number = rest.partition(":")[0]
    return "recommendation.show", {"recommendation": int(number) if number.isdigit() else 0}
