"""Sample reports for the made-up trust's visits (`reports.toml`)."""

from __future__ import annotations

import tomllib
import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from strategy.reports import ReportText

_FILE = Path(__file__).with_name("reports.toml")


@dataclass(frozen=True, slots=True)
class Sample:
    """What may be written about a visit with one of `purposes`; no `phases` means a school of any phase."""

    purposes: frozenset[str]
    phases: frozenset[str]
    activities: str
    outcomes: str
    recommendations: str

    def fits(self, purpose: str, phase: str) -> bool:
        """Whether it can be the report of such a visit to a school of that phase."""
        return purpose in self.purposes and (not self.phases or phase in self.phases)


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """Every sample, in the order of the file."""
    return tuple(
        Sample(
            purposes=frozenset(given["purposes"]),
            phases=frozenset(given.get("phases", [])),
            activities=given["activities"].strip(),
            outcomes=given["outcomes"].strip(),
            recommendations=given["recommendations"].strip(),
        )
        for given in tomllib.loads(_FILE.read_text(encoding="utf-8"))["sample"]
    )


def sample_for(*, purpose: str, phase: str, urn: str, day: date, author: str) -> ReportText:
    """The report of one visit: always the same for the same visit. Raises LookupError where none fits."""
    fitting = [sample for sample in samples() if sample.fits(purpose, phase)]
    if not fitting:
        raise LookupError(f"no sample report fits a visit for {purpose!r} to a school of phase {phase!r}")
    chosen = fitting[zlib.crc32(f"{urn} {day} {author}".encode()) % len(fitting)]
    return ReportText(
        purpose=purpose,
        activities=chosen.activities,
        outcomes=chosen.outcomes,
        recommendations=chosen.recommendations,
    )
