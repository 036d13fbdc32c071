"""Documents: files that are made of what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A filed report as its document shows it, everything in words.

    `when_label` says what `when` is ("Date of visit", "Half term"); `parts` are (label, text) in the order of
    the form; `amended` is empty for a report as first filed. `name` is the file's name without its ending.
    """

    name: str
    title: str
    school: str
    role: str
    author: str
    when_label: str
    when: str
    parts: tuple[tuple[str, str], ...]
    filed: str
    amended: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file. Its name says deed, school and day, never a judgement."""

    name: str
    content_type: str
    content: bytes


class Documents(Protocol):
    """Makes documents."""

    def report(self, sheet: ReportSheet) -> Document:
        """A report in the trust's form (Strategy, last appendix)."""
        ...
