"""What follows from a step on the way to a designation: who is told of it."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.outgoing import OutgoingKind
from strategy.people import Role
from strategy.policy import Policy
from strategy.ports import Outgoing, UnitOfWork
from strategy.recommendations import Decision, Recommendation, asked_to_act
from strategy.school_year import london_day

_OFFICES = (Role.LEAD_SIP, Role.DEPUTY_CEO, Role.CEO)


async def announce(uow: UnitOfWork, policy: Policy, taken: Recommendation) -> None:
    """Have those told whom the last step concerns: who must act next, who is to know what was signed off, or
    whoever started what somebody else has ended. Nobody is told of what they did themselves.
    """
    last, school = taken.last, uow.trust.school(taken.school)
    if last.decision is Decision.SIGNED_OFF:
        await _tell(uow, OutgoingKind.DESIGNATION_SIGNED_OFF, taken, concerned_by(uow, taken))
    elif not taken.is_under_way:
        await _tell(uow, OutgoingKind.DESIGNATION_ENDED, taken, [taken.started_by])
    else:
        chain = policy.on(london_day(last.at), uow.trust.calendar).chain
        asked = asked_to_act(taken, school, uow.trust, chain)
        await _tell(uow, OutgoingKind.DESIGNATION_STEP, taken, asked[1] if asked else ())


def concerned_by(uow: UnitOfWork, taken: Recommendation) -> list[int]:
    """Those who are to know of a new designation: partner, headteacher, chair of governors, Lead SIP, Deputy
    CEO and CEO, and whoever recommended it.
    """
    school, trust = uow.trust.school(taken.school), uow.trust
    people = [taken.started_by, school.sip, school.headteacher, school.chair_of_governors]
    offices = [person.id for role in _OFFICES for person in trust.holders(role)]
    found = dict.fromkeys(person for person in (*people, *offices) if person is not None)
    return [person for person in found if trust.person(person).ended_on is None]


async def _tell(uow: UnitOfWork, kind: OutgoingKind, taken: Recommendation, people: Iterable[int]) -> None:
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{kind}:{taken.id}:{taken.revision}:{person}",
                kind=kind,
                recipient=person,
                subject=taken.key,
                created_at=taken.last.at,
            )
            for person in people
            if person != taken.last.by
        ]
    )
