"""The ladder of nudges: when somebody is reminded of a duty, and who hears of it when it is late.

Pure: what is told is found from the duty, what was told before, and the day. The source is the policy's
`nudges`; the strategy sets deadlines, how people are reminded of them is our reading.

    the working day after a visit -> the day it is due -> the first day late -> every second working day ...
                                                   three working days late: one step up; five: another
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from strategy.duties import Duty
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.policy_nudges import CountedFrom, Nudges, WorkingHours
from strategy.school_year import LONDON, ONE_DAY, Calendar, london_day


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of a duty's ladder, on a working day. `step` is 0 for the owner, and counts up the line above.

    `name` holds the day it was counted from, so that an extended duty has rungs of its own.
    """

    name: str
    day: date
    step: int = 0


PARTY_OF: dict[Capacity, Party] = {
    Capacity.SIP: Party.SIP,
    Capacity.SCHOOL_IMPROVEMENT_ADVISER: Party.ADVISER,
    Capacity.LEAD_SIP: Party.LEAD_SIP,
    Capacity.SLE: Party.SLE,
    Capacity.TEAM_MEMBER: Party.TEAM_MEMBER,
    Capacity.HEADTEACHER: Party.HEADTEACHER,
    Capacity.DEPUTY_CEO: Party.DEPUTY_CEO,
    Capacity.CEO: Party.CEO,
    Capacity.GOVERNANCE_PROFESSIONAL: Party.GOVERNANCE_PROFESSIONAL,
    Capacity.CHAIR_OF_GOVERNORS: Party.CHAIR_OF_GOVERNORS,
    Capacity.DATA_MANAGER: Party.DATA_MANAGER,
}
"""As whom somebody stands in the line above, by the capacity of what they owe."""


def _fixed_rungs(duty: Duty, nudges: Nudges, calendar: Calendar) -> list[Rung]:
    """The rungs that policy names, by their day.

    A rung counted from when the duty arises is for one that arises with what it is about, as a visit's report
    does: a half-termly report arises weeks before it can be written.
    """
    rungs = [
        _counted(duty, each.counted_from, each.working_days, calendar)
        for each in nudges.rungs
        if each.counted_from is CountedFrom.DUE or duty.arises_on == duty.about_on
    ]
    return sorted(rungs, key=lambda rung: rung.day)


def _counted(duty: Duty, counted_from: CountedFrom, days: int, calendar: Calendar) -> Rung:
    base = duty.about_on if counted_from is CountedFrom.ARISES else duty.due_on
    day = calendar.on_or_after(base) if days == 0 else calendar.working_days_after(base, days)
    return Rung(f"{counted_from}:{base}+{days}", day)


def _repeat(duty: Duty, nudges: Nudges, calendar: Calendar, day: date, *, following: bool) -> Rung | None:
    """Of the rungs that go on until it is done, the last by a day, or the one following it."""
    first = max(
        (each.working_days for each in nudges.rungs if each.counted_from is CountedFrom.DUE), default=0
    )
    every = nudges.then_every_working_days
    late = calendar.working_days_between(duty.due_on, day)
    number = max(late - first, 0) // every + (1 if following else 0)
    return _counted(duty, CountedFrom.DUE, first + number * every, calendar) if number else None


def last_rung(duty: Duty, day: date, nudges: Nudges, calendar: Calendar) -> Rung | None:
    """The owner's rung that fell last by a day; None before the first."""
    rungs = [rung for rung in _fixed_rungs(duty, nudges, calendar) if rung.day <= day]
    repeated = _repeat(duty, nudges, calendar, day, following=False)
    return repeated or (rungs[-1] if rungs else None)


def next_rung(duty: Duty, day: date, nudges: Nudges, calendar: Calendar) -> Rung:
    """The owner's first rung that falls after a day. There always is one while the duty is open."""
    ahead = [rung for rung in _fixed_rungs(duty, nudges, calendar) if rung.day > day]
    repeated = _repeat(duty, nudges, calendar, max(day, duty.due_on), following=True)
    return min([*ahead, *([repeated] if repeated else [])], key=lambda rung: rung.day)


def upward_rungs(duty: Duty, nudges: Nudges, calendar: Calendar) -> list[Rung]:
    """When those above hear of a late duty, step by step; none where nobody stands above its owner."""
    line = nudges.escalation.line.get(PARTY_OF[duty.capacity], ())
    return [
        Rung(f"late:{duty.due_on}+{days}", calendar.working_days_after(duty.due_on, days), step)
        for step, days in enumerate(nudges.escalation.at_working_days_late[: len(line)], start=1)
    ]


