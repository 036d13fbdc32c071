"""Recommending a designation, endorsing it or sending it back, reviewing it, and withdrawing it.

Signing it off, which changes what the school is due, is `strategy.actions.signing_off`. Whoever decides says
which revision they were shown: of two people who take the same step at once one counts, and the other is told
how it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from strategy.actions.judging_duties import settle
from strategy.actions.steps import (
    Shown,
    any_reason,
    edition_now,
    next_step,
    record,
    required,
    required_reason,
    take,
    thing_of,
    waiting,
)
from strategy.actions.what_follows import announce
from strategy.assessments import term_of
from strategy.designations import Designation
from strategy.edition import Edition
from strategy.errors import Invalid, NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, may, may_see_school
from strategy.policy import Policy
from strategy.policy_support import Step
from strategy.ports import AlreadyThere, UnitOfWork
from strategy.recommendations import (
    Decision,
    Judgement,
    Overtaken,
    Recommendation,
    StepTaken,
    may_take,
    parties_of,
    require_shown,
    terms_of,
    waits_for,
)
from strategy.school_year import london_day
from strategy.schools import School


async def recommend(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    designation: Designation,
    judgements: Sequence[Judgement],
    again: Shown | None = None,
) -> Recommendation:
    """Recommend a designation, on a judgement and evidence for each indicator (Strategy, Strand 4).

    One that is under way for the school is superseded; `again` is one of one's own that was sent back, and
    goes on with this. Raises NotAllowed for a school that is not theirs, NotFound for one that is none,
    Invalid where an indicator has no evidence, and Overtaken where somebody else was quicker.
    """
    known = require_may_recommend(uow, policy, now, person, school)
    edition = edition_now(uow, policy, now)
    _check(edition, judgements)
    if again is not None:
        begun = await waiting(uow, again)
        if begun.school != school or begun.started_by != person.id:
            raise NotAllowed(Deed.RECOMMEND_DESIGNATION)
        require_shown(begun, again.revision)
        if not may_take(Step.RECOMMEND, person, begun, known, uow.trust, edition.chain):
            raise NotAllowed(Deed.RECOMMEND_DESIGNATION)
        if waits_for(begun, known.status, edition.chain) is not Step.RECOMMEND:
            raise Overtaken(begun)
        step = next_step(begun, Decision.RECOMMENDED, person, now, designation, judgements=judgements)
        return await take(uow, policy, begun, step)
    await _supersede(uow, policy, now, person, school)
    first = StepTaken(1, Decision.RECOMMENDED, person.id, now, designation, "", tuple(judgements))
    term = term_of(london_day(now), uow.trust.calendar)
    try:
        begun = await uow.recommendations.start(
            Recommendation(0, school, term, person.id, now, known.designation, (first,))
        )
    except AlreadyThere:
        raise Overtaken((await uow.recommendations.under_way([school]))[0]) from None
    await record(uow, begun)
    await settle(uow, policy, begun)
    await announce(uow, policy, begun)
    return begun


def require_may_recommend(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str
) -> School:
    """The school, where somebody may recommend a designation for it. Raises NotAllowed and NotFound."""
    today = london_day(now)
    known = uow.trust.current_school(school)
    terms = terms_of(Step.RECOMMEND, edition_now(uow, policy, now).chain)
    if not may_see_school(person, Deed.RECOMMEND_DESIGNATION, school, today, uow.trust) or not parties_of(
        person, terms, known, uow.trust
    ):
        raise NotAllowed(Deed.RECOMMEND_DESIGNATION)
    return known


async def endorse(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: Shown
) -> Recommendation:
    """Endorse what was recommended; it goes on to the Board, or to the EIT for a joining school.

    Raises NotAllowed for who may not, and Overtaken where another step was taken since it was shown.
    """
    begun = await required(uow, policy, now, person, shown, Step.ENDORSE)
    return await take(uow, policy, begun, next_step(begun, Decision.ENDORSED, person, now, begun.proposed))


async def send_back(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: Shown, reason: str
) -> Recommendation:
    """Send it back, with a reason, to whoever started it. Raises Invalid without one, and as `endorse`."""
    begun, chain = await waiting(uow, shown), edition_now(uow, policy, now).chain
    returning = [terms.step for terms in chain if terms.can_send_back]
    waits = waits_for(begun, uow.trust.school(begun.school).status, chain)
    if not returning:
        raise NotAllowed(Deed.ENDORSE_DESIGNATION)
    step = waits if waits in returning else returning[0]
    begun = await required(uow, policy, now, person, shown, step)
    reason = required_reason(reason, "it is sent back")
    sent = next_step(begun, Decision.SENT_BACK, person, now, begun.proposed, reason)
    return await take(uow, policy, begun, sent)


async def review(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    shown: Shown,
    designation: Designation,
    reason: str = "",
) -> Recommendation:
    """Record what the school's Progress Board recommends; why, where that is another designation.

    Raises Invalid where the reason is missing, and as `endorse`.
    """
    begun = await required(uow, policy, now, person, shown, Step.REVIEW)
    if designation is not begun.proposed:
        reason = required_reason(reason, "the Board recommends something else")
    found = next_step(begun, Decision.REVIEWED, person, now, designation, any_reason(reason))
    return await take(uow, policy, begun, found)


async def withdraw(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, shown: Shown, reason: str
) -> Recommendation:
    """Withdraw a recommendation under way: for who started it, the Lead SIP and the Deputy CEO.

    Raises NotAllowed, Invalid without a reason, and Overtaken as `endorse`.
    """
    begun = await uow.recommendations.get(shown.id)
    if begun is None or not may(
        person, Deed.WITHDRAW_RECOMMENDATION, thing_of(begun), uow.trust, frozenset()
    ):
        raise NotAllowed(Deed.WITHDRAW_RECOMMENDATION)
    require_shown(begun, shown.revision)
    reason = required_reason(reason, "it is withdrawn")
    ended = next_step(begun, Decision.WITHDRAWN, person, now, begun.proposed, reason)
    return await take(uow, policy, begun, ended)


async def _supersede(uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str) -> None:
    """End what is under way for a school: a newer recommendation takes its place."""
    for begun in await uow.recommendations.under_way([school]):
        await take(uow, policy, begun, next_step(begun, Decision.SUPERSEDED, person, now, begun.proposed))


def _check(edition: Edition, judgements: Sequence[Judgement]) -> None:
    """Raise Invalid unless every indicator of policy is judged, with evidence of a bearable length."""
    judged = {each.indicator: each for each in judgements}
    faults = {
        name: "is not one of the quality indicators." for name in judged if name not in edition.indicators
    }
    most = edition.assessment.evidence_at_most_characters
    needed = terms_of(Step.RECOMMEND, edition.chain).needs_every_indicator
    for name, words in edition.indicators.items():
        each = judged.get(name)
        if (each is None or not each.evidence.strip()) and needed:
            faults[name] = f"Evidence is still needed: {words}."
        elif each is not None and len(each.evidence) > most:
            faults[name] = f"At most {most:,} characters can be kept: {words}."
    if faults:
        raise Invalid(faults)
