"""What is asked of the store of schools' papers, notes on their delivery, and files that people send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from strategy.files import FileIn, KeptFile
from strategy.policy_papers import PaperKind
from strategy.school_papers import DeliveryNote, PaperStep, SchoolPaper


class SchoolPapers(Protocol):
    """Schools' development plans and self-evaluations, each with all its steps: one a school, kind, year."""

    async def get(self, paper_id: int) -> SchoolPaper | None:
        """One paper."""
        ...

    async def of(self, school: str, kind: PaperKind, year: str) -> SchoolPaper | None:
        """A school's paper of a kind and year."""
        ...

    async def of_schools(
        self, schools: Sequence[str], years: Iterable[str] | None = None
    ) -> list[SchoolPaper]:
        """The papers of some schools, of some years or of all, by school, year and kind."""
        ...

    async def start(self, paper: SchoolPaper) -> SchoolPaper:
        """Store a new one, its id ignored, with its first step; AlreadyThere where the school has it."""
        ...

    async def take(self, paper: int, step: PaperStep) -> None:
        """Add a step; AlreadyThere where another has its place, so that of two at once one counts."""
        ...

    async def add_note(self, note: DeliveryNote) -> DeliveryNote:
        """Add a note on how a plan is delivered (its id is ignored)."""
        ...

    async def notes_of(self, schools: Sequence[str], half_terms: Iterable[str]) -> list[DeliveryNote]:
        """The notes on some schools in some half terms, in the order in which they were made."""
        ...


class Files(Protocol):
    """Files that people sent, as bytes."""

    async def keep(self, file: FileIn, by: int, at: datetime) -> KeptFile:
        """Keep a file; it is forgotten unless it is used for something."""
        ...

    async def get(self, file_id: int) -> KeptFile | None:
        """A file without its bytes."""
        ...

    async def content(self, file_id: int) -> bytes | None:
        """A file's bytes."""
        ...

    async def use(self, file_id: int) -> None:
        """Keep a file for good: it was handed in as something."""
        ...

    async def forget_unused(self, before: datetime) -> int:
        """Forget files that were sent before an instant and never used; how many."""
        ...
