"""Preparing next year for a school as the penultimate EIT does, and signing that off (Strategy, Monitoring).

Nothing of a draft counts before: with the sign-off days of partner and adviser are granted, items go on the
agendas of next year's visits, and the targets that were shown with it hold. Of two at once one counts.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from strategy.actions.agenda_items import may_set, set_items_of_school
from strategy.actions.allocating import grant_days
from strategy.actions.targeting import sign_off_targets
from strategy.errors import Invalid, NotAllowed
from strategy.next_year import NextYear, NextYearOvertaken, NextYearState, faults_of
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.ports import AuditEntry, UnitOfWork
from strategy.school_year import Span, london_day, year_after
from strategy.schools import Membership, School
from strategy.support import can_have_support
from strategy.targets import TargetSet, TargetsOvertaken


def coming_year(uow: UnitOfWork, today: date) -> str:
    """The academic year after the one that runs."""
    return year_after(uow.trust.calendar.academic_year_of(today))


def prepared_schools(uow: UnitOfWork) -> list[School]:
    """The schools for which next year is prepared: members, by name."""
    return [each for each in uow.trust.members_by_name if each.ended_on is None]


def may_prepare(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody prepares next year, and sees the drafts: those of the EIT who see all schools."""
    return may_set(uow, person)


def require_preparing(person: Person, uow: UnitOfWork) -> None:
    """Raise NotAllowed unless somebody prepares next year."""
    if not may_prepare(person, uow):
        raise NotAllowed(Deed.SET_AGENDA)


def may_sign_off_next_year(person: Person, draft: NextYear, today: date, uow: UnitOfWork) -> bool:
    """Whether somebody signs a draft off: never who wrote it last."""
    allowed = may_see_school(person, Deed.SIGN_OFF_TARGETS, draft.school, today, uow.trust)
    return allowed and person.id != draft.by and not draft.is_signed_off


async def proposed_targets(uow: UnitOfWork, school: str, year: str) -> TargetSet | None:
    """The targets and lines of enquiry that wait for that year."""
    waiting = await uow.targets.proposed([school])
    return next((each for each in waiting if each.year == year), None)


async def write_next_year(
    *,
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    school: str,
    support: str,
    items: str,
    shown: int | None = None,
) -> NextYear:
    """Write a school's draft of the coming year, or another version in the place of the one that was `shown`.

    Raises NotAllowed, NotFound, Invalid by the parts' names, and NextYearOvertaken where there is another by
    now, or it is signed off.
    """
    require_preparing(person, uow)
    known = uow.trust.current_school(school)
    if known.status is Membership.JOINING:
        said = f"{known.known_as} is joining the trust: next year is prepared once it is a member."
        raise Invalid({"school": said})
    faults = faults_of(support, items)
    if faults:
        raise Invalid(faults)
    year = coming_year(uow, london_day(now))
    there = await uow.next_years.of(school, year)
    if there is None:
        new = NextYear(0, school, year, person.id, now, support.strip(), items.strip())
        made = await uow.next_years.start(new)
        if made is None:
            raise NextYearOvertaken(await uow.next_years.of(school, year) or new)
        await _record(uow, made, "next year drafted", person, now)
        return made
    if shown != there.revision or there.is_signed_off:
        raise NextYearOvertaken(there)
    after = replace(
        there,
        by=person.id,
        at=now,
        support=support.strip(),
        items=items.strip(),
        revision=there.revision + 1,
    )
    if not await uow.next_years.write(after):
        raise NextYearOvertaken(await uow.next_years.get(there.id) or there)
    await _record(uow, after, "next year changed", person, now)
    return after


async def sign_off_next_year(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    draft_id: int,
    shown: int,
    targets: int | None,
) -> NextYear:
    """Sign a draft off for the EIT, with the set of `targets` (its id) that was shown waiting beside it.

    Raises NotAllowed for who may not and for who wrote it last, NextYearOvertaken where it is not what was
    shown, and Invalid where its days cannot be granted yet.
    """
    draft = await uow.next_years.get(draft_id)
    if draft is None:
        raise NotAllowed(Deed.SIGN_OFF_TARGETS)
    if draft.is_signed_off or draft.revision != shown:
        require_preparing(person, uow)
        raise NextYearOvertaken(draft)
    if not may_sign_off_next_year(person, draft, london_day(now), uow):
        raise NotAllowed(Deed.SIGN_OFF_TARGETS)
    span = _year_of(draft, uow)
    signed = replace(draft, state=NextYearState.SIGNED_OFF, signed_by=person.id, signed_at=now)
    if not await uow.next_years.decide(signed):
        raise NextYearOvertaken(await uow.next_years.get(draft.id) or draft)
    await _record(uow, signed, "next year signed off", person, now)
    await _grant(uow, policy, now, person, signed, span)
    await set_items_of_school(
        uow=uow,
        now=now,
        person=person,
        school=signed.school,
        year=signed.year,
        items=signed.drafted_items,
    )
    waiting = await proposed_targets(uow, signed.school, signed.year)
    if targets is not None and waiting is not None and waiting.id == targets:
        # Where somebody decided on them at this very moment that holds.
        with suppress(TargetsOvertaken):
            await sign_off_targets(uow=uow, policy=policy, now=now, person=person, set_id=targets)
    return signed


def _year_of(draft: NextYear, uow: UnitOfWork) -> Span | None:
    """The year's first and last day, None where terms.csv does not tell. Raises Invalid where days are to be
    granted in it all the same, or to a school that can have none.
    """
    span = dict(uow.trust.calendar.academic_years()).get(draft.year)
    if not any(each.counts for each in draft.support_lines):
        return span
    if span is None:
        said = f"The terms of {draft.year} are not in the calendar yet, so no days can be granted in it."
        raise Invalid({"support": said})
    school = uow.trust.school(draft.school)
    if not can_have_support(school):
        raise Invalid({"support": f"{school.known_as} has no designation, so days can't be granted to it."})
    return span


async def _grant(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, signed: NextYear, span: Span | None
) -> None:
    """The days of partner and adviser, from the first day of the year on; each line once."""
    for number, line in enumerate(signed.support_lines, 1):
        if not line.counts or line.kind is None or line.days is None or span is None:
            continue
        await grant_days(
            uow=uow,
            policy=policy,
            now=now,
            person=person,
            school=signed.school,
            support=line.kind,
            days=line.days,
            reason=line.words,
            day=span.starts,
            origin=f"{signed.key}:{number}",
        )


async def _record(uow: UnitOfWork, draft: NextYear, deed: str, person: Person, now: datetime) -> None:
    details = {"year": draft.year, "revision": draft.revision}
    await uow.audit.record(AuditEntry(now, person.id, deed, draft.key, draft.school, details))
