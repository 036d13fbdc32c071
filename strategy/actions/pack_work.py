"""What the pack of the School Improvement Team says: each member's work in each school."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from strategy.actions.allocations import deployments_seen
from strategy.duties import CONFIDENTIAL, REPORTS
from strategy.meetings import Meeting
from strategy.packs import Work
from strategy.packs_access import pack_scope, readers_of
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.ports import DutyQuery, DutyRow, UnitOfWork, VisitQuery
from strategy.school_year import Span
from strategy.visits import Deployment, Visit, VisitStatus

AROUND = timedelta(days=31)
"""How far before and after the meeting visits are listed, and reports that fall due: it meets monthly."""
_MOST = 5_000


async def team_work(
    *, uow: UnitOfWork, policy: Policy, reader: Person, meeting: Meeting, today: date
) -> tuple[Work, ...]:
    """What each of the team does in each school, by name and school, of what the reader may see."""
    trust = uow.trust
    team = frozenset(readers_of(meeting, policy, trust, today))
    days = Span(meeting.day - AROUND, meeting.day + AROUND)
    deployments: dict[tuple[int, str], list[Deployment]] = defaultdict(list)
    visits: dict[tuple[int, str], list[Visit]] = defaultdict(list)
    owed: dict[tuple[int, str], list[DutyRow]] = defaultdict(list)
    on_the_day = Span(meeting.day, meeting.day)
    for each in deployments_seen(uow=uow, asker=reader, span=on_the_day):
        if each.person in team:
            deployments[each.person, each.school].append(each)
    seen = await uow.visits.page(
        VisitQuery(today, authors=team, starts=days.starts, ends=days.ends),
        pack_scope(reader, Deed.SEE_VISITS, meeting, policy, trust),
        limit=_MOST,
    )
    for visit in seen.items:
        if visit.status(today) is not VisitStatus.CANCELLED:
            visits[visit.author, visit.school].append(visit)
    due = await uow.duties.page(
        # No report is among the confidential kinds, so nothing of those is asked for.
        DutyQuery(kinds=REPORTS - CONFIDENTIAL, owners=team, due_to=days.ends),
        pack_scope(reader, Deed.SEE_DEADLINES, meeting, policy, trust),
        limit=_MOST,
    )
    for row in due.items:
        owed[row.owner, row.school].append(row)
    found = [
        Work(
            person,
            school,
            tuple(deployments.get((person, school), ())),
            tuple(visits.get((person, school), ())),
            tuple(owed.get((person, school), ())),
        )
        for person, school in {*deployments, *visits, *owed}
    ]

    def place(each: Work) -> tuple[str, int, str]:
        return trust.person(each.person).name.casefold(), each.person, trust.school(each.school).known_as

    return tuple(sorted(found, key=place))
