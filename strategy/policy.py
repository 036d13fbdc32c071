"""The strategy's numbers and lists, typed: `policy.toml`, or another file that a trust sets.

Versioned by academic year: an edition holds from the year it names until the next edition, so that a yearly
review never rewrites what was due before. The first edition is complete; a later one says only what differs
from the one before it, and `leaves_out` names what it no longer has.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from strategy.edition import Edition
from strategy.errors import PolicyError
from strategy.policy_reporting import Audience, Deadline, Reporting
from strategy.school_year import Calendar

__all__ = ["Audience", "Deadline", "Edition", "Policy", "Reporting", "load"]

_BUILT_IN = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True, slots=True)
class Policy:
    """Every edition, earliest first, and the day before which nothing falls due (None where none is set).

    `editions` is never empty; its academic years rise.
    """

    editions: tuple[Edition, ...]
    first_day: date | None = None
    _never_rests: bool = field(init=False, repr=False, compare=False)
    _in_force: dict[str, Edition] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        never = all(edition.days.school_holidays_are_working_days for edition in self.editions)
        object.__setattr__(self, "_never_rests", never)

    def on(self, day: date, calendar: Calendar) -> Edition:
        """The edition in force in the academic year of `day`; the earliest for a day before them all."""
        year = calendar.academic_year_of(day)
        known = self._in_force.get(year)
        if known is None:
            # Two threads may both come here and find the same, so that no lock is needed.
            known = self.editions[0]
            for edition in self.editions:
                if edition.academic_year <= year:
                    known = edition
            self._in_force[year] = known
        return known

    def working_calendar(self, calendar: Calendar) -> Calendar:
        """The calendar whose working days are those of this policy: the same one unless an edition says that
        school holidays are no working days; then they are none in the years in which it holds.
        """
        if self._never_rests:
            return calendar
        off = frozenset(
            year
            for year, span in calendar.academic_years()
            if not self.on(span.starts, calendar).days.school_holidays_are_working_days
        )
        return calendar.resting_in_holidays_of(off)


def load(path: Path | None = None) -> Policy:
    """The policy in a file; the built-in one for None.

    Raises PolicyError, with every fault that can be seen and its place in the file, for a file that cannot be
    read, is not TOML, leaves something out, says something unknown or contradicts itself.
    """
    path = _BUILT_IN if path is None else path
    try:
        # Decimal, because half days should be halves exactly.
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise PolicyError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{path}: is not a TOML file in UTF-8: {error}") from error
    faults: list[str] = []
    first_day = _first_day(content.pop("first_day", None), faults)
    entries = content.pop("edition", [])
    faults += [f"{key}: is not a setting" for key in content]
    editions = _editions(entries, faults)
    if faults:
        raise PolicyError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return Policy(editions, first_day)


def _first_day(value: object, faults: list[str]) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    faults.append("first_day: should be a day such as 2026-09-01, without quotation marks")
    return None


def _editions(entries: object, faults: list[str]) -> tuple[Edition, ...]:
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        faults.append("edition: should be one or more tables, each headed [[edition]]")
        return ()
    editions: list[Edition] = []
    years: list[str] = []
    before: dict[str, Any] = {}
    told: set[str] = set()
    for number, said in enumerate(entries, start=1):
        entry = dict(said)
        year = entry.get("academic_year")
        place = f"edition {year}" if isinstance(year, str) else f"edition number {number}"
        if not isinstance(year, str):
            faults.append(f"{place}: academic_year: is missing or not a year such as 2026/27")
            entry["academic_year"] = "0000/01"
        elif year in years:
            faults.append(f"{place}: academic_year: there are two editions of this year")
        elif years and year < max(years):
            faults.append(f"{place}: academic_year: stands after a later edition; put the earliest first")
        years += [year] if isinstance(year, str) else []
        content = merged(_without(before, entry.pop("leaves_out", []), place, faults), entry)
        before = content
        try:
            edition = Edition.model_validate(content)
        except ValidationError as error:
            # What an edition takes over from the one before was told there.
            new = [fault for fault in _sentences(error) if fault not in told]
            told.update(new)
            faults += [f"{place}: {fault}" for fault in new]
        else:
            editions.append(edition)
    return tuple(editions)


def merged(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`before` with what `after` says: tables are taken together, anything else is put in its place."""
    result = dict(before)
    for key, value in after.items():
        known = result.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            result[key] = merged(known, value)
        else:
            result[key] = value
    return result


def _without(content: Mapping[str, Any], paths: object, place: str, faults: list[str]) -> dict[str, Any]:
    """The content less what the dotted `paths` name; a path that names nothing is a fault."""
    result = copy.deepcopy(dict(content))
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        faults.append(f"{place}: leaves_out: should be a list of settings such as visits.standard")
        return result
    for path in paths:
        *parents, last = path.split(".")
        table: Any = result
        for parent in parents:
            table = table.get(parent) if isinstance(table, dict) else None
        if isinstance(table, dict) and last in table:
            del table[last]
        else:
            faults.append(f"{place}: leaves_out: {path} is not in the edition before")
    return result


def _sentences(error: ValidationError) -> list[str]:
    return [f"{_place(fault['loc'])}{_reason(fault['type'], fault['msg'])}" for fault in error.errors()]


def _place(steps: tuple[int | str, ...]) -> str:
    place = ""
    for step in steps:
        if isinstance(step, int):
            place += f"[{step + 1}]"
        elif step != "[key]":
            place += f".{step}" if place else step
    return f"{place}: " if place else ""


def _reason(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a setting"
    return message.removeprefix("Value error, ").replace("Input should be", "should be", 1)
