"""Tables of the trust directory: people, schools, the calendar, deployments and meetings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from storage.column_types import InHundredths, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.designations import Designation
from strategy.people import Role
from strategy.school_year import HalfTermName
from strategy.schools import Membership, Phase
from strategy.visits import Support


class PersonColumns(TypedColumns):
    """Somebody; `email` in lower case, `entra_id` likewise."""

    id = Column(Integer, primary_key=True)
    email: Named[str] = Column(Words)
    name: Named[str] = Column(Words)
    entra_id: Named[str | None] = Column(Text, unique=True)
    ended_on: Named[date | None]


people = Table(
    "people",
    metadata,
    PersonColumns,
    partial("uq_people_email_current", "email", unique=True, where="ended_on IS NULL"),
)


class RoleColumns(TypedColumns):
    """A role somebody holds; `subject` is empty for roles without one."""

    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)
    role: Named[Role] = Column(Spelled(Role), primary_key=True)
    subject: Named[str] = Column(Words, primary_key=True)


roles = Table("roles", metadata, RoleColumns)


class SchoolColumns(TypedColumns):
    """A school by its URN."""

    urn: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Words)
    short_name: Named[str] = Column(Words)
    phase: Named[Phase] = Column(Spelled(Phase))
    status: Named[Membership] = Column(Spelled(Membership))
    headteacher: Named[int] = Column(ForeignKey("people.id"))
    chair_of_governors: Named[int | None] = Column(ForeignKey("people.id"))
    sip: Named[int] = Column(ForeignKey("people.id"))
    adviser: Named[int | None] = Column(ForeignKey("people.id"))
    designation: Named[Designation | None] = Column(Spelled(Designation))
    designated_on: Named[date | None]
    ended_on: Named[date | None]


schools = Table("schools", metadata, SchoolColumns, Index("ix_schools_designation", "designation", "urn"))


class SeniorLeaderColumns(TypedColumns):
    """A senior leader of a school."""

    school: Named[str] = Column(Text, ForeignKey("schools.urn"), primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)


senior_leaders = Table("senior_leaders", metadata, SeniorLeaderColumns)


class HalfTermColumns(TypedColumns):
    """A half term of an academic year."""

    academic_year: Named[str] = Column(Text, primary_key=True)
    half_term: Named[HalfTermName] = Column(Spelled(HalfTermName), primary_key=True)
    starts: Named[date]
    ends: Named[date]


half_terms = Table("half_terms", metadata, HalfTermColumns)


class ClosureColumns(TypedColumns):
    """A day off; `school` is empty where the whole trust is closed."""

    day: Named[date] = Column(primary_key=True)
    school: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Words)


closures = Table("closures", metadata, ClosureColumns)


class DeploymentColumns(TypedColumns):
    """Somebody deployed in a school; `withdrawn_on` is the day its row was gone from the directory."""

    id = Column(Integer, primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"))
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    support: Named[Support] = Column(Spelled(Support))
    activity: Named[str] = Column(Words)
    starts: Named[date]
    ends: Named[date | None]
    days_per_week: Named[Decimal] = Column(InHundredths)
    withdrawn_on: Named[date | None]


deployments = Table(
    "deployments", metadata, DeploymentColumns, UniqueConstraint("person", "school", "starts")
)


class MeetingColumns(TypedColumns):
    """A meeting; `school` is empty but for a Progress Board. Times are London's, as `HH:MM`.

    `imported` ones came from the directory; the going of its row there withdraws one.
    """

    id = Column(Integer, primary_key=True)
    body: Named[str] = Column(Words)
    school: Named[str] = Column(Text)
    day: Named[date]
    starts: Named[str] = Column(Text)
    ends: Named[str] = Column(Text)
    imported: Named[bool] = Column(Boolean)
    withdrawn_on: Named[date | None]


meetings = Table("meetings", metadata, MeetingColumns, UniqueConstraint("body", "school", "day"))


class TrustStateColumns(TypedColumns):
    """One row. `version` rises with every change of the directory.

    `wanted` is the fingerprint of the calendar and policy that open duties should follow, `reached` the one
    they follow; while they differ, `stage` and `cursor` say how far reconciling has come.
    """

    id = Column(Integer, primary_key=True, autoincrement=False)
    version: Named[int]
    wanted: Named[str] = Column(Text)
    reached: Named[str] = Column(Text)
    stage: Named[str] = Column(Text)
    cursor: Named[int]


trust_state = Table("trust_state", metadata, TrustStateColumns)
