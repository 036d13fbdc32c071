"""How schools' development plans and self-evaluations stand, and having one sent to oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.handing_in_papers import may_sign_off, terms_now
from strategy.actions.handing_out import Wanted
from strategy.duties import PAPERS_OWED, DutyState
from strategy.errors import Invalid, NotAllowed
from strategy.outgoing import OutgoingKind
from strategy.paper_duties import OWED
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_papers import PaperKind
from strategy.ports import UnitOfWork
from strategy.school_papers import DeliveryNote, PaperStep, SchoolPaper, latest_notes, waits_for_sign_off
from strategy.school_year import HalfTerm, london_day
from strategy.schools import Membership, School


@dataclass(frozen=True, slots=True)
class Stands:
    """How one paper of a school stands for somebody who may see it.

    `due_on` is set while it is owed, `is_late` once that day has passed, `waits` while it is to be signed
    off. `note` is the latest on the plan's delivery this half term, for those who see every school;
    `is_monitored` says that one is owed.
    """

    school: School
    kind: PaperKind
    year: str
    paper: SchoolPaper | None
    due_on: date | None
    is_late: bool
    waits: bool
    may_hand_in: bool
    may_decide: bool
    may_note: bool
    is_monitored: bool
    note: DeliveryNote | None


async def papers_standing(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    reader: Person,
    kinds: Sequence[PaperKind],
    year: str,
    schools: frozenset[str] | None = None,
) -> list[Stands]:
    """How the papers of a year stand, of the schools named or of all that are asked for them, by name.

    Raises NotAllowed where the reader may see none of them.
    """
    today, terms = london_day(now), terms_now(uow, policy, now)
    reach = scope(reader, Deed.SEE_DEVELOPMENT_PLAN, uow.trust, frozenset())
    seen = [
        school
        for school in uow.trust.current_schools()
        if may_see_school(reader, Deed.SEE_DEVELOPMENT_PLAN, school.urn, today, uow.trust)
        and (
            school.urn in schools
            if schools is not None
            else school.status is not Membership.JOINING or terms.joining_schools_too
        )
    ]
    if not seen and not (reach.everything and schools is None):
        raise NotAllowed(Deed.SEE_DEVELOPMENT_PLAN)
    urns = [school.urn for school in seen]
    papers = {(p.school, p.kind): p for p in await uow.school_papers.of_schools(urns, [year])}
    owed = {
        (entry.duty.school, entry.duty.kind): entry.duty.due_on
        for entry in await uow.duties.of_schools(PAPERS_OWED, urns)
        if entry.duty.about == year and entry.state is DutyState.OPEN
    }
    notes: dict[str, DeliveryNote] = {}
    half = half_term_now(uow, today)
    if reach.everything and half is not None and half.academic_year == year:
        notes = latest_notes(await uow.school_papers.notes_of(urns, [half.key]))
    found = []
    for school in sorted(seen, key=lambda school: school.known_as.casefold()):
        for kind in kinds:
            paper = papers.get((school.urn, kind))
            is_plan = kind is PaperKind.DEVELOPMENT_PLAN
            due_on = owed.get((school.urn, OWED[kind]))
            notes_it = may_see_school(reader, Deed.SIGN_OFF_DEVELOPMENT_PLAN, school.urn, today, uow.trust)
            found.append(
                Stands(
                    school=school,
                    kind=kind,
                    year=year,
                    paper=paper,
                    due_on=due_on,
                    is_late=due_on is not None and due_on < today,
                    waits=paper is not None and waits_for_sign_off(paper, terms),
                    may_hand_in=may_see_school(
                        reader, Deed.SUBMIT_DEVELOPMENT_PLAN, school.urn, today, uow.trust
                    ),
                    may_decide=paper is not None and may_sign_off(uow, now, reader, paper),
                    may_note=is_plan and notes_it,
                    is_monitored=is_plan and reach.everything and school.risk in terms.monitored,
                    note=notes.get(school.urn) if is_plan else None,
                )
            )
    return found


async def paper_standing(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, paper_id: int
) -> Stands:
    """How one paper stands. Raises NotAllowed both where it may not be seen and where there is none."""
    paper = await uow.school_papers.get(paper_id)
    if paper is None or paper.school not in uow.trust.schools:
        raise NotAllowed(Deed.SEE_DEVELOPMENT_PLAN)
    found = await papers_standing(
        uow=uow,
        policy=policy,
        now=now,
        reader=reader,
        kinds=[paper.kind],
        year=paper.year,
        schools=frozenset({paper.school}),
    )
    return found[0]


def half_term_now(uow: UnitOfWork, today: date) -> HalfTerm | None:
    """The half term of today; in the holidays the one that ended last."""
    calendar = uow.trust.calendar
    return calendar.half_term_of(today) or calendar.last_half_term(today)


async def copy_of(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, paper_id: int, version: int | None
) -> tuple[SchoolPaper, PaperStep, Wanted]:
    """A version of a paper (the latest for None) that the reader wants to have as a file.

    Raises NotAllowed as `paper_standing`, and Invalid for one that is a link, or no such version.
    """
    stands = await paper_standing(uow=uow, policy=policy, now=now, reader=reader, paper_id=paper_id)
    paper = stands.paper
    if paper is None:
        raise NotAllowed(Deed.SEE_DEVELOPMENT_PLAN)
    number = paper.latest.version if version is None else version
    step = next((step for step in paper.versions if step.version == number), None)
    if step is None or step.file is None:
        raise Invalid({"": "That version is a link: open it from its card."})
    wanted = Wanted(
        OutgoingKind.PAPER_SENT,
        f"{paper.kind}:{paper.id}:{number}",
        paper.school,
        paper.kind.replace("_", " "),
        f"{paper.kind}:{paper.id}",
        {"version": number, "file": step.file},
    )
    return paper, step, wanted
