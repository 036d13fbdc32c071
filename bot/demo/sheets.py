"""Rows of the outbox as the demonstration's page shows them: what is about one thing on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs import wording
from dialogs.report_cards import PARTS, title
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Outgoing, OutgoingState, UnitOfWork
from strategy.reports import Report

_KINDS = {
    OutgoingKind.REPORT_MAILED: "the report",
    OutgoingKind.REPORT_CARD: "the report as a card",
    OutgoingKind.REPORT_SHARED: "the report, as the school's headteacher",
    OutgoingKind.REPORT_SENT: "the report, as asked for",
    OutgoingKind.REPORT_WITHDRAWN: "that it was withdrawn",
    OutgoingKind.REMARK: "what a headteacher said of a report",
    OutgoingKind.NUDGE: "a reminder",
    OutgoingKind.CHASE: "a reminder that somebody asked for",
    OutgoingKind.DIGEST: "how the week stands",
    OutgoingKind.DUTY_CHANGED: "a duty changed by hand",
    OutgoingKind.VISIT_CHANGED: "a visit that was changed",
    OutgoingKind.MEETING_CANCELLED: "a meeting that was cancelled",
    OutgoingKind.VISIT_PLAN_BOOKED: "how far the visits of a year are booked",
    OutgoingKind.VISIT_REQUEST: "what was asked for about visits",
    OutgoingKind.AGENDA_ISSUED: "the agenda of a visit",
    OutgoingKind.AGENDA_PROPOSED: "an item for an agenda",
    OutgoingKind.AGENDA_ANSWERED: "what was said of an item for an agenda",
    OutgoingKind.VISIT_PAPERS_IN: "that papers for a visit are in",
    OutgoingKind.VISIT_PAPER_SENT: "a paper for a visit, as asked for",
    OutgoingKind.LEFT_OUT_NOTE: "that there is a note for a visit",
    OutgoingKind.DESIGNATION_STEP: "a designation that waits",
    OutgoingKind.DESIGNATION_SIGNED_OFF: "a designation that was signed off",
    OutgoingKind.DESIGNATION_ENDED: "a recommendation that was ended",
    OutgoingKind.SUPPORT_ALLOCATED: "support that was allocated",
    OutgoingKind.SUPPORT_CHANGED: "support that was changed",
    OutgoingKind.DAYS_GRANTED: "days that were granted",
    OutgoingKind.PLAN_REPORT_MAILED: "a plan report",
    OutgoingKind.PLAN_REPORT_CARD: "a plan report as a card",
    OutgoingKind.TARGETS_PROPOSED: "targets that wait",
    OutgoingKind.TARGETS_SIGNED_OFF: "targets that were signed off",
    OutgoingKind.TARGETS_ENDED: "targets that were sent back",
    OutgoingKind.REVIEW_DAY: "the day of a review",
    OutgoingKind.REVIEW_OUTCOME: "what came of a review",
    OutgoingKind.ANNUAL_REVIEW_MAILED: "an annual review",
    OutgoingKind.ANNUAL_REVIEW_CARD: "an annual review as a card",
    OutgoingKind.PAPER_WAITING: "a school's paper that waits",
    OutgoingKind.PAPER_DECIDED: "what was decided on a school's paper",
    OutgoingKind.PAPER_SENT: "a school's paper, as asked for",
    OutgoingKind.EVENT_INVITED: "an invitation",
    OutgoingKind.EVENT_CHANGED: "an event that was changed",
    OutgoingKind.EVENT_REGISTER: "who came to an event",
    OutgoingKind.WORKBOOK_SENT: "a list as a workbook, as asked for",
    OutgoingKind.MEETING_PACK_SENT: "the pack of a meeting, as asked for",
    OutgoingKind.PACK_READY: "the pack of a meeting",
    OutgoingKind.PACK_LATER: "later papers for a meeting",
    OutgoingKind.LATER_PAPERS_SENT: "later papers for a meeting, as asked for",
    OutgoingKind.DAYS_TAKEN_BACK: "days that were taken back",
    OutgoingKind.EXIT_AGREED: "an exit plan that is agreed",
    OutgoingKind.SUMMARY_MAILED: "a summary of reports",
    OutgoingKind.SUMMARY_CARD: "a summary of reports as a card",
    OutgoingKind.MINUTES_SHARED: "minutes",
    OutgoingKind.MINUTED_ACTIONS: "actions in minutes",
    OutgoingKind.MINUTES_SENT: "minutes, as asked for",
    OutgoingKind.BOARD_REQUEST: "a request of a Board",
    OutgoingKind.ROLE_GRANTED: "a role that was granted",
    OutgoingKind.APP_INSTALLED: "the app in Teams",
}
_MEANS = {Means.TEAMS: "in Teams", Means.MAIL: "by mail", Means.APP: "by installing it"}


@dataclass(frozen=True, slots=True)
class Line:
    """One person, and how what they are told stands."""

    who: str
    stands: str
    has_failed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is about one thing, with everybody who is told it. `parts` are those of a report, to be read."""

    heading: str
    about: str
    people: tuple[Line, ...]
    parts: tuple[tuple[str, str], ...] = ()


