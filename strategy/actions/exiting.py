"""Exit plans: opened where a school leaves High risk, drawn up, confirmed item by item, and closed.

Whoever does something to one says which revision they were shown: of two at once one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.planning import LONGEST, may_write
from strategy.actions.planning_duties import done_about, reconcile_exits
from strategy.actions.telling_of_exits import tell_agreed, tell_changed
from strategy.duties import DutyKind
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.school_year import london_day


class ExitChanged(Stale):
    """Somebody else did something to the exit plan; `plan` is how it stands now."""

    def __init__(self, plan: ExitPlan) -> None:
        super().__init__(f"exit plan: {plan.state}")
        self.plan = plan


@dataclass(frozen=True, slots=True)
class ShownExit:
    """Which exit plan somebody acts on, and at which revision they were shown it."""

    id: int
    revision: int


async def open_exit_plan(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str
) -> None:
    """Open a school's exit plan, which the Deputy CEO is to draw up; one that is under way stays as it is."""
    try:
        opened = await uow.exit_plans.open(ExitPlan(0, school, ExitState.DRAWN_UP, person.id, now, 1))
    except AlreadyThere:
        return
    await _record(uow, now, person, opened, "exit plan opened")
    await reconcile_exits(uow, policy, [school])


async def void_exit_plan(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str
) -> None:
    """Void the exit plan of a school that is at High risk again, if one is under way."""
    for plan in await uow.exit_plans.under_way([school]):
        await _move(uow, plan, ExitState.VOID)
        await _record(uow, now, person, plan, "exit plan void")
    await reconcile_exits(uow, policy, [school])


async def read_exit_plan(*, uow: UnitOfWork, now: datetime, reader: Person, school: str) -> ExitPlan | None:
    """A school's last exit plan, for those who may read its tailored plan; None where it never had one.

    Raises NotAllowed.
    """
    if not may_see_school(reader, Deed.SEE_PLAN, school, london_day(now), uow.trust):
        raise NotAllowed(Deed.SEE_PLAN)
    return await uow.exit_plans.latest(school)


def confirmers(uow: UnitOfWork, school: str, today: date) -> Sequence[Person]:
    """Who may be named to confirm what goes back to a school, by name."""
    found = [
        person
        for person in uow.trust.current_people()
        if may_see_school(person, Deed.CONFIRM_EXIT, school, today, uow.trust)
    ]
    return sorted(found, key=lambda person: person.name.casefold())


async def exit_plan_to_draw_up(uow: UnitOfWork, now: datetime, person: Person, plan_id: int) -> ExitPlan:
    """An exit plan somebody may draw up. Raises NotAllowed, and ExitChanged where it is under way no more."""
    found = await uow.exit_plans.get(plan_id)
    if found is None or not may_write(person, found.school, london_day(now), uow):
        raise NotAllowed(Deed.WRITE_PLAN)
    if not found.is_under_way:
        raise ExitChanged(found)
    return found


async def add_exit_item(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan_id: int,
    what: str,
    on: date,
    confirmer: int,
) -> ExitPlan:
    """Add what goes back to the school, on which day, and who confirms it; gives back the plan as it then is.

    Raises NotAllowed, Invalid, ExitChanged.
    """
    plan = await exit_plan_to_draw_up(uow, now, person, plan_id)
    today = london_day(now)
    faults = {}
    if not what.strip():
        faults["what"] = "Please say what goes back to the school."
    elif len(what) > LONGEST:
        faults["what"] = f"At most {LONGEST:,} characters can be kept."
    if on < today:
        faults["on"] = "Please give a day from today on."
    if confirmer not in {each.id for each in confirmers(uow, plan.school, today)}:
        faults["confirmer"] = "They may not confirm it."
    if faults:
        raise Invalid(faults)
    await _move(uow, plan, plan.state)
    item = await uow.exit_plans.add(plan.id, ExitItem(0, what.strip(), on, confirmer, person.id, now))
    await _record(uow, now, person, plan, "exit plan item added", item.id)
    await reconcile_exits(uow, policy, [plan.school])
    after = await _again(uow, plan)
    if after.state is ExitState.AGREED:
        await tell_changed(uow, after, person.id, now)
    return after


