"""A reminder that somebody asked for: reports of one author, those that were asked after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs import cards
from dialogs.outgoing.letters import letter
from dialogs.outgoing.owed import and_more, own_rows, schools_of
from dialogs.outgoing.reminders import WHAT_I_OWE
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.duties import DutyState, StoredDuty
from strategy.ports import Letter, Notice


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is said, and the reports that were asked after and are still owed, earliest due first."""

    said: str
    summary: str
    owed: Sequence[StoredDuty]


async def by_message(telling: Telling) -> Notice:
    """Who asks, and after which reports, with the form of each one tap away."""
    asked = await _asked(telling)
    _, rows = await own_rows(asked.owed, telling)
    notes = [cards.note(more) for more in and_more(len(asked.owed), WHAT_I_OWE)]
    body = [cards.heading(asked.summary), cards.words(asked.said), *rows, *notes]
    return Notice(asked.said, asked.summary, cards.card(body, says=asked.said))


async def by_mail(telling: Telling) -> Letter:
    """The same in words."""
    asked = await _asked(telling)
    lines, _ = await own_rows(asked.owed, telling)
    lines += and_more(len(asked.owed), WHAT_I_OWE)
    return letter(telling, asked.summary, [asked.said, "\n".join(lines)])


async def _asked(telling: Telling) -> _Asked:
    """What of the message's rungs is still owed. No working hours hold it back: a person asked."""
    chase = await telling.uow.reminders.chase(telling.number("chase"))
    if chase is None:
        raise NoLonger("nobody asked for it")
    rungs = await telling.uow.reminders.of_message(telling.outgoing.id)
    entries = await telling.uow.duties.these(sorted({rung.duty for rung in rungs}))
    me = telling.recipient.id
    owed = [each for each in entries if each.state is DutyState.OPEN and each.duty.owner == me]
    if not owed:
        raise NoLonger("nothing of it is open any more")
    owed.sort(key=lambda entry: (entry.duty.due_on, entry.id))
    who = telling.trust.person(chase.chased_by).name
    schools = schools_of([entry.duty for entry in owed], telling)
    one = len(owed) == 1
    them = "a report of yours" if one else f"{len(owed)} reports of yours"
    return _Asked(
        said=f"{who} asks after {them}: {schools}.",
        summary=f"{'Report' if one else 'Reports'} to write: {schools}",
        owed=owed,
    )
