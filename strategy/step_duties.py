"""Whoever must take the next step on the way to a designation owes it by a day."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.duties import Duty, DutyKind, not_before_going_live
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.policy_support import Step
from strategy.recommendations import Recommendation, asked_to_act, waits_for
from strategy.school_year import london_day
from strategy.trust import Trust

KIND_OF: Mapping[Step, DutyKind] = {
    Step.RECOMMEND: DutyKind.RECOMMEND_AGAIN,
    Step.ENDORSE: DutyKind.ENDORSE,
    Step.REVIEW: DutyKind.REVIEW,
    Step.SIGN_OFF: DutyKind.SIGN_OFF,
}


def step_duties(recommendation: Recommendation, policy: Policy, trust: Trust) -> list[Duty]:
    """What the step that a recommendation waits for asks of each of those it is asked of; nothing at its end.

    It arises on the day of the step before, and is due policy's number of working days later (our reading).
    """
    begun = london_day(recommendation.last.at)
    edition = policy.on(begun, trust.calendar)
    school = trust.school(recommendation.school)
    step = waits_for(recommendation, school.status, edition.chain)
    asked = asked_to_act(recommendation, school, trust, edition.chain)
    if step is None or asked is None:
        return []
    party, people = asked
    calendar = policy.working_calendar(trust.calendar)
    due_on = calendar.working_days_after(begun, edition.assessment.step_working_days)
    due_on = not_before_going_live(due_on, policy, calendar)
    return [
        Duty(
            kind=KIND_OF[step],
            owner=person,
            school=school.urn,
            capacity=Capacity(party.value),
            arises_on=begun,
            about_on=due_on,
            due_on=due_on,
            about=recommendation.key,
        )
        for person in people
    ]
