"""How the draft of an allocation is spoken of, and what is to be said before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dialogs import wording
from dialogs.allocation_answers import DAY, AllocationContext, kind_of
from dialogs.allocation_form import form_for, proposed_in
from dialogs.forms import Form, check, settle
from dialogs.paper import Paper
from dialogs.support_words import days, in_words, number
from dialogs.turn import Turn
from strategy.actions.allocating import Counted, counted_of, looked_at, may_allocate
from strategy.policy_fields import Per
from strategy.ports import Draft
from strategy.schools import School
from strategy.support import COUNTED, can_have_support
from strategy.support_concerns import Proposed
from strategy.trust import Trust


def supportable(trust: Trust) -> Mapping[str, School]:
    """The schools that can have support, by URN in the order of their names."""
    found = [school for school in trust.current_schools() if can_have_support(school)]
    return {school.urn: school for school in sorted(found, key=lambda each: each.known_as.casefold())}


async def allocation_context(turn: Turn, draft: Draft) -> AllocationContext:
    """What the form needs to know for a draft as it stands."""
    edition = turn.policy.on(turn.today, turn.trust.calendar)
    bare = AllocationContext(
        turn.speaker,
        turn.trust,
        turn.today,
        turn.reader,
        supportable(turn.trust),
        tuple(edition.support_activities),
    )
    if not may_allocate(turn.speaker, turn.uow):
        return bare
    kind = kind_of(draft.values)
    values = check(form_for(kind), bare, draft.values).values
    if kind in COUNTED and "school" in values:
        counted = await _counted(turn, values["school"], draft)
        return replace(bare, counted=counted)
    proposed = proposed_in(values)
    if proposed is None:
        return bare
    found = await looked_at(
        uow=turn.uow, policy=turn.policy, today=turn.today, person=turn.speaker, proposed=proposed
    )
    return replace(bare, proposed=proposed, concerns=tuple(found))


async def _counted(turn: Turn, school: School, draft: Draft) -> Counted | None:
    kind = kind_of(draft.values)
    if kind is None:
        return None
    return await counted_of(
        uow=turn.uow,
        policy=turn.policy,
        person=turn.speaker,
        today=turn.today,
        school=school,
        support=kind,
        day=day_meant(draft, turn.today),
    )


def day_meant(draft: Draft, today: date) -> date:
    """The day in whose year or term days are granted: the one asked for, else today."""
    try:
        return date.fromisoformat(draft.values.get(DAY, ""))
    except ValueError:
        return today


def who_gives(proposed: Proposed, trust: Trust) -> str:
    """The person's name; an external provider is spoken of as such, for its name is somebody's words."""
    return "The provider" if proposed.person is None else trust.person(proposed.person).name


def what_is_to_be_said(context: AllocationContext) -> list[str]:
    """What is to be said before it is done, in sentences."""
    if context.counted is not None:
        return [how_days_stand(context.counted)]
    proposed = context.proposed
    if proposed is None:
        return []
    who = who_gives(proposed, context.trust)
    return in_words(context.concerns, proposed.school, who, context.trust, context.today)


def how_days_stand(counted: Counted) -> str:
    """`So far 4 of 5 SIP days are used this year, 1 is booked, none are left.`"""
    stands = counted.allocation
    span = "this year" if stands.per is Per.YEAR else "this term"
    left = f"{days(stands.over)} over" if stands.over else f"{number(stands.left)} left"
    total = number(stands.due + stands.extra)
    return (
        f"So far {number(stands.used)} of {total} days used {span}, {number(stands.booked)} booked, {left}."
    )


def _form(draft: Draft, _context: AllocationContext) -> Form[AllocationContext]:
    return form_for(kind_of(draft.values))


def _school(draft: Draft, context: AllocationContext) -> School | None:
    form = form_for(kind_of(draft.values))
    return context.schools.get(settle(form.field("school"), context, draft.values))


def _called(draft: Draft, context: AllocationContext) -> str:
    school = _school(draft, context)
    return f"your allocation for {school.known_as}" if school else "your allocation"


def _headline(draft: Draft, context: AllocationContext) -> str:
    school, what = _school(draft, context), form_for(kind_of(draft.values)).title
    if school is None:
        return "Allocate support"
    risk = f" ({wording.RISKS[school.risk].lower()})" if school.risk else ""
    return f"{what} for {school.known_as}{risk}"


def _beside(_draft: Draft, context: AllocationContext, field: str) -> str:
    """Why there is to be a reason, where it is asked for."""
    return " ".join(what_is_to_be_said(context)) if field == "reason" else ""


ALLOCATION_PAPER = Paper(
    noun="allocation",
    hand_in="allocate it",
    context=allocation_context,
    form=_form,
    called=_called,
    headline=_headline,
    button=lambda _draft, _context: "Look it over",
    above=lambda _context: (),
    beside=_beside,
    beneath=lambda _turn, _draft, _context: (),
    rereads=True,
)
