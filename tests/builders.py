"""Small makers of a stored trust: people, schools, visits and duties, for any test that needs a store.

`small_trust` makes two schools of different risk with the people around them; the others add to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import sqlalchemy as sa

from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import closures, deployments, half_terms, people, roles, schools, senior_leaders
from storage.trust_picture import raise_version
from strategy.designations import Designation
from strategy.duties import Changes, Duty, DutyKind, StoredDuty
from strategy.outgoing import Means
from strategy.people import Capacity, HeldRole, Person, Role
from strategy.ports import Outgoing
from strategy.recommendations import DesignationSince
from strategy.reports import Report, ReportText
from strategy.school_year import HalfTerm
from strategy.schools import Membership, Phase
from strategy.visits import Mode, Support, Visit
from tests.strategy.builders import HALF_TERMS, NEXT_YEAR, NEXT_YEARS_HALF_TERMS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OAK_BANK, MARLOW = "100001", "100002"
TEXT = ReportText("To look at reading", "Learning walk", "Calm classrooms", "Keep going")


@dataclass(frozen=True, slots=True)
class SmallTrust:
    """Ids of the people of a small trust. Oak Bank is at high risk, Marlow at low."""

    ceo: int
    deputy_ceo: int
    lead_sip: int
    sip: int
    other_sip: int
    adviser: int
    deployed: int
    head_of_oak_bank: int
    head_of_marlow: int


async def make_person(
    uow: SqlUnitOfWork, name: str, *held: Role | HeldRole, entra_id: str | None = None
) -> int:
    """A person by name (their address follows from it); their id."""
    person = await _add_person(uow, name, *held, entra_id=entra_id)
    await _seen(uow)
    return person


async def _add_person(
    uow: SqlUnitOfWork, name: str, *held: Role | HeldRole, entra_id: str | None = None
) -> int:
    email = f"{name.lower().replace(' ', '.')}@trust.example"
    statement = sa.insert(people).values(email=email, name=name, entra_id=entra_id, ended_on=None)
    person: int = (await uow.connection.execute(statement.returning(people.c.id))).scalar_one()
    for each in held:
        role = each if isinstance(each, HeldRole) else HeldRole(each)
        await uow.connection.execute(
            sa.insert(roles).values(person=person, role=role.role, subject=role.subject)
        )
    return person


async def make_school(
    uow: SqlUnitOfWork,
    urn: str,
    name: str,
    *,
    headteacher: int,
    sip: int,
    adviser: int | None = None,
    chair: int | None = None,
    leaders: tuple[int, ...] = (),
    designation: Designation | None = Designation.SUSTAIN,
    status: Membership = Membership.MEMBER,
) -> str:
    """A school; its URN."""
    await uow.connection.execute(
        sa.insert(schools).values(
            urn=urn,
            name=name,
            short_name=name.split(" School", maxsplit=1)[0],
            phase=Phase.PRIMARY,
            status=status,
            headteacher=headteacher,
            chair_of_governors=chair,
            sip=sip,
            adviser=adviser,
            designation=designation,
            designated_on=None if designation is None else date(2026, 9, 1),
            ended_on=None,
        )
    )
    if designation is not None:
        given = DesignationSince(urn, designation, date(2026, 9, 1), datetime(2026, 9, 1, 8, tzinfo=UTC))
        await uow.designations.add(given)
    for leader in leaders:
        await uow.connection.execute(sa.insert(senior_leaders).values(school=urn, person=leader))
    await _seen(uow)
    return urn


async def make_deployment(
    uow: SqlUnitOfWork,
    person: int,
    school: str,
    starts: date,
    ends: date | None = None,
    *,
    support: Support = Support.DEPUTY_HEAD_TRUST,
) -> int:
    """Somebody deployed in a school; the deployment's id."""
    statement = sa.insert(deployments).values(
        person=person,
        school=school,
        support=support,
        activity="team teaching",
        starts=starts,
        ends=ends,
        days_per_week=Decimal(2),
        withdrawn_on=None,
    )
    number: int = (await uow.connection.execute(statement.returning(deployments.c.id))).scalar_one()
    await _seen(uow)
    return number


async def make_terms(uow: SqlUnitOfWork) -> None:
    """Two academic years and a Christmas closure."""
    await _add_half_terms(uow, [each for each in HALF_TERMS if each.academic_year != NEXT_YEAR])
    await uow.connection.execute(
        sa.insert(closures).values(day=date(2026, 12, 24), school="", name="Christmas closure")
    )
    await _seen(uow)


