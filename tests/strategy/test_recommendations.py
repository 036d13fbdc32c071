"""The chain of a designation: what follows what, and who may take which step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.designations import Designation
from strategy.people import Role
from strategy.policy import load
from strategy.policy_fields import Party
from strategy.policy_support import Step
from strategy.recommendations import (
    ENDED,
    Decision,
    Judgement,
    Overtaken,
    Recommendation,
    StepTaken,
    asked_to_act,
    may_take,
    require_shown,
    waits_for,
)
from strategy.schools import Membership
from tests.strategy.builders import OAK_BANK, OPEN_ALL_YEAR, a_school, a_trust, somebody

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CHAIN = load().on(date(2026, 11, 23), OPEN_ALL_YEAR).chain
HEAD, PARTNER, LEAD, DEPUTY, CEO, OTHER = range(1, 7)
SCHOOL = a_school(OAK_BANK, headteacher=HEAD, sip=PARTNER)
JOINING = replace(SCHOOL, status=Membership.JOINING)
PEOPLE = [
    somebody(HEAD),
    somebody(PARTNER),
    somebody(LEAD, Role.LEAD_SIP),
    somebody(DEPUTY, Role.DEPUTY_CEO),
    somebody(CEO, Role.CEO),
    somebody(OTHER),
]
TRUST = a_trust(PEOPLE, [SCHOOL], [])


def begun_by(person: int) -> Recommendation:
    first = StepTaken(1, Decision.RECOMMENDED, person, NOW, Designation.IMPROVE)
    return Recommendation(5, OAK_BANK, "2026/27 autumn", person, NOW, Designation.REPAIR, (first,))


def after(begun: Recommendation, *decisions: Decision) -> Recommendation:
    for decision in decisions:
        step = StepTaken(begun.revision + 1, decision, LEAD, NOW, begun.proposed)
        begun = begun.followed_by(step)
    return begun


@pytest.mark.parametrize(
    ("decisions", "status", "step"),
    [
        ((), Membership.MEMBER, Step.ENDORSE),
        ((Decision.ENDORSED,), Membership.MEMBER, Step.REVIEW),
        ((Decision.ENDORSED,), Membership.JOINING, Step.SIGN_OFF),
        ((Decision.ENDORSED, Decision.REVIEWED), Membership.MEMBER, Step.SIGN_OFF),
        ((Decision.SENT_BACK,), Membership.MEMBER, Step.RECOMMEND),
        ((Decision.SENT_BACK, Decision.RECOMMENDED), Membership.MEMBER, Step.ENDORSE),
        ((Decision.WITHDRAWN,), Membership.MEMBER, None),
        ((Decision.SUPERSEDED,), Membership.MEMBER, None),
        ((Decision.ENDORSED, Decision.REVIEWED, Decision.SIGNED_OFF), Membership.MEMBER, None),
    ],
)
def test_the_step_that_follows(
    decisions: tuple[Decision, ...], status: Membership, step: Step | None
) -> None:
    assert waits_for(after(begun_by(PARTNER), *decisions), status, CHAIN) is step


WHO = {
    # (step, started by): who may take it
    (Step.RECOMMEND, PARTNER): {PARTNER},
    (Step.RECOMMEND, LEAD): {LEAD},
    (Step.RECOMMEND, DEPUTY): {DEPUTY},
    (Step.ENDORSE, PARTNER): {LEAD},
    (Step.ENDORSE, LEAD): {LEAD},
    (Step.REVIEW, PARTNER): {DEPUTY, CEO},
    (Step.REVIEW, DEPUTY): {DEPUTY, CEO},
    (Step.SIGN_OFF, PARTNER): {DEPUTY, CEO},
    (Step.SIGN_OFF, LEAD): {DEPUTY, CEO},
    (Step.SIGN_OFF, DEPUTY): {CEO},
}


@pytest.mark.parametrize(("step", "starter"), WHO)
def test_who_may_take_a_step(step: Step, starter: int) -> None:
    begun = begun_by(starter)
    may = {p.id for p in PEOPLE if may_take(step, p, begun, SCHOOL, TRUST, CHAIN)}
    assert may == WHO[step, starter]


@pytest.mark.parametrize(
    ("starter", "decisions", "party", "people"),
    [
        (PARTNER, (), Party.LEAD_SIP, (LEAD,)),
        (PARTNER, (Decision.SENT_BACK,), Party.SIP, (PARTNER,)),
        (DEPUTY, (Decision.SENT_BACK,), Party.DEPUTY_CEO, (DEPUTY,)),
        (PARTNER, (Decision.ENDORSED,), Party.DEPUTY_CEO, (DEPUTY,)),
        (PARTNER, (Decision.ENDORSED, Decision.REVIEWED), Party.DEPUTY_CEO, (DEPUTY,)),
        (DEPUTY, (Decision.ENDORSED, Decision.REVIEWED), Party.CEO, (CEO,)),
    ],
)
def test_the_next_step_is_asked_of_one_office(
    starter: int, decisions: tuple[Decision, ...], party: Party, people: tuple[int, ...]
) -> None:
    assert asked_to_act(after(begun_by(starter), *decisions), SCHOOL, TRUST, CHAIN) == (party, people)


def test_nobody_is_asked_where_it_has_ended_or_the_school_has_left() -> None:
    assert asked_to_act(after(begun_by(PARTNER), Decision.WITHDRAWN), SCHOOL, TRUST, CHAIN) is None
    left = replace(SCHOOL, ended_on=date(2026, 11, 1))
    assert asked_to_act(begun_by(PARTNER), left, TRUST, CHAIN) is None


def test_nobody_is_asked_where_the_only_one_who_could_sign_off_has_started_it() -> None:
    without_ceo = a_trust([p for p in PEOPLE if p.id != CEO], [SCHOOL], [])
    waiting = after(begun_by(DEPUTY), Decision.ENDORSED, Decision.REVIEWED)
    assert asked_to_act(waiting, SCHOOL, without_ceo, CHAIN) is None


def test_whoever_was_shown_an_earlier_state_is_told_how_it_stands() -> None:
    shown = begun_by(PARTNER)
    now = after(shown, Decision.ENDORSED)
    require_shown(shown, 1)
    with pytest.raises(Overtaken) as refusal:
        require_shown(now, 1)
    assert refusal.value.recommendation is now
    with pytest.raises(Overtaken):
        require_shown(after(shown, Decision.WITHDRAWN), 2)


def test_the_judgements_are_those_that_were_recommended_last() -> None:
    old, new = (Judgement("ofsted", fits, "seen") for fits in (Designation.REPAIR, Designation.IMPROVE))
    begun = begun_by(PARTNER)
    begun = replace(begun, steps=(replace(begun.last, judgements=(old,)),))
    again = StepTaken(3, Decision.RECOMMENDED, PARTNER, NOW, Designation.IMPROVE, "", (new,))
    sent_back = after(begun, Decision.SENT_BACK)
    assert sent_back.judgements == (old,)
    assert sent_back.followed_by(again).judgements == (new,)


@given(st.lists(st.sampled_from(Decision), max_size=12))
def test_no_sequence_of_steps_goes_on_after_its_end_or_loses_one(decisions: list[Decision]) -> None:
    at = begun_by(PARTNER)
    for number, decision in enumerate(decisions, 2):
        step = StepTaken(number, decision, LEAD, NOW + timedelta(days=number), Designation.REPAIR)
        if not at.is_under_way:
            with pytest.raises(ValueError, match="cannot follow"):
                at.followed_by(step)
            break
        at = at.followed_by(step)
    assert [step.number for step in at.steps] == list(range(1, at.revision + 1))
    assert sum(step.decision in ENDED for step in at.steps) == (not at.is_under_way)
    assert (waits_for(at, Membership.MEMBER, CHAIN) is None) == (not at.is_under_way)
