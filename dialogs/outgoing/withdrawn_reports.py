"""A report was withdrawn: for those who had been sent it."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.report_cards import occasion
from strategy.actions.reading import thing_of
from strategy.permissions import Deed
from strategy.ports import Letter, Notice
from strategy.school_year import london_day


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    """What is said of it. The reason is empty where the recipient may not read such a report any more."""

    said: str
    please: str
    summary: str
    reason: str


async def by_message(telling: Telling) -> Notice:
    """With the reason, for those who may still read such a report."""
    withdrawn = await _withdrawn(telling)
    reason, _ = quoted([("Reason", withdrawn.reason)]) if withdrawn.reason else ([], False)
    said = f"{withdrawn.said} {withdrawn.please}".rstrip()
    please = [cards.words(withdrawn.please)] if withdrawn.please else []
    body = [cards.heading(withdrawn.summary), cards.words(withdrawn.said), *reason, *please]
    return Notice(said, withdrawn.summary, cards.card(body, says=said))


async def by_mail(telling: Telling) -> Letter:
    """Without the reason: a mail may be read by anybody."""
    withdrawn = await _withdrawn(telling)
    return letter(telling, withdrawn.summary, [withdrawn.said, withdrawn.please])


async def _withdrawn(telling: Telling) -> _Withdrawn:
    found = await telling.uow.reports.withdrawal(telling.number("report"))
    if found is None:
        raise NoLonger("not withdrawn")
    report, withdrawal = found
    own = report.author == telling.recipient.id
    whose = "Your" if own else f"{telling.trust.person(report.author).name}'s"
    school = telling.trust.school(report.school).known_as
    by = telling.trust.person(withdrawal.withdrawn_by)
    on = wording.day(london_day(withdrawal.withdrawn_at))
    if by.id == report.author and not own:
        said = f"{by.name} withdrew their report on {school}, {occasion(report)}, on {on}."
    else:
        who = "you" if by.id == telling.recipient.id else by.name
        said = f"{whose} report on {school}, {occasion(report)}, was withdrawn by {who} on {on}."
    return _Withdrawn(
        said=said,
        please="" if own else "Please delete what you were sent of it.",
        summary=f"Report withdrawn: {school}",
        reason=withdrawal.reason if telling.may(Deed.READ_REPORT, thing_of(report)) else "",
    )
