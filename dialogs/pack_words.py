"""How a meeting's pack is put in words: what it is called, and what it holds in short."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs import wording
from dialogs.meeting_words import IN_SHORT
from dialogs.minutes_words import body_of
from dialogs.support_words import number
from strategy.entitlements import Allocation
from strategy.meetings import Meeting
from strategy.packs import Pack, SchoolPart, Section
from strategy.policy_reporting import Body
from strategy.trust import Trust

WHOSE = "It holds what you may see."


_ITEMS = {
    Section.ACTIONS: "Actions from the last minutes",
    Section.SUMMARY: "What the Lead SIP reports",
    Section.DESIGNATION: "Designation and risk",
    Section.RECOMMENDATION: "Recommendations under way",
    Section.REQUESTS: "What Boards ask of the EIT",
    Section.REPORTS: "Reports since the last meeting",
    Section.OVERDUE: "What is overdue",
    Section.TARGETS: "Targets and lines of enquiry",
    Section.PLAN: "Progress of the tailored plan",
    Section.SUPPORT: "Support: used, booked and left",
    Section.WORK: "Work in the schools",
}
"""What comes up at every meeting, by the section of the pack that is read for it."""


def usual_items(sections: Iterable[Section]) -> list[str]:
    """The agenda that a pack has besides what the strategy puts on single meetings."""
    return [_ITEMS[section] for section in sections if section in _ITEMS]


def of_meeting(meeting: Meeting, trust: Trust) -> str:
    """`Oak Bank's Progress Board on Thu 26 November 2026`."""
    return f"{body_of(meeting, trust)} on {wording.day(meeting.day)}"


def titled(meeting: Meeting, trust: Trust) -> str:
    """`Pack: Oak Bank, Progress Board`."""
    school = f"{trust.school(meeting.school).known_as}, " if meeting.school else ""
    return f"Pack: {school}{IN_SHORT[meeting.body]}"


def file_stem(meeting: Meeting, trust: Trust) -> str:
    """What the file is called: body and day, a Board's with its school; never a judgement."""
    school = f" - {trust.school(meeting.school).known_as}" if meeting.school else ""
    return f"{IN_SHORT[meeting.body]} pack{school} - {meeting.day.isoformat()}"


def standing(part: SchoolPart, trust: Trust) -> str:
    """`Repair (High risk)`, `No designation yet`."""
    if part.designation is None:
        return "No designation yet"
    risk = trust.school(part.school).risk
    name = wording.DESIGNATIONS[part.designation]
    return f"{name} ({wording.RISKS[risk]})" if risk is not None else name


def days_in_short(stands: Allocation) -> str:
    """`2 used, 1 booked, 7 left of 10`."""
    given = stands.due + stands.extra
    said = f"{number(stands.used)} used, {number(stands.booked)} booked"
    if stands.over:
        return f"{said}, {number(stands.over)} over the {number(given)} due"
    return f"{said}, {number(stands.left)} left of {number(given)}"


def facts_of(pack: Pack, trust: Trust) -> list[tuple[str, str]]:
    """What the pack holds in short, as far as its reader may see it: labels and counts."""
    has = frozenset(pack.sections)
    one = pack.schools[0] if pack.meeting.school and pack.schools else None
    facts: list[tuple[str, str]] = []
    if one is not None and Section.DESIGNATION in has:
        facts.append(("Designation", standing(one, trust)))
    if Section.RECOMMENDATION in has and (under_way := sum(1 for p in pack.schools if p.recommendation)):
        facts.append(("Recommended", wording.several(under_way, "change under way", "changes under way")))
    if Section.RESULTS in has:
        there = sum(1 for part in pack.schools if part.results)
        whole = "In it" if there else "Not in yet"
        facts.append(("Results", whole if one else f"Of {there} of {len(pack.schools)} schools"))
    if Section.REQUESTS in has and (asks := sum(len(part.requests) for part in pack.schools)):
        late = f" ({len(pack.undecided)} left from an earlier EIT)" if pack.undecided else ""
        facts.append(("Boards ask", f"{wording.several(asks, 'decision')}{late}"))
    if Section.REPORTS in has:
        facts.append(("Reports to see", str(len(pack.reports)) if pack.reports else "None"))
    if Section.OVERDUE in has:
        facts.append(("Overdue", str(pack.overdue) if pack.overdue else "Nothing"))
    if Section.NEXT_YEAR in has:
        drafted = sum(1 for part in pack.schools if part.next_year and part.next_year.draft)
        facts.append(("Next year", f"Drafts of {drafted} of {len(pack.schools)} schools"))
    if Section.SUMMARY in has:
        name = "Summary" if pack.meeting.body is Body.EIT else "Lead SIP's report"
        facts.append((name, "In it" if pack.summary else "Not approved yet"))
    facts.append(("Open actions", _actions(pack)))
    if one is not None:
        facts += _of_school(one, has)
    elif pack.schools:
        facts.append(("Schools", str(len(pack.schools))))
    if Section.WORK in has:
        people = len({each.person for each in pack.work})
        facts.append(("At work", wording.several(people, "person", "people") if people else "Nobody"))
    return facts


def _actions(pack: Pack) -> str:
    if pack.minutes_day is None:
        return "No minutes yet"
    return str(len(pack.actions)) if pack.actions else "None"


def _of_school(part: SchoolPart, has: frozenset[Section]) -> list[tuple[str, str]]:
    facts = []
    if Section.TARGETS in has:
        count = len(part.targets.items) if part.targets else 0
        facts.append(("Targets, enquiries", str(count) if count else "None in force"))
    if Section.PLAN in has:
        facts.append(("Plan report", "In it" if part.plan else "None yet"))
    if Section.SUPPORT in has and part.partner is not None:
        facts.append(("SIP days", days_in_short(part.partner)))
    if Section.SUPPORT in has and part.adviser is not None and part.adviser.due:
        facts.append(("Adviser days", days_in_short(part.adviser)))
    return facts
