"""Arranging an event by its form."""

from __future__ import annotations

from dialogs import cards, event_words
from dialogs.awaiting import await_yes
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.event_form import EVENT, EVENT_FORM, EventContext, event_of
from dialogs.event_pages import page
from dialogs.event_paper import event_context
from dialogs.form_questions import show
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteWish
from strategy.actions.arranging_events import arrange, require_may_arrange
from strategy.errors import Invalid
from strategy.events import EventKind, invitees, usual_end
from strategy.ports import Draft, DraftState
from strategy.subjects import subject_written, subjects_of


async def begin(turn: Turn, wish: InstituteWish) -> Reply:
    """Show the form with what the sentence says."""
    require_may_arrange(turn.speaker, turn.trust)
    draft = await start_draft(turn, EVENT, _known(turn, wish))
    return await show(turn, draft, await context_of(turn, draft))


def _known(turn: Turn, wish: InstituteWish) -> dict[str, str]:
    subject = subject_written(wish.subject, subjects_of(turn.trust)) if wish.subject else ""
    kind = wish.event or EventKind.TRAINING
    known = {
        "kind": kind.value,
        "subject": subject,
        "title": f"{subject} {event_words.KINDS[kind]}" if subject else "",
        "date": wish.date.isoformat() if wish.date else "",
        "place": "Teams" if wish.on_teams else "",
        "invited": wish.invited,
    }
    if wish.school:
        known["place"] = turn.trust.school(wish.school).known_as
    if wish.begins:
        minutes = turn.policy.on(turn.today, turn.trust.calendar).institute.event_minutes
        until = wish.until if wish.until and wish.until > wish.begins else usual_end(wish.begins, minutes)
        known |= {"starts": f"{wish.begins:%H:%M}", "ends": f"{until:%H:%M}"}
    return {name: value for name, value in known.items() if value}


async def finish(turn: Turn, draft: Draft, context: EventContext, *, sure: bool = False) -> Reply:
    """Arrange what the draft holds; what is unusual is asked about first, once."""
    checked = check(EVENT_FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    event = event_of(checked.values, context)
    if context.doubts and not sure:
        return _surely(turn, draft, context)
    try:
        arranged = await arrange(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, event=event
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    await put_away(turn, draft, DraftState.FILED, arranged.id)
    count = len(invitees(arranged, turn.trust))
    return await page(turn, arranged, f"Arranged. {event_words.people_are(count)} invited.")


def _surely(turn: Turn, draft: Draft, context: EventContext) -> Reply:
    said = f"{' '.join(context.doubts)} Shall I arrange it all the same?"
    data = {"draft": draft.key}
    await_yes(turn, "event.surely", data)
    card = cards.card(
        [cards.heading("One thing before I arrange it"), cards.words(said)],
        [
            cards.press("Arrange it all the same", "event.surely", data, primary=True),
            cards.press("Change it", "form.open", {**data, "section": 1}),
        ],
        says=said,
    )
    return turn.say(said, summary="Shall I arrange it all the same?", card=card)


async def surely(turn: Turn, press: Press) -> Reply:
    """The button "Arrange it all the same"."""
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id or draft.form != EVENT:
        return turn.say("I don't have that form any more.", summary="No such form")
    if draft.state is DraftState.FILED:
        return await arranged_before(turn, draft)
    if draft.state is not DraftState.OPEN:
        return turn.say("You discarded that one, so nothing of it is kept.", summary="Draft discarded")
    return await finish(turn, draft, await event_context(turn, draft), sure=True)


async def arranged_before(turn: Turn, draft: Draft) -> Reply:
    """What became of an event that was arranged: what a second press of the same form gets."""
    event = await turn.uow.events.get(draft.outcome or 0)
    if event is None:
        return turn.say("That was arranged already.", summary="Arranged already")
    return await page(turn, event, "That was arranged already.")
