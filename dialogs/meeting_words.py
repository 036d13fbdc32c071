"""How meetings and their plan are spoken of: what each is called, when it is, what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, time

from dialogs import wording
from dialogs.turn import Turn
from strategy.edition import Edition
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import PlannedMeeting

IN_SHORT = {
    Body.PROGRESS_BOARD: "Progress Board",
    Body.EIT: "EIT",
    Body.STANDARDS_COMMITTEE: "Standards Committee",
    Body.SCHOOL_IMPROVEMENT_TEAM: "School Improvement Team",
    Body.SIP_TRAINING: "SIP training",
}
"""Bodies in rows and headings, where there is little room."""


def called(turn: Turn, body: Body, school: str = "") -> str:
    """`Progress Board of Marlow`, `EIT`."""
    return f"{IN_SHORT[body]} of {turn.trust.school(school).known_as}" if school else IN_SHORT[body]


def line_called(turn: Turn, each: PlannedMeeting) -> str:
    """`Progress Board of Marlow in January`, `EIT of the January round`."""
    month = month_name(each.month)
    terms = turn.policy.on(each.day or turn.today, turn.trust.calendar).meetings[each.body]
    if terms.follows is not None:
        return f"{IN_SHORT[each.body]} of the {month} round"
    return f"{called(turn, each.body, each.school)} in {month}"


def month_name(month: int) -> str:
    """`January`."""
    return f"{date(2000, month, 1):%B}"


def times(meeting: Meeting | PlannedMeeting) -> str:
    """`09:00 to 10:30`."""
    return f"{clock(meeting.starts)} to {clock(meeting.ends)}"


def clock(at: time) -> str:
    """`09:00`."""
    return f"{at:%H:%M}"


def counted(lines: Iterable[PlannedMeeting | Meeting]) -> str:
    """`33 Progress Boards, 6 EITs, 2 SIP training days`."""
    many = Counter(each.body for each in lines)
    ways = {
        Body.PROGRESS_BOARD: ("Progress Board", None),
        Body.EIT: ("EIT", None),
        Body.STANDARDS_COMMITTEE: ("Standards Committee", None),
        Body.SCHOOL_IMPROVEMENT_TEAM: ("School Improvement Team meeting", None),
        Body.SIP_TRAINING: ("SIP training day", None),
    }
    return wording.listed([wording.several(many[body], *ways[body]) for body in Body if many[body]])


def business(body: Body, month: int, edition: Edition) -> tuple[str, ...]:
    """What the strategy puts on the agenda of a body's meeting in a round, in policy's words."""
    return tuple(
        item
        for each in edition.rounds.business
        if each.body is body and each.round == month
        for item in each.items
    )
