"""One review of the year: when it is, who leads it, what came of it, and what the reader can do about it."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.messages import Press, Reply
from dialogs.paged import read_on_pages
from dialogs.review_words import called, data_of, led_by, occasion_in, period_in_words, stands, titled
from dialogs.turn import Turn
from strategy.actions.review_reading import Seen, see_review
from strategy.reviews import OUTCOMES, Entry, Happened, Occasion

REVIEW_SHOWN = "review"
"""Where in the memory the review stands that was shown last: what "move it" means."""
_DONE = {Happened.RECORDED: "Recorded", Happened.CORRECTED: "Corrected"}


async def show(turn: Turn, occasion: Occasion, *, lead: str = "", page: object = 0) -> Reply:
    """One review. Remembers it as what "move it" would mean."""
    seen = await see_review(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, occasion=occasion
    )
    if seen.may_record and not turn.incoming.read_only:
        turn.memory[REVIEW_SHOWN] = data_of(occasion)
    said = f"{wording.capitalised(called(occasion, turn.trust))} {stands(seen.due, seen.state, turn.today)}"
    outcome = seen.review.outcome if seen.review else None
    parts = _parts(outcome) if outcome else []
    open_to_change = seen.may_record and not turn.incoming.read_only
    return read_on_pages(
        turn,
        f"{lead} {said}".strip(),
        titled(occasion, turn.trust),
        facts=_facts(turn, seen),
        parts=parts,
        page=page,
        do="review.show",
        data=data_of(occasion),
        inputs=_day_input(turn, seen) if open_to_change else (),
        actions=_buttons(turn, seen) if open_to_change else _reading_buttons(seen),
    )


async def pressed(turn: Turn, press: Press) -> Reply:
    """The row or button of one review."""
    occasion = occasion_in(press.data)
    if occasion is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await show(turn, occasion, page=press.data.get("page", 0))


async def show_versions(turn: Turn, press: Press) -> Reply:
    """What was recorded of a review before it was corrected, the newest first."""
    occasion = occasion_in(press.data)
    if occasion is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    seen = await see_review(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, occasion=occasion
    )
    earlier = [entry for entry in seen.review.entries if entry.what in OUTCOMES][:-1] if seen.review else []
    said = f"{wording.capitalised(wording.several(len(earlier), 'earlier version'))} of what came of it."
    parts = []
    for entry in reversed(earlier):
        who = turn.trust.person(entry.by).name
        parts.append((f"{_DONE[entry.what]} by {who}", wording.moment(entry.at)))
        parts += _parts(entry)
    return read_on_pages(
        turn,
        said,
        titled(occasion, turn.trust),
        facts=[],
        parts=parts,
        page=press.data.get("page", 0),
        do="review.versions",
        data=data_of(occasion),
        actions=[cards.press("As it is now", "review.show", data_of(occasion))],
    )


def _parts(outcome: Entry) -> list[tuple[str, str]]:
    return [("What came of it", outcome.summary), ("Recommendations", outcome.recommendations)]


def _facts(turn: Turn, seen: Seen) -> list[tuple[str, str]]:
    due, state = seen.due, seen.state
    facts = [("For", wording.capitalised(period_in_words(due.occasion.period)))]
    if state.held_on is None:
        facts.append(("Day", wording.day(state.day) if state.day else "No day set yet"))
        facts.append(("Due by", wording.day(due.due_on)))
    else:
        facts.append(("Held", wording.day(state.held_on)))
    facts.append(("Led by", led_by(due, turn.trust)))
    outcome = seen.review.outcome if seen.review else None
    if outcome is not None:
        who = turn.trust.person(outcome.by).name
        facts.append((_DONE[outcome.what], f"{wording.moment(outcome.at)}, {who}"))
    return facts


def _day_input(turn: Turn, seen: Seen) -> list[cards.Element]:
    if seen.state.held_on is not None or seen.due.due_on < turn.today:
        return []
    label = "Another day" if seen.state.day else "Day"
    return [cards.date_input("day", label, seen.state.day.isoformat() if seen.state.day else "")]


def _buttons(turn: Turn, seen: Seen) -> list[cards.Element | None]:
    data, state = data_of(seen.due.occasion), seen.state
    if state.held_on is not None:
        return [cards.press("Correct it", "review.record", data), *_reading_buttons(seen)]
    day_data = {**data, "revision": state.revision}
    to_be_held = seen.due.due_on >= turn.today
    has_begun = seen.due.span.starts <= turn.today
    is_past = state.day is not None and state.day <= turn.today
    setting = cards.press(
        "Move it" if state.day else "Set the day", "review.day", day_data, primary=not is_past
    )
    recording = cards.press(
        "Record what came of it", "review.record", {**data, cards.BESIDE: True}, primary=is_past
    )
    return [setting if to_be_held else None, recording if has_begun else None]


def _reading_buttons(seen: Seen) -> list[cards.Element | None]:
    entries = seen.review.entries if seen.review else ()
    if sum(entry.what in OUTCOMES for entry in entries) < 2:
        return []
    return [cards.press("Earlier versions", "review.versions", data_of(seen.due.occasion))]
