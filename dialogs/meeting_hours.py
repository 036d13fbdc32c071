"""The hours of a meeting, as a sentence tells them: "at 2pm", "2pm for an hour", "from 9.30 to 11am"."""

from __future__ import annotations

from datetime import date, time

from dialogs.turn import Turn
from dialogs.understanding.institute import clock_times_in
from strategy.events import usual_end

_NOT_A_START = frozenset(
    {"before", "until", "till", "til", "up to", "earlier than", "after", "later than", "past"}
)


def hours_said(turn: Turn, day: date) -> tuple[time, time] | None:
    """When a meeting on a day begins and ends, London; as long as policy has them where no end is told, and
    None where no beginning is.
    """
    text = turn.incoming.text
    told = turn.reader.found_in(text, turn.speaker, turn.trust).told
    if told.time is None:
        return None
    first, second = clock_times_in(text)
    if first and second and first < second and told.time.at in (first, second):
        return first, second
    if told.time.lead in _NOT_A_START:
        return None
    usual = turn.policy.on(day, turn.trust.calendar).meeting_hours.minutes
    minutes = round(told.lasting.total_seconds() / 60) if told.lasting else usual
    return told.time.at, usual_end(told.time.at, minutes)
