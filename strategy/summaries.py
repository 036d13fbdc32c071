"""The Lead SIP's summary of partners' reports before an EIT, and report to each Standards Committee
(Strategy, Strand 5).

What the reports say of each school is gathered word for word, by risk and school, each with its source; the
rest is the Lead SIP's own. Nothing here judges, leaves out or words anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from strategy.designations import Risk
from strategy.errors import Stale
from strategy.policy_reporting import Body
from strategy.reports import Report
from strategy.schools import School

BODIES = (Body.EIT, Body.STANDARDS_COMMITTEE)
"""Those for whom the Lead SIP writes one before each meeting."""
_BY_RISK: Mapping[Risk | None, int] = {Risk.HIGH: 0, Risk.SOME: 1, Risk.LOW: 2, None: 3}


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    """What a summary says of one school, and the risk that the school had; either text may be empty."""

    school: str
    risk: Risk | None
    findings: str
    recommendations: str


@dataclass(frozen=True, slots=True)
class SummaryText:
    """What a summary says: the whole in the Lead SIP's own words, then school by school."""

    strengths: str
    risks: str
    recommendations: str
    entries: tuple[SummaryEntry, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        said = [self.strengths, self.risks, self.recommendations]
        said += [text for entry in self.entries for text in (entry.findings, entry.recommendations)]
        return not any(text.strip() for text in said)


Sources = Mapping[int, int]
"""The reports that a summary was made of, each by its id with the number of the version."""


@dataclass(frozen=True, slots=True)
class SummaryVersion:
    """One version of a summary; numbers count from 1."""

    number: int
    by: int
    at: datetime
    text: SummaryText
    sources: Sources = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary for a body's meeting on a day, with every version, first to last."""

    id: int
    body: Body
    day: date
    versions: tuple[SummaryVersion, ...]

    @property
    def last(self) -> SummaryVersion:
        """How it stands."""
        return self.versions[-1]

    @property
    def first(self) -> SummaryVersion:
        """As it was first approved."""
        return self.versions[0]

    @property
    def key(self) -> str:
        """What messages are about: this version of it."""
        return f"summary:{self.id}:{self.last.number}"


class SummaryOvertaken(Stale):
    """There is one already, or it was amended since; `summary` is how it stands."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(f"summary: version {summary.last.number}")
        self.summary = summary


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """What became of reports since a draft was made of them: ids of those withdrawn, those amended as they
    are now, and those that came in since.
    """

    withdrawn: tuple[int, ...] = ()
    amended: tuple[Report, ...] = ()
    new: tuple[Report, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.withdrawn or self.amended or self.new)


class SourcesChanged(Stale):
    """Reports that a summary was made of were amended or withdrawn since."""

    def __init__(self, changes: SourceChanges) -> None:
        super().__init__("reports changed")
        self.changes = changes


def changes_since(sources: Sources, standing: Sequence[Report], found: Sequence[Report]) -> SourceChanges:
    """How reports differ from what a draft was made of.

    `standing` are those of the sources that still stand, `found` the reports that would be gathered now.
    """
    still = {report.id: report for report in standing}
    return SourceChanges(
        withdrawn=tuple(number for number in sources if number not in still),
        amended=tuple(report for report in standing if report.version != sources.get(report.id)),
        new=tuple(report for report in found if report.id not in sources),
    )


Attribution = Callable[[Report], str]
"""The line that says whose words follow: the author, and the day of the visit."""


def quote(source: str, said: str) -> str:
    """What a report says, word for word, under the line that names its source; "" where it says nothing."""
    return f"{source}\n{said}" if said.strip() else ""


def gathered(
    reports: Iterable[Report], schools: Mapping[str, School], attribution: Attribution
) -> tuple[SummaryEntry, ...]:
    """What reports say, school by school: those at high risk first, then by name; of a school the earliest
    visit first.
    """
    of_school: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda report: (report.visit_on, report.id)):
        of_school.setdefault(report.school, []).append(report)
    order = sorted(of_school, key=lambda urn: place_of(schools[urn]))
    return tuple(
        SummaryEntry(
            urn,
            schools[urn].risk,
            joined(quote(attribution(each), each.text.outcomes) for each in of_school[urn]),
            joined(quote(attribution(each), each.text.recommendations) for each in of_school[urn]),
        )
        for urn in order
    )


def place_of(school: School) -> tuple[int, str, str]:
    """Where a school comes in a summary: high risk first, then by name."""
    return (_BY_RISK[school.risk], school.known_as.casefold(), school.urn)


def joined(quotes: Iterable[str]) -> str:
    """Quotes beneath each other; those of nothing are left out."""
    return "\n\n".join(each for each in quotes if each)


def put_right(text: str, before: str, after: str) -> str | None:
    """A text with one quote in the place of another, or without it where `after` is empty.

    None where the text does not hold it as it was quoted: somebody has edited it, and nothing is guessed.
    """
    if not before:
        return joined([text, after])
    if before not in text:
        return None
    if after:
        return text.replace(before, after, 1)
    head, _, tail = text.partition(before)
    return joined([head.removesuffix("\n\n"), tail.removeprefix("\n\n")])
