"""How a report is shown: its receipt, its text page by page, and what was changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogs import cards, wording
from dialogs.report_form import half_term_in_words
from dialogs.shortening import as_much_as_fits, size_shown
from strategy.actions.reading import thing_of
from strategy.actions.recipients import Distribution
from strategy.people import Person
from strategy.permissions import Deed, may
from strategy.reports import Report, ReportText, ReportVersion
from strategy.trust import Trust

PARTS = (
    ("purpose", "Purpose of visit"),
    ("activities", "Summary of activities during visit"),
    ("outcomes", "Summary of outcomes"),
    ("recommendations", "Recommendations"),
)
MOST_CHANGES = 20
"""Versions that a list of changes tells of: the first, and the last ones."""
ROOM_FOR_A_PAGE = 11_000
"""Bytes of JSON of report text that one card shows; a usual report fits on one."""


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


def goes_to(distribution: Distribution, report_school: str, trust: Trust) -> tuple[str, str]:
    """Who receives a report, and which meetings see it next, in words."""
    school = trust.school(report_school)
    people = []
    for recipient in distribution.people:
        person = trust.person(recipient.person)
        part = "headteacher" if not recipient.mailed and person.id == school.headteacher else _part(person)
        people.append(f"{person.name} ({part})" if part else person.name)
    meetings = [wording.MEETINGS[audience] for audience in distribution.meetings]
    return wording.listed(people), wording.listed(meetings)


def _part(person: Person) -> str:
    return wording.held_role(person.held[0]) if person.held else ""


def receipt(report: Report, distribution: Distribution, trust: Trust) -> tuple[str, dict[str, Any]]:
    """What the author gets for a filed report: the words, and the card that replaces the form."""
    school = trust.school(report.school)
    people, meetings = goes_to(distribution, report.school, trust)
    said = f"Filed: your report on {school.known_as}, {occasion(report)}. {timeliness(report)}."
    if people:
        said += f" It goes to {people}."
    if meetings:
        said += f" Then it is for {meetings}."
    body = [
        cards.heading(f"Report filed: {school.known_as}"),
        cards.facts(
            [
                ("Visit" if report.visit else "Half term", occasion(report)),
                ("Role", wording.CAPACITIES[report.capacity]),
                ("Filed", wording.moment(report.filed_at)),
                ("Deadline", timeliness(report)),
                *([("Goes to", people)] if people else []),
                *([("Then", wording.capitalised(meetings))] if meetings else []),
            ]
        ),
    ]
    actions = [
        cards.press("Read it", "report.show", {"report": report.id}),
        cards.press("Amend", "report.amend", {"report": report.id}),
    ]
    return said, cards.card(body, actions, says=said)


def pages(text: ReportText) -> list[list[tuple[str, str]]]:
    """A report's parts as pages of (label, words), each page small enough for a card."""
    made: list[list[tuple[str, str]]] = [[]]
    room = ROOM_FOR_A_PAGE
    for name, label in PARTS:
        left = getattr(text, name)
        first = True
        while left or first:
            piece = as_much_as_fits(left, room)
            if not piece and left:
                made.append([])
                room = ROOM_FOR_A_PAGE
                continue
            made[-1].append((label if first else f"{label} (continued)", piece))
            room -= size_shown(piece)
            left, first = left[len(piece) :], False
    return made


def reading(report: Report, reader: Person, trust: Trust, page: int = 0) -> tuple[str, str, dict[str, Any]]:
    """A report for somebody who may read it: in short, in full as words, and as a card."""
    school, author = trust.school(report.school), trust.person(report.author)
    short = f"{title(report, trust)}, by {author.name} ({wording.CAPACITIES[report.capacity]})."
    about = [
        ("School", school.name),
        ("Role", f"{wording.CAPACITIES[report.capacity]}: {author.name}"),
        ("Half term" if report.half_term else "Date of visit", occasion(report)),
        ("Filed", f"{wording.moment(report.filed_at)}. {timeliness(report)}."),
    ]
    if report.amended_at is not None:
        about.append(("Amended", f"{wording.moment(report.amended_at)} (version {report.version})"))
    full = "\n".join(
        [f"{label}: {value}" for label, value in about]
        + [f"\n{label}\n{getattr(report.text, name)}" for name, label in PARTS]
    )
    parts = pages(report.text)
    page = min(max(page, 0), len(parts) - 1)
    body: list[cards.Element | None] = [cards.heading(title(report, trust))]
    body.append(cards.facts(about) if page == 0 else None)
    for label, piece in parts[page]:
        body.extend(cards.labelled(label, piece or "-"))
    if len(parts) > 1:
        body.append(cards.note(f"Page {page + 1} of {len(parts)}"))
    own = reader.id == report.author
    reference = {"report": report.id}
    actions = [
        cards.press("Next page", "report.show", {**reference, "page": page + 1}, primary=True)
        if page + 1 < len(parts)
        else None,
        cards.press("Page before", "report.show", {**reference, "page": page - 1}) if page else None,
        cards.press("Amend", "report.amend", reference) if own else None,
        cards.press("What was changed", "report.versions", reference)
        if report.version > 1 and _may_see_versions(reader, report, trust)
        else None,
    ]
    return short, full, cards.card(body, actions, says=short)


def _may_see_versions(reader: Person, report: Report, trust: Trust) -> bool:
    return may(reader, Deed.READ_VERSIONS, thing_of(report), trust, frozenset())


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
