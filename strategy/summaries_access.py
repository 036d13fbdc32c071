"""Who writes the summary before a body's meeting, and with whom policy shares it.

The table of `strategy.access` says how far each standing goes; who sits in which body is policy's.
"""

from __future__ import annotations

from datetime import date

from strategy.minutes_access import holders_of
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.policy_reporting import Audience, Body, StandingReport
from strategy.trust import Trust

_MEETS = {Audience.EIT: Body.EIT, Audience.STANDARDS_COMMITTEE: Body.STANDARDS_COMMITTEE}


def terms_of(body: Body, day: date, policy: Policy, trust: Trust) -> StandingReport | None:
    """What policy says of the report that is owed before a body's meeting; None where it asks for none."""
    reports = policy.on(day, trust.calendar).standing_reports
    known = (reports.partners_summary, reports.committee_report)
    return next((terms for terms in known if terms.meeting is body), None)


def may_write_summary(person: Person, trust: Trust) -> bool:
    """Whether somebody may have one drafted, edit and approve it."""
    return scope(person, Deed.WRITE_SUMMARY, trust, frozenset()).everything


def may_read_summary(person: Person, body: Body, policy: Policy, trust: Trust, today: date) -> bool:
    """Whether somebody may read what was approved for a body: who writes it, and those it is for."""
    if not scope(person, Deed.READ_SUMMARY, trust, frozenset()).everything:
        return False
    return may_write_summary(person, trust) or person.id in audience_of(body, policy, trust, today)


def audience_of(body: Body, policy: Policy, trust: Trust, day: date) -> list[int]:
    """Whom policy shares it with, by id, each once: those who chair or sit in the body."""
    terms = terms_of(body, day, policy, trust)
    if terms is None:
        return []
    meetings = policy.on(day, trust.calendar).meetings
    sitting = [
        person
        for audience in terms.to
        if audience in _MEETS
        for person in holders_of(
            (*meetings[_MEETS[audience]].chaired_by, *meetings[_MEETS[audience]].members), trust
        )
    ]
    return [person for person in dict.fromkeys(sitting) if trust.person(person).ended_on is None]
