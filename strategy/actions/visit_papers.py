"""A school's papers for a partner's visit: handed in one by one, until they are all in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.handing_out import Wanted
from strategy.actions.visit_duties import papers_follow
from strategy.agendas import has_agenda, is_prepared
from strategy.duties import DutyKind, DutyState
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.links import required_link
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Scope, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import AuditEntry, Outgoing, UnitOfWork, VisitPaper, VisitQuery
from strategy.school_year import london_day
from strategy.visit_paper_duties import about, papers_due
from strategy.visits import Visit, VisitStatus

MOST_PAPERS = 20
"""Papers for one visit."""


@dataclass(frozen=True, slots=True)
class Papers:
    """A school's papers for a visit: those that are in, whether they are all in, and by when they are due."""

    visit: Visit
    papers: tuple[VisitPaper, ...]
    all_in: bool
    due_on: date


def may_hand_in_for(uow: UnitOfWork, now: datetime, person: Person, visit: Visit) -> bool:
    """Whether somebody may hand in papers for a visit now."""
    today = london_day(now)
    return is_prepared(visit, today) and may_see_school(
        person, Deed.HAND_IN_PAPERS, visit.school, today, uow.trust
    )


async def visits_to_hand_in_for(
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    *,
    school: str | None = None,
    starts: date | None = None,
    ends: date | None = None,
    limit: int = 4,
) -> list[Visit]:
    """The partners' visits to come for which somebody hands in papers, the next first.

    Raises NotAllowed for a school that is not theirs, and for who hands in none at all.
    """
    reach = scope(person, Deed.HAND_IN_PAPERS, uow.trust, frozenset())
    if reach.is_empty or (school is not None and school not in reach.schools):
        raise NotAllowed(Deed.HAND_IN_PAPERS)
    query = VisitQuery(
        london_day(now),
        schools=frozenset({school}) if school else reach.schools,
        capacity=Capacity.SIP,
        status=VisitStatus.PLANNED,
        starts=starts,
        ends=ends,
    )
    return list((await uow.visits.page(query, Scope(everything=True), limit=limit)).items)


async def hand_in_for_visit(
    *,
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    visit: Visit,
    files: Sequence[int] = (),
    link: str = "",
) -> int:
    """Hand in papers for a visit, how many of which are new: files that this person sent, or a link.

    Raises NotAllowed, Stale for a visit that is over or cancelled, and Invalid for what cannot be taken.
    """
    await _require(uow, now, person, visit)
    known = await uow.visit_papers.of(visit.id)
    if len(known) + len(files) + bool(link) > MOST_PAPERS:
        raise Invalid({"": f"I take {MOST_PAPERS} papers for a visit. Please put some of them together."})
    new = []
    if link and required_link(link) not in {paper.link for paper in known}:
        new.append(VisitPaper(0, visit.id, person.id, now, link=required_link(link)))
    for number in files:
        kept = await uow.files.get(number)
        if kept is None or kept.sent_by != person.id:
            raise Invalid({"file": "I no longer have that file. Please send it again."})
        if kept.used:
            continue
        await uow.files.use(kept.id)
        new.append(VisitPaper(0, visit.id, person.id, now, kept.id, kept.name))
    for paper in new:
        made = await uow.visit_papers.add(paper)
        details: dict[str, object] = {"paper": made.id}
        if made.file is not None:
            details["file"] = made.file
        await uow.audit.record(
            AuditEntry(now, person.id, "visit paper handed in", about(visit.id), visit.school, details)
        )
    if new and visit.id in await uow.visit_papers.all_in([visit.id]):
        await _tell(uow, now, visit)
    return len(new)


async def _require(uow: UnitOfWork, now: datetime, person: Person, visit: Visit) -> None:
    today = london_day(now)
    if not may_see_school(person, Deed.HAND_IN_PAPERS, visit.school, today, uow.trust):
        raise NotAllowed(Deed.HAND_IN_PAPERS)
    if not may_hand_in_for(uow, now, person, visit):
        raise Stale("visit")


async def say_all_in(*, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit) -> bool:
    """Say that the papers for a visit are all in: they are owed no more, and the partner is told.

    False where that was said already. Raises NotAllowed, Stale for a visit that is over or cancelled, and
    Invalid where there are none.
    """
    await _require(uow, now, person, visit)
    if not await uow.visit_papers.of(visit.id):
        raise Invalid({"": "No papers have come in for that visit yet. Send me a file or a link first."})
    if not await uow.visit_papers.say_all_in(visit.id, person.id, now):
        return False
    for entry in await uow.duties.about(DutyKind.VISIT_PAPERS, [about(visit.id)], visit.school):
        if entry.state in (DutyState.OPEN, DutyState.EXCUSED):
            await uow.duties.fulfil(entry.id, now, None)
    await papers_follow(uow, policy, visit, london_day(now))
    await uow.audit.record(
        AuditEntry(now, person.id, "visit papers all in", about(visit.id), visit.school, {})
    )
    await _tell(uow, now, visit)
    return True


async def _tell(uow: UnitOfWork, now: datetime, visit: Visit) -> None:
    number = len(await uow.visit_papers.of(visit.id))
    kind, subject = OutgoingKind.VISIT_PAPERS_IN, f"{about(visit.id)}:{number}"
    partner = uow.trust.school(visit.school).sip
    people = dict.fromkeys((partner, visit.author))
    await uow.outbox.put(
        [
            Outgoing(f"{kind}:{subject}:{each}", kind, each, subject, now)
            for each in people
            if uow.trust.person(each).ended_on is None
        ]
    )


async def papers_of(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit
) -> Papers | None:
    """How a school's papers for a visit stand; None for who may not see it, or a visit that asks for none."""
    if not has_agenda(visit) or not may_see_school(
        person, Deed.SEE_PAPERS, visit.school, london_day(now), uow.trust
    ):
        return None
    papers = await uow.visit_papers.of(visit.id)
    entries = await uow.duties.about(DutyKind.VISIT_PAPERS, [about(visit.id)], visit.school)
    open_ones = [entry.duty.due_on for entry in entries if entry.state is DutyState.OPEN]
    due_on = open_ones[0] if open_ones else papers_due(visit, policy, uow.trust.calendar)
    all_in = visit.id in await uow.visit_papers.all_in([visit.id])
    return Papers(visit, tuple(papers), all_in, due_on)


async def files_of(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, visit: Visit
) -> list[Wanted]:
    """The files among a visit's papers, for somebody who wants to have them, in the order they came in.

    Raises NotAllowed for who may not have them, and Invalid where there are none.
    """
    found = await papers_of(uow=uow, policy=policy, now=now, person=person, visit=visit)
    if found is None:
        raise NotAllowed(Deed.SEE_PAPERS)
    wanted = [
        Wanted(
            OutgoingKind.VISIT_PAPER_SENT,
            f"visit_paper:{paper.id}",
            visit.school,
            "visit paper",
            about(visit.id),
            {"paper": paper.id},
        )
        for paper in found.papers
        if paper.file is not None
    ]
    if not wanted:
        raise Invalid({"": "There is no file among them: open the links from the visit's card."})
    return wanted


async def file_of(*, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, paper_id: int) -> Wanted:
    """One of them. Raises NotAllowed both for who may not have it and where there is no such file."""
    paper = await uow.visit_papers.get(paper_id)
    visit = None if paper is None or paper.file is None else await uow.visits.get(paper.visit)
    if visit is None:
        raise NotAllowed(Deed.SEE_PAPERS)
    files = await files_of(uow=uow, policy=policy, now=now, person=person, visit=visit)
    return next(each for each in files if each.details == {"paper": paper_id})
