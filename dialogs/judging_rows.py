"""Confidential things among what is owed (assessments, steps of the chain, plans, targets): what they are
called, how to get there.
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
    DutyKind.SIGN_OFF_TARGETS: "targets to sign off",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, `targets to propose for 2027/28`, or what is owed of a chain or plan."""
    if kind in PLAN_REPORTS | EXITS:
        return plan_rows.called(kind, about)
    if kind is DutyKind.PROPOSE_TARGETS:
        return f"targets to propose for {about}"
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
    if kind is DutyKind.PROPOSE_TARGETS:
        return ("targets.start" if own else "targets.of_school"), {"school": school, "year": about}
    _, _, rest = about.partition(":")
    if kind is DutyKind.SIGN_OFF_TARGETS:
        return "targets.set", {"set": int(rest) if rest.isdigit() else 0}
    number = rest.partition(":")[0]
    return "recommendation.show", {"recommendation": int(number) if number.isdigit() else 0}
