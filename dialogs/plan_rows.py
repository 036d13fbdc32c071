"""Reports on plans and exit plans among what is owed: what they are called, how to get there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dialogs import wording
from strategy.duties import DutyKind
from strategy.plan_duties import is_half_term
from strategy.plans import ReportedTo

TO_OF: Mapping[DutyKind, ReportedTo] = {
    DutyKind.PLAN_REPORT: ReportedTo.CEO,
    DutyKind.PLAN_REPORT_TO_BODIES: ReportedTo.BODIES,
}
RECEIVED_BY: Mapping[ReportedTo, str] = {
    ReportedTo.CEO: "CEO",
    ReportedTo.BODIES: "Progress Board, Executive Team and Standards Committee",
}


def period_in_words(key: str) -> str:
    """`November 2026`, `autumn 2, 2026/27` or `autumn term 2026/27`, of a period's key."""
    first, _, rest = key.partition(" ")
    if not rest:
        return f"{date.fromisoformat(f'{first}-01'):%B %Y}"
    return f"{rest.replace('-', ' ')}, {first}" if is_half_term(key) else f"{rest} term {first}"


def called(kind: DutyKind, about: str) -> str:
    """`plan report, November 2026`, or what an exit plan asks for."""
    if kind is DutyKind.PLAN_REPORT:
        return f"plan report, {period_in_words(about)}"
    if kind is DutyKind.PLAN_REPORT_TO_BODIES:
        return f"plan report to the Board, {period_in_words(about)}"
    if kind is DutyKind.PLAN_ACTION:
        return "action of the tailored plan"
    return "exit plan to draw up" if kind is DutyKind.EXIT_PLAN else "return of planning to confirm"


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> tuple[str, Mapping[str, str | int]]:
    """Which button opens it: the action, the form of one's own report, a school's plan or exit plan."""
    if kind is DutyKind.PLAN_ACTION:
        return "plan.action", {"action": int(about.partition(":")[2])}
    if kind not in TO_OF:
        return "exit.show", {"school": school}
    if not own:
        return "plan.show", {"school": school}
    return "plan.report.start", {"school": school, "to": TO_OF[kind].value, "period": about}


def months_in(starts: date | None, ends: date | None) -> str:
    """` in October 2026`, ` from ... to ...`, or nothing."""
    if starts is None or ends is None:
        return ""
    if starts.day == 1 and (starts.year, starts.month) == (ends.year, ends.month):
        return f" in {starts:%B %Y}"
    return f" {wording.span(starts, ends, starts)}"
