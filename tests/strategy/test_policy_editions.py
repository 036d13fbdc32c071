"""Which edition of a policy is in force, and how a later one differs from the one before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from strategy.designations import Risk
from strategy.people import Capacity, Role
from strategy.policy import Deadline, Edition, load
from strategy.school_year import Calendar
from tests.strategy.builders import OPEN_ALL_YEAR, WITH_CLOSURES
from tests.strategy.policy_files import BUILT_IN, FIVE_FROM_2027, a_file, with_more

POLICY = load()
TODAY = date(2026, 11, 23)


def test_an_edition_holds_from_its_year_until_the_next_and_the_first_for_all_before(tmp_path: Path) -> None:
    policy = with_more(tmp_path, FIVE_FROM_2027)
    for day, within in (
        (date(2003, 5, 1), 3),
        (date(2026, 11, 23), 3),
        (date(2027, 8, 31), 3),  # the summer holidays belong to the year before
        (date(2027, 9, 1), 5),
        (date(2034, 1, 1), 5),
    ):
        assert policy.on(day, WITH_CLOSURES).reporting[Capacity.SIP].within_working_days == within


def test_a_later_edition_says_only_what_differs(tmp_path: Path) -> None:
    first, second = with_more(tmp_path, FIVE_FROM_2027).editions
    changed = {field for field in Edition.model_fields if getattr(first, field) != getattr(second, field)}
    assert changed == {"academic_year", "reporting"}
    assert second.reporting[Capacity.SIP].mailed_to == first.reporting[Capacity.SIP].mailed_to
    assert second.reporting[Capacity.SLE] == first.reporting[Capacity.SLE]


def test_a_list_in_a_later_edition_takes_the_place_of_the_list_before(tmp_path: Path) -> None:
    more = '[[edition]]\nacademic_year = "2027/28"\n[edition.reporting.sip]\nmailed_to = ["ceo"]\n'
    assert with_more(tmp_path, more).editions[1].reporting[Capacity.SIP].mailed_to == (Role.CEO,)


def test_a_later_edition_can_leave_out_what_the_one_before_had(tmp_path: Path) -> None:
    more = """
    [[edition]]
    academic_year = "2027/28"
    leaves_out = ["reporting.sip.within_working_days"]
    [edition.reporting.sip]
    deadline = "half_term_end"
    """
    reporting = with_more(tmp_path, more).editions[1].reporting[Capacity.SIP]
    assert (reporting.deadline, reporting.within_working_days) == (Deadline.HALF_TERM_END, None)


def test_the_edition_of_a_year_is_found_once_and_kept() -> None:
    assert POLICY.on(TODAY, OPEN_ALL_YEAR) is POLICY.on(date(2026, 9, 1), WITH_CLOSURES)


def test_the_calendar_is_left_alone_where_school_holidays_are_working_days() -> None:
    assert POLICY.working_calendar(WITH_CLOSURES) is WITH_CLOSURES


def test_the_calendar_rests_in_the_holidays_of_the_years_that_policy_says(tmp_path: Path) -> None:
    more = """
    [[edition]]
    academic_year = "2026/27"
    [edition.days]
    school_holidays_are_working_days = false
    [[edition]]
    academic_year = "2027/28"
    [edition.days]
    school_holidays_are_working_days = true
    """
    policy = with_more(tmp_path, more)
    resting = policy.working_calendar(WITH_CLOSURES)
    assert resting.resting_years == {"2026/27"}
    assert not resting.is_working_day(date(2026, 10, 27))
    assert resting.is_working_day(date(2025, 10, 27))
    assert policy.working_calendar(resting) is resting
    assert policy.working_calendar(WITH_CLOSURES) is resting


def test_going_live_is_a_day(tmp_path: Path) -> None:
    assert load(a_file(tmp_path, f"first_day = 2026-11-02\n{BUILT_IN}")).first_day == date(2026, 11, 2)


def test_half_days_are_halves_exactly(tmp_path: Path) -> None:
    policy = load(
        a_file(tmp_path, BUILT_IN.replace("{ at_least = 5, up_to = 10,", "{ at_least = 7.5, up_to = 10,"))
    )
    assert policy.editions[0].entitlement[Risk.SOME].sip_days.at_least == Decimal("7.5")


def test_a_file_saved_with_a_byte_order_mark_is_read_all_the_same(tmp_path: Path) -> None:
    assert load(a_file(tmp_path, f"\ufeff{BUILT_IN}")) == POLICY


def test_an_unknown_calendar_has_editions_all_the_same() -> None:
    assert POLICY.on(date(1999, 1, 1), Calendar()) is POLICY.editions[0]
