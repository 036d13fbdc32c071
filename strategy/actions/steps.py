"""Taking a step of the chain, whichever it is: who may, whether it still waits, what is recorded of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from strategy.actions.judging_duties import settle
from strategy.actions.what_follows import announce
from strategy.designations import Designation
from strategy.edition import Edition
from strategy.errors import Invalid, NotAllowed
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Thing, may_see_school
from strategy.policy import Policy
from strategy.policy_support import Step
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.recommendations import (
    Decision,
    Judgement,
    Overtaken,
    Recommendation,
    StepTaken,
    may_take,
    require_shown,
    waits_for,
)
from strategy.school_year import london_day

LONGEST_REASON = 2_000
"""Characters of the reason for a step."""
DEED_OF: Mapping[Step, Deed] = {
    Step.RECOMMEND: Deed.RECOMMEND_DESIGNATION,
    Step.ENDORSE: Deed.ENDORSE_DESIGNATION,
    Step.REVIEW: Deed.REVIEW_DESIGNATION,
    Step.SIGN_OFF: Deed.SIGN_OFF_DESIGNATION,
}
"""What the permission table has to allow for each step, besides what policy says of the chain."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A recommendation as somebody was shown it: its id, and how many steps it then had."""

    id: int
    revision: int


def thing_of(recommendation: Recommendation) -> Thing:
    """A recommendation as permission sees it."""
    started = london_day(recommendation.started_at)
    return Thing(recommendation.school, recommendation.started_by, Capacity.SIP, started)


async def required(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: Shown, step: Step
) -> Recommendation:
    """The recommendation, where somebody may take this step and it is the one that waits.

    Raises NotAllowed for who may not take such a step, before anything is said of how it stands.
    """
    begun = await uow.recommendations.get(shown.id)
    if begun is None:
        raise NotAllowed(DEED_OF[step])
    school, edition = uow.trust.school(begun.school), edition_now(uow, policy, now)
    if not may_see_school(person, DEED_OF[step], school.urn, london_day(now), uow.trust):
        raise NotAllowed(DEED_OF[step])
    if not may_take(step, person, begun, school, uow.trust, edition.chain):
        raise NotAllowed(DEED_OF[step])
    require_shown(begun, shown.revision)
    if waits_for(begun, school.status, edition.chain) is not step:
        raise Overtaken(begun)
    return begun


async def waiting(uow: UnitOfWork, shown: Shown) -> Recommendation:
    """The recommendation, if there is one; raises NotAllowed where there is none."""
    begun = await uow.recommendations.get(shown.id)
    if begun is None:
        raise NotAllowed(Deed.READ_RECOMMENDATION)
    return begun


async def take(uow: UnitOfWork, policy: Policy, begun: Recommendation, step: StepTaken) -> Recommendation:
    """Store a step, record it, have duties follow it and those told whom it concerns. Raises Overtaken."""
    try:
        await uow.recommendations.take(begun.id, step)
    except AlreadyThere:
        raise Overtaken(await uow.recommendations.get(begun.id) or begun) from None
    taken = begun.followed_by(step)
    await record(uow, taken)
    await settle(uow, policy, taken)
    await announce(uow, policy, taken)
    return taken


async def record(uow: UnitOfWork, taken: Recommendation) -> None:
    """Write the last step into the audit: who, what, when, and the revisions before and after."""
    step = taken.last
    await uow.audit.record(
        AuditEntry(
            at=step.at,
            actor=step.by,
            deed=f"designation {step.decision}",
            subject=f"recommendation:{taken.id}",
            school=taken.school,
            details={"from_revision": step.number - 1, "to_revision": step.number},
        )
    )


def required_reason(reason: str, why: str) -> str:
    """The reason; raises Invalid where there is none, or one that is too long."""
    if not reason.strip():
        raise Invalid({"reason": f"Please say why {why}."})
    return any_reason(reason)


def any_reason(reason: str) -> str:
    """The reason, which may be empty; raises Invalid for one that is too long."""
    if len(reason.strip()) > LONGEST_REASON:
        raise Invalid({"reason": f"At most {LONGEST_REASON:,} characters of a reason can be kept."})
    return reason.strip()


def next_step(
    begun: Recommendation,
    decision: Decision,
    person: Person,
    now: datetime,
    designation: Designation,
    reason: str = "",
    judgements: Sequence[Judgement] = (),
) -> StepTaken:
    """The step that follows those of a recommendation."""
    return StepTaken(begun.revision + 1, decision, person.id, now, designation, reason, tuple(judgements))


def edition_now(uow: UnitOfWork, policy: Policy, now: datetime) -> Edition:
    """The policy's edition in force today."""
    return policy.on(london_day(now), uow.trust.calendar)
