"""What the pack of a meeting says of schools: in a few queries, however many schools there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from strategy.actions.judgement_reading import is_in_pack
from strategy.board_requests import BoardRequest
from strategy.duties import OF_NO_SCHOOL, DutyKind
from strategy.entitlements import NONE, Allocation, allocation, span_of
from strategy.meetings import Meeting
from strategy.packs import SchoolPart, Section, YearAhead
from strategy.packs_access import schools_within
from strategy.people import Capacity
from strategy.permissions import Deed, Scope
from strategy.plans import Action, PlanReport, ReportedTo
from strategy.policy import Policy
from strategy.policy_fields import Per
from strategy.policy_support import Allowance, Step
from strategy.ports import DutyQuery, DutyRow, UnitOfWork
from strategy.recommendations import DesignationSince, Recommendation, waits_for
from strategy.reports import Report
from strategy.results import Results, year_of_results
from strategy.school_year import Span, year_after
from strategy.schools import Membership, School
from strategy.summaries import place_of
from strategy.targets import Noted, TargetSet
from strategy.visits import Deployment

MOST_OVERDUE = 1_000
"""Duties that one pack lists; how many there are besides, it says."""
_OF_SCHOOLS = frozenset(DutyKind) - OF_NO_SCHOOL
_Counted = Mapping[Capacity, Allocation]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of which schools, for whom: how far each deed reaches for the reader, and which sections there are."""

    uow: UnitOfWork
    policy: Policy
    today: date
    meeting: Meeting
    after: date | None
    sections: frozenset[Section]
    reaches: Mapping[Deed, Scope]
    confidential_to: int | None
    schools: Sequence[str]

    def within(self, section: Section, deed: Deed) -> list[str]:
        """The schools of which the reader's pack has a section."""
        if section not in self.sections:
            return []
        return schools_within(self.reaches[deed], self.schools, self.today)


@dataclass(slots=True)
class _Plans:
    """Reports on plans, and the actions that they report on, by school."""

    reports: Mapping[str, PlanReport] = field(default_factory=dict)
    actions: Mapping[str, tuple[Action, ...]] = field(default_factory=dict)


async def school_parts(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    meeting: Meeting,
    after: date | None,
    sections: frozenset[Section],
    reaches: Mapping[Deed, Scope],
    confidential_to: int | None,
) -> tuple[tuple[SchoolPart, ...], int]:
    """What a pack says of its schools, those at high risk first, and how many duties are overdue in them.

    `after` is the day of the body's meeting before, `reaches` how far each deed reaches for the reader; the
    confidential duties are those of `confidential_to` alone, unless that is None.
    """
    if not sections & _SECTIONS:
        return (), 0
    schools = _schools_of(meeting, uow)
    asked = _Asked(uow, policy, today, meeting, after, sections, reaches, confidential_to, schools)
    known = frozenset(asked.within(Section.DESIGNATION, Deed.SEE_RISK))
    histories = await _histories(asked)
    recommended = await _recommended(asked)
    reports = await _reports(asked)
    overdue, total = await _overdue(asked)
    targets, noted = await _targets(asked)
    plans = await _plans(asked)
    support = await _support(asked)
    results = await _results(asked)
    requests = await _requests(asked)
    ahead = await _next_year(asked)
    parts = [
        SchoolPart(
            school=urn,
            designation=uow.trust.school(urn).designation if urn in known else None,
            history=histories.get(urn, ()),
            recommendation=recommended.get(urn),
            reports=tuple(reports.get(urn, ())),
            overdue=tuple(overdue.get(urn, ())),
            targets=targets.get(urn),
            noted=noted.get(urn, {}),
            plan=plans.reports.get(urn),
            actions=plans.actions.get(urn, ()),
            partner=support[urn][0].get(Capacity.SIP) if urn in support else None,
            adviser=support[urn][0].get(Capacity.SCHOOL_IMPROVEMENT_ADVISER) if urn in support else None,
            deployed=support[urn][1] if urn in support else (),
            results=results.get(urn),
            requests=tuple(requests.get(urn, ())),
            next_year=ahead.get(urn),
        )
        for urn in schools
    ]
    return tuple(parts), total


