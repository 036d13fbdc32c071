"""Reporting on tailored plans: which reports are due, the form of one, reading and amending it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs import cards, plan_report_cards, wording
from dialogs.asked_again import kept
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.form_questions import show as show_form
from dialogs.forms import check
from dialogs.messages import Press, Reply, Table
from dialogs.plan_report_form import PLAN_REPORT, PlanReportContext, text_of, typed_from
from dialogs.plan_rows import TO_OF, called, period_in_words
from dialogs.plans import no_plan
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import list_duties
from strategy.actions.plan_reporting import (
    ReportedAlready,
    amend_plan_report,
    file_plan_report,
    period_of,
    read_plan_report,
    require_report_to_amend,
)
from strategy.actions.planning import may_write, require_plan_of
from strategy.duties import PLAN_REPORTS, days_late
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.permissions import Deed, scope
from strategy.plans import ReportedTo
from strategy.ports import Draft, DraftState, DutyQuery, DutyRow

PAGE = 8
MOST = 5_000
_TO_BODIES = re.compile(
    r"\b(?:boards?|committee|executive team|half[ -]?term(?:ly)?|termly|this term|end of term)\b",
    re.IGNORECASE,
)


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """The form of the report that is meant; without a school, the reports that are due."""
    if asked.school is None:
        return await due(turn, asked)
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
    filed = await turn.uow.plan_reports.of_period(school, to, period)
    if filed is not None:
        return _already(turn, ReportedAlready(filed))
    if period_of(to, period, turn.policy, turn.trust, turn.today) is None:
        said = f"The plan report of {period_in_words(period)} on {name} cannot be written: "
        said += "that has not begun yet, or is not reported on."
        return turn.say(said, summary=f"Not to be written: {name}")
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
    rows = await _owed(turn, query)
    if rows:
        return rows[0].about
    return f"{turn.today:%Y-%m}" if to is ReportedTo.CEO else None


async def due(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """The reports on plans that are not filed: those that have begun, or of the days that were named."""
    if not scope(turn.speaker, Deed.READ_PLAN_REPORT, turn.trust, frozenset()).everything:
        raise NotAllowed(Deed.READ_PLAN_REPORT)
    query = DutyQuery(kinds=PLAN_REPORTS, arisen_by=turn.today)
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    if starts or ends:
        query = replace(query, due_from=starts, due_to=ends, arisen_by=None)
    if asked.status == "overdue":
        query = replace(query, due_before=turn.today)
    if asked.school:
        query = replace(query, schools=frozenset({asked.school}))
    rows = await _owed(turn, query)
    return _list(turn, asked, rows, offset)


async def _owed(turn: Turn, query: DutyQuery) -> list[DutyRow]:
    page = await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=query,
        deed=Deed.SEE_DEADLINES,
        limit=MOST,
    )
    return list(page.items)


def _list(turn: Turn, asked: Interpretation, rows: list[DutyRow], offset: int) -> Reply:
    of = _of_days(asked)
    late = sum(row.due_on < turn.today for row in rows)
    if not rows:
        kind = "overdue" if asked.status == "overdue" else "to be filed"
        return turn.say(f"No plan report is {kind}{of}.", summary="Plan reports: none")
    said = f"{wording.capitalised(wording.several(len(rows), 'plan report'))} "
    said += f"{'is' if len(rows) == 1 else 'are'} to be filed{of}"
    said += f", {'of which ' if late < len(rows) else ''}{late or 'none'} late." if late else "."
    page = rows[offset : offset + PAGE]
    end = offset + len(page)
    again = Interpretation(
        intent=Intent.PLAN_REPORT,
        starts=asked.starts or asked.date,
        ends=asked.ends or asked.date,
        status=asked.status,
        school=asked.school,
    )
    turn.memory.pop("more", None)
    if end < len(rows) or offset:
        said += f" Showing {offset + 1} to {end} of {len(rows)}."
    if end < len(rows):
        turn.memory["more"] = {"ask": kept(again), "offset": end}
    turn.memory["rows"] = [list(_way(turn, row)) for row in page]
    writes = may_write(turn.speaker, page[0].school, turn.today, turn.uow) and not turn.incoming.read_only
    body: list[cards.Element] = [cards.heading("Plan reports to be filed"), cards.words(said)]
    lines = []
    for number, row in enumerate(page, 1):
        school, what, when = _texts(turn, row)
        lines.append((str(number), school, what, when))
        overdue = row.due_on < turn.today
        shown = [
            cards.words(school, bold=True),
            cards.beneath(what),
            cards.words(when, size="small", spacing="none", colour="attention" if overdue else "default"),
        ]
        do, data = _way(turn, row)
        button = cards.press("Report" if writes else "See plan", do, {**data, cards.BESIDE: True})
        body.append(cards.with_button(shown, button))
    back = {"ask": kept(again), "offset": max(offset - PAGE, 0)}
    actions = [
        cards.press("Next", "list.page", {"ask": kept(again), "offset": end}) if end < len(rows) else None,
        cards.press("Back", "list.page", back) if offset else None,
    ]
    return turn.say(
        said,
        in_full=f"{said} Say a number to {'write' if writes else 'open'} one.",
        summary=f"Plan reports: {len(rows)}",
        table=Table(("", "School", "Report", "Due"), tuple(lines)),
        card=cards.card(body, actions, says=said),
    )


def _texts(turn: Turn, row: DutyRow) -> tuple[str, str, str]:
    late = days_late(row.due_on, turn.today, turn.trust.calendar) if row.due_on < turn.today else 0
    when = f"due {wording.short_day(row.due_on, turn.today)}"
    when += f", {wording.several(late, 'working day')} late" if late else ""
    what = wording.capitalised(called(row.kind, row.about))
    return turn.trust.school(row.school).known_as, what, when


def _way(turn: Turn, row: DutyRow) -> tuple[str, dict[str, object]]:
    if not may_write(turn.speaker, row.school, turn.today, turn.uow) or turn.incoming.read_only:
        return "plan.show", {"school": row.school}
    return "plan.report.start", {"school": row.school, "to": TO_OF[row.kind].value, "period": row.about}


def _of_days(asked: Interpretation) -> str:
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    if starts and ends and starts.day == 1 and _is_month(starts, ends):
        return f" for {starts:%B %Y}"
    return f" {wording.span(starts, ends, starts or ends)}" if starts and ends else ""


def _is_month(starts: date, ends: date) -> bool:
    return (starts.year, starts.month) == (ends.year, ends.month) and ends.day >= 28


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
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, PLAN_REPORT):
        if draft.about == about:
            return await show_form(turn, draft, await context_of(turn, draft), resumed=True)
    draft = await start_draft(turn, PLAN_REPORT, typed_from(report, overall=True), about)
    return await show_form(turn, draft, await context_of(turn, draft))
