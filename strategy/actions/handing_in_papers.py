"""Handing in a school's development plan or self-evaluation, and the EIT's decision on it.

Every version is kept and the latest counts. Whoever decides says which revision they were shown: of two
people who decide at once one counts, and the other is told how it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from strategy.actions.keeping_paper_duties import settle_note, settle_paper
from strategy.actions.steps import any_reason, required_reason
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.links import required_link
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.policy_papers import PaperKind, SchoolPapers
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, TryAgain, UnitOfWork
from strategy.school_papers import (
    DeliveryNote,
    PaperDeed,
    PaperOvertaken,
    PaperStep,
    SchoolPaper,
    Standing,
    asked_to_sign_off,
    waits_for_sign_off,
)
from strategy.school_year import london_day, year_name
from strategy.schools import School


@dataclass(frozen=True, slots=True)
class Paper:
    """What is handed in: a file that was kept (its id), or a link."""

    file: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper as somebody was shown it: its id, and how many steps it then had."""

    id: int
    revision: int


class HandedInAlready(PaperOvertaken):
    """The very same is the latest version; nothing was added. `paper` is how it stands."""


def may_hand_in(uow: UnitOfWork, now: datetime, person: Person) -> list[School]:
    """The schools whose papers somebody may hand in."""
    today = london_day(now)
    return [
        school
        for school in uow.trust.current_schools()
        if may_see_school(person, Deed.SUBMIT_DEVELOPMENT_PLAN, school.urn, today, uow.trust)
    ]


def require_may_hand_in(uow: UnitOfWork, now: datetime, person: Person, school: str) -> School:
    """The school, where somebody may hand in its papers. Raises NotAllowed and NotFound."""
    if not may_see_school(person, Deed.SUBMIT_DEVELOPMENT_PLAN, school, london_day(now), uow.trust):
        raise NotAllowed(Deed.SUBMIT_DEVELOPMENT_PLAN)
    return uow.trust.current_school(school)


async def hand_in(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    kind: PaperKind,
    year: str,
    given: Paper,
) -> SchoolPaper:
    """Hand in a version of a school's paper for an academic year (`2026/27`).

    Raises NotAllowed for a school that is not theirs, Invalid for a link or file that cannot be taken, and
    HandedInAlready for the very thing that is the latest version.
    """
    require_may_hand_in(uow, now, person, school)
    _require_year(uow, now, year)
    step = await _given(uow, person, given, now)
    known = await uow.school_papers.of(school, kind, year)
    if known is not None and await _is_same(uow, known.latest, step):
        raise HandedInAlready(known)
    try:
        if known is None:
            taken = await uow.school_papers.start(SchoolPaper(0, school, kind, year, (step,)))
        else:
            step = PaperStep(
                known.revision + 1,
                PaperDeed.HANDED_IN,
                person.id,
                now,
                known.latest.version + 1,
                step.file,
                step.file_name,
                step.link,
            )
            await uow.school_papers.take(known.id, step)
            taken = known.followed_by(step)
    except AlreadyThere:
        raise TryAgain from None
    if step.file is not None:
        await uow.files.use(step.file)
    await _follow(uow, policy, taken)
    return taken


def _require_year(uow: UnitOfWork, now: datetime, year: str) -> None:
    """Raise Invalid unless it is this academic year, or the one before or after."""
    present = int(uow.trust.calendar.academic_year_of(london_day(now))[:4])
    if year not in {year_name(present + by) for by in (-1, 0, 1)}:
        raise Invalid({"year": "I take the papers of this academic year, the last and the next."})


async def _given(uow: UnitOfWork, person: Person, given: Paper, now: datetime) -> PaperStep:
    """What is handed in, as a first step. A file has to be one that this person sent."""
    if given.file is None:
        return PaperStep(1, PaperDeed.HANDED_IN, person.id, now, 1, link=required_link(given.link))
    kept = await uow.files.get(given.file)
    if kept is None or kept.sent_by != person.id:
        raise Invalid({"file": "I no longer have that file. Please send it again."})
    return PaperStep(1, PaperDeed.HANDED_IN, person.id, now, 1, kept.id, kept.name)


async def _is_same(uow: UnitOfWork, latest: PaperStep, step: PaperStep) -> bool:
    if step.file is None or latest.file is None:
        return step.file is latest.file and step.link == latest.link
    before, now = await uow.files.get(latest.file), await uow.files.get(step.file)
    return before is not None and now is not None and before.digest == now.digest


async def sign_off_paper(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: PaperShown
) -> SchoolPaper:
    """Sign off the latest version for the EIT (its terms of reference).

    Raises NotAllowed for who may not, and for who handed it in; PaperOvertaken where it stands otherwise than
    it was shown.
    """
    return await _decide(uow, policy, now, person, shown, PaperDeed.SIGNED_OFF, "")


async def send_paper_back(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: PaperShown, reason: str
) -> SchoolPaper:
    """Send it back to the headteacher with a reason; raises Invalid without one, and as `sign_off_paper`."""
    await _decidable(uow, policy, now, person, shown)
    reason = required_reason(reason, "it is sent back")
    return await _decide(uow, policy, now, person, shown, PaperDeed.SENT_BACK, reason)


