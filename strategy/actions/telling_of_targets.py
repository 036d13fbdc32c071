"""Who is told of proposed targets, and of what was decided of them. Nobody is told of what they did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from strategy.outgoing import OutgoingKind
from strategy.people import Role
from strategy.ports import Outgoing, UnitOfWork
from strategy.targets import SetState, TargetSet, asked_to_sign_off


async def tell_proposed(uow: UnitOfWork, proposal: TargetSet) -> None:
    """Have those told who are to sign it off."""
    asked = asked_to_sign_off(proposal, uow.trust)
    await _tell(
        uow,
        OutgoingKind.TARGETS_PROPOSED,
        proposal,
        asked[1] if asked else (),
        proposal.proposed_by,
        proposal.proposed_at,
    )


async def tell_decided(uow: UnitOfWork, decided: TargetSet) -> None:
    """Have those told whom it concerns: of a sign-off partner, headteacher and Lead SIP, of any other end
    whoever proposed it.
    """
    by, at = decided.decision
    if decided.state is SetState.SIGNED_OFF:
        kind, people = OutgoingKind.TARGETS_SIGNED_OFF, concerned_by_targets(uow, decided)
    else:
        kind, people = OutgoingKind.TARGETS_ENDED, [decided.proposed_by]
    await _tell(uow, kind, decided, people, by, at)


def concerned_by_targets(uow: UnitOfWork, decided: TargetSet) -> list[int]:
    """Those who are to know of signed-off targets: whoever proposed them, partner, headteacher, Lead SIP."""
    school, trust = uow.trust.school(decided.school), uow.trust
    leads = [person.id for person in trust.holders(Role.LEAD_SIP)]
    found = dict.fromkeys([decided.proposed_by, school.sip, school.headteacher, *leads])
    return [person for person in found if trust.person(person).ended_on is None]


async def _tell(
    uow: UnitOfWork,
    kind: OutgoingKind,
    found: TargetSet,
    people: Iterable[int],
    doer: int,
    at: datetime,
) -> None:
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{kind}:{found.id}:{person}",
                kind=kind,
                recipient=person,
                subject=found.key,
                created_at=at,
            )
            for person in people
            if person != doer
        ]
    )
