"""When a body meets next, as long as no meeting is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from strategy.designations import Risk
from strategy.meetings import months_of, stand_in
from strategy.policy import Policy, load
from strategy.policy_reporting import Body
from strategy.school_year import Calendar
from tests.strategy.builders import HALF_TERMS, OAK_BANK, OPEN_ALL_YEAR, WITH_CLOSURES

POLICY = load()
EDITION = POLICY.on(date(2026, 11, 23), OPEN_ALL_YEAR)
BOARD, EIT, COMMITTEE = Body.PROGRESS_BOARD, Body.EIT, Body.STANDARDS_COMMITTEE
TEAM, TRAINING = Body.SCHOOL_IMPROVEMENT_TEAM, Body.SIP_TRAINING


@pytest.mark.parametrize(
    ("body", "risk", "months"),
    [
        (BOARD, Risk.HIGH, (9, 11, 1, 3, 5, 6)),
        (BOARD, Risk.SOME, (9, 1, 5)),
        (BOARD, Risk.LOW, (9, 1, 5)),
        (BOARD, None, (9, 1, 5)),
        (EIT, None, (9, 11, 1, 3, 5, 6)),
        (COMMITTEE, None, (9, 11, 1, 3, 5, 6)),
        (TEAM, None, (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)),
        (TRAINING, None, (10, 6)),
    ],
)
def test_a_body_meets_in_the_months_that_the_strategy_says(
    body: Body, risk: Risk | None, months: tuple[int, ...]
) -> None:
    assert months_of(body, risk, EDITION) == months


@pytest.mark.parametrize(
    ("body", "risk", "day", "expected"),
    [
        # November's round is under way by the 23rd, so January's stands in: the 1st is New Year's Day.
        (BOARD, Risk.HIGH, date(2026, 11, 23), date(2027, 1, 4)),
        (EIT, None, date(2026, 11, 23), date(2027, 1, 4)),
        (COMMITTEE, None, date(2026, 11, 23), date(2027, 1, 4)),
        (BOARD, Risk.HIGH, date(2027, 1, 4), date(2027, 1, 4)),
        (BOARD, Risk.HIGH, date(2027, 1, 5), date(2027, 3, 1)),
        (BOARD, Risk.LOW, date(2027, 1, 5), date(2027, 5, 4)),
        (BOARD, None, date(2027, 1, 5), date(2027, 5, 4)),
        (EIT, None, date(2027, 6, 30), date(2027, 9, 1)),
        (TEAM, None, date(2026, 11, 23), date(2026, 12, 1)),
        (TEAM, None, date(2027, 7, 2), date(2027, 9, 1)),
        (TRAINING, None, date(2026, 10, 2), date(2027, 6, 1)),
        (TRAINING, None, date(2027, 6, 2), date(2027, 10, 1)),
    ],
)
def test_the_first_working_day_of_the_next_such_month_stands_in(
    body: Body, risk: Risk | None, day: date, expected: date
) -> None:
    assert stand_in(body, risk, day, POLICY, OPEN_ALL_YEAR) == expected


def test_on_the_weekend_before_a_month_s_first_working_day_that_month_still_counts() -> None:
    assert stand_in(TEAM, None, date(2026, 11, 1), POLICY, OPEN_ALL_YEAR) == date(2026, 11, 2)
    assert stand_in(TEAM, None, date(2026, 11, 3), POLICY, OPEN_ALL_YEAR) == date(2026, 12, 1)


def test_no_board_is_expected_on_a_day_on_which_trust_or_school_is_closed() -> None:
    closed = Calendar(
        HALF_TERMS, [(date(2027, 1, 4), "Training", None), (date(2027, 1, 5), "Boiler", OAK_BANK)]
    )
    day = date(2026, 11, 23)
    assert stand_in(BOARD, Risk.HIGH, day, POLICY, closed) == date(2027, 1, 5)
    assert stand_in(BOARD, Risk.HIGH, day, POLICY, closed, school=OAK_BANK) == date(2027, 1, 6)
    assert stand_in(BOARD, Risk.HIGH, day, POLICY, WITH_CLOSURES, school=OAK_BANK) == date(2027, 1, 4)


def test_next_year_s_months_are_those_of_next_year_s_policy() -> None:
    """A Board that met in September so far, and meets in October from the next academic year on."""
    later = EDITION.model_copy(
        update={
            "academic_year": "2027/28",
            "meetings": {
                **EDITION.meetings,
                BOARD: EDITION.meetings[BOARD].model_copy(
                    update={"months_by_risk": dict.fromkeys(Risk, (10,))}
                ),
            },
        }
    )
    changing = Policy((EDITION, later), None)
    assert stand_in(BOARD, Risk.LOW, date(2027, 6, 1), POLICY, OPEN_ALL_YEAR) == date(2027, 9, 1)
    assert stand_in(BOARD, Risk.LOW, date(2027, 6, 1), changing, OPEN_ALL_YEAR) == date(2027, 10, 1)
