"""Adding an action to minutes: "add an action to the Marlow minutes: Nadia to send the data by Friday".

It goes into the draft that is open, or into one that amends what was filed, so that who writes the minutes
sees how it was read before it counts. What the text of minutes names is added the same way, when asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dialogs import cards, wording
from dialogs.drafting import context_of, keep
from dialogs.form_questions import ask
from dialogs.form_talk import REVIEW
from dialogs.messages import Press, Reply
from dialogs.minutes_form import MinutesContext, lines_of, sitting_in, spelled
from dialogs.minutes_found import actions_in, in_words
from dialogs.minutes_lines import Lines
from dialogs.minutes_meant import Meant, meant
from dialogs.minutes_page import SHOWN
from dialogs.minutes_wishes import (
    ADD_THEM,
    HOW,
    LONGEST,
    OF_A_PLAN,
    OF_MINUTES,
    TAKES_ACTIONS,
    asked_in,
    naming,
    read_one,
    with_actions,
)
from dialogs.minutes_words import called
from dialogs.minuting import awaited, draft_for, last_held, may_minute, open_draft
from dialogs.office import Said
from dialogs.reasons import Wanted
from dialogs.reasons import ask_again as ask_for_words
from dialogs.turn import Turn
from strategy.actions.minutes_reading import SeenMinutes, see_minutes
from strategy.actions.minuting import sitting_of
from strategy.errors import NotAllowed
from strategy.minutes import ActionText, Minutes, Sitting
from strategy.minutes_access import may_record_minutes
from strategy.permissions import Deed
from strategy.ports import Draft

_WHICH = "Which meeting's minutes? Please say whose and of which day, like Oak Bank's board of 12 November."
_WHAT = 'Who is to do what by when? Like: "Visit the maths department; David Ormerod; 4 December".'


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence is answered that adds an action to minutes; None for any other text.

    One that names no meeting is about the draft that is open, or about the minutes that were shown last.
    """
    shown = turn.memory.get(SHOWN)
    if isinstance(shown, int) and TAKES_ACTIONS.match(text):
        return Said(partial(_take_named, turn, shown))
    wish = asked_in(text)
    if wish is None and awaited(turn) is not None and _is_an_action(turn, text):
        return Said(partial(_to_the_open, turn, text))
    if wish is None or OF_A_PLAN.search(wish.head) or not may_minute(turn):
        return None
    if OF_MINUTES.search(wish.head) is not None:
        return Said(partial(_to_meeting, turn, wish.head, wish.item))
    if awaited(turn) is None and not isinstance(shown, int):
        return None
    return Said(partial(_to_the_open, turn, wish.item))


def _is_an_action(turn: Turn, text: str) -> bool:
    """Whether a text says by itself who is to do what by when: "Nadia to send the data by Friday"."""
    if len(text) > LONGEST or text.rstrip().endswith("?"):
        return False
    try:
        action = read_one(text, Lines(turn.trust, turn.reader, turn.speaker, turn.today, None))
    except ValueError:
        return False
    return action.owner is not None


async def _to_the_open(turn: Turn, item: str) -> Reply:
    """Into the draft that is open, else into an amendment of the minutes that were shown last."""
    draft, shown = await open_draft(turn), turn.memory.get(SHOWN)
    if draft is not None:
        context: MinutesContext = await context_of(turn, draft)
        of = lines_of(context, draft.values)
        if of.sitting is None:
            return ask_for_words(turn, _WHICH, "minutes.add", {"item": item}, wanted=Wanted(name="which"))
        return await _add(turn, of.sitting, item)
    if not isinstance(shown, int):
        return ask_for_words(turn, _WHICH, "minutes.add", {"item": item}, wanted=Wanted(name="which"))
    return await _add(turn, sitting_of((await _seen(turn, shown)).meeting), item)


async def _to_meeting(turn: Turn, head: str, item: str) -> Reply:
    """Into the minutes of the meeting that is named; of a body's the last that was held."""
    text = f"record the minutes {head}"
    turn.incoming = replace(turn.incoming, press=None, text=text)
    asked = turn.read(text)
    of = meant(turn, asked)
    if of == Meant(None, None, None, None, last=False) and (awaited(turn) or turn.memory.get(SHOWN)):
        return await _to_the_open(turn, item)
    if of.body is not None and not may_record_minutes(
        turn.speaker, of.body, turn.policy, turn.trust, turn.today
    ):
        raise NotAllowed(Deed.RECORD_MINUTES)
    sitting = None if asked.school_choices else await last_held(turn, of)
    if sitting is None or sitting.day > turn.today:
        return ask_for_words(turn, _WHICH, "minutes.add", {"item": item}, wanted=Wanted(name="which"))
    return await _add(turn, sitting, item)


