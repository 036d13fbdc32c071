"""Years of visits, reports and duties, multiplied by the database from a few drawn diaries."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Date, Integer, MetaData, Table, Text

from storage.column_types import Instant, Spelled
from storage.tables import duties, report_versions, reports, schools, visits
from strategy.designations import Designation, Risk, risk_of
from strategy.duties import DutyKind, DutyState, duty_of_visit
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.school_year import LONDON, Calendar
from strategy.visits import Mode, Visit

TODAY = date(2026, 11, 23)
THIS_YEAR = 2026
DIARIES = 97
"""Different diaries for each designation."""

_SEED = 20261123
_VISITS_A_YEAR: dict[Risk | None, int] = {None: 0, Risk.LOW: 5, Risk.SOME: 7, Risk.HIGH: 10}
_RISKS = {each.value: risk.value for each in Designation if (risk := risk_of(each))}
_LATE_NOW = 0.06
"""The share of this year's reports, of those due by now, that have not come."""

_ALWAYS_LATE = 9
"""Schools of the first few diaries always owe something, so that the smallest trust has an answer too."""

_own = MetaData()
_diaries = Table(
    "bench_diaries",
    _own,
    Column("designation", Spelled(Designation), index=True),
    Column("diary", Integer),
    Column("capacity", Spelled(Capacity)),
    Column("day", Date),
    Column("reported_on", Date),
)
_following = Table(
    "bench_following", _own, Column("school", Text, primary_key=True), Column("diary", Integer)
)
_deadlines = Table(
    "bench_deadlines",
    _own,
    Column("day", Date, primary_key=True),
    Column("capacity", Spelled(Capacity), primary_key=True),
    Column("due_on", Date),
)
_filings = Table("bench_filings", _own, Column("day", Date, primary_key=True), Column("at", Instant))
_looks = Table("bench_looks", _own, Column("day", Date, primary_key=True), Column("at", Instant))
"""When a sweep next looks at the open duty of a visit, by the visit's day."""


def fill(connection: sa.Connection, years: int, policy: Policy, calendar: Calendar) -> None:
    """Give every stored school its visits, reports and duties: of so many years, and of this one so far."""
    deadline = _deadline_rule(policy, calendar)
    known = connection.execute(sa.select(schools.c.urn).order_by(schools.c.urn)).scalars().all()
    rows = list(_drawn_diaries(min(DIARIES, len(known)), years, calendar, deadline))
    days = {(row["day"], row["capacity"]) for row in rows}
    filed = {row["reported_on"] for row in rows} - {None}
    _own.create_all(connection)
    connection.execute(sa.insert(_diaries), rows)
    connection.execute(
        sa.insert(_deadlines), [{"day": d, "capacity": c, "due_on": deadline(d, c)} for d, c in sorted(days)]
    )
    connection.execute(sa.insert(_filings), [{"day": day, "at": _afternoon(day)} for day in sorted(filed)])
    visited = sorted({day for day, _ in days})
    connection.execute(sa.insert(_looks), [{"day": day, "at": _next_look(day)} for day in visited])
    connection.execute(
        sa.insert(_following), [{"school": urn, "diary": n % DIARIES} for n, urn in enumerate(known)]
    )
    indexes = [index for table in (visits, reports, duties) for index in table.indexes]
    for index in indexes:
        index.drop(connection)
    for statement in _multiplying():
        connection.execute(statement)
    for index in indexes:
        index.create(connection)
    _own.drop_all(connection)
    if connection.dialect.name == "postgresql":
        # As autovacuum would by itself; SQLite gathers no statistics unless told to, and is not told to.
        connection.exec_driver_sql("VACUUM ANALYZE")


def _drawn_diaries(diaries: int, years: int, calendar: Calendar, deadline: Any) -> Iterator[dict[str, Any]]:
    teaching = {
        start: [d for d in _days_of(start) if calendar.half_term_of(d) and calendar.is_working_day(d)]
        for start in range(THIS_YEAR - years, THIS_YEAR + 1)
    }
    for designation in Designation:
        risk = risk_of(designation)
        for diary in range(diaries):
            for start, days in teaching.items():
                draw = random.Random(f"{_SEED} {designation} {diary} {start}")  # noqa: S311 - not a secret
                chosen = sorted(draw.sample(days, _VISITS_A_YEAR[risk]))
                if start == THIS_YEAR:
                    # This year's diary is written up to Christmas; one visit is always early in the term.
                    chosen = sorted({draw.choice(days[:25]), *(d for d in chosen if d.month >= 9)})
                for place, day in enumerate(chosen):
                    capacity = Capacity.SCHOOL_IMPROVEMENT_ADVISER if place % 4 == 3 else Capacity.SIP
                    reported_on: date | None = calendar.working_days_after(day, _days_taken(draw))
                    is_due = start == THIS_YEAR and deadline(day, capacity) < TODAY
                    if is_due and (draw.random() < _LATE_NOW or (place == 0 and diary < _ALWAYS_LATE)):
                        reported_on = None
                    if reported_on is not None and reported_on > TODAY:
                        reported_on = None
                    yield {
                        "designation": designation,
                        "diary": diary,
                        "capacity": capacity,
                        "day": day,
                        "reported_on": reported_on,
                    }


