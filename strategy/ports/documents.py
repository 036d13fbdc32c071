"""What is asked of whoever makes documents: the trust's report form, filled in (Strategy, last appendix)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from strategy.ports.pack_sheets import PackSheet


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A filed report as its form shows it: everything in words, nothing left to look up.

    `name` is what the file is to be called without its ending: deed, school and day, never a judgement.
    `heading` says what it is ("School visit report"). `when` is the day or days, or the half term, under its
    `when_label` ("Date of visit"). `parts` are label and text in the form's order, each text as typed; the
    first, the purpose, stands with the short rows. `filed` is a moment in words, and so is `amended`, which
    names the version too ("Mon 23 November 2026 at 09:05, version 2"), or is "" for a report as first filed.
    `at` is the instant of the version shown, aware.
    """

    name: str
    heading: str
    school: str
    role: str
    author: str
    when_label: str
    when: str
    parts: tuple[tuple[str, str], ...]
    filed: str
    amended: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file: its name with the ending, safe to save anywhere, its media type and its bytes."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


class Documents(Protocol):
    """Makes documents that people file."""

    def report(self, sheet: ReportSheet) -> Document:
        """The report as a document; the same sheet always gives the same bytes. Any text will do."""
        ...

    def pack(self, sheet: PackSheet) -> Document:
        """The pack of a meeting as a document; as `report` does."""
        ...
