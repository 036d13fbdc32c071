"""What reaches people of its own accord: its kinds, and by which means each goes.

A row of the outbox names a kind, a person and the ids of what it is about; its words are made when it is
delivered, after looking whether it is still true and still allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Means(StrEnum):
    """How somebody is reached."""

    TEAMS = "teams"
    MAIL = "mail"
    APP = "app"
    """Nothing is told: the app is put into their Teams, and greets them there."""


class OutgoingKind(StrEnum):
    """What is told. The subject of its row says of what, as `report:41:2` (see each)."""

    REPORT_MAILED = "report.mailed"
    """A filed or amended report by mail, with its Word document. `report:ID:VERSION`"""
    REPORT_CARD = "report.card"
    """The same as a card for somebody who has it by mail too. `report:ID:VERSION`"""
    REPORT_SHARED = "report.shared"
    """The same for the school's headteacher, who can answer it. `report:ID:VERSION`"""
    REPORT_SENT = "report.sent"
    """The same by mail, for who asked for it. `report:ID:VERSION`"""
    REPORT_WITHDRAWN = "report.withdrawn"
    """A report that somebody was sent is withdrawn. `report:ID`"""
    REMARK = "remark"
    """What a headteacher says of a report, for its author and the Deputy CEO. `remark:ID`"""
    NUDGE = "nudge"
    """The one reminder of a day, of all that is due and late. `nudge:PERSON:DAY`"""
    CHASE = "chase"
    """A reminder that somebody asked for. `chase:ID`"""
    DIGEST = "digest"
    """The Deputy CEO's week. `digest:MONDAY`"""
    DUTY_CHANGED = "duty.changed"
    """A duty was extended, excused or given to somebody else. `duty_change:ID`"""
    DESIGNATION_STEP = "designation.step"
    """A recommended designation waits for somebody's step. `recommendation:ID:REVISION`"""
    DESIGNATION_SIGNED_OFF = "designation.signed_off"
    """A school's designation was signed off, for those whom it concerns. `recommendation:ID:REVISION`"""
    DESIGNATION_ENDED = "designation.ended"
    """Somebody else withdrew or superseded what the recipient recommended. `recommendation:ID:REVISION`"""
    VISIT_CHANGED = "visit.changed"
    """A visit was moved, cancelled or declined by somebody else, or in the calendar. `visit:ID:HOW`"""
    MEETING_CANCELLED = "meeting.cancelled"
    """A meeting that stands in no calendar was cancelled, for those who sit in it.
    `meeting_cancellation:ID`
    """
    VISIT_PLAN_BOOKED = "visit_plan.booked"
    """How many of a year's visits stand in the calendars, for who booked them. `visit_plan:ID:HALF_OR_ALL`"""
    VISIT_REQUEST = "visit.request"
    """What a headteacher asks for about visits, or what became of it. `request:ID:REVISION`"""
    SUPPORT_ALLOCATED = "support.allocated"
    """Support for a school, for who gives it, the headteacher and the partner. `allocation:ID`"""
    SUPPORT_CHANGED = "support.changed"
    """Support ends on another day, or was called off; for the same people. `support_change:ID`"""
    DAYS_GRANTED = "days.granted"
    """Days beyond what a school's risk brings. `grant:ID`"""
    DAYS_TAKEN_BACK = "days.taken_back"
    """Some of them were taken back, for the same people and who granted them. `taken_back:ID`"""
    PLAN_REPORT_MAILED = "plan_report.mailed"
    """A report on a tailored plan by mail, with its Word document. `plan_report:ID:VERSION`"""
    PLAN_REPORT_CARD = "plan_report.card"
    """The same as a card for somebody who has it by mail too. `plan_report:ID:VERSION`"""
    TARGETS_PROPOSED = "targets.proposed"
    """A school's proposed targets wait for a sign-off. `targets:ID`"""
    TARGETS_SIGNED_OFF = "targets.signed_off"
    """A school's targets were signed off, for those whom it concerns. `targets:ID`"""
    TARGETS_ENDED = "targets.ended"
    """Somebody else sent back or superseded what the recipient proposed. `targets:ID`"""
    REVIEW_DAY = "review.day"
    """The day of a review of the year was set or moved. `review:ID:REVISION`"""
    REVIEW_OUTCOME = "review.outcome"
    """What came of a review was recorded or corrected. `review:ID:REVISION`"""
    ANNUAL_REVIEW_MAILED = "annual_review.mailed"
    """A partner's annual review by mail, with its Word document. `annual_review:ID:VERSION`"""
    ANNUAL_REVIEW_CARD = "annual_review.card"
    """The same as a card for somebody who has it by mail too. `annual_review:ID:VERSION`"""
    SUMMARY_MAILED = "summary.mailed"
    """The Lead SIP's summary or report for a meeting by mail, with its document. `summary:ID:VERSION`"""
    SUMMARY_CARD = "summary.card"
    """The same as a card for somebody who has it by mail too. `summary:ID:VERSION`"""
    PAPER_WAITING = "paper.waiting"
    """A school's paper waits to be signed off. `development_plan:ID:REVISION`"""
    PAPER_DECIDED = "paper.decided"
    """It was signed off or sent back, for the headteacher and who handed it in.
    `development_plan:ID:REVISION`"""
    PAPER_SENT = "paper.sent"
    """A version of a school's paper by mail, for who asked for it. `development_plan:ID:VERSION`"""
    AGENDA_ISSUED = "agenda.issued"
    """The agenda of a visit, for the partner and the headteacher. `agenda:VISIT:NUMBER`"""
    AGENDA_PROPOSED = "agenda.proposed"
    """An item for an agenda waits for somebody to agree. `agenda_item:ID:REVISION`"""
    AGENDA_ANSWERED = "agenda.answered"
    """It was agreed or not, for who proposed it. `agenda_item:ID:REVISION`"""
    VISIT_PAPERS_IN = "visit_papers.in"
    """A school's papers for a visit are in, or more of them came, for the partner. `visit:ID:HOW_MANY`"""
    VISIT_PAPER_SENT = "visit_paper.sent"
    """One of them by mail, for who asked for it. `visit_paper:ID`"""
    LEFT_OUT_NOTE = "left_out.note"
    """A headteacher has left the partner a note for a visit; never what it says. `left_out:ID:REVISION`"""
    MINUTES_SHARED = "minutes.shared"
    """The minutes of a meeting, for those with whom policy shares them. `minutes:ID:VERSION`"""
    MINUTED_ACTIONS = "minutes.actions"
    """What minutes give somebody to do who is not sent them. `minutes:ID:VERSION`"""
    MINUTES_SENT = "minutes.sent"
    """Minutes by mail, with their file, for who asked for them. `minutes:ID:VERSION`"""
    BOARD_REQUEST = "board.request"
    """What a Progress Board asks of the EIT, for who decides; or what became of it, for the Board's members
    and who recorded it. `board_request:ID:REVISION`"""
    PACK_READY = "pack.ready"
    """The pack of a meeting, for those who sit in it or clerk it. `pack:MEETING:DAY:1`"""
    PACK_LATER = "pack.later"
    """What came after it went out. `pack:MEETING:DAY:NUMBER`"""
    LATER_PAPERS_SENT = "later_papers.sent"
    """The same by mail, for who asked for it. `later_papers:MEETING:NUMBER`"""
    EVENT_INVITED = "event.invited"
    """Somebody is invited to a network or training. `event:ID:REVISION`"""
    EVENT_CHANGED = "event.changed"
    """It was moved or cancelled, for those invited. `event:ID:REVISION`"""
    EVENT_REGISTER = "event.register"
    """Whoever arranged it is asked who came. `event:ID:REVISION`"""
    WORKBOOK_SENT = "workbook.sent"
    """A list as a workbook by mail, for who asked for it. `workbook:ID`"""
    MEETING_PACK_SENT = "meeting_pack.sent"
    """The pack of a meeting by mail, for who asked for it. `meeting_pack:ID`"""
    EXIT_AGREED = "exit.agreed"
    """A school's exit plan is agreed, or has changed since, for headteacher, partner and who confirms a part.
    `exit:ID`, or `exit:ID:changed`
    """
    ROLE_GRANTED = "role.granted"
    """An import granted a guarded role. `person:ID:ROLE`"""
    APP_INSTALLED = "app.installed"
    """The app is put into the Teams of somebody who has no chat with the bot. `app:PERSON`"""


