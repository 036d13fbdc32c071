"""Reporting on tailored plans: the form of a report, reading and amending it."""

from __future__ import annotations

import re
from typing import Any

from dialogs import cards, plan_report_cards, plan_reports_due, wording
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.form_questions import begin as begin_form
from dialogs.form_questions import show as show_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.plan_report_form import PLAN_REPORT, PlanReportContext, text_of, typed_from
from dialogs.plan_rows import TO_OF, period_in_words
from dialogs.plans import no_plan
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.plan_reporting import (
    ReportedAlready,
    amend_plan_report,
    file_plan_report,
    period_of,
    read_plan_report,
    require_report_to_amend,
)
from strategy.actions.planning import require_plan_of
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.plans import ReportedTo
from strategy.ports import Draft, DraftState, DutyQuery

_TO_BODIES = re.compile(
    r"\b(?:boards?|committee|executive team|half[ -]?term(?:ly)?|termly|this term|end of term)\b",
    re.IGNORECASE,
)


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """The form of the report that is meant; without a school, the reports that are due."""
    if asked.school is None:
        return await plan_reports_due.answer(turn, asked)
    to = ReportedTo.BODIES if _TO_BODIES.search(turn.incoming.text) else ReportedTo.CEO
    month = asked.starts or asked.date
    period = f"{month:%Y-%m}" if month and to is ReportedTo.CEO else None
    return await _begin(turn, asked.school, to, period)


async def begin_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button asks for the form of one report; without a period, of the one to be filed next."""
    school, to, period = (press.data.get(name) for name in ("school", "to", "period"))
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL, summary="Not possible")
    known = ReportedTo(to) if isinstance(to, str) and to in set(ReportedTo) else ReportedTo.CEO
    return await _begin(turn, school, known, period if isinstance(period, str) else None)


async def _begin(turn: Turn, school: str, to: ReportedTo, period: str | None) -> Reply:
    try:
        require_plan_of(turn.uow, turn.policy, turn.now, turn.speaker, school)
    except NotFound:
        return no_plan(turn, school)
    name = turn.trust.school(school).known_as
    period = period or await _next_period(turn, school, to)
    if period is None:
        said = f"No report on {name}'s plan to Board, Executive Team and committee is due."
        return turn.say(f"{said} The monthly one goes to the CEO.", summary=f"Nothing due: {name}")
    if period_of(to, period, turn.policy, turn.trust, turn.today) is None:
        said = (
            f"That report on {name}'s plan cannot be written: its time has not begun, or is not reported on."
        )
        return turn.say(said, summary=f"Not to be written: {name}")
    filed = await turn.uow.plan_reports.of_period(school, to, period)
    if filed is not None:
        return _already(turn, ReportedAlready(filed))
    about = f"new:{to}:{school}:{period}"
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, PLAN_REPORT):
        if draft.about == about:
            return await show_form(turn, draft, await context_of(turn, draft), resumed=True)
    last = await turn.uow.plan_reports.latest(school, to)
    typed = typed_from(last[0] if last else None, overall=False)
    draft = await start_draft(turn, PLAN_REPORT, typed, about)
    return await show_form(turn, draft, await context_of(turn, draft))


async def _next_period(turn: Turn, school: str, to: ReportedTo) -> str | None:
    """The period that is owed first, or for the CEO's the month that it is."""
    kind = next(kind for kind, of in TO_OF.items() if of is to)
    query = DutyQuery(kinds=frozenset({kind}), schools=frozenset({school}), arisen_by=turn.today)
    rows = await plan_reports_due.owed(turn, query)
    if rows:
        return rows[0].about
    return f"{turn.today:%Y-%m}" if to is ReportedTo.CEO else None


async def finish(turn: Turn, draft: Draft, context: PlanReportContext) -> Reply:
    """File or amend the report; where that cannot be, say why and keep everything."""
    checked = check(context.form, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    who: dict[str, Any] = {
        "uow": turn.uow,
        "policy": turn.policy,
        "now": turn.now,
        "person": turn.speaker,
    }
    text = text_of(checked.values, context)
    try:
        if context.amends:
            _, number, version = draft.about.split(":")
            report = await amend_plan_report(**who, report_id=int(number), shown=int(version), text=text)
        else:
            report = await file_plan_report(
                **who, school=context.school.urn, to=context.to, period=context.period, text=text
            )
    except Invalid as refused:
        faults = {("" if name == "period" else name): fault for name, fault in refused.faults.items()}
        return ask_again(turn, draft, context, faults)
    except ReportedAlready as already:
        return _already(turn, already, " What you typed is kept as a draft.")
    await put_away(turn, draft, DraftState.FILED, report.id)
    return plan_report_cards.receipt(turn, report)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """The receipt of a report that was filed: what a second press of the same form gets."""
    report = await turn.uow.plan_reports.get(draft.outcome or 0)
    if report is None:
        return turn.say("That was filed already.", summary="Already filed")
    return plan_report_cards.receipt(turn, report)


def _already(turn: Turn, already: ReportedAlready, kept_too: str = "") -> Reply:
    report = already.report
    school = turn.trust.school(report.school).known_as
    who = "You" if report.changed_by == turn.speaker.id else turn.trust.person(report.changed_by).name
    did = "amended" if report.version > 1 else "filed"
    said = f"{who} {did} the plan report on {school}, {period_in_words(report.period)}, on "
    said += f"{wording.moment(report.changed_at)}. You can read or amend it.{kept_too}"
    card = cards.card(
        [cards.heading(f"Already filed: {school}"), cards.words(said)],
        [
            cards.press("Read it", "plan.report.show", {"report": report.id, cards.BESIDE: True}),
            cards.press("Amend", "plan.report.amend", {"report": report.id, cards.BESIDE: True}),
        ],
        says=said,
    )
    return turn.say(said, summary=f"Already filed: {school}", card=card)


async def show(turn: Turn, press: Press) -> Reply:
    """A filed report, as it stands."""
    number = press.data.get("report")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report, actions = await read_plan_report(
        uow=turn.uow, now=turn.now, reader=turn.speaker, report_id=number
    )
    return plan_report_cards.reading(turn, report, actions)


async def read_last(turn: Turn, school: str, to: ReportedTo | None) -> Reply:
    """The last report on a school's plan that the speaker may read."""
    for kind in (to,) if to else (ReportedTo.CEO, ReportedTo.BODIES):
        for found in await turn.uow.plan_reports.latest(school, kind):
            try:
                report, actions = await read_plan_report(
                    uow=turn.uow, now=turn.now, reader=turn.speaker, report_id=found.id
                )
            except NotAllowed:
                continue
            return plan_report_cards.reading(turn, report, actions)
    name = turn.trust.school(school).known_as
    return turn.say(
        f"There is no report on {name}'s tailored plan that I can show you.", summary="No plan report"
    )


async def begin_amending(turn: Turn, press: Press) -> Reply:
    """The form with a filed report, to be amended."""
    number = press.data.get("report")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report = await require_report_to_amend(turn.uow, turn.policy, turn.now, turn.speaker, number)
    about = f"amend:{report.id}:{report.version}"
    return await begin_form(turn, PLAN_REPORT, typed_from(report, overall=True), about)
