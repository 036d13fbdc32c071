"""What whoever arranged a network or training owes of it: to note who came (our reading).

An event belongs to no school, and every duty stands with one: that of an event stands with the school where
it was held, else with any. Nobody sees that school (`strategy.duties.OF_NO_SCHOOL`).
"""

from __future__ import annotations

from datetime import date

from strategy.duties import Duty, DutyKind, not_before_going_live
from strategy.events import Event
from strategy.people import OFFICES, Capacity
from strategy.policy import Policy
from strategy.trust import Trust


def register_about(event: int, day: date) -> str:
    """What names an event on its day in the duty: `event:41:2026-12-03`; moved, it is another."""
    return f"event:{event}:{day.isoformat()}"


def kept_with(event: Event, trust: Trust) -> str | None:
    """The school (URN) with which an event's duty stands: where it is held, else the first of today's."""
    return event.timing.school or min((each.urn for each in trust.current_schools()), default=None)


def register_owed(event: Event, policy: Policy, trust: Trust) -> Duty | None:
    """Who came to an event is to be noted within policy's working days after it, by whoever arranged it.

    None for one that is cancelled or was before the trust went live, or whose arranger has left.
    """
    day, owner = event.timing.day, trust.people.get(event.arranged_by)
    school = kept_with(event, trust)
    if event.cancelled_at is not None or owner is None or owner.ended_on is not None or school is None:
        return None
    if policy.first_day is not None and day < policy.first_day:
        return None
    working = policy.working_calendar(trust.calendar)
    within = policy.on(day, trust.calendar).institute.register_working_days
    due_on = not_before_going_live(working.working_days_after(day, within), policy, working)
    capacity = next((as_whom for role, as_whom in OFFICES if role in owner.roles), Capacity.TEAM_MEMBER)
    return Duty(
        kind=DutyKind.EVENT_REGISTER,
        owner=owner.id,
        school=school,
        capacity=capacity,
        arises_on=day,
        about_on=due_on,
        due_on=due_on,
        about=register_about(event.id, day),
    )
