"""The page of one event, and saying whether one comes to it."""

from __future__ import annotations

from typing import Any

from dialogs import cards, event_words, wording
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions.arranging_events import may_arrange
from strategy.actions.attending_events import said_so_far, say_coming
from strategy.actions.seeing_events import event_seen
from strategy.errors import NotFound, Stale
from strategy.events import Event, invitees, is_invited

MOST_NAMES = 40
"""Names that a page spells out."""


async def show(turn: Turn, press: Press) -> Reply:
    """The page of an event that a button names."""
    return await page(turn, await pressed_event(turn, press))


async def pressed_event(turn: Turn, press: Press) -> Event:
    """The event that a button names. Raises NotFound."""
    number = press.data.get("event")
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotFound("event")
    return await event_seen(uow=turn.uow, asker=turn.speaker, event_id=number)


async def coming(turn: Turn, press: Press) -> Reply:
    """The buttons "I'm coming" and "I can't come"."""
    event, revision = await pressed_event(turn, press), press.data.get("revision")
    return await say(turn, event, revision if isinstance(revision, int) else 0, press.do == "event.coming")


async def say(turn: Turn, event: Event, revision: int, comes: bool) -> Reply:
    """Say that the speaker comes or cannot; where it was changed meanwhile, show how it stands now."""
    try:
        await say_coming(
            uow=turn.uow,
            now=turn.now,
            person=turn.speaker,
            event_id=event.id,
            revision=revision,
            comes=comes,
        )
    except Stale:
        return await page(turn, event, "That has changed since you were invited. This is how it stands now.")
    said = "Thank you, you are down as coming." if comes else "Thank you for saying that you can't come."
    return await page(turn, event, said, answered=True)


async def page(turn: Turn, event: Event, lead: str = "", *, answered: bool = False) -> Reply:
    """All about one event that the speaker may see, with what they may do about it."""
    trust = turn.trust
    turn.memory.pop("more", None)
    name = wording.capitalised(event_words.plainly(event, trust))
    facts = [
        ("When", event_words.when(event.timing)),
        ("Where", event_words.where(event.timing, trust)),
        ("Subject", event.subject),
        ("Invited", event_words.invited(event.invited, event.subject, trust)),
        ("Arranged by", trust.person(event.arranged_by).name),
        *await _answers(turn, event),
        *await _came(turn, event),
    ]
    # Who has just answered is told so once.
    status = await _status(turn, event) if not answered else ""
    said = " ".join(part for part in (lead, f"{name}, {event_words.when(event.timing)}.", status) if part)
    body = [
        cards.words(event.title, bold=True, size="medium"),
        *([cards.words(lead)] if lead else []),
        *([cards.words(status)] if status else []),
        cards.facts(facts),
    ]
    in_full = "\n".join([part for part in (lead, event.title, status) if part])
    in_full += "".join(f"\n{label}: {value}" for label, value in facts)
    buttons = await _buttons(turn, event)
    kind = event_words.KINDS[event.kind]
    hints = [f"\u201c{_SAID[each['do']].format(kind)}\u201d" for each in buttons if each["do"] in _SAID]
    if hints:
        in_full += f"\nYou can say {wording.listed(hints, 'or')}."
    actions = [cards.press(**each) for each in buttons]
    return turn.say(
        said,
        in_full=in_full,
        summary=f"{name}, {wording.short_day(event.timing.day, turn.today)}",
        card=cards.card(body, actions, says=said),
    )


_SAID = {
    "event.coming": "I'm coming",
    "event.not_coming": "I can't come",
    "event.move.ask": "move the {} to 19 March",
    "event.cancel.ask": "cancel the {}",
}


async def _status(turn: Turn, event: Event) -> str:
    if event.cancelled_at is not None:
        return f"It was cancelled on {wording.moment(event.cancelled_at)}."
    if not is_invited(turn.speaker, event, turn.trust):
        return ""
    said = (await turn.uow.events.said_by(turn.speaker.id, [event.id])).get(event.id)
    if event.is_over(turn.now):
        return ""
    if said is None or said.revision != event.revision:
        return "You are invited."
    return "You are down as coming." if said.comes else "You have said that you can't come."


async def _answers(turn: Turn, event: Event) -> list[tuple[str, str]]:
    """What those invited said, for whoever arranged it alone."""
    if turn.speaker.id != event.arranged_by or event.cancelled_at or event.is_over(turn.now):
        return []
    said = await said_so_far(uow=turn.uow, person=turn.speaker, event=event)
    asked = {person.id for person in invitees(event, turn.trust)}
    come = [each.person for each in said if each.comes]
    cannot = [each.person for each in said if not each.comes]
    left = len(asked - {each.person for each in said})
    shown = [("Coming", names(turn, come)), ("Can't come", names(turn, cannot))]
    return [*shown, ("No answer yet", wording.several(left, "person", "people"))]


async def _came(turn: Turn, event: Event) -> list[tuple[str, str]]:
    if not event.is_over(turn.now) or not may_arrange(turn.speaker, turn.trust):
        return []
    register = await turn.uow.events.register(event.id)
    return [("Who came", "not noted yet" if register is None else names(turn, register.people))]


def names(turn: Turn, people: Any) -> str:
    """`2: Sal Specialist and Sam Partner`, `nobody`."""
    found = sorted(turn.trust.person(each).name for each in people)
    if not found:
        return "nobody"
    shown = found[:MOST_NAMES]
    more = [f"{len(found) - len(shown)} more"] if len(found) > len(shown) else []
    return f"{len(found)}: {wording.listed([*shown, *more])}"


async def _buttons(turn: Turn, event: Event) -> list[dict[str, Any]]:
    if event.cancelled_at is not None or turn.incoming.read_only:
        return []
    data = {"event": event.id, "revision": event.revision}
    beside = {**data, cards.BESIDE: True}
    if event.is_over(turn.now):
        if not may_arrange(turn.speaker, turn.trust):
            return []
        return [{"title": "Note who came", "do": "event.note.ask", "data": beside, "primary": True}]
    made: list[dict[str, Any]] = []
    if is_invited(turn.speaker, event, turn.trust):
        said = (await turn.uow.events.said_by(turn.speaker.id, [event.id])).get(event.id)
        comes = said.comes if said is not None and said.revision == event.revision else None
        if comes is not True:
            made.append({"title": "I'm coming", "do": "event.coming", "data": data, "primary": True})
        if comes is not False:
            made.append({"title": "I can't come", "do": "event.not_coming", "data": data})
    if may_arrange(turn.speaker, turn.trust):
        made.append({"title": "Move it", "do": "event.move.ask", "data": beside})
        made.append({"title": "Cancel it", "do": "event.cancel.ask", "data": beside, "destructive": True})
    return made
