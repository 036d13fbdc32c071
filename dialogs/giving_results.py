"""Giving a school's results and amending them: "GCSE results for Harrowmere"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs import cards, wording
from dialogs.drafting import ask_again, context_of, keep, put_away, start_draft
from dialogs.form_questions import show as show_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.results_form import (
    RESULTS,
    ResultsContext,
    about_of,
    form_for,
    read_about,
    texts_in,
    typed_from,
)
from dialogs.results_page import show
from dialogs.results_words import data_of, given_by, in_words, named_in, of_summer, titled
from dialogs.turn import Turn
from strategy.actions.giving_results import give_results, may_give_results
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed
from strategy.policy_results import Qualification
from strategy.ports import Draft, DraftState
from strategy.results import Results, ResultsOvertaken, still_out, year_of_results


async def pressed(turn: Turn, press: Press) -> Reply:
    """The row or button that gives or amends a school's results."""
    named = named_in(press.data, turn.trust)
    if named is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await begin(turn, *named)


async def begin(
    turn: Turn, school: str, year: str, typed: Mapping[Qualification, str] | None = None
) -> Reply:
    """The form of a school's results: the draft that was begun, or what is given so far. `typed` is what a
    sentence says already.
    """
    if not may_give_results(turn.speaker, turn.trust):
        raise NotAllowed(Deed.GIVE_RESULTS)
    known_as = turn.trust.current_school(school).known_as
    if year > year_of_results(turn.today, turn.policy, turn.trust.calendar):
        said = f"The results of {of_summer(year)} are not out yet, so none can be given for {known_as}."
        return turn.say(said, summary=f"Not out yet: {known_as}")
    given = (await turn.uow.results.of_year(year, [school])).get(school)
    about = about_of(school, year, given.last.number if given is not None else 0)
    said_already = {str(each): text for each, text in (typed or {}).items()}
    for begun in await turn.uow.drafts.open_of(turn.speaker.id, RESULTS):
        if read_about(begun)[:2] == (school, year):
            # What was typed goes on from what is given by now, which the page of the results shows.
            kept = begun
            if begun.about != about:
                kept = replace(begun, about=about, updated_at=turn.now, revision=begun.revision + 1)
                await turn.uow.drafts.save(kept)
            kept = await keep(turn, kept, {**kept.values, **said_already})
            return await show_form(turn, kept, await context_of(turn, kept), resumed=True)
    values = {**(typed_from(given.last.texts) if given is not None else {}), **said_already}
    draft = await start_draft(turn, RESULTS, values, about)
    return await show_form(turn, draft, await context_of(turn, draft))


async def finish(turn: Turn, draft: Draft, context: ResultsContext) -> Reply:
    """Give what the draft holds; where that cannot be, say why and keep everything."""
    checked = check(form_for(context), context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    school, year, amends = read_about(draft)
    try:
        given = await give_results(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=school,
            year=year,
            texts=texts_in(checked, draft.values, context),
            amends=amends,
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except ResultsOvertaken as overtaken:
        lead = (
            f"{given_by(overtaken.results.last, turn)}: somebody was quicker, so yours were not filed. They "
            "are kept as a draft: read these first, then press Add or amend to go on."
        )
        return await show(turn, school, year, lead=lead)
    await put_away(turn, draft, DraftState.FILED, given.id)
    return _receipt(turn, given, context)


async def given_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was handed in: what a second press of the same form gets."""
    given = await turn.uow.results.get(draft.outcome or 0)
    if given is None:
        return turn.say("They were filed already.", summary="Filed already")
    return _receipt(turn, given, await context_of(turn, draft))


def _receipt(turn: Turn, given: Results, context: ResultsContext) -> Reply:
    known_as = context.school.known_as
    deed = "Filed" if given.last.number == 1 else "Amended"
    said = f"{deed}: the results of {known_as} for {of_summer(given.year)}."
    out = still_out(context.school, given, context.terms)
    if out:
        said += f" {in_words(out)} still to come; this stays on your list until then."
    if given.last.number > 1:
        said += " The earlier version is kept."
    data = data_of(given.school, given.year)
    look = cards.press("Read them", "results.show", {**data, cards.BESIDE: True})
    heading = titled(given.school, given.year, turn.trust)
    card = cards.card([cards.heading(heading), cards.words(said)], [look], says=said)
    return turn.say(said, summary=f"Results filed: {known_as}", card=card)
