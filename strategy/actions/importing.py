"""Importing the trust directory: what its files say, the safeguards of an import, and what it did.

Reading the files and storing them is `storage/importing`; this is what must hold whichever way they came in.
The source is the format of the trust directory, "Safeguards".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from strategy.designations import Designation
from strategy.errors import Fault
from strategy.people import GUARDED_ROLES, Capacity, HeldRole, Person, Role
from strategy.policy_reporting import Body
from strategy.school_year import Calendar, HalfTerm
from strategy.schools import Membership, Phase
from strategy.trust import Trust
from strategy.visits import Mode, Support

PEOPLE, SCHOOLS, TERMS, CLOSURES = "people.csv", "schools.csv", "terms.csv", "closures.csv"
VISITS, MEETINGS, DEPLOYMENTS = "visits.csv", "meetings.csv", "deployments.csv"


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A row of people.csv; email and Entra id in lower case, the id None while unknown."""

    line: int
    email: str
    name: str
    entra_id: str | None
    held: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A row of schools.csv; people by email in lower case."""

    line: int
    urn: str
    name: str
    short_name: str
    phase: Phase
    status: Membership
    headteacher: str
    chair_of_governors: str | None
    senior_leaders: tuple[str, ...]
    sip: str
    adviser: str | None
    designation: Designation | None
    designated_on: date | None


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A row of terms.csv."""

    line: int
    half_term: HalfTerm


@dataclass(frozen=True, slots=True)
class ClosureEntry:
    """A row of closures.csv; the URN empty where the whole trust is closed."""

    line: int
    day: date
    urn: str
    name: str


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A row of visits.csv."""

    line: int
    urn: str
    day: date
    author: str
    capacity: Capacity
    mode: Mode
    days: Decimal
    purpose: str
    reported_on: date | None


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A row of meetings.csv; times of day in London as `HH:MM`, the URN empty but for a Progress Board."""

    line: int
    body: Body
    urn: str
    day: date
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class DeploymentEntry:
    """A row of deployments.csv."""

    line: int
    person: str
    urn: str
    support: Support
    activity: str
    starts: date
    ends: date | None
    days_per_week: Decimal


@dataclass(frozen=True, slots=True)
class DirectoryFiles:
    """What the files of a directory say; an optional one that is absent is None, which is not empty."""

    people: tuple[PersonEntry, ...] = ()
    schools: tuple[SchoolEntry, ...] = ()
    terms: tuple[TermEntry, ...] = ()
    closures: tuple[ClosureEntry, ...] = ()
    visits: tuple[VisitEntry, ...] | None = None
    meetings: tuple[MeetingEntry, ...] | None = None
    deployments: tuple[DeploymentEntry, ...] | None = None


class Counts(NamedTuple):
    """What an import did with the rows of one file."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.ended} ended, {self.unchanged} unchanged"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: counts by file, guarded roles granted (email, role), and duties changed."""

    files: dict[str, Counts] = field(default_factory=dict)
    granted: tuple[tuple[str, Role], ...] = ()
    duties: int = 0

    @property
    def has_changed_anything(self) -> bool:
        """Whether the directory is another than before."""
        return any(counts.added or counts.changed or counts.ended for counts in self.files.values())

    def __str__(self) -> str:
        lines = [f"{name}: {counts}" for name, counts in self.files.items()]
        lines += [
            f"Granted {role} to {email}; CEO and Deputy CEO will be told." for email, role in self.granted
        ]
        if self.duties:
            lines.append(f"Duties that are new or have changed: {self.duties}.")
        if not self.has_changed_anything:
            lines.append("Nothing has changed.")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Matching:
    """Who of the file is who: the person each email stands for (None for somebody new), and who is gone."""

    known: dict[str, Person | None]
    gone: tuple[Person, ...]


