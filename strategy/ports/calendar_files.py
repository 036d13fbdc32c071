"""What is asked of whoever makes calendar files, for anybody's calendar app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from strategy.ports.documents import Document


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry of a calendar file: that something is, when and where, and nothing of what it is about.

    `key` names it for good, `revision` rises whenever it is changed; `starts` and `ends` are aware. `url` is
    where it is joined online.
    """

    key: str
    subject: str
    starts: datetime
    ends: datetime
    place: str = ""
    cancelled: bool = False
    revision: int = 0
    url: str = ""


class CalendarFiles(Protocol):
    """Makes calendar files."""

    def calendar(self, name: str, entries: Sequence[CalendarEntry], now: datetime) -> Document:
        """A calendar file of some entries; `name` is what it is called without its ending, `now` when it is
        made.
        """
        ...