async def take_out_exit_item(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: ShownExit, item_id: int
) -> ExitPlan:
    """Take an item out that is not confirmed. Raises NotAllowed, NotFound, ExitChanged."""
    plan = await exit_plan_to_draw_up(uow, now, person, shown.id)
    item = _item(plan, item_id)
    if plan.revision != shown.revision or not item.waits:
        raise ExitChanged(plan)
    await _move(uow, plan, plan.state)
    await uow.exit_plans.take_out(item.id, now)
    await _record(uow, now, person, plan, "exit plan item taken out", item.id)
    after = await _close_if_done(uow, policy, now, person, await _again(uow, plan))
    if after.state is ExitState.AGREED:
        await tell_changed(uow, after, person.id, now)
    return after


async def agree_exit_plan(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: ShownExit
) -> ExitPlan:
    """Say that this is all of it: from then on each item waits for its day, and those concerned are told.

    Raises NotAllowed, Invalid, ExitChanged.
    """
    plan = await exit_plan_to_draw_up(uow, now, person, shown.id)
    if plan.revision != shown.revision or plan.state is not ExitState.DRAWN_UP:
        raise ExitChanged(plan)
    if not plan.in_it:
        raise Invalid({"": "There is nothing in it yet. Please add what goes back to the school first."})
    await _move(uow, plan, ExitState.AGREED)
    await done_about(uow, DutyKind.EXIT_PLAN, plan.school, plan.key, now)
    await _record(uow, now, person, plan, "exit plan agreed")
    await reconcile_exits(uow, policy, [plan.school])
    await tell_agreed(uow, plan, person.id, now)
    return await _again(uow, plan)


async def confirm_exit_item(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: ShownExit, item_id: int
) -> ExitPlan:
    """Confirm that something is back with the school, by the one named and from its day on; the plan closes
    with the last. Raises NotAllowed, NotFound, Invalid before the day, ExitChanged.
    """
    today = london_day(now)
    plan = await uow.exit_plans.get(shown.id)
    if plan is None or not may_see_school(person, Deed.CONFIRM_EXIT, plan.school, today, uow.trust):
        raise NotAllowed(Deed.CONFIRM_EXIT)
    item = _item(plan, item_id)
    if item.confirmer != person.id:
        raise NotAllowed(Deed.CONFIRM_EXIT)
    if plan.state is not ExitState.AGREED or not item.waits:
        raise ExitChanged(plan)
    if today < item.on:
        raise Invalid({"": "That is confirmed on its day, or after it."})
    await _move(uow, plan, plan.state)
    await uow.exit_plans.confirm(item.id, now)
    await done_about(uow, DutyKind.EXIT_CONFIRMATION, plan.school, f"exit:{plan.id}:{item.id}", now)
    await _record(uow, now, person, plan, "exit plan item confirmed", item.id)
    return await _close_if_done(uow, policy, now, person, await _again(uow, plan))


async def _close_if_done(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, plan: ExitPlan
) -> ExitPlan:
    if plan.state is ExitState.AGREED and plan.is_all_confirmed:
        await _move(uow, plan, ExitState.CLOSED)
        await _record(uow, now, person, plan, "exit plan closed")
        plan = await _again(uow, plan)
    await reconcile_exits(uow, policy, [plan.school])
    return plan


async def _move(uow: UnitOfWork, plan: ExitPlan, state: ExitState) -> None:
    """First of all that is written: of two deeds at once the second is refused here."""
    try:
        await uow.exit_plans.move(plan, state)
    except AlreadyThere:
        raise ExitChanged(await _again(uow, plan)) from None


async def _again(uow: UnitOfWork, plan: ExitPlan) -> ExitPlan:
    return await uow.exit_plans.get(plan.id) or plan


def _item(plan: ExitPlan, item_id: int) -> ExitItem:
    found = next((item for item in plan.items if item.id == item_id), None)
    if found is None:
        raise NotFound("exit plan item")
    return found


async def _record(
    uow: UnitOfWork, now: datetime, person: Person, plan: ExitPlan, deed: str, item: int | None = None
) -> None:
    details = {"revision": plan.revision} | ({} if item is None else {"item": item})
    await uow.audit.record(AuditEntry(now, person.id, deed, f"exit_plan:{plan.id}", plan.school, details))
