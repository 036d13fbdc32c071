"""Sentences about networks, training and the pool of SLEs, and what is done about each.

They are recognised beside the intents (`dialogs.understanding.institute`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from dialogs import arranging, changing_events, event_lists, event_pages, event_registers, pool_lists
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteKind, InstituteWish, institute_wish
from strategy.actions.attending_events import said_so_far
from strategy.actions.seeing_events import events_seen
from strategy.actions.seeing_pool import may_see_pool
from strategy.errors import NotAllowed
from strategy.events import Event
from strategy.permissions import Deed

LONGEST = 300
"""Characters of a text that is read as such a sentence."""

_Answer = Callable[[Turn, InstituteWish], Awaitable[Reply]]


def way_for(turn: Turn, text: str) -> Said | None:
    """How a text is answered that is such a sentence; None for any other text."""
    if len(text) > LONGEST:
        return None
    wish = institute_wish(text, turn.speaker, turn.trust, turn.now, turn.reader)
    if wish is None or (wish.kind is InstituteKind.DOING and not may_see_pool(turn.speaker, turn.uow)):
        # Who somebody is may be asked by everybody, in the same words.
        return None
    answer = _ANSWERS[wish.kind]
    return Said(lambda: answer(turn, wish), writes=wish.kind in _WRITES)


async def _doing(turn: Turn, wish: InstituteWish) -> Reply:
    people = [turn.trust.person(each) for each in wish.people]
    if len(people) == 1:
        return await pool_lists.of_person(turn, people[0])
    return pool_lists.which(turn, people)


async def _comes(turn: Turn, wish: InstituteWish) -> Reply:
    return await _say(turn, wish, comes=True)


async def _comes_not(turn: Turn, wish: InstituteWish) -> Reply:
    return await _say(turn, wish, comes=False)


async def _say(turn: Turn, wish: InstituteWish, *, comes: bool) -> Reply:
    """Answer the one invitation that is meant; asks which, where there are several."""
    found = await _invitations(turn, wish)
    if len(found) == 1:
        return await event_pages.say(turn, found[0], found[0].revision, comes)
    if not found:
        said = "I have no invitation like that for you. Say \u201cwhat am I invited to?\u201d to see yours."
        return turn.say(said, summary="No such invitation")
    return event_lists.which(turn, found, "event.coming.which", {"comes": comes})


async def _invitations(turn: Turn, wish: InstituteWish) -> list[Event]:
    found = await events_seen(
        uow=turn.uow,
        asker=turn.speaker,
        starts=wish.starts or turn.today,
        ends=wish.ends,
        subject=wish.subject,
        kind=wish.event,
        invited_only=True,
    )
    return event_lists.at_that_time([each for each in found if not each.is_over(turn.now)], wish)


async def say_of_which(turn: Turn, press: Press) -> Reply:
    """The event that was picked among several invitations."""
    event = await event_pages.pressed_event(turn, press)
    return await event_pages.say(turn, event, event.revision, press.data.get("comes") is True)


async def _who_comes(turn: Turn, wish: InstituteWish) -> Reply:
    """What those invited have said, on the event's page: for whoever arranged it alone."""
    found = await event_lists.meant(turn, wish, over=False)
    own = [each for each in found if each.arranged_by == turn.speaker.id]
    if found and not own:
        raise NotAllowed(Deed.ARRANGE_EVENT)
    if len(own) != 1:
        return event_lists.which(turn, own, "event.show", {})
    event = own[0]
    said = await said_so_far(uow=turn.uow, person=turn.speaker, event=event)
    come = sum(each.comes for each in said)
    return await event_pages.page(turn, event, f"{come} coming, {len(said) - come} can't come so far.")


_ANSWERS: Mapping[InstituteKind, _Answer] = {
    InstituteKind.LIST: event_lists.answer,
    InstituteKind.NEXT: event_lists.answer,
    InstituteKind.INVITED: event_lists.answer,
    InstituteKind.CAME: event_registers.came,
    InstituteKind.NOTE: event_registers.note_said,
    InstituteKind.COMING: _comes,
    InstituteKind.NOT_COMING: _comes_not,
    InstituteKind.WHO_COMES: _who_comes,
    InstituteKind.ARRANGE: arranging.begin,
    InstituteKind.MOVE: changing_events.move_said,
    InstituteKind.CANCEL: changing_events.cancel_said,
    InstituteKind.POOL: pool_lists.answer,
    InstituteKind.DOING: _doing,
}
_WRITES = frozenset(
    {
        InstituteKind.NOTE,
        InstituteKind.COMING,
        InstituteKind.NOT_COMING,
        InstituteKind.ARRANGE,
        InstituteKind.MOVE,
        InstituteKind.CANCEL,
    }
)

PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "event.show": event_pages.show,
    "event.page": event_lists.turn_page,
    "event.coming": event_pages.coming,
    "event.not_coming": event_pages.coming,
    "event.coming.which": say_of_which,
    "event.surely": arranging.surely,
    "event.move.ask": changing_events.ask_move,
    "event.move": changing_events.moved,
    "event.cancel.ask": changing_events.ask_cancel,
    "event.cancel": changing_events.cancelled,
    "event.note.ask": event_registers.ask,
    "event.note": event_registers.note,
    "pool.show": pool_lists.show,
    "pool.page": pool_lists.turn_page,
}
"""Its buttons."""
WRITING = frozenset(PRESSES) - {"event.show", "event.page", "pool.show", "pool.page"}
"""Those that are refused where the bot only reads."""
