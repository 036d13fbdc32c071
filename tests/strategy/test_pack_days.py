"""When the pack of a meeting goes out, and when those who must come are reminded of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.meetings import Meeting
from strategy.pack_days import call_day, has_begun, is_called, is_pack_out, last_day_ahead, pack_day
from strategy.policy import load
from strategy.policy_reporting import Body
from strategy.school_year import LONDON, Calendar, HalfTerm, HalfTermName

POLICY = load()
THURSDAY = date(2026, 12, 3)
OAK_BANK, MARLOW = "100001", "100002"
AUTUMN = HalfTerm("2026/27", HalfTermName("autumn-2"), date(2026, 11, 2), date(2026, 12, 18))
CALENDAR = Calendar([AUTUMN], [(date(2026, 12, 1), "Training day", OAK_BANK)])


def a_meeting(body: Body, day: date = THURSDAY, school: str = "") -> Meeting:
    return Meeting(1, body, school, day, time(9), time(10, 30))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)


@pytest.mark.parametrize(
    ("body", "school", "day"),
    [
        (Body.PROGRESS_BOARD, MARLOW, date(2026, 11, 26)),
        (Body.PROGRESS_BOARD, OAK_BANK, date(2026, 11, 25)),  # closed on one of the five days
        (Body.EIT, "", date(2026, 12, 2)),
        (Body.STANDARDS_COMMITTEE, "", date(2026, 12, 2)),
        (Body.SCHOOL_IMPROVEMENT_TEAM, "", None),
        (Body.SIP_TRAINING, "", None),
    ],
)
def test_a_boards_pack_goes_out_five_of_its_working_days_ahead_and_the_others_one(
    body: Body, school: str, day: date | None
) -> None:
    assert pack_day(body, school, THURSDAY, POLICY, CALENDAR) == day


def test_a_pack_goes_out_over_a_weekend_on_the_last_working_day_before() -> None:
    assert pack_day(Body.EIT, "", date(2026, 11, 30), POLICY, CALENDAR) == date(2026, 11, 27)


def test_the_team_is_reminded_three_working_days_ahead_and_nobody_else_is() -> None:
    team = a_meeting(Body.SCHOOL_IMPROVEMENT_TEAM)
    assert call_day(team, POLICY, CALENDAR) == date(2026, 11, 30)
    assert call_day(a_meeting(Body.EIT), POLICY, CALENDAR) is None
    assert not is_called(team, noon(date(2026, 11, 29)), POLICY, CALENDAR)
    assert is_called(team, noon(date(2026, 11, 30)), POLICY, CALENDAR)
    assert not is_called(team, noon(THURSDAY), POLICY, CALENDAR)


def test_it_is_time_for_a_pack_from_its_day_until_the_meeting_begins() -> None:
    eit = a_meeting(Body.EIT)
    assert not is_pack_out(eit, noon(date(2026, 12, 1)), POLICY, CALENDAR)
    assert is_pack_out(eit, noon(date(2026, 12, 2)), POLICY, CALENDAR)
    begins = datetime.combine(THURSDAY, time(9), LONDON)
    assert is_pack_out(eit, begins - timedelta(seconds=1), POLICY, CALENDAR)
    assert has_begun(eit, begins)
    assert not is_pack_out(eit, begins, POLICY, CALENDAR)


days = st.dates(date(2026, 9, 1), date(2027, 7, 20))
closures = st.lists(
    st.tuples(days, st.just("Closed"), st.sampled_from([None, OAK_BANK, MARLOW])), max_size=40
)


@given(days, days, closures, st.sampled_from([Body.PROGRESS_BOARD, Body.EIT, Body.SCHOOL_IMPROVEMENT_TEAM]))
def test_no_meeting_whose_time_has_come_lies_past_the_days_that_are_looked_at(
    today: date, meets: date, closed: list[tuple[date, str, str | None]], body: Body
) -> None:
    calendar = Calendar([AUTUMN], closed)
    schools = [OAK_BANK, MARLOW] if body is Body.PROGRESS_BOARD else [""]
    for meeting in (replace(a_meeting(body, meets), school=school) for school in schools):
        now = datetime.combine(today, time(8), LONDON)
        if is_pack_out(meeting, now, POLICY, calendar) or is_called(meeting, now, POLICY, calendar):
            assert today <= meets <= last_day_ahead(today, POLICY, calendar)


@given(days, closures)
def test_a_packs_day_is_a_working_day_of_the_school_before_the_meeting(
    meets: date, closed: list[tuple[date, str, str | None]]
) -> None:
    calendar = Calendar([AUTUMN], closed)
    goes_out = pack_day(Body.PROGRESS_BOARD, OAK_BANK, meets, POLICY, calendar)
    assert goes_out is not None
    assert goes_out < meets
    assert POLICY.working_calendar(calendar).is_working_day(goes_out, OAK_BANK)
