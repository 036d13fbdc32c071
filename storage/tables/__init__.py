"""Every table, by subject."""

from storage.tables.base import metadata
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
from storage.tables.judging import designations, judgements, recommendations, steps
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
from storage.tables.support import allocations, granted_days, support_changes
from storage.tables.traffic import audit, conversations, drafts, outbox, seen_activities
from storage.tables.work import duties, report_versions, reports, visits

__all__ = [
    "absences",
    "allocations",
    "audit",
    "bookings",
    "calendar_tokens",
    "chases",
    "closures",
    "conversations",
    "demo_documents",
    "demo_events",
    "demo_mails",
    "deployments",
    "designations",
    "drafts",
    "duties",
    "duty_changes",
    "granted_days",
    "half_terms",
    "heartbeats",
    "judgements",
    "meetings",
    "metadata",
    "nudges",
    "outbox",
    "people",
    "planned_visits",
    "recommendations",
    "remarks",
    "reminder_choices",
    "report_versions",
    "reports",
    "request_steps",
    "requests",
    "roles",
    "schools",
    "seen_activities",
    "senior_leaders",
    "showings",
    "steps",
    "support_changes",
    "trust_state",
    "visit_plans",
    "visits",
    "withdrawals",
]
