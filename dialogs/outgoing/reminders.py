"""The one reminder of a day: meetings to come to, what somebody owes, and what those below them owe for too
long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.meeting_calls import Call, in_words, on_card, still_to_come, title_of
from dialogs.outgoing.owed import (
    and_more,
    noun_of,
    others_rows,
    own_rows,
    school_of,
    schools_of,
    what_of,
    when_due,
)
from dialogs.outgoing.telling import NoLonger, NotYet, Telling
from strategy.actions.nudging import UPWARD, reminded_from
from strategy.duties import Duty, DutyState, StoredDuty
from strategy.nudges import still_counts
from strategy.permissions import Deed, Thing
from strategy.ports import Letter, Notice

WHAT_I_OWE = "What do I owe?"
WHAT_IS_LATE = "Which reports are overdue?"
HOW_TO_PAUSE = 'For some quiet, say "Pause reminders until Monday"'


@dataclass(frozen=True, slots=True)
class _Reminder:
    """What is still true of it: the recipient's own duties, and late ones of others, earliest due first; and
    meetings to come to, whose reports are among their own.
    """

    own: Sequence[StoredDuty]
    others: Sequence[StoredDuty]
    away: Sequence[int]
    calls: Sequence[Call] = ()


async def by_message(telling: Telling) -> Notice:
    """All of it in one card, the form of each report one tap away."""
    reminder = await _still_true(telling)
    said = _in_short(reminder, telling)
    summary = _summary(reminder, telling)
    _, own = await own_rows(reminder.own, telling)
    _, others = others_rows(reminder.others, reminder.away, telling)
    body: list[cards.Element | None] = []
    for call in reminder.calls:
        body += on_card(call, telling)
    if body:
        body.append(cards.words(_heading(reminder), bold=True, spacing="large") if own or others else None)
    else:
        body.append(cards.heading(_heading(reminder)))
    body += [*own, *[cards.note(more) for more in and_more(len(reminder.own), WHAT_I_OWE)]]
    if others:
        body.append(cards.words("Late from others", bold=True, spacing="large") if own else None)
        body += [*others, *[cards.note(more) for more in and_more(len(reminder.others), WHAT_IS_LATE)]]
    body.append(cards.note(f"{HOW_TO_PAUSE}."))
    return Notice(said, summary, cards.card(body, says=said))


async def by_mail(telling: Telling) -> Letter:
    """The same in words."""
    reminder = await _still_true(telling)
    own, _ = await own_rows(reminder.own, telling)
    others, _ = others_rows(reminder.others, reminder.away, telling)
    parts = [in_words(call, telling) for call in reminder.calls]
    if own:
        parts.append(
            "\n".join([f"To {_deed(reminder.own)}:", *own, *and_more(len(reminder.own), WHAT_I_OWE)])
        )
    if others:
        parts.append("\n".join(["Late from others:", *others, *and_more(len(reminder.others), WHAT_IS_LATE)]))
    return letter(telling, _summary(reminder, telling), [*parts, f"{HOW_TO_PAUSE} to Keystone in Teams."])


async def _still_true(telling: Telling) -> _Reminder:
    """What of the message's rungs is still so. Raises NotYet outside the recipient's hours."""
    nudges, me = telling.nudges, telling.recipient
    choice = (await telling.uow.reminders.choices([me.id])).get(me.id)
    opening = reminded_from(choice, telling.now, nudges, telling.calendar)
    if opening > telling.now:
        raise NotYet(opening)
    rungs = await telling.uow.reminders.of_message(telling.outgoing.id)
    found = {
        entry.id: entry for entry in await telling.uow.duties.these(sorted({rung.duty for rung in rungs}))
    }
    own: dict[int, StoredDuty] = {}
    others: dict[int, StoredDuty] = {}
    for rung in rungs:
        entry = found.get(rung.duty)
        if entry is None or entry.state is not DutyState.OPEN or not still_counts(rung.rung, entry.duty):
            continue
        if entry.duty.owner == me.id:
            own[entry.id] = entry
        elif rung.rung.startswith(UPWARD) and _hears_of(entry, telling):
            others[entry.id] = entry
    calls = await still_to_come(telling)
    own |= {entry.id: entry for call in calls for entry in call.reports}
    if not own and not others and not calls:
        raise NoLonger("nothing of it is open any more")
    away = await telling.uow.absences.of(
        sorted({entry.duty.owner for entry in others.values()}), telling.today
    )
    return _Reminder(_earliest_first(own), _earliest_first(others), sorted(away), calls)


def _hears_of(entry: StoredDuty, telling: Telling) -> bool:
    duty = entry.duty
    thing = Thing(duty.school, duty.owner, duty.capacity, duty.about_on)
    return duty.is_overdue(telling.today) and telling.may(Deed.LIST_REPORTS, thing)


def _earliest_first(entries: dict[int, StoredDuty]) -> list[StoredDuty]:
    return sorted(entries.values(), key=lambda entry: (entry.duty.due_on, entry.id))


def _heading(reminder: _Reminder) -> str:
    if not reminder.own:
        return "Late from others"
    noun, deed, number = _noun(reminder.own), _deed(reminder.own), len(reminder.own)
    return f"A {noun} to {deed}" if number == 1 else f"{number} {noun}s to {deed}"


def _noun(entries: Sequence[StoredDuty]) -> str:
    return noun_of([entry.duty for entry in entries])


def _deed(entries: Sequence[StoredDuty]) -> str:
    return "write" if _noun(entries) == "report" else "do"


def _summary(reminder: _Reminder, telling: Telling) -> str:
    titles = [title_of(call, telling) for call in reminder.calls]
    owed = [_owed_in_short(reminder, telling)] if reminder.own or reminder.others else []
    return ". ".join([*titles, *owed])


def _owed_in_short(reminder: _Reminder, telling: Telling) -> str:
    shown = reminder.own or reminder.others
    schools = schools_of([entry.duty for entry in shown], telling)
    what = f"to {_deed(shown)}" if reminder.own else "not in yet" if _noun(shown) == "report" else "late"
    noun = wording.capitalised(_noun(shown))
    return f"{noun if len(shown) == 1 else f'{noun}s'} {what}: {schools}"


def _named(duty: Duty, telling: Telling) -> str:
    return f"{school_of(duty, telling)}, {what_of(duty, telling)} ({when_due(duty, telling)})"


def _in_short(reminder: _Reminder, telling: Telling) -> str:
    said = [in_words(call, telling) for call in reminder.calls]
    if reminder.own:
        named = [_named(entry.duty, telling) for entry in reminder.own[:3]]
        left = len(reminder.own) - len(named)
        owed = wording.several(len(reminder.own), _noun(reminder.own))
        names = wording.listed([*named, f"{left} more"] if left else named)
        said.append(f"You have {owed} to {_deed(reminder.own)}: {names}.")
    if reminder.others:
        number = len(reminder.others)
        schools = schools_of([entry.duty for entry in reminder.others], telling)
        verb = "is" if number == 1 else "are"
        said.append(f"{wording.several(number, _noun(reminder.others))} of others {verb} late: {schools}.")
    return wording.capitalised(" ".join(said))
