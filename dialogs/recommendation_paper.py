"""How a recommendation's draft is spoken of: the criteria at hand, the last judgement beside each field, and
what is under way already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs import cards, wording
from dialogs.forms import Form, settle
from dialogs.paper import Paper
from dialogs.recommendation_form import RecommendationContext, fits, indicator_of
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.judgement_reading import last_judgements
from strategy.designations import Designation
from strategy.people import Role
from strategy.permissions import Deed, scope
from strategy.ports import Draft
from strategy.recommendations import Judgement, Recommendation
from strategy.school_year import london_day
from strategy.schools import School

ROOM_FOR_LAST_TIME = 600
"""Bytes of the evidence of last time beside a field."""


def recommendable(turn: Turn) -> Mapping[str, School]:
    """The schools somebody may recommend a designation for, by URN in the order of their names."""
    reach = scope(turn.speaker, Deed.RECOMMEND_DESIGNATION, turn.trust, frozenset())
    found = [
        school for school in turn.trust.current_schools() if reach.everything or school.urn in reach.schools
    ]
    return {school.urn: school for school in sorted(found, key=lambda each: each.known_as.casefold())}


async def recommendation_context(turn: Turn, draft: Draft) -> RecommendationContext:
    """What the form needs to know for a draft: the last judgements are those of its school."""
    edition = turn.policy.on(turn.today, turn.trust.calendar)
    schools = recommendable(turn)
    school = draft.values.get("school") or (next(iter(schools)) if len(schools) == 1 else "")
    last: Mapping[str, Judgement] = {}
    under_way: list[Recommendation] = []
    if school in schools:
        last = await last_judgements(uow=turn.uow, reader=turn.speaker, today=turn.today, school=school)
        under_way = await turn.uow.recommendations.under_way([school])
    return RecommendationContext(
        turn.speaker,
        turn.trust,
        turn.today,
        turn.reader,
        schools,
        edition.indicators,
        edition.assessment.evidence_at_most_characters,
        last,
        under_way[0] if under_way else None,
    )


def _school(draft: Draft, context: RecommendationContext) -> School | None:
    return context.schools.get(settle(context.form.field("school"), context, draft.values))


def _form(_draft: Draft, context: RecommendationContext) -> Form[RecommendationContext]:
    return context.form


def _called(draft: Draft, context: RecommendationContext) -> str:
    school = _school(draft, context)
    return f"your recommendation for {school.known_as}" if school else "your recommendation"


def _headline(draft: Draft, context: RecommendationContext) -> str:
    school = _school(draft, context)
    if school is None:
        return "Recommend a designation"
    now = f" (now {wording.DESIGNATIONS[school.designation]})" if school.designation else ""
    return f"Recommend a designation: {school.known_as}{now}"


def _criteria(_context: RecommendationContext) -> Sequence[cards.Element]:
    """The criteria, each one tap away: they come beside the form, which stays as it is."""
    buttons = [
        cards.press(f"Criteria: {name}", "say", {"text": f"What are the criteria for {each.value}?"})
        for each, name in wording.DESIGNATIONS.items()
    ]
    return cards.choices(buttons)


def _beside(draft: Draft, context: RecommendationContext, field: str) -> str:
    """What was judged last, and how that differs from what is entered now."""
    indicator = indicator_of(field)
    last = context.last.get(indicator or "")
    if indicator is None or last is None:
        return ""
    before = wording.DESIGNATIONS[last.fits]
    if field == fits(indicator):
        now = draft.values.get(field, "").casefold()
        if now in set(Designation) and now != last.fits:
            return f"Last time: {before}. That is a change."
        return f"Last time: {before}."
    beginning = as_much_as_fits(last.evidence, ROOM_FOR_LAST_TIME)
    return f"Last time: {beginning}{' …' if len(beginning) < len(last.evidence) else ''}"


def _beneath(turn: Turn, draft: Draft, context: RecommendationContext) -> Sequence[cards.Element]:
    leads = [person.name for person in turn.trust.holders(Role.LEAD_SIP)]
    notes = [cards.note(f"Once sent it goes to {wording.listed(leads)} to be endorsed.")] if leads else []
    under_way = context.under_way
    if under_way is not None and not draft.about:
        who = turn.trust.person(under_way.started_by)
        whose = "one of yours" if who.id == turn.speaker.id else f"one by {who.name}"
        day = wording.day(london_day(under_way.started_at))
        notes.append(cards.note(f"It takes the place of {whose}, begun on {day}, which is under way."))
    return notes


RECOMMENDATION_PAPER = Paper(
    noun="recommendation",
    hand_in="send it",
    context=recommendation_context,
    form=_form,
    called=_called,
    headline=_headline,
    button=lambda _draft, _context: "Send recommendation",
    above=_criteria,
    beside=_beside,
    beneath=_beneath,
)
