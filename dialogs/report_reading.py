"""Reading filed reports: finding the one that is meant, its text, and what was changed in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs import cards, report_cards, wording
from dialogs.duty_lists import CAPACITIES
from dialogs.filing import begin_amending
from dialogs.just_read import remember
from dialogs.messages import Reply, Table
from dialogs.reading_cards import Reading
from dialogs.remark_cards import Said
from dialogs.report_cards import title
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_lists import is_told_of_report
from strategy.actions.answering import answers_open, remarks_for
from strategy.actions.asking import find_reports, list_visits
from strategy.actions.reading import read_report, read_versions
from strategy.actions.showing import meetings_of
from strategy.errors import NotAllowed, NotFound
from strategy.ports import VisitQuery
from strategy.reports import Report
from strategy.visits import VisitStatus

_AMENDS = re.compile(
    r"(?:please |can i |could i |i (?:want|need|would like|'d like) to )?"
    r"(?:amend|correct|change|edit|revise)\b",
    re.IGNORECASE,
)


async def find(turn: Turn, asked: Interpretation) -> Reply:
    """Show the report a sentence means; offer several where it does not say which."""
    found = await found_by(turn, asked)
    if not found:
        return await none_found(turn, asked)
    if len(found) == 1 or asked.which:
        own = found[0].author == turn.speaker.id and not turn.incoming.read_only
        if own and _AMENDS.match(turn.incoming.text.strip()):
            return await begin_amending(turn, found[0].id)
        return await show(turn, {"report": found[0].id})
    return choose(turn, found)


async def found_by(turn: Turn, asked: Interpretation) -> list[Report]:
    """The reports that a sentence may mean, newest first, as far as the speaker may read them."""
    author = turn.trust.by_email(asked.person) if asked.person else None
    return await find_reports(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        school=asked.school,
        author=author.id if author else None,
        capacity=CAPACITIES.get(asked.role or ""),
        starts=asked.starts or asked.date,
        ends=asked.ends or asked.date,
        limit=8,
    )


async def none_found(turn: Turn, asked: Interpretation) -> Reply:
    """That there is no such report."""
    where = f" on {turn.trust.school(asked.school).known_as}" if asked.school else ""
    day = f" for {wording.day(asked.date)}" if asked.date else ""
    said = f"There is no filed report{where}{day} that I can show you."
    return turn.say(said + await _reported_before_keystone(turn, asked), summary="No report")


async def _reported_before_keystone(turn: Turn, asked: Interpretation) -> str:
    """Says of a visit that was reported before the trust used Keystone, so that its text is elsewhere."""
    author = turn.trust.by_email(asked.person) if asked.person else None
    query = VisitQuery(
        today=turn.today,
        author=author.id if author else None,
        schools=frozenset({asked.school}) if asked.school else None,
        capacity=CAPACITIES.get(asked.role or ""),
        status=VisitStatus.DONE,
        starts=asked.starts or asked.date,
        ends=asked.ends or asked.date,
        newest_first=True,
    )
    try:
        page = await list_visits(uow=turn.uow, policy=turn.policy, asker=turn.speaker, query=query)
    except NotAllowed:
        return ""
    for visit in page.items:
        if visit.reported_on is None or not is_told_of_report(turn, visit):
            continue
        if await turn.uow.reports.of_visit(visit.id) is None:
            whose = "Your" if visit.author == turn.speaker.id else f"{turn.trust.person(visit.author).name}'s"
            school = turn.trust.school(visit.school).known_as
            return (
                f" {whose} visit to {school} on {wording.day(visit.starts)} "
                f"was reported on {wording.day(visit.reported_on)}, before it came into Keystone."
            )
    return ""


def choose(
    turn: Turn,
    found: list[Report],
    do: str = "report.show",
    to: str = "read",
    more: Mapping[str, object] | None = None,
) -> Reply:
    """Ask which of several reports is meant; `do` is the button of each with `more` data, `to` what it
    does.
    """
    said = f"Which of these would you like to {to}?"
    turn.memory["rows"] = [[do, {**(more or {}), "report": report.id}] for report in found]
    rows, shown = [], []
    for number, report in enumerate(found, 1):
        school = turn.trust.school(report.school).known_as
        who = turn.trust.person(report.author).name
        role = wording.CAPACITIES_IN_SHORT[report.capacity]
        day = (
            report_cards.occasion(report)
            if report.half_term
            else wording.short_day(report.visit_on, turn.today)
        )
        rows.append((str(number), school, f"{who} ({role})", day))
        shown.append(
            [
                [cards.link(school, do, {**(more or {}), "report": report.id})],
                [cards.words(who), cards.beneath(role)],
                [cards.words(day)],
            ]
        )
    table = cards.table((("School", 5), ("Author", 5), ("Visit", 4)), shown)
    return turn.say(
        said,
        in_full=f"{said} Say its number.",
        summary="Reports",
        table=Table(("", "School", "Author", "Visit"), tuple(rows)),
        card=cards.card(
            [cards.heading("Filed reports"), table, cards.note(f"Press a school to {to} it.")], says=said
        ),
    )


async def show(turn: Turn, data: Mapping[str, Any]) -> Reply:
    """One report, a page of it where it is long."""
    report_id, page = data.get("report"), data.get("page", 0)
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report = await read_report(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report_id=report_id
    )
    return await _reading(turn, report, page if isinstance(page, int) else 0)


async def _reading(turn: Turn, report: Report, page: int, *, shown: Report | None = None) -> Reply:
    """A page of a report as it is, or as `shown`, which is what an earlier version of it was."""
    uow, policy, now = turn.uow, turn.policy, turn.now
    remarks = await remarks_for(uow=uow, reader=turn.speaker, report=report)
    open_answers = answers_open(
        uow=uow, policy=policy, now=now, reader=turn.speaker, report=report, said=remarks
    )
    reading = Reading(
        shown or report,
        turn.speaker,
        turn.trust,
        turn.today,
        meetings=await meetings_of(uow=uow, policy=policy, report_id=report.id, today=turn.today),
        remarks=[r for r in remarks if shown is None or r.version == shown.version],
        answers=frozenset() if turn.incoming.read_only else open_answers,
        is_present=shown is None,
        only_reads=turn.incoming.read_only,
    )
    remember(turn, report)
    school = turn.trust.school(report.school).known_as
    return turn.say(
        reading.short, in_full=reading.in_words(), summary=f"Report on {school}", card=reading.card(page)
    )


async def show_remarks(turn: Turn, data: Mapping[str, Any]) -> Reply:
    """All that was said of a report, as far as the reader may see it, a page of it where it is long."""
    report_id, page = data.get("report"), data.get("page", 0)
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report = await read_report(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report_id=report_id
    )
    remarks = await remarks_for(uow=turn.uow, reader=turn.speaker, report=report)
    said = Said(report, remarks, turn.speaker, turn.trust)
    if not remarks:
        return turn.say("Nothing has been said of it that I can show you.", summary="Nothing said")
    which = title(report, turn.trust)
    return turn.say(
        f"What was said: {which}.",
        in_full="\n".join(said.in_words()),
        summary=f"Answers to a report on {turn.trust.school(report.school).known_as}",
        card=said.in_full(page if isinstance(page, int) else 0),
    )


async def show_versions(turn: Turn, data: Mapping[str, Any]) -> Reply:
    """What was changed in a report, by whom and when; or, with a number, one earlier version of it."""
    report_id, number = data.get("report"), data.get("version")
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report, versions = await read_versions(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report_id=report_id
    )
    if number is None:
        said, card = report_cards.changes(report, versions, turn.trust)
        return turn.say(said, summary="Changes to a report", card=card)
    version = next((entry for entry in versions if entry.number == number), None)
    if version is None:
        raise NotFound("version")
    if version.number == report.version:
        return await _reading(turn, report, 0)
    then = replace(
        report,
        text=version.text,
        version=version.number,
        amended_at=version.at if version.number > 1 else None,
    )
    return await _reading(turn, report, 0, shown=then)
