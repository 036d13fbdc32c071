"""What reviews of the year and partners' annual reviews ask of people (Strategy, Monitoring, Strand 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from strategy.duties import FROZEN, Duty, DutyKind, StoredDuty
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.review_days import last_half_term_begins
from strategy.reviews import Asked, ReviewState, is_reviewed, owed_by, reviews_asked
from strategy.school_year import Calendar
from strategy.schools import School
from strategy.trust import Trust


def duties_of_reviews(
    school: School,
    states: Mapping[str, ReviewState],
    stored: Iterable[StoredDuty],
    policy: Policy,
    trust: Trust,
    today: date,
    *,
    asked: Sequence[Asked] | None = None,
) -> list[Duty]:
    """The reviews of the year that are owed at a school, one for each of those who lead it.

    `states` are how they stand by what a duty is about, `stored` the school's stored duties of this kind. One
    can be recorded from the day that is set for it; until a day is set it is asked for from the last half
    term of its period on (our reading). A period that was over before the school was known or the trust went
    live asks for none; one that was held, or somebody was excused from, is not asked for again. `asked` is
    what `reviews_asked` gives, where it has been found already.
    """
    if not is_reviewed(school):
        return []
    known = {entry.duty.about for entry in stored}
    done = {entry.duty.about for entry in stored if entry.state in FROZEN}
    found = []
    for each in asked if asked is not None else reviews_asked(policy, trust.calendar):
        due = each.of(school)
        about = due.occasion.about
        state = states.get(about)
        if about in done or (state is not None and state.held_on is not None):
            continue
        if _is_over(due.due_on, policy, today) and about not in known:
            continue
        set_for = state.day if state is not None else None
        arises = set_for or last_half_term_begins(due.span, trust.calendar)
        found += [
            Duty(
                kind=DutyKind.REVIEW_OF_YEAR,
                owner=person.id,
                school=school.urn,
                capacity=capacity,
                arises_on=arises,
                about_on=set_for or due.due_on,
                due_on=due.due_on,
                about=about,
            )
            for person, capacity in owed_by(due.terms, trust)
        ]
    return found


def annual_reviews_due(
    school: School, stored: Iterable[StoredDuty], policy: Policy, trust: Trust, today: date
) -> list[Duty]:
    """The annual reviews of a school that its partner owes: one a year, asked for from the summer term on and
    due on its last working day (Strategy, Strand 5). `stored` as above.
    """
    if not is_reviewed(school):
        return []
    known = {entry.duty.about for entry in stored}
    done = {entry.duty.about for entry in stored if entry.state in FROZEN}
    working = policy.working_calendar(trust.calendar)
    found = []
    for year, span in trust.calendar.academic_years():
        due_on = working.on_or_before(span.ends)
        if year in done or (_is_over(due_on, policy, today) and year not in known):
            continue
        authors = policy.on(span.starts, trust.calendar).standing_reports.annual_review.author
        found += [
            Duty(
                kind=DutyKind.ANNUAL_REVIEW,
                owner=person,
                school=school.urn,
                capacity=capacity,
                arises_on=summer_term_begins(year, trust.calendar) or span.starts,
                about_on=due_on,
                due_on=due_on,
                about=year,
            )
            for person, capacity in _authors(authors, school, trust)
        ]
    return found


def summer_term_begins(year: str, calendar: Calendar) -> date | None:
    """The first day of a year's last term; None where terms.csv does not tell."""
    begins = [span.starts for known, _, span in calendar.terms() if known == year]
    return begins[-1] if begins else None


def _authors(parties: Iterable[Party], school: School, trust: Trust) -> list[tuple[int, Capacity]]:
    found = []
    for party in parties:
        if party is Party.SIP:
            found.append((school.sip, Capacity.SIP))
        elif party.value in set(Role) and party.value in set(Capacity):
            found += [(person.id, Capacity(party.value)) for person in trust.holders(Role(party.value))]
    return found


def _is_over(due_on: date, policy: Policy, today: date) -> bool:
    return due_on < today or (policy.first_day is not None and due_on < policy.first_day)
