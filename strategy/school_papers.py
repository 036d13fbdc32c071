"""What a school hands in each academic year: its development plan and its self-evaluation.

    handed in -> signed off by the EIT
        ^     -> sent back
        +------------+

A paper may be handed in again at any time; the latest version counts, and has to be signed off anew. Pure:
what stands is found from the steps that were taken. A step is never changed; the next is added to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from strategy.errors import Stale
from strategy.people import Role
from strategy.policy_papers import PaperKind, SchoolPapers
from strategy.trust import Trust


class PaperDeed(StrEnum):
    """What was done at a step."""

    HANDED_IN = "handed in"
    SIGNED_OFF = "signed off"
    SENT_BACK = "sent back"


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step: who did what when. Numbers count from 1.

    What was handed in is a file (its id, `file_name` for showing it) or a link. `version` counts what was
    handed in, and at a decision says which version it is about. A `reason` comes with one sent back.
    """

    number: int
    deed: PaperDeed
    by: int
    at: datetime
    version: int
    file: int | None = None
    file_name: str = ""
    link: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SchoolPaper:
    """A paper of a school for an academic year, with every step so far, first to last."""

    id: int
    school: str
    kind: PaperKind
    year: str
    steps: tuple[PaperStep, ...]

    @property
    def last(self) -> PaperStep:
        """The step that was taken last."""
        return self.steps[-1]

    @property
    def revision(self) -> int:
        """How many steps were taken: whoever decides says how many they were shown."""
        return len(self.steps)

    @property
    def latest(self) -> PaperStep:
        """The step at which the latest version was handed in."""
        return next(step for step in reversed(self.steps) if step.deed is PaperDeed.HANDED_IN)

    @property
    def versions(self) -> tuple[PaperStep, ...]:
        """The steps at which each version was handed in, first to last."""
        return tuple(step for step in self.steps if step.deed is PaperDeed.HANDED_IN)

    @property
    def key(self) -> str:
        """What its duties and messages are about: itself at this number of steps."""
        return f"{self.kind}:{self.id}:{self.revision}"

    def followed_by(self, step: PaperStep) -> SchoolPaper:
        """The paper with one more step; raises ValueError for one that cannot follow."""
        decides = step.deed is not PaperDeed.HANDED_IN
        if step.number != self.revision + 1 or (decides and self.last.deed is not PaperDeed.HANDED_IN):
            raise ValueError(f"step {step.number} ({step.deed}) cannot follow {self.last.deed}")
        return replace(self, steps=(*self.steps, step))


class PaperOvertaken(Stale):
    """Somebody else took a step meanwhile; `paper` is how it stands now."""

    def __init__(self, paper: SchoolPaper) -> None:
        super().__init__(f"{paper.kind}: {paper.last.deed}")
        self.paper = paper


def waits_for_sign_off(paper: SchoolPaper, terms: SchoolPapers) -> bool:
    """Whether its latest version is still to be signed off or sent back."""
    return paper.last.deed is PaperDeed.HANDED_IN and paper.kind in terms.signed_off


_THE_EIT = (Role.DEPUTY_CEO, Role.CEO)
"""Who signs off for the EIT: the Deputy CEO runs the year, so is asked before the CEO."""


def asked_to_sign_off(paper: SchoolPaper, trust: Trust) -> tuple[Role, tuple[int, ...]] | None:
    """Of whom a sign-off is asked, and as what; None where nobody is there. Nobody signs off what they handed
    in themselves.
    """
    for role in _THE_EIT:
        holders = sorted(person.id for person in trust.holders(role))
        people = tuple(person for person in holders if person != paper.latest.by)
        if people:
            return role, people
    return None


class Standing(StrEnum):
    """How the delivery of a plan stands."""

    ON_TRACK = "on track"
    SLIPPING = "slipping"
    OFF_TRACK = "off track"


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """How the delivery of a school's plan stands in a half term. A later note does not change an earlier."""

    id: int
    school: str
    half_term: str
    standing: Standing
    note: str
    by: int
    at: datetime


def latest_notes(notes: Sequence[DeliveryNote]) -> dict[str, DeliveryNote]:
    """The note that was made last at each school."""
    return {note.school: note for note in sorted(notes, key=lambda note: note.id)}
