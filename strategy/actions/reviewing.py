"""Setting the day of a review of the year, and recording what came of it (Strategy, Monitoring).

Whoever does either says what they were shown: of two people at once one counts, and the other is told how it
stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from strategy.actions.reviewing_duties import reconcile_reviews, review_held
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.outgoing import OutgoingKind
from strategy.people import Person, Role
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.policy_support import Review as ReviewTerms
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, UnitOfWork
from strategy.review_days import day_fault, other_days
from strategy.reviews import (
    Due,
    Entry,
    Happened,
    Occasion,
    Review,
    ReviewOvertaken,
    due_of,
    due_on_day,
    owed_by,
    reach_of,
)
from strategy.school_year import london_day
from strategy.trust import Trust


class DayRefused(Invalid):
    """A review cannot be held on a day: why, and the nearest days on which it could be."""

    def __init__(self, day: date, why: str, due: Due, others: list[date]) -> None:
        super().__init__({"day": f"That day {why}."})
        self.day, self.why, self.due, self.others = day, why, due, others


def terms_named(name: str, policy: Policy, trust: Trust, today: date) -> ReviewTerms | None:
    """Policy's terms today of the reviews of a name; None where it has none such for schools."""
    found = policy.on(today, trust.calendar).reviews
    return next((terms for terms in found if terms.name == name and terms.each_school), None)


def may_record(person: Person, name: str, school: str, policy: Policy, trust: Trust, today: date) -> bool:
    """Whether somebody may set the day of a school's review of a name, and record what came of it."""
    terms = terms_named(name, policy, trust, today)
    return terms is not None and school in reach_of(person, Deed.RECORD_REVIEW, terms, trust)


async def set_day(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    name: str,
    day: date,
    period: str | None = None,
    shown: int | None = None,
) -> Review:
    """Set or move the day of a review: the one of `period`, or without one that whose period the day is in.

    `shown` is how many entries it had when somebody was shown it, None where they spoke of it unseen. Raises
    NotAllowed, NotFound, DayRefused with other days, and ReviewOvertaken where it was held or changed.
    """
    today = london_day(now)
    due = _due(uow, policy, today, person, school, name, day, period)
    fault = day_fault(day, due, uow.trust.calendar, today)
    if fault:
        raise DayRefused(day, fault, due, other_days(day, due, uow.trust.calendar, today))
    known = await uow.reviews.of(due.occasion)
    if known is not None and (
        known.outcome is not None or shown not in (None, known.state.revision) or known.state.day == day
    ):
        raise ReviewOvertaken(known)
    entry = Entry(0, Happened.DAY_SET, person.id, now, day)
    return await _add(uow, policy, due, known, entry, OutgoingKind.REVIEW_DAY)


async def record_outcome(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    occasion: Occasion,
    held_on: date,
    summary: str,
    recommendations: str,
    corrects: int = 0,
) -> Review:
    """Record when a review was held and what came of it, or correct that: every version is kept.

    `corrects` is the number of the entry that is corrected, 0 for a first record. Raises NotAllowed,
    NotFound, Invalid, and ReviewOvertaken where somebody else has recorded or corrected it meanwhile.
    """
    today = london_day(now)
    if not may_record(person, occasion.name, occasion.school, policy, uow.trust, today):
        raise NotAllowed(Deed.RECORD_REVIEW)
    known_school = uow.trust.schools.get(occasion.school)
    due = due_of(occasion, known_school, policy, uow.trust.calendar) if known_school else None
    if due is None:
        raise NotFound("review")
    known = await uow.reviews.of(occasion)
    outcome = known.outcome if known is not None else None
    if known is not None and (outcome.number if outcome else 0) != corrects:
        raise ReviewOvertaken(known)
    _check(policy, uow.trust, due, today, held_on, summary, recommendations)
    what = Happened.CORRECTED if outcome else Happened.RECORDED
    entry = Entry(0, what, person.id, now, held_on, summary.strip(), recommendations.strip())
    return await _add(uow, policy, due, known, entry, OutgoingKind.REVIEW_OUTCOME)


def held_fault(held_on: date, due: Due, today: date) -> str:
    """Why a review cannot have been held on a day, as a sentence; empty where it can, late or not."""
    if held_on > today:
        return "That day is still to come."
    if held_on < due.span.starts:
        return "That day is before the time that this review is of."
    return ""


