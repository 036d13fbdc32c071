"""Reading recommendations with their evidence, what waits for whom, and how a school was designated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.showing import next_meeting
from strategy.actions.signing_off import subject_of
from strategy.actions.steps import DEED_OF
from strategy.errors import NotAllowed
from strategy.pack_days import pack_day
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.policy_support import Step
from strategy.ports import AuditEntry, UnitOfWork
from strategy.recommendations import (
    Decision,
    DesignationSince,
    Judgement,
    Recommendation,
    may_take,
    waits_for,
)
from strategy.school_year import london_day
from strategy.schools import Membership, School


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recommendation somebody may read, the step it waits for, and whether that step is theirs to take."""

    recommendation: Recommendation
    step: Step | None
    is_for_reader: bool


async def read_recommendation(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, recommendation_id: int
) -> Waiting:
    """One recommendation with its evidence; the reading is recorded.

    Raises NotAllowed both where it may not be read and where there is none.
    """
    found = await uow.recommendations.get(recommendation_id)
    if found is None or not await may_read(uow, policy, now, reader, found):
        raise NotAllowed(Deed.READ_RECOMMENDATION)
    if reader.id != found.started_by:
        await uow.audit.record(
            AuditEntry(
                at=now,
                actor=reader.id,
                deed="recommendation read",
                subject=f"recommendation:{found.id}",
                school=found.school,
                details={"revision": found.revision},
            )
        )
    return _waiting(uow, policy, now, reader, found)


async def waiting_recommendations(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, schools: frozenset[str] | None = None
) -> list[Waiting]:
    """The recommendations under way that somebody may read, those for them to act on first, oldest first.

    Raises NotAllowed where they may read none of any school, or of those named.
    """
    today, trust = london_day(now), uow.trust
    reach = [
        school.urn
        for school in trust.current_schools()
        if (schools is None or school.urn in schools)
        and any(may_see_school(reader, deed, school.urn, today, trust) for deed in _READ)
    ]
    if not reach and not scope(reader, Deed.READ_RECOMMENDATION, trust, frozenset()).everything:
        raise NotAllowed(Deed.READ_RECOMMENDATION)
    found = await uow.recommendations.under_way(reach)
    seen = [
        _waiting(uow, policy, now, reader, each)
        for each in found
        if await may_read(uow, policy, now, reader, each)
    ]
    return sorted(seen, key=lambda each: not each.is_for_reader)


_READ = (Deed.READ_RECOMMENDATION, Deed.READ_RECOMMENDATION_IN_PACK)


async def may_read(
    uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, found: Recommendation
) -> bool:
    """Whether somebody may read a recommendation; a headteacher from the Board's pack on."""
    today = london_day(now)
    if may_see_school(reader, Deed.READ_RECOMMENDATION, found.school, today, uow.trust):
        return True
    if not may_see_school(reader, Deed.READ_RECOMMENDATION_IN_PACK, found.school, today, uow.trust):
        return False
    return await is_in_pack(uow, policy, today, found)


async def is_in_pack(uow: UnitOfWork, policy: Policy, today: date, found: Recommendation) -> bool:
    """Whether a Board has had it: reviewed it, or been sent its pack since it was endorsed.

    The next Board is the first that is recorded from today on, else the day that stands in for one.
    """
    school = uow.trust.school(found.school)
    if found.last.decision in (Decision.WITHDRAWN, Decision.SUPERSEDED):
        return False
    if any(step.decision is Decision.REVIEWED for step in found.steps):
        return True
    if found.last.decision is not Decision.ENDORSED or school.status is Membership.JOINING:
        return False
    board = await next_meeting(
        uow=uow,
        policy=policy,
        body=Body.PROGRESS_BOARD,
        school=school.urn,
        from_day=today,
        today=today,
    )
    goes_out = pack_day(Body.PROGRESS_BOARD, school.urn, board.day, policy, uow.trust.calendar)
    return goes_out is not None and today >= goes_out


def _waiting(
    uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, found: Recommendation
) -> Waiting:
    school = uow.trust.school(found.school)
    chain = policy.on(london_day(now), uow.trust.calendar).chain
    step = waits_for(found, school.status, chain)
    is_theirs = (
        step is not None
        and may_take(step, reader, found, school, uow.trust, chain)
        and may_see_school(reader, DEED_OF[step], school.urn, london_day(now), uow.trust)
    )
    return Waiting(found, step, is_theirs)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a school's history: until when it held (None for what holds today), and where the reader may
    know it, who signed it off.
    """

    since: DesignationSince
    until: date | None
    signed_off_by: int | None


@dataclass(frozen=True, slots=True)
class History:
    """How a school was designated over time, first to last. `in_full` where reasons and names may be told."""

    school: School
    lines: tuple[Line, ...]
    in_full: bool


async def history_of(*, uow: UnitOfWork, reader: Person, today: date, school: str) -> History:
    """A school's designations, first to last; who and why for those who may read the recommendations.

    Raises NotAllowed where the reader may not see it, and for a school that is none.
    """
    known = uow.trust.schools.get(school)
    if known is None or not may_see_school(reader, Deed.SEE_HISTORY, school, today, uow.trust):
        raise NotAllowed(Deed.SEE_HISTORY)
    in_full = may_see_school(reader, Deed.READ_RECOMMENDATION, school, today, uow.trust)
    lines = await uow.designations.of_school(school)
    ends = [*(line.from_day for line in lines[1:]), None]
    told = [Line(line, until, line.by if in_full else None) for line, until in zip(lines, ends, strict=True)]
    return History(known, tuple(told), in_full)


async def changes_of(*, uow: UnitOfWork, reader: Person, today: date, school: str) -> list[AuditEntry]:
    """What the audit has of a school's designation, newest first. Raises NotAllowed but for who reads it."""
    if not may_see_school(reader, Deed.READ_AUDIT, school, today, uow.trust):
        raise NotAllowed(Deed.READ_AUDIT)
    return await uow.audit.entries(subject=subject_of(school))


async def last_judgements(
    *, uow: UnitOfWork, reader: Person, today: date, school: str
) -> dict[str, Judgement]:
    """What was judged of each indicator the last time it was signed off; nothing for who may not read it."""
    if not may_see_school(reader, Deed.READ_RECOMMENDATION, school, today, uow.trust):
        return {}
    return dict(await uow.recommendations.last_judgements(school))
