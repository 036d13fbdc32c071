"""Deciding about somebody's duty: more time, excused, given to somebody else; by a small card or in words.

What a card or the talk brings back is read anew, and permission and the duty's state are asked for anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs import cards, wording
from dialogs.decision_fields import FIELDS, MISSING, WANTED, Entered, inputs, read
from dialogs.duty_pages import away_until, called, change_in_words
from dialogs.messages import Press, Reply
from dialogs.reasons import ASKED_FOR, ask_reason
from dialogs.turn import Turn
from strategy.actions.absences import absences_of
from strategy.actions.changing_duties import (
    Changed,
    Overtaken,
    changeable,
    excuse,
    extend,
    last_change,
    reassign,
)
from strategy.duties import Duty, DutyState, StoredDuty
from strategy.errors import Invalid
from strategy.people import Person
from strategy.ports import ChangeKind

DO: Mapping[ChangeKind, str] = {
    ChangeKind.EXTENDED: "duty.extend",
    ChangeKind.EXCUSED: "duty.excuse",
    ChangeKind.REASSIGNED: "duty.reassign",
}
"""The button that does each change; with `.ask` behind it, the one that asks first."""

_TITLES = {
    ChangeKind.EXTENDED: "More time",
    ChangeKind.EXCUSED: "Excused",
    ChangeKind.REASSIGNED: "Given to somebody else",
}
_ASKED = {
    ChangeKind.EXTENDED: "Extend",
    ChangeKind.EXCUSED: "Excuse",
    ChangeKind.REASSIGNED: "Give to somebody else",
}
_BUTTONS = {
    ChangeKind.EXTENDED: "Extend",
    ChangeKind.EXCUSED: "Excuse",
    ChangeKind.REASSIGNED: "Give it to them",
}


async def pressed(turn: Turn, press: Press) -> Reply:
    """A button, or what was said in its place: `.ask` shows what to enter, the others do it."""
    do = press.do.removesuffix(".ask")
    kind = next(kind for kind, does in DO.items() if does == do)
    return await consider(turn, kind, press.data, asks=do != press.do)


async def consider(turn: Turn, kind: ChangeKind, data: Mapping[str, Any], *, asks: bool = False) -> Reply:
    """Do a change where everything for it is given and can be taken; else ask for what is missing.

    `data` has the duty, what the speaker had seen of it, and what was entered; `asks` never does anything.
    """
    duty, seen = data.get("duty"), data.get("seen")
    if not isinstance(duty, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    try:
        stored = await changeable(
            uow=turn.uow,
            changer=turn.speaker,
            duty_id=duty,
            seen=seen if isinstance(seen, int) else None,
        )
    except Overtaken as refused:
        return await _as_it_stands(turn, refused.stored)
    entered = read(turn, kind, data)
    if asks or entered.faults or entered.lacks(kind):
        if turn.incoming.press is not None and not asks:
            entered.faults |= {
                name: MISSING[name] for name in entered.lacks(kind) if name not in entered.faults
            }
        return await _ask(turn, kind, stored, entered)
    try:
        changed = await _do(turn, kind, duty, seen if isinstance(seen, int) else None, entered)
    except Overtaken as refused:
        return await _as_it_stands(turn, refused.stored)
    except Invalid as refused:
        entered.faults = dict(refused.faults)
        return await _ask(turn, kind, stored, entered)
    return await _done(turn, changed)


async def _do(turn: Turn, kind: ChangeKind, duty: int, seen: int | None, entered: Entered) -> Changed:
    uow, now, me = turn.uow, turn.now, turn.speaker
    if kind is ChangeKind.EXCUSED:
        return await excuse(uow=uow, now=now, changer=me, duty_id=duty, reason=entered.reason, seen=seen)
    if kind is ChangeKind.EXTENDED and entered.day is not None:
        return await extend(
            uow=uow,
            policy=turn.policy,
            now=now,
            changer=me,
            duty_id=duty,
            day=entered.day,
            reason=entered.reason,
            seen=seen,
        )
    return await reassign(
        uow=uow,
        policy=turn.policy,
        now=now,
        changer=me,
        duty_id=duty,
        to_person=entered.to or 0,
        reason=entered.reason,
        seen=seen,
    )


async def _ask(turn: Turn, kind: ChangeKind, stored: StoredDuty, entered: Entered) -> Reply:
    """A small card with what was entered so far; the next words in the chat are taken for what is missing."""
    wrong = [name for name in FIELDS[kind] if name in entered.faults]
    at = (wrong or entered.lacks(kind) or ["reason"])[0]
    explained = _explained(turn, kind, stored.duty)
    if turn.incoming.press is None:
        explained = " ".join([*entered.faults.values(), explained])
    data: dict[str, Any] = {"duty": stored.id, "seen": await last_change(turn.uow, stored.id)}
    reply = ask_reason(
        turn,
        f"{_ASKED[kind]}: {turn.trust.school(stored.duty.school).known_as}",
        explained,
        DO[kind],
        data,
        wanted=replace(
            WANTED["reason" if turn.incoming.shows_cards else at],
            button=_BUTTONS[kind],
            destructive=kind is ChangeKind.EXCUSED,
        ),
        fields=inputs(turn, kind, entered),
        given=entered.reason if turn.incoming.shows_cards or at == "reason" else "",
        fault=entered.faults.get("reason", ""),
        instead=cards.press("Leave it as it is", *page_of(stored)),
    )
    # What was given already goes with the next words, which are taken for what is asked for first.
    given = {"day": entered.day and entered.day.isoformat(), "to": entered.to, "reason": entered.reason}
    sound = [name for name in FIELDS[kind] if name != at and name not in entered.faults]
    kept = {name: given[name] for name in sound if given[name]}
    turn.memory[ASKED_FOR] |= {"name": at, "data": {**data, **kept}}
    return reply


def _explained(turn: Turn, kind: ChangeKind, duty: Duty) -> str:
    """What stands now, and what this would do to it."""
    who = turn.trust.person(duty.owner).name
    owes = f"{called(turn, duty)}: {who} owes the report, due {wording.day(duty.due_on)}."
    if kind is ChangeKind.EXCUSED:
        return f"{owes} If you excuse {who}, it is not owed any more."
    if kind is ChangeKind.REASSIGNED:
        return f"{owes} Whoever takes it on has the same deadline."
    return owes


def page_of(stored: StoredDuty) -> tuple[str, dict[str, int]]:
    """The button, with its data, that opens a duty's page."""
    if stored.duty.visit is not None:
        return "visit.show", {"visit": stored.duty.visit}
    return "half_term.show", {"duty": stored.id}


