"""Meetings as entries of a calendar file: exactly those that a question lists for whoever asks it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dialogs import wording
from dialogs.asked_again import recalled
from dialogs.meeting_lists import found_by
from dialogs.turn import Turn
from strategy.actions.seeing_meetings import SeenMeeting
from strategy.errors import NotFound
from strategy.policy_reporting import Body
from strategy.ports import CalendarEntry
from strategy.school_year import LONDON

MOST_ENTRIES = 5_000
"""Entries of a calendar file."""
_TITLES = {
    Body.PROGRESS_BOARD: "Progress Boards",
    Body.EIT: "EIT meetings",
    Body.STANDARDS_COMMITTEE: "Standards Committee meetings",
    Body.SCHOOL_IMPROVEMENT_TEAM: "School Improvement Team meetings",
    Body.SIP_TRAINING: "SIP training",
}


def title_of(question: Mapping[str, Any]) -> str:
    """What the file of a question is of: `Meetings`, `EIT meetings`; never a judgement."""
    body = _body(question)
    return "Meetings" if body is None else _TITLES[body]


async def entries_of(turn: Turn, question: Mapping[str, Any]) -> list[CalendarEntry]:
    """The meetings that a question lists, as they are now for the speaker, at most `MOST_ENTRIES`.

    Raises NotAllowed where they may see none such any more, and NotFound where the question means nothing.
    """
    asked = recalled(question.get("ask"), turn.trust)
    if asked is None:
        raise NotFound("file")
    found = await found_by(turn, asked, _body(question), limit=MOST_ENTRIES)
    return [_entry(turn, each) for each in found.items]


def _body(question: Mapping[str, Any]) -> Body | None:
    named = question.get("body")
    return Body(named) if named in set(Body) else None


def _entry(turn: Turn, seen: SeenMeeting) -> CalendarEntry:
    meeting = seen.meeting
    school = turn.trust.school(meeting.school) if meeting.school else None
    return CalendarEntry(
        key=f"meeting:{meeting.id}",
        subject=f"{wording.BODIES[meeting.body]}{f', {school.known_as}' if school is not None else ''}",
        starts=datetime.combine(meeting.day, meeting.starts, LONDON),
        ends=datetime.combine(meeting.day, meeting.ends, LONDON),
        place="Microsoft Teams" if seen.online else school.name if school is not None else "",
        revision=seen.revision,
        url=seen.join_url,
    )