def match(entries: Sequence[PersonEntry], trust: Trust) -> Matching:
    """Find the people of the file among those of the trust, ended ones included, so that they come back.

    A known Entra id is that person, whatever the email: they were renamed. Then an email is the person who
    has it now, else the last one who left with it; but an address given anew to the bearer of another Entra
    id is somebody new.
    """
    known: dict[str, Person | None] = {}
    taken: set[int] = set()
    for entry in entries:
        person = trust.by_entra_id(entry.entra_id) if entry.entra_id else None
        if person is not None:
            known[entry.email] = person
            taken.add(person.id)
    bearers = {person.email: person for person in sorted(trust.people.values(), key=_current_last)}
    for entry in entries:
        if entry.email in known:
            continue
        person = bearers.get(entry.email)
        if person is None or person.id in taken or _has_given_the_address_up(person, entry):
            known[entry.email] = None
        else:
            known[entry.email] = person
            taken.add(person.id)
    gone = tuple(person for person in trust.current_people() if person.id not in taken)
    return Matching(known, gone)


def _current_last(person: Person) -> tuple[bool, date, int]:
    return (person.ended_on is None, person.ended_on or date.max, person.id)


def _has_given_the_address_up(person: Person, entry: PersonEntry) -> bool:
    return person.ended_on is not None and person.entra_id is not None and entry.entra_id is not None


def binding_faults(entries: Iterable[PersonEntry], matching: Matching) -> list[Fault]:
    """Entra ids that differ from the one somebody is bound to: nobody is ever bound anew."""
    faults = []
    for entry in entries:
        person = matching.known[entry.email]
        if person is None or not entry.entra_id or not person.entra_id or person.entra_id == entry.entra_id:
            continue
        reason = f"{entry.email} is bound to another Entra id already, and nobody is bound to a second one"
        faults.append(Fault(PEOPLE, entry.line, "entra_id", reason))
    return faults


def guarded_grants(entries: Iterable[PersonEntry], matching: Matching) -> list[tuple[PersonEntry, Role]]:
    """The guarded roles that the file gives to people who do not hold them today."""
    grants = []
    for entry in entries:
        person = matching.known[entry.email]
        held = person.roles if person is not None and person.ended_on is None else frozenset()
        given = {each.role for each in entry.held} & GUARDED_ROLES
        grants += [(entry, role) for role in sorted(given - held)]
    return grants


def grant_faults(grants: Iterable[tuple[PersonEntry, Role]]) -> list[Fault]:
    """The same, as faults, for an import that may not grant them."""
    return [
        Fault(PEOPLE, entry.line, "roles", f"giving {role} to {entry.email} needs --grant-roles")
        for entry, role in grants
    ]


def designation_faults(entries: Iterable[SchoolEntry], trust: Trust) -> list[Fault]:
    """Designations that differ from the one in force: they change by sign-off, never by an import."""
    faults = []
    for entry in entries:
        school = trust.schools.get(entry.urn)
        if school is None or school.designation is None or entry.designation is None:
            continue
        known = f"the school has been {school.designation} since {school.designated_on}"
        if entry.designation is not school.designation:
            reason = f"{known}; a designation changes by sign-off, not by an import"
            faults.append(Fault(SCHOOLS, entry.line, "designation", reason))
        elif entry.designated_on != school.designated_on:
            reason = f"{known}; that day changes by sign-off, not by an import"
            faults.append(Fault(SCHOOLS, entry.line, "designated_on", reason))
    return faults


def last_day_of_visit(entry: VisitEntry, calendar: Calendar) -> date:
    """The last day of a visit of several days: their number, rounded up, in the school's working days.

    They are counted from the visit's date itself. A visit of a day or less ends on its date, whatever day
    that is.
    """
    whole_days = math.ceil(entry.days)
    if whole_days <= 1:
        return entry.day
    first = calendar.on_or_after(entry.day, entry.urn)
    return calendar.working_days_after(first, whole_days - 1, entry.urn)
