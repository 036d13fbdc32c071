"""The partner's annual review of a school: writing it, amending it, reading it (Strategy, Strand 5)."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime

from strategy.actions.reviewing_duties import annual_review_written, reconcile_reviews
from strategy.annual_reviews import AlreadyWritten, AnnualReview, AnnualText, AnnualVersion
from strategy.duties import DutyKind, DutyState
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.outgoing import OutgoingKind
from strategy.people import Person, Role
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import Membership, School
from strategy.trust import Trust


def schools_to_review(person: Person, trust: Trust) -> list[School]:
    """The member schools whose annual review somebody may write, by name."""
    reach = scope(person, Deed.WRITE_ANNUAL_REVIEW, trust, frozenset())
    return [school for school in trust.members_by_name if reach.everything or school.urn in reach.schools]


def require_may_write(person: Person, school: str, trust: Trust, today: date) -> School:
    """The school, where somebody may write its annual review. Raises NotAllowed and NotFound."""
    known = trust.schools.get(school)
    if known is None or not may_see_school(person, Deed.WRITE_ANNUAL_REVIEW, school, today, trust):
        raise NotAllowed(Deed.WRITE_ANNUAL_REVIEW)
    if known.ended_on is not None or known.status is not Membership.MEMBER:
        raise NotFound("school")
    return known


def may_read_annual_review(person: Person, school: str, trust: Trust, today: date) -> bool:
    """Whether somebody may read a school's annual reviews."""
    return may_see_school(person, Deed.READ_ANNUAL_REVIEW, school, today, trust)


async def year_to_review(*, uow: UnitOfWork, school: str, today: date) -> str:
    """The academic year whose review a school wants: an earlier one that is still owed, else this one."""
    late = [
        entry.duty.about
        for entry in await uow.duties.of_schools([DutyKind.ANNUAL_REVIEW], [school])
        if entry.state is DutyState.OPEN and entry.duty.due_on < today
    ]
    return min(late, default=uow.trust.calendar.academic_year_of(today))


async def write_annual_review(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    year: str,
    text: AnnualText,
    amends: int = 0,
) -> AnnualReview:
    """Send a school's annual review to the Lead SIP, or amend it: all versions are kept.

    `amends` is the number of the version that is amended, 0 for a first one. Raises NotAllowed, NotFound,
    Invalid by the parts' names, and AlreadyWritten where there is one already or it was amended meanwhile.
    """
    today = london_day(now)
    require_may_write(person, school, uow.trust, today)
    if year > uow.trust.calendar.academic_year_of(today):
        raise NotFound("year")
    _check(policy, uow.trust, today, text)
    known = await uow.annual_reviews.of(school, year)
    if known is not None and known.last.number != amends:
        raise AlreadyWritten(known)
    version = AnnualVersion(known.last.number + 1 if known else 1, person.id, now, text)
    await reconcile_reviews(uow, policy, [school], today)
    try:
        if known is None:
            written = await uow.annual_reviews.start(school, year, version)
        else:
            await uow.annual_reviews.amend(known.id, version)
            written = replace(known, versions=(*known.versions, version))
    except AlreadyThere:
        quicker = await uow.annual_reviews.of(school, year)
        if quicker is None:
            raise
        raise AlreadyWritten(quicker) from None
    await annual_review_written(uow, school, year, now)
    await _record(uow, now, person, written, "annual review amended" if known else "annual review written")
    await _send(uow, policy, written)
    return written


async def read_annual_review(
    *, uow: UnitOfWork, now: datetime, reader: Person, review_id: int
) -> AnnualReview:
    """One annual review; the reading is recorded.

    Raises NotAllowed both where it may not be read and where there is none.
    """
    found = await uow.annual_reviews.get(review_id)
    if found is None or not may_read_annual_review(reader, found.school, uow.trust, london_day(now)):
        raise NotAllowed(Deed.READ_ANNUAL_REVIEW)
    if reader.id != found.last.by:
        await _record(uow, now, reader, found, "annual review read")
    return found


def readers_of(policy: Policy, trust: Trust, today: date) -> list[int]:
    """Those whom policy has annual reviews sent to: holders of an office."""
    audience = policy.on(today, trust.calendar).standing_reports.annual_review.to
    roles = [Role(each.value) for each in audience if each.value in set(Role)]
    return list(dict.fromkeys(person.id for role in roles for person in trust.holders(role)))


async def _send(uow: UnitOfWork, policy: Policy, written: AnnualReview) -> None:
    last = written.last
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{kind}:{written.id}:{last.number}:{person}",
                kind=kind,
                recipient=person,
                subject=f"annual_review:{written.id}:{last.number}",
                created_at=last.at,
            )
            for person in readers_of(policy, uow.trust, london_day(last.at))
            for kind in (OutgoingKind.ANNUAL_REVIEW_MAILED, OutgoingKind.ANNUAL_REVIEW_CARD)
            if person != last.by
        ]
    )


async def _record(uow: UnitOfWork, now: datetime, person: Person, review: AnnualReview, deed: str) -> None:
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=person.id,
            deed=deed,
            subject=f"annual_review:{review.id}",
            school=review.school,
            details={"version": review.last.number},
        )
    )


def _check(policy: Policy, trust: Trust, today: date, text: AnnualText) -> None:
    most = policy.on(today, trust.calendar).reviewing.at_most_characters
    faults = {}
    for part in fields(text):
        said = str(getattr(text, part.name)).strip()
        if not said:
            faults[part.name] = "This is still needed."
        elif len(said) > most:
            faults[part.name] = f"At most {most:,} characters can be kept."
    if faults:
        raise Invalid(faults)
