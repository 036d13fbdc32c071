"""What the sections of a pack about one school are written of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from strategy.packs import Pack, SchoolPart, Section
from strategy.policy import Policy
from strategy.ports import Block, Heading, Line
from strategy.results import year_of_results
from strategy.school_year import london_day
from strategy.trust import Trust


class OfPart:
    """One school's part of a pack, and the level at which its headings stand."""

    def __init__(self, part: SchoolPart, pack: Pack, policy: Policy, trust: Trust, level: int) -> None:
        self.part = part
        self.pack = pack
        self.policy = policy
        self.trust = trust
        self.level = level

    @property
    def today(self) -> date:
        """The day the pack was made."""
        return london_day(self.pack.made_at)

    @property
    def year_of_results(self) -> str:
        """The year whose first meetings see the results that are out by this one."""
        return year_of_results(self.pack.meeting.day, self.policy, self.trust.calendar)

    def heading(self, words: str, section: Section, note: str = "") -> Heading:
        """A section's heading; those of a school alone are in the contents."""
        listed = self.level == 1
        return Heading(words, self.level, section.name.lower() if listed else "", listed, note)

    def without(self, words: str, section: Section, note: str, said: str) -> Iterator[Block]:
        """A section of which there is nothing: said of a school alone, left out among others."""
        if self.level == 1:
            yield self.heading(words, section, note)
            yield Line(said, quiet=True)
