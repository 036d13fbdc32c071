"""Support for a school: allocated, given another last day, or days granted beyond what its risk brings."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.support_words import AS_A, counted, from_to, how_much, number, to_be_used
from strategy.actions.changing_support import standing
from strategy.actions.support_follows import concerned_by_days, concerned_by_support
from strategy.people import Capacity
from strategy.ports import Letter, Notice
from strategy.support import Allocated, GrantedDays, SupportChange, TakenBack


async def allocated_by_message(telling: Telling) -> Notice:
    """Who comes for what, from when to when, and how much."""
    made = await _allocated(telling)
    said, heading = _allocated_words(made, telling), _allocated_summary(made, telling)
    provider, _ = quoted([("Provider", made.provider)]) if made.provider else ([], False)
    facts = [
        ("When", from_to(made.span, telling.today)),
        ("How much", how_much(made.amount)),
        ("For", made.activity),
    ]
    body = [cards.heading(heading), cards.words(f"{_who_is_there(made, telling)}."), cards.facts(facts)]
    body += [*provider, cards.note(_by_whom(made, telling))]
    return Notice(said, heading, cards.card(body, says=said))


async def allocated_by_mail(telling: Telling) -> Letter:
    """The same, without the provider's name."""
    made = await _allocated(telling)
    return letter(telling, _allocated_summary(made, telling), [_allocated_words(made, telling)])


async def changed_by_message(telling: Telling) -> Notice:
    """Which last day it has now."""
    change, said = await _changed(telling)
    heading = _changed_summary(change, telling)
    return Notice(said, heading, cards.card([cards.heading(heading), cards.words(said)], says=said))


async def changed_by_mail(telling: Telling) -> Letter:
    """The same."""
    change, said = await _changed(telling)
    return letter(telling, _changed_summary(change, telling), [said])


async def granted_by_message(telling: Telling) -> Notice:
    """How many days, for which time."""
    granted, said = await _granted(telling)
    heading = _granted_summary(granted, telling)
    stands = _how_it_stands(granted, telling)
    return Notice(said, heading, cards.card([cards.heading(heading), cards.words(said)], [stands], says=said))


async def granted_by_mail(telling: Telling) -> Letter:
    """The same."""
    granted, said = await _granted(telling)
    return letter(telling, _granted_summary(granted, telling), [said])


async def taken_back_by_message(telling: Telling) -> Notice:
    """How many days were taken back and why, and how many of the grant stand."""
    granted, taken, said = await _taken_back(telling)
    heading = f"Days taken back: {telling.trust.school(granted.school).known_as}"
    reason, _ = quoted([("Reason", taken.reason)])
    body = [cards.heading(heading), cards.words(said), *reason]
    return Notice(said, heading, cards.card(body, [_how_it_stands(granted, telling)], says=said))


async def taken_back_by_mail(telling: Telling) -> Letter:
    """Without the reason."""
    granted, _, said = await _taken_back(telling)
    heading = f"Days taken back: {telling.trust.school(granted.school).known_as}"
    return letter(telling, heading, [said, "The reason is with me in Teams."])


async def _allocated(telling: Telling) -> Allocated:
    """What was allocated, if it stands and concerns the recipient still."""
    made = await telling.uow.allocations.get(telling.number("allocation"))
    if made is None:
        raise NoLonger("no such allocation")
    now = await standing(telling.uow, made.about)
    if now is None or (now.number and now.ends != made.ends):
        raise NoLonger("it was changed since, which is told by itself")
    if telling.recipient.id not in concerned_by_support(telling.uow, made.school, made.person):
        raise NoLonger("does not concern them any more")
    return made


def _who_is_there(made: Allocated, telling: Telling) -> str:
    """`Tobias Field is deployed at Harrowmere as a specialist leader (SLE)`."""
    school = telling.trust.school(made.school).known_as
    if made.person is None:
        who = f"An external provider supports {school}"
    elif made.person == telling.recipient.id:
        who = f"You are deployed at {school}"
    else:
        who = f"{telling.trust.person(made.person).name} is deployed at {school}"
    return f"{who} as {AS_A[made.support]}" if made.person and made.support in AS_A else who


