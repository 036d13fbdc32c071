"""Reading a school's tailored plan, and writing its actions: adding, changing, closing and opening again.

Whoever changes an action says which version they were shown: of two at once one counts. Its owner can say
that it is done, and sees that one action, whoever may see the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from strategy.actions.planning_duties import follow_action
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Thing, may, may_see_school, scope
from strategy.plans import Action, ActionState, ActionText, PlanReport, ReportedTo, has_a_plan
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import School

LONGEST = 1_000
"""Characters of what is done, of its measure, and of a note."""
LONGEST_OWNER = 100


class ChangedMeanwhile(Stale):
    """Somebody else changed the action; `action` is how it stands now."""

    def __init__(self, action: Action) -> None:
        super().__init__(f"plan action: version {action.version}")
        self.action = action


@dataclass(frozen=True, slots=True)
class Plan:
    """A school's plan for one reader: its actions, and of each what the last report they may read says."""

    school: School
    actions: tuple[Action, ...]
    impact: Mapping[int, str]
    reported: PlanReport | None
    may_write: bool


async def read_plan(*, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, school: str) -> Plan:
    """A school's plan; the reading is recorded. Raises NotAllowed, and NotFound for a school without a plan.

    The impact is from the last report that the reader may read: the headteacher and partner read those to the
    Board, not the CEO's.
    """
    today = london_day(now)
    if not may_see_school(reader, Deed.SEE_PLAN, school, today, uow.trust):
        raise NotAllowed(Deed.SEE_PLAN)
    known = uow.trust.school(school)
    if not has_a_plan(known, today, policy, uow.trust.calendar):
        raise NotFound("plan")
    actions = await uow.plans.actions_of(school)
    reported = await last_readable_report(uow, reader, school, today)
    impact = {each.action: each.impact for each in reported.text.actions} if reported else {}
    await uow.audit.record(AuditEntry(now, reader.id, "plan read", f"plan:{school}", school))
    return Plan(known, tuple(actions), impact, reported, may_write(reader, school, today, uow))


async def plan_around(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, action: Action
) -> Plan:
    """The plan around one of its actions, for those who may read it; for the action's owner, that one alone.

    The reading is recorded. Raises NotAllowed, and NotFound for a school without a plan.
    """
    today = london_day(now)
    if may_see_school(reader, Deed.SEE_PLAN, action.school, today, uow.trust):
        return await read_plan(uow=uow, policy=policy, now=now, reader=reader, school=action.school)
    if not may_finish(reader, action, uow):
        raise NotAllowed(Deed.SEE_PLAN)
    known = uow.trust.school(action.school)
    if not has_a_plan(known, today, policy, uow.trust.calendar):
        raise NotFound("plan")
    about = f"plan_action:{action.id}"
    await uow.audit.record(AuditEntry(now, reader.id, "plan action read", about, action.school))
    return Plan(known, (action,), {}, None, may_write=False)


async def last_readable_report(
    uow: UnitOfWork, reader: Person, school: str, today: date
) -> PlanReport | None:
    """The last report on a school's plan that somebody may read, of either kind."""
    found: list[PlanReport] = []
    for to, deed in READ.items():
        if may_see_school(reader, deed, school, today, uow.trust):
            found += await uow.plan_reports.latest(school, to)
    return max(found, key=lambda report: (report.filed_at, report.id), default=None)


READ: Mapping[ReportedTo, Deed] = {
    ReportedTo.CEO: Deed.READ_PLAN_REPORT,
    ReportedTo.BODIES: Deed.READ_PLAN_REPORT_TO_BODIES,
}
"""By which deed each of the two reports is read."""


def may_write(person: Person, school: str, today: date, uow: UnitOfWork) -> bool:
    """Whether somebody may write a school's plan and report on it."""
    return may_see_school(person, Deed.WRITE_PLAN, school, today, uow.trust)


def may_finish(person: Person, action: Action, uow: UnitOfWork) -> bool:
    """Whether somebody may say that an action is done: who writes the plan, and its owner."""
    thing = Thing(action.school, action.text.owner or 0, Capacity.TEAM_MEMBER, action.text.by)
    return may(person, Deed.FINISH_ACTION, thing, uow.trust, frozenset())


def plan_schools(
    person: Person, deed: Deed, today: date, policy: Policy, uow: UnitOfWork
) -> Sequence[School]:
    """The schools with a plan that a deed reaches, by the name people use."""
    reach = scope(person, deed, uow.trust, frozenset())
    found = [
        school
        for school in uow.trust.current_schools()
        if (reach.everything or school.urn in reach.schools)
        and has_a_plan(school, today, policy, uow.trust.calendar)
    ]
    return sorted(found, key=lambda school: school.known_as.casefold())