def still_counts(rung: str, duty: Duty) -> bool:
    """Whether a rung, by its name, is counted from the days the duty has now: one that has since been given
    more time, or whose visit was moved, has rungs of its own.
    """
    counted_from, _, day = rung.rpartition("+")[0].partition(":")
    return day == str(duty.about_on if counted_from == CountedFrom.ARISES else duty.due_on)


def above(duty: Duty, step: int, nudges: Nudges, held: Collection[Role] = ()) -> Sequence[Role]:
    """The offices that may hear of a late duty at a step: that step's own first, then those further up.

    `held` are the owner's own roles: where one of them stands in the line, the line above that office is
    meant, so that nobody hears of those above them.
    """
    lines = {party.value: line for party, line in nudges.escalation.line.items()}
    line = lines.get(PARTY_OF[duty.capacity].value, ())
    own = [role for role in line if role in held]
    return (lines.get(own[-1].value, ()) if own else line)[step - 1 :]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be told of one duty now: to its owner, and to those above; and when to look again."""

    own: Rung | None
    upward: tuple[Rung, ...]
    look_again_on: date


def due(
    duty: Duty, told: Iterable[tuple[str, date, bool]], today: date, nudges: Nudges, calendar: Calendar
) -> Due:
    """What of the ladder is to be told on a day, after what was told: (name, day, whether it went upward).

    Of several rungs that a pause let pass only the last is told; a step upward is told whatever came before.
    """
    known = list(told)
    names = {name for name, _, _ in known}
    last_told = max((day for _, day, upward in known if not upward), default=date.min)
    own = last_rung(duty, today, nudges, calendar)
    if own is not None and (own.name in names or own.day <= last_told):
        own = None
    steps = upward_rungs(duty, nudges, calendar)
    upward = tuple(rung for rung in steps if rung.day <= today and rung.name not in names)
    ahead = [rung.day for rung in steps if rung.day > today]
    return Due(own, upward, min([*ahead, next_rung(duty, today, nudges, calendar).day]))


def may_remind(now: datetime, hours: WorkingHours, calendar: Calendar) -> bool:
    """Whether an instant is in working hours of a working day (Europe/London)."""
    local = now.astimezone(LONDON)
    return hours.starts <= local.time() < hours.ends and calendar.is_working_day(local.date())


def may_tell_now(now: datetime, policy: Policy, calendar: Calendar) -> bool:
    """Whether people may be told of something unasked at an instant: the trust has gone live, and it is in
    working hours. `calendar` is policy's of working days.
    """
    today = london_day(now)
    hours = policy.on(today, calendar).nudges.working_hours
    return today >= (policy.first_day or today) and may_remind(now, hours, calendar)


def next_opening(
    now: datetime, hours: WorkingHours, calendar: Calendar, not_before: time | None = None
) -> datetime:
    """The first instant from now on at which somebody may be reminded, on no day before `not_before`.

    A time that leaves nothing of the working day counts for nothing.
    """
    starts = hours.starts
    if not_before is not None and hours.starts < not_before < hours.ends:
        starts = not_before
    local = now.astimezone(LONDON)
    day = local.date()
    if calendar.is_working_day(day) and local.time() < hours.ends:
        return max(now, datetime.combine(day, starts, LONDON))
    return datetime.combine(calendar.working_days_after(day, 1), starts, LONDON)


def opening_after(day: date, hours: WorkingHours, calendar: Calendar) -> datetime:
    """When working hours begin on the first working day after a day."""
    return datetime.combine(calendar.working_days_after(day, 1), hours.starts, LONDON)


def opening_on(day: date, hours: WorkingHours, calendar: Calendar) -> datetime:
    """When working hours begin on a day, or on the first working day after it."""
    return datetime.combine(calendar.on_or_after(day), hours.starts, LONDON)


def digest_week(now: datetime, nudges: Nudges, calendar: Calendar) -> date | None:
    """The Monday of the week whose digest is to be told by now; None before its time.

    Its day is policy's, or the first working day after it; it may be told for the rest of that week.
    """
    today = london_day(now)
    monday = today - ONE_DAY * today.weekday()
    day = calendar.on_or_after(monday + ONE_DAY * nudges.digest.on.number)
    at = datetime.combine(day, nudges.digest.at, LONDON)
    return monday if at <= now and day - monday < 7 * ONE_DAY else None


def next_digest(now: datetime, nudges: Nudges, calendar: Calendar) -> datetime:
    """When the first digest comes that is told after an instant."""
    today = london_day(now)
    monday = today - ONE_DAY * today.weekday()
    while True:
        day = calendar.on_or_after(monday + ONE_DAY * nudges.digest.on.number)
        at = next_opening(datetime.combine(day, nudges.digest.at, LONDON), nudges.working_hours, calendar)
        if at > now and london_day(at) - monday < 7 * ONE_DAY:
            return at
        monday += 7 * ONE_DAY
