"""Every table, by subject."""

from storage.tables.base import metadata
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
from storage.tables.passes import passes
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
from storage.tables.traffic import audit, conversations, drafts, outbox, seen_activities
from storage.tables.work import duties, report_versions, reports, visits

__all__ = [
    "absences",
    "audit",
    "chases",
    "closures",
    "conversations",
    "demo_documents",
    "demo_mails",
    "deployments",
    "designations",
    "drafts",
    "duties",
    "duty_changes",
    "half_terms",
    "heartbeats",
    "judgements",
    "meetings",
    "metadata",
    "nudges",
    "outbox",
    "passes",
    "people",
    "recommendations",
    "remarks",
    "reminder_choices",
    "report_versions",
    "reports",
    "roles",
    "schools",
    "seen_activities",
    "senior_leaders",
    "showings",
    "steps",
    "trust_state",
    "visits",
    "withdrawals",
]
