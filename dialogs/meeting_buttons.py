"""The buttons of meetings, and of the year's plans of visits and meetings."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import (
    cancelling_meetings,
    later_papers,
    meeting_just_shown,
    meeting_page,
    meeting_plan_booking,
    meeting_plan_changes,
    meeting_plan_views,
    meeting_planning,
    moving_a_meeting,
    packs,
    visit_plan_booking,
    visit_plan_views,
    visit_planning,
)
from dialogs.turn import PressHandler

PRESSES: Mapping[str, PressHandler] = {
    "visit_plan.show": visit_planning.show,
    "visit_plan.anew": visit_planning.anew,
    "visit_plan.view": visit_plan_views.view,
    "visit_plan.book.ask": visit_plan_booking.ask_to_book,
    "visit_plan.book": visit_plan_booking.book,
    "visit_plan.progress": visit_plan_booking.progress,
    "visit_plan.stop": visit_plan_booking.stop,
    "visit_plan.go_on": visit_plan_booking.stop,
    "meeting.show": meeting_page.show,
    "meeting.cancel.ask": cancelling_meetings.ask,
    "meeting.cancel": cancelling_meetings.cancel,
    "meeting.move": moving_a_meeting.move,
    meeting_just_shown.AGENDA: meeting_just_shown.agenda,
    meeting_just_shown.AFTER: meeting_just_shown.after,
    "meeting_plan.show": meeting_planning.show,
    "meeting_plan.anew": meeting_planning.anew,
    "meeting_plan.change": meeting_plan_changes.change,
    "meeting_plan.view": meeting_plan_views.view,
    "meeting_plan.book.ask": meeting_plan_booking.ask_to_book,
    "meeting_plan.book": meeting_plan_booking.book,
    "meeting_plan.progress": meeting_plan_booking.progress,
    "meeting_plan.stop": meeting_plan_booking.stop,
    "meeting_plan.go_on": meeting_plan_booking.stop,
    "meeting_pack": packs.pressed,
    "meeting_pack.later": later_papers.pressed,
}
WRITING = frozenset(
    {"visit_plan.anew", "visit_plan.book.ask", "visit_plan.book", "visit_plan.stop", "visit_plan.go_on"}
    | {"meeting.cancel.ask", "meeting.cancel", "meeting.move"}
    | {"meeting_plan.anew", "meeting_plan.book.ask", "meeting_plan.book", "meeting_plan.change"}
    | {"meeting_plan.stop", "meeting_plan.go_on"}
)
"""Those that are refused where the bot only reads."""
