"""Which reminders are coming: of what somebody owes, when they are next told, and who else hears of it.

It follows what `nudging` will do, as things stand: the ladder, what was told before, today's message, the
person's pause and their absences.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.asking import list_duties
from strategy.actions.nudging import UPWARD, hears_of, reminded_from
from strategy.actions.pausing import Reminding, how_reminded, terms
from strategy.duties import StoredDuty
from strategy.nudges import (
    above,
    due,
    next_digest,
    next_rung,
    opening_after,
    opening_on,
    still_counts,
    upward_rungs,
)
from strategy.outgoing import OutgoingKind
from strategy.people import Person, Role
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.policy_nudges import Nudges
from strategy.ports import Absence, DutyQuery, Outgoing, OutgoingState, ReminderChoice, ToldRung, UnitOfWork
from strategy.school_year import Calendar, london_day
from strategy.trust import Trust


@dataclass(frozen=True, slots=True)
class Hearing:
    """An office that hears of a duty on a day if it is still open then, or has heard of it."""

    day: date
    office: Role
    has_heard: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is owed. `at` is when its owner is next reminded of it; None while they are away
    without an end.
    """

    entry: StoredDuty
    at: datetime | None
    hearings: tuple[Hearing, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What somebody will be told: of what they owe, of `total` things those due first, in the order in which
    they are told of them; when their digest comes, where they get one; and whether they hold an office that
    hears of what others have late.
    """

    reminding: Reminding
    absence: Absence | None
    coming: tuple[Coming, ...]
    total: int
    digest_at: datetime | None
    hears_of_others: bool


async def what_is_coming(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, limit: int = 8
) -> Ahead:
    """The reminders that are coming to somebody. Raises NotAllowed for one who has left."""
    today = london_day(now)
    reminding = await how_reminded(uow=uow, policy=policy, now=now, person=person)
    nudges, calendar = terms(policy, uow, now)
    page = await list_duties(
        uow=uow,
        policy=policy,
        today=today,
        asker=person,
        query=DutyQuery(owner=person.id),
        deed=Deed.SEE_DEADLINES,
        limit=limit,
    )
    entries = [entry for row in page.items if (entry := await uow.duties.get(row.id)) is not None]
    told = await uow.reminders.told([entry.id for entry in entries])
    absences = await uow.absences.ahead(person.id, today)
    above_them = {holder.id for office in _offices(nudges) for holder in uow.trust.holders(office)}
    away = await uow.absences.of(sorted(above_them), today)
    todays = await _messages_of(today, person, uow)
    still_open = {row.id for row in todays if row.state is OutgoingState.WAITING and not row.claim}
    had_todays = len(todays) == nudges.messages_a_day and not still_open
    coming = []
    for entry in entries:
        known = [rung for rung in told if rung.duty == entry.id]
        ready = _ready_at(entry, known, still_open, now, nudges, calendar)
        if policy.first_day is not None and policy.first_day > today:
            # Nobody is reminded before the trust goes live.
            ready = max(ready, opening_on(policy.first_day, nudges.working_hours, calendar))
        at = _told_at(ready, now, had_todays, reminding.choice, absences, nudges, calendar)
        hearings = _hearings(entry, known, uow.trust, away, today, nudges, calendar)
        coming.append(Coming(entry, at, hearings))
    coming.sort(key=lambda each: (each.at is None, each.at or now, each.entry.duty.due_on))
    gets_digest = any(role in nudges.digest.to for role in person.roles)
    return Ahead(
        reminding,
        next((absence for absence in absences if absence.covers(today)), None),
        tuple(coming),
        page.total,
        next_digest(now, nudges, calendar) if gets_digest else None,
        any(role in _offices(nudges) for role in person.roles),
    )


async def _messages_of(day: date, person: Person, uow: UnitOfWork) -> list[Outgoing]:
    """The reminders of a day that there are so far."""
    subject = f"nudge:{person.id}:{day}"
    return [row for row in await uow.outbox.about([subject]) if row.kind == OutgoingKind.NUDGE]


def _ready_at(
    entry: StoredDuty,
    told: Sequence[ToldRung],
    still_open: Collection[int],
    now: datetime,
    nudges: Nudges,
    calendar: Calendar,
) -> datetime:
    """When the duty's next rung is there to be told: now, if one is due or in a message that has not gone."""
    own = [rung for rung in told if rung.recipient == entry.duty.owner and not rung.rung.startswith(UPWARD)]
    waits = [rung for rung in own if rung.outbox is None or rung.outbox in still_open]
    if any(still_counts(rung.rung, entry.duty) for rung in waits):
        return now
    today = london_day(now)
    known = [(rung.rung, rung.rung_on, False) for rung in own]
    if due(entry.duty, known, today, nudges, calendar).own is not None:
        return now
    return opening_on(next_rung(entry.duty, today, nudges, calendar).day, nudges.working_hours, calendar)


def _told_at(
    ready: datetime,
    now: datetime,
    had_todays: bool,
    choice: ReminderChoice,
    absences: Sequence[Absence],
    nudges: Nudges,
    calendar: Calendar,
) -> datetime | None:
    """When a rung that is there goes out: after absences, a pause, and the one message of today."""
    for absence in absences:
        if absence.covers(london_day(ready)):
            if absence.ends is None:
                return None
            ready = opening_after(absence.ends, nudges.working_hours, calendar)
    at = reminded_from(choice, ready, nudges, calendar)
    if had_todays and london_day(at) == london_day(now):
        following = opening_after(london_day(now), nudges.working_hours, calendar)
        at = reminded_from(choice, following, nudges, calendar)
    return at


def _offices(nudges: Nudges) -> list[Role]:
    """The offices that may have to hear of something late."""
    return list(dict.fromkeys(role for line in nudges.escalation.line.values() for role in line))


def _hearings(
    entry: StoredDuty,
    told: Sequence[ToldRung],
    trust: Trust,
    away: Mapping[int, Absence],
    today: date,
    nudges: Nudges,
    calendar: Calendar,
) -> tuple[Hearing, ...]:
    """Which offices hear of it, step by step; one that has no holder to hear it is passed over."""
    found: dict[Role, Hearing] = {}
    for rung in upward_rungs(entry.duty, nudges, calendar):
        heard = {each.recipient for each in told if each.rung == rung.name}
        people = heard or {person.id for person in hears_of(entry, rung.step, trust, away, nudges)}
        for office in (*above(entry.duty, rung.step, nudges), *_offices(nudges)):
            if people & {holder.id for holder in trust.holders(office)}:
                # What a sweep has not come to yet is told with the next one.
                day = rung.day if heard else max(rung.day, calendar.on_or_after(today))
                found.setdefault(office, Hearing(day, office, bool(heard)))
                break
    return tuple(found.values())
