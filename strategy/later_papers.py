"""What of a meeting's pack came after it went out: its supplement (Strategy, Monitoring; our reading).

Pure. Papers have an instant at which they came, or changed. What has none, as what is overdue or used, is
what it is on the day and makes no supplement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from strategy.packs import Pack, SchoolPart, Section


def later(pack: Pack, since: datetime) -> Pack:
    """The same pack with only what came or changed after an instant."""
    schools = tuple(part for each in pack.schools if not _is_empty(part := _later_of(each, since)))
    narrowed = replace(
        pack,
        actions=tuple(each for each in pack.actions if each.begun_at > since),
        summary=pack.summary if pack.summary is not None and pack.summary.last.at > since else None,
        schools=schools,
        work=(),
        overdue=0,
    )
    counts = counted(narrowed)
    return replace(narrowed, sections=tuple(each for each in pack.sections if counts.get(each)))


def counted(pack: Pack) -> Mapping[Section, int]:
    """How many papers there are of each section that has papers, and how many duties are overdue; none of
    what there is none of. A designation counts by the lines of its history.
    """
    parts = pack.schools
    found = {
        Section.ACTIONS: len(pack.actions),
        Section.SUMMARY: 1 if pack.summary is not None else 0,
        Section.RESULTS: sum(1 for part in parts if part.results is not None),
        Section.DESIGNATION: sum(len(part.history) for part in parts),
        Section.RECOMMENDATION: sum(1 for part in parts if part.recommendation is not None),
        Section.REQUESTS: sum(len(part.requests) for part in parts),
        Section.REPORTS: len(pack.reports),
        Section.OVERDUE: pack.overdue,
        Section.TARGETS: sum(1 for part in parts if part.targets is not None),
        Section.PLAN: sum(1 for part in parts if part.plan is not None),
        Section.NEXT_YEAR: sum(1 for part in parts if part.next_year is not None),
    }
    return {section: number for section, number in found.items() if number}


def _later_of(part: SchoolPart, since: datetime) -> SchoolPart:
    # The designation that a school came with was nobody's decision, whenever it became known.
    history = tuple(each for each in part.history if each.recommendation is not None and each.at > since)
    recommendation, targets, plan = part.recommendation, part.targets, part.plan
    signed_off = targets is not None and targets.decided_at is not None and targets.decided_at > since
    reported = plan is not None and plan.changed_at > since
    ahead = part.next_year
    return SchoolPart(
        school=part.school,
        designation=part.designation,
        history=history,
        recommendation=recommendation
        if recommendation is not None and recommendation.last.at > since
        else None,
        reports=tuple(each for each in part.reports if max(each.filed_at, each.amended_at or since) > since),
        targets=targets if signed_off else None,
        noted=part.noted if signed_off else {},
        plan=plan if reported else None,
        actions=part.actions if reported else (),
        results=part.results if part.results is not None and part.results.last.at > since else None,
        requests=tuple(each for each in part.requests if each.at > since),
        next_year=ahead if ahead is not None and ahead.came_after(since) else None,
    )


def _is_empty(part: SchoolPart) -> bool:
    # How a school stands now goes with whatever came later, and is nothing new by itself.
    return part == SchoolPart(part.school, part.designation)