def _days_of(start: int) -> Iterator[date]:
    return (date(start, 9, 1) + timedelta(days=n) for n in range(340))


def _days_taken(draw: random.Random) -> int:
    """Working days until the report came: one in nine is late."""
    return draw.choice((4, 5, 6)) if draw.random() < 1 / 9 else draw.choice((0, 1, 1, 2, 2, 3))


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, time(15, 30), LONDON)


def _next_look(day: date) -> datetime:
    """As a sweep of this morning left it: tomorrow, or when the visit has been."""
    if day <= TODAY:
        return datetime.combine(TODAY + timedelta(days=1), time(8), LONDON)
    return datetime.combine(day, time.min, LONDON)


def _deadline_rule(policy: Policy, calendar: Calendar) -> Any:
    @cache
    def deadline(day: date, capacity: Capacity) -> date:
        duty = duty_of_visit(Visit(0, "", 0, capacity, day, day), policy, calendar)
        if duty is None:
            raise ValueError(f"no report is due after a visit as {capacity}")
        return duty.due_on

    return deadline


def _multiplying() -> Iterator[sa.Insert]:
    s, d, f, v, r = schools.c, _diaries.c, _following.c, visits.c, reports.c
    by_adviser = d.capacity == Capacity.SCHOOL_IMPROVEMENT_ADVISER
    yield sa.insert(visits).from_select(
        [
            "school", "author", "capacity", "starts", "ends", "mode", "days", "purpose", "in_diary",
            "imported", "withdrawn", "reported_on",
        ],
        sa.select(
            s.urn, sa.case((by_adviser, s.adviser), else_=s.sip), d.capacity, d.day, d.day,
            sa.literal(Mode.ON_SITE, v.mode.type), sa.literal(Decimal(1), v.days.type),
            sa.literal("Progress against the plan"), sa.true(), sa.true(), sa.false(), d.reported_on,
        )
        .select_from(schools)
        .join(_following, f.school == s.urn)
        .join(_diaries, (d.designation == s.designation) & (d.diary == f.diary))
        .order_by(d.day, s.urn),
    )  # fmt: skip
    due = _deadlines.c
    visit_and_deadline = visits.join(_deadlines, (due.day == v.ends) & (due.capacity == v.capacity))
    yield sa.insert(reports).from_select(
        ["school", "author", "capacity", "visit", "half_term", "visit_on", "due_on", "filed_at", "version"],
        sa.select(
            v.school,
            v.author,
            v.capacity,
            v.id,
            sa.literal(""),
            v.ends,
            due.due_on,
            _filings.c.at,
            sa.literal(1),
        )
        .select_from(visit_and_deadline.join(_filings, _filings.c.day == v.reported_on))
        .order_by(v.id),
    )
    yield sa.insert(report_versions).from_select(
        ["report", "number", "author", "at", "purpose", "activities", "outcomes", "recommendations"],
        sa.select(
            r.id, sa.literal(1), r.author, r.filed_at, sa.literal("Progress against the plan"),
            sa.literal("Learning walks, books, and talks with leaders"),
            sa.literal("Calm classrooms; questions reach too few pupils"),
            sa.literal("Plan questions together, and look again in spring"),
        ).select_from(reports),
    )  # fmt: skip
    yield sa.insert(duties).from_select(
        [
            "kind", "state", "owner", "school", "capacity", "designation", "risk", "arises_on", "about_on",
            "due_on", "visit", "half_term", "fulfilled_at", "report", "about", "origin", "next_action_at",
        ],
        sa.select(
            sa.literal(DutyKind.VISIT_REPORT, duties.c.kind.type),
            sa.case((r.id.is_(None), DutyState.OPEN.value), else_=DutyState.FULFILLED.value),
            v.author, v.school, v.capacity, s.designation,
            sa.case(_RISKS, value=sa.type_coerce(s.designation, Text())),
            v.ends, v.ends, due.due_on, v.id, sa.literal(""), r.filed_at, r.id, sa.literal(""), v.author,
            _looks.c.at,
        )
        .select_from(
            visit_and_deadline.join(schools, s.urn == v.school)
            .outerjoin(reports, r.visit == v.id)
            .outerjoin(_looks, (_looks.c.day == v.ends) & r.id.is_(None))
        )
        .order_by(v.id),
    )  # fmt: skip
