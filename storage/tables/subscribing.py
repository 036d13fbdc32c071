"""Table of subscriptions to calendars' changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Words
from storage.tables.base import metadata


class SubscriptionColumns(TypedColumns):
    """One a calendar; organiser 0 is the service mailbox. `digest` is of a secret that is kept nowhere."""

    organiser = Column(Integer, primary_key=True, autoincrement=False)
    address: Named[str] = Column(Words)
    mark: Named[str] = Column(Text, unique=True)
    digest: Named[str] = Column(Text)
    tried_at: Named[datetime] = Column(Instant)
    number: Named[str] = Column(Words)
    ends_at: Named[datetime | None] = Column(Instant)
    why: Named[str] = Column(Words)


subscriptions = Table("subscriptions", metadata, SubscriptionColumns)
