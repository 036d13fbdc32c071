"""Writing a partner's annual review and amending it: "write the annual review for Oak Bank"."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.annual_review_form import ANNUAL_REVIEW, FORM, AnnualContext, typed_from
from dialogs.annual_review_page import read, written
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.form_questions import begin as begin_form
from dialogs.form_questions import show as show_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.annual_reviewing import (
    readers_of,
    require_may_write,
    schools_to_review,
    write_annual_review,
    year_to_review,
)
from strategy.annual_reviews import AlreadyWritten, AnnualReview, AnnualText
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState


async def begin(turn: Turn, asked: Interpretation, *, amends: bool = False) -> Reply:
    """Show the form, or the draft that was begun for the school; what is written already to be amended."""
    if asked.school:
        return await _begin(turn, asked.school, amends=amends)
    schools = schools_to_review(turn.speaker, turn.trust)
    if not schools:
        raise NotAllowed(Deed.WRITE_ANNUAL_REVIEW)
    if len(schools) == 1 or amends:
        if len(schools) > 1:
            return turn.say("Which school's annual review do you mean?", summary="Which school?")
        return await _begin(turn, schools[0].urn, amends=amends)
    return await begin_form(turn, ANNUAL_REVIEW, {}, same=["school"])


async def start_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button asks for the form of one school."""
    school = press.data.get("school")
    if not isinstance(school, str):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await _begin(turn, school)


async def amend_pressed(turn: Turn, press: Press) -> Reply:
    """The button that amends one annual review."""
    number = press.data.get("review")
    found = await turn.uow.annual_reviews.get(number) if isinstance(number, int) else None
    if found is None:
        raise NotAllowed(Deed.WRITE_ANNUAL_REVIEW)
    return await _amend(turn, found)


async def _begin(turn: Turn, school: str, *, amends: bool = False) -> Reply:
    known = require_may_write(turn.speaker, school, turn.trust, turn.today)
    year = await year_to_review(uow=turn.uow, school=school, today=turn.today)
    there = await turn.uow.annual_reviews.of(school, year)
    if there is not None and amends:
        return await _amend(turn, there)
    if there is not None:
        lead = f"It is written already: {written(there, turn)}. You can amend it."
        return await read(turn, there.id, lead=lead)
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, ANNUAL_REVIEW):
        if not draft.about and draft.values.get("school") == school:
            return await show_form(turn, draft, await context_of(turn, draft), resumed=True)
    if amends:
        said = f"The annual review of {known.known_as} for {year} is not written yet, so here is its form."
        draft = await start_draft(turn, ANNUAL_REVIEW, {"school": school})
        shown = await show_form(turn, draft, await context_of(turn, draft))
        return Reply(
            (*turn.say(said, summary="Not written yet").messages, *shown.messages), shown.replacement
        )
    draft = await start_draft(turn, ANNUAL_REVIEW, {"school": school})
    return await show_form(turn, draft, await context_of(turn, draft))


async def _amend(turn: Turn, there: AnnualReview) -> Reply:
    require_may_write(turn.speaker, there.school, turn.trust, turn.today)
    about = f"amend:{there.id}:{there.last.number}"
    return await begin_form(turn, ANNUAL_REVIEW, typed_from(there.school, there.last.text), about)


async def finish(turn: Turn, draft: Draft, context: AnnualContext) -> Reply:
    """Send what the draft holds; where that cannot be, say why and keep everything."""
    checked = check(FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    values = checked.values
    school, amends = values["school"].urn, 0
    year = await year_to_review(uow=turn.uow, school=school, today=turn.today)
    if draft.about:
        _, number, version = draft.about.split(":")
        there = await turn.uow.annual_reviews.get(int(number))
        if there is None or there.school != school:
            raise NotAllowed(Deed.WRITE_ANNUAL_REVIEW)
        year, amends = there.year, int(version)
    try:
        sent = await write_annual_review(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=school,
            year=year,
            text=AnnualText(
                values["scrutiny"],
                values["self_evaluation"],
                values["development_plan"],
                values["next_year"],
            ),
            amends=amends,
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except AlreadyWritten as there:
        return await _overtaken(turn, there.review)
    await put_away(turn, draft, DraftState.FILED, sent.id)
    return _receipt(turn, sent)


async def sent_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was sent: what a second press of the same form gets."""
    sent = await turn.uow.annual_reviews.get(draft.outcome or 0)
    if sent is None:
        return turn.say("That was sent already.", summary="Sent already")
    return _receipt(turn, sent)


async def _overtaken(turn: Turn, there: AnnualReview) -> Reply:
    lead = (
        f"There is one already: {written(there, turn)}. What you typed is kept as a draft; to change "
        "what stands, press Amend."
    )
    return await read(turn, there.id, lead=lead)


def _receipt(turn: Turn, sent: AnnualReview) -> Reply:
    school = turn.trust.school(sent.school).known_as
    people = [
        turn.trust.person(person).name
        for person in readers_of(turn.policy, turn.trust, turn.today)
        if person != turn.speaker.id
    ]
    to = f" It goes to {wording.listed(people)} by mail, with a Word document." if people else ""
    if len(sent.versions) > 1:
        said = f"Amended: the annual review of {school}, {sent.year}, is now version {sent.last.number}."
        said += f" The earlier text is kept.{to}"
    else:
        said = f"Sent: your annual review of {school}, {sent.year}.{to}"
    look = cards.press("Read it", "annual_review.show", {"review": sent.id, cards.BESIDE: True})
    card = cards.card([cards.heading(f"Annual review: {school}"), cards.words(said)], [look], says=said)
    return turn.say(said, summary=f"Annual review sent: {school}", card=card)
