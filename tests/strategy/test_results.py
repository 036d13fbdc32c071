"""Whose results are asked for by when, and who owes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.duties import Duty, DutyKind, DutyState, StoredDuty, reconcile
from strategy.people import Capacity, Role
from strategy.policy import Policy, load
from strategy.policy_results import Qualification
from strategy.results import (
    Results,
    ResultsVersion,
    asked_of,
    open_to,
    still_out,
    summer_of,
    year_of_results,
)
from strategy.results_duties import first_round, results_due, results_owed
from strategy.school_year import LONDON
from strategy.schools import Membership, Phase, School
from tests.strategy.builders import MARLOW, OAK_BANK, WITH_CLOSURES, a_school, a_trust, somebody

POLICY = load()
HEAD, PARTNER, DEPUTY = somebody(1), somebody(2), somebody(3, Role.DEPUTY_CEO)
DORA, DAVE = somebody(4, Role.DATA_MANAGER), somebody(5, Role.DATA_MANAGER)
SCHOOL = replace(a_school(OAK_BANK, headteacher=1, sip=2), phase=Phase.SECONDARY)
TRUST = a_trust([HEAD, PARTNER, DEPUTY, DORA], [SCHOOL, a_school(MARLOW, headteacher=2, sip=1)])
TERMS = POLICY.editions[-1].results
JULY = date(2026, 7, 10)
YEAR = "2026/27"
KS2, GCSE, A_LEVEL = Qualification.KEY_STAGE_2, Qualification.GCSE, Qualification.A_LEVEL


def results(*given: Qualification) -> Results:
    at = datetime(2026, 8, 20, 9, tzinfo=LONDON)
    return Results(1, OAK_BANK, YEAR, ResultsVersion(1, 4, at, dict.fromkeys(given, "71%")))


def owed(
    school: School = SCHOOL,
    *,
    boards: Sequence[date] = (),
    there: Results | None = None,
    stored: Sequence[StoredDuty] = (),
    today: date = JULY,
    policy: Policy = POLICY,
) -> list[Duty]:
    """What is owed for 2026/27."""
    known = {} if there is None else {YEAR: there}
    found = results_owed(school, boards, known, stored, policy, TRUST, today)
    return [duty for duty in found if duty.about == YEAR]


@pytest.mark.parametrize(
    ("phase", "asked", "may"),
    [
        (Phase.PRIMARY, [KS2], [KS2]),
        (Phase.SECONDARY, [GCSE], [GCSE, A_LEVEL]),
        (Phase.ALL_THROUGH, [KS2, GCSE], [KS2, GCSE, A_LEVEL]),
        (Phase.POST_16, [A_LEVEL], [GCSE, A_LEVEL]),
        (Phase.SPECIAL, [], [KS2, GCSE, A_LEVEL]),
    ],
)
def test_a_school_is_asked_for_the_results_of_its_phase(
    phase: Phase, asked: list[Qualification], may: list[Qualification]
) -> None:
    school = replace(SCHOOL, phase=phase)
    assert asked_of(school, TERMS) == asked
    assert open_to(school, TERMS) == may
    assert bool(owed(school)) == bool(asked)


def test_results_are_due_when_the_pack_of_the_first_board_goes_out() -> None:
    [duty] = owed(boards=[date(2026, 9, 24), date(2026, 9, 17), date(2026, 11, 12)])
    assert duty.due_on == date(2026, 9, 10)
    assert (duty.kind, duty.owner, duty.capacity) == (DutyKind.RESULTS, 4, Capacity.DATA_MANAGER)
    assert duty.arises_on == date(2026, 7, 1)


def test_until_a_board_is_recorded_the_month_stands_in() -> None:
    for boards in ([], [date(2026, 6, 3)], [date(2026, 11, 12)]):
        [duty] = owed(boards=boards)
        assert duty.due_on == date(2026, 8, 24), "the bank holiday of 31 August is no working day"


def test_a_board_in_october_is_still_the_first() -> None:
    assert results_due(OAK_BANK, YEAR, [date(2026, 10, 1)], POLICY, WITH_CLOSURES) == date(2026, 9, 24)
    span = first_round(YEAR, POLICY, WITH_CLOSURES)
    assert (span.starts, span.ends) == (date(2026, 9, 1), date(2026, 10, 31))


def test_each_data_manager_owes_them_and_without_one_the_deputy() -> None:
    people = [HEAD, PARTNER, DEPUTY]
    both = a_trust([*people, DORA, DAVE], [SCHOOL])
    neither = a_trust(people, [SCHOOL])
    assert {d.owner for d in results_owed(SCHOOL, [], {}, [], POLICY, both, JULY)} == {4, 5}
    alone = results_owed(SCHOOL, [], {}, [], POLICY, neither, JULY)
    assert {(d.owner, d.capacity) for d in alone} == {(3, Capacity.DEPUTY_CEO)}


def test_a_joining_school_and_one_that_has_left_owe_none() -> None:
    assert owed(replace(SCHOOL, status=Membership.JOINING)) == []
    assert owed(replace(SCHOOL, ended_on=date(2026, 7, 1))) == []


def test_what_was_due_before_one_knew_of_it_is_not_owed() -> None:
    assert owed(today=date(2026, 8, 25)) == []
    assert len(owed(today=date(2026, 8, 24))) == 1
    assert owed(policy=replace(POLICY, first_day=date(2026, 9, 1))) == []


def test_what_is_known_stays_owed_though_late() -> None:
    [duty] = owed()
    assert owed(stored=[StoredDuty(1, duty, DutyState.OPEN)], today=date(2026, 10, 1)) == [duty]
    for state in (DutyState.FULFILLED, DutyState.EXCUSED):
        assert owed(stored=[StoredDuty(1, duty, state)]) == []


def test_it_is_owed_until_all_that_is_asked_is_given() -> None:
    both = replace(SCHOOL, phase=Phase.ALL_THROUGH)
    assert owed(both, there=results(KS2))
    assert list(still_out(both, results(KS2), TERMS)) == [GCSE]
    assert owed(both, there=results(KS2, GCSE)) == []
    assert owed(there=results(A_LEVEL)), "a sixth form's do not stand for GCSE"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 6, 30), "2025/26"),
        (date(2026, 7, 1), "2026/27"),
        (date(2026, 9, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
    ],
)
def test_a_summer_s_results_are_of_the_year_that_begins_after_it(day: date, year: str) -> None:
    assert year_of_results(day, POLICY, WITH_CLOSURES) == year
    assert summer_of(year) == int(year[:4])


@given(
    boards=st.lists(st.dates(date(2026, 7, 1), date(2027, 7, 31)), max_size=6),
    today=st.dates(date(2026, 7, 1), date(2026, 8, 1)),
)
def test_they_are_in_before_any_board_of_the_first_round(boards: list[date], today: date) -> None:
    for duty in owed(boards=boards, today=today):
        first = [day for day in boards if day in first_round(YEAR, POLICY, WITH_CLOSURES)]
        assert all(duty.due_on < day for day in first)
        assert duty.arises_on <= duty.due_on
        assert WITH_CLOSURES.is_working_day(duty.due_on)


@given(boards=st.lists(st.dates(date(2026, 9, 1), date(2026, 10, 31)), max_size=3))
def test_reconciling_twice_changes_nothing(boards: list[date]) -> None:
    first = owed(boards=boards)
    stored = [StoredDuty(n, duty, DutyState.OPEN) for n, duty in enumerate(first, 1)]
    again = owed(boards=boards, stored=stored, today=JULY + timedelta(days=1))
    assert not reconcile(stored, again)
