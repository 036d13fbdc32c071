"""Confidential things among what is owed (assessments, steps of the chain, plans): what they are called, how
to get there.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import plan_rows
from strategy.duties import EXITS, PLAN_REPORTS, DutyKind

_CALLED: Mapping[DutyKind, str] = {
    DutyKind.RECOMMEND_AGAIN: "recommendation sent back",
    DutyKind.ENDORSE: "recommendation to endorse",
    DutyKind.REVIEW: "recommendation to review",
    DutyKind.SIGN_OFF: "designation to sign off",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, which step of a recommendation, or what is owed of a plan."""
    if kind in PLAN_REPORTS | EXITS:
        return plan_rows.called(kind, about)
    if kind is not DutyKind.ASSESSMENT:
        return _CALLED[kind]
    year, _, term = about.partition(" ")
    return f"assessment, {term} {year}".replace("  ", " ")


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> tuple[str, Mapping[str, str | int]]:
    """Which button opens it: the form of one's own assessment, what is under way for another's school, or the
    recommendation.
    """
    if kind in PLAN_REPORTS | EXITS:
        return plan_rows.way_to(kind, about, school, own=own)
    if kind is DutyKind.ASSESSMENT:
        return ("recommendation.start" if own else "recommendation.of_school"), {"school": school}
    _, _, rest = about.partition(":")
    number = rest.partition(":")[0]
    return "recommendation.show", {"recommendation": int(number) if number.isdigit() else 0}
