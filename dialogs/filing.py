"""Beginning a report: finding what it is for, and showing its form with what is known filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.drafting import keep, report_context, start_draft
from dialogs.form_questions import show
from dialogs.forms import check_field
from dialogs.handing_in import already_filed
from dialogs.messages import Reply
from dialogs.report_form import AMENDMENT, HALF_TERM_REPORT, SCHOOL, VISIT_REPORT, ReportContext
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.capacities import schools_to_visit
from strategy.actions.filing import AlreadyFiled, visit_on
from strategy.actions.reading import read_report
from strategy.people import Capacity
from strategy.ports import Draft, DraftState, DutyRow
from strategy.reports import Report
from strategy.visits import Visit

_HALF_TERMLY = re.compile(r"half[\s-]*term", re.IGNORECASE)


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Somebody wants to write a report: find what for, and show the form with what is known filled in."""
    context = await report_context(turn)
    visits = [duty for duty in context.owed if duty.visit is not None]
    half_terms = [duty for duty in context.owed if duty.deployment is not None]
    may_visit = bool(schools_to_visit(turn.speaker, turn.today, turn.trust)) or bool(visits)
    if half_terms and (not may_visit or _HALF_TERMLY.search(turn.incoming.text)):
        return await _begin_half_term(turn, context, asked, half_terms)
    if not may_visit:
        return _nothing_to_report(turn)
    fault = _school_fault(context, asked.school)
    if fault:
        return turn.say(fault, summary="Not one of your schools")
    values = _known(context, asked, visits)
    choosing = _which_visit(turn, asked, visits, values)
    if choosing is not None:
        return choosing
    return await _show_for(turn, context, values)


async def _show_for(turn: Turn, context: ReportContext, values: dict[str, str]) -> Reply:
    """The form for what is known: a draft begun before, or a new one with what the diary says filled in."""
    visit = None
    if values.get("school") and values.get("date"):
        day = date.fromisoformat(values["date"])
        role = values.get("role", "")
        capacity = Capacity(role) if role in set(Capacity) else None
        visit = await visit_on(turn.uow, turn.speaker, values["school"], day, capacity)
    if visit is not None:
        report = await turn.uow.reports.of_visit(visit.id)
        if report is not None or visit.reported_on is not None:
            return already_filed(turn, AlreadyFiled(report))
    draft = await _open_draft(turn, values)
    if draft is not None:
        return await show(turn, draft, context, resumed=True)
    if visit is not None and visit.purpose_to_report:
        values = {"purpose": visit.purpose_to_report, **values}
    return await show(turn, await start_draft(turn, VISIT_REPORT.name, values), context)


def _nothing_to_report(turn: Turn) -> Reply:
    return turn.say(
        "I have no visit or deployment of yours to report on. Reports come from School Improvement "
        "Partners, advisers, the Lead SIP, SLEs and team members deployed in a school.",
        summary="No report to file",
    )


def _school_fault(context: ReportContext, urn: str | None) -> str:
    if urn is None:
        return ""
    try:
        check_field(SCHOOL, context, {"school": urn})
    except ValueError as fault:
        return str(fault)
    return ""


def _known(context: ReportContext, asked: Interpretation, visits: list[DutyRow]) -> dict[str, str]:
    """What is known before the first question: from the sentence, the diary, and what the author is."""
    fitting = [
        duty for duty in visits if asked.school in (None, duty.school) and asked.date in (None, duty.about_on)
    ]
    one = fitting[0] if len(fitting) == 1 and (asked.school or asked.date or len(visits) == 1) else None
    day = asked.date or (one.about_on if one else None)
    values = {
        "school": asked.school or (one.school if one else ""),
        "date": day.isoformat() if day else "",
        "role": one.capacity.value if one else "",
        "mode": asked.mode.value if asked.mode else "",
        "days": str(asked.days) if asked.days else "",
    }
    return {name: value for name, value in values.items() if value}


def _which_visit(
    turn: Turn, asked: Interpretation, visits: list[DutyRow], values: Mapping[str, str]
) -> Reply | None:
    """Ask which visit where several wait for a report and the sentence does not say."""
    waiting = [duty for duty in visits if values.get("school", duty.school) == duty.school]
    if values.get("date") or len(waiting) < 2:
        return None
    said = f"{wording.several(len(waiting), 'visit')} of yours wait for a report. Which one is it?"
    shown = waiting[:8]
    names = [
        f"{turn.trust.school(d.school).known_as}, {wording.short_day(d.about_on, turn.today)}" for d in shown
    ]
    turn.memory["rows"] = [["report.start", {"visit": duty.visit}] for duty in shown]
    actions = [
        cards.press(name, "report.start", {"visit": duty.visit})
        for name, duty in zip(names, shown, strict=True)
    ]
    actions.append(cards.press("Another visit", "report.start", {"school": asked.school or ""}))
    card = cards.card([cards.heading("Which visit?"), *cards.choices(actions)], says=said)
    numbered = "\n".join(f"{number}. {name}" for number, name in enumerate(names, 1))
    return turn.say(
        said,
        in_full=f"{said}\n{numbered}\nSay its number, or the school and the day of another visit.",
        summary="Which visit is the report on?",
        card=card,
    )


