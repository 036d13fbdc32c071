"""What the rows of a directory must be to one another: one of a key, and nobody named who is not there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Protocol

from strategy.actions.importing import (
    CLOSURES,
    DEPLOYMENTS,
    MEETINGS,
    PEOPLE,
    SCHOOLS,
    TERMS,
    VISITS,
    DirectoryFiles,
    SchoolEntry,
    TermEntry,
)
from strategy.errors import Fault
from strategy.school_year import HalfTermName

_ORDER = {name: place for place, name in enumerate(HalfTermName)}


class Entry(Protocol):
    """A row of any file."""

    @property
    def line(self) -> int:
        """Where it begins."""
        ...


def faults_between_rows(files: DirectoryFiles, known: Iterable[Fault] = ()) -> list[Fault]:
    """Every fault between the rows of the files, but what would only follow from a fault that is known."""
    faulty = {(fault.file, fault.line) for fault in known}
    terms = tuple(entry for entry in files.terms if (TERMS, entry.line) not in faulty)
    found = [fault for fault in _repeated(files) if (fault.file, fault.line) not in faulty]
    return [*found, *_unknown_people(files), *_unknown_schools(files), *_terms(terms)]


def _repeated(files: DirectoryFiles) -> Iterator[Fault]:
    people = [(entry, entry.email) for entry in files.people if entry.email]
    yield from _twice(PEOPLE, "email", people)
    yield from _twice(
        PEOPLE, "entra_id", [(entry, entry.entra_id) for entry in files.people if entry.entra_id]
    )
    yield from _twice(SCHOOLS, "urn", [(entry, entry.urn) for entry in files.schools if entry.urn])
    terms = [(e, (e.half_term.academic_year, e.half_term.name)) for e in files.terms]
    yield from _twice(TERMS, "half_term", terms)
    yield from _twice(CLOSURES, "date", [(entry, (entry.day, entry.urn)) for entry in files.closures])
    yield from _twice(VISITS, "date", [(e, (e.urn, e.day, e.author)) for e in files.visits or ()])
    yield from _twice(MEETINGS, "date", [(e, (e.body, e.urn, e.day)) for e in files.meetings or ()])
    yield from _twice(
        DEPLOYMENTS, "from", [(e, (e.person, e.urn, e.starts)) for e in files.deployments or ()]
    )


def _twice(file: str, column: str, keyed: Iterable[tuple[Entry, Hashable]]) -> Iterator[Fault]:
    first: dict[Hashable, int] = {}
    for entry, key in keyed:
        if key in first:
            yield Fault(file, entry.line, column, f"is the same as on line {first[key]}")
        else:
            first[key] = entry.line


def _unknown_people(files: DirectoryFiles) -> Iterator[Fault]:
    known = {entry.email for entry in files.people}
    if not known:  # people.csv itself could not be read, and says so
        return
    for school in files.schools:
        for column, email in _people_of(school):
            if email and email not in known:
                yield Fault(SCHOOLS, school.line, column, f"{email} is not in {PEOPLE}")


def _people_of(school: SchoolEntry) -> Iterator[tuple[str, str | None]]:
    yield "headteacher", school.headteacher
    yield "chair_of_governors", school.chair_of_governors
    for leader in school.senior_leaders:
        yield "senior_leaders", leader
    yield "sip", school.sip
    yield "adviser", school.adviser


def _unknown_schools(files: DirectoryFiles) -> Iterator[Fault]:
    known = {entry.urn for entry in files.schools}
    if not known:
        return
    for closure in files.closures:
        if closure.urn and closure.urn not in known:
            yield Fault(CLOSURES, closure.line, "urn", f"{closure.urn} is not in {SCHOOLS}")


def _terms(entries: tuple[TermEntry, ...]) -> Iterator[Fault]:
    """Half terms follow one another in the order of their names, and none runs into the next."""
    in_order = sorted(entries, key=lambda e: (e.half_term.academic_year, _ORDER[e.half_term.name]))
    for i, entry in enumerate(in_order[1:], start=1):
        before, half = in_order[i - 1].half_term, entry.half_term
        if before.key != half.key and half.starts <= before.ends:
            yield Fault(TERMS, entry.line, "starts", f"is not after the end of {before.key}")
