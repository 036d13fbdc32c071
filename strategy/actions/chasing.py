"""Chasing: somebody has the people reminded now who owe reports, and sees what became of it.

It waits for no working hours and no pause ends it, since a person asked for it. Each duty is chased once a
day whoever asks: the claim is a rung of the duty's ladder named for the day, which is a unique row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from strategy.actions.asking import list_duties
from strategy.duties import DutyState
from strategy.errors import NotAllowed, NotFound
from strategy.outgoing import Means, OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import Absence, AuditEntry, Chase, DutyQuery, DutyRow, Outgoing, ToldRung, UnitOfWork
from strategy.school_year import london_day

AT_MOST = 2_000
"""Duties that one chase looks at, those due first."""


class WhyNot(StrEnum):
    """Why somebody is not reminded of what they owe."""

    OWN = "it is the chaser's own"
    EXCEPTED = "the chaser excepted it"
    LEFT = "its owner has left"
    AWAY = "its owner is away"
    CHASED = "its owner was chased for it today"


@dataclass(frozen=True, slots=True)
class Except:
    """Whom and which schools the chaser left out in so many words: ids of people, URNs."""

    people: frozenset[int] = frozenset()
    schools: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody who is reminded of so many reports, and by which means first."""

    person: int
    reports: int
    means: Means


@dataclass(frozen=True, slots=True)
class NotReminded:
    """Somebody who is not reminded of so many reports. `until` is the last day of an absence that has one."""

    person: int
    reports: int
    why: WhyNot
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Chased:
    """Who is reminded and who is not, in the order of what has been due longest.

    `chase` is None where nobody is reminded, or not yet. `beyond` counts the reports that were asked for and
    not looked at, because there are more than one chase looks at.
    """

    told: tuple[Reminded, ...]
    left_out: tuple[NotReminded, ...]
    beyond: int = 0
    chase: int | None = None

    @property
    def reports(self) -> int:
        """Of how many reports people are reminded."""
        return sum(each.reports for each in self.told)


async def whom_to_chase(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    chaser: Person,
    query: DutyQuery,
    but: Except | None = None,
    limit: int = AT_MOST,
) -> Chased:
    """Who would be reminded by `chase`, and who would not. Raises NotAllowed."""
    sorted_out = await _sort_out(uow, policy, now, chaser, query, but or Except(), limit)
    return await _in_all(uow, Counter(sorted_out.owners.values()), sorted_out)


async def chase(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    chaser: Person,
    query: DutyQuery,
    but: Except | None = None,
    limit: int = AT_MOST,
) -> Chased:
    """Remind the owners of the open duties asked for, each in one message. Raises NotAllowed.

    Left out is what cannot be done yet, and whatever `WhyNot` names.
    """
    sorted_out = await _sort_out(uow, policy, now, chaser, query, but or Except(), limit)
    owners, today = sorted_out.owners, london_day(now)
    name = _claim_on(today)
    await uow.reminders.add([ToldRung(duty, name, today, owner, now) for duty, owner in owners.items()])
    # What somebody else has claimed at the same moment goes out with their message, and has it by now.
    claimed = [
        rung
        for rung in await uow.reminders.told(list(owners))
        if rung.rung == name and rung.outbox is None and rung.recipient == owners[rung.duty]
    ]
    sorted_out.left_out.update(
        (owner, WhyNot.CHASED) for duty, owner in owners.items() if duty not in {c.duty for c in claimed}
    )
    reminded = Counter(rung.recipient for rung in claimed)
    outcome = await _in_all(uow, reminded, sorted_out)
    if not claimed:
        return outcome
    started = await uow.reminders.start_chase(chaser.id, now)
    subject = _subject(started.id)
    kind = OutgoingKind.CHASE
    await uow.outbox.put([Outgoing(f"{subject}:{who}", kind, who, subject, now) for who in reminded])
    for message in await uow.outbox.about([subject]):
        rungs = [rung.id for rung in claimed if rung.recipient == message.recipient]
        await uow.reminders.send_with(rungs, message.id)
    counts = {"people": len(reminded), "reports": len(claimed)}
    await uow.audit.record(AuditEntry(now, chaser.id, "people reminded", subject, details=counts))
    return replace(outcome, chase=started.id)


async def see_chase(
    *, uow: UnitOfWork, policy: Policy, now: datetime, viewer: Person, chase_id: int
) -> tuple[Chase, list[Outgoing]]:
    """A chase, and how each of its messages stands. Raises NotAllowed, and NotFound where there is none."""
    kinds = policy.on(london_day(now), uow.trust.calendar).shared_kinds
    if not scope(viewer, Deed.CHASE_REPORTS, uow.trust, kinds).everything:
        raise NotAllowed(Deed.CHASE_REPORTS)
    found = await uow.reminders.chase(chase_id)
    if found is None:
        raise NotFound
    return found, await uow.outbox.about([_subject(found.id)])


def may_chase(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody may have people reminded at all."""
    return not scope(person, Deed.CHASE_REPORTS, uow.trust, frozenset()).is_empty


def _claim_on(day: date) -> str:
    return f"chase:{day}"


def _subject(chase_id: int) -> str:
    return f"chase:{chase_id}"


@dataclass(slots=True)
class _SortedOut:
    """The duties to chase with their owners, and who is left out of how many, why."""

    owners: dict[int, int]
    left_out: Counter[tuple[int, WhyNot]]
    away: Mapping[int, Absence]
    beyond: int


async def _sort_out(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    chaser: Person,
    query: DutyQuery,
    but: Except,
    limit: int,
) -> _SortedOut:
    today = london_day(now)
    page = await list_duties(
        uow=uow,
        policy=policy,
        today=today,
        asker=chaser,
        query=replace(query, state=DutyState.OPEN, arisen_by=today),
        deed=Deed.CHASE_REPORTS,
        limit=limit,
    )
    away = await uow.absences.of(sorted({row.owner for row in page.items}), today)
    told = await uow.reminders.told([row.id for row in page.items])
    chased = {(rung.duty, rung.recipient) for rung in told if rung.rung == _claim_on(today)}
    found = _SortedOut({}, Counter(), away, page.total - len(page.items))
    for row in page.items:
        why = _why_not(row, chaser, uow, away, chased, but)
        if why is None:
            found.owners[row.id] = row.owner
        else:
            found.left_out[row.owner, why] += 1
    return found


def _why_not(
    row: DutyRow,
    chaser: Person,
    uow: UnitOfWork,
    away: Mapping[int, Absence],
    chased: set[tuple[int, int]],
    but: Except,
) -> WhyNot | None:
    owner = uow.trust.people.get(row.owner)
    if row.owner == chaser.id:
        return WhyNot.OWN
    if row.owner in but.people or row.school in but.schools:
        return WhyNot.EXCEPTED
    if owner is None or owner.ended_on is not None:
        return WhyNot.LEFT
    if row.owner in away:
        return WhyNot.AWAY
    return WhyNot.CHASED if (row.id, row.owner) in chased else None


async def _in_all(uow: UnitOfWork, reminded: Counter[int], found: _SortedOut) -> Chased:
    told = []
    for person, reports in reminded.items():
        here = await uow.conversations.personal_reference(person) is not None
        told.append(Reminded(person, reports, Means.TEAMS if here else Means.MAIL))
    left_out = []
    for (person, why), reports in found.left_out.items():
        absence = found.away.get(person) if why is WhyNot.AWAY else None
        until = absence.ends if absence is not None else None
        left_out.append(NotReminded(person, reports, why, until))
    return Chased(tuple(told), tuple(left_out), found.beyond)