async def _decide(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    shown: PaperShown,
    deed: PaperDeed,
    reason: str,
) -> SchoolPaper:
    paper = await _decidable(uow, policy, now, person, shown)
    step = PaperStep(paper.revision + 1, deed, person.id, now, paper.latest.version, reason=reason)
    try:
        await uow.school_papers.take(paper.id, step)
    except AlreadyThere:
        raise PaperOvertaken(await uow.school_papers.get(paper.id) or paper) from None
    taken = paper.followed_by(step)
    await _follow(uow, policy, taken)
    return taken


async def _decidable(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: PaperShown
) -> SchoolPaper:
    paper = await uow.school_papers.get(shown.id)
    if paper is None or not may_sign_off(uow, now, person, paper):
        raise NotAllowed(Deed.SIGN_OFF_DEVELOPMENT_PLAN)
    if paper.revision != shown.revision or not waits_for_sign_off(paper, terms_now(uow, policy, now)):
        raise PaperOvertaken(paper)
    return paper


def may_sign_off(uow: UnitOfWork, now: datetime, person: Person, paper: SchoolPaper) -> bool:
    """Whether somebody may decide on a paper. Nobody signs off what they handed in."""
    allowed = may_see_school(person, Deed.SIGN_OFF_DEVELOPMENT_PLAN, paper.school, london_day(now), uow.trust)
    return allowed and paper.latest.by != person.id


def terms_now(uow: UnitOfWork, policy: Policy, now: datetime) -> SchoolPapers:
    """What policy says of schools' papers today."""
    return policy.on(london_day(now), uow.trust.calendar).school_papers


async def _follow(uow: UnitOfWork, policy: Policy, taken: SchoolPaper) -> None:
    """What follows from the last step: it is recorded, duties follow it, those concerned are told."""
    last = taken.last
    details = {"from_revision": last.number - 1, "to_revision": last.number, "version": last.version}
    await uow.audit.record(
        AuditEntry(
            last.at,
            last.by,
            f"{taken.kind.replace('_', ' ')} {last.deed}",
            f"{taken.kind}:{taken.id}",
            taken.school,
            details if last.file is None else {**details, "file": last.file},
        )
    )
    await settle_paper(uow, policy, taken, london_day(last.at))
    if last.deed is not PaperDeed.HANDED_IN:
        await _tell(uow, OutgoingKind.PAPER_DECIDED, taken, concerned_by(uow, taken))
    elif waits_for_sign_off(taken, terms_now(uow, policy, last.at)):
        asked = asked_to_sign_off(taken, uow.trust)
        await _tell(uow, OutgoingKind.PAPER_WAITING, taken, asked[1] if asked else ())


def concerned_by(uow: UnitOfWork, paper: SchoolPaper) -> list[int]:
    """Who hears of a decision: the headteacher, and whoever handed it in."""
    people = dict.fromkeys((uow.trust.school(paper.school).headteacher, paper.latest.by))
    return [person for person in people if uow.trust.person(person).ended_on is None]


async def _tell(uow: UnitOfWork, kind: OutgoingKind, paper: SchoolPaper, people: Iterable[int]) -> None:
    await uow.outbox.put(
        [
            Outgoing(f"{kind}:{paper.key}:{person}", kind, person, paper.key, paper.last.at)
            for person in people
            if person != paper.last.by
        ]
    )


async def note_delivery(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    half_term: str,
    standing: Standing | None,
    note: str,
) -> DeliveryNote:
    """Note how the delivery of a school's plan stands in a half term (`2026/27 autumn-1`).

    Raises NotAllowed for who is not of the EIT, NotFound for a half term that has not begun, Invalid where
    the standing is missing, or words for one that is not on track.
    """
    today = london_day(now)
    if school not in uow.trust.schools or not may_see_school(
        person, Deed.SIGN_OFF_DEVELOPMENT_PLAN, school, today, uow.trust
    ):
        raise NotAllowed(Deed.SIGN_OFF_DEVELOPMENT_PLAN)
    begun = {half.key for half in uow.trust.calendar.half_terms if half.starts <= today}
    if half_term not in begun:
        raise NotFound("half term")
    if standing is None:
        raise Invalid({"standing": "Please say whether it is on track, slipping or off track."})
    note, most = note.strip(), terms_now(uow, policy, now).note_at_most_characters
    if not note and standing is not Standing.ON_TRACK:
        raise Invalid({"note": f"Please say in a few words why it is {standing}."})
    if len(note) > most:
        raise Invalid({"note": f"At most {most:,} characters of a note can be kept."})
    made = await uow.school_papers.add_note(
        DeliveryNote(0, school, half_term, standing, any_reason(note), person.id, now)
    )
    await uow.audit.record(
        AuditEntry(now, person.id, "delivery of plan noted", f"delivery_note:{made.id}", school)
    )
    await settle_note(uow, policy, made, today)
    return made
