"""Keeping the duties of schools' papers and of the notes on their delivery with what they are about.

Reconciling twice changes nothing, and a duty is never both open and void.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from strategy.duties import (
    PAPER_STEPS,
    PAPERS_OWED,
    Changes,
    Duty,
    DutyKind,
    DutyState,
    StoredDuty,
    reconcile,
)
from strategy.paper_duties import OWED, delivery_notes_owed, paper_steps, papers_owed
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.school_papers import DeliveryNote, PaperDeed, SchoolPaper

_KINDS = PAPERS_OWED | PAPER_STEPS | {DutyKind.DELIVERY_NOTE}


async def reconcile_papers(uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date) -> Changes:
    """Have what is owed of some schools' papers follow the calendar, risk and offices; what that changed."""
    trust = uow.trust
    stored: dict[str, list[StoredDuty]] = defaultdict(list)
    for entry in await uow.duties.of_schools(_KINDS, schools):
        stored[entry.duty.school].append(entry)
    papers: dict[str, list[SchoolPaper]] = defaultdict(list)
    for paper in await uow.school_papers.of_schools(schools):
        papers[paper.school].append(paper)
    noted: dict[str, set[str]] = defaultdict(set)
    for note in await uow.school_papers.notes_of(schools, [half.key for half in trust.calendar.half_terms]):
        noted[note.school].add(note.half_term)
    derived: list[Duty] = []
    for urn in schools:
        school = trust.school(urn)
        derived += papers_owed(school, papers[urn], stored[urn], policy, trust, today)
        derived += delivery_notes_owed(school, noted[urn], stored[urn], policy, trust, today)
        derived += [duty for paper in papers[urn] for duty in paper_steps(paper, policy, trust)]
    changes = reconcile([entry for some in stored.values() for entry in some], derived)
    await uow.duties.apply(changes)
    return changes


async def settle_paper(uow: UnitOfWork, policy: Policy, taken: SchoolPaper, today: date) -> None:
    """Have duties follow the last step: whoever owed it has done it, and the next one owes theirs."""
    last = taken.last
    done = {f"{taken.kind}:{taken.id}:{taken.revision - 1}"}
    kinds = {DutyKind.PAPER_SIGN_OFF}
    if last.deed is PaperDeed.HANDED_IN:
        done, kinds = done | {taken.year}, {OWED[taken.kind], DutyKind.PAPER_AGAIN}
    for entry in await uow.duties.of_schools(kinds, [taken.school]):
        if entry.duty.about in done and entry.state is not DutyState.VOID:
            await uow.duties.fulfil(entry.id, last.at, None)
    await reconcile_papers(uow, policy, [taken.school], today)


async def settle_note(uow: UnitOfWork, policy: Policy, note: DeliveryNote, today: date) -> None:
    """Have whoever owed the note have done it."""
    for entry in await uow.duties.of_schools([DutyKind.DELIVERY_NOTE], [note.school]):
        if entry.duty.about == note.half_term and entry.state is not DutyState.VOID:
            await uow.duties.fulfil(entry.id, note.at, None)
    await reconcile_papers(uow, policy, [note.school], today)
