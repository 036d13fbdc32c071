"""Who sits in a meeting: who may chair it, its members, and who clerks it (Strategy, Monitoring)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strategy.edition import Edition
from strategy.meeting_diary import Seats
from strategy.people import Person, Role
from strategy.policy_fields import Party
from strategy.policy_meetings import MeetingPlace, MeetingTerms
from strategy.policy_reporting import Body
from strategy.schools import School
from strategy.trust import Trust

_OFFICES = {
    Party.CEO: Role.CEO,
    Party.DEPUTY_CEO: Role.DEPUTY_CEO,
    Party.LEAD_SIP: Role.LEAD_SIP,
    Party.STANDARDS_COMMITTEE: Role.STANDARDS_COMMITTEE,
    Party.GOVERNANCE_PROFESSIONAL: Role.GOVERNANCE_PROFESSIONAL,
    Party.LEAD_SEND_SAFEGUARDING: Role.LEAD_SEND_SAFEGUARDING,
    Party.LEAD_PUPIL_PREMIUM: Role.LEAD_PUPIL_PREMIUM,
    Party.SLE: Role.SLE,
}


def seats_of(body: Body, school: School | None, edition: Edition, trust: Trust) -> Seats:
    """Who has to be free for a meeting: one of its chairs, and its members. Clerks need not be."""
    terms = edition.meetings[body]
    chairs = _people(terms.chaired_by, school, edition, trust)
    members = _people(terms.members, school, edition, trust)
    return Seats(tuple(chairs), frozenset(members) - frozenset(chairs))


def asked_to(
    body: Body, school: School | None, chair: int | None, edition: Edition, trust: Trust
) -> list[int]:
    """Those who are invited to a meeting, beside its chair: members and clerks, each once.

    Of those who could chair a school's Board one does; of a body that meets for all schools all are members.
    """
    terms = edition.meetings[body]
    others = () if terms.each_school else terms.chaired_by
    found = _people((*terms.members, *others, *terms.clerked_by), school, edition, trust)
    return [person for person in found if person != chair and trust.person(person).ended_on is None]


def is_online(terms: MeetingTerms) -> bool:
    """Whether a meeting is on Teams: where policy has it there first, or names no place (our reading)."""
    return not terms.held or terms.held[0] is MeetingPlace.TEAMS


def bodies_of(person: Person, edition: Edition, trust: Trust) -> frozenset[Body]:
    """The bodies in which somebody sits, or which they clerk, that meet for all schools together."""
    return frozenset(
        body
        for body, terms in edition.meetings.items()
        if not terms.each_school
        and person.id in _people((*terms.chaired_by, *terms.members, *terms.clerked_by), None, edition, trust)
    )


def boards_of(person: Person, edition: Edition, trust: Trust) -> frozenset[str] | None:
    """The schools (URNs) at whose Boards somebody sits, or which they clerk; None for every school."""
    terms = edition.meetings[Body.PROGRESS_BOARD]
    everywhere = (*terms.chaired_by, *terms.clerked_by)
    if person.id in _people(everywhere, None, edition, trust):
        return None
    schools = (*trust.headed_by(person), *trust.chaired_by(person))
    return frozenset(
        school.urn for school in schools if person.id in _people(terms.members, school, edition, trust)
    )


def _people(parties: Iterable[Party], school: School | None, edition: Edition, trust: Trust) -> Sequence[int]:
    """The ids of some parties' people of today, each once."""
    found: dict[int, None] = {}
    for party in parties:
        found.update(dict.fromkeys(_of(party, school, edition, trust)))
    return list(found)


def _of(party: Party, school: School | None, edition: Edition, trust: Trust) -> Iterable[int]:
    if party in _OFFICES:
        return [person.id for person in trust.holders(_OFFICES[party])]
    if party is Party.ALL_SIPS:
        return _partners(trust)
    if party is Party.SCHOOL_IMPROVEMENT_TEAM:
        team = [person.id for role in edition.improvement_team for person in trust.holders(role)]
        return [*team, *_partners(trust)]
    if school is None:
        return []
    of_school = {
        Party.SIP: school.sip,
        Party.ADVISER: school.adviser,
        Party.HEADTEACHER: school.headteacher,
        Party.CHAIR_OF_GOVERNORS: school.chair_of_governors,
    }
    found = of_school.get(party)
    return (
        sorted(school.senior_leaders) if party is Party.SENIOR_LEADERS else [] if found is None else [found]
    )


def _partners(trust: Trust) -> list[int]:
    """The partners of today's schools, joining ones included."""
    return sorted({school.sip for school in trust.current_schools()})
