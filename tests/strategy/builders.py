"""Small makers of calendars, people, schools and visits for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from strategy.people import Capacity, HeldRole, Person, Role
from strategy.school_year import Calendar, HalfTerm, HalfTermName
from strategy.schools import Membership, Phase, School
from strategy.trust import Trust
from strategy.visits import Deployment, Support, Visit

HALF_TERMS = tuple(
    HalfTerm(year, HalfTermName(name), date.fromisoformat(starts), date.fromisoformat(ends))
    for year, name, starts, ends in (
        ("2025/26", "autumn-1", "2025-09-02", "2025-10-24"),
        ("2025/26", "autumn-2", "2025-11-03", "2025-12-19"),
        ("2025/26", "spring-1", "2026-01-05", "2026-02-13"),
        ("2025/26", "spring-2", "2026-02-23", "2026-03-27"),
        ("2025/26", "summer-1", "2026-04-13", "2026-05-22"),
        ("2025/26", "summer-2", "2026-06-01", "2026-07-21"),
        ("2026/27", "autumn-1", "2026-09-01", "2026-10-23"),
        ("2026/27", "autumn-2", "2026-11-02", "2026-12-18"),
        ("2026/27", "spring-1", "2027-01-04", "2027-02-12"),
        ("2026/27", "spring-2", "2027-02-22", "2027-03-25"),
        ("2026/27", "summer-1", "2027-04-12", "2027-05-28"),
        ("2026/27", "summer-2", "2027-06-07", "2027-07-21"),
        ("2027/28", "autumn-1", "2027-09-01", "2027-10-22"),
    )
)

NEXT_YEAR = "2027/28"
NEXT_YEARS_HALF_TERMS = tuple(
    HalfTerm(NEXT_YEAR, name, starts, ends)
    for name, starts, ends in (
        (HalfTermName.AUTUMN_1, date(2027, 9, 1), date(2027, 10, 22)),
        (HalfTermName.AUTUMN_2, date(2027, 11, 1), date(2027, 12, 17)),
        (HalfTermName.SPRING_1, date(2028, 1, 4), date(2028, 2, 11)),
        (HalfTermName.SPRING_2, date(2028, 2, 21), date(2028, 4, 7)),
        (HalfTermName.SUMMER_1, date(2028, 4, 24), date(2028, 5, 26)),
        (HalfTermName.SUMMER_2, date(2028, 6, 5), date(2028, 7, 21)),
    )
)

TRUST_CLOSURES = (
    (date(2026, 12, 24), "Christmas closure", None),
    (date(2026, 12, 29), "Christmas closure", None),
    (date(2026, 12, 30), "Christmas closure", None),
    (date(2026, 12, 31), "Christmas closure", None),
    (date(2027, 3, 30), "Easter Tuesday", None),
)

OAK_BANK, MARLOW = "100001", "100002"

OPEN_ALL_YEAR = Calendar(HALF_TERMS)
"""Terms, and no closures of the trust."""

WITH_CLOSURES = Calendar(HALF_TERMS, TRUST_CLOSURES)
"""The same with the trust's closures at Christmas and Easter."""


def a_visit(
    ends: date,
    *,
    starts: date | None = None,
    capacity: Capacity = Capacity.SIP,
    school: str = OAK_BANK,
    author: int = 1,
    visit_id: int = 7,
    cancelled_on: date | None = None,
    reported_on: date | None = None,
) -> Visit:
    """A visit that concludes on a day."""
    return Visit(
        id=visit_id,
        school=school,
        author=author,
        capacity=capacity,
        starts=starts or ends,
        ends=ends,
        cancelled_on=cancelled_on,
        reported_on=reported_on,
    )


def a_deployment(
    starts: date,
    ends: date | None,
    *,
    support: Support = Support.DEPUTY_HEAD_TRUST,
    person: int = 1,
    school: str = OAK_BANK,
    deployment_id: int = 9,
) -> Deployment:
    """Somebody deployed in a school, five days a week."""
    return Deployment(deployment_id, person, school, support, "team teaching", starts, ends, Decimal(5))


def somebody(person_id: int, *roles: Role, ended_on: date | None = None) -> Person:
    """A person with trust-wide roles."""
    held = tuple(
        HeldRole(role, "Mathematics" if role in (Role.SLE, Role.DIRECTOR_SUBJECT) else "") for role in roles
    )
    return Person(
        person_id, f"person{person_id}@trust.example", f"Person {person_id}", held=held, ended_on=ended_on
    )


def a_school(
    urn: str,
    *,
    headteacher: int,
    sip: int,
    chair: int | None = None,
    adviser: int | None = None,
    senior_leaders: Iterable[int] = (),
    ended_on: date | None = None,
) -> School:
    """A school and its people, by id."""
    return School(
        urn=urn,
        name=f"School {urn}",
        short_name="",
        phase=Phase.PRIMARY,
        status=Membership.MEMBER,
        headteacher=headteacher,
        sip=sip,
        chair_of_governors=chair,
        senior_leaders=frozenset(senior_leaders),
        adviser=adviser,
        ended_on=ended_on,
    )


def a_trust(
    people: Iterable[Person],
    schools: Iterable[School],
    deployments: Iterable[Deployment] = (),
) -> Trust:
    """A trust at its first version."""
    return Trust(1, people, schools, WITH_CLOSURES, deployments)
