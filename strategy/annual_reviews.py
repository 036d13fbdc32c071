"""The partner's annual review of a school, for the Lead SIP (Strategy, Strand 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from strategy.errors import Stale


@dataclass(frozen=True, slots=True)
class AnnualText:
    """What a partner wrote, as typed: the areas of scrutiny, reviewed; comments on the school's own
    evaluation and on its development plan; what to look at next year.
    """

    scrutiny: str
    self_evaluation: str
    development_plan: str
    next_year: str


@dataclass(frozen=True, slots=True)
class AnnualVersion:
    """One version; the first is as it was sent, each later one an amendment."""

    number: int
    by: int
    at: datetime
    text: AnnualText


@dataclass(frozen=True, slots=True)
class AnnualReview:
    """The annual review of a school and academic year, with all its versions."""

    id: int
    school: str
    year: str
    versions: tuple[AnnualVersion, ...]

    @property
    def last(self) -> AnnualVersion:
        """The version that stands."""
        return self.versions[-1]

    @property
    def first(self) -> AnnualVersion:
        """As it was first sent."""
        return self.versions[0]


class AlreadyWritten(Stale):
    """The review is there already, or was amended since; `review` is it as it stands."""

    def __init__(self, review: AnnualReview) -> None:
        super().__init__("annual review")
        self.review = review
