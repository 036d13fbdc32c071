"""Asking what is owed, filed and planned: the read side, narrowed to what the asker may see.

Where somebody asks about a school or a colleague they may see nothing of, the answer is NotAllowed and not an
empty list: "none overdue" would be untrue, and silence on whether there is any is the point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from strategy.designations import Designation, Risk
from strategy.duties import CONFIDENTIAL, StoredDuty
from strategy.errors import NotAllowed
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Scope, Thing, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import DutyQuery, DutyRow, Page, UnitOfWork, VisitQuery
from strategy.reports import Report
from strategy.schools import School
from strategy.visits import Visit


async def list_duties(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    asker: Person,
    query: DutyQuery,
    deed: Deed = Deed.LIST_REPORTS,
    offset: int = 0,
    limit: int = 10,
) -> Page[DutyRow]:
    """The duties asked for, among those the asker may see. Raises NotAllowed where they may see none such."""
    reach = _reach(uow, policy, today, asker, deed)
    _require_sight(reach, asker, _all_of(query.owner, query.owners), query.schools, deed)
    query = _without_confidential(query, reach, asker)
    return await uow.duties.page(query, reach, offset=offset, limit=limit)


async def count_duties(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    asker: Person,
    query: DutyQuery,
    deed: Deed = Deed.LIST_REPORTS,
) -> int:
    """How many duties there are of those asked for. Raises NotAllowed as `list_duties` does."""
    reach = _reach(uow, policy, today, asker, deed)
    _require_sight(reach, asker, _all_of(query.owner, query.owners), query.schools, deed)
    query = _without_confidential(query, reach, asker)
    return await uow.duties.count(query, reach)


async def list_visits(
    *, uow: UnitOfWork, policy: Policy, asker: Person, query: VisitQuery, offset: int = 0, limit: int = 10
) -> Page[Visit]:
    """The visits asked for, among those the asker may see. Raises NotAllowed where they may see none such."""
    reach = _reach(uow, policy, query.today, asker, Deed.SEE_VISITS)
    _require_sight(reach, asker, _all_of(query.author, query.authors), query.schools, Deed.SEE_VISITS)
    return await uow.visits.page(query, reach, offset=offset, limit=limit)


@dataclass(frozen=True, slots=True)
class DesignatedSchools:
    """Schools whose designation somebody may see, by name, and whether they may see every school's."""

    schools: tuple[School, ...]
    everything: bool


def designated_schools(
    *,
    uow: UnitOfWork,
    asker: Person,
    today: date,
    schools: frozenset[str] | None = None,
    risk: Risk | None = None,
    designation: Designation | None = None,
) -> DesignatedSchools:
    """The current schools asked for whose designation the asker may see, joining ones included.

    Where one school is named, risk and designation are not asked of it: the answer says what it is. Raises
    NotAllowed where the asker may see no school's, or none of those named.
    """
    reach = scope(asker, Deed.SEE_RISK, uow.trust, frozenset())
    seen = [
        school
        for school in uow.trust.current_schools()
        if reach.everything or may_see_school(asker, Deed.SEE_RISK, school.urn, today, uow.trust)
    ]
    if schools is not None:
        seen = [school for school in seen if school.urn in schools]
    if not seen and not reach.everything:
        raise NotAllowed(Deed.SEE_RISK)
    one_named = schools is not None and len(schools) == 1
    found = [
        school
        for school in seen
        if one_named or (risk in (None, school.risk) and designation in (None, school.designation))
    ]
    found.sort(key=lambda school: school.known_as.casefold())
    return DesignatedSchools(tuple(found), reach.everything)


async def see_visit(*, uow: UnitOfWork, policy: Policy, today: date, asker: Person, visit_id: int) -> Visit:
    """One visit. Whoever owes its report may see it too: it may be one that was given to them.

    Raises NotAllowed both where it may not be seen and where there is none.
    """
    visit = await uow.visits.get(visit_id)
    if visit is not None:
        reach = _reach(uow, policy, today, asker, Deed.SEE_VISITS)
        if reach.admits(Thing(visit.school, visit.author, visit.capacity, visit.ends)):
            return visit
        owed = [entry.duty for entry in await uow.duties.of_visits([visit.id])]
        if any(reach.admits(Thing(d.school, d.owner, d.capacity, d.about_on)) for d in owed):
            return visit
    raise NotAllowed(Deed.SEE_VISITS)


async def see_duty(
    *, uow: UnitOfWork, policy: Policy, today: date, asker: Person, duty_id: int
) -> StoredDuty:
    """One duty. Raises NotAllowed both where it may not be seen and where there is none."""
    stored = await uow.duties.get(duty_id)
    if stored is not None:
        duty = stored.duty
        thing = Thing(duty.school, duty.owner, duty.capacity, duty.about_on)
        reach = _reach(uow, policy, today, asker, Deed.LIST_REPORTS)
        is_kept_from = duty.kind in CONFIDENTIAL and duty.owner != asker.id and not reach.everything
        if reach.admits(thing) and not is_kept_from:
            return stored
    raise NotAllowed(Deed.LIST_REPORTS)


async def find_reports(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    asker: Person,
    school: str | None = None,
    author: int | None = None,
    capacity: Capacity | None = None,
    starts: date | None = None,
    ends: date | None = None,
    limit: int = 10,
) -> list[Report]:
    """Filed reports the asker may read, newest visit first. Raises NotAllowed as `list_duties` does."""
    reach = _reach(uow, policy, today, asker, Deed.READ_REPORT)
    _require_sight(
        reach, asker, _all_of(author, None), None if school is None else [school], Deed.READ_REPORT
    )
    return await uow.reports.latest(
        reach, school=school, author=author, capacity=capacity, starts=starts, ends=ends, limit=limit
    )


def _without_confidential(query: DutyQuery, reach: Scope, asker: Person) -> DutyQuery:
    """The query, less what only its owner and those who see all schools may know of: that a designation is on
    its way says something of the school.
    """
    return query if reach.everything else replace(query, confidential_to=asker.id)


def _reach(uow: UnitOfWork, policy: Policy, today: date, asker: Person, deed: Deed) -> Scope:
    return scope(asker, deed, uow.trust, policy.on(today, uow.trust.calendar).shared_kinds)


def _all_of(one: int | None, several: frozenset[int] | None) -> frozenset[int]:
    return (several or frozenset()) | (frozenset() if one is None else {one})


def _require_sight(
    reach: Scope, asker: Person, owners: frozenset[int], schools: Iterable[str] | None, deed: Deed
) -> None:
    """Refuse what lies wholly out of reach; asking about one's own things is always fair."""
    if reach.is_empty:
        raise NotAllowed(deed)
    if owners == {asker.id} or reach.everything:
        return
    if owners and not reach.reaches_others:
        raise NotAllowed(deed)
    reached = reach.schools | reach.shared_schools | {school for school, _ in reach.spans}
    if schools is not None:
        if not reached.intersection(schools):
            raise NotAllowed(deed)
    elif not owners and not reach.reaches_others:
        raise NotAllowed(deed)
