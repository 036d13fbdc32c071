"""What is owed beside reports: what it is called in lists, and which button opens it; an entry a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from dialogs import plan_rows, wording
from dialogs.review_words import data_of, kind_in_words, period_in_words
from strategy.duties import EXITS, OF_NO_SCHOOL, PAPER_STEPS, PAPERS_OWED, PLAN_REPORTS, STEPS, DutyKind
from strategy.policy_reporting import Body
from strategy.reviews import occasion_of
from strategy.trust import Trust

Way = tuple[str, Mapping[str, str | int]]

_CALLED: Mapping[DutyKind, str] = {
    DutyKind.RECOMMEND_AGAIN: "recommendation sent back",
    DutyKind.ENDORSE: "recommendation to endorse",
    DutyKind.REVIEW: "recommendation to review",
    DutyKind.SIGN_OFF: "designation to sign off",
    DutyKind.SIGN_OFF_TARGETS: "targets to sign off",
    DutyKind.BOARD_REQUEST: "request of the Board, for the EIT to decide",
    DutyKind.VISIT_PAPERS: "papers for the partner's visit",
}
_PAPERS: Mapping[DutyKind, str] = {
    DutyKind.DEVELOPMENT_PLAN: "development plan",
    DutyKind.SELF_EVALUATION: "self-evaluation",
}


_OF_NO_SCHOOL: Mapping[DutyKind, str] = {
    DutyKind.EVENT_REGISTER: "Institute of Education",
    DutyKind.SUMMARY: "All schools",
}


def called(kind: DutyKind, about: str) -> str:
    """`assessment, autumn 2026/27`, `targets to propose for 2027/28`, `recommendation to endorse`."""
    return _CALLED[kind] if kind in _CALLED else _NAMES[kind](about)


def place_of(kind: DutyKind, school: str, trust: Trust) -> str:
    """Where something is owed: the school's name as people use it, or whose it is that is about none."""
    return _OF_NO_SCHOOL[kind] if kind in OF_NO_SCHOOL else trust.school(school).known_as


def way_to(kind: DutyKind, about: str, school: str, *, own: bool) -> Way:
    """Which button opens it: where it is one's own the form to do it with, else how it stands."""
    return _WAYS[kind](about, school, own)


def _assessment(about: str) -> str:
    year, _, term = about.partition(" ")
    return f"assessment, {term} {year}".replace("  ", " ")


def _review(about: str) -> str:
    occasion = occasion_of("", about)
    return f"{kind_in_words(occasion.name)}, {period_in_words(occasion.period)}"


def _paper_step(kind: DutyKind, about: str) -> str:
    paper = about.partition(":")[0].replace("_", " ").replace("self ", "self-")
    return f"{paper} {'to sign off' if kind is DutyKind.PAPER_SIGN_OFF else 'sent back'}"


def _delivery_note(about: str) -> str:
    year, _, name = about.partition(" ")
    return f"note on the plan's delivery, {name.replace('-', ' ')}, {year}"


def _meeting(about: str) -> str:
    """`Progress Board of 12 November`, of `meeting:41:progress_board:2026-11-12`."""
    _, _, body, day = about.split(":")
    held = date.fromisoformat(day)
    return f"{wording.BODIES[Body(body)]} of {held.day} {held:%B}"


def _summary(about: str) -> str:
    """`summary of partners' reports for the EIT of 3 December`, of `eit:2026-12-03`."""
    body, _, day = about.partition(":")
    held = date.fromisoformat(day)
    if body == Body.EIT:
        return f"summary of partners' reports for the EIT of {held.day} {held:%B}"
    return f"report to the Standards Committee of {held.day} {held:%B}"


def _results(about: str) -> str:
    return f"results of summer {about[:4]}"


def _register(about: str) -> str:
    day = date.fromisoformat(about.rpartition(":")[2])
    return f"who came on {wording.day(day)}"


