"""Schools of the trust, and those joining it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from strategy.designations import Designation, Risk, risk_of


class Phase(StrEnum):
    """The phase of education, spelled as in the trust directory."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    SPECIAL = "special"
    POST_16 = "post-16"


class Membership(StrEnum):
    """A joining school is assessed and designated, no more."""

    MEMBER = "member"
    JOINING = "joining"


@dataclass(frozen=True, slots=True)
class School:
    """One school. People are given by their id. `designation` is the one in force."""

    urn: str
    name: str
    short_name: str
    phase: Phase
    status: Membership
    headteacher: int
    sip: int
    chair_of_governors: int | None = None
    senior_leaders: frozenset[int] = frozenset()
    adviser: int | None = None
    designation: Designation | None = None
    designated_on: date | None = None
    ended_on: date | None = None

    @property
    def known_as(self) -> str:
        """What people call it in chat."""
        return self.short_name or self.name

    @property
    def risk(self) -> Risk | None:
        """The risk class of the designation in force; None where there is none yet."""
        return risk_of(self.designation)
