"""Proposing a school's targets and lines of enquiry, signing them off or sending them back, and noting where
one stands.

Of two people who decide at once one counts, and the other is told how it stands. The words that people wrote
are in no audit entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from strategy.actions.steps import any_reason, required_reason
from strategy.actions.targeting_duties import settle_decision, settle_proposal
from strategy.actions.telling_of_targets import tell_decided, tell_proposed
from strategy.errors import Invalid, NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import Membership, School
from strategy.targets import (
    Item,
    ItemKind,
    Noted,
    SetState,
    TargetSet,
    TargetsOvertaken,
    is_proposer,
)

LONGEST_WORDS = 300
"""Characters of what is measured, or of a question."""
LONGEST_FIGURE = 60
MOST_ITEMS = 12
"""Targets of one set, and likewise lines of enquiry: a card shows them all."""


class JoiningSchool(Invalid):
    """A joining school is assessed and designated, no more: it has no targets."""

    def __init__(self, school: School) -> None:
        said = f"{school.known_as} is joining the trust: it has targets from when it is a member."
        super().__init__({"school": said})


def require_may_propose(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str
) -> School:
    """The school, where somebody may propose its targets. Raises NotFound, NotAllowed and JoiningSchool."""
    today = london_day(now)
    known = uow.trust.current_school(school)
    edition = policy.on(today, uow.trust.calendar)
    if not may_see_school(person, Deed.PROPOSE_TARGETS, school, today, uow.trust) or not is_proposer(
        person, known, uow.trust, edition
    ):
        raise NotAllowed(Deed.PROPOSE_TARGETS)
    if known.status is Membership.JOINING:
        raise JoiningSchool(known)
    return known


async def propose(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    year: str,
    items: Sequence[Item],
) -> TargetSet:
    """Propose the targets and lines of enquiry of a school and academic year (Strategy, Strand 5).

    One that waits for that year is superseded. Raises as `require_may_propose`, Invalid for what cannot be
    taken, and TargetsOvertaken where somebody else proposed at the same moment.
    """
    require_may_propose(uow, policy, now, person, school)
    await _check(uow, year, items)
    for waiting in await uow.targets.proposed([school]):
        if waiting.year == year:
            await _decide(uow, policy, waiting, SetState.SUPERSEDED, person, now)
    try:
        proposal = await uow.targets.propose(TargetSet(0, school, year, person.id, now, tuple(items)))
    except AlreadyThere:
        raise TargetsOvertaken((await uow.targets.latest(school, year, limit=1))[0]) from None
    await _record(uow, proposal, "targets proposed", person, now, {"items": len(items)})
    await settle_proposal(uow, policy, proposal)
    await tell_proposed(uow, proposal)
    return proposal


async def sign_off_targets(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, set_id: int
) -> TargetSet:
    """Sign a proposal off for the EIT: it is in force from now on, in the place of what was.

    Raises NotAllowed for who may not and for who proposed it, TargetsOvertaken where it was decided before.
    """
    waiting = await _for_decision(uow, now, person, set_id)
    return await _decide(uow, policy, waiting, SetState.SIGNED_OFF, person, now)


async def send_targets_back(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, set_id: int, reason: str
) -> TargetSet:
    """Send a proposal back to whoever made it, with a reason. Raises Invalid without one, and as
    `sign_off_targets`.
    """
    waiting = await _for_decision(uow, now, person, set_id)
    reason = any_reason(required_reason(reason, "they are sent back"))
    return await _decide(uow, policy, waiting, SetState.SENT_BACK, person, now, reason)


def may_sign_off(person: Person, found: TargetSet, today: date, uow: UnitOfWork) -> bool:
    """Whether somebody may decide on a proposal: never on their own."""
    return person.id != found.proposed_by and may_see_school(
        person, Deed.SIGN_OFF_TARGETS, found.school, today, uow.trust
    )


def may_note(person: Person, school: str, today: date, uow: UnitOfWork) -> bool:
    """Whether somebody may note where a school's targets stand."""
    return may_see_school(person, Deed.NOTE_TARGETS, school, today, uow.trust)