def _allocated_words(made: Allocated, telling: Telling) -> str:
    when = f"{how_much(made.amount)}, {from_to(made.span, telling.today)}"
    return f"{_who_is_there(made, telling)}: {when}. For: {made.activity}. {_by_whom(made, telling)}"


def _by_whom(made: Allocated, telling: Telling) -> str:
    """Who decided, and for whoever is deployed and owes reports of it, that they will be reminded."""
    said = f"Allocated by {telling.trust.person(made.by).name} for the Education Improvement Team."
    edition = telling.policy.on(telling.today, telling.trust.calendar)
    if made.person == telling.recipient.id and made.support in edition.half_termly_support:
        said += " I will remind you of the report that is due each half term."
    return said


def _allocated_summary(made: Allocated, telling: Telling) -> str:
    return f"Support allocated: {telling.trust.school(made.school).known_as}"


async def _changed(telling: Telling) -> tuple[SupportChange, str]:
    """The change, if it is the last and concerns the recipient still, and how it is told."""
    change = await telling.uow.allocations.change_of(telling.number("support_change"))
    if change is None:
        raise NoLonger("no such change")
    if len(await telling.uow.allocations.changes(change.about)) != change.number:
        raise NoLonger("it was changed again since")
    now = await standing(telling.uow, change.about)
    person = now.person if now else await telling.uow.allocations.deployed(change.about)
    if telling.recipient.id not in concerned_by_support(telling.uow, change.school, person):
        raise NoLonger("does not concern them any more")
    school = telling.trust.school(change.school).known_as
    whose = "An external provider's support for" if person is None else _whose(telling, person)
    by = telling.trust.person(change.by).name
    if change.last_day is None:
        return change, f"{whose} {school} is called off. Decided by {by}."
    return change, f"{whose} {school} ends on {wording.day(change.last_day)}. Decided by {by}."


def _whose(telling: Telling, person: int) -> str:
    if person == telling.recipient.id:
        return "Your deployment at"
    return f"The deployment of {telling.trust.person(person).name} at"


def _changed_summary(change: SupportChange, telling: Telling) -> str:
    return f"Support changed: {telling.trust.school(change.school).known_as}"


async def _granted(telling: Telling) -> tuple[GrantedDays, str]:
    granted = await telling.uow.allocations.granted(telling.number("grant"))
    if granted is None:
        raise NoLonger("no such grant")
    if telling.recipient.id not in concerned_by_days(telling.uow, granted):
        raise NoLonger("does not concern them any more")
    if granted.changes:
        raise NoLonger("days were taken back since, which is told by itself")
    school = telling.trust.school(granted.school).known_as
    count = counted(granted.days, granted.capacity)
    used = to_be_used(granted.span, telling.today)
    by = telling.trust.person(granted.by).name
    return granted, f"{school} has {count} on top of its allocation, {used}. Granted by {by}."


def _granted_summary(granted: GrantedDays, telling: Telling) -> str:
    return f"Days granted: {telling.trust.school(granted.school).known_as}"


async def _taken_back(telling: Telling) -> tuple[GrantedDays, TakenBack, str]:
    """The grant, what was taken back of it, and how that is told: with what stands by then."""
    taken = await telling.uow.allocations.taken_back(telling.number("taken_back"))
    granted = await telling.uow.allocations.granted(taken.grant) if taken else None
    if taken is None or granted is None:
        raise NoLonger("no such days")
    if telling.recipient.id not in (granted.by, *concerned_by_days(telling.uow, granted)):
        raise NoLonger("does not concern them any more")
    school = telling.trust.school(granted.school).known_as
    by = telling.trust.person(taken.by).name
    said = f"{by} took back {counted(taken.days, granted.capacity, 'extra')} from {school}."
    if granted.stands:
        verb = "stands" if granted.stands <= 1 else "stand"
        return (
            granted,
            taken,
            f"{said} {number(granted.stands)} of the {number(granted.days)} granted {verb}.",
        )
    return granted, taken, f"{said} None of the {number(granted.days)} granted is left."


def _how_it_stands(granted: GrantedDays, telling: Telling) -> cards.Element:
    kind = "SIP" if granted.capacity is Capacity.SIP else "adviser"
    ask = f"How many {kind} days are left at {telling.trust.school(granted.school).known_as}?"
    return cards.press("How it stands", "say", {"text": ask})
