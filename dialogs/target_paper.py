"""How a draft of targets is spoken of, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs import cards, wording
from dialogs.forms import Form, settle
from dialogs.paper import Paper
from dialogs.target_form import SCHOOL, TargetsContext, form_for, read_items
from dialogs.turn import Turn
from strategy.permissions import Deed, scope
from strategy.ports import Draft
from strategy.school_year import year_after
from strategy.schools import School
from strategy.targets import Item, TargetSet, asked_to_sign_off, is_proposer, span_of


def proposable(turn: Turn) -> Mapping[str, School]:
    """The member schools whose targets somebody may propose, by URN in the order of their names."""
    reach = scope(turn.speaker, Deed.PROPOSE_TARGETS, turn.trust, frozenset())
    if reach.is_empty:
        return {}
    edition = turn.policy.on(turn.today, turn.trust.calendar)
    return {
        each.urn: each
        for each in turn.trust.members_by_name
        if (reach.everything or each.urn in reach.schools)
        and is_proposer(turn.speaker, each, turn.trust, edition)
    }


def years_to_set(turn: Turn) -> tuple[str, str]:
    """The academic years that targets can be set for: this one and the next."""
    year = turn.trust.calendar.academic_year_of(turn.today)
    return year, year_after(year)


async def targets_context(turn: Turn, draft: Draft) -> TargetsContext:
    """What the form needs to know for a draft: the priorities are those of its year."""
    schools, years = proposable(turn), years_to_set(turn)
    year = draft.values.get("year") or years[0]
    year = year if year in years else years[0]
    span = span_of(year, turn.trust.calendar)
    items: list[Item] = read_items(draft.values, span, turn.today, turn.reader, turn.trust)
    school = draft.values.get("school") or (next(iter(schools)) if len(schools) == 1 else "")
    waiting: list[TargetSet] = []
    if school in schools:
        waiting = [each for each in await turn.uow.targets.proposed([school]) if each.year == year]
    return TargetsContext(
        turn.speaker,
        turn.trust,
        turn.today,
        turn.reader,
        schools,
        years,
        await turn.uow.trust_plan.of_year(year),
        items,
        waiting[0] if waiting else None,
    )


def _school(draft: Draft, context: TargetsContext) -> School | None:
    return context.schools.get(settle(SCHOOL, context, draft.values))


def _form(draft: Draft, context: TargetsContext) -> Form[TargetsContext]:
    span = context.span(draft.values)
    items = read_items(draft.values, span, context.today, context.reader, context.trust)
    # What was typed since the context was made counts too: the next section asks about it.
    return form_for(replace(context, items=items))


def _called(draft: Draft, context: TargetsContext) -> str:
    school, year = _school(draft, context), draft.values.get("year", "")
    of_year = f", {year}" if year in context.years else ""
    return f"your proposed targets for {school.known_as}{of_year}" if school else "your proposed targets"


def _headline(draft: Draft, context: TargetsContext) -> str:
    school = _school(draft, context)
    return f"Targets and lines of enquiry: {school.known_as}" if school else "Targets and lines of enquiry"


def _beneath(turn: Turn, draft: Draft, context: TargetsContext) -> Sequence[cards.Element]:
    school = _school(draft, context)
    if school is None:
        return ()
    proposal = TargetSet(0, school.urn, draft.values.get("year", ""), turn.speaker.id, turn.now, ())
    asked = asked_to_sign_off(proposal, turn.trust)
    notes = []
    if asked is not None:
        names = wording.listed([turn.trust.person(person).name for person in asked[1]], "or")
        notes.append(cards.note(f"Once proposed it goes to {names} to be signed off."))
    if context.waiting is not None:
        who = turn.trust.person(context.waiting.proposed_by)
        whose = "your own" if who.id == turn.speaker.id else f"{who.name}'s"
        notes.append(cards.note(f"It takes the place of {whose} proposal, which waits to be signed off."))
    return notes


TARGETS_PAPER = Paper(
    noun="proposal",
    hand_in="propose it",
    context=targets_context,
    form=_form,
    called=_called,
    headline=_headline,
    button=lambda _draft, _context: "Propose",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=_beneath,
)
