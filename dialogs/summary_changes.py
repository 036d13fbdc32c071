"""Reports that were amended, withdrawn or came in since a summary was drafted: said, and put right in it."""

from __future__ import annotations

from dialogs import wording
from dialogs.drafting import context_of, keep
from dialogs.summary_form import SCHOOLS, SOURCES, SummaryContext, field_of, spelled
from dialogs.summary_words import FOUND, RECOMMENDED, attribution_in
from dialogs.turn import Turn
from strategy.ports import Draft
from strategy.reports import Report, ReportText
from strategy.summaries import joined, place_of, put_right, quote

_PARTS = ((FOUND, "outcomes"), (RECOMMENDED, "recommendations"))
MOST = 8
"""Changes that are named one by one."""


async def brought_up_to_date(
    turn: Turn, draft: Draft, context: SummaryContext
) -> tuple[Draft, SummaryContext, str]:
    """The draft with what its reports say now, and what that changed, in words; "" where nothing did.

    A quote that somebody has edited stays as they left it, and they are told to look at it.
    """
    changes = context.changes
    if not changes:
        return draft, context, ""
    values, sources, lines = dict(draft.values), dict(context.sources), []
    for report in changes.amended:
        before = await _text_at(turn, report.id, sources[report.id])
        done = _replaced(values, report, before, report.text, turn)
        who = turn.trust.person(report.author).name
        lines.append(f"{who} has amended the report on {_of(report, turn)}. {_told(done)}")
        sources[report.id] = report.version
    for number in changes.withdrawn:
        lines += await _withdrawn(turn, values, number, sources.pop(number))
    for report in changes.new:
        _add(values, report, turn)
        sources[report.id] = report.version
        who = turn.trust.person(report.author).name
        lines.append(f"{who} has filed a report on {_of(report, turn)}. It is in the draft now.")
    draft = await keep(turn, draft, {**values, SOURCES: spelled(sources)})
    more = [f"And {len(lines) - MOST} more."] if len(lines) > MOST else []
    said = "\n".join(["Reports have changed since I made this draft.", *lines[:MOST], *more])
    return draft, await context_of(turn, draft), said


async def _withdrawn(turn: Turn, values: dict[str, str], number: int, version: int) -> list[str]:
    found = await turn.uow.reports.withdrawal(number)
    if found is None:
        return []
    report, withdrawal = found
    done = _replaced(values, report, await _text_at(turn, number, version), None, turn)
    who = turn.trust.person(withdrawal.withdrawn_by).name
    told = "I have taken it out." if done else "You have edited what it says, so please take it out yourself."
    return [f"{who} has withdrawn the report on {_of(report, turn)}. {told}"]


def _told(done: bool) -> str:
    if done:
        return "The draft quotes it as it is now."
    return "You have edited what it says, so I left that alone: please look at it."


def _of(report: Report, turn: Turn) -> str:
    school = turn.trust.school(report.school).known_as
    return f"{school} (visit of {wording.short_day(report.visit_on, turn.today)})"


async def _text_at(turn: Turn, report: int, version: int) -> ReportText | None:
    versions = await turn.uow.reports.versions(report)
    return next((each.text for each in versions if each.number == version), None)


def _replaced(
    values: dict[str, str], report: Report, before: ReportText | None, after: ReportText | None, turn: Turn
) -> bool:
    """Put a report's new text in the place of the old one; whether all of the old one was found."""
    source, done = attribution_in(turn.trust)(report), True
    for part, name in _PARTS:
        field = field_of(part, report.school)
        old = quote(source, getattr(before, name)) if before is not None else ""
        new = quote(source, getattr(after, name)) if after is not None else ""
        if old == new:
            continue
        text = put_right(values.get(field, ""), old, new)
        if text is None:
            done = False
        else:
            values[field] = text
    return done


def _add(values: dict[str, str], report: Report, turn: Turn) -> None:
    """Put a report beneath what there is of its school, which comes in at its place."""
    schools = values.get(SCHOOLS, "").split()
    if report.school not in schools:
        place = place_of(turn.trust.school(report.school))
        before = [urn for urn in schools if place_of(turn.trust.school(urn)) < place]
        schools.insert(len(before), report.school)
        values[SCHOOLS] = " ".join(schools)
    source = attribution_in(turn.trust)(report)
    for part, name in _PARTS:
        field = field_of(part, report.school)
        values[field] = joined([values.get(field, ""), quote(source, getattr(report.text, name))])
