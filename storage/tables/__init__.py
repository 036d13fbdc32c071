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
from storage.tables.traffic import audit, conversations, drafts, outbox, seen_activities
from storage.tables.work import duties, report_versions, reports, visits

__all__ = [
    "audit",
    "closures",
    "conversations",
    "deployments",
    "drafts",
    "duties",
    "half_terms",
    "meetings",
    "metadata",
    "outbox",
    "people",
    "report_versions",
    "reports",
    "roles",
    "schools",
    "seen_activities",
    "senior_leaders",
    "trust_state",
    "visits",
]
