"""What is done about each button: the tables of each subject, put together."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import (
    away,
    before_visits,
    board_request_recording,
    board_requests,
    calendar_files,
    deciding,
    filling_in,
    form_buttons,
    handing_over,
    institute,
    judging_buttons,
    meeting_buttons,
    minutes_buttons,
    next_year,
    report_buttons,
    report_documents,
    results_sentences,
    summary_sentences,
)
from dialogs.turn import PressHandler

_FORMS: Mapping[str, PressHandler] = {
    "form.talk": filling_in.ask_instead,
    "draft.resume": filling_in.resume,
    **dict.fromkeys(
        (
            "form.next",
            "form.back",
            "form.save",
            "form.finish",
            "form.open",
            "form.discard",
            "form.discard.surely",
        ),
        form_buttons.pressed,
    ),
}
_FILES: Mapping[str, PressHandler] = {
    "report.send": report_documents.send,
    "file.take": handing_over.take,
    "file.leave": handing_over.leave,
    "file.mail": handing_over.mail,
}
_OFFICE: Mapping[str, PressHandler] = {
    **dict.fromkeys(("away.ask", "away.mark", "away.back", "away.call_off"), away.pressed),
    **{f"{do}{asks}": deciding.pressed for do in deciding.DO.values() for asks in ("", ".ask")},
}
PRESSES: Mapping[str, PressHandler] = {
    **_FORMS,
    **_FILES,
    **_OFFICE,
    **report_buttons.PRESSES,
    **judging_buttons.PRESSES,
    **institute.PRESSES,
    **before_visits.PRESSES,
    **meeting_buttons.PRESSES,
    **minutes_buttons.PRESSES,
    **board_request_recording.PRESSES,
    **board_requests.PRESSES,
    **next_year.PRESSES,
    **summary_sentences.PRESSES,
    **results_sentences.PRESSES,
    **calendar_files.PRESSES,
}
PRESSES_THAT_WRITE = frozenset(
    {*_FORMS, *_FILES, *_OFFICE}
    | report_buttons.WRITING
    | judging_buttons.WRITING
    | institute.WRITING
    | before_visits.WRITING
    | meeting_buttons.WRITING
    | minutes_buttons.WRITING
    | board_request_recording.PRESSES.keys()
    | board_requests.WRITING
    | next_year.WRITING
    | summary_sentences.WRITING
    | results_sentences.WRITING
    | calendar_files.WRITING
)
"""Those that are refused where the bot only reads."""
