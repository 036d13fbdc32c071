"""How schools' development plans and self-evaluations are put in words, and found in people's."""

from __future__ import annotations

import re
from datetime import date

from dialogs import wording
from dialogs.turn import Turn
from strategy.actions.paper_reading import Stands
from strategy.links import host_of
from strategy.policy_papers import PaperKind
from strategy.school_papers import PaperDeed, PaperStep, SchoolPaper
from strategy.school_year import london_day, year_after, year_name
from strategy.trust import Trust

CALLED = {
    PaperKind.DEVELOPMENT_PLAN: "development plan",
    PaperKind.SELF_EVALUATION: "self-evaluation",
}
SEVERAL = {
    PaperKind.DEVELOPMENT_PLAN: "development plans",
    PaperKind.SELF_EVALUATION: "self-evaluations",
}
_SELF_EVALUATION = re.compile(r"\b(?:SEFs?|SES|self[\s-]?evaluations?|self[\s-]?eval)\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:SDPs?|SIDPs?|(?:development|improvement) plans?|dev(?:elopment)?\.? plans?)\b", re.IGNORECASE
)
_BARE_PLAN = re.compile(r"\bplans?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20(\d\d)\s?[/-]\s?(?:20)?(\d\d)\b")
_NEXT_YEAR = re.compile(r"\bnext (?:academic |school )?year(?:'s)?\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\blast (?:academic |school )?year(?:'s)?\b", re.IGNORECASE)


def kind_in(text: str) -> PaperKind | None:
    """Which of the two a text names; None for neither, or for both."""
    evaluation, plan = bool(_SELF_EVALUATION.search(text)), bool(_PLAN.search(text))
    if evaluation == plan:
        only_a_plan = _BARE_PLAN.search(text) and not evaluation
        return PaperKind.DEVELOPMENT_PLAN if only_a_plan else None
    return PaperKind.SELF_EVALUATION if evaluation else PaperKind.DEVELOPMENT_PLAN


def names_a_paper(text: str) -> bool:
    """Whether a text names a development plan or a self-evaluation, and not just any plan."""
    return bool(_SELF_EVALUATION.search(text) or _PLAN.search(text))


def year_in(text: str, turn: Turn) -> str:
    """The academic year that a text names; the present one where it names none."""
    now = turn.trust.calendar.academic_year_of(turn.today)
    named = _YEAR.search(text)
    if named and (int(named[1]) + 1) % 100 == int(named[2]):
        return year_name(2000 + int(named[1]))
    if _NEXT_YEAR.search(text):
        return year_after(now)
    return year_name(int(now[:4]) - 1) if _LAST_YEAR.search(text) else now


def named(school: str, kind: PaperKind, year: str, trust: Trust) -> str:
    """`Oak Bank's development plan for 2026/27`."""
    return f"{possessive(trust.school(school).known_as)} {CALLED[kind]} for {year}"


def possessive(name: str) -> str:
    """`Oak Bank's`, `St James'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def in_short(stands: Stands, turn: Turn) -> str:
    """How it stands, for a row: `Not in yet, due Fri 18 Dec`, `Signed off Mon 23 Nov`."""
    paper = stands.paper
    if paper is None:
        if stands.due_on is None:
            return "Not in"
        return f"Not in, {_due(stands.due_on, turn)}"
    day = wording.short_day(london_day(paper.last.at), turn.today)
    version = f" (version {paper.latest.version})" if paper.latest.version > 1 else ""
    if paper.last.deed is PaperDeed.HANDED_IN:
        return f"In since {day}{version}" + (", to be signed off" if stands.waits else "")
    return f"{wording.capitalised(paper.last.deed)} {day}{version}"


def _due(due_on: date, turn: Turn) -> str:
    day = wording.short_day(due_on, turn.today)
    return f"was due {day}" if due_on < turn.today else f"due {day}"


def whole(stands: Stands, turn: Turn) -> str:
    """How one paper stands, in sentences."""
    what = named(stands.school.urn, stands.kind, stands.year, turn.trust)
    paper = stands.paper
    if paper is None:
        when = ""
        if stands.due_on is not None:
            day = wording.day(stands.due_on)
            when = f" It was due on {day}." if stands.due_on < turn.today else f" It is due on {day}."
        return f"{what} is not in yet.{when}"
    latest, last, trust = paper.latest, paper.last, turn.trust
    version = f", version {latest.version}," if latest.version > 1 else ""
    who, when = trust.person(latest.by).name, wording.moment(latest.at)
    said = f"{what}{version} was handed in by {who} on {when}, as a {'link' if latest.link else 'file'}."
    if last.deed is PaperDeed.SIGNED_OFF:
        return f"{said} {trust.person(last.by).name} signed it off for the EIT on {wording.moment(last.at)}."
    if last.deed is PaperDeed.SENT_BACK:
        return (
            f"{said} {trust.person(last.by).name} sent it back on {wording.moment(last.at)}, so it is to be "
            "handed in again."
        )
    return said + (" It waits to be signed off by the EIT." if stands.waits else "")


def what_was_given(step: PaperStep) -> str:
    """The file's name, or where the link leads."""
    return step.file_name or f"Link to {host_of(step.link)}"


def what_happened(paper: SchoolPaper, trust: Trust) -> str:
    """What is true now, for somebody who was shown an earlier state."""
    last = paper.last
    did = {
        PaperDeed.HANDED_IN: f"handed in version {last.version}",
        PaperDeed.SIGNED_OFF: "signed it off",
        PaperDeed.SENT_BACK: "sent it back",
    }[last.deed]
    return f"That has changed meanwhile: {trust.person(last.by).name} {did} on {wording.moment(last.at)}."