async def make_next_years_terms(uow: SqlUnitOfWork) -> None:
    """The terms of 2027/28."""
    await _add_half_terms(uow, NEXT_YEARS_HALF_TERMS)
    await _seen(uow)


async def _add_half_terms(uow: SqlUnitOfWork, half_terms_known: Iterable[HalfTerm]) -> None:
    await uow.connection.execute(
        sa.insert(half_terms),
        [
            {
                "academic_year": each.academic_year,
                "half_term": each.name,
                "starts": each.starts,
                "ends": each.ends,
            }
            for each in half_terms_known
        ],
    )


async def small_trust(store: SqlStore) -> SmallTrust:
    """Two schools, their heads and partners, an adviser, a deployed deputy head, and the chiefs."""
    async with store.transaction() as uow:
        await make_terms(uow)
        trust = SmallTrust(
            ceo=await _add_person(uow, "Carol Chief", Role.CEO),
            deputy_ceo=await _add_person(uow, "Dan Deputy", Role.DEPUTY_CEO),
            lead_sip=await _add_person(uow, "Lena Lead", Role.LEAD_SIP),
            sip=await _add_person(uow, "Sam Partner"),
            other_sip=await _add_person(uow, "Sue Partner"),
            adviser=await _add_person(uow, "Ada Adviser", Role.SCHOOL_IMPROVEMENT_ADVISER),
            deployed=await _add_person(uow, "Ted Teacher", Role.DEPUTY_HEAD_TRUST),
            head_of_oak_bank=await _add_person(uow, "Hana Head"),
            head_of_marlow=await _add_person(uow, "Mo Head"),
        )
        await make_school(
            uow,
            OAK_BANK,
            "Oak Bank School",
            headteacher=trust.head_of_oak_bank,
            sip=trust.sip,
            adviser=trust.adviser,
            designation=Designation.REPAIR,
        )
        await make_school(uow, MARLOW, "Marlow School", headteacher=trust.head_of_marlow, sip=trust.other_sip)
    return trust


async def _seen(uow: SqlUnitOfWork) -> None:
    await raise_version(uow.connection)
    await uow.read_trust_again()


def person_of(uow: SqlUnitOfWork, person_id: int) -> Person:
    """Somebody as the trust has them."""
    return uow.trust.person(person_id)


def a_visit(
    school: str,
    author: int,
    on: date,
    *,
    ends: date | None = None,
    capacity: Capacity = Capacity.SIP,
    mode: Mode = Mode.ON_SITE,
    days: Decimal = Decimal(1),
    cancelled_on: date | None = None,
    reported_on: date | None = None,
) -> Visit:
    """A visit, to be stored."""
    return Visit(
        id=0,
        school=school,
        author=author,
        capacity=capacity,
        starts=on,
        ends=ends or on,
        mode=mode,
        days=days,
        cancelled_on=cancelled_on,
        reported_on=reported_on,
    )


def duty_of(visit: Visit, due_on: date, fulfilled_at: datetime | None = None) -> Duty:
    """The report that a stored visit asks for, due on a day of the test's choosing."""
    return Duty(
        kind=DutyKind.VISIT_REPORT,
        owner=visit.author,
        school=visit.school,
        capacity=visit.capacity,
        arises_on=visit.ends,
        about_on=visit.ends,
        due_on=due_on,
        visit=visit.id,
        fulfilled_at=fulfilled_at,
    )


def report_on(visit: Visit, *, at: datetime = NOW, text: ReportText = TEXT) -> Report:
    """A report on a stored visit, to be filed."""
    return Report(
        id=0,
        school=visit.school,
        author=visit.author,
        capacity=visit.capacity,
        visit=visit.id,
        deployment=None,
        half_term="",
        visit_on=visit.ends,
        due_on=visit.ends,
        filed_at=at,
        text=text,
    )


async def make_visit_and_duty(uow: SqlUnitOfWork, visit: Visit, due_on: date) -> tuple[Visit, StoredDuty]:
    """A stored visit and its open duty."""
    stored = await uow.visits.add(visit)
    await uow.duties.apply(Changes(new=(duty_of(stored, due_on),)))
    [duty] = await uow.duties.of_visits([stored.id])
    return stored, duty


async def take_in_hand(uow: SqlUnitOfWork, at: datetime, until: datetime, limit: int = 100) -> list[Outgoing]:
    """What a worker takes in hand of the outbox, whatever its means, first put there first."""
    taken = [row for means in Means for row in await uow.outbox.claim("worker", means, at, until, limit)]
    return sorted(taken, key=lambda row: row.id)
