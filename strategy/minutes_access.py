"""Who records the minutes of a body, who reads them, and with whom policy shares them (Strategy, Monitoring).

The table of `strategy.access` says how far each standing goes; of the bodies that somebody chairs, clerks or
sits in policy has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from strategy.minutes import Sitting
from strategy.people import Person, Role
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_fields import Party
from strategy.policy_reporting import Audience, Body
from strategy.trust import Trust

_READS_ALL = (Role.CEO, Role.DEPUTY_CEO, Role.LEAD_SIP)
"""Those who read the minutes of every body, whether they sit in it or not."""
_OFFICES: Mapping[Audience, Role] = {
    Audience.CEO: Role.CEO,
    Audience.LEAD_SIP: Role.LEAD_SIP,
    Audience.EXECUTIVE_TEAM: Role.EXECUTIVE_TEAM,
    Audience.STANDARDS_COMMITTEE: Role.STANDARDS_COMMITTEE,
}


def bodies_to_minute(person: Person, policy: Policy, trust: Trust, day: date) -> list[Body]:
    """The bodies whose minutes somebody may record: those they chair or clerk; all for the Deputy CEO."""
    if not scope(person, Deed.RECORD_MINUTES, trust, frozenset()).everything:
        return []
    held = _roles(person, trust)
    meetings = policy.on(day, trust.calendar).meetings
    return [
        body
        for body, terms in meetings.items()
        if Role.DEPUTY_CEO in held or _any_of(held, (*terms.chaired_by, *terms.clerked_by))
    ]


def may_record_minutes(person: Person, body: Body, policy: Policy, trust: Trust, day: date) -> bool:
    """Whether somebody may record a body's minutes, and amend them."""
    return body in bodies_to_minute(person, policy, trust, day)


def may_read_minutes(person: Person, sitting: Sitting, policy: Policy, trust: Trust, today: date) -> bool:
    """Whether somebody may read the minutes of a meeting.

    Those of a Board go by its school. Those of a body for all schools are for those who see all schools, and
    otherwise only for those who chair, clerk or sit in that body.
    """
    if sitting.school:
        return may_see_school(person, Deed.READ_MINUTES, sitting.school, today, trust)
    if not scope(person, Deed.READ_TRUST_MINUTES, trust, frozenset()).everything:
        return False
    held = _roles(person, trust)
    terms = policy.on(sitting.day, trust.calendar).meetings[sitting.body]
    return bool(held.intersection(_READS_ALL)) or _any_of(
        held, (*terms.chaired_by, *terms.clerked_by, *terms.members)
    )


def bodies_read(person: Person, policy: Policy, trust: Trust, today: date) -> list[Body]:
    """The bodies for all schools whose minutes somebody may read."""
    return [
        body
        for body, terms in policy.on(today, trust.calendar).meetings.items()
        if not terms.each_school and may_read_minutes(person, Sitting(body, "", today), policy, trust, today)
    ]


def shared_with(sitting: Sitting, author: int, policy: Policy, trust: Trust, today: date) -> list[int]:
    """Whom policy shares a meeting's minutes with, by id, each once; never their author, nor anybody who may
    not read them. Nobody where policy says nothing of that body.
    """
    terms = policy.on(sitting.day, trust.calendar).standing_reports.minutes
    if sitting.body is not terms.meeting:
        return []
    found = dict.fromkeys(person for each in terms.to for person in _audience(each, sitting, policy, trust))
    return [
        person
        for person in found
        if person != author
        and trust.person(person).ended_on is None
        and may_read_minutes(trust.person(person), sitting, policy, trust, today)
    ]


def has_nobody(sitting: Sitting, audience: Audience, policy: Policy, trust: Trust) -> bool:
    """Whether policy shares the minutes with an audience that has nobody in the directory."""
    terms = policy.on(sitting.day, trust.calendar).standing_reports.minutes
    if sitting.body is not terms.meeting or audience not in terms.to:
        return False
    return not any(
        trust.person(person).ended_on is None for person in _audience(audience, sitting, policy, trust)
    )


def _audience(each: Audience, sitting: Sitting, policy: Policy, trust: Trust) -> list[int]:
    """Who an audience is. The governing body is reached through its chair."""
    school = trust.schools.get(sitting.school)
    if each in _OFFICES:
        return [person.id for person in trust.holders(_OFFICES[each])]
    if each is Audience.EIT:
        terms = policy.on(sitting.day, trust.calendar).meetings[Body.EIT]
        return holders_of((*terms.chaired_by, *terms.members), trust)
    if school is None:
        return []
    if each is Audience.GOVERNING_BODY:
        return [] if school.chair_of_governors is None else [school.chair_of_governors]
    if each is Audience.HEADTEACHER:
        return [school.headteacher]
    chairs = policy.on(sitting.day, trust.calendar).meetings[Body.PROGRESS_BOARD].chaired_by
    members = (school.chair_of_governors, school.headteacher)
    return [*holders_of(chairs, trust), *(person for person in members if person is not None)]


def holders_of(parties: Iterable[Party], trust: Trust) -> list[int]:
    """Those who hold the offices among some parties, in the parties' order."""
    offices = [Role(party.value) for party in parties if party.value in set(Role)]
    return [person.id for role in offices for person in trust.holders(role)]


def _roles(person: Person, trust: Trust) -> frozenset[Role]:
    known = trust.people.get(person.id)
    return known.roles if known is not None and known.ended_on is None else frozenset()


def _any_of(held: frozenset[Role], parties: Iterable[Party]) -> bool:
    return any(party.value in {role.value for role in held} for party in parties)
