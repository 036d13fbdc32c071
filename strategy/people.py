"""People of the trust and the roles they hold.

A role is trust-wide (chief executive, adviser, SLE ...). What somebody is to one school (its
headteacher, its partner) stands in that school's entry: see `strategy.schools` and `strategy.trust`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """A trust-wide role, spelled as in the trust directory."""

    CEO = "ceo"
    DEPUTY_CEO = "deputy_ceo"
    LEAD_SIP = "lead_sip"
    DEPUTY_HEAD_TRUST = "deputy_head_trust"
    DIRECTOR_SCITT_TSH = "director_scitt_tsh"
    DIRECTOR_SUBJECT = "director_subject"
    DATA_MANAGER = "data_manager"
    LEAD_SEND_SAFEGUARDING = "lead_send_safeguarding"
    LEAD_PUPIL_PREMIUM = "lead_pupil_premium"
    LEAD_TEACHING_LEARNING = "lead_teaching_learning"
    SCHOOL_IMPROVEMENT_ADVISER = "school_improvement_adviser"
    SLE = "sle"
    STANDARDS_COMMITTEE = "standards_committee"
    TRUSTEE = "trustee"
    EXECUTIVE_TEAM = "executive_team"
    GOVERNANCE_PROFESSIONAL = "governance_professional"
    ADMINISTRATOR = "administrator"


ROLES_WITH_SUBJECT = frozenset({Role.DIRECTOR_SUBJECT, Role.SLE})
"""Roles that are always held for a subject: `sle:Mathematics`; a bare one is refused."""

GUARDED_ROLES = frozenset({Role.CEO, Role.DEPUTY_CEO, Role.LEAD_SIP, Role.ADMINISTRATOR})
"""Roles that an import after the first grants only with `--grant-roles`."""


@dataclass(frozen=True, slots=True, order=True)
class HeldRole:
    """A role as one person holds it; `subject` is empty for roles without one."""

    role: Role
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.role}:{self.subject}" if self.subject else str(self.role)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the trust directory. `email` is their sign-in name, in lower case.

    `ended_on` is the day they were gone from an import; they then may do nothing, and their reports stay.
    """

    id: int
    email: str
    name: str
    entra_id: str | None = None
    held: tuple[HeldRole, ...] = ()
    ended_on: date | None = None
    roles: frozenset[Role] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(held.role for held in self.held))

    @property
    def first_name(self) -> str:
        """What the bot calls them."""
        return self.name.split()[0] if self.name.split() else self.name


class Capacity(StrEnum):
    """As what somebody goes to a school, or owes something. A visit stores it, and it fixes deadline and
    recipients for good (Strategy, Reporting and Communication).
    """

    SIP = "sip"
    SCHOOL_IMPROVEMENT_ADVISER = "school_improvement_adviser"
    LEAD_SIP = "lead_sip"
    SLE = "sle"
    TEAM_MEMBER = "team_member"
    HEADTEACHER = "headteacher"
    DEPUTY_CEO = "deputy_ceo"
    CEO = "ceo"
    GOVERNANCE_PROFESSIONAL = "governance_professional"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    DATA_MANAGER = "data_manager"


REPORTING_CAPACITIES = (
    Capacity.SIP,
    Capacity.SCHOOL_IMPROVEMENT_ADVISER,
    Capacity.LEAD_SIP,
    Capacity.SLE,
    Capacity.TEAM_MEMBER,
)
"""Those who report on schools that they go to; the others owe other things."""


OFFICES: tuple[tuple[Role, Capacity], ...] = (
    (Role.CEO, Capacity.CEO),
    (Role.DEPUTY_CEO, Capacity.DEPUTY_CEO),
    (Role.LEAD_SIP, Capacity.LEAD_SIP),
)
"""As whom holders of an office owe what is no report; the highest first."""


VISITING_CAPACITIES = (Capacity.SIP, Capacity.SCHOOL_IMPROVEMENT_ADVISER, Capacity.LEAD_SIP, Capacity.SLE)
"""Those who report after each visit; a deployed team member reports each half term instead."""
