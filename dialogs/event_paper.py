"""How the draft of an event is spoken of, and what is said of it before it is arranged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs import cards, wording
from dialogs.event_form import EVENT_FORM, EventContext, event_of
from dialogs.event_words import KINDS, plainly, when
from dialogs.forms import check
from dialogs.paper import Paper
from dialogs.turn import Turn
from strategy.actions.arranging_events import Doubts, doubts, may_arrange
from strategy.events import Event, EventKind, invitees
from strategy.ports import Draft
from strategy.subjects import subjects_of


async def event_context(turn: Turn, draft: Draft) -> EventContext:
    """What the form needs to know for a draft."""
    context = EventContext(
        turn.speaker,
        turn.trust,
        turn.now,
        turn.today,
        turn.reader,
        tuple(subjects_of(turn.trust)),
    )
    checked = check(EVENT_FORM, context, {"invited": "everybody", "title": "-", **draft.values})
    if checked.faults or not may_arrange(turn.speaker, turn.trust):
        return context
    event = event_of(checked.values, context)
    found = await doubts(uow=turn.uow, policy=turn.policy, person=turn.speaker, event=event)
    return replace(context, doubts=tuple(in_words(event, found, turn)))


def in_words(event: Event, found: Doubts, turn: Turn) -> list[str]:
    """Sentences of what somebody should know before: the day, and what else there is of the subject."""
    said = []
    if found.closed is not None:
        day = event.timing.day
        why = "" if found.closed == f"{day:%A}" else f" ({found.closed})"
        said.append(f"{wording.day(day)} is not a working day{why}.")
    for other in found.clashes[:3]:
        said.append(f"There is another {plainly(other, turn.trust)} that day: {when(other.timing)}.")
    return said


def _called(draft: Draft, _context: EventContext) -> str:
    kind = draft.values.get("kind", "")
    return f"your {KINDS[EventKind(kind)] if kind in set(EventKind) else 'event'}"


def _headline(draft: Draft, _context: EventContext) -> str:
    kind = draft.values.get("kind", "")
    if kind not in set(EventKind):
        return EVENT_FORM.title
    return "Arrange training" if kind == EventKind.TRAINING else "Arrange a network"


def _beneath(turn: Turn, draft: Draft, context: EventContext) -> Sequence[cards.Element]:
    notes = [cards.words(each, colour="warning", size="small") for each in context.doubts]
    checked = check(EVENT_FORM, context, draft.values)
    if not checked.faults:
        count = len(invitees(event_of(checked.values, context), turn.trust))
        notes.append(
            cards.note(f"Once arranged, {wording.several(count, 'person', 'people')} will be invited.")
        )
    return notes


EVENT_PAPER = Paper(
    noun="event",
    hand_in="arrange it",
    context=event_context,
    form=lambda _draft, _context: EVENT_FORM,
    called=_called,
    headline=_headline,
    button=lambda _draft, _context: "Arrange and invite",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=_beneath,
)
