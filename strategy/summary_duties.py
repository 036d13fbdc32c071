"""Who owes the summary before a meeting of the EIT or the Standards Committee, by when.

Pure: everything it needs is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from strategy.duties import Duty, DutyKind, DutyState, StoredDuty
from strategy.meetings import stand_in
from strategy.minutes_access import holders_of
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.policy_reporting import Body, Deadline
from strategy.school_year import Calendar
from strategy.schools import Membership
from strategy.summaries_access import terms_of
from strategy.trust import Trust

_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Between:
    """A body's meeting that comes next, and the day of the one before: recorded, or as they stand in.

    `is_recorded` says whether the next one is more than the strategy's month.
    """

    body: Body
    last: date
    next: date
    is_recorded: bool = True


def about_summary(body: Body, day: date) -> str:
    """What names a meeting in the duty of its summary: `eit:2026-12-03`."""
    return f"{body}:{day}"


def last_stand_in(body: Body, today: date, policy: Policy, calendar: Calendar) -> date:
    """The day that stands in for a body's last meeting before today; the first day known where none does.

    Raises ValueError where the years that are known do not reach to its next one.
    """
    years = calendar.academic_years()
    found = max(today - _A_YEAR, years[0][1].starts) if years else today - _A_YEAR
    day = stand_in(body, None, found, policy, calendar)
    while day < today:
        found, day = day, stand_in(body, None, day + timedelta(days=1), policy, calendar)
    return found


def summary_due(body: Body, day: date, policy: Policy, trust: Trust) -> date | None:
    """The day by which the summary for a body's meeting is due: so many working days before it, or when its
    pack goes out (Strategy, Strand 5). None where policy asks for none.
    """
    terms = terms_of(body, day, policy, trust)
    if terms is None:
        return None
    days = terms.working_days
    if terms.deadline is Deadline.WITH_PACK:
        days = policy.on(day, trust.calendar).meetings[body].pack_working_days_before
    if days is None:
        return None
    return policy.working_calendar(trust.calendar).working_days_before(day, days)


def summary_owed(
    between: Between,
    stored: Sequence[StoredDuty],
    policy: Policy,
    trust: Trust,
    today: date,
    *,
    is_written: bool,
) -> list[Duty]:
    """What is owed before a body's next meeting; nothing once it is written.

    One that would have been due before the trust went live, or that became known only once it would have been
    due, is not owed. A meeting that is over asks for nothing more: the next summary says what came since.
    Each is kept at one school, since every duty has one, and is about none of them.
    """
    due_on = summary_due(between.body, between.next, policy, trust)
    terms = terms_of(between.body, between.next, policy, trust)
    about = about_summary(between.body, between.next)
    known = [entry for entry in stored if entry.duty.about == about]
    school = known[0].duty.school if known else anchor_of(trust)
    if due_on is None or terms is None or is_written or not school:
        return []
    is_known = any(entry.state is not DutyState.VOID for entry in known)
    if due_on < max(today, policy.first_day or today) and not is_known:
        return []
    return [
        Duty(
            kind=DutyKind.SUMMARY,
            owner=person,
            school=school,
            capacity=Capacity(party.value),
            arises_on=min(between.last + timedelta(days=1), due_on),
            about_on=between.next,
            due_on=due_on,
            about=about,
        )
        for party in terms.author
        for person in holders_of([party], trust)
    ]


def anchor_of(trust: Trust) -> str:
    """The school at which duties about no school are kept: the same one each time; "" where there is none."""
    members = [school for school in trust.current_schools() if school.status is Membership.MEMBER]
    return min((school.urn for school in members), default="")
