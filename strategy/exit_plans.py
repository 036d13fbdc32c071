"""What goes back to a school that has left High risk: when, and who confirms it (Strategy, Strand 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ExitState(StrEnum):
    """Being drawn up, agreed and waiting for its days, all confirmed, or void: the school went back."""

    DRAWN_UP = "being drawn up"
    AGREED = "agreed"
    CLOSED = "closed"
    VOID = "void"


UNDER_WAY = frozenset({ExitState.DRAWN_UP, ExitState.AGREED})
"""States in which something is still to be done."""


@dataclass(frozen=True, slots=True)
class ExitItem:
    """One thing that goes back to the school on a day, and who confirms that it did.

    One that is taken out again stays, with when it was; so does who confirmed it when.
    """

    id: int
    what: str
    on: date
    confirmer: int
    added_by: int
    added_at: datetime
    confirmed_at: datetime | None = None
    taken_out_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to be confirmed."""
        return self.confirmed_at is None and self.taken_out_at is None


@dataclass(frozen=True, slots=True)
class ExitPlan:
    """A school's exit plan with its items, first added first. `revision` counts what was done to it."""

    id: int
    school: str
    state: ExitState
    opened_by: int
    opened_at: datetime
    revision: int
    items: tuple[ExitItem, ...] = ()

    @property
    def key(self) -> str:
        """What messages and the duty to draw it up are about."""
        return f"exit:{self.id}"

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to be done."""
        return self.state in UNDER_WAY

    @property
    def in_it(self) -> tuple[ExitItem, ...]:
        """The items that were not taken out, by their day."""
        return tuple(sorted((i for i in self.items if i.taken_out_at is None), key=lambda i: (i.on, i.id)))

    @property
    def is_all_confirmed(self) -> bool:
        """Whether there is something in it and all of it is confirmed."""
        return bool(self.in_it) and not any(item.waits for item in self.in_it)
