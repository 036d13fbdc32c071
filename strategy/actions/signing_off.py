"""Signing off a designation, which from that day changes what the school is due (Strategy, Strand 4).

One transaction: the step, the school's designation with its risk, a line of the history, the risk of its open
duties, the rhythm of the reports on its plan, its exit plan, its Boards of the year's plan, the audit, and
those told whom it concerns. Entitlement is found from the designation whenever it is asked for.
"""

from __future__ import annotations

from datetime import date, datetime

from strategy.actions.boards_of_risk import boards_follow_risk
from strategy.actions.exiting import open_exit_plan, void_exit_plan
from strategy.actions.keeping_paper_duties import reconcile_papers
from strategy.actions.planning_duties import reconcile_plan_reports
from strategy.actions.steps import Shown, any_reason, next_step, required, required_reason, take
from strategy.designations import Designation, Risk, risk_of
from strategy.people import Person
from strategy.plans import has_a_plan
from strategy.policy import Policy
from strategy.policy_support import Step
from strategy.ports import AuditEntry, UnitOfWork
from strategy.recommendations import Decision, DesignationSince, Recommendation
from strategy.school_year import london_day


async def sign_off(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    shown: Shown,
    designation: Designation,
    reason: str = "",
) -> Recommendation:
    """Sign a designation off for the EIT: the one that is recommended, or another with a reason.

    Raises NotAllowed for who may not, and for who started it; Invalid where the reason is missing; Overtaken
    where another step was taken since it was shown.
    """
    begun = await required(uow, policy, now, person, shown, Step.SIGN_OFF)
    if designation is not begun.proposed:
        reason = required_reason(reason, "the EIT decides otherwise")
    step = next_step(begun, Decision.SIGNED_OFF, person, now, designation, any_reason(reason))
    # First the step: of two who sign off at once the second is refused here, before anything else is written.
    taken = await take(uow, policy, begun, step)
    await _put_in_force(uow, policy, taken)
    return taken


async def _put_in_force(uow: UnitOfWork, policy: Policy, taken: Recommendation) -> None:
    """Have the designation hold from today. One that is confirmed has held since it first came into force."""
    last, school = taken.last, uow.trust.school(taken.school)
    today, before, designation = london_day(last.at), school.risk, last.designation
    by = uow.trust.person(last.by)
    lines = await uow.designations.of_school(school.urn)
    line = await uow.designations.add(
        DesignationSince(school.urn, designation, today, last.at, last.by, taken.id, last.reason)
    )
    if designation is not school.designation:
        await uow.directory.designate(school.urn, designation, today)
        await reconcile_papers(uow, policy, [school.urn], today)
    if risk_of(designation) is not before:
        await boards_follow_risk(uow=uow, policy=policy, now=last.at, person=by, school=school.urn)
    details = {"from": lines[-1].id if lines else None, "to": line.id, "recommendation": taken.id}
    await uow.audit.record(
        AuditEntry(last.at, last.by, "designation put in force", subject_of(school.urn), school.urn, details)
    )
    if leaves(before, risk_of(designation), policy, today, uow):
        if has_a_plan(school, today, policy, uow.trust.calendar):
            await open_exit_plan(uow=uow, policy=policy, now=last.at, person=by, school=school.urn)
    elif risk_of(designation) in policy.on(today, uow.trust.calendar).assessment.exit_plan_on_leaving:
        await void_exit_plan(uow=uow, policy=policy, now=last.at, person=by, school=school.urn)
    await reconcile_plan_reports(uow, policy, [school.urn], today)


def subject_of(school: str) -> str:
    """What the audit calls the designation of a school."""
    return f"designation:{school}"


def leaves(before: Risk | None, after: Risk | None, policy: Policy, day: date, uow: UnitOfWork) -> bool:
    """Whether a school leaves a risk at which its planning was done for it, so that it gets an exit plan."""
    terms = policy.on(day, uow.trust.calendar).assessment
    return before in terms.exit_plan_on_leaving and after not in terms.exit_plan_on_leaving
