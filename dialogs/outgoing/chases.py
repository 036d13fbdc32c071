"""A reminder that somebody asked for: late reports of one author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs import cards
from dialogs.outgoing.letters import letter
from dialogs.outgoing.owed import MOST_ROWS, and_more, own_rows, schools_of
from dialogs.outgoing.reminders import WHAT_I_OWE
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.duties import REPORTS, StoredDuty
from strategy.permissions import Scope
from strategy.ports import DutyQuery, Letter, Notice


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is said; the reports that have been late longest, and how many are late in all."""

    said: str
    summary: str
    late: Sequence[StoredDuty]
    total: int


async def by_message(telling: Telling) -> Notice:
    """Who asks, and the late reports with the form of each one tap away."""
    asked = await _asked(telling)
    _, rows = await own_rows(asked.late, telling)
    notes = [cards.note(more) for more in and_more(asked.total, WHAT_I_OWE)]
    body = [cards.heading(asked.summary), cards.words(asked.said), *rows, *notes]
    return Notice(asked.said, asked.summary, cards.card(body, says=asked.said))


async def by_mail(telling: Telling) -> Letter:
    """The same in words."""
    asked = await _asked(telling)
    lines, _ = await own_rows(asked.late, telling)
    return letter(
        telling, asked.summary, [asked.said, "\n".join([*lines, *and_more(asked.total, WHAT_I_OWE)])]
    )


async def _asked(telling: Telling) -> _Asked:
    chase = await telling.uow.reminders.chase(telling.number("chase"))
    if chase is None:
        raise NoLonger("nobody asked for it")
    me = telling.recipient.id
    page = await telling.uow.duties.page(
        DutyQuery(kinds=REPORTS, owner=me, due_before=telling.today), Scope(own=me), limit=MOST_ROWS
    )
    if not page.items:
        raise NoLonger("nothing is late any more")
    late = await telling.uow.duties.these([row.id for row in page.items])
    late.sort(key=lambda entry: (entry.duty.due_on, entry.id))
    who = telling.trust.person(chase.chased_by).name
    schools = schools_of([entry.duty for entry in late], telling)
    one = page.total == 1
    them = "a report of yours that was" if one else f"{page.total} reports of yours that were"
    beginning = "" if page.total == len(late) else "among them "
    return _Asked(
        said=f"{who} asks after {them} due before today: {beginning}{schools}.",
        summary=f"{'Report' if one else 'Reports'} to write: {schools}",
        late=late,
        total=page.total,
    )
