"""The actions that minutes name: seeing them, and saying that one is done or open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from strategy.actions.minutes_reading import may_read
from strategy.actions.minuting_duties import action_settled
from strategy.duties import DutyKind, DutyState
from strategy.errors import NotAllowed
from strategy.minutes import ActionOvertaken, ActionState, ActionStep, MinutedAction
from strategy.minutes_access import may_record_minutes
from strategy.minutes_duties import about_action
from strategy.people import Person
from strategy.permissions import Deed, Scope
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, DutyQuery, UnitOfWork
from strategy.school_year import london_day

_MOST = 200
"""Actions of one person that are looked at."""


@dataclass(frozen=True, slots=True)
class SeenAction:
    """An action for somebody who may see it: who owes it now, and what they may do about it."""

    action: MinutedAction
    owner: int | None
    may_close: bool
    may_read_minutes: bool


async def see_action(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, action_id: int
) -> SeenAction:
    """One action: for whoever owes it, and for those who read the minutes that name it.

    Raises NotAllowed both where it may not be seen and where there is none.
    """
    action = await uow.minutes.action(action_id)
    if action is None:
        raise NotAllowed(Deed.READ_MINUTES)
    today = london_day(now)
    minutes = await uow.minutes.get(action.minutes)
    reads = minutes is not None and may_read(minutes, reader, policy, uow, today)
    owner = await _owner(uow, action)
    records = may_record_minutes(reader, action.meeting.body, policy, uow.trust, today)
    theirs = reader.id == owner and uow.trust.person(reader.id).ended_on is None
    if not (theirs or reads):
        raise NotAllowed(Deed.READ_MINUTES)
    return SeenAction(action, owner, action.until is None and (theirs or records), reads)


async def settle_action(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    action_id: int,
    state: ActionState,
    shown: int,
) -> MinutedAction:
    """Say that an action is done, or that it is open again; `shown` is the revision that was shown.

    For whoever owes it, and those who record the minutes of that body. Raises NotAllowed, and ActionOvertaken
    where somebody else was quicker or the minutes no longer name it.
    """
    seen = await see_action(uow=uow, policy=policy, now=now, reader=person, action_id=action_id)
    before = seen.action
    if before.until is not None or before.revision != shown or before.state is state:
        raise ActionOvertaken(before)
    if not seen.may_close:
        raise NotAllowed(Deed.RECORD_MINUTES)
    step = ActionStep(before.revision + 1, state, person.id, now)
    try:
        await uow.minutes.take(before.id, step)
    except AlreadyThere:
        raise ActionOvertaken(await uow.minutes.action(before.id) or before) from None
    after = replace(before, state=state, revision=step.number)
    await action_settled(uow, after, now)
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=person.id,
            deed="action done" if state is ActionState.DONE else "action opened again",
            subject=f"minuted_action:{after.id}",
            school=after.text.school or None,
            details={"minutes": after.minutes, "from_revision": before.revision, "to_revision": step.number},
        )
    )
    return after


async def actions_owed_by(*, uow: UnitOfWork, person: Person) -> Sequence[MinutedAction]:
    """The open actions that somebody owes, those due first first: what minutes gave them, and what others
    were relieved of for them.
    """
    query = DutyQuery(kinds=frozenset({DutyKind.MINUTED_ACTION}), owner=person.id)
    owed = await uow.duties.page(query, Scope(own=person.id), limit=_MOST)
    ids = [int(row.about.split(":")[1]) for row in owed.items]
    given = [
        action
        for action in await uow.minutes.open_actions_of(person.id)
        if action.id not in ids and await _owner(uow, action) == person.id
    ]
    found = [*(each for each in await uow.minutes.actions_by_id(ids) if each.is_open), *given]
    return sorted(found, key=lambda action: (action.text.by, action.id))


async def _owner(uow: UnitOfWork, action: MinutedAction) -> int | None:
    """Who owes an action now: it may have been given to somebody else."""
    if action.text.owner is None:
        return None
    for entry in await uow.duties.about(DutyKind.MINUTED_ACTION, [about_action(action)]):
        if entry.state is not DutyState.VOID:
            return entry.duty.owner
    return action.text.owner