async def _open_draft(turn: Turn, values: Mapping[str, str]) -> Draft | None:
    """An open draft for the same visit, or for the same school while one of the two has no day."""
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, VISIT_REPORT.name):
        if values.get("school") and draft.values.get("school") != values["school"]:
            continue
        days = {draft.values.get("date", ""), values.get("date", "")} - {""}
        roles = {draft.values.get("role", ""), values.get("role", "")} - {""}
        if len(days) > 1 or len(roles) > 1 or not values.get("school"):
            continue
        return draft if "date" in draft.values else await keep(turn, draft, {**draft.values, **values})
    return None


async def _begin_half_term(
    turn: Turn, context: ReportContext, asked: Interpretation, owed: list[DutyRow]
) -> Reply:
    fitting = [duty for duty in owed if asked.school in (None, duty.school)]
    if asked.school and not fitting:
        school = turn.trust.school(asked.school).known_as
        return turn.say(f"You owe no half-termly report for {school} at the moment.", summary="Nothing owed")
    return await _show_half_term(turn, context, {"occasion": str(fitting[0].id)} if len(fitting) == 1 else {})


async def _show_half_term(turn: Turn, context: ReportContext, values: dict[str, str]) -> Reply:
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, HALF_TERM_REPORT.name):
        if not values or draft.values.get("occasion") == values["occasion"]:
            return await show(turn, draft, context, resumed=True)
    return await show(turn, await start_draft(turn, HALF_TERM_REPORT.name, values), context)


async def begin_for_half_term(turn: Turn, duty_id: object) -> Reply:
    """A row asks for the form of one half-termly report."""
    context = await report_context(turn)
    owed = [duty for duty in context.owed if duty.deployment is not None and duty.id == duty_id]
    if not owed:
        return turn.say("That report isn't yours to write, or it is not owed any more.", summary="Not owed")
    return await _show_half_term(turn, context, {"occasion": str(owed[0].id)})


async def begin_for_visit(turn: Turn, data: Mapping[str, Any]) -> Reply:
    """A row or button asks for the form of one visit, or of another that the diary does not have."""
    context = await report_context(turn)
    number, school = data.get("visit"), data.get("school")
    values: dict[str, str] = {}
    if isinstance(number, int):
        visit = await turn.uow.visits.get(number)
        if visit is None or not await _may_write(turn, visit):
            said = wording.REFUSAL if visit is None else await _why_not(turn, visit)
            return turn.say(said, summary="Not yours to report")
        if visit.cancelled_on is not None and visit.author != turn.speaker.id:
            return turn.say("That visit was cancelled, so no report on it is owed.", summary="Not owed")
        if visit.ends > turn.today:
            return turn.say(
                f"That visit is on {wording.day(visit.ends)}; its report is written afterwards.",
                summary="Not yet",
            )
        values = {"school": visit.school, "date": visit.ends.isoformat(), "role": visit.capacity.value}
        return await _show_for(turn, context, values)
    if not schools_to_visit(turn.speaker, turn.today, turn.trust):
        return _nothing_to_report(turn)
    if isinstance(school, str) and school and not _school_fault(context, school):
        values = {"school": school}
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, VISIT_REPORT.name):
        if draft.values == values:
            return await show(turn, draft, context)
    return await show(turn, await start_draft(turn, VISIT_REPORT.name, values), context)


async def _may_write(turn: Turn, visit: Visit) -> bool:
    """Whether a visit's report is the speaker's to write: they went, or it was given to them."""
    entries = await turn.uow.duties.of_visits([visit.id])
    return turn.speaker.id in (visit.author, *(entry.duty.owner for entry in entries))


async def _why_not(turn: Turn, visit: Visit) -> str:
    """Whoever had been given a visit's report is told that it is theirs no more; others are told nothing."""
    for entry in await turn.uow.duties.of_visits([visit.id]):
        changes = await turn.uow.duty_changes.of_duty(entry.id)
        if any(change.to_person == turn.speaker.id for change in changes):
            return "That report isn't yours to write any more."
    return wording.REFUSAL


async def begin_amending(turn: Turn, report_id: object) -> Reply:
    """The form with a filed report's text, to be changed and filed as its next version."""
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report = await read_report(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report_id=report_id
    )
    if report.author != turn.speaker.id:
        return turn.say("Only its author can amend a report.", summary="Not possible")
    about = _about_amending(report)
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, AMENDMENT.name):
        if draft.about == about:
            return await show(turn, draft, await report_context(turn), resumed=True)
    values = {
        "purpose": report.text.purpose,
        "activities": report.text.activities,
        "outcomes": report.text.outcomes,
        "recommendations": report.text.recommendations,
    }
    return await show(
        turn, await start_draft(turn, AMENDMENT.name, values, about), await report_context(turn)
    )


async def go_on_amending(turn: Turn, key: object) -> Reply:
    """Put an amendment that was overtaken on top of the report as it is now, its text unchanged."""
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id or draft.form != AMENDMENT.name:
        return turn.say("I don't have that draft any more.", summary="No such draft")
    if draft.state is not DraftState.OPEN:
        return turn.say("That draft is closed. Please read the report again.", summary="Draft closed")
    report = await read_report(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        report_id=int(draft.about.split(":")[1]),
    )
    onto = replace(
        draft,
        about=_about_amending(report),
        updated_at=turn.now,
        revision=draft.revision + 1,
    )
    await turn.uow.drafts.save(onto)
    return await show(turn, onto, await report_context(turn))


def _about_amending(report: Report) -> str:
    return f"amend:{report.id}:{report.version}"
