"""Who came to an event: noting it, and being told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs import cards, event_words, wording
from dialogs.event_form import EventContext, read_invited
from dialogs.event_lists import meant, which
from dialogs.event_pages import names, page, pressed_event
from dialogs.messages import Press, Reply
from dialogs.reasons import Wanted, ask_again, ask_reason
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteWish
from strategy.actions.arranging_events import require_may_arrange
from strategy.actions.attending_events import note_who_came, said_so_far, who_came
from strategy.errors import Stale
from strategy.events import Event, invitees

MOST_TO_TICK = 60
"""Those invited whom a card offers to tick; of more, those who said that they come."""
_EVERYBODY = re.compile(r"(?:everybody|everyone|all(?: of them)?|all invited)[.!]?", re.IGNORECASE)
_NOBODY = re.compile(r"(?:nobody|no one|none)[.!]?", re.IGNORECASE)
_WANTED = Wanted(
    label="Others who came, by name",
    question="Who came? Names with commas between them, everybody, or nobody.",
    button="Note who came",
    name="came",
    at_most=4_000,
)


async def came(turn: Turn, wish: InstituteWish) -> Reply:
    """Who came to the latest event that a sentence may mean."""
    require_may_arrange(turn.speaker, turn.trust)
    found = await meant(turn, wish, over=True)
    if not found:
        said = "I found no such event that is over."
        return turn.say(said, summary="No such event")
    event, register = await who_came(uow=turn.uow, person=turn.speaker, event_id=found[0].id)
    what = event_words.whole(event, turn.trust)
    if register is None:
        return await page(turn, event, f"It is not noted yet who came to the {what}.")
    count = wording.several(len(register.people), "person", "people") if register.people else "nobody"
    said = f"{count.capitalize()} came to the {what}."
    turn.memory["rows"] = [["event.show", {"event": event.id}]]
    who = names(turn, register.people)
    by = f"Noted by {turn.trust.person(register.by).name}, {wording.moment(register.at)}."
    card = cards.card(
        [
            cards.words(event.title, bold=True, size="medium"),
            cards.words(said),
            cards.words(who),
            cards.note(by),
        ],
        [
            None
            if turn.incoming.read_only
            else cards.press("Correct it", "event.note.ask", {"event": event.id, cards.BESIDE: True})
        ],
        says=said,
    )
    return turn.say(said, in_full=f"{said}\n{who}\n{by}", summary="Who came", card=card)


async def note_said(turn: Turn, wish: InstituteWish) -> Reply:
    """Ask who came to the event that a sentence names, or to the one of which it is not noted."""
    require_may_arrange(turn.speaker, turn.trust)
    found = await meant(turn, wish, over=True)
    if not wish.subject and wish.starts is None and len(found) > 1:
        noted = await turn.uow.events.noted([each.id for each in found])
        waiting = [each for each in found if each.id not in noted]
        found = waiting or found
    if len(found) == 1 or (found and wish.subject):
        return await _ask(turn, found[0])
    return which(turn, found, "event.note.ask", {})


async def ask(turn: Turn, press: Press) -> Reply:
    """The button "Note who came"."""
    require_may_arrange(turn.speaker, turn.trust)
    return await _ask(turn, await pressed_event(turn, press))


async def _ask(turn: Turn, event: Event) -> Reply:
    """Those invited to tick, and others by name; nobody is ticked but who said that they come."""
    if not event.is_over(turn.now):
        return await page(turn, event, "That is still to come.")
    before = await turn.uow.events.register(event.id)
    asked = [person.id for person in invitees(event, turn.trust)]
    said_yes: list[int] = []
    if turn.speaker.id == event.arranged_by:
        said = await said_so_far(uow=turn.uow, person=turn.speaker, event=event)
        said_yes = [each.person for each in said if each.comes]
    ticked = list(before.people) if before else said_yes
    offered = asked if len(asked) <= MOST_TO_TICK else sorted({*said_yes, *ticked})[:MOST_TO_TICK]
    offered = list(dict.fromkeys([*offered, *ticked]))[: 2 * MOST_TO_TICK]
    choices = sorted((turn.trust.person(each).name, str(each)) for each in offered)
    fields: list[cards.Element] = [cards.words(event.title, bold=True)]
    if choices:
        fields.append(
            {
                "type": "Input.ChoiceSet",
                "id": "ticked",
                "label": "Who came",
                "style": "expanded",
                "isMultiSelect": True,
                "wrap": True,
                "choices": [{"title": name, "value": value} for name, value in choices],
                "value": ",".join(str(each) for each in ticked if each in offered),
            }
        )
    what = event_words.whole(event, turn.trust)
    explanation = f"Who came to the {what}?"
    if before is not None:
        explanation += " What was noted before is kept, and this takes its place."
    data = {"event": event.id, "after": before.number if before else 0}
    return ask_reason(turn, "Note who came", explanation, "event.note", data, wanted=_WANTED, fields=fields)


async def note(turn: Turn, press: Press) -> Reply:
    """The button that notes who came, or names said after it was asked."""
    require_may_arrange(turn.speaker, turn.trust)
    event = await pressed_event(turn, press)
    after = press.data.get("after")
    data = {"event": event.id, "after": after if isinstance(after, int) else 0}
    try:
        people = _people(turn, event, press.data)
    except ValueError as fault:
        return ask_again(turn, str(fault), "event.note", data, wanted=_WANTED)
    try:
        register = await note_who_came(
            uow=turn.uow,
            now=turn.now,
            person=turn.speaker,
            event_id=event.id,
            people=people,
            after=data["after"],
        )
    except Stale:
        return await page(turn, event, "Somebody has noted it meanwhile; yours was not added.")
    count = wording.several(len(register.people), "person", "people") if register.people else "nobody"
    return await page(turn, event, f"Noted: {count} came.")


def _people(turn: Turn, event: Event, data: Mapping[str, object]) -> list[int]:
    """Those who were ticked and named. Raises ValueError with a sentence where it cannot be told who."""
    ticked, typed = data.get("ticked"), data.get("came")
    numbers = [int(each) for each in str(ticked or "").split(",") if each.strip().isdigit()]
    people = [each for each in numbers if each in turn.trust.people]
    said = typed.strip() if isinstance(typed, str) else ""
    if _EVERYBODY.fullmatch(said):
        return [*people, *(person.id for person in invitees(event, turn.trust))]
    if _NOBODY.fullmatch(said):
        return []
    if said:
        context = EventContext(turn.speaker, turn.trust, turn.now, turn.today, turn.reader, ())
        named = read_invited(context, said)
        if named.everybody or named.sles or named.leaders_of:
            raise ValueError("Please give the names of people; I found something else among them.")
        people += named.people
    if not people:
        raise ValueError("Please tick or name who came. If it was nobody, say nobody.")
    return people
