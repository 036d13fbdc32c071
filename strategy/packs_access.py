"""Who has the pack of a meeting, and how far what is in it reaches for each of them.

The table of `strategy.access` says how far each standing goes; of who chairs, clerks or sits in a body policy
has the last word. Nobody's pack holds more than they may see: to the extents of the table comes only what the
papers of a Board are, for its members, and what the body is given, for its clerk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from strategy.meeting_seats import asked_to, boards_of, seats_of
from strategy.meetings import USUAL_END, USUAL_START, Meeting
from strategy.minutes_access import holders_of
from strategy.people import Person
from strategy.permissions import Deed, Scope, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.trust import Trust

_PAPERS_OF_A_BOARD = frozenset(
    {
        Deed.READ_REPORT,
        Deed.SEE_DEADLINES,
        Deed.SEE_RISK,
        Deed.SEE_HISTORY,
        Deed.READ_RECOMMENDATION_IN_PACK,
        Deed.SEE_TARGETS,
        Deed.READ_PLAN_REPORT_TO_BODIES,
        Deed.SEE_ALLOCATION,
    }
)
"""What the pack of a school's Board shows to everybody who sits there, as far as it is the headteacher's."""


def readers_of(meeting: Meeting, policy: Policy, trust: Trust, today: date) -> list[int]:
    """Those who are given a meeting's pack, by id, each once: who may chair it, its members and its clerks.

    Senior leaders have it where the chair invites them, of which nothing is known here.
    """
    found = _seated(meeting, policy, trust)
    return [person for person in found if may_have_pack(trust.person(person), meeting, policy, trust, today)]


def may_have_pack(person: Person, meeting: Meeting, policy: Policy, trust: Trust, today: date) -> bool:
    """Whether somebody may have a meeting's pack.

    That of a Board goes by its school. That of a body for all schools is for those who see all schools, and
    otherwise only for those who chair, clerk or sit in that body.
    """
    deed = Deed.READ_BOARD_PACK if meeting.school else Deed.READ_TRUST_PACK
    reach = scope(person, deed, trust, frozenset())
    if not reach.everything and meeting.school not in reach.shared_schools:
        return False
    return _sees_all_schools(person, trust) or person.id in _seated(meeting, policy, trust)


def boards_with_packs(person: Person, policy: Policy, trust: Trust, today: date) -> frozenset[str] | None:
    """The schools (URNs) whose Boards' packs somebody may have; None for every school's."""
    reach = scope(person, Deed.READ_BOARD_PACK, trust, frozenset())
    if not reach.everything:
        return frozenset(
            urn
            for urn in reach.shared_schools
            if may_have_pack(person, _meeting_of(Body.PROGRESS_BOARD, urn, today), policy, trust, today)
        )
    seated = boards_of(person, policy.on(today, trust.calendar), trust)
    return None if _sees_all_schools(person, trust) else seated


def bodies_with_packs(person: Person, policy: Policy, trust: Trust, today: date) -> frozenset[Body]:
    """The bodies that meet for all schools whose packs somebody may have."""
    return frozenset(
        body
        for body, terms in policy.on(today, trust.calendar).meetings.items()
        if not terms.each_school and may_have_pack(person, _meeting_of(body, "", today), policy, trust, today)
    )


def is_clerk(person: Person, meeting: Meeting, policy: Policy, trust: Trust) -> bool:
    """Whether somebody clerks the meeting, and so has its whole pack."""
    terms = policy.on(meeting.day, trust.calendar).meetings[meeting.body]
    return person.id in holders_of(terms.clerked_by, trust)


def pack_scope(person: Person, deed: Deed, meeting: Meeting, policy: Policy, trust: Trust) -> Scope:
    """How far a deed reaches for somebody inside the pack of a meeting that they may have.

    Inside a Board's pack it never reaches beyond its school.
    """
    kinds = policy.on(meeting.day, trust.calendar).shared_kinds
    known = scope(person, deed, trust, kinds)
    if deed not in _PAPERS_OF_A_BOARD:
        return known
    school = frozenset({meeting.school} if meeting.school else ())
    if is_clerk(person, meeting, policy, trust):
        return Scope(everything=not school, schools=school, own=known.own)
    pack = scope(person, Deed.READ_BOARD_PACK, trust, kinds)
    if not school or not school <= pack.shared_schools:
        return known
    if deed in (Deed.READ_REPORT, Deed.SEE_DEADLINES):
        return Scope(shared_schools=school, shared_kinds=kinds, own=known.own)
    return Scope(schools=school, own=known.own)


def schools_within(reach: Scope, schools: Sequence[str], day: date) -> list[str]:
    """Those of some schools (URNs) that a deed reaches whole on a day, in their order."""
    if reach.everything:
        return list(schools)
    spans = {urn for urn, span in reach.spans if day in span}
    return [urn for urn in schools if urn in reach.schools or urn in spans]


def _seated(meeting: Meeting, policy: Policy, trust: Trust) -> list[int]:
    edition = policy.on(meeting.day, trust.calendar)
    school = trust.schools.get(meeting.school)
    chairs = seats_of(meeting.body, school, edition, trust).chairs
    return list(dict.fromkeys((*chairs, *asked_to(meeting.body, school, None, edition, trust))))


def _meeting_of(body: Body, school: str, day: date) -> Meeting:
    return Meeting(0, body, school, day, USUAL_START, USUAL_END)


def _sees_all_schools(person: Person, trust: Trust) -> bool:
    return scope(person, Deed.READ_RECOMMENDATION, trust, frozenset()).everything
