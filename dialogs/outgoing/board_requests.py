"""What a Progress Board asks of the EIT: for who decides; and what became of it, for the Board's members."""

from __future__ import annotations

from dialogs import board_request_words as words
from dialogs import cards
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.board_request_duties import taken_up
from strategy.actions.board_request_reading import may_see
from strategy.board_requests import BoardRequest, asked_to_decide, hears_of_decision
from strategy.ports import Letter, Notice

WAITING = "Say \u201cwhat is the EIT to decide?\u201d to me in Teams to see it."
DECIDED = "Ask me in Teams: \u201cwhat did {school}'s Board ask the EIT for?\u201d"


async def by_message(telling: Telling) -> Notice:
    """How it stands, with what was asked for, and the whole one tap away."""
    found = await _told(telling)
    told = await _sentences(found, telling)
    look = cards.press("Decide" if found.waits else "Look at it", "board_request.show", _data(found))
    card = words.card_of(found, told, telling.trust, [look])
    return Notice(" ".join(told), words.title(found, telling.trust), card)


async def by_mail(telling: Telling) -> Letter:
    """The same without anybody's own words."""
    found = await _told(telling)
    school = telling.trust.school(found.school).known_as
    where = WAITING if found.waits else DECIDED.format(school=school)
    told = await _sentences(found, telling)
    return letter(telling, words.title(found, telling.trust), [*told, where])


async def _told(telling: Telling) -> BoardRequest:
    found = await telling.uow.board_requests.get(telling.number("board_request"))
    if found is None:
        raise NoLonger("no such request")
    if telling.subject("board_request")[1:] != (str(found.revision),):
        raise NoLonger("has gone on since")
    asked = asked_to_decide(found, telling.trust)
    people = (asked[1] if asked else ()) if found.waits else hears_of_decision(found, telling.trust)
    if telling.recipient.id not in people:
        raise NoLonger("not for them")
    if not may_see(telling.recipient, found, telling.today, telling.uow):
        raise NoLonger("may not see it any more")
    return found


async def _sentences(found: BoardRequest, telling: Telling) -> list[str]:
    taken = await taken_up(telling.uow, telling.policy, found, telling.today) if found.waits else None
    return [words.asks(found, telling.trust), words.how_it_stands(found, taken, telling.trust)]


def _data(found: BoardRequest) -> dict[str, object]:
    return {"request": found.id, cards.BESIDE: True}
