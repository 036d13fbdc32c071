"""Report drafts in hand: what their form needs to know, how they are shown, saved, filed and put away."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dialogs import cards, form_cards, form_talk, wording
from dialogs.forms import Form, check, settle
from dialogs.messages import Reply
from dialogs.report_cards import goes_to, receipt
from dialogs.report_form import AMENDMENT, FORMS, HALF_TERM_REPORT, VISIT_REPORT, ReportContext, text_of
from dialogs.turn import Turn
from strategy.actions.asking import list_duties
from strategy.actions.filing import (
    AlreadyFiled,
    VisitOccasion,
    amend_report,
    file_half_term_report,
    file_visit_report,
)
from strategy.actions.recipients import distribution, distribution_of
from strategy.errors import Invalid, Stale
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState, DutyQuery
from strategy.visits import Mode

MOST_OWED = 60


async def report_context(turn: Turn) -> ReportContext:
    """What the report form needs to know about its author today."""
    owed = await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=DutyQuery(owner=turn.speaker.id, arisen_by=turn.today),
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


def form_of(draft: Draft) -> Form[ReportContext]:
    """The form a draft is of."""
    return FORMS[draft.form]


async def start_draft(turn: Turn, form: str, values: Mapping[str, str], about: str = "") -> Draft:
    """A new draft with what is known, stored."""
    return await turn.uow.drafts.start(
        Draft(
            id=0,
            key=secrets.token_urlsafe(12),
            form=form,
            author=turn.speaker.id,
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


def called(draft: Draft, context: ReportContext) -> str:
    """What a draft is called: `your report on Marlow, Thu 19 November 2026`."""
    form = form_of(draft)
    names = {entry.name for entry in form.fields}
    parts = []
    for name in ("school", "date", "occasion"):
        if name in names:
            shown = form_talk.shown(form.field(name), context, draft.values, 80)
            day = shown[:4].isdigit() and len(shown) == len("2026-11-23")
            parts.append(_day(shown) if day else shown)
    if form is AMENDMENT:
        return "your amendment"
    told = ", ".join(part for part in parts if part != "-")
    return f"your report on {told}" if told else "your report"


def _day(iso: str) -> str:
    try:
        return wording.day(date.fromisoformat(iso))
    except ValueError:
        return iso


def show_section(
    turn: Turn,
    draft: Draft,
    context: ReportContext,
    section: int,
    *,
    faults: Mapping[str, str] | None = None,
    status: str = "",
    text: str = "",
) -> Reply:
    """One section of the draft's form as a card."""
    form = form_of(draft)
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
        before_last_button=_before_filing(turn, draft, context),
        finish="File amendment" if form is AMENDMENT else "File report",
        headline=_headline(draft, context),
    )
    if faults:
        labels = [form.field(name).label for name in faults if name]
        text = f"Please look at {wording.listed(labels)}." if labels else faults[""]
    return turn.say(
        text or f"Here is the form for {called(draft, context)}.",
        summary=f"Your report form: {form.sections[section].title}",
        card=made,
        suggestions=("Ask me instead",),
    )


def _headline(draft: Draft, context: ReportContext) -> str:
    form = form_of(draft)
    if form is not VISIT_REPORT:
        return form.title
    school = context.trust.schools.get(settle(form.field("school"), context, draft.values))
    return f"{form.title}: {school.known_as}" if school else form.title


def _before_filing(turn: Turn, draft: Draft, context: ReportContext) -> list[cards.Element]:
    """Who will receive the report, said before it is filed; nothing while that is not yet fixed."""
    if form_of(draft) is not VISIT_REPORT:
        return []
    checked = check(VISIT_REPORT, context, draft.values)
    if not {"school", "role", "date"} <= checked.values.keys():
        return []
    school, role, day = (checked.values[name] for name in ("school", "role", "date"))
    people, _ = goes_to(
        distribution(role, school.urn, turn.speaker.id, day, turn.policy, turn.trust), school.urn, turn.trust
    )
    return [cards.note(f"Once filed it goes to {people}.")] if people else []


