"""Moving an event and cancelling it: nobody is told before whoever does it has said yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from dialogs import cards, event_words
from dialogs.asked_again import day_in
from dialogs.awaiting import await_yes
from dialogs.event_form import EventContext, read_place
from dialogs.event_lists import meant, which
from dialogs.event_pages import page, pressed_event
from dialogs.event_paper import in_words
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteWish, clock_times_in
from strategy.actions.arranging_events import call_off, doubts, move, require_may_arrange
from strategy.errors import Stale
from strategy.events import Event, Timing, invitees, usual_end
from strategy.visits import Mode


async def move_said(turn: Turn, wish: InstituteWish) -> Reply:
    """Move what a sentence names ("move the maths network to 19 March"): asks before anybody is told."""
    require_may_arrange(turn.speaker, turn.trust)
    found = await meant(turn, wish, over=False)
    if len(found) != 1:
        return which(turn, found, "event.move.ask", _said_of_moving(wish))
    return await _ask_to_move(turn, found[0], _said_of_moving(wish))


def _said_of_moving(wish: InstituteWish) -> dict[str, str]:
    said = {
        "day": wish.date.isoformat() if wish.date else "",
        "starts": f"{wish.begins:%H:%M}" if wish.begins else "",
        "ends": f"{wish.until:%H:%M}" if wish.until else "",
        "place": "Teams" if wish.on_teams else wish.school or "",
    }
    return {name: value for name, value in said.items() if value}


async def ask_move(turn: Turn, press: Press) -> Reply:
    """The button "Move it": asks for what is to be otherwise, or whether to do what a sentence said."""
    require_may_arrange(turn.speaker, turn.trust)
    event = await pressed_event(turn, press)
    said = {name: str(press.data[name]) for name in ("day", "starts", "ends", "place") if name in press.data}
    return await _ask_to_move(turn, event, said)


async def _ask_to_move(turn: Turn, event: Event, said: Mapping[str, str]) -> Reply:
    if said:
        return await _move(turn, event, event.revision, said, sure=False, ask=True)
    data = {"event": event.id, "revision": event.revision}
    timing = event.timing
    place = "Teams" if timing.mode is Mode.TEAMS else event_words.where(timing, turn.trust)
    asked = "When and where is it to be? Those invited are told, and asked again whether they come."
    card = cards.card(
        [
            cards.heading("Move it"),
            cards.words(event.title, bold=True),
            cards.note(asked),
            cards.date_input("day", "Day", timing.day.isoformat()),
            cards.text_input("starts", "From", f"{timing.starts:%H:%M}"),
            cards.text_input("ends", "Until", f"{timing.ends:%H:%M}"),
            cards.text_input("place", "Place", place),
        ],
        [cards.press("Move it", "event.move", data, primary=True)],
        says=asked,
    )
    in_full = (
        f'{asked} Say, for example, "move the {event_words.plainly(event, turn.trust)} to 19 March at 4pm".'
    )
    return turn.say(asked, in_full=in_full, summary="When is it to be?", card=card)


async def moved(turn: Turn, press: Press) -> Reply:
    """The button that moves it."""
    require_may_arrange(turn.speaker, turn.trust)
    event, revision = await pressed_event(turn, press), press.data.get("revision")
    said = {
        name: str(press.data[name])
        for name in ("day", "starts", "ends", "place")
        if isinstance(press.data.get(name), str)
    }
    shown = revision if isinstance(revision, int) else 0
    return await _move(turn, event, shown, said, sure=press.data.get("sure") is True)


async def _move(
    turn: Turn, event: Event, revision: int, said: Mapping[str, str], *, sure: bool, ask: bool = False
) -> Reply:
    """Move it, or ask first: always where a sentence said so, and where something is unusual."""
    timing = await _timing(turn, event, said)
    if timing is None:
        fault = "I couldn't read that as a day and times. Please give them like 19 March 2027 and 16:00."
        return turn.say(fault, summary="When is it to be?")
    found = await doubts(
        uow=turn.uow, policy=turn.policy, person=turn.speaker, event=replace(event, timing=timing)
    )
    if (ask or found) and not sure:
        return _surely_move(
            turn, event, revision, timing, in_words(replace(event, timing=timing), found, turn)
        )
    try:
        after = await move(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            event_id=event.id,
            revision=revision,
            timing=timing,
        )
    except Stale:
        return await page(turn, event, _MEANWHILE)
    told = len(invitees(after, turn.trust))
    return await page(turn, after, f"Moved. {event_words.people_are(told)} told.")


_MEANWHILE = "Somebody has changed it meanwhile, so I have left it. This is how it stands."


async def _timing(turn: Turn, event: Event, said: Mapping[str, str]) -> Timing | None:
    """The new timing of what was said or entered; the same length where only the beginning was."""
    before = event.timing
    day: date | None = day_in(said["day"]) if "day" in said else before.day
    starts = _clock(said.get("starts")) if "starts" in said else before.starts
    if day is None or starts is None:
        return None
    length = _minutes(before.ends) - _minutes(before.starts)
    ends = _clock(said["ends"]) if said.get("ends") else usual_end(starts, length)
    if ends is None:
        return None
    mode, place, school = before.mode, before.place, before.school
    if said.get("place"):
        context = EventContext(turn.speaker, turn.trust, turn.now, turn.today, turn.reader, ())
        mode, place, school = read_place(context, said["place"])
    return Timing(day, starts, ends, mode, place, school)


def _clock(typed: str | None) -> time | None:
    return clock_times_in(typed)[0] if typed else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _surely_move(turn: Turn, event: Event, revision: int, timing: Timing, unusual: Sequence[str]) -> Reply:
    place = "Teams" if timing.mode is Mode.TEAMS else timing.school or timing.place
    data = {
        "event": event.id,
        "revision": revision,
        "day": timing.day.isoformat(),
        "starts": f"{timing.starts:%H:%M}",
        "ends": f"{timing.ends:%H:%M}",
        "place": place,
        "sure": True,
    }
    await_yes(turn, "event.move", data)
    told = len(invitees(event, turn.trust))
    name = event_words.plainly(event, turn.trust)
    said = " ".join(
        [
            *unusual,
            f"Shall I move the {name} from {event_words.when(event.timing)} to {event_words.when(timing)}? "
            f"{event_words.people_are(told)} told.",
        ]
    )
    card = cards.card(
        [cards.heading("Move it?"), cards.words(event.title, bold=True), cards.words(said)],
        [
            cards.press("Yes, move it", "event.move", data, primary=True),
            cards.press("Leave it", "event.show", {"event": event.id}),
        ],
        says=said,
    )
    return turn.say(said, summary="Shall I move it?", card=card)


async def cancel_said(turn: Turn, wish: InstituteWish) -> Reply:
    """Cancel what a sentence names: asks before anybody is told."""
    require_may_arrange(turn.speaker, turn.trust)
    found = await meant(turn, wish, over=False)
    if len(found) != 1:
        return which(turn, found, "event.cancel.ask", {})
    return _ask_to_cancel(turn, found[0])


async def ask_cancel(turn: Turn, press: Press) -> Reply:
    """The button "Cancel it"."""
    require_may_arrange(turn.speaker, turn.trust)
    return _ask_to_cancel(turn, await pressed_event(turn, press))


def _ask_to_cancel(turn: Turn, event: Event) -> Reply:
    data = {"event": event.id, "revision": event.revision}
    await_yes(turn, "event.cancel", data)
    told = event_words.people_are(len(invitees(event, turn.trust)))
    said = f"Shall I cancel the {event_words.whole(event, turn.trust)}? {told} told."
    card = cards.card(
        [cards.heading("Cancel it?"), cards.words(event.title, bold=True), cards.words(said)],
        [
            cards.press("Yes, cancel it", "event.cancel", data, destructive=True),
            cards.press("Leave it", "event.show", {"event": event.id}),
        ],
        says=said,
    )
    return turn.say(said, summary="Shall I cancel it?", card=card)


async def cancelled(turn: Turn, press: Press) -> Reply:
    """The button that cancels it."""
    require_may_arrange(turn.speaker, turn.trust)
    event, revision = await pressed_event(turn, press), press.data.get("revision")
    try:
        ended = await call_off(
            uow=turn.uow,
            now=turn.now,
            person=turn.speaker,
            event_id=event.id,
            revision=revision if isinstance(revision, int) else 0,
        )
    except Stale:
        return await page(turn, event, _MEANWHILE)
    told = len(invitees(ended, turn.trust))
    return await page(turn, ended, f"Cancelled. {event_words.people_are(told)} told.")