_SECTIONS = frozenset(Section) - {Section.AGENDA, Section.ACTIONS, Section.SUMMARY, Section.WORK}


def _schools_of(meeting: Meeting, uow: UnitOfWork) -> list[str]:
    """A Board's school; for a body that meets for all schools those of today, high risk first."""
    if meeting.school:
        return [meeting.school]
    return [school.urn for school in sorted(uow.trust.current_schools(), key=place_of)]


async def _histories(asked: _Asked) -> dict[str, tuple[DesignationSince, ...]]:
    """How schools were designated; who recorded it and why for those alone who read recommendations."""
    seen = asked.within(Section.DESIGNATION, Deed.SEE_HISTORY)
    in_full = frozenset(schools_within(asked.reaches[Deed.READ_RECOMMENDATION], seen, asked.today))
    found = await asked.uow.packs.histories(seen)
    return {
        urn: tuple(lines if urn in in_full else (replace(line, by=None, reason="") for line in lines))
        for urn, lines in found.items()
    }


async def _recommended(asked: _Asked) -> dict[str, Recommendation]:
    """Recommendations under way; for who reads them only in packs, those that are before this body."""
    in_full = asked.within(Section.RECOMMENDATION, Deed.READ_RECOMMENDATION)
    in_pack = asked.within(Section.RECOMMENDATION, Deed.READ_RECOMMENDATION_IN_PACK)
    if not in_full and not in_pack:
        return {}
    at_once = frozenset(in_full)
    found = await asked.uow.recommendations.under_way(sorted({*in_full, *in_pack}))
    return {each.school: each for each in found if each.school in at_once or await _is_before(asked, each)}


async def _is_before(asked: _Asked, found: Recommendation) -> bool:
    """Whether a recommendation has come as far as this meeting's body."""
    if asked.meeting.school:
        return await is_in_pack(asked.uow, asked.policy, asked.today, found)
    school = asked.uow.trust.school(found.school)
    chain = asked.policy.on(asked.today, asked.uow.trust.calendar).chain
    return waits_for(found, school.status, chain) is Step.SIGN_OFF


async def _reports(asked: _Asked) -> dict[str, list[Report]]:
    if Section.REPORTS not in asked.sections:
        return {}
    found: dict[str, list[Report]] = defaultdict(list)
    reach = asked.reaches[Deed.READ_REPORT]
    for report in await asked.uow.packs.reports(asked.meeting, asked.after, reach):
        found[report.school].append(report)
    return found


async def _overdue(asked: _Asked) -> tuple[dict[str, list[DutyRow]], int]:
    """What is overdue, the oldest first, and how much there is of it."""
    if Section.OVERDUE not in asked.sections:
        return {}, 0
    query = DutyQuery(
        kinds=_OF_SCHOOLS,
        schools=frozenset({asked.meeting.school}) if asked.meeting.school else None,
        due_before=asked.today,
        confidential_to=asked.confidential_to,
    )
    reach = asked.reaches[Deed.SEE_DEADLINES]
    page = await asked.uow.duties.page(query, reach, limit=MOST_OVERDUE)
    found: dict[str, list[DutyRow]] = defaultdict(list)
    for row in page.items:
        found[row.school].append(row)
    return found, page.total


async def _targets(
    asked: _Asked,
) -> tuple[Mapping[str, TargetSet], dict[str, dict[int, tuple[Noted, ...]]]]:
    """What is in force in the year of the meeting, and where targets were noted to stand."""
    seen = asked.within(Section.TARGETS, Deed.SEE_TARGETS)
    if not seen:
        return {}, {}
    year = asked.uow.trust.calendar.academic_year_of(asked.meeting.day)
    found = await asked.uow.targets.in_force(seen, year)
    items = [item.id for each in found.values() for item in each.items]
    noted = await asked.uow.targets.noted(items) if items else {}
    return found, {
        urn: {item.id: tuple(noted[item.id]) for item in each.items if noted.get(item.id)}
        for urn, each in found.items()
    }


