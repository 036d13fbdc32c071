"""A school's results of a summer: Key Stage 2, GCSE and A-level, in the words of whoever gives them.

They are kept by the academic year whose first Progress Board and EIT see them: those of summer 2027 by
`2027/28`. Which are asked of which schools is policy's (`strategy.policy_results`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from strategy.errors import Stale
from strategy.policy import Policy
from strategy.policy_results import Qualification, ResultsTerms
from strategy.school_year import Calendar, year_name
from strategy.schools import School

Texts = Mapping[Qualification, str]
"""What is said of each qualification; those of which nothing is said are left out."""


@dataclass(frozen=True, slots=True)
class ResultsVersion:
    """One version of a school's results; numbers count from 1."""

    number: int
    by: int
    at: datetime
    texts: Texts


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a school for a year, as they stand."""

    id: int
    school: str
    year: str
    last: ResultsVersion


class ResultsOvertaken(Stale):
    """Somebody else was quicker; `results` is how they stand now."""

    def __init__(self, results: Results) -> None:
        super().__init__(f"results: version {results.last.number}")
        self.results = results


def year_of_results(day: date, policy: Policy, calendar: Calendar) -> str:
    """The year whose first Boards see the results that are out on a day: from policy's month of a summer on
    those of that summer, until then those of the summer before.
    """
    is_out = day.month >= policy.on(day, calendar).results.from_month
    return year_name(day.year if is_out else day.year - 1)


def summer_of(year: str) -> int:
    """The summer whose results a year's first Boards see: 2027 of `2027/28`."""
    return int(year[:4])


def asked_of(school: School, terms: ResultsTerms) -> Sequence[Qualification]:
    """The qualifications whose results are asked of a school, by its phase."""
    return [each for each in Qualification if school.phase in terms.asked[each]]


def open_to(school: School, terms: ResultsTerms) -> Sequence[Qualification]:
    """Those whose results can be given of a school, asked for or not."""
    return [each for each in Qualification if school.phase in (*terms.asked[each], *terms.may_have[each])]


def still_out(school: School, results: Results | None, terms: ResultsTerms) -> Sequence[Qualification]:
    """Of those asked of a school, the ones that have not been given."""
    given = results.last.texts if results is not None else {}
    return [each for each in asked_of(school, terms) if not given.get(each, "").strip()]