def concerned_by(review: Review, policy: Policy, trust: Trust) -> list[int]:
    """Those who are to know of a review: headteacher, partner, Deputy CEO and whoever leads such reviews."""
    school, occasion = trust.school(review.occasion.school), review.occasion
    people = [school.headteacher, school.sip, *(person.id for person in trust.holders(Role.DEPUTY_CEO))]
    due = due_of(occasion, school, policy, trust.calendar)
    if due is not None:
        people += [person.id for person, _ in owed_by(due.terms, trust)]
    return [person for person in dict.fromkeys(people) if trust.person(person).ended_on is None]


def _due(
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    person: Person,
    school: str,
    name: str,
    day: date,
    period: str | None,
) -> Due:
    """The review that a day is set for. Raises NotAllowed before anything is said of it, and NotFound."""
    if not may_record(person, name, school, policy, uow.trust, today):
        raise NotAllowed(Deed.RECORD_REVIEW)
    known, calendar = uow.trust.schools.get(school), uow.trust.calendar
    due = None
    if known is not None and period is not None:
        due = due_of(Occasion(school, name, period), known, policy, calendar)
    elif known is not None:
        due = due_on_day(name, day, known, policy, calendar)
        due = due or current_due(uow, policy, name, school, today)
    if due is None:
        raise NotFound("review")
    return due


def current_due(uow: UnitOfWork, policy: Policy, name: str, school: str, today: date) -> Due | None:
    """A school's review of a name that is asked for now; in the holidays the one that comes next."""
    known, calendar = uow.trust.schools.get(school), uow.trust.calendar
    following = calendar.half_term_of(today) or calendar.next_half_term(today)
    if known is None or following is None:
        return None
    return due_on_day(name, max(following.starts, today), known, policy, calendar)


async def _add(
    uow: UnitOfWork, policy: Policy, due: Due, known: Review | None, entry: Entry, kind: OutgoingKind
) -> Review:
    """Store an entry after those there are, record it, and have duties and those concerned follow."""
    entry = replace(entry, number=known.state.revision + 1 if known else 1)
    # What is owed is known before it is done: a duty that is fulfilled stays in the lists as such.
    await reconcile_reviews(uow, policy, [due.occasion.school], london_day(entry.at))
    try:
        if known is None:
            review = await uow.reviews.start(due.occasion, entry)
        else:
            await uow.reviews.add(known.id, entry)
            review = replace(known, entries=(*known.entries, entry))
    except AlreadyThere:
        quicker = await uow.reviews.of(due.occasion)
        if quicker is None:
            raise
        raise ReviewOvertaken(quicker) from None
    await uow.audit.record(
        AuditEntry(
            at=entry.at,
            actor=entry.by,
            deed=f"review {entry.what}",
            subject=f"review:{review.id}",
            school=due.occasion.school,
            details={"revision": entry.number, "day": entry.day.isoformat()},
        )
    )
    if entry.what is Happened.DAY_SET:
        await reconcile_reviews(uow, policy, [due.occasion.school], london_day(entry.at))
    else:
        await review_held(uow, due.occasion, entry.at)
    await _tell(uow, policy, review, kind)
    return review


async def _tell(uow: UnitOfWork, policy: Policy, review: Review, kind: OutgoingKind) -> None:
    last = review.entries[-1]
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{kind}:{review.id}:{last.number}:{person}",
                kind=kind,
                recipient=person,
                subject=f"review:{review.id}:{last.number}",
                created_at=last.at,
            )
            for person in concerned_by(review, policy, uow.trust)
            if person != last.by
        ]
    )


def _check(
    policy: Policy, trust: Trust, due: Due, today: date, held_on: date, summary: str, recommendations: str
) -> None:
    faults = {}
    fault = held_fault(held_on, due, today)
    if fault:
        faults["held"] = fault
    most = policy.on(today, trust.calendar).reviewing.at_most_characters
    if not summary.strip():
        faults["summary"] = "What came of it is still needed."
    for name, text in (("summary", summary), ("recommendations", recommendations)):
        if len(text.strip()) > most:
            faults[name] = f"At most {most:,} characters can be kept."
    if faults:
        raise Invalid(faults)
