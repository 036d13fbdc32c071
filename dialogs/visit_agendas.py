"""Agendas of partners' visits in conversation: "what's on the agenda for November at Oak Bank"."""

from __future__ import annotations

import re

from dialogs import cards, meetings, wording
from dialogs.booking_words import learning_walk_of
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_meant import (
    MEETINGS_LATER,
    in_short,
    named,
    no_visit,
    visit_of,
    visits_meant,
    which_visit,
)
from strategy.actions import agendas
from strategy.actions.agendas import Agenda
from strategy.agendas import AgendaItem, ItemState, has_agenda
from strategy.errors import NotFound
from strategy.school_year import london_day
from strategy.visits import Visit

MOST_SHOWN = 20
"""Items of an agenda that a card shows; it says how many more there are."""
AGENDA_SHOWN = "agenda_shown"
"""Where in the memory stands which proposed items of the agenda just shown wait for the speaker."""
_ANSWERS = re.compile(
    r"^(?:please |ok(?:ay)?,? |yes,? |i )*(?:(?P<yes>agreed?|accept(?:ed)?|fine)|(?P<no>not this time|decline"
    r"|disagree|leave it off))(?: (?:to )?(?:it|that|this|the item|number (?P<n>\d)|(?P<which>first|second"
    r"|third)(?: one)?))?(?: with me)?[.!]?$",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third")


def press_meant(turn: Turn, text: str) -> Press | None:
    """The answer to a proposed item of the agenda just shown; None where a text is none, or none waits.

    Of several the first is meant where none is named: what is left is shown with the answer.
    """
    waiting, found = turn.memory.get(AGENDA_SHOWN), _ANSWERS.match(text.strip())
    if found is None or not isinstance(waiting, list) or not waiting:
        return None
    place = _ORDINALS.index(found["which"].casefold()) if found["which"] else int(found["n"] or 1) - 1
    if not 0 <= place < len(waiting):
        return None
    item, revision = waiting[place]
    return Press("agenda.answer", {"item": item, "revision": revision, "agrees": found["yes"] is not None})


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """The agenda that is asked for; which visit is asked back where several could be meant."""
    if asked.body:
        return await meetings.agenda(turn, asked)
    found = await visits_meant(turn, asked)
    if not found:
        anything = not (asked.school or asked.schools or asked.date or asked.starts or asked.ends)
        if anything and (nearest := await meetings.agenda_of_mine(turn)) is not None:
            return nearest
        return no_visit(turn, asked)
    if len(found) > 1:
        return which_visit(turn, found, "agenda.show", "Of which visit:")
    return await shown(turn, found[0])


def meetings_later(turn: Turn) -> Reply:
    """Say plainly that nothing is put on the agendas of meetings so far."""
    school = next(iter(turn.trust.members_by_name), None)
    said = MEETINGS_LATER.format(school=school.known_as if school else "your school")
    return turn.say(said, summary="Agendas of meetings come later")


async def show(turn: Turn, press: Press) -> Reply:
    """The agenda of the visit that a button names."""
    visit = await visit_of(turn, press.data)
    return turn.say(wording.REFUSAL, summary="Not possible") if visit is None else await shown(turn, visit)


async def shown(turn: Turn, visit: Visit, first: str = "") -> Reply:
    """The agenda of a visit as the speaker may see it, with what they can do about it."""
    try:
        agenda = await agendas.agenda_of(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit
        )
    except NotFound:
        said = "Agendas are for partners' visits; that visit has none."
        return turn.say(said, summary="No agenda")
    walk = learning_walk_of(visit, turn)
    has_walk = f"As a standard visit it has {walk}." if walk else ""
    said = " ".join(part for part in (first, how_it_stands(turn, agenda), has_walk) if part)
    waiting = [item for item in agenda.proposed if item.id in agenda.to_answer]
    others = [item for item in agenda.proposed if item.id not in agenda.to_answer]
    body = [cards.heading(f"Agenda: {in_short(turn, visit)}"), cards.note(said)]
    lines = []
    for number, item in enumerate(agenda.items[:MOST_SHOWN], 1):
        body += [cards.words(f"{number}. {item.text}"), cards.beneath(whose(turn, item))]
        lines.append(f"{number}. {item.text} ({whose(turn, item)})")
    if len(agenda.items) > MOST_SHOWN:
        body.append(cards.note(f"And {len(agenda.items) - MOST_SHOWN} more."))
    for item in waiting[:3]:
        body += [*cards.labelled(f"{_first_name(turn, item)} proposes", item.text), *_answers(item)]
        lines.append(
            f"{_first_name(turn, item)} proposes: {item.text}. "
            "Say \u201cagree\u201d or \u201cnot this time\u201d."
        )
    for item in others[:3]:
        body += [*cards.labelled("Proposed", item.text), cards.beneath(f"by {_name(turn, item)}")]
        lines.append(f"Proposed by {_name(turn, item)}, not agreed yet: {item.text}")
        if item.by == turn.speaker.id:
            data = {"item": item.id, "revision": item.revision}
            body += cards.choices([cards.press("Take it back", "agenda.take_off", data)])
    add = cards.press("Propose an item", "agenda.add.ask", {"visit": visit.id}) if agenda.may_add else None
    turn.memory["visit"] = visit.id
    turn.memory[AGENDA_SHOWN] = [[item.id, item.revision] for item in waiting]
    return turn.say(
        said,
        in_full="\n".join([said, *lines]),
        summary=f"Agenda: {turn.trust.school(visit.school).known_as}",
        card=cards.card(body, [add], says=said),
    )


def how_it_stands(turn: Turn, agenda: Agenda) -> str:
    """How many items there are, and when it goes out or went out; for a headteacher what they see of it."""
    visit = agenda.visit
    many = len(agenda.items)
    things = f"{wording.capitalised(wording.several(many, 'item'))} on the agenda of {named(turn, visit)}."
    when = _when(agenda, turn)
    if agenda.is_kept:
        if many:
            return f"{things} The whole agenda has not gone out yet{when and f': {when}'}."
        return f"The agenda of {named(turn, visit)} has not gone out yet{when and f': {when}'}."
    if agenda.issue is not None:
        when = f"it was sent to you on {wording.day(london_day(agenda.issue.at))}"
    if not many:
        return f"There is nothing on the agenda of {named(turn, visit)} yet{when and f'; {when}'}."
    return f"{things[:-1]}{when and f'; {when}'}."


def _when(agenda: Agenda, turn: Turn) -> str:
    """`you get it by Friday 18 December 2026`; nothing where it is due any day."""
    by = agenda.when.by
    if by is None or by < turn.today or not has_agenda(agenda.visit):
        return ""
    return f"it goes to the partner and the headteacher by {wording.day(by)}"


def whose(turn: Turn, item: AgendaItem) -> str:
    """Whose item it is: the year's, or of which two."""
    if item.visit is None:
        month = f" in {_MONTHS[item.month - 1]}" if item.month else ""
        return f"for all visits{month}"
    return f"from {_name(turn, item)}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def month_in_words(month: int) -> str:
    """`November`."""
    return _MONTHS[month - 1]


def _answers(item: AgendaItem) -> list[cards.Element]:
    data = {"item": item.id, "revision": item.revision}
    return cards.choices(
        [
            cards.press("Agree", "agenda.answer", {**data, "agrees": True}, primary=True),
            cards.press("Not this time", "agenda.answer", {**data, "agrees": False}),
        ]
    )


def card_of_item(said: str, item: AgendaItem, heading: str, proposer: str, *, asks: bool) -> cards.Element:
    """The card of one item, with the two buttons where somebody is asked."""
    body = [cards.heading(heading), cards.words(said), *cards.labelled(f"From {proposer}", item.text)]
    if asks:
        body += _answers(item)
    show = cards.press("Show the agenda", "agenda.show", {"visit": item.visit, cards.BESIDE: True})
    return cards.card(body, [show], says=said)


STATES = {
    ItemState.PROPOSED: "waits for an answer",
    ItemState.AGREED: "is agreed",
    ItemState.DECLINED: "is not for this time",
    ItemState.TAKEN_OFF: "was taken back",
}


def _name(turn: Turn, item: AgendaItem) -> str:
    return turn.trust.person(item.by).name


def _first_name(turn: Turn, item: AgendaItem) -> str:
    return turn.trust.person(item.by).first_name