async def sheets_of(uow: UnitOfWork, rows: Sequence[Outgoing]) -> list[Sheet]:
    """Rows, newest first, as sheets."""
    grouped: dict[tuple[str, datetime], list[Outgoing]] = {}
    for row in rows:
        grouped.setdefault((row.subject, row.created_at), []).append(row)
    return [await _sheet(uow, together[::-1]) for together in grouped.values()]


async def _sheet(uow: UnitOfWork, rows: Sequence[Outgoing]) -> Sheet:
    first = rows[0]
    report = await _report(uow, first)
    what = _what(first)
    heading = title(report, uow.trust) if report else wording.capitalised(what)
    author = f", from {uow.trust.person(report.author).name}" if report else ""
    people = []
    for row in rows:
        to = uow.trust.person(row.recipient)
        told = f"{_what(row)}, " if report else ""
        stands = f"{told}{_stands(row)}"
        people.append(Line(f"{to.name} <{to.email}>", stands, row.state is OutgoingState.FAILED))
    parts = tuple((label, getattr(report.text, name)) for name, label in PARTS) if report else ()
    return Sheet(heading, wording.moment(first.created_at) + author, tuple(people), parts)


async def _report(uow: UnitOfWork, row: Outgoing) -> Report | None:
    """The report that a row is about, also where it was withdrawn."""
    what, _, rest = row.subject.partition(":")
    number = rest.partition(":")[0]
    if what != "report" or not number.isdecimal():
        return None
    report = await uow.reports.get(int(number))
    withdrawn = await uow.reports.withdrawal(int(number)) if report is None else None
    return withdrawn[0] if withdrawn else report


def _what(row: Outgoing) -> str:
    return _KINDS[OutgoingKind(row.kind)] if row.kind in set(OutgoingKind) else row.kind


def _stands(row: Outgoing) -> str:
    """`in Teams, sent Mon 23 November 2026 at 09:00`, or what it waits for, or why it was not sent."""
    how = _MEANS.get(row.means, "") if row.means else ""
    if row.state is OutgoingState.SENT:
        said = f"sent {wording.moment(row.done_at)}" if row.done_at else "sent"
    elif row.state is OutgoingState.FAILED:
        said = f"failed: {row.why}"
    elif row.state is OutgoingState.DROPPED:
        said = f"not sent: {row.why}"
    else:
        again = f", to be tried again {wording.moment(row.next_try_at)}" if row.next_try_at else ""
        said = f"waiting{again if row.attempts else ''}{f' ({row.why})' if row.why else ''}"
    earlier = f" (before that: {row.tried})" if row.tried else ""
    return ", ".join(part for part in (how, said) if part) + earlier
