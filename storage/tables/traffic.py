"""Tables of what passes: conversations, drafts, the audit and the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.outgoing import Means
from strategy.ports import DraftState, OutgoingState


class DraftColumns(TypedColumns):
    """A draft of a form."""

    id = Column(Integer, primary_key=True)
    key: Named[str] = Column(Words, unique=True)
    form: Named[str] = Column(Words)
    author: Named[int] = Column(ForeignKey("people.id"))
    about: Named[str] = Column(Words)
    entered: Named[dict[str, str]] = Column(JSON)
    state: Named[DraftState] = Column(Spelled(DraftState))
    created_at: Named[datetime] = Column(Instant)
    updated_at: Named[datetime] = Column(Instant)
    revision: Named[int]
    outcome: Named[int | None]


drafts = Table(
    "drafts",
    metadata,
    DraftColumns,
    partial("ix_drafts_open", "author", "updated_at", "id", where="state = 'open'"),
)


class AuditColumns(TypedColumns):
    """One deed. A trigger refuses to change or delete it; no foreign keys, so that nothing can touch it."""

    id = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(Instant)
    actor: Named[int | None]
    deed: Named[str] = Column(Words)
    subject: Named[str] = Column(Words)
    school: Named[str | None] = Column(Words)
    details: Named[dict[str, Any]] = Column(JSON)


audit = Table(
    "audit",
    metadata,
    AuditColumns,
    Index("ix_audit_subject", "subject", "id"),
    Index("ix_audit_school", "school", "id"),
    Index("ix_audit_actor", "actor", "id"),
)


class OutboxColumns(TypedColumns):
    """Something to tell somebody, once by its key, and what became of it.

    `next_try_at` is NULL once it is done with. A worker that has it in hand writes its claim; the claim is
    good until `claimed_until`.
    """

    id = Column(Integer, primary_key=True)
    key: Named[str] = Column(Words, unique=True)
    kind: Named[str] = Column(Words)
    recipient: Named[int] = Column(ForeignKey("people.id"))
    subject: Named[str] = Column(Words)
    created_at: Named[datetime] = Column(Instant)
    state: Named[OutgoingState] = Column(Spelled(OutgoingState))
    means: Named[Means] = Column(Spelled(Means))
    attempts: Named[int]
    next_try_at: Named[datetime | None] = Column(Instant)
    claim: Named[str] = Column(Text)
    claimed_until: Named[datetime | None] = Column(Instant)
    tried: Named[str] = Column(Words)
    why: Named[str] = Column(Words)
    done_at: Named[datetime | None] = Column(Instant)


outbox = Table(
    "outbox",
    metadata,
    OutboxColumns,
    Index("ix_outbox_kind", "kind", "id"),
    Index("ix_outbox_subject", "subject", "id"),
    partial("ix_outbox_waiting", "means", "next_try_at", "id", where="state = 'waiting'"),
    partial("ix_outbox_failed", "id", where="state = 'failed'"),
)


class ConversationColumns(TypedColumns):
    """A conversation: what it remembers, who spoke last, and whose own chat it is, if it is one."""

    id: Named[str] = Column(Words, primary_key=True)
    memory: Named[dict[str, Any]] = Column(JSON)
    last_speaker: Named[int | None]
    touched_at: Named[datetime] = Column(Instant)
    reference_of: Named[int | None] = Column(ForeignKey("people.id"))
    reference: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    referenced_at: Named[datetime | None] = Column(Instant)


conversations = Table(
    "conversations",
    metadata,
    ConversationColumns,
    partial("ix_conversations_reference_of", "reference_of", where="reference_of IS NOT NULL"),
)


class SeenActivityColumns(TypedColumns):
    """An activity that has been claimed."""

    conversation: Named[str] = Column(Words, primary_key=True)
    activity: Named[str] = Column(Words, primary_key=True)
    seen_at: Named[datetime] = Column(Instant)


seen_activities = Table(
    "seen_activities", metadata, SeenActivityColumns, Index("ix_seen_activities_seen_at", "seen_at")
)
