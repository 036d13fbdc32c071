"""How far calendars follow a year's visits or meetings, with its buttons: stop, go on, try again."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, plan_being_booked, wording
from dialogs.messages import Reply
from dialogs.plan_progress_words import stand
from dialogs.turn import Turn
from strategy.plan_progress import Progress


def said_of_holding(many: int, *, held: bool) -> str:
    """That so many invitations were held back, or go on."""
    if not many:
        return "Nothing is waiting to go out, so there is nothing to " + ("stop." if held else "go on with.")
    invitations = wording.several(many, "invitation")
    if held:
        return f"Stopped: {invitations} {'waits' if many == 1 else 'wait'}."
    return f"Going on with {invitations}."


def progress_reply(
    turn: Turn,
    what: str,
    year: str,
    how_far: Progress,
    found: tuple[Sequence[str], Sequence[str]],
    first: str = "",
    none: str = "",
) -> Reply:
    """How many of a year's `what` (`visits` or `meetings`) stand in calendars, and what is not there.

    `found` are the sentences of what waits and why, and of what failed; `first` is said before them,
    and `none` in the place of how many, where none is there.
    """
    if how_far.is_over:
        plan_being_booked.forget(turn, what)
    else:
        plan_being_booked.note(turn, what, year)
    more, told = found
    one = what.removesuffix("s")
    so_many = none if none and not how_far.there else f"{stand(how_far, one=one)}."
    said = " ".join([so_many, *more])
    if not how_far.total:
        said = f"None of the plan for {year} is booked yet."
    said = " ".join(part for part in (first, said) if part)
    data, do = {"year": year}, f"{one}_plan"
    tries_again = how_far.failed and not how_far.held
    actions = [
        cards.press("How far is it?", f"{do}.progress", data) if not how_far.is_over else None,
        cards.press("Stop", f"{do}.stop", data) if how_far.waiting else None,
        cards.press("Go on", f"{do}.go_on", data, primary=True) if how_far.held else None,
        cards.press("Try those again", f"{do}.go_on", data) if tries_again else None,
        cards.press("The plan", f"{do}.show", data),
    ]
    heading = f"{wording.capitalised(what)} of {year}"
    body = [
        cards.heading(heading),
        cards.words(said),
        *(cards.words(line, colour="attention") for line in told),
    ]
    in_full = " ".join([said, *told])
    card = cards.card(body, actions, says=in_full)
    return turn.say(said, in_full=in_full, summary=heading, card=card)
