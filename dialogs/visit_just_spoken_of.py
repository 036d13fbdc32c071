"""The visit that was just booked, moved or looked at: what is said next of "it" changes that one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dialogs.asked_again import day_in
from dialogs.booking_data import VISIT_SHOWN
from dialogs.messages import Press
from dialogs.turn import Turn
from dialogs.visit_wishes import cancels, remark_in

_THEN = r"(?:then|on that day|that day|at that time|for (?:it|that)|on it|on (?P<day>.+))"
_FREE = re.compile(
    r"^(?:and |but |so |ok,? )*(?:"
    r"(?:is|are) (?P<who>[a-z' .-]{1,60}?) (?:actually |really )?(?:free|available|busy|around|about)"
    r"|(?:can|could|will) (?P<makes>[a-z' .-]{1,60}?)"
    r" (?:make (?:it|that)|do (?:it|that|that day)|be (?:there|free|in))"
    rf"|does (?P<has>[a-z' .-]{{1,60}}?) have time)(?: {_THEN})?[?.!]*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:the |their |its )?(?:head|headteacher|head teacher|principal)|she|he|they|we(?: both)?"
    r"|both(?: of (?:us|them))?|everyone|everybody",
    re.IGNORECASE,
)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that a text about the visit amounts to; None where it is about something else."""
    kept, day = _shown(turn)
    if kept is None or day is None:
        return None
    visit = {"visit": kept["visit"]}
    if (meant := cancelling(turn, text)) is not None:
        return meant
    if (asked_of := _day_asked_of(turn, text, kept, day)) is not None:
        return Press("visit.free", {**visit, "day": asked_of.isoformat()})
    said = remark_in(turn, text, day)
    return None if said is None else Press("visit.move", {**visit, **said.as_data()})


def cancelling(turn: Turn, text: str) -> Press | None:
    """The button that asks whether to cancel the visit, where a text says so: "scrap that"."""
    kept, _ = _shown(turn)
    if kept is None or not cancels(turn, text, lambda urn: urn != kept["school"]):
        return None
    return Press("visit.cancel.ask", {"visit": kept["visit"]})


def _shown(turn: Turn) -> tuple[Mapping[str, Any] | None, date | None]:
    """The visit that was spoken of and its day."""
    kept = turn.memory.get(VISIT_SHOWN)
    day = day_in(kept.get("day")) if isinstance(kept, Mapping) else None
    return (kept, day) if isinstance(kept, Mapping) and day is not None else (None, None)


def _day_asked_of(turn: Turn, text: str, kept: Mapping[str, Any], day: date) -> date | None:
    """The day on which somebody asks whether the headteacher is free; None for another question."""
    found = _FREE.match(text.strip().replace("\u2019", "'"))
    if found is None:
        return None
    who = found["who"] or found["makes"] or found["has"]
    head = turn.trust.school(str(kept["school"])).headteacher
    if not _HEAD.fullmatch(who) and head not in turn.reader.person_named(who, turn.trust):
        return None
    if found["day"] is None:
        return day
    said = remark_in(turn, found["day"], day)
    return None if said is None else said.day
