"""The actions that minutes name: "actions from the last board?", "what actions do I owe?", done and open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dialogs import cards, minutes_adding, minutes_page, wording
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.minutes_lines import owner_of
from dialogs.minutes_meant import Meant, held_meant
from dialogs.minutes_pages import Again, offset_in, page_buttons, page_in_words
from dialogs.minutes_words import action_stands, by_when, in_short, of_meeting, titled
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.minuted_actions import SeenAction, actions_owed_by, see_action, settle_action
from strategy.actions.minutes_reading import see_minutes
from strategy.minutes import ActionOvertaken, ActionState, MinutedAction

ACTION_SHOWN = "minuted_action"
"""Where in the memory stands the action that "it" means."""
PAGE = 8
_STATES = {"minutes.action.done": ActionState.DONE, "minutes.action.open": ActionState.OPEN}
_ROOM, _ROOM_FOR_WHO = 500, 300
"""Bytes of JSON that an action, and who has it, may take in a list."""
_WORD = re.compile(r"[a-z0-9]{3,}")
_SMALL_WORD = re.compile(
    r"the|and|for|with|from|that|this|actions?|mark|done|completed?|finished|has|have|been|closed?|tick|off"
    r"|our|your|its|one|about"
)
_MOST_ROWS = 60
"""Actions that a number alone may open."""


async def from_meeting(turn: Turn, of: Meant, *, open_only: bool = False) -> Reply:
    """The actions of the last meeting that fits, or of the day that is named."""
    found = await held_meant(turn, of)
    if not found:
        return await minutes_page.find(turn, of)
    number = found[0].minutes
    return await of_minutes(turn, number if number is not None else 0, open_only=open_only)


async def of_minutes(turn: Turn, number: int, *, open_only: bool = False, offset: int = 0) -> Reply:
    """The actions that some minutes name."""
    seen = await see_minutes(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, minutes_id=number
    )
    meeting, actions = seen.minutes.meeting, seen.minutes.standing_actions
    shown = [action for action in actions if action.is_open] if open_only else list(actions)
    name = of_meeting(meeting, turn.trust)
    note_list(turn, "actions", Interpretation(Intent.MINUTES_RECORD), minutes=number, open_only=open_only)
    if not actions:
        return minutes_adding.none_recorded(turn, seen, name)
    still = sum(1 for action in actions if action.is_open)
    late = sum(1 for action in actions if action.is_late(turn.today))
    said = f"{wording.capitalised(wording.several(len(actions), 'action'))} from {name}, {still} still open"
    said += f", {late} of them late." if late else "."
    heading = titled(meeting, turn.trust).replace("Minutes", "Actions")
    data = {"minutes": number, "open": open_only}
    return _listed(turn, shown, said, heading, ("minutes.actions", data), offset)


async def pressed(turn: Turn, press: Press) -> Reply:
    """The button that lists the actions of some minutes."""
    number = press.data.get("minutes")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    open_only = press.data.get("open") is True
    return await of_minutes(turn, number, open_only=open_only, offset=offset_in(press))


async def mine_pressed(turn: Turn, press: Press) -> Reply:
    """The button that lists what the speaker owes."""
    return await mine(turn, offset_in(press))


async def mine(turn: Turn, offset: int = 0) -> Reply:
    """The open actions that the speaker owes."""
    found = await actions_owed_by(uow=turn.uow, person=turn.speaker)
    note_list(turn, "actions", Interpretation(Intent.MINUTES_RECORD))
    if not found:
        return turn.say("You owe no actions from any minutes.", summary="No actions")
    late = sum(1 for action in found if action.is_late(turn.today))
    said = f"You owe {wording.several(len(found), 'action')}" + (f", {late} of them late." if late else ".")
    return _listed(turn, found, said, "Your actions", ("minutes.mine", {}), offset, whose=False)


def _listed(
    turn: Turn,
    found: Sequence[MinutedAction],
    said: str,
    heading: str,
    again: Again,
    offset: int = 0,
    *,
    whose: bool = True,
) -> Reply:
    """A page of actions, numbered through; `again` is the button that lists them from an offset on."""
    shown = found[offset : offset + PAGE]
    said += page_in_words(turn, offset, len(shown), len(found), again)
    turn.memory["rows"] = [["minutes.action", {"action": each.id}] for each in found[:_MOST_ROWS]]
    body: list[cards.Element | None] = [cards.heading(heading), cards.words(said)]
    rows = []
    for number, each in enumerate(shown, offset + 1):
        stands = action_stands(each, turn.trust, turn.today)
        if not whose:
            meeting = in_short(each.meeting, turn.trust, turn.today)
            stands = f"{by_when(each, turn.today)} ({meeting})"
        what, stands = _shortly(each.text.what, _ROOM), _shortly(stands, _ROOM_FOR_WHO)
        body.append(cards.link(f"{number}. {what}", "minutes.action", {"action": each.id}))
        body.append(cards.beneath(wording.capitalised(stands)))
        rows.append((str(number), what, stands))
    body.append(cards.note("Press one to open it, or say, for example: mark action 1 as done."))
    return turn.say(
        said,
        in_full=f'{said} Say "mark action 1 as done" when one is.',
        summary=heading,
        table=Table(("", "Action", "Who and by when" if whose else "By when"), tuple(rows)),
        card=cards.card(body, page_buttons(offset, PAGE, len(found), again), says=said),
    )


def _shortly(text: str, room: int) -> str:
    fitted = as_much_as_fits(text, room)
    return fitted if fitted == text else f"{fitted.rstrip()} …"


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """The row of one action."""
    number = press.data.get("action")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await show(turn, number)


async def show(turn: Turn, number: int, *, lead: str = "") -> Reply:
    """One action in full, with what the reader may do about it."""
    seen = await see_action(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, action_id=number
    )
    action = seen.action
    turn.memory[ACTION_SHOWN] = action.id
    stands = "" if lead else _stands(action, turn.today)
    given = ""
    if seen.owner is not None and seen.owner != action.text.owner:
        given = f" It was given to {turn.trust.person(seen.owner).name} since."
    of, by = of_meeting(action.meeting, turn.trust), wording.day(action.text.by)
    said = f"{lead} Action from {of}, to be done by {by}.{given}{stands}".strip()
    heading = titled(action.meeting, turn.trust).replace("Minutes", "Action")
    parts = [("What", action.text.what), ("Who", owner_of(action.text, turn.trust))]
    card = cards.card(
        [
            cards.heading(heading),
            cards.words(said),
            *(element for label, text in parts for element in cards.labelled(label, text)),
        ],
        _buttons(turn, seen),
        says=said,
    )
    hint = ['Say "mark it as done" when it is.'] if seen.may_close and action.is_open else []
    full = "\n".join([said, *(f"{label}: {text}" for label, text in parts), *hint])
    return turn.say(said, in_full=full, summary=heading, card=card)


def _stands(action: MinutedAction, today: date) -> str:
    if action.until is not None:
        return " The minutes were amended since and no longer name it."
    if action.state is ActionState.DONE:
        return " It is done."
    return " It is late." if action.is_late(today) else ""


def _buttons(turn: Turn, seen: SeenAction) -> list[cards.Element | None]:
    action = seen.action
    data = {"action": action.id, "revision": action.revision}
    may = seen.may_close and not turn.incoming.read_only
    is_done = action.state is ActionState.DONE
    read = {"minutes": action.minutes, cards.BESIDE: True}
    return [
        cards.press("It is done", "minutes.action.done", data, primary=True) if may and not is_done else None,
        cards.press("Open it again", "minutes.action.open", data) if may and is_done else None,
        cards.press("The minutes", "minutes.show", read) if seen.may_read_minutes else None,
    ]


async def settle_pressed(turn: Turn, press: Press) -> Reply:
    """The button that marks an action as done, or opens it again."""
    number, revision = press.data.get("action"), press.data.get("revision")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    return await _settle(turn, number, _STATES[press.do], revision)


async def _settle(turn: Turn, number: int, state: ActionState, revision: int) -> Reply:
    try:
        after = await settle_action(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            action_id=number,
            state=state,
            shown=revision,
        )
    except ActionOvertaken as overtaken:
        lead = "That has changed meanwhile."
        if overtaken.action.state is ActionState.DONE and overtaken.action.until is None:
            lead = "It was marked as done already."
        return await show(turn, number, lead=lead)
    lead = "Thank you: that is done." if after.state is ActionState.DONE else "It is open again."
    return await show(turn, number, lead=lead)


async def mark_done(turn: Turn, words: str, number: int | None) -> Reply:
    """What "mark action 2 as done" and "mark the attendance action as done" do: where one action fits it is
    done, else it is asked which.
    """
    chosen = _by_number(turn, number) if number is not None else _the_shown(turn, words)
    if chosen is None:
        found = await actions_owed_by(uow=turn.uow, person=turn.speaker)
        fitting = _fitting(found, words)
        if len(fitting) != 1:
            return await _which(turn, fitting or list(found), named=bool(fitting))
        chosen = fitting[0].id
    seen = await see_action(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, action_id=chosen
    )
    return await _settle(turn, chosen, ActionState.DONE, seen.action.revision)


def lists_actions(turn: Turn) -> bool:
    """Whether the rows that were shown last are actions of minutes."""
    return bool(_rows(turn))


def _rows(turn: Turn) -> list[int]:
    """The actions (ids) that were listed last, in their order; none where something else was."""
    rows = turn.memory.get("rows")
    found = rows if isinstance(rows, list) else []
    return [int(data["action"]) for do, data in found if do == "minutes.action"]


def _by_number(turn: Turn, number: int) -> int | None:
    rows = _rows(turn)
    return rows[number - 1] if 1 <= number <= len(rows) else None


def _the_shown(turn: Turn, words: str) -> int | None:
    shown = turn.memory.get(ACTION_SHOWN)
    return shown if isinstance(shown, int) and not _telling(words) else None


def _telling(words: str) -> set[str]:
    return {word for word in _WORD.findall(words.casefold()) if not _SMALL_WORD.fullmatch(word)}


def _fitting(found: Sequence[MinutedAction], words: str) -> list[MinutedAction]:
    """The actions that share most of the telling words; all where the words tell nothing."""
    said = _telling(words)
    if not said:
        return list(found)
    shared = {each.id: len(said & set(_WORD.findall(each.text.what.casefold()))) for each in found}
    most = max(shared.values(), default=0)
    return [each for each in found if most and shared[each.id] == most]


async def _which(turn: Turn, found: Sequence[MinutedAction], *, named: bool) -> Reply:
    if not found:
        return turn.say("You owe no actions from any minutes.", summary="No actions")
    said = "Which one do you mean?" if named else "I couldn't tell which. These are the actions you owe."
    return _listed(turn, found, said, "Which action?", ("minutes.mine", {}), whose=False)
