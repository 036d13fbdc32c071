"""Planning the meetings of a year for so many schools, and how that grows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from math import log2
from time import perf_counter

from bot.demo.years import half_terms
from strategy.designations import Designation
from strategy.meeting_plan import Demanded, Seats, meetings_wanted, plan_meetings
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.school_year import Calendar
from strategy.schools import School
from tests.bench.bookings import YEAR
from tests.bench.figures import Series
from tests.bench.tables import met, table
from tests.strategy.builders import a_school

TWO = 2
"""The CEO and the Deputy CEO, who chair Boards."""

SCHOOLS_A_CHAIR = 30
"""With so many schools for each who chairs, every Board of a larger trust finds a day too."""

_FIRST_HEAD = 1_000
_SIP = 900


@dataclass(frozen=True, slots=True)
class PlannedMeetings:
    """Days found for the meetings of so many schools, whose Boards so many people chair, in milliseconds;
    `unplaced` have none, and say why.
    """

    schools: int
    chairs: int
    meetings: int
    unplaced: int
    series: Series


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """Trusts of several sizes: with two who chair, and with more the more schools there are."""

    two_chair: list[PlannedMeetings]
    many_chair: list[PlannedMeetings]

    @property
    def every(self) -> list[PlannedMeetings]:
        """All of them."""
        return [*self.two_chair, *self.many_chair]


def meetings_planned(schools: Sequence[int], policy: Policy, rounds: int) -> MeetingFigures:
    """Plan a year for each number of schools, all designations turn about."""
    return MeetingFigures(
        [_planned(many, TWO, policy, rounds) for many in schools],
        [_planned(many, max(TWO, many // SCHOOLS_A_CHAIR), policy, rounds) for many in schools],
    )


def _planned(many: int, chairs: int, policy: Policy, rounds: int) -> PlannedMeetings:
    calendar = Calendar(list(half_terms(YEAR.starts.year)))
    edition = policy.on(YEAR.starts, calendar)
    kinds = cycle(Designation)
    wanted = meetings_wanted([_school(number, next(kinds)) for number in range(many)], edition)
    seats = partial(_seats, tuple(range(1, chairs + 1)))
    series, unplaced = Series(), 0
    for _ in range(rounds + 1):
        began = perf_counter()
        plan = plan_meetings(wanted, YEAR, calendar, edition, seats)
        series.samples.append((perf_counter() - began) * 1000)
        unplaced = len(plan.unplaced)
    del series.samples[0]  # the first is for warming up
    return PlannedMeetings(many, chairs, len(wanted), unplaced, series)


def _school(number: int, designation: Designation) -> School:
    made = a_school(str(100_000 + number), headteacher=_FIRST_HEAD + number, sip=_SIP)
    return replace(made, designation=designation)


def _seats(chairs: tuple[int, ...], demanded: Demanded) -> Seats:
    """Any of them chairs a Board, at which its headteacher sits; the first chairs the rest."""
    if demanded.body is Body.PROGRESS_BOARD:
        return Seats(chairs, frozenset({_FIRST_HEAD + int(demanded.school) - 100_000}))
    return Seats(chairs[:1], frozenset(chairs[:TWO]))


def meeting_aims(figures: MeetingFigures) -> Iterable[str]:
    """Whether planning grows no worse than n log n from the fewest schools to the most."""
    for found, who in ((figures.two_chair, "two"), (figures.many_chair, "more the more schools there are")):
        few, most = found[0], found[-1]
        grown = most.series.median / few.series.median
        allowed = most.schools * log2(most.schools) / (few.schools * log2(few.schools))
        yield (
            f"- Planning a year's meetings, chaired by {who}, grows no worse than n log n from "
            f"{few.schools:,} to {most.schools:,} schools: **{met(grown <= allowed)}**, {grown:.1f} times "
            f"the time, where n log n is {allowed:.1f}."
        )


def section(figures: MeetingFigures) -> Sequence[str]:
    """The page's part about planning meetings."""
    rows = [
        (
            f"{found.schools:,}",
            f"{found.chairs}",
            f"{found.meetings:,}",
            f"{found.unplaced:,}",
            f"{found.series.median:.1f}",
            f"{found.series.n}",
        )
        for found in figures.every
    ]
    return (
        "## Planning the year's meetings",
        _ON_MEETINGS,
        table(("Schools", "chairs", "meetings", "without a day", "ms", "n"), rows, words=0),
    )


_ON_MEETINGS = """\
Finding days for every meeting that the strategy demands, with nobody's calendar in the way, in milliseconds
(median). Two people chair all Boards, so that a trust of hundreds of schools has more of them than the days
hold: those have no day, and the plan says why. Beside that, as if there were somebody who chairs for every
thirty schools."""
