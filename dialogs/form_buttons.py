"""The buttons of a form's cards: on, back, save, file, and discarding on purpose.

Nothing that comes with a button is trusted: the draft must be the speaker's and open, and whatever was typed
is kept before anything else is done.
"""

from __future__ import annotations

from typing import Any

from dialogs import cards, form_cards, wording
from dialogs.drafting import (
    called,
    context_of,
    form_of,
    keep,
    paper_of,
    put_away,
    show_section,
)
from dialogs.finishing import filed_before, finish
from dialogs.forms import check
from dialogs.handing_in import withdrawn_meanwhile
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.ports import Draft, DraftState


async def pressed(turn: Turn, press: Press) -> Reply:
    """A button of the form: the draft must be the speaker's and open; what came with it is kept first."""
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id:
        return turn.say(
            'I don\'t have that form any more. Say "file a report" to begin.', summary="No such form"
        )
    if draft.state is not DraftState.OPEN:
        return await _closed(turn, draft)
    context = await context_of(turn, draft)
    form = form_of(draft, context)
    section = press.data.get("section")
    section = section if isinstance(section, int) and 0 <= section < len(form.sections) else 0
    if press.do == "form.open":
        return show_section(turn, draft, context, section)
    if press.do == "form.discard.surely":
        return await discard(turn, draft, context)
    brought = form_cards.entered(form, context, draft.values, section, press.data)
    draft = await keep(turn, draft, brought.raw)
    if paper_of(draft).rereads:
        context = await context_of(turn, draft)
        form = form_of(draft, context)
    if press.do == "form.discard":
        return confirm_discarding(turn, draft, context, section)
    if press.do == "form.back":
        return show_section(turn, draft, context, max(section - 1, 0))
    if press.do == "form.save":
        return show_section(
            turn, draft, context, section, status=_saved(turn, draft), text="Saved.", faults=brought.doubts
        )
    if brought.doubts:
        return show_section(turn, draft, context, section, faults=brought.doubts)
    if press.do == "form.finish":
        return await finish(turn, draft, context)
    faults = check(form, context, draft.values, section).faults
    if faults:
        return show_section(turn, draft, context, section, faults=faults)
    return show_section(turn, draft, context, min(section + 1, len(form.sections) - 1))


async def _closed(turn: Turn, draft: Draft) -> Reply:
    """What is true of a draft that is open no more."""
    if draft.state is DraftState.FILED:
        return await filed_before(turn, draft)
    given_back = await withdrawn_meanwhile(turn, draft)
    if given_back is not None:
        return given_back
    said = f"You discarded that draft on {wording.moment(draft.updated_at)}, so nothing of it is kept."
    return turn.say(said, summary="Draft discarded", card=cards.card([cards.words(said)], says=said))


def _saved(turn: Turn, draft: Draft) -> str:
    paper = paper_of(draft)
    return (
        f"Saved at {wording.clock_time(turn.now)}. It is kept until you {paper.verb} or discard it: say "
        f'"resume my {paper.noun}" whenever you like.'
    )


def confirm_discarding(turn: Turn, draft: Draft, context: Any, section: int = 0) -> Reply:
    """Ask before a draft is thrown away."""
    said = f"Discard {called(draft, context)}? What you typed would be gone for good."
    data = {"draft": draft.key, "section": section}
    card = cards.card(
        [cards.heading("Discard this draft?"), cards.words(said)],
        [
            cards.press("Keep it", "form.open", data, primary=True),
            cards.press("Discard it", "form.discard.surely", data, destructive=True),
        ],
        says=said,
    )
    return turn.say(
        said, in_full=f'{said} Say "discard it" again to be sure.', summary="Discard this draft?", card=card
    )


async def discard(turn: Turn, draft: Draft, context: Any) -> Reply:
    """Throw a draft away, its text with it."""
    said = f"Discarded: {called(draft, context)}. Nothing of it was filed."
    await put_away(turn, draft, DraftState.DISCARDED)
    return turn.say(said, summary="Draft discarded", card=cards.card([cards.words(said)], says=said))