async def _plans(asked: _Asked) -> _Plans:
    seen = asked.within(Section.PLAN, Deed.READ_PLAN_REPORT_TO_BODIES)
    if not seen:
        return _Plans()
    found = await asked.uow.packs.plan_reports(seen, ReportedTo.BODIES)
    versions = [(each.action, each.version) for report in found.values() for each in report.text.actions]
    actions = await asked.uow.plans.these_versions(versions) if versions else []
    by_version = {(action.id, action.version): action for action in actions}
    return _Plans(
        found,
        {
            urn: tuple(by_version[each.action, each.version] for each in report.text.actions)
            for urn, report in found.items()
        },
    )


async def _results(asked: _Asked) -> Mapping[str, Results]:
    """The results that the first meetings of the year see."""
    seen = asked.within(Section.RESULTS, Deed.SEE_RESULTS)
    if not seen:
        return {}
    year = year_of_results(asked.meeting.day, asked.policy, asked.uow.trust.calendar)
    return await asked.uow.results.of_year(year, seen)


async def _requests(asked: _Asked) -> dict[str, list[BoardRequest]]:
    """What Boards ask that waits to be decided."""
    seen = asked.within(Section.REQUESTS, Deed.READ_MINUTES)
    found: dict[str, list[BoardRequest]] = defaultdict(list)
    for each in await asked.uow.board_requests.waiting(seen) if seen else ():
        found[each.school].append(each)
    return found


async def _next_year(asked: _Asked) -> dict[str, YearAhead]:
    """What is prepared of the year after the meeting's, for the schools of which there is anything."""
    seen = asked.within(Section.NEXT_YEAR, Deed.SET_AGENDA)
    if not seen:
        return {}
    uow = asked.uow
    year = year_after(uow.trust.calendar.academic_year_of(asked.meeting.day))
    drafts = {each.school: each for each in await uow.next_years.of_year(year)}
    proposed = {each.school: each for each in await uow.targets.proposed(seen) if each.year == year}
    targets = {**await uow.targets.in_force(seen, year), **proposed}
    return {
        urn: YearAhead(year, drafts.get(urn), targets.get(urn))
        for urn in seen
        if urn in drafts or urn in targets
    }


async def _support(asked: _Asked) -> dict[str, tuple[_Counted, tuple[Deployment, ...]]]:
    """The counted days of schools that are due any, and who is deployed in them today."""
    trust = asked.uow.trust
    seen = [trust.school(urn) for urn in asked.within(Section.SUPPORT, Deed.SEE_ALLOCATION)]
    entitled = [each for each in seen if each.risk is not None and each.status is Membership.MEMBER]
    if not entitled:
        return {}
    urns = [school.urn for school in entitled]
    spans = {per: span_of(per, asked.today, trust.calendar) for per in Per}
    known = {per: span for per, span in spans.items() if span is not None}
    used = {per: await asked.uow.packs.days(urns, span, asked.today) for per, span in known.items()}
    extra = {per: await asked.uow.packs.extra_days(urns, span) for per, span in known.items()}

    def counted(school: School, capacity: Capacity, allowance: Allowance) -> Allocation:
        per = allowance.per
        days = used.get(per, {}).get(school.urn, {})
        more = extra.get(per, {}).get(school.urn, {})
        span = known.get(per, Span(asked.today, asked.today))
        done, booked = days.get((capacity, True), NONE), days.get((capacity, False), NONE)
        return allocation(allowance, span, done, booked, more.get(capacity, NONE))

    terms = asked.policy.on(asked.today, trust.calendar).entitlement
    found: dict[str, tuple[_Counted, tuple[Deployment, ...]]] = {}
    for school in entitled:
        assert school.risk is not None  # noqa: S101 - looked at above
        due = terms[school.risk]
        adviser = Capacity.SCHOOL_IMPROVEMENT_ADVISER
        of_school = {
            Capacity.SIP: counted(school, Capacity.SIP, due.sip_days),
            adviser: counted(school, adviser, due.adviser_days),
        }
        there = tuple(d for d in trust.deployments_at(school.urn) if d.covers(asked.today, asked.today))
        found[school.urn] = (of_school, there)
    return found
