"""Every table, by subject."""

from storage.tables.base import metadata
from storage.tables.before_meetings import meeting_calls, pack_sendings
from storage.tables.before_visits import (
    agenda_issues,
    agenda_items,
    agenda_steps,
    left_out,
    visit_papers,
    visit_papers_in,
)
from storage.tables.board_requests import board_requests
from storage.tables.booking import bookings, calendar_tokens, demo_events, planned_visits, visit_plans
from storage.tables.directory import (
    closures,
    deployments,
    half_terms,
    meetings,
    people,
    roles,
    schools,
    senior_leaders,
    trust_state,
)
from storage.tables.exporting import exports
from storage.tables.institute import (
    event_answers,
    event_attendances,
    event_people,
    event_registers,
    event_schools,
    events,
)
from storage.tables.judging import designations, judgements, recommendations, steps
from storage.tables.meeting_cancellations import meeting_cancellations
from storage.tables.meeting_plans import meeting_plans, planned_meetings
from storage.tables.minuting import (
    minuted_action_steps,
    minuted_actions,
    minutes,
    minutes_versions,
)
from storage.tables.next_years import next_year_versions, next_years, school_agenda_items
from storage.tables.passes import passes
from storage.tables.planning import (
    exit_items,
    exit_plans,
    plan_action_versions,
    plan_actions,
    plan_report_lines,
    plan_report_versions,
    plan_reports,
)
from storage.tables.reaching import (
    absences,
    chases,
    demo_documents,
    demo_mails,
    duty_changes,
    heartbeats,
    nudges,
    remarks,
    reminder_choices,
    showings,
    withdrawals,
)
from storage.tables.requesting import request_steps, requests
from storage.tables.results import results, results_texts, results_versions
from storage.tables.reviewing import annual_review_versions, annual_reviews, review_entries, reviews
from storage.tables.school_papers import delivery_notes, files, paper_steps, school_papers
from storage.tables.subscribing import subscriptions
from storage.tables.summarising import summaries, summary_entries, summary_sources, summary_versions
from storage.tables.support import allocations, granted_days, support_changes, taken_back_days
from storage.tables.targeting import (
    priorities,
    priority_versions,
    target_items,
    target_notes,
    target_sets,
)
from storage.tables.traffic import audit, conversations, drafts, outbox, seen_activities
from storage.tables.work import duties, report_versions, reports, visits

__all__ = [
    "absences",
    "agenda_issues",
    "agenda_items",
    "agenda_steps",
    "allocations",
    "annual_review_versions",
    "annual_reviews",
    "audit",
    "board_requests",
    "bookings",
    "calendar_tokens",
    "chases",
    "closures",
    "conversations",
    "delivery_notes",
    "demo_documents",
    "demo_events",
    "demo_mails",
    "deployments",
    "designations",
    "drafts",
    "duties",
    "duty_changes",
    "event_answers",
    "event_attendances",
    "event_people",
    "event_registers",
    "event_schools",
    "events",
    "exit_items",
    "exit_plans",
    "exports",
    "files",
    "granted_days",
    "half_terms",
    "heartbeats",
    "judgements",
    "left_out",
    "meeting_calls",
    "meeting_cancellations",
    "meeting_plans",
    "meetings",
    "metadata",
    "minuted_action_steps",
    "minuted_actions",
    "minutes",
    "minutes_versions",
    "next_year_versions",
    "next_years",
    "nudges",
    "outbox",
    "pack_sendings",
    "paper_steps",
    "passes",
    "people",
    "plan_action_versions",
    "plan_actions",
    "plan_report_lines",
    "plan_report_versions",
    "plan_reports",
    "planned_meetings",
    "planned_visits",
    "priorities",
    "priority_versions",
    "recommendations",
    "remarks",
    "reminder_choices",
    "report_versions",
    "reports",
    "request_steps",
    "requests",
    "results",
    "results_texts",
    "results_versions",
    "review_entries",
    "reviews",
    "roles",
    "school_agenda_items",
    "school_papers",
    "schools",
    "seen_activities",
    "senior_leaders",
    "showings",
    "steps",
    "subscriptions",
    "summaries",
    "summary_entries",
    "summary_sources",
    "summary_versions",
    "support_changes",
    "taken_back_days",
    "target_items",
    "target_notes",
    "target_sets",
    "trust_state",
    "visit_papers",
    "visit_papers_in",
    "visit_plans",
    "visits",
    "withdrawals",
]
