"""Reading a folder of the trust directory: seven CSV files, four of which must be there."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.files.csv_rows import Layout, Row, rows_of
from storage.files.directory_checks import faults_between_rows
from strategy.actions.importing import (
    CLOSURES,
    DEPLOYMENTS,
    MEETINGS,
    PEOPLE,
    SCHOOLS,
    TERMS,
    VISITS,
    ClosureEntry,
    DeploymentEntry,
    DirectoryFiles,
    MeetingEntry,
    PersonEntry,
    SchoolEntry,
    TermEntry,
    VisitEntry,
)
from strategy.designations import Designation
from strategy.errors import Fault
from strategy.people import ROLES_WITH_SUBJECT, VISITING_CAPACITIES, HeldRole, Role
from strategy.policy_reporting import Body
from strategy.school_year import HalfTerm, HalfTermName, year_name
from strategy.schools import Membership, Phase
from strategy.visits import Mode, Support

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HALF_DAY, _HUNDREDTH = Decimal("0.5"), Decimal("0.01")
_LONGEST_VISIT, _DAYS_IN_A_WEEK = 30, 7

_PEOPLE = Layout(PEOPLE, ("email", "name", "entra_id", "roles"))
_SCHOOLS = Layout(
    SCHOOLS,
    (
        "urn",
        "name",
        "short_name",
        "phase",
        "status",
        "headteacher",
        "chair_of_governors",
        "senior_leaders",
        "sip",
        "adviser",
        "designation",
        "designated_on",
    ),
)
_TERMS = Layout(TERMS, ("academic_year", "half_term", "starts", "ends"))
_CLOSURES = Layout(CLOSURES, ("date", "name"), may_have=("urn",), may_be_empty=True)
_VISITS = Layout(
    VISITS,
    ("urn", "date", "author", "capacity", "mode", "days", "purpose", "reported_on"),
    may_be_empty=True,
)
_MEETINGS = Layout(MEETINGS, ("body", "urn", "date", "starts", "ends"), may_be_empty=True)
_DEPLOYMENTS = Layout(
    DEPLOYMENTS,
    ("person", "urn", "support", "activity", "from", "to", "days_per_week"),
    may_be_empty=True,
)


def read_directory(folder: Path) -> tuple[DirectoryFiles, list[Fault]]:
    """What the files of a folder say, and every fault that can be seen in them alone.

    With faults what is read is not to be used, but for looking for further faults.
    """
    if not folder.is_dir():
        return DirectoryFiles(), [Fault(str(folder), 0, "", "there is no such folder")]
    faults: list[Fault] = []

    def optional(layout: Layout) -> list[Row] | None:
        return list(rows_of(folder, layout, faults)) if (folder / layout.name).exists() else None

    visits, meetings, deployments = optional(_VISITS), optional(_MEETINGS), optional(_DEPLOYMENTS)
    files = DirectoryFiles(
        people=tuple(_person(row) for row in rows_of(folder, _PEOPLE, faults)),
        schools=tuple(_school(row) for row in rows_of(folder, _SCHOOLS, faults)),
        terms=tuple(_term(row) for row in rows_of(folder, _TERMS, faults)),
        closures=tuple(_closure(row) for row in rows_of(folder, _CLOSURES, faults)),
        visits=None if visits is None else tuple(_visit(row) for row in visits),
        meetings=None if meetings is None else tuple(_meeting(row) for row in meetings),
        deployments=None if deployments is None else tuple(_deployment(row) for row in deployments),
    )
    return files, faults + faults_between_rows(files, faults)


def _person(row: Row) -> PersonEntry:
    entra_id = row.text("entra_id").lower()
    if entra_id and not _GUID.fullmatch(entra_id):
        row.fault("entra_id", "is not a GUID such as 87dc7129-c728-4711-ac8d-6e5d5f5bd416")
    held = [_role(row, part) for part in row.parts("roles")]
    return PersonEntry(
        line=row.line,
        email=row.email("email"),
        name=" ".join(row.needed("name").split()),
        entra_id=entra_id or None,
        held=tuple(sorted({role for role in held if role is not None})),
    )


def _role(row: Row, written: str) -> HeldRole | None:
    name, colon, subject = (part.strip() for part in written.partition(":"))
    if name not in list(Role):
        row.fault("roles", f"“{name[:60]}” is not a role; the roles are {', '.join(Role)}")
        return None
    role = Role(name)
    if role in ROLES_WITH_SUBJECT and not subject:
        row.fault("roles", f"{role} needs its subject, written such as {role}:Mathematics")
        return None
    if role not in ROLES_WITH_SUBJECT and colon:
        row.fault("roles", f"{role} takes no subject")
        return None
    return HeldRole(role, subject)


def _school(row: Row) -> SchoolEntry:
    designation = row.choice("designation", Designation) if row.text("designation") else None
    designated_on = row.day_if_any("designated_on")
    if designation is not None and designated_on is None and not row.text("designated_on"):
        row.fault("designated_on", "is empty, but there is a designation")
    if designation is None and designated_on is not None:
        row.fault("designation", "is empty, but there is a day on which it was signed off")
    return SchoolEntry(
        line=row.line,
        urn=row.urn("urn"),
        name=" ".join(row.needed("name").split()),
        short_name=" ".join(row.text("short_name").split()),
        phase=row.choice("phase", Phase),
        status=row.choice("status", Membership),
        headteacher=row.email("headteacher"),
        chair_of_governors=row.email_if_any("chair_of_governors"),
        senior_leaders=row.emails("senior_leaders"),
        sip=row.email("sip"),
        adviser=row.email_if_any("adviser"),
        designation=designation,
        designated_on=designated_on,
    )


def _term(row: Row) -> TermEntry:
    year = row.needed("academic_year")
    first = int(year[:4]) if re.fullmatch(r"[12][0-9]{3}/[0-9]{2}", year) else None
    if year and (first is None or year != year_name(first)):
        row.fault("academic_year", "is not an academic year such as 2026/27")
        first = None
    half = HalfTerm(year, row.choice("half_term", HalfTermName), row.day("starts"), row.day("ends"))
    if not row.is_sound:
        return TermEntry(row.line, half)
    if half.ends < half.starts:
        row.fault("ends", "is before its start")
    elif first is not None and not date(first, 8, 1) <= half.starts <= half.ends < date(first + 1, 9, 1):
        row.fault("starts", f"does not lie in the academic year {year} with its end")
    return TermEntry(row.line, half)


def _closure(row: Row) -> ClosureEntry:
    return ClosureEntry(row.line, row.day("date"), row.urn_if_any("urn"), row.needed("name"))


def _visit(row: Row) -> VisitEntry:
    return VisitEntry(
        line=row.line,
        urn=row.urn("urn"),
        day=row.day("date"),
        author=row.email("author"),
        capacity=row.choice("capacity", VISITING_CAPACITIES),
        mode=row.choice("mode", Mode),
        days=row.number("days", at_most=_LONGEST_VISIT, step=_HALF_DAY),
        purpose=row.text("purpose"),
        reported_on=row.day_if_any("reported_on"),
    )


def _meeting(row: Row) -> MeetingEntry:
    body = row.choice("body", Body)
    urn = row.urn_if_any("urn")
    if body is Body.PROGRESS_BOARD and not row.text("urn"):
        row.fault("urn", "is empty, but a Progress Board is of one school")
    if body is not Body.PROGRESS_BOARD and row.text("body") and urn:
        row.fault("urn", "stands only with a progress_board")
    starts, ends = row.time("starts"), row.time("ends")
    if starts and ends and ends <= starts:
        row.fault("ends", "is not after its start")
    return MeetingEntry(row.line, body, urn, row.day("date"), starts, ends)


def _deployment(row: Row) -> DeploymentEntry:
    starts, ends = row.day("from"), row.day_if_any("to")
    if row.is_sound and ends is not None and ends < starts:
        row.fault("to", "is before its start")
    return DeploymentEntry(
        line=row.line,
        person=row.email("person"),
        urn=row.urn("urn"),
        support=row.choice("support", Support),
        activity=row.text("activity"),
        starts=starts,
        ends=ends,
        days_per_week=row.number("days_per_week", at_most=_DAYS_IN_A_WEEK, step=_HUNDREDTH),
    )
