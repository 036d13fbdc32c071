"""How schools' results are put in words, and named in buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dialogs import wording
from dialogs.turn import Turn
from strategy.actions.giving_results import ResultsSeen
from strategy.policy_results import Qualification
from strategy.results import ResultsVersion, Texts, summer_of
from strategy.trust import Trust

LABELS: Mapping[Qualification, str] = {
    Qualification.KEY_STAGE_2: "Key Stage 2",
    Qualification.GCSE: "GCSE",
    Qualification.A_LEVEL: "A level",
}
_YEAR = re.compile(r"20\d\d/\d\d")


def of_summer(year: str) -> str:
    """`summer 2027`, of `2027/28`."""
    return f"summer {summer_of(year)}"


def titled(school: str, year: str, trust: Trust) -> str:
    """`Results: Oak Bank, summer 2026`: what a toast may say too."""
    return f"Results: {trust.school(school).known_as}, {of_summer(year)}"


def called(school: str, year: str, trust: Trust) -> str:
    """`the results of Oak Bank for summer 2026`."""
    return f"the results of {trust.school(school).known_as} for {of_summer(year)}"


def in_words(qualifications: Iterable[Qualification]) -> str:
    """`Key Stage 2 and GCSE`."""
    return wording.listed([LABELS[each] for each in qualifications])


def given_by(version: ResultsVersion, turn: Turn) -> str:
    """`Dana Data, Mon 24 August 2026 at 10:15`."""
    return f"{turn.trust.person(version.by).name}, {wording.moment(version.at)}"


def parts_of(texts: Texts) -> list[tuple[str, str]]:
    """What is given, each with its label, in the order of the pupils' ages."""
    return [(LABELS[each], texts[each]) for each in Qualification if each in texts]


def stands(seen: ResultsSeen, today: date) -> str:
    """How a school's results stand, in a few words: `in`, `GCSE still to come, due Mon 24 Aug`."""
    if not seen.out:
        return "in" if seen.results is not None else "none asked for"
    return f"{in_words(seen.out)} still to come{due_in_words(seen, today)}"


def due_in_words(seen: ResultsSeen, today: date) -> str:
    """`, due Mon 24 Aug`, or nothing where nobody owes them."""
    if seen.due_on is None:
        return ""
    day = wording.short_day(seen.due_on, today)
    return f", were due {day}" if seen.due_on < today else f", due {day}"


def data_of(school: str, year: str) -> dict[str, str]:
    """A school's results as a button carries them."""
    return {"school": school, "year": year}


def named_in(data: Mapping[str, Any], trust: Trust) -> tuple[str, str] | None:
    """School and year that a button names; None where it names none. Whoever uses them asks permission."""
    school, year = data.get("school"), year_in(data)
    if not isinstance(school, str) or school not in trust.schools:
        return None
    return (school, year) if year is not None else None


def year_in(data: Mapping[str, Any]) -> str | None:
    """The year that a button or a kept question names; None where it names none."""
    year = data.get("year")
    return year if isinstance(year, str) and _YEAR.fullmatch(year) else None


def schools_in(data: Mapping[str, Any]) -> frozenset[str] | None:
    """The schools (URNs) to which it narrows a list; None where it does not."""
    named = data.get("schools")
    return frozenset(urn for urn in named if isinstance(urn, str)) if isinstance(named, list) else None
