"""What the page of one duty says besides what is owed: what was changed by hand, who is away, and what those
who may can do about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs import cards, wording
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.absences import absences_of, may_see_reasons
from strategy.actions.changing_duties import may_change_duties
from strategy.duties import Duty, DutyState, StoredDuty
from strategy.ports import Absence, ChangeKind, DutyChange

DUTY_SHOWN = "duty"
"""Where in the memory the duty stands whose page was shown last: what "extend it" means."""
MOST_CHANGES = 4
"""Changes of one duty that its page shows, the last ones."""
_ROOM_FOR_A_REASON = 1_200
"""Bytes of JSON that a reason may take where it is shown."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines for the page, the row of buttons beneath them, and how to say what they do."""

    lines: tuple[tuple[str, str], ...] = ()
    buttons: tuple[cards.Element, ...] = ()
    hint: str = ""


async def beside(turn: Turn, stored: StoredDuty) -> Beside:
    """What belongs on the page of a duty that the speaker is shown. Remembers what "extend it" would mean."""
    turn.memory.pop(DUTY_SHOWN, None)
    changes = (await turn.uow.duty_changes.of_duty(stored.id))[-MOST_CHANGES:]
    lines = [("Changed", change_in_words(turn, change)) for change in changes]
    if stored.state is not DutyState.OPEN:
        return Beside(tuple(lines))
    absence = (await absences_of(turn.uow, [stored.duty.owner], turn.today)).get(stored.duty.owner)
    if absence is not None:
        who = turn.trust.person(stored.duty.owner).name
        lines.append(("Away", f"{who} is {absence_in_words(turn, absence)}"))
    may = may_change_duties(turn.speaker, turn.trust) and not turn.incoming.read_only
    if not may or stored.duty.owner == turn.speaker.id:
        return Beside(tuple(lines))
    turn.memory[DUTY_SHOWN] = stored.id
    data = {"duty": stored.id}
    buttons = (
        cards.press("Extend", "duty.extend.ask", data),
        cards.press("Excuse", "duty.excuse.ask", data),
        cards.press("Give to somebody else", "duty.reassign.ask", data),
    )
    hint = '(To change it, say "extend it", "excuse it" or "give it to" somebody else.)'
    return Beside(tuple(lines), buttons, hint)


def called(turn: Turn, duty: Duty) -> str:
    """What a duty is called: `Oak Bank, visit of Wed 18 Nov`, `Oak Bank, half-termly report, autumn 2`."""
    school = turn.trust.school(duty.school).known_as
    if duty.half_term:
        return f"{school}, half-termly report, {wording.half_term(duty.half_term).lower()}"
    return f"{school}, visit of {wording.short_day(duty.about_on, turn.today)}"


def change_in_words(turn: Turn, change: DutyChange, *, why: bool = True) -> str:
    """`Extended from Wed 2 December 2026 to ... by Dan Deputy`, with the reason for those who are told it."""
    who = turn.trust.person(change.changed_by).name
    if change.kind is ChangeKind.EXTENDED and change.to_day is not None:
        what = f"Extended from {wording.day(change.from_day)} to {wording.day(change.to_day)} by {who}"
    elif change.kind is ChangeKind.REASSIGNED and change.to_person is not None:
        now, before = turn.trust.person(change.to_person).name, turn.trust.person(change.from_person).name
        what = f"Given to {now}, in the place of {before}, by {who}"
    else:
        what = f"{turn.trust.person(change.from_person).name} was excused by {who}"
    return f"{what} ({_shown(change.reason)})" if why and _is_told_why(turn, change) else what


def absence_in_words(turn: Turn, absence: Absence, room: int = _ROOM_FOR_A_REASON) -> str:
    """`away until Mon 30 Nov`, or `away from Mon 30 Nov to Fri 4 Dec` where that is to come, with the reason
    for those who are told it, or as much of it as fits into `room` bytes.
    """
    when = away_until(turn, absence) if absence.starts <= turn.today else away_from(turn, absence)
    told = may_see_reasons(turn.speaker, turn.trust)
    return f"{when} ({_shown(absence.reason, room)})" if told else when


def away_from(turn: Turn, absence: Absence) -> str:
    """`away from Mon 30 Nov to Fri 4 Dec`, or `away from Mon 30 Nov on`."""
    starts = wording.short_day(absence.starts, turn.today)
    ends = f" to {wording.short_day(absence.ends, turn.today)}" if absence.ends else " on"
    return f"away from {starts}{ends}"


def away_until(turn: Turn, absence: Absence) -> str:
    """`away until Mon 30 Nov`, or `away` where nobody knows for how long."""
    return "away" if absence.ends is None else f"away until {wording.short_day(absence.ends, turn.today)}"


def _is_told_why(turn: Turn, change: DutyChange) -> bool:
    """Those who may change duties, and whose duty it was or became by this change."""
    its_own = turn.speaker.id in (change.from_person, change.to_person)
    return its_own or may_change_duties(turn.speaker, turn.trust)


def _shown(reason: str, room: int = _ROOM_FOR_A_REASON) -> str:
    shown = as_much_as_fits(reason, room)
    return shown if shown == reason else f"{shown.rstrip()} …"
