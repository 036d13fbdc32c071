"""How the draft of minutes is spoken of, and what stands beside its form: file, actions as read, readers."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.board_request_words import review_names
from dialogs.forms import NOTHING, check_field
from dialogs.minutes_form import FILE, FORM, MinutesContext, sitting_in
from dialogs.minutes_lines import owner_of
from dialogs.minutes_wishes import HOW, added, proposal
from dialogs.minutes_words import called, titled
from dialogs.paper import Paper
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.minutes_reading import meetings_to_minute
from strategy.errors import NotAllowed
from strategy.minutes import Sitting
from strategy.minutes_access import bodies_to_minute, shared_with
from strategy.ports import Draft

MOST_MEETINGS = 25
_MOST_READ, _ROOM = 8, 300
"""Actions that are shown as they are read, and bytes of JSON for each."""


async def minutes_context(turn: Turn, draft: Draft) -> MinutesContext:
    """What the form needs to know; the meeting of an amendment is fixed."""
    bodies = frozenset(bodies_to_minute(turn.speaker, turn.policy, turn.trust, turn.today))
    fixed = sitting_in(draft.values.get("meeting", ""), turn.trust) if draft.about else None
    sittings: tuple[Sitting, ...] = ()
    if not draft.about:
        sittings = await _waiting(turn)
    number = draft.values.get(FILE, "")
    file = await turn.uow.files.get(int(number)) if number.isdecimal() else None
    reviews = review_names(turn.policy.on(turn.today, turn.trust.calendar))
    return MinutesContext(
        turn.trust, turn.today, turn.reader, turn.speaker, sittings, bodies, file, fixed, reviews
    )


async def _waiting(turn: Turn) -> tuple[Sitting, ...]:
    """The meetings that wait for their minutes, the latest first."""
    try:
        held = await meetings_to_minute(
            uow=turn.uow, policy=turn.policy, today=turn.today, person=turn.speaker, limit=MOST_MEETINGS
        )
    except NotAllowed:
        return ()
    return tuple(Sitting(e.meeting.body, e.meeting.school, e.meeting.day) for e in held)


def _sitting(draft: Draft, context: MinutesContext) -> Sitting | None:
    return context.fixed or sitting_in(draft.values.get("meeting", ""), context.trust)


def _called(draft: Draft, context: MinutesContext) -> str:
    sitting = _sitting(draft, context)
    if sitting is None:
        return "your minutes"
    minutes = called(sitting, context.trust)
    return f"your amendment of {minutes}" if draft.about else f"your {minutes.removeprefix('the ')}"


def _headline(draft: Draft, context: MinutesContext) -> str:
    sitting = _sitting(draft, context)
    if sitting is None:
        return "Minutes"
    return f"{titled(sitting, context.trust)}, {wording.short_day(sitting.day, context.today)}"


def _above(context: MinutesContext) -> Sequence[cards.Element]:
    return [] if context.file is None else cards.labelled("File", context.file.name)


def _beside(draft: Draft, context: MinutesContext, field: str) -> str:
    if field == "actions":
        return HOW if _has_actions(draft) else proposal(draft.values, context)
    if field != "meeting" or context.fixed is not None or draft.values.get("meeting"):
        return ""
    example = "say, for example: Oak Bank's board of 12 November."
    return f"Not in the list? Then {example}" if context.sittings else wording.capitalised(example)


def _at_review(draft: Draft, context: MinutesContext) -> str:
    """The actions that the text names, or how one is added."""
    return "" if _has_actions(draft) else proposal(draft.values, context) or HOW


def _has_actions(draft: Draft) -> bool:
    return draft.values.get("actions", "").strip().casefold() not in NOTHING


def _beneath(turn: Turn, draft: Draft, context: MinutesContext) -> Sequence[cards.Element]:
    """How the actions are read, and whom the minutes go to."""
    found: list[cards.Element] = []
    try:
        actions = check_field(FORM.field("actions"), context, draft.values) or ()
    except ValueError:
        actions = ()
    for action in actions[:_MOST_READ]:
        who = owner_of(action, context.trust)
        told = "" if action.owner is not None and action.school else " (nobody is reminded)"
        by = wording.short_day(action.by, context.today)
        found.append(cards.note(as_much_as_fits(f"{who}, by {by}{told}: {action.what}", _ROOM)))
    sitting = _sitting(draft, context)
    if sitting is not None:
        readers = shared_with(sitting, turn.speaker.id, turn.policy, turn.trust, turn.today)
        if readers:
            names = wording.listed([turn.trust.person(person).name for person in readers])
            found.append(cards.note(f"Once filed they go to {names}."))
    return found


MINUTES_PAPER = Paper(
    noun="minutes",
    hand_in="file them",
    context=minutes_context,
    form=lambda _draft, _context: FORM,
    called=_called,
    headline=_headline,
    button=lambda draft, _context: "File amendment" if draft.about else "File minutes",
    above=_above,
    beside=_beside,
    beneath=_beneath,
    rereads=True,
    adds=added,
    at_review=_at_review,
)
