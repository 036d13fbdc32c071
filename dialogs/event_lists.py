"""What is on: networks and training, in conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dialogs import cards, event_words, wording
from dialogs.asked_again import day_in
from dialogs.event_pages import page
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteKind, InstituteWish
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.seeing_events import events_seen
from strategy.events import Event, EventKind, is_invited
from strategy.subjects import subject_named, subjects_of

PAGE = 6
MOST_CHOICES = 6
LONGEST_SUBJECT = 80


async def answer(turn: Turn, wish: InstituteWish, offset: int = 0) -> Reply:
    """What is on in a span, or from today; of what has been already in it, how many there were."""
    to_come, been = await _to_come(turn, wish)
    if wish.kind is InstituteKind.NEXT and to_come:
        return await page(turn, to_come[0])
    if not to_come:
        return await _nothing(turn, wish, been)
    note_list(turn, "events", Interpretation(Intent.UNKNOWN), **_asked(wish, 0))
    said = _counted(turn, wish, len(to_come), been)
    return await _shown(turn, wish, to_come, said, min(offset, (len(to_come) - 1) // PAGE * PAGE))


async def found_by(turn: Turn, wish: InstituteWish) -> tuple[list[Event], str]:
    """The events that a question is about, and how many there are in words."""
    to_come, been = await _to_come(turn, wish)
    return to_come, _counted(turn, wish, len(to_come), been)


async def _to_come(turn: Turn, wish: InstituteWish) -> tuple[list[Event], int]:
    """The events that a question is about, and how many others of its days have been already."""
    starts = wish.starts or turn.today
    found = await events_seen(
        uow=turn.uow,
        asker=turn.speaker,
        starts=starts,
        ends=wish.ends,
        subject=wish.subject,
        kind=wish.event,
        invited_only=wish.kind is InstituteKind.INVITED,
    )
    to_come = [each for each in found if _asks_of_before(turn, wish) or not each.is_over(turn.now)]
    return to_come, len(found) - len(to_come)


def _asks_of_before(turn: Turn, wish: InstituteWish) -> bool:
    return wish.ends is not None and wish.ends < turn.today


def _counted(turn: Turn, wish: InstituteWish, number: int, been: int) -> str:
    """`3 events are coming up for Science. 1 has been already.`"""
    asks_of_before = _asks_of_before(turn, wish)
    many = f"{wording.several(number, 'event')} {'was' if asks_of_before else 'is'}"
    if number != 1:
        many = f"{wording.several(number, 'event')} {'were' if asks_of_before else 'are'}"
    verb = "" if asks_of_before else " coming up"
    said = f"{many}{verb}{_for(turn, wish)}{_when(turn, wish)}."
    if wish.kind is InstituteKind.INVITED:
        said = f"You are invited to {wording.several(number, 'event')}{_when(turn, wish)}."
    if been:
        said += f" {been} {'has' if been == 1 else 'have'} been already."
    return said


async def turn_page(turn: Turn, press: Press) -> Reply:
    """Another page of the same list."""
    offset, wish = press.data.get("offset"), recalled(press.data)
    if not isinstance(offset, int) or not 0 <= offset < 1_000_000 or wish is None:
        return turn.say("That button is from an older card. Please ask me again.", summary="An older card")
    return await answer(turn, wish, offset)


def recalled(data: Mapping[str, Any]) -> InstituteWish | None:
    """What a button or the memory kept of a question about events; None for anything else."""
    subject, kind, event = data.get("subject"), data.get("kind"), data.get("kind_of_event")
    if not isinstance(subject, str) or kind not in (InstituteKind.LIST, InstituteKind.INVITED):
        return None
    return InstituteWish(
        InstituteKind(kind),
        subject=subject[:LONGEST_SUBJECT],
        event=EventKind(event) if event in set(EventKind) else None,
        starts=day_in(data.get("starts")),
        ends=day_in(data.get("ends")),
    )


def _for(turn: Turn, wish: InstituteWish) -> str:
    """` for Mathematics`; the subject in the directory's words, never as it was typed."""
    if not wish.subject:
        return ""
    named = subject_named(wish.subject, subjects_of(turn.trust))
    return f" for {named}" if named else " on that"


def _when(turn: Turn, wish: InstituteWish) -> str:
    words = wording.span(wish.starts, wish.ends, turn.today)
    return f" {words.replace('since', 'from')}" if words else ""


