"""Tables of minutes, their versions, and the actions that they name."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.minutes import ActionState


class MinutesColumns(TypedColumns):
    """The minutes of a meeting; `revision` is how many versions they have."""

    id = Column(Integer, primary_key=True)
    meeting: Named[int] = Column(ForeignKey("meetings.id"), unique=True)
    revision: Named[int]


minutes = Table("minutes", metadata, MinutesColumns)


class MinutesVersionColumns(TypedColumns):
    """One version of minutes. A trigger refuses to change or delete it."""

    minutes: Named[int] = Column(ForeignKey("minutes.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    text: Named[str] = Column(Words)
    decisions: Named[str] = Column(Words)
    link: Named[str] = Column(Words)
    file: Named[int | None] = Column(ForeignKey("files.id"))


minutes_versions = Table("minutes_versions", metadata, MinutesVersionColumns)


class MinutedActionColumns(TypedColumns):
    """An action that minutes name from version `since` to before `until`; `school` is empty for none."""

    id = Column(Integer, primary_key=True)
    minutes: Named[int] = Column(ForeignKey("minutes.id"))
    what: Named[str] = Column(Words)
    owner: Named[int | None] = Column(ForeignKey("people.id"))
    owner_words: Named[str] = Column(Words)
    due_by: Named[date]
    school: Named[str] = Column(Text)
    state: Named[ActionState] = Column(Spelled(ActionState))
    revision: Named[int]
    since: Named[int]
    until: Named[int | None]


_OPEN = "state = 'open' AND until IS NULL"

minuted_actions = Table(
    "minuted_actions",
    metadata,
    MinutedActionColumns,
    Index("ix_minuted_actions_minutes", "minutes"),
    partial("ix_minuted_actions_open_school", "school", where=_OPEN),
    partial("ix_minuted_actions_open_owner", "owner", where=_OPEN),
)


class MinutedActionStepColumns(TypedColumns):
    """That somebody said an action is done, or open again. A trigger refuses to change or delete it."""

    action: Named[int] = Column(ForeignKey("minuted_actions.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    state: Named[ActionState] = Column(Spelled(ActionState))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


minuted_action_steps = Table("minuted_action_steps", metadata, MinutedActionStepColumns)
