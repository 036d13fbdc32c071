"""Who owes the minutes of a meeting by when, and what the actions in them ask of people.

Pure: everything it needs is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from strategy.duties import FROZEN, Duty, DutyKind, DutyState, StoredDuty
from strategy.meetings import Meeting
from strategy.minutes import MinutedAction
from strategy.minutes_access import holders_of
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.policy_reporting import Body
from strategy.school_year import Calendar, london_day
from strategy.schools import Membership, School
from strategy.trust import Trust

_BY_OFFICE = (
    (Role.CEO, Capacity.CEO),
    (Role.DEPUTY_CEO, Capacity.DEPUTY_CEO),
    (Role.LEAD_SIP, Capacity.LEAD_SIP),
    (Role.GOVERNANCE_PROFESSIONAL, Capacity.GOVERNANCE_PROFESSIONAL),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that stands, and the minutes of it (their id), None where there are none yet."""

    meeting: Meeting
    minutes: int | None = None


def about_minutes(meeting: Meeting) -> str:
    """What names a meeting in the duty of its minutes: `meeting:41:progress_board:2026-11-12`."""
    return f"meeting:{meeting.id}:{meeting.body}:{meeting.day}"


def about_action(action: MinutedAction) -> str:
    """What names an action in its duty: `action:7:progress_board:2026-11-12`."""
    return f"action:{action.id}:{action.meeting.body}:{action.meeting.day}"


def minutes_due(body: Body, day: date, policy: Policy, calendar: Calendar) -> date | None:
    """The day by which the minutes of a body's meeting on a day are due; None where policy asks for none."""
    terms = policy.on(day, calendar).standing_reports.minutes
    if body is not terms.meeting or terms.working_days is None:
        return None
    return policy.working_calendar(calendar).working_days_after(day, terms.working_days)


def minutes_owed(
    school: School,
    held: Iterable[Held],
    stored: Iterable[StoredDuty],
    policy: Policy,
    trust: Trust,
    today: date,
) -> list[Duty]:
    """The minutes that are owed of a school's meetings, also of those to come (Strategy, Monitoring).

    Of the authors that policy names the first is asked who is in the directory: the clerk, or else who
    chairs. A meeting that became known only once they would have been due, or whose minutes would have been
    due before the trust went live, asks for none; nor does one that has minutes, or that somebody was excused
    from.
    """
    if school.ended_on is not None or school.status is Membership.JOINING:
        return []
    entries = [entry for entry in stored if entry.duty.kind is DutyKind.MINUTES]
    known = {entry.duty.about for entry in entries if entry.state is not DutyState.VOID}
    done = {entry.duty.about for entry in entries if entry.state in FROZEN}
    found = []
    for each in held:
        meeting, about = each.meeting, about_minutes(each.meeting)
        due_on = minutes_due(meeting.body, meeting.day, policy, trust.calendar)
        if due_on is None or each.minutes is not None or about in done:
            continue
        if due_on < max(today, policy.first_day or today) and about not in known:
            continue
        authors = policy.on(meeting.day, trust.calendar).standing_reports.minutes.author
        found += [
            Duty(
                kind=DutyKind.MINUTES,
                owner=person,
                school=school.urn,
                capacity=capacity,
                arises_on=meeting.day,
                about_on=meeting.day,
                due_on=due_on,
                about=about,
            )
            for person, capacity in _asked(authors, trust)
        ]
    return found


def _asked(authors: Sequence[Party], trust: Trust) -> list[tuple[int, Capacity]]:
    """Of whom minutes are asked, and as what: the holders of the first office that has any."""
    for party in authors:
        people = holders_of([party], trust)
        if people:
            return [(person, Capacity(party.value)) for person in people]
    return []


def actions_owed(actions: Iterable[MinutedAction], policy: Policy, trust: Trust) -> list[Duty]:
    """What actions ask of their owners: those that are open, about a school, of somebody in the directory.

    One that was to be done before the trust went live is not owed.
    """
    found = []
    for action in actions:
        text = action.text
        owner = trust.people.get(text.owner) if text.owner is not None else None
        if not action.is_open or owner is None or owner.ended_on is not None or not is_kept(action, trust):
            continue
        if policy.first_day is not None and text.by < policy.first_day:
            continue
        found.append(
            Duty(
                kind=DutyKind.MINUTED_ACTION,
                owner=owner.id,
                school=text.school,
                capacity=capacity_of(owner.id, text.school, trust),
                arises_on=min(london_day(action.begun_at), text.by),
                about_on=text.by,
                due_on=text.by,
                about=about_action(action),
            )
        )
    return found


def is_kept(action: MinutedAction, trust: Trust) -> bool:
    """Whether somebody is reminded of an action: it has an owner in the directory, and a school that is."""
    school = trust.schools.get(action.text.school)
    return action.text.owner is not None and school is not None and school.ended_on is None


def capacity_of(person: int, urn: str, trust: Trust) -> Capacity:
    """As what somebody owes an action about a school: by their office, else as what they are to it."""
    known, school = trust.people[person], trust.schools[urn]
    for role, capacity in _BY_OFFICE:
        if role in known.roles:
            return capacity
    to_school = {
        school.headteacher: Capacity.HEADTEACHER,
        school.chair_of_governors: Capacity.CHAIR_OF_GOVERNORS,
        school.sip: Capacity.SIP,
        school.adviser: Capacity.SCHOOL_IMPROVEMENT_ADVISER,
    }
    return to_school.get(person, Capacity.SLE if Role.SLE in known.roles else Capacity.TEAM_MEMBER)
