"""What is owed, as a message tells of it: what it is of, how it stands, the way to each."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.judging_rows import called, place_of, way_to
from dialogs.outgoing.telling import Telling
from dialogs.report_form import half_term_in_words
from strategy.duties import REPORTS, Duty, StoredDuty, days_late
from strategy.ports import ChangeKind

LONGEST_TOAST = 90
"""Characters of schools' names in a toast."""
MOST_ROWS = 8
"""Rows of one kind in a message; there is a question for all of them."""


def what_of(duty: Duty, telling: Telling) -> str:
    """`visit of Fri 20 Nov` or `autumn 2, 2026/27`."""
    if duty.kind not in REPORTS:
        return called(duty.kind, duty.about)
    if duty.half_term:
        return half_term_in_words(duty.half_term)
    return f"visit of {wording.short_day(duty.about_on, telling.today)}"


def noun_of(duties: Sequence[Duty]) -> str:
    """`report` where all are reports, else `thing`."""
    return "report" if all(duty.kind in REPORTS for duty in duties) else "thing"


def when_due(duty: Duty, telling: Telling) -> str:
    """`due Wed 25 Nov`, `due today`, or `was due Wed 18 Nov, 3 working days late`."""
    day = wording.short_day(duty.due_on, telling.today)
    if duty.due_on >= telling.today:
        return "due today" if duty.due_on == telling.today else f"due {day}"
    late = how_late(duty, telling)
    return f"was due {day}, {late}" if late else f"was due {day}"


def how_late(duty: Duty, telling: Telling) -> str:
    """`3 working days late`; nothing before the first working day after the due day."""
    late = days_late(duty.due_on, telling.today, telling.calendar)
    return f"{wording.several(late, 'working day')} late" if late else ""


def school_of(duty: Duty, telling: Telling) -> str:
    """The school's name as people use it, or whose it is that is about none."""
    return place_of(duty.kind, duty.school, telling.trust)


def schools_of(duties: Sequence[Duty], telling: Telling) -> str:
    """The schools of some duties, for a toast: `Oak Bank, Marlow and 2 more`."""
    names = list(dict.fromkeys(school_of(duty, telling) for duty in duties))
    for shown in (3, 2):
        left = len(names) - shown
        text = wording.listed([*names[:shown], f"{left} more"] if left > 0 else names)
        if len(text) <= LONGEST_TOAST:
            return text
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def write_it(entry: StoredDuty) -> cards.Element:
    """The button that opens the form for one's own report, or what else is to be done, beside the message."""
    if entry.duty.kind not in REPORTS:
        do, data = way_to(entry.duty.kind, entry.duty.about, entry.duty.school, own=True)
        return cards.press("Do it", do, {**data, cards.BESIDE: True})
    if entry.duty.visit is not None:
        return cards.press("Write it", "report.start", {"visit": entry.duty.visit, cards.BESIDE: True})
    return cards.press("Write it", "half_term.start", {"duty": entry.id, cards.BESIDE: True})


async def own_rows(entries: Sequence[StoredDuty], telling: Telling) -> tuple[list[str], list[cards.Element]]:
    """One's own reports: a line of words and a row with its button for each, the first ones of many."""
    lines, rows = [], []
    for entry in entries[:MOST_ROWS]:
        duty = entry.duty
        given = await _given_by(entry, telling)
        when = wording.capitalised(when_due(duty, telling))
        shown = [
            cards.words(school_of(duty, telling), bold=True),
            cards.beneath(wording.capitalised(what_of(duty, telling))),
            cards.beneath(f"{when}. {given}" if given else when),
        ]
        rows.append(cards.with_button(shown, write_it(entry)))
        line = f"{school_of(duty, telling)}, {what_of(duty, telling)}: {when_due(duty, telling)}"
        lines.append(f"{line}. {given}" if given else f"{line}.")
    return lines, rows


async def _given_by(entry: StoredDuty, telling: Telling) -> str:
    """Who gave somebody a duty that was another's first; nothing for one that was theirs from the start."""
    if entry.duty.origin is None:
        return ""
    changes = await telling.uow.duty_changes.of_duty(entry.id)
    givers = [change.changed_by for change in changes if change.kind is ChangeKind.REASSIGNED]
    if givers:
        return f"Given to you by {telling.trust.person(givers[-1]).name}."
    return f"At first {telling.trust.person(entry.duty.origin).name}'s."


def others_rows(
    entries: Sequence[StoredDuty], away: Sequence[int], telling: Telling
) -> tuple[list[str], list[cards.Element]]:
    """Late reports of others: words and a row with the way to it for each, the first ones of many."""
    lines, rows = [], []
    for entry in entries[:MOST_ROWS]:
        duty = entry.duty
        who = telling.trust.person(duty.owner).name + (" (away)" if duty.owner in away else "")
        school = school_of(duty, telling)
        late = f"{what_of(duty, telling)}, {when_due(duty, telling)}"
        if duty.kind not in REPORTS:
            way = cards.link(school, *way_to(duty.kind, duty.about, duty.school, own=False))
        elif duty.visit is not None:
            way = cards.link(school, "visit.show", {"visit": duty.visit})
        else:
            way = cards.link(school, "half_term.show", {"duty": entry.id})
        row = [way, cards.beneath(who), cards.beneath(wording.capitalised(late))]
        rows.append({"type": "Container", "items": row})
        lines.append(f"{school}, {who}: {late}.")
    return lines, rows


def and_more(total: int, question: str) -> list[str]:
    """What stands beneath the first of many: how many more there are, and what to ask to see them."""
    left = total - MOST_ROWS
    return [f'And {left} more: say "{question}"'] if left > 0 else []
