"""People's calendars by Microsoft Graph."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from scheduling.outlook.batching import Answer, Request, asked
from scheduling.outlook.client import Outlook
from scheduling.outlook.following import followed
from scheduling.outlook.free_busy import busy_times
from scheduling.outlook.putting import Course, course
from scheduling.outlook.refusals import GraphError, NoToken, Refused
from scheduling.outlook.remedies import no_token, refused_calendar
from strategy.ports import Appointment, Busy, CalendarsOutOfReach, Changes, Clock, Outcome, Put

log = logging.getLogger("keystone.outlook")


class OutlookCalendars:
    """The port `Calendars` over Microsoft Graph."""

    def __init__(self, outlook: Outlook, service: str, clock: Clock) -> None:
        """`service` is the address of the service mailbox, which asks when other people are busy."""
        self._outlook = outlook
        self._service = service
        self._clock = clock

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        """Have each stand in its organiser's calendar as it is given; what all ask goes in batches."""
        # First of all: an import here, of what a thread still loads, stops the event loop, even for good.
        await self._outlook.warm()
        done: dict[int, Put] = {}
        courses = {place: course(each) for place, each in enumerate(appointments)}
        told: dict[int, Answer | GraphError | None] = dict.fromkeys(courses)
        while told:
            wanted = {}
            for place, answer in told.items():
                step = _step(courses[place], answer)
                if isinstance(step, Put):
                    done[place] = step
                else:
                    wanted[place] = step
            told = dict(zip(wanted, await asked(self._outlook, list(wanted.values())), strict=True))
        return [done[place] for place in range(len(appointments))]

    async def busy(
        self, addresses: Sequence[str], starts: datetime, ends: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        """When each is busy; those without a calendar there are left out. Raises CalendarsOutOfReach."""
        await self._outlook.warm()
        try:
            return await busy_times(self._outlook, self._service, addresses, starts, ends)
        except GraphError as error:
            raise out_of_reach(error) from error

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        """What was changed in a calendar since a token was given. Raises CalendarsOutOfReach."""
        await self._outlook.warm()
        try:
            return await followed(self._outlook, address, token, ours, self._clock.now())
        except GraphError as error:
            raise out_of_reach(error) from error


def outcome_of(error: GraphError) -> Put:
    """What an error means for an appointment: its organiser has no calendar there, it waits until somebody
    grants what lacks, or it is not done yet.
    """
    if isinstance(error, NoToken):
        return Put(Outcome.NOT_SET_UP, why=no_token(error).says)
    if not isinstance(error, Refused):
        return Put(Outcome.FAILED, why=str(error))
    lacking = refused_calendar(error)
    if lacking is None:
        return Put(Outcome.FAILED, why=str(error), retry_after=error.retry_after)
    has_none = error.status not in (401, 403)
    return Put(Outcome.UNREACHABLE if has_none else Outcome.NOT_SET_UP, why=lacking.says)


def out_of_reach(error: GraphError) -> CalendarsOutOfReach:
    """What an error means where calendars were only asked."""
    put = outcome_of(error)
    return CalendarsOutOfReach(put.why, put.retry_after)


def _step(going: Course, answer: Answer | GraphError | None) -> Request | Put:
    """The next request of a course, or what became of its appointment."""
    if isinstance(answer, GraphError):
        return _failed(answer)
    try:
        return next(going) if answer is None else going.send(answer)
    except StopIteration as ended:
        done: Put = ended.value
        return done
    except Refused as refused:
        return _failed(refused)


def _failed(error: GraphError) -> Put:
    put = outcome_of(error)
    log.info("an appointment was not put into a calendar: %s", error)
    return put
