"""What is owed beside reports: what it is called in lists, and which button opens it; an entry a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dialogs import plan_rows
from dialogs.review_words import data_of, kind_in_words, period_in_words
from strategy.duties import EXITS, PLAN_REPORTS, STEPS, DutyKind
from strategy.reviews import occasion_of

Way = tuple[str, Mapping[str, str | int]]

_CALLED: Mapping[DutyKind, str] = {
    DutyKind.RECOMMEND_AGAIN: "recommendation sent back",
    DutyKind.ENDORSE: "recommendation to endorse",
    DutyKind.REVIEW: "recommendation to review",
    DutyKind.SIGN_OFF: "designation to sign off",
    DutyKind.SIGN_OFF_TARGETS: "targets to sign off",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, `targets to propose for 2027/28`, `recommendation to endorse`."""
    return _CALLED[kind] if kind in _CALLED else _NAMES[kind](about)


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> Way:
    """Which button opens it: where it is one's own the form to do it with, else how it stands."""
    return _WAYS[kind](about, school, own)


def _assessment(about: str) -> str:
    year, _, term = about.partition(" ")
    return f"assessment, {term} {year}".replace("  ", " ")


def _review(about: str) -> str:
    occasion = occasion_of("", about)
    return f"{kind_in_words(occasion.name)}, {period_in_words(occasion.period)}"


_NAMES: Mapping[DutyKind, Callable[[str], str]] = {
    DutyKind.ASSESSMENT: _assessment,
    DutyKind.PROPOSE_TARGETS: lambda about: f"targets to propose for {about}",
    DutyKind.REVIEW_OF_YEAR: _review,
    DutyKind.ANNUAL_REVIEW: lambda about: f"annual review, {about}",
    **{kind: partial(plan_rows.called, kind) for kind in PLAN_REPORTS | EXITS},
}


def _to_assessment(_about: str, school: str, own: bool) -> Way:
    return ("recommendation.start" if own else "recommendation.of_school"), {"school": school}


def _to_recommendation(about: str, _school: str, _own: bool) -> Way:
    return "recommendation.show", {"recommendation": _number(about)}


def _to_targets(about: str, school: str, own: bool) -> Way:
    return ("targets.start" if own else "targets.of_school"), {"school": school, "year": about}


def _to_proposal(about: str, _school: str, _own: bool) -> Way:
    return "targets.set", {"set": _number(about)}


def _to_review(about: str, school: str, _own: bool) -> Way:
    return "review.show", data_of(occasion_of(school, about))


def _to_annual_review(about: str, school: str, own: bool) -> Way:
    if own:
        return "annual_review.start", {"school": school}
    return "annual_review.of_school", {"school": school, "year": about}


def _to_plan(kind: DutyKind, about: str, school: str, own: bool) -> Way:
    return plan_rows.way_to(kind, about, school, own=own)


def _number(about: str) -> int:
    """The id in `recommendation:41:2`; 0 where there is none."""
    number = about.partition(":")[2].partition(":")[0]
    return int(number) if number.isdigit() else 0


_WAYS: Mapping[DutyKind, Callable[[str, str, bool], Way]] = {
    DutyKind.ASSESSMENT: _to_assessment,
    **dict.fromkeys(STEPS, _to_recommendation),
    DutyKind.PROPOSE_TARGETS: _to_targets,
    DutyKind.SIGN_OFF_TARGETS: _to_proposal,
    DutyKind.REVIEW_OF_YEAR: _to_review,
    DutyKind.ANNUAL_REVIEW: _to_annual_review,
    **{kind: partial(_to_plan, kind) for kind in PLAN_REPORTS | EXITS},
}
