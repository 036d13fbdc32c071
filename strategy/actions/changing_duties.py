"""Duties changed by hand: extended, excused, given to somebody else.

Each has a reason, which stands with the change and nowhere else. Nobody changes a duty of their own: the
other of the two who may does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from strategy.actions.absences import fault_of_reason
from strategy.duties import DutyKind, DutyState, StoredDuty
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.outgoing import OutgoingKind
from strategy.people import Person, Role
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import AuditEntry, ChangeKind, DutyChange, Outgoing, UnitOfWork
from strategy.school_year import Calendar, london_day
from strategy.trust import Trust

MOST_WORKING_DAYS = 20
"""Working days by which one extension may go beyond the day it is due, or beyond today if that has passed."""

_REPORTS = frozenset({DutyKind.VISIT_REPORT, DutyKind.HALF_TERM_REPORT})


@dataclass(frozen=True, slots=True)
class Changed:
    """A duty as it stands after a change, and who is told of it."""

    stored: StoredDuty
    change: DutyChange
    told: tuple[Person, ...]


class Overtaken(Stale):
    """The duty is not what it was when it was decided about. `stored` is how it stands now."""

    def __init__(self, stored: StoredDuty) -> None:
        super().__init__("duty")
        self.stored = stored


async def extend(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    changer: Person,
    duty_id: int,
    day: date,
    reason: str,
    seen: int | None = None,
) -> Changed:
    """Have a duty be due on a later working day.

    `seen` is the last change that the changer knew of, 0 for none. Raises NotAllowed, Overtaken, and Invalid
    with faults for `day` and `reason`, or for the whole where the duty is the changer's own.
    """
    before = await changeable(uow=uow, changer=changer, duty_id=duty_id, seen=seen)
    calendar = policy.working_calendar(uow.trust.calendar)
    fault = fault_of_day(before.duty.due_on, day, london_day(now), calendar)
    faults = {**({"day": fault} if fault else {}), **fault_of_reason(reason)}
    if faults:
        raise Invalid(faults)
    after = replace(before, duty=replace(before.duty, due_on=day, extended_to=day))
    return await _change(uow, now, changer, before, after, ChangeKind.EXTENDED, reason)


async def excuse(
    *, uow: UnitOfWork, now: datetime, changer: Person, duty_id: int, reason: str, seen: int | None = None
) -> Changed:
    """Have a duty be owed no more. Raises NotAllowed, Overtaken and Invalid as `extend` does."""
    before = await changeable(uow=uow, changer=changer, duty_id=duty_id, seen=seen)
    faults = fault_of_reason(reason)
    if faults:
        raise Invalid(faults)
    after = replace(before, state=DutyState.EXCUSED)
    return await _change(uow, now, changer, before, after, ChangeKind.EXCUSED, reason)


async def reassign(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    changer: Person,
    duty_id: int,
    to_person: int,
    reason: str,
    seen: int | None = None,
) -> Changed:
    """Have somebody else owe a duty. Its deadline and the capacity it is owed in stay as they are.

    Raises NotAllowed and Overtaken, and Invalid as `extend` does, with a fault for `to` where that person
    cannot take it.
    """
    before = await changeable(uow=uow, changer=changer, duty_id=duty_id, seen=seen)
    fault = fault_of_taker(before, to_person, london_day(now), policy, uow.trust)
    faults = {**({"to": fault} if fault else {}), **fault_of_reason(reason)}
    if faults:
        raise Invalid(faults)
    first = before.duty.origin or before.duty.owner
    given = replace(before.duty, owner=to_person, origin=None if first == to_person else first)
    after = replace(before, duty=given)
    return await _change(uow, now, changer, before, after, ChangeKind.REASSIGNED, reason)


async def changeable(
    *, uow: UnitOfWork, changer: Person, duty_id: int, seen: int | None = None
) -> StoredDuty:
    """A duty that the changer may change now.

    Raises NotAllowed both where they may not and where there is none, Invalid where it is their own, and
    Overtaken where it is not open any more or was changed after what they had seen.
    """
    if not may_change_duties(changer, uow.trust):
        raise NotAllowed(Deed.CHANGE_DUTY)
    stored = await uow.duties.get(duty_id)
    if stored is None:
        raise NotAllowed(Deed.CHANGE_DUTY)
    if stored.state is not DutyState.OPEN:
        raise Overtaken(stored)
    if seen is not None and seen != await last_change(uow, duty_id):
        raise Overtaken(stored)
    if stored.duty.owner == changer.id:
        raise Invalid({"": _own(changer, uow.trust)})
    return stored


async def last_change(uow: UnitOfWork, duty_id: int) -> int:
    """The id of a duty's last change by hand, 0 where there is none: what somebody has seen who looks now."""
    changes = await uow.duty_changes.of_duty(duty_id)
    return changes[-1].id if changes else 0