async def finish(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    """File the draft's report or amendment; where it cannot be, say why and keep everything."""
    form = form_of(draft)
    checked = check(form, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    try:
        if form is AMENDMENT:
            return await _amend(turn, draft, checked.values)
        text = text_of(checked.values)
        if form is HALF_TERM_REPORT:
            filed = await file_half_term_report(
                uow=turn.uow,
                policy=turn.policy,
                now=turn.now,
                author=turn.speaker,
                duty_id=checked.values["occasion"],
                text=text,
            )
        else:
            occasion = VisitOccasion(
                school=checked.values["school"].urn,
                capacity=checked.values["role"],
                day=checked.values["date"],
                mode=Mode.TEAMS if draft.values.get("mode") == Mode.TEAMS else Mode.ON_SITE,
                days=Decimal(draft.values.get("days") or "1"),
            )
            filed = await file_visit_report(
                uow=turn.uow,
                policy=turn.policy,
                now=turn.now,
                author=turn.speaker,
                occasion=occasion,
                text=text,
            )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except AlreadyFiled as refused:
        return already_filed(turn, refused, draft)
    await put_away(turn, draft, DraftState.FILED, filed.report.id)
    said, card = receipt(filed.report, filed.goes_to, turn.trust)
    return turn.say(
        said, summary=f"Report filed: {turn.trust.school(filed.report.school).known_as}", card=card
    )


async def _amend(turn: Turn, draft: Draft, values: Mapping[str, Any]) -> Reply:
    _, report_id, version = draft.about.split(":")
    try:
        report = await amend_report(
            uow=turn.uow,
            now=turn.now,
            author=turn.speaker,
            report_id=int(report_id),
            base_version=int(version),
            text=text_of(values),
        )
    except Stale:
        return turn.say(
            "The report was amended elsewhere after you began. Your text is kept in this draft; read the "
            "report as it is now before you go on.",
            summary="The report has changed meanwhile",
            card=cards.card(
                [
                    cards.heading("The report has changed meanwhile"),
                    cards.words("What you typed is kept. Read the report as it is now, then amend it again."),
                ],
                [cards.press("Read it", "report.show", {"report": int(report_id)})],
                says="The report has changed meanwhile.",
            ),
        )
    await put_away(turn, draft, DraftState.FILED, report.id)
    school = turn.trust.school(report.school).known_as
    said = f"Amended: your report on {school} is now version {report.version}. The earlier text is kept."
    card = cards.card(
        [cards.heading(f"Report amended: {school}"), cards.words(said)],
        [
            cards.press("Read it", "report.show", {"report": report.id}),
            cards.press("What was changed", "report.versions", {"report": report.id}),
        ],
        says=said,
    )
    return turn.say(said, summary=f"Report amended: {school}", card=card)


def ask_again(turn: Turn, draft: Draft, context: ReportContext, faults: Mapping[str, str]) -> Reply:
    """Show the first section (or ask the first field) that has a fault; everything stays in the draft."""
    form = form_of(draft)
    named = [entry.name for entry in form.fields if entry.name in faults]
    if "talk" in turn.memory and named:
        turn.memory["talk"] = {"draft": draft.key, "at": named[0]}
        asked = form_talk.question(form, context, draft.values, named[0])
        return turn.say(f"{faults[named[0]]}\n{asked}", summary="Your report: one more question")
    section = form.section_of(named[0]) if named else len(form.sections) - 1
    return show_section(turn, draft, context, section, faults=faults)


def already_filed(turn: Turn, refused: AlreadyFiled, draft: Draft | None = None) -> Reply:
    """What is true where a visit has its report already; a draft's text is kept."""
    kept = " What you typed is kept as a draft." if draft is not None else ""
    if refused.report is None:
        said = (
            f"That visit was reported before it came into Keystone, so there is nothing more to file.{kept}"
        )
        return turn.say(said, summary="Already reported", card=cards.card([cards.words(said)], says=said))
    report = refused.report
    school = turn.trust.school(report.school).known_as
    said = (
        f"Your report on {school}, {wording.day(report.visit_on)}, was filed "
        f"{wording.moment(report.filed_at)}, and one visit has one report. You can read or amend it.{kept}"
    )
    card = cards.card(
        [cards.heading(f"Already filed: {school}"), cards.words(said)],
        [
            cards.press("Read it", "report.show", {"report": report.id}),
            cards.press("Amend", "report.amend", {"report": report.id}),
        ],
        says=said,
    )
    return turn.say(said, summary=f"Already filed: {school}", card=card)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """The receipt of a draft that has been filed: what a second press of the same form gets."""
    report = await turn.uow.reports.get(draft.outcome or 0)
    if report is None:
        return turn.say("That draft has been filed already.", summary="Already filed")
    said, card = receipt(report, distribution_of(report, turn.policy, turn.trust), turn.trust)
    return turn.say(said, summary="Report filed", card=card)