async def pressed(turn: Turn, press: Press) -> Reply:
    """The words that were asked for: which meeting's minutes, or the action."""
    item, which = str(press.data.get("item") or ""), press.data.get("which")
    sitting = sitting_in(press.data.get("meeting", ""), turn.trust)
    if sitting is not None:
        return await _add(turn, sitting, item)
    return await _to_meeting(turn, f"of {which}", item) if which else await _to_the_open(turn, item)


async def _add(turn: Turn, sitting: Sitting, item: str) -> Reply:
    """One action in words, as it was read, into the draft of a meeting's minutes."""
    of = Lines(turn.trust, turn.reader, turn.speaker, turn.today, sitting)
    try:
        action = read_one(item, of) if item else None
    except ValueError as fault:
        return _ask_what(turn, sitting, str(fault))
    if action is None:
        return _ask_what(turn, sitting, _WHAT)
    return await _added(turn, sitting, [action])


def _ask_what(turn: Turn, sitting: Sitting, fault: str) -> Reply:
    wanted = Wanted(name="item", question=_WHAT)
    return ask_for_words(turn, fault, "minutes.add", {"meeting": spelled(sitting)}, wanted=wanted)


async def _added(turn: Turn, sitting: Sitting, actions: Sequence[ActionText]) -> Reply:
    draft = await draft_for(turn, sitting)
    context: MinutesContext = await context_of(turn, draft)
    more = with_actions(draft.values, actions, context)
    draft = await keep(turn, draft, more.values)
    return _looked_over(turn, draft, context, more.said)


def _looked_over(turn: Turn, draft: Draft, context: MinutesContext, said: str) -> Reply:
    """All that the draft holds now, and that none of it counts before it is filed."""
    of = lines_of(context, draft.values).sitting
    name = called(of, turn.trust) if of is not None else "the minutes"
    what = "They are in already, so this amends them" if draft.about else "They are not in yet"
    lead = f"{said}\n{wording.capitalised(name)}. {what}: nothing counts until you file them."
    return ask(turn, draft, context, REVIEW, lead=lead)


async def take_pressed(turn: Turn, press: Press) -> Reply:
    """The button that records the actions which the text of minutes names."""
    number = press.data.get("minutes")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    return await _take_named(turn, number)


async def _take_named(turn: Turn, number: int) -> Reply:
    minutes = await _seen(turn, number)
    sitting = sitting_of(minutes.meeting)
    if not may_record_minutes(turn.speaker, sitting.body, turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    found = named_in(turn, minutes)
    if not found:
        return turn.say("I found no action with an owner and a day in their text.", summary="No actions")
    return await _added(turn, sitting, found)


def named_in(turn: Turn, minutes: Minutes) -> tuple[ActionText, ...]:
    """The actions that the text of minutes names, where none are recorded with them."""
    if minutes.standing_actions:
        return ()
    said = minutes.last.text
    of = Lines(turn.trust, turn.reader, turn.speaker, turn.today, sitting_of(minutes.meeting))
    return actions_in(f"{said.text}\n\n{said.decisions}", of)


def none_recorded(turn: Turn, seen: SeenMinutes, name: str) -> Reply:
    """That no actions stand by themselves in minutes, which their text names, and what can be done."""
    minutes = seen.minutes
    turn.memory[SHOWN] = minutes.id
    writes = seen.may_amend and not turn.incoming.read_only
    named = named_in(turn, minutes)
    said = f"No actions are recorded with the minutes of {name}."
    lines = in_words(named, turn.trust, turn.today)
    data = {"minutes": minutes.id, cards.BESIDE: True}
    if named:
        said += f" {naming(len(named))}"
    way = HOW if not named else f'Say "{ADD_THEM}" to record them.'
    way = way if writes else "Nobody is reminded of them." if named else ""
    buttons = [
        cards.press("Record them", "minutes.add_named", data, primary=True) if named and writes else None,
        cards.press("The minutes", "minutes.show", data),
    ]
    body = [cards.heading("No actions recorded"), cards.words(said), *(cards.words(line) for line in lines)]
    card = cards.card([*body, cards.note(way) if way else None], buttons, says=said)
    full = "\n".join(line for line in (said, *lines, way) if line)
    return turn.say(said, in_full=full, summary="No actions recorded", card=card)


async def _seen(turn: Turn, number: int) -> Minutes:
    seen = await see_minutes(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, minutes_id=number
    )
    return seen.minutes