_NAMES: Mapping[DutyKind, Callable[[str], str]] = {
    DutyKind.ASSESSMENT: _assessment,
    DutyKind.PROPOSE_TARGETS: lambda about: f"targets to propose for {about}",
    DutyKind.REVIEW_OF_YEAR: _review,
    DutyKind.ANNUAL_REVIEW: lambda about: f"annual review, {about}",
    DutyKind.DEVELOPMENT_PLAN: lambda about: f"development plan, {about}",
    DutyKind.SELF_EVALUATION: lambda about: f"self-evaluation, {about}",
    DutyKind.DELIVERY_NOTE: _delivery_note,
    DutyKind.MINUTES: lambda about: f"minutes, {_meeting(about)}",
    DutyKind.MINUTED_ACTION: lambda about: f"action, {_meeting(about)}",
    DutyKind.SUMMARY: _summary,
    DutyKind.RESULTS: _results,
    DutyKind.EVENT_REGISTER: _register,
    **{kind: partial(_paper_step, kind) for kind in PAPER_STEPS},
    **{kind: partial(plan_rows.called, kind) for kind in PLAN_REPORTS | EXITS | {DutyKind.PLAN_ACTION}},
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


def _to_paper(kind: DutyKind, about: str, school: str, own: bool) -> Way:
    return ("paper.hand_in" if own else "paper.of"), {"school": school, "kind": str(kind), "year": about}


def _to_paper_step(about: str, _school: str, _own: bool) -> Way:
    return "paper.show", {"paper": _number(about)}


def _to_delivery_note(about: str, school: str, own: bool) -> Way:
    if own:
        return "paper.note.ask", {"school": school, "half_term": about}
    return _to_paper(DutyKind.DEVELOPMENT_PLAN, about.partition(" ")[0], school, own=False)


def _number(about: str) -> int:
    """The id in `recommendation:41:2`; 0 where there is none."""
    number = about.partition(":")[2].partition(":")[0]
    return int(number) if number.isdigit() else 0


def _to_visit_papers(about: str, _school: str, own: bool) -> Way:
    return ("visit_paper.start" if own else "visit.show"), {"visit": _number(about)}


def _to_minutes(about: str, _school: str, _own: bool) -> Way:
    return "minutes.of", {"meeting": _number(about)}


def _to_action(about: str, _school: str, _own: bool) -> Way:
    return "minutes.action", {"action": _number(about)}


def _to_board_request(about: str, _school: str, _own: bool) -> Way:
    return "board_request.show", {"request": _number(about)}


def _to_summary(about: str, _school: str, own: bool) -> Way:
    return ("summary.start" if own else "summary.of"), {"body": about.partition(":")[0]}


def _to_results(about: str, school: str, own: bool) -> Way:
    return ("results.give" if own else "results.show"), {"school": school, "year": about}


def _to_register(about: str, _school: str, own: bool) -> Way:
    return ("event.note.ask" if own else "event.show"), {"event": _number(about)}


_WAYS: Mapping[DutyKind, Callable[[str, str, bool], Way]] = {
    DutyKind.ASSESSMENT: _to_assessment,
    **dict.fromkeys(STEPS, _to_recommendation),
    DutyKind.PROPOSE_TARGETS: _to_targets,
    DutyKind.SIGN_OFF_TARGETS: _to_proposal,
    DutyKind.REVIEW_OF_YEAR: _to_review,
    DutyKind.ANNUAL_REVIEW: _to_annual_review,
    DutyKind.DELIVERY_NOTE: _to_delivery_note,
    DutyKind.VISIT_PAPERS: _to_visit_papers,
    DutyKind.MINUTES: _to_minutes,
    DutyKind.MINUTED_ACTION: _to_action,
    DutyKind.SUMMARY: _to_summary,
    DutyKind.RESULTS: _to_results,
    DutyKind.BOARD_REQUEST: _to_board_request,
    DutyKind.EVENT_REGISTER: _to_register,
    **dict.fromkeys(PAPER_STEPS, _to_paper_step),
    **{kind: partial(_to_paper, kind) for kind in PAPERS_OWED},
    **{kind: partial(_to_plan, kind) for kind in PLAN_REPORTS | EXITS | {DutyKind.PLAN_ACTION}},
}