async def _nothing(turn: Turn, wish: InstituteWish, been: int) -> Reply:
    """Say so, and what comes next of the same subject, whenever that is."""
    what = {EventKind.NETWORK: "No network", EventKind.TRAINING: "No training", None: "Nothing"}[wish.event]
    said = f"{what} is coming up{_for(turn, wish)}{_when(turn, wish)}."
    if wish.kind is InstituteKind.INVITED:
        said = f"You are not invited to anything{_when(turn, wish)}."
    if been:
        said += f" {been} {'has' if been == 1 else 'have'} been already."
    after = await events_seen(
        uow=turn.uow,
        asker=turn.speaker,
        starts=turn.today,
        ends=None,
        subject=wish.subject,
        invited_only=wish.kind is InstituteKind.INVITED,
    )
    later = [each for each in after if not each.is_over(turn.now)]
    if later:
        said += f" The next one arranged is {event_words.whole(later[0], turn.trust)}."
        turn.memory["rows"] = [["event.show", {"event": later[0].id}]]
    return turn.say(said, summary="What is on: nothing")


async def _shown(turn: Turn, wish: InstituteWish, found: Sequence[Event], said: str, offset: int) -> Reply:
    shown, end = found[offset : offset + PAGE], min(offset + PAGE, len(found))
    turn.memory["rows"] = [["event.show", {"event": each.id}] for each in shown]
    turn.memory.pop("more", None)
    if len(found) > len(shown):
        said += f" Showing {offset + 1} to {end} of {len(found)}."
    if end < len(found):
        turn.memory["more"] = {"press": ["event.page", _asked(wish, end)]}
    answers = await turn.uow.events.said_by(turn.speaker.id, [each.id for each in shown])
    rows, cells = [], []
    for number, event in enumerate(shown, 1):
        stands = how_it_stands(turn, event, answers)
        what = event_words.KINDS[event.kind].capitalize()
        day = event_words.when_in_short(event.timing, turn.today)
        place = event_words.where(event.timing, turn.trust)
        rows.append((str(number), event.title, what, day, place, stands or "-"))
        beneath = [cards.beneath(what), *([cards.beneath(stands)] if stands else [])]
        link = cards.link(event.title, "event.show", {"event": event.id})
        cells.append([[link, *beneath], [cards.words(day), cards.beneath(place)]])
    actions = [
        cards.press("Next", "event.page", _asked(wish, end)) if end < len(found) else None,
        cards.press("Back", "event.page", _asked(wish, max(offset - PAGE, 0))) if offset else None,
    ]
    heading = said if turn.incoming.press else "What is on"
    table = cards.table((("What", 5), ("When and where", 5)), cells)
    return turn.say(
        said,
        in_full=said + (' Say "more" for the next.' if end < len(found) else ""),
        summary="What is on",
        table=Table(("", "What", "Kind", "When", "Where", "You"), tuple(rows)),
        card=cards.card(
            [cards.heading(heading), table, cards.note("Press one to open it.")], actions, says=said
        ),
    )


def how_it_stands(turn: Turn, event: Event, answers: Mapping[int, Any]) -> str:
    """What the speaker has to do with an event: `You are invited`; nothing where they are not."""
    if event.arranged_by == turn.speaker.id:
        return "Arranged by you"
    if not is_invited(turn.speaker, event, turn.trust):
        return ""
    said = answers.get(event.id)
    if said is None or said.revision != event.revision:
        return "You are invited"
    return "You are coming" if said.comes else "You can't come"


def _asked(wish: InstituteWish, offset: int) -> dict[str, object]:
    days: dict[str, date | None] = {"starts": wish.starts, "ends": wish.ends}
    return {
        "kind": str(wish.kind),
        "subject": wish.subject[:LONGEST_SUBJECT],
        "kind_of_event": str(wish.event or ""),
        "offset": offset,
        **{name: day.isoformat() for name, day in days.items() if day},
    }


async def meant(turn: Turn, wish: InstituteWish, *, over: bool) -> list[Event]:
    """What a sentence may mean: of those that are over the latest first, of others the next."""
    found = await events_seen(
        uow=turn.uow,
        asker=turn.speaker,
        starts=wish.starts or (turn.today - timedelta(days=400) if over else turn.today),
        ends=wish.ends,
        subject=wish.subject,
        kind=wish.event,
    )
    fitting = [each for each in found if each.is_over(turn.now) is over]
    return at_that_time(fitting[::-1] if over else fitting, wish)


def at_that_time(found: list[Event], wish: InstituteWish) -> list[Event]:
    """Those that begin when a sentence says, where it says so of one of them and moves none."""
    if wish.kind is InstituteKind.MOVE or wish.begins is None:
        return found
    return [each for each in found if each.timing.starts == wish.begins] or found


def which(turn: Turn, found: Sequence[Event], do: str, data: Mapping[str, Any]) -> Reply:
    """Ask which of several is meant, or say that there is none."""
    if not found:
        said = 'I found no such event. Say "what CPD is coming up?" to see what there is.'
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
