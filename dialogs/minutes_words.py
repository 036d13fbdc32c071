"""How minutes, and the meetings they are of, are put in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogs import wording
from dialogs.minutes_lines import owner_of
from dialogs.paper_words import possessive
from strategy.links import host_of
from strategy.meetings import Meeting
from strategy.minutes import ActionState, MinutedAction, Minutes, MinutesText, Sitting
from strategy.policy_reporting import Body
from strategy.trust import Trust

BODIES_BY_KEY = {
    "progress_board": Body.PROGRESS_BOARD,
    "eit": Body.EIT,
    "standards_committee": Body.STANDARDS_COMMITTEE,
    "sit": Body.SCHOOL_IMPROVEMENT_TEAM,
}
"""Bodies as a sentence is understood to name them."""


def of_meeting(meeting: Meeting | Sitting, trust: Trust) -> str:
    """`Oak Bank's Progress Board of Thu 12 November 2026`, `the Education Improvement Team of ...`."""
    return f"{body_of(meeting, trust)} of {wording.day(meeting.day)}"


def body_of(meeting: Meeting | Sitting, trust: Trust) -> str:
    """`Oak Bank's Progress Board`, `the Education Improvement Team`."""
    if meeting.school:
        name = trust.school(meeting.school).known_as
        whose = name if name.endswith("'s") else possessive(name)
        return f"{whose} {wording.BODIES[meeting.body]}"
    the = "" if meeting.body is Body.SIP_TRAINING else "the "
    return f"{the}{wording.BODIES[meeting.body]}"


def called(meeting: Meeting | Sitting, trust: Trust) -> str:
    """`the minutes of Oak Bank's Progress Board of Thu 12 November 2026`."""
    return f"the minutes of {of_meeting(meeting, trust)}"


def titled(meeting: Meeting | Sitting, trust: Trust) -> str:
    """`Minutes: Oak Bank, Progress Board`."""
    school = f"{trust.school(meeting.school).known_as}, " if meeting.school else ""
    return f"Minutes: {school}{wording.BODIES[meeting.body]}"


def in_short(meeting: Meeting | Sitting, trust: Trust, today: date) -> str:
    """`Oak Bank, Progress Board, Thu 12 Nov`."""
    school = f"{trust.school(meeting.school).known_as}, " if meeting.school else ""
    return f"{school}{wording.BODIES[meeting.body]}, {wording.short_day(meeting.day, today)}"


def recorded(minutes: Minutes, trust: Trust) -> str:
    """`recorded by Gail Governance on Fri 13 November 2026 at 09:00`, and who amended them last."""
    first, last = minutes.first, minutes.last
    said = f"recorded by {trust.person(first.by).name} on {wording.moment(first.at)}"
    if last is first:
        return said
    who = trust.person(last.by).name
    return f"{said}, amended by {who} on {wording.moment(last.at)} (version {last.number})"


def what_came_with(text: MinutesText) -> str:
    """The file's name, or where the link leads; nothing where there is neither."""
    return text.file_name or (f"Link to {host_of(text.link)}" if text.link else "")


def action_stands(action: MinutedAction, trust: Trust, today: date) -> str:
    """`David Ormerod, by Fri 4 Dec`, and where it stands."""
    return f"{owner_of(action.text, trust)}, {by_when(action, today)}"


def by_when(action: MinutedAction, today: date) -> str:
    """`by Fri 4 Dec`, and where it stands: done, late, or no longer in the minutes."""
    said = f"by {wording.short_day(action.text.by, today)}"
    if action.until is not None:
        return f"{said}, no longer in the minutes"
    if action.state is ActionState.DONE:
        return f"{said}, done"
    return f"{said}, late" if action.is_late(today) else said


def action_lines(actions: Sequence[MinutedAction], trust: Trust, today: date) -> list[str]:
    """The actions, numbered, each with who has it and how it stands."""
    return [
        f"{number}. {action.text.what} ({action_stands(action, trust, today)})"
        for number, action in enumerate(actions, 1)
    ]
