"""One half-termly report that is owed: whose it is, for which half term, and by when."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.duty_pages import beside
from dialogs.messages import Reply
from dialogs.report_form import half_term_in_words
from dialogs.turn import Turn
from strategy.actions.asking import see_duty
from strategy.duties import DutyState

_CLOSED = {
    DutyState.FULFILLED: "Filed",
    DutyState.EXCUSED: "Excused, so none is owed",
    DutyState.VOID: "Not owed any more",
}


async def show(turn: Turn, duty_id: object) -> Reply:
    """How a half-termly report stands, for somebody who may see that."""
    if not isinstance(duty_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    stored = await see_duty(
        uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, duty_id=duty_id
    )
    duty = stored.duty
    school, author = turn.trust.school(duty.school), turn.trust.person(duty.owner)
    due = wording.day(duty.due_on)
    stands = f"Overdue since {due}" if duty.is_overdue(turn.today) else f"Due {due}"
    if stored.state is not DutyState.OPEN:
        stands = _CLOSED[stored.state]
    besides = await beside(turn, stored)
    about = [
        ("School", school.name),
        ("Who", f"{author.name}, {wording.CAPACITIES[duty.capacity]}"),
        ("Half term", wording.capitalised(half_term_in_words(duty.half_term))),
        ("Report", stands),
        *besides.lines,
    ]
    heading = f"Half-termly report: {school.known_as}"
    said = f"{author.name}'s half-termly report on {school.known_as}, {about[2][1]}. {stands}."
    full = "\n".join(
        [*(f"{label}: {value}" for label, value in about), *([besides.hint] * bool(besides.hint))]
    )
    card = cards.card(
        [cards.heading(heading), cards.facts(about), *cards.choices(besides.buttons)], says=said
    )
    return turn.say(said, in_full=full, summary=heading, card=card)
