"""Who owes what of a school's development plan and self-evaluation, by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.designations import Designation
from strategy.duties import Duty, DutyKind, DutyState, StoredDuty, reconcile
from strategy.paper_duties import delivery_notes_owed, paper_steps, papers_owed
from strategy.people import Capacity
from strategy.policy import load
from strategy.policy_papers import PaperKind
from strategy.school_papers import PaperDeed, PaperStep, SchoolPaper
from strategy.schools import Membership, School
from tests.strategy.builders import OAK_BANK, a_trust
from tests.strategy.policy_files import BUILT_IN, a_file
from tests.strategy.test_recommendations import CEO, DEPUTY, HEAD, PEOPLE, SCHOOL

POLICY = load()
AT_RISK = replace(SCHOOL, designation=Designation.STABILISE)
TRUST = a_trust(PEOPLE, [SCHOOL])
AUGUST = date(2026, 8, 20)
PLAN, EVALUATION = DutyKind.DEVELOPMENT_PLAN, DutyKind.SELF_EVALUATION
NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)


def a_paper(*deeds: PaperDeed, by: int = HEAD, kind: PaperKind = PaperKind.DEVELOPMENT_PLAN) -> SchoolPaper:
    steps: list[PaperStep] = []
    for number, deed in enumerate((PaperDeed.HANDED_IN, *deeds), 1):
        version = 1 + sum(step.deed is PaperDeed.HANDED_IN for step in steps)
        version -= deed is not PaperDeed.HANDED_IN
        at = NOW + timedelta(days=number)
        steps.append(PaperStep(number, deed, by, at, version, link="https://trust.example/plan"))
    return SchoolPaper(3, OAK_BANK, kind, "2026/27", tuple(steps))


def owed(
    school: School = SCHOOL,
    *papers: SchoolPaper,
    stored: tuple[StoredDuty, ...] = (),
    today: date = AUGUST,
) -> dict[tuple[DutyKind, str], Duty]:
    found = papers_owed(school, papers, stored, POLICY, TRUST, today)
    assert len({(duty.kind, duty.about) for duty in found}) == len(found)
    return {(duty.kind, duty.about): duty for duty in found}


def as_stored(*duties: Duty, state: DutyState = DutyState.OPEN) -> tuple[StoredDuty, ...]:
    return tuple(StoredDuty(number, duty, state) for number, duty in enumerate(duties, 1))


def test_the_headteacher_owes_both_by_the_last_working_day_of_the_first_half_term() -> None:
    duties = owed()
    for kind in (PLAN, EVALUATION):
        duty = duties[kind, "2026/27"]
        assert (duty.owner, duty.capacity) == (HEAD, Capacity.HEADTEACHER)
        assert (duty.arises_on, duty.due_on) == (date(2026, 9, 1), date(2026, 10, 23))


def test_a_first_reminder_comes_ten_working_days_ahead() -> None:
    assert owed()[PLAN, "2026/27"].about_on == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("known_on", "due"),
    [
        (date(2026, 10, 23), date(2026, 10, 23)),
        (date(2026, 10, 24), date(2026, 12, 18)),
        (date(2026, 11, 24), date(2026, 12, 18)),
        # Nine working days are left of the half term then, which is too few.
        (date(2026, 12, 7), date(2027, 2, 12)),
    ],
)
def test_who_comes_to_be_known_later_has_until_the_end_of_a_half_term(known_on: date, due: date) -> None:
    assert owed(today=known_on)[PLAN, "2026/27"].due_on == due


def test_a_year_without_a_half_term_left_asks_for_nothing() -> None:
    assert (PLAN, "2026/27") not in owed(today=date(2027, 7, 15))


def test_the_day_does_not_move_on_as_days_pass() -> None:
    first = owed(today=date(2026, 11, 24))[PLAN, "2026/27"]
    later = owed(stored=as_stored(first), today=date(2027, 1, 20))
    assert later[PLAN, "2026/27"] == first


def test_what_is_in_or_excused_is_not_asked_for_again() -> None:
    assert (PLAN, "2026/27") not in owed(SCHOOL, a_paper())
    excused = as_stored(owed()[EVALUATION, "2026/27"], state=DutyState.EXCUSED)
    assert (EVALUATION, "2026/27") not in owed(stored=excused)


def test_a_joining_or_closed_school_owes_none() -> None:
    assert owed(replace(SCHOOL, status=Membership.JOINING)) == {}
    assert owed(replace(SCHOOL, ended_on=date(2026, 9, 1))) == {}


def test_a_trust_that_goes_live_later_has_nobody_late(tmp_path: Path) -> None:
    policy = load(a_file(tmp_path, f"first_day = 2026-11-02\n{BUILT_IN}"))
    found = papers_owed(SCHOOL, (), (), policy, TRUST, AUGUST)
    assert min(duty.due_on for duty in found) >= date(2026, 11, 2)


@given(
    st.dates(date(2026, 8, 1), date(2027, 7, 31)),
    st.dates(date(2026, 8, 1), date(2027, 7, 31)),
    st.booleans(),
)
def test_reconciling_twice_changes_nothing_whenever_it_is_done(
    first: date, second: date, is_in: bool
) -> None:
    first, second = sorted((first, second))
    papers = (a_paper(),) if is_in else ()
    stored = as_stored(*papers_owed(SCHOOL, papers, (), POLICY, TRUST, first))
    known = {(entry.duty.kind, entry.duty.about) for entry in stored}
    again = papers_owed(SCHOOL, papers, stored, POLICY, TRUST, second)
    changes = reconcile(stored, [duty for duty in again if (duty.kind, duty.about) in known])
    assert not changes
    assert all(duty.due_on >= first for duty in again if (duty.kind, duty.about) in known)


def test_what_is_handed_in_waits_for_the_deputy_first() -> None:
    [duty] = paper_steps(a_paper(), POLICY, TRUST)
    assert (duty.kind, duty.owner) == (DutyKind.PAPER_SIGN_OFF, DEPUTY)
    assert duty.due_on == date(2026, 10, 20)
    assert duty.about == "development_plan:3:1"


def test_nobody_is_asked_to_sign_off_what_they_handed_in() -> None:
    [duty] = paper_steps(a_paper(by=DEPUTY), POLICY, TRUST)
    assert (duty.owner, duty.capacity) == (CEO, Capacity.CEO)


def test_what_was_sent_back_is_owed_by_the_headteacher_and_what_is_signed_off_by_nobody() -> None:
    [duty] = paper_steps(a_paper(PaperDeed.SENT_BACK), POLICY, TRUST)
    assert (duty.kind, duty.owner) == (DutyKind.PAPER_AGAIN, HEAD)
    assert paper_steps(a_paper(PaperDeed.SIGNED_OFF), POLICY, TRUST) == []


def notes(
    school: School = AT_RISK, *noted: str, stored: tuple[StoredDuty, ...] = (), today: date = AUGUST
) -> dict[str, Duty]:
    found = delivery_notes_owed(school, noted, stored, POLICY, TRUST, today)
    return {duty.about: duty for duty in found}


def test_a_plan_at_high_risk_is_watched_each_half_term() -> None:
    duty = notes()["2026/27 autumn-2"]
    assert (duty.kind, duty.owner, duty.due_on) == (DutyKind.DELIVERY_NOTE, DEPUTY, date(2026, 12, 18))


@pytest.mark.parametrize("designation", [Designation.IMPROVE, Designation.SUSTAIN, None])
def test_a_plan_at_lower_risk_is_not(designation: Designation | None) -> None:
    assert notes(replace(SCHOOL, designation=designation)) == {}


def test_a_half_term_that_is_noted_or_over_asks_for_none() -> None:
    assert "2026/27 autumn-2" not in notes(AT_RISK, "2026/27 autumn-2")
    assert "2026/27 autumn-1" not in notes(today=date(2026, 11, 2))
    late = as_stored(notes()["2026/27 autumn-1"])
    assert "2026/27 autumn-1" in notes(stored=late, today=date(2026, 11, 2))


def test_steps_follow_each_other_and_no_decision_follows_a_decision() -> None:
    signed = a_paper(PaperDeed.SIGNED_OFF)
    with pytest.raises(ValueError, match="cannot follow"):
        signed.followed_by(PaperStep(3, PaperDeed.SENT_BACK, DEPUTY, NOW, 1, reason="no"))
    again = signed.followed_by(PaperStep(3, PaperDeed.HANDED_IN, HEAD, NOW, 2, link="https://a.example/b"))
    assert [step.version for step in again.versions] == [1, 2]
    assert again.latest.version == 2
