"""Drafts in hand: what their form needs to know, how they are shown, saved and put away."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs import cards, form_cards, form_talk, wording
from dialogs.allocation_form import ALLOCATION
from dialogs.allocation_paper import ALLOCATION_PAPER
from dialogs.annual_review_form import ANNUAL_PAPER, ANNUAL_REVIEW
from dialogs.event_form import EVENT
from dialogs.event_paper import EVENT_PAPER
from dialogs.exit_item_form import EXIT_ITEM, EXIT_PAPER
from dialogs.forms import Form, check, settle
from dialogs.messages import Reply
from dialogs.minutes_form import MINUTES
from dialogs.minutes_paper import MINUTES_PAPER
from dialogs.next_year_form import NEXT_YEAR, NEXT_YEAR_PAPER
from dialogs.paper import Paper
from dialogs.plan_action_form import ACTION_PAPER, PLAN_ACTION
from dialogs.plan_report_form import PLAN_REPORT
from dialogs.plan_report_form import REPORT_PAPER as PLAN_REPORT_PAPER
from dialogs.recommendation_form import RECOMMENDATION
from dialogs.recommendation_paper import RECOMMENDATION_PAPER
from dialogs.report_cards import goes_to
from dialogs.report_form import AMENDMENT, FORMS, VISIT_REPORT, ReportContext
from dialogs.results_form import RESULTS, RESULTS_PAPER
from dialogs.review_form import REVIEW_OUTCOME
from dialogs.review_paper import REVIEW_PAPER
from dialogs.summary_form import SUMMARY, SUMMARY_PAPER
from dialogs.target_form import TARGETS
from dialogs.target_paper import TARGETS_PAPER
from dialogs.trust_plan_form import PRIORITY, PRIORITY_PAPER
from dialogs.turn import Turn
from strategy.actions.asking import list_duties
from strategy.actions.recipients import distribution
from strategy.duties import REPORTS
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState, DutyQuery

MOST_OWED = 60


async def report_context(turn: Turn) -> ReportContext:
    """What the report form needs to know about its author today."""
    owed = await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=DutyQuery(kinds=REPORTS, owner=turn.speaker.id, arisen_by=turn.today),
        deed=Deed.SEE_DEADLINES,
        limit=MOST_OWED,
    )
    form = turn.policy.on(turn.today, turn.trust.calendar).form
    limits = {
        "purpose": form.purpose.at_most_characters,
        "activities": form.activities.at_most_characters,
        "outcomes": form.outcomes.at_most_characters,
        "recommendations": form.recommendations.at_most_characters,
    }
    return ReportContext(turn.speaker, turn.trust, turn.today, owed.items, turn.reader, limits)


async def start_draft(
    turn: Turn, form: str, values: Mapping[str, str], about: str = "", *, author: int | None = None
) -> Draft:
    """A new draft with what is known, stored: the speaker's, or another author's."""
    return await turn.uow.drafts.start(
        Draft(
            id=0,
            key=secrets.token_urlsafe(12),
            form=form,
            author=turn.speaker.id if author is None else author,
            about=about,
            values=dict(values),
            state=DraftState.OPEN,
            created_at=turn.now,
            updated_at=turn.now,
        )
    )


async def keep(turn: Turn, draft: Draft, values: Mapping[str, str]) -> Draft:
    """Save what was entered, if it differs."""
    if dict(values) == dict(draft.values):
        return draft
    kept = replace(draft, values=dict(values), updated_at=turn.now, revision=draft.revision + 1)
    await turn.uow.drafts.save(kept)
    return kept


async def put_away(turn: Turn, draft: Draft, state: DraftState, outcome: int | None = None) -> None:
    """Close a draft. Its text goes: a filed report holds its own, a discarded one should hold none."""
    await turn.uow.drafts.save(
        replace(
            draft, values={}, state=state, outcome=outcome, updated_at=turn.now, revision=draft.revision + 1
        )
    )
    talk = turn.memory.get("talk")
    if isinstance(talk, dict) and talk.get("draft") == draft.key:
        del turn.memory["talk"]


def _called(draft: Draft, context: ReportContext) -> str:
    """What a draft is called: `your report on Marlow, Thu 19 November 2026`; nothing in it is as typed."""
    form = FORMS[draft.form]
    if form is AMENDMENT:
        return "your amendment"
    names = {entry.name for entry in form.fields}
    parts = []
    for name in ("school", "occasion"):
        if name in names:
            entry = form.field(name)
            settled = settle(entry, context, draft.values)
            choices = entry.choices(context, draft.values) if entry.choices else ()
            parts += [choice.title for choice in choices if choice.value == settled]
            if name == "school" and not parts and settled in context.trust.schools:
                parts.append(context.trust.school(settled).known_as)
    if "date" in names:
        parts += _day(draft.values.get("date", ""))
    return f"your report on {', '.join(parts)}" if parts else "your report"


def _day(iso: str) -> list[str]:
    try:
        return [wording.day(date.fromisoformat(iso))]
    except ValueError:
        return []


def _headline(draft: Draft, context: ReportContext) -> str:
    form = FORMS[draft.form]
    if form is not VISIT_REPORT:
        return form.title
    school = context.trust.schools.get(settle(form.field("school"), context, draft.values))
    return f"{form.title}: {school.known_as}" if school else form.title


def _before_filing(turn: Turn, draft: Draft, context: ReportContext) -> list[cards.Element]:
    """Who will receive the report, said before it is filed; nothing while that is not yet fixed."""
    if FORMS[draft.form] is not VISIT_REPORT:
        return []
    checked = check(VISIT_REPORT, context, draft.values)
    if not {"school", "role", "date"} <= checked.values.keys():
        return []
    school, role, day = (checked.values[name] for name in ("school", "role", "date"))
    people = goes_to(
        distribution(role, school.urn, turn.speaker.id, day, turn.policy, turn.trust), school.urn, turn.trust
    )
    return [cards.note(f"Once filed it goes to {people}.")] if people else []


REPORT_PAPER = Paper(
    noun="report",
    hand_in="file it",
    context=lambda turn, _draft: report_context(turn),
    form=lambda draft, _context: FORMS[draft.form],
    called=_called,
    headline=_headline,
    button=lambda draft, _context: "File amendment" if draft.form == AMENDMENT.name else "File report",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=_before_filing,
)
_PAPERS: Mapping[str, Paper] = {
    **dict.fromkeys(FORMS, REPORT_PAPER),
    ALLOCATION: ALLOCATION_PAPER,
    EVENT: EVENT_PAPER,
    RECOMMENDATION: RECOMMENDATION_PAPER,
    PLAN_ACTION: ACTION_PAPER,
    PLAN_REPORT: PLAN_REPORT_PAPER,
    EXIT_ITEM: EXIT_PAPER,
    TARGETS: TARGETS_PAPER,
    PRIORITY: PRIORITY_PAPER,
    NEXT_YEAR: NEXT_YEAR_PAPER,
    REVIEW_OUTCOME: REVIEW_PAPER,
    ANNUAL_REVIEW: ANNUAL_PAPER,
    MINUTES: MINUTES_PAPER,
    SUMMARY: SUMMARY_PAPER,
    RESULTS: RESULTS_PAPER,
}


def paper_of(draft: Draft) -> Paper:
    """Which kind of paper a draft is of."""
    return _PAPERS[draft.form]


async def context_of(turn: Turn, draft: Draft) -> Any:
    """What the draft's form needs to know today."""
    return await paper_of(draft).context(turn, draft)


