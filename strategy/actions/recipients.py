"""Who receives a report: by mail, or shown it (Strategy, Reporting and Communication)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from strategy.people import Capacity
from strategy.policy import Audience, Policy
from strategy.reports import Report
from strategy.trust import Trust


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a report goes to: mailed it, or shown it as the school's headteacher."""

    person: int
    mailed: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """Where a report goes: the people who get it, and the meetings that must see it next."""

    people: tuple[Recipient, ...]
    meetings: tuple[Audience, ...]


def distribution(
    capacity: Capacity, school: str, author: int, day: date, policy: Policy, trust: Trust
) -> Distribution:
    """Where a report made in that capacity goes, by the policy of the day it is on; never to its author."""
    reporting = policy.on(day, trust.calendar).reporting[capacity]
    mailed = [person.id for role in reporting.mailed_to for person in trust.holders(role)]
    shown = []
    if Audience.HEADTEACHER in reporting.shown_to:
        shown.append(trust.school(school).headteacher)
    people: dict[int, Recipient] = {}
    for person, by_mail in [(p, True) for p in mailed] + [(p, False) for p in shown]:
        if person != author and trust.person(person).ended_on is None:
            people.setdefault(person, Recipient(person, by_mail))
    meetings = tuple(audience for audience in reporting.shown_to if audience is not Audience.HEADTEACHER)
    return Distribution(tuple(people.values()), meetings)


def distribution_of(report: Report, policy: Policy, trust: Trust) -> Distribution:
    """Where this report goes."""
    return distribution(report.capacity, report.school, report.author, report.visit_on, policy, trust)
