"""Reminding people of what is due and late: the sweep's part, which finds its work from the data.

Two steps, each of which can be broken off anywhere and be run by several at once. *Gathering* looks at the
duties whose time has come and claims rungs of their ladders; a rung is a unique row. *Sending* puts all the
rungs that wait for one person into one message a day, which is a unique row of the outbox; what is in a
message that has not gone out since an earlier day goes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from strategy.duties import StoredDuty
from strategy.nudges import (
    Rung,
    above,
    digest_week,
    due,
    may_remind,
    may_tell_now,
    next_opening,
    opening_after,
    opening_on,
)
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.policy import Policy
from strategy.policy_nudges import Nudges
from strategy.ports import Absence, Outgoing, OutgoingState, ReminderChoice, ToldRung, UnitOfWork
from strategy.school_year import LONDON, Calendar, london_day
from strategy.trust import Trust

AT_A_TIME = 200
"""Duties or people in one transaction of a sweep."""


def _terms(uow: UnitOfWork, policy: Policy, now: datetime) -> tuple[Nudges, Calendar]:
    calendar = policy.working_calendar(uow.trust.calendar)
    return policy.on(london_day(now), calendar).nudges, calendar


async def gather(*, uow: UnitOfWork, policy: Policy, now: datetime, limit: int = AT_A_TIME) -> int | None:
    """Claim the rungs of duties whose time has come; how many, and None where no duty's has.

    Nothing is claimed outside working hours, nor before the trust goes live, nor while the owner is away: the
    ladder waits for them.
    """
    nudges, calendar = _terms(uow, policy, now)
    today = london_day(now)
    if not may_tell_now(now, policy, calendar):
        return None
    stored = await uow.duties.to_look_at(now, limit)
    if not stored:
        return None
    people = sorted({entry.duty.owner for entry in stored} | _offices(uow.trust, nudges))
    away = await uow.absences.of(people, today)
    told: dict[int, list[ToldRung]] = defaultdict(list)
    for known in await uow.reminders.told([entry.id for entry in stored]):
        told[known.duty].append(known)
    rungs: list[ToldRung] = []
    when: dict[int, datetime | None] = {}
    for entry in stored:
        absence = away.get(entry.duty.owner)
        if absence is not None:
            # Who is away without an end is looked at again tomorrow. Who is back before their time has what
            # they owe looked at by the action that says so.
            when[entry.id] = opening_after(absence.ends or today, nudges.working_hours, calendar)
            continue
        found = due(entry.duty, [_known(each) for each in told[entry.id]], today, nudges, calendar)
        rungs += _claims(entry, found.own, found.upward, uow.trust, away, nudges, now)
        when[entry.id] = opening_on(found.look_again_on, nudges.working_hours, calendar)
    new = await uow.reminders.add(rungs)
    await uow.duties.look_again(when)
    return new


def _offices(trust: Trust, nudges: Nudges) -> set[int]:
    """Those who may have to hear of something late."""
    roles = {role for line in nudges.escalation.line.values() for role in line}
    return {person.id for role in roles for person in trust.holders(role)}


UPWARD = "late:"
"""How the names of rungs begin that go to those above the owner."""


def _known(told: ToldRung) -> tuple[str, date, bool]:
    return told.rung, told.rung_on, told.rung.startswith(UPWARD)


def _claims(
    entry: StoredDuty,
    own: Rung | None,
    upward: Sequence[Rung],
    trust: Trust,
    away: Mapping[int, Absence],
    nudges: Nudges,
    now: datetime,
) -> list[ToldRung]:
    found = []
    owner = trust.people.get(entry.duty.owner)
    if own is not None and owner is not None and owner.ended_on is None:
        found.append(ToldRung(entry.id, own.name, own.day, owner.id, now))
    for rung in upward:
        for person in hears_of(entry, rung.step, trust, away, nudges):
            found.append(ToldRung(entry.id, rung.name, rung.day, person.id, now))
    return found


def hears_of(
    entry: StoredDuty, step: int, trust: Trust, away: Mapping[int, Absence], nudges: Nudges
) -> list[Person]:
    """Who hears of a late duty at a step: the holders of that office but its owner and those who are away.

    Where none is left, those of the next office up the line; and at its end, somebody who is away rather than
    nobody.
    """
    owner = trust.people.get(entry.duty.owner)
    absent: list[Person] = []
    for role in above(entry.duty, step, nudges, owner.roles if owner else ()):
        others = [person for person in trust.holders(role) if person.id != entry.duty.owner]
        present = [person for person in others if person.id not in away]
        if present:
            return present
        absent = absent or others
    return absent


class Sent(NamedTuple):
    """What was put into messages: for how many people, and of which duties (ids); the last person looked at,
    None where all have been; and how many people are called to a meeting.
    """

    people: int
    duties: frozenset[int]
    last: int | None
    called: int = 0


async def send_gathered(
    *, uow: UnitOfWork, policy: Policy, now: datetime, after: int = 0, limit: int = AT_A_TIME
) -> Sent:
    """Put the rungs and calls to meetings that wait into one message for each person who may be reminded now.

    Those who have paused their reminders, want them later in the day, or had today's, are left for later.
    Looks at `limit` people with ids above `after`.
    """
    nudges, calendar = _terms(uow, policy, now)
    if not may_remind(now, nudges.working_hours, calendar):
        return Sent(0, frozenset(), None)
    waiting = await uow.reminders.waiting(limit, after=after)
    calls = await uow.meeting_calls.waiting(now, limit, after=after)
    looked_at = sorted({*waiting, *calls})[:limit]
    choices = await uow.reminders.choices(looked_at)
    ready = [
        person for person in looked_at if reminded_from(choices.get(person), now, nudges, calendar) <= now
    ]
    unsent: dict[int, list[int]] = defaultdict(list)
    this_morning = datetime.combine(london_day(now), time.min, LONDON)
    for earlier in await uow.outbox.unsent(OutgoingKind.NUDGE, ready, before=this_morning):
        unsent[earlier.recipient].append(earlier.id)
    people, called, duties = 0, 0, set[int]()
    for person in ready:
        message = await _todays_message(uow, person, nudges, now)
        if message is None:
            continue
        rungs = waiting.get(person, ())
        if await uow.reminders.send_with([each.id for each in rungs], message.id):
            people += 1
            duties |= {each.duty for each in rungs}
        if await uow.meeting_calls.send_with(calls.get(person, ()), message.id):
            called += 1
        await uow.reminders.move(unsent[person], message.id)
        await uow.meeting_calls.move(unsent[person], message.id)
    last = looked_at[-1] if len(looked_at) == limit else None
    return Sent(people, frozenset(duties), last, called)


async def _todays_message(uow: UnitOfWork, person: int, nudges: Nudges, now: datetime) -> Outgoing | None:
    """Somebody's message of today into which more can be put, or None where they have had all they may have.

    It is locked, so that no worker takes it before the rungs are in it.
    """
    subject = f"nudge:{person}:{london_day(now)}"
    for number in range(1, nudges.messages_a_day + 1):
        key = subject if number == 1 else f"{subject}:{number}"
        await uow.outbox.put([Outgoing(key, OutgoingKind.NUDGE, person, subject, now)])
        message = await uow.outbox.by_key(key, lock=True)
        if message is not None and message.state is OutgoingState.WAITING and not message.claim:
            return message
    return None


def reminded_from(
    choice: ReminderChoice | None, now: datetime, nudges: Nudges, calendar: Calendar
) -> datetime:
    """The first instant from now on at which somebody may be reminded, by what they have chosen."""
    hours = nudges.working_hours
    if choice is None:
        return next_opening(now, hours, calendar)
    from_then = max(now, choice.paused_until) if choice.paused_until is not None else now
    return next_opening(from_then, hours, calendar, choice.not_before)


async def put_digest(*, uow: UnitOfWork, policy: Policy, now: datetime) -> int:
    """Put out the week's digest for those policy names, once; how many messages that are new.

    It waits for working hours of a working day; a week that was missed whole is not made up for.
    """
    nudges, calendar = _terms(uow, policy, now)
    monday = digest_week(now, nudges, calendar)
    if monday is None or not may_remind(now, nudges.working_hours, calendar):
        return 0
    new = 0
    for person in {holder.id: holder for role in nudges.digest.to for holder in uow.trust.holders(role)}:
        key = f"digest:{monday}:{person}"
        if await uow.outbox.by_key(key) is None:
            await uow.outbox.put([Outgoing(key, OutgoingKind.DIGEST, person, f"digest:{monday}", now)])
            new += 1
    return new