def may_change_duties(person: Person, trust: Trust) -> bool:
    """Whether somebody may extend, excuse and give away what others owe."""
    return scope(person, Deed.CHANGE_DUTY, trust, frozenset()).everything


def fault_of_day(due_on: date, day: date, today: date, calendar: Calendar) -> str | None:
    """Why a duty cannot be extended to a day, as a sentence; None if it can."""
    if day <= due_on:
        return f"It is due {due_on:%a %-d %B %Y} as it is; please give a later day."
    if day < today:
        return "That day has passed; please give one to come."
    latest = calendar.working_days_after(max(due_on, today), MOST_WORKING_DAYS)
    if day > latest:
        return f"That is too far ahead: at the latest it can be {latest:%a %-d %B %Y}."
    closed = calendar.why_closed(day)
    if closed is not None:
        following = calendar.on_or_after(day)
        return f"{day:%a %-d %B} is not a working day ({closed}); the next is {following:%a %-d %B}."
    return None


def fault_of_taker(
    stored: StoredDuty, to_person: int, today: date, policy: Policy, trust: Trust
) -> str | None:
    """Why somebody cannot be given a duty, as a sentence; None if they can."""
    person = trust.people.get(to_person)
    if person is None or person.ended_on is not None:
        return "I don't have that person in the directory."
    if person.id == stored.duty.owner:
        return f"{person.name} owes it already."
    if stored.duty.kind not in _REPORTS:
        return "Only reports can be given to somebody else."
    if trust.school(stored.duty.school).headteacher == person.id:
        return f"{person.name} is the school's headteacher, so it has to be somebody else."
    if not _writes_reports(person, today, policy, trust):
        return (
            f"{person.name} doesn't write reports. It can be a School Improvement Partner, an adviser, an "
            "SLE, the Lead SIP or a member of the improvement team."
        )
    return None


def _writes_reports(person: Person, today: date, policy: Policy, trust: Trust) -> bool:
    """Whether reports are asked of a person's like: partners, advisers, SLEs, the Lead SIP, the team."""
    team = policy.on(today, trust.calendar).improvement_team
    if person.roles.intersection({Role.LEAD_SIP, Role.SLE, Role.SCHOOL_IMPROVEMENT_ADVISER, *team}):
        return True
    return bool(
        trust.partnered_by(person)
        or trust.advised_by(person)
        or any(deployment.covers(today, today) for deployment in trust.deployments_of(person))
    )


def _own(changer: Person, trust: Trust) -> str:
    offices = (Role.DEPUTY_CEO, Role.LEAD_SIP)
    others = {person.id: person.name for role in offices for person in trust.holders(role)}
    others.pop(changer.id, None)
    ask = f"please ask {' or '.join(others.values())}" if others else "it has to be somebody else"
    return f"That one is your own, and nobody decides about their own: {ask}."


async def _change(
    uow: UnitOfWork,
    now: datetime,
    changer: Person,
    before: StoredDuty,
    after: StoredDuty,
    kind: ChangeKind,
    reason: str,
) -> Changed:
    """Store a change: the duty, what was changed and why, who is to be told, and that it was done."""
    if not await uow.duties.change(before, after, now):
        stands = await uow.duties.get(before.id)
        if stands is None:
            raise NotFound("duty")
        raise Overtaken(stands)
    was, is_now = before.duty, after.duty
    change = await uow.duty_changes.add(
        DutyChange(
            id=0,
            duty=before.id,
            kind=kind,
            from_person=was.owner,
            to_person=is_now.owner if kind is ChangeKind.REASSIGNED else None,
            from_day=was.due_on,
            to_day=is_now.due_on if kind is ChangeKind.EXTENDED else None,
            reason=reason.strip(),
            changed_by=changer.id,
            changed_at=now,
        )
    )
    people = [uow.trust.person(number) for number in dict.fromkeys((was.owner, is_now.owner))]
    told = tuple(person for person in people if person.id != changer.id and person.ended_on is None)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"duty_change:{change.id}:{person.id}",
                kind=OutgoingKind.DUTY_CHANGED,
                recipient=person.id,
                subject=f"duty_change:{change.id}",
                created_at=now,
            )
            for person in told
        ]
    )
    details: dict[str, object] = {"change": change.id, "owner": was.owner}
    if change.to_person is not None:
        details["to"] = change.to_person
    if change.to_day is not None:
        details |= {"from_day": change.from_day.isoformat(), "to_day": change.to_day.isoformat()}
    await uow.audit.record(
        AuditEntry(now, changer.id, f"duty {kind.value}", f"duty:{before.id}", was.school, details)
    )
    return Changed(after, change, told)
