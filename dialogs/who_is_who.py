"""Who holds a role, who somebody is, whom to contact."""

from __future__ import annotations

import re

from dialogs import cards, meetings, wording
from dialogs.away import person_page
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.people import HeldRole, Person, Role
from strategy.schools import School
from strategy.trust import Trust

MOST_SHOWN = 12
_OUR = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_AT_A_SCHOOL = {
    "sip": "School Improvement Partner",
    "headteacher": "headteacher",
    "chair_of_governors": "chair of governors",
    "school_improvement_adviser": "School Improvement Adviser",
}


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Name the people who are meant, with what they are and how to write to them."""
    trust = turn.trust
    if asked.body and not asked.role and not asked.person:
        return await meetings.who_is_in(turn, asked)
    if asked.person:
        person = trust.by_email(asked.person)
        return await _people(turn, "", [person]) if person else _nobody(turn)
    school = trust.school(asked.school) if asked.school else _own_school(turn)
    if school is not None and asked.role in _AT_A_SCHOOL:
        found = _holders_at(school, asked.role, trust)
        title = f"{_AT_A_SCHOOL[asked.role]} of {school.known_as}"
        return (
            await _people(turn, title, found)
            if found
            else turn.say(f"{school.known_as} has no {_AT_A_SCHOOL[asked.role]}.")
        )
    if school is not None and asked.role is None:
        return _of_school(turn, school)
    if asked.role in set(Role):
        role = Role(asked.role or "")
        found = sorted(trust.holders(role), key=lambda person: person.name)
        if asked.subject:
            return await _of_subject(turn, role, found, asked.subject)
        return await _people(turn, wording.ROLES[role], found) if found else _nobody(turn)
    if asked.role == "sip":
        partners = {school.sip for school in trust.current_schools()}
        return await _people(
            turn,
            "School Improvement Partners",
            sorted((trust.person(p) for p in partners), key=lambda p: p.name),
        )
    return _nobody(turn)


async def _of_subject(turn: Turn, role: Role, found: list[Person], subject: str) -> Reply:
    """Those of a role who hold it for a subject; all of them, said to be so, where nobody does."""
    held = HeldRole(role, subject.capitalize())
    fitting = [
        person
        for person in found
        if any(one.role is role and subject in one.subject.casefold() for one in person.held)
    ]
    if fitting:
        return await _people(turn, wording.held_role(held), fitting)
    said = f"Nobody is {wording.held_role(held)} here"
    others = [f"{person.name} ({_what(person, turn.trust)})" for person in found[:MOST_SHOWN]]
    return turn.say(f"{said}. There is {wording.listed(others)}." if others else f"{said}.", summary=said)


def _own_school(turn: Turn) -> School | None:
    """The school of "my SIP" and "our adviser", where somebody belongs to one school."""
    if not _OUR.search(turn.incoming.text):
        return None
    me, trust = turn.speaker, turn.trust
    own = [*trust.headed_by(me), *trust.chaired_by(me), *trust.led_by(me)]
    return own[0] if len(own) == 1 else None


def _nobody(turn: Turn) -> Reply:
    return turn.say(
        'I couldn\'t tell whom you mean. Try "who is the SIP for Oak Bank" or "who leads on pupil premium", '
        "with a school or a role of this trust.",
        summary="Nobody found",
    )


def _holders_at(school: School, role: str, trust: Trust) -> list[Person]:
    ids = {
        "sip": school.sip,
        "headteacher": school.headteacher,
        "chair_of_governors": school.chair_of_governors,
        "school_improvement_adviser": school.adviser,
    }[role]
    return [trust.person(ids)] if ids is not None else []


def _of_school(turn: Turn, school: School) -> Reply:
    lines = []
    for role, title in _AT_A_SCHOOL.items():
        for person in _holders_at(school, role, turn.trust):
            lines.append((wording.capitalised(title), f"{person.name}, {person.email}"))
    said = f"{school.name}: " + "; ".join(f"{title} {who}" for title, who in lines) + "."
    card = cards.card([cards.heading(school.known_as), cards.facts(lines)], says=said)
    return turn.say(
        f"Here is who is who at {school.known_as}.", in_full=said, summary=school.known_as, card=card
    )


async def show(turn: Turn, person_id: object) -> Reply:
    """The page of one person."""
    if not isinstance(person_id, int) or isinstance(person_id, bool):
        return _nobody(turn)
    person = turn.trust.people.get(person_id)
    if person is None or person.ended_on is not None:
        return _nobody(turn)
    return await _people(turn, "", [person])


async def _people(turn: Turn, title: str, found: list[Person]) -> Reply:
    if len(found) == 1:
        person = found[0]
        what = title or _what(person, turn.trust)
        said = (
            f"{person.name}: {what}. Write to {person.email}."
            if what
            else f"{person.name}. Write to {person.email}."
        )
        return await person_page(turn, person, said)
    shown = found[:MOST_SHOWN]
    lines = [(person.name, f"{_what(person, turn.trust)}, {person.email}") for person in shown]
    more = f" The first {MOST_SHOWN} of {len(found)}." if len(found) > MOST_SHOWN else ""
    said = f"{title}: {wording.several(len(found), 'person', 'people')}.{more}"
    in_full = said + "".join(f"\n{name}: {what}" for name, what in lines)
    card = cards.card([cards.heading(title), cards.facts(lines)], says=in_full)
    return turn.say(said, in_full=in_full, summary=title, card=card)


def _what(person: Person, trust: Trust) -> str:
    """Everything somebody is in the trust, briefly."""
    parts = [wording.held_role(held) for held in person.held]
    for schools, what in (
        (trust.headed_by(person), "headteacher of"),
        (trust.partnered_by(person), "School Improvement Partner for"),
        (trust.chaired_by(person), "chair of governors at"),
        (trust.led_by(person), "senior leader at"),
    ):
        if schools:
            names = [school.known_as for school in schools[:6]]
            more = f" and {len(schools) - 6} more" if len(schools) > 6 else ""
            parts.append(f"{what} {wording.listed(names) if not more else ', '.join(names)}{more}")
    return "; ".join(parts)
