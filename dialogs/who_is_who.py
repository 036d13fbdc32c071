"""Who holds a role, who somebody is, whom to contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dialogs import cards, meetings, wording
from dialogs.away import person_page
from dialogs.list_shown import note_list
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
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
    title, found = holders(turn, asked.role, asked.subject)
    if asked.subject and not found and asked.role in set(Role):
        return _nobody_of_subject(turn, Role(asked.role or ""), asked.subject)
    if len(found) > 1:
        # The subject is none of a question's keys as it is kept.
        note_list(turn, "people", Interpretation(Intent.UNKNOWN), role=asked.role, subject=asked.subject)
    return await _people(turn, title, found) if found else _nobody(turn)


def holders(turn: Turn, role: str | None, subject: str | None) -> tuple[str, list[Person]]:
    """What those are called who hold a role (for a subject), or are partners of schools, and who they are."""
    trust = turn.trust
    if role == "sip":
        partners = {school.sip for school in trust.current_schools()}
        return "School Improvement Partners", _by_name(trust.person(each) for each in partners)
    if role not in set(Role):
        return "", []
    known = Role(role or "")
    found = _by_name(trust.holders(known))
    if not subject:
        return wording.ROLES[known], found
    fitting = [
        person
        for person in found
        if any(one.role is known and subject in one.subject.casefold() for one in person.held)
    ]
    return wording.held_role(HeldRole(known, subject.capitalize())), fitting


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: person.name)


def _nobody_of_subject(turn: Turn, role: Role, subject: str) -> Reply:
    """That nobody holds a role for a subject, and who holds it at all."""
    said = f"Nobody is {wording.held_role(HeldRole(role, subject.capitalize()))} here"
    _, found = holders(turn, role, None)
    others = [f"{person.name} ({what_is(person, turn.trust)})" for person in found[:MOST_SHOWN]]
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


def at_school(school: School, trust: Trust) -> list[tuple[str, Person]]:
    """Who has to do with a school, each with what they are there."""
    return [
        (wording.capitalised(title), person)
        for role, title in _AT_A_SCHOOL.items()
        for person in _holders_at(school, role, trust)
    ]


def _of_school(turn: Turn, school: School) -> Reply:
    note_list(turn, "people", Interpretation(Intent.UNKNOWN), school=school.urn)
    lines = [(title, f"{person.name}, {person.email}") for title, person in at_school(school, turn.trust)]
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
        what = title or what_is(person, turn.trust)
        said = (
            f"{person.name}: {what}. Write to {person.email}."
            if what
            else f"{person.name}. Write to {person.email}."
        )
        return await person_page(turn, person, said)
    shown = found[:MOST_SHOWN]
    lines = [(person.name, f"{what_is(person, turn.trust)}, {person.email}") for person in shown]
    more = f" The first {MOST_SHOWN} of {len(found)}." if len(found) > MOST_SHOWN else ""
    said = in_words(title, found) + more
    in_full = said + "".join(f"\n{name}: {what}" for name, what in lines)
    card = cards.card([cards.heading(title), cards.facts(lines)], says=in_full)
    return turn.say(said, in_full=in_full, summary=title, card=card)


def in_words(title: str, found: Sequence[Person]) -> str:
    """Of how many people a list is, and what they are."""
    return f"{title}: {wording.several(len(found), 'person', 'people')}."


def what_is(person: Person, trust: Trust) -> str:
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
