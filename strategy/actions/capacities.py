"""In which capacities somebody may go to a school, and where they may go at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from strategy.people import Capacity, Person, Role
from strategy.schools import Membership, School
from strategy.trust import Trust
from strategy.visits import Support


def capacities_at(person: Person, school: School, day: date, trust: Trust) -> tuple[Capacity, ...]:
    """The capacities in which a person could have visited a school on a day without its being in the diary.

    Its partner as SIP, its adviser as adviser, the Lead SIP anywhere, an SLE where deployed. A joining school
    has no visits ("Meetings" and "Designation and risk" in the reading).
    """
    if school.status is Membership.JOINING or person.ended_on is not None:
        return ()
    found = []
    if school.sip == person.id:
        found.append(Capacity.SIP)
    if school.adviser == person.id:
        found.append(Capacity.SCHOOL_IMPROVEMENT_ADVISER)
    if Role.LEAD_SIP in person.roles:
        found.append(Capacity.LEAD_SIP)
    if Role.SLE in person.roles and any(
        d.school == school.urn and d.support is Support.SLE and d.covers(day, day)
        for d in trust.deployments_of(person)
    ):
        found.append(Capacity.SLE)
    return tuple(found)


def schools_to_visit(person: Person, day: date, trust: Trust) -> Sequence[School]:
    """The schools whose visits a person could report on a day, by the name people use."""
    if Role.LEAD_SIP in person.roles:
        # Every member school, so there is nothing to look at one by one.
        return () if person.ended_on is not None else trust.members_by_name
    urns = {school.urn for school in (*trust.partnered_by(person), *trust.advised_by(person))}
    urns.update(d.school for d in trust.deployments_of(person) if d.covers(day, day))
    candidates = [trust.school(urn) for urn in urns if trust.school(urn).ended_on is None]
    return sorted(
        (school for school in candidates if capacities_at(person, school, day, trust)),
        key=lambda school: school.known_as.casefold(),
    )


def writes_reports(person: Person, day: date, trust: Trust) -> bool:
    """Whether reports are asked of a person at all: they visit schools, or are or were deployed in one."""
    return bool(trust.deployments_of(person)) or bool(schools_to_visit(person, day, trust))
