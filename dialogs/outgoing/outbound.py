"""The words of everything that is told: one table, a maker for each kind and means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from dialogs.outgoing import (
    annual_reviews,
    before_visits,
    board_requests,
    cancelled_meetings,
    chases,
    designations,
    digest,
    duty_changes,
    events,
    exit_plans,
    filed_reports,
    granted_roles,
    installations,
    meeting_packs,
    minutes,
    packs,
    plan_reports,
    remarks,
    reminders,
    reviews,
    school_papers,
    summaries,
    support,
    targets,
    visit_changes,
    visit_plans,
    visit_requests,
    withdrawn_reports,
    workbooks,
)
from dialogs.outgoing.telling import NoLonger, NotYet, Telling
from strategy.outgoing import Means, OutgoingKind
from strategy.policy import Policy
from strategy.ports import (
    CalendarFiles,
    Documents,
    Installation,
    Letter,
    Notice,
    NotNow,
    Outgoing,
    Rendering,
    UnitOfWork,
    Untrue,
    Workbooks,
)

Maker = Callable[[Telling], Awaitable[Notice | Letter | Installation]]

MAKERS: Mapping[OutgoingKind, Mapping[Means, Maker]] = {
    OutgoingKind.REPORT_MAILED: {Means.MAIL: filed_reports.by_mail},
    OutgoingKind.REPORT_CARD: {Means.TEAMS: filed_reports.to_the_mailed},
    OutgoingKind.REPORT_SHARED: {
        Means.TEAMS: filed_reports.to_the_headteacher,
        Means.MAIL: filed_reports.by_mail,
    },
    OutgoingKind.REPORT_SENT: {Means.MAIL: filed_reports.copy_by_mail},
    OutgoingKind.REPORT_WITHDRAWN: {
        Means.TEAMS: withdrawn_reports.by_message,
        Means.MAIL: withdrawn_reports.by_mail,
    },
    OutgoingKind.REMARK: {Means.TEAMS: remarks.by_message, Means.MAIL: remarks.by_mail},
    OutgoingKind.NUDGE: {Means.TEAMS: reminders.by_message, Means.MAIL: reminders.by_mail},
    OutgoingKind.CHASE: {Means.TEAMS: chases.by_message, Means.MAIL: chases.by_mail},
    OutgoingKind.DIGEST: {Means.TEAMS: digest.by_message, Means.MAIL: digest.by_mail},
    OutgoingKind.DUTY_CHANGED: {Means.TEAMS: duty_changes.by_message, Means.MAIL: duty_changes.by_mail},
    OutgoingKind.DESIGNATION_STEP: {
        Means.TEAMS: designations.step_by_message,
        Means.MAIL: designations.step_by_mail,
    },
    OutgoingKind.DESIGNATION_SIGNED_OFF: {
        Means.TEAMS: designations.signed_off_by_message,
        Means.MAIL: designations.signed_off_by_mail,
    },
    OutgoingKind.DESIGNATION_ENDED: {
        Means.TEAMS: designations.ended_by_message,
        Means.MAIL: designations.ended_by_mail,
    },
    OutgoingKind.VISIT_CHANGED: {Means.TEAMS: visit_changes.by_message, Means.MAIL: visit_changes.by_mail},
    OutgoingKind.MEETING_CANCELLED: {
        Means.TEAMS: cancelled_meetings.by_message,
        Means.MAIL: cancelled_meetings.by_mail,
    },
    OutgoingKind.VISIT_PLAN_BOOKED: {Means.TEAMS: visit_plans.by_message, Means.MAIL: visit_plans.by_mail},
    OutgoingKind.VISIT_REQUEST: {Means.TEAMS: visit_requests.by_message, Means.MAIL: visit_requests.by_mail},
    OutgoingKind.BOARD_REQUEST: {Means.TEAMS: board_requests.by_message, Means.MAIL: board_requests.by_mail},
    OutgoingKind.SUPPORT_ALLOCATED: {
        Means.TEAMS: support.allocated_by_message,
        Means.MAIL: support.allocated_by_mail,
    },
    OutgoingKind.SUPPORT_CHANGED: {
        Means.TEAMS: support.changed_by_message,
        Means.MAIL: support.changed_by_mail,
    },
    OutgoingKind.DAYS_GRANTED: {
        Means.TEAMS: support.granted_by_message,
        Means.MAIL: support.granted_by_mail,
    },
    OutgoingKind.DAYS_TAKEN_BACK: {
        Means.TEAMS: support.taken_back_by_message,
        Means.MAIL: support.taken_back_by_mail,
    },
    OutgoingKind.PLAN_REPORT_MAILED: {Means.MAIL: plan_reports.by_mail},
    OutgoingKind.PLAN_REPORT_CARD: {Means.TEAMS: plan_reports.by_message},
    OutgoingKind.TARGETS_PROPOSED: {
        Means.TEAMS: targets.proposed_by_message,
        Means.MAIL: targets.proposed_by_mail,
    },
    OutgoingKind.TARGETS_SIGNED_OFF: {
        Means.TEAMS: targets.signed_off_by_message,
        Means.MAIL: targets.signed_off_by_mail,
    },
    OutgoingKind.TARGETS_ENDED: {
        Means.TEAMS: targets.ended_by_message,
        Means.MAIL: targets.ended_by_mail,
    },
    OutgoingKind.REVIEW_DAY: {Means.TEAMS: reviews.day_by_message, Means.MAIL: reviews.day_by_mail},
    OutgoingKind.REVIEW_OUTCOME: {
        Means.TEAMS: reviews.outcome_by_message,
        Means.MAIL: reviews.outcome_by_mail,
    },
    OutgoingKind.ANNUAL_REVIEW_MAILED: {Means.MAIL: annual_reviews.by_mail},
    OutgoingKind.SUMMARY_MAILED: {Means.MAIL: summaries.by_mail},
    OutgoingKind.SUMMARY_CARD: {Means.TEAMS: summaries.by_message},
    OutgoingKind.ANNUAL_REVIEW_CARD: {Means.TEAMS: annual_reviews.by_message},
    OutgoingKind.PAPER_WAITING: {
        Means.TEAMS: school_papers.waiting_by_message,
        Means.MAIL: school_papers.waiting_by_mail,
    },
    OutgoingKind.PAPER_DECIDED: {
        Means.TEAMS: school_papers.decided_by_message,
        Means.MAIL: school_papers.decided_by_mail,
    },
    OutgoingKind.PAPER_SENT: {Means.MAIL: school_papers.copy_by_mail},
    OutgoingKind.AGENDA_ISSUED: {
        Means.TEAMS: before_visits.agenda_by_message,
        Means.MAIL: before_visits.agenda_by_mail,
    },
    OutgoingKind.AGENDA_PROPOSED: {
        Means.TEAMS: before_visits.proposed_by_message,
        Means.MAIL: before_visits.proposed_by_mail,
    },
    OutgoingKind.AGENDA_ANSWERED: {
        Means.TEAMS: before_visits.answered_by_message,
        Means.MAIL: before_visits.answered_by_mail,
    },
    OutgoingKind.VISIT_PAPERS_IN: {
        Means.TEAMS: before_visits.papers_by_message,
        Means.MAIL: before_visits.papers_by_mail,
    },
    OutgoingKind.VISIT_PAPER_SENT: {Means.MAIL: before_visits.paper_by_mail},
    OutgoingKind.LEFT_OUT_NOTE: {
        Means.TEAMS: before_visits.note_by_message,
        Means.MAIL: before_visits.note_by_mail,
    },
    OutgoingKind.MINUTES_SHARED: {
        Means.TEAMS: minutes.shared_by_message,
        Means.MAIL: minutes.shared_by_mail,
    },
    OutgoingKind.MINUTED_ACTIONS: {
        Means.TEAMS: minutes.actions_by_message,
        Means.MAIL: minutes.actions_by_mail,
    },
    OutgoingKind.MINUTES_SENT: {Means.MAIL: minutes.copy_by_mail},
    OutgoingKind.PACK_READY: {Means.TEAMS: packs.ready_by_message, Means.MAIL: packs.ready_by_mail},
    OutgoingKind.PACK_LATER: {Means.TEAMS: packs.later_by_message, Means.MAIL: packs.later_by_mail},
    OutgoingKind.LATER_PAPERS_SENT: {Means.MAIL: packs.later_copy_by_mail},
    OutgoingKind.EVENT_INVITED: {
        Means.TEAMS: events.invited_by_message,
        Means.MAIL: events.invited_by_mail,
    },
    OutgoingKind.EVENT_CHANGED: {
        Means.TEAMS: events.changed_by_message,
        Means.MAIL: events.changed_by_mail,
    },
    OutgoingKind.EVENT_REGISTER: {
        Means.TEAMS: events.register_by_message,
        Means.MAIL: events.register_by_mail,
    },
    OutgoingKind.WORKBOOK_SENT: {Means.MAIL: workbooks.by_mail},
    OutgoingKind.MEETING_PACK_SENT: {Means.MAIL: meeting_packs.by_mail},
    OutgoingKind.EXIT_AGREED: {
        Means.TEAMS: exit_plans.agreed_by_message,
        Means.MAIL: exit_plans.agreed_by_mail,
    },
    OutgoingKind.ROLE_GRANTED: {Means.TEAMS: granted_roles.by_message, Means.MAIL: granted_roles.by_mail},
    OutgoingKind.APP_INSTALLED: {Means.APP: installations.of_the_app},
}
LATER_PROGRAM = timedelta(hours=1)
"""How long a kind waits that only a later program knows, where an earlier one runs beside or after it."""


class Outbound:
    """The port `Renderer`: looks whether it is still true and still allowed, then makes the words."""

    def __init__(
        self,
        policy: Policy,
        documents: Documents,
        workbooks: Workbooks | None = None,
        calendar_files: CalendarFiles | None = None,
    ) -> None:
        """`documents` makes reports, `workbooks` lists and `calendar_files` meetings for calendars; without
        the latter two no list goes out as such a file.
        """
        self._policy = policy
        self._documents = documents
        self._workbooks = workbooks
        self._calendar_files = calendar_files

    async def render(self, uow: UnitOfWork, outgoing: Outgoing, means: Means, now: datetime) -> Rendering:
        """A Notice for Teams, a Letter for mail or an Installation of the app, if it is still true and still
        allowed.
        """
        if outgoing.kind not in set(OutgoingKind):
            return NotNow(now + LATER_PROGRAM)
        maker = MAKERS[OutgoingKind(outgoing.kind)].get(means)
        if maker is None:
            return Untrue(f"not told by {means}")
        recipient = uow.trust.people.get(outgoing.recipient)
        if recipient is None or recipient.ended_on is not None:
            return Untrue("not in the directory any more")
        try:
            telling = Telling(
                outgoing,
                recipient,
                uow,
                self._policy,
                self._documents,
                now,
                self._workbooks,
                self._calendar_files,
            )
            return await maker(telling)
        except NoLonger as gone:
            return Untrue(gone.why)
        except NotYet as not_yet:
            return NotNow(not_yet.until)
