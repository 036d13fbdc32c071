"""Recommending a designation: "recommend Improve for Marlow"."""

from __future__ import annotations

from dialogs import recommendation_cards, wording
from dialogs.drafting import ask_again, context_of, keep, put_away, start_draft
from dialogs.form_questions import begin as begin_form
from dialogs.form_questions import show
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.recommendation_form import (
    RECOMMENDATION,
    RecommendationContext,
    evidence,
    judgements_of,
    typed_from,
)
from dialogs.recommendation_paper import recommendable
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.designating import recommend, require_may_recommend
from strategy.actions.steps import Shown
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState
from strategy.recommendations import Decision, Overtaken, Recommendation


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Show the form with what the sentence says, or the draft that was begun for that school."""
    if asked.school:
        require_may_recommend(turn.uow, turn.policy, turn.now, turn.speaker, asked.school)
        sent_back = await _sent_back(turn, asked.school)
        if sent_back is not None:
            return await _again(turn, sent_back)
    elif not recommendable(turn):
        raise NotAllowed(Deed.RECOMMEND_DESIGNATION)
    known = {
        "school": asked.school or "",
        "designation": asked.designation.value if asked.designation else "",
    }
    known = {name: value for name, value in known.items() if value}
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, RECOMMENDATION):
        if not draft.about and draft.values.get("school") == known.get("school"):
            kept = await keep(turn, draft, {**draft.values, **known})
            return await show(turn, kept, await context_of(turn, kept), resumed=True)
    draft = await start_draft(turn, RECOMMENDATION, known)
    return await show(turn, draft, await context_of(turn, draft))


async def begin_for_school(turn: Turn, press: Press) -> Reply:
    """A row or button asks for the form of one school."""
    school = press.data.get("school")
    if not isinstance(school, str):
        return turn.say(wording.REFUSAL, summary="Not possible")
    require_may_recommend(turn.uow, turn.policy, turn.now, turn.speaker, school)
    sent_back = await _sent_back(turn, school)
    if sent_back is not None:
        return await _again(turn, sent_back)
    return await begin_form(turn, RECOMMENDATION, {"school": school}, same=["school"])


async def _sent_back(turn: Turn, school: str) -> Recommendation | None:
    """The speaker's own recommendation for a school where it was sent back to them."""
    found = await turn.uow.recommendations.under_way([school])
    return next(
        (
            each
            for each in found
            if each.started_by == turn.speaker.id and each.last.decision is Decision.SENT_BACK
        ),
        None,
    )


async def _again(turn: Turn, sent_back: Recommendation) -> Reply:
    """The form with what was sent back, to be changed and recommended again."""
    about = f"again:{sent_back.id}:{sent_back.revision}"
    return await begin_form(turn, RECOMMENDATION, typed_from(sent_back), about)


async def finish(turn: Turn, draft: Draft, context: RecommendationContext) -> Reply:
    """Recommend what the draft holds; where that cannot be, say why and keep everything."""
    checked = check(context.form, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    again = None
    if draft.about:
        _, number, revision = draft.about.split(":")
        again = Shown(int(number), int(revision))
    try:
        sent = await recommend(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=checked.values["school"].urn,
            designation=checked.values["designation"],
            judgements=judgements_of(checked.values, context),
            again=again,
        )
    except Invalid as refused:
        faults = {evidence(name): fault for name, fault in refused.faults.items()}
        return ask_again(turn, draft, context, faults)
    except Overtaken as overtaken:
        happened = recommendation_cards.what_happened(overtaken.recommendation, turn.trust)
        said = f"{happened} Yours is kept as a draft."
        return turn.say(said, summary="Changed meanwhile")
    await put_away(turn, draft, DraftState.FILED, sent.id)
    return _sent(turn, sent)


async def sent_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a recommendation that was sent: what a second press of the same form gets."""
    found = await turn.uow.recommendations.get(draft.outcome or 0)
    if found is None:
        return turn.say("That was sent already.", summary="Sent already")
    return _sent(turn, found)


def _sent(turn: Turn, sent: Recommendation) -> Reply:
    said, card = recommendation_cards.receipt(sent, turn.policy, turn.trust, turn.today)
    school = turn.trust.school(sent.school).known_as
    return turn.say(said, summary=f"Recommendation sent: {school}", card=card)
