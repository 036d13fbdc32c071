"""Designations and the risk that each stands for (Strategy, Strand 4)."""

from __future__ import annotations

from enum import StrEnum


class Designation(StrEnum):
    """What the trust has judged a school to need."""

    STABILISE = "stabilise"
    REPAIR = "repair"
    IMPROVE = "improve"
    SUSTAIN = "sustain"


class Risk(StrEnum):
    """The risk class of a designation."""

    HIGH = "high"
    SOME = "some"
    LOW = "low"


_RISK = {
    Designation.STABILISE: Risk.HIGH,
    Designation.REPAIR: Risk.HIGH,
    Designation.IMPROVE: Risk.SOME,
    Designation.SUSTAIN: Risk.LOW,
}


def risk_of(designation: Designation | None) -> Risk | None:
    """The risk class of a designation; None for a school that has none yet (Strategy, Strand 4)."""
    return None if designation is None else _RISK[designation]
