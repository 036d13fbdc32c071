"""How one appointment comes to stand in its organiser's calendar: what is asked, one thing after the other.

Nothing is done here but deciding: a course yields a request, is sent its answer, and returns what became of
the appointment. So the courses of many go side by side, and what they ask together goes in batches.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Final

from scheduling.outlook.batching import Answer, Request
from scheduling.outlook.events import (
    Event,
    cancelling,
    changing,
    differences,
    finding,
    is_online,
    join_url,
    looking,
    making,
)
from strategy.ports import Appointment, Outcome, Put

Course = Generator[Request, Answer, Put]
"""Asks one thing after the other. Raises Refused where one is refused that must be done."""

NO_MEETING: Final = "Teams made no meeting for it, so it has no link"

_TWICE: Final = "ErrorDuplicateTransactionId"
_GONE: Final = (404, 410)
_GONE_CODES: Final = ("ErrorItemNotFound", "ErrorItemNotFoundInSync", "")


def course(appointment: Appointment) -> Course:
    """Have an appointment stand in its organiser's calendar as it is given; a cancelled one no longer.

    A new one is made at once. Looked for first is one that stands there as far as is known, or that may: then
    an answer was lost. Nobody is told anything where nothing has changed.
    """
    standing = None
    if appointment.event:
        standing = yield from _looked_at(appointment, appointment.event)
    elif appointment.in_doubt or appointment.cancelled:
        standing = yield from _found(appointment)
    if appointment.cancelled:
        return (yield from _cancelled(appointment, standing))
    if standing is None or standing.get("isCancelled"):
        standing, changes = yield from _made(appointment)
    else:
        changes = differences(appointment, standing)
    if changes:
        changed = _done((yield changing(appointment, str(standing["id"]), changes)))
        standing = {**standing, **changed}
    lacks = appointment.online and not is_online(standing)
    return Put(
        Outcome.SENT,
        event=str(standing["id"]),
        join_url=join_url(standing) if appointment.online else "",
        why=NO_MEETING if lacks else "",
    )


def _looked_at(appointment: Appointment, event: str) -> Generator[Request, Answer, Event | None]:
    answer = yield looking(appointment, event)
    if answer.status in _GONE and str(answer.error.get("code") or "") in _GONE_CODES:
        return None
    return _done(answer)


def _found(appointment: Appointment) -> Generator[Request, Answer, Event | None]:
    listed = _done((yield finding(appointment))).get("value") or ()
    return next((event for event in listed if not event.get("isCancelled")), None)


def _cancelled(appointment: Appointment, standing: Event | None) -> Course:
    """One that does not stand there is not made to be cancelled."""
    if standing is None:
        return Put(Outcome.SENT, event=appointment.event)
    if not standing.get("isCancelled"):
        answer = yield cancelling(appointment, standing)
        if answer.status not in _GONE:
            _done(answer)
    return Put(Outcome.SENT, event=str(standing["id"]))


def _made(appointment: Appointment) -> Generator[Request, Answer, tuple[Event, Mapping[str, Any]]]:
    """The event, and what has yet to be changed of it: a meeting that was not had, or all of one that another
    try had made otherwise.
    """
    answer = yield making(appointment)
    if answer.error.get("code") != _TWICE:
        made = _done(answer)
        return made, differences(appointment, made, just_made=True)
    known = answer.error.get("@event.existingEventId")
    if isinstance(known, str) and known:
        standing = yield from _looked_at(appointment, known)
    else:
        standing = yield from _found(appointment)
    if standing is None:
        _done(answer)
        raise AssertionError("a refusal is raised")
    return standing, differences(appointment, standing)


def _done(answer: Answer) -> Event:
    """What was answered. Raises Refused where it was not done."""
    refusal = answer.refusal
    if refusal is not None:
        raise refusal
    return answer.body