def require_plan_of(uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str) -> School:
    """The school, where somebody may write its plan. Raises NotAllowed, and NotFound where it has none."""
    today = london_day(now)
    known = uow.trust.schools.get(school)
    if known is None or not may_write(person, school, today, uow):
        raise NotAllowed(Deed.WRITE_PLAN)
    if not has_a_plan(known, today, policy, uow.trust.calendar):
        raise NotFound("plan")
    return known


async def add_action(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str, text: ActionText
) -> Action:
    """Add an action to a school's plan, which begins with its first. Raises NotAllowed, NotFound, Invalid."""
    require_plan_of(uow, policy, now, person, school)
    _check(text, uow)
    added = await uow.plans.add(Action(0, school, text, ActionState.OPEN, "", 1, person.id, now, now))
    await _record(uow, added, "added")
    await follow_action(uow, policy, added)
    return added


async def change_action(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    action_id: int,
    shown: int,
    text: ActionText,
) -> Action:
    """Change what an action says. `shown` is the version that was shown; raises ChangedMeanwhile, Invalid."""
    before = await _shown(uow, policy, now, person, action_id, shown)
    _check(text, uow)
    after = replace(before, text=text, version=before.version + 1, changed_by=person.id, changed_at=now)
    return await _store(uow, policy, after, "changed")


async def close_action(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    action_id: int,
    shown: int,
    state: ActionState,
    note: str,
) -> Action:
    """Have an action done or dropped, or open again; its owner can say that it is done.

    Raises NotAllowed, NotFound, ChangedMeanwhile, and Invalid where it is dropped without a reason.
    """
    if state is ActionState.DONE:
        before = await _to_finish(uow, policy, now, person, action_id, shown)
    else:
        before = await _shown(uow, policy, now, person, action_id, shown)
    note = note.strip()
    if state is ActionState.DROPPED and not note:
        raise Invalid({"note": "Please say why it is dropped."})
    if len(note) > LONGEST:
        raise Invalid({"note": f"At most {LONGEST:,} characters of a note can be kept."})
    after = replace(
        before, state=state, note=note, version=before.version + 1, changed_by=person.id, changed_at=now
    )
    return await _store(uow, policy, after, _DEEDS[state])


_DEEDS = {ActionState.OPEN: "opened again", ActionState.DONE: "done", ActionState.DROPPED: "dropped"}


async def require_action(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, action_id: int
) -> Action:
    """An action somebody may write. Raises NotAllowed both where they may not and where there is none."""
    found = await uow.plans.action(action_id)
    if found is None:
        raise NotAllowed(Deed.WRITE_PLAN)
    require_plan_of(uow, policy, now, person, found.school)
    return found


async def _shown(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, action_id: int, shown: int
) -> Action:
    before = await require_action(uow, policy, now, person, action_id)
    if before.version != shown:
        raise ChangedMeanwhile(before)
    return before


async def _to_finish(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, action_id: int, shown: int
) -> Action:
    found = await uow.plans.action(action_id)
    if found is None or not may_finish(person, found, uow):
        raise NotAllowed(Deed.FINISH_ACTION)
    if not has_a_plan(uow.trust.school(found.school), london_day(now), policy, uow.trust.calendar):
        raise NotFound("plan")
    if found.version != shown:
        raise ChangedMeanwhile(found)
    return found


async def _store(uow: UnitOfWork, policy: Policy, after: Action, deed: str) -> Action:
    try:
        await uow.plans.change(after)
    except AlreadyThere:
        raise ChangedMeanwhile(await uow.plans.action(after.id) or after) from None
    await _record(uow, after, deed)
    await follow_action(uow, policy, after)
    return after


def _check(text: ActionText, uow: UnitOfWork) -> None:
    faults = {}
    for name, said in (("what", text.what), ("measure", text.measure)):
        if not said.strip():
            faults[name] = "This is still needed."
        elif len(said) > LONGEST:
            faults[name] = f"At most {LONGEST:,} characters can be kept."
    if text.owner is None and not text.owner_words.strip():
        faults["owner"] = "Please say who does it."
    if text.owner is not None and text.owner not in uow.trust.people:
        faults["owner"] = "That person is not in the directory."
    if faults:
        raise Invalid(faults)


async def _record(uow: UnitOfWork, action: Action, deed: str) -> None:
    await uow.audit.record(
        AuditEntry(
            action.changed_at,
            action.changed_by,
            f"plan action {deed}",
            f"plan_action:{action.id}",
            action.school,
            {"from_version": action.version - 1, "to_version": action.version},
        )
    )
