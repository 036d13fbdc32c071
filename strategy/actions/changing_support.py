"""Ending support early, prolonging it, or calling it off: its reports follow; those concerned are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from strategy.actions.allocating import LONGEST_REASON, MOST_DAYS_AHEAD, require_may_allocate
from strategy.actions.support_follows import deployment_duties, tell_of_change
from strategy.errors import Invalid, NotFound, Stale
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.school_year import london_day
from strategy.support import SupportChange, about_deployment
from strategy.visits import Support


@dataclass(frozen=True, slots=True)
class Standing:
    """Support as it stands: `ends` is the last day it has by now, None where no end is set, and `number` how
    often that was changed. `person` is None for an external provider.
    """

    about: str
    school: str
    support: Support
    person: int | None
    provider: str
    starts: date
    ends: date | None
    number: int


class ChangedMeanwhile(Stale):
    """Somebody else changed it since it was shown."""


async def standing(uow: UnitOfWork, about: str) -> Standing | None:
    """Support as it stands now, by `deployment:ID` or `allocation:ID`; None where it was called off, or
    never was.
    """
    kind, _, key = about.partition(":")
    if not key.isascii() or not key.isdigit():
        return None
    changes = await uow.allocations.changes(about)
    if kind == "deployment":
        found = next((each for each in uow.trust.deployments if each.id == int(key)), None)
        if found is None:
            return None
        return Standing(
            about, found.school, found.support, found.person, "", found.starts, found.ends, len(changes)
        )
    made = await uow.allocations.get(int(key)) if kind == "allocation" else None
    if made is None or made.deployment is not None or (changes and changes[-1].last_day is None):
        return None
    ends = changes[-1].last_day if changes else made.ends
    return Standing(about, made.school, made.support, None, made.provider, made.starts, ends, len(changes))


async def standing_at(
    uow: UnitOfWork,
    today: date,
    school: str | None,
    person: int | None,
    support: Support | None,
) -> list[Standing]:
    """Support that has not ended, of a school, a person or a kind, by the school's name."""
    found = [
        each
        for each in uow.trust.deployments
        if (each.ends is None or each.ends >= today)
        and school in (None, each.school)
        and person in (None, each.person)
        and support in (None, each.support)
    ]
    abouts = [about_deployment(each.id) for each in found]
    if person is None and support in (None, Support.EXTERNAL):
        schools = None if school is None else [school]
        external = await uow.allocations.external(today, date.max, schools)
        abouts += [each.about for each in external]
    known = [await standing(uow, about) for about in abouts[:_MOST]]
    trust = uow.trust
    return sorted(
        (each for each in known if each is not None),
        key=lambda each: (trust.school(each.school).known_as.casefold(), each.starts),
    )


_MOST = 40


async def change_last_day(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    about: str,
    shown: int,
    last_day: date,
    reason: str = "",
) -> SupportChange:
    """Give support another last day, earlier or later; one before its first day calls it off.

    `shown` is how often it had been changed as the person was shown it. Raises NotAllowed, NotFound where it
    does not stand any more, Invalid, and ChangedMeanwhile where somebody else was quicker.
    """
    require_may_allocate(person, uow)
    await uow.allocations.hold()
    found, today = await standing(uow, about), london_day(now)
    if found is None:
        raise NotFound("support")
    if found.number != shown:
        raise ChangedMeanwhile("support")
    called_off = last_day < found.starts
    faults = {}
    if not called_off and last_day < today and (found.ends is None or found.ends >= today):
        faults["day"] = "That day has passed. It can end today at the earliest."
    elif found.ends is not None and found.ends < today:
        faults["day"] = "It has ended already. Please allocate it anew."
    elif last_day == found.ends:
        faults["day"] = "It ends on that day already."
    elif (last_day - today).days > MOST_DAYS_AHEAD:
        faults["day"] = "That is too far ahead: support is looked at anew each year."
    if len(reason) > LONGEST_REASON:
        faults["reason"] = f"Please keep the reason to {LONGEST_REASON:,} characters."
    if faults:
        raise Invalid(faults)
    new = SupportChange(
        id=0,
        about=about,
        number=found.number + 1,
        school=found.school,
        last_day=None if called_off else last_day,
        reason=reason.strip(),
        by=person.id,
        at=now,
    )
    try:
        change = await uow.allocations.change(new)
    except AlreadyThere:
        raise ChangedMeanwhile("support") from None
    kind, _, key = about.partition(":")
    if kind == "deployment":
        await deployment_duties(uow, policy, int(key))
    deed = "support called off" if called_off else "support given another last day"
    details = {"change": change.id, "number": change.number}
    await uow.audit.record(AuditEntry(now, person.id, deed, about, found.school, details))
    await tell_of_change(uow, change, found.person)
    return change
