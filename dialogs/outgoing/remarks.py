"""What a headteacher said of a report, for its author and the Deputy CEO."""

from __future__ import annotations

from dialogs import cards
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.report_cards import occasion
from strategy.actions.reading import thing_of
from strategy.permissions import Deed
from strategy.ports import Letter, Notice, Remark, RemarkKind
from strategy.reports import Report


async def by_message(telling: Telling) -> Notice:
    """What they said, in their words; the toast says that they said something."""
    remark, report = await _remark(telling)
    who = telling.trust.person(remark.person).name
    if remark.kind is RemarkKind.ACKNOWLEDGED:
        said = f"{who} has acknowledged {_which(report, telling)}."
    else:
        said = f"{who} says that something in {_which(report, telling)}, is inaccurate."
    since = f"That was version {remark.version}; the report has been amended since."
    if remark.version < report.version:
        said += f" {since}"
    words, _ = quoted([(f"{who} said", remark.text)]) if remark.text.strip() else ([], False)
    about = {"report": report.id, cards.BESIDE: True}
    own = telling.may(Deed.AMEND_REPORT, thing_of(report))
    actions = [
        cards.press("Read it", "report.show", about, primary=not own),
        cards.press("Amend", "report.amend", about) if own else None,
    ]
    heading = cards.heading(_summary(remark, report, telling))
    card = cards.card([heading, cards.words(said), *words], actions, says=said)
    return Notice(said, _summary(remark, report, telling), card)


async def by_mail(telling: Telling) -> Letter:
    """That they said something, and where to read it: not what."""
    remark, report = await _remark(telling)
    who = telling.trust.person(remark.person).name
    paragraphs = [
        f"{who} has answered {_which(report, telling)}.",
        f"What was said is not in this mail. Please look at the report in Keystone in Teams, or ask {who}.",
    ]
    return letter(telling, _summary(remark, report, telling), paragraphs)


async def _remark(telling: Telling) -> tuple[Remark, Report]:
    remark = await telling.uow.remarks.get(telling.number("remark"))
    if remark is None:
        raise NoLonger("no such remark")
    report = await telling.uow.reports.get(remark.report)
    if report is None:
        raise NoLonger("withdrawn")
    if not telling.may(Deed.READ_REPORT, thing_of(report)):
        raise NoLonger("may not read it any more")
    return remark, report


def _which(report: Report, telling: Telling) -> str:
    own = report.author == telling.recipient.id
    whose = "your" if own else f"{telling.trust.person(report.author).name}'s"
    return f"{whose} report on {telling.trust.school(report.school).known_as}, {occasion(report)}"


def _summary(remark: Remark, report: Report, telling: Telling) -> str:
    who = telling.trust.person(remark.person).name
    return f"{who} on the report: {telling.trust.school(report.school).known_as}"
