"""What is owed beside reports (assessments, steps, schools' papers): what it is called, how to get there."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.duties import PAPER_STEPS, DutyKind

_CALLED: Mapping[DutyKind, str] = {
    DutyKind.RECOMMEND_AGAIN: "recommendation sent back",
    DutyKind.ENDORSE: "recommendation to endorse",
    DutyKind.REVIEW: "recommendation to review",
    DutyKind.SIGN_OFF: "designation to sign off",
}
_PAPERS: Mapping[DutyKind, str] = {
    DutyKind.DEVELOPMENT_PLAN: "development plan",
    DutyKind.SELF_EVALUATION: "self-evaluation",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, or which step of a recommendation."""
    if kind in _PAPERS:
        return f"{_PAPERS[kind]}, {about}"
    if kind in PAPER_STEPS:
        paper = about.partition(":")[0].replace("_", " ").replace("self ", "self-")
        return f"{paper} {'to sign off' if kind is DutyKind.PAPER_SIGN_OFF else 'sent back'}"
    if kind is DutyKind.DELIVERY_NOTE:
        return f"note on the plan's delivery, {_half_term(about)}"
    if kind is not DutyKind.ASSESSMENT:
        return _CALLED[kind]
    year, _, term = about.partition(" ")
    return f"assessment, {term} {year}".replace("  ", " ")


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> tuple[str, Mapping[str, str | int]]:
    """Which button opens it: the form of one's own assessment, what is under way for another's school, or the
    recommendation.
    """
    if kind in _PAPERS:
        return ("paper.hand_in" if own else "paper.of"), {"school": school, "kind": str(kind), "year": about}
    if kind is DutyKind.DELIVERY_NOTE:
        plan = {"school": school, "kind": str(DutyKind.DEVELOPMENT_PLAN), "year": about.partition(" ")[0]}
        return ("paper.note.ask", {"school": school, "half_term": about}) if own else ("paper.of", plan)
    if kind is DutyKind.ASSESSMENT:
        return ("recommendation.start" if own else "recommendation.of_school"), {"school": school}
    _, _, rest = about.partition(":")
    number = rest.partition(":")[0]
    found = int(number) if number.isdigit() else 0
    if kind in PAPER_STEPS:
        return "paper.show", {"paper": found}
    return "recommendation.show", {"recommendation": found}


def _half_term(key: str) -> str:
    """`autumn 1, 2026/27`."""
    year, _, name = key.partition(" ")
    return f"{name.replace('-', ' ')}, {year}"
