"""Being away: who is, from when to when, and being back. Reminders wait for those who are away.

A reason is kept with the absence and told to few; the record of deeds has people and days alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.people import Person
from strategy.permissions import Deed, Scope, scope
from strategy.ports import Absence, AuditEntry, DutyQuery, UnitOfWork
from strategy.school_year import ONE_DAY, london_day
from strategy.trust import Trust

MOST_DAYS_BACK = 31
"""Calendar days that an absence may have begun before it is marked."""
MOST_DAYS_AHEAD = 731
"""Calendar days from today in which an absence has to begin and end, where it has an end."""
LONGEST_REASON = 500
"""Characters of a reason."""
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class MarkedAway:
    """An absence as it now stands, and those it takes the place of, as they were."""

    absence: Absence
    replaced: tuple[Absence, ...] = ()


async def mark_away(
    *,
    uow: UnitOfWork,
    now: datetime,
    marker: Person,
    person_id: int,
    starts: date,
    ends: date | None,
    reason: str,
) -> MarkedAway:
    """Mark somebody as away from a day to a day, both included, or until further notice where `ends` is None.

    What was marked for the same days before gives way to it. Raises NotAllowed, NotFound for somebody who is
    not there any more, and Invalid with a fault for each of `from`, `to` and `reason`.
    """
    _require(marker, uow.trust)
    _present(person_id, uow.trust)
    reason = reason.strip()
    faults = {**_faults_of_days(starts, ends, london_day(now)), **fault_of_reason(reason)}
    if faults:
        raise Invalid(faults)
    known = await uow.absences.ahead(person_id, starts)
    replaced = tuple(each for each in known if ends is None or each.starts <= ends)
    for each in replaced:
        await uow.absences.end(each.id, starts - ONE_DAY)
    absence = await uow.absences.add(Absence(0, person_id, starts, ends, reason, marker.id, now))
    if replaced:
        await _look_again(uow, now, person_id)
    await _record(uow, now, marker, "marked as away", absence)
    return MarkedAway(absence, replaced)


async def bring_back(
    *, uow: UnitOfWork, now: datetime, marker: Person, person_id: int, day: date | None = None
) -> Absence:
    """Have somebody be back from a day on, today where none is given; the absence as it now ends.

    Raises NotAllowed, NotFound where they are not away on that day, and Invalid for a day that has passed.
    """
    _require(marker, uow.trust)
    _present(person_id, uow.trust)
    today = london_day(now)
    day = day or today
    if day < today:
        raise Invalid({"day": "That day has passed already."})
    covering = [each for each in await uow.absences.ahead(person_id, day) if each.covers(day)]
    if not covering:
        raise NotFound("absence")
    for each in covering:
        await uow.absences.end(each.id, day - ONE_DAY)
    await _look_again(uow, now, person_id)
    ended = replace(covering[0], ends=day - ONE_DAY)
    await _record(uow, now, marker, "marked as back", ended)
    return ended


async def call_off(
    *, uow: UnitOfWork, now: datetime, marker: Person, person_id: int, absence_id: int
) -> Absence:
    """Take away an absence that has not begun; the absence as it was. Raises NotAllowed and NotFound."""
    _require(marker, uow.trust)
    today = london_day(now)
    ahead = await uow.absences.ahead(person_id, today)
    absence = next((each for each in ahead if each.id == absence_id and each.starts > today), None)
    if absence is None:
        raise NotFound("absence")
    await uow.absences.end(absence.id, absence.starts - ONE_DAY)
    await _record(uow, now, marker, "absence called off", absence)
    return absence


async def list_absences(*, uow: UnitOfWork, today: date, asker: Person, limit: int = 50) -> list[Absence]:
    """Who is away and who will be, earliest first; those who have left are left out. Raises NotAllowed."""
    if not may_see_reasons(asker, uow.trust):
        raise NotAllowed(Deed.LIST_REPORTS)
    standing = await uow.absences.standing(today, limit=limit)
    return [each for each in standing if uow.trust.person(each.person).ended_on is None]


async def absences_of(uow: UnitOfWork, people: Sequence[int], today: date) -> Mapping[int, Absence]:
    """Who of these people is away today, by person."""
    return await uow.absences.of(sorted(set(people)), today)


def may_mark_away(person: Person, trust: Trust) -> bool:
    """Whether somebody may mark people as away."""
    return _reach(person, Deed.MARK_AWAY, trust).everything


def may_see_reasons(person: Person, trust: Trust) -> bool:
    """Whether somebody is told why people are away: who may mark them, and who sees all that is owed."""
    return may_mark_away(person, trust) or _reach(person, Deed.LIST_REPORTS, trust).everything


def fault_of_reason(reason: str) -> dict[str, str]:
    """What is wrong with a reason, by its field; empty where nothing is."""
    if not reason.strip():
        return {"reason": "Please give a reason; a few words are enough."}
    if len(reason) > LONGEST_REASON:
        return {"reason": f"That is long for a reason: {LONGEST_REASON} characters at most, please."}
    return {}


def _faults_of_days(starts: date, ends: date | None, today: date) -> dict[str, str]:
    faults = {}
    last = today + timedelta(days=MOST_DAYS_AHEAD)
    if starts < today - timedelta(days=MOST_DAYS_BACK):
        faults["from"] = "That began too long ago: please give a day of the last month, or one to come."
    elif starts > last:
        faults["from"] = "That is too far ahead: please give a day within two years."
    if ends is not None and ends < starts:
        faults["to"] = "The last day away should not be before the first."
    elif ends is not None and ends < today:
        faults["to"] = "That is over already, so there is nothing to wait for."
    elif ends is not None and ends > last:
        faults["to"] = "That is too far ahead: please give a day within two years, or leave it open."
    return faults


def _reach(person: Person, deed: Deed, trust: Trust) -> Scope:
    return scope(person, deed, trust, frozenset())


def _require(marker: Person, trust: Trust) -> None:
    if not may_mark_away(marker, trust):
        raise NotAllowed(Deed.MARK_AWAY)


def _present(person_id: int, trust: Trust) -> Person:
    person = trust.people.get(person_id)
    if person is None or person.ended_on is not None:
        raise NotFound("person")
    return person


async def _look_again(uow: UnitOfWork, now: datetime, person_id: int) -> None:
    """Have a sweep look at what somebody owes: their ladder had been put off for longer than it now is."""
    query, offset = DutyQuery(owner=person_id), 0
    while True:
        page = await uow.duties.page(query, Scope(own=person_id), offset=offset, limit=_AT_A_TIME)
        await uow.duties.look_again({row.id: now for row in page.items})
        offset += len(page.items)
        if len(page.items) < _AT_A_TIME:
            return


async def _record(uow: UnitOfWork, now: datetime, marker: Person, deed: str, absence: Absence) -> None:
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=marker.id,
            deed=deed,
            subject=f"person:{absence.person}",
            details={
                "absence": absence.id,
                "from": absence.starts.isoformat(),
                "to": absence.ends.isoformat() if absence.ends else None,
            },
        )
    )