async def note_figure(
    *, uow: UnitOfWork, now: datetime, person: Person, item_id: int, figure: str, on: date
) -> Noted:
    """Note where a target stood on a day; earlier notes stay.

    Raises NotAllowed, Invalid for a figure that is missing or too long or a day to come, and
    TargetsOvertaken where another set has taken its place.
    """
    found = await uow.targets.holding(item_id)
    if found is None or not may_note(person, found.school, london_day(now), uow):
        raise NotAllowed(Deed.NOTE_TARGETS)
    item = next(each for each in found.items if each.id == item_id)
    in_force = (await uow.targets.in_force([found.school], found.year)).get(found.school)
    if in_force is None or in_force.id != found.id or item.kind is not ItemKind.TARGET:
        raise TargetsOvertaken(in_force or found)
    figure = " ".join(figure.split())
    if not figure:
        raise Invalid({"figure": "Please give the figure it is at."})
    if len(figure) > LONGEST_FIGURE:
        raise Invalid({"figure": f"At most {LONGEST_FIGURE} characters of a figure can be kept."})
    if on > london_day(now):
        raise Invalid({"on": "That day is still to come. Please give the day of the figure."})
    noted = Noted(item_id, figure, on, person.id, now)
    await uow.targets.note(noted)
    await _record(uow, found, "target noted", person, now, {"item": item_id})
    return noted


async def _for_decision(uow: UnitOfWork, now: datetime, person: Person, set_id: int) -> TargetSet:
    found = await uow.targets.get(set_id)
    if found is None or not may_sign_off(person, found, london_day(now), uow):
        raise NotAllowed(Deed.SIGN_OFF_TARGETS)
    if found.state is not SetState.PROPOSED:
        raise TargetsOvertaken(found)
    return found


async def _decide(
    uow: UnitOfWork,
    policy: Policy,
    waiting: TargetSet,
    state: SetState,
    person: Person,
    now: datetime,
    reason: str = "",
) -> TargetSet:
    decided = waiting.decided(state, person.id, now, reason)
    before = (await uow.targets.in_force([waiting.school], waiting.year)).get(waiting.school)
    try:
        await uow.targets.decide(decided)
    except AlreadyThere:
        raise TargetsOvertaken(await uow.targets.get(waiting.id) or waiting) from None
    details = {"from": before.id if before else None} if state is SetState.SIGNED_OFF else {}
    await _record(uow, decided, f"targets {state}", person, now, details)
    await settle_decision(uow, policy, decided)
    await tell_decided(uow, decided)
    return decided


async def _record(
    uow: UnitOfWork,
    found: TargetSet,
    deed: str,
    person: Person,
    now: datetime,
    details: dict[str, int | None],
) -> None:
    await uow.audit.record(AuditEntry(now, person.id, deed, found.key, found.school, details))


async def _check(uow: UnitOfWork, year: str, items: Sequence[Item]) -> None:
    """Raise Invalid for an empty set, or an item that is too long or serves no priority of the year."""
    faults: dict[str, str] = {}
    if not items:
        faults["targets"] = "Please give at least one target or line of enquiry."
    for kind, field in ((ItemKind.TARGET, "targets"), (ItemKind.ENQUIRY, "enquiries")):
        some = [item for item in items if item.kind is kind]
        if len(some) > MOST_ITEMS:
            faults[field] = f"At most {MOST_ITEMS} can be set; these are {len(some)}."
        for item in some:
            if not item.words.strip() or len(item.words) > LONGEST_WORDS:
                faults.setdefault(field, f"Each can have at most {LONGEST_WORDS} characters.")
            if max(len(item.now), len(item.aim)) > LONGEST_FIGURE:
                faults.setdefault(field, f"A figure can have at most {LONGEST_FIGURE} characters.")
    served = {item.priority for item in items if item.priority is not None}
    if served and not served <= {each.id for each in await uow.trust_plan.of_year(year)}:
        faults["priority"] = "One of the priorities is not in the trust's plan any more. Please choose again."
    if faults:
        raise Invalid(faults)
