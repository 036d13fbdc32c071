"""What a report is called, its receipt, and what was changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.report_form import half_term_in_words
from strategy.actions.recipients import Distribution
from strategy.meetings import NextMeeting
from strategy.people import Person
from strategy.reports import Report, ReportVersion
from strategy.trust import Trust

PARTS = (
    ("purpose", "Purpose of visit"),
    ("activities", "Summary of activities during visit"),
    ("outcomes", "Summary of outcomes"),
    ("recommendations", "Recommendations"),
)
MOST_CHANGES = 20
"""Versions that a list of changes tells of: the first, and the last ones."""


def occasion(report: Report) -> str:
    """What the report is on: `visit of Thu 19 November 2026` or `autumn 2, 2026/27`."""
    return half_term_in_words(report.half_term) if report.half_term else wording.day(report.visit_on)


def title(report: Report, trust: Trust) -> str:
    """`Report on Marlow, Thu 19 November 2026`."""
    return f"Report on {trust.school(report.school).known_as}, {occasion(report)}"


def timeliness(report: Report) -> str:
    """Whether it was in time, in words."""
    due = wording.day(report.due_on)
    return f"In time (due {due})" if report.in_time else f"After the deadline (due {due})"


def goes_to(distribution: Distribution, report_school: str, trust: Trust) -> str:
    """Who receives a report, in words."""
    school = trust.school(report_school)
    people = []
    for recipient in distribution.people:
        person = trust.person(recipient.person)
        part = "headteacher" if not recipient.mailed and person.id == school.headteacher else _part(person)
        people.append(f"{person.name} ({part})" if part else person.name)
    return wording.listed(people)


def is_for(meetings: Sequence[NextMeeting], today: date) -> str:
    """Which meetings must see a report, in words."""
    return wording.listed([wording.shown_at(meeting, today) for meeting in meetings])


def _part(person: Person) -> str:
    return wording.held_role(person.held[0]) if person.held else ""


def receipt(
    report: Report, distribution: Distribution, meetings: Sequence[NextMeeting], trust: Trust, today: date
) -> tuple[str, dict[str, Any]]:
    """What the author gets for a filed report: the words, and the card that replaces the form."""
    school = trust.school(report.school)
    people, then = goes_to(distribution, report.school, trust), is_for(meetings, today)
    said = f"Filed: your report on {school.known_as}, {occasion(report)}. {timeliness(report)}."
    if people:
        said += f" It goes to {people}."
    if then:
        said += f" Then it is for {then}."
    body = [
        cards.heading(f"Report filed: {school.known_as}"),
        cards.facts(
            [
                ("Visit" if report.visit else "Half term", occasion(report)),
                ("Role", wording.CAPACITIES[report.capacity]),
                ("Filed", wording.moment(report.filed_at)),
                ("Deadline", timeliness(report)),
                *([("Goes to", people)] if people else []),
                *([("Then", wording.capitalised(then))] if then else []),
            ]
        ),
    ]
    actions = [
        cards.press("Read it", "report.show", {"report": report.id}),
        cards.press("Amend", "report.amend", {"report": report.id}),
        who_has_it(report),
    ]
    return said, cards.card(body, actions, says=said)


def who_has_it(report: Report) -> cards.Element:
    """The button that shows where a report has gone, beside what it is pressed on."""
    return cards.press("Who has it", "report.deliveries", {"report": report.id, cards.BESIDE: True})


def changes(report: Report, versions: Sequence[ReportVersion], trust: Trust) -> tuple[str, dict[str, Any]]:
    """What was changed in a report, by whom and when: in words and as a card."""
    lines = []
    for number, version in enumerate(versions):
        who = trust.person(version.author).name
        if number == 0:
            what = "as first filed"
        else:
            before = versions[number - 1].text
            changed = [label for name, label in PARTS if getattr(before, name) != getattr(version.text, name)]
            what = f"changed {wording.listed(changed)}"
        lines.append(f"Version {version.number}, {wording.moment(version.at)}, {who}: {what}.")
    if len(lines) > MOST_CHANGES:
        left_out = len(lines) - MOST_CHANGES
        lines = [lines[0], f"Versions 2 to {left_out + 1} are kept too.", *lines[left_out + 1 :]]
    actions = [
        cards.press(
            f"Read version {version.number}",
            "report.version",
            {"report": report.id, "version": version.number},
        )
        for version in (*versions[:1], *versions[1:][-4:])
    ]
    body = [cards.heading(f"Changes: {title(report, trust)}"), *[cards.words(line) for line in lines]]
    return "\n".join(lines), cards.card(body, actions, says=lines[-1])
