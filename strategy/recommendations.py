"""How a school comes to its designation: what was recommended, each step of the chain, and who is to take the
next one (Strategy, Strand 5, and the terms of reference; who may take which step is our reading).

    recommend -> endorse -> review by the Progress Board -> sign-off by the EIT
        ^           |       (left out for a joining school)
        +- sent back

Pure: what stands is found from the steps that were taken. A step is never changed; the next is added to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from strategy.designations import Designation
from strategy.errors import Stale
from strategy.people import Person, Role
from strategy.policy_fields import Party
from strategy.policy_support import Step, StepTerms
from strategy.schools import Membership, School
from strategy.trust import Trust


class Decision(StrEnum):
    """What was done at a step."""

    RECOMMENDED = "recommended"
    ENDORSED = "endorsed"
    SENT_BACK = "sent back"
    REVIEWED = "reviewed"
    SIGNED_OFF = "signed off"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


ENDED = frozenset({Decision.SIGNED_OFF, Decision.WITHDRAWN, Decision.SUPERSEDED})
"""Decisions after which no step follows."""

_FOLLOWING: Mapping[Decision, Step] = {
    Decision.RECOMMENDED: Step.ENDORSE,
    Decision.ENDORSED: Step.REVIEW,
    Decision.SENT_BACK: Step.RECOMMEND,
    Decision.REVIEWED: Step.SIGN_OFF,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one quality indicator shows: the designation whose criteria fit, and on what evidence."""

    indicator: str
    fits: Designation
    evidence: str


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step: who took it when, what was decided, for which designation and why. Numbers count from 1.

    `reason` may be empty where a step follows the one before it. `judgements` came with a recommendation,
    and are those of that number.
    """

    number: int
    decision: Decision
    by: int
    at: datetime
    designation: Designation
    reason: str = ""
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of a designation for a school, with every step so far, first to last.

    `term` is the one it was begun in, as `2026/27 autumn`; `in_force` is the designation the school then had.
    """

    id: int
    school: str
    term: str
    started_by: int
    started_at: datetime
    in_force: Designation | None
    steps: tuple[StepTaken, ...]

    @property
    def last(self) -> StepTaken:
        """The step that was taken last."""
        return self.steps[-1]

    @property
    def revision(self) -> int:
        """How many steps were taken: whoever decides says how many they were shown."""
        return len(self.steps)

    @property
    def is_under_way(self) -> bool:
        """Whether a step is still to follow."""
        return self.last.decision not in ENDED

    @property
    def proposed(self) -> Designation:
        """The designation that was recommended, endorsed, reviewed or signed off last."""
        return self.last.designation

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements as they were recommended last."""
        return next(step.judgements for step in reversed(self.steps) if step.judgements)

    @property
    def key(self) -> str:
        """What its duties and messages are about: itself at this number of steps."""
        return f"recommendation:{self.id}:{self.revision}"

    def followed_by(self, step: StepTaken) -> Recommendation:
        """The recommendation with one more step; raises ValueError for one that cannot follow."""
        if step.number != self.revision + 1 or not self.is_under_way:
            raise ValueError(f"step {step.number} cannot follow {self.last.decision} ({self.revision})")
        return replace(self, steps=(*self.steps, step))


@dataclass(frozen=True, slots=True)
class DesignationSince:
    """A designation of a school from a day on, until the next one: a line of its history.

    `recommendation` is None for the one that the school came with; `by` and `at` are who recorded it when.
    """

    school: str
    designation: Designation
    from_day: date
    at: datetime
    by: int | None = None
    recommendation: int | None = None
    reason: str = ""
    id: int = 0


def terms_of(step: Step, chain: Sequence[StepTerms]) -> StepTerms:
    """What policy says of a step."""
    return next(terms for terms in chain if terms.step is step)


def waits_for(recommendation: Recommendation, status: Membership, chain: Sequence[StepTerms]) -> Step | None:
    """The step that is to be taken next; None where it has ended. A joining school has no Board to review."""
    step = _FOLLOWING.get(recommendation.last.decision)
    if (
        step is Step.REVIEW
        and status is Membership.JOINING
        and not terms_of(Step.REVIEW, chain).for_joining_schools
    ):
        return Step.SIGN_OFF
    return step


_OFFICES: Mapping[Party, Role] = {
    Party.CEO: Role.CEO,
    Party.DEPUTY_CEO: Role.DEPUTY_CEO,
    Party.LEAD_SIP: Role.LEAD_SIP,
}


def holders_of(party: Party, school: School, trust: Trust) -> tuple[int, ...]:
    """Who stands for a party of the chain at a school, by id; nobody for a party that has no part in it."""
    if party in _OFFICES:
        return tuple(sorted(person.id for person in trust.holders(_OFFICES[party])))
    found = {Party.SIP: school.sip, Party.ADVISER: school.adviser, Party.HEADTEACHER: school.headteacher}
    person = found.get(party)
    return (person,) if person is not None and trust.person(person).ended_on is None else ()


def parties_of(person: Person, terms: StepTerms, school: School, trust: Trust) -> tuple[Party, ...]:
    """As which of the parties that policy names for a step somebody may take it."""
    return tuple(party for party in terms.taken_by if person.id in holders_of(party, school, trust))


def may_take(
    step: Step,
    person: Person,
    recommendation: Recommendation,
    school: School,
    trust: Trust,
    chain: Sequence[StepTerms],
) -> bool:
    """Whether somebody may take a step. What was sent back is for whoever started it, and nobody signs off
    what they started; recording what a Board decided is not starting one.
    """
    terms = terms_of(step, chain)
    is_starter = person.id == recommendation.started_by
    if (step is Step.RECOMMEND and not is_starter) or (is_starter and not terms.by_starter):
        return False
    return bool(parties_of(person, terms, school, trust))


_ASKED_FIRST = (Party.SIP, Party.LEAD_SIP, Party.DEPUTY_CEO, Party.CEO)
"""Where several may take a step, the ones it is asked of: the Deputy CEO runs the year, so before the CEO."""


def asked_to_act(
    recommendation: Recommendation, school: School, trust: Trust, chain: Sequence[StepTerms]
) -> tuple[Party, tuple[int, ...]] | None:
    """Of whom the next step is asked, and as what; None where it has ended or nobody is there to take it."""
    step = waits_for(recommendation, school.status, chain)
    if step is None or school.ended_on is not None:
        return None
    terms = terms_of(step, chain)
    for party in sorted(terms.taken_by, key=_by_turn):
        people = tuple(
            person
            for person in holders_of(party, school, trust)
            if may_take(step, trust.person(person), recommendation, school, trust, chain)
        )
        if people:
            return party, people
    return None


def _by_turn(party: Party) -> int:
    return _ASKED_FIRST.index(party) if party in _ASKED_FIRST else len(_ASKED_FIRST)


def require_shown(recommendation: Recommendation, shown: int) -> None:
    """Raise Overtaken unless it stands as it was shown, and is still under way."""
    if recommendation.revision != shown or not recommendation.is_under_way:
        raise Overtaken(recommendation)


class Overtaken(Stale):
    """Somebody else took a step meanwhile; `recommendation` is how it stands now."""

    def __init__(self, recommendation: Recommendation) -> None:
        super().__init__(f"recommendation: {recommendation.last.decision}")
        self.recommendation = recommendation