async def _done(turn: Turn, changed: Changed) -> Reply:
    """What is now true, and who is told of it."""
    duty, kind = changed.stored.duty, changed.change.kind
    who, due = turn.trust.person(duty.owner).name, wording.day(duty.due_on)
    now = {
        ChangeKind.EXTENDED: f"now due {due}",
        ChangeKind.EXCUSED: f"{who} is excused, and no report is owed",
        ChangeKind.REASSIGNED: f"{who} owes the report now, due {due}",
    }[kind]
    said = f"{called(turn, duty)}: {now}.{_are_told(changed.told)}"
    absence = (await absences_of(turn.uow, [duty.owner], turn.today)).get(duty.owner)
    if absence is not None and changed.stored.state is DutyState.OPEN:
        said += f" {who} is {away_until(turn, absence)}."
    return _say(turn, f"{_TITLES[kind]}: {turn.trust.school(duty.school).known_as}", said, changed.stored)


def _are_told(told: tuple[Person, ...]) -> str:
    names = wording.listed([person.first_name for person in told])
    return f" {names} {'is' if len(told) == 1 else 'are'} told." if told else ""


async def _as_it_stands(turn: Turn, stored: StoredDuty) -> Reply:
    """What is true of a duty that somebody else has decided about, or that is done, meanwhile."""
    duty = stored.duty
    changes = await turn.uow.duty_changes.of_duty(stored.id)
    if stored.state is DutyState.FULFILLED:
        stands = "the report has been filed"
        if duty.fulfilled_at is not None:
            stands += f", on {wording.moment(duty.fulfilled_at)}"
    elif stored.state is DutyState.VOID:
        stands = "the report is not owed any more"
    else:
        due = wording.day(duty.due_on)
        stands = f"{turn.trust.person(duty.owner).name} owes the report, due {due}"
        stands = "no report is owed" if stored.state is DutyState.EXCUSED else stands
        stands += f". {change_in_words(turn, changes[-1], why=False)}" if changes else ""
    said = f"That has changed meanwhile. {called(turn, duty)}: {stands}."
    return _say(turn, f"Changed meanwhile: {turn.trust.school(duty.school).known_as}", said, stored)


def _say(turn: Turn, heading: str, said: str, stored: StoredDuty) -> Reply:
    card = cards.card(
        [cards.heading(heading), cards.words(said)], [cards.press("Open it", *page_of(stored))], says=said
    )
    return turn.say(said, summary=heading, card=card)
