"""By when a school's termly assessment is owed, and who owes the next step of a recommendation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.assessments import Rounds, assessments_of, term_of
from strategy.duties import Changes, Duty, DutyKind, DutyState, StoredDuty, reconcile
from strategy.people import Capacity, Role
from strategy.policy import load
from strategy.recommendations import Decision
from strategy.schools import Membership, School
from strategy.step_duties import step_duties
from tests.strategy.builders import OAK_BANK, OPEN_ALL_YEAR, a_school, a_trust, somebody
from tests.strategy.policy_files import with_more
from tests.strategy.test_recommendations import CEO, DEPUTY, LEAD, PARTNER, PEOPLE, TRUST, after, begun_by

POLICY = load()
SCHOOL = a_school(OAK_BANK, headteacher=1, sip=2)
BEFORE = date(2026, 8, 20)


def owed(
    school: School = SCHOOL,
    *boards: date,
    stored: tuple[StoredDuty, ...] = (),
    today: date = BEFORE,
) -> dict[str, Duty]:
    found = assessments_of(school, boards, stored, Rounds(POLICY, OPEN_ALL_YEAR), today)
    assert len({duty.about for duty in found}) == len(found)
    return {duty.about: duty for duty in found}


@pytest.mark.parametrize(
    ("term", "arises", "due"),
    [
        # No Board is recorded. The autumn's stands on the first day of term, so it falls due the day after.
        ("2026/27 autumn", date(2026, 9, 1), date(2026, 9, 2)),
        # The first working day of January is Mon 4; the working day before it Thu 31 December.
        ("2026/27 spring", date(2027, 1, 4), date(2027, 1, 5)),
        # The May round stands on Tue 4 May, after the bank holiday.
        ("2026/27 summer", date(2027, 4, 12), date(2027, 4, 30)),
    ],
)
def test_an_assessment_is_due_before_the_round_in_which_every_school_has_a_board(
    term: str, arises: date, due: date
) -> None:
    duty = owed()[term]
    assert (duty.kind, duty.owner, duty.capacity) == (DutyKind.ASSESSMENT, SCHOOL.sip, Capacity.SIP)
    assert (duty.arises_on, duty.due_on) == (arises, due)


def test_a_recorded_board_counts_for_more_than_the_strategys_month() -> None:
    duties = owed(SCHOOL, date(2026, 9, 22), date(2026, 11, 10), date(2027, 1, 25), date(2027, 5, 11))
    assert [duties[f"2026/27 {term}"].due_on for term in ("autumn", "spring", "summer")] == [
        date(2026, 9, 21),
        date(2027, 1, 22),  # Mon 25 January: the Friday before
        date(2027, 5, 10),
    ]


def test_a_board_of_another_round_does_not_count() -> None:
    assert owed(SCHOOL, date(2026, 11, 10))["2026/27 autumn"].due_on == date(2026, 9, 2)


def test_a_joining_school_is_assessed_too_and_one_that_has_left_is_not() -> None:
    assert owed(replace(SCHOOL, status=Membership.JOINING)) == owed()
    assert owed(replace(SCHOOL, ended_on=BEFORE)) == {}


def test_a_round_that_was_over_before_going_live_asks_for_none() -> None:
    assert "2026/27 autumn" not in owed(today=date(2026, 11, 23))
    assert "2026/27 spring" in owed(today=date(2026, 11, 23))


def test_one_that_was_owed_stays_owed_once_it_is_late() -> None:
    known = StoredDuty(1, owed()["2026/27 autumn"], DutyState.OPEN)
    late = owed(stored=(known,), today=date(2026, 11, 23))
    assert late["2026/27 autumn"] == known.duty


def test_a_new_partner_takes_over_what_is_open_and_not_what_is_done() -> None:
    mine = owed()["2026/27 autumn"]
    theirs = replace(SCHOOL, sip=9)
    open_one, done = (StoredDuty(1, mine, state) for state in (DutyState.OPEN, DutyState.FULFILLED))
    later = date(2026, 11, 23)
    assert owed(theirs, stored=(open_one,), today=later)["2026/27 autumn"].owner == 9
    assert "2026/27 autumn" not in owed(theirs, stored=(done,), today=later)
    assert "2026/27 autumn" not in owed(theirs, stored=(done,))


def test_nothing_falls_due_before_going_live() -> None:
    policy = replace(POLICY, first_day=date(2026, 10, 1))
    [autumn, *_] = assessments_of(SCHOOL, (), (), Rounds(policy, OPEN_ALL_YEAR), BEFORE)
    assert (autumn.about, autumn.due_on) == ("2026/27 autumn", date(2026, 10, 1))


def test_policy_may_assess_once_a_year(tmp_path: Path) -> None:
    yearly = with_more(
        tmp_path, '[[edition]]\nacademic_year = "2026/27"\n[edition.assessment]\nper = "year"\n'
    )
    found = assessments_of(SCHOOL, (), (), Rounds(yearly, OPEN_ALL_YEAR), BEFORE)
    assert [duty.about for duty in found] == ["2026/27", "2027/28"]


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 11, 23), "2026/27 autumn"),
        (date(2026, 12, 28), "2026/27 spring"),
        (date(2030, 3, 1), "2029/30"),
    ],
)
def test_the_term_of_a_day(day: date, term: str) -> None:
    assert term_of(day, OPEN_ALL_YEAR) == term


def applied(stored: list[StoredDuty], changes: Changes) -> list[StoredDuty]:
    changed = dict(changes.changed)
    left = [
        StoredDuty(entry.id, changed[entry.id], DutyState.OPEN)
        if entry.id in changed
        else replace(entry, state=DutyState.VOID)
        if entry.id in changes.void
        else entry
        for entry in stored
    ]
    first = len(stored) + 1
    return left + [StoredDuty(first + n, duty, DutyState.OPEN) for n, duty in enumerate(changes.new)]


@given(
    st.lists(
        st.tuples(
            st.integers(2, 4),
            st.sampled_from([(), (date(2026, 9, 22),), (date(2027, 1, 25), date(2027, 5, 11))]),
            st.integers(0, 60),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_whatever_changes_reconciling_twice_changes_nothing(
    changes: list[tuple[int, tuple[date, ...], int, bool]],
) -> None:
    stored: list[StoredDuty] = []
    today = BEFORE
    for partner, boards, days, is_done in changes:
        today += timedelta(days=days)
        school = replace(SCHOOL, sip=partner)
        for _ in range(2):
            derived = assessments_of(school, boards, stored, Rounds(POLICY, OPEN_ALL_YEAR), today)
            found = reconcile(stored, derived)
            stored = applied(stored, found)
        assert not found
        assert len({entry.duty.key for entry in stored}) == len(stored), "a duty is never both open and void"
        still_open = [entry.duty.about for entry in stored if entry.state is DutyState.OPEN]
        assert len(set(still_open)) == len(still_open), "one assessment a term, whoever the partner was"
        if is_done and still_open:
            stored = [
                replace(entry, state=DutyState.FULFILLED)
                if entry.state is DutyState.OPEN and entry.duty.about == still_open[0]
                else entry
                for entry in stored
            ]


@pytest.mark.parametrize(
    ("starter", "decisions", "kind", "owner", "capacity"),
    [
        (PARTNER, (), DutyKind.ENDORSE, LEAD, Capacity.LEAD_SIP),
        (PARTNER, (Decision.SENT_BACK,), DutyKind.RECOMMEND_AGAIN, PARTNER, Capacity.SIP),
        (PARTNER, (Decision.ENDORSED,), DutyKind.REVIEW, DEPUTY, Capacity.DEPUTY_CEO),
        (PARTNER, (Decision.ENDORSED, Decision.REVIEWED), DutyKind.SIGN_OFF, DEPUTY, Capacity.DEPUTY_CEO),
        (DEPUTY, (Decision.ENDORSED, Decision.REVIEWED), DutyKind.SIGN_OFF, CEO, Capacity.CEO),
    ],
)
def test_the_next_step_is_owed_within_five_working_days(
    starter: int, decisions: tuple[Decision, ...], kind: DutyKind, owner: int, capacity: Capacity
) -> None:
    [duty] = step_duties(after(begun_by(starter), *decisions), POLICY, TRUST)
    assert (duty.kind, duty.owner, duty.capacity) == (kind, owner, capacity)
    assert (duty.arises_on, duty.due_on) == (date(2026, 11, 23), date(2026, 11, 30))
    assert duty.about == f"recommendation:5:{len(decisions) + 1}"


def test_each_holder_of_an_office_owes_the_step_and_nobody_does_at_the_end() -> None:
    two = a_trust([*PEOPLE, somebody(20, Role.LEAD_SIP)], [TRUST.school(OAK_BANK)], [])
    assert [duty.owner for duty in step_duties(begun_by(PARTNER), POLICY, two)] == [LEAD, 20]
    assert step_duties(after(begun_by(PARTNER), Decision.WITHDRAWN), POLICY, TRUST) == []