def form_of(draft: Draft, context: Any) -> Form[Any]:
    """The form a draft is of."""
    return paper_of(draft).form(draft, context)


def called(draft: Draft, context: Any) -> str:
    """What a draft is called: `your report on Marlow, Thu 19 November 2026`; nothing in it is as typed."""
    return paper_of(draft).called(draft, context)


def yours(draft: Draft) -> str:
    """`Your report`."""
    return f"Your {paper_of(draft).noun}"


def is_asking(reply: Reply) -> bool:
    """Whether a reply is the question of a form, whose summary begins with whose paper it is."""
    asking = tuple(f"Your {paper.noun}" for paper in _PAPERS.values())
    return any(message.summary.startswith(asking) for message in reply.messages)


def show_section(
    turn: Turn,
    draft: Draft,
    context: Any,
    section: int,
    *,
    faults: Mapping[str, str] | None = None,
    status: str = "",
    text: str = "",
) -> Reply:
    """One section of the draft's form as a card."""
    form, paper = form_of(draft, context), paper_of(draft)
    if not status and draft.revision > 1:
        status = f"Saved at {wording.clock_time(draft.updated_at)}."
    made = form_cards.section_card(
        form,
        context,
        draft.values,
        section=section,
        key=draft.key,
        faults=faults or {},
        status=status,
        before_last_button=paper.beneath(turn, draft, context),
        finish=paper.button(draft, context),
        headline=paper.headline(draft, context),
        above=paper.above(context),
        beside=lambda field: paper.beside(draft, context, field),
    )
    if faults:
        labels = [form.field(name).label for name in faults if name]
        text = f"Please look at {wording.listed(labels)}." if labels else faults[""]
    return turn.say(
        text or f"Here is the form for {called(draft, context)}.",
        summary=f"{yours(draft)} form: {form.sections[section].title}"[:120],
        card=made,
    )


def ask_again(turn: Turn, draft: Draft, context: Any, faults: Mapping[str, str]) -> Reply:
    """Show the first section (or ask the first field) that has a fault; everything stays in the draft."""
    form = form_of(draft, context)
    named = [entry.name for entry in form.fields if entry.name in faults]
    talks = "talk" in turn.memory or not turn.incoming.shows_cards
    if talks and turn.incoming.press is None and named:
        turn.memory["talk"] = {"draft": draft.key, "at": named[0]}
        asked = form_talk.question(form, context, draft.values, named[0])
        return turn.say(f"{faults[named[0]]}\n{asked}", summary=f"{yours(draft)}: one more question")
    section = form.section_of(named[0]) if named else len(form.sections) - 1
    return show_section(turn, draft, context, section, faults=faults)
