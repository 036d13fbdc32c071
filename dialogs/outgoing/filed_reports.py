"""A report that was filed or amended: as mail with its document, and as a card with what matters of it."""

from __future__ import annotations

import asyncio

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.report_sheet import sheet_of, what_it_is
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.report_cards import occasion, timeliness
from strategy.actions.reading import thing_of
from strategy.actions.recipients import distribution_of
from strategy.permissions import Deed
from strategy.ports import Letter, Notice
from strategy.reports import Report


async def by_mail(telling: Telling) -> Letter:
    """The report's mail: what it is, and the document. Nothing of what it says stands in the mail itself."""
    report = await _as_it_stands(telling)
    sheet = await sheet_of(report, telling)
    # A document takes as long to make as many turns, which must not wait for it.
    document = await asyncio.to_thread(telling.documents.report, sheet)
    school = telling.trust.school(report.school).known_as
    meetings = [
        wording.MEETINGS[body] for body in distribution_of(report, telling.policy, telling.trust).meetings
    ]
    answers = telling.comes_instead and telling.may(Deed.ANSWER_REPORT, thing_of(report))
    answering = " There you can acknowledge it too, or say what is inaccurate." if answers else ""
    paragraphs = [
        f"{_what_happened(report, telling)} Filed {wording.moment(report.filed_at)}. {timeliness(report)}.",
        "It is attached as a Word document. You can also read it in Teams: "
        f'say "Show me the latest report on {school}" to Keystone.{answering}',
        f"It is also for {wording.listed(meetings)}." if meetings else "",
    ]
    return letter(telling, _deed_and_school(report, telling), paragraphs, (document,))


async def copy_by_mail(telling: Telling) -> Letter:
    """The report as it stands, for somebody who asked for it and may still read it."""
    report = await _readable(telling)
    sheet = await sheet_of(report, telling)
    document = await asyncio.to_thread(telling.documents.report, sheet)
    author, school = telling.trust.person(report.author).name, telling.trust.school(report.school).known_as
    what = occasion(report) if report.half_term else f"visit of {occasion(report)}"
    said = f"You asked for the report on {school} by {author}, {what}. It is attached as a Word document."
    amended = f"This is version {report.version}." if report.version > 1 else ""
    return letter(telling, f"{what_it_is(report)}: {school}", [said, amended], (document,))


async def to_the_mailed(telling: Telling) -> Notice:
    """The card for somebody who has the report by mail too."""
    return _notice(telling, await _as_it_stands(telling), [])


async def to_the_headteacher(telling: Telling) -> Notice:
    """The card for the school's headteacher, who can answer it."""
    report = await _as_it_stands(telling)
    answers = []
    if telling.may(Deed.ANSWER_REPORT, thing_of(report)):
        about = {"report": report.id, "version": report.version}
        answers = [
            cards.press("Acknowledge", "report.acknowledge", about, primary=True),
            cards.press("Something is inaccurate", "report.inaccurate.ask", about),
        ]
    return _notice(telling, report, answers)


async def _as_it_stands(telling: Telling) -> Report:
    """The report that the row tells of. Raises NoLonger unless this version stands and may be read."""
    _, *version = telling.subject("report")
    report = await _readable(telling)
    # A row that names no version was put there by an earlier program, for the first one.
    if (version[0] if version else "1") != str(report.version):
        raise NoLonger(f"superseded by version {report.version}")
    return report


async def _readable(telling: Telling) -> Report:
    """The report that the row tells of, whichever its version is now."""
    number = telling.number("report")
    report = await telling.uow.reports.get(number)
    if report is None:
        withdrawn = await telling.uow.reports.withdrawal(number)
        raise NoLonger("withdrawn" if withdrawn else "no such report")
    if not telling.may(Deed.READ_REPORT, thing_of(report)):
        raise NoLonger("may not read it any more")
    return report


def _notice(telling: Telling, report: Report, answers: list[cards.Element]) -> Notice:
    author = telling.trust.person(report.author)
    written, shortened = quoted(
        [("Summary of outcomes", report.text.outcomes), ("Recommendations", report.text.recommendations)],
        "Read it all to see the rest.",
    )
    said = f"{_what_happened(report, telling)} {timeliness(report)}."
    summary = _deed_and_school(report, telling)
    about = [
        ("Author", f"{author.name}, {wording.CAPACITIES[report.capacity]}"),
        ("Half term" if report.half_term else "Visit", wording.capitalised(occasion(report))),
        ("Filed", f"{wording.moment(report.filed_at)}. {timeliness(report)}."),
    ]
    if report.amended_at is not None:
        about.append(("Amended", f"{wording.moment(report.amended_at)} (version {report.version})"))
    reading = {"report": report.id, cards.BESIDE: True}
    read = cards.press("Read it all" if shortened else "Read it", "report.show", reading)
    card = cards.card([cards.heading(summary), cards.facts(about), *written], [*answers, read], says=said)
    return Notice(said, summary, card)


def _deed_and_school(report: Report, telling: Telling) -> str:
    what = what_it_is(report)
    if report.version > 1:
        what = f"Amended {what[0].lower()}{what[1:]}"
    return f"{what}: {telling.trust.school(report.school).known_as}"


def _what_happened(report: Report, telling: Telling) -> str:
    author = telling.trust.person(report.author).name
    school = telling.trust.school(report.school).known_as
    what = occasion(report) if report.half_term else f"visit of {occasion(report)}"
    about = f"on {school}, {what}"
    role = wording.CAPACITIES[report.capacity]
    if report.version > 1:
        return (
            f"{author} ({role}) has amended the report {about}. "
            f"This is version {report.version}; it takes the place of the one before."
        )
    return f"{author} ({role}) has filed a report {about}."