WAYS: Mapping[OutgoingKind, tuple[Means, ...]] = {
    OutgoingKind.REPORT_MAILED: (Means.MAIL,),
    OutgoingKind.REPORT_CARD: (Means.TEAMS,),
    OutgoingKind.REPORT_SHARED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.REPORT_SENT: (Means.MAIL,),
    OutgoingKind.REPORT_WITHDRAWN: (Means.TEAMS, Means.MAIL),
    OutgoingKind.REMARK: (Means.TEAMS, Means.MAIL),
    OutgoingKind.NUDGE: (Means.TEAMS, Means.MAIL),
    OutgoingKind.CHASE: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DIGEST: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DUTY_CHANGED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DESIGNATION_STEP: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DESIGNATION_SIGNED_OFF: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DESIGNATION_ENDED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.VISIT_CHANGED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.MEETING_CANCELLED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.VISIT_PLAN_BOOKED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.VISIT_REQUEST: (Means.TEAMS, Means.MAIL),
    OutgoingKind.SUPPORT_ALLOCATED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.SUPPORT_CHANGED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DAYS_GRANTED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.DAYS_TAKEN_BACK: (Means.TEAMS, Means.MAIL),
    OutgoingKind.PLAN_REPORT_MAILED: (Means.MAIL,),
    OutgoingKind.PLAN_REPORT_CARD: (Means.TEAMS,),
    OutgoingKind.TARGETS_PROPOSED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.TARGETS_SIGNED_OFF: (Means.TEAMS, Means.MAIL),
    OutgoingKind.TARGETS_ENDED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.REVIEW_DAY: (Means.TEAMS, Means.MAIL),
    OutgoingKind.REVIEW_OUTCOME: (Means.TEAMS, Means.MAIL),
    OutgoingKind.ANNUAL_REVIEW_MAILED: (Means.MAIL,),
    OutgoingKind.ANNUAL_REVIEW_CARD: (Means.TEAMS,),
    OutgoingKind.SUMMARY_MAILED: (Means.MAIL,),
    OutgoingKind.SUMMARY_CARD: (Means.TEAMS,),
    OutgoingKind.PAPER_WAITING: (Means.TEAMS, Means.MAIL),
    OutgoingKind.PAPER_DECIDED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.PAPER_SENT: (Means.MAIL,),
    OutgoingKind.AGENDA_ISSUED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.AGENDA_PROPOSED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.AGENDA_ANSWERED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.VISIT_PAPERS_IN: (Means.TEAMS, Means.MAIL),
    OutgoingKind.VISIT_PAPER_SENT: (Means.MAIL,),
    OutgoingKind.LEFT_OUT_NOTE: (Means.TEAMS, Means.MAIL),
    OutgoingKind.MINUTES_SHARED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.MINUTED_ACTIONS: (Means.TEAMS, Means.MAIL),
    OutgoingKind.MINUTES_SENT: (Means.MAIL,),
    OutgoingKind.BOARD_REQUEST: (Means.TEAMS, Means.MAIL),
    OutgoingKind.PACK_READY: (Means.TEAMS, Means.MAIL),
    OutgoingKind.PACK_LATER: (Means.TEAMS, Means.MAIL),
    OutgoingKind.LATER_PAPERS_SENT: (Means.MAIL,),
    OutgoingKind.EVENT_INVITED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.EVENT_CHANGED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.EVENT_REGISTER: (Means.TEAMS, Means.MAIL),
    OutgoingKind.WORKBOOK_SENT: (Means.MAIL,),
    OutgoingKind.MEETING_PACK_SENT: (Means.MAIL,),
    OutgoingKind.EXIT_AGREED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.ROLE_GRANTED: (Means.TEAMS, Means.MAIL),
    OutgoingKind.APP_INSTALLED: (Means.APP,),
}
"""The means of each kind, the first that is tried first; the next where somebody cannot be reached by it."""

GOES_BY_MAIL_TOO = frozenset(
    {
        OutgoingKind.REPORT_CARD,
        OutgoingKind.PLAN_REPORT_CARD,
        OutgoingKind.ANNUAL_REVIEW_CARD,
        OutgoingKind.SUMMARY_CARD,
    }
)
"""Kinds whose failing matters to nobody: the same person has the same thing by mail."""

NEEDS_NOBODY = frozenset({OutgoingKind.APP_INSTALLED})
"""Kinds that nobody has to look at where they fail: it is tried anew by itself, another month."""


def first_means(kind: str) -> Means:
    """By which means a kind is tried first; an unknown one (of a later program) as a message in Teams."""
    return WAYS[OutgoingKind(kind)][0] if kind in set(OutgoingKind) else Means.TEAMS


def next_means(kind: str, after: Means) -> Means | None:
    """By which means it is tried where `after` reached nobody; None where that was the last."""
    ways = WAYS.get(OutgoingKind(kind), ()) if kind in set(OutgoingKind) else ()
    place = ways.index(after) + 1 if after in ways else len(ways)
    return ways[place] if place < len(ways) else None
