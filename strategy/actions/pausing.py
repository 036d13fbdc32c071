"""How somebody wants to be reminded: paused until a day, or on no day before a time. Each for themselves.

It holds back reminders alone. What is owed, its deadline, who hears of it when it is late, and what lists
show stay as they are; and somebody who is chased hears of it at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from strategy.actions.nudging import reminded_from
from strategy.errors import Invalid, NotAllowed
from strategy.nudges import next_opening, opening_on
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.policy_nudges import Nudges
from strategy.ports import AuditEntry, ReminderChoice, UnitOfWork
from strategy.school_year import LONDON, Calendar, london_day


@dataclass(frozen=True, slots=True)
class Reminding:
    """How somebody is reminded from now on.

    `starting` is the first instant at which they may be reminded. `cut` is True where they asked for a longer
    pause than policy lets.
    """

    choice: ReminderChoice
    starting: datetime
    cut: bool = False

    def is_paused(self, now: datetime) -> bool:
        """Whether a pause holds reminders back now."""
        return self.choice.paused_until is not None and self.choice.paused_until > now


async def how_reminded(*, uow: UnitOfWork, policy: Policy, now: datetime, person: Person) -> Reminding:
    """How somebody is reminded; a pause that has run out counts for nothing. Raises NotAllowed."""
    _require(person, uow)
    nudges, calendar = terms(policy, uow, now)
    return _as_of(await _chosen(uow, person, now), now, nudges, calendar)


async def pause(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, until: date, at: time | None = None
) -> Reminding:
    """Hold somebody's reminders back until a day, or a time (London) of it; on no working day, the next one.

    A pause longer than policy's is cut to that. Raises NotAllowed, and Invalid where that time has passed.
    """
    _require(person, uow)
    nudges, calendar = terms(policy, uow, now)
    hours = nudges.working_hours
    then = datetime.combine(until, at or hours.starts, LONDON)
    if then <= now:
        raise Invalid({"until": "That time has passed already."})
    longest = longest_pause(policy, uow, now)
    asked_for = next_opening(then, hours, calendar)
    choice = replace(await _chosen(uow, person, now), paused_until=min(asked_for, longest))
    await _choose(uow, choice, now)
    return replace(_as_of(choice, now, nudges, calendar), cut=asked_for > longest)


async def remind_not_before(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, at: time
) -> Reminding:
    """Have somebody reminded on no day before a time (London).

    Raises NotAllowed, and Invalid where that is no time of the working day.
    """
    _require(person, uow)
    nudges, calendar = terms(policy, uow, now)
    hours = nudges.working_hours
    if not hours.starts <= at < hours.ends:
        between = f"between {hours.starts:%H:%M} and {hours.ends:%H:%M}"
        raise Invalid({"at": f"I send reminders on working days {between}, so I need a time in those hours."})
    choice = replace(await _chosen(uow, person, now), not_before=None if at == hours.starts else at)
    await _choose(uow, choice, now)
    return _as_of(choice, now, nudges, calendar)


async def resume(*, uow: UnitOfWork, policy: Policy, now: datetime, person: Person) -> Reminding:
    """Have somebody reminded as everybody is. Raises NotAllowed."""
    _require(person, uow)
    nudges, calendar = terms(policy, uow, now)
    choice = ReminderChoice(person.id)
    await _choose(uow, choice, now)
    return _as_of(choice, now, nudges, calendar)


def longest_pause(policy: Policy, uow: UnitOfWork, now: datetime) -> datetime:
    """When reminders come again after the longest pause that policy lets somebody have now."""
    nudges, calendar = terms(policy, uow, now)
    last = calendar.working_days_after(london_day(now), nudges.snooze.at_most_working_days)
    return opening_on(last, nudges.working_hours, calendar)


def terms(policy: Policy, uow: UnitOfWork, now: datetime) -> tuple[Nudges, Calendar]:
    """What policy says of reminders today, and its working days."""
    calendar = policy.working_calendar(uow.trust.calendar)
    return policy.on(london_day(now), calendar).nudges, calendar


def _require(person: Person, uow: UnitOfWork) -> None:
    if scope(person, Deed.PAUSE_REMINDERS, uow.trust, frozenset()).own is None:
        raise NotAllowed(Deed.PAUSE_REMINDERS)


def _as_of(choice: ReminderChoice, now: datetime, nudges: Nudges, calendar: Calendar) -> Reminding:
    return Reminding(choice, reminded_from(choice, now, nudges, calendar))


async def _chosen(uow: UnitOfWork, person: Person, now: datetime) -> ReminderChoice:
    choice = (await uow.reminders.choices([person.id])).get(person.id, ReminderChoice(person.id))
    past = choice.paused_until is not None and choice.paused_until <= now
    return replace(choice, paused_until=None) if past else choice


async def _choose(uow: UnitOfWork, choice: ReminderChoice, now: datetime) -> None:
    await uow.reminders.choose(choice)
    details = {
        "paused_until": choice.paused_until and choice.paused_until.isoformat(),
        "not_before": choice.not_before and choice.not_before.isoformat(),
    }
    await uow.audit.record(
        AuditEntry(now, choice.person, "reminders chosen", f"person:{choice.person}", details=details)
    )
