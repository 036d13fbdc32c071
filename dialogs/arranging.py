"""Arranging an event by its form, moving it and cancelling it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from dialogs import cards, event_words, wording
from dialogs.asked_again import day_in
from dialogs.awaiting import await_yes
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.event_form import EVENT, EVENT_FORM, EventContext, event_of, read_place
from dialogs.event_lists import meant
from dialogs.event_pages import page, pressed_event
from dialogs.event_paper import event_context, in_words
from dialogs.form_questions import show
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteWish, clock_times_in
from strategy.actions.arranging_events import (
    arrange,
    call_off,
    doubts,
    move,
    require_may_arrange,
)
from strategy.errors import Invalid, Stale
from strategy.events import Event, EventKind, Timing, invitees, usual_end
from strategy.ports import Draft, DraftState
from strategy.subjects import subject_written, subjects_of
from strategy.visits import Mode

MOST_CHOICES = 6


async def begin(turn: Turn, wish: InstituteWish) -> Reply:
    """Show the form with what the sentence says."""
    require_may_arrange(turn.speaker, turn.trust)
    draft = await start_draft(turn, EVENT, _known(turn, wish))
    return await show(turn, draft, await context_of(turn, draft))


def _known(turn: Turn, wish: InstituteWish) -> dict[str, str]:
    subject = subject_written(wish.subject, subjects_of(turn.trust)) if wish.subject else ""
    kind = wish.event or EventKind.TRAINING
    known = {
        "kind": kind.value,
        "subject": subject,
        "title": f"{subject} {event_words.KINDS[kind]}" if subject else "",
        "date": wish.date.isoformat() if wish.date else "",
        "place": "Teams" if wish.on_teams else "",
        "invited": wish.invited,
    }
    if wish.school:
        known["place"] = turn.trust.school(wish.school).known_as
    if wish.begins:
        minutes = turn.policy.on(turn.today, turn.trust.calendar).institute.event_minutes
        until = wish.until if wish.until and wish.until > wish.begins else usual_end(wish.begins, minutes)
        known |= {"starts": f"{wish.begins:%H:%M}", "ends": f"{until:%H:%M}"}
    return {name: value for name, value in known.items() if value}


async def finish(turn: Turn, draft: Draft, context: EventContext, *, sure: bool = False) -> Reply:
    """Arrange what the draft holds; what is unusual is asked about first, once."""
    checked = check(EVENT_FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    event = event_of(checked.values, context)
    if context.doubts and not sure:
        return _surely(turn, draft, context)
    try:
        arranged = await arrange(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, event=event
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    await put_away(turn, draft, DraftState.FILED, arranged.id)
    count = len(invitees(arranged, turn.trust))
    return await page(turn, arranged, f"Arranged. {_told(count)} invited.")


def _told(count: int) -> str:
    return f"{wording.several(count, 'person', 'people').capitalize()} {'is' if count == 1 else 'are'}"


def _surely(turn: Turn, draft: Draft, context: EventContext) -> Reply:
    said = f"{' '.join(context.doubts)} Shall I arrange it all the same?"
    data = {"draft": draft.key}
    await_yes(turn, "event.surely", data)
    card = cards.card(
        [cards.heading("One thing before I arrange it"), cards.words(said)],
        [
            cards.press("Arrange it all the same", "event.surely", data, primary=True),
            cards.press("Change it", "form.open", {**data, "section": 1}),
        ],
        says=said,
    )
    return turn.say(said, summary="Shall I arrange it all the same?", card=card)


async def surely(turn: Turn, press: Press) -> Reply:
    """The button "Arrange it all the same"."""
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id or draft.form != EVENT:
        return turn.say("I don't have that form any more.", summary="No such form")
    if draft.state is DraftState.FILED:
        return await arranged_before(turn, draft)
    if draft.state is not DraftState.OPEN:
        return turn.say("You discarded that one, so nothing of it is kept.", summary="Draft discarded")
    return await finish(turn, draft, await event_context(turn, draft), sure=True)


async def arranged_before(turn: Turn, draft: Draft) -> Reply:
    """What became of an event that was arranged: what a second press of the same form gets."""
    event = await turn.uow.events.get(draft.outcome or 0)
    if event is None:
        return turn.say("That was arranged already.", summary="Arranged already")
    return await page(turn, event, "That was arranged already.")


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
    return await page(turn, after, f"Moved. {_told(told)} told.")


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
            f"{_told(told)} told.",
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
    told = _told(len(invitees(event, turn.trust)))
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
    return await page(turn, ended, f"Cancelled. {_told(told)} told.")


def which(turn: Turn, found: Sequence[Event], do: str, data: Mapping[str, Any]) -> Reply:
    """Ask which of several is meant, or say that there is none."""
    if not found:
        said = 'I found no such event. Say "what training is coming up?" to see what there is.'
        return turn.say(said, summary="No such event")
    shown = found[:MOST_CHOICES]
    turn.memory["rows"] = [[do, {**data, "event": each.id}] for each in shown]
    said = "Which one do you mean?"
    titles = [wording.capitalised(event_words.whole(each, turn.trust)) for each in shown]
    buttons = [
        cards.press(title, do, {**data, "event": each.id}) for title, each in zip(titles, shown, strict=True)
    ]
    numbered = "".join(f"\n{number}. {title}" for number, title in enumerate(titles, 1))
    card = cards.card([cards.heading(said), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=f"{said}{numbered}\nSay its number.", summary=said, card=card)
