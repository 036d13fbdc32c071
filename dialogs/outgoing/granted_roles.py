"""An import of the trust directory granted a guarded role: for the CEO and the Deputy CEO."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.people import GUARDED_ROLES, Role
from strategy.ports import Letter, Notice
from strategy.school_year import london_day


@dataclass(frozen=True, slots=True)
class _Granted:
    said: str
    please: str
    summary: str


async def by_message(telling: Telling) -> Notice:
    """Who was granted what, and what to do where that is wrong."""
    granted = _granted(telling)
    body = [cards.heading(granted.summary), cards.words(granted.said), cards.words(granted.please)]
    card = cards.card(body, says=granted.said)
    return Notice(f"{granted.said} {granted.please}", granted.summary, card)


async def by_mail(telling: Telling) -> Letter:
    """The same in words."""
    granted = _granted(telling)
    return letter(telling, granted.summary, [granted.said, granted.please])


def _granted(telling: Telling) -> _Granted:
    number, *named = telling.subject("person")
    person = telling.trust.people.get(int(number)) if number.isdigit() else None
    role = named[0] if named else ""
    if person is None or role not in GUARDED_ROLES:
        raise NoLonger("about nothing known")
    if person.ended_on is not None or Role(role) not in person.roles:
        raise NoLonger("does not hold the role any more")
    whom = "you" if person.id == telling.recipient.id else person.name
    day = wording.day(london_day(telling.outgoing.created_at))
    what = wording.ROLES[Role(role)]
    return _Granted(
        said=f"An import of the trust directory on {day} granted {whom} the role {what}.",
        please="If that is not right, please tell whoever keeps the directory.",
        summary=f"Role granted: {person.name}",
    )
