"""Reading targets and lines of enquiry, narrowed to what the reader may see.

What is in force is for everybody who may see the school's; what is proposed only for those who propose it or
sign it off, until it is signed off (our reading: a headteacher hears of targets once the EIT has decided).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from strategy.errors import NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.schools import Membership, School
from strategy.targets import Noted, TargetSet, is_proposer
from strategy.trust_plan import Priority


@dataclass(frozen=True, slots=True)
class SchoolTargets:
    """What holds for a school and year, what is proposed (None where the reader may not know), where targets
    were noted to stand, and the priorities that any of them serve.
    """

    school: School
    year: str
    in_force: TargetSet | None
    proposed: TargetSet | None = None
    noted: Mapping[int, Sequence[Noted]] = field(default_factory=dict)
    priorities: Mapping[int, Priority] = field(default_factory=dict)


def readable_schools(uow: UnitOfWork, reader: Person) -> list[School]:
    """The member schools whose targets somebody may see, by name."""
    reach = scope(reader, Deed.SEE_TARGETS, uow.trust, frozenset())
    return [each for each in uow.trust.members_by_name if reach.everything or each.urn in reach.schools]


def may_follow(uow: UnitOfWork, policy: Policy, today: date, reader: Person, school: str) -> bool:
    """Whether somebody may see what is proposed for a school."""
    edition = policy.on(today, uow.trust.calendar)
    signs = may_see_school(reader, Deed.SIGN_OFF_TARGETS, school, today, uow.trust)
    return signs or is_proposer(reader, uow.trust.school(school), uow.trust, edition)


async def read_school_targets(
    *, uow: UnitOfWork, policy: Policy, today: date, reader: Person, school: str, year: str
) -> SchoolTargets:
    """What a school aims at in an academic year. Raises NotAllowed for a school that is not theirs."""
    known = uow.trust.schools.get(school)
    if known is None or not may_see_school(reader, Deed.SEE_TARGETS, school, today, uow.trust):
        raise NotAllowed(Deed.SEE_TARGETS)
    if known.status is Membership.JOINING:
        return SchoolTargets(known, year, None)
    in_force = (await uow.targets.in_force([school], year)).get(school)
    proposed = None
    if may_follow(uow, policy, today, reader, school):
        waiting = await uow.targets.proposed([school])
        proposed = next((each for each in waiting if each.year == year), None)
    items = [item for found in (in_force, proposed) if found is not None for item in found.items]
    noted = await uow.targets.noted([item.id for item in items])
    served = sorted({item.priority for item in items if item.priority is not None})
    priorities = await uow.trust_plan.these(served) if served else {}
    return SchoolTargets(known, year, in_force, proposed, noted, priorities)


async def read_set(
    *, uow: UnitOfWork, policy: Policy, today: date, reader: Person, set_id: int
) -> tuple[TargetSet, Mapping[int, Priority]]:
    """One set, whatever became of it, with the priorities that it serves.

    Raises NotAllowed for who may not: one that was not signed off is for those who may follow.
    """
    found = await uow.targets.get(set_id)
    if found is None or not may_see_school(reader, Deed.SEE_TARGETS, found.school, today, uow.trust):
        raise NotAllowed(Deed.SEE_TARGETS)
    in_force = (await uow.targets.in_force([found.school], found.year)).get(found.school)
    is_in_force = in_force is not None and in_force.id == found.id
    if not is_in_force and not may_follow(uow, policy, today, reader, found.school):
        raise NotAllowed(Deed.SEE_TARGETS)
    served = sorted({item.priority for item in found.items if item.priority is not None})
    return found, (await uow.trust_plan.these(served) if served else {})


async def waiting_targets(
    *, uow: UnitOfWork, policy: Policy, today: date, reader: Person, schools: frozenset[str] | None = None
) -> list[TargetSet]:
    """The proposals under way that somebody may see, the longest waiting first."""
    followed = [
        each.urn
        for each in readable_schools(uow, reader)
        if (schools is None or each.urn in schools) and may_follow(uow, policy, today, reader, each.urn)
    ]
    if not followed:
        return []
    found = await uow.targets.proposed(sorted(schools) if schools is not None else None)
    return [each for each in found if each.school in set(followed)]
