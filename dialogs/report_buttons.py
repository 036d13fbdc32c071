"""The buttons of reports, visits, people and lists of what is owed."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import (
    asking_free,
    booking,
    chasing,
    filing,
    half_term_reports,
    moving,
    record,
    reminders,
    report_answers,
    report_reading,
    request_lists,
    requesting,
    visit_lists,
    who_has_it,
    who_is_who,
    withdrawing,
)
from dialogs.asked_again import day_in, recalled
from dialogs.counter import list_again
from dialogs.messages import Press, Reply
from dialogs.turn import PressHandler, Turn
from dialogs.wording import OLDER_CARD


async def _start_report(turn: Turn, press: Press) -> Reply:
    return await filing.begin_for_visit(turn, press.data)


async def _amend_report(turn: Turn, press: Press) -> Reply:
    return await filing.begin_amending(turn, press.data.get("report"))


async def _go_on_amending(turn: Turn, press: Press) -> Reply:
    return await filing.go_on_amending(turn, press.data.get("draft"))


async def _show_report(turn: Turn, press: Press) -> Reply:
    return await report_reading.show(turn, press.data)


async def _show_remarks(turn: Turn, press: Press) -> Reply:
    return await report_reading.show_remarks(turn, press.data)


async def _show_versions(turn: Turn, press: Press) -> Reply:
    return await report_reading.show_versions(turn, press.data)


async def _show_visit(turn: Turn, press: Press) -> Reply:
    return await visit_lists.show(turn, press.data.get("visit"))


async def _start_half_term(turn: Turn, press: Press) -> Reply:
    return await filing.begin_for_half_term(turn, press.data.get("duty"))


async def _show_half_term(turn: Turn, press: Press) -> Reply:
    return await half_term_reports.show(turn, press.data.get("duty"))


async def _chase(turn: Turn, press: Press) -> Reply:
    asked = recalled(press.data.get("ask"), turn.trust)
    if asked is None or not chasing.is_chaseable(asked):
        return turn.say(OLDER_CARD, summary="An older card")
    return await chasing.pressed(turn, asked, sure=press.data.get("sure") is True)


async def _show_chase(turn: Turn, press: Press) -> Reply:
    return await chasing.show(turn, press.data.get("chase"))


async def _pause_reminders(turn: Turn, press: Press) -> Reply:
    until = day_in(press.data.get("until"))
    if until is None:
        return turn.say(OLDER_CARD, summary="An older card")
    return await reminders.switch_off(turn, until)


async def _resume_reminders(turn: Turn, press: Press) -> Reply:
    del press
    return await reminders.switch_on(turn)


async def _show_person(turn: Turn, press: Press) -> Reply:
    return await who_is_who.show(turn, press.data.get("person"))


async def _turn_page(turn: Turn, press: Press) -> Reply:
    asked = recalled(press.data.get("ask"), turn.trust)
    offset = press.data.get("offset")
    if asked is None or not isinstance(offset, int) or not 0 <= offset < 1_000_000:
        return turn.say(OLDER_CARD, summary="An older card")
    return await list_again(turn, asked, offset)


_ASKED = ("request.edit.ask", "request.edit", "request.withdraw")
_DECISIONS = (
    "request.approve",
    "request.accept",
    "request.decline.ask",
    "request.decline",
    "request.ask_back.ask",
    "request.ask_back",
)
PRESSES: Mapping[str, PressHandler] = {
    "report.start": _start_report,
    "report.amend": _amend_report,
    "report.amend.onto": _go_on_amending,
    "report.show": _show_report,
    "report.versions": _show_versions,
    "report.version": _show_versions,
    "report.remarks": _show_remarks,
    "report.deliveries": who_has_it.show,
    "report.acknowledge": report_answers.acknowledge,
    "report.inaccurate.ask": report_answers.ask_what,
    "report.inaccurate": report_answers.say_inaccurate,
    "report.withdraw.ask": withdrawing.ask,
    "report.withdraw": withdrawing.withdraw,
    "visit.show": _show_visit,
    "visit.free": asking_free.free,
    "visit.book": booking.book_pressed,
    "visit.move": moving.move_pressed,
    "visit.cancel.ask": moving.cancel_pressed,
    "visit.cancel": moving.cancel_pressed,
    "request.show": request_lists.show,
    "request.send": requesting.send,
    "request.change.send": requesting.send_change,
    **dict.fromkeys(_ASKED, requesting.edit_or_withdraw),
    **dict.fromkeys(_DECISIONS, request_lists.decide),
    "half_term.start": _start_half_term,
    "half_term.show": _show_half_term,
    "list.page": _turn_page,
    "record.page": record.page,
    "report.chase": _chase,
    "chase.show": _show_chase,
    "reminder.pause": _pause_reminders,
    "reminder.resume": _resume_reminders,
    "person.show": _show_person,
}
WRITING = frozenset(
    {"report.start", "report.amend", "report.amend.onto", "half_term.start"}
    | {"report.chase", "reminder.pause", "reminder.resume"}
    | {"report.acknowledge", "report.inaccurate.ask", "report.inaccurate"}
    | {"report.withdraw.ask", "report.withdraw"}
    | {"request.send", "request.change.send", *_ASKED, *_DECISIONS}
    | {"visit.book", "visit.move", "visit.cancel.ask", "visit.cancel"}
)
"""Those that are refused where the bot only reads."""
