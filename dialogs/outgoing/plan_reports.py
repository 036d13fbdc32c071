"""A report on a tailored plan that was filed or amended: as mail with its document, and as a card."""

from __future__ import annotations

import asyncio

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.plan_report_cards import parts_of, what_it_is
from dialogs.plan_rows import period_in_words
from strategy.actions.plan_reporting import actions_in, may_read
from strategy.people import Role
from strategy.plan_duties import is_half_term
from strategy.plans import PlanReport, ReportedTo
from strategy.ports import Letter, Notice, ReportSheet


async def by_mail(telling: Telling) -> Letter:
    """The report's mail: what it is, and the document. Nothing of what it says stands in the mail itself."""
    report = await _as_it_stands(telling)
    # A document takes as long to make as many turns, which must not wait for it.
    document = await asyncio.to_thread(telling.documents.report, await sheet_of(report, telling))
    school = telling.trust.school(report.school).known_as
    paragraphs = [
        _what_happened(report, telling),
        f"It is attached as a Word document. You can also read it in Teams: say \u201cshow me the last plan "
        f"report on {school}\u201d to Keystone.",
    ]
    return letter(telling, what_it_is(report, telling.trust), paragraphs, (document,))


async def by_message(telling: Telling) -> Notice:
    """The card, with the whole of it one tap away."""
    report = await _as_it_stands(telling)
    said = _what_happened(report, telling)
    heading = what_it_is(report, telling.trust)
    written, _ = quoted([("Overall", report.text.overall)], "Read it all to see the rest.")
    about = {"report": report.id, cards.BESIDE: True}
    read = cards.press("Read it all", "plan.report.show", about)
    card = cards.card([cards.heading(heading), cards.words(said), *written], [read], says=said)
    return Notice(said, heading, card)


async def sheet_of(report: PlanReport, telling: Telling) -> ReportSheet:
    """The report, all in words, for whoever makes documents."""
    trust = telling.trust
    school, author = trust.school(report.school), trust.person(report.changed_by)
    actions = await actions_in(telling.uow, report)
    period = wording.capitalised(period_in_words(report.period))
    label = "Month" if report.to is ReportedTo.CEO else "Term"
    amended = f"{wording.moment(report.changed_at)}, version {report.version}" if report.version > 1 else ""
    parts = parts_of(report, actions, trust)
    return ReportSheet(
        name=f"Plan report - {school.known_as} - {period.replace(',', '').replace('/', '-')}",
        heading="Tailored plan: actions and impact",
        school=school.name,
        role=wording.ROLES[Role.DEPUTY_CEO],
        author=author.name,
        when_label="Half term" if is_half_term(report.period) and label == "Term" else label,
        when=period,
        parts=tuple(parts),
        filed=wording.moment(report.filed_at),
        amended=amended,
        at=report.changed_at,
    )


async def _as_it_stands(telling: Telling) -> PlanReport:
    """The report that the row tells of. Raises NoLonger unless this version stands and may be read."""
    report = await telling.uow.plan_reports.get(telling.number("plan_report"))
    if report is None:
        raise NoLonger("no such report")
    if report.key != telling.outgoing.subject:
        raise NoLonger(f"superseded by version {report.version}")
    if not may_read(report, telling.recipient, telling.today, telling.trust):
        raise NoLonger("may not read it any more")
    return report


def _what_happened(report: PlanReport, telling: Telling) -> str:
    trust = telling.trust
    who = trust.person(report.changed_by).name
    did = "amended" if report.version > 1 else "filed"
    said = f"{who} has {did} the report on {trust.school(report.school).known_as}'s tailored plan, "
    said += f"{period_in_words(report.period)}."
    if report.version > 1:
        said += f" This is version {report.version}; it takes the place of the one before."
    return said
