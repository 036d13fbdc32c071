"""What is done about each button: one line an entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from dialogs import (
    allocating,
    annual_review_lists,
    annual_review_page,
    annual_reviewing,
    asking_free,
    away,
    before_visits,
    board_request_recording,
    board_requests,
    booking,
    calendar_files,
    cancelling_meetings,
    changing_support,
    chasing,
    deciding,
    exits,
    filing,
    filling_in,
    form_buttons,
    half_term_reports,
    handing_in_papers,
    handing_over,
    institute,
    later_papers,
    meeting_just_shown,
    meeting_page,
    meeting_plan_booking,
    meeting_plan_changes,
    meeting_plan_views,
    meeting_planning,
    minutes_buttons,
    moving,
    moving_a_meeting,
    next_year,
    packs,
    paper_decisions,
    plan_reporting,
    plan_reports_due,
    plans,
    recommendation_steps,
    recommending,
    record,
    reminders,
    report_answers,
    report_documents,
    report_reading,
    request_lists,
    requesting,
    results_sentences,
    review_days,
    review_page,
    reviewing,
    school_papers,
    summary_sentences,
    taking_back,
    target_lists,
    target_steps,
    targeting,
    trust_plan,
    trust_plan_writing,
    visit_lists,
    visit_plan_booking,
    visit_plan_views,
    visit_planning,
    who_has_it,
    who_is_who,
    withdrawing,
)
from dialogs.asked_again import day_in, recalled
from dialogs.counter import list_again
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation

PressHandler = Callable[[Turn, Press], Awaitable[Reply]]


OLDER_CARD = "That button is from an older card. Please ask me again."


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


async def _due_plan_reports(turn: Turn, press: Press) -> Reply:
    del press
    return await plan_reports_due.answer(turn, Interpretation(intent=Intent.PLAN_REPORT))


async def _turn_page(turn: Turn, press: Press) -> Reply:
    asked = recalled(press.data.get("ask"), turn.trust)
    offset = press.data.get("offset")
    if asked is None or not isinstance(offset, int) or not 0 <= offset < 1_000_000:
        return turn.say(OLDER_CARD, summary="An older card")
    return await list_again(turn, asked, offset)


_STEPS = (
    "recommendation.endorse",
    "recommendation.send_back",
    "recommendation.review",
    "recommendation.sign_off",
    "recommendation.otherwise",
    "recommendation.withdraw",
)
_ASKED = ("request.edit.ask", "request.edit", "request.withdraw")
_DECISIONS = (
    "request.approve",
    "request.accept",
    "request.decline.ask",
    "request.decline",
    "request.ask_back.ask",
    "request.ask_back",
)
_PAPERS: Mapping[str, PressHandler] = {
    "paper.take": handing_in_papers.taken,
    "paper.hand_in": handing_in_papers.taken,
    "paper.leave": handing_in_papers.leave,
    "paper.sign_off": paper_decisions.decide,
    "paper.send_back": paper_decisions.decide,
    "paper.note.ask": paper_decisions.ask_note,
    "paper.note": paper_decisions.noted,
    "paper.send": school_papers.send,
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
_PLAN_DEEDS: Mapping[str, PressHandler] = {
    "plan.action.start": plans.begin_pressed,
    "plan.action.change": plans.begin_change,
    **dict.fromkeys(("plan.action.done", "plan.action.drop", "plan.action.open"), plans.close),
    "plan.report.start": plan_reporting.begin_pressed,
    "plan.report.amend": plan_reporting.begin_amending,
    "exit.item.start": exits.begin_item,
    **dict.fromkeys(("exit.agree", "exit.confirm", "exit.item.out"), exits.act),
}
PRESSES: Mapping[str, PressHandler] = {
    "form.next": form_buttons.pressed,
    "form.back": form_buttons.pressed,
    "form.save": form_buttons.pressed,
    "form.talk": filling_in.ask_instead,
    "form.finish": form_buttons.pressed,
    "form.open": form_buttons.pressed,
    "form.discard": form_buttons.pressed,
    "form.discard.surely": form_buttons.pressed,
    "draft.resume": filling_in.resume,
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
    "request.show": request_lists.show,
    "request.send": requesting.send,
    "request.change.send": requesting.send_change,
    **dict.fromkeys(_ASKED, requesting.edit_or_withdraw),
    **dict.fromkeys(_DECISIONS, request_lists.decide),
    "visit.free": asking_free.free,
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
    "visit.book": booking.book_pressed,
    "visit.move": moving.move_pressed,
    "visit.cancel.ask": moving.cancel_pressed,
    "visit.cancel": moving.cancel_pressed,
    "half_term.start": _start_half_term,
    "half_term.show": _show_half_term,
    "recommendation.start": recommending.begin_for_school,
    "recommendation.of_school": recommendation_steps.show_of_school,
    "recommendation.show": recommendation_steps.show_pressed,
    "recommendation.evidence": recommendation_steps.show_evidence,
    **dict.fromkeys(_STEPS, recommendation_steps.take_step),
    "support.allocate": allocating.confirm,
    "support.change": changing_support.change,
    "support.change.ask": changing_support.ask,
    "days.take_back": taking_back.take_back,
    "days.take_back.ask": taking_back.ask,
    "plan.show": plans.show_pressed,
    "plan.action": plans.show_action,
    "plan.report.show": plan_reporting.show,
    "plan.report.due": _due_plan_reports,
    "exit.show": exits.show_pressed,
    **_PLAN_DEEDS,
    "targets.start": targeting.begin_for_school,
    "targets.of_school": target_lists.show_pressed,
    "targets.set": target_steps.show_pressed,
    "targets.item": target_steps.show_item,
    "targets.note": target_steps.note,
    **dict.fromkeys(("targets.sign_off", "targets.send_back"), target_steps.decide),
    "plan.trust": trust_plan.show_pressed,
    "priority.start": trust_plan_writing.begin_pressed,
    "priority.drop.ask": trust_plan_writing.ask_to_drop,
    "priority.drop": trust_plan_writing.drop,
    "review.show": review_page.pressed,
    "review.versions": review_page.show_versions,
    "review.day": review_days.pressed,
    "review.record": reviewing.pressed,
    "annual_review.start": annual_reviewing.start_pressed,
    "annual_review.amend": annual_reviewing.amend_pressed,
    "annual_review.show": annual_review_page.show_pressed,
    "annual_review.versions": annual_review_page.versions_pressed,
    "annual_review.of_school": annual_review_lists.of_school_pressed,
    "paper.of": school_papers.show_of,
    "paper.show": school_papers.show_pressed,
    "paper.versions": school_papers.show_versions,
    **_PAPERS,
    **_FILES,
    "list.page": _turn_page,
    "record.page": record.page,
    "report.chase": _chase,
    "chase.show": _show_chase,
    "reminder.pause": _pause_reminders,
    "reminder.resume": _resume_reminders,
    "person.show": _show_person,
    **_OFFICE,
    **institute.PRESSES,
    **before_visits.PRESSES,
    "meeting_pack": packs.pressed,
    "meeting_pack.later": later_papers.pressed,
    **minutes_buttons.PRESSES,
    **board_request_recording.PRESSES,
    **board_requests.PRESSES,
    **next_year.PRESSES,
    **summary_sentences.PRESSES,
    **results_sentences.PRESSES,
    **calendar_files.PRESSES,
}
PRESSES_THAT_WRITE = frozenset(
    {do for do in PRESSES if do.startswith("form.")}
    | set(_STEPS)
    | {"recommendation.start"}
    | {"targets.start", "targets.note", "targets.sign_off", "targets.send_back"}
    | {"priority.start", "priority.drop.ask", "priority.drop"}
    | {"recommendation.start", "review.day", "review.record", "annual_review.start", "annual_review.amend"}
    | _PAPERS.keys()
    | _FILES.keys()
    | _OFFICE.keys()
    | _PLAN_DEEDS.keys()
    | institute.WRITING
    | before_visits.WRITING
    | minutes_buttons.WRITING
    | frozenset(board_request_recording.PRESSES)
    | board_requests.WRITING
    | next_year.WRITING
    | summary_sentences.WRITING
    | results_sentences.WRITING
    | calendar_files.WRITING
    | {"draft.resume", "report.start", "report.amend", "report.amend.onto", "half_term.start"}
    | {"support.allocate", "support.change", "support.change.ask", "days.take_back", "days.take_back.ask"}
    | {"report.chase", "reminder.pause", "reminder.resume"}
    | {"report.acknowledge", "report.inaccurate.ask", "report.inaccurate"}
    | {"report.withdraw.ask", "report.withdraw"}
    | {"visit_plan.anew", "visit_plan.book.ask", "visit_plan.book", "visit_plan.stop", "visit_plan.go_on"}
    | {"meeting.cancel.ask", "meeting.cancel", "meeting.move"}
    | {"meeting_plan.anew", "meeting_plan.book.ask", "meeting_plan.book"}
    | {"meeting_plan.change"}
    | {"meeting_plan.stop", "meeting_plan.go_on"}
    | {"request.send", "request.change.send", *_ASKED, *_DECISIONS}
    | {"visit.book", "visit.move", "visit.cancel.ask", "visit.cancel"}
)
