"""Putting items on agendas: "add Year 1 phonics to the agenda for the next visit to my school"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from dialogs import cards, visit_agendas, wording
from dialogs.messages import Press, Reply
from dialogs.paper_words import year_in
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_agendas import STATES, meetings_later, month_in_words
from dialogs.visit_meant import named, no_visit, visit_of, visits_meant, which_visit
from strategy.actions import agenda_items
from strategy.actions.agenda_items import NotTheirs
from strategy.actions.agendas import asked_of
from strategy.agendas import LONGEST_ITEM, AgendaItem, ItemOvertaken, people_of
from strategy.errors import Invalid
from strategy.visits import Visit

_ALL_VISITS = re.compile(
    r"\b(?:all|every|each)\b(?!.*\bagenda items?\b).*\bvisits?\b|\bvisits\b", re.IGNORECASE
)


_NOTHING = re.compile(r"(?:an?|another|one more|some|new|the)?\s*(?:things?|items?|points?)?", re.IGNORECASE)


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Propose the item that the sentence names, or set it for all visits of a year or a month."""
    if asked.body:
        return meetings_later(turn)
    if _NOTHING.fullmatch(asked.rest.strip()):
        asked = replace(asked, rest="")
    text = turn.incoming.text
    around = text.replace(asked.rest, " ") if asked.rest else text
    of_no_school = asked.school is None and asked.schools is None
    if of_no_school and _ALL_VISITS.search(around) and agenda_items.may_set(turn.uow, turn.speaker):
        return await _for_all(turn, asked, around)
    found = await visits_meant(turn, replace(asked, which=asked.which or "next") if asked.school else asked)
    if not found:
        return no_visit(turn, asked)
    if len(found) > 1:
        return which_visit(turn, found, "agenda.add.ask", "For which visit:")
    if asked.rest:
        return await _propose(turn, found[0], asked.rest)
    try:
        return _ask(turn, found[0])
    except NotTheirs as others:
        return _of_others(turn, found[0], others)


async def _for_all(turn: Turn, asked: Interpretation, around: str) -> Reply:
    month, year = None, year_in(around, turn)
    calendar = turn.trust.calendar
    if asked.starts is not None:
        year = calendar.academic_year_of(asked.starts)
        month = asked.starts.month if _is_a_month(asked) else None
    when = f"in {month_in_words(month)}, {year}" if month else f"of {year}"
    if not asked.rest:
        said = f"What shall go on the agenda of all visits {when}? Please say it with the item."
        return turn.say(said, summary="What shall go on the agenda?")
    item = await agenda_items.set_item(
        uow=turn.uow, now=turn.now, person=turn.speaker, text=asked.rest, year=year, month=month
    )
    said = f"It is on the agenda of all partners' visits {when}."
    data = {"item": item.id, "revision": item.revision}
    card = cards.card(
        [cards.heading("Agenda: all visits"), cards.words(item.text), cards.note(said)],
        [cards.press("Take it off again", "agenda.take_off", data)],
        says=said,
    )
    return turn.say(said, in_full=f"{item.text}: {said}", summary="Agenda: all visits", card=card)


def _is_a_month(asked: Interpretation) -> bool:
    starts, ends = asked.starts, asked.ends
    if starts is None or ends is None or starts.day != 1:
        return False
    return ends == starts.replace(day=monthrange(starts.year, starts.month)[1])


def _ask(turn: Turn, visit: Visit) -> Reply:
    agenda_items.require_adding(turn.uow, turn.policy, turn.now, turn.speaker, visit)
    school = turn.trust.school(visit.school).known_as
    said = f"What shall go on the agenda of {named(turn, visit)}?"
    card = cards.card(
        [
            cards.heading(f"Propose an item: {school}"),
            cards.words(said),
            cards.text_input("text", "Item", at_most=LONGEST_ITEM),
        ],
        [cards.press("Propose it", "agenda.add", {"visit": visit.id}, primary=True)],
        says=said,
    )
    example = f"add attendance to the agenda for the next visit to {school}"
    return turn.say(said, in_full=f"{said} For example: {example}", summary="Propose an item", card=card)


async def add_pressed(turn: Turn, press: Press) -> Reply:
    """Ask for an item, or propose the one that was typed."""
    visit = await visit_of(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    text = press.data.get("text")
    try:
        if press.do == "agenda.add.ask":
            return _ask(turn, visit)
        return await _propose(turn, visit, text if isinstance(text, str) else "")
    except NotTheirs as others:
        return _of_others(turn, visit, others)


async def _propose(turn: Turn, visit: Visit, text: str) -> Reply:
    try:
        item = await agenda_items.propose(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit, text=text
        )
    except NotTheirs as others:
        return _of_others(turn, visit, others)
    except Invalid as refused:
        return turn.say(" ".join(refused.faults.values()), summary="One more thing is needed")
    asked = await asked_of(turn.uow, turn.policy, item, visit)
    names = wording.listed([person.name for person in asked], "or")
    first = f"Proposed. {names} is asked to agree." if asked else "Proposed; nobody is there to agree yet."
    return await visit_agendas.shown(turn, visit, first)


def _of_others(turn: Turn, visit: Visit, others: NotTheirs) -> Reply:
    """Who agrees on further items there, and what the speaker can do instead."""
    school = turn.trust.school(visit.school)
    names = [person.name for party in others.parties for person in people_of(party, school, turn.trust)]
    said = f"Further items for visits to {school.known_as} are agreed by {wording.listed(names)}."
    if agenda_items.may_set(turn.uow, turn.speaker):
        said += " You can put an item on the agenda of all visits of a year or a month."
    else:
        said += " Please ask one of them."
    return turn.say(said, summary="Others agree on that")


async def answer_pressed(turn: Turn, press: Press) -> Reply:
    """Agree to an item, or not; what is true now where somebody was quicker."""
    number, revision, agrees = (press.data.get(name) for name in ("item", "revision", "agrees"))
    if not isinstance(number, int) or not isinstance(revision, int) or not isinstance(agrees, bool):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    try:
        item = await agenda_items.answer(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            item_id=number,
            revision=revision,
            agrees=agrees,
        )
    except ItemOvertaken as overtaken:
        return await _as_it_is(turn, overtaken.item, "It has changed since you were shown it.")
    return await _as_it_is(turn, item, "Thank you.")


async def take_off_pressed(turn: Turn, press: Press) -> Reply:
    """Take back what one proposed, or take off what was set for all visits."""
    number, revision = press.data.get("item"), press.data.get("revision")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    try:
        item = await agenda_items.take_off(
            uow=turn.uow, now=turn.now, person=turn.speaker, item_id=number, revision=revision
        )
    except ItemOvertaken as overtaken:
        return await _as_it_is(turn, overtaken.item, "It has changed since you were shown it.")
    return await _as_it_is(turn, item, "")


async def _as_it_is(turn: Turn, item: AgendaItem, first: str) -> Reply:
    visit = await turn.uow.visits.get(item.visit) if item.visit is not None else None
    if visit is None:
        said = " ".join(part for part in (first, "It is on no visit's agenda any more.") if part)
        card = cards.card([cards.heading("Agenda: all visits"), cards.words(said)], says=said)
        return turn.say(said, summary="Agenda: all visits", card=card)
    person = turn.trust.person(item.by)
    whose = "Your item" if person.id == turn.speaker.id else f"{person.name}'s item"
    return await visit_agendas.shown(turn, visit, f"{first} {whose} {STATES[item.state]}.".strip())
