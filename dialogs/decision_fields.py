"""What is entered for a decision about a duty, as typed, as read, and as inputs: day, person, reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.asked_again import FIRST_YEAR, LAST_YEAR
from dialogs.reasons import Wanted
from dialogs.turn import Turn
from strategy.actions.absences import LONGEST_REASON, fault_of_reason
from strategy.ports import ChangeKind

FIELDS: Mapping[ChangeKind, tuple[str, ...]] = {
    ChangeKind.EXTENDED: ("day", "reason"),
    ChangeKind.EXCUSED: ("reason",),
    ChangeKind.REASSIGNED: ("to", "reason"),
}

_NO_REASON = re.compile(
    r"^(?:yes|ok|okay|sure|yes please|go ahead|do it|none|no reason)[.!]?$", re.IGNORECASE
)
"""Words that agree, and say nothing for the record."""
_DAY = Wanted(label="New day", question="Until which day?", name="day")
_TO = Wanted(label="Who takes it on", question="Who takes it on?", name="to")
WANTED: Mapping[str, Wanted] = {"day": _DAY, "to": _TO, "reason": Wanted(at_most=LONGEST_REASON)}


@dataclass(slots=True)
class Entered:
    """What was entered, as typed and as read, with what is wrong with it by its field."""

    typed: dict[str, str]
    faults: dict[str, str]
    day: date | None = None
    to: int | None = None
    reason: str = ""

    def lacks(self, kind: ChangeKind) -> list[str]:
        """The fields that are still to be given, in the order in which they are asked for."""
        given = {"day": self.day, "to": self.to, "reason": self.reason}
        return [name for name in FIELDS[kind] if not given[name]]


MISSING: Mapping[str, str] = {
    "day": "Please give the day until which it may be filed.",
    "to": "Please give a name.",
    "reason": "Please give a reason; a few words are enough.",
}


def read(turn: Turn, kind: ChangeKind, data: Mapping[str, Any]) -> Entered:
    """Read what was entered; a name or day that means nothing is a fault at its field."""
    typed = {name: str(data[name]).strip() for name in FIELDS[kind] if isinstance(data.get(name), str)}
    entered = Entered(typed, {})
    if "to" in FIELDS[kind] and isinstance(data.get("to"), int) and not isinstance(data["to"], bool):
        entered.to = data["to"]
    if typed.get("day"):
        entered.day = day_in(turn, typed["day"])
        if entered.day is None:
            entered.faults["day"] = "I couldn't read that as a day. Please give it like 4 December 2026."
    if typed.get("to"):
        _read_person(turn, typed["to"], entered)
    if typed.get("reason") and not _NO_REASON.match(typed["reason"]):
        entered.reason = typed["reason"]
        entered.faults |= fault_of_reason(entered.reason)
    return entered


def day_in(turn: Turn, typed: str) -> date | None:
    """The day to come that was entered, in ISO form or in words; None where it is none."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return turn.reader.day_meant(typed, turn.today, turn.trust.calendar, looking="forward")
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _read_person(turn: Turn, typed: str, entered: Entered) -> None:
    found = turn.reader.person_named(typed, turn.trust)
    if len(found) == 1:
        entered.to = found[0]
    elif found:
        names = [turn.trust.person(person).name for person in found[:6]]
        entered.faults["to"] = f"Which one do you mean: {wording.listed(names, 'or')}?"
    else:
        entered.faults["to"] = "I don't know anybody of that name. Please give it as people use it."


def inputs(turn: Turn, kind: ChangeKind, entered: Entered) -> list[cards.Element]:
    """The inputs above the reason's, each with what is wrong with it."""
    made: list[cards.Element] = []
    if kind is ChangeKind.EXTENDED:
        made.append(cards.date_input("day", _DAY.label, entered.day.isoformat() if entered.day else ""))
    elif kind is ChangeKind.REASSIGNED:
        person = turn.trust.people.get(entered.to or 0)
        made.append(cards.text_input("to", _TO.label, person.name if person else entered.typed.get("to", "")))
    return [*made, *(cards.fault(fault) for name, fault in entered.faults.items() if name != "reason")]
