"""What the strategy asks of the outside: a clock, and a store that works in transactions.

`storage` implements the store over SQLite and PostgreSQL; `bot/clock.py` has the clocks. Everything that one
deed writes, it writes through one `UnitOfWork`; leaving its block commits, an exception rolls back.

One subject a module; they are imported from here.
"""

from strategy.ports.answers import (
    Absence,
    Absences,
    ChangeKind,
    DutyChange,
    DutyChanges,
    Remark,
    RemarkKind,
    Remarks,
    Showing,
    Withdrawal,
)
from strategy.ports.appointments import Appointments, Booking, BookingState
from strategy.ports.before_meetings import MeetingCall, MeetingCalls, PackSending, PackSendings
from strategy.ports.before_visits import Agendas, LeftOut, LeftOutNote, VisitPaper, VisitPapers
from strategy.ports.board_requests import BoardRequestQuery, BoardRequests
from strategy.ports.calendar_files import CalendarEntry, CalendarFiles
from strategy.ports.calendars import (
    Appointment,
    Busy,
    Calendars,
    CalendarsOutOfReach,
    Changes,
    Inviter,
    Put,
    SeenEvent,
)
from strategy.ports.clock import Clock
from strategy.ports.conversations import Conversations, TurnStart
from strategy.ports.delivery import (
    FoundChats,
    Installation,
    Installer,
    Letter,
    Mailer,
    Messenger,
    Notice,
    NotNow,
    Outcome,
    Renderer,
    Rendering,
    Sending,
    Untrue,
)
from strategy.ports.designations import Designations, Recommendations
from strategy.ports.documents import Document, Documents, ReportSheet
from strategy.ports.drafts import Draft, Drafts, DraftState
from strategy.ports.duties import Duties, DutyOrder, DutyQuery, DutyRow, OwedBy
from strategy.ports.events import Events
from strategy.ports.heartbeats import Heartbeat, Heartbeats
from strategy.ports.meeting_cancellations import Cancellation, MeetingCancellations
from strategy.ports.meeting_plans import MeetingPlans, PlannedMeeting, PlanOfMeetings
from strategy.ports.meetings import MeetingQuery, Meetings
from strategy.ports.minutes import HeldQuery, KeptMinutes
from strategy.ports.next_years import NextYears
from strategy.ports.pack_sheets import Block, Form, Grid, Heading, Line, PackSheet, Quoted
from strategy.ports.packs import PackContents
from strategy.ports.paging import Page
from strategy.ports.plans import ExitPlans, PlanReports, Plans
from strategy.ports.records import Audit, AuditEntry, AuditQuery, Outbox, Outgoing, OutgoingState
from strategy.ports.reminders import Chase, ReminderChoice, Reminders, ToldRung
from strategy.ports.reports import Reports
from strategy.ports.requests import RequestQuery, Requests
from strategy.ports.results import SchoolsResults
from strategy.ports.reviews import AnnualReviews, Reviews
from strategy.ports.school_papers import Files, SchoolPapers
from strategy.ports.store import AlreadyThere, Directory, Store, TryAgain, UnitOfWork
from strategy.ports.subscriptions import StandingSubscription, Subscriber, Subscription, Subscriptions
from strategy.ports.summaries import Summaries
from strategy.ports.support import Allocations
from strategy.ports.targets import Targets, TrustPlan
from strategy.ports.visit_plans import PlannedVisit, StoredPlan, VisitPlans
from strategy.ports.visits import VisitQuery, Visits
from strategy.ports.workbooks import Cell, Export, Exports, Listing, Workbooks

__all__ = [
    "Absence",
    "Absences",
    "Agendas",
    "Allocations",
    "AlreadyThere",
    "AnnualReviews",
    "Appointment",
    "Appointments",
    "Audit",
    "AuditEntry",
    "AuditQuery",
    "Block",
    "BoardRequestQuery",
    "BoardRequests",
    "Booking",
    "BookingState",
    "Busy",
    "CalendarEntry",
    "CalendarFiles",
    "Calendars",
    "CalendarsOutOfReach",
    "Cancellation",
    "Cell",
    "ChangeKind",
    "Changes",
    "Chase",
    "Clock",
    "Conversations",
    "Designations",
    "Directory",
    "Document",
    "Documents",
    "Draft",
    "DraftState",
    "Drafts",
    "Duties",
    "DutyChange",
    "DutyChanges",
    "DutyOrder",
    "DutyQuery",
    "DutyRow",
    "Events",
    "ExitPlans",
    "Export",
    "Exports",
    "Files",
    "Form",
    "FoundChats",
    "Grid",
    "Heading",
    "Heartbeat",
    "Heartbeats",
    "HeldQuery",
    "Installation",
    "Installer",
    "Inviter",
    "KeptMinutes",
    "LeftOut",
    "LeftOutNote",
    "Letter",
    "Line",
    "Listing",
    "Mailer",
    "MeetingCall",
    "MeetingCalls",
    "MeetingCancellations",
    "MeetingPlans",
    "MeetingQuery",
    "Meetings",
    "Messenger",
    "NextYears",
    "NotNow",
    "Notice",
    "Outbox",
    "Outcome",
    "Outgoing",
    "OutgoingState",
    "OwedBy",
    "PackContents",
    "PackSending",
    "PackSendings",
    "PackSheet",
    "Page",
    "PlanOfMeetings",
    "PlanReports",
    "PlannedMeeting",
    "PlannedVisit",
    "Plans",
    "Put",
    "Quoted",
    "Recommendations",
    "Remark",
    "RemarkKind",
    "Remarks",
    "ReminderChoice",
    "Reminders",
    "Renderer",
    "Rendering",
    "ReportSheet",
    "Reports",
    "RequestQuery",
    "Requests",
    "Reviews",
    "SchoolPapers",
    "SchoolsResults",
    "SeenEvent",
    "Sending",
    "Showing",
    "StandingSubscription",
    "Store",
    "StoredPlan",
    "Subscriber",
    "Subscription",
    "Subscriptions",
    "Summaries",
    "Targets",
    "ToldRung",
    "TrustPlan",
    "TryAgain",
    "TurnStart",
    "UnitOfWork",
    "Untrue",
    "VisitPaper",
    "VisitPapers",
    "VisitPlans",
    "VisitQuery",
    "Visits",
    "Withdrawal",
    "Workbooks",
]
